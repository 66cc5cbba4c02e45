//! A row of the book of requests (申请台账) as it is imported and exported (`formats.md`, Register of requests).
//!
//! Reading is pure: a sheet comes in as cells without meaning, rows come out, or every mistake with its line and
//! column. A register tells what an office did: an unreadable, missing or contradictory cell is a mistake and stops the
//! import; a step against the law, or one left out, is taken in and remarked on.

use jiff::civil::Date;

use super::counting::{CaseFacts, RemedyFacts, RemedyResult};
use super::form::Block;
use crate::outcomes::{ApplicantKind, Channel, Outcome};

mod cells;
mod heads;
mod reading;
mod writing;

pub use heads::Head;
pub use reading::{Problem, RawCell, RawSheet, Reading, column_letters, read};

/// One request of the register.
#[derive(Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// The line of the sheet it stood in, from 1; 0 for a row made by the program.
    pub line: u32,
    /// 编号: the office's own number; `None` asks for one.
    pub number: Option<String>,
    /// 收到日期 in the sense of 条例第三十一条.
    pub received_on: Date,
    /// 收到渠道.
    pub channel: Option<Channel>,
    /// 申请人类型.
    pub applicant_kind: ApplicantKind,
    /// 申请人 (personal).
    pub applicant: Option<String>,
    /// 证件号码 (personal).
    pub identity_number: Option<String>,
    /// 联系电话 (personal).
    pub phone: Option<String>,
    /// 申请内容 (may be personal).
    pub content: String,
    /// 补正告知日期.
    pub clarification_asked_on: Option<Date>,
    /// 补正收到日期.
    pub clarification_received_on: Option<Date>,
    /// 征求意见发出日期.
    pub consultation_sent_on: Option<Date>,
    /// 征求意见收到日期.
    pub consultation_received_on: Option<Date>,
    /// 延期告知日期 with 延期工作日.
    pub extension: Option<Extension>,
    /// 答复日期 with 办理结果; `None` = still open.
    pub reply: Option<Reply>,
    /// 答复文号.
    pub letter_number: Option<String>,
    /// 复议.
    pub reconsideration: Option<Remedy>,
    /// 诉讼.
    pub suit: Option<Suit>,
    /// 备注.
    pub note: Option<String>,
}

/// An extension 延期答复 (条例第三十三条第二款).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The day the applicant was told.
    pub told_on: Date,
    /// Working days; 20 where the register says nothing.
    pub days: u32,
}

/// The reply and what it decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// The day the reply was given.
    pub on: Date,
    /// The row of section three.
    pub outcome: Outcome,
}

/// A reconsideration, or a suit without its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remedy {
    /// The day it came in.
    pub received_on: Date,
    /// The end and its day; `None` = 尚未审结.
    pub ended: Option<(Date, RemedyResult)>,
}

/// A suit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suit {
    /// Whether after reconsideration (复议后起诉) or without (未经复议直接起诉).
    pub after_reconsideration: bool,
    /// Dates and result.
    pub remedy: Remedy,
}

impl Suit {
    /// The block of table four.
    pub fn block(&self) -> Block {
        if self.after_reconsideration { Block::SuitAfterReconsideration } else { Block::DirectSuit }
    }
}

impl RegisterRow {
    /// A request with nothing but what a register must hold.
    pub fn new(received_on: Date, applicant_kind: ApplicantKind, content: impl Into<String>) -> Self {
        RegisterRow {
            line: 0,
            number: None,
            received_on,
            channel: None,
            applicant_kind,
            applicant: None,
            identity_number: None,
            phone: None,
            content: content.into(),
            clarification_asked_on: None,
            clarification_received_on: None,
            consultation_sent_on: None,
            consultation_received_on: None,
            extension: None,
            reply: None,
            letter_number: None,
            reconsideration: None,
            suit: None,
            note: None,
        }
    }

    /// What the annual report counts of this request.
    pub fn facts(&self) -> CaseFacts {
        let facts =
            |block, remedy: &Remedy| RemedyFacts { block, received_on: remedy.received_on, ended: remedy.ended };
        let reconsideration = self.reconsideration.iter().map(|remedy| facts(Block::Reconsideration, remedy));
        let suit = self.suit.iter().map(|suit| facts(suit.block(), &suit.remedy));
        CaseFacts {
            applicant_kind: self.applicant_kind,
            received_on: Some(self.received_on),
            closed: self.reply.map(|reply| (reply.on, reply.outcome)),
            remedies: reconsideration.chain(suit).collect(),
        }
    }
}

/// Without anything personal: a row may pass through a log.
impl std::fmt::Debug for RegisterRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterRow")
            .field("line", &self.line)
            .field("number", &self.number)
            .field("received_on", &self.received_on)
            .field("applicant_kind", &self.applicant_kind)
            .field("reply", &self.reply)
            .finish_non_exhaustive()
    }
}
