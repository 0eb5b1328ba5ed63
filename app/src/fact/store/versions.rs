//! The SQL of the versions of a client's mapping.

use sqlx::FromRow;

use crate::{
    db::Tx,
    error::{Error, Result},
    fact::{book::Version, change::Change},
    id::{ClientId, PersonId, ProjectId},
    text::Name,
    time::Stamp,
};

/// The newest version of a client's mapping.
///
/// # Errors
/// [`Error::Missing`] when there is no such client.
pub async fn newest_version(tx: &mut Tx, client: ClientId) -> Result<Version> {
    let (version,) = crate::one!(tx, (Version,), "select mapping_version from client where id = $1", client)?;
    Ok(version)
}

/// Takes the number of the next version. Whoever has it is alone with the mapping until the transaction ends.
///
/// # Errors
/// [`Error::Missing`] when there is no such client.
pub async fn next_version(tx: &mut Tx, client: ClientId) -> Result<Version> {
    let (version,) = crate::one!(
        tx,
        (Version,),
        "update client set mapping_version = mapping_version + 1 where id = $1 returning mapping_version",
        client
    )?;
    Ok(version)
}

/// The same for somebody who has seen a version and changes that one.
///
/// # Errors
/// [`Error::Conflict`] when there is a newer one.
pub async fn next_version_after(tx: &mut Tx, client: ClientId, base: Version) -> Result<Version> {
    let taken = crate::maybe!(
        tx,
        (Version,),
        "update client set mapping_version = mapping_version + 1 where id = $1 and mapping_version = $2
         returning mapping_version",
        client,
        base
    )?;
    taken.map(|(version,)| version).ok_or(Error::Conflict)
}

/// Writes down what a version has changed.
///
/// # Errors
/// When the database does not answer.
pub async fn write_version(
    tx: &mut Tx,
    client: ClientId,
    version: Version,
    person: Option<PersonId>,
    now: Stamp,
    change: &Change,
) -> Result<()> {
    let change = serde_json::to_string(change).map_err(|_| Error::Internal)?;
    crate::exec!(
        tx,
        "insert into mapping_version (client_id, number, at, person_id, change) values ($1, $2, $3, $4, $5)",
        client,
        version,
        now,
        person,
        change
    )?;
    Ok(())
}

/// A version, as the database has it.
#[derive(Debug, FromRow)]
pub struct StoredVersion {
    /// Its number.
    pub number: Version,
    /// When it was made.
    pub at: Stamp,
    /// By whom; nobody's name when a program did it.
    pub person: Option<Name>,
    change: String,
}

impl StoredVersion {
    /// What it has changed; `None` for what a later version of this program has written.
    pub fn change(&self) -> Option<Change> {
        serde_json::from_str(&self.change).ok()
    }
}

/// The versions before a number, newest first, at most `most` of them.
///
/// # Errors
/// When the database does not answer.
pub async fn versions(
    tx: &mut Tx,
    client: ClientId,
    before: Version,
    most: i64,
) -> Result<Vec<StoredVersion>> {
    crate::all!(
        tx,
        StoredVersion,
        "select number, at, person.name as person, change
         from mapping_version left join person on person.id = person_id
         where mapping_version.client_id = $1 and number < $2 order by number desc limit $3",
        client,
        before,
        most
    )
}

/// The projects of a client, in an order that never changes.
///
/// # Errors
/// When the database does not answer.
pub async fn projects_of(tx: &mut Tx, client: ClientId) -> Result<Vec<ProjectId>> {
    let rows =
        crate::all!(tx, (ProjectId,), "select id from project where client_id = $1 order by id", client)?;
    Ok(rows.into_iter().map(|(project,)| project).collect())
}

/// Tells whoever keeps a copy of a client's facts that they are mapped in another way.
///
/// # Errors
/// When the database does not answer.
pub async fn touch_client(tx: &mut Tx, client: ClientId) -> Result<()> {
    crate::exec!(tx, "update project set facts_version = facts_version + 1 where client_id = $1", client)?;
    Ok(())
}
