//! Loads the cut and shows what there is of it: first the sums of its days, then the newest days, in the end everything.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::guest::Secret;
use crate::{
    error::Error,
    id::ProjectId,
    report::{
        opening::{Opening, Step},
        query::Query,
        reader::Reader,
        wire::WireError,
    },
    time::Day,
    ui::{
        Breath,
        fetch::{self, Arriving, Copy, Haste},
    },
};

/// How often the page begins anew because facts came between the two halves of a cut.
const TRIES: usize = 3;

/// A cut that can be read. The engine remembers what was asked, so it is one for the whole page.
pub type Shared = Rc<RefCell<Reader>>;

/// How far the page is.
#[derive(Clone)]
pub enum Stage {
    /// Nothing is there yet.
    Waiting,
    /// There is something to read: what has come, in the end everything.
    Open(RwSignal<Shared, LocalStorage>),
    /// There will be nothing.
    Failed(Trouble),
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The server refused, or was not reached.
    Refused(Error),
    /// What came is not whole.
    Damaged,
}

impl From<WireError> for Trouble {
    fn from(fault: WireError) -> Self {
        match fault {
            WireError::Version { .. } => Self::Refused(Error::Stale),
            WireError::Damaged | WireError::Facts(_) => Self::Damaged,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

/// How far loading has come.
#[derive(Clone, Copy)]
pub struct Progress {
    /// How much of the rows has come, from 0 to 1.
    pub share: RwSignal<f64>,
    /// Whether what the page opens with has come.
    pub settled: RwSignal<bool>,
}

/// Where a cut comes from.
#[derive(Clone)]
pub enum Source {
    /// A project that the reader may see. Its earlier days come behind.
    Project(ProjectId),
    /// Whoever has this secret may see what belongs to it. It comes in one.
    Link(Secret),
}

impl Source {
    async fn arriving(&self, copy: Copy) -> Result<Arriving, Error> {
        match self {
            Self::Project(project) => {
                fetch::arriving(&format!("/api/facts/{project}"), copy, Haste::Now).await
            }
            Self::Link(Secret(secret)) => {
                fetch::asked("/api/shared", &serde_json::json!({"secret": secret}).to_string()).await
            }
        }
    }

    /// Where the earlier days stand, of a version of the facts.
    fn older(&self, version: i64) -> Option<String> {
        match self {
            Self::Project(project) => Some(format!("/api/facts/{project}/older/{version}")),
            Self::Link(_) => None,
        }
    }
}

/// What a page is loaded into.
#[derive(Clone, Copy)]
pub struct Loading {
    source: StoredValue<Source>,
    start: Day,
    today: Day,
    search: Memo<String>,
    /// How far the page is.
    pub stage: RwSignal<Stage, LocalStorage>,
    /// How far the rows are.
    pub progress: Progress,
}

impl Loading {
    /// The page of a source, of which nothing is there.
    pub fn of(source: Source, start: Day, today: Day) -> Self {
        Self {
            source: StoredValue::new(source),
            start,
            today,
            search: use_location().search,
            stage: RwSignal::new_local(Stage::Waiting),
            progress: Progress { share: RwSignal::new(0.0), settled: RwSignal::new(false) },
        }
    }

    /// Loads the cut, and tells when that fails.
    pub async fn run(self, copy: Copy) {
        for _ in 0..TRIES {
            match self.load(copy).await {
                Ok(()) => return,
                Err(Trouble::Refused(Error::Conflict)) => {
                    self.stage.try_set(Stage::Waiting);
                }
                Err(trouble) => {
                    self.stage.try_set(Stage::Failed(trouble));
                    return;
                }
            }
        }
        self.stage.try_set(Stage::Failed(Trouble::Refused(Error::Busy)));
    }

    async fn load(self, copy: Copy) -> Result<(), Trouble> {
        let mut arriving = self.source.get_value().arriving(copy).await?;
        let (mut opening, mut breath, mut shown) = (Opening::default(), Breath::new(), None);
        let mut asked_older = false;
        loop {
            match opening.step()? {
                Step::Hungry => match arriving.next().await? {
                    Some(bytes) => opening.feed(&bytes),
                    None if asked_older => return Err(Trouble::Damaged),
                    None => {
                        arriving = self.older(&opening, copy).await?;
                        asked_older = true;
                    }
                },
                Step::Working { share } => {
                    self.progress.share.try_set(share);
                    breath.take().await;
                }
                Step::Early(reader) => {
                    shown = Some(self.show(shown, *reader));
                    breath.take().await;
                }
                Step::Whole(reader) => {
                    self.show(shown, *reader);
                    self.progress.settled.try_set(true);
                    return Ok(());
                }
            }
            if let Some(first) = shown.and_then(|shown| self.wanted(shown)) {
                opening.want(first);
            }
        }
    }

    /// The earlier days. Whatever the page opens with has come and is painted, then the chart's library is asked for, then
    /// these.
    async fn older(self, opening: &Opening, copy: Copy) -> Result<Arriving, Trouble> {
        let version = opening.version().ok_or(Trouble::Damaged)?;
        let address = self.source.with_value(|source| source.older(version)).ok_or(Trouble::Damaged)?;
        Breath::after_paint().await;
        self.progress.settled.try_set(true);
        Breath::after_paint().await;
        Ok(fetch::arriving(&address, copy, Haste::Later).await?)
    }

    /// The first day that the present question needs: at first for its own days, then for those it is compared with.
    fn wanted(self, shown: RwSignal<Shared, LocalStorage>) -> Option<i32> {
        let query = self.search.try_with_untracked(|search| Query::parse(search))?;
        shown.try_with_untracked(|reader| {
            let reader = reader.borrow();
            let reach = Reader::reach(&query, &reader.calendar(self.start, self.today)?);
            Some(if reader.knows_since(reach.own) { reach.compared } else { reach.own })
        })?
    }

    fn show(
        self,
        shown: Option<RwSignal<Shared, LocalStorage>>,
        reader: Reader,
    ) -> RwSignal<Shared, LocalStorage> {
        let reader = Rc::new(RefCell::new(reader));
        if let Some(shown) = shown {
            shown.try_set(reader);
            return shown;
        }
        let shown = RwSignal::new_local(reader);
        self.stage.try_set(Stage::Open(shown));
        shown
    }
}
