//! One pass over the rows of a period.

use std::ops::{Deref, Range};

use crate::{
    Answer, DayRange, DaySeries, Facts, Groups, Selection, Sums,
    facts::Column32,
    mask::{FailMask, Fails},
    rows::{Rows, Values},
    sums::{Cells, LANES, Run, add},
};

/// How many rows are taken together. Their values, widened once for all dimensions, stay in the
/// nearest cache.
const BLOCK: usize = 128;

/// How many runs of a row are added at a time, at most.
const PANEL: usize = 4;

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
                block.sort_out(self.mask, start..rows.end.min(start + BLOCK));
                let by = if brushed { page.by.as_mut_slice() } else { &mut [] };
                self.block(&mut block, page.by_day.cell_mut(day), by);
            }
        }
    }

    /// Adds the rows of a block to their day and their groups. Rows with many measures are taken in
    /// panels, so that the innermost loops have a length the compiler knows.
    fn block(&self, block: &mut Block, day: &mut [Run], by: &mut [Cells]) {
        let stride = day.len();
        for panel in (0..stride).step_by(PANEL) {
            match stride - panel {
                1 => self.panel::<1>(panel, block, day, by),
                2 => self.panel::<2>(panel, block, day, by),
                3 => self.panel::<3>(panel, block, day, by),
                _ => self.panel::<PANEL>(panel, block, day, by),
            }
        }
    }

    /// Adds some runs of every row that passes to its day and to its groups in every dimension, and of
    /// every row that fails a single filter to its group in that dimension only: there, the own filter
    /// does not count.
    fn panel<const RUNS: usize>(&self, at: usize, block: &mut Block, day: &mut [Run], by: &mut [Cells]) {
        let stride = day.len();
        let Block { passing, failing_one, wide } = block;
        let (wide, _) = wide.as_chunks_mut::<RUNS>();
        let wide = &mut wide[..passing.len()];
        let mut sum = [[0; LANES]; RUNS];
        for (lanes, &row) in wide.iter_mut().zip(passing.iter()) {
            *lanes = self.widen(row * stride + at);
            add(&mut sum, lanes);
        }
        add(&mut day[at..], &sum);
        for (cells, Column32 { codes, .. }) in by.iter_mut().zip(&self.facts.dimensions) {
            let cells = cells.runs_mut();
            for (lanes, &row) in wide.iter().zip(passing.iter()) {
                add(&mut cells[codes[row] as usize * stride + at..], lanes);
            }
        }
        if by.is_empty() {
            return;
        }
        for &row in failing_one.iter() {
            let dim = self.mask[row].trailing_zeros() as usize;
            let code = self.facts.dimensions[dim].codes[row];
            let lanes = self.widen::<RUNS>(row * stride + at);
            add(&mut by[dim].runs_mut()[code as usize * stride + at..], &lanes);
        }
    }

    /// Some runs of the values as 64-bit lanes.
    fn widen<const RUNS: usize>(&self, at: usize) -> [Run; RUNS] {
        let mut wide = [[0; LANES]; RUNS];
        for (wide, narrow) in wide.iter_mut().zip(&self.values[at..at + RUNS]) {
            *wide = narrow.map(Into::into);
        }
        wide
    }
}

/// The rows of a block that matter, and room for the values of those that pass.
struct Block {
    passing: List,
    failing_one: List,
    wide: Vec<Run>,
}

impl Default for Block {
    fn default() -> Self {
        Self { passing: List::default(), failing_one: List::default(), wide: vec![[0; LANES]; BLOCK * PANEL] }
    }
}

impl Block {
    fn sort_out(&mut self, mask: &[Fails], rows: Range<usize>) {
        let fails = &mask[rows.clone()];
        self.passing.fill(rows.start, fails, |fails| fails == 0);
        self.failing_one.fill(rows.start, fails, Fails::is_power_of_two);
    }
}

/// Some rows of a block.
struct List {
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
