//! `gongkai deadline`: cases in, clocks out, by the names of `formats.md`.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::clock::{Clock, ClockState, Silence, Step, clock};
use super::event::{ClockEvent, ClockEventKind};
use crate::calendar::Calendar;
use crate::outcomes::Outcome;

/// Why the file cannot be answered. The texts are for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// Not JSON at all.
    #[error("不是 JSON：第 {line} 行第 {column} 列读不下去")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but no array of cases.
    #[error("文件里应当是案件的数组：[{{\"id\": …, \"events\": […]}}, …]")]
    NotAnArray,
    /// Something is wrong in a case.
    #[error("案件{case}：{problem}")]
    Case {
        /// Its id, or its place where it has none.
        case: String,
        /// What is wrong.
        problem: Problem,
    },
}

/// What can be wrong in a case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not an object.
    #[error("不是一个对象")]
    NotAnObject,
    /// No `events`.
    #[error("没有 events（事件的数组）")]
    NoEvents,
    /// An event that is no object.
    #[error("第 {0} 个事件不是一个对象")]
    EventNotAnObject(usize),
    /// An event without a type.
    #[error("第 {0} 个事件没有 type（事件类型）")]
    NoType(usize),
    /// A type that is not known.
    #[error("第 {number} 个事件的类型“{kind}”不认识")]
    UnknownType {
        /// Which event, from 1.
        number: usize,
        /// The type as written.
        kind: String,
    },
    /// An event without a date.
    #[error("第 {number} 个事件（{kind}）没有日期 date")]
    NoDate {
        /// Which event, from 1.
        number: usize,
        /// Its type.
        kind: String,
    },
    /// A date that is none.
    #[error("第 {number} 个事件（{kind}）的 {field} 不是日期：“{value}”，应写成 2025-03-04")]
    BadDate {
        /// Which event, from 1.
        number: usize,
        /// Its type.
        kind: String,
        /// The field.
        field: &'static str,
        /// As written.
        value: String,
    },
    /// Another field is missing or unreadable.
    #[error("第 {number} 个事件（{kind}）缺少必填的项，或者有的项写法不对：{detail}")]
    BadField {
        /// Which event, from 1.
        number: usize,
        /// Its type.
        kind: String,
        /// What the reader says.
        detail: String,
    },
    /// An extension of no day.
    #[error("第 {number} 个事件（extend）的 days 应是 1 到 20 的整数")]
    NoDays {
        /// Which event, from 1.
        number: usize,
    },
}

/// Every type of the first table.
const TYPES: [&str; 29] = [
    "arrived",
    "contact_failed",
    "confirmed",
    "received",
    "assigned",
    "clarify_notice",
    "clarify_notice_received_by_applicant",
    "clarification_received",
    "consult_sent",
    "consult_received_by_party",
    "opinion_received",
    "extend",
    "reasons_asked",
    "reasons_received",
    "delayed",
    "fee_notice_sent",
    "fee_notice_received_by_applicant",
    "fee_paid",
    "fee_revoked",
    "abandoned",
    "withdrawn",
    "reply_dated",
    "reply_posted",
    "reply_signed_by_applicant",
    "reply_reached_system",
    "reply_received",
    "reopened",
    "copy_received",
    "reconsideration_decision_received",
];

/// Fields that hold dates.
const DATE_FIELDS: [&str; 4] = ["date", "deadline", "told", "until"];

/// One case answered: the second table of `formats.md`. What does not follow is left out; `state` may be null.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a Value,
    state: Option<ClockState>,
    steps: &'a [Step],
    provisional: bool,
    #[serde(flatten)]
    names: Names,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
struct Names {
    #[serde(skip_serializing_if = "Option::is_none")]
    received_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clarify_notice_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clarification_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    party_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pay_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    abandon_possible_from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_due: Option<Date>,
    /// Null, not left out: it says that no date follows yet.
    reply_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded_wd: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silence: Option<Silence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_time: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reconsideration_until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reconsideration_until_raw: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suit_until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suit_until_raw: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    defence_due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    defence_due_raw: Option<Date>,
}

