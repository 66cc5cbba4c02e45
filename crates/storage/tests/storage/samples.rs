//! An organ and a case to store.

use gongkai_rules::calendar::Calendar;
use gongkai_rules::events::{Event, Matter, Recorded, ReplyWay};
use gongkai_rules::ids::{EventId, MatterId, OrganId, RequestId, SealedId};
use gongkai_rules::organs::{Level, Organ};
use gongkai_rules::outcomes::{ApplicantKind, Channel};
use gongkai_rules::requests::{Now, Request};
use gongkai_storage::database::{Db, StorageError, Tx, Work};
use gongkai_storage::requests::NewCase;
use gongkai_storage::vault::{KeyRing, Place};
use gongkai_storage::{events, organs, requests};
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

/// An identifier that is the same in every run.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An organ without a parent.
pub fn organ(number: u128) -> Organ {
    Organ {
        id: OrganId(id(number)),
        path: vec![OrganId(id(number))],
        code: format!("C{number}"),
        name: format!("第{number}区人民政府"),
        short_name: format!("第{number}区"),
        organ_word: "区".into(),
        level: Level::County,
        abolished: false,
    }
}

/// Does the work in one transaction.
pub async fn write<T: Send + 'static>(db: &Db, work: Work<T, StorageError>) -> T {
    db.write(work).await.expect("written")
}

/// Adds organs 1 to `count`.
pub async fn add_organs(db: &Db, count: u128) {
    write(
        db,
        Box::new(move |tx| {
            Box::pin(async move {
                for number in 1..=count {
                    organs::add(tx, &organ(number), &serde_json::json!({})).await?;
                }
                Ok(())
            })
        }),
    )
    .await;
}

/// The events of a case handed in at the counter.
pub fn beginning(request: u128, number: &str) -> Vec<Recorded> {
    let day = date(2026, 3, 2);
    let at: Timestamp = "2026-03-02T01:00:00Z".parse().expect("an instant");
    let submitted = Event::Submitted {
        number: number.to_owned(),
        channel: Channel::Counter,
        applicant_kind: ApplicantKind::NaturalPerson,
        applicant: SealedId(id(request + 1)),
        matters: vec![Matter { id: MatterId(id(request + 2)), content: SealedId(id(request + 3)) }],
        reply_way: ReplyWay::PickUp,
        files: Vec::new(),
    };
    [submitted, Event::Registered { note: None }]
        .into_iter()
        .zip(1..)
        .map(|(event, version)| Recorded {
            id: EventId(id(request * 1000 + u128::from(version))),
            version,
            effective_on: day,
            recorded_at: at,
            by: None,
            event,
        })
        .collect()
}

/// Stores the case that begins so, with its applicant called 张建国.
pub async fn open_case(
    tx: &mut Tx,
    ring: &KeyRing,
    organ: u128,
    request: u128,
    serial: i64,
) -> Result<Request, StorageError> {
    let number = format!("C{organ}-2026-{serial:04}");
    let events = beginning(request, &number);
    let organ_id = OrganId(id(organ));
    let case = Request::replay(RequestId(id(request)), organ_id, &events).expect("a beginning");
    let key = ring.new_data_key(tx, id(request)).await?;
    let place = Place { table: "requests", row: id(request), field: "applicant" };
    key.seal(tx, SealedId(id(request + 1)), place, "张建国 110101194910010018 13800138000").await?;
    let new = NewCase {
        year: 2026,
        serial,
        mask: "张*国".to_owned(),
        query_code_hash: Some(ring.lookup_hash("query_code", &format!("CODE{request}"))),
        index: vec![("name", ring.lookup_hash("applicant", "张建国"))],
    };
    let calendar = Calendar::embedded();
    let added = requests::add(tx, &key, &case, &new, Now { today: date(2026, 3, 2), calendar: &calendar }).await?;
    assert!(added, "the number is free");
    events::append(tx, "request", id(request), organ_id, &events).await?;
    Ok(case)
}
