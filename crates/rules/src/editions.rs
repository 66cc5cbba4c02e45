//! One edition 版本 of an organ's annual report of a year: its state, and how it follows from its events.
//!
//! draft → sent to review → approved by another person, or returned with words → published and then never changed: a
//! correction is a further edition with its reason, and both stay (annual-report.md 1.3). As with a request, an
//! [`Edition`] is what [`Edition::replay`] makes of its events, and [`Edition::decide`] turns a command into an event or
//! says why not. An approval binds to the hash of everything that is published, counts included: whatever changes later,
//! be it a case that counts otherwise, has to go to review again.

use crate::events::Recorded;
use crate::events::report::{EnteredFigures, ReportEvent};
use crate::ids::{OrganId, PersonId, ReportId};
use crate::reporting::Section;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// An edition as it stands after its events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// Its identifier.
    pub id: ReportId,
    /// Whose report.
    pub organ: OrganId,
    /// The year reported on.
    pub year: i16,
    /// 1, and one more with each correction.
    pub number: u32,
    /// The edition it corrects.
    pub corrects: Option<ReportId>,
    /// Why (更正说明); empty in the first.
    pub reason: String,
    /// How many events it has: what two people compare.
    pub version: u32,
    /// Table two, once entered.
    pub figures: Option<EnteredFigures>,
    /// The text, once somebody has written it or taken the offered one.
    pub text: Option<Vec<Section>>,
    /// Everybody who wrote in it: none of them may approve it.
    pub authors: Vec<PersonId>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where an edition stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// 起草中.
    Draft,
    /// 退回修改: a draft again.
    Returned {
        /// What is to be changed.
        comment: String,
        /// By whom.
        by: Option<PersonId>,
    },
    /// 审核中.
    Reviewing {
        /// What lies there.
        hash: String,
        /// Who sent it.
        by: Option<PersonId>,
        /// Since when.
        since: Date,
    },
    /// 待公布.
    Approved {
        /// What was approved.
        hash: String,
        /// By whom.
        by: Option<PersonId>,
        /// When.
        on: Date,
    },
    /// 已公布: frozen.
    Published {
        /// What was published.
        hash: String,
        /// When.
        on: Date,
        /// By whom.
        by: Option<PersonId>,
        /// The edition of the year before that 上年结转 follows.
        follows: Option<ReportId>,
    },
    /// Published before Gongkai, taken in.
    Imported {
        /// What was taken in.
        hash: String,
    },
}

impl Stage {
    /// The name used in the database.
    pub fn code(&self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Returned { .. } => "returned",
            Stage::Reviewing { .. } => "reviewing",
            Stage::Approved { .. } => "approved",
            Stage::Published { .. } => "published",
            Stage::Imported { .. } => "imported",
        }
    }

    /// Whether it is out and can never change.
    pub fn is_frozen(&self) -> bool {
        matches!(self, Stage::Published { .. } | Stage::Imported { .. })
    }

    /// Whether its figures and text may be written.
    pub fn is_draft(&self) -> bool {
        matches!(self, Stage::Draft | Stage::Returned { .. })
    }
}

/// What somebody wants to do with an edition.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportCommand {
    /// Enter table two.
    EnterFigures(EnteredFigures),
    /// Confirm 本年没有发生.
    NothingHappened {
        /// The zeros with their source.
        figures: EnteredFigures,
        /// The text offered for such a year.
        text: Vec<Section>,
    },
    /// Write the text.
    WriteText(Vec<Section>),
    /// Lay before the reviewer.
    Send {
        /// The report as it stands now.
        hash: String,
        /// The text offered, where none was written.
        offered: Vec<Section>,
        /// Errors of the checks.
        errors: usize,
    },
    /// Return with words.
    Return {
        /// What is to be changed.
        comment: String,
    },
    /// Approve.
    Approve {
        /// The report as it stands now.
        hash: String,
        /// Errors of the checks.
        errors: usize,
    },
    /// Publish.
    Publish {
        /// The report as it stands now.
        hash: String,
        /// Errors of the checks that can be mended.
        errors: usize,
        /// The edition of the year before that 上年结转 follows.
        follows: Option<ReportId>,
    },
}

