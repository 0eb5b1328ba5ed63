//! What a fact is.

use serde::{Deserialize, Serialize};

use crate::{access::model::names, time::Day};

names! {
    /// What a fact is named by, beside its day.
    Dimension {
        /// The system that the figures come from.
        Source = "source",
        /// Goods or services, as the file names them.
        Category = "category",
        /// Where people came from: search, social networks.
        Channel = "channel",
        /// The campaign.
        Campaign = "campaign",
        /// What people held in their hands.
        Device = "device",
        /// Where people were.
        Region = "region",
        /// Everything finer: ad group, advertisement, key phrase.
        Detail = "detail",
    }
}

names! {
    /// What is counted.
    Measure {
        /// How often something was shown.
        Impressions = "impressions",
        /// How often it was clicked.
        Clicks = "clicks",
        /// What it cost, in minor units.
        Cost = "cost",
        /// Visits.
        Sessions = "sessions",
        /// Requests, calls, forms.
        Leads = "leads",
        /// Sales.
        Sales = "sales",
        /// What the sales brought, in minor units.
        Revenue = "revenue",
    }
}

impl Measure {
    /// Whether this is an amount of money rather than a count.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Cost | Self::Revenue)
    }
}

/// A label's number within its project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LabelId(pub i64);

impl LabelId {
    /// The file said nothing.
    pub const NONE: Self = Self(0);
}

/// A goal's number within its project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GoalId(pub i64);

/// The labels of a fact, one for each dimension.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keys(pub [LabelId; Dimension::ALL.len()]);

impl Keys {
    /// The label in one dimension; [`LabelId::NONE`] when the file said nothing.
    pub fn of(&self, dimension: Dimension) -> LabelId {
        self.0[dimension as usize]
    }
}

/// The figures of a fact, one for each measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Measures(pub [i64; Measure::ALL.len()]);

impl Measures {
    /// One figure.
    pub fn of(&self, measure: Measure) -> i64 {
        self.0[measure as usize]
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at].saturating_add(other.0[at])))
    }
}

/// A fact as the report reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// The day it happened.
    pub day: Day,
    /// What it is named by.
    pub keys: Keys,
    /// What was counted.
    pub measures: Measures,
    /// The counts of the project's goals; most facts have none.
    pub goals: Vec<(GoalId, i64)>,
    /// The number of the file that the present figures come from.
    pub file: i64,
    /// The line in that file.
    pub line: i64,
}

/// A name that facts use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its number.
    pub id: LabelId,
    /// What it names.
    pub dimension: Dimension,
    /// As it was first spelt.
    pub name: String,
}

/// A count that a project has beyond the measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Its number.
    pub id: GoalId,
    /// What it is called.
    pub name: String,
}

/// How a name is compared: without regard to case and to the amount of white space.
pub fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_white_space() {
        assert_eq!(folded("facebOOK_tier2"), folded("facebook_tier2"));
        assert_eq!(folded("  Камины \u{a0} Электро\t"), "камины электро");
        assert_ne!(folded("tier1"), folded("tier2"));
    }

    #[test]
    fn keys_and_measures_are_found_by_name() {
        let keys = Keys([1, 2, 3, 4, 5, 6, 7].map(LabelId));
        let measures = Measures([10, 20, 30, 40, 50, 60, 70]);
        for (at, dimension) in (1..).zip(Dimension::ALL) {
            assert_eq!(keys.of(*dimension), LabelId(at));
        }
        for (at, measure) in (1..).zip(Measure::ALL) {
            assert_eq!(measures.of(*measure), at * 10);
        }
    }
}
