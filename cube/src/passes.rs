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

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*};

    use super::*;
    use crate::{Dimension, Member, Shape, bits::WORD};

    const ROWS: usize = 200;

    proptest! {
        #[test]
        fn the_bits_are_those_of_the_latest_choices(
            columns in vec(vec(0..5_u32, ROWS), 2),
            turns in vec(vec(option::of(vec(0..6_u32, 1..5)), 2), 1..12),
        ) {
            let dimension = |codes| Dimension { members: 5, shape: Shape::Flat, codes };
            let dimensions = columns.iter().cloned().map(dimension).collect();
            let facts = Facts::new(&[0; ROWS], dimensions, &[]).expect("a sound table");
            let mut passes = Passes::new(&facts);
            for turn in turns {
                let set = |members: Vec<u32>| members.into_iter().map(Member).collect::<MemberSet>();
                let choices: Choices = turn.into_iter().map(|members| members.map(set)).collect();
                passes.turn_to(&facts, &choices);
                for (dim, (choice, codes)) in choices.iter().zip(&columns).enumerate() {
                    prop_assert_eq!(passes.of(dim).is_some(), choice.is_some());
                    let (Some(bits), Some(choice)) = (passes.of(dim), choice) else { continue };
                    let words = bits.words(0..ROWS.div_ceil(WORD));
                    for (row, &code) in codes.iter().enumerate() {
                        prop_assert_eq!(words[row / WORD] >> (row % WORD) & 1 == 1, choice.contains(Member(code)));
                    }
                }
            }
        }
    }
}
