//! The SQL of the files that were read in.

use sqlx::FromRow;

use crate::{
    db::{Tx, touched},
    error::{Error, Result},
    fact::preview::{Format, Outcome, PastFile},
    id::{FileId, PersonId, ProjectId},
    text::Name,
    time::Stamp,
};

/// What is known of a file before its rows are written.
pub struct NewFile<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its fingerprint.
    pub sha256: &'a str,
    /// How long it is.
    pub bytes: u64,
    /// Where it comes from.
    pub format: Format,
    /// Who brings it.
    pub person: Option<PersonId>,
}

/// Begins a file and takes its number. Of two files that are read into one project at once the second waits for the
/// first and then finds its number taken, so that they cannot give one number to two names.
///
/// # Errors
/// [`Error::Conflict`] for that second file.
pub async fn open_file(
    tx: &mut Tx,
    project: ProjectId,
    file: &NewFile<'_>,
    now: Stamp,
) -> Result<(FileId, i64)> {
    let id = FileId::new();
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    let (number,): (i64,) = crate::one!(
        tx,
        (i64,),
        "insert into fact_file (project_id, id, number, name, sha256, bytes, format, person_id, imported_at, inserted,
             changed, unchanged, refused)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0
         from fact_file where project_id = $1 returning number",
        project,
        id,
        file.name,
        file.sha256,
        bytes,
        file.format.word(),
        file.person,
        now
    )?;
    Ok((id, number))
}

/// Writes down what a file did.
///
/// # Errors
/// [`Error::Missing`] when there is no such file.
pub async fn close_file(tx: &mut Tx, project: ProjectId, id: FileId, outcome: &Outcome) -> Result<()> {
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    crate::exec!(
        tx,
        "update fact_file set inserted = $3, changed = $4, unchanged = $5, refused = $6
         where project_id = $1 and id = $2",
        project,
        id,
        count(outcome.inserted),
        count(outcome.changed),
        count(outcome.unchanged),
        count(outcome.refused)
    )
    .and_then(touched)
}

#[derive(FromRow)]
struct StoredFile {
    id: FileId,
    number: i64,
    name: String,
    bytes: i64,
    format: String,
    person: Option<Name>,
    imported_at: Stamp,
    inserted: i64,
    changed: i64,
    unchanged: i64,
    refused: i64,
}

impl StoredFile {
    fn past(self) -> Result<PastFile> {
        let count = |rows: i64| u64::try_from(rows).unwrap_or(0);
        Ok(PastFile {
            id: self.id,
            number: self.number,
            name: self.name,
            bytes: self.bytes,
            format: Format::parse(&self.format).ok_or(Error::Internal)?,
            person: self.person,
            at: self.imported_at,
            outcome: Outcome {
                inserted: count(self.inserted),
                changed: count(self.changed),
                unchanged: count(self.unchanged),
                refused: count(self.refused),
            },
        })
    }
}

/// The files of a project, newest first, at most `most` of them.
///
/// # Errors
/// When the database does not answer.
pub async fn files(tx: &mut Tx, project: ProjectId, most: i64) -> Result<Vec<PastFile>> {
    let rows = crate::all!(
        tx,
        StoredFile,
        "select fact_file.id, number, fact_file.name, bytes, format, person.name as person, imported_at, inserted,
             changed, unchanged, refused
         from fact_file left join person on person.id = person_id
         where project_id = $1 order by number desc limit $2",
        project,
        most
    )?;
    rows.into_iter().map(StoredFile::past).collect()
}
