//! The database: one SQL text, two engines.
//!
//! SQLite in a file is the default; PostgreSQL serves an installation that outgrew one machine. A store writes each
//! statement once, in the dialect both understand, and `all!`, `maybe!`, `one!` and `exec!` run it on whichever
//! engine is behind the transaction. Whatever must differ between the engines stands in this file.

use std::{
    fmt::{self, Write},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    error::DatabaseError,
    migrate::Migrator,
    postgres::{PgListener, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::error::{Error, Result};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// SQLite before this version can corrupt a database in WAL mode.
const SQLITE_AT_LEAST: (u32, u32, u32) = (3, 51, 3);

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open database.
#[derive(Debug, Clone)]
pub enum Db {
    /// One file: a single writer and several readers.
    Sqlite {
        /// The only connection that writes.
        writer: SqlitePool,
        /// Connections that read beside it.
        readers: SqlitePool,
        /// Where the file is.
        file: PathBuf,
    },
    /// A PostgreSQL server.
    Postgres(PgPool),
}

/// A transaction on either engine.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// Hears other servers.
#[derive(Debug)]
pub enum Ear {
    /// On SQLite there are no others.
    Alone,
    /// On PostgreSQL, a connection of its own.
    Postgres(Box<PgListener>),
}

impl Ear {
    /// Waits for the next thing that is told.
    ///
    /// # Errors
    /// When the connection was lost; what was told meanwhile is lost too.
    pub async fn hear(&mut self) -> Result<String> {
        match self {
            Self::Alone => std::future::pending().await,
            Self::Postgres(listener) => match listener.try_recv().await? {
                Some(told) => Ok(told.payload().to_owned()),
                None => Err(Error::Busy),
            },
        }
    }
}

/// Why the database could not be opened; a sentence for the person at the command line.
#[derive(Debug)]
pub struct OpenError(pub String);

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

impl Db {
    /// Opens the database at `sqlite:path` or `postgres://…` without changing its schema.
    ///
    /// # Errors
    /// When the address is of neither kind, the server cannot be reached, or the SQLite is an unsafe one.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            Self::open_sqlite(path.trim_start_matches("//")).await
        } else {
            Err(OpenError(format!(
                "the database address must begin with sqlite: or postgres://, not {url:.12}"
            )))
        }
    }

    async fn open_postgres(url: &str) -> Result<Self, OpenError> {
        let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE).connect(url).await;
        pool.map(Self::Postgres).map_err(|fault| OpenError(format!("PostgreSQL does not answer: {fault}")))
    }

    async fn open_sqlite(path: &str) -> Result<Self, OpenError> {
        let file = PathBuf::from(path);
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|fault| OpenError(format!("cannot create {}: {fault}", folder.display())))?;
        }
        let broken = |fault: sqlx::Error| OpenError(format!("cannot open {}: {fault}", file.display()));
        let options = SqliteConnectOptions::from_str(&format!("sqlite:{path}"))
            .map_err(broken)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE);
        let writer = writer.connect_with(options.clone()).await.map_err(broken)?;
        refuse_unsafe_sqlite(&writer).await?;
        let readers = SqlitePoolOptions::new().max_connections(8).acquire_timeout(PATIENCE);
        let readers = readers.connect_lazy_with(options.pragma("query_only", "on"));
        Ok(Self::Sqlite { writer, readers, file })
    }

    /// Brings the schema up to date. Two processes that start at once take turns.
    ///
    /// # Errors
    /// When a migration fails, or the database is newer than this program.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        let outcome = match self {
            Self::Postgres(pool) => MIGRATIONS.run(pool).await,
            Self::Sqlite { writer, file, .. } => {
                let _turn = take_turn(file).await?;
                MIGRATIONS.run(writer).await
            }
        };
        outcome.map_err(|fault| OpenError(format!("the database could not be brought up to date: {fault}")))
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// [`Error::Busy`] when no writer is free within a few seconds.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees one state of the database throughout.
    ///
    /// # Errors
    /// [`Error::Busy`] when no connection is free within a few seconds.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        })
    }

    /// Whether the database answers and has the schema that this program was built for.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn is_current(&self) -> Result<bool> {
        let mut tx = self.read().await?;
        let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
        let (applied,): (Option<i64>,) =
            crate::one!(&mut tx, (Option<i64>,), "select max(version) from _sqlx_migrations where success")?;
        Ok(applied == Some(newest))
    }

    /// Looks for damage in the file of an SQLite database; PostgreSQL looks after itself.
    ///
    /// # Errors
    /// A sentence when there is damage.
    pub async fn check(&self) -> Result<(), OpenError> {
        let Self::Sqlite { writer, file, .. } = self else { return Ok(()) };
        let found: Result<(String,), _> = sqlx::query_as("pragma quick_check(1)").fetch_one(writer).await;
        match found {
            Ok((verdict,)) if verdict == "ok" => Ok(()),
            Ok((verdict,)) => {
                Err(OpenError(format!("{} is damaged: {verdict}; restore a backup", file.display())))
            }
            Err(fault) => {
                Err(OpenError(format!("{} cannot be read: {fault}; restore a backup", file.display())))
            }
        }
    }

    /// The engine and its version, for people.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn describe(&self) -> Result<String> {
        let mut tx = self.read().await?;
        Ok(match &mut tx {
            Tx::Sqlite(tx) => {
                let (version,): (String,) =
                    sqlx::query_as("select sqlite_version()").fetch_one(&mut **tx).await?;
                format!("SQLite {version}")
            }
            Tx::Postgres(tx) => {
                let (version,): (String,) =
                    sqlx::query_as("show server_version").fetch_one(&mut **tx).await?;
                format!("PostgreSQL {version}")
            }
        })
    }

    /// Listens to what other servers tell with [`Tx::notify`].
    ///
    /// # Errors
    /// When PostgreSQL does not answer.
    pub async fn listen(&self) -> Result<Ear> {
        match self {
            Self::Sqlite { .. } => Ok(Ear::Alone),
            Self::Postgres(pool) => {
                let mut listener = PgListener::connect_with(pool).await?;
                listener.listen("kabinet").await?;
                Ok(Ear::Postgres(Box::new(listener)))
            }
        }
    }

    /// Closes all connections, so that SQLite folds its log back into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything that was written in this transaction last.
    ///
    /// # Errors
    /// When the database refuses; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Wakes the listeners of other servers when this transaction commits. One server needs no telling.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notify(&mut self, topic: &str) -> Result<()> {
        if let Self::Postgres(tx) = self {
            sqlx::query("select pg_notify('kabinet', $1)").bind(topic).execute(&mut **tx).await?;
        }
        Ok(())
    }
}

