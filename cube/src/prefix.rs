//! Sums of everything up to a row: what a range of days holds while nothing is chosen is the difference of two of them.

use std::ops::Range;

use crate::{
    batch::{BLOCK, Batch, Cells},
    cross::Cross,
    kernel::{Changed, Kernel, Sign},
    layout::PANEL,
    rows::Rows,
    sieve::STRETCH_ROWS,
    tables::Tables,
};

/// The sums kept take so many times less memory than the rows.
const SHARE: usize = 4;

/// The sums of all rows before every so many rows, and those of every day.
#[derive(Clone, Debug, Default)]
pub struct Prefix {
    /// How many rows lie between two that are kept.
    spacing: usize,
    /// How many words the tables of the dimensions take.
    words: usize,
    /// The tables of the dimensions, before the first row, behind `spacing` rows and so on.
    kept: Vec<u64>,
    /// What has been summed so far; in the end only the series of days is left of it.
    sums: Vec<u64>,
}

impl Prefix {
    /// Nothing summed yet of so many rows.
    pub fn new(rows: usize, stride: usize, tables: &Tables) -> Self {
        let words = tables.words_of(tables.series()).start;
        let spacing = (words.saturating_mul(SHARE) / stride).max(STRETCH_ROWS);
        let mut kept = Vec::with_capacity((rows / spacing + 1) * words);
        kept.resize(words, 0);
        Self { spacing, words, kept, sums: vec![0; tables.len()] }
    }

    /// Sums further rows, by cross tables too: rows are read once for both. Rows must come without a gap.
    pub fn push(&mut self, rows: &Rows, tables: &Tables, crosses: &mut [Cross], range: Range<usize>) {
        if rows.layout.words() < PANEL {
            self.add::<{ PANEL / 2 }>(rows, tables, crosses, range);
        } else {
            self.add::<PANEL>(rows, tables, crosses, range);
        }
    }

    fn add<const WORDS: usize>(
        &mut self,
        rows: &Rows,
        tables: &Tables,
        crosses: &mut [Cross],
        mut range: Range<usize>,
    ) {
        let (mut batch, mut numbers) = (Batch::<WORDS>::new(rows), Vec::with_capacity(BLOCK));
        let (series, dimensions) = (tables.all()[tables.series()], &tables.all()[..tables.series()]);
        while !range.is_empty() {
            let next = (range.start / self.spacing + 1) * self.spacing;
            let end = next.min(range.end).min(range.start + BLOCK);
            numbers.clear();
            numbers.extend((range.start..end).filter_map(|row| u32::try_from(row).ok()));
            let mut cells = Cells::new(&mut self.sums, rows.layout.words());
            for panel in 0..cells.panels() {
                batch.load(rows, &numbers, panel, Sign::Add);
                for table in dimensions {
                    batch.add(*table, panel, &mut cells);
                }
                batch.add_runs(series, panel, &mut cells);
                for cross in &mut *crosses {
                    cross.add(&batch, panel);
                }
            }
            if end == next {
                self.kept.extend_from_slice(&self.sums[..self.words]);
            }
            range.start = end;
        }
    }

    /// Lets go of what only summing needs.
    pub fn finish(&mut self) {
        self.sums.drain(..self.words);
        self.sums.shrink_to_fit();
    }

    /// How many rows have to be looked at for the sums of a range.
    pub fn cost(&self, range: &Range<usize>) -> usize {
        let far = |row: usize| row.abs_diff(self.nearest(row) * self.spacing);
        range.len().min(far(range.start) + far(range.end))
    }

    /// The sums of a range of rows, and those of all days.
    pub fn sums(&self, rows: &Rows, tables: &Tables, range: &Range<usize>) -> Vec<u64> {
        let mut sums = Vec::with_capacity(tables.len());
        let kernel = Kernel::new(rows, tables, Changed::Days);
        if self.cost(range) == range.len() {
            sums.resize(self.words, 0);
            sums.extend_from_slice(&self.sums);
            kernel.brushed(std::slice::from_ref(range), &mut sums);
            return sums;
        }
        let (low, high) = (self.nearest(range.start), self.nearest(range.end));
        let kept = |at: usize| &self.kept[at * self.words..(at + 1) * self.words];
        sums.extend(kept(high).iter().zip(kept(low)).map(|(high, low)| high.wrapping_sub(*low)));
        sums.extend_from_slice(&self.sums);
        let (low, high) = (low * self.spacing, high * self.spacing);
        let inside = [range.start..low.max(range.start), high.min(range.end)..range.end];
        let outside = [low.min(range.start)..range.start, range.end..high.max(range.end)];
        kernel.brushed(&inside, &mut sums);
        kernel.signed(Sign::Subtract).brushed(&outside, &mut sums);
        sums
    }

    /// The sums kept that lie nearest to a row.
    fn nearest(&self, row: usize) -> usize {
        let last = (self.kept.len() / self.words.max(1)).saturating_sub(1);
        ((row + self.spacing / 2) / self.spacing).min(last)
    }
}
