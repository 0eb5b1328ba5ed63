//! One pass over the rows of a period.

use crate::{
    Answer, DaySeries, Facts, Groups, Selection, Sums, Tree,
    block::{BLOCK, Block, PANEL},
    facts::Coded,
    mask::{FailMask, Fails},
    rows::Values,
    sums::{Cells, LANES, Run, add},
    window::Window,
};

/// The whole page.
pub fn answer(facts: &Facts, mask: &FailMask, selection: &Selection) -> Answer {
    let window = Window::of(&facts.rows, selection);
    let mut page = Page::new(facts, window.period.len());
    scan(facts, mask, &window, &mut page);
    page.roll_up(facts);
    Answer {
        total: page.by_day.total(window.brushed()),
        by: page.by.into_iter().map(|cells| Groups { cells }).collect(),
        by_day: window.series(facts, page.by_day),
    }
}

/// Only the sum of everything selected.
pub fn total(facts: &Facts, mask: &FailMask, selection: &Selection) -> Sums {
    let mut window = Window::of(&facts.rows, selection);
    window.period = window.brush.clone();
    sum_days(facts, mask, &window).total(window.brushed())
}

/// Only the series by day.
pub fn by_day(facts: &Facts, mask: &FailMask, selection: &Selection) -> DaySeries {
    let window = Window::of(&facts.rows, selection);
    let cells = sum_days(facts, mask, &window);
    window.series(facts, cells)
}

/// The sums of the days of the period, and no groups.
fn sum_days(facts: &Facts, mask: &FailMask, window: &Window) -> Cells {
    let mut page = Page { by: Vec::new(), by_day: Cells::new(window.period.len(), facts.measures()) };
    let period = Window { brush: 0..0, ..window.clone() };
    scan(facts, mask, &period, &mut page);
    page.by_day
}

fn scan(facts: &Facts, mask: &FailMask, window: &Window, page: &mut Page) {
    let mask = mask.rows();
    match facts.rows.values() {
        Values::Narrow(values) => Scan { facts, mask, values }.page(window, page),
        Values::Wide(values) => Scan { facts, mask, values }.page(window, page),
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
            for (member, parent) in dimension.tree.iter().flat_map(Tree::upwards) {
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
    fn page(&self, window: &Window, page: &mut Page) {
        let mut block = Block::default();
        for (day, at) in window.period.clone().enumerate() {
            let brushed = window.brush.contains(&at);
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
        for (cells, Coded { codes, .. }) in by.iter_mut().zip(&self.facts.dimensions) {
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
