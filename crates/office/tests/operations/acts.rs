//! What every act promises: once, whole, and done even when whoever asked has gone.

use crate::common::Fresh;
use crate::office::{ASKED, founded, once, open, request, submit};
use gongkai_office::operations::health::NotReady;
use gongkai_office::{Once, Refusal};
use gongkai_storage::database::StorageError;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_request_sent_many_times_at_once_one_is_opened() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let senders = (0..8).map(|_| {
            let office = office.clone();
            tokio::spawn(async move { office.submit(organ, once(1), request(&office, ASKED)).await })
        });
        let mut opened = Vec::new();
        for sender in senders.collect::<Vec<_>>() {
            match sender.await.expect("no panic") {
                Ok(one) => opened.push(one.request.number),
                Err(Refusal::Repeated { location }) => assert_eq!(location, "/apply/done"),
                // On PostgreSQL a twin that came at the very same time may be told to try again.
                Err(Refusal::Unavailable(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(opened.len(), 1);
        assert_eq!(fresh.number("select count(*) from requests").await, 1);
        let other_words = Once { body_hash: vec![9], ..once(1) };
        match office.submit(organ, other_words, request(&office, ASKED)).await {
            Err(Refusal::AlreadySent { label }) => assert_eq!(label, opened[0]),
            other => panic!("{other:?}"),
        }
        assert!(office.verify(&mut |_, _| {}).await.expect("verified").differences.is_empty());
        office.db().close().await;
    }
}

/// The browser's connection breaks while the act is under way: the act is done all the same, and whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_act_outlives_whoever_asked_for_it() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let gone = office.submit(organ, once(1), request(&office, ASKED));
        // Polled once, so that the act has begun, and dropped.
        let _ = tokio::time::timeout(Duration::ZERO, gone).await;
        let ended = tokio::time::timeout(Duration::from_secs(30), async {
            while fresh.number("select count(*) from idempotency").await == 0 {
                tokio::task::yield_now().await;
            }
        });
        ended.await.expect("the act ends");
        assert_eq!(fresh.number("select count(*) from requests").await, 1);
        assert!(office.verify(&mut |_, _| {}).await.expect("verified").differences.is_empty());
        office.db().close().await;
    }
}

#[tokio::test]
async fn a_start_with_sealed_rows_and_without_keys_is_refused_and_makes_none() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        submit(&office, organ, 1).await;
        assert_eq!(office.ready().await, Ok(()));
        office.db().close().await;
        std::fs::rename(fresh.file("keys.json"), fresh.file("kept.json")).expect("moved");
        let opened = gongkai_office::Office::open(fresh.dir(), Some(fresh.url())).await;
        assert!(matches!(opened.err(), Some(StorageError::Keys(_))));
        assert!(!fresh.file("keys.json").exists());
        // Another ring is no better: the server starts, and says that it is not ready.
        gongkai_storage::vault::KeyRing::generate().store_new(&fresh.file("keys.json")).expect("stored");
        let office = open(&fresh).await;
        assert!(matches!(office.ready().await, Err(NotReady::Keys(_))));
        office.db().close().await;
    }
}
