//! How a cut travels: one version byte, a checksum, then columns.
//!
//! Columns of one kind of number side by side compress far better than rows, and names stand once in a dictionary. The
//! reader trusts nothing: a damaged cut is an error, never a panic and never more memory than its bytes account for.

use std::fmt;

use cube::{Dimension as Column, Facts, FactsError, Member, Shape};
use serde::{Deserialize, Serialize};

use super::model::{Book, Dimension, MEASURES};

/// The version of the format. A client that meets another one has to be loaded again.
pub const VERSION: u8 = 1;

/// The version byte and the checksum.
const HEAD: usize = 9;

/// What one project's report is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The names, and what else a page has to know.
    pub book: Book,
    /// The rows.
    pub rows: Rows,
}

/// The rows of a cut, column by column; all columns are of one length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The day of every row.
    pub days: Vec<i32>,
    /// The member of every row, by dimension.
    pub codes: [Vec<u32>; Dimension::COUNT],
    /// The value of every row, by measure: the common ones, then the goals of the book.
    pub measures: Vec<Vec<i64>>,
}

/// Why some bytes are not a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WireError {
    /// They are of another version of Kabinet.
    Version {
        /// Which one they claim.
        found: u8,
    },
    /// They have been damaged on their way, or end early.
    Damaged,
    /// They are whole, but what they say does not fit together.
    Facts(FactsError),
}

impl fmt::Display for WireError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version { found } => {
                write!(out, "the facts are of format {found}, this program reads {VERSION}")
            }
            Self::Damaged => out.write_str("the facts have been damaged on their way"),
            Self::Facts(fault) => write!(out, "the facts do not fit together: {fault}"),
        }
    }
}

impl std::error::Error for WireError {}

/// The columns as they are written. Days come as runs, because rows of one day stand together.
#[derive(Serialize, Deserialize)]
struct Columns {
    book: Book,
    /// How many days after the run before, and how many rows.
    days: Vec<(i32, u32)>,
    codes: [Vec<u32>; Dimension::COUNT],
    measures: Vec<Vec<i64>>,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }
}

impl Cut {
    /// The bytes that travel.
    pub fn encode(self) -> Vec<u8> {
        let Self { book, rows } = self;
        let columns = Columns { book, days: runs(&rows.days), codes: rows.codes, measures: rows.measures };
        // Writing into memory cannot fail, and the types hold nothing that postcard lacks.
        let body = postcard::to_stdvec(&columns).unwrap_or_default();
        let mut bytes = vec![VERSION];
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Reads what [`Cut::encode`] wrote.
    ///
    /// # Errors
    /// When the bytes are of another version or not whole.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        match bytes.first() {
            Some(&VERSION) => {}
            Some(&found) => return Err(WireError::Version { found }),
            None => return Err(WireError::Damaged),
        }
        let (head, body) = bytes.split_at_checked(HEAD).ok_or(WireError::Damaged)?;
        if head[1..] != checksum(body).to_le_bytes() {
            return Err(WireError::Damaged);
        }
        columns(body)
    }

    /// Hands the rows to the engine, which checks that they fit together.
    ///
    /// # Errors
    /// When they do not.
    pub fn open(self) -> Result<(Book, Facts), WireError> {
        let Self { book, rows } = self;
        let dictionaries = Dimension::ALL.iter().map(|dimension| book.dictionary(*dimension));
        let dimensions = dictionaries.zip(rows.codes).map(|(dictionary, codes)| {
            let parent = dictionary.parents.iter().map(|parent| parent.map(Member)).collect::<Vec<_>>();
            let shape = if parent.is_empty() { Shape::Flat } else { Shape::Tree { parent } };
            Column { members: u32::try_from(dictionary.names.len()).unwrap_or(u32::MAX), shape, codes }
        });
        let facts = Facts::new(&rows.days, dimensions.collect(), &rows.measures).map_err(WireError::Facts)?;
        Ok((book, facts))
    }
}

