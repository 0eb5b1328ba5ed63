//! The inner loops: rows are looked at, and their words are added to the cells that they belong to.

use std::ops::Range;

use crate::{
    batch::{BLOCK, Batch, Cells},
    layout::PANEL,
    mask::Fails,
    rows::Rows,
    tables::{Table, Tables},
};

/// How many rows of a run are looked at before any of them is kept.
const STRETCH: usize = 32;

/// Whether rows come in or go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Add,
    Subtract,
}

/// Which rows to look at.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    /// A range of rows.
    Run(Range<usize>),
    /// Rows by their numbers, ascending.
    List(&'a [u32]),
}

impl<'a> Source<'a> {
    /// The same rows, no more than a block at a time.
    fn blocks(&self) -> impl Iterator<Item = Source<'a>> + use<'a> {
        let (run, list) = match self {
            Self::Run(rows) => (rows.clone(), &[][..]),
            Self::List(rows) => (0..0, *rows),
        };
        let end = run.end;
        let runs = run.step_by(BLOCK).map(move |start| Source::Run(start..end.min(start + BLOCK)));
        runs.chain(list.chunks(BLOCK).map(Source::List))
    }

    /// How many rows there are.
    const fn len(&self) -> usize {
        match self {
            Self::Run(rows) => rows.end - rows.start,
            Self::List(rows) => rows.len(),
        }
    }
}

/// A filter that is left out of account, because it is the one that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// None: everything is summed anew.
    Nothing,
    /// The days.
    Days,
    /// A dimension.
    Dimension(usize),
}

impl Changed {
    /// The bit of the filter, if it has one.
    const fn bit(self) -> Fails {
        match self {
            Self::Dimension(at) => 1 << at,
            Self::Nothing | Self::Days => 0,
        }
    }
}

/// What to do with rows: those that pass every filter but the changed one are added to every table but its own, and those
/// that fail one other filter to the table of that one, because a table leaves its own filter out of account.
#[derive(Debug)]
pub struct Kernel<'a> {
    rows: &'a Rows,
    mask: &'a [Fails],
    tables: &'a Tables,
    changed: Changed,
    sign: Sign,
    /// Where rows go that pass: every table of a dimension but the changed one.
    wide: Vec<Table>,
    /// The series, unless it is the changed one.
    series: Option<Table>,
}

/// Where rows go.
#[derive(Clone, Copy, Debug)]
struct Targets<'a> {
    /// The tables of rows that pass.
    wide: &'a [Table],
    /// The series of rows that pass. They come by day, so it meets the same day again and again.
    series: Option<Table>,
    /// The tables of rows that fail one filter, by the filter's position; none when nobody wants them.
    narrow: &'a [Table],
}

impl<'a> Kernel<'a> {
    pub fn new(rows: &'a Rows, mask: &'a [Fails], tables: &'a Tables, changed: Changed, sign: Sign) -> Self {
        let own = match changed {
            Changed::Dimension(at) => Some(at),
            Changed::Nothing | Changed::Days => None,
        };
        let all = tables.all();
        let wide = (0..tables.series()).filter(|&at| Some(at) != own).map(|at| all[at]).collect();
        let series = (changed != Changed::Days).then_some(all[tables.series()]);
        Self { rows, mask, tables, changed, sign, wide, series }
    }

