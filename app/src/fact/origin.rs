//! Where figures come from: files, their lines, and why a fact belongs to its category.

use serde::{Deserialize, Serialize};

use super::{
    category::Test,
    model::{Dimension, Keys, Measures},
};
use crate::{
    text::Name,
    time::{Day, Stamp},
};

/// How many facts a page of them has.
pub const PAGE: usize = 50;

/// A place on the walk through the facts of a project, from the newest day back: the natural key of the fact that was
/// passed last. Whoever comes back with it goes on behind that fact, whatever came in meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The day of that fact.
    pub day: Day,
    /// Its labels.
    pub keys: Keys,
    /// Which of its namesakes it is.
    pub nth: i32,
}

impl Mark {
    /// Where a walk begins whose newest facts are of this day.
    pub fn behind(day: Day) -> Self {
        Self { day: day.plus(1), keys: Keys::default(), nth: 0 }
    }
}

/// A file, as far as it concerns whoever reads a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSeen {
    /// Its number in the project; facts name it.
    pub number: i64,
    /// What it was called; empty when nothing is known of it.
    pub name: String,
    /// When it was read in.
    pub at: Option<Stamp>,
    /// Who brought it; nobody's name when it came over the command line.
    pub person: Option<Name>,
}

/// What came from one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file.
    pub file: FileSeen,
    /// How many facts.
    pub rows: u64,
    /// What they add up to.
    pub sums: Measures,
}

/// What came from which file, as far as one request went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// By file, the newest first.
    pub sources: Vec<Source>,
    /// Where to go on; `None` when there is nothing left.
    pub next: Option<Mark>,
}

/// A fact with its names, down to the line that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The day it happened.
    pub day: Day,
    /// The names from the file, in the order of [`Dimension::ALL`]; empty where the file said nothing.
    pub names: [String; Dimension::ALL.len()],
    /// The way to its category, from the root; nothing when it is unmapped.
    pub category: Vec<String>,
    /// Why it belongs there.
    pub reason: Reason,
    /// What was counted.
    pub measures: Measures,
    /// The number of the file.
    pub file: i64,
    /// The line in that file.
    pub line: i64,
}

/// Why a fact belongs to its category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// This rule was the first that fits.
    Rule {
        /// What it looks at.
        field: Dimension,
        /// How it compares.
        test: Test,
        /// What it looks for.
        pattern: String,
    },
    /// No rule fits, and the file names it.
    Named,
    /// Neither: it is unmapped.
    Unmapped,
}

/// Some facts, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// The facts.
    pub lines: Vec<Line>,
    /// The files that they name.
    pub files: Vec<FileSeen>,
    /// Where to go on; `None` when there is nothing left. With fewer facts than a page has it only means that the
    /// request has looked long enough.
    pub next: Option<Mark>,
}
