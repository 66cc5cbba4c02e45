//! The days as little sheets, one a month, and in words.

use crate::parts::{DayKind, DayView, MonthView, words};
use gongkai_rules::calendar::{Calendar, DayReason};
use gongkai_rules::deadlines::{Clock, NotCounted, TrackDay, TrackDayKind};
use jiff::civil::Date;

/// Most months shown: what lies further is a mistyped year.
const MONTHS: usize = 24;

/// A sheet for each month the limit touches.
pub fn of(clock: &Clock, days: &[TrackDay], calendar: &Calendar, today: Date) -> Vec<MonthView> {
    let mut months: Vec<MonthView> = Vec::new();
    let mut rest = days;
    while let Some(first) = rest.first().filter(|_| months.len() < MONTHS) {
        let same = |day: &&TrackDay| (day.date.year(), day.date.month()) == (first.date.year(), first.date.month());
        let count = rest.iter().take_while(same).count();
        let (these, later) = rest.split_at(count);
        months.push(month(first.date, these, clock, calendar, today));
        rest = later;
    }
    months
}

fn month(any: Date, days: &[TrackDay], clock: &Clock, calendar: &Calendar, today: Date) -> MonthView {
    let first = any.first_of_month();
    let blanks = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or(0);
    let mut cells: Vec<DayView> = vec![DayView::default(); blanks];
    let mut date = first;
    for _ in 0..first.days_in_month() {
        let found = days.iter().find(|day| day.date == date);
        cells.push(DayView { today: date == today, ..cell(date, found, clock, calendar) });
        date = date.tomorrow().unwrap_or(date);
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(DayView::default());
    }
    MonthView {
        title: format!("{}年{}月", first.year(), first.month()),
        weeks: cells.chunks(7).map(<[DayView]>::to_vec).collect(),
    }
}

fn cell(date: Date, found: Option<&TrackDay>, clock: &Clock, calendar: &Calendar) -> DayView {
    let day = u8::try_from(date.day()).unwrap_or_default();
    let plain = |kind, note: String| DayView { day, kind, note, today: false };
    // Outside the span the number alone stands there.
    let Some(found) = found else { return plain(DayKind::Blank, String::new()) };
    if clock.reply_due == Some(date) {
        return plain(DayKind::Due, "到期".into());
    }
    let number = found.number.map(|number| format!("第{number}日")).unwrap_or_default();
    match &found.kind {
        TrackDayKind::DayZero => plain(DayKind::Start, "收到，不算".into()),
        TrackDayKind::NotCounted(NotCounted::Off(reason)) => plain(DayKind::Rest, short(reason)),
        TrackDayKind::NotCounted(NotCounted::Consultation) => plain(DayKind::Excluded, "征求意见".into()),
        TrackDayKind::NotCounted(NotCounted::Clarification) => plain(DayKind::Excluded, "等补正".into()),
        TrackDayKind::NotCounted(NotCounted::Payment) => plain(DayKind::Excluded, "等缴费".into()),
        TrackDayKind::Late => plain(DayKind::Excluded, "逾期".into()),
        TrackDayKind::Used | TrackDayKind::Remaining | TrackDayKind::Today => match calendar.day(date).reason {
            DayReason::MakeUp(_) => plain(DayKind::MadeUp, format!("班，{number}")),
            _ => plain(DayKind::Work, number),
        },
    }
}

fn short(reason: &DayReason) -> String {
    match reason {
        DayReason::Holiday(name) => name.clone(),
        other => other.to_string(),
    }
}

/// Every span of days that do not count, in order, with its reason.
pub fn not_counted(days: &[TrackDay]) -> Vec<(String, String)> {
    let mut spans: Vec<(Date, Date, String)> = Vec::new();
    for day in days {
        let why = match &day.kind {
            TrackDayKind::DayZero => "收到的那天，不计入".to_owned(),
            TrackDayKind::NotCounted(why) => why.label(),
            _ => continue,
        };
        match spans.last_mut() {
            Some((_, last, reason)) if *reason == why && last.tomorrow().ok() == Some(day.date) => *last = day.date,
            _ => spans.push((day.date, day.date, why)),
        }
    }
    let said = |(first, last, why): (Date, Date, String)| {
        let days = if first == last {
            words::plain_day(first)
        } else {
            format!("{}至{}月{}日", words::plain_day(first), last.month(), last.day())
        };
        (days, why)
    };
    spans.into_iter().map(said).collect()
}
