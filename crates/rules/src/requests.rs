//! One request 政府信息公开申请: its state, and how it follows from its events.
//!
//! A [`Request`] is never changed by hand: it is what [`Request::replay`] makes of the case's events, in `act` and in
//! `gongkai verify` alike, so state and events cannot disagree. The state is an enum whose variants carry the data of
//! that state. [`decide`] turns a command into events or says why not; consultations, extension and fee are data
//! beside the state, so that they can overlap (`docs/architecture.md`, states).

mod amendments;
mod apply;
mod clockwork;
mod commands;
mod counted;
mod decide;
mod decisions;
mod next;
mod papers;

pub use commands::{Command, Facts, Now, Refused};
pub use decide::decide;
pub use decisions::row_of;
pub use next::{NextAct, Turn};

use crate::events::{
    ConsultationKind, DeliveryWay, FileRef, Matter, Opinion, OutcomeDetail, PaperRef, Proposal, RemedyKind,
    RemedyResult, ReplyWay, Step,
};
use crate::ids::{ConsultationId, OrganId, PersonId, RemedyId, RequestId, SealedId};
use crate::letters::LetterKind;
use crate::outcomes::{ApplicantKind, Channel, Outcome};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A request as it stands after its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its identifier.
    pub id: RequestId,
    /// The organ asked.
    pub organ: OrganId,
    /// How many events it has: the version two people compare.
    pub version: u32,
    /// Case number.
    pub number: String,
    /// Day of submission, by whatever way.
    pub submitted_on: Date,
    /// How it came.
    pub channel: Channel,
    /// Its column of section three, frozen at registration; corrected only by an amendment.
    pub applicant_kind: ApplicantKind,
    /// The applicant's sealed record.
    pub applicant: SealedId,
    /// What is asked.
    pub matters: Vec<Matter>,
    /// How the applicant wants the reply.
    pub reply_way: ReplyWay,
    /// Files handed in.
    pub files: Vec<FileRef>,
    /// Title without personal data, once settled.
    pub title: Option<String>,
    /// Who handles it.
    pub assignee: Option<PersonId>,
    /// Day of receipt (第三十一条), before any restart; decides the year it counts in.
    pub received_on: Option<Date>,
    /// Where it stands.
    pub state: State,
    /// Tries to reach the applicant before the day of receipt was fixed.
    pub contact_tries: u32,
    /// The one clarification.
    pub clarification: Option<Clarification>,
    /// All consultations.
    pub consultations: Vec<Consultation>,
    /// Steps that wait for the head.
    pub pending: Vec<PendingStep>,
    /// The one extension.
    pub extension: Option<Extension>,
    /// Reasons under 第三十五条.
    pub reasons: Option<Reasons>,
    /// A later date under 第三十五条: told on, until.
    pub delayed: Option<(Date, Date)>,
    /// The fee, while one is or was asked.
    pub fee: Option<Fee>,
    /// Every letter that went out, oldest first.
    pub papers: Vec<IssuedPaper>,
    /// The first closing: the one that section three counts, whatever a remedy brings later (requests.md Q8).
    pub counted: Option<Closing>,
    /// Reconsiderations and lawsuits.
    pub remedies: Vec<Remedy>,
    /// Reopenings ordered by a decision or judgment: on this day, with this limit in working days if it sets one.
    pub reopenings: Vec<(Date, Option<u16>)>,
    /// The other case, where this one was entered twice: it counts nowhere.
    pub duplicate_of: Option<RequestId>,
}

