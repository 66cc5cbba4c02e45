//! A report as a page shows it: headings, paragraphs and the real tables of the official form.

use gongkai_rules::reporting::exchange::{Report, SectionId, TableId};
use gongkai_rules::reporting::layout::{Kind, Layout, Printed, layouts};

/// The whole report below its title.
pub struct Paper {
    /// Its parts in the order of the form.
    pub parts: Vec<PaperPart>,
}

/// A section.
pub struct PaperPart {
    /// Its id, for links.
    pub id: String,
    /// The official title; empty for opening and closing.
    pub heading: &'static str,
    /// Whether it is one of the five parts of section one.
    pub minor: bool,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// Its table.
    pub table: Option<PaperTable>,
}

/// A table.
pub struct PaperTable {
    /// What it is called.
    pub caption: &'static str,
    /// Whether it is wider than a phone.
    pub wide: bool,
    /// Lines of heads.
    pub heads: Vec<Vec<PaperCell>>,
    /// Lines of figures.
    pub lines: Vec<Vec<PaperCell>>,
}

/// A cell.
pub struct PaperCell {
    /// What stands in it.
    pub text: String,
    /// `scope` of a head; empty for a figure.
    pub scope: &'static str,
    /// A head cell that heads nothing.
    pub corner: bool,
    /// Columns.
    pub colspan: usize,
    /// Rows.
    pub rowspan: usize,
}

/// The report as a page shows it.
pub fn paper(report: &Report) -> Paper {
    let mut tables = layouts(report);
    let mut take = |id: TableId| tables.iter().position(|table| table.table == id).map(|at| table(&tables.remove(at)));
    let part = |id: SectionId| {
        let sections = report.sections.iter().filter(|section| section.id == id);
        let lines = sections.flat_map(|section| section.text.lines());
        let paragraphs: Vec<String> = lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let table = match id {
            SectionId::PublicationTable => take(TableId::Table2),
            SectionId::RequestsTable => take(TableId::Table3),
            SectionId::RemediesTable => take(TableId::Table4),
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

fn table(layout: &Layout) -> PaperTable {
    let line = |cells: &Vec<Printed>| cells.iter().map(cell).collect::<Vec<PaperCell>>();
    let (heads, lines) = layout.lines.split_at(layout.head_lines.min(layout.lines.len()));
    PaperTable {
        caption: layout.caption,
        wide: layout.columns > 4,
        heads: heads.iter().map(line).collect(),
        lines: lines.iter().map(line).collect(),
    }
}

fn cell(printed: &Printed) -> PaperCell {
    PaperCell {
        text: printed.text.clone(),
        scope: printed.kind.scope().unwrap_or_default(),
        corner: printed.kind == Kind::Corner,
        colspan: printed.colspan,
        rowspan: printed.rowspan,
    }
}
