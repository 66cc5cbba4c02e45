//! Counting: which cells of tables three and four one case counts in, and the tables as a fold over all cases.
//!
//! One request is one 件 and carries one outcome (`requests.md` 2.4): new in the year of its first day of receipt,
//! handled in the year its reply took effect, carried out while it is open on 31 December, whatever it waits for.
//! So in every column new + carried in = handled + carried out, and what one year carries out the next carries in.

use std::borrow::Borrow;

use jiff::civil::{Date, date};

use super::form::{Block, Cell, Column, Row, Standing};
use super::tables::{RemediesTable, RequestsTable, tally};
use crate::outcomes::{ApplicantKind, Outcome};

/// What the report needs to know of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// The column, frozen at registration.
    pub applicant_kind: ApplicantKind,
    /// First day of receipt (条例第三十一条), before any restart of the clock. A request without one (not yet
    /// confirmed with the applicant, or withdrawn before) counts nowhere.
    pub received_on: Option<Date>,
    /// Effective day of the reply or of the recorded closing, with the one outcome; `None` while open.
    pub closed: Option<(Date, Outcome)>,
    /// Reconsiderations and suits against the handling of this request.
    pub remedies: Vec<RemedyFacts>,
}

/// One reconsideration or suit (one case number of the first instance).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemedyFacts {
    /// Reconsideration, direct suit, or suit after reconsideration.
    pub block: Block,
    /// The day the organ had notice that it was accepted.
    pub received_on: Date,
    /// The effective end with its result; `None` while open, appeals included.
    pub ended: Option<(Date, RemedyResult)>,
}

/// How a remedy ended, as section four sorts it (`requests.md` 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyResult {
    /// 维持: upheld, claim rejected.
    Upheld,
    /// 纠正: changed, set aside, ordered to act, found unlawful or void.
    Corrected,
    /// 其他: not admissible, withdrawn, settled, transferred.
    Other,
}

impl From<RemedyResult> for Standing {
    fn from(result: RemedyResult) -> Standing {
        match result {
            RemedyResult::Upheld => Standing::Upheld,
            RemedyResult::Corrected => Standing::Corrected,
            RemedyResult::Other => Standing::Other,
        }
    }
}

/// How a span of time (from receipt to end) stands to a year.
#[derive(Debug, Clone, Copy)]
struct Span {
    starts: i16,
    /// Never before the start: an end recorded earlier than the receipt counts on the day of receipt, so that no
    /// contradiction of dates can break the identity of a column.
    ends: Option<i16>,
}

impl Span {
    fn new(from: Date, to: Option<Date>) -> Self {
        Self { starts: from.year(), ends: to.map(|to| to.max(from).year()) }
    }

    fn starts_in(self, year: i16) -> bool {
        self.starts == year
    }

    fn ends_in(self, year: i16) -> bool {
        self.ends == Some(year)
    }

    /// Open at the first moment of the year.
    fn open_before(self, year: i16) -> bool {
        self.starts < year && self.ends.is_none_or(|end| end >= year)
    }

    /// Open at the last moment of the year.
    fn open_after(self, year: i16) -> bool {
        self.starts <= year && self.ends.is_none_or(|end| end > year)
    }
}

/// The cells of tables three and four in which this case counts in the report of `year`: the drill-down of each
/// cell, and "the row in which it counts" of a case page. A cell stands twice when two remedies count in it.
pub fn cells(facts: &CaseFacts, year: i16) -> Vec<Cell> {
    let mut found = Vec::new();
    each_cell(facts, year, |cell| found.push(cell));
    found
}

/// Tables three and four of `year` over all cases of an organ, those of other years included. A fold: of each case nothing
/// is kept but what it adds, so a year of a million events needs no more memory than a year of ten.
pub fn count<F: Borrow<CaseFacts>>(year: i16, facts: impl IntoIterator<Item = F>) -> (RequestsTable, RemediesTable) {
    let (mut requests, mut remedies) = (RequestsTable::zero(), RemediesTable::zero());
    for case in facts {
        each_cell(case.borrow(), year, |cell| tally(&mut requests, &mut remedies, cell));
    }
    (requests, remedies)
}

fn each_cell(facts: &CaseFacts, year: i16, mut found: impl FnMut(Cell)) {
    if let Some(received_on) = facts.received_on {
        let span = Span::new(received_on, facts.closed.map(|(day, _)| day));
        let mut row = |row| {
            found(Cell::Requests(row, Column::of(facts.applicant_kind)));
            found(Cell::Requests(row, Column::Total));
        };
        if span.starts_in(year) {
            row(Row::NewlyReceived);
        }
        if span.open_before(year) {
            row(Row::CarriedIn);
        }
        if let Some((_, outcome)) = facts.closed.filter(|_| span.ends_in(year)) {
            row(Row::of(outcome));
            row(Row::Total);
        }
        if span.open_after(year) {
            row(Row::CarriedOut);
        }
    }
    for remedy in &facts.remedies {
        let span = Span::new(remedy.received_on, remedy.ended.map(|(day, _)| day));
        let standing = match remedy.ended {
            Some((_, result)) if span.ends_in(year) => Some(result.into()),
            _ if span.open_after(year) => Some(Standing::Pending),
            _ => None,
        };
        if let Some(standing) = standing {
            found(Cell::Remedies(remedy.block, standing));
            found(Cell::Remedies(remedy.block, Standing::Total));
        }
    }
}

/// The facts of a case as the report of `year` must count them when the report of the year before stands published:
/// 上年结转 follows the published version, even where later entries (公布后补记) tell otherwise.
///
/// `before` is the case as that version counted it (`None`: unknown to it), `now` as it is known today. What the
/// version carried out is handled in `year` at the earliest; what it counted as handled is not counted again; what it
/// did not know is new on 1 January. A correction version replaces `before` and thereby sets everything right.
pub fn carried_forward(before: Option<&CaseFacts>, now: &CaseFacts, year: i16) -> CaseFacts {
    let new_year = date(year, 1, 1);
    let counted = before.and_then(|facts| facts.received_on.filter(|day| day.year() < year).map(|day| (facts, day)));
    let from_new_year = |(day, outcome): (Date, Outcome)| (day.max(new_year), outcome);
    match counted {
        Some((facts, _)) if facts.closed.is_some_and(|(day, _)| day.year() < year) => {
            CaseFacts { remedies: now.remedies.clone(), ..facts.clone() }
        }
        Some((facts, received_on)) => CaseFacts {
            applicant_kind: facts.applicant_kind,
            received_on: Some(received_on),
            closed: now.closed.map(from_new_year),
            remedies: now.remedies.clone(),
        },
        None => CaseFacts {
            received_on: now.received_on.map(|day| day.max(new_year)),
            closed: now.closed.map(from_new_year),
            ..now.clone()
        },
    }
}
