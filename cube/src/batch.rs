//! Rows on their way into the tables.

use crate::{cross::Side, kernel::Sign, rows::Rows, tables::Table};

/// How many rows are taken together.
pub const BLOCK: usize = 256;

/// Some rows that go into several tables.
///
/// Their values are copied out before they are added anywhere: the loads do not wait for each other then, and the loops that
/// add find everything in the nearest cache. Values are not cut out of the words that they share with codes: codes stand above
/// them, and what stands above the values of a sum means nothing.
pub struct Batch<const WORDS: usize> {
    len: usize,
    values: [[u64; WORDS]; BLOCK],
    /// The words of the rows from the first one with codes on: that word of every row, then the next.
    codes: Vec<u64>,
    first_code: usize,
}

/// The sums of a page, a few words at a time.
pub struct Cells<'a, const WORDS: usize> {
    sums: &'a mut [[u64; WORDS]],
    /// How many panels a cell has: that many times a few words.
    panels: usize,
}

impl<'a, const WORDS: usize> Cells<'a, WORDS> {
    pub fn new(sums: &'a mut [u64], words: usize) -> Self {
        Self { sums: sums.as_chunks_mut().0, panels: words / WORDS }
    }

    pub const fn panels(&self) -> usize {
        self.panels
    }

    /// Where a panel of a table's first cell lies.
    const fn first(table: Table, panel: usize) -> usize {
        table.base / WORDS + panel
    }
}

/// What goes through a batch is not inlined: that would win nothing, and every kernel would carry it along to the browser.
impl<const WORDS: usize> Batch<WORDS> {
    pub fn new(rows: &Rows) -> Self {
        let first_code = rows.layout.first_code();
        let codes = vec![0; (rows.layout.stride() - first_code) * BLOCK];
        Self { len: 0, values: [[0; WORDS]; BLOCK], codes, first_code }
    }

    /// Copies a panel of the words of some rows, no more than a block. What goes out is negated here, so that everything
    /// behind only adds.
    #[inline(never)]
    pub fn load(&mut self, rows: &Rows, numbers: &[u32], panel: usize, sign: Sign) {
        let stride = rows.layout.stride();
        self.len = numbers.len();
        // Codes first: the less there is to do for each row, the more rows a processor waits for at the same time.
        for (word, codes) in (self.first_code..).zip(self.codes.chunks_exact_mut(BLOCK)) {
            for (code, &row) in codes.iter_mut().zip(numbers) {
                *code = rows.packed[row as usize * stride + word];
            }
        }
        for (values, &row) in self.values.iter_mut().zip(numbers) {
            values.copy_from_slice(&rows.packed[row as usize * stride + panel * WORDS..][..WORDS]);
            *values = signed(*values, sign);
        }
    }

    /// Every row's code in a table, with its values.
    fn coded(&self, table: Table) -> impl Iterator<Item = (usize, &[u64; WORDS])> {
        let words = &self.codes[(table.reader.word - self.first_code) * BLOCK..][..self.len];
        words.iter().map(move |&word| table.reader.read(word)).zip(&self.values)
    }

    /// Adds every row to its cell of a table.
    #[inline(never)]
    pub fn add(&self, table: Table, panel: usize, cells: &mut Cells<'_, WORDS>) {
        let (first, panels) = (Cells::<WORDS>::first(table, panel), cells.panels);
        for (code, values) in self.coded(table) {
            add(&mut cells.sums[first + code * panels], values);
        }
    }

    /// Adds every row to its cell of a cross table.
    #[inline(never)]
    pub fn add_crossed(&self, sides: &[Side], panel: usize, cells: &mut Cells<'_, WORDS>) {
        let mut at = [0; BLOCK];
        let [first, rest @ ..] = sides else { return };
        at.iter_mut().zip(self.coded(first.table)).for_each(|(at, (code, _))| *at = code * first.step);
        for side in rest {
            at.iter_mut().zip(self.coded(side.table)).for_each(|(at, (code, _))| *at += code * side.step);
        }
        for (at, values) in at.iter().zip(&self.values[..self.len]) {
            add(&mut cells.sums[at * cells.panels + panel], values);
        }
    }

    /// The same as [`Batch::add`] where rows of one cell come one after the other: they are summed before the cell is touched.
    #[inline(never)]
    pub fn add_runs(&self, table: Table, panel: usize, cells: &mut Cells<'_, WORDS>) {
        let (first, panels) = (Cells::<WORDS>::first(table, panel), cells.panels);
        let (mut sum, mut of) = ([0; WORDS], None);
        for (code, values) in self.coded(table) {
            if of != Some(code) {
                if let Some(of) = of {
                    add(&mut cells.sums[first + of * panels], &sum);
                }
                (sum, of) = ([0; WORDS], Some(code));
            }
            add(&mut sum, values);
        }
        if let Some(of) = of {
            add(&mut cells.sums[first + of * panels], &sum);
        }
    }
}

/// Adds words to those of a cell. Read whole, written whole: that is what compilers turn into vector instructions.
#[inline]
pub fn add<const WORDS: usize>(cell: &mut [u64; WORDS], values: &[u64; WORDS]) {
    let mut sum = *cell;
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum = sum.wrapping_add(*value);
    }
    *cell = sum;
}

/// The words, negated for what goes out: flipped, and less minus one.
#[inline]
fn signed<const WORDS: usize>(mut values: [u64; WORDS], sign: Sign) -> [u64; WORDS] {
    let flip = match sign {
        Sign::Add => 0,
        Sign::Subtract => u64::MAX,
    };
    for value in &mut values {
        *value = (*value ^ flip).wrapping_sub(flip);
    }
    values
}
