//! The sub-kinds of 其他处理 3.其他, which the form does not tell apart.

use serde::{Deserialize, Serialize};

use crate::letters::LetterKind;

/// Why a request counts under （六）3.其他.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherHandlingKind {
    /// The applicant withdrew before the reply was delivered.
    Withdrawn,
    /// 并案: answered together with another open request of the same applicant for the same information.
    MergedInto(String),
    /// 咨询.
    Inquiry,
    /// Not government information in the sense of 条例第二条.
    NotGovernmentInformation,
    /// The organ was abolished.
    OrganDissolved,
    /// Anything else, in the office's words.
    Other(String),
}

impl OtherHandlingKind {
    /// What the desk calls it.
    pub fn label(&self) -> &str {
        match self {
            OtherHandlingKind::Withdrawn => "申请人撤回",
            OtherHandlingKind::MergedInto(_) => "并案办理",
            OtherHandlingKind::Inquiry => "咨询",
            OtherHandlingKind::NotGovernmentInformation => "不是政府信息",
            OtherHandlingKind::OrganDissolved => "机关已撤销",
            OtherHandlingKind::Other(text) => text,
        }
    }

    /// The letter that announces it.
    pub fn letter(&self) -> LetterKind {
        match self {
            OtherHandlingKind::Withdrawn => LetterKind::Withdrawn,
            _ => LetterKind::OtherHandling,
        }
    }

    /// The value of the field `sub_kind` of that letter; a withdrawal has none.
    pub fn field_value(&self) -> Option<&'static str> {
        match self {
            OtherHandlingKind::Withdrawn => None,
            OtherHandlingKind::MergedInto(_) => Some("merged"),
            OtherHandlingKind::Inquiry => Some("inquiry"),
            OtherHandlingKind::NotGovernmentInformation => Some("not_government_information"),
            OtherHandlingKind::OrganDissolved => Some("organ_dissolved"),
            OtherHandlingKind::Other(_) => Some("other"),
        }
    }
}
