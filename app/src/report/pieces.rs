//! Writes the rows of a cut down piece by piece, and keeps the account that its head needs.

use super::{
    model::{Book, Dimension},
    wire::{Head, PIECE, Rows},
};
use crate::time::Day;

/// The rows on their way; rows come in the order of their days.
pub struct Pieces {
    bytes: Vec<u8>,
    /// How many rows are taken, at most.
    most: u64,
    count: u64,
    open: Rows,
    days: Vec<i32>,
    rows: Vec<u32>,
    sums: Vec<Vec<i64>>,
    sizes: Vec<u64>,
}

impl Pieces {
    /// Nothing yet, for at most so many rows with so many measures.
    pub fn new(measures: usize, most: u64) -> Self {
        Self {
            bytes: Vec::new(),
            most,
            count: 0,
            open: Rows::new(measures),
            days: Vec::new(),
            rows: Vec::new(),
            sums: vec![Vec::new(); measures],
            sizes: vec![0; measures],
        }
    }

    /// How many measures a row has.
    pub fn measures(&self) -> usize {
        self.sizes.len()
    }

    /// Takes a row. Rows beyond the limit are only counted: whoever asks for them will be given nothing.
    pub fn push(&mut self, day: Day, codes: [u32; Dimension::COUNT], values: &[i64]) {
        self.count += 1;
        if self.count > self.most {
            return;
        }
        if self.days.last() != Some(&day.0) {
            self.days.push(day.0);
            self.rows.push(0);
            self.sums.iter_mut().for_each(|sums| sums.push(0));
        }
        if let Some(rows) = self.rows.last_mut() {
            *rows += 1;
        }
        self.open.days.push(day.0);
        for (column, code) in self.open.codes.iter_mut().zip(codes) {
            column.push(code);
        }
        for (at, &value) in values.iter().enumerate() {
            self.open.measures[at].push(value);
            self.sizes[at] = self.sizes[at].saturating_add(value.unsigned_abs());
            if let Some(sum) = self.sums[at].last_mut() {
                *sum = sum.saturating_add(value);
            }
        }
        if self.open.len() == PIECE {
            self.write();
        }
    }

    /// The head, and the bytes of the pieces that go behind it; `None` when there were too many rows.
    pub fn finish(mut self, book: Book, rolled_up: Vec<Dimension>) -> Option<(Head, Vec<u8>)> {
        if self.count > self.most {
            return None;
        }
        self.write();
        let Self { bytes, days, rows, sums, sizes, .. } = self;
        Some((Head { book, days, rows, sums, sizes, rolled_up }, bytes))
    }

    fn write(&mut self) {
        if !self.open.is_empty() {
            let piece = std::mem::replace(&mut self.open, Rows::new(self.sizes.len()));
            self.bytes.extend(piece.encode());
        }
    }
}
