//! What a report speaks of: its dimensions, its measures and the names of their members.

use cube::{Dim, Member};
use serde::{Deserialize, Serialize};

use crate::{access::model::names, money::Currency, time::Stamp};

names! {
    /// A side from which facts can be looked at. The order is that of the columns of a cut.
    Dimension {
        /// The client's own tree of goods or services.
        Category = "category",
        /// Where people came from.
        Channel = "channel",
        /// What the advertising system calls a campaign.
        Campaign = "campaign",
        /// What people held in their hands.
        Device = "device",
        /// Where people were.
        Region = "region",
    }
}

impl Dimension {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its place among the columns of the engine.
    pub fn dim(self) -> Dim {
        Dim(self as usize)
    }
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The members of a dimension.
    Dimension(Dimension),
    /// Days.
    Day,
}

impl By {
    /// All tables that a report is read as, in the order in which the page has them.
    pub const TABLES: [Self; 6] = [
        Self::Dimension(Dimension::Category),
        Self::Dimension(Dimension::Campaign),
        Self::Dimension(Dimension::Channel),
        Self::Dimension(Dimension::Device),
        Self::Dimension(Dimension::Region),
        Self::Day,
    ];

    /// The word on the command line and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dimension(dimension) => dimension.word(),
            Self::Day => "day",
        }
    }

    /// Finds one by its word.
    pub fn parse(word: &str) -> Option<Self> {
        if word == "day" { Some(Self::Day) } else { Dimension::parse(word).map(Self::Dimension) }
    }
}

/// How many measures every fact has; the goals of the project come after them.
pub const MEASURES: usize = 7;

/// What stands between the steps of a path through the category tree.
pub const STEP: &str = " > ";

/// The names of the members of one dimension. The empty name means that the facts say nothing: "Unmapped" among the
/// categories, "not given" elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dictionary {
    /// The name of every member.
    pub names: Vec<String>,
    /// The parent of every member of a tree; nothing at all for a flat dimension.
    pub parents: Vec<Option<u32>>,
}

impl Dictionary {
    /// The name of a member; empty for a stranger.
    pub fn name(&self, member: Member) -> &str {
        self.names.get(index(member)).map_or("", String::as_str)
    }

    /// The way to a member from its root, such as `Камины > Электрокамины`. A flat member's path is its name.
    pub fn path(&self, member: Member) -> String {
        let mut steps: Vec<&str> = self.upwards(member).map(|member| self.name(member)).collect();
        steps.reverse();
        steps.join(STEP)
    }

    /// How far below its root a member stands; 0 for a root.
    pub fn depth(&self, member: Member) -> usize {
        self.upwards(member).count().saturating_sub(1)
    }

    /// The way from a member's parent up to its root.
    pub fn above(&self, member: Member) -> impl Iterator<Item = Member> + '_ {
        self.upwards(member).skip(1)
    }

    /// The member that a path leads to.
    pub fn find(&self, path: &str) -> Option<Member> {
        let fits = |member: &Member| path.ends_with(self.name(*member)) && self.path(*member) == path;
        self.members().find(fits)
    }

    /// All members.
    pub fn members(&self) -> impl Iterator<Item = Member> + use<> {
        (0..).take(self.names.len()).map(Member)
    }

    /// What somebody may have meant by a path that leads nowhere: members that contain it, or are spelt much like it.
    pub fn near(&self, text: &str) -> Vec<String> {
        let wanted = text.to_lowercase();
        let mut near: Vec<(usize, String)> = self
            .members()
            .filter_map(|member| {
                let name = self.name(member).to_lowercase();
                let far = distance(&wanted, &name);
                let contained = !wanted.is_empty() && name.contains(&wanted);
                (contained || far <= 1 + name.chars().count() / 3).then(|| (far, self.path(member)))
            })
            .filter(|(_, path)| !path.is_empty())
            .collect();
        near.sort();
        near.into_iter().take(5).map(|(_, path)| path).collect()
    }

    /// A member and everything above it. A damaged tree may run in a circle, so no way is longer than the dictionary.
    fn upwards(&self, member: Member) -> impl Iterator<Item = Member> + '_ {
        let up = |member: &Member| self.parents.get(index(*member)).copied().flatten().map(Member);
        std::iter::successors(Some(member), up).take(self.names.len())
    }
}

/// How many letters have to be put in, taken out or changed to make one text of another (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in to.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

fn index(member: Member) -> usize {
    usize::try_from(member.0).unwrap_or(usize::MAX)
}

/// Everything of a cut that has a name, and what a page has to know besides the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// What money is counted in.
    pub currency: Currency,
    /// When the newest file was read; `None` before the first.
    pub imported: Option<Stamp>,
    /// What the measures after the common ones count.
    pub goals: Vec<String>,
    /// The names of every dimension, in the order of [`Dimension::ALL`].
    pub dictionaries: [Dictionary; Dimension::COUNT],
}

impl Book {
    /// A book without names.
    pub fn new(currency: Currency) -> Self {
        Self { currency, imported: None, goals: Vec::new(), dictionaries: Default::default() }
    }

    /// The names of one dimension.
    pub fn dictionary(&self, dimension: Dimension) -> &Dictionary {
        &self.dictionaries[dimension as usize]
    }

    /// The same, to be written.
    pub fn dictionary_mut(&mut self, dimension: Dimension) -> &mut Dictionary {
        &mut self.dictionaries[dimension as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Dictionary {
        let names = ["", "Камины", "Электрокамины", "Печи", "Электрокамины"];
        Dictionary {
            names: names.map(str::to_owned).to_vec(),
            parents: vec![None, None, Some(1), None, Some(3)],
        }
    }

    #[test]
    fn a_path_tells_apart_two_nodes_of_one_name() {
        let tree = tree();
        assert_eq!(tree.path(Member(2)), "Камины > Электрокамины");
        assert_eq!(tree.find("Печи > Электрокамины"), Some(Member(4)));
        assert_eq!(tree.find("Электрокамины"), None);
        assert_eq!((tree.depth(Member(0)), tree.depth(Member(4))), (0, 1));
    }

    #[test]
    fn the_empty_name_is_found_by_the_empty_path() {
        assert_eq!(tree().find(""), Some(Member(0)));
        assert_eq!(Dictionary::default().find(""), None);
    }

    #[test]
    fn a_slip_of_the_pen_is_answered_with_what_is_near() {
        assert_eq!(tree().near("камн"), ["Камины"]);
        assert_eq!(tree().near("Пчи"), ["Печи"]);
        assert_eq!(tree().near("электро").len(), 2);
        assert!(tree().near("zzzzzz").is_empty());
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn a_damaged_tree_has_paths_that_end() {
        let circle = Dictionary { names: vec!["a".into(), "b".into()], parents: vec![Some(1), Some(0)] };
        assert_eq!(circle.path(Member(0)), "b > a");
    }
}