/// Whether the engine says that somebody else holds what this statement needs.
pub fn is_busy(fault: &dyn DatabaseError) -> bool {
    // SQLite: SQLITE_BUSY (5) and SQLITE_LOCKED (6) in the low byte of the extended code. PostgreSQL: serialization
    // failure, deadlock, lock not available, too many connections, starting up or shutting down.
    match fault.code().as_deref() {
        Some("40001" | "40P01" | "55P03" | "53300" | "57P01" | "57P02" | "57P03") => true,
        Some(code) => code.len() < 5 && code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6)),
        None => false,
    }
}

async fn refuse_unsafe_sqlite(pool: &SqlitePool) -> Result<(), OpenError> {
    let (version,): (String,) = sqlx::query_as("select sqlite_version()")
        .fetch_one(pool)
        .await
        .map_err(|fault| OpenError(format!("SQLite does not answer: {fault}")))?;
    if is_safe_sqlite(&version) {
        return Ok(());
    }
    let (major, minor, patch) = SQLITE_AT_LEAST;
    Err(OpenError(format!(
        "SQLite {version} can corrupt its log; Kabinet needs {major}.{minor}.{patch} or later and will not start"
    )))
}

fn is_safe_sqlite(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) >= SQLITE_AT_LEAST
}

/// SQLite has no lock that outlives a transaction, so the migrating process holds one on a file beside the database.
async fn take_turn(database: &std::path::Path) -> Result<std::fs::File, OpenError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".migrating");
    let waiting = tokio::task::spawn_blocking(move || {
        let file = std::fs::File::options().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    let turn = waiting.await.map_err(std::io::Error::other).and_then(|turn| turn);
    turn.map_err(|fault| OpenError(format!("cannot lock the database for its migration: {fault}")))
}

/// Runs one statement on whichever engine is behind the transaction; the other macros name what they fetch.
#[doc(hidden)]
#[macro_export]
macro_rules! on_either_engine {
    ($tx:expr, $query:expr, $fetch:ident, [$($bind:expr),*]) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => $query$(.bind($bind))*.$fetch(&mut **tx).await,
            $crate::db::Tx::Postgres(tx) => $query$(.bind($bind))*.$fetch(&mut **tx).await,
        }
        .map_err($crate::error::Error::from)
    };
}

/// Every row of a statement: `all!(tx, Row, "select …", bind, …)`.
#[macro_export]
macro_rules! all {
    ($tx:expr, $row:ty, $sql:literal $(, $bind:expr)* $(,)?) => {
        $crate::on_either_engine!($tx, sqlx::query_as::<_, $row>($sql), fetch_all, [$($bind),*])
    };
}

