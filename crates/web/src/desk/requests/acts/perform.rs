//! What was filled in, read and done.

use super::kinds::Act;
use super::presets::side_paper;
use crate::app::App;
use crate::desk::requests::forms::{outcome_code, read_letter};
use crate::posted::Posted;
use gongkai_office::accounts::SignedIn;
use gongkai_office::requests::consult::ConsultationRecord;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_office::requests::{Confirmation, DeliverForm, OnCase, StepForm};
use gongkai_office::{Problem, Refusal};
use gongkai_rules::events::{Amendment, ConsultationKind, DeliveryWay, Opinion, RemedyKind, RemedyResult, ReplyWay};
use gongkai_rules::ids::{ConsultationId, PaperId, PersonId, RemedyId};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::requests::Request;
use jiff::civil::Date;
use std::str::FromStr;

pub(super) const WITHDRAWALS: [(&str, &str); 4] =
    [("letter", "书面"), ("counter", "当面"), ("phone", "电话"), ("email", "电子邮件")];

pub(super) const WAYS: [(&str, DeliveryWay); 5] = [
    ("site", DeliveryWay::Site),
    ("email", DeliveryWay::Email),
    ("post", DeliveryWay::Post),
    ("in_person", DeliveryWay::InPerson),
    ("through_organ", DeliveryWay::ThroughOrgan),
];

pub(super) const CHANNELS: [(&str, Channel); 6] = [
    ("counter", Channel::Counter),
    ("post_signed", Channel::PostSigned),
    ("ordinary_letter", Channel::OrdinaryLetter),
    ("web", Channel::Web),
    ("email", Channel::Email),
    ("fax", Channel::Fax),
];

pub(super) const KINDS: [(&str, ApplicantKind); 6] = [
    ("natural_person", ApplicantKind::NaturalPerson),
    ("company", ApplicantKind::Company),
    ("research_institute", ApplicantKind::ResearchInstitute),
    ("public_interest_organisation", ApplicantKind::PublicInterestOrganisation),
    ("legal_service_firm", ApplicantKind::LegalServiceFirm),
    ("other_organisation", ApplicantKind::OtherOrganisation),
];

fn chosen<T: Copy>(posted: &Posted, name: &str, among: &[(&str, T)]) -> Result<T, Refusal> {
    let code = posted.text(name);
    let found = among.iter().find(|(known, _)| *known == code);
    found.map(|(_, value)| *value).ok_or_else(|| Refusal::field(name, Problem::NotAChoice))
}

fn identified<T: FromStr>(posted: &Posted, name: &str) -> Result<T, Refusal> {
    posted.text(name).parse().map_err(|_| Refusal::field(name, Problem::NotAChoice))
}

fn day(posted: &Posted, name: &str) -> Result<Date, Refusal> {
    let problem = if posted.text(name).is_empty() { Problem::Missing } else { Problem::NotADate };
    posted.day(name).ok_or_else(|| Refusal::field(name, problem))
}

fn said(posted: &Posted, name: &str) -> Result<String, Refusal> {
    let words = posted.text(name);
    match words.chars().count() {
        0 => Err(Refusal::field(name, Problem::Missing)),
        5001.. => Err(Refusal::field(name, Problem::TooLong(5000))),
        _ => Ok(words.to_owned()),
    }
}

