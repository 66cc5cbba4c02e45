//! What was typed, as typed, and the matters in it.

use super::Problems;
use crate::Problem;
use gongkai_rules::outcomes::ApplicantKind;
use serde::{Deserialize, Serialize};

/// Most matters of one request.
pub const MATTERS_AT_MOST: usize = 10;
/// Most characters of one matter.
pub const MATTER_CHARACTERS: usize = 2000;
/// Fewer characters than this describe nothing that could be found.
const MATTER_LEAST: usize = 4;

/// Everything typed into the form, as typed. The names are those of the fields.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Code of the kind of applicant: `natural_person`, `company` …
    pub kind: String,
    /// Name of the person or organisation.
    pub name: String,
    /// Code of the kind of identity paper; an organisation's is `credit_code` or `other`.
    pub paper: String,
    /// Its number.
    pub paper_number: String,
    /// The number that the person has compared with the paper although its check character does not fit (已核对).
    pub checked: String,
    /// 法定代表人 or 负责人 of an organisation.
    pub representative: String,
    /// Contact person of an organisation.
    pub contact: String,
    /// Phone.
    pub phone: String,
    /// Ticked: has no phone and is reached by e-mail or post (no article lets an office demand a phone).
    pub no_phone: bool,
    /// E-mail.
    pub email: String,
    /// Postal address.
    pub address: String,
    /// What is asked, one text a matter.
    pub matters: Vec<String>,
    /// Code of the form wanted: `electronic`, `paper`, `read`, `other`.
    pub form_wanted: String,
    /// In words, where it is another form.
    pub form_other: String,
    /// Code of the way of the reply: `site`, `email`, `post`, `pick_up`.
    pub reply_way: String,
}

// What a person typed must not reach a log by a `{:?}`.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answers")
            .field("kind", &self.kind)
            .field("matters", &self.matters.len())
            .finish_non_exhaustive()
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// See [`Answers::kind`].
    Kind,
    /// See [`Answers::name`].
    Name,
    /// See [`Answers::paper`].
    Paper,
    /// See [`Answers::paper_number`].
    PaperNumber,
    /// See [`Answers::representative`].
    Representative,
    /// See [`Answers::contact`].
    Contact,
    /// See [`Answers::phone`].
    Phone,
    /// See [`Answers::email`].
    Email,
    /// See [`Answers::address`].
    Address,
    /// A matter, from 1.
    Matter(usize),
    /// See [`Answers::form_wanted`].
    FormWanted,
    /// See [`Answers::form_other`].
    FormOther,
    /// See [`Answers::reply_way`].
    ReplyWay,
}

impl std::fmt::Display for Field {
    /// The name it is sent under, and its id: `paper_number`, `matter-2`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Field::Kind => "kind",
            Field::Name => "name",
            Field::Paper => "paper",
            Field::PaperNumber => "paper_number",
            Field::Representative => "representative",
            Field::Contact => "contact",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Address => "address",
            Field::Matter(number) => return write!(f, "matter-{number}"),
            Field::FormWanted => "form_wanted",
            Field::FormOther => "form_other",
            Field::ReplyWay => "reply_way",
        })
    }
}

impl Answers {
    /// Takes every field of the form from a look-up by name: one value a field, empty where it was not sent. Fields of
    /// other pages are left as they were.
    pub fn take(&mut self, part: super::Part, text: impl Fn(&str) -> String) {
        match part {
            super::Part::Kind => self.kind = text("kind"),
            super::Part::Contact => {
                for (name, place) in [
                    ("name", &mut self.name),
                    ("paper", &mut self.paper),
                    ("paper_number", &mut self.paper_number),
                    ("checked", &mut self.checked),
                    ("representative", &mut self.representative),
                    ("contact", &mut self.contact),
                    ("phone", &mut self.phone),
                    ("email", &mut self.email),
                    ("address", &mut self.address),
                ] {
                    *place = text(name);
                }
                self.no_phone = !text("no_phone").is_empty();
            }
            super::Part::Matters => {
                let typed = (1..=MATTERS_AT_MOST).map(|number| text(&Field::Matter(number).to_string()));
                self.matters = typed.collect();
                // Only the empty ones at the end: what stands above keeps its place beside its mistake.
                while self.matters.len() > 1 && self.matters.last().is_some_and(|matter| matter.trim().is_empty()) {
                    self.matters.pop();
                }
            }
            super::Part::Reply => {
                self.form_wanted = text("form_wanted");
                self.form_other = text("form_other");
                self.reply_way = text("reply_way");
            }
        }
    }

    /// The kind of applicant, once chosen.
    pub fn applicant_kind(&self) -> Option<ApplicantKind> {
        super::kind_from(&self.kind)
    }

    /// Whether a natural person asks; also true while nothing is chosen.
    pub fn is_person(&self) -> bool {
        self.applicant_kind().is_none_or(|kind| kind == ApplicantKind::NaturalPerson)
    }

    /// The matters as kept: blank ones left out, line ends made one.
    pub fn matters_kept(&self) -> Vec<String> {
        self.matters.iter().map(|matter| plain_text(matter)).filter(|matter| !matter.is_empty()).collect()
    }
}

/// A text of several lines as kept: trimmed, `\r\n` made `\n`, other control characters dropped.
pub(super) fn plain_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim().to_owned()
}

/// A text of one line as kept.
pub(super) fn plain_line(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control()).collect();
    kept.trim().to_owned()
}

/// 第二十九条第二款第二项: a name, a number or any description by which it can be found.
pub(super) fn check_matters(answers: &Answers) -> Problems {
    let mut problems = Vec::new();
    if answers.matters_kept().is_empty() {
        return vec![(Field::Matter(1), Problem::Missing)];
    }
    for (place, matter) in answers.matters.iter().enumerate() {
        let length = plain_text(matter).chars().count();
        if length > MATTER_CHARACTERS {
            problems.push((Field::Matter(place + 1), Problem::TooLong(MATTER_CHARACTERS)));
        } else if (1..MATTER_LEAST).contains(&length) {
            problems.push((Field::Matter(place + 1), Problem::TooShort(MATTER_LEAST)));
        }
    }
    problems
}
