//! Reading a file in: it is read through first, and only then does the database hear of it.
//!
//! The browser's import and the command line's are the same from here on. A file is one transaction; its rows come from
//! a thread of their own, a few thousand at a time, so that neither memory nor the runtime feels how long a file is.

use std::{io, path::PathBuf, sync::Arc};

use tokio::sync::{Semaphore, mpsc};

use super::{
    plan::Plan,
    preview::Outcome,
    read::{
        header::MOST_COLUMNS,
        inspect::{Checked, NewFact, inspect},
    },
    store::{self, Line, Names, NewFile},
    upload::Upload,
};
use crate::{
    access::{
        grant::{Grant, Visit, grant_in},
        model::Act,
    },
    db::Tx,
    error::{Error, Result},
    event::Event,
    id::{ClientId, FileId, PersonId, ProjectId},
    money::Currency,
    time::Stamp,
};

/// How many rows are written by one statement, and how many bytes of names and goals.
const ROWS_AT_ONCE: usize = 2000;
const BYTES_AT_ONCE: usize = 1024 * 1024;

/// How many such portions may wait for the database.
const WAITING: usize = 2;

/// Reading a file through takes some megabytes and a thread; so many are read at once, and others wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(3);

/// Reads a file through, on a thread that may block.
///
/// # Errors
/// When it cannot be read from disk.
pub async fn check(path: PathBuf, plan: Plan, currency: Currency) -> io::Result<Checked> {
    let _turn = TURNS.acquire().await.map_err(io::Error::other)?;
    tokio::task::spawn_blocking(move || inspect(&path, &plan, currency)).await.map_err(io::Error::other)?
}

/// Reads an upload through for whoever visits: the permission is asked first, and held no longer than it takes.
///
/// # Errors
/// [`Error::Missing`] when the visitor has no such upload, [`Error::Malformed`] for a plan about more columns than a
/// table has.
pub async fn inspect_upload(
    visit: &Visit,
    project: ProjectId,
    upload: FileId,
    plan: Plan,
) -> Result<(Upload, String, Checked)> {
    if plan.picks.len() > MOST_COLUMNS {
        return Err(Error::Malformed);
    }
    let (upload, currency) = {
        let mut grant = grant_in(visit, Act::SeeFiles, Some(project)).await?;
        let upload = Upload::at(&visit.uploads, project, grant.viewer.person, upload);
        (upload, store::currency(&mut grant.tx, project).await?)
    };
    let name = upload.name()?;
    let checked = check(upload.body(), plan, currency).await.map_err(unreadable)?;
    Ok((upload, name, checked))
}

/// Tells that facts came in, unless nothing has changed.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(grant: &mut Grant, file: FileId, outcome: &Outcome) -> Result<()> {
    if outcome.inserted + outcome.changed == 0 {
        return Ok(());
    }
    grant.tell(&Event::FactsImported { file }).await
}

/// Where a file goes, and who brings it.
pub struct Delivery<'a> {
    /// Into which project.
    pub project: ProjectId,
    /// Whose tree its categories grow.
    pub client: ClientId,
    /// What it is called.
    pub name: &'a str,
    /// Who brings it; nobody over the command line.
    pub person: Option<PersonId>,
    /// When.
    pub now: Stamp,
}

/// Writes the good rows of a file that was read through. The caller decides before whether a file with bad rows may
/// come in, and tells and commits behind.
///
/// # Errors
/// [`Error::Conflict`] when another file is being read into the project.
pub async fn deliver(
    tx: &mut Tx,
    checked: Arc<Checked>,
    delivery: &Delivery<'_>,
) -> Result<(FileId, Outcome)> {
    let file = NewFile {
        name: delivery.name,
        sha256: &checked.sha256,
        bytes: checked.preview.bytes,
        format: checked.preview.format,
        person: delivery.person,
    };
    let (id, number) = store::open_file(tx, delivery.project, &file, delivery.now).await?;
    let mut outcome = Outcome { refused: checked.preview.refused, ..Outcome::default() };
    write_rows(tx, checked, delivery, number, &mut outcome).await?;
    store::close_file(tx, delivery.project, id, &outcome).await?;
    if outcome.inserted + outcome.changed > 0 {
        store::touch(tx, delivery.project).await?;
    }
    Ok((id, outcome))
}

async fn write_rows(
    tx: &mut Tx,
    checked: Arc<Checked>,
    delivery: &Delivery<'_>,
    number: i64,
    outcome: &mut Outcome,
) -> Result<()> {
    let mut names = Names::of(tx, delivery.project, delivery.client).await?;
    let goals = names.goals(tx, &checked.goals()).await?;
    let (sender, mut portions) = mpsc::channel(WAITING);
    let reading = tokio::task::spawn_blocking(move || send_rows(&checked, &sender));
    while let Some(facts) = portions.recv().await {
        let keys = names.keys(tx, &facts).await?;
        let line = |(fact, keys): (NewFact, _)| Line {
            line: fact.line,
            day: fact.day,
            keys,
            nth: fact.nth,
            measures: fact.measures,
            goals: fact.goals.into_iter().filter_map(|(at, count)| Some((*goals.get(at)?, count))).collect(),
        };
        let lines: Vec<Line> = facts.into_iter().zip(keys).map(line).collect();
        let did = store::write(tx, delivery.project, number, &lines).await?;
        outcome.inserted += did.inserted;
        outcome.changed += did.changed;
        outcome.unchanged += did.unchanged;
    }
    names.close(tx, delivery.person, delivery.now).await?;
    reading.await.map_err(io::Error::other).and_then(|read| read).map_err(unreadable)
}

/// Sends portions until the file ends, or nobody waits for them any more.
fn send_rows(checked: &Checked, sender: &mpsc::Sender<Vec<NewFact>>) -> io::Result<()> {
    let mut portion = Vec::with_capacity(ROWS_AT_ONCE);
    let mut bytes = 0;
    checked.rows(|fact| {
        bytes += fact.names.iter().map(String::len).sum::<usize>() + size_of_val(&*fact.goals);
        portion.push(fact);
        if portion.len() < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE {
            return true;
        }
        bytes = 0;
        sender.blocking_send(std::mem::replace(&mut portion, Vec::with_capacity(ROWS_AT_ONCE))).is_ok()
    })?;
    if !portion.is_empty() {
        // Nobody waiting means that the import has failed, and said why.
        let _ = sender.blocking_send(portion);
    }
    Ok(())
}

/// A file that was there a moment ago cannot be read: somebody has read it in meanwhile, or the disk is at fault, which
/// is for the log.
#[expect(clippy::needless_pass_by_value, reason = "this is what map_err gives")]
pub fn unreadable(fault: io::Error) -> Error {
    if fault.kind() == io::ErrorKind::NotFound {
        return Error::Missing;
    }
    tracing::error!(%fault, "an uploaded file cannot be read");
    Error::Internal
}
