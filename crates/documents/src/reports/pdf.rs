//! The report as PDF by Typst: the look of an official paper as far as a report needs it, tables that split over pages
//! with their heads repeated, text that can be selected, the same bytes for the same report.

use gongkai_rules::reporting::exchange::{Report, TableId};
use gongkai_rules::reporting::layout::{Kind, Layout};
use jiff::civil::Date;
use serde::Serialize;

use super::{ReportError, parts, published, title};
use crate::typesetting::{Fonts, Imprint, Template, pdf as typeset};

static TEMPLATE: Template = Template::new("reports/report.typ", include_str!("../../reports/report.typ"));

#[derive(Serialize)]
struct Paper<'a> {
    title: String,
    published: Option<String>,
    author: &'a str,
    draft: bool,
    parts: Vec<Printed<'a>>,
}

#[derive(Serialize)]
struct Printed<'a> {
    heading: Option<&'a str>,
    level: u8,
    paragraphs: Vec<&'a str>,
    table: Option<Grid>,
}

#[derive(Serialize)]
struct Grid {
    caption: &'static str,
    /// Widths in millimetres.
    columns: Vec<f64>,
    head_lines: usize,
    cells: Vec<GridCell>,
}

#[derive(Serialize)]
struct GridCell {
    x: usize,
    y: usize,
    colspan: usize,
    rowspan: usize,
    text: String,
    head: bool,
    start: bool,
}

/// The PDF, with the fonts embedded in the program or those of an operator's folder. `draft` prints 草稿 across the page.
pub fn pdf(fonts: &Fonts, report: &Report, draft: bool) -> Result<Vec<u8>, ReportError> {
    let parts = parts(report).into_iter().map(|part| Printed {
        heading: part.heading,
        level: part.level,
        paragraphs: part.paragraphs,
        table: part.table.as_ref().map(grid),
    });
    let paper = Paper {
        title: title(report),
        published: published(report),
        author: &report.organ,
        draft,
        parts: parts.collect(),
    };
    let date = report.published.or_else(|| Date::new(report.year, 12, 31).ok()).unwrap_or(Date::ZERO);
    let version = report.gongkai.as_ref().and_then(|origin| origin.version.as_ref()).map(ToString::to_string);
    let identity = format!("{}/{}/{}", report.organ, report.year, version.unwrap_or_default());
    Ok(typeset(fonts, &TEMPLATE, &paper, Imprint { date, identity: &identity })?)
}

fn grid(table: &Layout) -> Grid {
    let columns = match table.table {
        TableId::Table2 => vec![48.0, 36.0, 36.0, 36.0],
        TableId::Table3 => [vec![9.5, 19.0, 43.5], vec![12.0; 7]].concat(),
        TableId::Table4 => vec![10.4; 15],
    };
    let cells = table.placed().into_iter().map(|(y, x, cell)| GridCell {
        x,
        y,
        colspan: cell.colspan,
        rowspan: cell.rowspan,
        text: cell.text.clone(),
        head: !matches!(cell.kind, Kind::Figure(_)),
        start: matches!(cell.kind, Kind::RowHead | Kind::Corner),
    });
    Grid { caption: table.caption, columns, head_lines: table.head_lines, cells: cells.collect() }
}
