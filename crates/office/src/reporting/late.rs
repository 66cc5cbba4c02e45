//! 公布后补记: what was recorded after a report was published, with effect in its year. It is accepted, listed on the
//! report's page, and offered as a correction; nothing published changes by itself.

use super::counted::{CountedCase, Kept, count_year, kept};
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{OrganId, ReportId, RequestId};
use gongkai_rules::reporting::{CaseFacts, Cell, Column, Row, Standing, cells};
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::reports;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// A case of which something was recorded too late for a published report.
#[derive(Debug, Clone)]
pub struct LateEntry {
    /// The case.
    pub request: RequestId,
    /// Its number.
    pub number: String,
    /// Its title, where it is settled.
    pub title: Option<String>,
    /// What was recorded; empty where only an earlier year's correction moves the case.
    pub events: Vec<Recorded<Event>>,
    /// Cells in which it would count more often (+) or less often (−) if the report were made now: leaf cells, not sums.
    pub moves: Vec<(Cell, i32)>,
}

impl LateEntry {
    /// Whether a figure of the report would be another one.
    pub fn moves_a_figure(&self) -> bool {
        !self.moves.is_empty()
    }
}

/// Everything recorded too late for a published report.
pub(crate) async fn late_entries(
    tx: &mut Tx,
    report: ReportId,
    organ: OrganId,
    year: i16,
) -> Result<Vec<LateEntry>, StorageError> {
    let counted = kept(tx, report).await?;
    let now = count_year(tx, organ, year).await?;
    let mut events: BTreeMap<RequestId, Vec<Recorded<Event>>> = BTreeMap::new();
    for (request, recorded) in reports::late_events(tx, report, organ, year_span(year)).await? {
        if has_effect(&recorded.event) {
            events.entry(request).or_default().push(recorded);
        }
    }
    let mut late = Vec::new();
    for case in &now.cases {
        let recorded = events.remove(&case.request.id).unwrap_or_default();
        late.extend(entry(case, &counted, recorded, year));
    }
    Ok(late)
}

fn entry(case: &CountedCase, counted: &Kept, events: Vec<Recorded<Event>>, year: i16) -> Option<LateEntry> {
    let moves = moves(counted.get(&case.request.id).map(|(_, facts)| facts), &case.facts, year);
    if events.is_empty() && moves.is_empty() {
        return None;
    }
    let request = &case.request;
    Some(LateEntry { request: request.id, number: request.number.clone(), title: request.title.clone(), events, moves })
}

/// The cells gained and lost, sums left out: they follow.
fn moves(before: Option<&CaseFacts>, now: &CaseFacts, year: i16) -> Vec<(Cell, i32)> {
    let mut times: BTreeMap<Cell, i32> = BTreeMap::new();
    for cell in cells(now, year) {
        *times.entry(cell).or_default() += 1;
    }
    for cell in before.into_iter().flat_map(|facts| cells(facts, year)) {
        *times.entry(cell).or_default() -= 1;
    }
    let is_sum = |cell: &Cell| {
        matches!(
            cell,
            Cell::Requests(Row::Total, _) | Cell::Requests(_, Column::Total) | Cell::Remedies(_, Standing::Total)
        )
    };
    times.into_iter().filter(|(cell, times)| *times != 0 && !is_sum(cell)).collect()
}

/// Whether an event says something of the case itself, not of how the desk works on it.
fn has_effect(event: &Event) -> bool {
    !matches!(
        event,
        Event::Titled { .. }
            | Event::Assigned { .. }
            | Event::ContactTried { .. }
            | Event::StepProposed { .. }
            | Event::StepDeclined { .. }
            | Event::DecisionProposed { .. }
            | Event::DecisionReturned { .. }
            | Event::DecisionApproved { .. }
            | Event::PaperOpened { .. }
            | Event::NoticePhoned { .. }
            | Event::CalendarAdopted { .. }
            | Event::Archived {}
    )
}

/// The first and last day of a reporting year.
pub fn year_span(year: i16) -> (Date, Date) {
    (date(year, 1, 1), date(year, 12, 31))
}
