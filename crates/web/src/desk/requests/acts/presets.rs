//! What the form of an act holds before anything is typed, and which letter it makes.

use super::kinds::Act;
use crate::desk::requests::forms::letter_named;
use gongkai_office::accounts::SignedIn;
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_office::requests::time_of_day;
use gongkai_rules::events::{ConsultationKind, ReplyWay};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::requests::StateName;

/// What a field holds before anything is typed.
pub(super) fn preset(act: Act, view: &CaseView, who: &SignedIn, name: &str) -> String {
    let today = view.moment.today.to_string();
    match (act, name) {
        (_, "on") => today,
        (Act::Title | Act::Confirm, "title") => view.proposed_title(),
        // Whoever confirms goes on with the case, where they may; and where there is only one clerk, it is theirs.
        (Act::Confirm | Act::Assign, "to") => {
            let own = view.clerks.iter().find(|(id, _)| *id == who.person.id);
            let only = view.clerks.first().filter(|_| view.clerks.len() == 1);
            own.or(only).map(|(id, _)| id.to_string()).unwrap_or_default()
        }
        (Act::Paper, "recorded_on" | "guided_on") => today,
        (Act::AskClarification, "clarify_days") => view.settings.clarification_period.to_string(),
        (Act::Extend, "extension_days") => "20".into(),
        (Act::Deliver, "way") => match view.request.reply_way {
            ReplyWay::Site => "site",
            ReplyWay::Email => "email",
            ReplyWay::Post => "post",
            ReplyWay::PickUp => "in_person",
        }
        .into(),
        (Act::Consent, "proposal") => {
            view.request.pending.first().map(|pending| pending.proposal.to_string()).unwrap_or_default()
        }
        (Act::OpenRemedy, "kind") => "reconsideration".into(),
        (Act::Consult, "kind") => "third_party".into(),
        (Act::TellThirdParty, "consultation") => tellable(view).first().map(|(id, _)| id.clone()).unwrap_or_default(),
        (Act::TellThirdParty, "disclosed") => {
            if gives_something(view) && !follows_the_party(view) { "yes" } else { "no" }.into()
        }
        (Act::TellThirdParty, "result") if follows_the_party(view) => "refusal_followed".into(),
        (Act::TellThirdParty, "information_title") => asked_about(view),
        (Act::Confirm, "time") => time_of_day(view.moment.at),
        (Act::Confirm, "means") => {
            if view.applicant.phone.is_empty() {
                String::new()
            } else {
                "电话".into()
            }
        }
        _ => String::new(),
    }
}

/// Whether the reply withholds what a third party did not want disclosed.
fn follows_the_party(view: &CaseView) -> bool {
    view.draft().is_some_and(|draft| draft.matters.iter().any(|matter| matter.outcome == Outcome::ThirdPartyRights))
}

/// What the third party was asked about, in the words of the letter to it.
fn asked_about(view: &CaseView) -> String {
    let asked = view.request.consultations.iter().find(|one| one.kind == ConsultationKind::ThirdParty);
    let words = asked.and_then(|asked| asked.party).and_then(|id| view.step_words(id));
    words.and_then(|words| words.fields.text("information_title").map(str::to_owned)).unwrap_or_default()
}

/// The letter whose fields an act's form shows.
pub(super) fn letter_of(act: Act, view: &CaseView, values: &(dyn Fn(&str) -> String + Sync)) -> Option<LetterKind> {
    Some(match act {
        Act::AskClarification => LetterKind::ClarificationNotice,
        Act::Extend => LetterKind::ExtensionNotice,
        Act::AskReasons => LetterKind::ReasonRequest,
        Act::ChargeFee => LetterKind::FeeNotice,
        Act::Delay => LetterKind::DelayNotice,
        Act::Consult => match values("kind").as_str() {
            "joint_organ" => LetterKind::JointOrganConsultation,
            "other_organ" => LetterKind::OrganConsultation,
            _ => LetterKind::ThirdPartyConsultation,
        },
        Act::TellThirdParty if values("disclosed") == "no" => LetterKind::ThirdPartyOutcomeNote,
        Act::TellThirdParty => LetterKind::ThirdPartyDecisionNotice,
        Act::Refer => LetterKind::DeterminationReferral,
        Act::Paper => side_paper(&values("kind"))?,
        Act::Abandon if view.request.state.name() == StateName::AwaitingPayment => LetterKind::FeeNotPaid,
        Act::Abandon => LetterKind::NotClarifiedInTime,
        _ => return None,
    })
}

/// The consultations whose party may be told what became of its opinion.
pub(super) fn tellable(view: &CaseView) -> Vec<(String, String)> {
    let answered = view.request.consultations.iter().filter(|consultation| {
        consultation.kind == ConsultationKind::ThirdParty && consultation.end.is_some() && consultation.told.is_none()
    });
    let named = answered.map(|consultation| {
        let party = consultation.party.and_then(|id| view.step_words(id)).map(|words| words.party).unwrap_or_default();
        (consultation.id.to_string(), party)
    });
    named.collect()
}

/// Whether the decision gives anything at all; else nothing can go against a third party's will.
fn gives_something(view: &CaseView) -> bool {
    let decided = view.request.proposal().map(|proposal| proposal.outcome);
    let outcome = decided.or(view.request.closing().map(|closing| closing.outcome));
    matches!(outcome, Some(Outcome::Disclosed | Outcome::PartlyDisclosed))
}

/// A paper that the desk may make by a form, by its name in addresses.
pub(super) fn side_paper(code: &str) -> Option<LetterKind> {
    letter_named(code).filter(|kind| SidePaperForm::KINDS.contains(kind))
}
