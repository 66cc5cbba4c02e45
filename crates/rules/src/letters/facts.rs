//! What a letter is composed from beside its fields: the case, the addressee, the organ's settings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::kind::LetterKind;
use crate::outcomes::{Channel, Condition, Outcome, ProposalFacts};

/// Whom a letter addresses, and how it speaks to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Full names as on record; joint applicants are all named.
    pub names: Vec<String>,
    /// What they are.
    pub kind: AddresseeKind,
}

/// What an addressee is: it decides between 您, 贵单位 and 贵机关.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddresseeKind {
    /// 自然人.
    Person,
    /// 法人或者其他组织.
    Organisation,
    /// 行政机关.
    Organ,
}

impl Addressee {
    /// One natural person.
    pub fn person(name: &str) -> Self {
        Addressee { names: vec![name.to_owned()], kind: AddresseeKind::Person }
    }

    /// One organisation.
    pub fn organisation(name: &str) -> Self {
        Addressee { names: vec![name.to_owned()], kind: AddresseeKind::Organisation }
    }

    /// One organ.
    pub fn organ(name: &str) -> Self {
        Addressee { names: vec![name.to_owned()], kind: AddresseeKind::Organ }
    }

    /// The word a letter uses for the addressee.
    pub fn you(&self) -> &'static str {
        match (self.kind, self.names.len()) {
            (AddresseeKind::Person, 0 | 1) => "您",
            (AddresseeKind::Person, _) => "各位申请人",
            (AddresseeKind::Organisation, _) => "贵单位",
            (AddresseeKind::Organ, _) => "贵机关",
        }
    }
}

/// An extension that was told to the applicant (条例第三十三条第二款).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// The day the applicant was told.
    pub told_on: Date,
    /// The last day of the limit since then.
    pub due_on: Date,
}

/// The time a consultation took that is not counted (条例第三十三条第三款).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consulted {
    /// The day it was sent.
    pub from: Date,
    /// The day the opinion came, or the last day for it.
    pub to: Date,
}

/// One matter as a reply answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterReply {
    /// The matter in a few words, as a heading where a letter answers several.
    pub subject: String,
    /// What is determined about it.
    pub outcome: Outcome,
    /// The letter whose wording applies: one of [`Outcome::letters`].
    pub letter: LetterKind,
    /// The values of that wording.
    pub fields: Fields,
}

/// Whether a seal is on the letter. A red picture is no seal: until a person has recorded the stamping, or an electronic
/// seal is verified, the paper says 未用印.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// Nothing is recorded.
    NotRecorded,
    /// A person recorded the stamping.
    Recorded {
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
}

/// The case behind a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFacts {
    /// Whom the letter addresses.
    pub addressee: Addressee,
    /// Names of the applicants, so that a letter to a third party or another organ can be checked not to tell them.
    pub applicant_names: Vec<String>,
    /// The case number, XG-2026-0038.
    pub case_number: String,
    /// The day the request was submitted.
    pub submitted_on: Date,
    /// How it came.
    pub channel: Channel,
    /// The day counted as receipt; none while a confirmation is open (条例第三十一条).
    pub received_on: Option<Date>,
    /// What was asked for, in short, as the letter quotes it.
    pub request_text: String,
    /// The day the clarification came, where there was one.
    pub clarified_on: Option<Date>,
    /// The extension told, where there was one.
    pub extended: Option<Extended>,
    /// The time taken by consultations, where there were any.
    pub consulted: Option<Consulted>,
    /// The last day of the limit as it now stands; none where no limit runs.
    pub due_on: Option<Date>,
    /// The request is late and that is recorded.
    pub overdue_recorded: bool,
    /// The query code of the case; only the receipt tells it.
    pub query_code: Option<String>,
    /// The letter will be delivered through the internet, so that it must name an online way to reconsideration
    /// (行政复议法第二十二条第二款).
    pub delivered_online: bool,
    /// The matters a reply answers; empty for a step letter.
    pub matters: Vec<MatterReply>,
    /// Names of the files that go with the letter.
    pub attachments: Vec<String>,
    /// The number taken at signing; a draft has none.
    pub letter_number: Option<String>,
    /// The day of signing; a draft has none.
    pub signed_on: Option<Date>,
    /// Today, so that a date in the future can be refused.
    pub today: Date,
    /// The seal.
    pub seal: Seal,
}

/// The look of a paper's head (letters sheet 1.2, 1.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letterhead {
    /// 信函格式: the organ's name in red between two double rules. The right one for nearly every letter.
    #[default]
    Letter,
    /// 文件格式: the name with 文件, number below, one red rule.
    Document,
    /// Plain paper; the title names the organ.
    Plain,
}

/// Everything a letter needs to know of the organ that sends it. Each thing that may not be entered yet is an `Option`;
/// what a letter needs and misses is a problem told before signing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganSettings {
    /// Full name, 洛阳市西工区人民政府西工路街道办事处.
    pub full_name: Option<String>,
    /// Standard short name.
    pub short_name: Option<String>,
    /// 机关代字 of letter numbers, 西工.
    pub organ_word: Option<String>,
    /// Short Latin code of case numbers, XG.
    pub organ_code: Option<String>,
    /// Name under the letters where it is not the full name, for an organ that answers under its 办公室 (署名).
    pub issuing_name: Option<String>,
    /// Address of the disclosure office.
    pub address: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Telephone of the disclosure office.
    pub phone: Option<String>,
    /// Office hours.
    pub hours: Option<String>,
    /// The person or desk named as contact beside the telephone; may stay empty.
    pub contact: Option<String>,
    /// Address of the page where number and query code open the case.
    pub tracking_url: Option<String>,
    /// Name of the reconsideration body 行政复议机关.
    pub reconsideration_body: Option<String>,
    /// Its address.
    pub reconsideration_address: Option<String>,
    /// Its telephone.
    pub reconsideration_phone: Option<String>,
    /// Its internet channel for applications (行政复议法第二十二条第二款).
    pub reconsideration_url: Option<String>,
    /// The court that hears a suit against the organ: never derived, some provinces concentrate such cases.
    pub court: Option<String>,
    /// Its address.
    pub court_address: Option<String>,
    /// The supervising organ named in the complaint note; without it the note is left out.
    pub supervising_organ: Option<String>,
    /// Its telephone.
    pub supervising_phone: Option<String>,
    /// The look of the head.
    pub letterhead: Letterhead,
    /// The look of the head of single kinds, where it is another one.
    pub letterheads: BTreeMap<LetterKind, Letterhead>,
    /// Whether 行政查询事项 too must go to reconsideration first, where the authority insists.
    pub inquiry_reconsideration_first: bool,
    /// Pattern of letter numbers; none means the default.
    pub letter_number_pattern: Option<String>,
}

impl OrganSettings {
    /// The look of the head of a kind of letter; records are plain whatever is set.
    pub fn letterhead_of(&self, kind: LetterKind) -> Letterhead {
        if kind.is_record() {
            return Letterhead::Plain;
        }
        self.letterheads.get(&kind).copied().unwrap_or(self.letterhead)
    }
}

impl MatterReply {
    /// What is missing on record before this reply may be proposed, the grounds of withheld parts counted too.
    pub fn unmet(&self, facts: &ProposalFacts) -> Vec<Condition> {
        let mut missing = self.outcome.unmet(self.letter, facts);
        for part in self.fields.all_parts() {
            for &condition in part.ground.conditions() {
                if !condition.met(facts) && !missing.contains(&condition) {
                    missing.push(condition);
                }
            }
        }
        missing
    }
}
