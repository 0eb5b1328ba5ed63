//! The inner loops: rows are sorted out, and their words are added to the cells that they belong to.

use std::ops::Range;

use crate::{
    batch::{BLOCK, Batch, Cells},
    bits::Bits,
    layout::PANEL,
    passes::Passes,
    rows::Rows,
    sieve::{Numbers, Sieve, Sifted, stretches},
    tables::{Table, Tables},
    window::WindowRows,
};

/// Whether rows come in or go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Add,
    Subtract,
}

/// A filter whose own table is not touched, because it leaves that filter out of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// None: everything is summed anew.
    Nothing,
    /// The days.
    Days,
    /// A dimension.
    Dimension(usize),
}

/// What to do with rows: those that pass every filter but the changed one are added to every table but its own, and those
/// that fail one other filter to the table of that one, because a table leaves its own filter out of account.
#[derive(Debug)]
pub struct Kernel<'a> {
    rows: &'a Rows,
    tables: &'a Tables,
    sieve: Sieve<'a>,
    sign: Sign,
    /// Which tables stay as they are.
    left: Vec<bool>,
}

impl<'a> Kernel<'a> {
    /// A kernel without filters.
    pub fn new(rows: &'a Rows, tables: &'a Tables, changed: Changed) -> Self {
        let leave = match changed {
            Changed::Nothing => None,
            Changed::Days => Some(tables.series()),
            Changed::Dimension(at) => Some(at),
        };
        let left: Vec<bool> = (0..tables.all().len()).map(|at| Some(at) == leave).collect();
        Self { rows, tables, sieve: Sieve::default(), sign: Sign::Add, left }
    }

    /// Leaves further tables as they are.
    #[must_use]
    pub fn leaving(mut self, tables: impl Iterator<Item = usize>) -> Self {
        tables.for_each(|table| self.left[table] = true);
        self
    }

    /// Lets through what the choices do, that of one dimension left out.
    #[must_use]
    pub fn filtered(mut self, passes: &'a Passes, except: Option<usize>) -> Self {
        self.sieve.filters = passes.chosen().filter(|&(dim, _)| Some(dim) != except).collect();
        self
    }

    /// Looks at some rows only.
    #[must_use]
    pub fn among(mut self, rows: Option<&'a Bits>) -> Self {
        self.sieve.among = rows;
        self
    }

    /// Adds or subtracts.
    #[must_use]
    pub const fn signed(mut self, sign: Sign) -> Self {
        self.sign = sign;
        self
    }

    /// Takes the rows of a window.
    pub fn window(&self, window: &WindowRows, sums: &mut [u64]) {
        self.brushed(std::slice::from_ref(&window.brush), sums);
        self.unbrushed(&window.around_brush(), sums);
    }

    /// Takes rows of the brush.
    pub fn brushed(&self, ranges: &[Range<usize>], sums: &mut [u64]) {
        let dimensions = (0..self.tables.series()).filter_map(|dim| self.table(dim));
        let narrow = self.sieve.filters.iter().filter_map(|&(dim, filter)| Some((filter, self.table(dim)?)));
        let (wide, narrow): (Vec<_>, Vec<_>) = (dimensions.collect(), narrow.collect());
        self.take(ranges, Targets { wide: &wide, series: self.series(), narrow: &narrow }, sums);
    }

    /// Takes rows of the period outside of the brush: they fail the filter of days, so only the series may want them.
    fn unbrushed(&self, ranges: &[Range<usize>], sums: &mut [u64]) {
        self.take(ranges, Targets { wide: &[], series: self.series(), narrow: &[] }, sums);
    }

    fn table(&self, at: usize) -> Option<Table> {
        (!self.left[at]).then(|| self.tables.all()[at])
    }

    fn series(&self) -> Option<Table> {
        self.table(self.tables.series())
    }

    fn take(&self, ranges: &[Range<usize>], targets: Targets<'_>, sums: &mut [u64]) {
        if targets.wide.is_empty() && targets.series.is_none() && targets.narrow.is_empty() {
            return;
        }
        let words = self.rows.layout.words();
        if words < PANEL {
            self.add::<{ PANEL / 2 }>(ranges, targets, &mut Cells::new(sums, words));
        } else {
            self.add::<PANEL>(ranges, targets, &mut Cells::new(sums, words));
        }
    }

    /// Adds every row that matters. The number of words that are added at a time is known to the compiler.
    fn add<const WORDS: usize>(
        &self,
        ranges: &[Range<usize>],
        targets: Targets<'_>,
        cells: &mut Cells<'_, WORDS>,
    ) {
        let mut batch = Batch::new(self.rows);
        let (mut sifted, mut numbers) = (Sifted::new(), Numbers::new());
        for stretch in ranges.iter().cloned().flat_map(stretches) {
            if !self.sieve.sift(&stretch, &mut sifted) {
                continue;
            }
            sifted.passing(&mut numbers);
            self.add_to(targets.wide, targets.series, numbers.rows(), &mut batch, cells);
            for (filter, table) in targets.narrow {
                sifted.failing(filter, &mut numbers);
                self.add_to(&[*table], None, numbers.rows(), &mut batch, cells);
            }
        }
    }

    /// Adds rows to some tables, and to the series.
    fn add_to<const WORDS: usize>(
        &self,
        tables: &[Table],
        series: Option<Table>,
        rows: &[u32],
        batch: &mut Batch<WORDS>,
        cells: &mut Cells<'_, WORDS>,
    ) {
        for block in rows.chunks(BLOCK) {
            for panel in 0..cells.panels() {
                batch.load(self.rows, block, panel, self.sign);
                for table in tables {
                    batch.add(*table, panel, cells);
                }
                if let Some(series) = series {
                    batch.add_runs(series, panel, cells);
                }
            }
        }
    }
}

/// Where rows go.
#[derive(Clone, Copy, Debug)]
struct Targets<'a> {
    /// Rows that pass every filter.
    wide: &'a [Table],
    /// The same rows, in the order of days.
    series: Option<Table>,
    /// Rows that fail this filter and no other.
    narrow: &'a [(&'a Bits, Table)],
}
