//! 年报核查 for the public page, in a process apart: the server starts its own program with the hidden command
//! `check-one`, hands it the file on standard input and takes the outcome from standard output. That process sets its
//! own limits before it reads anything ([`limits`]): memory, processor time, no core files, no file but the three it was
//! given, so neither disk nor network. A file made to break a reader breaks that process and nothing else.
//!
//! What comes back is the report as read, not HTML: the page is made here, from escaped text ([`parent`]).

pub mod child;
mod limits;
pub mod parent;

use gongkai_rules::reporting::exchange::{Level, Report};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Name of the hidden command.
pub const COMMAND: &str = "check-one";

/// What is asked: one line of JSON, followed by the bytes of the files one after another.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    today: Date,
    level: Option<Level>,
    report: File,
    before: Option<File>,
}

#[derive(Debug, Serialize, Deserialize)]
struct File {
    name: String,
    bytes: u64,
}

/// What came of it: one JSON document.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// Read and judged.
    Judged { whole: bool, reason: Option<String>, report: Box<Report> },
    /// Not read.
    Unread(String),
    /// The report of the year before was not read, or is of another year.
    BeforeUnread(String),
}
