//! Two engines, one text: [`Db`], [`Tx`], and the macros `sql!`, `on!` and `run!`.
//!
//! A typed enum and not a trait or sqlx's `Any`: `Any` fails on BOOLEAN, and a trait would need every statement twice.

use futures::future::BoxFuture;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, PgPool, SqliteConnection, SqlitePool};
use std::path::Path;
use std::time::Duration;

mod waiting;
mod writing;

pub use waiting::Waiting;
use writing::Writer;

/// Prepared statements that a connection keeps: more than the program has, so that none is prepared twice.
const STATEMENTS_KEPT: usize = 1000;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// A statement registered by `sql!`, so that one test prepares them all on both engines.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Its text.
    pub text: &'static str,
    /// File and line.
    pub place: &'static str,
}

/// Every statement of the program.
#[linkme::distributed_slice]
#[allow(unsafe_code)]
pub static STATEMENTS: [Statement];

/// The text of a statement, registered for the test that prepares all of them on both engines.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        #[linkme::distributed_slice($crate::database::STATEMENTS)]
        #[allow(unsafe_code)]
        static STATEMENT: $crate::database::Statement =
            $crate::database::Statement { text: $text, place: concat!(file!(), ":", line!()) };
        STATEMENT.text
    }};
}

/// Runs an expression on whichever engine the transaction is: `on!(tx, c => sqlx::query_as(sql!("…")).fetch_all(c).await)`.
/// What waits to be written is written before; `on!(ahead tx, c => …)` runs ahead of it, where the two have nothing to do with
/// each other.
#[macro_export]
macro_rules! on {
    (ahead $tx:expr, $c:ident => $run:expr) => {{
        $crate::database::count_statement();
        match $tx {
            $crate::database::Tx::Sqlite(tx, _) => {
                let $c = &mut **tx;
                $run.map_err($crate::database::StorageError::from)
            }
            $crate::database::Tx::Postgres(tx, _) => {
                let $c = &mut **tx;
                $run.map_err($crate::database::StorageError::from)
            }
        }
    }};
    ($tx:expr, $c:ident => $run:expr) => {
        match $tx.settled().await {
            Ok(tx) => $crate::on!(ahead tx, $c => $run),
            Err(error) => Err(error),
        }
    };
}

/// As `on!` for writes: gives the number of rows.
#[macro_export]
macro_rules! run {
    (ahead $tx:expr, $c:ident => $run:expr) => {
        $crate::on!(ahead $tx, $c => $run.execute($c).await.map(|done| done.rows_affected()))
    };
    ($tx:expr, $c:ident => $run:expr) => {
        $crate::on!($tx, $c => $run.execute($c).await.map(|done| done.rows_affected()))
    };
}

/// Notes a write down that nobody waits for, with its values: `put!(tx, sql!("insert …"), id, name)`. It is written, together
/// with the others that wait, before the next `on!` or `run!` and before the commit, which then say what the engine has
/// against it. For rows that no other waiting statement touches or looks at: PostgreSQL does them all at once.
#[macro_export]
macro_rules! put {
    ($tx:expr, $text:expr, $($value:expr),+ $(,)?) => {
        match $tx {
            $crate::database::Tx::Sqlite(_, waiting) => {
                waiting.add($text)$(.bind($value))+;
            }
            $crate::database::Tx::Postgres(_, waiting) => {
                waiting.add($text)$(.bind($value))+;
            }
        }
    };
}

tokio::task_local! {
    static STATEMENTS_RUN: std::cell::Cell<u64>;
}

/// Notes that a statement runs, where somebody counts. For `on!` and `run!`.
pub fn count_statement() {
    let _ = STATEMENTS_RUN.try_with(|count| count.set(count.get() + 1));
}

/// Runs something and gives the number of statements that its own task ran: what tests and the benchmark measure a
/// page by. Acts run in tasks of their own and are not counted.
pub async fn counting<T>(work: impl Future<Output = T>) -> (T, u64) {
    let counted = async {
        let result = work.await;
        (result, STATEMENTS_RUN.with(std::cell::Cell::get))
    };
    STATEMENTS_RUN.scope(std::cell::Cell::new(0), counted).await
}