/// Reads the form and does the act.
pub(super) async fn perform(
    app: &App,
    who: &SignedIn,
    act: Act,
    case: OnCase,
    posted: &Posted,
) -> Result<Request, Refusal> {
    let office = &app.office;
    let actor = who.actor();
    let actor = &actor;
    let letter = |kind: LetterKind| match read_letter(kind, "", posted) {
        (fields, problems) if problems.is_empty() => Ok(fields),
        (_, problems) => Err(Refusal::Invalid(problems)),
    };
    let optional = |name: &str| posted.text(name).to_owned();
    match act {
        Act::Title => office.title(actor, case, said(posted, "title")?).await,
        Act::Confirm => {
            let (time, means, note, title) = (optional("time"), optional("means"), optional("note"), optional("title"));
            let to = if posted.text("to").is_empty() { None } else { Some(identified::<PersonId>(posted, "to")?) };
            let confirmation = Confirmation { on: day(posted, "on")?, time, means, note, title, to };
            office.confirm_with(actor, case, confirmation).await
        }
        Act::TryContact => office.try_contact(actor, case, day(posted, "on")?, said(posted, "note")?).await,
        Act::Assign => office.assign(actor, case, identified::<PersonId>(posted, "to")?).await,
        Act::AskClarification => office.ask_clarification(actor, case, letter(LetterKind::ClarificationNotice)?).await,
        Act::ClarificationDelivered => office.clarification_delivered(actor, case, day(posted, "on")?).await,
        Act::Clarified => {
            let (on, content) = (day(posted, "on")?, said(posted, "content")?);
            office.receive_clarification(actor, case, on, content, posted.files.clone(), optional("good_reason")).await
        }
        Act::Extend => {
            let form = StepForm::Extend(letter(LetterKind::ExtensionNotice)?);
            office.propose_step(actor, case, form).await
        }
        Act::Consult => {
            let kinds = [
                ("third_party", (ConsultationKind::ThirdParty, LetterKind::ThirdPartyConsultation)),
                ("joint_organ", (ConsultationKind::JointOrgan, LetterKind::JointOrganConsultation)),
                ("other_organ", (ConsultationKind::OtherOrgan, LetterKind::OrganConsultation)),
            ];
            let (kind, kind_of_letter) = chosen(posted, "kind", &kinds)?;
            let party = said(posted, "party")?;
            let form = StepForm::Consult { kind, party, address: optional("address"), fields: letter(kind_of_letter)? };
            office.propose_step_with(actor, case, form, posted.files.clone()).await
        }
        Act::AskReasons => {
            let form = StepForm::AskReasons(letter(LetterKind::ReasonRequest)?);
            office.propose_step(actor, case, form).await
        }
        Act::ChargeFee => {
            let units =
                posted.text("units").parse().map_err(|_| Refusal::field("units", Problem::NotANumber(1, 100_000)))?;
            let form = StepForm::ChargeFee { units, fields: letter(LetterKind::FeeNotice)? };
            office.propose_step(actor, case, form).await
        }
        Act::Abandon => {
            // Which of the two letters is told by the state, which the act itself reads; their typed fields agree.
            let form = StepForm::Abandon(letter(LetterKind::NotClarifiedInTime)?);
            office.propose_step(actor, case, form).await
        }
        Act::Amend => amend(app, who, case, posted).await,
        Act::Consent => {
            let proposal: u32 = identified(posted, "proposal")?;
            if posted.has("other") {
                office.decline_step(actor, case, proposal, optional("comment")).await
            } else {
                office.consent_step(actor, case, proposal).await
            }
        }
        Act::ConsultDelivered | Act::Opinion | Act::Lapse => {
            let consultation: ConsultationId = identified(posted, "consultation")?;
            let record = match act {
                Act::ConsultDelivered => ConsultationRecord::Delivered(day(posted, "on")?),
                Act::Opinion => {
                    let opinions = [
                        ("consents", Opinion::Consents),
                        ("consents_in_part", Opinion::ConsentsInPart),
                        ("objects", Opinion::Objects),
                    ];
                    let opinion = chosen(posted, "opinion", &opinions)?;
                    ConsultationRecord::Answered { on: day(posted, "on")?, opinion, words: optional("words") }
                }
                _ => ConsultationRecord::Lapsed,
            };
            office.record_consultation(actor, case, consultation, record).await
        }
        Act::Reasons => office.receive_reasons(actor, case, day(posted, "on")?, said(posted, "words")?).await,
        Act::Delay => office.delay(actor, case, letter(LetterKind::DelayNotice)?).await,
        Act::FeeDelivered => office.fee_notice_delivered(actor, case, day(posted, "on")?).await,
        Act::FeePaid => office.fee_paid(actor, case, day(posted, "on")?).await,
        Act::RevokeFee => office.revoke_fee(actor, case, said(posted, "reason")?).await,
        Act::Deliver => deliver(app, who, case, posted).await,
        Act::Phoned => {
            let paper: PaperId = identified(posted, "paper")?;
            office.phone_about(actor, case, paper, said(posted, "words")?).await
        }
        Act::TellThirdParty => {
            let disclosed = chosen(posted, "disclosed", &[("yes", true), ("no", false)])?;
            let kind = if disclosed { LetterKind::ThirdPartyDecisionNotice } else { LetterKind::ThirdPartyOutcomeNote };
            let consultation = identified(posted, "consultation")?;
            let form = StepForm::TellThirdParty { consultation, disclosed, fields: letter(kind)? };
            office.propose_step(actor, case, form).await
        }
        Act::Refer => {
            let kind = LetterKind::DeterminationReferral;
            let authority = said(posted, "authority")?;
            let form = SidePaperForm { kind, about: None, authority, fields: letter(kind)? };
            office.issue_side_paper(actor, case, form).await
        }
        Act::Paper => {
            let kind = side_paper(posted.text("kind")).ok_or_else(|| Refusal::field("kind", Problem::NotAChoice))?;
            let about = posted.text("about").parse().ok();
            let form = SidePaperForm { kind, about, authority: String::new(), fields: letter(kind)? };
            office.issue_side_paper(actor, case, form).await
        }
        Act::Returned => office.delivery_failed(actor, case, said(posted, "words")?).await,
        Act::Withdraw => {
            let way = chosen(posted, "way", &WITHDRAWALS)?.to_owned();
            office.withdraw_by(actor, case, day(posted, "on")?, way, said(posted, "words")?).await
        }
        Act::Archive => office.archive(actor, case).await,
        Act::OpenRemedy => {
            let kinds = [
                ("reconsideration", RemedyKind::Reconsideration),
                ("direct_suit", RemedyKind::DirectSuit),
                ("suit_after_reconsideration", RemedyKind::SuitAfterReconsideration),
            ];
            let kind = chosen(posted, "kind", &kinds)?;
            let simplified = posted.text("simplified") == "yes";
            office.open_remedy(actor, case, kind, simplified, day(posted, "on")?, said(posted, "note")?).await
        }
        Act::EndRemedy => {
            let results = [
                ("upheld", RemedyResult::Upheld),
                ("corrected", RemedyResult::Corrected),
                ("other", RemedyResult::Other),
            ];
            let result = chosen(posted, "result", &results)?;
            let remedy: RemedyId = identified(posted, "remedy")?;
            office.end_remedy(actor, case, remedy, day(posted, "on")?, result).await
        }
        Act::Reopen => {
            let limit = match posted.text("limit") {
                "" => None,
                text => Some(text.parse().map_err(|_| Refusal::field("limit", Problem::NotANumber(1, 250)))?),
            };
            office.reopen(actor, case, day(posted, "on")?, limit).await
        }
    }
}

