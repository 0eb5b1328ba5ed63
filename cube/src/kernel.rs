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
    /// Where rows go that pass: every table of a dimension but the changed one.
    wide: Vec<Table>,
    /// The series, unless it is the changed one.
    series: Option<Table>,
}

impl<'a> Kernel<'a> {
    /// A kernel without filters.
    pub fn new(rows: &'a Rows, tables: &'a Tables, changed: Changed) -> Self {
        let (series, dimensions) = (tables.series(), &tables.all()[..tables.series()]);
        let own = |at| changed == Changed::Dimension(at);
        let wide = dimensions.iter().enumerate().filter(|&(at, _)| !own(at)).map(|(_, table)| *table);
        Self {
            rows,
            tables,
            sieve: Sieve::default(),
            sign: Sign::Add,
            wide: wide.collect(),
            series: (changed != Changed::Days).then(|| tables.all()[series]),
        }
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
        if self.rows.layout.words() < PANEL {
            self.take::<{ PANEL / 2 }>(ranges, sums);
        } else {
            self.take::<PANEL>(ranges, sums);
        }
    }

    /// Takes rows of the period outside of the brush: they fail the filter of days, so only the series may want them.
    fn unbrushed(&self, ranges: &[Range<usize>], sums: &mut [u64]) {
        let Some(series) = self.series else { return };
        let words = self.rows.layout.words();
        self.sift(ranges, |sifted, numbers| {
            sifted.passing(numbers);
            if words < PANEL {
                let mut cells = Cells::<{ PANEL / 2 }>::new(sums, words);
                cells.add(series, self.rows, numbers.rows(), self.sign);
            } else {
                let mut cells = Cells::<PANEL>::new(sums, words);
                cells.add(series, self.rows, numbers.rows(), self.sign);
            }
        });
    }

    /// Calls with every stretch in which some row may matter.
    fn sift(&self, ranges: &[Range<usize>], mut each: impl FnMut(&Sifted, &mut Numbers)) {
        let (mut sifted, mut numbers) = (Sifted::new(), Numbers::new());
        for stretch in ranges.iter().cloned().flat_map(stretches) {
            if self.sieve.sift(&stretch, &mut sifted) {
                each(&sifted, &mut numbers);
            }
        }
    }

    /// Adds every row that matters. The number of words that are added at a time is known to the compiler.
    fn take<const WORDS: usize>(&self, ranges: &[Range<usize>], sums: &mut [u64]) {
        let mut cells = Cells::<WORDS>::new(sums, self.rows.layout.words());
        let mut batch = Batch::new(self.rows);
        self.sift(ranges, |sifted, numbers| {
            sifted.passing(numbers);
            for block in numbers.rows().chunks(BLOCK) {
                self.add_passing(block, &mut batch, &mut cells);
            }
            for (dim, filter) in &self.sieve.filters {
                sifted.failing(filter, numbers);
                cells.add(self.tables.all()[*dim], self.rows, numbers.rows(), self.sign);
            }
        });
    }

    fn add_passing<const WORDS: usize>(
        &self,
        rows: &[u32],
        batch: &mut Batch<WORDS>,
        cells: &mut Cells<'_, WORDS>,
    ) {
        for panel in 0..cells.panels() {
            batch.load(self.rows, rows, panel, self.sign);
            for table in &self.wide {
                batch.add(*table, panel, cells);
            }
            if let Some(series) = self.series {
                batch.add_runs(series, panel, cells);
            }
        }
    }
}
