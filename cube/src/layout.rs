//! How a row is packed: which bits of which word hold which measure and which code.
//!
//! Sums are kept packed too. A word of sums holds several measures side by side, each in as many bits as the sum of the
//! absolute values of its whole column needs, so that no sum of any rows can leave its place. Adding two packed words
//! then adds all their measures at once, and what one measure borrows from its neighbour while it is below zero is given
//! back when the word is read. Where most reports count impressions, clicks, cost, leads, sales and revenue, three or four
//! words do the work of seven.

/// How many words are added at a time; half as many where that is enough.
pub const PANEL: usize = 4;

/// Where a number lies in a packed row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    word: usize,
    shift: u32,
    bits: u32,
}

/// Where everything lies in a packed row: the words of values (the count of rows and the measures) come first. The codes
/// (the member of each dimension, and the day) take the bits that the values leave, and further words when those do not
/// suffice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The count, then each measure.
    values: Vec<Place>,
    words: usize,
    /// Which bits of each word of values are values.
    value_bits: Vec<u64>,
    /// Each dimension, then the day.
    codes: Vec<Place>,
    stride: usize,
}

/// Reads one code out of a packed row.
#[derive(Clone, Copy, Debug)]
pub struct CodeReader {
    /// Which word of the row.
    pub word: usize,
    shift: u32,
    mask: u64,
}

impl CodeReader {
    /// The code in the word that this reader is for.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the mask leaves at most 32 bits")]
    pub const fn read(self, word: u64) -> usize {
        ((word >> self.shift) & self.mask) as usize
    }
}

/// Reads one lane out of packed sums.
#[derive(Clone, Copy, Debug)]
pub struct ValueReader {
    /// Which word of the sums.
    pub word: usize,
    half: u64,
    up: u32,
    down: u32,
}

impl ValueReader {
    /// The value in the word that this reader is for.
    ///
    /// The lanes below add up to less than half of what the lowest bit of this one counts, whatever their signs. So half of
    /// that bit, added first, gives back what they borrowed and changes nothing otherwise. Whatever stands above the values
    /// of a word is carry, and means nothing.
    #[inline]
    pub const fn read(self, word: u64) -> i64 {
        (word.wrapping_add(self.half) << self.up).cast_signed() >> self.down
    }
}

impl Layout {
    /// The layout for rows whose counts and measures add up to at most `sizes` (in absolute values), and whose codes are
    /// below `codes`.
    pub fn new(sizes: &[u64], codes: &[u32]) -> Self {
        // One bit more for the sign.
        let widths: Vec<u32> = sizes.iter().map(|&size| 65 - size.leading_zeros()).collect();
        let mut used = Vec::new();
        let values = fit(&widths, &mut used);
        let words = used.len().next_multiple_of(if used.len() > PANEL / 2 { PANEL } else { PANEL / 2 });
        used.resize(words, 0);
        let value_bits = used.iter().map(|&bits| ones(bits)).collect();
        let widths: Vec<u32> =
            codes.iter().map(|&codes| 32 - codes.saturating_sub(1).leading_zeros()).collect();
        // Into one word if they fit, so that a row's codes are read at once.
        let all: u32 = widths.iter().sum();
        let codes = match used.iter().position(|&used| used + all <= 64) {
            Some(word) => fit_into(word, &widths, &mut used),
            None => fit(&widths, &mut used),
        };
        Self { values, words, value_bits, codes, stride: used.len() }
    }

    /// How many words hold the values of a row.
    pub const fn words(&self) -> usize {
        self.words
    }

    /// How many words a row takes.
    pub const fn stride(&self) -> usize {
        self.stride
    }

    /// The first word that holds a code.
    pub fn first_code(&self) -> usize {
        self.codes.iter().map(|place| place.word).min().unwrap_or(0)
    }

    /// How many lanes there are: the count and the measures.
    pub fn lanes(&self) -> usize {
        self.values.len()
    }

    /// What reads the codes of each dimension, and the day at the end.
    pub fn code_readers(&self) -> impl Iterator<Item = CodeReader> + '_ {
        self.codes.iter().map(|place| CodeReader {
            word: place.word,
            shift: place.shift,
            mask: ones(place.bits),
        })
    }

    /// Puts the value of a lane into a row that is still empty there. Values come before codes: a negative one borrows from
    /// the lanes above it.
    #[inline]
    pub fn put_value(&self, row: &mut [u64], lane: usize, value: i64) {
        let place = self.values[lane];
        let word = &mut row[place.word];
        *word = word.wrapping_add(value.cast_unsigned() << place.shift) & self.value_bits[place.word];
    }

    /// Puts a code into a row that is still empty there.
    #[inline]
    pub fn put_code(&self, row: &mut [u64], at: usize, code: u32) {
        let place = self.codes[at];
        row[place.word] |= u64::from(code) << place.shift;
    }

    /// What reads each lane out of packed sums.
    pub fn value_readers(&self) -> impl Iterator<Item = ValueReader> + '_ {
        self.values.iter().map(|place| ValueReader {
            word: place.word,
            half: (1 << place.shift) >> 1,
            up: 64 - place.shift - place.bits,
            down: 64 - place.bits,
        })
    }
}