/// Where a request stands. Names as in the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// 已收到(待确认): the day of receipt is still open.
    Received,
    /// 办理中: the clock runs, or stands still for a consultation.
    Handling,
    /// 待补正.
    AwaitingClarification,
    /// 待缴费.
    AwaitingPayment,
    /// 审签中: a decision lies before reviewer or signatory.
    Deciding {
        /// What lies there.
        proposal: Proposal,
        /// Who drafted it.
        drafted_by: PersonId,
        /// Who approved exactly this.
        approved_by: Option<PersonId>,
    },
    /// 已签发: signed, not yet delivered.
    Decided {
        /// What was signed.
        proposal: Proposal,
        /// The letter.
        paper: PaperRef,
        /// Its date.
        signed_on: Date,
        /// Put on the site for an applicant who had not chosen that way.
        at_disposal_since: Option<Date>,
    },
    /// 已办结.
    Closed(Closing),
    /// 已归档.
    Archived(Closing),
}

/// The name of a state without its data: what lists filter by and permissions look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    /// See [`State::Received`].
    Received,
    /// See [`State::Handling`].
    Handling,
    /// See [`State::AwaitingClarification`].
    AwaitingClarification,
    /// See [`State::AwaitingPayment`].
    AwaitingPayment,
    /// See [`State::Deciding`], before approval.
    Deciding,
    /// See [`State::Deciding`], approved and waiting for the signature.
    Approved,
    /// See [`State::Decided`].
    Decided,
    /// See [`State::Closed`].
    Closed,
    /// See [`State::Archived`].
    Archived,
}

impl StateName {
    /// Every state, in the order of a case's life.
    pub const ALL: [StateName; 9] = [
        StateName::Received,
        StateName::Handling,
        StateName::AwaitingClarification,
        StateName::AwaitingPayment,
        StateName::Deciding,
        StateName::Approved,
        StateName::Decided,
        StateName::Closed,
        StateName::Archived,
    ];

    /// The name used in the database, in `permissions.txt` and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            StateName::Received => "received",
            StateName::Handling => "handling",
            StateName::AwaitingClarification => "awaiting_clarification",
            StateName::AwaitingPayment => "awaiting_payment",
            StateName::Deciding => "deciding",
            StateName::Approved => "approved",
            StateName::Decided => "decided",
            StateName::Closed => "closed",
            StateName::Archived => "archived",
        }
    }

    /// The state of a code, if there is one.
    pub fn from_code(code: &str) -> Option<StateName> {
        StateName::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The Chinese name shown at the desk.
    pub fn label(self) -> &'static str {
        match self {
            StateName::Received => "待确认",
            StateName::Handling => "办理中",
            StateName::AwaitingClarification => "待补正",
            StateName::AwaitingPayment => "待缴费",
            StateName::Deciding => "待审核",
            StateName::Approved => "待签发",
            StateName::Decided => "待送达",
            StateName::Closed => "已办结",
            StateName::Archived => "已归档",
        }
    }

    /// Whether the case is still open.
    pub fn is_open(self) -> bool {
        !matches!(self, StateName::Closed | StateName::Archived)
    }
}

impl State {
    /// The name without the data.
    pub fn name(&self) -> StateName {
        match self {
            State::Received => StateName::Received,
            State::Handling => StateName::Handling,
            State::AwaitingClarification => StateName::AwaitingClarification,
            State::AwaitingPayment => StateName::AwaitingPayment,
            State::Deciding { approved_by: None, .. } => StateName::Deciding,
            State::Deciding { .. } => StateName::Approved,
            State::Decided { .. } => StateName::Decided,
            State::Closed(_) => StateName::Closed,
            State::Archived(_) => StateName::Archived,
        }
    }
}

/// How and when a case was closed: the figure of section three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The effective day of the reply, or of the recorded closing.
    pub on: Date,
    /// The row.
    pub outcome: Outcome,
    /// Its sub-kind.
    pub detail: Option<OutcomeDetail>,
    /// How the reply was delivered; `None` where there was none.
    pub way: Option<DeliveryWay>,
}

