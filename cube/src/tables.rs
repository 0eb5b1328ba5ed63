//! The packed sums behind a page: every table and the series in one stretch of memory.

use std::{borrow::Cow, ops::Range};

use crate::{
    Dim, Facts, Tree,
    batch::add,
    layout::{CodeReader, Layout, PANEL},
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

    /// How many cells a table has.
    pub fn cells_of(&self, table: usize) -> usize {
        self.words_of(table).len() / self.words
    }

    /// Where the words of a table lie.
    pub fn words_of(&self, table: usize) -> Range<usize> {
        let end = self.all.get(table + 1).map_or(self.len, |next| next.base);
        self.all[table].base..end
    }

    /// The words of a dimension's table, each node of a tree with everything below it.
    pub fn rolled_up<'a>(&self, facts: &Facts, dim: Dim, sums: &'a [u64]) -> Cow<'a, [u64]> {
        let mut words = Cow::Borrowed(&sums[self.words_of(dim.0)]);
        if let Some(tree) = &facts.dimensions[dim.0].tree {
            if self.words < PANEL {
                roll_up::<{ PANEL / 2 }>(tree, words.to_mut(), self.words);
            } else {
                roll_up::<PANEL>(tree, words.to_mut(), self.words);
            }
        }
        words
    }
}

/// Adds every member's words to its parent's, children first; a few words at a time.
fn roll_up<const WORDS: usize>(tree: &Tree, words: &mut [u64], each: usize) {
    let (panels, cells) = (each / WORDS, words.as_chunks_mut::<WORDS>().0);
    for (member, parent) in tree.upwards() {
        let Some(parent) = parent else { continue };
        for panel in 0..panels {
            let below = cells[member.index() * panels + panel];
            add(&mut cells[parent.index() * panels + panel], &below);
        }
    }
}
