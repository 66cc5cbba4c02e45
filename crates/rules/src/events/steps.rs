//! Steps inside events: what waits for the head's consent, a fact put right, what a register tells of the past.

use super::{ConsultationKind, DeliveryWay};
use crate::ids::{ConsultationId, RequestId, SealedId};
use crate::outcomes::{ApplicantKind, Channel, Outcome};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A recorded fact put right (更正登记).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amendment {
    /// The day of receipt was another.
    ReceivedOn(Date),
    /// It came another way.
    Channel(Channel),
    /// The applicant belongs in another column.
    ApplicantKind(ApplicantKind),
    /// The decided request belongs in another row.
    Outcome(Outcome),
    /// The reply took effect, or the case was closed, on another day.
    ClosedOn(Date),
    /// The reply went another way, on which it hangs from which day it counts (国办公开办函〔2016〕235号).
    DeliveryWay(DeliveryWay),
    /// The case was entered twice: it counts nowhere and is closed; the other goes on.
    DuplicateOf(RequestId),
}

/// A step that needs the head's consent before it takes effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// 延长期限 (第三十三条第二款), days 1 to 20.
    Extend {
        /// Working days.
        days: u8,
        /// Why, sealed; printed in the notice.
        reason: SealedId,
    },
    /// 征求意见 (第三十二条、第三十三条第三款、第三十四条).
    Consult {
        /// Which consultation.
        consultation: ConsultationId,
        /// Of whom.
        kind: ConsultationKind,
        /// Name and address of the party, and the question, sealed.
        party: SealedId,
    },
    /// 要求说明理由 (第三十五条).
    AskReasons {
        /// Facts for the notice, sealed.
        facts: SealedId,
    },
    /// 收费通知 (第四十二条).
    ChargeFee {
        /// Amount in yuan.
        yuan: u32,
        /// Basis and calculation, sealed.
        basis: SealedId,
    },
    /// 视为放弃，不再处理 (第三十条; 收费办法第六条).
    Abandon {
        /// What is known of the applicant's silence, sealed.
        note: SealedId,
    },
    /// 告知第三方 what became of its objection (第三十二条).
    TellThirdParty {
        /// The consultation it answered.
        consultation: ConsultationId,
        /// Whether something is disclosed against its opinion.
        disclosed: bool,
        /// What the letter says, sealed.
        words: SealedId,
    },
    /// 更正登记.
    Amend {
        /// The right fact.
        amendment: Amendment,
        /// Why, sealed.
        reason: SealedId,
    },
}

/// What a register tells of a case that was handled outside Gongkai (`formats.md`, Register).
/// The letters exist on the office's paper, so there is no [`PaperRef`](super::PaperRef).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ImportedStep {
    /// 补正告知日期.
    ClarificationAsked {},
    /// 补正收到日期.
    ClarificationReceived {},
    /// 征求意见发出日期.
    ConsultationSent {
        /// Which.
        consultation: ConsultationId,
    },
    /// 征求意见收到日期.
    OpinionReceived {
        /// Which.
        consultation: ConsultationId,
    },
    /// 延期告知日期.
    Extended {
        /// Working days.
        days: u8,
    },
    /// 答复日期, 办理结果, 答复文号.
    Replied {
        /// The row.
        outcome: Outcome,
        /// The number printed on the letter, verbatim.
        number: Option<String>,
    },
}
