//! The SQL of facts and of what names them: here what the report reads, in the files below what an import writes.

mod categories;
mod facts;
mod files;
mod names;
mod versions;
mod walk;

use sqlx::FromRow;

pub use self::{
    categories::{book, tree, write_book},
    facts::{Line, write},
    files::{NewFile, close_file, files, open_file},
    names::Names,
    versions::{
        StoredVersion, newest_version, next_version, next_version_after, projects_of, touch_client, versions,
        write_version,
    },
    walk::{Heap, Met, Stretch, details, end, files_of, heap, meet, span},
};
use super::{
    book::Version,
    judge::{Dictionary, Mapping},
    model::{Dimension, FactRow, Goal, GoalId, Keys, Label, LabelId, Measures},
};
use crate::{
    db::Tx,
    error::{Error, Result},
    id::{ClientId, ProjectId},
    money::Currency,
    time::Day,
};

#[derive(FromRow)]
struct StoredFact {
    day: Day,
    source: i64,
    category: i64,
    channel: i64,
    campaign: i64,
    device: i64,
    region: i64,
    detail: i64,
    impressions: i64,
    clicks: i64,
    cost: i64,
    sessions: i64,
    leads: i64,
    sales: i64,
    revenue: i64,
    goals: Option<String>,
    file: i64,
    line: i64,
}

impl StoredFact {
    fn row(self) -> FactRow {
        let keys =
            [self.source, self.category, self.channel, self.campaign, self.device, self.region, self.detail];
        let measures =
            [self.impressions, self.clicks, self.cost, self.sessions, self.leads, self.sales, self.revenue];
        FactRow {
            day: self.day,
            keys: Keys(keys.map(LabelId)),
            measures: Measures(measures),
            goals: self.goals.as_deref().map(goals_from_text).unwrap_or_default(),
            file: self.file,
            line: self.line,
        }
    }
}

/// Reads `{"1":12}`. What cannot be read was not written by this program, and counts nothing.
fn goals_from_text(text: &str) -> Vec<(GoalId, i64)> {
    let counts: std::collections::BTreeMap<i64, i64> = serde_json::from_str(text).unwrap_or_default();
    counts.into_iter().map(|(goal, count)| (GoalId(goal), count)).collect()
}

/// Shows every fact of a project, day by day, the newest first, without holding more than one.
///
/// # Errors
/// When the database does not answer.
pub async fn scan(tx: &mut Tx, project: ProjectId, each: &mut (dyn FnMut(FactRow) + Send)) -> Result<()> {
    crate::each!(
        tx,
        StoredFact,
        |fact| each(fact.row()),
        "select day, source, category, channel, campaign, device, region, detail, impressions, clicks, cost, sessions,
         leads, sales, revenue, goals, file, line
         from fact where project_id = $1 order by day desc",
        project
    )
}

/// Everything that gives names to a project's facts, with the newest mapping.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn dictionary(tx: &mut Tx, project: ProjectId) -> Result<Dictionary> {
    dictionary_at(tx, project, None).await
}

/// The same with the mapping as it was at a version.
///
/// # Errors
/// As [`dictionary`].
pub async fn dictionary_at(tx: &mut Tx, project: ProjectId, at: Option<Version>) -> Result<Dictionary> {
    let mut names = names_at(tx, project, at).await?;
    if names.mapping.looks_at(Dimension::Detail) {
        learn_details(tx, project, &mut names.mapping).await?;
    }
    Ok(names)
}

/// The same with the newest mapping and without a judgement of details, for who has not the time to read all of them.
///
/// # Errors
/// As [`dictionary`].
pub async fn names(tx: &mut Tx, project: ProjectId) -> Result<Dictionary> {
    names_at(tx, project, None).await
}

async fn names_at(tx: &mut Tx, project: ProjectId, at: Option<Version>) -> Result<Dictionary> {
    let (client,): (ClientId,) =
        crate::one!(tx, (ClientId,), "select client_id from project where id = $1", project)?;
    let book = book(tx, client, at).await?;
    let mut mapping = Mapping::new(book.tree(), book.rules);
    let mut labels = Vec::new();
    crate::each!(
        tx,
        (i64, String, String),
        |(id, dimension, name)| labels.push((id, dimension, name)),
        "select id, dimension, name from label where project_id = $1 and dimension <> 'detail' order by id",
        project
    )?;
    let labels = labels.into_iter().map(label).collect::<Result<Vec<_>>>()?;
    for label in &labels {
        mapping.learn(label.id, label.dimension, &label.name);
    }
    Ok(Dictionary { labels, goals: goals(tx, project).await?, mapping })
}

fn label((id, dimension, name): (i64, String, String)) -> Result<Label> {
    let dimension = Dimension::parse(&dimension).ok_or(Error::Internal)?;
    Ok(Label { id: LabelId(id), dimension, name })
}

/// Details are judged and forgotten: only a rule ever asks for their names.
async fn learn_details(tx: &mut Tx, project: ProjectId, mapping: &mut Mapping) -> Result<()> {
    crate::each!(
        tx,
        (i64, String),
        |(id, name)| mapping.learn(LabelId(id), Dimension::Detail, &name),
        "select id, name from label where project_id = $1 and dimension = 'detail'",
        project
    )
}

/// The goals of a project, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn goals(tx: &mut Tx, project: ProjectId) -> Result<Vec<Goal>> {
    let rows = crate::all!(
        tx,
        (i64, String),
        "select id, name from goal where project_id = $1 order by id",
        project
    )?;
    Ok(rows.into_iter().map(|(id, name)| Goal { id: GoalId(id), name }).collect())
}

/// Tells whoever keeps a copy that a project's facts, or the names they go by, have changed.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn touch(tx: &mut Tx, project: ProjectId) -> Result<()> {
    crate::exec!(tx, "update project set facts_version = facts_version + 1 where id = $1", project)
        .and_then(crate::db::touched)
}

/// What a project's money is counted in.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn currency(tx: &mut Tx, project: ProjectId) -> Result<Currency> {
    let (code,): (String,) =
        crate::one!(tx, (String,), "select currency from project where id = $1", project)?;
    Currency::parse(&code).map_err(|_| Error::Internal)
}