async fn deliver(app: &App, who: &SignedIn, case: OnCase, posted: &Posted) -> Result<Request, Refusal> {
    let way = chosen(posted, "way", &WAYS)?;
    let view = app.office.case(who, case.id).await?;
    let counts_when_opened = way == DeliveryWay::Site && view.request.reply_way != ReplyWay::Site;
    let tracking = posted.text("tracking").to_owned();
    let form = DeliverForm { way, on: day(posted, "on")?, tracking, counts_when_opened };
    app.office.deliver(&who.actor(), case, form).await
}

async fn amend(app: &App, who: &SignedIn, case: OnCase, posted: &Posted) -> Result<Request, Refusal> {
    let amendment = match posted.text("what") {
        "received_on" => Amendment::ReceivedOn(day(posted, "day")?),
        "closed_on" => Amendment::ClosedOn(day(posted, "day")?),
        "delivery_way" => Amendment::DeliveryWay(chosen(posted, "delivery_way", &WAYS)?),
        "channel" => Amendment::Channel(chosen(posted, "channel", &CHANNELS)?),
        "applicant_kind" => Amendment::ApplicantKind(chosen(posted, "applicant_kind", &KINDS)?),
        "outcome" => {
            let code = posted.text("outcome");
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome_code(*outcome) == code);
            Amendment::Outcome(outcome.ok_or_else(|| Refusal::field("outcome", Problem::NotAChoice))?)
        }
        "duplicate_of" => {
            let number = posted.text("duplicate");
            let other = app.office.case_numbered(who, number).await?;
            Amendment::DuplicateOf(other.ok_or_else(|| {
                Refusal::field("duplicate", Problem::Said("本机关没有这个编号的申请，请再看一遍".into()))
            })?)
        }
        _ => return Err(Refusal::field("what", Problem::NotAChoice)),
    };
    let form = StepForm::Amend { amendment, reason: posted.text("reason").to_owned() };
    app.office.propose_step(&who.actor(), case, form).await
}
