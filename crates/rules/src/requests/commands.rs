//! What people and the program may want of a request, what the rule needs to know beside it, and why it says no.

use crate::calendar::Calendar;
use crate::events::{DeliveryWay, FileRef, Opinion, PaperRef, Proposal, RemedyKind, RemedyResult, Step};
use crate::ids::{ConsultationId, PaperId, PersonId, RemedyId, SealedId};
use crate::letters::LetterKind;
use jiff::civil::Date;

/// The day and the calendar a rule is judged by. Passed in: rules know no clock.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// Today in Asia/Shanghai.
    pub today: Date,
    /// The working days.
    pub calendar: &'a Calendar,
}

/// What else the rule needs, loaded in the same transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Who acts, where it is a person.
    pub by: Option<PersonId>,
    /// Replies the same applicant has already had from this organ (第三十六条第六项).
    pub earlier_replies: u32,
}

/// A wish to change a request. Words of people are sealed before; a command holds their references.
/// `on` is the effective day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Settle the title without personal data.
    Title(String),
    /// Fix the day of receipt: confirmation (web, mail, fax, ordinary letter) or registration (counter, signed post).
    Register {
        /// That day.
        on: Date,
        /// How it was confirmed.
        note: Option<SealedId>,
    },
    /// Record a try to reach the applicant.
    TryContact {
        /// When.
        on: Date,
        /// What came of it.
        note: SealedId,
    },
    /// Give it to a person.
    Assign {
        /// Whom.
        to: PersonId,
    },
    /// Ask for clarification.
    AskClarification {
        /// The notice.
        paper: PaperRef,
        /// Working days given.
        period: u8,
    },
    /// The applicant has the notice.
    RecordClarificationDelivered {
        /// Since when.
        on: Date,
    },
    /// Take the clarification in.
    ReceiveClarification {
        /// When it was received.
        on: Date,
        /// What was added.
        content: SealedId,
        /// Files added.
        files: Vec<FileRef>,
        /// After the period: why it is excused.
        good_reason: Option<SealedId>,
    },
    /// Lay a step before the head.
    Propose(Step),
    /// Refuse a step.
    Decline {
        /// Version of the proposing event.
        proposal: u32,
        /// Why.
        comment: SealedId,
    },
    /// Consent to a step: it takes effect today, with its letter.
    Consent {
        /// Version of the proposing event.
        proposal: u32,
        /// The letter, for every step but an amendment.
        paper: Option<PaperRef>,
    },
    /// The consulted party has the letter.
    RecordConsultationDelivered {
        /// Which.
        consultation: ConsultationId,
        /// Since when.
        on: Date,
    },
    /// The consulted party answered.
    RecordOpinion {
        /// Which.
        consultation: ConsultationId,
        /// When it was received.
        on: Date,
        /// What it says.
        opinion: Opinion,
        /// In its words.
        words: Option<SealedId>,
    },
    /// The consulted party's limit ran out.
    RecordLapse {
        /// Which.
        consultation: ConsultationId,
    },
    /// Take the applicant's reasons in.
    ReceiveReasons {
        /// When.
        on: Date,
        /// In the applicant's words.
        words: SealedId,
    },
    /// Fix a later date (第三十五条).
    Delay {
        /// The date.
        until: Date,
        /// The notice.
        paper: PaperRef,
    },
    /// The applicant has the fee notice.
    RecordFeeNoticeDelivered {
        /// Since when.
        on: Date,
    },
    /// The fee is paid whole.
    RecordPayment {
        /// When.
        on: Date,
    },
    /// Take the fee notice back.
    RevokeFee {
        /// Why.
        reason: SealedId,
    },
    /// Lay outcome, letter and files before the reviewer.
    ProposeDecision(Proposal),
    /// Send it back.
    ReturnDecision {
        /// What is to be changed.
        comment: SealedId,
    },
    /// Consent to exactly this letter and these files.
    ApproveDecision {
        /// Hash of what was read.
        hash: String,
    },
    /// Sign exactly this.
    SignDecision {
        /// Hash of what was read.
        hash: String,
        /// The letter.
        paper: PaperRef,
    },
    /// The reply reached the applicant.
    Deliver {
        /// How.
        way: DeliveryWay,
        /// Effective day.
        on: Date,
        /// Number of the postal item.
        tracking: Option<String>,
    },
    /// Put the reply on the site for somebody who had not chosen that way.
    PutAtDisposal,
    /// The applicant opened a letter on the site.
    OpenPaper {
        /// Which.
        paper: PaperId,
    },
    /// The desk phoned about an unopened letter.
    PhoneAboutPaper {
        /// Which.
        paper: PaperId,
        /// What came of it.
        note: SealedId,
    },
    /// Mail came back.
    RecordDeliveryFailure {
        /// What happened.
        note: SealedId,
    },
    /// The applicant withdraws.
    Withdraw {
        /// When.
        on: Date,
        /// The statement.
        statement: SealedId,
    },
    /// Keep a paper that by itself moves nothing: a receipt, a record, a reminder, a note to the applicant.
    IssuePaper {
        /// What it is.
        kind: LetterKind,
        /// The paper.
        paper: PaperRef,
    },
    /// File a closed case.
    Archive,
    /// A reconsideration or lawsuit has come.
    OpenRemedy {
        /// Its identifier.
        remedy: RemedyId,
        /// Which.
        kind: RemedyKind,
        /// Simplified procedure.
        simplified: bool,
        /// The organ had the copy on.
        on: Date,
        /// Body and number.
        note: SealedId,
    },
    /// Note a step of it.
    NoteRemedy {
        /// Which.
        remedy: RemedyId,
        /// When.
        on: Date,
        /// What.
        note: SealedId,
    },
    /// It ended.
    EndRemedy {
        /// Which.
        remedy: RemedyId,
        /// When.
        on: Date,
        /// How.
        result: RemedyResult,
    },
    /// Handle it anew, as a decision or judgment orders.
    Reopen {
        /// It reached the organ on.
        on: Date,
        /// The limit it sets, in working days.
        limit: Option<u16>,
    },
}