/// Why not, in words for the page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportRefused {
    /// Published: only a correction helps.
    #[error("这一版已经公布，不能再改。要改的，请起草更正版")]
    Frozen,
    /// It lies before the reviewer.
    #[error("已经送审，不能修改。要改的，请审核人退回")]
    InReview,
    /// It does not lie before the reviewer.
    #[error("现在没有送审，不能审核")]
    NotInReview,
    /// Nobody has approved it.
    #[error("还没有经另一个人审核同意，不能公布")]
    NotApproved,
    /// It is not what was sent or approved any more.
    #[error("送审以后数字有变动（有新登记的办理情况），请重新送审")]
    Changed,
    /// The year is not over (条例第四十九条: the report is of the year before).
    #[error("{0}年还没有结束，{next}年1月1日起才能送审和公布", next = .0 + 1)]
    YearNotOver(i16),
    /// Errors of the checks stand.
    #[error("还有{0}处错误没有改正，见“核对”")]
    Errors(usize),
    /// No source was named.
    #[error("请写明数字的来源，例如由谁、根据什么记录统计")]
    NoSource,
    /// No words.
    #[error("请写明要改什么")]
    NoComment,
    /// No reason for a correction.
    #[error("请写明更正的原因")]
    NoReason,
    /// A correction is being drafted already.
    #[error("更正版已经在起草")]
    CorrectionOpen,
    /// Nothing is published that could be corrected.
    #[error("这一年度还没有公布的报告，不需要更正版")]
    NothingToCorrect,
    /// The report was published before Gongkai and is kept elsewhere.
    #[error("这一年度的报告是导入的，不在这里起草")]
    ImportedYear,
}

impl Edition {
    /// The state after these events, in the order of recording. `None` where the first neither opens nor imports.
    pub fn replay(id: ReportId, organ: OrganId, events: &[Recorded<ReportEvent>]) -> Option<Edition> {
        let (first, rest) = events.split_first()?;
        let mut edition = match &first.event {
            ReportEvent::Opened { year, edition, corrects, reason, figures, text } => Edition {
                id,
                organ,
                year: *year,
                number: *edition,
                corrects: *corrects,
                reason: reason.clone(),
                version: first.version,
                figures: figures.clone(),
                text: text.clone(),
                authors: Vec::new(),
                stage: Stage::Draft,
            },
            ReportEvent::Imported { year, edition, hash } => Edition {
                id,
                organ,
                year: *year,
                number: *edition,
                corrects: None,
                reason: String::new(),
                version: first.version,
                figures: None,
                text: None,
                authors: Vec::new(),
                stage: Stage::Imported { hash: hash.clone() },
            },
            _ => return None,
        };
        for recorded in rest {
            edition.version = recorded.version;
            edition.apply(recorded);
        }
        Some(edition)
    }

    fn apply(&mut self, recorded: &Recorded<ReportEvent>) {
        let (by, on) = (recorded.by, recorded.effective_on);
        match &recorded.event {
            ReportEvent::Opened { .. } | ReportEvent::Imported { .. } => {}
            ReportEvent::FiguresEntered { figures } => {
                self.figures = Some(figures.clone());
                self.wrote(by);
            }
            ReportEvent::NothingHappened { figures, text } => {
                self.figures = Some(figures.clone());
                self.text = Some(text.clone());
                self.wrote(by);
            }
            ReportEvent::TextWritten { text } => {
                self.text = Some(text.clone());
                self.wrote(by);
            }
            ReportEvent::SentToReview { hash, text } => {
                if let Some(text) = text {
                    self.text = Some(text.clone());
                }
                self.wrote(by);
                self.stage = Stage::Reviewing { hash: hash.clone(), by, since: on };
            }
            ReportEvent::Returned { comment } => self.stage = Stage::Returned { comment: comment.clone(), by },
            ReportEvent::Approved { hash } => self.stage = Stage::Approved { hash: hash.clone(), by, on },
            ReportEvent::Published { hash, follows } => {
                self.stage = Stage::Published { hash: hash.clone(), on, by, follows: *follows };
            }
        }
    }

