//! A year of events as they lie in the database, read, replayed and counted: nothing of a case is kept but what it adds.

use crate::Fault;
use gongkai_rules::events::{Event, ImportedStep, Matter, Recorded, ReplyWay};
use gongkai_rules::ids::{EventId, MatterId, OrganId, RequestId, SealedId};
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::reporting::{Column, Row, count};
use gongkai_rules::requests::Request;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::time::Instant;
use uuid::Uuid;

const YEAR: i16 = 2025;

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

/// The events of a case, with their days.
fn events(number: usize) -> Vec<(Date, Event)> {
    let received = date(YEAR, 1, 2).checked_add(jiff::Span::new().days((number % 330) as i64)).unwrap_or_default();
    let later = |days| received.checked_add(jiff::Span::new().days(days)).unwrap_or_default();
    let submitted = Event::Submitted {
        number: format!("XG-{YEAR}-{number:06}"),
        channel: Channel::Web,
        applicant_kind: if number % 5 == 0 { ApplicantKind::Company } else { ApplicantKind::NaturalPerson },
        applicant: SealedId(id(number)),
        matters: vec![Matter { id: MatterId(id(number)), content: SealedId(id(number)) }],
        reply_way: ReplyWay::Site,
        files: Vec::new(),
    };
    let replied = ImportedStep::Replied { outcome: Outcome::Disclosed, number: None };
    vec![
        (received, submitted),
        (received, Event::Titled { title: "道路施工安排和预算".into() }),
        (later(1), Event::Registered { note: None }),
        (later(12), Event::Imported { what: replied }),
    ]
}

/// A row of the table of events, as far as counting needs it.
type Stored = (String, String);

fn request(number: usize, rows: &[Stored]) -> Result<Request, Fault> {
    let mut history: Vec<Recorded> = Vec::with_capacity(rows.len());
    for (version, (day, body)) in (1..).zip(rows) {
        history.push(Recorded {
            id: EventId(id(number)),
            version,
            effective_on: day.parse()?,
            recorded_at: Timestamp::UNIX_EPOCH,
            by: None,
            event: serde_json::from_str(body)?,
        });
    }
    Request::replay(RequestId(id(number)), OrganId(id(0)), &history).ok_or_else(|| "no beginning".into())
}

/// Most memory that this process ever held, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

pub fn run(wanted: usize) -> Result<Value, Fault> {
    // A thousand different histories, read again and again: making them is not what is measured.
    let stored = |number: usize| -> Result<Vec<Stored>, Fault> {
        events(number).into_iter().map(|(day, event)| Ok((day.to_string(), serde_json::to_string(&event)?))).collect()
    };
    let histories: Vec<Vec<Stored>> = (0..1000).map(stored).collect::<Result<_, _>>()?;
    let before = peak();
    let began = Instant::now();
    let (mut read, mut fault) = (0, None);
    let facts = (0..wanted / 4).map_while(|number| {
        let rows = histories.get(number % histories.len())?;
        read += rows.len();
        request(number, rows).map_err(|error| fault = Some(error)).ok().map(|request| request.case_facts())
    });
    let (requests, _) = count(YEAR, facts);
    let seconds = began.elapsed().as_secs_f64();
    if let Some(fault) = fault {
        return Err(fault);
    }
    let total = requests.get(Row::NewlyReceived, Column::Total).ok_or("no figure")?;
    if usize::try_from(total)? != wanted / 4 {
        return Err(format!("{total} cases counted").into());
    }
    Ok(json!({ "events": read, "seconds": seconds, "peak": peak(), "peak_before": before }))
}
