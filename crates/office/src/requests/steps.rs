//! Steps that need the head's consent: laid before them, consented to (then the letter goes out), or declined.

use super::{OnCase, Upload};
use crate::acting::Doing;
use crate::ids::new_id;
use crate::requests::papers::letter_refused;
use crate::{Office, Problem, Refusal};
use gongkai_rules::events::{Amendment, ConsultationKind, FileRef, PaperRef, Step};
use gongkai_rules::fees::Charge;
use gongkai_rules::ids::{ConsultationId, SealedId};
use gongkai_rules::letters::{Addressee, AddresseeKind, FieldValue, Fields, LetterKind, compose};
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A step as a form brings it: with the fields of the letter that will tell it.
#[derive(Debug, Clone)]
pub enum StepForm {
    /// 延长期限.
    Extend(Fields),
    /// 征求意见.
    Consult {
        /// Of whom.
        kind: ConsultationKind,
        /// Full name of the party or organ.
        party: String,
        /// Where the letter goes.
        address: String,
        /// What the letter says.
        fields: Fields,
    },
    /// 要求说明理由.
    AskReasons(Fields),
    /// 收费通知.
    ChargeFee {
        /// By piece: the how-many-th of the month; by volume: pages.
        units: u32,
        /// What the notice says.
        fields: Fields,
    },
    /// 视为放弃，不再处理.
    Abandon(Fields),
    /// 告知第三方 what became of its opinion (第三十二条).
    TellThirdParty {
        /// The consultation it answered.
        consultation: ConsultationId,
        /// Whether something is disclosed against its opinion.
        disclosed: bool,
        /// What the letter says.
        fields: Fields,
    },
    /// 更正登记.
    Amend {
        /// The right fact.
        amendment: Amendment,
        /// Why.
        reason: String,
    },
}

/// What lies sealed of a step: the letter's fields, and for a consultation whom it goes to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct StepWords {
    /// Name of the consulted party; empty for other steps.
    pub party: String,
    /// Its address.
    pub address: String,
    /// Of a fee: the how-many-th piece of the month, or pages.
    #[serde(default)]
    pub units: u32,
    /// Files that go with the letter.
    #[serde(default)]
    pub files: Vec<FileRef>,
    /// The letter's fields.
    pub fields: Fields,
}

/// The charge of a fee notice: by piece or by volume, never both (收费办法第三条).
fn charge(fields: &Fields, units: u32) -> Charge {
    if fields.text("basis") == Some("by_volume") {
        return Charge::Volume { pages: units };
    }
    let earlier_in_month = u16::try_from(units.saturating_sub(1)).unwrap_or(u16::MAX);
    Charge::Piece { earlier_in_month, pieces: 1 }
}

/// The letter that tells a step.
pub fn letter_of(step: &Step, request: &Request) -> Option<LetterKind> {
    Some(match step {
        Step::Extend { .. } => LetterKind::ExtensionNotice,
        Step::Consult { kind: ConsultationKind::ThirdParty, .. } => LetterKind::ThirdPartyConsultation,
        Step::Consult { kind: ConsultationKind::JointOrgan, .. } => LetterKind::JointOrganConsultation,
        Step::Consult { kind: ConsultationKind::OtherOrgan, .. } => LetterKind::OrganConsultation,
        Step::AskReasons { .. } => LetterKind::ReasonRequest,
        Step::ChargeFee { .. } => LetterKind::FeeNotice,
        Step::Abandon { .. } if matches!(request.state, State::AwaitingPayment) => LetterKind::FeeNotPaid,
        Step::Abandon { .. } => LetterKind::NotClarifiedInTime,
        Step::TellThirdParty { disclosed: true, .. } => LetterKind::ThirdPartyDecisionNotice,
        Step::TellThirdParty { .. } => LetterKind::ThirdPartyOutcomeNote,
        Step::Amend { .. } => return None,
    })
}

/// Where the words of a step lie.
pub fn words_of(step: &Step) -> SealedId {
    match step {
        Step::Extend { reason, .. } | Step::Amend { reason, .. } => *reason,
        Step::Consult { party, .. } => *party,
        Step::AskReasons { facts } => *facts,
        Step::ChargeFee { basis, .. } => *basis,
        Step::Abandon { note } => *note,
        Step::TellThirdParty { words, .. } => *words,
    }
}

