//! Fields of letters as form fields, and back.

use crate::parts::{FieldView, OptionView, Row, words};
use crate::posted::Posted;
use gongkai_office::Problem;
use gongkai_rules::letters::{Field, FieldKind, Fields, LetterKind, Required};
use gongkai_rules::outcomes::Outcome;

/// Problems by field name, as a refusal brings them.
pub type Problems = [(String, Problem)];

/// Most withheld parts of one letter. The form shows those filled in and one more by the button [`MORE`].
const PARTS: usize = 20;
/// Name of the button that asks for one more withheld part; its value is the prefix of the matter's fields.
pub const MORE: &str = "more";

/// The message beside a field.
pub fn message(problems: &Problems, name: &str) -> Option<String> {
    problems.iter().find(|(field, _)| field == name).map(|(_, problem)| words::problem(name, problem))
}

/// The fields of a letter that a person fills in. `values` gives what was typed, or what an earlier draft holds.
pub fn letter_fields(
    kind: LetterKind,
    prefix: &str,
    values: &(dyn Fn(&str) -> String + Sync),
    problems: &Problems,
) -> Vec<FieldView> {
    let mut views = Vec::new();
    for field in kind.model().fields.iter().filter(|field| !field.by_case) {
        if field.kind == FieldKind::WithheldParts {
            views.extend(parts(field, prefix, values, problems));
        } else {
            views.push(one(field, kind.model().fields, prefix, values, problems));
        }
    }
    views
}

/// What a letter states, as facts under the labels of its fields.
pub fn letter_rows(kind: Option<LetterKind>, fields: &Fields) -> Vec<Row> {
    let model = kind.map(|kind| kind.model().fields).unwrap_or_default();
    let shown = |(name, value): (String, String)| {
        let field = model.iter().find(|field| field.name == name)?;
        let value = match field.kind {
            FieldKind::Choice(choices) => {
                choices.iter().find(|(code, _)| *code == value).map_or(value, |(_, label)| (*label).to_owned())
            }
            FieldKind::Date => value.parse().map_or(value, words::long_day),
            _ => value,
        };
        Some(Row::new(field.label, value))
    };
    fields.to_form().into_iter().filter_map(shown).collect()
}

fn one(
    field: &Field,
    model: &[Field],
    prefix: &str,
    values: &(dyn Fn(&str) -> String + Sync),
    problems: &Problems,
) -> FieldView {
    let name = format!("{prefix}{}", field.name);
    let value = values(&name);
    let mut view = match field.kind {
        FieldKind::ShortText => FieldView::text(name.as_str(), field.label),
        FieldKind::LongText => FieldView::area(name.as_str(), field.label).rows(4),
        FieldKind::List | FieldKind::Names => FieldView::area(name.as_str(), field.label).rows(3),
        FieldKind::Date => FieldView::day(name.as_str(), field.label),
        FieldKind::Number => FieldView::text(name.as_str(), field.label).input("text", "numeric", "off").width(5),
        FieldKind::Choice(choices) => {
            let options = choices.iter().map(|(code, label)| OptionView::new(*code, *label, &value)).collect();
            FieldView::radios(name.as_str(), field.label, options)
        }
        FieldKind::WithheldParts => FieldView::text(name.as_str(), field.label),
    };
    let mut hint = field.hint.to_owned();
    match field.required {
        Required::Always => {}
        Required::Optional => view = view.optional(),
        // Without JavaScript every field is in view: the hint says when it is to be filled in.
        Required::When(choice, wanted) => {
            let choices = model.iter().find(|other| other.name == choice).map(|other| other.kind);
            if let Some(FieldKind::Choice(choices)) = choices
                && let Some((_, label)) = choices.iter().find(|(code, _)| *code == wanted)
            {
                let rest = if hint.is_empty() { String::new() } else { format!("。{hint}") };
                hint = format!("选了“{label}”时填写{rest}");
            }
        }
    }
    if !hint.is_empty() {
        view = view.hint(hint);
    }
    view.value(value).error(message(problems, &name))
}

fn parts(field: &Field, prefix: &str, values: &(dyn Fn(&str) -> String + Sync), problems: &Problems) -> Vec<FieldView> {
    let named = |at: usize, what: &str| format!("{prefix}{}.{at}.{what}", field.name);
    let is_filled = |at: &usize| ["part", "ground", "reason"].iter().any(|what| !values(&named(*at, what)).is_empty());
    let filled = (0..PARTS).rev().find(is_filled).map_or(0, |last| last + 1);
    let shown = (filled.max(1) + usize::from(values(MORE) == prefix)).min(PARTS);
    let mut views = Vec::new();
    for at in 0..shown {
        let name = |what: &str| named(at, what);
        let mut part =
            FieldView::text(name("part"), format!("第 {} 处不予公开的部分", at + 1)).value(values(&name("part")));
        if at == 0 {
            part = part.hint(field.hint).error(message(problems, &format!("{prefix}{}", field.name)));
        }
        let chosen = values(&name("ground"));
        let mut grounds = vec![OptionView::new("", "请选择", &chosen)];
        grounds.extend(Outcome::ALL.into_iter().filter(|outcome| outcome.refuses_under_articles_14_to_16()).map(
            |outcome| {
                let code = outcome_code(outcome);
                OptionView::new(code.as_str(), words::outcome(outcome), &chosen)
            },
        ));
        views.push(part);
        views.push(FieldView::select(name("ground"), format!("第 {} 处的依据", at + 1), grounds));
        views.push(
            FieldView::area(name("reason"), format!("第 {} 处的理由", at + 1)).rows(2).value(values(&name("reason"))),
        );
    }
    views
}

/// The name of an outcome in forms.
pub fn outcome_code(outcome: Outcome) -> String {
    serde_json::to_string(&outcome).unwrap_or_default().trim_matches('"').to_owned()
}

/// The name of a letter in forms.
pub fn letter_code(kind: LetterKind) -> String {
    serde_json::to_string(&kind).unwrap_or_default().trim_matches('"').to_owned()
}

/// The letter of a name.
pub fn letter_named(code: &str) -> Option<LetterKind> {
    LetterKind::ALL.iter().copied().find(|kind| letter_code(*kind) == code)
}

/// What was typed into the fields of a letter; what cannot be read is a problem beside its field.
pub fn read_letter(kind: LetterKind, prefix: &str, posted: &Posted) -> (Fields, Vec<(String, Problem)>) {
    let typed: Vec<(String, String)> = posted
        .names()
        .filter_map(|name| Some((name.strip_prefix(prefix)?.to_owned(), posted.text(name).to_owned())))
        .collect();
    let pairs = typed.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (fields, problems) = Fields::from_form(kind, pairs);
    let place =
        |problem: &gongkai_rules::letters::LetterProblem| format!("{prefix}{}", problem.field().unwrap_or("letter"));
    (fields, problems.iter().map(|problem| (place(problem), Problem::Said(problem.message()))).collect())
}
