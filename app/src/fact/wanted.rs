//! Which facts somebody asks for, and what can be said of their labels before a fact is read.

use std::collections::{BTreeSet, HashSet};

use super::{
    judge::Mapping,
    model::{Dimension, Keys, LabelId},
};
use crate::{db::Batch, id::CategoryId, time::Day};

/// Lists of labels longer than this cost the database more than they save; the mapping decides about every fact anyway.
const LONGEST: usize = 20_000;

/// Which facts are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The first and the last day.
    pub days: (Day, Day),
    /// By dimension the labels that pass; `None` where all do.
    pub labels: [Option<BTreeSet<LabelId>>; Dimension::ALL.len()],
    /// The categories that pass; `None` when all do.
    pub categories: Option<Categories>,
}

/// Nodes of the client's tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Categories {
    /// Each node by itself: what stands below it is listed too.
    pub nodes: HashSet<CategoryId>,
    /// Whether what nothing maps belongs to them.
    pub unmapped: bool,
}

impl Wanted {
    /// All facts of some days.
    pub fn of(first: Day, last: Day) -> Self {
        Self { days: (first, last), labels: Default::default(), categories: None }
    }

    /// Whether the category of a fact passes. Labels and days are the database's business.
    pub fn takes(&self, mapping: &Mapping, keys: &Keys) -> bool {
        self.categories.as_ref().is_none_or(|wanted| wanted.has(mapping.category(keys)))
    }

    /// Whether the category of a fact depends on its label in a dimension.
    pub fn depends_on(&self, mapping: &Mapping, dimension: Dimension) -> bool {
        self.categories.is_some() && (dimension == Dimension::Category || mapping.looks_at(dimension))
    }
}

impl Categories {
    fn has(&self, category: Option<CategoryId>) -> bool {
        category.map_or(self.unmapped, |node| self.nodes.contains(&node))
    }
}

/// What the database can look at: lists of labels. `None` stands for "all".
#[derive(Debug, Default)]
pub struct Lists {
    /// By dimension the labels that pass.
    pub labels: [Option<Batch>; Dimension::ALL.len()],
    /// Only a fact with one of these labels can be of a wanted category…
    pub hits: Option<Batch>,
    /// …or, where the unmapped is wanted, one with none of these.
    pub mapped: Option<Batch>,
    /// Whether no fact at all can pass.
    pub is_hopeless: bool,
}

impl Lists {
    /// The lists for a question.
    pub fn of(wanted: &Wanted, mapping: &Mapping) -> Self {
        let labels = wanted.labels.each_ref().map(|of| of.as_ref().map(batch));
        let is_hopeless = labels.iter().flatten().any(Batch::is_empty);
        let mut lists = Self { labels, is_hopeless, ..Self::default() };
        // Details are judged when a fact with them is met, so nothing can be said of them before.
        let Some(categories) = wanted.categories.as_ref().filter(|_| !mapping.looks_at(Dimension::Detail))
        else {
            return lists;
        };
        let (mut hits, mut mapped) = (BTreeSet::new(), BTreeSet::new());
        for (label, category) in mapping.judged() {
            mapped.insert(label);
            if categories.has(Some(category)) {
                hits.insert(label);
            }
        }
        lists.is_hopeless |= hits.is_empty() && !categories.unmapped;
        if hits.len() <= LONGEST && (!categories.unmapped || mapped.len() <= LONGEST) {
            lists.hits = Some(batch(&hits));
            lists.mapped = categories.unmapped.then(|| batch(&mapped));
        }
        lists
    }
}

