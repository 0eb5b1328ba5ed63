//! Which rows fail which filters.

use crate::{Dim, Facts, MemberSet, choice::Choice};

/// The filters that a row fails: one bit a dimension, none when the row passes.
pub type Fails = u16;

/// The choices of a selection, one a dimension.
pub type Choices = Vec<Option<MemberSet>>;

/// For every row the filters it fails, and the choices this was worked out for.
///
/// Days have no bit: rows are in the order of days, so a range of days is a range of rows.
#[derive(Clone, Debug)]
pub struct FailMask {
    rows: Vec<Fails>,
    choices: Choices,
}

impl FailMask {
    /// The mask of a selection in which nothing is chosen.
    pub fn new(facts: &Facts) -> Self {
        Self { rows: vec![0; facts.len()], choices: vec![None; facts.dimensions()] }
    }

    pub fn rows(&self) -> &[Fails] {
        &self.rows
    }

    /// Makes the mask the one of these choices, touching only dimensions whose choice differs.
    pub fn turn_to(&mut self, facts: &Facts, choices: &Choices) {
        if choices.iter().all(Option::is_none) && self.choices != *choices {
            self.rows.fill(0);
            self.choices.clone_from(choices);
            return;
        }
        for (at, next) in choices.iter().enumerate() {
            if self.choices[at] != *next {
                self.turn(facts, Dim(at), next.as_ref());
                self.choices[at].clone_from(next);
            }
        }
    }

    /// Turns the bits of one dimension the cheapest of three ways: only those that differ, or all of them one way and
    /// then back for the smaller part.
    fn turn(&mut self, facts: &Facts, dim: Dim, next: Option<&MemberSet>) {
        let (dimension, bit) = (&facts.dimensions[dim.0], 1 << dim.0);
        let (old, new) = (Choice::of(dimension, self.choices[dim.0].as_ref()), Choice::of(dimension, next));
        let differing = old.difference(&new);
        let all = facts.len();
        let passing = new.rows(dimension);
        let most = passing.min(all - passing);
        if differing.rows(dimension) <= most {
            self.each(facts, dim, &differing, |fails| *fails ^= bit);
        } else if passing <= all - passing {
            self.rows.iter_mut().for_each(|fails| *fails |= bit);
            self.each(facts, dim, &new, |fails| *fails &= !bit);
        } else {
            self.rows.iter_mut().for_each(|fails| *fails &= !bit);
            self.each(facts, dim, &new.opposite(), |fails| *fails |= bit);
        }
    }

    fn each(&mut self, facts: &Facts, dim: Dim, members: &Choice, change: impl Fn(&mut Fails)) {
        let postings = &facts.dimensions[dim.0].postings;
        for member in members.iter() {
            for &row in postings.of(member) {
                change(&mut self.rows[row as usize]);
            }
        }
    }
}
