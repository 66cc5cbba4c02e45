//! The kinds of letters 文书 of a request, and what the law and the office's habit attach to each.

use serde::{Deserialize, Serialize};

use super::models::Model;
use super::models::{outcomes, steps};
use crate::outcomes::Outcome;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $paper:literal, $title:literal, $suffix:expr, $signatory:ident, $model:path;)*) => {
        /// A kind of letter or other paper of a request. The code name of an outcome letter is that of its outcome, but
        /// for the two letters of 予以公开, 本机关不掌握 and 其他 (letters sheet 2.3).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum LetterKind {
            $($(#[$doc])* $kind,)*
        }

        impl LetterKind {
            /// Every kind, steps first, in the order of the letters sheet.
            pub const ALL: &'static [LetterKind] = &[$(LetterKind::$kind,)*];

            /// The name of the paper, as it stands on the mail slip after 政府信息公开.
            pub fn paper(self) -> &'static str {
                match self { $(LetterKind::$kind => $paper,)* }
            }

            /// The title on the paper.
            pub fn title(self) -> &'static str {
                match self { $(LetterKind::$kind => $title,)* }
            }

            /// The suffix of the letter's number (12号-答); none for records that stay in the file.
            pub fn suffix(self) -> Option<&'static str> {
                match self { $(LetterKind::$kind => $suffix,)* }
            }

            /// Who signs if the organ has set nothing else.
            pub fn signatory(self) -> Signatory {
                match self { $(LetterKind::$kind => Signatory::$signatory,)* }
            }

            /// The wording of the paper and the fields it needs.
            pub fn model(self) -> &'static Model {
                match self { $(LetterKind::$kind => &$model,)* }
            }
        }
    };
}