/// Answers the cases of a file: a JSON array in, a JSON array out, in the same order. `as_of` is the day on which the
/// state is judged; it changes nothing else.
///
/// # Errors
/// When the text is no such array; the first case with an unknown type, a missing date or an unreadable field is named.
pub fn answer(json: &str, calendar: &Calendar, as_of: Date) -> Result<String, ExchangeError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let not_json = |error: serde_json::Error| ExchangeError::NotJson { line: error.line(), column: error.column() };
    let value: Value = serde_json::from_str(json).map_err(not_json)?;
    let Value::Array(cases) = value else { return Err(ExchangeError::NotAnArray) };
    let mut clocks = Vec::with_capacity(cases.len());
    for (index, case) in cases.iter().enumerate() {
        let events = read_case(case).map_err(|problem| ExchangeError::Case { case: name_of(case, index), problem })?;
        clocks.push(clock(&events, calendar, as_of));
    }
    let answers: Vec<Answer<'_>> = cases.iter().zip(&clocks).map(|(case, clock)| answer_of(case, clock)).collect();
    serde_json::to_string_pretty(&answers).map_err(not_json)
}

/// Reads one event written as in the exchange format; `number` is its place in the case, from 1, for the message.
///
/// # Errors
/// What is wrong with it.
pub fn read_event(number: usize, event: &Value) -> Result<ClockEvent, Problem> {
    let Value::Object(fields) = event else { return Err(Problem::EventNotAnObject(number)) };
    // An absent field and a null one are the same.
    let fields: Map<String, Value> =
        fields.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.clone(), value.clone())).collect();
    let kind = match fields.get("type") {
        None => return Err(Problem::NoType(number)),
        Some(Value::String(kind)) if TYPES.contains(&kind.as_str()) => kind.clone(),
        Some(Value::String(kind)) => return Err(Problem::UnknownType { number, kind: kind.clone() }),
        Some(other) => return Err(Problem::UnknownType { number, kind: other.to_string() }),
    };
    if !fields.contains_key("date") {
        return Err(Problem::NoDate { number, kind });
    }
    for field in DATE_FIELDS {
        if let Some(value) = fields.get(field)
            && !value.as_str().is_some_and(is_day)
        {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            return Err(Problem::BadDate { number, kind, field, value });
        }
    }
    let read: ClockEvent = serde_json::from_value(Value::Object(fields)).map_err(|error| Problem::BadField {
        number,
        kind,
        detail: error.to_string(),
    })?;
    match read.kind {
        ClockEventKind::Extend { days: 0, .. } => Err(Problem::NoDays { number }),
        _ => Ok(read),
    }
}

/// `YYYY-MM-DD`, and a day that exists.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

fn read_case(case: &Value) -> Result<Vec<ClockEvent>, Problem> {
    let fields = case.as_object().ok_or(Problem::NotAnObject)?;
    let events = fields.get("events").and_then(Value::as_array).ok_or(Problem::NoEvents)?;
    events.iter().enumerate().map(|(index, event)| read_event(index + 1, event)).collect()
}

/// How a message names a case: “D03（名称）”, else 第 3 个.
fn name_of(case: &Value, index: usize) -> String {
    let text = |key: &str| match case.get(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    match (text("id"), text("name")) {
        (Some(id), Some(name)) => format!("“{id}”（{name}）"),
        (Some(id), None) => format!("“{id}”"),
        (None, Some(name)) => format!("“{name}”"),
        (None, None) => format!("第 {} 个", index + 1),
    }
}

fn answer_of<'a>(case: &'a Value, clock: &'a Clock) -> Answer<'a> {
    static NO_ID: Value = Value::Null;
    Answer {
        id: case.get("id").unwrap_or(&NO_ID),
        state: clock.state,
        steps: &clock.steps,
        provisional: clock.provisional,
        names: Names {
            received_on: clock.received_on,
            clarify_notice_due: clock.clarify_notice_due,
            clarification_due: clock.clarification_due,
            party_due: clock.party_due,
            pay_due: clock.pay_due,
            abandon_possible_from: clock.abandon_possible_from,
            outcome: clock.outcome.map(variant),
            first_due: clock.first_due,
            reply_due: clock.reply_due,
            excluded_wd: clock.excluded_wd,
            silence: clock.silence,
            in_time: clock.in_time,
            refused: clock.refused.first().map(|refused| refused.reason.code()),
            reconsideration_until: clock.reconsideration_until,
            reconsideration_until_raw: clock.reconsideration_until_raw,
            suit_until: clock.suit_until,
            suit_until_raw: clock.suit_until_raw,
            answer_due: clock.answer_due,
            defence_due: clock.defence_due,
            defence_due_raw: clock.defence_due_raw,
        },
    }
}

/// The variant's name in the law sheet (`NotClarifiedInTime`), which is its name in the code.
fn variant(outcome: Outcome) -> String {
    format!("{outcome:?}")
}
