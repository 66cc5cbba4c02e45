//! What the law attaches to each outcome: its row in the official form, the article it rests on, the letters that may
//! announce it, the remedy that must be told, and what must be on record before it may be proposed.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::letters::LetterKind;

/// The six groups of 本年度办理结果 (section three of the annual report, 格式2021).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeGroup {
    /// （一）予以公开, a row without leaves.
    Disclosed,
    /// （二）部分公开, a row without leaves.
    PartlyDisclosed,
    /// （三）不予公开.
    Withheld,
    /// （四）无法提供.
    Unavailable,
    /// （五）不予处理.
    NotProcessed,
    /// （六）其他处理.
    OtherwiseHandled,
}

impl OutcomeGroup {
    /// The printed label of the group with its number, verbatim from the official form (格式2021).
    pub fn label(self) -> &'static str {
        match self {
            OutcomeGroup::Disclosed => "（一）予以公开",
            OutcomeGroup::PartlyDisclosed => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            OutcomeGroup::Withheld => "（三）不予公开",
            OutcomeGroup::Unavailable => "（四）无法提供",
            OutcomeGroup::NotProcessed => "（五）不予处理",
            OutcomeGroup::OtherwiseHandled => "（六）其他处理",
        }
    }
}

/// Which way to a remedy a reply must tell (行政复议法第二十条、第二十三条; 行政诉讼法第四十五条、第四十六条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyClass {
    /// 复议前置: reconsideration first, a suit only afterwards; refusals under 条例第十四、十五、十六条 only.
    ReconsiderationFirst,
    /// The applicant's choice between reconsideration and a direct suit.
    Choice,
    /// 部分公开 with a part withheld under 条例第十四、十五、十六条: reconsideration first for that part, choice for the rest.
    Partly,
    /// No remedy is told: the paper settles nothing.
    None,
}

/// A fact that must be on record before an outcome may be proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// A third party was consulted, and answered or let its time pass (条例第三十二条).
    ThirdPartyConsulted,
    /// The search of the holdings is recorded (条例第三十六条第四项).
    SearchRecorded,
    /// A clarification was asked for and an answer came (条例第三十条).
    ClarificationAnswered,
    /// A clarification was asked for and its time passed without answer (条例第三十条).
    ClarificationLapsed,
    /// This organ has already replied to the same applicant on the same information (条例第三十六条第六项).
    EarlierReply,
    /// The applicant was asked for reasons (条例第三十五条).
    ReasonsAsked,
    /// A fee notice was delivered and its time passed unpaid (条例第四十二条; 收费办法第六条).
    FeeLapsed,
    /// The applicant's withdrawal is on record.
    Withdrawn,
}

/// What is on record in the case, as far as conditions ask for it. Loaded before the rule is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalFacts {
    /// A third party was consulted, and answered or let its time pass.
    pub third_party_consulted: bool,
    /// A search record exists.
    pub search_recorded: bool,
    /// A clarification was asked for and an answer came.
    pub clarification_answered: bool,
    /// The time for clarification passed without answer.
    pub clarification_lapsed: bool,
    /// This organ has replied to the same applicant before.
    pub earlier_reply: bool,
    /// The applicant was asked for reasons.
    pub reasons_asked: bool,
    /// The time to pay the fee passed.
    pub fee_lapsed: bool,
    /// The applicant withdrew.
    pub withdrawn: bool,
}

impl Condition {
    /// Whether the record of the case meets the condition.
    pub fn met(self, facts: &ProposalFacts) -> bool {
        match self {
            Condition::ThirdPartyConsulted => facts.third_party_consulted,
            Condition::SearchRecorded => facts.search_recorded,
            Condition::ClarificationAnswered => facts.clarification_answered,
            Condition::ClarificationLapsed => facts.clarification_lapsed,
            Condition::EarlierReply => facts.earlier_reply,
            Condition::ReasonsAsked => facts.reasons_asked,
            Condition::FeeLapsed => facts.fee_lapsed,
            Condition::Withdrawn => facts.withdrawn,
        }
    }