/// The one clarification a case may have (第三十条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clarification {
    /// Day the notice was sent.
    pub asked_on: Date,
    /// Working days given.
    pub period: u8,
    /// Day the applicant had the notice.
    pub delivered_on: Option<Date>,
    /// Day the clarification was received.
    pub received_on: Option<Date>,
    /// What was added, sealed.
    pub content: Option<SealedId>,
}

/// A consultation (第三十二条、第三十三条第三款、第三十四条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Its identifier.
    pub id: ConsultationId,
    /// Of whom.
    pub kind: ConsultationKind,
    /// Party and question, sealed; `None` in a case taken over from a register.
    pub party: Option<SealedId>,
    /// Day of sending.
    pub sent_on: Date,
    /// Day the party had it.
    pub delivered_on: Option<Date>,
    /// What came of it.
    pub end: Option<ConsultationEnd>,
    /// The letter; `None` in a case taken over from a register.
    #[serde(default)]
    pub paper: Option<PaperRef>,
    /// The day the party was told what became of its opinion, and whether something is disclosed against it
    /// (第三十二条).
    #[serde(default)]
    pub told: Option<(Date, bool)>,
}

/// How a consultation ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum ConsultationEnd {
    /// The party answered.
    Answered {
        /// On this day.
        on: Date,
        /// What it said; `None` where a register does not tell.
        opinion: Option<Opinion>,
        /// In its words, sealed.
        words: Option<SealedId>,
    },
    /// It stayed silent to the end of its limit.
    Lapsed {
        /// Recorded with this day.
        on: Date,
    },
}

/// A step laid before the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingStep {
    /// Version of the event that proposed it: its name within the case.
    pub proposal: u32,
    /// Who proposed it.
    pub by: Option<PersonId>,
    /// Since when.
    pub on: Date,
    /// What.
    pub step: Step,
}

/// The one extension (第三十三条第二款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Decided and told on this day.
    pub on: Date,
    /// Working days.
    pub days: u8,
}

/// Reasons asked for and given (第三十五条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// Asked on.
    pub asked_on: Date,
    /// Given on, in which words (sealed).
    pub received: Option<(Date, SealedId)>,
}

/// A fee notice (第四十二条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// Amount in yuan.
    pub yuan: u32,
    /// Sent on.
    pub sent_on: Date,
    /// In the applicant's hands on.
    pub delivered_on: Option<Date>,
    /// Paid on.
    pub paid_on: Option<Date>,
    /// Taken back.
    pub revoked: bool,
}

/// A letter that went out, and whether the applicant has opened it on the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedPaper {
    /// The letter.
    pub paper: PaperRef,
    /// Since when it is out.
    pub on: Date,
    /// What it is about: the name of the event that issued it.
    pub kind: PaperKind,
    /// First opened on.
    pub opened_on: Option<Date>,
    /// Phoned about on.
    pub phoned_on: Option<Date>,
}

/// What an issued letter was issued by, which decides its template and who may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 补正告知书.
    ClarificationNotice,
    /// 征求意见书 and 函: not for the applicant's eyes.
    Consultation,
    /// 说明理由通知书.
    ReasonRequest,
    /// 延期答复告知书.
    ExtensionNotice,
    /// 延迟答复告知书.
    DelayNotice,
    /// 信息处理费收费通知书.
    FeeNotice,
    /// 答复: the letter of the outcome.
    Reply,
    /// 不再处理告知书.
    Abandonment,
    /// 登记回执.
    Receipt,
    /// 征求意见告知书: tells the applicant that the time is not counted.
    ConsultationNote,
    /// 补正提醒.
    ClarificationReminder,
    /// 撤回申请确认书.
    WithdrawalConfirmation,
    /// 第三方意见处理结果告知书, 第三方意见采纳告知: not for the applicant's eyes.
    ThirdPartyNotice,
    /// 报请确定函: to another authority.
    Referral,
    /// A record that stays in the file: 收到申请确认记录, 指导和释明记录, 口头申请代填记录, 送达回证.
    Record,
}

