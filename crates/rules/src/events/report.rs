//! Events of an annual report: each edition of an organ's report of a year is a stream of its own.
//!
//! A report is meant for the public, so its words stand in the events themselves. What was counted does not: tables
//! three and four follow from the events of the cases, and [`ReportEvent::Published`] binds them by a hash.

use crate::ids::ReportId;
use crate::reporting::{PublicationTable, Section};
use serde::{Deserialize, Serialize};

/// Table two as entered, with where the figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredFigures {
    /// The figures; one that nobody entered is empty and not 0.
    pub table: PublicationTable,
    /// Where they come from: who counted, from which records.
    pub source: String,
}

/// What has officially happened to an edition of an annual report (条例第四十九条、第五十条).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReportEvent {
    /// Work on the edition began. A correction begins with everything the edition before it said.
    Opened {
        /// The year reported on.
        year: i16,
        /// 1, and one more with each correction.
        edition: u32,
        /// The edition that is to be corrected.
        corrects: Option<ReportId>,
        /// Why it is to be corrected (更正说明); empty in the first edition.
        reason: String,
        /// Figures taken over.
        figures: Option<EnteredFigures>,
        /// Texts taken over.
        text: Option<Vec<Section>>,
    },
    /// Table two was entered.
    FiguresEntered {
        /// What.
        figures: EnteredFigures,
    },
    /// 本年没有发生: the office confirmed that every figure of table two is zero, and took the text offered for such a
    /// year as its own.
    NothingHappened {
        /// The zeros with their source.
        figures: EnteredFigures,
        /// The text.
        text: Vec<Section>,
    },
    /// The text of the sections was written.
    TextWritten {
        /// All sections in the order of the form.
        text: Vec<Section>,
    },
    /// Laid before the reviewer, exactly as it then stood.
    SentToReview {
        /// SHA-256 of figures, counts and text, lower-case hexadecimal.
        hash: String,
        /// The text, where nobody had written one: that which was offered and shown.
        text: Option<Vec<Section>>,
    },
    /// Sent back with words.
    Returned {
        /// What is to be changed.
        comment: String,
    },
    /// Another person consents to exactly this.
    Approved {
        /// What was approved.
        hash: String,
    },
    /// Published and frozen. Effective on the day of publication.
    Published {
        /// What was published.
        hash: String,
        /// The edition of the year before that 上年结转 follows, where it is one of ours.
        follows: Option<ReportId>,
    },
    /// A report published before Gongkai was taken in, to compare with and carry over from. Effective on the day of its
    /// publication, where that is known.
    Imported {
        /// The year reported on.
        year: i16,
        /// 1, and one more with each further file.
        edition: u32,
        /// What was taken in.
        hash: String,
    },
}
