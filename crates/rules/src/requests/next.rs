//! Whose turn it is, and what the next act is: the one sentence on top of every case page.

use super::{Request, State};
use crate::requests::commands::Now;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whose turn it is. The desk's 待办 are the cases where it is mine; 在办 those where it is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The clerk.
    Clerk,
    /// The reviewer.
    Reviewer,
    /// The head: a step waits for consent.
    Head,
    /// The signatory: leader, or head where there is none.
    Signatory,
    /// The applicant.
    Applicant,
    /// A consulted party.
    Party,
    /// Nobody: closed.
    Nobody,
}

impl Turn {
    /// The name kept in the column `turn`.
    pub fn code(self) -> &'static str {
        match self {
            Turn::Clerk => "clerk",
            Turn::Reviewer => "reviewer",
            Turn::Head => "head",
            Turn::Signatory => "signatory",
            Turn::Applicant => "applicant",
            Turn::Party => "party",
            Turn::Nobody => "nobody",
        }
    }
}

/// The next act, with the day it hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextAct {
    /// Reach the applicant and confirm the day of receipt (第三十一条).
    Confirm,
    /// Give the case to somebody.
    Assign,
    /// Draft the reply.
    DraftReply,
    /// Wait for the consulted party; until this day.
    AwaitOpinion(Date),
    /// The party's limit is over: record it.
    RecordLapse,
    /// Wait for the clarification; until this day, if the applicant's receipt is known.
    AwaitClarification(Option<Date>),
    /// The clarification has not come in time: close, or accept a good reason.
    CloseUnclarified,
    /// Wait for the payment; until this day, if the applicant's receipt is known.
    AwaitPayment(Option<Date>),
    /// The payment has not come in time: close.
    CloseUnpaid,
    /// The head decides on a proposed step.
    Consent,
    /// The reviewer reads.
    Review,
    /// The signatory signs.
    Sign,
    /// Tell a third party that objected what became of its objection, before anything is given (第三十二条).
    TellThirdParty,
    /// Deliver the reply.
    Deliver,
    /// The reply lies on the site and waits to be opened.
    AwaitOpening,
    /// File it.
    Archive,
    /// Nothing.
    Nothing,
}

impl Request {
    /// Whose turn it is today.
    pub fn turn(&self, now: Now<'_>) -> Turn {
        match self.next_act(now) {
            NextAct::Confirm
            | NextAct::Assign
            | NextAct::DraftReply
            | NextAct::RecordLapse
            | NextAct::CloseUnclarified
            | NextAct::CloseUnpaid
            | NextAct::TellThirdParty
            | NextAct::Deliver => Turn::Clerk,
            NextAct::AwaitOpinion(_) => Turn::Party,
            NextAct::AwaitClarification(_) | NextAct::AwaitPayment(_) | NextAct::AwaitOpening => Turn::Applicant,
            NextAct::Consent => Turn::Head,
            NextAct::Review => Turn::Reviewer,
            NextAct::Sign => Turn::Signatory,
            NextAct::Archive | NextAct::Nothing => Turn::Nobody,
        }
    }

    /// What comes next, as of today.
    pub fn next_act(&self, now: Now<'_>) -> NextAct {
        if !self.pending.is_empty() {
            return NextAct::Consent;
        }
        match &self.state {
            State::Received => NextAct::Confirm,
            State::Handling => match self.open_consultation() {
                Some(open) => {
                    let last = super::clockwork::party_due(open, now.calendar);
                    if now.today > last { NextAct::RecordLapse } else { NextAct::AwaitOpinion(last) }
                }
                None if self.assignee.is_none() => NextAct::Assign,
                None => NextAct::DraftReply,
            },
            State::AwaitingClarification => match self.clarification_last_day(now.calendar) {
                Some(last) if now.today > last => NextAct::CloseUnclarified,
                last => NextAct::AwaitClarification(last),
            },
            State::AwaitingPayment => match self.clock(now).pay_due {
                Some(last) if now.today > last => NextAct::CloseUnpaid,
                last => NextAct::AwaitPayment(last),
            },
            State::Deciding { approved_by: None, .. } => NextAct::Review,
            State::Deciding { .. } => NextAct::Sign,
            State::Decided { at_disposal_since: Some(_), .. } => NextAct::AwaitOpening,
            State::Decided { .. } if super::decide::parties_told(self).is_err() => NextAct::TellThirdParty,
            State::Decided { .. } => NextAct::Deliver,
            State::Closed(_) => NextAct::Archive,
            State::Archived(_) => NextAct::Nothing,
        }
    }
}
