//! Command → events, or why not. Each rule names its article.

use super::{Command, Facts, Now, Refused, Request, State};
use crate::events::{Amendment, Event, OutcomeDetail, PaperRef, Proposal, Step};
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
            if request.pending.iter().any(same) && !matches!(step, Step::Consult { .. }) {
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
            within(found.sent_on, on, today)?;
            one(on, Event::ConsultationDelivered { consultation })
        }
        Command::RecordOpinion { consultation, on, opinion, words } => {
            let found = open_consultation(request, consultation)?;
            within(found.sent_on, on, today)?;
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
            within(request.fee.as_ref().ok_or(Refused::WrongState)?.sent_on, on, today)?;
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
            one(on, Event::Delivered { way, tracking })
        }
        Command::PutAtDisposal => {
            state(matches!(&request.state, State::Decided { at_disposal_since: None, .. }))?;
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
            within(request.received_on.unwrap_or(request.submitted_on), on, today)?;
            one(on, Event::Withdrawn { statement })
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
            if !request.remedies.iter().any(|remedy| remedy.ended.is_some()) {
                return Err(Refused::NoRemedy);
            }
            within(closing.on, on, today)?;
            one(on, Event::ReopenedByRemedy { limit })
        }
    }?;
    Ok(event)
}

fn one(on: Date, event: Event) -> Result<Vec<Effective>, Refused> {
    Ok(vec![(on, event)])
}

fn state(fits: bool) -> Result<(), Refused> {
    if fits { Ok(()) } else { Err(Refused::WrongState) }
}

fn within(earliest: Date, on: Date, today: Date) -> Result<(), Refused> {
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
    match request.clock(now).clarification_due {
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
            not_after_due(request, now)
        }
        Step::Consult { .. } | Step::AskReasons { .. } => {
            state(matches!(request.state, State::Handling))?;
            if matches!(step, Step::AskReasons { .. }) && request.reasons.is_some() {
                return Err(Refused::AlreadyProposed);
            }
            Ok(())
        }
        Step::ChargeFee { yuan, .. } => {
            state(matches!(request.state, State::Handling))?;
            if *yuan == 0 {
                return Err(Refused::NoFee);
            }
            not_after_due(request, now)
        }
        Step::Abandon { .. } => may_abandon(request, now).map(|_| ()),
        Step::Amend { amendment, .. } => check_amendment(request, amendment, now.today),
    }
}

fn not_after_due(request: &Request, now: Now<'_>) -> Result<(), Refused> {
    match request.clock(now).reply_due {
        Some(due) if now.today > due => Err(Refused::AfterDue(due)),
        _ => Ok(()),
    }
}

/// 第三十条; 收费办法第六条: only from the day after the applicant's last day, and only once that day is known.
fn may_abandon(request: &Request, now: Now<'_>) -> Result<Outcome, Refused> {
    let clock = request.clock(now);
    let (outcome, last) = match request.state {
        State::AwaitingClarification => (Outcome::NotClarifiedInTime, clock.clarification_due),
        State::AwaitingPayment => (Outcome::FeeNotPaid, clock.pay_due),
        _ => return Err(Refused::WrongState),
    };
    let last = last.ok_or(Refused::NoticeNotDelivered)?;
    if now.today <= last { Err(Refused::NotBeforeEndOf(last)) } else { Ok(outcome) }
}

