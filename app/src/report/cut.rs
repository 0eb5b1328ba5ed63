//! Makes the cut of a project from its facts: the only rows that a report of this project ever sees.
//!
//! Facts that differ only in what no table shows (the source, the advertisement, the key phrase) are added up here, so
//! what travels is as large as what can be looked at. When that is still too large for a browser, dimensions are given up
//! in a fixed order, and the cut says so.

use std::collections::{BTreeMap, HashMap};

use super::{
    model::{Book, Dictionary, Dimension, MEASURES},
    pieces::{Pieces, Written},
    store::{self, State},
    wire::Head,
};
use crate::{
    db::Tx,
    error::{Error, Result},
    fact::{
        book::Version,
        judge::Dictionary as Names,
        model::{Dimension as Named, FactRow, GoalId, LabelId},
        store as facts,
    },
    id::{CategoryId, ProjectId},
    time::Day,
};

/// How many rows a cut has, at most.
pub const MOST_ROWS: u64 = 2_000_000;

/// What is given up when there are more, one after the other: the finest that is asked for least goes first. Days,
/// categories and channels always stay.
const ROLLED_UP: [Dimension; 3] = [Dimension::Region, Dimension::Device, Dimension::Campaign];

/// A cut, ready to travel: its head and then its pieces, those of the newest days first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// What comes first.
    pub head: Head,
    /// The rows.
    pub pieces: Written,
}

impl Cut {
    /// All of it, as it travels.
    pub fn bytes(&self) -> Vec<u8> {
        [self.newest(), self.pieces.older.clone()].concat()
    }

    /// What a report needs to open: the head and the newest days.
    pub fn newest(&self) -> Vec<u8> {
        [self.head.encode(), self.pieces.newest.clone()].concat()
    }
}

/// Reads the facts of a project and cuts them.
///
/// # Errors
/// [`crate::error::Error::Missing`] when there is no such project.
pub async fn make(tx: &mut Tx, project: ProjectId) -> Result<Cut> {
    make_within(tx, project, MOST_ROWS).await
}

/// Cuts the facts that there are now with the mapping as it was at a version: a closed period keeps its own.
///
/// # Errors
/// As [`make`].
pub async fn make_as_of(tx: &mut Tx, project: ProjectId, mapping: Version) -> Result<Cut> {
    let names = facts::dictionary_at(tx, project, Some(mapping)).await?;
    cut(tx, project, &names, MOST_ROWS).await
}

/// The same with another limit of rows.
///
/// # Errors
/// As [`make`]. [`Error::Internal`] when not even days, categories and channels alone keep within the limit.
pub async fn make_within(tx: &mut Tx, project: ProjectId, most: u64) -> Result<Cut> {
    let names = facts::dictionary(tx, project).await?;
    cut(tx, project, &names, most).await
}

async fn cut(tx: &mut Tx, project: ProjectId, names: &Names, most: u64) -> Result<Cut> {
    let state = store::state(tx, project).await?;
    for given_up in 0..=ROLLED_UP.len() {
        let mut cutter = Cutter::new(&state, names, &ROLLED_UP[..given_up], most);
        facts::scan(tx, project, &mut |fact| cutter.take(&fact)).await?;
        if let Some((head, pieces)) = cutter.finish() {
            return Ok(Cut { head, pieces });
        }
    }
    tracing::error!(%project, "a cut has too many rows even without regions, devices and campaigns");
    Err(Error::Internal)
}

/// Where a dimension of the report comes from; the category is what the client's rules say, not what a file said.
pub(super) fn named(dimension: Dimension) -> Option<Named> {
    match dimension {
        Dimension::Category => None,
        Dimension::Channel => Some(Named::Channel),
        Dimension::Campaign => Some(Named::Campaign),
        Dimension::Device => Some(Named::Device),
        Dimension::Region => Some(Named::Region),
    }
}

