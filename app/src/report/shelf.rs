//! The shelf: cuts that were made lately, compressed, so that a page opens without reading the database again. When facts
//! change, the server makes the cut anew before somebody asks.
//!
//! A cut goes out in two: what a report opens with, and the earlier days. The second is asked for by the version of the facts
//! that the first one has named, so that nobody joins two halves of different cuts.

use std::{
    collections::VecDeque,
    io::{Read, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{OnceCell, Semaphore};

use super::{
    cut,
    opening::{Opening, Step},
    reader::Reader,
    store::{self, State},
    wire::{Incoming, Part, VERSION},
};
use crate::{
    access::{
        grant::{Visit, grant_in},
        model::Act,
    },
    db::Db,
    error::{Error, Result},
    id::ProjectId,
};

/// How many cuts are kept.
const MOST_CUTS: usize = 32;

/// How many bytes they may have together.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Brotli at this quality is as fast as the database is, and close to the best in size.
pub(super) const QUALITY: u32 = 5;

/// The same for what everybody waits for: there is little of it, a second at most for a large project.
const QUALITY_OF_NEWEST: u32 = 10;

/// A half of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The head and the newest days: what a report opens with.
    Newest,
    /// The days before.
    Older {
        /// Which version of the facts the newest days were of.
        version: i64,
    },
}

/// A half of a cut as it is sent.
#[derive(Debug, Clone)]
pub struct Packed {
    /// What tells this cut from every other, in quotes as HTTP wants it.
    pub tag: String,
    /// The bytes, compressed with brotli.
    pub brotli: Arc<[u8]>,
}

/// Both halves of a cut.
#[derive(Debug, Clone)]
pub struct Both {
    newest: Packed,
    older: Packed,
}

/// A cut of two million rows takes hundreds of megabytes to be read.
static TURNS: Semaphore = Semaphore::const_new(1);

/// How long one waits for the turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many bytes are unpacked at a time.
const PIECE: usize = 256 * 1024;

/// What somebody who asked for a cut gets.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// They have it already.
    Known {
        /// Its tag.
        tag: String,
    },
    /// What was asked for of the cut.
    Cut(Packed),
}

/// A cut that is made once, however many ask for it at the same time.
type Place = Arc<OnceCell<Both>>;

/// A cut on the shelf.
#[derive(Debug, Clone)]
struct Entry {
    project: ProjectId,
    tag: String,
    place: Place,
}

/// The cuts that were made lately, the newest use last.
#[derive(Debug, Clone, Default)]
pub struct Shelf(Arc<Mutex<VecDeque<Entry>>>);

impl Shelf {
    /// Half of the cut of a project, for whoever may read its report. `known` says whether they have the half of some tag
    /// already.
    ///
    /// # Errors
    /// [`Error::Missing`] for strangers, [`Error::Conflict`] when the facts have changed since the newest days were sent, and
    /// whatever the database answers.
    pub async fn deliver(
        &self,
        visit: &Visit,
        project: ProjectId,
        half: Half,
        known: impl Fn(&str) -> bool + Send,
    ) -> Result<Delivery> {
        let state = {
            let mut grant = grant_in(visit, Act::SeeReport, Some(project)).await?;
            store::state(&mut grant.tx, project).await?
        };
        if matches!(half, Half::Older { version } if version != state.version) {
            return Err(Error::Conflict);
        }
        let tag = tag(project, &state);
        if known(&tag) {
            return Ok(Delivery::Known { tag });
        }
        // No transaction is held while somebody else makes the same cut.
        let both = self.ready(&visit.db, project, tag.clone()).await?;
        match half {
            Half::Newest => Ok(Delivery::Cut(both.newest)),
            // Facts may come while a cut is made.
            Half::Older { .. } if both.older.tag != tag => Err(Error::Conflict),
            Half::Older { .. } => Ok(Delivery::Cut(both.older)),
        }
    }

    /// Makes a project's cut anew when its facts have changed since somebody looked at it, so that the next reader does
    /// not wait. Nobody has asked for it: permissions are asked when it is delivered.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn refresh(&self, db: &Db, project: ProjectId) -> Result<()> {
        if self.entries().iter().all(|entry| entry.project != project) {
            return Ok(());
        }
        self.warm(db, project).await
    }

    /// Makes the cuts of the projects with the newest facts, for a server that has just started.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn warm_newest(&self, db: &Db, most: i64) -> Result<()> {
        let newest = store::newest(&mut db.read().await?, most).await?;
        for project in newest {
            self.warm(db, project).await?;
        }
        Ok(())
    }

    /// Makes a project's cut when it is not on the shelf.
    ///
    /// # Errors
    /// Whatever the database answers.
    async fn warm(&self, db: &Db, project: ProjectId) -> Result<()> {
        self.cut(db, project).await.map(|_| ())
    }

    /// The cut of a project, for a caller who has asked for permission in another way.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub(super) async fn cut(&self, db: &Db, project: ProjectId) -> Result<Both> {
        let tag = tag(project, &store::state(&mut db.read().await?, project).await?);
        self.ready(db, project, tag).await
    }

    async fn ready(&self, db: &Db, project: ProjectId, tag: String) -> Result<Both> {
        let place = self.place(project, tag);
        let both = place.get_or_try_init(|| pack(db, project)).await?.clone();
        self.shrink();
        Ok(both)
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place of a cut, free when nobody has made it yet. Earlier cuts of the project go: nobody can ask for them.
    fn place(&self, project: ProjectId, tag: String) -> Place {
        let mut entries = self.entries();
        let found = entries.iter().position(|entry| entry.tag == tag).and_then(|at| entries.remove(at));
        let entry = found.unwrap_or_else(|| Entry { project, tag, place: Place::default() });
        let place = entry.place.clone();
        entries.retain(|other| other.project != project);
        entries.push_back(entry);
        place
    }

    /// Lets go of what was not used for longest.
    fn shrink(&self) {
        let mut entries = self.entries();
        let size = |entry: &Entry| entry.place.get().map_or(0, Both::len);
        let mut bytes: usize = entries.iter().map(size).sum();
        while entries.len() > MOST_CUTS || (bytes > MOST_BYTES && entries.len() > 1) {
            let Some(oldest) = entries.pop_front() else { return };
            bytes -= size(&oldest);
        }
    }
}