    /// Takes rows inside the brush.
    pub fn brushed(&self, sources: &[Source<'_>], sums: &mut [u64]) {
        self.take(
            sources,
            Targets { wide: &self.wide, series: self.series, narrow: self.tables.all() },
            sums,
        );
    }

    /// Takes rows outside the brush: they fail the filter of days, so only the series may want them.
    pub fn unbrushed(&self, sources: &[Source<'_>], sums: &mut [u64]) {
        self.take(sources, Targets { wide: &[], series: self.series, narrow: &[] }, sums);
    }

    fn take(&self, sources: &[Source<'_>], targets: Targets<'_>, sums: &mut [u64]) {
        let words = self.rows.layout.words();
        for panel in (0..words).step_by(PANEL) {
            if words < PANEL {
                self.panel::<{ PANEL / 2 }>(panel, sources, targets, sums);
            } else {
                self.panel::<PANEL>(panel, sources, targets, sums);
            }
        }
    }

    /// Adds a few words of every row that matters. The number of words is known to the compiler.
    fn panel<const WORDS: usize>(
        &self,
        panel: usize,
        sources: &[Source<'_>],
        targets: Targets<'_>,
        sums: &mut [u64],
    ) {
        let mut cells = Cells::<WORDS>::new(sums, self.rows.layout.words(), panel);
        let (mut passing, mut failing_one) = (Batch::new(self.rows), Batch::new(self.rows));
        for source in sources {
            for block in source.blocks() {
                if passing.len() + block.len() > BLOCK {
                    self.add_passing(panel, &mut passing, targets, &mut cells);
                }
                if failing_one.len() + block.len() > BLOCK {
                    self.add_failing_one(panel, &mut failing_one, targets, &mut cells);
                }
                let singles = !targets.narrow.is_empty();
                match block {
                    Source::Run(rows) => self.sort_out_run(rows, singles, &mut passing, &mut failing_one),
                    Source::List(rows) => self.sort_out_list(rows, singles, &mut passing, &mut failing_one),
                }
            }
        }
        self.add_passing(panel, &mut passing, targets, &mut cells);
        self.add_failing_one(panel, &mut failing_one, targets, &mut cells);
    }

    fn add_passing<const WORDS: usize>(
        &self,
        panel: usize,
        batch: &mut Batch<WORDS>,
        targets: Targets<'_>,
        cells: &mut Cells<'_, WORDS>,
    ) {
        batch.load(self.rows, panel, self.sign);
        for table in targets.wide {
            batch.add(*table, cells);
        }
        if let Some(series) = targets.series {
            batch.add_runs(series, cells);
        }
        batch.clear();
    }

    fn add_failing_one<const WORDS: usize>(
        &self,
        panel: usize,
        batch: &mut Batch<WORDS>,
        targets: Targets<'_>,
        cells: &mut Cells<'_, WORDS>,
    ) {
        batch.load(self.rows, panel, self.sign);
        batch.add_failing(self.changed.bit(), targets.narrow, cells);
        batch.clear();
    }

    /// Finds out which rows of a run matter. Where everything is summed anew for a choice, the run holds rows that the
    /// choice does not let through; they do not matter.
    fn sort_out_run<const WORDS: usize>(
        &self,
        rows: Range<usize>,
        singles: bool,
        passing: &mut Batch<WORDS>,
        failing_one: &mut Batch<WORDS>,
    ) {
        let own = self.changed.bit();
        // Most of the time there are few; whole stretches without one are passed over by vector instructions.
        for start in rows.clone().step_by(STRETCH) {
            let mask = &self.mask[start..rows.end.min(start + STRETCH)];
            let matters = |fails: Fails| fails & fails.wrapping_sub(1) == 0 && (fails == 0 || fails != own);
            if !mask.iter().fold(false, |any, &fails| any | matters(fails)) {
                continue;
            }
            let numbered = || (number(start)..).zip(mask.iter().copied());
            let pass = passing.keep(numbered(), |fails| fails == 0);
            if singles && pass < mask.len() {
                failing_one.keep(numbered(), |fails| fails.is_power_of_two() && fails != own);
            }
        }
    }

    /// Finds out which rows of a list matter, the changed filter left out of account.
    fn sort_out_list<const WORDS: usize>(
        &self,
        rows: &[u32],
        singles: bool,
        passing: &mut Batch<WORDS>,
        failing_one: &mut Batch<WORDS>,
    ) {
        let others = !self.changed.bit();
        let failing = || rows.iter().map(|&row| (row, self.mask[row as usize] & others));
        let pass = passing.keep(failing(), |fails| fails == 0);
        if singles && pass < rows.len() {
            failing_one.keep(failing(), Fails::is_power_of_two);
        }
    }
}

/// A row's number as lists keep it.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "tables have no more rows than a u32 counts")]
const fn number(row: usize) -> u32 {
    row as u32
}