impl Office {
    /// Lays a step before the head. Whoever is the head consents in the same act.
    ///
    /// # Errors
    /// [`Refusal`]: also where the letter that will tell the step is not complete.
    pub async fn propose_step(&self, actor: &Actor, case: OnCase, form: StepForm) -> Result<Request, Refusal> {
        self.propose_step_with(actor, case, form, Vec::new()).await
    }

    /// Lays a step before the head whose letter takes files along: what a party is asked about.
    ///
    /// # Errors
    /// As [`Office::propose_step`], and for a kind of file that may not come in.
    pub async fn propose_step_with(
        &self,
        actor: &Actor,
        case: OnCase,
        form: StepForm,
        files: Vec<Upload>,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::ProposeStep,
            case,
            Box::new(move |doing| Box::pin(async move { propose_with(doing, form, files).await })),
        )
        .await
    }

    /// The head consents: the letter goes out and the step takes effect today.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn consent_step(&self, actor: &Actor, case: OnCase, proposal: u32) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::ConsentStep,
            case,
            Box::new(move |doing| Box::pin(async move { consent(doing, proposal).await })),
        )
        .await
    }

    /// The head refuses a step, with words.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn decline_step(
        &self,
        actor: &Actor,
        case: OnCase,
        proposal: u32,
        words: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::ConsentStep,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    if words.trim().is_empty() {
                        return Err(Refusal::field("comment", Problem::Missing));
                    }
                    let comment = doing.seal("comment", &words).await?;
                    doing.decide(Command::Decline { proposal, comment })
                })
            }),
        )
        .await
    }
}

/// Lays a step before the head; whoever is the head consents in the same act.
pub(crate) async fn propose(doing: &mut Doing<'_>, form: StepForm) -> Result<(), Refusal> {
    propose_with(doing, form, Vec::new()).await
}

async fn propose_with(doing: &mut Doing<'_>, form: StepForm, files: Vec<Upload>) -> Result<(), Refusal> {
    let files = doing.keep_files(files).await?;
    let step = seal_step(doing, form, files).await?;
    // Composed once now, so that the clerk hears what is missing, and not the head.
    if let Some(kind) = letter_of(&step, &doing.request) {
        let words = step_words(doing, words_of(&step)).await?;
        compose_step(doing, kind, &step, &words).await?;
    }
    doing.decide(Command::Propose(step))?;
    let proposal = doing.request.version;
    if doing.actor.has(Role::Head) { consent(doing, proposal).await } else { Ok(()) }
}

async fn seal_step(doing: &mut Doing<'_>, form: StepForm, files: Vec<FileRef>) -> Result<Step, Refusal> {
    let words = |fields: Fields| StepWords { fields, ..StepWords::default() };
    let number = |fields: &Fields, name: &str| match fields.get(name) {
        Some(FieldValue::Number(number)) => *number,
        _ => 0,
    };
    Ok(match form {
        StepForm::Amend { amendment, reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::field("reason", Problem::Missing));
            }
            Step::Amend { amendment, reason: doing.seal("reason", &reason).await? }
        }
        StepForm::Extend(fields) => {
            let days = u8::try_from(number(&fields, "extension_days")).unwrap_or(u8::MAX);
            Step::Extend { days, reason: seal_words(doing, words(fields)).await? }
        }
        StepForm::Consult { kind, party, address, fields } => {
            if party.trim().is_empty() {
                return Err(Refusal::field("party", Problem::Missing));
            }
            let consultation = ConsultationId(new_id());
            let words = StepWords { party, address, files, ..words(fields) };
            Step::Consult { consultation, kind, party: seal_words(doing, words).await? }
        }
        StepForm::AskReasons(mut fields) => {
            super::side_papers::list_requests(doing, LetterKind::ReasonRequest, &mut fields).await?;
            Step::AskReasons { facts: seal_words(doing, words(fields)).await? }
        }
        StepForm::TellThirdParty { consultation, disclosed, fields } => {
            Step::TellThirdParty { consultation, disclosed, words: seal_words(doing, words(fields)).await? }
        }
        StepForm::ChargeFee { units, fields } => {
            let (yuan, _) = super::case_values::fee_words(charge(&fields, units));
            Step::ChargeFee { yuan, basis: seal_words(doing, StepWords { units, ..words(fields) }).await? }
        }
        StepForm::Abandon(fields) => Step::Abandon { note: seal_words(doing, words(fields)).await? },
    })
}

