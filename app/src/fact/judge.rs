//! The mapping at work: which category each fact belongs to, and why.
//!
//! A rule looks at one label only, so the first rule that fits a fact is the earliest of the first rules that fit its
//! labels. Each label is judged once, and a fact costs a handful of look-ups, however many rules there are.

use std::collections::HashMap;

use regex::Regex;

use super::{
    category::{Rule, Test, Tree},
    expression,
    model::{Dimension, Goal, Keys, Label, LabelId, folded},
};
use crate::id::CategoryId;

/// Why a fact belongs where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A rule says so: its place in the order of trial, counted from 0.
    Rule(usize),
    /// No rule does; the file named this category.
    Named(CategoryId),
    /// Nothing does.
    Unmapped,
}

/// The tree, the rules in their order, and what they say about each label that was shown to them.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    tree: Tree,
    rules: Vec<Rule>,
    judges: [Judge; Dimension::ALL.len()],
    /// By the number of a label: its first rule, counted from 1, or 0 for none. Labels are numbered without gaps.
    first: Vec<u32>,
    named: HashMap<LabelId, CategoryId>,
}

/// The rules that look at one dimension.
#[derive(Debug, Clone, Default)]
struct Judge {
    /// Of rules that compare whole names, the first for each name.
    equals: HashMap<String, usize>,
    /// All others, in their order.
    others: Vec<(usize, Probe)>,
}

/// A test that is ready to be made.
#[derive(Debug, Clone)]
pub enum Probe {
    /// The whole name.
    Equals(String),
    /// A part of it.
    Contains(String),
    /// Its beginning.
    Starts(String),
    /// An expression.
    Matches(Regex),
    /// An expression that is none: it fits nothing.
    Nothing,
}

impl Probe {
    /// The test of a rule. Expressions were tried before they were stored.
    pub fn new(test: Test, pattern: &str) -> Self {
        match test {
            Test::Equals => Self::Equals(folded(pattern)),
            Test::Contains => Self::Contains(folded(pattern)),
            Test::Starts => Self::Starts(folded(pattern)),
            Test::Matches => expression::compile(pattern).map_or_else(
                |fault| {
                    tracing::warn!(%fault, "a stored rule");
                    Self::Nothing
                },
                Self::Matches,
            ),
        }
    }

    /// Whether a name, as it is compared, passes.
    pub fn fits(&self, folded_name: &str) -> bool {
        match self {
            Self::Equals(whole) => folded_name == whole,
            Self::Contains(part) => folded_name.contains(part.as_str()),
            Self::Starts(beginning) => folded_name.starts_with(beginning.as_str()),
            Self::Matches(expression) => expression.is_match(folded_name),
            Self::Nothing => false,
        }
    }
}

impl Judge {
    fn add(&mut self, at: usize, rule: &Rule) {
        match Probe::new(rule.test, &rule.pattern) {
            Probe::Equals(name) => drop(self.equals.entry(name).or_insert(at)),
            probe => self.others.push((at, probe)),
        }
    }

    fn first(&self, folded_name: &str) -> Option<usize> {
        let equal = self.equals.get(folded_name).copied();
        let mut earlier = self.others.iter().take_while(|(at, _)| equal.is_none_or(|equal| *at < equal));
        earlier.find(|(_, probe)| probe.fits(folded_name)).map(|(at, _)| *at).or(equal)
    }
}

impl Mapping {
    /// A mapping that has not seen any label yet. Rules to categories that are gone fit nothing.
    pub fn new(tree: Tree, rules: Vec<Rule>) -> Self {
        let mut judges: [Judge; Dimension::ALL.len()] = Default::default();
        for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| tree.node(rule.category).is_some()) {
            judges[rule.field as usize].add(at, rule);
        }
        Self { tree, rules, judges, first: Vec::new(), named: HashMap::new() }
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
        let judge = &self.judges[dimension as usize];
        !(judge.equals.is_empty() && judge.others.is_empty())
    }

    /// Judges a label. Facts whose labels were not shown are unmapped.
    pub fn learn(&mut self, id: LabelId, dimension: Dimension, name: &str) {
        if self.looks_at(dimension) {
            self.learn_folded(id, dimension, &folded(name));
        }
        if dimension == Dimension::Category
            && let Some(node) = self.tree.find(name)
        {
            self.named.insert(id, node);
        }
    }

    fn learn_folded(&mut self, id: LabelId, dimension: Dimension, folded_name: &str) {
        let (Some(first), Ok(at)) =
            (self.judges[dimension as usize].first(folded_name), usize::try_from(id.0))
        else {
            return;
        };
        if self.first.len() <= at {
            self.first.resize(at + 1, 0);
        }
        self.first[at] = u32::try_from(first + 1).unwrap_or(u32::MAX);
    }

    /// The first rule that fits a label, counted from 0.
    pub fn first_rule(&self, label: LabelId) -> Option<usize> {
        let first = self.first.get(usize::try_from(label.0).ok()?)?;
        first.checked_sub(1).map(|at| at as usize)
    }

    /// Why a fact belongs where it does.
    pub fn verdict(&self, keys: &Keys) -> Verdict {
        if let Some(rule) = keys.0.iter().filter_map(|label| self.first_rule(*label)).min() {
            return Verdict::Rule(rule);
        }
        let named = self.named.get(&keys.of(Dimension::Category));
        named.map_or(Verdict::Unmapped, |node| Verdict::Named(*node))
    }

    /// Where a verdict leads; `None` is "unmapped".
    pub fn leads_to(&self, verdict: Verdict) -> Option<CategoryId> {
        match verdict {
            Verdict::Rule(at) => self.rules.get(at).map(|rule| rule.category),
            Verdict::Named(node) => Some(node),
            Verdict::Unmapped => None,
        }
    }

    /// The category of a fact; `None` is "unmapped".
    pub fn category(&self, keys: &Keys) -> Option<CategoryId> {
        self.leads_to(self.verdict(keys))
    }

    /// Every label that can bring a fact into a category, and which: by the first rule that fits it, or by its name.
    pub fn judged(&self) -> impl Iterator<Item = (LabelId, CategoryId)> + '_ {
        let labels = (0..).map(LabelId).take(self.first.len());
        let ruled =
            labels.filter_map(|label| Some((label, self.rules.get(self.first_rule(label)?)?.category)));
        ruled.chain(self.named.iter().map(|(label, node)| (*label, *node)))
    }
}