/// The row of a statement, if there is one.
#[macro_export]
macro_rules! maybe {
    ($tx:expr, $row:ty, $sql:literal $(, $bind:expr)* $(,)?) => {
        $crate::on_either_engine!($tx, sqlx::query_as::<_, $row>($sql), fetch_optional, [$($bind),*])
    };
}

/// The row of a statement; [`Error::Missing`] when there is none.
#[macro_export]
macro_rules! one {
    ($tx:expr, $row:ty, $sql:literal $(, $bind:expr)* $(,)?) => {
        $crate::on_either_engine!($tx, sqlx::query_as::<_, $row>($sql), fetch_one, [$($bind),*])
    };
}

/// Runs a statement and tells how many rows it touched.
#[macro_export]
macro_rules! exec {
    ($tx:expr, $sql:literal $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::db::Tx::Postgres(tx) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::error::Error::from)
    };
}

/// Shows every row of a statement to a closure, one at a time, so that a table of any size needs the memory of a row:
/// `each!(tx, Row, |row| …, "select …", bind, …)`.
#[macro_export]
macro_rules! each {
    ($tx:expr, $row:ty, $show:expr, $sql:literal $(, $bind:expr)* $(,)?) => {{
        use futures::TryStreamExt;
        let mut show = $crate::db::taking::<$row, _>($show);
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let rows = sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch(&mut **tx);
                rows.try_for_each(|row| { show(row); futures::future::ready(Ok(())) }).await
            }
            $crate::db::Tx::Postgres(tx) => {
                let rows = sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch(&mut **tx);
                rows.try_for_each(|row| { show(row); futures::future::ready(Ok(())) }).await
            }
        }
        .map_err($crate::error::Error::from)
    }};
}

/// Tells the compiler what a closure takes before it has seen a call.
#[doc(hidden)]
pub fn taking<Row, Show: FnMut(Row)>(show: Show) -> Show {
    show
}

/// Many rows for one statement. A database is asked by the statement, not by the row, so a statement takes a batch as
/// one value and opens it with `jsonb_each`, which both engines have: `select cast(value ->> 0 as bigint), value ->> 1
/// from jsonb_each($1)`. Rows come out in no order. Behind `from jsonb_each(…)` SQLite wants a `where` before
/// `on conflict`.
#[derive(Debug, Clone)]
pub struct Batch {
    json: String,
    rows: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self { json: "{".to_owned(), rows: 0 }
    }
}

impl Batch {
    /// Adds a row; a tuple or a list, whose cells are counted from 0.
    pub fn push(&mut self, row: impl serde::Serialize) {
        // Numbers, texts and lists of them always have a JSON form.
        if let Ok(cells) = serde_json::to_string(&row) {
            let comma = if self.rows > 0 { "," } else { "" };
            // Writing into a string cannot fail.
            let _ = write!(self.json, "{comma}\"{}\":{cells}", self.rows);
            self.rows += 1;
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }
}

impl sqlx::Type<Sqlite> for Batch {
    fn type_info() -> sqlx::sqlite::SqliteTypeInfo {
        <String as sqlx::Type<Sqlite>>::type_info()
    }
}

impl sqlx::Encode<'_, Sqlite> for Batch {
    fn encode_by_ref(&self, buffer: &mut sqlx::sqlite::SqliteArgumentsBuffer) -> Encoded {
        <String as sqlx::Encode<'_, Sqlite>>::encode(format!("{}}}", self.json), buffer)
    }
}

impl sqlx::Type<Postgres> for Batch {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        // The number of `jsonb` in every PostgreSQL.
        sqlx::postgres::PgTypeInfo::with_oid(sqlx::postgres::types::Oid(3802))
    }
}

impl sqlx::Encode<'_, Postgres> for Batch {
    fn encode_by_ref(&self, buffer: &mut sqlx::postgres::PgArgumentBuffer) -> Encoded {
        // The version of the binary form, then the text.
        buffer.push(1);
        buffer.extend_from_slice(self.json.as_bytes());
        buffer.push(b'}');
        Ok(sqlx::encode::IsNull::No)
    }
}

type Encoded = Result<sqlx::encode::IsNull, sqlx::error::BoxDynError>;

/// Turns "nothing was touched" into [`Error::Missing`].
///
/// # Errors
/// [`Error::Missing`] for zero rows.
pub fn touched(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Missing) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_with_the_faulty_log_is_refused() {
        for unsafe_one in ["3.46.0", "3.51.2", "3.7.17", "2.99.99"] {
            assert!(!is_safe_sqlite(unsafe_one), "{unsafe_one}");
        }
        for safe in ["3.51.3", "3.52.0", "4.0.0"] {
            assert!(is_safe_sqlite(safe), "{safe}");
        }
    }
}
