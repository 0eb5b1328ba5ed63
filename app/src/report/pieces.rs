//! Writes the rows of a cut down piece by piece, and keeps the account that its head needs.

use super::{
    model::{Book, Dimension},
    period::USUAL_DAYS,
    wire::{Head, PIECE, Rows},
};
use crate::time::Day;

/// So few rows of earlier days travel with the newest ones: asking for them would take longer than they do.
const FEW: u64 = 1 << 13;

/// The rows on their way, the newest days first.
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
    /// Where the earlier days begin: behind how many bytes and rows.
    earlier: Option<(usize, u64)>,
}

/// Pieces as they travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Those of the days that a report opens with.
    pub newest: Vec<u8>,
    /// Those of the days before; nothing when they are so few that they travel with the others.
    pub older: Vec<u8>,
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
            earlier: None,
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
            self.begin(day);
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

    /// The head, and the pieces that go behind it; `None` when there were too many rows.
    pub fn finish(mut self, book: Book, version: i64, rolled_up: Vec<Dimension>) -> Option<(Head, Written)> {
        if self.count > self.most {
            return None;
        }
        self.write();
        let Self { bytes, count, mut days, mut rows, mut sums, sizes, earlier, .. } = self;
        days.reverse();
        rows.reverse();
        for sums in &mut sums {
            sums.reverse();
        }
        let mut newest = bytes;
        let earlier = earlier.filter(|(_, newest)| count - newest > FEW);
        let older = earlier.map(|(at, _)| newest.split_off(at)).unwrap_or_default();
        Some((Head { book, version, days, rows, sums, sizes, rolled_up }, Written { newest, older }))
    }

    fn begin(&mut self, day: Day) {
        let is_earlier = |&newest: &i32| day.0 <= newest.saturating_sub(USUAL_DAYS);
        if self.earlier.is_none() && self.days.first().is_some_and(is_earlier) {
            self.write();
            // The row that begins the day is counted already.
            self.earlier = Some((self.bytes.len(), self.count - 1));
        }
        self.days.push(day.0);
        self.rows.push(0);
        self.sums.iter_mut().for_each(|sums| sums.push(0));
    }

    fn write(&mut self) {
        if !self.open.is_empty() {
            let piece = std::mem::replace(&mut self.open, Rows::new(self.sizes.len()));
            self.bytes.extend(piece.encode());
        }
    }
}
