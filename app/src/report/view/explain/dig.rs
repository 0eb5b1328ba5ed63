//! Digging: what is known so far of what is behind a figure. The server goes so far at each request and says where it
//! stopped; the dialog asks on until everything is added up, and until a page of rows is there.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use super::Explained;
use crate::{
    error::Error,
    fact::{
        model::{Measure, Measures},
        origin::{FileSeen, Line, Mark, PAGE, Source},
    },
    i18n::{I18nContext, Locale},
    report::api::{explain_lines, explain_sources},
    ui::Format,
};

/// How far one of the two ways has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// The server has been asked to go on from here.
    Busy(Option<Mark>),
    /// There is more, when somebody wants it.
    More(Mark),
    /// Everything is there.
    Done,
    /// It went wrong here.
    Failed(Error, Option<Mark>),
}

/// What is known.
#[derive(Clone, Copy)]
pub(super) struct Dig {
    pub i18n: I18nContext<Locale>,
    explained: StoredValue<Arc<Explained>>,
    owner: StoredValue<Option<Owner>>,
    /// By file, the newest first.
    pub sources: RwSignal<Vec<Source>>,
    pub adding: RwSignal<Stage>,
    /// The rows, the newest first.
    pub lines: RwSignal<Vec<Line>>,
    /// The files that the rows name.
    pub files: RwSignal<Vec<FileSeen>>,
    pub looking: RwSignal<Stage>,
}

impl Dig {
    /// Begins to dig.
    pub(super) fn new(i18n: I18nContext<Locale>, explained: &Arc<Explained>) -> Self {
        let dig = Self {
            i18n,
            explained: StoredValue::new(explained.clone()),
            owner: StoredValue::new(Owner::current()),
            sources: RwSignal::default(),
            adding: RwSignal::new(Stage::Busy(None)),
            lines: RwSignal::default(),
            files: RwSignal::default(),
            looking: RwSignal::new(Stage::Busy(None)),
        };
        dig.add(None);
        dig.look(None);
        dig
    }

    pub(super) fn format(self) -> Format {
        Format::of(self.i18n)
    }

    pub(super) fn explained(self) -> Explained {
        self.explained.with_value(|explained| Explained::clone(explained))
    }

    /// What has been added up so far.
    pub(super) fn sums(self) -> Measures {
        self.sources.with(|sources| sources.iter().fold(Measures::default(), |sum, one| sum.plus(&one.sums)))
    }

    /// How many rows that is.
    pub(super) fn rows(self) -> u64 {
        self.sources.with(|sources| sources.iter().map(|source| source.rows).sum())
    }

    /// Whether the files come to what the page says; `None` until everything is added up.
    pub(super) fn agrees(self) -> Option<bool> {
        let sums = self.sums();
        let is_done = self.adding.with(|stage| *stage == Stage::Done);
        let page = |explained: &Arc<Explained>| explained.sums.get(..Measure::ALL.len()) == Some(&sums.0[..]);
        is_done.then(|| self.explained.with_value(page))
    }

    /// Adds up, to the end.
    pub(super) fn add(self, mut after: Option<Mark>) {
        self.adding.set(Stage::Busy(after));
        self.spawn(move || async move {
            loop {
                let stage = self.added(after).await;
                self.adding.try_set(stage.clone());
                let Stage::Busy(next) = stage else { return };
                after = next;
            }
        });
    }

    async fn added(self, after: Option<Mark>) -> Stage {
        let Explained { project, ask, .. } = self.explained();
        match explain_sources(project, ask, after).await {
            Err(error) => Stage::Failed(error, after),
            Ok(told) => {
                self.sources.try_update(|sources| merge(sources, told.sources));
                told.next.map_or(Stage::Done, |mark| Stage::Busy(Some(mark)))
            }
        }
    }

    /// Looks for a page of rows.
    pub(super) fn look(self, mut after: Option<Mark>) {
        self.looking.set(Stage::Busy(after));
        self.spawn(move || async move {
            let mut missing = PAGE;
            loop {
                let stage = self.looked(after, &mut missing).await;
                self.looking.try_set(stage.clone());
                let Stage::Busy(next) = stage else { return };
                after = next;
            }
        });
    }

    async fn looked(self, after: Option<Mark>, missing: &mut usize) -> Stage {
        let Explained { project, ask, .. } = self.explained();
        match explain_lines(project, ask, after).await {
            Err(error) => Stage::Failed(error, after),
            Ok(told) => {
                *missing = missing.saturating_sub(told.lines.len());
                self.files.try_update(|files| files.extend(told.files));
                self.lines.try_update(|lines| lines.extend(told.lines));
                match told.next {
                    None => Stage::Done,
                    Some(mark) if *missing == 0 => Stage::More(mark),
                    Some(mark) => Stage::Busy(Some(mark)),
                }
            }
        }
    }

    /// Works on as long as the dialog is open, whoever pressed what in it.
    fn spawn<Work: Future<Output = ()> + 'static>(self, work: impl FnOnce() -> Work) {
        let owner = self.owner.get_value().unwrap_or_default();
        owner.with(|| spawn_local_scoped_with_cancellation(work()));
    }
}

/// Adds what a request told to what is known.
fn merge(known: &mut Vec<Source>, told: Vec<Source>) {
    for source in told {
        match known.iter_mut().find(|one| one.file.number == source.file.number) {
            Some(one) => {
                one.rows += source.rows;
                one.sums = one.sums.plus(&source.sums);
            }
            None => known.push(source),
        }
    }
    known.sort_by_key(|source| std::cmp::Reverse(source.file.number));
}
