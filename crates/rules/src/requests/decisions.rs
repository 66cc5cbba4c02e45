//! The decision: what must have happened before a row may be chosen, which row several matters give, and who may not
//! approve or sign.

use super::decide::{Effective, one, state};
use super::{Facts, Refused, Request, State};
use crate::events::{Event, OutcomeDetail, PaperRef, Proposal};
use crate::outcomes::Outcome;
use jiff::civil::Date;

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

pub(super) fn propose_decision(
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

pub(super) fn approve(request: &Request, facts: &Facts, hash: String, today: Date) -> Result<Vec<Effective>, Refused> {
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

pub(super) fn sign(
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
