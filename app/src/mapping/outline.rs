//! The tree as a page draws it: which lines stand beneath each other, and what each category carries with all that is
//! under it.

use std::collections::{HashMap, HashSet};

use super::model::{Mapped, Weight};
use crate::{
    fact::{
        book::Book,
        category::{Rule, Tree},
        model::folded,
    },
    id::CategoryId,
};

/// A line of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which category.
    pub id: CategoryId,
    /// How deep it stands; 1 at the top.
    pub level: usize,
    /// Whether its children are shown; `None` when it has none.
    pub open: Option<bool>,
}

/// A tree in the order in which it is read.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    tree: Tree,
    children: HashMap<Option<CategoryId>, Vec<CategoryId>>,
    whole: HashMap<CategoryId, Weight>,
}

impl Outline {
    /// The outline of a book whose categories carry something by themselves.
    pub fn new(book: &Book, own: &[(CategoryId, Weight)]) -> Self {
        let tree = book.tree();
        let mut children: HashMap<Option<CategoryId>, Vec<CategoryId>> = HashMap::new();
        let mut sorted: Vec<_> = book.categories.iter().collect();
        sorted.sort_by_cached_key(|category| (folded(&category.name), category.id));
        for category in sorted {
            children.entry(category.parent).or_default().push(category.id);
        }
        let mut outline = Self { tree, children, whole: HashMap::new() };
        for (id, weight) in own {
            outline.carry(*id, *weight);
        }
        outline
    }

    /// The outline of what the server has sent.
    pub fn of(mapped: &Mapped) -> Self {
        Self::new(&mapped.book, &mapped.weights)
    }

    /// Adds a weight to a category and to everything above it.
    fn carry(&mut self, id: CategoryId, weight: Weight) {
        let mut next = Some(id);
        // A ring would have no end: the walk takes as many steps as there are nodes.
        for _ in 0..self.tree.nodes().count() {
            let Some(node) = next.and_then(|id| self.tree.node(id)) else { return };
            let sum = self.whole.entry(node.id).or_default();
            *sum = sum.plus(weight);
            next = node.parent;
        }
    }

    /// The tree itself.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What a category carries with all that is under it.
    pub fn weight(&self, id: CategoryId) -> Weight {
        self.whole.get(&id).copied().unwrap_or_default()
    }

    /// The name of a category.
    pub fn name(&self, id: CategoryId) -> &str {
        self.tree.node(id).map_or("", |node| node.name.as_str())
    }

    /// The path of a category, as people read it.
    pub fn path(&self, id: CategoryId) -> String {
        self.tree.path(id).join(" › ")
    }

    /// What is open to begin with: the top, when it is the only one.
    pub fn opened(&self) -> HashSet<CategoryId> {
        match self.children.get(&None).map(Vec::as_slice) {
            Some([only]) => HashSet::from([*only]),
            _ => HashSet::new(),
        }
    }

    /// The lines that are shown: what is open, or, while somebody searches, what is found and what leads there.
    pub fn lines(&self, open: &HashSet<CategoryId>, search: &str) -> Vec<Line> {
        let wanted = folded(search);
        let shown = (!wanted.is_empty()).then(|| self.leading_to(&wanted));
        let mut lines = Vec::new();
        self.add_lines(&mut lines, None, 1, open, shown.as_ref());
        lines
    }

    fn add_lines(
        &self,
        lines: &mut Vec<Line>,
        parent: Option<CategoryId>,
        level: usize,
        open: &HashSet<CategoryId>,
        shown: Option<&HashSet<CategoryId>>,
    ) {
        for &id in self.children.get(&parent).into_iter().flatten() {
            let has_children = self.children.contains_key(&Some(id));
            let is_open = match shown {
                Some(shown) if !shown.contains(&id) => continue,
                Some(shown) => self
                    .children
                    .get(&Some(id))
                    .is_some_and(|below| below.iter().any(|id| shown.contains(id))),
                None => open.contains(&id),
            };
            lines.push(Line { id, level, open: has_children.then_some(is_open) });
            if is_open {
                self.add_lines(lines, Some(id), level + 1, open, shown);
            }
        }
    }

