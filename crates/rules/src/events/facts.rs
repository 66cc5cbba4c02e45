//! The facts that events hold: files, matters, papers, and the closed lists of ways and kinds.

use crate::ids::{FileId, MatterId, PaperId, SealedId};
use serde::{Deserialize, Serialize};

/// A file that belongs to a case: an attachment, or a document to disclose. The name is sealed with the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// The stored file.
    pub id: FileId,
    /// SHA-256 of the content in lower-case hexadecimal, to which an approval is bound.
    pub sha256: String,
}

/// One matter 申请事项 of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Its identifier.
    pub id: MatterId,
    /// What is asked, sealed.
    pub content: SealedId,
}

/// How the applicant wants to have the reply (条例第二十九条第二款第三项、第四十条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyWay {
    /// 在本网站查看下载.
    Site,
    /// 电子邮件.
    Email,
    /// 邮寄纸质.
    Post,
    /// 当面领取.
    PickUp,
}

/// Who is consulted, which decides what silence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationKind {
    /// 第三方 (条例第三十二条): silence is not consent.
    ThirdParty,
    /// 共同制作机关 (条例第三十四条): silence is consent.
    JointOrgan,
    /// 其他机关 (条例第三十三条第三款): the law fixes no effect of silence.
    OtherOrgan,
}

/// What a consulted party answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// 同意公开.
    Consents,
    /// 部分同意.
    ConsentsInPart,
    /// 不同意公开.
    Objects,
}

/// A letter that has left the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRef {
    /// The stored paper.
    pub id: PaperId,
    /// Its number (西工公开〔2026〕38号-答).
    pub number: String,
}

/// A way of delivery (国办公开办函〔2016〕235号; 条例第四十条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryWay {
    /// 直接送达: effective when the applicant signs.
    InPerson,
    /// 委托其他机关送达: likewise.
    ThroughOrgan,
    /// 邮寄 (the postal enterprise): effective when handed over.
    Post,
    /// 电子邮件 to the address named: effective when it reaches the mailbox.
    Email,
    /// 在本网站提供: effective when put at disposal, if the applicant chose it; else when first opened.
    Site,
}

/// A court or reconsideration case that hangs on a request (条例第五十一条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyKind {
    /// 行政复议.
    Reconsideration,
    /// 未经复议直接起诉.
    DirectSuit,
    /// 复议后起诉.
    SuitAfterReconsideration,
}