impl PaperKind {
    /// Whether the paper goes to the applicant, who may then read it on the site.
    pub fn is_for_applicant(self) -> bool {
        !matches!(self, PaperKind::Consultation | PaperKind::ThirdPartyNotice | PaperKind::Referral | PaperKind::Record)
    }

    /// What a paper that by itself moves nothing is kept as; `None` for the letters that other events issue.
    pub fn of_side_paper(kind: LetterKind) -> Option<PaperKind> {
        Some(match kind {
            LetterKind::Receipt => PaperKind::Receipt,
            LetterKind::ConsultationNoteToApplicant => PaperKind::ConsultationNote,
            LetterKind::ClarificationReminder => PaperKind::ClarificationReminder,
            LetterKind::Withdrawn => PaperKind::WithdrawalConfirmation,
            LetterKind::DeterminationReferral => PaperKind::Referral,
            LetterKind::ReceiptConfirmation
            | LetterKind::OralRequestRecord
            | LetterKind::GuidanceRecord
            | LetterKind::DeliveryReceipt => PaperKind::Record,
            _ => return None,
        })
    }
}

/// A reconsideration or lawsuit about this request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// Its identifier.
    pub id: RemedyId,
    /// Which.
    pub kind: RemedyKind,
    /// Simplified procedure.
    pub simplified: bool,
    /// The organ had the copy on.
    pub opened_on: Date,
    /// Ended on, and how.
    pub ended: Option<(Date, RemedyResult)>,
}

impl Request {
    /// The closing the case has reached, whichever comes of a reopening.
    pub fn closing(&self) -> Option<&Closing> {
        match &self.state {
            State::Closed(closing) | State::Archived(closing) => Some(closing),
            _ => None,
        }
    }

    /// The third parties whose opinion stands against disclosure and who were not told yet what became of it: before
    /// anything is given, they must be (第三十二条: 将决定公开的政府信息内容和理由书面告知第三方).
    pub fn untold_parties(&self) -> impl Iterator<Item = &Consultation> {
        self.consultations.iter().filter(|one| one.stands_against() && one.told.is_none())
    }

    /// A consultation still without an answer.
    pub fn open_consultation(&self) -> Option<&Consultation> {
        self.consultations.iter().find(|consultation| consultation.end.is_none())
    }

    /// The proposal that lies before reviewer or signatory, or was signed.
    pub fn proposal(&self) -> Option<&Proposal> {
        match &self.state {
            State::Deciding { proposal, .. } | State::Decided { proposal, .. } => Some(proposal),
            _ => None,
        }
    }

    /// Who drafted what lies before reviewer or signatory: that person may neither approve nor sign it.
    pub fn drafted_by(&self) -> Option<PersonId> {
        match &self.state {
            State::Deciding { drafted_by, .. } => Some(*drafted_by),
            _ => None,
        }
    }
}

impl Consultation {
    /// Whether a third party said it does not consent, wholly or in part.
    pub fn stands_against(&self) -> bool {
        let opinion = match &self.end {
            Some(ConsultationEnd::Answered { opinion, .. }) => *opinion,
            _ => None,
        };
        self.kind == ConsultationKind::ThirdParty && matches!(opinion, Some(Opinion::Objects | Opinion::ConsentsInPart))
    }
}

impl IssuedPaper {
    /// Whether the letter lies on the site for an applicant who chose that way, has not opened it and was not phoned.
    /// Letters to consulted parties are not the applicant's to open; who chose the post has it by post.
    pub fn waits_for_opening(&self, reply_way: ReplyWay) -> bool {
        reply_way == ReplyWay::Site
            && self.kind.is_for_applicant()
            // Nothing runs from the reading of these: nobody need be phoned about them.
            && !matches!(self.kind, PaperKind::Receipt | PaperKind::WithdrawalConfirmation)
            && self.opened_on.is_none()
            && self.phoned_on.is_none()
    }
}
