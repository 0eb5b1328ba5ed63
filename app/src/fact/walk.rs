//! The walk behind a figure: from the newest fact to the oldest, so far and no further at one request.
//!
//! The database sorts out what it can by lists of labels; whether a fact's category is a wanted one is said by the
//! [`Mapping`], which is also what the report's cut is made with, so both mean the same facts.
//!
//! [`Mapping`]: super::judge::Mapping

use std::collections::{BTreeMap, BTreeSet};

use super::{
    judge::{Dictionary, Verdict},
    model::{Dimension, Keys, LabelId, Measures},
    origin::{FileSeen, Line, Lines, Mark, PAGE, Reason, Source, Sources},
    store::{self, Heap, Met, Stretch},
    wanted::{Lists, Wanted},
};
use crate::{db::Tx, error::Result, id::ProjectId, time::Day};

/// How far one request goes, at most.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// How many facts are passed over while they are added up.
    pub adding: i64,
    /// The same while a category is looked for: what is added up is told apart by every label that decides about it.
    pub judging: i64,
    /// How many while a page of them is looked for, try by try: little at first, because most figures are made of many facts.
    pub looking: [i64; 4],
}

impl Default for Reach {
    fn default() -> Self {
        Self { adding: 60_000, judging: 25_000, looking: [400, 4_000, 20_000, 40_000] }
    }
}

/// How many facts are taken out of the database for a page that may not need them all.
const TAKEN: u16 = 400;

/// Somebody who walks.
#[derive(Debug)]
pub struct Walk {
    project: ProjectId,
    names: Dictionary,
    reach: Reach,
}

impl Walk {
    /// Learns the names of a project.
    ///
    /// # Errors
    /// [`crate::error::Error::Missing`] when there is no such project.
    pub async fn of(tx: &mut Tx, project: ProjectId) -> Result<Self> {
        Ok(Self { project, names: store::names(tx, project).await?, reach: Reach::default() })
    }

    /// The same with another reach.
    #[must_use]
    pub fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// What gives names to the facts; details are learned when they are met.
    pub fn names(&self) -> &Dictionary {
        &self.names
    }