kinds! {
    /// 登记回执, with the variant for a request whose day of receipt is not yet confirmed (条例第三十一条).
    Receipt = "登记回执", "政府信息公开申请登记回执", Some("回"), Clerk, steps::RECEIPT;
    /// 收到申请确认记录: kept, evidence for every limit (条例第三十一条第二、三项).
    ReceiptConfirmation = "收到申请确认记录", "收到政府信息公开申请确认记录", None, Clerk, steps::RECEIPT_CONFIRMATION;
    /// 口头申请代填记录 (条例第二十九条第一款、第四十三条).
    OralRequestRecord = "口头申请代填记录", "政府信息公开口头申请代填记录", None, Clerk, steps::ORAL_REQUEST_RECORD;
    /// 指导和释明记录: kept, not sent (条例第三十条).
    GuidanceRecord = "指导和释明记录", "政府信息公开申请指导和释明记录", None, Clerk, steps::GUIDANCE_RECORD;
    /// 补正告知书: within 7 working days, once, everything in one letter (条例第三十条).
    ClarificationNotice = "补正告知书", "政府信息公开申请补正告知书", Some("补"), Clerk, steps::CLARIFICATION_NOTICE;
    /// 补正提醒, before the time for clarification ends.
    ClarificationReminder = "补正提醒", "政府信息公开申请补正提醒", Some("补"), Clerk, steps::CLARIFICATION_REMINDER;
    /// 征求第三方意见书 (条例第十五条、第三十二条).
    ThirdPartyConsultation = "征求第三方意见书", "政府信息公开征求第三方意见书", Some("征"), Head, steps::THIRD_PARTY_CONSULTATION;
    /// 第三方意见处理结果告知书: content and reasons in writing (条例第三十二条).
    ThirdPartyDecisionNotice = "第三方意见处理结果告知书", "政府信息公开第三方意见处理结果告知书", Some("告"), Leader, steps::THIRD_PARTY_DECISION_NOTICE;
    /// 第三方意见采纳告知: the result only.
    ThirdPartyOutcomeNote = "第三方意见采纳告知", "政府信息公开第三方意见采纳告知书", Some("告"), Head, steps::THIRD_PARTY_OUTCOME_NOTE;
    /// 征求意见告知书(致申请人): the time needed is not counted (条例第三十三条第三款).
    ConsultationNoteToApplicant = "征求意见告知书", "政府信息公开征求意见告知书", Some("告"), Head, steps::CONSULTATION_NOTE_TO_APPLICANT;
    /// 征求意见函(共同制作机关): silence is consent (条例第三十四条).
    JointOrganConsultation = "征求意见函", "关于征求政府信息公开意见的函", Some("征"), Head, steps::JOINT_ORGAN_CONSULTATION;
    /// 征求机关意见函: silence is not consent (条例第十一条、第三十三条第三款).
    OrganConsultation = "征求机关意见函", "关于核实政府信息有关情况的函", Some("函"), Head, steps::ORGAN_CONSULTATION;
    /// 报请确定函: the organ cannot decide whether it may disclose (条例第十七条第三款).
    DeterminationReferral = "报请确定函", "关于报请确定政府信息能否公开的函", Some("函"), Leader, steps::DETERMINATION_REFERRAL;
    /// 延期答复告知书: up to 20 working days more, with the head's consent (条例第三十三条第二款).
    ExtensionNotice = "延期答复告知书", "政府信息公开延期答复告知书", Some("延"), Head, steps::EXTENSION_NOTICE;
    /// 说明理由通知书: number or frequency clearly beyond reason (条例第三十五条).
    ReasonRequest = "说明理由通知书", "政府信息公开申请说明理由通知书", Some("告"), Head, steps::REASON_REQUEST;
    /// 延迟答复告知书: the reasons are good but the limit cannot be kept (条例第三十五条).
    DelayNotice = "延迟答复告知书", "政府信息公开延迟答复告知书", Some("延"), Head, steps::DELAY_NOTICE;
    /// 信息处理费收费通知书 (条例第四十二条第一款; 国办函〔2020〕109号).
    FeeNotice = "信息处理费收费通知书", "政府信息公开信息处理费收费通知书", Some("费"), Head, steps::FEE_NOTICE;
    /// 送达回证: proof of delivery of a letter.
    DeliveryReceipt = "送达回证", "政府信息公开文书送达回证", None, Clerk, steps::DELIVERY_RECEIPT;

    /// 予以公开告知书 (条例第三十六条第二项、第四十条).
    Disclosed = "予以公开告知书", "政府信息予以公开告知书", Some("答"), Leader, outcomes::DISCLOSED;
    /// 已主动公开告知书 (条例第三十六条第一项).
    AlreadyPublished = "已主动公开告知书", "政府信息已主动公开告知书", Some("答"), Head, outcomes::ALREADY_PUBLISHED;
    /// 部分公开告知书 (条例第三十七条).
    PartlyDisclosed = "部分公开告知书", "政府信息部分公开告知书", Some("答"), Leader, outcomes::PARTLY_DISCLOSED;
    /// 不予公开告知书, 国家秘密 (条例第十四条).
    StateSecret = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::STATE_SECRET;
    /// 不予公开告知书, 法律、行政法规禁止 (条例第十四条).
    ForbiddenByLaw = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::FORBIDDEN_BY_LAW;
    /// 不予公开告知书, 三安全一稳定 (条例第十四条).
    EndangersSecurity = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::ENDANGERS_SECURITY;
    /// 不予公开告知书, 第三方合法权益 (条例第十五条、第三十二条).
    ThirdPartyRights = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::THIRD_PARTY_RIGHTS;
    /// 不予公开告知书, 内部事务信息 (条例第十六条第一款).
    InternalAffairs = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::INTERNAL_AFFAIRS;
    /// 不予公开告知书, 过程性信息 (条例第十六条第二款).
    ProcessInformation = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::PROCESS_INFORMATION;
    /// 不予公开告知书, 行政执法案卷 (条例第十六条第二款).
    EnforcementFile = "不予公开告知书", "政府信息不予公开告知书", Some("告"), Leader, outcomes::ENFORCEMENT_FILE;
    /// 行政查询事项告知书 (条例第三十六条第七项).
    AdministrativeInquiry = "行政查询事项告知书", "行政查询事项告知书", Some("告"), Head, outcomes::ADMINISTRATIVE_INQUIRY;
    /// 政府信息不存在告知书 (条例第三十六条第四项).
    Nonexistent = "政府信息不存在告知书", "政府信息不存在告知书", Some("告"), Leader, outcomes::NONEXISTENT;
    /// 非本机关公开告知书 (条例第三十六条第五项、第十条).
    OtherOrgan = "非本机关公开告知书", "非本机关负责公开政府信息告知书", Some("告"), Head, outcomes::OTHER_ORGAN;
    /// 需另行制作告知书 (条例第三十八条).
    WouldNeedMaking = "需另行制作告知书", "政府信息需另行制作告知书", Some("告"), Leader, outcomes::WOULD_NEED_MAKING;
    /// 补正后仍不明确告知书 (条例第三十条、第二十九条第二款).
    StillUnclear = "补正后仍不明确告知书", "补正后申请内容仍不明确告知书", Some("告"), Head, outcomes::STILL_UNCLEAR;
    /// 信访投诉举报类不予处理告知书 (条例第三十九条第一款).
    PetitionOrComplaint = "信访投诉举报类不予处理告知书", "信访投诉举报类申请不予处理告知书", Some("告"), Head, outcomes::PETITION_OR_COMPLAINT;
    /// 重复申请不予处理告知书 (条例第三十六条第六项).
    Repeated = "重复申请不予处理告知书", "重复申请不予处理告知书", Some("告"), Head, outcomes::REPEATED;
    /// 公开出版物告知书 (条例第三十九条第二款).
    PublicPublication = "公开出版物告知书", "公开出版物获取途径告知书", Some("告"), Head, outcomes::PUBLIC_PUBLICATION;
    /// 大量反复申请不予处理告知书 (条例第三十五条).
    ExcessiveWithoutReason = "大量反复申请不予处理告知书", "大量反复申请不予处理告知书", Some("告"), Leader, outcomes::EXCESSIVE_WITHOUT_REASON;
    /// 不予重新出具告知书 (a row of the form without article of its own).
    ConfirmOrReissue = "不予重新出具告知书", "不予确认或者重新出具告知书", Some("告"), Head, outcomes::CONFIRM_OR_REISSUE;
    /// 逾期不补正不再处理告知书 (条例第三十条).
    NotClarifiedInTime = "逾期不补正不再处理告知书", "逾期不补正不再处理告知书", Some("告"), Head, outcomes::NOT_CLARIFIED_IN_TIME;
    /// 逾期未缴费不再处理告知书 (条例第四十二条; 国办函〔2020〕109号).
    FeeNotPaid = "逾期未缴费不再处理告知书", "逾期未缴费不再处理告知书", Some("告"), Head, outcomes::FEE_NOT_PAID;
    /// 撤回申请确认书.
    Withdrawn = "撤回申请确认书", "撤回政府信息公开申请确认书", Some("告"), Head, outcomes::WITHDRAWN;
    /// 其他处理告知书.
    OtherHandling = "其他处理告知书", "政府信息公开申请处理告知书", Some("告"), Leader, outcomes::OTHER_HANDLING;
}

