//! The clock's result: everything that follows from the events of a case, under the names of `gongkai deadline`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::consultation::{Consultation, ExcludedInterval};
use super::reading::days_left;
use crate::calendar::Calendar;
use crate::outcomes::{Channel, Outcome};

/// What a case's clock says. Dates are those of the second table of `formats.md`; what does not follow from the events
/// is `None`. Only `state` and `days_left` depend on the day one looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The day on which one looks.
    pub as_of: Date,
    /// Where the case stands on that day; `None` when it has no day 0.
    pub state: Option<ClockState>,
    /// Counted working days left until `reply_due`: 0 on the day itself, negative when late. Days taken out by a
    /// consultation are not counted. `None` while there is no due date, and when the case is done or ended.
    pub days_left: Option<i32>,
    /// The day of receipt: day 0 of the first clock (条例第三十一条).
    pub received_on: Option<Date>,
    /// Day 0 of the clock that runs now.
    pub day0: Option<Date>,
    /// Working days of the limit that runs now, extension included.
    pub limit_wd: Option<u32>,
    /// Last day to ask for clarification (条例第三十条).
    pub clarify_notice_due: Option<Date>,
    /// Last day of the period set for the applicant (条例第三十条).
    pub clarification_due: Option<Date>,
    /// Last day of the consulted party's 15 working days, of several the latest (条例第三十二条、第三十四条).
    pub party_due: Option<Date>,
    /// Last day to pay (收费办法第六条).
    pub pay_due: Option<Date>,
    /// First day on which the organ may close for want of clarification or payment.
    pub abandon_possible_from: Option<Date>,
    /// The row it may then record.
    pub outcome: Option<Outcome>,
    /// With an extension: the due date before it.
    pub first_due: Option<Date>,
    /// Last day on which a reply is in time; `None` while clarification (asked in time) or payment is awaited.
    pub reply_due: Option<Date>,
    /// The due date if only days strictly between sending and return of a consultation were taken out: what a court
    /// might say. Colour by the earlier of the two.
    pub safe_due: Option<Date>,
    /// Working days after day 0 taken out by consultations, each once.
    pub excluded_wd: Option<u32>,
    /// The days taken out: disjoint, ascending.
    pub excluded_intervals: Vec<ExcludedInterval>,
    /// The consultations behind them.
    pub consultations: Vec<Consultation>,
    /// What the silence of a consulted party means.
    pub silence: Option<Silence>,
    /// The day the reply became effective.
    pub effective_on: Option<Date>,
    /// Whether that was on or before `reply_due`.
    pub in_time: Option<bool>,
    /// Events without effect, in order.
    pub refused: Vec<Refused>,
    /// What is awaited from the applicant.
    pub waiting: Option<Waiting>,
    /// The day it was asked for: the days after it do not count.
    pub waiting_since: Option<Date>,
    /// Came in and not yet confirmed with the applicant.
    pub unconfirmed: Option<Unconfirmed>,
    /// Last day to apply for reconsideration.
    pub reconsideration_until: Option<Date>,
    /// The same before it is moved off a day off.
    pub reconsideration_until_raw: Option<Date>,
    /// Last day to sue.
    pub suit_until: Option<Date>,
    /// The same before it is moved off a day off.
    pub suit_until_raw: Option<Date>,
    /// The organ's written answer in reconsideration.
    pub answer_due: Option<Date>,
    /// The organ's evidence and defence in court.
    pub defence_due: Option<Date>,
    /// The same before it is moved off a day off.
    pub defence_due_raw: Option<Date>,
    /// A day counted or skipped lies in a year without notice: the dates may change when it comes.
    pub provisional: bool,
    /// Why: one sentence a step, each with its articles, in the order that leads to the due date.
    pub steps: Vec<Step>,
}

/// Where a case stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// The limit runs.
    Running,
    /// Waits for clarification or payment, or the day is taken out by a consultation.
    Paused,
    /// Past the due date without a reply.
    Overdue,
    /// A reply is effective.
    Done,
    /// Withdrawn, or closed as abandoned.
    Ended,
}

