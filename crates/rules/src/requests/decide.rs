//! Command → events, or why not. Each rule names its article.

use super::amendments::check_amendment;
use super::decisions::{approve, propose_decision, sign};
use super::{Command, Facts, Now, Refused, Request, State};
use crate::events::{ConsultationKind, Event, PaperRef, Step};
use crate::ids::ConsultationId;
use crate::outcomes::Outcome;
use jiff::civil::Date;

/// An event with its effective day.
pub type Effective = (Date, Event);

/// What the law makes of a command on this request, today.
///
/// # Errors
/// The first rule that stands against it.
pub fn decide(request: &Request, facts: &Facts, command: Command, now: Now<'_>) -> Result<Vec<Effective>, Refused> {
    let today = now.today;
    let event = match command {
        Command::Title(title) => one(today, Event::Titled { title: checked_title(title)? }),
        Command::Register { on, note } => register(request, on, note, now),
        Command::TryContact { on, note } => {
            state(matches!(request.state, State::Received))?;
            within(request.submitted_on, on, today)?;
            one(on, Event::ContactTried { note })
        }
        Command::Assign { to } => {
            state(request.closing().is_none())?;
            one(today, Event::Assigned { to })
        }
        Command::AskClarification { paper, period } => ask_clarification(request, paper, period, now),
        Command::RecordClarificationDelivered { on } => {
            state(matches!(request.state, State::AwaitingClarification))?;
            let asked = request.clarification.as_ref().ok_or(Refused::WrongState)?;
            state(asked.delivered_on.is_none())?;
            within(asked.asked_on, on, today)?;
            one(on, Event::ClarificationDelivered {})
        }
        Command::ReceiveClarification { on, content, files, good_reason } => {
            receive_clarification(request, on, now, good_reason.is_some())?;
            one(on, Event::ClarificationReceived { content, files, good_reason })
        }
        Command::Propose(step) => {
            check_step(request, &step, now)?;
            let same =
                |pending: &super::PendingStep| std::mem::discriminant(&pending.step) == std::mem::discriminant(&step);
            // Several parties may be asked side by side, each by a step of its own.
            let repeats = match &step {
                Step::Consult { consultation, .. } => request.pending.iter().any(|pending| {
                    matches!(&pending.step, Step::Consult { consultation: other, .. } if other == consultation)
                }),
                Step::TellThirdParty { consultation, .. } => request.pending.iter().any(|pending| {
                    matches!(&pending.step, Step::TellThirdParty { consultation: other, .. } if other == consultation)
                }),
                _ => request.pending.iter().any(same),
            };
            if repeats {
                return Err(Refused::AlreadyProposed);
            }
            one(today, Event::StepProposed { step })
        }
        Command::Decline { proposal, comment } => {
            pending(request, proposal)?;
            one(today, Event::StepDeclined { proposal, comment })
        }
        Command::Consent { proposal, paper } => consent(request, facts, proposal, paper, now),
        Command::RecordConsultationDelivered { consultation, on } => {
            let found = open_consultation(request, consultation)?;
            state(found.delivered_on.is_none())?;
            within(found.sent_on, on, today)?;
            one(on, Event::ConsultationDelivered { consultation })
        }
        Command::RecordOpinion { consultation, on, opinion, words } => {
            let found = open_consultation(request, consultation)?;
            within(found.delivered_on.unwrap_or(found.sent_on), on, today)?;
            one(on, Event::OpinionReceived { consultation, opinion, words })
        }
        Command::RecordLapse { consultation } => record_lapse(request, consultation, now),
        Command::ReceiveReasons { on, words } => {
            let reasons = request.reasons.as_ref().ok_or(Refused::WrongState)?;
            state(request.closing().is_none() && reasons.received.is_none())?;
            within(reasons.asked_on, on, today)?;
            one(on, Event::ReasonsReceived { words })
        }
        Command::Delay { until, paper } => delay(request, until, paper, now),
        Command::RecordFeeNoticeDelivered { on } => {
            state(matches!(request.state, State::AwaitingPayment))?;
            let fee = request.fee.as_ref().ok_or(Refused::WrongState)?;
            state(fee.delivered_on.is_none())?;
            within(fee.sent_on, on, today)?;
            one(on, Event::FeeNoticeDelivered {})
        }
        Command::RecordPayment { on } => record_payment(request, on, now),
        Command::RevokeFee { reason } => {
            state(matches!(request.state, State::AwaitingPayment))?;
            one(today, Event::FeeRevoked { reason })
        }
        Command::ProposeDecision(proposal) => propose_decision(request, facts, proposal, today),
        Command::ReturnDecision { comment } => {
            state(matches!(request.state, State::Deciding { .. }))?;
            one(today, Event::DecisionReturned { comment })
        }
        Command::ApproveDecision { hash } => approve(request, facts, hash, today),
        Command::SignDecision { hash, paper } => sign(request, facts, hash, paper, today),
        Command::Deliver { way, on, tracking } => {
            let State::Decided { signed_on, .. } = &request.state else { return Err(Refused::WrongState) };
            within(*signed_on, on, today)?;
            parties_told(request)?;
            one(on, Event::Delivered { way, tracking })
        }
        Command::PutAtDisposal => {
            state(matches!(&request.state, State::Decided { at_disposal_since: None, .. }))?;
            parties_told(request)?;
            one(today, Event::PutAtDisposal {})
        }
        Command::OpenPaper { paper } => {
            known_paper(request, paper)?;
            one(today, Event::PaperOpened { paper })
        }
        Command::PhoneAboutPaper { paper, note } => {
            known_paper(request, paper)?;
            one(today, Event::NoticePhoned { paper, note })
        }
        Command::RecordDeliveryFailure { note } => {
            state(matches!(request.state, State::Decided { .. } | State::Closed(_)))?;
            one(today, Event::DeliveryFailed { note })
        }
        Command::Withdraw { on, statement } => {
            state(request.closing().is_none())?;
            // In a case handled anew, only what was said since then can be about the new handling.
            let since = request.reopenings.last().map(|(date, _)| *date).or(request.received_on);
            within(since.unwrap_or(request.submitted_on), on, today)?;
            one(on, Event::Withdrawn { statement })
        }
        Command::IssuePaper { kind, paper } => {
            super::papers::check(request, kind)?;
            one(today, Event::PaperIssued { kind, paper })
        }
        Command::Archive => {
            state(matches!(request.state, State::Closed(_)))?;
            if request.remedies.iter().any(|remedy| remedy.ended.is_none()) {
                return Err(Refused::RemedyOpen);
            }
            one(today, Event::Archived {})
        }
        Command::OpenRemedy { remedy, kind, simplified, on, note } => {
            within(request.submitted_on, on, today)?;
            state(request.remedies.iter().all(|known| known.id != remedy))?;
            one(on, Event::RemedyOpened { remedy, kind, simplified, note })
        }
        Command::NoteRemedy { remedy, on, note } => {
            open_remedy(request, remedy, on, today)?;
            one(on, Event::RemedyStep { remedy, note })
        }
        Command::EndRemedy { remedy, on, result } => {
            open_remedy(request, remedy, on, today)?;
            one(on, Event::RemedyEnded { remedy, result })
        }
        Command::Reopen { on, limit } => {
            let closing = request.closing().ok_or(Refused::WrongState)?;
            // An entry made twice is handled in the other case.
            state(request.duplicate_of.is_none())?;
            if !request.remedies.iter().any(|remedy| remedy.ended.is_some()) {
                return Err(Refused::NoRemedy);
            }
            within(closing.on, on, today)?;
            one(on, Event::ReopenedByRemedy { limit })
        }
    }?;
    Ok(event)
}