/// What can go wrong below the law.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Somebody else was first: a unique row exists, or the engine saw a conflict. Trying again may help.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The database is gone, busy or full: nothing was done. 503.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// Stored bytes do not read as what they should be.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The key ring is missing, or does not hold the key.
    #[error("keys: {0}")]
    Keys(String),
    /// A file could not be written or read.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The database was made by a newer program.
    #[error("the database is newer than this program (migration {0})")]
    Newer(i64),
    /// A setting that cannot be meant.
    #[error("{0}")]
    Setting(String),
    /// A statement failed: our fault.
    #[error("sql: {0}")]
    Sql(sqlx::Error),
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default().to_string();
                if database.is_unique_violation() || matches!(code.as_str(), "40001" | "40P01") {
                    return StorageError::Conflict(database.message().to_owned());
                }
                // SQLite: BUSY 5, LOCKED 6, NOMEM 7, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14 and their kin;
                // PostgreSQL: classes 08, 53, 57, 58, and 25006 read only.
                let low = code.parse::<u32>().ok().map(|code| code & 0xff);
                let sqlite = code.len() <= 4 && matches!(low, Some(5 | 6 | 7 | 8 | 10 | 13 | 14));
                let postgres = code.len() == 5
                    && (["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) || code == "25006");
                if sqlite || postgres {
                    return StorageError::Unavailable(database.message().to_owned());
                }
                StorageError::Sql(error)
            }
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                StorageError::Unavailable(error.to_string())
            }
            _ => StorageError::Sql(error),
        }
    }
}

/// The database: an embedded file with one writer, or a PostgreSQL server.
#[derive(Debug, Clone)]
pub enum Db {
    /// SQLite in WAL mode with `synchronous=FULL`: readers beside one writer.
    Sqlite {
        /// Connections that read.
        readers: SqlitePool,
        /// The one connection that writes.
        writer: SqlitePool,
        /// What waits to be written by it.
        queue: writing::Queue,
    },
    /// PostgreSQL.
    Postgres {
        /// Its connections.
        pool: PgPool,
        /// Lanes of writes that share a commit: whatever belongs to one thing takes the same one.
        lanes: [writing::Queue; 4],
    },
}

/// A transaction on either engine, with what it is still to write.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>, Waiting<sqlx::Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>, Waiting<sqlx::Postgres>),
}

/// What a write does inside its transaction. Boxed, so that it can travel to the one writer of the embedded database,
/// where several share a commit.
pub type Work<T, E> = Box<dyn for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send>;

/// Waits for this program's turn to open a database and to bring its tables up to date. The turn ends when what is given
/// is dropped, or with the program.
async fn turn(lock_dir: &Path) -> Result<std::fs::File, StorageError> {
    let lock = std::fs::File::create(lock_dir.join("migrate.lock"))?;
    let waiting = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock));
    Ok(waiting.await.map_err(|error| StorageError::Unavailable(error.to_string()))??)
}