    fn wrote(&mut self, by: Option<PersonId>) {
        self.authors.extend(by.filter(|by| !self.authors.contains(by)));
    }

    /// What a command makes happen, or why it does not.
    ///
    /// # Errors
    /// The rule that stands against it.
    pub fn decide(&self, command: ReportCommand, today: Date) -> Result<ReportEvent, ReportRefused> {
        if self.stage.is_frozen() {
            return Err(ReportRefused::Frozen);
        }
        match command {
            ReportCommand::EnterFigures(figures) => {
                self.open_to_writing()?;
                has_source(&figures)?;
                Ok(ReportEvent::FiguresEntered { figures })
            }
            ReportCommand::NothingHappened { figures, text } => {
                self.open_to_writing()?;
                has_source(&figures)?;
                Ok(ReportEvent::NothingHappened { figures, text })
            }
            ReportCommand::WriteText(text) => self.open_to_writing().map(|()| ReportEvent::TextWritten { text }),
            ReportCommand::Send { hash, offered, errors } => {
                self.year_is_over(today)?;
                // What lies there may be sent anew only where it is no longer what lies there.
                if self.hash() == Some(hash.as_str()) {
                    return Err(ReportRefused::InReview);
                }
                no_errors(errors)?;
                let text = self.text.is_none().then_some(offered);
                Ok(ReportEvent::SentToReview { hash, text })
            }
            ReportCommand::Return { comment } => match self.stage {
                _ if comment.trim().is_empty() => Err(ReportRefused::NoComment),
                Stage::Reviewing { .. } | Stage::Approved { .. } => Ok(ReportEvent::Returned { comment }),
                _ => Err(ReportRefused::NotInReview),
            },
            ReportCommand::Approve { hash, errors } => match &self.stage {
                Stage::Reviewing { hash: sent, .. } if *sent == hash => {
                    no_errors(errors).map(|()| ReportEvent::Approved { hash })
                }
                Stage::Reviewing { .. } => Err(ReportRefused::Changed),
                _ => Err(ReportRefused::NotInReview),
            },
            ReportCommand::Publish { hash, errors, follows } => match &self.stage {
                Stage::Approved { hash: approved, .. } if *approved == hash => {
                    self.year_is_over(today)?;
                    no_errors(errors).map(|()| ReportEvent::Published { hash, follows })
                }
                Stage::Approved { .. } => Err(ReportRefused::Changed),
                _ => Err(ReportRefused::NotApproved),
            },
        }
    }

    /// The hash of what lies before the reviewer or was approved.
    pub fn hash(&self) -> Option<&str> {
        match &self.stage {
            Stage::Reviewing { hash, .. } | Stage::Approved { hash, .. } => Some(hash),
            _ => None,
        }
    }

    /// The day of publication.
    pub fn published_on(&self) -> Option<Date> {
        match self.stage {
            Stage::Published { on, .. } => Some(on),
            _ => None,
        }
    }

    fn open_to_writing(&self) -> Result<(), ReportRefused> {
        if self.stage.is_draft() { Ok(()) } else { Err(ReportRefused::InReview) }
    }

    fn year_is_over(&self, today: Date) -> Result<(), ReportRefused> {
        if today < date(self.year + 1, 1, 1) { Err(ReportRefused::YearNotOver(self.year)) } else { Ok(()) }
    }
}

fn has_source(figures: &EnteredFigures) -> Result<(), ReportRefused> {
    if figures.source.trim().is_empty() { Err(ReportRefused::NoSource) } else { Ok(()) }
}

fn no_errors(errors: usize) -> Result<(), ReportRefused> {
    if errors > 0 { Err(ReportRefused::Errors(errors)) } else { Ok(()) }
}
