//! The SQL of links to a report.

use sqlx::FromRow;

use crate::{
    db::{Tx, touched},
    error::Result,
    id::{PersonId, ProjectId, ShareId},
    report::{link::Share, saved::Question},
    text::Name,
    time::Stamp,
};

#[derive(FromRow)]
struct Row {
    id: ShareId,
    name: Name,
    question: Question,
    author_name: Name,
    expires_at: Stamp,
    opened: i64,
    opened_at: Option<Stamp>,
}

impl From<Row> for Share {
    fn from(row: Row) -> Self {
        let Row { id, name, question, author_name, expires_at, opened, opened_at } = row;
        Self { id, name, question, author_name, expires_at, opened, opened_at }
    }
}

/// What a link opens.
#[derive(FromRow)]
pub struct Link {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which link.
    pub id: ShareId,
    /// What its page is called.
    pub name: Name,
    /// What it shows.
    pub question: Question,
    /// Who made it.
    pub author_id: PersonId,
    /// When it ends.
    pub expires_at: Stamp,
}

/// The links of a project that open now, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut Tx, project: ProjectId, now: Stamp) -> Result<Vec<Share>> {
    let rows = crate::all!(
        tx,
        Row,
        "select report_share.id, report_share.name, question, person.name as author_name, expires_at, opened, opened_at
         from report_share join person on person.id = author_id
         where project_id = $1 and revoked_at is null and expires_at > $2 order by report_share.id desc",
        project,
        now
    )?;
    Ok(rows.into_iter().map(Share::from).collect())
}

/// A link to be written down.
pub struct NewShare<'a> {
    /// Which.
    pub id: ShareId,
    /// The hash of its secret.
    pub secret: &'a str,
    /// What its page is called.
    pub name: &'a Name,
    /// What it shows.
    pub question: &'a Question,
    /// When it ends.
    pub expires_at: Stamp,
}

/// Writes a link down.
///
/// # Errors
/// When the database does not answer.
pub async fn add(
    tx: &mut Tx,
    project: ProjectId,
    new: &NewShare<'_>,
    author: PersonId,
    now: Stamp,
) -> Result<()> {
    crate::exec!(
        tx,
        "insert into report_share (project_id, id, secret, name, question, author_id, created_at, expires_at, opened)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
        project,
        new.id,
        new.secret,
        new.name,
        new.question,
        author,
        now,
        new.expires_at
    )?;
    Ok(())
}

/// Closes a link before its time.
///
/// # Errors
/// [`crate::error::Error::Missing`] when there is no such link, or it is closed.
pub async fn revoke(tx: &mut Tx, project: ProjectId, share: ShareId, now: Stamp) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update report_share set revoked_at = $3 where project_id = $1 and id = $2 and revoked_at is null",
        project,
        share,
        now
    )?)
}

/// The link of a secret, while it opens. Who comes with it knows no project: the secret alone says which one it is.
///
/// # Errors
/// When the database does not answer.
pub async fn open(tx: &mut Tx, secret_hash: &str, now: Stamp) -> Result<Option<Link>> {
    crate::maybe!(
        tx,
        Link,
        "select project_id, id, name, question, author_id, expires_at from report_share
         where secret = $1 and revoked_at is null and expires_at > $2",
        secret_hash,
        now
    )
}

/// Counts that a link was opened.
///
/// # Errors
/// [`crate::error::Error::Missing`] when there is no such link.
pub async fn opened(tx: &mut Tx, project: ProjectId, share: ShareId, now: Stamp) -> Result<()> {
    touched(crate::exec!(
        tx,
        "update report_share set opened = opened + 1, opened_at = $3 where project_id = $1 and id = $2",
        project,
        share,
        now
    )?)
}