pub(super) fn one(on: Date, event: Event) -> Result<Vec<Effective>, Refused> {
    Ok(vec![(on, event)])
}

pub(super) fn state(fits: bool) -> Result<(), Refused> {
    if fits { Ok(()) } else { Err(Refused::WrongState) }
}

pub(super) fn within(earliest: Date, on: Date, today: Date) -> Result<(), Refused> {
    if on > today {
        return Err(Refused::InTheFuture);
    }
    if on < earliest {
        return Err(Refused::Before(earliest));
    }
    Ok(())
}

fn checked_title(title: String) -> Result<String, Refused> {
    let title = title.trim().to_owned();
    if title.is_empty() || title.chars().count() > 100 { Err(Refused::Title) } else { Ok(title) }
}

/// 第三十一条: counter and signed post are received on the day itself, all others on the day of confirmation.
fn register(
    request: &Request,
    on: Date,
    note: Option<crate::ids::SealedId>,
    now: Now<'_>,
) -> Result<Vec<Effective>, Refused> {
    state(matches!(request.state, State::Received))?;
    within(request.submitted_on, on, now.today)?;
    one(on, Event::Registered { note })
}

/// 第三十条: once, within 7 working days; later it is allowed, but the first limit goes on (requests.md E8).
fn ask_clarification(request: &Request, paper: PaperRef, period: u8, now: Now<'_>) -> Result<Vec<Effective>, Refused> {
    if request.clarification.is_some() {
        return Err(Refused::SecondClarification);
    }
    state(matches!(request.state, State::Handling))?;
    if !(1..=60).contains(&period) {
        return Err(Refused::Period);
    }
    one(now.today, Event::ClarificationAsked { paper, period })
}

