//! A decision as its events hold it: what each matter is decided to be, and the proposal that binds it to letter and files.

use super::FileRef;
use crate::ids::{MatterId, RequestId, SealedId};
use crate::outcomes::Outcome;
use serde::{Deserialize, Serialize};

/// A sub-kind of an outcome where the row of the report is wider than the letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeDetail {
    /// Of 予以公开: given now (第三十六条第二项).
    Provided,
    /// Of 予以公开: already public, the way is told (第三十六条第一项).
    AlreadyPublished,
    /// Of 本机关不掌握: searched, does not exist (第三十六条第四项).
    Nonexistent,
    /// Of 本机关不掌握: another organ's to disclose (第三十六条第五项).
    OtherOrgan,
    /// Of 其他: withdrawn by the applicant.
    Withdrawn,
    /// Of 其他: answered together with another case.
    MergedInto(RequestId),
    /// Of 其他: a question, not a request for information.
    Inquiry,
    /// Of 其他: outside 条例第二条.
    NotGovernmentInformation,
    /// Of 其他: the organ was dissolved.
    OrganDissolved,
}

/// What one matter is decided to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determination {
    /// The matter.
    pub matter: MatterId,
    /// Its row of section three.
    pub outcome: Outcome,
    /// Its sub-kind, where the row has any.
    pub detail: Option<OutcomeDetail>,
    /// Grounds, facts and reasons as typed for the letter, sealed.
    pub grounds: SealedId,
}

/// A decision laid before the reviewer: determinations, letter and files as one thing with one hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// One for each matter.
    pub determinations: Vec<Determination>,
    /// The one row in which the request counts.
    pub outcome: Outcome,
    /// Sub-kind of the request's row.
    pub detail: Option<OutcomeDetail>,
    /// The letter as drafted, sealed.
    pub letter: SealedId,
    /// Documents to disclose.
    pub files: Vec<FileRef>,
    /// SHA-256 over letter and files, lower-case hexadecimal: what an approval binds to.
    pub hash: String,
}
