//! A case is what its events make of it: body and every column.

use super::vault::Opened;
use super::{Subject, Verified};
use crate::Office;
use crate::clock::day_of;
use crate::requests::Applicant;
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{EventId, OrganId, PersonId, RequestId};
use gongkai_rules::requests::{Now, Request};
use gongkai_storage::checking::{EventRow, RequestRow};
use gongkai_storage::{requests, types};

/// Events of cases bear this kind of stream.
const REQUEST: &str = "request";

fn recorded(row: &EventRow) -> Option<Recorded> {
    Some(Recorded {
        id: EventId(row.id),
        version: u32::try_from(row.version).ok()?,
        effective_on: types::day(&row.effective_on).ok()?,
        recorded_at: types::instant(row.recorded_at).ok()?,
        by: row.by_id.map(PersonId),
        event: serde_json::from_str::<Event>(&row.body).ok()?,
    })
}

/// Replays a case and compares.
pub fn check(office: &Office, subject: &Subject, opened: &Opened, verified: &mut Verified) {
    let name = subject.name();
    let of_case = subject.events.iter().any(|event| event.stream_kind == REQUEST);
    let Some(row) = &subject.request else {
        if of_case {
            verified.found(format!("{name}，申请表 requests"), "有它的事件，却没有这一行");
        }
        return;
    };
    verified.cases += 1;
    let mut history = Vec::new();
    for event in &subject.events {
        match recorded(event) {
            Some(event) => history.push(event),
            None => {
                verified.found(format!("{name}，事件表 events 第 {} 个事件", event.version), "读不懂，这件无法重演");
                return;
            }
        }
    }
    let Some(request) = Request::replay(RequestId(row.id), OrganId(row.organ_id), &history) else {
        verified.found(format!("{name}，事件表 events"), "事件里没有提交，这件无法重演");
        return;
    };
    compare(office, row, &request, &history, &name, verified);
    check_mask(row, opened, &request, &name, verified);
}

/// Columns that may change by the mere passing of days, from the day of the last act to today.
const PASSING: [&str; 2] = ["turn", "waits_until"];

fn compare(
    office: &Office,
    row: &RequestRow,
    request: &Request,
    history: &[Recorded],
    name: &str,
    verified: &mut Verified,
) {
    let calendar = office.calendar();
    let today = office.clock().today();
    let then = history.last().map_or(today, |last| day_of(last.recorded_at));
    let columns = |day| requests::projected(request, Now { today: day, calendar: &calendar });
    let (Ok(then), Ok(now)) = (columns(then), columns(today)) else {
        verified.found(name, "重演的结果写不出来");
        return;
    };
    for (column, stored) in row.columns() {
        let [replayed, as_of_today] = [&then, &now].map(|columns| columns.get(column).cloned().unwrap_or_default());
        let agrees = stored == replayed || (PASSING.contains(&column) && stored == as_of_today);
        if !agrees && column == "body" {
            verified.found(format!("{name}，申请表 requests 的 body"), body_difference(&stored, &replayed));
        } else if !agrees {
            let words = |value: &str| if value.is_empty() { "空".to_owned() } else { format!("“{value}”") };
            verified.found(
                format!("{name}，申请表 requests 的 {column}"),
                format!("存的是{}，由事件重演得出{}", words(&stored), words(&replayed)),
            );
        }
    }
}

/// Names the fields of the body that differ, without showing a whole case.
fn body_difference(stored: &str, replayed: &str) -> String {
    let read = |text: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text);
    let (Ok(stored), Ok(replayed)) = (read(stored), read(replayed)) else { return "读不懂".to_owned() };
    let fields: Vec<&str> = stored
        .keys()
        .chain(replayed.keys().filter(|name| !stored.contains_key(*name)))
        .filter(|name| stored.get(*name) != replayed.get(*name))
        .map(String::as_str)
        .collect();
    if fields.is_empty() {
        "写法与重演的不同".to_owned()
    } else {
        format!("与事件重演的不同：{}", fields.join("、"))
    }
}

/// The masked name of lists follows from the applicant's sealed record.
fn check_mask(row: &RequestRow, opened: &Opened, request: &Request, name: &str, verified: &mut Verified) {
    let Some(key) = &opened.key else { return };
    let place = format!("{name}，申请表 requests 的 person_mask");
    let Ok(mask) = requests::open_mask(key, RequestId(row.id), &row.person_mask) else {
        verified.found(place, "加密内容被改动过");
        return;
    };
    let applicant =
        opened.texts.get(&request.applicant.0).and_then(|text| serde_json::from_str::<Applicant>(text).ok());
    if applicant.is_some_and(|applicant| applicant.mask() != mask) {
        verified.found(place, "与申请人的记录不符");
    }
}