fn batch(labels: &BTreeSet<LabelId>) -> Batch {
    let mut batch = Batch::default();
    for label in labels {
        batch.push([label.0]);
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fact::category::{Category, Rule, Test, Tree},
        id::RuleId,
    };

    /// A tree of two roots; campaign 1 belongs to the first by a rule, category 2 to the second by its name.
    fn mapping(field: Dimension) -> (Mapping, CategoryId, CategoryId) {
        let (stoves, baths) = (CategoryId::new(), CategoryId::new());
        let node = |id, name: &str| Category::new(id, None, name);
        let rule = Rule {
            id: RuleId::new(),
            field,
            test: Test::Equals,
            pattern: "one".to_owned(),
            category: stoves,
        };
        let mut mapping = Mapping::new(Tree::new([node(stoves, "Stoves"), node(baths, "Baths")]), vec![rule]);
        mapping.learn(LabelId(1), field, "one");
        mapping.learn(LabelId(2), Dimension::Category, "Baths");
        mapping.learn(LabelId(3), Dimension::Campaign, "three");
        (mapping, stoves, baths)
    }

    fn keys(category: i64, campaign: i64) -> Keys {
        let mut keys = Keys::default();
        keys.0[Dimension::Category as usize] = LabelId(category);
        keys.0[Dimension::Campaign as usize] = LabelId(campaign);
        keys
    }

    fn wanted(nodes: &[CategoryId], unmapped: bool) -> Wanted {
        let nodes = nodes.iter().copied().collect();
        Wanted { categories: Some(Categories { nodes, unmapped }), ..Wanted::of(Day(0), Day(9)) }
    }

    /// What the lists let through, as the statement says it.
    fn passes(lists: &Lists, keys: &Keys) -> bool {
        let among = |list: &Option<Batch>| {
            let text = format!("{list:?}");
            keys.0.iter().any(|label| text.contains(&format!("[{}]", label.0)))
        };
        lists.hits.is_none() || among(&lists.hits) || (lists.mapped.is_some() && !among(&lists.mapped))
    }

    #[test]
    fn the_lists_let_through_whatever_the_mapping_takes() {
        let (mapping, stoves, baths) = mapping(Dimension::Campaign);
        for wanted in [
            wanted(&[stoves], false),
            wanted(&[baths], false),
            wanted(&[stoves, baths], true),
            wanted(&[], true),
        ] {
            let lists = Lists::of(&wanted, &mapping);
            for keys in [keys(0, 0), keys(2, 0), keys(0, 1), keys(2, 1), keys(2, 3), keys(0, 3)] {
                assert!(!wanted.takes(&mapping, &keys) || passes(&lists, &keys), "{wanted:?} {keys:?}");
            }
        }
        assert!(
            !passes(&Lists::of(&wanted(&[stoves], false), &mapping), &keys(2, 3)),
            "and keep out the rest"
        );
        assert!(!passes(&Lists::of(&wanted(&[], true), &mapping), &keys(2, 3)));
    }

    #[test]
    fn what_nothing_can_pass_is_known_before_it_is_looked_for() {
        let (mapping, stoves, _) = mapping(Dimension::Campaign);
        let is_hopeless = |wanted: &Wanted| Lists::of(wanted, &mapping).is_hopeless;
        assert!(is_hopeless(&wanted(&[], false)) && is_hopeless(&wanted(&[CategoryId::new()], false)));
        assert!(!is_hopeless(&wanted(&[stoves], false)) && !is_hopeless(&wanted(&[], true)));
        let mut nowhere = Wanted::of(Day(0), Day(9));
        assert!(!is_hopeless(&nowhere));
        nowhere.labels[Dimension::Region as usize] = Some(BTreeSet::new());
        assert!(is_hopeless(&nowhere));
    }

    #[test]
    fn rules_about_details_leave_everything_to_the_mapping() {
        let (mapping, stoves, _) = mapping(Dimension::Detail);
        let lists = Lists::of(&wanted(&[stoves], false), &mapping);
        assert!(lists.hits.is_none() && lists.mapped.is_none());
    }

    #[test]
    fn only_what_decides_about_the_category_is_told_apart() {
        let (mapping, stoves, _) = mapping(Dimension::Campaign);
        let depends = |wanted: &Wanted| {
            Dimension::ALL.iter().copied().filter(|of| wanted.depends_on(&mapping, *of)).collect::<Vec<_>>()
        };
        assert_eq!(depends(&Wanted::of(Day(0), Day(9))), []);
        assert_eq!(depends(&wanted(&[stoves], false)), [Dimension::Category, Dimension::Campaign]);
    }
}
