//! The checks before a letter may be issued (letters sheet 3.4), as far as the letter and its facts decide them.

use super::facts::{LetterFacts, MatterReply, OrganSettings};
use super::fields::{Field, FieldKind, FieldValue, Fields};
use super::kind::LetterKind;
use super::problems::LetterProblem;
use super::remedies::{Setting, given};
use super::{Letter, compose::kind_for};
use crate::outcomes::OutcomeGroup;
use crate::statute::EXTENSION_MAX_WD;

/// Fewest characters of its own that a reason must have beside what it quotes.
const REASON_CHARACTERS: usize = 10;

/// What can be said before the text is put together.
pub(super) fn before(
    kind: LetterKind,
    facts: &LetterFacts,
    fields: &Fields,
    matters: &[MatterReply],
    organ: &OrganSettings,
) -> Vec<LetterProblem> {
    let mut problems = Vec::new();
    for (setting, value) in [(Setting::FullName, &organ.full_name), (Setting::Phone, &organ.phone)] {
        // A record stays in the file: nobody calls because of it.
        if given(value).is_none() && !(kind.is_record() && setting == Setting::Phone) {
            problems.push(LetterProblem::SettingMissing { setting });
        }
    }
    if !kind.is_record() && !facts.addressee.names.iter().any(|name| !name.trim().is_empty()) {
        problems.push(LetterProblem::AddresseeMissing);
    }
    if matters.is_empty() {
        check_fields(kind, fields, None, &mut problems);
    } else {
        check_matters(kind, matters, &mut problems);
    }
    check_dates(kind, facts, fields, &mut problems);
    // 第三十六条第六项: the letter sends the earlier reply along.
    if matters.iter().any(|matter| matter.letter == LetterKind::Repeated) && facts.attachments.is_empty() {
        problems.push(LetterProblem::EarlierReplyMissing);
    }
    problems
}

/// What only the finished text shows.
pub(super) fn after(letter: &Letter, facts: &LetterFacts) -> Vec<LetterProblem> {
    let mut problems = Vec::new();
    let texts = letter.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    for text in texts.chain(letter.remedies.as_deref()).chain(letter.attachments.iter().map(String::as_str)) {
        if let Some(found) = placeholder(text) {
            problems.push(LetterProblem::PlaceholderLeft { found });
        }
        let tells = |name: &String| !name.trim().is_empty() && text.contains(name.trim());
        if letter.kind.hides_applicant() && facts.applicant_names.iter().any(tells) {
            problems.push(LetterProblem::TellsApplicant);
        }
    }
    problems
}

fn check_matters(kind: LetterKind, matters: &[MatterReply], problems: &mut Vec<LetterProblem>) {
    for matter in matters {
        if !matter.outcome.letters().contains(&matter.letter) {
            problems.push(LetterProblem::LetterDoesNotFit { letter: matter.letter, outcome: matter.outcome });
        }
        let name = (matters.len() > 1).then_some(matter.subject.as_str());
        check_fields(matter.letter, &matter.fields, name, problems);
    }
    let main = matters.iter().position(|matter| matter.letter == kind);
    let expected = kind_for(matters, main.unwrap_or(0));
    let decided_by_rule = matches!(
        expected.and_then(LetterKind::outcome).map(|outcome| outcome.group()),
        Some(OutcomeGroup::Disclosed | OutcomeGroup::PartlyDisclosed)
    );
    if decided_by_rule && expected != Some(kind) {
        problems.push(LetterProblem::KindDoesNotFit { kind, expected });
    } else if !decided_by_rule && main.is_none() {
        problems.push(LetterProblem::KindDoesNotFit { kind, expected: None });
    }
}

fn check_fields(kind: LetterKind, fields: &Fields, matter: Option<&str>, problems: &mut Vec<LetterProblem>) {
    let model = kind.model();
    for field in model.fields {
        if !fields.has(field.name) {
            if field.is_required(fields) {
                problems.push(LetterProblem::FieldMissing {
                    field: field.name,
                    label: field.label,
                    matter: matter.map(str::to_owned),
                });
            }
            continue;
        }
        if !fits(field, fields) {
            problems.push(LetterProblem::FieldUnreadable { field: field.name, label: field.label, kind: field.kind });
        }
        if field.reason && fields.text(field.name).is_some_and(is_bare) {
            problems.push(LetterProblem::ReasonTooBare { field: field.name, label: field.label });
        }
    }
    for (names, message) in model.one_of {
        if !names.iter().any(|name| fields.has(name)) {
            problems.push(LetterProblem::OneOfMissing { fields: names, message });
        }
    }
    check_parts(fields, problems);
}

