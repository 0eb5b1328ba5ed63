//! What a version of the mapping has changed, in the words that were in use at that time.

use serde::{Deserialize, Serialize};

use super::{book::Version, category::Test, model::Dimension};

/// A rule, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleWords {
    /// What it looks at.
    pub field: Dimension,
    /// How it compares.
    pub test: Test,
    /// What it looks for.
    pub pattern: String,
    /// The path of the category that it leads to.
    pub category: String,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The first tree and the first rules were written down.
    Begun {
        /// How many categories.
        categories: u32,
        /// How many rules.
        rules: u32,
    },
    /// A file named categories that the tree had not.
    Grown {
        /// How many categories grew.
        categories: u32,
        /// The path of the first.
        first: String,
    },
    /// Names were put into a category, each by a rule of its own.
    Assigned {
        /// What they are names of.
        field: Dimension,
        /// How many.
        names: u32,
        /// The first of them.
        first: String,
        /// The path of the category.
        category: String,
    },
    /// A rule was added.
    RuleAdded {
        /// The rule.
        rule: RuleWords,
    },
    /// A rule was changed.
    RuleEdited {
        /// How it was.
        before: RuleWords,
        /// How it is.
        rule: RuleWords,
    },
    /// A rule got another place in the order of trial.
    RuleMoved {
        /// The rule.
        rule: RuleWords,
        /// Its place before, counted from 1.
        from: u32,
        /// Its place since.
        to: u32,
    },
    /// A rule was removed.
    RuleRemoved {
        /// The rule.
        rule: RuleWords,
    },
    /// A category was added.
    CategoryAdded {
        /// Its path.
        path: String,
    },
    /// A category got another name.
    CategoryRenamed {
        /// Its path before.
        path: String,
        /// Its name since.
        name: String,
    },
    /// A category was put under another one.
    CategoryMoved {
        /// Its path before.
        from: String,
        /// Its path since.
        to: String,
    },
    /// A category was removed.
    CategoryRemoved {
        /// Its path.
        path: String,
        /// How many categories went, with those under it.
        categories: u32,
        /// How many rules went with them.
        rules: u32,
    },
    /// An earlier version was made the present one.
    Restored {
        /// Which.
        version: Version,
    },
}