fn receive_clarification(request: &Request, on: Date, now: Now<'_>, excused: bool) -> Result<(), Refused> {
    state(matches!(request.state, State::AwaitingClarification))?;
    let asked = request.clarification.as_ref().ok_or(Refused::WrongState)?;
    within(asked.asked_on, on, now.today)?;
    match request.clarification_last_day(now.calendar) {
        Some(last) if on > last && !excused => Err(Refused::LateClarification(last)),
        _ => Ok(()),
    }
}

fn check_step(request: &Request, step: &Step, now: Now<'_>) -> Result<(), Refused> {
    match step {
        Step::Extend { days, .. } => {
            state(matches!(request.state, State::Handling))?;
            if request.extension.is_some() {
                return Err(Refused::SecondExtension);
            }
            if !(1..=20).contains(days) {
                return Err(Refused::ExtensionDays(*days));
            }
            not_after_due(request, now)?;
            match request.delayed {
                Some((_, until)) if request.clock(now).reply_due == Some(until) => Err(Refused::AlreadyDelayed(until)),
                _ => Ok(()),
            }
        }
        Step::Consult { consultation, .. } => {
            state(matches!(request.state, State::Handling))?;
            let known = request.consultations.iter().any(|known| known.id == *consultation);
            if known { Err(Refused::AlreadyProposed) } else { Ok(()) }
        }
        Step::AskReasons { .. } => {
            state(matches!(request.state, State::Handling))?;
            if request.reasons.is_some() { Err(Refused::AlreadyProposed) } else { Ok(()) }
        }
        Step::ChargeFee { yuan, .. } => {
            state(matches!(request.state, State::Handling))?;
            if *yuan == 0 {
                return Err(Refused::NoFee);
            }
            // One fee a handling: a second notice would make the payment of the first, and the day 0 it set, unsaid.
            let since = request.reopenings.last().map_or(Date::MIN, |(date, _)| *date);
            if request.fee.as_ref().is_some_and(|fee| !fee.revoked && fee.sent_on >= since) {
                return Err(Refused::AlreadyProposed);
            }
            not_after_due(request, now)
        }
        Step::Abandon { .. } => may_abandon(request, now).map(|_| ()),
        Step::TellThirdParty { consultation, disclosed, .. } => may_tell(request, *consultation, *disclosed),
        Step::Amend { amendment, .. } => check_amendment(request, amendment, now.today),
    }
}

/// 第三十二条: whoever objected is told before anything is given.
pub(super) fn parties_told(request: &Request) -> Result<(), Refused> {
    let gives = |proposal: &crate::events::Proposal| {
        proposal.determinations.iter().any(|each| matches!(each.outcome, Outcome::Disclosed | Outcome::PartlyDisclosed))
    };
    let untold = request.untold_parties().next().is_some();
    if untold && request.proposal().is_some_and(gives) { Err(Refused::ThirdPartyNotTold) } else { Ok(()) }
}

/// 第三十二条: once, after the decision is signed; against its opinion only where it stood against disclosure and something
/// is given.
fn may_tell(request: &Request, consultation: ConsultationId, disclosed: bool) -> Result<(), Refused> {
    let found = request.consultations.iter().find(|found| found.id == consultation).ok_or(Refused::Unknown)?;
    if found.told.is_some() {
        return Err(Refused::AlreadyIssued);
    }
    let outcome = match &request.state {
        State::Decided { proposal, .. } => proposal.outcome,
        State::Closed(closing) | State::Archived(closing) => closing.outcome,
        _ => return Err(Refused::WrongState),
    };
    let gives = matches!(outcome, Outcome::Disclosed | Outcome::PartlyDisclosed);
    let answered = found.kind == ConsultationKind::ThirdParty && found.end.is_some();
    state(answered && (!disclosed || (gives && found.stands_against())))
}

fn not_after_due(request: &Request, now: Now<'_>) -> Result<(), Refused> {
    match request.clock(now).reply_due {
        Some(due) if now.today > due => Err(Refused::AfterDue(due)),
        _ => Ok(()),
    }
}

