//! Which rows of a stretch pass every filter, and which fail just one.

use std::ops::Range;

use crate::bits::{Bits, WORD};

/// How many words of bits are looked at together.
const STRETCH: usize = 32;

/// How many rows those are of.
pub const STRETCH_ROWS: usize = STRETCH * WORD;

/// Filters, and which rows are looked at to begin with.
#[derive(Clone, Debug, Default)]
pub struct Sieve<'a> {
    /// No other rows matter; all do without.
    pub among: Option<&'a Bits>,
    /// Filters by dimension.
    pub filters: Vec<(usize, &'a Bits)>,
}

/// What the sieve says of a stretch of rows, as bits.
#[derive(Debug)]
pub struct Sifted {
    at: Range<usize>,
    pass: [u64; STRETCH],
    /// The rows that fail just one filter.
    fail_one: [u64; STRETCH],
}

/// The numbers of some rows of a stretch, ascending.
#[derive(Debug)]
pub struct Numbers {
    rows: [u32; STRETCH_ROWS],
    len: usize,
}

impl Sifted {
    pub const fn new() -> Self {
        Self { at: 0..0, pass: [0; STRETCH], fail_one: [0; STRETCH] }
    }
}

/// A range of rows in pieces that [`Sieve::sift`] takes.
pub fn stretches(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    let next_start = |start: usize| (start / WORD + STRETCH) * WORD;
    std::iter::successors(Some(rows.start), move |&start| Some(next_start(start)))
        .take_while(move |&start| start < end)
        .map(move |start| start..end.min(next_start(start)))
}

impl Sieve<'_> {
    /// Looks at the rows of a stretch. Says whether any of them matters at all.
    ///
    /// Filters are taken one after the other over all words: compilers make vector instructions of that.
    pub fn sift(&self, rows: &Range<usize>, sifted: &mut Sifted) -> bool {
        let at = rows.start / WORD..rows.end.div_ceil(WORD);
        let len = at.len();
        let (pass, fail_one) = (&mut sifted.pass[..len], &mut sifted.fail_one[..len]);
        match self.among {
            Some(among) => pass.copy_from_slice(among.words(at.clone())),
            None => pass.fill(u64::MAX),
        }
        pass[0] &= u64::MAX << (rows.start % WORD);
        pass[len - 1] &= u64::MAX >> (at.end * WORD - rows.end);
        if pass.iter().all(|&word| word == 0) {
            return false;
        }
        fail_one.fill(0);
        for (_, filter) in &self.filters {
            for ((pass, fail_one), filter) in
                pass.iter_mut().zip(fail_one.iter_mut()).zip(filter.words(at.clone()))
            {
                *fail_one = (*fail_one & filter) | (*pass & !filter);
                *pass &= filter;
            }
        }
        sifted.at = at;
        true
    }
}

impl Sifted {
    /// The rows that pass every filter.
    pub fn passing(&self, numbers: &mut Numbers) {
        numbers.fill(self.at.start, self.pass[..self.at.len()].iter().copied());
    }

    /// The rows that fail this filter and no other.
    pub fn failing(&self, filter: &Bits, numbers: &mut Numbers) {
        let failing = self.fail_one.iter().zip(filter.words(self.at.clone()));
        numbers.fill(self.at.start, failing.map(|(fail_one, filter)| fail_one & !filter));
    }
}

impl Numbers {
    pub const fn new() -> Self {
        Self { rows: [0; STRETCH_ROWS], len: 0 }
    }

    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.len]
    }

    /// Takes the numbers of the rows whose bits are set, the first word having those of the rows from `first` words on.
    #[expect(clippy::cast_possible_truncation, reason = "tables have no more rows than a u32 counts")]
    fn fill(&mut self, first: usize, words: impl Iterator<Item = u64>) {
        let mut len = 0;
        for (word, mut bits) in (first..).zip(words) {
            while bits != 0 {
                self.rows[len] = (word * WORD) as u32 + bits.trailing_zeros();
                len += 1;
                bits &= bits - 1;
            }
        }
        self.len = len;
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    const ROWS: usize = 3 * STRETCH_ROWS + 77;

    /// Bits of all rows, drawn from a seed: most of them set, some, or few.
    fn bits(seed: u64, density: u64) -> (Bits, Vec<bool>) {
        let mut state = seed;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let set: Vec<bool> = (0..ROWS).map(|_| draw() % 100 < density).collect();
        let listed: Vec<u32> = (0..).zip(&set).filter_map(|(row, set)| set.then_some(row)).collect();
        let mut bits = Bits::all(ROWS, false);
        bits.set(&listed);
        (bits, set)
    }

    fn density() -> impl Strategy<Value = u64> {
        prop_oneof![Just(1), Just(50), Just(95)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn rows_are_sorted_out_as_one_by_one(
            among in prop::option::of((any::<u64>(), density())),
            filters in vec((any::<u64>(), density()), 0..5),
            (start, end) in (0..=ROWS, 0..=ROWS),
        ) {
            let among = among.map(|(seed, density)| bits(seed, density));
            let filters: Vec<_> = filters.into_iter().map(|(seed, density)| bits(seed, density)).collect();
            let sieve = Sieve {
                among: among.as_ref().map(|(bits, _)| bits),
                filters: filters.iter().enumerate().map(|(dim, (bits, _))| (dim, bits)).collect(),
            };
            let mut found = vec![Vec::new(); filters.len() + 1];
            let (mut sifted, mut numbers) = (Sifted::new(), Numbers::new());
            for stretch in stretches(start..end) {
                if !sieve.sift(&stretch, &mut sifted) {
                    continue;
                }
                sifted.passing(&mut numbers);
                found[filters.len()].extend_from_slice(numbers.rows());
                for (dim, filter) in &sieve.filters {
                    sifted.failing(filter, &mut numbers);
                    found[*dim].extend_from_slice(numbers.rows());
                }
            }
            let mut expected = vec![Vec::new(); filters.len() + 1];
            for row in start..end {
                if among.as_ref().is_some_and(|(_, set)| !set[row]) {
                    continue;
                }
                let fails: Vec<usize> = (0..filters.len()).filter(|&dim| !filters[dim].1[row]).collect();
                let number = u32::try_from(row).expect("few rows");
                match fails[..] {
                    [] => expected[filters.len()].push(number),
                    [dim] => expected[dim].push(number),
                    _ => {}
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
