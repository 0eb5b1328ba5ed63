//! Which rows each choice lets through.

use crate::{Dim, Facts, MemberSet, bits::Bits, choice::Choice};

/// The choices of a selection, one a dimension.
pub type Choices = Vec<Option<MemberSet>>;

/// For every dimension in which something is chosen the rows that pass, and the choices this was worked out for.
///
/// Days have no bits: rows are in the order of days, so a range of days is a range of rows.
#[derive(Clone, Debug)]
pub struct Passes {
    of: Vec<Option<Bits>>,
    choices: Choices,
}

impl Passes {
    /// Nothing is chosen, so everything passes.
    pub fn new(facts: &Facts) -> Self {
        Self { of: vec![None; facts.dimensions()], choices: vec![None; facts.dimensions()] }
    }

    /// The rows that pass the choice in a dimension, `None` when nothing is chosen there.
    pub fn of(&self, dim: usize) -> Option<&Bits> {
        self.of[dim].as_ref()
    }

    /// The dimensions in which something is chosen, with the rows that pass.
    pub fn chosen(&self) -> impl Iterator<Item = (usize, &Bits)> {
        self.of.iter().enumerate().filter_map(|(dim, bits)| Some((dim, bits.as_ref()?)))
    }

    /// Works out the rows for these choices, touching only dimensions whose choice differs.
    pub fn turn_to(&mut self, facts: &Facts, choices: &Choices) {
        for (at, next) in choices.iter().enumerate() {
            if self.choices[at] == *next {
                continue;
            }
            match next {
                Some(next) => self.turn(facts, Dim(at), next),
                None => self.of[at] = None,
            }
            self.choices[at].clone_from(next);
        }
    }

    /// Turns the bits of one dimension the cheapest of three ways: only those that differ, or all of them one way and
    /// then back for the smaller part.
    fn turn(&mut self, facts: &Facts, dim: Dim, next: &MemberSet) {
        let dimension = &facts.dimensions[dim.0];
        let new = Choice::of(dimension, Some(next));
        let (all, passing) = (facts.len(), new.rows(dimension));
        let most = passing.min(all - passing);
        if let Some(bits) = &mut self.of[dim.0] {
            let differing = Choice::of(dimension, self.choices[dim.0].as_ref()).difference(&new);
            if differing.rows(dimension) <= most {
                differing.iter().for_each(|member| bits.flip(dimension.postings.of(member)));
                return;
            }
        }
        let bits = self.of[dim.0].get_or_insert_with(|| Bits::all(all, false));
        if passing <= all - passing {
            bits.fill(false);
            new.iter().for_each(|member| bits.set(dimension.postings.of(member)));
        } else {
            bits.fill(true);
            new.opposite().iter().for_each(|member| bits.clear(dimension.postings.of(member)));
        }
    }
}
