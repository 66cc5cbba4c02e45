//! Cases: stored whole, found by every question, and changed by one writer at a time.

use crate::common::Fresh;
use crate::samples::{add_organs, id, open_case, organ, write};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{EventId, OrganId, PersonId, RequestId};
use gongkai_rules::requests::{Now, Request, StateName};
use gongkai_storage::database::{Db, StorageError};
use gongkai_storage::requests::{Bucket, Days, Filter, Handler, Me, Scope, Whose};
use gongkai_storage::vault::KeyRing;
use gongkai_storage::{audit, events, idempotency, requests};
use jiff::civil::date;

async fn two_cases(db: &Db, ring: &KeyRing) {
    add_organs(db, 2).await;
    let ring = ring.clone();
    write(
        db,
        Box::new(move |tx| {
            Box::pin(async move {
                open_case(tx, &ring, 1, 1000, 1).await?;
                open_case(tx, &ring, 1, 2000, 2).await.map(|_| ())
            })
        }),
    )
    .await;
}

#[tokio::test]
async fn a_case_is_found_by_every_question_of_the_worklist() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let ring = KeyRing::generate();
        two_cases(&db, &ring).await;
        let mut tx = db.read().await.expect("read");
        let here = OrganId(id(1));
        let hash = ring.lookup_hash("applicant", "张建国");
        let stranger = ring.lookup_hash("applicant", "李四");
        let me = Me { person: PersonId(id(9)), turns: vec!["clerk"] };
        let all = || Filter::of(Scope::All, me.clone());
        let days = Days { today: date(2026, 3, 2), tomorrow: date(2026, 3, 3), week_end: date(2026, 3, 8) };
        let questions = [
            (all(), 2),
            (Filter::of(Scope::Open, me.clone()), 2),
            (Filter::of(Scope::Closed, me.clone()), 0),
            (Filter { state: Some(StateName::Handling), ..all() }, 2),
            (Filter { state: Some(StateName::Closed), ..all() }, 0),
            (Filter { words: "0002".into(), ..all() }, 1),
            // a percent sign is a percent sign
            (Filter { words: "%".into(), ..all() }, 0),
            (Filter { words: "张建国".into(), hashes: vec![stranger.clone(), hash.clone()], ..all() }, 2),
            (Filter { words: "李四".into(), hashes: vec![stranger.clone()], ..all() }, 0),
            (Filter { bucket: Some(Bucket::Late), ..all() }, 0),
            (Filter { bucket: Some(Bucket::Later), ..all() }, 2),
            (Filter { unopened_before: Some(date(2026, 12, 31)), ..all() }, 0),
            (Filter { handler: Handler::Person(PersonId(id(9))), ..all() }, 0),
            (Filter { handler: Handler::Nobody, ..all() }, 2),
            (Filter { whose: Whose::Mine, ..all() }, 2),
            (Filter { whose: Whose::Others, ..all() }, 0),
            (Filter { whose: Whose::Mine, turns: vec!["head"], ..all() }, 0),
        ];
        for (filter, count) in questions {
            let lines = requests::list(&mut tx, &ring, here, &filter, days, 50, 0).await.expect("a list");
            assert_eq!(lines.len(), count, "{filter:?}");
            assert!(lines.iter().all(|line| line.mask == "张*国"));
            let groups = requests::groups(&mut tx, here, &filter, days).await.expect("groups");
            assert_eq!(groups.iter().map(|(_, _, count)| *count).sum::<u64>(), count as u64, "{filter:?}");
            let elsewhere = requests::list(&mut tx, &ring, OrganId(id(2)), &filter, days, 50, 0).await.expect("a list");
            assert!(elsewhere.is_empty(), "another organ's cases");
        }
        let (number, hash_of_code) = ("C1-2026-0001", ring.lookup_hash("query_code", "CODE1000"));
        let (by_number, code) = requests::by_number(&mut tx, number).await.expect("asked").expect("found");
        assert_eq!((by_number, code), (RequestId(id(1000)), Some(hash_of_code)));
        assert_eq!(requests::in_organ(&mut tx, OrganId(id(2)), number).await.expect("asked"), None);
        assert_eq!(requests::tally(&mut tx, here).await.expect("tally").iter().map(|row| row.2).sum::<i64>(), 2);
        let counts = requests::counts(&mut tx, here, &me, date(2026, 12, 31)).await.expect("counts");
        assert_eq!((counts.open, counts.mine, counts.late, counts.today, counts.to_sign), (2, 2, 2, 0, 0));
        let same = requests::by_applicant(&mut tx, here, &[hash.clone(), stranger, Vec::new()]).await.expect("earlier");
        assert_eq!(same.iter().map(|earlier| earlier.fields.as_str()).collect::<Vec<_>>(), ["name", "name"]);
        let earlier = requests::earlier(&mut tx, here, &hash, Some(RequestId(id(1000)))).await.expect("earlier");
        assert_eq!(earlier.len(), 1, "the other case of the same person");
        let overview =
            requests::overview(&mut tx, &organ(1), date(2026, 12, 31), date(2026, 12, 31)).await.expect("overview");
        assert_eq!(overview.iter().map(|row| (row.open, row.late)).collect::<Vec<_>>(), [(2, 2)]);
        let due = requests::due_counts(&mut tx, date(2026, 3, 2), date(2026, 12, 31)).await.expect("due");
        assert_eq!(due, (0, 2));
        assert_eq!(requests::open_cases(&mut tx).await.expect("open").len(), 2);
        assert_eq!(requests::of_organ(&mut tx, here).await.expect("all").len(), 2);
        drop(tx);
        db.close().await;
    }
}

