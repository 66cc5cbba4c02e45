//! A fresh database for each test, on every engine there is: an SQLite file, and a PostgreSQL database of its own
//! where `GONGKAI_TEST_POSTGRES` names a server (`script/test` starts one). Shared by the tests of other crates.
#![allow(dead_code)] // each test binary uses a part of it

use gongkai_storage::database::Db;
use sqlx::{Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::sync::Once;

/// A fresh, empty database with a folder for keys and files. Both are gone when it is dropped.
pub struct Fresh {
    folder: tempfile::TempDir,
    url: String,
    /// The server's address and the database on it that is ours.
    postgres: Option<(String, String)>,
}

#[allow(clippy::disallowed_methods)] // tests are told of the server by the environment
fn postgres_server() -> Option<String> {
    static TOLD: Once = Once::new();
    let server = std::env::var("GONGKAI_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        TOLD.call_once(|| eprintln!("GONGKAI_TEST_POSTGRES is not set: this test runs on SQLite only"));
    }
    server
}

impl Fresh {
    /// One for each engine there is.
    pub async fn each() -> Vec<Fresh> {
        let mut all = vec![Fresh::sqlite()];
        all.extend(Fresh::postgres().await);
        all
    }

    /// An SQLite file, not yet made.
    pub fn sqlite() -> Fresh {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("gongkai.db").display());
        Fresh { folder, url, postgres: None }
    }

    /// An empty database on the PostgreSQL server, if there is one.
    pub async fn postgres() -> Option<Fresh> {
        let server = postgres_server()?;
        let folder = tempfile::tempdir().expect("a folder");
        let random = folder.path().file_name().expect("a name").to_string_lossy().to_lowercase();
        let name: String = format!("gongkai_{random}_{}", std::process::id())
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut admin = PgConnection::connect(&server).await.expect("the PostgreSQL server of GONGKAI_TEST_POSTGRES");
        let text = format!("create database {name}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut admin).await.expect("a database");
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        let url = format!("{base}/{name}");
        Some(Fresh { folder, url, postgres: Some((server, name)) })
    }

    /// `database.url`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The data directory.
    pub fn dir(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the data directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    /// Opens it, with its tables made.
    pub async fn open(&self) -> Db {
        Db::open(&self.url, self.dir()).await.expect("an open database")
    }

    /// Runs SQL as somebody with direct access to the database would, behind the program's back.
    pub async fn by_hand(&self, text: &str) -> u64 {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        if self.is_postgres() {
            let mut connection = PgConnection::connect(&self.url).await.expect("a connection");
            sqlx::raw_sql(text).execute(&mut connection).await.expect("SQL by hand").rows_affected()
        } else {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.expect("a connection");
            sqlx::raw_sql(text).execute(&mut connection).await.expect("SQL by hand").rows_affected()
        }
    }

    /// A number asked for by hand.
    pub async fn number(&self, text: &str) -> i64 {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        if self.is_postgres() {
            let mut connection = PgConnection::connect(&self.url).await.expect("a connection");
            sqlx::query_scalar(text).fetch_one(&mut connection).await.expect("a number")
        } else {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.expect("a connection");
            sqlx::query_scalar(text).fetch_one(&mut connection).await.expect("a number")
        }
    }
}

impl Fresh {
    /// Texts asked for by hand.
    pub async fn texts(&self, text: &str) -> Vec<String> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        if self.is_postgres() {
            let mut connection = PgConnection::connect(&self.url).await.expect("a connection");
            sqlx::query_scalar(text).fetch_all(&mut connection).await.expect("texts")
        } else {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.expect("a connection");
            sqlx::query_scalar(text).fetch_all(&mut connection).await.expect("texts")
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let Some((server, name)) = self.postgres.take() else { return };
        // A thread of its own, for the test's runtime may be gone or busy.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&server).await.expect("the PostgreSQL server");
                let text = format!("drop database if exists {name} with (force)");
                sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut admin).await.expect("dropped");
            });
        });
        let _ = dropped.join();
    }
}
