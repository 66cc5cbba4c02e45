//! The clock day by day: for the bar of the clock and the little calendar of 期限计算.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clock::{Clock, Waiting};
use crate::calendar::{Calendar, DayReason, next};

/// The longest track drawn: a mistyped year must not make a page of a million cells.
const MAX_DAYS: usize = 800;

/// One day of the track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackDay {
    /// The date.
    pub date: Date,
    /// What it is in the limit.
    pub kind: TrackDayKind,
    /// The how-many-th counted day it is.
    pub number: Option<u32>,
    /// Whether it is the day on which one looks; also for days that do not count.
    pub today: bool,
}

/// What a day is in the limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackDayKind {
    /// Day 0: the day of receipt, of the clarification, of the payment. Not counted.
    DayZero,
    /// Counted and gone.
    Used,
    /// Not counted, with the reason.
    NotCounted(NotCounted),
    /// Counted, still to come.
    Remaining,
    /// Counted, and today.
    Today,
    /// A working day after the due date, without a reply.
    Late,
}

/// Why a day does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// No working day: weekend or holiday.
    Off(DayReason),
    /// Taken out by a consultation (条例第三十三条第三款).
    Consultation,
    /// Waiting for clarification (条例第三十条).
    Clarification,
    /// Waiting for payment (收费办法第六条).
    Payment,
}

impl NotCounted {
    /// In Chinese, for the cell's title.
    pub fn label(&self) -> String {
        match self {
            NotCounted::Off(reason) => reason.to_string(),
            NotCounted::Consultation => "征求意见，不计入".to_owned(),
            NotCounted::Clarification => "等候补正，不计入".to_owned(),
            NotCounted::Payment => "等候缴费，不计入".to_owned(),
        }
    }
}

/// Day by day from the clock's day 0 to its due date, or to the day on which one looks (`clock.as_of`) where that is
/// later and the case is open; while the applicant's answer is awaited, to that answer's last day. Empty without a day 0.
pub fn track(clock: &Clock, calendar: &Calendar) -> Vec<TrackDay> {
    let Some(day0) = clock.day0 else { return Vec::new() };
    let open = clock.effective_on.is_none();
    let last_wanted = match (clock.reply_due, clock.waiting) {
        (Some(due), _) if open => due.max(clock.as_of),
        (Some(due), _) => due,
        (None, Some(Waiting::Clarification)) => clock.clarification_due.unwrap_or(clock.as_of),
        (None, Some(Waiting::Payment)) => clock.pay_due.unwrap_or(clock.as_of),
        (None, None) => clock.as_of,
    };
    let mut days = vec![TrackDay { date: day0, kind: TrackDayKind::DayZero, number: None, today: day0 == clock.as_of }];
    let mut number = 0_u32;
    let mut date = day0;
    while date < last_wanted && days.len() < MAX_DAYS {
        date = next(date);
        let day = one(clock, calendar, date, &mut number);
        days.push(day);
    }
    days
}

fn one(clock: &Clock, calendar: &Calendar, date: Date, number: &mut u32) -> TrackDay {
    let today = date == clock.as_of;
    let not_counted = |reason| TrackDay { date, kind: TrackDayKind::NotCounted(reason), number: None, today };
    let day = calendar.day(date);
    if !day.working {
        return not_counted(NotCounted::Off(day.reason));
    }
    if clock.excluded_intervals.iter().any(|interval| interval.contains(date)) {
        return not_counted(NotCounted::Consultation);
    }
    if clock.waiting_since.is_some_and(|since| date > since) {
        return not_counted(match clock.waiting {
            Some(Waiting::Payment) => NotCounted::Payment,
            _ => NotCounted::Clarification,
        });
    }
    if clock.reply_due.is_some_and(|due| date > due) {
        return TrackDay { date, kind: TrackDayKind::Late, number: None, today };
    }
    *number += 1;
    let kind = if today {
        TrackDayKind::Today
    } else if date < clock.as_of {
        TrackDayKind::Used
    } else {
        TrackDayKind::Remaining
    };
    TrackDay { date, kind, number: Some(*number), today }
}