    /// What the desk must do first, as a complete sentence.
    pub fn message(self) -> &'static str {
        match self {
            Condition::ThirdPartyConsulted => {
                "这样处理之前，要书面征求第三方意见，并登记收到的意见或者期满（条例第三十二条）"
            }
            Condition::SearchRecorded => "请先登记检索记录：查了哪里、用什么词、问了哪些部门（条例第三十六条第四项）",
            Condition::ClarificationAnswered => "这样处理的前提是已经告知补正并收到了补正材料（条例第三十条）",
            Condition::ClarificationLapsed => "这样处理的前提是补正期限已过、没有收到补正材料（条例第三十条）",
            Condition::EarlierReply => "这样处理的前提是本机关已经就相同信息答复过同一申请人（条例第三十六条第六项）",
            Condition::ReasonsAsked => "这样处理之前，要先要求申请人说明理由（条例第三十五条）",
            Condition::FeeLapsed => "这样处理的前提是收费通知已经送达、缴费期限已过（条例第四十二条）",
            Condition::Withdrawn => "请先登记申请人撤回申请的时间和方式",
        }
    }
}

impl Outcome {
    /// All 21 leaf rows in the order of the official form.
    pub const ALL: [Outcome; 21] = [
        Outcome::Disclosed,
        Outcome::PartlyDisclosed,
        Outcome::StateSecret,
        Outcome::ForbiddenByLaw,
        Outcome::EndangersSecurity,
        Outcome::ThirdPartyRights,
        Outcome::InternalAffairs,
        Outcome::ProcessInformation,
        Outcome::EnforcementFile,
        Outcome::AdministrativeInquiry,
        Outcome::NotHeld,
        Outcome::WouldNeedMaking,
        Outcome::StillUnclear,
        Outcome::PetitionOrComplaint,
        Outcome::Repeated,
        Outcome::PublicPublication,
        Outcome::ExcessiveWithoutReason,
        Outcome::ConfirmOrReissue,
        Outcome::NotClarifiedInTime,
        Outcome::FeeNotPaid,
        Outcome::OtherHandling,
    ];

