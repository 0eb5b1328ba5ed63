//! Which category of the client's tree a fact belongs to.
//!
//! Rules come first, in their order; then the category that the file itself named; what neither says is unmapped.
//! Facts keep the names from their files, so a new rule also moves what was read long ago.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::model::{Dimension, Keys, LabelId, folded};
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
}

/// The client's own tree of goods or services.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: HashMap<CategoryId, Category>,
    children: HashMap<(Option<CategoryId>, String), CategoryId>,
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

    /// The child of a node (of the root, when there is none) that has a name.
    pub fn child(&self, parent: Option<CategoryId>, name: &str) -> Option<CategoryId> {
        self.children.get(&(parent, folded(name))).copied()
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
    }
}

/// Says that facts with a certain name belong to a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

impl Rule {
    fn fits(&self, dimension: Dimension, folded_name: &str) -> bool {
        let pattern = folded(&self.pattern);
        self.field == dimension
            && match self.test {
                Test::Equals => folded_name == pattern,
                Test::Contains => folded_name.contains(&pattern),
                Test::Starts => folded_name.starts_with(&pattern),
            }
    }
}

/// The tree, the rules in their order, and what they say about each label that was shown to them.
///
/// A rule looks at one label only, so the first rule that fits a fact is the earliest of the first rules that fit its
/// labels. Each label is judged once, and a fact costs a handful of look-ups, however many rules there are.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    tree: Tree,
    rules: Vec<Rule>,
    first_rule: HashMap<LabelId, usize>,
    named: HashMap<LabelId, CategoryId>,
}

impl Mapping {
    /// A mapping that has not seen any label yet. Rules to categories that are gone are left out.
    pub fn new(tree: Tree, mut rules: Vec<Rule>) -> Self {
        rules.retain(|rule| tree.node(rule.category).is_some());
        Self { tree, rules, ..Self::default() }
    }

    /// The client's tree.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The rules, in their order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether any rule looks at a dimension.
    pub fn looks_at(&self, dimension: Dimension) -> bool {
        self.rules.iter().any(|rule| rule.field == dimension)
    }

    /// Judges a label. Facts whose labels were not shown are unmapped.
    pub fn learn(&mut self, id: LabelId, dimension: Dimension, name: &str) {
        let folded_name = folded(name);
        if let Some(first) = self.rules.iter().position(|rule| rule.fits(dimension, &folded_name)) {
            self.first_rule.insert(id, first);
        }
        if dimension == Dimension::Category
            && let Some(node) = self.tree.find(name)
        {
            self.named.insert(id, node);
        }
    }

    /// The category of a fact; `None` is "unmapped".
    pub fn category(&self, keys: &Keys) -> Option<CategoryId> {
        let ruled = self.rule(keys).map(|rule| rule.category);
        ruled.or_else(|| self.named.get(&keys.of(Dimension::Category)).copied())
    }

    /// The rule that decides about a fact: the first that fits.
    pub fn rule(&self, keys: &Keys) -> Option<&Rule> {
        let first = keys.0.iter().filter_map(|label| self.first_rule.get(label)).min();
        first.map(|&rule| &self.rules[rule])
    }

    /// Every label that can bring a fact into a category, and which: by the first rule that fits it, or by its name.
    pub fn judged(&self) -> impl Iterator<Item = (LabelId, CategoryId)> + '_ {
        let ruled = self.first_rule.iter().map(|(label, rule)| (*label, self.rules[*rule].category));
        ruled.chain(self.named.iter().map(|(label, node)| (*label, *node)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct World {
        tree: Tree,
        heating: CategoryId,
        fireplaces: CategoryId,
        electric: CategoryId,
    }

    fn world() -> World {
        let [heating, fireplaces, electric] = [(); 3].map(|()| CategoryId::new());
        let node = |id, parent, name: &str| Category { id, parent, name: name.to_owned() };
        let tree = Tree::new([
            node(electric, Some(fireplaces), "Electric"),
            node(heating, None, "Heating"),
            node(fireplaces, Some(heating), "Fireplaces"),
        ]);
        World { tree, heating, fireplaces, electric }
    }

    fn rule(field: Dimension, test: Test, pattern: &str, category: CategoryId) -> Rule {
        Rule { id: RuleId::new(), field, test, pattern: pattern.to_owned(), category }
    }

    fn keys(labels: &[(Dimension, i64)]) -> Keys {
        let mut keys = Keys::default();
        for &(dimension, id) in labels {
            keys.0[dimension as usize] = LabelId(id);
        }
        keys
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
    fn the_first_rule_that_fits_wins_over_later_rules_and_over_the_file() {
        let World { tree, heating, fireplaces, electric } = world();
        let rules = vec![
            rule(Dimension::Campaign, Test::Starts, "EL_", electric),
            rule(Dimension::Channel, Test::Equals, "search", fireplaces),
            rule(Dimension::Campaign, Test::Contains, "kamin", heating),
        ];
        let mut mapping = Mapping::new(tree, rules);
        mapping.learn(LabelId(1), Dimension::Campaign, "el_kaminy_rsya");
        mapping.learn(LabelId(2), Dimension::Campaign, "Kaminy brand");
        mapping.learn(LabelId(3), Dimension::Channel, "Search");
        mapping.learn(LabelId(4), Dimension::Category, "Heating");
        mapping.learn(LabelId(5), Dimension::Campaign, "something else");
        let of = |labels: &[(Dimension, i64)]| mapping.category(&keys(labels));
        assert_eq!(of(&[(Dimension::Campaign, 1), (Dimension::Channel, 3)]), Some(electric));
        assert_eq!(of(&[(Dimension::Campaign, 2), (Dimension::Channel, 3)]), Some(fireplaces));
        assert_eq!(of(&[(Dimension::Campaign, 2), (Dimension::Category, 4)]), Some(heating));
        assert_eq!(of(&[(Dimension::Campaign, 5), (Dimension::Category, 4)]), Some(heating));
        assert_eq!(of(&[(Dimension::Campaign, 5)]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_rule_to_a_category_that_is_gone_says_nothing() {
        let stale = rule(Dimension::Campaign, Test::Contains, "a", CategoryId::new());
        let mut mapping = Mapping::new(world().tree, vec![stale]);
        mapping.learn(LabelId(1), Dimension::Campaign, "a");
        assert!(!mapping.looks_at(Dimension::Campaign));
        assert_eq!(mapping.category(&keys(&[(Dimension::Campaign, 1)])), None);
    }
}
