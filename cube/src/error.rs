//! Why a set of columns is not a table of facts.

use std::fmt;

use crate::{Dim, Measure, Member};

/// A column of the facts, as an error names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The codes of a dimension.
    Dimension(Dim),
    /// The values of a measure.
    Measure(Measure),
}

/// Why columns were refused by [`Facts::new`](crate::Facts::new).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactsError {
    /// There are more dimensions than a table may have.
    TooManyDimensions {
        /// How many were given.
        found: usize,
    },
    /// There are more rows than a `u32` counts.
    TooManyRows {
        /// How many were given.
        found: usize,
    },
    /// A dimension has more members than [`MAX_MEMBERS`](crate::MAX_MEMBERS).
    TooManyMembers {
        /// The dimension.
        dim: Dim,
        /// How many it claims.
        found: u32,
    },
    /// A column is not as long as the column of days.
    Length {
        /// The column.
        column: Column,
        /// The length of the column of days.
        expected: usize,
        /// The length of this column.
        found: usize,
    },
    /// A row carries a code that its dimension does not have.
    Code {
        /// The dimension.
        dim: Dim,
        /// The row, counted from 0 in the order given.
        row: usize,
        /// The code.
        code: u32,
    },
    /// A tree does not have exactly one entry for every member.
    TreeLength {
        /// The dimension.
        dim: Dim,
        /// How many members the dimension has.
        expected: u32,
        /// How many entries the tree has.
        found: usize,
    },
    /// A member's parent is not a member of the dimension.
    Parent {
        /// The dimension.
        dim: Dim,
        /// The child.
        member: Member,
        /// The parent that is not there.
        parent: Member,
    },
    /// A member is its own ancestor, or hangs below one that is.
    Cycle {
        /// The dimension.
        dim: Dim,
        /// The first such member.
        member: Member,
    },
    /// A table has another number of columns than was announced.
    Columns {
        /// How many dimensions and measures were announced.
        expected: (usize, usize),
        /// How many there are.
        found: (usize, usize),
    },
    /// Another number of rows came than was announced, of a day or in all.
    Rows {
        /// How many were announced.
        expected: usize,
        /// How many came.
        found: usize,
    },
    /// The days announced are not in ascending order, or it was not said how many rows each has.
    Days,
    /// A row is of a day that was not announced.
    Day {
        /// The row, counted from 0.
        row: usize,
        /// The day.
        day: i32,
    },
    /// The absolute values of a measure add up to more than an `i64` holds, or than was announced, so sums could be wrong.
    Overflow {
        /// The measure.
        measure: Measure,
    },
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dimension(Dim(at)) => write!(f, "dimension {at}"),
            Self::Measure(Measure(at)) => write!(f, "measure {at}"),
        }
    }
}

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyDimensions { found } => {
                write!(f, "{found} dimensions are more than a table may have")
            }
            Self::TooManyRows { found } => write!(f, "{found} rows are more than a table can hold"),
            Self::TooManyMembers { dim, found } => {
                write!(f, "dimension {} claims {found} members, more than a table can hold", dim.0)
            }
            Self::Length { column, expected, found } => {
                write!(f, "{column} has {found} rows where the days have {expected}")
            }
            Self::Code { dim, row, code } => {
                write!(f, "row {row} has the code {code}, which dimension {} does not have", dim.0)
            }
            Self::TreeLength { dim, expected, found } => {
                write!(f, "the tree of dimension {} has {found} entries for {expected} members", dim.0)
            }
            Self::Parent { dim, member, parent } => {
                write!(f, "member {} of dimension {} has the unknown parent {}", member.0, dim.0, parent.0)
            }
            Self::Cycle { dim, member } => {
                write!(f, "member {} of dimension {} hangs on a cycle", member.0, dim.0)
            }
            Self::Columns { expected, found } => {
                write!(
                    f,
                    "{} dimensions and {} measures where {} and {} were announced",
                    found.0, found.1, expected.0, expected.1
                )
            }
            Self::Rows { expected, found } => write!(f, "{found} rows where {expected} were announced"),
            Self::Days => write!(f, "the days are not in ascending order, or their rows were not counted"),
            Self::Day { row, day } => {
                write!(f, "row {row} is of day {day}, which is unknown")
            }
            Self::Overflow { measure } => write!(f, "the sum of measure {} may not fit its place", measure.0),
        }
    }
}

impl std::error::Error for FactsError {}
