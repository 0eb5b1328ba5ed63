//! The engine as its callers see it.

use std::borrow::Cow;

use crate::{DaySeries, Dim, Facts, Groups, Selection, Sums, mask::FailMask, scan};

/// Facts, ready to answer selections.
#[derive(Clone, Debug)]
pub struct Cube {
    facts: Facts,
    mask: FailMask,
}

/// Everything that a page of the report shows for a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Everything selected.
    pub total: Sums,
    /// For each dimension the sums by member, the choice in that dimension itself left out of account:
    /// a table keeps its own rows. Nodes of a tree include their descendants.
    pub by: Vec<Groups>,
    /// The sums by day over the period, the brush left out of account; over the span of the facts when
    /// the selection has no period.
    pub by_day: DaySeries,
}

impl Answer {
    /// The groups of one dimension.
    ///
    /// # Panics
    /// When the facts have no such dimension.
    pub fn groups(&self, dim: Dim) -> &Groups {
        &self.by[dim.0]
    }
}

impl Cube {
    /// A cube of these facts, nothing chosen.
    pub fn new(facts: Facts) -> Self {
        let mask = FailMask::new(&facts);
        Self { facts, mask }
    }

    /// The facts.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Answers the whole page at once, and remembers the selection: the next answer works out anew only
    /// the dimensions whose choice has changed.
    pub fn answer(&mut self, selection: &Selection) -> Answer {
        self.mask.turn_to(&self.facts, selection);
        scan::answer(&self.facts, &self.mask, selection)
    }

    /// Answers the whole page without remembering: for a comparison on the side.
    ///
    /// It costs no more than [`Cube::answer`] when only the days differ from the remembered selection.
    pub fn peek(&self, selection: &Selection) -> Answer {
        scan::answer(&self.facts, &self.mask_of(selection), selection)
    }

    /// Only the total, without remembering.
    pub fn total(&self, selection: &Selection) -> Sums {
        scan::total(&self.facts, &self.mask_of(selection), selection)
    }

    /// Only the series by day, without remembering.
    pub fn by_day(&self, selection: &Selection) -> DaySeries {
        scan::by_day(&self.facts, &self.mask_of(selection), selection)
    }

    /// The remembered mask when it fits, else a copy turned to the selection.
    fn mask_of(&self, selection: &Selection) -> Cow<'_, FailMask> {
        let mut mask = Cow::Borrowed(&self.mask);
        if !self.mask.fits(selection) {
            mask.to_mut().turn_to(&self.facts, selection);
        }
        mask
    }
}