struct Cutter<'a> {
    names: &'a Names,
    version: i64,
    rolled_up: &'a [Dimension],
    texts: HashMap<LabelId, &'a str>,
    goals: HashMap<GoalId, usize>,
    book: Book,
    labels: [HashMap<LabelId, u32>; Dimension::COUNT],
    categories: HashMap<Option<CategoryId>, u32>,
    pieces: Pieces,
    /// The rows of the day that is being read. Facts come day by day, so no more than one day is held twice.
    day: Day,
    open: BTreeMap<[u32; Dimension::COUNT], Vec<i64>>,
}

impl<'a> Cutter<'a> {
    fn new(state: &State, names: &'a Names, rolled_up: &'a [Dimension], most: u64) -> Self {
        let mut book = Book::new(state.currency);
        book.imported = state.imported;
        book.goals = names.goals.iter().map(|goal| goal.name.clone()).collect();
        let measures = MEASURES + book.goals.len();
        Self {
            names,
            version: state.version,
            rolled_up,
            texts: names.names(),
            goals: names.goals.iter().enumerate().map(|(at, goal)| (goal.id, MEASURES + at)).collect(),
            book,
            labels: Default::default(),
            categories: HashMap::new(),
            pieces: Pieces::new(measures, most),
            day: Day(0),
            open: BTreeMap::new(),
        }
    }

    fn take(&mut self, fact: &FactRow) {
        if fact.day != self.day {
            self.close_day();
            self.day = fact.day;
        }
        let mut codes = [0; Dimension::COUNT];
        for dimension in Dimension::ALL {
            codes[*dimension as usize] = match named(*dimension) {
                Some(_) if self.rolled_up.contains(dimension) => self.label(*dimension, LabelId::NONE),
                Some(name) => self.label(*dimension, fact.keys.of(name)),
                None => self.category(self.names.category(&fact.keys)),
            };
        }
        let sums = self.open.entry(codes).or_insert_with(|| vec![0; self.pieces.measures()]);
        for (sum, value) in sums.iter_mut().zip(fact.measures.0) {
            *sum = sum.saturating_add(value);
        }
        for (goal, count) in &fact.goals {
            if let Some(at) = self.goals.get(goal) {
                sums[*at] = sums[*at].saturating_add(*count);
            }
        }
    }

    fn finish(mut self) -> Option<(Head, Written)> {
        self.close_day();
        self.pieces.finish(self.book, self.version, self.rolled_up.to_vec())
    }

    fn close_day(&mut self) {
        for (codes, sums) in std::mem::take(&mut self.open) {
            self.pieces.push(self.day, codes, &sums);
        }
    }

    /// The member of a label, which gets the next free one when it is new.
    fn label(&mut self, dimension: Dimension, label: LabelId) -> u32 {
        // A number without a name says as little as no number.
        let text = self.texts.get(&label).copied().unwrap_or_default();
        let label = if text.is_empty() { LabelId::NONE } else { label };
        let dictionary = self.book.dictionary_mut(dimension);
        *self.labels[dimension as usize].entry(label).or_insert_with(|| add(dictionary, text))
    }

    /// The member of a category; what stands above it is written down before it.
    fn category(&mut self, category: Option<CategoryId>) -> u32 {
        if let Some(known) = self.categories.get(&category) {
            return *known;
        }
        let tree = self.names.tree();
        let node = category.and_then(|id| tree.node(id));
        // A ring in the database would have no root: the walk ends after as many steps as there are nodes.
        let up = std::iter::successors(node, |node| tree.node(node.parent?)).take(tree.nodes().count());
        let mut way: Vec<_> = up.collect();
        way.reverse();
        if way.is_empty() {
            return self.write_category(category, "", None);
        }
        way.iter()
            .fold(None, |parent, node| Some(self.write_category(Some(node.id), &node.name, parent)))
            .unwrap_or(0)
    }

    fn write_category(&mut self, category: Option<CategoryId>, name: &str, parent: Option<u32>) -> u32 {
        let dictionary = self.book.dictionary_mut(Dimension::Category);
        *self.categories.entry(category).or_insert_with(|| {
            dictionary.parents.push(parent);
            add(dictionary, name)
        })
    }
}

fn add(dictionary: &mut Dictionary, name: &str) -> u32 {
    dictionary.names.push(name.to_owned());
    u32::try_from(dictionary.names.len() - 1).unwrap_or(u32::MAX)
}
