//! The packed sums behind a page: every table and the series in one stretch of memory.

use std::ops::Range;

use crate::{
    Dim, Facts, Tree,
    layout::{CodeReader, Layout},
};

/// Where a table lies among the sums, and which code of a row leads to its cell.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub reader: CodeReader,
    pub base: usize,
}

/// The tables of a page: one for each dimension, then the series of days. Their cells stand one after the other.
#[derive(Clone, Debug)]
pub struct Tables {
    all: Vec<Table>,
    words: usize,
    len: usize,
}

impl Tables {
    /// Tables with so many cells each, the series last.
    pub fn new(layout: &Layout, cells: impl Iterator<Item = usize>) -> Self {
        let words = layout.words();
        let mut len = 0;
        let mut all = Vec::new();
        for (reader, cells) in layout.code_readers().zip(cells) {
            all.push(Table { reader, base: len });
            len += cells * words;
        }
        Self { all, words, len }
    }

    /// All tables, the series last.
    pub fn all(&self) -> &[Table] {
        &self.all
    }

    /// The position of the series among the tables.
    pub fn series(&self) -> usize {
        self.all.len() - 1
    }

    /// How many words the sums of a page take.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Where the words of a table lie.
    pub fn words_of(&self, table: usize) -> Range<usize> {
        let end = self.all.get(table + 1).map_or(self.len, |next| next.base);
        self.all[table].base..end
    }

    /// The words of a dimension's table, each node of a tree with everything below it.
    pub fn rolled_up(&self, facts: &Facts, dim: Dim, sums: &[u64]) -> Vec<u64> {
        let mut words = sums[self.words_of(dim.0)].to_vec();
        for (member, parent) in facts.dimensions[dim.0].tree.iter().flat_map(Tree::upwards) {
            let Some(parent) = parent else { continue };
            for word in 0..self.words {
                let below = words[member.index() * self.words + word];
                let above = &mut words[parent.index() * self.words + word];
                *above = above.wrapping_add(below);
            }
        }
        words
    }
}