/// 第三十条; 收费办法第六条: only from the day after the applicant's last day, and only once that day is known.
fn may_abandon(request: &Request, now: Now<'_>) -> Result<Outcome, Refused> {
    let (outcome, last) = match request.state {
        State::AwaitingClarification => (Outcome::NotClarifiedInTime, request.clarification_last_day(now.calendar)),
        State::AwaitingPayment => (Outcome::FeeNotPaid, request.clock(now).pay_due),
        _ => return Err(Refused::WrongState),
    };
    let last = last.ok_or(Refused::NoticeNotDelivered)?;
    if now.today <= last { Err(Refused::NotBeforeEndOf(last)) } else { Ok(outcome) }
}

fn pending(request: &Request, proposal: u32) -> Result<&super::PendingStep, Refused> {
    request.pending.iter().find(|step| step.proposal == proposal).ok_or(Refused::Unknown)
}

/// The head's consent lets a step take effect today, if it still may: the law is judged by the day of the consent.
fn consent(
    request: &Request,
    facts: &Facts,
    proposal: u32,
    paper: Option<PaperRef>,
    now: Now<'_>,
) -> Result<Vec<Effective>, Refused> {
    let step = pending(request, proposal)?.step.clone();
    check_step(request, &step, now)?;
    let consent_by = facts.by.ok_or(Refused::NeedsPerson)?;
    let event = match step {
        Step::Amend { amendment, reason } => Event::RecordAmended { amendment, reason, consent_by },
        step => {
            let paper = paper.ok_or(Refused::NeedsLetter)?;
            match step {
                Step::Extend { days, .. } => Event::Extended { days, consent_by, paper },
                Step::Consult { consultation, kind, party } => {
                    Event::ConsultationSent { consultation, kind, party, paper }
                }
                Step::TellThirdParty { consultation, disclosed, .. } => {
                    Event::ThirdPartyTold { consultation, disclosed, paper }
                }
                Step::AskReasons { .. } => Event::ReasonsAsked { paper },
                Step::ChargeFee { yuan, .. } => Event::FeeNoticeSent { yuan, paper },
                Step::Abandon { .. } | Step::Amend { .. } => {
                    Event::Abandoned { outcome: may_abandon(request, now)?, paper }
                }
            }
        }
    };
    one(now.today, event)
}

fn open_consultation(request: &Request, id: ConsultationId) -> Result<&super::Consultation, Refused> {
    let found = request.consultations.iter().find(|found| found.id == id).ok_or(Refused::Unknown)?;
    if found.end.is_some() { Err(Refused::ConsultationEnded) } else { Ok(found) }
}

/// 第三十二条、第三十四条: silence means something only after the party's 15 working days.
fn record_lapse(request: &Request, id: ConsultationId, now: Now<'_>) -> Result<Vec<Effective>, Refused> {
    let found = open_consultation(request, id)?;
    let last = super::clockwork::party_due(found, now.calendar);
    if now.today <= last {
        return Err(Refused::LimitRunning(last));
    }
    one(now.today, Event::ConsultationLapsed { consultation: id })
}

/// 第三十五条: reasons asked, given and accepted; the limit too short; the applicant told within the limit.
fn delay(request: &Request, until: Date, paper: PaperRef, now: Now<'_>) -> Result<Vec<Effective>, Refused> {
    state(matches!(request.state, State::Handling))?;
    if request.reasons.as_ref().is_none_or(|reasons| reasons.received.is_none()) {
        return Err(Refused::NoReasons);
    }
    not_after_due(request, now)?;
    match request.clock(now).reply_due {
        Some(due) if until <= due => Err(Refused::DelayNotLater(due)),
        _ => one(now.today, Event::Delayed { until, paper }),
    }
}

/// 收费办法第六条: the full sum within 20 working days of the notice's receipt.
fn record_payment(request: &Request, on: Date, now: Now<'_>) -> Result<Vec<Effective>, Refused> {
    state(matches!(request.state, State::AwaitingPayment))?;
    let fee = request.fee.as_ref().ok_or(Refused::WrongState)?;
    within(fee.sent_on, on, now.today)?;
    match request.clock(now).pay_due {
        Some(last) if on > last => Err(Refused::AfterDue(last)),
        _ => one(on, Event::FeePaid {}),
    }
}

fn known_paper(request: &Request, paper: crate::ids::PaperId) -> Result<(), Refused> {
    if request.papers.iter().any(|issued| issued.paper.id == paper) { Ok(()) } else { Err(Refused::Unknown) }
}

fn open_remedy(request: &Request, id: crate::ids::RemedyId, on: Date, today: Date) -> Result<(), Refused> {
    let remedy = request.remedies.iter().find(|remedy| remedy.id == id).ok_or(Refused::Unknown)?;
    if remedy.ended.is_some() {
        return Err(Refused::WrongState);
    }
    within(remedy.opened_on, on, today)
}