/// Reads a body whose checksum is right. That proves nothing about who wrote it, so lengths are checked all the same.
fn columns(body: &[u8]) -> Result<Cut, WireError> {
    let (columns, rest) = postcard::take_from_bytes::<Columns>(body).map_err(|_| WireError::Damaged)?;
    let Columns { book, days, codes, measures } = columns;
    let rows = codes[0].len();
    let equal =
        codes.iter().all(|column| column.len() == rows) && measures.iter().all(|column| column.len() == rows);
    let counted: u64 = days.iter().map(|(_, rows)| u64::from(*rows)).sum();
    if !equal
        || !rest.is_empty()
        || u64::try_from(rows) != Ok(counted)
        || measures.len() != MEASURES + book.goals.len()
    {
        return Err(WireError::Damaged);
    }
    let days = unrolled(&days, rows).ok_or(WireError::Damaged)?;
    Ok(Cut { book, rows: Rows { days, codes, measures } })
}

fn runs(days: &[i32]) -> Vec<(i32, u32)> {
    let mut before = 0_i32;
    let chunks = days.chunk_by(|a, b| a == b);
    let run = |same: &[i32]| {
        let gap = same[0].wrapping_sub(before);
        before = same[0];
        (gap, u32::try_from(same.len()).unwrap_or(u32::MAX))
    };
    chunks.map(run).collect()
}

fn unrolled(runs: &[(i32, u32)], rows: usize) -> Option<Vec<i32>> {
    let mut days = Vec::with_capacity(rows);
    let mut day = 0_i32;
    for &(gap, length) in runs {
        day = day.wrapping_add(gap);
        days.extend(std::iter::repeat_n(day, usize::try_from(length).ok()?));
    }
    Some(days)
}

