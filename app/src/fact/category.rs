//! Which category of the client's tree a fact belongs to.
//!
//! Rules come first, in their order; then the category that the file itself named; what neither says is unmapped.
//! Facts keep the names from their files, so a new rule also moves what was read long ago. Here are the tree and the
//! rules as people write them; `judge.rs` applies them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::model::{Dimension, folded};
use crate::{
    access::model::names,
    id::{CategoryId, RuleId},
};

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Which node.
    pub id: CategoryId,
    /// What it stands under.
    pub parent: Option<CategoryId>,
    /// What it is called.
    pub name: String,
    /// Where it stood and what it was called earlier: files go on naming it so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_as: Vec<Alias>,
}

/// An earlier place of a category: the parent that it had, and its name.
pub type Alias = (Option<CategoryId>, String);

impl Category {
    /// A category that had no other name yet.
    pub fn new(id: CategoryId, parent: Option<CategoryId>, name: impl Into<String>) -> Self {
        Self { id, parent, name: name.into(), known_as: Vec::new() }
    }
}

/// The client's own tree of goods or services.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: HashMap<CategoryId, Category>,
    children: HashMap<(Option<CategoryId>, String), CategoryId>,
    /// What is found by an earlier name, where nothing has that name now.
    earlier: HashMap<(Option<CategoryId>, String), CategoryId>,
}

impl Tree {
    /// The tree of some nodes. Of two namesakes under one parent the first is found by its path.
    pub fn new(nodes: impl IntoIterator<Item = Category>) -> Self {
        let mut tree = Self::default();
        for node in nodes {
            tree.plant(node);
        }
        tree
    }

    /// Adds a node.
    pub fn plant(&mut self, node: Category) {
        self.children.entry((node.parent, folded(&node.name))).or_insert(node.id);
        for (parent, name) in &node.known_as {
            self.earlier.entry((*parent, folded(name))).or_insert(node.id);
        }
        self.nodes.insert(node.id, node);
    }

    /// All nodes, in no particular order.
    pub fn nodes(&self) -> impl Iterator<Item = &Category> {
        self.nodes.values()
    }

    /// One node.
    pub fn node(&self, id: CategoryId) -> Option<&Category> {
        self.nodes.get(&id)
    }

    /// The child of a node (of the root, when there is none) that has a name, or had it.
    pub fn child(&self, parent: Option<CategoryId>, name: &str) -> Option<CategoryId> {
        let place = (parent, folded(name));
        self.children.get(&place).or_else(|| self.earlier.get(&place)).copied()
    }

    /// The node at the end of a path such as `Fireplaces › Electric`.
    pub fn find(&self, path: &str) -> Option<CategoryId> {
        steps(path).try_fold(None, |parent, name| self.child(parent, name).map(Some)).flatten()
    }

    /// The names from the root down to a node.
    pub fn path(&self, id: CategoryId) -> Vec<&str> {
        let mut path: Vec<&str> = self.upwards(id).map(|node| node.name.as_str()).collect();
        path.reverse();
        path
    }

    /// A node and what it stands under, up to the root.
    pub fn upwards(&self, id: CategoryId) -> impl Iterator<Item = &Category> {
        let up =
            std::iter::successors(self.node(id), |node| node.parent.and_then(|parent| self.node(parent)));
        // A tree cannot be deeper than it has nodes; the bound ends the walk if the database ever held a ring.
        up.take(self.nodes.len())
    }
}

/// How many levels a tree may have.
pub const DEEPEST: usize = 12;

/// How many different categories a file may name: many more than anybody clicks through, and few enough that a tree of
/// them fits into any page.
pub const MOST_NAMED: usize = 10_000;

/// The names in a path; files write it with ` > ` or ` › `.
pub fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split(" > ").flat_map(|part| part.split(" › ")).map(str::trim).filter(|name| !name.is_empty())
}

/// A path in the one way that labels keep it.
pub fn tidy_path(path: &str) -> String {
    steps(path).collect::<Vec<_>>().join(" › ")
}

names! {
    /// How a rule compares.
    Test {
        /// The whole name.
        Equals = "equals",
        /// Any part of it.
        Contains = "contains",
        /// Its beginning.
        Starts = "starts",
        /// A regular expression that fits somewhere in it. Only the server compares so.
        Matches = "matches",
    }
}

/// Says that facts with a certain name belong to a category.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// Which rule.
    pub id: RuleId,
    /// What it looks at.
    pub field: Dimension,
    /// How it compares.
    pub test: Test,
    /// What it looks for, without regard to case.
    pub pattern: String,
    /// Where it sends the fact.
    pub category: CategoryId,
}

#[cfg(test)]
mod tests {
    use super::*;

    struct World {
        tree: Tree,
        fireplaces: CategoryId,
        electric: CategoryId,
    }

    fn world() -> World {
        let [heating, fireplaces, electric] = [(); 3].map(|()| CategoryId::new());
        let node = Category::new;
        let tree = Tree::new([
            node(electric, Some(fireplaces), "Electric"),
            node(heating, None, "Heating"),
            node(fireplaces, Some(heating), "Fireplaces"),
        ]);
        World { tree, fireplaces, electric }
    }

    #[test]
    fn a_path_finds_its_node_however_it_is_spelt() {
        let World { tree, electric, .. } = world();
        for path in [
            "Heating › Fireplaces › Electric",
            "heating > FIREPLACES > electric",
            "Heating >  Fireplaces › Electric",
        ] {
            assert_eq!(tree.find(path), Some(electric), "{path}");
        }
        for stranger in ["", "Fireplaces", "Heating › Electric", "Heating›Fireplaces"] {
            assert_eq!(tree.find(stranger), None, "{stranger}");
        }
        assert_eq!(tree.path(electric), ["Heating", "Fireplaces", "Electric"]);
        assert_eq!(tidy_path(" Heating > Fireplaces  ›  "), "Heating › Fireplaces");
    }

    #[test]
    fn a_category_is_found_by_its_earlier_names_until_another_takes_them() {
        let World { mut tree, fireplaces, electric } = world();
        let heating = tree.find("Heating");
        let known_as = vec![(None, "Kamine".to_owned())];
        tree.plant(Category { known_as, ..Category::new(fireplaces, heating, "Fireplaces") });
        assert_eq!(tree.find("kamine › Electric"), Some(electric), "and so is what stands under it");
        let newcomer = CategoryId::new();
        tree.plant(Category::new(newcomer, None, "Kamine"));
        assert_eq!(tree.find("Kamine"), Some(newcomer));
    }
}