impl Db {
    /// Opens the database of a URL (`sqlite:` with a path, or `postgres://…`) and brings its tables up to date.
    ///
    /// # Errors
    /// [`StorageError::Setting`] for another kind of URL, [`StorageError::Newer`] where a newer program made it,
    /// [`StorageError::Unavailable`] where it cannot be reached.
    pub async fn open(url: &str, lock_dir: &Path) -> Result<Db, StorageError> {
        let (db, _held) = if let Some(path) = url.strip_prefix("sqlite:") {
            // Of several programs that open a new file at once one turns it to WAL, and the others would be told at once
            // that it is locked: SQLite does not wait there. So each opens it in its turn.
            let held = turn(lock_dir).await?;
            (Db::open_sqlite(Path::new(path.trim_start_matches("//"))).await?, held)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options: PgConnectOptions = url.parse()?;
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10));
            // Asked whether it still lives only after it lay idle: else every transaction costs one round trip more.
            let pool = pool.test_before_acquire(false).before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > Duration::from_secs(1) {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            });
            let pool = pool.connect_with(options.statement_cache_capacity(STATEMENTS_KEPT)).await?;
            let lanes = std::array::from_fn(|_| writing::Queue::before(Writer::Postgres(pool.clone())));
            (Db::Postgres { pool, lanes }, turn(lock_dir).await?)
        } else {
            return Err(StorageError::Setting(format!(
                "database.url 应以 sqlite: 或 postgres:// 开头，现在是 {url:?}"
            )));
        };
        db.migrate().await?;
        Ok(db)
    }

    async fn open_sqlite(path: &Path) -> Result<Db, StorageError> {
        // SQLite gives its log and its index the mode of the database.
        if !path.exists() {
            crate::files::private_file(path)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("temp_store", "MEMORY")
            .statement_cache_capacity(STATEMENTS_KEPT)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .after_release(|connection, _| Box::pin(sound(connection)))
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.clone())
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(8)
            .test_before_acquire(false)
            .after_release(|connection, _| Box::pin(sound(connection)))
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        let queue = writing::Queue::before(Writer::Sqlite(writer.clone()));
        Ok(Db::Sqlite { readers, writer, queue })
    }

    /// Under a lock, so that two programs starting at once do not both alter the tables: the one that the caller holds,
    /// and on PostgreSQL, where they may run on two machines, an advisory lock that sqlx takes.
    async fn migrate(&self) -> Result<(), StorageError> {
        let done = match self {
            Db::Sqlite { writer, .. } => MIGRATIONS.run(writer).await,
            Db::Postgres { pool, .. } => MIGRATIONS.run(pool).await,
        };
        done.map_err(|error| match error {
            sqlx::migrate::MigrateError::VersionMissing(version) => StorageError::Newer(version),
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            other => StorageError::Unavailable(other.to_string()),
        })
    }

    /// A transaction to read in: one consistent view.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn read(&self) -> Result<Tx, StorageError> {
        Ok(match self {
            Db::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?, Waiting::default()),
            Db::Postgres { pool, .. } => {
                let begin = "begin isolation level repeatable read read only";
                Tx::Postgres(begun(pool, Some(begin)).await?, Waiting::default())
            }
        })
    }

    /// Does the work in one transaction and commits it, or does nothing. Every write enters here.
    ///
    /// # Errors
    /// Whatever the work refuses with, or what the engine says at `begin` and `commit`.
    pub async fn write<T, E>(&self, work: Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let mut tx = match self {
            Db::Sqlite { queue, .. } => return queue.write(work).await,
            Db::Postgres { pool, .. } => Tx::Postgres(begun(pool, None).await?, Waiting::default()),
        };
        let result = work(&mut tx).await?;
        tx.commit().await?;
        Ok(result)
    }

    /// As [`Db::write`], for work that would hold up others of the same `turn` to its commit (a number of a series): on
    /// PostgreSQL too, those that wait share one. Else each waits for the flush of the one before.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_in_turn<T, E>(&self, turn: i64, work: Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        match self {
            Db::Sqlite { queue, .. } => queue.write(work).await,
            Db::Postgres { lanes, .. } => {
                let [first, second, third, fourth] = lanes;
                let lane = match turn & 3 {
                    0 => first,
                    1 => second,
                    2 => third,
                    _ => fourth,
                };
                lane.write(work).await
            }
        }
    }

    /// Whether the tables are as this program made them: a newer program may have changed them while this one runs.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn is_current(&self) -> Result<bool, StorageError> {
        let mut tx = self.read().await?;
        // sqlx's own table of migrations.
        let (last,): (i64,) = on!(&mut tx, c => sqlx::query_as(sql!(
            "select coalesce(max(version), 0) from _sqlx_migrations")).fetch_one(c).await)?;
        Ok(Db::tables_version() == last)
    }

    /// The version of the tables that this program makes.
    pub fn tables_version() -> i64 {
        MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
    }

    /// The names of all tables, in the order in which migrations make them: each refers to earlier ones only.
    pub(crate) fn table_names() -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for migration in MIGRATIONS.iter() {
            for line in migration.sql.as_str().lines() {
                let words: Vec<&str> = line.trim().trim_end_matches([';', '(']).split_whitespace().collect();
                match words.as_slice() {
                    ["create", "table", name, ..] => names.push((*name).to_owned()),
                    ["drop", "table", name, ..] => names.retain(|kept| kept != name),
                    ["alter", "table", name, "rename", "to", new] => {
                        for kept in names.iter_mut().filter(|kept| kept == name) {
                            (*new).clone_into(kept);
                        }
                    }
                    _ => {}
                }
            }
        }
        names
    }

    /// The settings of the engine on which "acknowledged is durable" rests: name, value, and whether it is well.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn durability(&self) -> Result<Vec<(String, String, bool)>, StorageError> {
        let mut found = Vec::new();
        match self.read().await? {
            Tx::Sqlite(mut tx, _) => {
                let (journal,): (String,) =
                    sqlx::query_as("select journal_mode from pragma_journal_mode").fetch_one(&mut *tx).await?;
                let (synchronous,): (i64,) =
                    sqlx::query_as("select synchronous from pragma_synchronous").fetch_one(&mut *tx).await?;
                found.push(("journal_mode".to_owned(), journal.clone(), journal == "wal"));
                found.push(("synchronous".to_owned(), synchronous.to_string(), synchronous >= 2));
            }
            Tx::Postgres(mut tx, _) => {
                let rows: Vec<(String, String)> = sqlx::query_as(
                    "select name::text, setting::text from pg_settings
                    where name in ('synchronous_commit', 'fsync', 'full_page_writes') order by name",
                )
                .fetch_all(&mut *tx)
                .await?;
                for (name, value) in rows {
                    let well = !matches!(value.as_str(), "off" | "local");
                    found.push((name, value, well));
                }
            }
        }
        Ok(found)
    }

    /// Which engine, for `doctor` and the logs.
    pub fn engine(&self) -> &'static str {
        match self {
            Db::Sqlite { .. } => "sqlite",
            Db::Postgres { .. } => "postgres",
        }
    }

    /// Prepares a statement without running it: what the test of all statements does.
    ///
    /// # Errors
    /// What the engine has against it.
    pub async fn prepare(&self, statement: Statement) -> Result<(), StorageError> {
        use sqlx::{Executor, SqlSafeStr};
        match self {
            Db::Sqlite { readers, .. } => {
                readers.acquire().await?.prepare(statement.text.into_sql_str()).await?;
            }
            Db::Postgres { pool, .. } => {
                pool.acquire().await?.prepare(statement.text.into_sql_str()).await?;
            }
        }
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres { pool, .. } => pool.close().await,
        }
    }
}

