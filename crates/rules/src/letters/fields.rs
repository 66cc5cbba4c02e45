//! The fields of a letter: what a clerk must say in a letter of one kind, and the values given.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LetterProblem;
use super::kind::LetterKind;
use crate::outcomes::Outcome;

/// One thing a letter states about the case at hand. The list of a kind is what the desk's form shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name, in the form and in the stored values.
    pub name: &'static str,
    /// What the form calls it.
    pub label: &'static str,
    /// What to write there, in one sentence; may be empty.
    pub hint: &'static str,
    /// What a value looks like.
    pub kind: FieldKind,
    /// When a value must be given.
    pub required: Required,
    /// The case supplies the value (a computed date, an earlier letter's number): the form shows it, nobody types it.
    pub by_case: bool,
    /// The sentence that makes the letter about this case; a bare quotation of the law is refused here.
    pub reason: bool,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    ShortText,
    /// Several sentences.
    LongText,
    /// A day.
    Date,
    /// A whole number, not negative.
    Number,
    /// Points, one a line, numbered in the letter.
    List,
    /// Names, one a line, joined with 、 in the letter.
    Names,
    /// One of the given (value, label) pairs.
    Choice(&'static [(&'static str, &'static str)]),
    /// The withheld parts of 部分公开, each with its ground and reason.
    WithheldParts,
}

/// When a value must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// Always.
    Always,
    /// Never.
    Optional,
    /// When the choice field named first has the value named second.
    When(&'static str, &'static str),
}

impl Field {
    const fn new(name: &'static str, label: &'static str, hint: &'static str, kind: FieldKind) -> Self {
        Field { name, label, hint, kind, required: Required::Always, by_case: false, reason: false }
    }

    pub(super) const fn short(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Field::new(name, label, hint, FieldKind::ShortText)
    }

    pub(super) const fn long(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Field::new(name, label, hint, FieldKind::LongText)
    }

    pub(super) const fn date(name: &'static str, label: &'static str) -> Self {
        Field::new(name, label, "", FieldKind::Date)
    }

    pub(super) const fn number(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Field::new(name, label, hint, FieldKind::Number)
    }

    pub(super) const fn list(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Field::new(name, label, hint, FieldKind::List)
    }

    pub(super) const fn names(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Field::new(name, label, hint, FieldKind::Names)
    }

    pub(super) const fn choice(
        name: &'static str,
        label: &'static str,
        choices: &'static [(&'static str, &'static str)],
    ) -> Self {
        Field::new(name, label, "", FieldKind::Choice(choices))
    }

    pub(super) const fn parts(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Field::new(name, label, hint, FieldKind::WithheldParts)
    }

    pub(super) const fn optional(self) -> Self {
        Field { required: Required::Optional, ..self }
    }

    pub(super) const fn when(self, choice: &'static str, value: &'static str) -> Self {
        Field { required: Required::When(choice, value), ..self }
    }

    pub(super) const fn by_case(self) -> Self {
        Field { by_case: true, ..self }
    }

    pub(super) const fn reason(self) -> Self {
        Field { reason: true, ..self }
    }

