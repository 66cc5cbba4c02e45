//! Taking a request in: what a person typed, on the site or at the desk, becomes a [`NewRequest`] or a list of what
//! needs a change, field by field. Exactly the contents of 条例第二十九条第二款 are asked, nothing else.
//!
//! Lenient in, exact kept: blanks, full-width digits, hyphens, +86 and a small x are put right, and what is kept can
//! be shown. The desk takes in what the law lets a resident leave out ([`Entrance::Desk`]): what is missing is then
//! told by [`missing_contents`] and asked for by a clarification (条例第三十条).

mod answers;
mod applicant;
mod contact;
mod kinds;
mod reply;
mod uploads;

pub use answers::{Answers, Field, MATTER_CHARACTERS, MATTERS_AT_MOST};
pub use contact::{email, last_four, phone};
pub use kinds::{KINDS, kind_code, kind_from, kind_hint, kind_label};
pub use reply::{FormWanted, reply_way_code, reply_way_from, reply_way_label};
pub use uploads::{ACCEPT, UploadLimits, admit, admit_at_desk};

use crate::requests::{NewRequest, Upload};
use gongkai_rules::outcomes::Channel;
use jiff::civil::Date;

/// Through which door a request comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// The public form: every statutory content is asked for before sending.
    Site,
    /// The desk's entry of a letter, counter visit, fax or e-mail: it came as it came, so only the name, the kind of
    /// applicant and something asked for are needed to register it.
    Desk,
}

/// How and when a request came, and what the desk already knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// How it came.
    pub channel: Channel,
    /// The day of submission or arrival.
    pub submitted_on: Date,
    /// Title settled by the desk.
    pub title: Option<String>,
    /// A number given before Gongkai.
    pub number: Option<String>,
}

impl Arrival {
    /// Handed in on the site.
    pub fn on_site(today: Date) -> Arrival {
        Arrival { channel: Channel::Web, submitted_on: today, title: None, number: None }
    }
}

/// One page of the public form; the desk checks all at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Who asks: a natural person, or which kind of organisation.
    Kind,
    /// Name, identity, contact (第二十九条第二款第一项).
    Contact,
    /// What is asked (第二项).
    Matters,
    /// In which form and by which way (第三项).
    Reply,
}

impl Part {
    /// Every part, in the order of the form.
    pub const ALL: [Part; 4] = [Part::Kind, Part::Contact, Part::Matters, Part::Reply];
}

/// What needs a change: field and problem, in the order of the form.
pub type Problems = Vec<(Field, crate::Problem)>;

/// What needs a change in one part.
pub fn check_part(answers: &Answers, part: Part, entrance: Entrance) -> Problems {
    match part {
        Part::Kind => applicant::check_kind(answers),
        Part::Contact => applicant::check(answers, entrance),
        Part::Matters => answers::check_matters(answers),
        Part::Reply => reply::check(answers, entrance),
    }
}

/// Makes a request of what was typed.
///
/// # Errors
/// Everything that needs a change, as field name and problem.
pub fn check(
    answers: &Answers,
    files: Vec<Upload>,
    arrival: Arrival,
    entrance: Entrance,
) -> Result<NewRequest, Vec<(String, crate::Problem)>> {
    let problems: Problems = Part::ALL.into_iter().flat_map(|part| check_part(answers, part, entrance)).collect();
    let kind = answers.applicant_kind();
    match kind {
        Some(kind) if problems.is_empty() => Ok(NewRequest {
            channel: arrival.channel,
            submitted_on: arrival.submitted_on,
            applicant: applicant::kept(answers, kind),
            matters: answers.matters_kept(),
            reply_way: reply::kept(answers),
            form_wanted: reply::form_in_words(answers),
            files,
            title: arrival.title,
            number: arrival.number,
        }),
        _ => Err(problems.into_iter().map(|(field, problem)| (field.to_string(), problem)).collect()),
    }
}

/// A content of 第二十九条第二款 that a request lacks: what a clarification then asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingContent {
    /// 身份证明.
    Identity,
    /// 联系方式.
    Contact,
    /// 获取信息的方式、途径等形式要求.
    FormWanted,
}

impl MissingContent {
    /// In the words of the Regulation.
    pub fn label(self) -> &'static str {
        match self {
            MissingContent::Identity => "身份证明",
            MissingContent::Contact => "联系方式",
            MissingContent::FormWanted => "获取信息的方式、途径等形式要求",
        }
    }
}

/// Which statutory contents a request lacks.
pub fn missing_contents(new: &NewRequest) -> Vec<MissingContent> {
    let who = &new.applicant;
    let mut missing = Vec::new();
    if who.paper_number.is_empty() {
        missing.push(MissingContent::Identity);
    }
    if who.phone.is_empty() && who.email.is_empty() && who.address.is_empty() {
        missing.push(MissingContent::Contact);
    }
    if new.form_wanted.is_empty() {
        missing.push(MissingContent::FormWanted);
    }
    missing
}

#[cfg(test)]
mod tests;