/// What silence means (条例第三十二条、第三十四条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// Consent to disclose: joint organs only.
    Consent,
    /// Nothing: the organ decides by the Regulation.
    None,
}

/// What the applicant is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// 补正.
    Clarification,
    /// 缴费.
    Payment,
}

/// Why an event has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Extension decided or told after the due date then running.
    ExtensionAfterExpiry,
    /// One extension a case.
    SecondExtension,
    /// At most 20 working days.
    ExtensionTooLong,
    /// One clarification a case.
    SecondClarification,
    /// Clarification asked after the seven working days, or received after the period without good reason.
    LateClarification,
    /// Delay decided or told after the due date then running.
    DelayAfterExpiry,
    /// Fee notice after the due date then running.
    FeeNoticeAfterExpiry,
    /// Payment after its last day.
    LatePayment,
}

impl Refusal {
    /// The name in the exchange format.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::ExtensionAfterExpiry => "extension after expiry",
            Refusal::SecondExtension => "second extension",
            Refusal::ExtensionTooLong => "extension over 20 wd",
            Refusal::SecondClarification => "second clarification",
            Refusal::LateClarification => "late clarification",
            Refusal::DelayAfterExpiry => "delay after expiry",
            Refusal::FeeNoticeAfterExpiry => "fee notice after expiry",
            Refusal::LatePayment => "late payment",
        }
    }
}

/// An event without effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Refused {
    /// Its day.
    pub date: Date,
    /// Why it has none.
    pub reason: Refusal,
}

/// A request whose day of receipt is still open (条例第三十一条第二、三项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unconfirmed {
    /// The day it came in.
    pub arrived_on: Date,
    /// By which way.
    pub channel: Option<Channel>,
    /// Last day to confirm before it turns red: the day itself for an ordinary letter (条例第三十一条第二项), else one
    /// working day (ours).
    pub confirm_by: Date,
    /// The due date counted from the arrival: safe, whatever a court says of a late confirmation.
    pub safe_due: Date,
    /// Days on which the applicant could not be reached.
    pub contact_failed: Vec<Date>,
}

/// One step of the reasons, for clerk and resident alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The day of the event, or the resulting date.
    pub date: Option<Date>,
    /// One or two sentences in Chinese, without personal data.
    pub text: String,
    /// The articles it rests on, as cited: 条例第三十三条第二款.
    pub articles: Vec<String>,
}

impl Clock {
    /// Days left on another day than `as_of`, with all events as they are: negative when late.
    pub fn days_left_on(&self, calendar: &Calendar, day: Date) -> Option<i32> {
        self.reply_due.map(|due| days_left(calendar, day, due, &self.excluded_intervals))
    }

    /// Whether the last day is over and no reply is effective. The exchange format calls a case `paused` while a
    /// consultation is open, also when it was sent after the last day; late it is all the same.
    pub fn is_late(&self) -> bool {
        !matches!(self.state, None | Some(ClockState::Done | ClockState::Ended))
            && self.days_left.is_some_and(|left| left < 0)
    }

    /// Whether the organ may close for want of clarification or payment on a day; never on the last day of the period.
    pub fn may_be_abandoned_on(&self, day: Date) -> bool {
        self.abandon_possible_from.is_some_and(|first| day >= first)
    }

    /// The date by which the worklist colours: the earlier of the due date and the safe date.
    pub fn colour_by(&self) -> Option<Date> {
        match (self.reply_due, self.safe_due) {
            (Some(due), Some(safe)) => Some(due.min(safe)),
            (due, safe) => due.or(safe),
        }
    }

    /// The year whose missing notice makes the dates provisional.
    pub(super) fn first_provisional_year(&self, calendar: &Calendar) -> Option<i16> {
        if !self.provisional {
            return None;
        }
        let dates = [
            self.day0,
            self.clarify_notice_due,
            self.clarification_due,
            self.party_due,
            self.pay_due,
            self.first_due,
            self.reply_due,
            self.reconsideration_until,
            self.suit_until,
            self.answer_due,
            self.defence_due,
        ];
        let years = dates.into_iter().flatten().map(Date::year);
        years.filter(|year| !calendar.has_notice(*year)).min()
    }
}
