//! The ledgers that were read lately. Adding a million facts up takes a second or two, and whoever writes a rule asks at
//! every key: so a ledger stays until other facts come. A change of the mapping leaves it as it is.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::OnceCell;

use super::{
    ledger::{Ledger, Looks},
    store,
};
use crate::{db::Tx, error::Result, id::ProjectId};

/// How many ledgers are kept, and how many bytes they may have together.
const MOST: usize = 16;
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What a ledger depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    project: ProjectId,
    file: i64,
    looks: Looks,
}

type Place = Arc<OnceCell<Arc<Ledger>>>;

static SHELF: Mutex<VecDeque<(Key, Place)>> = Mutex::new(VecDeque::new());

fn shelf() -> MutexGuard<'static, VecDeque<(Key, Place)>> {
    SHELF.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The ledger of a project, for somebody who was granted its mapping.
///
/// # Errors
/// When the database does not answer.
pub async fn ledger(tx: &mut Tx, project: ProjectId, looks: Looks) -> Result<Arc<Ledger>> {
    let key = Key { project, file: store::newest_file(tx, project).await?, looks };
    let place = place(key);
    let ledger = place
        .get_or_try_init(|| async {
            Ok::<_, crate::error::Error>(Arc::new(Ledger::read(tx, project, looks).await?))
        })
        .await?
        .clone();
    shrink();
    Ok(ledger)
}

/// The place of a ledger, free when nobody has read it yet. Those of earlier facts go: nobody can ask for them.
fn place(key: Key) -> Place {
    let mut shelf = shelf();
    let found = shelf.iter().position(|(other, _)| *other == key).and_then(|at| shelf.remove(at));
    let entry = found.unwrap_or_else(|| (key, Place::default()));
    let place = entry.1.clone();
    shelf.retain(|(other, _)| other.project != key.project || other.file >= key.file);
    shelf.push_back(entry);
    place
}

/// Lets go of what was not used for longest.
fn shrink() {
    let mut shelf = shelf();
    let size = |place: &Place| place.get().map_or(0, |ledger| ledger.bytes());
    let mut bytes: usize = shelf.iter().map(|(_, place)| size(place)).sum();
    while shelf.len() > MOST || (bytes > MOST_BYTES && shelf.len() > 1) {
        let Some((_, oldest)) = shelf.pop_front() else { return };
        bytes -= size(&oldest);
    }
}
