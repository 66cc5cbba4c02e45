//! Who reads and judges a stranger's annual report (年报核查): nobody in this process. A file that strangers upload is
//! parsed in a process of its own with limits, which the program provides; the page knows only what comes of it.

use gongkai_rules::reporting::exchange::Level;
use jiff::civil::Date;
use std::pin::Pin;

/// A file as it was given.
#[derive(Debug, Clone)]
pub struct GivenFile {
    /// Its name, for the answer; empty for pasted text.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What is to be checked.
#[derive(Debug, Clone)]
pub struct ToCheck {
    /// The report.
    pub report: GivenFile,
    /// What the answer calls it.
    pub title: String,
    /// The report of the year before of the same organ.
    pub before: Option<GivenFile>,
    /// The level of the organ, where the person knows it.
    pub level: Option<Level>,
    /// The official day, on which deadlines are judged.
    pub today: Date,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckAnswer {
    /// Read, wholly or in part, and judged.
    Judged {
        /// The answer as HTML to stand within a page, made of escaped text.
        html: String,
    },
    /// The report was not read: why, to show as is.
    Unread(String),
    /// The report of the year before was not read: why, to show as is.
    BeforeUnread(String),
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChecked {
    /// As many as may be are under way.
    Busy,
    /// The process ended, or was ended, at a limit of time or memory.
    Exceeded,
    /// Our fault; the log says more.
    Fault,
}

/// An answer under way.
pub type Checking<'a> = Pin<Box<dyn Future<Output = Result<CheckAnswer, NotChecked>> + Send + 'a>>;

/// Reads and judges annual reports.
pub trait Checker: Send + Sync {
    /// Reads and judges one. Where the caller goes away, the work ends.
    fn check(&self, asked: ToCheck) -> Checking<'_>;
}

/// Where no program stands behind the pages.
pub(crate) struct NoChecker;

impl Checker for NoChecker {
    fn check(&self, _: ToCheck) -> Checking<'_> {
        Box::pin(async {
            tracing::error!("no checker was given to these pages");
            Err(NotChecked::Fault)
        })
    }
}
