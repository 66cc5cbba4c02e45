//! From a row of the register to a case, and back.

use crate::ids::new_id;
use crate::requests::Applicant;
use crate::requests::applicant::{PaperOfIdentity, RegisterWords, SubmissionRecord};
use crate::requests::submit::{NewRequest, Past, PastStep};
use gongkai_rules::events::{Event, ImportedStep, Recorded, RemedyKind, ReplyWay};
use gongkai_rules::ids::{ConsultationId, RemedyId};
use gongkai_rules::outcomes::{ApplicantKind, Channel};
use gongkai_rules::reporting::register::{Extension, RegisterRow, Remedy, Reply, Suit};
use gongkai_rules::requests::{ConsultationEnd, PaperKind, Request};

/// A file carried from the preview of an import to the import itself, in a hidden field of the form: nothing of it is
/// kept on our side in between.
pub fn pack(file: &[u8]) -> String {
    hex::encode(file)
}

/// The file of a packed one; `None` where the text is none.
pub fn unpack(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.trim()).ok().filter(|file| !file.is_empty())
}

/// A title for lists: the beginning of what was asked, with personal data and the applicant's name masked.
pub(super) fn title(row: &RegisterRow) -> String {
    let names: Vec<&str> = row.applicant.as_deref().into_iter().filter(|name| name.chars().count() > 1).collect();
    let masked = gongkai_rules::privacy::mask_text_and(&row.content, &names);
    let line = masked.split(['。', '\n', '；']).next().unwrap_or_default();
    line.trim().chars().take(50).collect()
}

/// The new case of a row. The register fixes the day of receipt, so that it stands for the day of submission too.
pub(super) fn new_request(row: &RegisterRow, with_title: bool) -> NewRequest {
    NewRequest {
        channel: row.channel.unwrap_or(Channel::Counter),
        submitted_on: row.received_on,
        applicant: applicant(row),
        matters: vec![row.content.clone()],
        reply_way: ReplyWay::Post,
        form_wanted: String::new(),
        files: Vec::new(),
        title: with_title.then(|| title(row)),
        number: row.number.clone(),
    }
}

fn applicant(row: &RegisterRow) -> Applicant {
    let number = row.identity_number.clone().unwrap_or_default();
    let paper = match row.applicant_kind {
        ApplicantKind::NaturalPerson if number.chars().count() == 18 => PaperOfIdentity::IdentityCard,
        ApplicantKind::NaturalPerson => PaperOfIdentity::Other,
        _ => PaperOfIdentity::CreditCode,
    };
    Applicant {
        kind: row.applicant_kind,
        name: row.applicant.clone().unwrap_or_default(),
        paper,
        paper_number: number,
        representative: String::new(),
        contact: String::new(),
        phone: row.phone.clone().unwrap_or_default(),
        email: String::new(),
        address: String::new(),
    }
}

/// What a new case has behind it, in the order in which the steps follow from each other: a reply ends the handling
/// whatever days the register names.
pub(super) fn past(row: &RegisterRow) -> Past {
    let mut steps = Vec::new();
    let mut step = |on: Option<jiff::civil::Date>, what: ImportedStep| {
        steps.extend(on.map(|on| PastStep::Step(on, what)));
    };
    step(row.clarification_asked_on, ImportedStep::ClarificationAsked {});
    step(row.clarification_received_on, ImportedStep::ClarificationReceived {});
    let consultation = ConsultationId(new_id());
    step(row.consultation_sent_on, ImportedStep::ConsultationSent { consultation });
    step(row.consultation_received_on, ImportedStep::OpinionReceived { consultation });
    if let Some(extension) = row.extension {
        step(Some(extension.told_on), ImportedStep::Extended { days: days(extension) });
    }
    if let Some(reply) = row.reply {
        let what = ImportedStep::Replied { outcome: reply.outcome, number: row.letter_number.clone() };
        step(Some(reply.on), what);
    }
    for (kind, remedy) in remedies(row) {
        let id = RemedyId(new_id());
        steps.push(PastStep::RemedyOpened(remedy.received_on, id, kind));
        steps.extend(remedy.ended.map(|(on, result)| PastStep::RemedyEnded(on, id, result)));
    }
    let words = RegisterWords {
        channel_left_empty: row.channel.is_none(),
        note: row.note.clone(),
        letter_number: row.letter_number.clone().filter(|_| row.reply.is_none()),
    };
    Past { steps, words }
}

