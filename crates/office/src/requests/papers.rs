//! Letters of a case: composed from the case's facts, typeset once, kept as they are.

use crate::acting::{Doing, Moment};
use crate::ids::new_id;
use crate::requests::Applicant;
use crate::settings::OrganSettings;
use crate::{Problem, Refusal};
use gongkai_documents::typesetting::TypesetError;
use gongkai_rules::events::{FileRef, PaperRef, ReplyWay};
use gongkai_rules::ids::{FileId, PaperId, SealedId};
use gongkai_rules::letters::numbering::{NumberParts, Pattern, PatternUse};
use gongkai_rules::letters::{
    Addressee, AddresseeKind, Consulted, Extended, Fields, Letter, LetterFacts, LetterKind, LetterProblem, MatterReply,
    Seal, compose,
};
use gongkai_rules::outcomes::ApplicantKind;
use gongkai_rules::requests::{ConsultationEnd, Request};
use gongkai_storage::papers::{self, Paper};
use gongkai_storage::vault::Place;
use gongkai_storage::{files, organs, types};
use std::collections::BTreeMap;

/// Most characters of the request that a letter quotes.
const QUOTED: usize = 200;

/// The problems of a letter as problems of a form: those of a field beside it, the others on top.
pub fn letter_refused(prefix: &str, problems: &[LetterProblem]) -> Refusal {
    let place = |problem: &LetterProblem| format!("{prefix}{}", problem.field().unwrap_or("letter"));
    Refusal::Invalid(problems.iter().map(|problem| (place(problem), Problem::Said(problem.message()))).collect())
}

/// What a letter says of the case, with everything opened that it quotes.
pub struct CaseFacts {
    /// The applicant.
    pub applicant: Applicant,
    /// Facts for `compose`.
    pub letter: LetterFacts,
    /// The organ's settings.
    pub settings: OrganSettings,
}

