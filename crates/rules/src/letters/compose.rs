//! Composition of a letter.

use super::checks;
use super::facts::{LetterFacts, MatterReply, OrganSettings};
use super::fields::{FieldKind, FieldValue, Fields};
use super::filling::{Choices, Values, chinese_date, clean, fill, inline, numbered, quoted};
use super::forms::{Form, forms_of};
use super::kind::LetterKind;
use super::models::{OPENING, Opening, SHORT_OPENING};
use super::problems::LetterProblem;
use super::remedies::{Setting, complaint_note, given, remedy_of, remedy_text};
use super::{Callout, Letter, Paragraph, ParagraphRole};
use crate::outcomes::{Channel, Outcome, OutcomeGroup};
use crate::statute::numeral;

const REGULATION: &str = "《条例》";
const REGULATION_IN_FULL: &str = "《中华人民共和国政府信息公开条例》";

/// Composes a letter, or says everything that keeps it from being issued.
///
/// An outcome letter answers `facts.matters`, each with its own fields; where that list is empty it answers the request
/// as one matter, with `fields`. For a step letter `fields` are its own. The kind of an outcome letter follows the
/// request's one row (see [`kind_for`]).
pub fn compose(
    kind: LetterKind,
    facts: &LetterFacts,
    fields: &Fields,
    organ: &OrganSettings,
) -> Result<Letter, Vec<LetterProblem>> {
    let matters = matters_of(kind, facts, fields);
    let mut problems = checks::before(kind, facts, fields, &matters, organ);
    let mut paragraphs = Vec::new();
    let common = common_values(facts, organ);

    let opening = match kind.model().opening {
        Opening::Full => Some(OPENING),
        Opening::Short => Some(SHORT_OPENING),
        Opening::None => None,
    };
    if let Some(opening) = opening {
        push_text(&mut paragraphs, opening, &common, &Choices::new(), &mut problems);
    }
    if matters.is_empty() {
        push_model(&mut paragraphs, kind, fields, &common, &mut problems);
    }
    for (index, matter) in matters.iter().enumerate() {
        if matters.len() > 1 {
            let text =
                format!("{}、关于“{}”", numeral(u32::try_from(index + 1).unwrap_or(u32::MAX)), quoted(&matter.subject));
            paragraphs.push(Paragraph { role: ParagraphRole::Heading, text });
        }
        push_model(&mut paragraphs, matter.letter, &matter.fields, &common, &mut problems);
    }

    let remedies = match remedy_text(remedy_of(kind, &matters, organ), facts, organ) {
        Ok(text) => text,
        Err(missing) => {
            problems.extend(missing);
            None
        }
    };
    let forms: Vec<Form> = match matters.as_slice() {
        [] => forms_of(kind, fields, &facts.case_number),
        matters => {
            matters.iter().flat_map(|matter| forms_of(matter.letter, &matter.fields, &facts.case_number)).collect()
        }
    };
    let mut letter = Letter {
        kind,
        letterhead: organ.letterhead_of(kind),
        head: given(&organ.full_name).unwrap_or_default().to_owned(),
        number: if kind.is_record() { None } else { facts.letter_number.clone() },
        title: kind.title().to_owned(),
        addressee: (!kind.is_record()).then(|| clean(&facts.addressee.names.join("、"))),
        paragraphs,
        complaint_note: remedies.as_ref().filter(|_| kind.is_outcome()).and_then(|_| complaint_note(organ)),
        remedies,
        callout: callout(kind, facts),
        attachments: attachments(&forms, facts),
        forms,
        signature: given(&organ.issuing_name).or(given(&organ.full_name)).unwrap_or_default().to_owned(),
        signed_on: facts.signed_on,
        contact_note: contact_note(organ),
        seal: facts.seal.clone(),
    };
    write_regulation_in_full(&mut letter);
    problems.extend(checks::after(&letter, facts));
    problems.dedup();
    if problems.is_empty() { Ok(letter) } else { Err(problems) }
}