    /// The first and the last day that have facts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn span(&self, tx: &mut Tx) -> Result<Option<(Day, Day)>> {
        store::span(tx, self.project).await
    }

    /// What came from which file.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sources(mut self, tx: &mut Tx, wanted: &Wanted, after: Option<Mark>) -> Result<Sources> {
        let length = if wanted.categories.is_some() { self.reach.judging } else { self.reach.adding };
        let stretch = Stretch { first: wanted.days.0, after: start(wanted, after), length };
        let mapping = &self.names.mapping;
        let apart: Vec<bool> = Dimension::ALL.iter().map(|of| wanted.depends_on(mapping, *of)).collect();
        let apart = std::array::from_fn(|at| apart[at]);
        let lists = Lists::of(wanted, mapping);
        if lists.is_hopeless {
            return Ok(Sources::default());
        }
        let heaps = store::heap(tx, self.project, stretch, &lists, apart).await?;
        self.learn(tx, wanted, heaps.iter().map(Heap::keys)).await?;
        let mut sums: BTreeMap<i64, (u64, Measures)> = BTreeMap::new();
        for heap in heaps.iter().filter(|heap| wanted.takes(&self.names.mapping, &heap.keys())) {
            let (facts, sums) = sums.entry(heap.file).or_default();
            *facts += u64::try_from(heap.facts).unwrap_or(0);
            *sums = sums.plus(&heap.sums());
        }
        let files = self.files(tx, sums.keys().copied().collect()).await?;
        let source = |file: FileSeen| {
            let (rows, sums) = sums.get(&file.number).copied().unwrap_or_default();
            Source { file, rows, sums }
        };
        let sources = files.into_iter().map(source).collect();
        Ok(Sources { sources, next: store::end(tx, self.project, stretch).await? })
    }

    /// A page of the facts themselves.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn lines(mut self, tx: &mut Tx, wanted: &Wanted, after: Option<Mark>) -> Result<Lines> {
        let (found, next) = self.find(tx, wanted, start(wanted, after)).await?;
        let details = self.details(tx, found.iter().map(|met| met.fact.keys)).await?;
        let files = self.files(tx, found.iter().map(|met| met.fact.file).collect()).await?;
        let mut texts = self.names.names();
        texts.extend(details.iter().map(|(id, name)| (*id, name.as_str())));
        let lines =
            found.iter().map(|met| self.line(met, |label| texts.get(&label).copied().unwrap_or_default()));
        Ok(Lines { lines: lines.collect(), files, next })
    }

    /// The next facts, as many as a page has or as the bounds allow, and where to go on.
    async fn find(
        &mut self,
        tx: &mut Tx,
        wanted: &Wanted,
        mut after: Mark,
    ) -> Result<(Vec<Met>, Option<Mark>)> {
        let lists = Lists::of(wanted, &self.names.mapping);
        let mut found: Vec<Met> = Vec::new();
        if lists.is_hopeless {
            return Ok((found, None));
        }
        for length in self.reach.looking {
            let stretch = Stretch { first: wanted.days.0, after, length };
            let mut met = store::meet(tx, self.project, stretch, &lists, TAKEN.into()).await?;
            let last = met.last().map(|met| met.mark).filter(|_| met.len() == usize::from(TAKEN));
            self.learn(tx, wanted, met.iter().map(|met| met.fact.keys)).await?;
            met.retain(|met| wanted.takes(&self.names.mapping, &met.fact.keys));
            found.append(&mut met);
            if found.len() > PAGE {
                found.truncate(PAGE);
                let next = found.last().map(|met| met.mark);
                return Ok((found, next));
            }
            let end = match last {
                Some(last) => Some(last),
                None => store::end(tx, self.project, stretch).await?,
            };
            let Some(end) = end else { return Ok((found, None)) };
            after = end;
        }
        Ok((found, Some(after)))
    }

    /// Judges the details of some facts, where a rule asks for them.
    async fn learn(&mut self, tx: &mut Tx, wanted: &Wanted, facts: impl Iterator<Item = Keys>) -> Result<()> {
        if wanted.depends_on(&self.names.mapping, Dimension::Detail) {
            for (id, name) in self.details(tx, facts).await? {
                self.names.mapping.learn(id, Dimension::Detail, &name);
            }
        }
        Ok(())
    }

    async fn details(
        &self,
        tx: &mut Tx,
        facts: impl Iterator<Item = Keys>,
    ) -> Result<Vec<(LabelId, String)>> {
        let mut ids: BTreeSet<LabelId> = facts.map(|keys| keys.of(Dimension::Detail)).collect();
        ids.remove(&LabelId::NONE);
        if ids.is_empty() { Ok(Vec::new()) } else { store::details(tx, self.project, ids).await }
    }

    /// Some files, the newest first. One that nothing is known of has only its number.
    async fn files(&self, tx: &mut Tx, numbers: BTreeSet<i64>) -> Result<Vec<FileSeen>> {
        let mut files = store::files_of(tx, self.project, numbers.iter().copied()).await?;
        let known: BTreeSet<i64> = files.iter().map(|file| file.number).collect();
        let unknown = numbers.difference(&known);
        files.extend(unknown.map(|&number| FileSeen { number, name: String::new(), at: None, person: None }));
        Ok(files)
    }

    fn line<'a>(&self, met: &Met, name: impl Fn(LabelId) -> &'a str) -> Line {
        let (fact, mapping) = (&met.fact, &self.names.mapping);
        let verdict = mapping.verdict(&fact.keys);
        let category = mapping.leads_to(verdict);
        let reason = match verdict {
            Verdict::Rule(at) => mapping.rules().get(at).map_or(Reason::Unmapped, |rule| Reason::Rule {
                field: rule.field,
                test: rule.test,
                pattern: rule.pattern.clone(),
            }),
            Verdict::Named(_) => Reason::Named,
            Verdict::Unmapped => Reason::Unmapped,
        };
        let way = category.map(|node| mapping.tree().path(node)).unwrap_or_default();
        Line {
            day: fact.day,
            names: fact.keys.0.map(|label| name(label).to_owned()),
            category: way.into_iter().map(str::to_owned).collect(),
            reason,
            measures: fact.measures,
            file: fact.file,
            line: fact.line,
        }
    }
}

/// Where a request goes on. A mark comes from outside: one that lies ahead of the wanted days is one at their beginning.
fn start(wanted: &Wanted, after: Option<Mark>) -> Mark {
    let beginning = Mark::behind(wanted.days.1);
    after.map_or(beginning, |mark| mark.min(beginning))
}
