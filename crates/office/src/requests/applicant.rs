//! The applicant's own data (条例第二十九条第二款): one sealed record of a case, the hashes it is found by, and how it
//! looks masked.

use gongkai_rules::outcomes::ApplicantKind;
use gongkai_storage::vault::KeyRing;
use serde::{Deserialize, Serialize};

/// Kind of an identity paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperOfIdentity {
    /// 居民身份证.
    IdentityCard,
    /// 护照.
    Passport,
    /// 港澳居民来往内地通行证.
    HongKongMacau,
    /// 台湾居民来往大陆通行证.
    Taiwan,
    /// 外国人永久居留身份证.
    PermanentResidence,
    /// 统一社会信用代码 of an organisation.
    CreditCode,
    /// 其他.
    Other,
}

impl PaperOfIdentity {
    /// Every kind for a natural person, in the order of the form.
    pub const FOR_PERSONS: [PaperOfIdentity; 6] = [
        PaperOfIdentity::IdentityCard,
        PaperOfIdentity::Passport,
        PaperOfIdentity::HongKongMacau,
        PaperOfIdentity::Taiwan,
        PaperOfIdentity::PermanentResidence,
        PaperOfIdentity::Other,
    ];

    /// The name used in forms.
    pub fn code(self) -> &'static str {
        match self {
            PaperOfIdentity::IdentityCard => "identity_card",
            PaperOfIdentity::Passport => "passport",
            PaperOfIdentity::HongKongMacau => "hong_kong_macau",
            PaperOfIdentity::Taiwan => "taiwan",
            PaperOfIdentity::PermanentResidence => "permanent_residence",
            PaperOfIdentity::CreditCode => "credit_code",
            PaperOfIdentity::Other => "other",
        }
    }

    /// The kind of a code, if there is one.
    pub fn from_code(code: &str) -> Option<PaperOfIdentity> {
        let mut all = PaperOfIdentity::FOR_PERSONS.into_iter().chain([PaperOfIdentity::CreditCode]);
        all.find(|kind| kind.code() == code)
    }

    /// The Chinese name.
    pub fn label(self) -> &'static str {
        match self {
            PaperOfIdentity::IdentityCard => "居民身份证",
            PaperOfIdentity::Passport => "护照",
            PaperOfIdentity::HongKongMacau => "港澳居民来往内地通行证",
            PaperOfIdentity::Taiwan => "台湾居民来往大陆通行证",
            PaperOfIdentity::PermanentResidence => "外国人永久居留身份证",
            PaperOfIdentity::CreditCode => "统一社会信用代码",
            PaperOfIdentity::Other => "其他证件",
        }
    }
}

/// An applicant. For an organisation `name` is its name, `contact` the person who handles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Natural person, or which kind of organisation.
    pub kind: ApplicantKind,
    /// Name, at most 50 characters (an organisation 100).
    pub name: String,
    /// Kind of identity paper.
    pub paper: PaperOfIdentity,
    /// Its number as kept: no blanks, upper case.
    pub paper_number: String,
    /// 法定代表人 or 负责人 of an organisation.
    pub representative: String,
    /// Contact person of an organisation.
    pub contact: String,
    /// Phone as kept: digits, with area code and extension where given.
    pub phone: String,
    /// E-mail, where given.
    pub email: String,
    /// Postal address, where given.
    pub address: String,
}

/// What is sealed of a submission beside its matters: the applicant, and the form in which the information is wanted
/// (第二十九条第二款第三项). Reads as an [`Applicant`] too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionRecord {
    /// Who asks.
    #[serde(flatten)]
    pub applicant: Applicant,
    /// The form wanted, in words; empty where none was said.
    #[serde(default)]
    pub form_wanted: String,
    /// What a register told of a case taken over from it, beside what its events hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterWords>,
}

/// Words of a register's row that no event holds: kept so that an export gives the same columns back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterWords {
    /// 收到渠道 was left empty.
    pub channel_left_empty: bool,
    /// 备注.
    pub note: Option<String>,
    /// 答复文号 of a case without a reply yet.
    pub letter_number: Option<String>,
}

impl Applicant {
    /// The name as lists show it: 张*国; an organisation's name is no personal data.
    pub fn mask(&self) -> String {
        if self.kind == ApplicantKind::NaturalPerson {
            gongkai_rules::privacy::mask_name(&self.name)
        } else {
            self.name.clone()
        }
    }

    /// Keyed hashes by which the applicant is found exactly: field, hash.
    pub fn index(&self, ring: &KeyRing) -> Vec<(&'static str, Vec<u8>)> {
        let fields = [("name", self.name.as_str()), ("paper", &self.paper_number), ("phone", &self.phone)];
        let filled = fields.into_iter().filter(|(_, text)| !text.is_empty());
        // One namespace for all fields: whoever searches types a name, a number or a phone into one field.
        filled.map(|(field, text)| (field, ring.lookup_hash("applicant", text))).collect()
    }
}