/// Why the law (or the record) does not allow a command. Codes and values only; the words for people are in
/// `crates/web/src/parts/words/`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The command does not fit the state the case is in.
    #[error("not in this state")]
    WrongState,
    /// The effective day lies after today.
    #[error("effective day in the future")]
    InTheFuture,
    /// The effective day lies before something it must follow.
    #[error("effective day before {0}")]
    Before(Date),
    /// The effective day lies after something that must follow it.
    #[error("effective day after {0}")]
    After(Date),
    /// A second clarification (第三十条: 一次性).
    #[error("second clarification")]
    SecondClarification,
    /// The clarification comes after its period and no good reason is given (第三十条).
    #[error("clarification after {0} without good reason")]
    LateClarification(Date),
    /// The period for the applicant must be 1 to 60 working days.
    #[error("period out of bounds")]
    Period,
    /// A second extension (第三十三条第二款).
    #[error("second extension")]
    SecondExtension,
    /// More than 20 working days, or none (第三十三条第二款).
    #[error("extension of {0} working days")]
    ExtensionDays(u8),
    /// A later date is already fixed (第三十五条): an extension would not move it.
    #[error("already delayed until {0}")]
    AlreadyDelayed(Date),
    /// The due date has passed: no extension, delay or fee notice any more (第三十三条、第三十五条).
    #[error("due date {0} has passed")]
    AfterDue(Date),
    /// The same kind of step already waits for the head.
    #[error("already proposed")]
    AlreadyProposed,
    /// There is no such step, consultation, paper or remedy in this case.
    #[error("no such thing in this case")]
    Unknown,
    /// A consultation has already ended.
    #[error("consultation has ended")]
    ConsultationEnded,
    /// The party's limit has not run out yet (第三十二条).
    #[error("limit runs until {0}")]
    LimitRunning(Date),
    /// The applicant's period has not run out: closing is possible only from the day after (第三十条).
    #[error("possible only after {0}")]
    NotBeforeEndOf(Date),
    /// The period does not run yet, because the applicant's receipt of the notice is not recorded.
    #[error("receipt of the notice not recorded")]
    NoticeNotDelivered,
    /// A later date must lie after the due date and was given for another.
    #[error("later date not after due date {0}")]
    DelayNotLater(Date),
    /// A delay needs reasons asked for and given (第三十五条).
    #[error("no reasons were asked and given")]
    NoReasons,
    /// The fee is zero (第四十二条: free).
    #[error("no fee is due")]
    NoFee,
    /// Each matter needs its determination, each once.
    #[error("determinations do not match the matters")]
    Determinations,
    /// The row is not the one the law gives for these determinations (requests.md 2.4).
    #[error("row does not follow from the determinations")]
    Row,
    /// A reply that gives something has no file to disclose.
    #[error("nothing given")]
    NothingGiven,
    /// A consultation the outcome needs is still open (第三十二条).
    #[error("consultation open")]
    ConsultationOpen,
    /// 第三方合法权益 without having asked the third party (第十五条、第三十二条).
    #[error("third party not consulted")]
    NotConsulted,
    /// 无正当理由大量反复申请 without having asked for reasons (第三十五条).
    #[error("reasons not asked")]
    ReasonsNotAsked,
    /// 补正后仍不明确 without a clarification (第三十条).
    #[error("not clarified")]
    NotClarified,
    /// 重复申请 without an earlier reply to the same applicant (第三十六条第六项).
    #[error("no earlier reply")]
    NoEarlierReply,
    /// The row belongs to a recorded closing (abandonment, withdrawal), not to a reply.
    #[error("row of a recorded closing")]
    NotAReply,
    /// Letter or files changed since they were read.
    #[error("changed since read")]
    Changed,
    /// Whoever drafted it may neither approve nor sign it.
    #[error("own draft")]
    OwnDraft,
    /// Nobody acts who is a person.
    #[error("needs a person")]
    NeedsPerson,
    /// The letter that must tell the applicant is missing.
    #[error("needs a letter")]
    NeedsLetter,
    /// Remedies still run.
    #[error("a remedy is open")]
    RemedyOpen,
    /// The amendment changes nothing, or not this case.
    #[error("amendment does not fit")]
    Amendment,
    /// No remedy orders it.
    #[error("no remedy has ended")]
    NoRemedy,
    /// A third party that objected must be told before anything is given (第三十二条).
    #[error("third party not told")]
    ThirdPartyNotTold,
    /// There is such a paper already.
    #[error("already issued")]
    AlreadyIssued,
    /// A title has 1 to 100 characters.
    #[error("title is empty or too long")]
    Title,
}
