//! Sessions in the database: the four methods that tower-sessions asks for.
//!
//! A session is found by the hash of its id, so that a stolen database opens no door. `create` is a plain insert and
//! `save` a plain update: a session that was ended is never brought back by a request that was still under way. A
//! session ends after [`IDLE_DAYS`] without use and after [`MOST_DAYS`] in any case, whether or not somebody cleaned up.

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error as StoreError, Result as StoreResult},
};

use super::secret;
use crate::{
    db::{Db, Tx},
    error::{Error, Result},
    id::PersonId,
    time::{Clock, Stamp},
};

/// The name under which a session keeps who logged in.
pub const PERSON: &str = "person";

/// A session that nobody used for so long has ended.
pub const IDLE_DAYS: i64 = 14;

/// No session lasts longer.
pub const MOST_DAYS: i64 = 60;

/// Use is written down no more often than this.
const SEEN_EVERY_SECONDS: i64 = 300;

const DAY_SECONDS: i64 = 86_400;

/// Sessions kept in the database of the house.
#[derive(Debug, Clone)]
pub struct Sessions {
    db: Db,
    clock: Clock,
}

impl Sessions {
    /// Sessions kept in a database.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn insert(&self, record: &Record) -> Result<()> {
        let (key, data, person) = (key(&record.id), data(record)?, person(record));
        let now = self.clock.now();
        let expires = now.plus_seconds(MOST_DAYS * DAY_SECONDS);
        let mut tx = self.db.write().await?;
        clean(&mut tx, now).await?;
        crate::exec!(
            &mut tx,
            "insert into session (id, person_id, data, created_at, seen_at, expires_at)
             values ($1, $2, $3, $4, $4, $5)",
            key,
            person,
            data,
            now,
            expires
        )?;
        tx.commit().await
    }

    async fn update(&self, record: &Record) -> Result<()> {
        let (key, data, person) = (key(&record.id), data(record)?, person(record));
        let mut tx = self.db.write().await?;
        crate::exec!(
            &mut tx,
            "update session set data = $2, person_id = $3 where id = $1",
            key,
            data,
            person
        )?;
        tx.commit().await
    }

    async fn find(&self, id: &Id) -> Result<Option<Record>> {
        let (key, now) = (key(id), self.clock.now());
        let idle_since = now.plus_seconds(-IDLE_DAYS * DAY_SECONDS);
        let mut tx = self.db.read().await?;
        let row = crate::maybe!(
            &mut tx,
            (String, Stamp, Stamp),
            "select data, seen_at, expires_at from session where id = $1 and expires_at > $2 and seen_at > $3",
            &key,
            now,
            idle_since
        )?;
        drop(tx);
        let Some((data, seen, expires)) = row else { return Ok(None) };
        if seen.plus_seconds(SEEN_EVERY_SECONDS) < now {
            self.mark_seen(key, now);
        }
        let data = serde_json::from_str(&data).map_err(|_| Error::Internal)?;
        let left = Duration::milliseconds(expires.0 - now.0);
        Ok(Some(Record { id: *id, data, expiry_date: OffsetDateTime::now_utc() + left }))
    }

    /// Writes the use down, for which nobody waits: a long import may hold the only writer, and reading goes on beside it.
    /// What fails is tried again at the next call.
    fn mark_seen(&self, key: String, now: Stamp) {
        let db = self.db.clone();
        tokio::spawn(async move {
            let written = async {
                let mut tx = db.write().await?;
                crate::exec!(
                    &mut tx,
                    "update session set seen_at = $2 where id = $1 and seen_at < $2",
                    key,
                    now
                )?;
                tx.commit().await
            };
            if let Err(error) = written.await {
                tracing::debug!(%error, "the use of a session was not written down");
            }
        });
    }

    async fn remove(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.write().await?;
        crate::exec!(&mut tx, "delete from session where id = $1", key(id))?;
        tx.commit().await
    }
}

fn key(id: &Id) -> String {
    secret::hash(&id.to_string())
}

fn data(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|_| Error::Internal)
}

fn person(record: &Record) -> Option<PersonId> {
    record.data.get(PERSON).and_then(|value| serde_json::from_value(value.clone()).ok())
}

async fn clean(tx: &mut Tx, now: Stamp) -> Result<()> {
    let idle_since = now.plus_seconds(-IDLE_DAYS * DAY_SECONDS);
    crate::exec!(tx, "delete from session where expires_at <= $1 or seen_at <= $2", now, idle_since)?;
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "this is what map_err gives")]
fn backend(error: Error) -> StoreError {
    StoreError::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        self.insert(record).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> StoreResult<()> {
        self.update(record).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        self.find(id).await.map_err(backend)
    }

    async fn delete(&self, id: &Id) -> StoreResult<()> {
        self.remove(id).await.map_err(backend)
    }
}