/// Everything that gives names to a project's facts.
#[derive(Debug, Clone)]
pub struct Dictionary {
    /// The names, details left out: there can be as many of them as facts.
    pub labels: Vec<Label>,
    /// The project's goals.
    pub goals: Vec<Goal>,
    /// Which category a fact belongs to.
    pub mapping: Mapping,
}

impl Dictionary {
    /// The client's tree.
    pub fn tree(&self) -> &Tree {
        self.mapping.tree()
    }

    /// The category of a fact; `None` is "unmapped".
    pub fn category(&self, keys: &Keys) -> Option<CategoryId> {
        self.mapping.category(keys)
    }

    /// The names by their numbers.
    pub fn names(&self) -> HashMap<LabelId, &str> {
        self.labels.iter().map(|label| (label.id, label.name.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{fact::category::Category, id::RuleId};

    struct World {
        tree: Tree,
        heating: CategoryId,
        fireplaces: CategoryId,
        electric: CategoryId,
    }

    fn world() -> World {
        let [heating, fireplaces, electric] = [(); 3].map(|()| CategoryId::new());
        let tree = Tree::new([
            Category::new(electric, Some(fireplaces), "Electric"),
            Category::new(heating, None, "Heating"),
            Category::new(fireplaces, Some(heating), "Fireplaces"),
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
        assert_eq!(mapping.verdict(&keys(&[(Dimension::Campaign, 2)])), Verdict::Rule(2));
        assert_eq!(mapping.verdict(&keys(&[(Dimension::Category, 4)])), Verdict::Named(heating));
    }

    #[test]
    fn an_expression_fits_anywhere_unless_it_is_anchored() {
        let World { tree, heating, electric, .. } = world();
        let rules = vec![
            rule(Dimension::Campaign, Test::Matches, r"^(el|эл)[_ ]\d+$", electric),
            rule(Dimension::Campaign, Test::Matches, "камин|fire", heating),
        ];
        let mut mapping = Mapping::new(tree, rules);
        for (id, name) in (1..).zip(["EL_12", "Эл  7", "el_x", "Новые КАМИНЫ", "stove"]) {
            mapping.learn(LabelId(id), Dimension::Campaign, name);
        }
        let firsts: Vec<_> = (1..=5).map(|id| mapping.first_rule(LabelId(id))).collect();
        assert_eq!(firsts, [Some(0), Some(0), None, Some(1), None]);
    }

    #[test]
    fn a_rule_to_a_category_that_is_gone_says_nothing() {
        let stale = rule(Dimension::Campaign, Test::Contains, "a", CategoryId::new());
        let mut mapping = Mapping::new(world().tree, vec![stale]);
        mapping.learn(LabelId(1), Dimension::Campaign, "a");
        assert!(!mapping.looks_at(Dimension::Campaign));
        assert_eq!(mapping.category(&keys(&[(Dimension::Campaign, 1)])), None);
    }

    /// What rules mean, one after the other and without any index.
    fn plainly(rules: &[Rule], names: &[(Dimension, &str)]) -> Option<usize> {
        rules.iter().position(|rule| {
            names.iter().any(|(dimension, name)| {
                let (name, pattern) = (folded(name), folded(&rule.pattern));
                rule.field == *dimension
                    && match rule.test {
                        Test::Equals => name == pattern,
                        Test::Contains => name.contains(&pattern),
                        Test::Starts => name.starts_with(&pattern),
                        Test::Matches => expression::compile(&rule.pattern).unwrap().is_match(&name),
                    }
            })
        })
    }

    proptest! {
        #[test]
        fn whatever_the_rules_the_first_that_fits_wins(
            rules in prop::collection::vec((0..3_usize, 0..4_usize, "[abAB]{1,3}"), 0..12),
            campaign in "[abAB ]{0,4}",
            channel in "[abAB ]{0,4}",
        ) {
            let World { tree, electric, .. } = world();
            let fields = [Dimension::Campaign, Dimension::Channel, Dimension::Detail];
            let rules: Vec<Rule> = rules
                .into_iter()
                .map(|(field, test, pattern)| rule(fields[field], Test::ALL[test], &pattern, electric))
                .collect();
            let mut mapping = Mapping::new(tree, rules.clone());
            mapping.learn(LabelId(1), Dimension::Campaign, &campaign);
            mapping.learn(LabelId(2), Dimension::Channel, &channel);
            let verdict = mapping.verdict(&keys(&[(Dimension::Campaign, 1), (Dimension::Channel, 2)]));
            let plain = plainly(&rules, &[(Dimension::Campaign, &campaign), (Dimension::Channel, &channel)]);
            prop_assert_eq!(verdict, plain.map_or(Verdict::Unmapped, Verdict::Rule));
        }
    }
}