    /// The categories whose names hold a text, with those above them.
    fn leading_to(&self, wanted: &str) -> HashSet<CategoryId> {
        let mut shown = HashSet::new();
        for node in self.tree.nodes().filter(|node| folded(&node.name).contains(wanted)) {
            let mut next = Some(node.id);
            while let Some(id) = next.filter(|id| shown.insert(*id)) {
                next = self.tree.node(id).and_then(|node| node.parent);
            }
        }
        shown
    }

    /// The paths that hold a text, the shortest first, at most so many of them, without some categories.
    pub fn paths(
        &self,
        search: &str,
        without: &HashSet<CategoryId>,
        most: usize,
    ) -> Vec<(CategoryId, String)> {
        let wanted = folded(&search.replace(" > ", " › "));
        let mut found: Vec<(CategoryId, String)> = self
            .tree
            .nodes()
            .filter(|node| !without.contains(&node.id))
            .map(|node| (node.id, self.path(node.id)))
            .filter(|(_, path)| folded(path).contains(&wanted))
            .collect();
        found.sort_by_cached_key(|(_, path)| {
            (!wanted.is_empty() && !folded(path).starts_with(&wanted), folded(path))
        });
        found.truncate(most);
        found
    }

    /// A category with everything under it.
    pub fn below(&self, id: CategoryId) -> HashSet<CategoryId> {
        let (mut below, mut next) = (HashSet::new(), vec![id]);
        while let Some(id) = next.pop() {
            if below.insert(id) {
                next.extend(self.children.get(&Some(id)).into_iter().flatten());
            }
        }
        below
    }

    /// How many rules lead to some categories.
    pub fn rules_to(&self, rules: &[Rule], categories: &HashSet<CategoryId>) -> usize {
        rules.iter().filter(|rule| categories.contains(&rule.category)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::model::Sums;

    fn outline() -> (Outline, Vec<CategoryId>) {
        let mut book = Book::default();
        let paths = ["Heat", "Heat > Wood", "Heat > electric", "Heat > electric > Portal", "Spa"];
        let ids: Vec<CategoryId> = paths.iter().map(|path| book.grow(path).unwrap()).collect();
        let weight = |cost| Weight { recent: Sums { cost, leads: 1 }, all: Sums { cost, leads: 1 } };
        let own = [(ids[1], weight(5)), (ids[3], weight(7)), (ids[0], weight(1))];
        (Outline::new(&book, &own), ids)
    }

    fn names(outline: &Outline, lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| format!("{}{}", "-".repeat(line.level - 1), outline.name(line.id))).collect()
    }

    #[test]
    fn a_category_carries_what_is_under_it() {
        let (outline, ids) = outline();
        let costs: Vec<i64> = ids.iter().map(|id| outline.weight(*id).recent.cost).collect();
        assert_eq!(costs, [13, 5, 7, 7, 0]);
    }

    #[test]
    fn lines_are_what_is_open_in_the_order_of_names() {
        let (outline, ids) = outline();
        assert_eq!(names(&outline, &outline.lines(&HashSet::new(), "")), ["Heat", "Spa"]);
        let open = HashSet::from([ids[0]]);
        let lines = outline.lines(&open, "");
        assert_eq!(names(&outline, &lines), ["Heat", "-electric", "-Wood", "Spa"]);
        assert_eq!(
            lines.iter().map(|line| line.open).collect::<Vec<_>>(),
            [Some(true), Some(false), None, None]
        );
    }

    #[test]
    fn a_search_shows_what_is_found_and_the_way_to_it() {
        let (outline, _) = outline();
        let lines = outline.lines(&HashSet::new(), " PORT");
        assert_eq!(names(&outline, &lines), ["Heat", "-electric", "--Portal"]);
        assert_eq!(outline.lines(&HashSet::new(), "nothing"), []);
    }

    #[test]
    fn paths_are_found_without_what_cannot_be_meant() {
        let (outline, ids) = outline();
        let found = |search, without: &[CategoryId]| {
            let without = without.iter().copied().collect();
            outline.paths(search, &without, 9).into_iter().map(|(_, path)| path).collect::<Vec<_>>()
        };
        assert_eq!(found("heat > el", &[]), ["Heat › electric", "Heat › electric › Portal"]);
        let below: Vec<CategoryId> = outline.below(ids[2]).into_iter().collect();
        assert_eq!(found("", &below), ["Heat", "Heat › Wood", "Spa"]);
        assert_eq!(outline.paths("", &HashSet::new(), 2).len(), 2);
    }
}