/// The outcome letter that the determinations of a request's matters ask for, by the request's one row: any given and any
/// not is 部分公开; all given is 予以公开; none given is the row of the main matter, which the decider names.
pub fn kind_for(matters: &[MatterReply], main: usize) -> Option<LetterKind> {
    let group = |matter: &MatterReply| matter.outcome.group();
    let given = matters.iter().filter(|matter| group(matter) == OutcomeGroup::Disclosed).count();
    let partly = matters.iter().any(|matter| group(matter) == OutcomeGroup::PartlyDisclosed);
    if partly || (given > 0 && given < matters.len()) {
        return Some(LetterKind::PartlyDisclosed);
    }
    if given > 0 {
        // One matter given on paper makes the whole letter one of 予以公开.
        let attached = matters.iter().any(|matter| matter.letter == LetterKind::Disclosed);
        return Some(if attached { LetterKind::Disclosed } else { LetterKind::AlreadyPublished });
    }
    matters.get(main).or(matters.first()).map(|matter| matter.letter)
}

fn matters_of(kind: LetterKind, facts: &LetterFacts, fields: &Fields) -> Vec<MatterReply> {
    match kind.outcome() {
        Some(outcome) if facts.matters.is_empty() => {
            vec![MatterReply { subject: facts.request_text.clone(), outcome, letter: kind, fields: fields.clone() }]
        }
        Some(_) => facts.matters.clone(),
        None => Vec::new(),
    }
}

fn push_model(
    paragraphs: &mut Vec<Paragraph>,
    kind: LetterKind,
    fields: &Fields,
    common: &Values,
    problems: &mut Vec<LetterProblem>,
) {
    let mut values = common.clone();
    let mut choices = Choices::new();
    for field in kind.model().fields {
        let Some(value) = fields.get(field.name).filter(|_| fields.has(field.name)) else { continue };
        if let (FieldKind::Choice(options), FieldValue::Text(chosen)) = (field.kind, value) {
            choices.insert(field.name, chosen.clone());
            if let Some((_, label)) = options.iter().find(|(option, _)| option == chosen) {
                values.insert(field.name, (*label).to_owned());
            }
            continue;
        }
        values.insert(field.name, written(field.kind, value));
    }
    push_text(paragraphs, kind.model().body, &values, &choices, problems);
}

/// A value as the letter writes it.
fn written(kind: FieldKind, value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => inline(text),
        FieldValue::Date(date) => chinese_date(*date),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::List(lines) if kind == FieldKind::Names => {
            lines.iter().map(|line| inline(line)).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("、")
        }
        FieldValue::List(lines) => numbered(lines),
        FieldValue::Parts(parts) => {
            let lines: Vec<String> = parts
                .iter()
                .map(|part| {
                    format!(
                        "{}，依据《条例》{}，理由是{}",
                        inline(&part.part),
                        ground_articles(part.ground),
                        inline(&part.reason)
                    )
                })
                .collect();
            numbered(&lines)
        }
    }
}

fn ground_articles(ground: Outcome) -> String {
    ground.articles().join("、")
}

fn push_text(
    paragraphs: &mut Vec<Paragraph>,
    text: &'static str,
    values: &Values,
    choices: &Choices,
    problems: &mut Vec<LetterProblem>,
) {
    for line in text.split('\n') {
        let filled = fill(line, values, choices);
        for name in filled.missing {
            let problem = match name {
                "received_on" => LetterProblem::ReceiptOpen,
                "tracking_url" => LetterProblem::SettingMissing { setting: Setting::TrackingUrl },
                "phone" => LetterProblem::SettingMissing { setting: Setting::Phone },
                name => LetterProblem::FactMissing { name },
            };
            if !problems.contains(&problem) && !is_field_problem(problems, name) {
                problems.push(problem);
            }
        }
        if !filled.text.is_empty() {
            paragraphs.push(Paragraph { role: ParagraphRole::Body, text: filled.text });
        }
    }
}

/// A missing field is told once, as a field.
fn is_field_problem(problems: &[LetterProblem], name: &str) -> bool {
    problems.iter().any(|problem| match problem {
        LetterProblem::FieldMissing { field, .. } | LetterProblem::FieldUnreadable { field, .. } => *field == name,
        LetterProblem::OneOfMissing { fields, .. } => fields.contains(&name),
        _ => false,
    })
}