impl Doing<'_> {
    /// The applicant's record, opened.
    ///
    /// # Errors
    /// [`Refusal::Fault`] where it is damaged.
    pub fn applicant(&self, texts: &BTreeMap<SealedId, String>) -> Result<Applicant, Refusal> {
        let record = texts.get(&self.request.applicant).ok_or_else(|| Refusal::Fault("applicant is gone".into()))?;
        serde_json::from_str(record).map_err(|error| Refusal::Fault(format!("applicant record: {error}")))
    }

    /// Facts of the case for a letter to the applicant.
    ///
    /// # Errors
    /// [`Refusal`] where something sealed does not open.
    pub async fn case_facts(&mut self) -> Result<CaseFacts, Refusal> {
        let texts = self.texts().await?;
        let applicant = self.applicant(&texts)?;
        let (settings, _): (OrganSettings, i64) = organs::settings(self.tx, self.organ.id).await?;
        let asked: Vec<&str> =
            self.request.matters.iter().filter_map(|matter| texts.get(&matter.content)).map(String::as_str).collect();
        let letter = letter_facts(&self.request, &self.moment, &applicant, &asked.join("；"));
        Ok(CaseFacts { applicant, letter, settings })
    }

    /// Composes a letter without number and date, as reviewer and clerk see it.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with everything that keeps it from being issued.
    pub fn draft_letter(&self, kind: LetterKind, facts: &CaseFacts, fields: &Fields) -> Result<Letter, Refusal> {
        let organ = facts.settings.for_letters(&self.organ);
        compose(kind, &facts.letter, fields, &organ).map_err(|problems| letter_refused("", &problems))
    }

    /// Issues a letter: takes its number, dates it today, typesets it once and keeps it sealed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where the letter is not complete or a character has no font.
    pub async fn issue(&mut self, kind: LetterKind, facts: CaseFacts, fields: &Fields) -> Result<PaperRef, Refusal> {
        let organ = facts.settings.for_letters(&self.organ);
        let earlier = papers::of_request(self.tx, self.request.id).await?;
        let number = self.letter_number(kind, &facts.settings, &earlier)?;
        let mut letter_facts = facts.letter;
        letter_facts.letter_number = Some(number.clone());
        letter_facts.signed_on = Some(self.moment.today);
        let letter = compose(kind, &letter_facts, fields, &organ).map_err(|problems| letter_refused("", &problems))?;
        let text = serde_json::to_string(&letter).map_err(|error| Refusal::Fault(error.to_string()))?;
        let letter_id = self.seal("letter", &text).await?;
        let today = self.moment.today;
        let pdf = typeset(&self.office, letter, today).await?;
        let file_id = FileId(new_id());
        let name = file_name(kind, &number);
        let at = types::micros(self.moment.at);
        let office = self.office.clone();
        office.files().put(self.tx, &self.key, file_id, &name, "application/pdf", pdf, at).await?;
        let paper = PaperRef { id: PaperId(new_id()), number };
        let kind_code = serde_json::to_string(&kind).map_err(|error| Refusal::Fault(error.to_string()))?;
        let stored = Paper {
            id: paper.id.0,
            request_id: self.request.id.0,
            kind: kind_code.trim_matches('"').to_owned(),
            number: paper.number.clone(),
            letter_id: letter_id.0,
            file_id: file_id.0,
            issued_on: today.to_string(),
        };
        papers::add(self.tx, &stored).await?;
        Ok(paper)
    }

    /// 西工公开〔2026〕38号-答: hangs on the case's own number, so that no two cases wait for one counter.
    fn letter_number(&self, kind: LetterKind, settings: &OrganSettings, earlier: &[Paper]) -> Result<String, Refusal> {
        // A record stays in the file and takes no number.
        let Some(suffix) = kind.suffix() else { return Ok(String::new()) };
        let kinds = LetterKind::ALL.iter().filter(|other| other.suffix() == kind.suffix());
        let names: Vec<String> = kinds
            .filter_map(|other| serde_json::to_string(other).ok())
            .map(|name| name.trim_matches('"').to_owned())
            .collect();
        let before = earlier.iter().filter(|paper| names.contains(&paper.kind)).count();
        let pattern = match settings.letters.letter_number_pattern.as_deref().filter(|text| !text.trim().is_empty()) {
            Some(text) => Pattern::parse(text, PatternUse::Letter)
                .map_err(|problem| Refusal::field("letter", Problem::Said(problem.message())))?,
            None => Pattern::default_letter(),
        };
        let serial = u32::try_from(self.case_serial).unwrap_or_default();
        Ok(pattern.write(&NumberParts {
            organ_code: &self.organ.code,
            organ_word: &self.organ.organ_word,
            year: i16::try_from(self.case_year).unwrap_or_default(),
            serial,
            case_serial: serial,
            suffix,
            kind_serial: u32::try_from(before + 1).unwrap_or(u32::MAX),
        }))
    }

    /// Stores files under the case's key.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a kind of file that may not come in.
    pub async fn keep_files(&mut self, uploads: Vec<crate::requests::Upload>) -> Result<Vec<FileRef>, Refusal> {
        let mut kept = Vec::new();
        for upload in uploads {
            if !crate::requests::recognise(&upload.content).1 {
                let words = format!("“{}”不能上传。可以上传：照片（JPG、PNG）、PDF、Word、Excel、OFD", upload.name);
                return Err(Refusal::field("files", Problem::Said(words)));
            }
            let id = FileId(new_id());
            let at = types::micros(self.moment.at);
            let office = self.office.clone();
            let row = office
                .files()
                .put(self.tx, &self.key, id, &upload.name, &upload.media_type, upload.content, at)
                .await?;
            kept.push(FileRef { id, sha256: row.sha256 });
        }
        Ok(kept)
    }

    /// The names of the files of the case.
    ///
    /// # Errors
    /// [`Refusal::Fault`] where one is damaged.
    pub async fn file_names(&mut self) -> Result<BTreeMap<FileId, String>, Refusal> {
        let rows = files::of_key(self.tx, self.key.id).await?;
        let named = rows.iter().map(|row| Ok((FileId(row.id), files::name(&self.key, row)?)));
        named.collect::<Result<_, gongkai_storage::database::StorageError>>().map_err(Refusal::from)
    }

    /// Where words of this case are sealed.
    pub fn place(&self, field: &'static str) -> Place {
        Place { table: "requests", row: self.request.id.0, field }
    }
}

