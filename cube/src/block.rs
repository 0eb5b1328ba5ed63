//! A block of rows, sorted out by what they fail.

use std::ops::{Deref, Range};

use crate::{
    mask::Fails,
    sums::{LANES, Run},
};

/// How many rows are taken together. Their values, widened once for all dimensions, stay in the
/// nearest cache.
pub const BLOCK: usize = 128;

/// How many runs of a row are added at a time, at most.
pub const PANEL: usize = 4;

/// The rows of a block that matter, and room for the values of those that pass.
pub struct Block {
    pub passing: List,
    pub failing_one: List,
    pub wide: Vec<Run>,
}

impl Default for Block {
    fn default() -> Self {
        Self { passing: List::default(), failing_one: List::default(), wide: vec![[0; LANES]; BLOCK * PANEL] }
    }
}

impl Block {
    /// Finds out which rows matter: a run of at most [`BLOCK`].
    pub fn sort_out(&mut self, mask: &[Fails], rows: Range<usize>) {
        let fails = &mask[rows.clone()];
        self.passing.fill(rows.start, fails, |fails| fails == 0);
        self.failing_one.fill(rows.start, fails, Fails::is_power_of_two);
    }
}

/// Some rows of a block.
pub struct List {
    rows: [usize; BLOCK],
    len: usize,
}

impl Default for List {
    fn default() -> Self {
        Self { rows: [0; BLOCK], len: 0 }
    }
}

impl List {
    /// Keeps the rows that belong, the first of `fails` being the row `first`. It writes every row and
    /// moves the end only past those that belong: whether a row does is a coin toss, which a branch
    /// would lose half the time.
    fn fill(&mut self, first: usize, fails: &[Fails], belongs: impl Fn(Fails) -> bool) {
        let mut len = 0;
        for (row, &fails) in (first..).zip(fails) {
            self.rows[len] = row;
            len += usize::from(belongs(fails));
        }
        self.len = len;
    }
}

impl Deref for List {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.rows[..self.len]
    }
}