/// Who signs a letter by default (letters sheet 2.2). Only the head's consent to an extension is fixed by statute
/// (条例第三十三条第二款); everything else an organ may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signatory {
    /// 经办人, or the system itself for the instant receipt.
    Clerk,
    /// 政府信息公开工作机构负责人.
    Head,
    /// 分管领导.
    Leader,
}

impl LetterKind {
    /// The outcome the letter announces; none for a step letter.
    pub fn outcome(self) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.letters().contains(&self))
    }

    /// Whether the letter ends the handling of a matter.
    pub fn is_outcome(self) -> bool {
        self.outcome().is_some()
    }

    /// Whether the statute itself fixes the signatory, so that no setting may change it (条例第三十三条第二款).
    pub fn signatory_is_fixed(self) -> bool {
        self == LetterKind::ExtensionNotice
    }

    /// Whether the paper goes to a third party or another organ, who must not learn who asked.
    pub fn hides_applicant(self) -> bool {
        matches!(
            self,
            LetterKind::ThirdPartyConsultation
                | LetterKind::ThirdPartyDecisionNotice
                | LetterKind::ThirdPartyOutcomeNote
                | LetterKind::JointOrganConsultation
                | LetterKind::OrganConsultation
                | LetterKind::DeterminationReferral
        )
    }

    /// Whether the paper is a record that stays in the file: without number, addressee and seal.
    pub fn is_record(self) -> bool {
        self.suffix().is_none()
    }

    /// The content line of the mail slip, which proves what was posted (letters sheet 3).
    pub fn slip_line(self, letter_number: &str) -> String {
        format!("政府信息公开{} {letter_number}", self.paper().trim_start_matches("政府信息"))
    }
}
