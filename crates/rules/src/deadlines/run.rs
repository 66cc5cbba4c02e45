//! What a limit consists of while it runs: its day 0 and length, the one clarification, the fee.

use jiff::civil::Date;

use super::consultation::{ExcludedInterval, nth_counted};
use crate::calendar::Calendar;
use crate::statute;

/// One run of the limit, from a day 0 to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) day0: Date,
    /// 20, or what a decision or judgment sets.
    pub(super) limit: u32,
    /// Working days of an extension decided in this run.
    pub(super) extension: u32,
    /// The date that replaces the due date (条例第三十五条).
    pub(super) delayed: Option<Date>,
}

impl Run {
    pub(super) fn from(day0: Date, limit: u32) -> Run {
        Run { day0, limit, extension: 0, delayed: None }
    }

    /// The last day on which a reply is in time.
    pub(super) fn due(&self, calendar: &Calendar, excluded: &[ExcludedInterval]) -> Date {
        self.delayed.unwrap_or_else(|| nth_counted(calendar, self.day0, self.limit + self.extension, excluded))
    }
}

/// The one notice of clarification (条例第三十条: 一次性告知).
#[derive(Debug, Clone, Copy)]
pub(super) struct Clarification {
    pub(super) asked_on: Date,
    /// Asked within seven working days of the receipt; otherwise the first limit goes on (ours).
    pub(super) in_time: bool,
    pub(super) deadline: Option<Date>,
    pub(super) period_wd: Option<u16>,
    pub(super) delivered_on: Option<Date>,
    /// The period runs from the applicant's receipt alone: until that is known it has no last day.
    pub(super) from_receipt: bool,
    /// Answered, or overtaken by a new day 0.
    pub(super) settled: bool,
}

impl Clarification {
    /// A notice of a day.
    pub(super) fn new(asked_on: Date, deadline: Option<Date>, period_wd: Option<u16>) -> Clarification {
        Clarification {
            asked_on,
            in_time: true,
            deadline,
            period_wd,
            delivered_on: None,
            from_receipt: false,
            settled: false,
        }
    }

    /// The period in working days.
    pub(super) fn period(&self) -> u32 {
        self.period_wd.map_or(statute::CLARIFICATION_PERIOD_WD, u32::from)
    }

    /// The last day of the period, where it can have begun.
    pub(super) fn last_day(&self, calendar: &Calendar) -> Option<Date> {
        self.due(calendar).map(|(due, _)| due)
    }

    /// The last day of the period and the day from which it is counted; the latter only where it is counted.
    /// `None` while the period cannot have begun.
    pub(super) fn due(&self, calendar: &Calendar) -> Option<(Date, Option<Date>)> {
        if let Some(deadline) = self.deadline {
            return Some((deadline, None));
        }
        let from = match self.delivered_on {
            Some(delivered) => delivered,
            None if self.from_receipt => return None,
            None => self.asked_on,
        };
        Some((calendar.nth_working_day_after(from, self.period()).date, Some(from)))
    }

    pub(super) fn is_awaited(&self) -> bool {
        self.in_time && !self.settled
    }
}

/// A fee notice that has effect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fee {
    pub(super) sent_on: Date,
    pub(super) delivered_on: Option<Date>,
    /// Paid, or overtaken by a new day 0.
    pub(super) settled: bool,
}

impl Fee {
    pub(super) fn due(&self, calendar: &Calendar) -> Option<Date> {
        self.delivered_on.map(|from| calendar.nth_working_day_after(from, statute::PAYMENT_WD).date)
    }

    pub(super) fn is_awaited(&self) -> bool {
        !self.settled
    }
}
