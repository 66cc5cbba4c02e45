//! A report as a page shows it: headings, paragraphs and the real tables of the official form.

use gongkai_rules::reporting::exchange::{Report, SectionId, TableId};
use gongkai_rules::reporting::layout::{Kind, Layout, Printed};

/// The whole report below its title. Nothing of it is copied: a report of three hundred cells is shown to many.
pub struct Paper<'a> {
    /// Its parts in the order of the form.
    pub parts: Vec<PaperPart<'a>>,
}

/// A section.
pub struct PaperPart<'a> {
    /// Its id, for links.
    pub id: String,
    /// The official title; empty for opening and closing.
    pub heading: &'static str,
    /// Whether it is one of the five parts of section one.
    pub minor: bool,
    /// Its paragraphs.
    pub paragraphs: Vec<&'a str>,
    /// Its table.
    pub table: Option<PaperTable<'a>>,
}

/// A table.
pub struct PaperTable<'a> {
    /// What it is called.
    pub caption: &'static str,
    /// Whether it is wider than a phone.
    pub wide: bool,
    /// Lines of heads.
    pub heads: &'a [Vec<Printed>],
    /// Lines of figures.
    pub lines: &'a [Vec<Printed>],
}

/// The report as a page shows it, with its tables as the form prints them.
pub fn paper<'a>(report: &'a Report, tables: &'a [Layout]) -> Paper<'a> {
    let shown = |id: TableId| tables.iter().find(|table| table.table == id).map(table);
    let part = |id: SectionId| {
        let sections = report.sections.iter().filter(|section| section.id == id);
        let lines = sections.flat_map(|section| section.text.lines());
        let paragraphs: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
        let table = match id {
            SectionId::PublicationTable => shown(TableId::Table2),
            SectionId::RequestsTable => shown(TableId::Table3),
            SectionId::RemediesTable => shown(TableId::Table4),
            _ => None,
        };
        let fixed = SectionId::SIX.contains(&id);
        (fixed || !paragraphs.is_empty()).then(|| PaperPart {
            id: id.id().replace('.', "-"),
            heading: id.title(),
            minor: !fixed,
            paragraphs,
            table,
        })
    };
    Paper { parts: SectionId::IN_ORDER.into_iter().filter_map(part).collect() }
}

fn table(layout: &Layout) -> PaperTable<'_> {
    let (heads, lines) = layout.lines.split_at(layout.head_lines.min(layout.lines.len()));
    PaperTable { caption: layout.caption, wide: layout.columns > 4, heads, lines }
}

/// Whether a cell is a head that heads nothing.
pub fn is_corner(cell: &Printed) -> bool {
    cell.kind == Kind::Corner
}
