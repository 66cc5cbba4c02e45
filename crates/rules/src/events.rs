//! Events of a case: what has officially happened, in the past tense.
//!
//! An event is written once and never changed. It holds references into the vault and figures, never a word of an
//! applicant, so that it stays true when the person behind it is erased. It has two times: the effective day
//! (what the law counts) and its place in the order of recording (what was known): see [`Recorded`].
//! Every kind keeps a stored example of each version it ever had (`tests/data/events/`), which must still read.

pub mod report;

use crate::ids::{ConsultationId, EventId, FileId, MatterId, PaperId, PersonId, RemedyId, RequestId, SealedId};
use crate::letters::LetterKind;
use crate::outcomes::{ApplicantKind, Channel, Outcome};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// An event with who, when and where it stands in its case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded<E = Event> {
    /// Its identifier.
    pub id: EventId,
    /// Place in the case, from 1, without a gap: the order of recording.
    pub version: u32,
    /// The day the law counts.
    pub effective_on: Date,
    /// The instant of recording (official time).
    pub recorded_at: Timestamp,
    /// The person who acted; `None` for the applicant and for the program.
    pub by: Option<PersonId>,
    /// What happened.
    pub event: E,
}

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

pub use crate::reporting::RemedyResult;

/// What has officially happened to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Handed in, numbered. Effective on the day of submission.
    Submitted {
        /// Case number (XG-2026-0038).
        number: String,
        /// How it came.
        channel: Channel,
        /// The column it will count in.
        applicant_kind: ApplicantKind,
        /// Name, papers and ways of contact, sealed as one record.
        applicant: SealedId,
        /// What is asked.
        matters: Vec<Matter>,
        /// How the applicant wants the reply.
        reply_way: ReplyWay,
        /// Files handed in with it.
        files: Vec<FileRef>,
    },
    /// The title without personal data by which the desk knows the case was settled.
    Titled {
        /// The title.
        title: String,
    },
    /// The day of receipt is fixed: day 0 (第三十一条). Effective on that day.
    Registered {
        /// How it was confirmed, sealed; `None` where the channel fixes the day by itself.
        note: Option<SealedId>,
    },
    /// A try to reach the applicant.
    ContactTried {
        /// What came of it, sealed.
        note: SealedId,
    },
    /// A person is to handle it.
    Assigned {
        /// Who.
        to: PersonId,
    },
    /// A step was laid before the head.
    StepProposed {
        /// Which.
        step: Step,
    },
    /// The head refused a step.
    StepDeclined {
        /// Version of the `StepProposed`.
        proposal: u32,
        /// Why, sealed.
        comment: SealedId,
    },
    /// Clarification asked, once, by letter (第三十条). Effective on the day of sending.
    ClarificationAsked {
        /// The notice.
        paper: PaperRef,
        /// Working days the applicant has.
        period: u8,
    },
    /// The applicant has the notice: the period runs.
    ClarificationDelivered {},
    /// The applicant clarified. Effective on the day of receipt: day 0 anew.
    ClarificationReceived {
        /// What was added, sealed.
        content: SealedId,
        /// Files added.
        files: Vec<FileRef>,
        /// After the period: the good reason that excuses it, sealed.
        good_reason: Option<SealedId>,
    },
    /// Closed for want of clarification or payment, with the head's consent.
    Abandoned {
        /// `NotClarifiedInTime` or `FeeNotPaid`.
        outcome: Outcome,
        /// The letter that tells it.
        paper: PaperRef,
    },
    /// A consultation letter went out. Effective on the day of sending.
    ConsultationSent {
        /// Which consultation.
        consultation: ConsultationId,
        /// Of whom.
        kind: ConsultationKind,
        /// Party and question, sealed.
        party: SealedId,
        /// The letter.
        paper: PaperRef,
    },
    /// The party has it: its 15 working days run.
    ConsultationDelivered {
        /// Which.
        consultation: ConsultationId,
    },
    /// The party answered.
    OpinionReceived {
        /// Which.
        consultation: ConsultationId,
        /// What it said.
        opinion: Opinion,
        /// In its words, sealed.
        words: Option<SealedId>,
    },
    /// The party's limit ran out in silence.
    ConsultationLapsed {
        /// Which.
        consultation: ConsultationId,
    },
    /// The third party was told in writing what became of its opinion (第三十二条): what is disclosed against it and why,
    /// or that it was followed.
    ThirdPartyTold {
        /// Which.
        consultation: ConsultationId,
        /// Whether something is disclosed against its opinion.
        disclosed: bool,
        /// The letter.
        paper: PaperRef,
    },
    /// A paper was made that by itself moves nothing: a receipt, a record, a reminder, a note to the applicant.
    PaperIssued {
        /// What it is.
        kind: LetterKind,
        /// The paper; a record has no number.
        paper: PaperRef,
    },
    /// The applicant was asked for reasons (第三十五条).
    ReasonsAsked {
        /// The notice.
        paper: PaperRef,
    },
    /// The applicant gave reasons.
    ReasonsReceived {
        /// In the applicant's words, sealed.
        words: SealedId,
    },
    /// A later date was fixed (第三十五条).
    Delayed {
        /// The new due date.
        until: Date,
        /// The notice; the applicant is told on the effective day.
        paper: PaperRef,
    },
    /// The limit was lengthened, once, with the head's consent (第三十三条第二款).
    Extended {
        /// Working days, 1 to 20.
        days: u8,
        /// Who consented: the head of the disclosure office.
        consent_by: PersonId,
        /// The notice; the applicant is told on the effective day.
        paper: PaperRef,
    },
    /// A fee notice went out: the clock stops.
    FeeNoticeSent {
        /// Amount in yuan.
        yuan: u32,
        /// The notice.
        paper: PaperRef,
    },
    /// The applicant has the fee notice: 20 working days to pay.
    FeeNoticeDelivered {},
    /// Paid whole: day 0 anew.
    FeePaid {},
    /// The fee notice was taken back, as if never sent.
    FeeRevoked {
        /// Why, sealed.
        reason: SealedId,
    },
    /// Outcome, letter and files were laid before the reviewer.
    DecisionProposed {
        /// What.
        proposal: Proposal,
    },
    /// Sent back with words.
    DecisionReturned {
        /// What is to be changed, sealed.
        comment: SealedId,
    },
    /// The reviewer consents to exactly this letter and these files.
    DecisionApproved {
        /// Hash of the proposal.
        hash: String,
    },
    /// Signed: number and date are fixed, the letter is typeset and kept.
    DecisionSigned {
        /// The letter.
        paper: PaperRef,
        /// Hash of the proposal it was signed from.
        hash: String,
    },
    /// The reply reached the applicant in the sense of the law. Effective on that day; closes the case.
    Delivered {
        /// How.
        way: DeliveryWay,
        /// Number of the postal item, if any.
        tracking: Option<String>,
    },
    /// The reply was put on the site for an applicant who had not chosen that way: effective when first opened.
    PutAtDisposal {},
    /// The applicant opened a notice or reply on the site.
    PaperOpened {
        /// Which paper.
        paper: PaperId,
    },
    /// The desk phoned about an unopened notice or reply.
    NoticePhoned {
        /// Which paper.
        paper: PaperId,
        /// What came of it, sealed.
        note: SealedId,
    },
    /// Mail came back.
    DeliveryFailed {
        /// What happened, sealed.
        note: SealedId,
    },
    /// The applicant withdrew before the reply was delivered. Closes the case.
    Withdrawn {
        /// The statement as given, sealed.
        statement: SealedId,
    },
    /// A recorded fact was put right: the old event stays, replay skips it.
    RecordAmended {
        /// The right fact.
        amendment: Amendment,
        /// Why, sealed.
        reason: SealedId,
        /// The head who consented.
        consent_by: PersonId,
    },
    /// Filed.
    Archived {},
    /// The organ has the copy of an application for reconsideration or of a complaint.
    RemedyOpened {
        /// Which remedy.
        remedy: RemedyId,
        /// Of what kind.
        kind: RemedyKind,
        /// Simplified procedure.
        simplified: bool,
        /// Body and case number, sealed.
        note: SealedId,
    },
    /// A step of the remedy, noted.
    RemedyStep {
        /// Which remedy.
        remedy: RemedyId,
        /// What, sealed.
        note: SealedId,
    },
    /// The remedy ended.
    RemedyEnded {
        /// Which remedy.
        remedy: RemedyId,
        /// How.
        result: RemedyResult,
    },
    /// A decision or judgment orders the organ to handle it anew: day 0 anew, section three unchanged.
    ReopenedByRemedy {
        /// Working days, if the decision sets any.
        limit: Option<u16>,
    },
    /// A newer calendar moved the due date of this open case.
    CalendarAdopted {
        /// Fingerprint of the calendar.
        calendar: String,
        /// The due date now.
        due: Option<Date>,
    },
    /// A case taken over from a register with what an office did before Gongkai: imported, not acted.
    Imported {
        /// The step as it was, told by the register.
        what: ImportedStep,
    },
}

/// What a register tells of a case that was handled outside Gongkai (`formats.md`, Register).
/// The letters exist on the office's paper, so there is no [`PaperRef`].
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
