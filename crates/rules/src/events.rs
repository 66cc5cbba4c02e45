//! Events of a case: what has officially happened, in the past tense.
//!
//! An event is written once and never changed. It holds references into the vault and figures, never a word of an
//! applicant, so that it stays true when the person behind it is erased. It has two times: the effective day
//! (what the law counts) and its place in the order of recording (what was known): see [`Recorded`].
//! Every kind keeps a stored example of each version it ever had (`tests/data/events/`), which must still read.

mod decisions;
mod facts;
pub mod report;
mod steps;

pub use crate::reporting::RemedyResult;
pub use decisions::{Determination, OutcomeDetail, Proposal};
pub use facts::{ConsultationKind, DeliveryWay, FileRef, Matter, Opinion, PaperRef, RemedyKind, ReplyWay};
pub use steps::{Amendment, ImportedStep, Step};

use crate::ids::{ConsultationId, EventId, PaperId, PersonId, RemedyId, SealedId};
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