fn check_amendment(request: &Request, amendment: &Amendment, today: Date) -> Result<(), Refused> {
    let fits = match amendment {
        Amendment::ReceivedOn(date) => {
            if *date > today {
                return Err(Refused::InTheFuture);
            }
            if *date < request.submitted_on {
                return Err(Refused::Before(request.submitted_on));
            }
            request.received_on.is_some_and(|received| received != *date)
        }
        Amendment::Channel(channel) => request.channel != *channel,
        Amendment::ApplicantKind(kind) => request.applicant_kind != *kind,
        Amendment::Outcome(outcome) => request.counted.as_ref().is_some_and(|counted| counted.outcome != *outcome),
        Amendment::ClosedOn(date) => {
            if *date > today {
                return Err(Refused::InTheFuture);
            }
            if let Some(received) = request.received_on
                && *date < received
            {
                return Err(Refused::Before(received));
            }
            request.counted.as_ref().is_some_and(|counted| counted.on != *date)
        }
        Amendment::DuplicateOf(other) => *other != request.id && request.duplicate_of.is_none(),
    };
    if fits { Ok(()) } else { Err(Refused::Amendment) }
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

/// The one row in which several matters count (requests.md 2.4): anything given and anything not is 部分公开; all
/// given is 予以公开; none given is the row of the main matter, which is the first.
pub fn row_of(determinations: &[(Outcome, Option<OutcomeDetail>)]) -> Option<(Outcome, Option<OutcomeDetail>)> {
    let gives = |outcome: &Outcome| matches!(outcome, Outcome::Disclosed | Outcome::PartlyDisclosed);
    let given = determinations.iter().filter(|(outcome, _)| gives(outcome)).count();
    let partly = determinations.iter().any(|(outcome, _)| *outcome == Outcome::PartlyDisclosed);
    let first = determinations.first()?;
    if given == 0 {
        return Some(first.clone());
    }
    if partly || given < determinations.len() {
        return Some((Outcome::PartlyDisclosed, None));
    }
    let provided = determinations.iter().any(|(_, detail)| *detail != Some(OutcomeDetail::AlreadyPublished));
    let detail = if provided { OutcomeDetail::Provided } else { OutcomeDetail::AlreadyPublished };
    Some((Outcome::Disclosed, Some(detail)))
}

fn propose_decision(
    request: &Request,
    facts: &Facts,
    proposal: Proposal,
    today: Date,
) -> Result<Vec<Effective>, Refused> {
    state(matches!(request.state, State::Handling))?;
    facts.by.ok_or(Refused::NeedsPerson)?;
    let mut decided: Vec<_> = proposal.determinations.iter().map(|determination| determination.matter).collect();
    let mut asked: Vec<_> = request.matters.iter().map(|matter| matter.id).collect();
    decided.sort();
    asked.sort();
    if decided != asked {
        return Err(Refused::Determinations);
    }
    for determination in &proposal.determinations {
        check_outcome(request, facts, determination.outcome)?;
    }
    let each: Vec<_> = proposal.determinations.iter().map(|each| (each.outcome, each.detail.clone())).collect();
    if row_of(&each) != Some((proposal.outcome, proposal.detail.clone())) {
        return Err(Refused::Row);
    }
    let nothing_attached = proposal.files.is_empty();
    let gives_files = each.iter().any(|(outcome, detail)| {
        *outcome == Outcome::PartlyDisclosed
            || (*outcome == Outcome::Disclosed && *detail != Some(OutcomeDetail::AlreadyPublished))
    });
    if gives_files && nothing_attached {
        return Err(Refused::NothingGiven);
    }
    one(today, Event::DecisionProposed { proposal })
}

/// What must have happened before a row may be chosen.
fn check_outcome(request: &Request, facts: &Facts, outcome: Outcome) -> Result<(), Refused> {
    use crate::events::ConsultationKind;
    match outcome {
        Outcome::ThirdPartyRights => {
            let asked = |kind| request.consultations.iter().any(|consultation| consultation.kind == kind);
            if !asked(ConsultationKind::ThirdParty) {
                return Err(Refused::NotConsulted);
            }
            no_open_consultation(request)
        }
        Outcome::Disclosed | Outcome::PartlyDisclosed => no_open_consultation(request),
        Outcome::ExcessiveWithoutReason if request.reasons.is_none() => Err(Refused::ReasonsNotAsked),
        Outcome::StillUnclear
            if request.clarification.as_ref().is_none_or(|clarification| clarification.received_on.is_none()) =>
        {
            Err(Refused::NotClarified)
        }
        Outcome::Repeated if facts.earlier_replies == 0 => Err(Refused::NoEarlierReply),
        Outcome::NotClarifiedInTime | Outcome::FeeNotPaid => Err(Refused::NotAReply),
        _ => Ok(()),
    }
}

fn no_open_consultation(request: &Request) -> Result<(), Refused> {
    if request.open_consultation().is_some() { Err(Refused::ConsultationOpen) } else { Ok(()) }
}

fn approve(request: &Request, facts: &Facts, hash: String, today: Date) -> Result<Vec<Effective>, Refused> {
    let State::Deciding { proposal, drafted_by, approved_by: None } = &request.state else {
        return Err(Refused::WrongState);
    };
    let by = facts.by.ok_or(Refused::NeedsPerson)?;
    if by == *drafted_by {
        return Err(Refused::OwnDraft);
    }
    if proposal.hash != hash {
        return Err(Refused::Changed);
    }
    one(today, Event::DecisionApproved { hash })
}

fn sign(
    request: &Request,
    facts: &Facts,
    hash: String,
    paper: PaperRef,
    today: Date,
) -> Result<Vec<Effective>, Refused> {
    let State::Deciding { proposal, drafted_by, approved_by: Some(_) } = &request.state else {
        return Err(Refused::WrongState);
    };
    let by = facts.by.ok_or(Refused::NeedsPerson)?;
    if by == *drafted_by {
        return Err(Refused::OwnDraft);
    }
    if proposal.hash != hash {
        return Err(Refused::Changed);
    }
    one(today, Event::DecisionSigned { paper, hash })
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
