//! Limits after the reply: what the applicant may still do, and what the organ owes a reconsideration body or a court.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use super::event::{Procedure, Proceeding};
use super::reason::{Reason, Why};
use crate::calendar::Calendar;
use crate::statute;

/// A limit in calendar days or months: its last day, and the same before it was moved off a day that is no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rolled {
    pub(super) until: Date,
    pub(super) raw: Date,
    pub(super) provisional: bool,
}

impl Rolled {
    /// The day of the beginning is not counted; months end on the same number of the month, else its last day
    /// (民法典第二百零一条、第二百零二条); a last day off moves to the first working day after it (民事诉讼法第八十五条).
    fn after(from: Date, limit: Span, calendar: &Calendar) -> Rolled {
        let raw = from.saturating_add(limit);
        let rolled = calendar.next_working_day_on_or_after(raw);
        Rolled { until: rolled.date, raw, provisional: rolled.provisional }
    }
}

/// What follows from the events after a reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Remedies {
    pub(super) reconsideration: Option<Rolled>,
    pub(super) suit: Option<Rolled>,
    /// Day and day of the copy.
    pub(super) answer: Option<(Date, Date)>,
    pub(super) defence: Option<Rolled>,
    pub(super) reasons: Vec<Reason>,
}

/// The days that matter for remedies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RemedyFacts {
    /// The reply is in the applicant's hands.
    pub(super) reply_known: Option<Date>,
    /// The reconsideration decision is in the applicant's hands.
    pub(super) decision_known: Option<Date>,
    /// The last copy of an application for reconsideration.
    pub(super) reconsideration_copy: Option<(Date, Procedure)>,
    /// The last copy of a complaint.
    pub(super) suit_copy: Option<Date>,
}

impl RemedyFacts {
    pub(super) fn copy(&mut self, date: Date, proceeding: Proceeding, procedure: Procedure) {
        match proceeding {
            Proceeding::Reconsideration => self.reconsideration_copy = Some((date, procedure)),
            Proceeding::Suit => self.suit_copy = Some(date),
        }
    }

    pub(super) fn compute(&self, calendar: &Calendar) -> Remedies {
        let mut result = Remedies::default();
        if let Some(known) = self.reply_known {
            let rolled = Rolled::after(known, statute::RECONSIDERATION_DAYS.days(), calendar);
            result.tell(rolled.until, Why::ReconsiderationUntil { until: rolled.until, raw: rolled.raw });
            result.reconsideration = Some(rolled);
        }
        if let Some(known) = self.decision_known {
            let rolled = Rolled::after(known, statute::SUIT_AFTER_RECONSIDERATION_DAYS.days(), calendar);
            result.tell(rolled.until, Why::SuitAfterReconsiderationUntil { until: rolled.until, raw: rolled.raw });
            result.suit = Some(rolled);
        } else if let Some(known) = self.reply_known {
            let rolled = Rolled::after(known, statute::SUIT_MONTHS.months(), calendar);
            result.tell(rolled.until, Why::SuitUntil { until: rolled.until, raw: rolled.raw });
            result.suit = Some(rolled);
        }
        if let Some((copy, procedure)) = self.reconsideration_copy {
            let limit = match procedure {
                Procedure::Ordinary => statute::ANSWER_ORDINARY_WD,
                Procedure::Simplified => statute::ANSWER_SIMPLIFIED_WD,
            };
            let due = calendar.nth_working_day_after(copy, limit).date;
            result.tell(due, Why::AnswerDue { due, procedure });
            result.answer = Some((due, copy));
        }
        if let Some(copy) = self.suit_copy {
            let rolled = Rolled::after(copy, statute::DEFENCE_DAYS.days(), calendar);
            result.tell(rolled.until, Why::DefenceDue { due: rolled.until, raw: rolled.raw });
            result.defence = Some(rolled);
        }
        result
    }
}

impl Remedies {
    fn tell(&mut self, date: Date, why: Why) {
        self.reasons.push(Reason::on(date, why));
    }

    pub(super) fn is_provisional(&self, calendar: &Calendar) -> bool {
        [self.reconsideration, self.suit, self.defence].into_iter().flatten().any(|rolled| rolled.provisional)
            || self.answer.is_some_and(|(due, copy)| calendar.touches_year_without_notice(copy, due))
    }
}
