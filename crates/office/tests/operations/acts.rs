//! What every act promises: once, whole, and done even when whoever asked has gone.

use crate::common::Fresh;
use crate::office::{ASKED, administrator, founded, once, open, person, request, submit};
use gongkai_office::accounts::setup::NewOrgan;
use gongkai_office::operations::health::NotReady;
use gongkai_office::requests::{NewRequest, OnCase};
use gongkai_office::settings::OrganSettings;
use gongkai_office::{Once, Refusal};
use gongkai_rules::events::Event;
use gongkai_rules::organs::Level;
use gongkai_rules::people::Role;
use gongkai_storage::database::StorageError;
use gongkai_storage::organs;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;

/// How many do the same at once.
const TWINS: usize = 12;

/// Does something so many times at the very same moment: everybody waits until everybody is ready.
async fn at_once<T, F, W>(what: F) -> Vec<Result<T, Refusal>>
where
    T: Send + 'static,
    F: Fn(usize) -> W,
    W: Future<Output = Result<T, Refusal>> + Send + 'static,
{
    let ready = Arc::new(Barrier::new(TWINS));
    let twins: Vec<_> = (0..TWINS)
        .map(|twin| {
            let (ready, work) = (ready.clone(), what(twin));
            tokio::spawn(async move {
                ready.wait().await;
                work.await
            })
        })
        .collect();
    let mut results = Vec::new();
    for twin in twins {
        results.push(twin.await.expect("no panic"));
    }
    results
}

/// One did it, and everybody else was told what that one made.
fn one_did_it<T: std::fmt::Debug>(results: Vec<Result<T, Refusal>>, leads_to: &str) -> T {
    let mut done = Vec::new();
    for result in results {
        match result {
            Ok(one) => done.push(one),
            Err(Refusal::Repeated { location }) => assert_eq!(location, leads_to),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(done.len(), 1);
    done.pop().expect("one")
}

async fn is_whole(office: &gongkai_office::Office) {
    assert_eq!(office.verify(&mut |_, _| {}).await.expect("verified").differences.len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_request_sent_many_times_at_once_one_is_opened_and_all_are_told_of_it() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        for round in 1..=4 {
            let results = at_once(|_| {
                let office = office.clone();
                async move { office.submit(organ, once(round), request(&office, ASKED)).await }
            });
            let opened = one_did_it(results.await, "/apply/done");
            assert_eq!(fresh.number("select count(*) from requests").await, round.cast_signed());
            let other_words = Once { body_hash: vec![9], ..once(round) };
            match office.submit(organ, other_words, request(&office, ASKED)).await {
                Err(Refusal::AlreadySent { label }) => assert_eq!(label, opened.request.number),
                other => panic!("{other:?}"),
            }
        }
        is_whole(&office).await;
        office.db().close().await;
    }
}

#[tokio::test]
async fn a_number_that_a_register_brought_is_passed_over() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let numbered = office.db().write::<_, StorageError>(Box::new(move |tx| {
            Box::pin(async move {
                let organ = organs::find(tx, organ).await?.expect("the organ");
                let (mut settings, version): (OrganSettings, i64) = organs::settings(tx, organ.id).await?;
                settings.case_number_pattern = "{year}-{serial:4}".into();
                organs::update(tx, &organ, &settings, version).await
            })
        }));
        numbered.await.expect("settings");
        let number = |serial: i64| format!("{}-{serial:04}", office.clock().today().year());
        // Numbers of the organ's own look, of which the series knows nothing.
        for serial in [1, 3] {
            let kept = NewRequest { number: Some(number(serial)), ..request(&office, ASKED) };
            let opened = office.submit(organ, once(serial.unsigned_abs()), kept).await.expect("opened");
            assert_eq!(opened.request.number, number(serial));
        }
        for (key, serial) in [(10, 2), (11, 4)] {
            let opened = office.submit(organ, once(key), request(&office, ASKED)).await.expect("opened");
            assert_eq!(opened.request.number, number(serial));
        }
        is_whole(&office).await;
        office.db().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_an_act_on_a_case_sent_many_times_at_once_one_is_done_and_all_are_told_of_it() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let clerk = person(&office, organ, "jingban", &[Role::Clerk]).await;
        for round in 1..=4 {
            let id = submit(&office, organ, round).await.request.id;
            let results = at_once(|_| {
                let (office, clerk) = (office.clone(), clerk.clone());
                let form = Once { target: "POST /confirm".into(), ..once(100 + round) };
                let case = OnCase { id, seen: Some(1), once: Some(form) };
                async move { office.confirm(&clerk, case, office.clock().today(), "电话里核对过".into()).await }
            });
            let done = one_did_it(results.await, &format!("/desk/requests/{id}"));
            assert_eq!(done.version, 3, "received, with its record, once");
        }
        is_whole(&office).await;
        office.db().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_people_on_one_case_at_once_one_acts_and_the_others_see_what_was_done() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let clerk = person(&office, organ, "jingban", &[Role::Clerk]).await;
        let id = submit(&office, organ, 1).await.request.id;
        let results = at_once(|twin| {
            let (office, clerk) = (office.clone(), clerk.clone());
            let case = OnCase { id, seen: Some(1), once: Some(once(100 + twin as u64)) };
            async move { office.title(&clerk, case, format!("建设路征收补偿方案之{twin}")).await }
        });
        let mut done = 0;
        for result in results.await {
            match result {
                Ok(request) => done += usize::from(request.version == 2),
                Err(Refusal::Conflict { meanwhile, version }) => {
                    assert_eq!((meanwhile.len(), version), (1, 2));
                    assert!(matches!(&meanwhile[0].event, Event::Titled { .. }));
                }
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(done, 1);
        is_whole(&office).await;
        office.db().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_an_organ_added_many_times_at_once_one_is_made_and_all_are_told_of_it() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let who = administrator(&office).await;
        let results = at_once(|_| {
            let (office, who) = (office.clone(), who.clone());
            let new = NewOrgan {
                name: "西工路街道办事处".into(),
                short_name: String::new(),
                code: "XGL".into(),
                organ_word: String::new(),
                level: Level::Subdistrict,
                parent: Some(organ),
            };
            async move { office.add_organ_below(&who, organ, new, once(7)).await }
        });
        one_did_it(results.await, "/desk/organs?done=organ-added");
        assert_eq!(fresh.number("select count(*) from organs").await, 2);
        is_whole(&office).await;
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
        is_whole(&office).await;
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
