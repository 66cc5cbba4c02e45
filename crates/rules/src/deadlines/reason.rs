//! Reasons: what led to a due date, as data. `words` turns each into a sentence, and names its articles.

use jiff::civil::Date;

use super::clock::Refusal;
use super::event::{ConsultedKind, Procedure};
use crate::outcomes::Channel;

/// One reason and its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) date: Option<Date>,
    pub(super) why: Why,
}

impl Reason {
    pub(super) fn on(date: Date, why: Why) -> Reason {
        Reason { date: Some(date), why }
    }
}

/// What a reason says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    Arrived {
        channel: Option<Channel>,
    },
    ContactFailed,
    Confirmed {
        channel: Option<Channel>,
    },
    Received {
        channel: Option<Channel>,
    },
    Assigned,
    ClarificationAsked {
        due: Option<Date>,
        /// Or the working days, where it runs only from the applicant's receipt.
        period: u32,
    },
    ClarificationDelivered {
        due: Date,
    },
    Clarified {
        limit: u32,
        late_with_reason: bool,
    },
    ClarifiedWithoutRestart,
    ConsultationSent {
        kind: ConsultedKind,
        nth: Option<u32>,
    },
    ConsultationDelivered {
        kind: ConsultedKind,
        nth: Option<u32>,
        due: Date,
    },
    ConsultationEnded {
        kind: ConsultedKind,
        nth: Option<u32>,
        sent_on: Date,
        excluded: u32,
        overlaps: bool,
        answered: bool,
    },
    OpinionTooLate {
        kind: ConsultedKind,
        nth: Option<u32>,
    },
    Extended {
        days: u32,
        told: Option<Date>,
    },
    ReasonsAsked,
    ReasonsReceived,
    Delayed {
        until: Date,
    },
    FeeNotice,
    FeeNoticeDelivered {
        due: Date,
    },
    FeePaid {
        limit: u32,
    },
    FeePaidWithoutRestart,
    FeeRevoked,
    AbandonedUnclarified {
        too_early: bool,
    },
    AbandonedUnpaid {
        too_early: bool,
    },
    Abandoned,
    Withdrawn,
    AfterClosing,
    Refused(Refusal),
    ReplyDated,
    ReplyPosted,
    ReplySigned {
        posted_before: bool,
    },
    ReplyReachedSystem,
    ReplyReceived,
    Reopened {
        limit: u32,
    },
    DaysNotWorking {
        holidays: Vec<String>,
        make_up: Vec<Date>,
    },
    Due {
        due: Date,
        limit: u32,
        extension: u32,
        excluded: u32,
    },
    DueByDelay {
        until: Date,
    },
    WaitsForClarification {
        due: Option<Date>,
    },
    WaitsForPayment {
        due: Option<Date>,
    },
    InTime {
        due: Date,
        effective: Date,
    },
    TooLate {
        due: Date,
        effective: Date,
        working_days: u32,
    },
    ReconsiderationUntil {
        until: Date,
        raw: Date,
    },
    SuitUntil {
        until: Date,
        raw: Date,
    },
    SuitAfterReconsiderationUntil {
        until: Date,
        raw: Date,
    },
    AnswerDue {
        due: Date,
        procedure: Procedure,
    },
    DefenceDue {
        due: Date,
        raw: Date,
    },
    Provisional {
        year: i16,
    },
}
