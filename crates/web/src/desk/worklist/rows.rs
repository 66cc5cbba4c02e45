//! One line: how urgent, what it is, what comes next.

use crate::parts::{StateTag, TagKind, WorklistRow, words};
use gongkai_office::reading::worklist::{DeskList, WorkLine};
use gongkai_rules::deadlines::{Clock, ClockState};
use jiff::civil::Date;

/// Up to so many working days left, a limit is shown as near.
const SOON: i64 = 5;

/// A case as a line of a list.
pub(super) fn row(line: &WorkLine, list: DeskList, today: Date) -> WorklistRow {
    let request = &line.request;
    let (tag, date, day) = due(line, list, today);
    WorklistRow {
        id: String::new(),
        tag,
        date,
        datetime: day.map(|day| day.to_string()).unwrap_or_default(),
        title: title(request.title.as_deref()),
        href: format!("/desk/requests/{}", request.id),
        number: request.number.clone(),
        person: line.mask.clone(),
        kind: words::channel(request.channel).to_owned(),
        state: words::state(request).to_owned(),
        next: if list == DeskList::Unopened {
            "打电话告知，登记通话".to_owned()
        } else {
            words::next_act(request, line.next, today)
        },
        who: line.assignee.clone().unwrap_or_else(|| "未分办".to_owned()),
    }
}

/// The title, or that it is still to be settled.
pub(in crate::desk) fn title(settled: Option<&str>) -> String {
    settled.filter(|title| !title.is_empty()).unwrap_or("（标题未定）").to_owned()
}

/// The tag with the day it hangs on, and that day.
fn due(line: &WorkLine, list: DeskList, today: Date) -> (StateTag, String, Option<Date>) {
    if let (DeskList::Unopened, Some(since)) = (list, line.unopened_since) {
        let days = line.clock.as_of.since(since).map_or(0, |span| span.get_days());
        let tag = StateTag::new(TagKind::Soon, format!("{days} 天没有打开"));
        return (tag, format!("{} 起", words::list_day_of(since, today)), Some(since));
    }
    if let Some(closing) = line.request.closing() {
        let late = line.clock.in_time == Some(false);
        let tag = StateTag::done(if late { "逾期办结" } else { "已办结" });
        return (tag, words::list_day_of(closing.on, today), Some(closing.on));
    }
    of_clock(&line.clock, line.safe_left, today)
}

/// The tag of an open case's clock: used by the inspector's lists as well.
pub(in crate::desk) fn of_clock(
    clock: &Clock,
    safe_left: Option<i64>,
    today: Date,
) -> (StateTag, String, Option<Date>) {
    if let Some(unconfirmed) = &clock.unconfirmed {
        let by = unconfirmed.confirm_by;
        let safe = format!("从提交起算 {}", words::list_day_of(unconfirmed.safe_due, today));
        let tag = match by.cmp(&today) {
            std::cmp::Ordering::Less => StateTag::new(TagKind::Late, "没有按时核对"),
            std::cmp::Ordering::Equal => StateTag::new(TagKind::Today, "今天要核对"),
            std::cmp::Ordering::Greater => {
                StateTag::new(TagKind::Soon, format!("{} 前核对", words::list_day_of(by, today)))
            }
        };
        return (tag, safe, Some(unconfirmed.safe_due));
    }
    if clock.state == Some(ClockState::Paused) {
        let since = clock.waiting_since.or_else(|| {
            clock.excluded_intervals.iter().rfind(|interval| interval.contains(today)).map(|interval| interval.after)
        });
        let words = since.map_or_else(String::new, |since| format!("{} 起", words::list_day_of(since, today)));
        return (StateTag::paused(), words, since);
    }
    match (clock.reply_due, clock.days_left) {
        (Some(due), Some(left)) => {
            let left = i64::from(left);
            let mut tag = StateTag::due(left, SOON, clock.provisional);
            // Coloured by the earlier of the due date and the safe date; the words stay those of the due date.
            if left > SOON && safe_left.is_some_and(|safe| safe <= SOON) {
                tag.kind = TagKind::Soon;
            }
            let date = words::list_day_of(due, today);
            (tag, if left < 0 { format!("应于 {date}") } else { date }, Some(due))
        }
        _ => (StateTag::new(TagKind::Ok, "没有期限"), String::new(), None),
    }
}
