//! A batch of rows on its way into the tables.

use crate::{kernel::Sign, rows::Rows, tables::Table};

/// How many rows are taken together.
pub const BLOCK: usize = 256;

/// Some rows of a block, and what of them is added.
///
/// Their words are copied out before they are added anywhere: the loads do not wait for each other then, and the loops
/// that add find everything in the nearest cache.
pub struct Batch<const WORDS: usize> {
    /// One more than a block, because a row that does not belong is written behind the end.
    rows: [u32; BLOCK + 1],
    len: usize,
    values: [[u64; WORDS]; BLOCK],
    /// The words of codes: the first of every row, then the second of every row.
    codes: Vec<u64>,
}

impl<const WORDS: usize> Batch<WORDS> {
    pub fn new(rows: &Rows) -> Self {
        let codes = rows.layout.stride() - rows.layout.words();
        Self { rows: [0; BLOCK + 1], len: 0, values: [[0; WORDS]; BLOCK], codes: vec![0; codes * BLOCK] }
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
    pub fn keep(&mut self, rows: impl Iterator<Item = (u32, bool)>) -> usize {
        let before = self.len;
        let mut len = before;
        for (row, belongs) in rows {
            self.rows[len] = row;
            len += usize::from(belongs);
        }
        self.len = len;
        len - before
    }

    /// Copies the words of the rows. What goes out is negated here, so that everything behind only adds.
    pub fn load(&mut self, rows: &Rows, panel: usize, sign: Sign) {
        let (words, stride) = (rows.layout.words(), rows.layout.stride());
        let kept = &self.rows[..self.len];
        for (values, &row) in self.values.iter_mut().zip(kept) {
            values.copy_from_slice(&rows.packed[row as usize * stride + panel..][..WORDS]);
        }
        if sign == Sign::Subtract {
            for value in self.values[..self.len].as_flattened_mut() {
                *value = value.wrapping_neg();
            }
        }
        for (word, codes) in (words..).zip(self.codes.chunks_exact_mut(BLOCK)) {
            for (code, &row) in codes.iter_mut().zip(kept) {
                *code = rows.packed[row as usize * stride + word];
            }
        }
    }

    /// Every row's code in a table, with its words of values.
    fn rows(&self, table: Table) -> impl Iterator<Item = (usize, &[u64; WORDS])> {
        let codes = &self.codes[table.reader.word * BLOCK..][..self.len];
        codes.iter().map(move |&word| table.reader.read(word)).zip(&self.values)
    }

    /// Adds every row to its cell of a table.
    pub fn add(&self, words: usize, panel: usize, table: Table, sums: &mut [u64]) {
        let cells = &mut sums[table.base + panel..];
        for (code, values) in self.rows(table) {
            add(&mut cells[code * words..][..WORDS], values);
        }
    }

    /// The same where rows of one cell come one after the other: they are summed before the cell is touched.
    pub fn add_runs(&self, words: usize, panel: usize, table: Table, sums: &mut [u64]) {
        let cells = &mut sums[table.base + panel..];
        let (mut sum, mut of) = ([0; WORDS], None);
        for (code, values) in self.rows(table) {
            if of != Some(code) {
                if let Some(of) = of {
                    add(&mut cells[of * words..][..WORDS], &sum);
                }
                (sum, of) = ([0; WORDS], Some(code));
            }
            add(&mut sum, values);
        }
        if let Some(of) = of {
            add(&mut cells[of * words..][..WORDS], &sum);
        }
    }

    /// Adds every row to its cell of a table of its own.
    pub fn add_each(
        &self,
        words: usize,
        panel: usize,
        table: impl Fn(usize) -> Option<Table>,
        sums: &mut [u64],
    ) {
        for (at, (&row, values)) in self.rows[..self.len].iter().zip(&self.values).enumerate() {
            let Some(table) = table(row as usize) else { continue };
            let code = table.reader.read(self.codes[table.reader.word * BLOCK + at]);
            add(&mut sums[table.base + panel + code * words..][..WORDS], values);
        }
    }
}

/// Adds words to those of a cell. Read whole, written whole: that is what compilers turn into vector
/// instructions.
#[inline]
fn add<const WORDS: usize>(cell: &mut [u64], values: &[u64; WORDS]) {
    let mut sum = [0; WORDS];
    sum.copy_from_slice(cell);
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum = sum.wrapping_add(*value);
    }
    cell.copy_from_slice(&sum);
}
