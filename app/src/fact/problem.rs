//! What can be wrong with a file, as values; [`super::sentence`] says it in the reader's language.

use serde::{Deserialize, Serialize};

use super::plan::Field;
use crate::money::Currency;

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line of the file, from 1; 0 when the whole file is meant.
    pub line: u64,
    /// The column by its name, when one is to blame.
    pub column: Option<String>,
    /// What it is.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The file has nothing in it.
    Empty,
    /// There is a header, and nothing below it.
    NoRows,
    /// A spreadsheet that was given the name of a table of text.
    Spreadsheet,
    /// Something else that is no text.
    NotText,
    /// Text in an encoding that cannot be told.
    UnknownEncoding,
    /// What is needed was not found among the columns.
    Columns {
        /// The needed fields that no column was taken for.
        missing: Vec<Field>,
        /// The columns of the file.
        found: Vec<String>,
    },
    /// Somebody named a column that is not there.
    NoSuchColumn {
        /// The columns of the file.
        found: Vec<String>,
    },
    /// More columns than any export has.
    TooManyColumns {
        /// How many are read at most.
        most: u32,
    },
    /// Several columns were taken for one field.
    Doubled {
        /// The field.
        field: Field,
        /// The columns.
        columns: Vec<String>,
    },
    /// Money in another currency than the project's.
    Currency {
        /// The file's.
        found: String,
        /// The project's.
        expected: Currency,
    },
    /// A cell that no export has.
    CellTooLong {
        /// How many kilobytes are read at most.
        kilobytes: u32,
    },
    /// A line that no export has.
    LineTooLong {
        /// How many kilobytes are read at most.
        kilobytes: u32,
    },
    /// A quotation mark that opens or closes nothing.
    LoneQuote,
    /// More or fewer cells than the header has.
    Width {
        /// Cells of the header.
        expected: u32,
        /// Cells of the row.
        found: u32,
    },
    /// A zero byte or another character that no text has.
    Control,
    /// Bytes that mean nothing in the file's encoding.
    Unreadable,
    /// Not a number.
    NotANumber {
        /// The cell.
        cell: String,
    },
    /// A fraction where things are counted.
    NotWhole {
        /// The cell.
        cell: String,
    },
    /// Less than nothing.
    Negative {
        /// The cell.
        cell: String,
    },
    /// More than can be true.
    TooLarge {
        /// The cell.
        cell: String,
    },
    /// A share where an amount is expected.
    Percent {
        /// The cell.
        cell: String,
    },
    /// Not a day.
    NotADay {
        /// The cell.
        cell: String,
    },
    /// A row without a day.
    NoDay,
    /// A row about several days.
    Range {
        /// The first of them.
        from: String,
        /// The last of them.
        until: String,
    },
    /// A name that is longer than any name is.
    NameTooLong {
        /// How many characters a name may have.
        most: u32,
    },
    /// A path of more steps than a tree has.
    TooDeep {
        /// How many steps a path may have.
        most: u32,
    },
    /// More different categories than anybody clicks through: numbers of orders, perhaps.
    TooManyCategories {
        /// How many a file may name.
        most: u32,
    },
}

impl Problem {
    /// A problem with the file as a whole.
    pub fn of_file(kind: Kind) -> Self {
        Self { line: 0, column: None, kind }
    }

    /// Whether the file as a whole is refused, so that no row of it can be read in.
    pub fn is_fatal(&self) -> bool {
        self.line == 0
    }
}
