//! How a cut travels: a version byte, a head with the names and the sums of every day, then the rows in pieces, those of
//! the newest days first.
//!
//! The head is enough to paint a page, and the pieces of a few days are enough to click through them, so nobody waits for
//! the last byte. The pieces of earlier days are asked for by themselves (see `shelf`) and go right behind. Columns of
//! one kind of number side by side compress far better than rows, and names stand once in a dictionary. The reader trusts
//! nothing: damaged bytes are an error, never a panic and never more memory than they account for.

mod columns;
mod frame;

use std::fmt;

use cube::FactsError;
use serde::{Deserialize, Serialize};

use self::frame::{Frames, framed};
use super::model::{Book, Dimension, MEASURES};

/// The version of the format. A client that meets another one has to be loaded again.
pub const VERSION: u8 = 3;

/// How many rows one piece holds, at most: few enough to be read between two frames of a page.
pub const PIECE: usize = 1 << 14;

/// How many rows a cut may have. The server rolls up long before.
const MOST_ROWS: u64 = 1 << 23;

/// What comes before the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The names, and what else a page has to know.
    pub book: Book,
    /// Which version of the facts this is a cut of: earlier days are asked for by it.
    pub version: i64,
    /// The days that occur, ascending.
    pub days: Vec<i32>,
    /// How many rows each of them has.
    pub rows: Vec<u32>,
    /// For each measure the sum of every day: the common measures, then the goals of the book.
    pub sums: Vec<Vec<i64>>,
    /// For each measure what the absolute values of all rows add up to.
    pub sizes: Vec<u64>,
    /// What was rolled up because there were too many rows, in the order in which it was.
    pub rolled_up: Vec<Dimension>,
}

/// Some rows of a cut, column by column; all columns are of one length.
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

impl From<FactsError> for WireError {
    fn from(fault: FactsError) -> Self {
        Self::Facts(fault)
    }
}

impl Rows {
    /// Columns without rows.
    pub fn new(measures: usize) -> Self {
        Self { measures: vec![Vec::new(); measures], ..Self::default() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The bytes of this piece.
    pub fn encode(&self) -> Vec<u8> {
        framed(&columns::encode(self))
    }
}

impl Head {
    /// How many rows come in all.
    pub fn len(&self) -> u64 {
        self.rows.iter().map(|rows| u64::from(*rows)).sum()
    }

    /// Whether no rows come.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes that a cut begins with.
    pub fn encode(&self) -> Vec<u8> {
        // Writing into memory cannot fail, and the types hold nothing that postcard lacks.
        let body = postcard::to_stdvec(self).unwrap_or_default();
        [&[VERSION][..], &framed(&body)].concat()
    }

    fn decode(body: &[u8]) -> Result<Self, WireError> {
        let (head, rest) = postcard::take_from_bytes::<Self>(body).map_err(|_| WireError::Damaged)?;
        let measures = MEASURES + head.book.goals.len();
        let fits = rest.is_empty()
            && head.rows.len() == head.days.len()
            && head.sums.len() == measures
            && head.sizes.len() == measures
            && head.sums.iter().all(|sums| sums.len() == head.days.len())
            && head.len() <= MOST_ROWS;
        if fits { Ok(head) } else { Err(WireError::Damaged) }
    }
}

/// A part of a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What comes first.
    Head(Box<Head>),
    /// Some of the rows.
    Rows(Rows),
}

/// Takes bytes as they arrive and gives the parts that are complete.
#[derive(Debug, Default)]
pub struct Incoming {
    frames: Frames,
    begun: bool,
    /// How many measures every row has, once the head has said so.
    measures: Option<usize>,
}

impl Incoming {
    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.frames.feed(bytes);
    }

    /// Whether everything that came has been given out.
    pub fn is_spent(&self) -> bool {
        self.frames.is_empty()
    }

    /// The next part; `None` until more bytes come.
    ///
    /// # Errors
    /// When the bytes are of another version or damaged. Nothing good comes after that.
    pub fn next_part(&mut self) -> Result<Option<Part>, WireError> {
        if !self.begun {
            match self.frames.take_byte() {
                None => return Ok(None),
                Some(VERSION) => self.begun = true,
                Some(found) => return Err(WireError::Version { found }),
            }
        }
        let Some(body) = self.frames.next_body()? else { return Ok(None) };
        let part = match self.measures {
            None => {
                let head = Head::decode(body)?;
                self.measures = Some(head.sizes.len());
                Part::Head(Box::new(head))
            }
            Some(measures) => Part::Rows(columns::decode(body, measures).ok_or(WireError::Damaged)?),
        };
        Ok(Some(part))
    }
}

#[cfg(test)]
pub(crate) mod tests;
