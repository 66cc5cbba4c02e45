//! Outcomes 处理决定: the 21 leaf rows of section three of the annual report (格式2021), each with the article it
//! rests on. A decided request carries exactly one; the figure of the report is thereby decided by the law's own
//! words, once. Labels are those of the official form; report keys are those of `gongkai-report/1`.

mod law;

pub use law::{Condition, OutcomeGroup, ProposalFacts, RemedyClass};

use serde::{Deserialize, Serialize};

/// The legal kind of the reply: one leaf row of section three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// （一）予以公开 — 条例第三十六条第一、二项.
    Disclosed,
    /// （二）部分公开 — 条例第三十七条; counted here only.
    PartlyDisclosed,
    /// （三）1.属于国家秘密 — 条例第十四条.
    StateSecret,
    /// （三）2.其他法律行政法规禁止公开 — 条例第十四条.
    ForbiddenByLaw,
    /// （三）3.危及“三安全一稳定” — 条例第十四条.
    EndangersSecurity,
    /// （三）4.保护第三方合法权益 — 条例第十五条、第三十二条.
    ThirdPartyRights,
    /// （三）5.属于三类内部事务信息 — 条例第十六条第一款.
    InternalAffairs,
    /// （三）6.属于四类过程性信息 — 条例第十六条第二款.
    ProcessInformation,
    /// （三）7.属于行政执法案卷 — 条例第十六条第二款.
    EnforcementFile,
    /// （三）8.属于行政查询事项 — 条例第三十六条第七项.
    AdministrativeInquiry,
    /// （四）1.本机关不掌握相关政府信息 — 条例第三十六条第四、五项.
    NotHeld,
    /// （四）2.没有现成信息需要另行制作 — 条例第三十八条.
    WouldNeedMaking,
    /// （四）3.补正后申请内容仍不明确 — 条例第三十条.
    StillUnclear,
    /// （五）1.信访举报投诉类申请 — 条例第三十九条第一款.
    PetitionOrComplaint,
    /// （五）2.重复申请 — 条例第三十六条第六项.
    Repeated,
    /// （五）3.要求提供公开出版物 — 条例第三十九条第二款.
    PublicPublication,
    /// （五）4.无正当理由大量反复申请 — 条例第三十五条.
    ExcessiveWithoutReason,
    /// （五）5.要求行政机关确认或重新出具已获取信息 — known from the form only.
    ConfirmOrReissue,
    /// （六）1.申请人无正当理由逾期不补正 — 条例第三十条.
    NotClarifiedInTime,
    /// （六）2.申请人逾期未按收费通知要求缴纳费用 — 条例第四十二条; 收费办法第六条.
    FeeNotPaid,
    /// （六）3.其他.
    OtherHandling,
}

/// The kind of applicant: the column of section three, frozen at registration (条例第二十七条; 格式2021).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 自然人.
    NaturalPerson,
    /// 商业企业.
    Company,
    /// 科研机构.
    ResearchInstitute,
    /// 社会公益组织.
    PublicInterestOrganisation,
    /// 法律服务机构.
    LegalServiceFirm,
    /// 其他 (法人或其他组织).
    OtherOrganisation,
}

/// How a request reached the organ (条例第二十九条、第三十一条). It decides which day is the day of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 当面提交 (written, or oral and written down by the desk): received on the day of submission.
    Counter,
    /// 邮寄, signed for: received on the day the organ signs.
    PostSigned,
    /// 平常信函: received on the day of confirmation with the applicant.
    OrdinaryLetter,
    /// 网络: received on the day both sides confirm.
    Web,
    /// 电子邮件: as web.
    Email,
    /// 传真: as web.
    Fax,
}

impl Channel {
    /// Whether the day of receipt is fixed only by a confirmation with the applicant — 条例第三十一条第二、三项.
    pub fn needs_confirmation(self) -> bool {
        !matches!(self, Channel::Counter | Channel::PostSigned)
    }
}
