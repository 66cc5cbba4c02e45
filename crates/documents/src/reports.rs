//! The annual report on paper and on screen: HTML, PDF, Word, spreadsheet, JSON and plain text, all drawn from the one
//! layout of the official form (`gongkai_rules::reporting::layout`), so that no two of them can differ in a figure.

use gongkai_rules::reporting::exchange::{Report, Section, SectionId, TableId};
use gongkai_rules::reporting::layout::{Layout, layouts};
use thiserror::Error;

mod html;
#[cfg(feature = "typesetting")]
mod pdf;
mod text;
mod word;
mod workbook;

pub(crate) use html::escape;
pub use html::{fragment, page};
#[cfg(feature = "typesetting")]
pub use pdf::pdf;
pub use text::text;
pub use word::docx;
pub use workbook::xlsx;

/// Why a report could not be put on paper.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The spreadsheet could not be written.
    #[error("年度报告的电子表格无法生成：{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The Word file could not be written.
    #[error("年度报告的Word文件无法生成：{0}")]
    Word(String),
    /// The PDF could not be typeset.
    #[cfg(feature = "typesetting")]
    #[error(transparent)]
    Typeset(#[from] crate::typesetting::TypesetError),
}

/// The exchange format `gongkai-report/1`.
pub fn json(report: &Report) -> String {
    report.to_json()
}

/// The title as printed, or as it must be.
fn title(report: &Report) -> String {
    let own = report.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    own.map_or_else(|| format!("{}{}", report.organ, report.short_title()), str::to_owned)
}

/// The line under the title of a report that is out: a copy that went from hand to hand still tells when (第四十九条).
/// The form prints no date, so that a draft has none.
fn published(report: &Report) -> Option<String> {
    let day = report.published?;
    Some(format!("公布日期：{}年{}月{}日", day.year(), day.month(), day.day()))
}

/// One printed part of a report: its heading, its paragraphs and its table, in the order of the form.
struct Part<'a> {
    id: SectionId,
    /// The official title; `None` for opening and closing.
    heading: Option<&'static str>,
    /// 1 for the six sections, 2 for the five parts of the first.
    level: u8,
    paragraphs: Vec<&'a str>,
    table: Option<Layout>,
}

/// All parts. The six sections always stand there with their official titles; opening, closing, and the parts of
/// section one only where they have text.
fn parts(report: &Report) -> Vec<Part<'_>> {
    let mut tables = layouts(report);
    let mut take = |id: TableId| tables.iter().position(|table| table.table == id).map(|at| tables.remove(at));
    let mut parts = Vec::new();
    for id in SectionId::IN_ORDER {
        let paragraphs = paragraphs(report, id);
        let fixed = SectionId::SIX.contains(&id);
        if paragraphs.is_empty() && !fixed {
            continue;
        }
        let table = match id {
            SectionId::PublicationTable => take(TableId::Table2),
            SectionId::RequestsTable => take(TableId::Table3),
            SectionId::RemediesTable => take(TableId::Table4),
            _ => None,
        };
        let heading = Some(id.title()).filter(|title| !title.is_empty());
        parts.push(Part { id, heading, level: if fixed { 1 } else { 2 }, paragraphs, table });
    }
    parts
}

fn paragraphs(report: &Report, id: SectionId) -> Vec<&str> {
    let of_section = report.sections.iter().filter(|section| section.id == id);
    of_section.flat_map(|Section { text, .. }| text.lines()).map(str::trim).filter(|line| !line.is_empty()).collect()
}
