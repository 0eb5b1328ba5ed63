//! The sums of a project's facts by the labels that decide where they belong: small enough to be asked at every key that
//! is pressed, whatever the mapping says.

use crate::{
    db::Tx,
    error::Result,
    fact::{
        book::Book,
        judge::Mapping,
        model::{Dimension, Keys, Label, LabelId},
    },
    id::ProjectId,
    mapping::{
        model::{RECENT_DAYS, Sums, Weight},
        store,
    },
    time::Day,
};

/// The dimensions that are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks([bool; Dimension::ALL.len()]);

impl Looks {
    /// What decides where facts belong under some books, and beside that a dimension whose names are looked at.
    pub fn of(books: &[&Book], field: Dimension) -> Self {
        let rules = books.iter().flat_map(|book| &book.rules).map(|rule| rule.field);
        let mut looks = Self::default();
        for dimension in rules.chain([field, Dimension::Category]) {
            looks.0[dimension as usize] = true;
        }
        looks
    }

    fn dimensions(self) -> impl Iterator<Item = Dimension> {
        Dimension::ALL.iter().copied().filter(move |dimension| self.0[*dimension as usize])
    }
}

/// The sums.
#[derive(Debug)]
pub struct Ledger {
    looks: Vec<Dimension>,
    /// The recent days; `None` when there are no facts.
    pub days: Option<(Day, Day)>,
    /// The names in the dimensions that are told apart, and in others.
    pub labels: Vec<Label>,
    /// The labels of each group, as many as there are dimensions.
    keys: Vec<u32>,
    weights: Vec<Weight>,
}

impl Ledger {
    /// Reads the sums of a project.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(tx: &mut Tx, project: ProjectId, looks: Looks) -> Result<Self> {
        let last = store::last_day(tx, project).await?;
        let since = last.map_or(Day(0), |last| last.plus(1 - RECENT_DAYS));
        let details = looks.0[Dimension::Detail as usize];
        let labels = store::labels(tx, project, details).await?;
        let looked: Vec<Dimension> = looks.dimensions().collect();
        let (mut keys, mut weights) = (Vec::new(), Vec::new());
        let mut take = |of: Keys, [recent_cost, recent_leads, cost, leads]: [i64; 4]| {
            keys.extend(looked.iter().map(|dimension| u32::try_from(of.of(*dimension).0).unwrap_or(0)));
            let recent = Sums { cost: recent_cost, leads: recent_leads };
            weights.push(Weight { recent, all: Sums { cost, leads } });
        };
        store::groups(tx, project, looks.0, since, &mut take).await?;
        keys.shrink_to_fit();
        weights.shrink_to_fit();
        Ok(Self { looks: looked, days: last.map(|last| (since, last)), labels, keys, weights })
    }

    /// All groups: the labels of their facts, and what they carry.
    pub fn groups(&self) -> impl Iterator<Item = (Keys, Weight)> {
        self.keys.chunks_exact(self.looks.len().max(1)).zip(&self.weights).map(|(of, weight)| {
            let mut keys = Keys::default();
            for (dimension, label) in self.looks.iter().zip(of) {
                keys.0[*dimension as usize] = LabelId(i64::from(*label));
            }
            (keys, *weight)
        })
    }

    /// The names of one dimension.
    pub fn names(&self, field: Dimension) -> impl Iterator<Item = &Label> {
        self.labels.iter().filter(move |label| label.dimension == field)
    }

    /// What a book says about these facts. It must have been among those that the ledger was read for.
    pub fn judged_by(&self, book: &Book) -> Mapping {
        let mut mapping = Mapping::new(book.tree(), book.rules.clone());
        for label in &self.labels {
            mapping.learn(label.id, label.dimension, &label.name);
        }
        mapping
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        let names: usize = self.labels.iter().map(|label| label.name.capacity() + size_of::<Label>()).sum();
        names + self.keys.len() * size_of::<u32>() + self.weights.len() * size_of::<Weight>()
    }
}