/// So many ones from the lowest bit up.
const fn ones(bits: u32) -> u64 {
    if bits == 0 { 0 } else { u64::MAX >> (64 - bits) }
}

/// A place for each width, none across a word: the widest first, each into the first word with room for it. `used` says how
/// many bits of each word are taken already, and grows.
fn fit(widths: &[u32], used: &mut Vec<u32>) -> Vec<Place> {
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(widths[at]));
    let mut places = vec![Place { word: 0, shift: 0, bits: 0 }; widths.len()];
    for at in order {
        let bits = widths[at];
        let word = used.iter().position(|used| used + bits <= 64).unwrap_or(used.len());
        if word == used.len() {
            used.push(0);
        }
        // A number of no bits at the end of a full word must not be shifted out of it.
        places[at] = Place { word, shift: used[word].min(63), bits };
        used[word] += bits;
    }
    places
}

/// A place for each width in one word that has room for all of them.
fn fit_into(word: usize, widths: &[u32], used: &mut [u32]) -> Vec<Place> {
    let place = |&bits: &u32| {
        let shift = used[word].min(63);
        used[word] += bits;
        Place { word, shift, bits }
    };
    widths.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn a_million_rows_take_four_words_each() {
        // Rows, impressions, clicks, cost, leads, sales, revenue; categories, channels, campaigns, devices, regions, days.
        let sizes =
            [1_000_000, 2_000_000_000, 40_000_000, 90_000_000_000, 1_200_000, 300_000, 400_000_000_000];
        let layout = Layout::new(&sizes, &[2_220, 8, 500, 4, 80, 730]);
        assert_eq!((layout.words(), layout.stride()), (4, 4));
    }

    #[test]
    fn a_single_member_takes_no_bits() {
        let layout = Layout::new(&[3], &[1, 1]);
        assert_eq!(layout.stride(), 2);
        let mut row = vec![0; 2];
        layout.put_code(&mut row, 0, 0);
        assert!(layout.code_readers().all(|reader| reader.read(row[reader.word]) == 0));
    }

    prop_compose! {
        /// Rows of values (the first lane is the count) with the size of each column.
        fn tables()(lanes in 1..9_usize, rows in 1..20_usize)(
            columns in vec(
                (0..63_u32).prop_flat_map(move |bits| {
                    let most = (1_i64 << bits) / i64::try_from(rows).unwrap_or(1);
                    vec(-most..=most, rows)
                }),
                lanes,
            ),
        ) -> Vec<Vec<i64>> {
            columns
        }
    }

    proptest! {
        #[test]
        fn adding_packed_rows_adds_every_measure(columns in tables()) {
            let sizes: Vec<u64> = columns.iter().map(|column| column.iter().map(|value| value.unsigned_abs()).sum()).collect();
            let layout = Layout::new(&sizes, &[]);
            let mut sums = vec![0_u64; layout.words()];
            for row in 0..columns[0].len() {
                let mut packed = vec![0; layout.stride()];
                for (lane, column) in columns.iter().enumerate() {
                    layout.put_value(&mut packed, lane, column[row]);
                }
                sums.iter_mut().zip(&packed).for_each(|(sum, word)| *sum = sum.wrapping_add(*word));
                let lanes: Vec<i64> = layout.value_readers().map(|reader| reader.read(sums[reader.word])).collect();
                let expected: Vec<i64> = columns.iter().map(|column| column[..=row].iter().sum()).collect();
                prop_assert_eq!(&lanes, &expected);
            }
        }

        #[test]
        fn codes_are_read_as_they_were_put(codes in vec((1..=1_u32 << 22, any::<u32>()), 0..17)) {
            let layout = Layout::new(&[1], &codes.iter().map(|(members, _)| *members).collect::<Vec<_>>());
            let mut row = vec![0; layout.stride()];
            layout.put_value(&mut row, 0, 1);
            for (at, (members, code)) in codes.iter().enumerate() {
                layout.put_code(&mut row, at, code % members);
            }
            let read: Vec<usize> = layout.code_readers().map(|reader| reader.read(row[reader.word])).collect();
            prop_assert_eq!(read, codes.iter().map(|(members, code)| (code % members) as usize).collect::<Vec<_>>());
        }
    }
}