/// FNV-1a. Every step can be undone, so a change of any one byte changes the result.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::{super::model::Dictionary, *};
    use crate::{money::Currency, time::Stamp};

    fn book(goals: usize, members: u32) -> Book {
        let mut book = Book::new(Currency::parse("UAH").unwrap());
        book.imported = Some(Stamp(1_795_000_000_000));
        book.goals = (0..goals).map(|goal| format!("Ціль {goal}")).collect();
        for dictionary in &mut book.dictionaries {
            *dictionary = Dictionary {
                names: (0..members).map(|name| format!("імʼя {name}")).collect(),
                parents: vec![],
            };
        }
        book.dictionary_mut(Dimension::Category).parents =
            (0..members).map(|member| member.checked_sub(2)).collect();
        book
    }

    prop_compose! {
        fn cuts()(goals in 0..3_usize, members in 1..9_u32, rows in 0..60_usize)(
            days in vec(prop_oneof![Just(20_000), 19_990..20_010_i32, any::<i32>()], rows),
            codes in vec(vec(0..members, rows), Dimension::COUNT),
            measures in vec(vec(-1_000_000_000_000..1_000_000_000_000_i64, rows), MEASURES + goals),
            goals in Just(goals),
            members in Just(members),
        ) -> Cut {
            let codes: [Vec<u32>; Dimension::COUNT] = codes.try_into().unwrap();
            Cut { book: book(goals, members), rows: Rows { days, codes, measures } }
        }
    }

    fn small() -> Cut {
        let codes = std::array::from_fn(|_| vec![0, 1, 1]);
        Cut {
            book: book(0, 3),
            rows: Rows { days: vec![5, 5, 7], codes, measures: vec![vec![1, 2, 3]; MEASURES] },
        }
    }

    /// Bytes with a right checksum over a body that somebody made up.
    fn forged(columns: &Columns) -> Vec<u8> {
        let body = postcard::to_stdvec(columns).unwrap();
        [&[VERSION][..], &checksum(&body).to_le_bytes(), &body].concat()
    }

    fn forged_small(change: impl Fn(&mut Columns)) -> Result<Cut, WireError> {
        let Cut { book, rows } = small();
        let mut columns =
            Columns { book, days: runs(&rows.days), codes: rows.codes, measures: rows.measures };
        change(&mut columns);
        Cut::decode(&forged(&columns))
    }

    #[test]
    fn another_version_is_named() {
        let mut bytes = small().encode();
        bytes[0] = VERSION + 1;
        assert_eq!(Cut::decode(&bytes), Err(WireError::Version { found: VERSION + 1 }));
        assert_eq!(Cut::decode(&[]), Err(WireError::Damaged));
        assert_eq!(Cut::decode(&[VERSION]), Err(WireError::Damaged));
    }

    #[test]
    fn a_few_bytes_that_claim_four_billion_rows_are_refused_before_they_are_believed() {
        assert_eq!(forged_small(|columns| columns.days = vec![(1, u32::MAX); 4]), Err(WireError::Damaged));
        let mut body = postcard::to_stdvec(&small().book).unwrap();
        body.extend([0xff, 0xff, 0xff, 0xff, 0x0f]);
        let bytes = [&[VERSION][..], &checksum(&body).to_le_bytes(), &body].concat();
        assert_eq!(Cut::decode(&bytes), Err(WireError::Damaged));
    }

    #[test]
    fn columns_of_different_lengths_are_refused() {
        assert_eq!(forged_small(|columns| columns.codes[3].truncate(1)), Err(WireError::Damaged));
        assert_eq!(forged_small(|columns| columns.measures[6].push(1)), Err(WireError::Damaged));
        assert_eq!(forged_small(|columns| columns.measures.truncate(2)), Err(WireError::Damaged));
        assert!(forged_small(|_| {}).is_ok());
    }

    #[test]
    fn what_does_not_fit_together_is_refused_by_the_engine() {
        let unknown = forged_small(|columns| columns.codes[1][0] = 77).and_then(Cut::open);
        assert!(matches!(unknown, Err(WireError::Facts(FactsError::Code { .. }))));
        let circle =
            forged_small(|columns| columns.book.dictionaries[0].parents = vec![Some(1), Some(0), None]);
        assert!(matches!(circle.and_then(Cut::open), Err(WireError::Facts(FactsError::Cycle { .. }))));
        let large = forged_small(|columns| columns.measures[2] = vec![i64::MAX; 3]).and_then(Cut::open);
        assert!(matches!(large, Err(WireError::Facts(FactsError::Overflow { .. }))));
    }

    proptest! {
        #[test]
        fn a_cut_survives_its_journey(cut in cuts()) {
            let rows = cut.rows.len();
            let read = Cut::decode(&cut.clone().encode()).unwrap();
            prop_assert_eq!(&read, &cut);
            prop_assert_eq!(read.open().map(|(_, facts)| facts.len()), Ok(rows));
        }

        #[test]
        fn a_cut_that_ends_early_is_damaged(cut in cuts(), at in any::<prop::sample::Index>()) {
            let bytes = cut.encode();
            prop_assert_eq!(Cut::decode(&bytes[..at.index(bytes.len())]), Err(WireError::Damaged));
        }

        #[test]
        fn a_flipped_bit_is_noticed(cut in cuts(), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let mut bytes = cut.encode();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert!(Cut::decode(&bytes).is_err());
        }

        /// Somebody may damage the body and mend the checksum: still no panic, and whatever opens is a table.
        #[test]
        fn a_damaged_body_with_a_right_checksum_does_no_harm(
            cut in cuts(),
            flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let mut body = cut.encode().split_off(HEAD);
            for (at, value) in flips {
                let at = at.index(body.len());
                body[at] = value;
            }
            let bytes = [&[VERSION][..], &checksum(&body).to_le_bytes(), &body].concat();
            let _ = Cut::decode(&bytes).and_then(Cut::open);
        }

        #[test]
        fn noise_is_not_a_cut(noise in vec(any::<u8>(), 0..200)) {
            prop_assert!(Cut::decode(&noise).is_err());
        }
    }
}
