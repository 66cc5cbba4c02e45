//! Time that does not count: 征求第三方和其他机关意见所需时间不计算在前款规定的期限内 (条例第三十三条第三款).
//!
//! The law fixes no ends of that time. Ours: the day of sending counts, the day of return does not; days on which two
//! consultations are open are taken out once.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{ClockEvent, ClockEventKind, ConsultedKind};
use crate::calendar::Calendar;
use crate::statute;

/// One consultation, as far as the events tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The party's key in the events.
    pub party: String,
    /// Who is asked.
    pub kind: ConsultedKind,
    /// Day of sending.
    pub sent_on: Date,
    /// Day the party has the letter, if recorded.
    pub received_on: Option<Date>,
    /// Last day of its 15 working days, from its receipt, else from the sending.
    pub due: Date,
    /// Day the opinion came.
    pub opinion_on: Option<Date>,
    /// Last day taken out of the limit: the day of the opinion, at the latest `due`.
    pub ends_on: Date,
}

impl Consultation {
    /// No opinion within the limit, as far as recorded.
    pub fn is_silent(&self) -> bool {
        self.opinion_on.is_none_or(|opinion| opinion > self.due)
    }

    /// The day from which the party's limit is counted.
    pub fn limit_from(&self) -> Date {
        self.received_on.unwrap_or(self.sent_on)
    }

    /// What it takes out of the limit.
    pub fn interval(&self) -> ExcludedInterval {
        ExcludedInterval { after: self.sent_on, up_to: self.ends_on }
    }

    fn limit_wd(&self) -> u32 {
        match self.kind {
            ConsultedKind::ThirdParty => statute::THIRD_PARTY_WD,
            ConsultedKind::JointOrgan => statute::JOINT_ORGAN_WD,
            ConsultedKind::OtherOrgan => statute::OTHER_ORGAN_CAP_WD,
        }
    }

    fn settle(&mut self, calendar: &Calendar) {
        self.due = calendar.nth_working_day_after(self.limit_from(), self.limit_wd()).date;
        self.ends_on = self.opinion_on.map_or(self.due, |opinion| opinion.min(self.due));
    }
}

/// Days taken out of the limit: those after `after`, up to and including `up_to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ExcludedInterval {
    /// The day before the first day taken out.
    pub after: Date,
    /// The last day taken out.
    pub up_to: Date,
}

impl ExcludedInterval {
    /// Whether a day is taken out.
    pub fn contains(&self, date: Date) -> bool {
        self.after < date && date <= self.up_to
    }
}

/// The consultations of a case, in order of sending. `events` are in order of date.
pub(super) fn gather(events: &[&ClockEvent], calendar: &Calendar) -> Vec<Consultation> {
    let mut all: Vec<Consultation> = Vec::new();
    for event in events {
        match &event.kind {
            ClockEventKind::ConsultSent { party, kind } => all.push(Consultation {
                party: party.clone(),
                kind: *kind,
                sent_on: event.date,
                received_on: None,
                due: event.date,
                opinion_on: None,
                ends_on: event.date,
            }),
            ClockEventKind::ConsultReceivedByParty { party } => {
                if let Some(open) = latest(&mut all, party, |one| one.received_on.is_none()) {
                    open.received_on = Some(event.date);
                }
            }
            ClockEventKind::OpinionReceived { party } => {
                if let Some(open) = latest(&mut all, party, |one| one.opinion_on.is_none()) {
                    open.opinion_on = Some(event.date);
                }
            }
            _ => {}
        }
    }
    for one in &mut all {
        one.settle(calendar);
    }
    all
}

/// The consultation an answer belongs to: the latest of that party that still waits for it. An answer that names no party
/// belongs to the latest that waits.
fn latest<'a>(
    all: &'a mut [Consultation],
    party: &str,
    waits: impl Fn(&Consultation) -> bool,
) -> Option<&'a mut Consultation> {
    all.iter_mut().rev().find(|one| (one.party == party || party.is_empty()) && waits(one))
}

/// The union of intervals, ascending and disjoint: overlapping time is taken out once.
pub(super) fn union(mut intervals: Vec<ExcludedInterval>) -> Vec<ExcludedInterval> {
    intervals.retain(|one| one.after < one.up_to);
    intervals.sort_by_key(|one| one.after);
    let mut merged: Vec<ExcludedInterval> = Vec::with_capacity(intervals.len());
    for one in intervals {
        match merged.last_mut() {
            Some(last) if one.after <= last.up_to => last.up_to = last.up_to.max(one.up_to),
            _ => merged.push(one),
        }
    }
    merged
}

/// The `n`-th working day after `day0` that lies in none of the (disjoint, ascending) intervals.
pub(super) fn nth_counted(calendar: &Calendar, day0: Date, n: u32, excluded: &[ExcludedInterval]) -> Date {
    let mut from = day0;
    let mut left = n;
    for interval in excluded.iter().filter(|interval| interval.up_to > day0) {
        let begins = interval.after.max(from);
        let before = calendar.working_days_between(from, begins);
        if before >= left {
            break;
        }
        left -= before;
        from = interval.up_to;
    }
    calendar.nth_working_day_after(from, left).date
}

/// Working days after `day0` in the intervals.
pub(super) fn working_days_in(calendar: &Calendar, intervals: &[ExcludedInterval], day0: Date) -> u32 {
    intervals.iter().map(|one| calendar.working_days_between(one.after.max(day0), one.up_to)).sum()
}
