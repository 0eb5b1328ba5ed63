//! Which rows fail which filters.

use crate::{Dim, Facts, MemberSet, Selection, facts::Coded};

/// The filters that a row fails: one bit a dimension, none when the row passes.
pub type Fails = u16;

/// For every row the filters it fails, and the choices this was worked out for.
///
/// Days have no bit: rows are in the order of days, so a range of days is a range of rows.
#[derive(Clone, Debug)]
pub struct FailMask {
    rows: Vec<Fails>,
    choices: Vec<Option<MemberSet>>,
}

impl FailMask {
    /// The mask of a selection in which nothing is chosen.
    pub fn new(facts: &Facts) -> Self {
        Self { rows: vec![0; facts.len()], choices: vec![None; facts.dimensions()] }
    }

    pub fn rows(&self) -> &[Fails] {
        &self.rows
    }

    /// Whether the mask is the one of this selection already.
    pub fn fits(&self, selection: &Selection) -> bool {
        self.choices.iter().enumerate().all(|(at, choice)| choice.as_ref() == selection.chosen(Dim(at)))
    }

    /// Makes the mask the one of this selection, touching only dimensions whose choice differs.
    pub fn turn_to(&mut self, facts: &Facts, selection: &Selection) {
        for (at, dimension) in facts.dimensions.iter().enumerate() {
            let chosen = selection.chosen(Dim(at));
            if self.choices[at].as_ref() == chosen {
                continue;
            }
            let bit = 1 << at;
            match chosen {
                Some(chosen) => filter(&mut self.rows, bit, &dimension.codes, &fails(dimension, chosen, bit)),
                None => self.rows.iter_mut().for_each(|row| *row &= !bit),
            }
            self.choices[at] = chosen.cloned();
        }
    }
}

fn filter(rows: &mut [Fails], bit: Fails, codes: &[u32], fails: &[Fails]) {
    for (row, &code) in rows.iter_mut().zip(codes) {
        *row = (*row & !bit) | fails[code as usize];
    }
}

/// For every member the bit, or none when it was chosen or lies below a chosen one.
fn fails(dimension: &Coded, chosen: &MemberSet, bit: Fails) -> Vec<Fails> {
    let mut fails = vec![bit; dimension.members as usize];
    for member in chosen.iter().filter(|member| member.0 < dimension.members) {
        match &dimension.tree {
            Some(tree) => tree.branch(member).iter().for_each(|below| fails[below.index()] = 0),
            None => fails[member.index()] = 0,
        }
    }
    fails
}
