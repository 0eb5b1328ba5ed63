//! What is known of a file before it is read in, and what reading it in has done.

use serde::{Deserialize, Serialize};

use super::{plan::Field, problem::Problem};
use crate::{
    access::model::names,
    id::FileId,
    text::Name,
    time::{Day, Stamp},
};

names! {
    /// Which system a file comes from.
    Format {
        /// A table of somebody's own.
        Plain = "plain",
        /// The report wizard or the reports API of Yandex.Direct.
        YandexDirect = "yandex_direct",
        /// Google Ads.
        GoogleAds = "google_ads",
        /// Meta's ads manager.
        Meta = "meta",
        /// Google Analytics 4.
        Analytics = "analytics",
        /// Microsoft Advertising, earlier Bing Ads.
        Microsoft = "microsoft",
        /// The campaign manager of `LinkedIn`.
        LinkedIn = "linkedin",
    }
}

impl Format {
    /// The name that the source of such a file gets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "CSV",
            Self::YandexDirect => "Yandex.Direct",
            Self::GoogleAds => "Google Ads",
            Self::Meta => "Meta",
            Self::Analytics => "Google Analytics",
            Self::Microsoft => "Microsoft Advertising",
            Self::LinkedIn => "LinkedIn",
        }
    }

    /// The channel of a file that names none: an advertising system is a channel by itself.
    pub fn channel(self) -> Option<&'static str> {
        match self {
            Self::Plain | Self::Analytics => None,
            system => Some(system.name()),
        }
    }
}

names! {
    /// How the bytes of a file become letters.
    Encoding {
        /// UTF-8.
        Utf8 = "UTF-8",
        /// UTF-16, little end first.
        Utf16Le = "UTF-16LE",
        /// UTF-16, big end first.
        Utf16Be = "UTF-16BE",
        /// The Cyrillic code page of Windows.
        Windows1251 = "windows-1251",
        /// The Western code page of Windows.
        Windows1252 = "windows-1252",
    }
}

names! {
    /// What stands between cells.
    Delimiter {
        /// `;`
        Semicolon = ";",
        /// `,`
        Comma = ",",
        /// A tabulator.
        Tab = "tab",
    }
}

/// The largest file that is taken in, in mebibytes.
pub const MOST_MEBIBYTES: u32 = 256;

/// A column, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSeen {
    /// What its header says.
    pub name: String,
    /// What it is taken for; `None` when nobody knows, and then it is left out.
    pub field: Option<Field>,
    /// Its first cells.
    pub samples: Vec<String>,
}

/// A row, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRow {
    /// Its line.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A date that can be read in two ways, in a file that does not tell which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// How it stands in the file.
    pub cell: String,
    /// Where.
    pub line: u64,
    /// If the day stands first.
    pub day_first: Day,
    /// If the month stands first.
    pub month_first: Day,
}

/// Something that was done to the file's figures and that its owner should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// Fractions were rounded: systems that share a conversion among advertisements count in parts.
    Rounded {
        /// In which column.
        column: String,
        /// How many cells.
        cells: u64,
    },
    /// The file has further tables below the first; they are left out.
    MoreTables {
        /// Where the second begins.
        line: u64,
    },
}

/// What is known of a file before it is read in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// How long it is.
    pub bytes: u64,
    /// Where it comes from.
    pub format: Format,
    /// How its bytes become letters.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: Delimiter,
    /// The line of the header.
    pub header: u64,
    /// Its columns.
    pub columns: Vec<ColumnSeen>,
    /// Its first rows.
    pub rows: Vec<SampleRow>,
    /// How many rows can be read in.
    pub good: u64,
    /// How many rows cannot.
    pub refused: u64,
    /// How many totals and repeated headers were left out.
    pub left_out: u64,
    /// From the first day to the last, when the dates are understood.
    pub days: Option<(Day, Day)>,
    /// What has to be answered first.
    pub question: Option<Question>,
    /// What was done to the figures.
    pub notes: Vec<Note>,
    /// What is wrong: the first thousand.
    pub problems: Vec<Problem>,
    /// How much more is wrong.
    pub more_problems: u64,
}

impl Preview {
    /// Why no row of the file can be read in.
    pub fn fatal(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.is_fatal())
    }

    /// Whether the file can be read in, all of it or, when one chooses so, its good rows.
    pub fn is_ready(&self, good_rows_only: bool) -> bool {
        self.fatal().is_none()
            && self.question.is_none()
            && self.good > 0
            && (good_rows_only || self.refused == 0)
    }
}

/// What reading a file in has done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Facts that are new.
    pub inserted: u64,
    /// Facts whose figures are others now.
    pub changed: u64,
    /// Facts that say the same as before.
    pub unchanged: u64,
    /// Rows that were not read in.
    pub refused: u64,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Imported {
    /// The file is in.
    Done(Outcome),
    /// It is not, and nothing has changed; this is why.
    Refused(Box<Preview>),
}

/// A file that was read in earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastFile {
    /// Which file.
    pub id: FileId,
    /// Its number in the project; facts name it.
    pub number: i64,
    /// What it was called.
    pub name: String,
    /// How long it was.
    pub bytes: i64,
    /// Where it came from.
    pub format: Format,
    /// Who brought it; nobody's name when it came over the command line.
    pub person: Option<Name>,
    /// When.
    pub at: Stamp,
    /// What it did.
    pub outcome: Outcome,
}
