//! One pass over the rows of a period.

use std::ops::Range;

use crate::{
    Answer, DayRange, DaySeries, Facts, Groups, Selection, Sums,
    facts::Column32,
    mask::{FailMask, Fails},
    rows::{Rows, Values},
    sums::{Cells, LANES, add, runs},
};

/// How many rows are looked at before their dimensions are: their values stay in the nearest cache.
const BLOCK: usize = 256;

/// The whole page.
pub fn answer(facts: &Facts, mask: &FailMask, selection: &Selection) -> Answer {
    let days = Days::of(&facts.rows, selection);
    let mut page = Page::new(facts, days.period.len());
    match facts.rows.values() {
        Values::Narrow(values) => Scan { facts, mask: mask.rows(), values }.page(&days, &mut page),
        Values::Wide(values) => Scan { facts, mask: mask.rows(), values }.page(&days, &mut page),
    }
    page.roll_up(facts);
    Answer {
        total: page.by_day.total(days.brushed()),
        by: page.by.into_iter().map(|cells| Groups { cells }).collect(),
        by_day: days.series(facts, page.by_day),
    }
}

/// Only the sum of everything selected.
pub fn total(facts: &Facts, mask: &FailMask, selection: &Selection) -> Sums {
    let mut days = Days::of(&facts.rows, selection);
    days.period = days.brush.clone();
    sum_days(facts, mask, &days).total(days.brushed())
}

/// Only the series by day.
pub fn by_day(facts: &Facts, mask: &FailMask, selection: &Selection) -> DaySeries {
    let days = Days::of(&facts.rows, selection);
    let cells = sum_days(facts, mask, &days);
    days.series(facts, cells)
}

fn sum_days(facts: &Facts, mask: &FailMask, days: &Days) -> Cells {
    let mut page = Page { by: Vec::new(), by_day: Cells::new(days.period.len(), facts.measures()) };
    let period = Days { brush: 0..0, ..days.clone() };
    match facts.rows.values() {
        Values::Narrow(values) => Scan { facts, mask: mask.rows(), values }.page(&period, &mut page),
        Values::Wide(values) => Scan { facts, mask: mask.rows(), values }.page(&period, &mut page),
    }
    page.by_day
}

/// The days of a page, as positions among the days that occur in the facts.
#[derive(Clone)]
struct Days {
    span: DayRange,
    period: Range<usize>,
    /// The days that count for everything but the series: a part of the period.
    brush: Range<usize>,
}

impl Days {
    fn of(rows: &Rows, selection: &Selection) -> Self {
        let nothing = DayRange::new(0, -1);
        Self {
            span: selection.period.or_else(|| rows.span()).unwrap_or(nothing),
            period: rows.within(selection.period),
            brush: rows.within(selection.days()),
        }
    }

    /// The brush, counted from the start of the period.
    fn brushed(&self) -> Range<usize> {
        if self.brush.is_empty() {
            return 0..0;
        }
        self.brush.start - self.period.start..self.brush.end - self.period.start
    }

    fn series(&self, facts: &Facts, cells: Cells) -> DaySeries {
        let days = facts.rows.days(self.period.clone()).to_vec();
        DaySeries::new(self.span, days, cells, facts.measures())
    }
}

/// The cells that a scan fills.
struct Page {
    by: Vec<Cells>,
    by_day: Cells,
}

impl Page {
    fn new(facts: &Facts, days: usize) -> Self {
        let cells = |members: usize| Cells::new(members, facts.measures());
        Self {
            by: facts.dimensions.iter().map(|dimension| cells(dimension.members as usize)).collect(),
            by_day: cells(days),
        }
    }

    /// Adds every node of a tree to its parent, from the leaves up.
    fn roll_up(&mut self, facts: &Facts) {
        for (cells, dimension) in self.by.iter_mut().zip(&facts.dimensions) {
            for (member, parent) in dimension.tree.iter().flat_map(crate::Tree::upwards) {
                if let Some(parent) = parent {
                    cells.roll(member.index(), parent.index());
                }
            }
        }
    }
}

/// What is scanned, for one width of values.
struct Scan<'a, T> {
    facts: &'a Facts,
    mask: &'a [Fails],
    values: &'a [[T; LANES]],
}

impl<T: Copy + Into<i64>> Scan<'_, T> {
    fn page(&self, days: &Days, page: &mut Page) {
        let mut block = Block::default();
        for (day, at) in days.period.clone().enumerate() {
            let brushed = days.brush.contains(&at);
            let rows = self.facts.rows.of_day(at);
            for start in rows.clone().step_by(BLOCK) {
                let rows = start..rows.end.min(start + BLOCK);
                block.read(self.mask, rows, brushed);
                self.sum_into(page.by_day.cell_mut(day), &block);
                if brushed {
                    self.group(&block, &mut page.by);
                }
            }
        }
    }

    /// Adds the rows that pass to one cell.
    fn sum_into(&self, cell: &mut [[i64; LANES]], block: &Block) {
        for &row in block.passing() {
            self.add_row(cell, row);
        }
    }

    /// Adds the rows that pass to their groups in every dimension, and the rows that fail a single
    /// filter to their group in that dimension only: there, the own filter does not count.
    fn group(&self, block: &Block, by: &mut [Cells]) {
        for (cells, Column32 { codes, .. }) in by.iter_mut().zip(&self.facts.dimensions) {
            for &row in block.passing() {
                self.add_row(cells.cell_mut(codes[row] as usize), row);
            }
        }
        for &row in block.failing_one() {
            let dim = self.mask[row].trailing_zeros() as usize;
            let code = self.facts.dimensions[dim].codes[row];
            self.add_row(by[dim].cell_mut(code as usize), row);
        }
    }

    fn add_row(&self, cell: &mut [[i64; LANES]], row: usize) {
        let runs = runs(self.facts.measures());
        let start = row * runs;
        for (cell, run) in cell.iter_mut().zip(&self.values[start..start + runs]) {
            add(cell, run);
        }
    }
}

/// The rows of a block that matter.
struct Block {
    passing: ([usize; BLOCK], usize),
    failing_one: ([usize; BLOCK], usize),
}

impl Default for Block {
    fn default() -> Self {
        Self { passing: ([0; BLOCK], 0), failing_one: ([0; BLOCK], 0) }
    }
}

impl Block {
    /// Sorts the rows out. Every row is written and the end moved only past those that belong: which
    /// rows pass is a coin toss that no branch predictor wins.
    fn read(&mut self, mask: &[Fails], rows: Range<usize>, singles: bool) {
        self.passing.1 = 0;
        self.failing_one.1 = 0;
        for (row, &fails) in (rows.start..).zip(&mask[rows]) {
            self.passing.0[self.passing.1] = row;
            self.passing.1 += usize::from(fails == 0);
            self.failing_one.0[self.failing_one.1] = row;
            self.failing_one.1 += usize::from(singles & (fails.is_power_of_two()));
        }
    }

    fn passing(&self) -> &[usize] {
        &self.passing.0[..self.passing.1]
    }

    fn failing_one(&self) -> &[usize] {
        &self.failing_one.0[..self.failing_one.1]
    }
}
