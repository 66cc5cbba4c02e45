//! Writes that wait at the same time: each whole or not at all, none acknowledged before it is there.

use crate::common::Fresh;
use futures::FutureExt;
use gongkai_storage::database::{Db, StorageError, Tx, Work};
use gongkai_storage::idempotency::{self, Used};
use gongkai_storage::meta;
use std::panic::AssertUnwindSafe;
use tokio::sync::oneshot;

/// What becomes of a write after it has written its key.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Kept,
    Refused,
    Panics,
}

fn set(key: String, end: End) -> Work<(), StorageError> {
    Box::new(move |tx| {
        Box::pin(async move {
            meta::set(tx, &key, "here").await?;
            // A row that is only noted down, and written with others later.
            idempotency::spend(tx, &key, &used(), 0).await?;
            match end {
                End::Kept => Ok(()),
                End::Refused => Err(StorageError::Setting(format!("no {key}"))),
                End::Panics => panic!("no {key}"),
            }
        })
    })
}

fn used() -> Used {
    Used { target: "POST /".into(), body_hash: vec![1], location: "/".into(), label: String::new() }
}

/// Whether what [`set`] writes is there: both of its rows, or neither.
async fn there(db: &Db, key: &str) -> bool {
    let mut tx = db.read().await.expect("read");
    let written = meta::get(&mut tx, key).await.expect("a look").is_some();
    assert_eq!(idempotency::find(&mut tx, key).await.expect("a look").is_some(), written, "{key} is there by half");
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn in_a_crowd_what_is_kept_is_there_and_what_fails_leaves_nothing_and_harms_nobody() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let end = |number: usize| match number % 5 {
            0 => End::Refused,
            3 => End::Panics,
            _ => End::Kept,
        };
        let writers = (0..60).map(|number| {
            let (db, look, key) = (db.clone(), db.clone(), format!("write-{number}"));
            tokio::spawn(async move {
                let work = set(key.clone(), end(number));
                let writing = async move {
                    // Side by side, and behind each other.
                    if number % 2 == 0 { db.write(work).await } else { db.write_in_turn(7, work).await }
                };
                let written = AssertUnwindSafe(writing).catch_unwind().await;
                match written {
                    Ok(Ok(())) => assert!(there(&look, &key).await, "{key} was acknowledged"),
                    Ok(Err(error)) => assert_eq!(error.to_string(), format!("no {key}"), "its own refusal"),
                    Err(_) => assert!(end(number) == End::Panics, "{key}"),
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("as it must be");
        }
        for number in 0..60 {
            let key = format!("write-{number}");
            assert_eq!(there(&db, &key).await, end(number) == End::Kept, "{key}");
        }
        db.close().await;
    }
}

/// A write that waits for a sign before it ends.
fn held(sign: oneshot::Receiver<()>) -> Work<(), StorageError> {
    Box::new(move |tx| {
        Box::pin(async move {
            meta::set(tx, "held", "here").await?;
            let _ = sign.await;
            Ok(())
        })
    })
}

#[tokio::test]
async fn writes_that_waited_together_are_there_together() {
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    let (go, sign) = oneshot::channel();
    let first = async {
        db.write(held(sign)).await.expect("written");
        // They shared its commit: with the first acknowledged, all are there.
        let mut missing = Vec::new();
        for key in ["a", "b", "c"] {
            if !there(&db, key).await {
                missing.push(key);
            }
        }
        missing
    };
    let kept = |key: &str| db.write(set(key.into(), End::Kept));
    let release = async { go.send(()).expect("the first waits") };
    let (missing, a, refused, b, c, ()) =
        tokio::join!(first, kept("a"), db.write(set("x".into(), End::Refused)), kept("b"), kept("c"), release);
    assert_eq!(missing, Vec::<&str>::new());
    assert!(a.is_ok() && b.is_ok() && c.is_ok() && refused.is_err());
    assert!(!there(&db, "x").await, "only its own part is taken back");
    db.close().await;
}

/// Lets the database grow by so many pages and no further: a full disk.
async fn full_after(tx: &mut Tx, pages: i64) -> Result<(), StorageError> {
    let Tx::Sqlite(tx, _) = tx else { return Ok(()) };
    let (count,): (i64,) = sqlx::query_as("pragma page_count").fetch_one(&mut **tx).await?;
    let text = sqlx::AssertSqlSafe(format!("pragma max_page_count = {}", count + pages));
    sqlx::query(text).execute(&mut **tx).await?;
    Ok(())
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_acknowledged_that_is_not_there() {
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    let (go, sign) = oneshot::channel();
    let large: Work<(), StorageError> = Box::new(|tx| {
        Box::pin(async move {
            full_after(tx, 2).await?;
            meta::set(tx, "large", &"公".repeat(100_000)).await
        })
    });
    let release = async { go.send(()).expect("the first waits") };
    let kept = |key: &str| db.write(set(key.into(), End::Kept));
    let (first, before, large, after, ()) =
        tokio::join!(db.write(held(sign)), kept("before"), db.write(large), kept("after"), release);
    assert!(matches!(large, Err(StorageError::Unavailable(_))), "{large:?}");
    assert!(!there(&db, "large").await);
    for (key, written) in [("held", first), ("before", before), ("after", after)] {
        assert_eq!(there(&db, key).await, written.is_ok(), "{key}");
    }
    let again: Work<(), StorageError> = Box::new(|tx| {
        Box::pin(async move {
            full_after(tx, 1_000_000).await?;
            meta::set(tx, "again", "here").await
        })
    });
    db.write(again).await.expect("with room there is writing");
    db.close().await;
}

#[tokio::test]
async fn a_write_that_comes_after_the_end_is_told_so() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        db.close().await;
        let late = db.write(set("late".into(), End::Kept)).await;
        assert!(matches!(late, Err(StorageError::Unavailable(_))), "{late:?}");
    }
}

/// A browser that closes ends its page wherever it stands, also between BEGIN and its answer. The connection must not go back
/// to the pool inside a transaction that nobody ends: the next write would be in it, and the next page would see its old view.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_that_is_gone_leaves_no_transaction_behind() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        for steps in 0..300 {
            let gone = async {
                for _ in 0..steps {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                biased;
                read = db.read() => drop(read.expect("read")),
                () = gone => {}
            }
            let key = format!("write-{steps}");
            db.write(set(key.clone(), End::Kept)).await.expect("written");
            assert!(there(&db, &key).await, "{key} was acknowledged");
        }
        db.close().await;
    }
}