/// Sets a letter, with the fonts of the office.
///
/// # Errors
/// [`Refusal::Invalid`] where a character has no font.
pub(crate) async fn typeset(
    office: &crate::Office,
    letter: Letter,
    today: jiff::civil::Date,
) -> Result<Vec<u8>, Refusal> {
    let fonts = office.fonts();
    tokio::task::spawn_blocking(move || gongkai_documents::letters::pdf(&letter, &fonts, today))
        .await
        .map_err(|error| Refusal::Fault(error.to_string()))?
        .map_err(typeset_refused)
}

/// What the file of a paper is called: 登记回执（西工公开〔2026〕38号-回）.pdf; a record has no number.
pub(crate) fn file_name(kind: LetterKind, number: &str) -> String {
    if number.is_empty() { format!("{}.pdf", kind.paper()) } else { format!("{}（{number}）.pdf", kind.paper()) }
}

fn typeset_refused(error: TypesetError) -> Refusal {
    match error {
        TypesetError::MissingGlyph { .. } => Refusal::field("letter", Problem::Said(error.to_string())),
        other => Refusal::Fault(other.to_string()),
    }
}

/// Facts of a case for a letter to its applicant.
pub(crate) fn letter_facts(request: &Request, moment: &Moment, applicant: &Applicant, asked: &str) -> LetterFacts {
    let clock = request.clock(moment.now());
    let natural = applicant.kind == ApplicantKind::NaturalPerson;
    let kind = if natural { AddresseeKind::Person } else { AddresseeKind::Organisation };
    let mut quoted: String = asked.chars().take(QUOTED).collect();
    if quoted.chars().count() < asked.chars().count() {
        quoted.push('…');
    }
    let extended = request.extension.as_ref().zip(clock.reply_due);
    LetterFacts {
        addressee: Addressee { names: vec![applicant.name.clone()], kind },
        applicant_names: vec![applicant.name.clone()],
        case_number: request.number.clone(),
        submitted_on: request.submitted_on,
        channel: request.channel,
        received_on: request.received_on,
        request_text: quoted,
        clarified_on: request.clarification.as_ref().and_then(|clarification| clarification.received_on),
        extended: extended.map(|(extension, due_on)| Extended { told_on: extension.on, due_on }),
        consulted: consulted(request),
        due_on: clock.reply_due,
        overdue_recorded: clock.reply_due.is_some_and(|due| due < moment.today),
        query_code: None,
        delivered_online: matches!(request.reply_way, ReplyWay::Site | ReplyWay::Email),
        matters: Vec::<MatterReply>::new(),
        attachments: Vec::new(),
        letter_number: None,
        signed_on: None,
        today: moment.today,
        seal: Seal::NotRecorded,
    }
}

/// The whole span of consultations that are over, for the sentence in the letter.
fn consulted(request: &Request) -> Option<Consulted> {
    let ended = request.consultations.iter().filter_map(|consultation| {
        let to = match consultation.end.as_ref()? {
            ConsultationEnd::Answered { on, .. } | ConsultationEnd::Lapsed { on } => *on,
        };
        Some((consultation.sent_on, to))
    });
    let spans: Vec<_> = ended.collect();
    let from = spans.iter().map(|(from, _)| *from).min()?;
    let to = spans.iter().map(|(_, to)| *to).max()?;
    Some(Consulted { from, to })
}
