//! What the public sees: the published reports of an organ, every edition of them.

use super::counted::is_ours;
use crate::{Office, Refusal};
use gongkai_rules::editions::Edition;
use gongkai_rules::organs::Organ;
use gongkai_rules::reporting::exchange::SectionId;
use gongkai_rules::reporting::layout::{Kind, Layout, layouts};
use gongkai_rules::reporting::{Cell, Report};
use gongkai_storage::organs;
use gongkai_storage::reports::{self, ReportLine, StoredReport};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A published edition, as a line beside the others of its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionNote {
    /// 1, and one more with each correction.
    pub number: u32,
    /// Published on.
    pub on: Date,
    /// Why the one before it was corrected; empty in the first.
    pub reason: String,
    /// Which cells it changed, from what to what.
    pub cells: Vec<CellChange>,
    /// Which sections it worded anew.
    pub sections: Vec<SectionId>,
}

/// A figure that a correction changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The cell.
    pub cell: Cell,
    /// The figure before; empty where it was blank.
    pub from: String,
    /// The figure now.
    pub to: String,
}

/// A published report as its page shows it.
#[derive(Debug, Clone)]
pub struct PublishedView {
    /// Whose.
    pub organ: Organ,
    /// The edition shown.
    pub edition: Edition,
    /// What it says.
    pub report: Report,
    /// Every published edition of the year, the newest first.
    pub editions: Vec<EditionNote>,
    /// Its tables as the form prints them.
    pub tables: Vec<Layout>,
}

impl PublishedView {
    /// Whether the edition shown is the one in force.
    pub fn in_force(&self) -> bool {
        self.editions.first().is_none_or(|newest| newest.number == self.edition.number)
    }
}

/// The figures in which two reports differ, in the order of print.
pub fn cell_changes(before: &Report, after: &Report) -> Vec<CellChange> {
    let figures = |report: &Report| -> Vec<(Cell, String)> {
        let lines = layouts(report).into_iter().flat_map(|table| table.lines.into_iter().flatten());
        let figure = |printed: gongkai_rules::reporting::layout::Printed| match printed.kind {
            Kind::Figure(cell) => Some((cell, printed.text)),
            _ => None,
        };
        lines.filter_map(figure).collect()
    };
    let earlier: BTreeMap<Cell, String> = figures(before).into_iter().collect();
    let change = |(cell, to): (Cell, String)| {
        let from = earlier.get(&cell).cloned().unwrap_or_default();
        (from != to).then_some(CellChange { cell, from, to })
    };
    figures(after).into_iter().filter_map(change).collect()
}

fn changed_sections(before: &Report, after: &Report) -> Vec<SectionId> {
    SectionId::IN_ORDER.into_iter().filter(|id| before.text(*id) != after.text(*id)).collect()
}

pub(crate) fn parse(stored: &StoredReport) -> Result<Report, Refusal> {
    Report::from_json(&stored.report).map_err(|error| Refusal::Fault(format!("report {}: {error}", stored.edition.id)))
}

/// The published editions of a year with what each changed, the newest first.
pub(crate) fn notes(editions: &[StoredReport]) -> Result<Vec<EditionNote>, Refusal> {
    let mut notes = Vec::new();
    let mut before: Option<Report> = None;
    for stored in editions.iter().filter(|stored| is_ours(stored)) {
        let report = parse(stored)?;
        let on = stored.published_on.unwrap_or(Date::ZERO);
        let (cells, sections) = match &before {
            Some(before) => (cell_changes(before, &report), changed_sections(before, &report)),
            None => (Vec::new(), Vec::new()),
        };
        notes.push(EditionNote {
            number: stored.edition.number,
            on,
            reason: stored.edition.reason.clone(),
            cells,
            sections,
        });
        before = Some(report);
    }
    notes.reverse();
    Ok(notes)
}

impl Office {
    /// The published reports of every organ, each year once with its edition in force: organ by organ in the order of
    /// the tree, the newest year first.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn published_reports(&self) -> Result<Vec<(Organ, Vec<ReportLine>)>, Refusal> {
        let mut tx = self.read().await?;
        let lines = reports::published(&mut tx).await?;
        let of = |organ: &Organ| {
            let mut own: Vec<ReportLine> = lines.iter().filter(|line| line.organ == organ.id).cloned().collect();
            // Editions come newest first: the first of a year is in force.
            own.dedup_by_key(|line| line.year);
            own
        };
        let all = organs::all(&mut tx).await?;
        Ok(all
            .into_iter()
            .map(|organ| (of(&organ), organ))
            .filter(|(own, _)| !own.is_empty())
            .map(|(own, organ)| (organ, own))
            .collect())
    }

    /// A published report by the organ's code; an earlier edition where one is asked for.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is none.
    pub async fn published_report(
        &self,
        code: &str,
        year: i16,
        edition: Option<u32>,
    ) -> Result<Arc<PublishedView>, Refusal> {
        let site = self.site().await?;
        let named = (code.to_owned(), year, edition);
        if let Some(held) = site.report(&named) {
            return Ok(held);
        }
        let mut tx = self.read().await?;
        let version = organs::standing_in(&mut tx).await?.version;
        let organ = organs::by_code(&mut tx, code).await?.ok_or(Refusal::NotFound)?;
        let all = reports::of_year(&mut tx, organ.id, year).await?;
        let wanted = |stored: &&StoredReport| edition.is_none_or(|number| stored.edition.number == number);
        let shown = all.iter().filter(|stored| is_ours(stored)).rfind(wanted).ok_or(Refusal::NotFound)?;
        let (edition, editions) = (shown.edition.clone(), notes(&all)?);
        let report = parse(shown)?;
        let view = Arc::new(PublishedView { tables: layouts(&report), report, edition, editions, organ });
        site.hold(version, named, &view);
        Ok(view)
    }
}