async fn seal_words(doing: &mut Doing<'_>, words: StepWords) -> Result<SealedId, Refusal> {
    let text = serde_json::to_string(&words).map_err(|error| Refusal::Fault(error.to_string()))?;
    doing.seal("step", &text).await
}

async fn step_words(doing: &mut Doing<'_>, id: SealedId) -> Result<StepWords, Refusal> {
    let texts: BTreeMap<_, _> = doing.texts().await?;
    let text = texts.get(&id).ok_or_else(|| Refusal::Fault("words of a step are gone".into()))?;
    serde_json::from_str(text).map_err(|error| Refusal::Fault(format!("words of a step: {error}")))
}

/// Facts for the letter of a step: addressed to the consulted party where there is one, and with the new due date where
/// the step is an extension.
async fn compose_step(
    doing: &mut Doing<'_>,
    kind: LetterKind,
    step: &Step,
    words: &StepWords,
) -> Result<(super::papers::CaseFacts, Fields), Refusal> {
    let mut facts = doing.case_facts().await?;
    let mut fields = words.fields.clone();
    match step {
        Step::Consult { kind: ConsultationKind::ThirdParty, .. } => facts.letter.addressee = party(&words.party),
        Step::TellThirdParty { consultation, .. } => {
            let told = doing.request.consultations.iter().find(|found| found.id == *consultation).cloned();
            let asked = told.as_ref().and_then(|found| found.party);
            let asked = asked.ok_or(gongkai_rules::requests::Refused::Unknown)?;
            facts.letter.addressee = party(&step_words(doing, asked).await?.party);
            super::case_values::fill_told(&mut fields, told.as_ref());
        }
        Step::Consult { .. } => facts.letter.addressee = Addressee::organ(&words.party),
        Step::Extend { days, .. } => {
            let clock = doing.request.clock(doing.moment.now());
            if let Some(due) = clock.reply_due {
                let new = doing.moment.calendar.nth_working_day_after(due, u32::from(*days));
                fields.set("extended_to", FieldValue::Date(new.date));
                facts.letter.due_on = Some(new.date);
            }
        }
        Step::ChargeFee { .. } => {
            let (yuan, grades) = super::case_values::fee_words(charge(&fields, words.units));
            fields.set("amount", FieldValue::Text(yuan.to_string()));
            fields.set("grades", FieldValue::Text(grades));
            let lines = super::case_values::calculation(charge(&fields, words.units));
            fields.set("calculation", FieldValue::List(lines));
        }
        _ => {}
    }
    if !words.files.is_empty() {
        let names = doing.file_names().await?;
        facts.letter.attachments = words.files.iter().filter_map(|file| names.get(&file.id).cloned()).collect();
    }
    super::case_values::fill(kind, &mut fields, &doing.request, &doing.moment);
    let organ = facts.settings.for_letters(&doing.organ);
    compose(kind, &facts.letter, &fields, &organ).map_err(|problems| letter_refused("", &problems))?;
    Ok((facts, fields))
}

pub(crate) async fn consent(doing: &mut Doing<'_>, proposal: u32) -> Result<(), Refusal> {
    let pending = doing.request.pending.iter().find(|step| step.proposal == proposal);
    let Some(step) = pending.map(|pending| pending.step.clone()) else {
        return Err(gongkai_rules::requests::Refused::Unknown.into());
    };
    let paper: Option<PaperRef> = match letter_of(&step, &doing.request) {
        None => None,
        Some(kind) => {
            let words = step_words(doing, words_of(&step)).await?;
            let (facts, fields) = compose_step(doing, kind, &step, &words).await?;
            Some(doing.issue(kind, facts, &fields).await?)
        }
    };
    doing.decide(Command::Consent { proposal, paper })?;
    match step {
        Step::Consult { kind, .. } => super::side_papers::consultation_note(doing, kind).await,
        _ => Ok(()),
    }
}

/// A third party as a letter speaks to it. A name of up to four characters is a person's.
fn party(name: &str) -> Addressee {
    let kind = if name.chars().count() > 4 { AddresseeKind::Organisation } else { AddresseeKind::Person };
    Addressee { names: vec![name.to_owned()], kind }
}

/// The outcome a step's letter announces, for the page.
pub fn outcome_of(step: &Step, request: &Request) -> Option<Outcome> {
    letter_of(step, request).and_then(LetterKind::outcome)
}
