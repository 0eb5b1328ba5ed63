//! The SQL of the report: almost none, because facts are read through their own room.

pub mod shares;
pub mod views;

use crate::{
    db::Tx,
    error::{Error, Result},
    id::ProjectId,
    money::Currency,
    time::{Day, Stamp},
};

/// What a cut depends on. As long as nothing of this changes, neither does the cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// How often the facts, or the names they go by, have changed.
    pub version: i64,
    /// When the newest file came that changed anything.
    pub imported: Option<Stamp>,
    /// What money is counted in.
    pub currency: Currency,
}

/// The state of a project's facts.
///
/// # Errors
/// [`Error::Missing`] when there is no such project.
pub async fn state(tx: &mut Tx, project: ProjectId) -> Result<State> {
    let (version, currency, imported) = crate::one!(
        tx,
        (i64, String, Option<Stamp>),
        "select facts_version, currency, (
             select max(imported_at) from fact_file where project_id = project.id and inserted + changed > 0
         ) from project where id = $1",
        project
    )?;
    Ok(State { version, imported, currency: Currency::parse(&currency).map_err(|_| Error::Internal)? })
}

/// The projects whose facts are newest. No request asks this: the server makes their cuts ready when it starts.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(tx: &mut Tx, most: i64) -> Result<Vec<ProjectId>> {
    let rows = crate::all!(
        tx,
        (ProjectId,),
        "select project_id from fact_file where inserted + changed > 0
         group by project_id order by max(imported_at) desc limit $1",
        most
    )?;
    Ok(rows.into_iter().map(|(project,)| project).collect())
}

/// The first and the last day of a project that have facts.
///
/// # Errors
/// When the database does not answer.
pub async fn span(tx: &mut Tx, project: ProjectId) -> Result<Option<(Day, Day)>> {
    let (first, last) = crate::one!(
        tx,
        (Option<Day>, Option<Day>),
        "select min(day), max(day) from fact where project_id = $1",
        project
    )?;
    Ok(first.zip(last))
}