    /// Whether `fields` must hold a value for this field.
    pub fn is_required(&self, fields: &Fields) -> bool {
        match self.required {
            Required::Always => true,
            Required::Optional => false,
            Required::When(choice, value) => fields.text(choice) == Some(value),
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldValue {
    /// Text of a short, long or choice field.
    Text(String),
    /// A day.
    Date(Date),
    /// A number.
    Number(u64),
    /// Points or names.
    List(Vec<String>),
    /// Withheld parts.
    Parts(Vec<WithheldPart>),
}

/// One withheld part of a 部分公开 (条例第三十七条): every part has its ground, every ground its part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldPart {
    /// What is withheld, said so that the reader can find the place, without telling the content.
    pub part: String,
    /// The refusal it rests on: one of the outcomes under 不予公开.
    pub ground: Outcome,
    /// Why, about this part.
    pub reason: String,
}

/// The values of a letter's fields by name. Sealed by the office: they speak of people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, FieldValue>);

impl Fields {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same values with one more (or another one under the same name).
    pub fn with(mut self, name: &str, value: FieldValue) -> Self {
        self.set(name, value);
        self
    }

    /// The same values with one more text.
    pub fn with_text(self, name: &str, text: &str) -> Self {
        self.with(name, FieldValue::Text(text.to_owned()))
    }

    /// The same values with one more day.
    pub fn with_date(self, name: &str, date: Date) -> Self {
        self.with(name, FieldValue::Date(date))
    }

    /// The same values with one more number.
    pub fn with_number(self, name: &str, number: u64) -> Self {
        self.with(name, FieldValue::Number(number))
    }

    /// The same values with one more list.
    pub fn with_list(self, name: &str, lines: &[&str]) -> Self {
        self.with(name, FieldValue::List(lines.iter().map(|&line| line.to_owned()).collect()))
    }

    /// Sets a value.
    pub fn set(&mut self, name: &str, value: FieldValue) {
        self.0.insert(name.to_owned(), value);
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        self.0.get(name)
    }

    /// The text under a name, if it is one and not blank.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(FieldValue::Text(text)) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// The day under a name.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.get(name) {
            Some(FieldValue::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// The withheld parts under a name; none is an empty slice.
    pub fn parts(&self, name: &str) -> &[WithheldPart] {
        match self.get(name) {
            Some(FieldValue::Parts(parts)) => parts,
            _ => &[],
        }
    }

    /// All withheld parts in the values.
    pub fn all_parts(&self) -> impl Iterator<Item = &WithheldPart> {
        self.0
            .values()
            .filter_map(|value| if let FieldValue::Parts(parts) = value { Some(parts) } else { None })
            .flatten()
    }

    /// Whether a usable value stands under the name.
    pub fn has(&self, name: &str) -> bool {
        match self.get(name) {
            Some(FieldValue::Text(text)) => !text.trim().is_empty(),
            Some(FieldValue::List(lines)) => lines.iter().any(|line| !line.trim().is_empty()),
            Some(FieldValue::Parts(parts)) => !parts.is_empty(),
            Some(FieldValue::Date(_) | FieldValue::Number(_)) => true,
            None => false,
        }
    }

    /// Reads the values of a kind of letter from what a form posts: text as it is, lists a line each, days as
    /// `2026-03-05`, withheld parts as `{name}.0.part`, `{name}.0.ground`, `{name}.0.reason`, `{name}.1.part` … Unknown
    /// names are passed over. A value that cannot be read is a problem and is left out.
    pub fn from_form<'a>(
        kind: LetterKind,
        form: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Fields, Vec<LetterProblem>) {
        let posted: BTreeMap<&str, &str> = form.into_iter().collect();
        let mut fields = Fields::new();
        let mut problems = Vec::new();
        for field in kind.model().fields {
            if field.kind == FieldKind::WithheldParts {
                let parts = read_parts(field, &posted, &mut problems);
                if !parts.is_empty() {
                    fields.set(field.name, FieldValue::Parts(parts));
                }
                continue;
            }
            let text = posted.get(field.name).map(|text| text.trim()).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            match read_value(field, text) {
                Some(value) => fields.set(field.name, value),
                None => problems.push(LetterProblem::FieldUnreadable {
                    field: field.name,
                    label: field.label,
                    kind: field.kind,
                }),
            }
        }
        (fields, problems)
    }

    /// What a form shows for these values, the reverse of [`Fields::from_form`].
    pub fn to_form(&self) -> Vec<(String, String)> {
        let mut form = Vec::new();
        for (name, value) in &self.0 {
            match value {
                FieldValue::Text(text) => form.push((name.clone(), text.clone())),
                FieldValue::Date(date) => form.push((name.clone(), date.to_string())),
                FieldValue::Number(number) => form.push((name.clone(), number.to_string())),
                FieldValue::List(lines) => form.push((name.clone(), lines.join("\n"))),
                FieldValue::Parts(parts) => {
                    for (index, part) in parts.iter().enumerate() {
                        form.push((format!("{name}.{index}.part"), part.part.clone()));
                        form.push((format!("{name}.{index}.ground"), outcome_code(part.ground)));
                        form.push((format!("{name}.{index}.reason"), part.reason.clone()));
                    }
                }
            }
        }
        form
    }
}

fn read_value(field: &Field, text: &str) -> Option<FieldValue> {
    match field.kind {
        FieldKind::ShortText | FieldKind::LongText => Some(FieldValue::Text(text.to_owned())),
        FieldKind::Date => text.parse().ok().map(FieldValue::Date),
        FieldKind::Number => text.parse().ok().map(FieldValue::Number),
        FieldKind::List | FieldKind::Names => Some(FieldValue::List(
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        )),
        FieldKind::Choice(choices) => {
            choices.iter().any(|(value, _)| *value == text).then(|| FieldValue::Text(text.to_owned()))
        }
        FieldKind::WithheldParts => None,
    }
}

/// Withheld parts are counted up from 0 until an index has neither part nor reason; a part without a readable ground is
/// a problem, so that none is lost silently.
fn read_parts(field: &Field, posted: &BTreeMap<&str, &str>, problems: &mut Vec<LetterProblem>) -> Vec<WithheldPart> {
    let value = |index: usize, key: &str| {
        let name = format!("{}.{index}.{key}", field.name);
        posted.get(name.as_str()).map(|text| text.trim().to_owned()).unwrap_or_default()
    };
    let mut parts = Vec::new();
    for index in 0..posted.len() {
        let (part, ground, reason) = (value(index, "part"), value(index, "ground"), value(index, "reason"));
        if part.is_empty() && reason.is_empty() {
            continue;
        }
        match outcome_from_code(&ground) {
            Some(ground) => parts.push(WithheldPart { part, ground, reason }),
            None => problems.push(LetterProblem::PartWithoutGround { part }),
        }
    }
    parts
}

fn outcome_code(outcome: Outcome) -> String {
    match serde_json::to_value(outcome) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

fn outcome_from_code(code: &str) -> Option<Outcome> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}
