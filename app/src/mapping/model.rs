//! What the page of the mapping shows.

use serde::{Deserialize, Serialize};

use crate::{
    access::model::names,
    fact::{
        book::{Book, Version},
        change::Change,
        model::{Dimension, LabelId},
    },
    id::{CategoryId, RuleId},
    money::Currency,
    text::Name,
    time::{Day, Stamp},
};

/// How many days are recent: the last of those that have facts, and those before it.
pub const RECENT_DAYS: i32 = 90;

/// How many names a page of them has.
pub const PAGE: usize = 50;

/// How many names, and how many ways of money, an effect tells of.
pub const TOLD: usize = 40;

/// How many versions are told at once.
pub const VERSIONS: usize = 30;

/// Money and leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sums {
    /// What it cost, in minor units.
    pub cost: i64,
    /// How many leads it brought.
    pub leads: i64,
}

/// What a name, a category or everything carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Weight {
    /// Over the recent days.
    pub recent: Sums,
    /// Over all time.
    pub all: Sums,
}

impl Weight {
    /// This and another one together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let add = |one: Sums, two: Sums| Sums {
            cost: one.cost.saturating_add(two.cost),
            leads: one.leads.saturating_add(two.leads),
        };
        Self { recent: add(self.recent, other.recent), all: add(self.all, other.all) }
    }

    /// What of two weighs more, in the order in which a reader looks: recent money, then all money, then leads.
    pub fn order(self) -> (i64, i64, i64, i64) {
        (self.recent.cost, self.all.cost, self.recent.leads, self.all.leads)
    }
}

/// Why a name belongs where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// A rule says so.
    Rule {
        /// Which.
        id: RuleId,
        /// Its place in the order of trial, counted from 1.
        number: u32,
    },
    /// The file named the category.
    File,
    /// Nothing does.
    Nothing,
}

/// Where a name belongs, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Its category; `None` is "unmapped".
    pub category: Option<CategoryId>,
    /// Why.
    pub reason: Reason,
}

/// The mapping as it is, with what each category carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// Its version.
    pub version: Version,
    /// The tree and the rules.
    pub book: Book,
    /// What money is counted in.
    pub currency: Currency,
    /// The recent days; `None` when there are no facts.
    pub days: Option<(Day, Day)>,
    /// What each category carries by itself, without those under it.
    pub weights: Vec<(CategoryId, Weight)>,
}

names! {
    /// What orders the names.
    Order {
        /// Recent money, most first.
        Money = "money",
        /// Recent leads, most first.
        Leads = "leads",
        /// The name.
        Name = "name",
    }
}

/// A question about the names that facts use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What they are names of.
    pub field: Dimension,
    /// Only those that carry something unmapped.
    pub unmapped: bool,
    /// Only those with this text in them.
    pub search: String,
    /// What orders them.
    pub order: Order,
    /// Which page, counted from 0.
    pub page: usize,
}

/// A name that facts use.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NameSeen {
    /// Its number; [`LabelId::NONE`] for facts without such a name.
    pub label: LabelId,
    /// The name.
    pub name: String,
    /// What it carries.
    pub weight: Weight,
    /// What of that is unmapped.
    pub unmapped: Weight,
    /// Where most of it belongs, and why.
    pub place: Place,
    /// In how many categories it is; "unmapped" counts as one.
    pub places: usize,
    /// Whether any of its facts is unmapped, even one that carries nothing.
    pub has_unmapped: bool,
}

/// A page of names, and what there is in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The names of the page.
    pub rows: Vec<NameSeen>,
    /// How many names the question finds.
    pub found: usize,
    /// How many names there are.
    pub count: usize,
    /// How many of them carry something unmapped.
    pub unmapped_count: usize,
    /// What all of them carry.
    pub whole: Weight,
    /// What of that is unmapped.
    pub unmapped: Weight,
}

/// Money that an edit moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// The path of the category that it leaves; `None` is "unmapped".
    pub from: Option<String>,
    /// The path of the category that it comes to.
    pub to: Option<String>,
    /// How much.
    pub weight: Weight,
}

/// A name that a rule fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caught {
    /// The name.
    pub name: String,
    /// What it carries.
    pub weight: Weight,
    /// The earlier rule that takes it first, counted from 1.
    pub taken_by: Option<u32>,
}

/// What an edit would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// How many names would belong elsewhere, wholly or in part.
    pub names: usize,
    /// What moves, the heaviest first.
    pub flows: Vec<Flow>,
    /// How much moves in all.
    pub moved: Weight,
    /// The names that the rule fits, the heaviest first.
    pub caught: Vec<Caught>,
    /// How many it fits.
    pub caught_count: usize,
    /// How many of these an earlier rule takes first.
    pub taken_count: usize,
}

/// A version, as a page tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionSeen {
    /// Its number.
    pub number: Version,
    /// When it was made.
    pub at: Stamp,
    /// By whom; nobody's name when a program did it.
    pub person: Option<Name>,
    /// What it has changed; `None` for what this program does not know.
    pub change: Option<Change>,
}