/// Begins a transaction in a task of its own. Whoever asks may go at any moment (a browser closes), and sqlx 0.9 forgets a
/// BEGIN whose answer nobody waits for: the connection would go back to the pool inside a transaction that nobody ends, and
/// the next page would see its old view. The task waits for the answer, and what it then drops is rolled back.
async fn begun(
    pool: &PgPool,
    statement: Option<&'static str>,
) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, StorageError> {
    let pool = pool.clone();
    let begin = tokio::spawn(async move {
        match statement {
            Some(statement) => pool.begin_with(statement).await,
            None => pool.begin().await,
        }
    });
    let ended = |error: tokio::task::JoinError| StorageError::Unavailable(error.to_string());
    Ok(begin.await.map_err(ended)??)
}

/// Whether a connection may be used again. Where the disk is full or fails, SQLite ends a transaction by itself; sqlx then
/// cannot roll it back, believes for ever that it goes on, and would begin no other one on this connection.
async fn sound(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // The rollback of a transaction that was only let go may still be under way before this.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

impl Tx {
    /// This transaction, with everything written that waited.
    ///
    /// # Errors
    /// What the engine has against one of the rows: then the act is to be given up.
    pub async fn settled(&mut self) -> Result<&mut Tx, StorageError> {
        match self {
            Tx::Sqlite(tx, waiting) if !waiting.is_empty() => {
                let (text, values) = waiting.take()?;
                sqlx::query_with(AssertSqlSafe(text), values).execute(&mut **tx).await?;
            }
            Tx::Postgres(tx, waiting) if !waiting.is_empty() => {
                let (text, values) = waiting.take()?;
                sqlx::query_with(AssertSqlSafe(text), values).execute(&mut **tx).await?;
            }
            _ => {}
        }
        Ok(self)
    }

    /// Waits until no other transaction holds this number, and holds it to its own end. The embedded database has one
    /// writer and needs no lock. (The one statement that only one engine knows.)
    ///
    /// # Errors
    /// [`StorageError::Unavailable`]; [`StorageError::Conflict`] where two would wait for each other.
    pub async fn lock(&mut self, number: i64) -> Result<(), StorageError> {
        if let Tx::Postgres(tx, _) = self.settled().await? {
            sqlx::query("select pg_advisory_xact_lock($1)").bind(number).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Sets, or goes back to, a savepoint: what one write of several in a transaction can be taken back to. What a refused
    /// act was still to write is not written.
    async fn savepoint(&mut self, text: &'static str) -> Result<(), StorageError> {
        match self {
            Tx::Sqlite(tx, waiting) => {
                waiting.forget();
                sqlx::query(text).execute(&mut **tx).await?;
            }
            Tx::Postgres(tx, waiting) => {
                waiting.forget();
                sqlx::raw_sql(text).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// Makes what was written durable.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] where the engine could not: then nothing was written.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        self.settled().await?;
        match self {
            Tx::Sqlite(tx, _) => tx.commit().await?,
            Tx::Postgres(tx, _) => tx.commit().await?,
        }
        Ok(())
    }
}
