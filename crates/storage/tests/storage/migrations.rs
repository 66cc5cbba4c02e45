//! Tables are made once, by whoever comes first, and never by a program older than they are.

use crate::common::Fresh;
use gongkai_storage::database::{Db, StorageError};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_openers_at_once_make_the_tables_once() {
    for fresh in Fresh::each().await {
        let openers = (0..6).map(|_| {
            let (url, dir) = (fresh.url().to_owned(), fresh.dir().to_owned());
            tokio::spawn(async move { Db::open(&url, &dir).await })
        });
        for opener in openers.collect::<Vec<_>>() {
            let db = opener.await.expect("no panic").expect("an open database");
            assert!(db.is_current().await.expect("asked"));
            db.close().await;
        }
        let made = fresh.number("select count(*) from _sqlx_migrations").await;
        assert_eq!(fresh.number("select count(distinct version) from _sqlx_migrations").await, made);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_and_left_as_it_is() {
    for fresh in Fresh::each().await {
        fresh.open().await.close().await;
        let truth = if fresh.is_postgres() { "true" } else { "1" };
        let checksum = if fresh.is_postgres() { "'\\x00'::bytea" } else { "x'00'" };
        fresh
            .by_hand(&format!(
                "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'of tomorrow', {truth}, {checksum}, 1)"
            ))
            .await;
        match Db::open(fresh.url(), fresh.dir()).await {
            Err(StorageError::Newer(9999)) => {}
            other => panic!("not refused as newer: {:?}", other.map(|db| db.engine())),
        }
        assert_eq!(fresh.number("select count(*) from organs").await, 0);
    }
}

/// While it runs, another process may bring the tables further: `/readyz` then says so.
#[tokio::test]
async fn a_running_program_notices_that_the_tables_have_moved_on() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        assert!(db.is_current().await.expect("asked"));
        let truth = if fresh.is_postgres() { "true" } else { "1" };
        let checksum = if fresh.is_postgres() { "'\\x00'::bytea" } else { "x'00'" };
        fresh
            .by_hand(&format!(
                "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'of tomorrow', {truth}, {checksum}, 1)"
            ))
            .await;
        assert!(!db.is_current().await.expect("asked"));
        db.close().await;
    }
}

#[tokio::test]
async fn another_kind_of_address_is_refused_in_words() {
    let fresh = Fresh::sqlite();
    match Db::open("mysql://x", fresh.dir()).await {
        Err(StorageError::Setting(words)) => assert!(words.contains("database.url"), "{words}"),
        other => panic!("{:?}", other.map(|db| db.engine())),
    }
}

/// What the promise "acknowledged is durable" rests on.
#[tokio::test]
async fn sqlite_is_opened_to_keep_what_it_acknowledges() {
    use gongkai_storage::database::Tx;
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    let Ok(Tx::Sqlite(mut tx, _)) = db.read().await else { panic!("not SQLite") };
    for (pragma, wanted) in [("synchronous", 2), ("foreign_keys", 1)] {
        let text = sqlx::AssertSqlSafe(format!("select {pragma} from pragma_{pragma}"));
        let (value,): (i64,) = sqlx::query_as(text).fetch_one(&mut *tx).await.expect("a pragma");
        assert_eq!(value, wanted, "{pragma}");
    }
    let (mode,): (String,) =
        sqlx::query_as("select journal_mode from pragma_journal_mode").fetch_one(&mut *tx).await.expect("a pragma");
    assert_eq!(mode, "wal");
}