fn unreadable(fault: &dyn std::fmt::Display) -> Error {
    tracing::error!(%fault, "reading a cut");
    Error::Internal
}

/// Does what takes hundreds of megabytes for a large cut: one after the other, and where nobody waits for an answer.
///
/// # Errors
/// [`Error::Busy`] when too many others wait, and whatever the work answers.
pub(super) async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await.map_err(|_| Error::Busy)?;
    let turn = turn.map_err(|_| Error::Internal)?;
    let work = move || {
        // Kept until the work is done, also when whoever wanted it has gone.
        let _turn = turn;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Internal)?
}

/// What tells one cut from every other.
fn tag(project: ProjectId, state: &State) -> String {
    let imported = state.imported.map_or(0, |at| at.0);
    format!("\"{VERSION}-{}-{}-{imported:x}\"", project.0.simple(), state.version)
}

/// Makes a cut and compresses it. The tag is taken from the same view of the database as the facts.
async fn pack(db: &Db, project: ProjectId) -> Result<Both> {
    let mut tx = db.read().await?;
    let tag = tag(project, &store::state(&mut tx, project).await?);
    let cut = cut::make(&mut tx, project).await?;
    drop(tx);
    let work = move || {
        let newest = Packed { tag: tag.clone(), brotli: compressed(&cut.newest(), QUALITY_OF_NEWEST)? };
        Ok(Both { newest, older: Packed { tag, brotli: compressed(&cut.pieces.older, QUALITY)? } })
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Internal)?
}

/// Bytes as they are sent; that takes a while.
pub(super) fn compressed(bytes: &[u8], quality: u32) -> Result<Arc<[u8]>> {
    let mut packer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, quality, 22);
    packer.write_all(bytes).and_then(|()| packer.flush()).map_err(|fault| {
        tracing::error!(%fault, "compressing a cut");
        Error::Internal
    })?;
    Ok(packer.into_inner().into())
}

impl Both {
    /// Two halves that were made elsewhere.
    #[cfg(test)]
    pub(super) fn of(newest: &[u8], older: &[u8]) -> Result<Self> {
        let packed = |bytes: &[u8]| {
            Result::<_, Error>::Ok(Packed { tag: String::new(), brotli: compressed(bytes, QUALITY)? })
        };
        Ok(Self { newest: packed(newest)?, older: packed(older)? })
    }

    fn len(&self) -> usize {
        self.newest.brotli.len() + self.older.brotli.len()
    }

    /// The cut as it was before it was compressed. An empty half was compressed too, and is read as nothing.
    fn plain(&self) -> impl Read + '_ {
        let plain =
            |half: &'_ Packed| brotli::Decompressor::new(std::io::Cursor::new(half.brotli.clone()), PIECE);
        plain(&self.newest).chain(plain(&self.older))
    }

    /// The cut, ready to be read. It is unpacked a little at a time, so that it is never held twice; that takes a while.
    ///
    /// # Errors
    /// [`Error::Internal`] when it cannot be read back: a fault of the program.
    pub fn read(&self) -> Result<Reader> {
        let mut plain = self.plain();
        let (mut opening, mut piece) = (Opening::default(), vec![0; PIECE]);
        loop {
            match opening.step().map_err(|fault| unreadable(&fault))? {
                Step::Whole(reader) => return Ok(*reader),
                Step::Early(_) | Step::Working { .. } => {}
                Step::Hungry => match plain.read(&mut piece).map_err(|fault| unreadable(&fault))? {
                    0 => return Err(Error::Internal),
                    count => opening.feed(&piece[..count]),
                },
            }
        }
    }

    /// Shows the parts of the cut, its head first. They are unpacked a little at a time; that takes a while.
    ///
    /// # Errors
    /// As [`Both::read`].
    pub fn parts(&self, take: &mut dyn FnMut(Part)) -> Result<()> {
        let mut plain = self.plain();
        let (mut incoming, mut piece) = (Incoming::default(), vec![0; PIECE]);
        loop {
            while let Some(part) = incoming.next_part().map_err(|fault| unreadable(&fault))? {
                take(part);
            }
            match plain.read(&mut piece).map_err(|fault| unreadable(&fault))? {
                0 if incoming.is_spent() => return Ok(()),
                0 => return Err(Error::Internal),
                count => incoming.feed(&piece[..count]),
            }
        }
    }
}

impl Packed {
    /// The bytes as they were before they were compressed, for the rare visitor who cannot undo that.
    ///
    /// # Errors
    /// [`Error::Internal`] when they cannot be read back: a fault of the program.
    pub async fn plain(&self) -> Result<Vec<u8>> {
        let brotli = Arc::clone(&self.brotli);
        let unpack = move || {
            let mut plain = Vec::new();
            let read = brotli::BrotliDecompress(&mut &*brotli, &mut plain);
            read.map(|()| plain).map_err(|_| Error::Internal)
        };
        tokio::task::spawn_blocking(unpack).await.map_err(|_| Error::Internal)?
    }
}
