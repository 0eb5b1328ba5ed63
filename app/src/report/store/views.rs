//! The SQL of saved views.

use sqlx::FromRow;

use crate::{
    db::{Tx, touched},
    error::Result,
    id::{PersonId, ProjectId, ViewId},
    report::saved::{Question, View},
    text::Name,
    time::Stamp,
};

#[derive(FromRow)]
struct Row {
    id: ViewId,
    name: Name,
    question: Question,
    author_id: PersonId,
    author_name: Name,
}

impl From<Row> for View {
    fn from(row: Row) -> Self {
        let Row { id, name, question, author_id: author, author_name } = row;
        Self { id, name, question, author, author_name }
    }
}

/// The views of a project, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut Tx, project: ProjectId) -> Result<Vec<View>> {
    let rows = crate::all!(
        tx,
        Row,
        "select report_view.id, report_view.name, question, author_id, person.name as author_name
         from report_view join person on person.id = author_id
         where project_id = $1 and removed_at is null order by folded",
        project
    )?;
    Ok(rows.into_iter().map(View::from).collect())
}

/// One of them.
///
/// # Errors
/// [`crate::error::Error::Missing`] when there is none.
pub async fn one(tx: &mut Tx, project: ProjectId, view: ViewId) -> Result<View> {
    let row = crate::one!(
        tx,
        Row,
        "select report_view.id, report_view.name, question, author_id, person.name as author_name
         from report_view join person on person.id = author_id
         where project_id = $1 and report_view.id = $2 and removed_at is null",
        project,
        view
    )?;
    Ok(row.into())
}

/// Writes a view down.
///
/// # Errors
/// [`crate::error::Error::Conflict`] when the name is taken.
pub async fn add(
    tx: &mut Tx,
    project: ProjectId,
    view: (ViewId, &Name, &str),
    question: &Question,
    author: PersonId,
    now: Stamp,
) -> Result<()> {
    let (id, name, folded) = view;
    crate::exec!(
        tx,
        "insert into report_view (project_id, id, name, folded, question, author_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        project,
        id,
        name,
        folded,
        question,
        author,
        now
    )?;
    Ok(())
}

/// Gives a view another name.
///
/// # Errors
/// [`crate::error::Error::Conflict`] when the name is taken, [`crate::error::Error::Missing`] when there is no such view.
pub async fn rename(tx: &mut Tx, project: ProjectId, view: ViewId, name: &Name, folded: &str) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update report_view set name = $3, folded = $4 where project_id = $1 and id = $2 and removed_at is null",
        project,
        view,
        name,
        folded
    )?)
}

/// Takes a view away; its name is free from now on.
///
/// # Errors
/// [`crate::error::Error::Missing`] when there is no such view.
pub async fn remove(tx: &mut Tx, project: ProjectId, view: ViewId, free: &str, now: Stamp) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update report_view set removed_at = $4, folded = $3 where project_id = $1 and id = $2 and removed_at is null",
        project,
        view,
        free,
        now
    )?)
}

/// A view that was taken away: its name, and who had saved it.
///
/// # Errors
/// [`crate::error::Error::Missing`] when there is no such view, or it was never taken away.
pub async fn removed(tx: &mut Tx, project: ProjectId, view: ViewId) -> Result<(Name, PersonId)> {
    crate::one!(
        tx,
        (Name, PersonId),
        "select name, author_id from report_view where project_id = $1 and id = $2 and removed_at is not null",
        project,
        view
    )
}

/// Brings a view back.
///
/// # Errors
/// [`crate::error::Error::Conflict`] when its name was given to another one meanwhile.
pub async fn restore(tx: &mut Tx, project: ProjectId, view: ViewId, folded: &str) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update report_view set removed_at = null, folded = $3
         where project_id = $1 and id = $2 and removed_at is not null",
        project,
        view,
        folded
    )?)
}

/// Forgets the views that were taken away before a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &mut Tx, project: ProjectId, before: Stamp) -> Result<()> {
    crate::exec!(tx, "delete from report_view where project_id = $1 and removed_at < $2", project, before)?;
    Ok(())
}
