//! One bit for every row of a table.

use std::ops::Range;

/// How many rows share a word.
pub const WORD: usize = u64::BITS as usize;

/// One bit for every row of a table: a million of them fit the second nearest cache of a processor.
///
/// Behind the last row the last word may hold anything; nobody looks at rows that are not there.
#[derive(Clone, Debug)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// The same bit for all of so many rows.
    pub fn all(rows: usize, bit: bool) -> Self {
        Self(vec![if bit { u64::MAX } else { 0 }; rows.div_ceil(WORD)])
    }

    /// Gives all rows the same bit.
    pub fn fill(&mut self, bit: bool) {
        self.0.fill(if bit { u64::MAX } else { 0 });
    }

    /// Sets the bits of some rows.
    pub fn set(&mut self, rows: &[u32]) {
        self.each(rows, |word, bit| word | bit);
    }

    /// Clears the bits of some rows.
    pub fn clear(&mut self, rows: &[u32]) {
        self.each(rows, |word, bit| word & !bit);
    }

    /// Flips the bits of some rows.
    pub fn flip(&mut self, rows: &[u32]) {
        self.each(rows, |word, bit| word ^ bit);
    }

    fn each(&mut self, rows: &[u32], change: impl Fn(u64, u64) -> u64) {
        for &row in rows {
            let word = &mut self.0[row as usize / WORD];
            *word = change(*word, 1 << (row as usize % WORD));
        }
    }

    /// The bits of 64 rows each: the first word has those of rows 0 to 63.
    pub fn words(&self, at: Range<usize>) -> &[u64] {
        &self.0[at]
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_set, prelude::*};

    use super::*;

    fn rows_of(bits: &Bits) -> Vec<u32> {
        let has = |row: &u32| bits.words(0..5)[*row as usize / WORD] >> (row % 64) & 1 == 1;
        (0..300).filter(has).collect()
    }

    proptest! {
        #[test]
        fn bits_are_a_set_of_rows(some in btree_set(0..300_u32, 0..80), others in btree_set(0..300_u32, 0..80)) {
            let (listed, others_listed): (Vec<u32>, Vec<u32>) = (some.iter().copied().collect(), others.iter().copied().collect());
            let mut bits = Bits::all(300, false);
            bits.set(&listed);
            prop_assert_eq!(rows_of(&bits), listed.clone());
            bits.flip(&others_listed);
            prop_assert_eq!(rows_of(&bits), some.symmetric_difference(&others).copied().collect::<Vec<_>>());
            bits.fill(true);
            bits.clear(&listed);
            prop_assert_eq!(rows_of(&bits), (0..300).filter(|row| !some.contains(row)).collect::<Vec<_>>());
        }
    }
}