#[tokio::test]
async fn a_stored_case_is_what_its_stored_events_make_of_it() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        two_cases(&db, &KeyRing::generate()).await;
        let mut tx = db.read().await.expect("read");
        let stored = requests::find(&mut tx, RequestId(id(1000))).await.expect("read").expect("found");
        let history: Vec<Recorded> = events::of_stream(&mut tx, id(1000)).await.expect("events");
        assert_eq!(Request::replay(RequestId(id(1000)), OrganId(id(1)), &history), Some(stored.request));
        // Received 2 March 2026; 清明 falls on Monday 6 April and lies after the twenty working days.
        assert_eq!(stored.due, Some(date(2026, 3, 30)));
        drop(tx);
        db.close().await;
    }
}

/// Two people act on one case at once: whoever commits second has done nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_acts_on_the_same_version_one_is_refused() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        two_cases(&db, &KeyRing::generate()).await;
        let acts = (0..8).map(|actor: u128| {
            let db = db.clone();
            tokio::spawn(async move {
                db.write(Box::new(move |tx| {
                    Box::pin(async move {
                        // Each has loaded version 2 before, as pages do.
                        let title = format!("题目{actor}");
                        let mut history: Vec<Recorded> = events::of_stream(tx, id(1000)).await?;
                        history.truncate(2);
                        history.push(Recorded {
                            id: EventId(id(77_000 + actor)),
                            version: 3,
                            event: Event::Titled { title },
                            ..history[1].clone()
                        });
                        let request = Request::replay(RequestId(id(1000)), OrganId(id(1)), &history).expect("a case");
                        events::append(tx, "request", id(1000), OrganId(id(1)), &history[2..]).await?;
                        let calendar = Calendar::embedded();
                        requests::save(tx, &request, 2, Now { today: date(2026, 3, 3), calendar: &calendar }).await
                    })
                }))
                .await
            })
        });
        let mut done = 0;
        for act in acts.collect::<Vec<_>>() {
            match act.await.expect("no panic") {
                Ok(()) => done += 1,
                Err(StorageError::Conflict(_)) => {}
                Err(other) => panic!("not a conflict: {other}"),
            }
        }
        assert_eq!(done, 1);
        assert_eq!(fresh.number("select count(*) from events where version = 3").await, 1);
        assert_eq!(fresh.number("select count(*) from requests where version = 3").await, 1);
        db.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twins_with_one_idempotency_key_one_acts() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let twins = (0..8).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                db.write(Box::new(|tx| {
                    Box::pin(async move {
                        if idempotency::find(tx, "key").await?.is_some() {
                            return Ok(false);
                        }
                        let used = idempotency::Used {
                            target: "POST /apply".into(),
                            body_hash: vec![1],
                            location: "/apply/done".into(),
                            label: "C1-2026-0001".into(),
                        };
                        idempotency::spend(tx, "key", &used, 1).await.map(|()| true)
                    })
                }))
                .await
            })
        });
        let mut acted = 0;
        for twin in twins.collect::<Vec<_>>() {
            match twin.await.expect("no panic") {
                Ok(true) => acted += 1,
                Ok(false) | Err(StorageError::Conflict(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(acted, 1);
        let mut tx = db.read().await.expect("read");
        let used = idempotency::find(&mut tx, "key").await.expect("asked").expect("kept");
        assert_eq!((used.location.as_str(), used.label.as_str()), ("/apply/done", "C1-2026-0001"));
        drop(tx);
        let forgotten = write(&db, Box::new(|tx| Box::pin(idempotency::forget(tx, 2)))).await;
        assert_eq!(forgotten, 1);
        db.close().await;
    }
}

#[tokio::test]
async fn audit_rows_of_a_case_hang_together_and_tell_every_change() {
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    add_organs(&db, 1).await;
    let row = |number: u128, action: &str| audit::AuditRow {
        id: id(number),
        at: "2026-03-02T01:00:00Z".parse().expect("an instant"),
        actor: "person",
        by: Some(id(5)),
        organ: Some(id(1)),
        action: action.to_owned(),
        subject_kind: "request",
        subject: Some(id(1000)),
        detail: "C1-2026-0001".into(),
    };
    let (first, second) = (row(1, "submit"), row(2, "confirm"));
    let rows = [first.clone(), second.clone()];
    write(
        &db,
        Box::new(move |tx| {
            Box::pin(async move {
                for row in &rows {
                    audit::append(tx, row).await?;
                }
                Ok(())
            })
        }),
    )
    .await;
    let before = audit::Linked { place: 1, ..audit::Linked::default() };
    let linked = audit::Linked { place: 2, previous: audit::link(&before, &first), ..audit::Linked::default() };
    let hash = audit::link(&linked, &second);
    let kept = fresh
        .number(&format!("select count(*) from audit where hash = '{hash}' and previous = '{}'", linked.previous))
        .await;
    assert_eq!(kept, 1);
    for changed in [
        audit::AuditRow { action: "archive".into(), ..second.clone() },
        audit::AuditRow { by: None, ..second.clone() },
        audit::AuditRow { detail: "C1-2026-0002".into(), ..second.clone() },
        audit::AuditRow { at: "2026-03-02T01:00:01Z".parse().expect("an instant"), ..second.clone() },
    ] {
        assert_ne!(audit::link(&linked, &changed), hash);
    }
    db.close().await;
}

/// Looks at an applicant's data record no event, so nothing else keeps two of them from both being "the next".
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rows_written_at_once_stand_one_behind_the_other() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let writers = (1..=20_u128).map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                db.write(Box::new(move |tx| {
                    Box::pin(async move {
                        let row = audit::AuditRow {
                            id: id(number),
                            at: "2026-03-02T01:00:00Z".parse().expect("an instant"),
                            actor: "person",
                            by: Some(id(5)),
                            organ: None,
                            action: "reveal".to_owned(),
                            subject_kind: "request",
                            subject: Some(id(1000)),
                            detail: String::new(),
                        };
                        audit::append(tx, &row).await
                    })
                }))
                .await
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("no panic").expect("written");
        }
        assert_eq!(fresh.number("select count(distinct place) from audit where place between 1 and 20").await, 20);
        let linked = "select count(*) from audit a join audit b on b.hash = a.previous and b.place = a.place - 1";
        assert_eq!(fresh.number(linked).await, 19);
        db.close().await;
    }
}