    /// The printed label of the row with its number, verbatim from the official form (格式2021).
    pub fn label(self) -> &'static str {
        match self {
            Outcome::Disclosed => "（一）予以公开",
            Outcome::PartlyDisclosed => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            Outcome::StateSecret => "1.属于国家秘密",
            Outcome::ForbiddenByLaw => "2.其他法律行政法规禁止公开",
            Outcome::EndangersSecurity => "3.危及“三安全一稳定”",
            Outcome::ThirdPartyRights => "4.保护第三方合法权益",
            Outcome::InternalAffairs => "5.属于三类内部事务信息",
            Outcome::ProcessInformation => "6.属于四类过程性信息",
            Outcome::EnforcementFile => "7.属于行政执法案卷",
            Outcome::AdministrativeInquiry => "8.属于行政查询事项",
            Outcome::NotHeld => "1.本机关不掌握相关政府信息",
            Outcome::WouldNeedMaking => "2.没有现成信息需要另行制作",
            Outcome::StillUnclear => "3.补正后申请内容仍不明确",
            Outcome::PetitionOrComplaint => "1.信访举报投诉类申请",
            Outcome::Repeated => "2.重复申请",
            Outcome::PublicPublication => "3.要求提供公开出版物",
            Outcome::ExcessiveWithoutReason => "4.无正当理由大量反复申请",
            Outcome::ConfirmOrReissue => "5.要求行政机关确认或重新出具已获取信息",
            Outcome::NotClarifiedInTime => "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            Outcome::FeeNotPaid => "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            Outcome::OtherHandling => "3.其他",
        }
    }

    /// The group of rows the outcome stands in.
    pub fn group(self) -> OutcomeGroup {
        match self {
            Outcome::Disclosed => OutcomeGroup::Disclosed,
            Outcome::PartlyDisclosed => OutcomeGroup::PartlyDisclosed,
            Outcome::StateSecret
            | Outcome::ForbiddenByLaw
            | Outcome::EndangersSecurity
            | Outcome::ThirdPartyRights
            | Outcome::InternalAffairs
            | Outcome::ProcessInformation
            | Outcome::EnforcementFile
            | Outcome::AdministrativeInquiry => OutcomeGroup::Withheld,
            Outcome::NotHeld | Outcome::WouldNeedMaking | Outcome::StillUnclear => OutcomeGroup::Unavailable,
            Outcome::PetitionOrComplaint
            | Outcome::Repeated
            | Outcome::PublicPublication
            | Outcome::ExcessiveWithoutReason
            | Outcome::ConfirmOrReissue => OutcomeGroup::NotProcessed,
            Outcome::NotClarifiedInTime | Outcome::FeeNotPaid | Outcome::OtherHandling => {
                OutcomeGroup::OtherwiseHandled
            }
        }
    }

    /// The articles of 政府信息公开条例 the row rests on, as they are cited; empty where the row is known from the form
    /// only (要求确认或重新出具, 其他).
    pub fn articles(self) -> &'static [&'static str] {
        match self {
            Outcome::Disclosed => &["第三十六条第一项", "第三十六条第二项", "第四十条"],
            Outcome::PartlyDisclosed => &["第三十七条"],
            Outcome::StateSecret | Outcome::ForbiddenByLaw | Outcome::EndangersSecurity => &["第十四条"],
            Outcome::ThirdPartyRights => &["第十五条", "第三十二条"],
            Outcome::InternalAffairs => &["第十六条第一款"],
            Outcome::ProcessInformation | Outcome::EnforcementFile => &["第十六条第二款"],
            Outcome::AdministrativeInquiry => &["第三十六条第七项"],
            Outcome::NotHeld => &["第三十六条第四项", "第三十六条第五项", "第十条"],
            Outcome::WouldNeedMaking => &["第三十八条"],
            Outcome::StillUnclear => &["第三十条", "第二十九条第二款"],
            Outcome::PetitionOrComplaint => &["第三十九条第一款"],
            Outcome::Repeated => &["第三十六条第六项"],
            Outcome::PublicPublication => &["第三十九条第二款"],
            Outcome::ExcessiveWithoutReason => &["第三十五条"],
            Outcome::NotClarifiedInTime => &["第三十条"],
            Outcome::FeeNotPaid => &["第四十二条"],
            Outcome::ConfirmOrReissue | Outcome::OtherHandling => &[],
        }
    }

    /// The letters that may announce the outcome, the usual one first.
    pub fn letters(self) -> &'static [LetterKind] {
        match self {
            Outcome::Disclosed => &[LetterKind::Disclosed, LetterKind::AlreadyPublished],
            Outcome::PartlyDisclosed => &[LetterKind::PartlyDisclosed],
            Outcome::StateSecret => &[LetterKind::StateSecret],
            Outcome::ForbiddenByLaw => &[LetterKind::ForbiddenByLaw],
            Outcome::EndangersSecurity => &[LetterKind::EndangersSecurity],
            Outcome::ThirdPartyRights => &[LetterKind::ThirdPartyRights],
            Outcome::InternalAffairs => &[LetterKind::InternalAffairs],
            Outcome::ProcessInformation => &[LetterKind::ProcessInformation],
            Outcome::EnforcementFile => &[LetterKind::EnforcementFile],
            Outcome::AdministrativeInquiry => &[LetterKind::AdministrativeInquiry],
            Outcome::NotHeld => &[LetterKind::Nonexistent, LetterKind::OtherOrgan],
            Outcome::WouldNeedMaking => &[LetterKind::WouldNeedMaking],
            Outcome::StillUnclear => &[LetterKind::StillUnclear],
            Outcome::PetitionOrComplaint => &[LetterKind::PetitionOrComplaint],
            Outcome::Repeated => &[LetterKind::Repeated],
            Outcome::PublicPublication => &[LetterKind::PublicPublication],
            Outcome::ExcessiveWithoutReason => &[LetterKind::ExcessiveWithoutReason],
            Outcome::ConfirmOrReissue => &[LetterKind::ConfirmOrReissue],
            Outcome::NotClarifiedInTime => &[LetterKind::NotClarifiedInTime],
            Outcome::FeeNotPaid => &[LetterKind::FeeNotPaid],
            Outcome::OtherHandling => &[LetterKind::Withdrawn, LetterKind::OtherHandling],
        }
    }

    /// Whether the outcome refuses under 条例第十四、十五或者十六条, the refusals that must go to reconsideration first
    /// (行政复议法第二十三条第一款第四项; 法释〔2025〕8号第一条). It follows the article, not the group of the form:
    /// 行政查询事项 stands under 不予公开 but rests on 第三十六条第七项.
    pub fn refuses_under_articles_14_to_16(self) -> bool {
        matches!(
            self,
            Outcome::StateSecret
                | Outcome::ForbiddenByLaw
                | Outcome::EndangersSecurity
                | Outcome::ThirdPartyRights
                | Outcome::InternalAffairs
                | Outcome::ProcessInformation
                | Outcome::EnforcementFile
        )
    }

    /// The remedy a reply with this outcome alone must tell. `inquiry_reconsideration_first` is the organ's setting for
    /// 行政查询事项, where some authorities insist on 复议前置. For [`Outcome::PartlyDisclosed`] the answer holds where
    /// a withheld part rests on 条例第十四至十六条, for [`Outcome::OtherHandling`] where it is no withdrawal; the letter
    /// itself decides by its parts (see [`crate::letters::remedies`]).
    pub fn remedy_class(self, inquiry_reconsideration_first: bool) -> RemedyClass {
        if self.refuses_under_articles_14_to_16() {
            return RemedyClass::ReconsiderationFirst;
        }
        match self {
            Outcome::PartlyDisclosed => RemedyClass::Partly,
            Outcome::AdministrativeInquiry if inquiry_reconsideration_first => RemedyClass::ReconsiderationFirst,
            _ => RemedyClass::Choice,
        }
    }

    /// What the reply must state beside the parts common to all letters (letters sheet, column 必须写明).
    pub fn required_statements(self) -> &'static [&'static str] {
        match self {
            Outcome::Disclosed => &[
                "提供的文件名称、份数、页数和形式，或者获取的时间、地点和方法",
                "已主动公开的：准确的网址、栏目、索引号和日期",
            ],
            Outcome::PartlyDisclosed => &["提供了什么", "每一处不予公开的内容、各自的依据和理由", "怎样作了区分处理"],
            Outcome::StateSecret => &["由谁依法定密、密级和保密期限（说出来会泄密的不写）", "不涉及秘密内容本身"],
            Outcome::ForbiddenByLaw => &["禁止公开的法律或者行政法规及条款（规章不够）"],
            Outcome::EndangersSecurity => {
                &["危及国家安全、公共安全、经济安全、社会稳定中的哪一项", "具体、可以预见的危害"]
            }
            Outcome::ThirdPartyRights => {
                &["商业秘密、个人隐私还是其他合法权益", "第三方已被征求意见，不同意或者逾期未回复", "对公共利益的权衡"]
            }
            Outcome::InternalAffairs => {
                &["人事管理、后勤管理、内部工作流程中的哪一类", "对外没有影响", "为什么决定不公开"]
            }
            Outcome::ProcessInformation => {
                &["讨论记录、过程稿、磋商信函、请示报告中的哪一类", "所处阶段", "没有法律法规规章规定应当公开"]
            }
            Outcome::EnforcementFile => &["案件和案卷", "当事人依特别规定查阅案卷的途径"],
            Outcome::AdministrativeInquiry => &["另有规定的法律、行政法规", "到哪里、怎样查询"],
            Outcome::NotHeld => &[
                "不存在的：查了哪里、用什么词、什么时段、问了谁、结果如何",
                "不属于本机关的：理由，能够确定的负责机关及其联系方式",
            ],
            Outcome::WouldNeedMaking => &["没有现成信息", "需要做哪些汇总、加工", "有哪些相近的现有信息"],
            Outcome::StillUnclear => &["补正告知和收到补正的日期", "仍不明确之处", "可以重新申请"],
            Outcome::PetitionOrComplaint => &["不作为政府信息公开申请处理", "应当走的渠道和地址"],
            Outcome::Repeated => &["上次答复的文号和日期", "两次申请的信息相同"],
            Outcome::PublicPublication => &["出版物名称", "获取途径"],
            Outcome::ExcessiveWithoutReason => {
                &["申请的数量和时段", "要求说明理由的日期和申请人的说明", "理由为什么不合理"]
            }
            Outcome::ConfirmOrReissue => &["申请人已经取得什么、何时、如何取得"],
            Outcome::NotClarifiedInTime => &["补正告知的日期和文号", "补正期限", "逾期没有补正，也没有说明正当理由"],
            Outcome::FeeNotPaid => &["收费通知的日期、文号和金额", "缴费期限", "逾期没有缴费"],
            Outcome::OtherHandling => &["事实和依据", "撤回的：撤回的日期和方式"],
        }
    }

    /// What must be on record whichever letter announces the outcome.
    pub fn conditions(self) -> &'static [Condition] {
        match self {
            Outcome::ThirdPartyRights => &[Condition::ThirdPartyConsulted],
            Outcome::StillUnclear => &[Condition::ClarificationAnswered],
            Outcome::Repeated => &[Condition::EarlierReply],
            Outcome::ExcessiveWithoutReason => &[Condition::ReasonsAsked],
            Outcome::NotClarifiedInTime => &[Condition::ClarificationLapsed],
            Outcome::FeeNotPaid => &[Condition::FeeLapsed],
            _ => &[],
        }
    }

    /// What is missing on record before the outcome may be announced by the letter `letter`; empty when nothing is.
    pub fn unmet(self, letter: LetterKind, facts: &ProposalFacts) -> Vec<Condition> {
        let own: &[Condition] = match letter {
            LetterKind::Nonexistent => &[Condition::SearchRecorded],
            LetterKind::Withdrawn => &[Condition::Withdrawn],
            _ => &[],
        };
        self.conditions().iter().chain(own).copied().filter(|condition| !condition.met(facts)).collect()
    }
}
