//! A program with a newer calendar starts; another over the same database follows.

use super::*;
use crate::reading::worklist::tests::{at, case, office};
use crate::{Once, ids};
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::Actor;
use gongkai_storage::{events, meta};
use jiff::civil::date;

fn notice() -> Notice {
    let day =
        |name: &str, date: &str, off: bool| format!(r#"{{"name": "{name}", "date": "{date}", "isOffDay": {off}}}"#);
    let days = [day("元旦", "2027-01-01", true), day("元旦", "2027-01-04", true), day("元旦", "2027-01-09", false)];
    let text = format!(r#"{{"year": 2027, "papers": ["https://www.gov.cn/2027"], "days": [{}]}}"#, days.join(","));
    Notice::from_json(&text).unwrap()
}

async fn history(office: &Office, id: RequestId) -> Vec<Recorded> {
    let mut tx = office.read().await.unwrap();
    events::of_stream(&mut tx, id.0).await.unwrap()
}

#[tokio::test]
async fn a_start_with_a_newer_calendar_recomputes_once_and_says_which_cases_moved() {
    let dir = tempfile::tempdir().unwrap();
    let (office, who) = office(dir.path()).await;
    at(&office, date(2026, 12, 10));
    let january = case(&office, &who, Channel::Counter, date(2026, 12, 7), vec![]).await;
    let december = case(&office, &who, Channel::Counter, date(2026, 11, 20), vec![]).await;
    assert!(office.adopt_embedded_calendar().await.unwrap().is_empty(), "the first start has nothing to move");
    // What the next version of the program will carry, as far as the database can tell.
    office
        .db()
        .write::<_, Refusal>(Box::new(|tx| Box::pin(async move { Ok(calendars::adopt(tx, &notice(), 1).await?) })))
        .await
        .unwrap();
    let expected = office.preview_holidays(notice()).await.unwrap();
    let moved = office.adopt_embedded_calendar().await.unwrap();
    assert_eq!(moved, expected, "the preview equals the cases changed");
    assert_eq!(
        moved.iter().map(|one| (one.id, one.from, one.to)).collect::<Vec<_>>(),
        [(january, Some(date(2027, 1, 5)), Some(date(2027, 1, 6)))]
    );
    let last = history(&office, january).await.pop().unwrap();
    let fingerprint = office.calendar().fingerprint();
    assert_eq!(last.event, Event::CalendarAdopted { calendar: fingerprint.clone(), due: Some(date(2027, 1, 6)) });
    assert_eq!(last.effective_on, date(2026, 12, 10));
    assert!(history(&office, december).await.iter().all(|one| !matches!(one.event, Event::CalendarAdopted { .. })));
    assert!(office.adopt_embedded_calendar().await.unwrap().is_empty(), "the second start finds it done");
    let mut tx = office.read().await.unwrap();
    assert_eq!(meta::get(&mut tx, meta::CALENDAR).await.unwrap(), Some(fingerprint));
    // The stored row says what the replay of its events says.
    let stored = requests::find(&mut tx, january).await.unwrap().unwrap();
    assert_eq!(stored.due, Some(date(2027, 1, 6)));
    let replayed = gongkai_rules::requests::Request::replay(january, who.organ.id, &history(&office, january).await);
    assert_eq!(Some(stored.request), replayed);
    assert!(requests::open_cases(&mut tx).await.unwrap().iter().all(|case| {
        let calendar = office.calendar();
        !case.differs(Now { today: date(2026, 12, 10), calendar: &calendar }).unwrap()
    }));
}

#[tokio::test]
async fn another_program_over_the_same_database_counts_by_the_new_calendar_at_its_next_act() {
    let dir = tempfile::tempdir().unwrap();
    let (server, who) = office(dir.path()).await;
    at(&server, date(2026, 12, 10));
    server.adopt_embedded_calendar().await.unwrap();
    let command_line = Office::open(dir.path(), None).await.unwrap();
    let once = Once { key: ids::new_id().as_simple().to_string(), target: "import".into(), body_hash: vec![1] };
    assert!(command_line.adopt_holidays(&Actor::System, Some(once), notice()).await.unwrap().is_empty());
    assert!(!server.calendar().has_notice(2027), "it has not looked yet");
    let entered = case(&server, &who, Channel::Counter, date(2026, 12, 7), vec![]).await;
    let mut tx = server.read().await.unwrap();
    assert_eq!(requests::find(&mut tx, entered).await.unwrap().unwrap().due, Some(date(2027, 1, 6)));
    assert!(server.calendar().has_notice(2027));
}
