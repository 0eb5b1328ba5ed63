//! A batch of rows on its way into the tables.

use crate::{kernel::Sign, mask::Fails, rows::Rows, tables::Table};

/// How many rows are taken together.
pub const BLOCK: usize = 256;

/// Some rows, and what of them is added.
///
/// Their values are copied out before they are added anywhere: the loads do not wait for each other then, and the loops that
/// add find everything in the nearest cache.
pub struct Batch<const WORDS: usize> {
    /// One more than a block, because a row that does not belong is written behind the end.
    rows: [(u32, Fails); BLOCK + 1],
    len: usize,
    values: [[u64; WORDS]; BLOCK],
    /// The words of the rows from the first one with codes on: that word of every row, then the next.
    codes: Vec<u64>,
    first_code: usize,
}

/// The cells that a batch is added to: a few words of the sums of a page, beginning with some panel.
pub struct Cells<'a, const WORDS: usize> {
    sums: &'a mut [[u64; WORDS]],
    /// How many panels a cell has.
    panels: usize,
    panel: usize,
}

impl<'a, const WORDS: usize> Cells<'a, WORDS> {
    pub fn new(sums: &'a mut [u64], words: usize, panel: usize) -> Self {
        Self { sums: sums.as_chunks_mut().0, panels: words / WORDS, panel: panel / WORDS }
    }

    /// Where the panel of a table's first cell lies.
    fn first(&self, table: Table) -> usize {
        table.base / WORDS + self.panel
    }

    #[inline]
    fn add(&mut self, at: usize, values: &[u64; WORDS]) {
        add(&mut self.sums[at], values);
    }
}

impl<const WORDS: usize> Batch<WORDS> {
    pub fn new(rows: &Rows) -> Self {
        let first_code = rows.layout.first_code();
        let codes = vec![0; (rows.layout.stride() - first_code) * BLOCK];
        Self { rows: [(0, 0); BLOCK + 1], len: 0, values: [[0; WORDS]; BLOCK], codes, first_code }
    }

    pub const fn len(&self) -> usize {
        self.len
    }

    pub const fn clear(&mut self) {
        self.len = 0;
    }

    /// Keeps the rows that belong, and says how many they were. There must be room for all of them.
    ///
    /// Every row is written and the end moves only past those that belong: whether a row does is a coin toss, which a
    /// branch would lose half the time.
    #[inline]
    pub fn keep(
        &mut self,
        rows: impl Iterator<Item = (u32, Fails)>,
        belongs: impl Fn(Fails) -> bool,
    ) -> usize {
        let before = self.len;
        let mut len = before;
        for (row, fails) in rows {
            self.rows[len] = (row, fails);
            len += usize::from(belongs(fails));
        }
        self.len = len;
        len - before
    }

    /// Copies the words of the rows. What goes out is negated here, so that everything behind only adds.
    pub fn load(&mut self, rows: &Rows, panel: usize, sign: Sign) {
        let stride = rows.layout.stride();
        let bits = rows.layout.value_bits::<WORDS>(panel);
        for (values, &(row, _)) in self.values.iter_mut().zip(&self.rows[..self.len]) {
            values.copy_from_slice(&rows.packed[row as usize * stride + panel..][..WORDS]);
            for (value, bits) in values.iter_mut().zip(bits) {
                *value &= bits;
            }
        }
        for (word, codes) in (self.first_code..).zip(self.codes.chunks_exact_mut(BLOCK)) {
            for (code, &(row, _)) in codes.iter_mut().zip(&self.rows[..self.len]) {
                *code = rows.packed[row as usize * stride + word];
            }
        }
        if sign == Sign::Subtract {
            for value in self.values[..self.len].as_flattened_mut() {
                *value = value.wrapping_neg();
            }
        }
    }

    /// Every row's code in a table, with its values.
    fn coded(&self, table: Table) -> impl Iterator<Item = (usize, &[u64; WORDS])> {
        let words = &self.codes[(table.reader.word - self.first_code) * BLOCK..][..self.len];
        words.iter().map(move |&word| table.reader.read(word)).zip(&self.values)
    }

    /// Adds every row to its cell of a table.
    pub fn add(&self, table: Table, cells: &mut Cells<'_, WORDS>) {
        let (first, panels) = (cells.first(table), cells.panels);
        for (code, values) in self.coded(table) {
            cells.add(first + code * panels, values);
        }
    }

    /// The same where rows of one cell come one after the other: they are summed before the cell is touched.
    pub fn add_runs(&self, table: Table, cells: &mut Cells<'_, WORDS>) {
        let (first, panels) = (cells.first(table), cells.panels);
        let (mut sum, mut of) = ([0; WORDS], None);
        for (code, values) in self.coded(table) {
            if of != Some(code) {
                if let Some(of) = of {
                    cells.add(first + of * panels, &sum);
                }
                (sum, of) = ([0; WORDS], Some(code));
            }
            add(&mut sum, values);
        }
        if let Some(of) = of {
            cells.add(first + of * panels, &sum);
        }
    }

    /// Adds every row to its cell in the table of the one filter that it fails, apart from the changed one.
    pub fn add_failing(&self, changed: Fails, tables: &[Table], cells: &mut Cells<'_, WORDS>) {
        for (at, (&(_, fails), values)) in self.rows[..self.len].iter().zip(&self.values).enumerate() {
            let table = tables[(fails & !changed).trailing_zeros() as usize];
            let code = table.reader.read(self.codes[(table.reader.word - self.first_code) * BLOCK + at]);
            cells.add(cells.first(table) + code * cells.panels, values);
        }
    }
}

/// Adds words to those of a cell. Read whole, written whole: that is what compilers turn into vector instructions.
#[inline]
fn add<const WORDS: usize>(cell: &mut [u64; WORDS], values: &[u64; WORDS]) {
    let mut sum = *cell;
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum = sum.wrapping_add(*value);
    }
    *cell = sum;
}