fn common_values(facts: &LetterFacts, organ: &OrganSettings) -> Values {
    let mut values = Values::new();
    let mut set = |name, value: Option<String>| {
        if let Some(value) = value {
            values.insert(name, value);
        }
    };
    set("you", Some(facts.addressee.you().to_owned()));
    set("submitted_on", Some(chinese_date(facts.submitted_on)));
    set("channel", Some(channel_word(facts.channel).to_owned()));
    set("received_on", facts.received_on.map(chinese_date));
    set("case_number", Some(facts.case_number.clone()));
    set("request_text", Some(quoted(&facts.request_text)));
    set("clarified_on", facts.clarified_on.map(chinese_date));
    set("extended_due_on", facts.extended.map(|extended| chinese_date(extended.due_on)));
    set("extended_told_on", facts.extended.map(|extended| chinese_date(extended.told_on)));
    set("consulted_from", facts.consulted.map(|consulted| chinese_date(consulted.from)));
    set("consulted_to", facts.consulted.map(|consulted| chinese_date(consulted.to)));
    set("due_on", facts.due_on.map(chinese_date));
    set("query_code", facts.query_code.as_deref().map(grouped));
    set("tracking_url", given(&organ.tracking_url).map(str::to_owned));
    set("phone", given(&organ.phone).map(str::to_owned));
    values
}

/// How the opening names the way a request came.
fn channel_word(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "当面提交",
        Channel::PostSigned => "邮寄",
        Channel::OrdinaryLetter => "平常信函",
        Channel::Web => "网络",
        Channel::Email => "电子邮件",
        Channel::Fax => "传真",
    }
}

/// 附注: whom to call.
fn contact_note(organ: &OrganSettings) -> Option<String> {
    let phone = given(&organ.phone)?;
    Some(match given(&organ.contact) {
        Some(contact) => format!("联系人：{contact}，电话：{phone}"),
        None => format!("联系电话：{phone}"),
    })
}

/// A query code in two groups of four, as people read it out.
fn grouped(code: &str) -> String {
    let code: Vec<char> = code.chars().filter(|character| !character.is_whitespace()).collect();
    code.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn callout(kind: LetterKind, facts: &LetterFacts) -> Option<Callout> {
    let query_code = facts.query_code.as_deref().filter(|_| kind == LetterKind::Receipt)?;
    Some(Callout { case_number: facts.case_number.clone(), query_code: grouped(query_code) })
}

/// 附件说明: the pages made with the letter, then the files that go with it, without their file endings.
fn attachments(forms: &[Form], facts: &LetterFacts) -> Vec<String> {
    let mut names: Vec<String> = forms.iter().map(|form| form.title.clone()).collect();
    names.extend(facts.attachments.iter().map(|name| inline(without_ending(name))));
    names
}

/// A file's name as a letter says it: 拨付明细表, not 拨付明细表.pdf.
fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem,
        _ => name,
    }
}

fn is_ending(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.chars().all(|character| character.is_ascii_alphanumeric())
}

/// 《条例》 is written out at its first mention; where it is the only one, without the short form.
fn write_regulation_in_full(letter: &mut Letter) {
    let remedies = letter.remedies.as_deref().unwrap_or_default();
    let mentions: usize =
        letter.paragraphs.iter().map(|paragraph| paragraph.text.matches(REGULATION).count()).sum::<usize>()
            + remedies.matches(REGULATION).count();
    let in_full = match mentions {
        0 => return,
        1 => REGULATION_IN_FULL.to_owned(),
        _ => format!("{REGULATION_IN_FULL}（以下简称《条例》）"),
    };
    let texts = letter.paragraphs.iter_mut().map(|paragraph| &mut paragraph.text).chain(letter.remedies.as_mut());
    for text in texts {
        if text.contains(REGULATION) {
            *text = text.replacen(REGULATION, &in_full, 1);
            return;
        }
    }
}