pub(super) fn days(extension: Extension) -> u8 {
    u8::try_from(extension.days).unwrap_or(u8::MAX)
}

/// The remedies of a row with their kinds.
pub(super) fn remedies(row: &RegisterRow) -> impl Iterator<Item = (RemedyKind, Remedy)> + '_ {
    let kind = |suit: &Suit| {
        if suit.after_reconsideration { RemedyKind::SuitAfterReconsideration } else { RemedyKind::DirectSuit }
    };
    let reconsideration = row.reconsideration.iter().map(|remedy| (RemedyKind::Reconsideration, *remedy));
    reconsideration.chain(row.suit.iter().map(move |suit| (kind(suit), suit.remedy)))
}

/// The row of a case; `None` while its day of receipt is open: then it is in nobody's register yet.
pub(super) fn row_of(
    request: &Request,
    record: &SubmissionRecord,
    matters: &[String],
    history: &[Recorded],
) -> Option<RegisterRow> {
    let words = record.register.clone().unwrap_or_default();
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut row = RegisterRow::new(request.received_on?, request.applicant_kind, matters.join("\n"));
    row.number = Some(request.number.clone());
    row.channel = Some(request.channel).filter(|_| !words.channel_left_empty);
    row.applicant = some(&record.applicant.name);
    row.identity_number = some(&record.applicant.paper_number);
    row.phone = some(&record.applicant.phone);
    if let Some(clarification) = &request.clarification {
        row.clarification_asked_on = Some(clarification.asked_on);
        row.clarification_received_on = clarification.received_on;
    }
    // The columns hold one span: from the first sending to the last answer, once all have answered.
    row.consultation_sent_on = request.consultations.iter().map(|one| one.sent_on).min();
    let ends = request.consultations.iter().map(|one| match &one.end {
        Some(ConsultationEnd::Answered { on, .. } | ConsultationEnd::Lapsed { on }) => Some(*on),
        None => None,
    });
    row.consultation_received_on = ends.collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max());
    row.extension = request.extension.as_ref().map(|one| Extension { told_on: one.on, days: u32::from(one.days) });
    row.reply = request.counted.as_ref().map(|closing| Reply { on: closing.on, outcome: closing.outcome });
    row.letter_number = letter_number(request, history).or(words.letter_number);
    for remedy in &request.remedies {
        let told = Remedy { received_on: remedy.opened_on, ended: remedy.ended };
        match remedy.kind {
            RemedyKind::Reconsideration => {
                row.reconsideration.get_or_insert(told);
            }
            kind => {
                let after_reconsideration = kind == RemedyKind::SuitAfterReconsideration;
                row.suit.get_or_insert(Suit { after_reconsideration, remedy: told });
            }
        }
    }
    row.note = words.note;
    Some(row)
}

/// What the columns of a register cannot hold of a case: they have room for one reconsideration and one suit, the first
/// (`formats.md`). In words for the note beside the export.
pub(super) fn left_out(request: &Request) -> Option<String> {
    let review = |remedy: &&gongkai_rules::requests::Remedy| remedy.kind == RemedyKind::Reconsideration;
    let reviews = request.remedies.iter().filter(review).count();
    let suits = request.remedies.len() - reviews;
    let more = |name: &str, count: usize| (count > 1).then(|| format!("{name}{}件", count - 1));
    let told: Vec<String> = [more("行政复议", reviews), more("行政诉讼", suits)].into_iter().flatten().collect();
    (!told.is_empty()).then(|| format!("另有{}，台账每件只列第一件", told.join("、")))
}

/// The number of the reply that closed the case: of our letter, or as a register told it.
fn letter_number(request: &Request, history: &[Recorded]) -> Option<String> {
    let told = history.iter().find_map(|recorded| match &recorded.event {
        Event::Imported { what: ImportedStep::Replied { number, .. } } => number.clone(),
        _ => None,
    });
    let closing = |kind: PaperKind| matches!(kind, PaperKind::Reply | PaperKind::Abandonment);
    let ours = request.papers.iter().find(|issued| closing(issued.kind)).map(|issued| issued.paper.number.clone());
    told.or_else(|| ours.filter(|_| request.counted.is_some()))
}