/// Whether the value is of the kind the field asks for.
fn fits(field: &Field, fields: &Fields) -> bool {
    match (field.kind, fields.get(field.name)) {
        (FieldKind::ShortText | FieldKind::LongText, Some(FieldValue::Text(_)))
        | (FieldKind::Date, Some(FieldValue::Date(_)))
        | (FieldKind::Number, Some(FieldValue::Number(_)))
        | (FieldKind::List | FieldKind::Names, Some(FieldValue::List(_)))
        | (FieldKind::WithheldParts, Some(FieldValue::Parts(_))) => true,
        (FieldKind::Choice(choices), Some(FieldValue::Text(text))) => choices.iter().any(|(value, _)| value == text),
        _ => false,
    }
}

/// Partly disclosed: every withheld passage has a ground and a reason, every ground a passage (条例第三十七条).
fn check_parts(fields: &Fields, problems: &mut Vec<LetterProblem>) {
    for part in fields.all_parts() {
        if part.ground.group() != OutcomeGroup::Withheld {
            problems.push(LetterProblem::GroundDoesNotFit { part: part.part.clone(), ground: part.ground });
        }
        if part.part.trim().is_empty() || part.reason.trim().is_empty() {
            problems.push(LetterProblem::PartWithoutGround { part: part.part.trim().to_owned() });
        } else if is_bare(&part.reason) {
            problems.push(LetterProblem::ReasonTooBare {
                field: "withheld_parts", label: "不予公开的部分：理由"
            });
        }
    }
}

fn check_dates(kind: LetterKind, facts: &LetterFacts, fields: &Fields, problems: &mut Vec<LetterProblem>) {
    if let Some(signed_on) = facts.signed_on {
        if signed_on > facts.today {
            problems.push(LetterProblem::SignedInFuture);
        }
        let late = facts.due_on.is_some_and(|due_on| signed_on > due_on);
        if kind.is_outcome() && late && !facts.overdue_recorded {
            problems.push(LetterProblem::SignedLate);
        }
    }
    if kind == LetterKind::ExtensionNotice {
        let told_on = facts.signed_on.unwrap_or(facts.today);
        if fields.date("original_due_on").is_some_and(|original| told_on > original) {
            problems.push(LetterProblem::ExtensionTooLate);
        }
        if matches!(fields.get("extension_days"), Some(FieldValue::Number(days)) if !(1..=u64::from(EXTENSION_MAX_WD)).contains(days))
        {
            problems.push(LetterProblem::ExtensionDays);
        }
    }
}

/// Whether a reason says nothing of its own: quoted titles, cited articles and the words of the decision are taken out,
/// and what is left is too little to be a sentence.
fn is_bare(reason: &str) -> bool {
    let mut rest = String::new();
    let mut depth = 0_u32;
    for character in reason.chars() {
        match character {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => rest.push(character),
            _ => {}
        }
    }
    let numerals = "第一二三四五六七八九十百零〇0123456789条款项";
    for word in [
        "中华人民共和国",
        "政府信息公开条例",
        "条例",
        "依据",
        "根据",
        "按照",
        "依法",
        "的规定",
        "规定",
        "决定",
        "属于",
        "不予公开",
        "不能公开",
        "不宜公开",
        "应当",
        "所申请信息",
        "该信息",
        "政府信息",
    ] {
        rest = rest.replace(word, "");
    }
    rest.chars().filter(|character| character.is_alphanumeric() && !numerals.contains(*character)).count()
        < REASON_CHARACTERS
}

/// A place that somebody meant to fill: {name}, ××, XXX, ____, （请填写…）.
fn placeholder(text: &str) -> Option<String> {
    if let Some((_, after)) = text.split_once('{') {
        let name = after.split('}').next().unwrap_or_default();
        return Some(format!("{{{name}}}"));
    }
    ["××", "XXX", "xxx", "___", "＿＿", "请填写", "待填"]
        .into_iter()
        .find(|mark| text.contains(mark))
        .map(str::to_owned)
}
