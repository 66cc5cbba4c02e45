//! Numbers under crowds: none is given twice, none is left out.

use crate::common::Fresh;
use crate::samples::{add_organs, id, write};
use gongkai_rules::ids::OrganId;
use gongkai_storage::database::StorageError;
use gongkai_storage::series;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_is_given_every_number_once() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        add_organs(&db, 2).await;
        let mut takers = Vec::new();
        for taker in 0..60 {
            let db = db.clone();
            let organ = OrganId(id(1 + taker % 2));
            takers.push(tokio::spawn(async move {
                db.write(Box::new(move |tx| {
                    Box::pin(
                        async move { Ok::<_, StorageError>((organ, series::take(tx, organ, "request", 2026).await?)) },
                    )
                }))
                .await
            }));
        }
        let mut taken = Vec::new();
        for taker in takers {
            taken.push(taker.await.expect("no panic").expect("a number"));
        }
        for organ in [OrganId(id(1)), OrganId(id(2))] {
            let mut numbers: Vec<i64> =
                taken.iter().filter(|(of, _)| *of == organ).map(|(_, number)| *number).collect();
            numbers.sort_unstable();
            assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
        }
        db.close().await;
    }
}

/// The unacknowledged act of a taker that fails takes no number with it.
#[tokio::test]
async fn a_number_taken_by_an_act_that_failed_is_given_to_the_next() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        add_organs(&db, 1).await;
        let organ = OrganId(id(1));
        let failed: Result<(), StorageError> = db
            .write(Box::new(move |tx| {
                Box::pin(async move {
                    series::take(tx, organ, "request", 2026).await?;
                    Err(StorageError::Conflict("the act failed".into()))
                })
            }))
            .await;
        assert!(matches!(failed, Err(StorageError::Conflict(_))));
        let next = write(&db, Box::new(move |tx| Box::pin(series::take(tx, organ, "request", 2026)))).await;
        assert_eq!(next, 1);
        db.close().await;
    }
}

#[tokio::test]
async fn the_next_number_is_set_forward_only() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        add_organs(&db, 1).await;
        let organ = OrganId(id(1));
        write(&db, Box::new(move |tx| Box::pin(series::advance(tx, organ, "request", 2026, 38)))).await;
        let next = write(&db, Box::new(move |tx| Box::pin(series::take(tx, organ, "request", 2026)))).await;
        assert_eq!(next, 38);
        let back = db.write(Box::new(move |tx| Box::pin(series::advance(tx, organ, "request", 2026, 38)))).await;
        assert!(matches!(back, Err(StorageError::Conflict(_))), "38 would be given twice");
        db.close().await;
    }
}
