//! What can happen to a clock. The names are those of `gongkai deadline`; the events of a case are turned into these.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::outcomes::Channel;

/// One thing that happened, on a day in Asia/Shanghai; the time of day never matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEvent {
    /// The day the law counts (effective day), not the day of recording.
    pub date: Date,
    /// What happened.
    #[serde(flatten)]
    pub kind: ClockEventKind,
}

impl ClockEvent {
    /// An event of a day.
    pub fn new(date: Date, kind: ClockEventKind) -> ClockEvent {
        ClockEvent { date, kind }
    }
}

/// Kinds of events. Those without effect on the clock are kept because the reasons tell them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClockEventKind {
    /// Came in by a way on which the day of receipt is fixed by confirmation; starts no clock (条例第三十一条).
    Arrived {
        /// Web, e-mail, fax or ordinary letter.
        #[serde(default)]
        channel: Option<Channel>,
    },
    /// A try to reach the applicant.
    ContactFailed,
    /// Confirmed by both sides: day 0 (条例第三十一条第二、三项).
    Confirmed {
        /// Where no `Arrived` names it.
        #[serde(default)]
        channel: Option<Channel>,
    },
    /// Handed in or signed for: day 0 (条例第三十一条第一、二项).
    Received {
        /// Counter or signed post.
        #[serde(default)]
        channel: Option<Channel>,
    },
    /// Handed on inside the organ; no effect.
    Assigned {
        /// To whom; not used.
        #[serde(default)]
        to: Option<String>,
    },
    /// Clarification asked, on the day of sending (条例第三十条).
    ClarifyNotice {
        /// Last day set for the applicant.
        #[serde(default)]
        deadline: Option<Date>,
        /// Or the period, in working days from the applicant's receipt, else from the sending; 15 if neither is given.
        #[serde(default)]
        period_wd: Option<u16>,
    },
    /// The same as the desk sends it: the period is set from the applicant's receipt alone, as the notice says, so that
    /// until the receipt is recorded it has no last day and nothing can be closed for want of an answer. Not part of the
    /// exchange format, where a notice without receipt counts from the sending.
    #[serde(skip)]
    ClarifyNoticeSent {
        /// The period in working days.
        period_wd: u16,
    },
    /// The applicant has the notice: the period runs. Stands for the notice too where that is not given.
    ClarifyNoticeReceivedByApplicant {
        /// The period in working days; 15 if not given.
        #[serde(default)]
        period_wd: Option<u16>,
    },
    /// Clarified: day 0 anew (条例第三十条).
    ClarificationReceived {
        /// 正当理由, accepted by the organ: allows it after the period.
        #[serde(default)]
        good_reason: bool,
    },
    /// A consultation goes out: what follows is not counted (条例第三十二条、第三十三条第三款、第三十四条).
    ConsultSent {
        /// A name or number by which its answer is told apart; never shown.
        #[serde(default)]
        party: String,
        /// Who is asked.
        #[serde(default)]
        kind: ConsultedKind,
    },
    /// The party has the letter: its 15 working days run.
    ConsultReceivedByParty {
        /// As in `ConsultSent`.
        #[serde(default)]
        party: String,
    },
    /// The party answered.
    OpinionReceived {
        /// As in `ConsultSent`.
        #[serde(default)]
        party: String,
    },
    /// Extension decided (条例第三十三条第二款).
    Extend {
        /// Working days, 1 to 20.
        days: u16,
        /// The day the applicant was told.
        #[serde(default)]
        told: Option<Date>,
        /// Who consented; must be the head 政府信息公开工作机构负责人, which the act checks.
        #[serde(default)]
        consent_by: Option<String>,
    },
    /// The applicant was asked for reasons (条例第三十五条); the clock runs on (ours).
    ReasonsAsked,
    /// The reasons came.
    ReasonsReceived,
    /// Delay with good reasons (条例第三十五条).
    Delayed {
        /// The new last day.
        until: Date,
        /// The day the applicant was told.
        #[serde(default)]
        told: Option<Date>,
    },
    /// Fee notice sent: the clock stops (收费办法第六条).
    FeeNoticeSent,
    /// The applicant has the fee notice: 20 working days to pay. Stands for the sending too where that is not given.
    FeeNoticeReceivedByApplicant,
    /// Paid whole: day 0 anew (收费办法第六条).
    FeePaid,
    /// As if no fee notice had been sent.
    FeeRevoked,
    /// Closed by the organ for want of clarification or payment.
    Abandoned,
    /// Withdrawn by the applicant.
    Withdrawn,
    /// The date printed on the letter; no effect.
    ReplyDated,
    /// Handed to the postal enterprise: the reply is effective.
    ReplyPosted,
    /// In the applicant's hands: effective unless posted before; remedies run.
    ReplySignedByApplicant,
    /// Delivered electronically: effective; remedies run.
    ReplyReachedSystem,
    /// The applicant has the reply, for a case that asks about remedies only.
    ReplyReceived,
    /// A decision or judgment orders the organ to decide anew and has reached it: day 0 anew.
    Reopened {
        /// The limit it sets, in working days; 20 if none.
        #[serde(default)]
        limit_wd: Option<u16>,
    },
    /// The organ has the copy of an application for reconsideration or of a complaint.
    CopyReceived {
        /// Which of the two.
        proceeding: Proceeding,
        /// Ordinary or simplified.
        #[serde(default)]
        procedure: Procedure,
    },
    /// The applicant has the reconsideration decision.
    ReconsiderationDecisionReceived,
}

/// Who is consulted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultedKind {
    /// 第三方 whose rights disclosure may harm; silence is not consent (条例第三十二条).
    #[default]
    ThirdParty,
    /// 共同制作机关; silence is consent (条例第三十四条).
    JointOrgan,
    /// 其他机关; the law fixes neither limit nor effect of silence (条例第三十三条第三款).
    OtherOrgan,
}

/// A remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proceeding {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Suit,
}

/// The procedure of a reconsideration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 普通程序.
    #[default]
    Ordinary,
    /// 简易程序.
    Simplified,
}
