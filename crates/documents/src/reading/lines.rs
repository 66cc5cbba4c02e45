//! A document as lines in reading order: a line of text, or a row of a table with the column each cell begins in.
//! Page numbers are gone, copies in traditional characters are folded, spans are counted.

use std::sync::LazyLock;

use gongkai_rules::reporting::exchange::Place;
use regex::Regex;

use super::document::{Block, Document, Grid, Layout};
use super::folding;

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineCell {
    /// As printed.
    pub text: String,
    /// Where.
    pub place: Option<Place>,
    /// The first column it stands in, spans of the rows above counted.
    pub column: usize,
    /// Columns it spans.
    pub columns: usize,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The words: of a row, those of all its cells.
    pub text: String,
    /// The cells, where it is a row of a table.
    pub cells: Option<Vec<LineCell>>,
    /// Level, where the file marks it as a heading.
    pub heading: Option<u8>,
    /// Whether the file marks it as the caption of a table.
    pub caption: bool,
    /// Whether the file itself tells cells apart.
    pub exact: bool,
    /// Number of the table it belongs to.
    pub table: Option<usize>,
    /// Where.
    pub place: Option<Place>,
}

impl Line {
    /// The words of a line of text, or of a row with one cell that has any.
    pub fn words(&self) -> Option<&str> {
        match &self.cells {
            None => Some(&self.text),
            Some(cells) => {
                let mut filled = cells.iter().filter(|cell| !cell.text.trim().is_empty());
                let first = filled.next()?;
                filled.next().is_none().then_some(first.text.as_str())
            }
        }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a document, and whether it is a copy in traditional characters or with readings put in (L35).
pub(super) struct Lines {
    /// In reading order.
    pub lines: Vec<Line>,
    /// A copy made by somebody else.
    pub foreign: bool,
}

static PAGE_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[-—–－―~·\s]+\d{1,3}[-—–－―~·\s]+|第\s*\d{1,3}\s*页(?:[，,/\s]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*共?\s*\d{1,3}\s*页?)$").ok()
});

/// Whether a line is the number of a page.
pub(super) fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 40 && PAGE_NUMBER.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Makes lines of a document.
pub(super) fn lines(document: &Document) -> Lines {
    let foreign = folding::is_foreign(document.blocks.iter().filter_map(Block::text));
    let fold = |text: &str| if foreign { folding::fold(text) } else { text.to_owned() };
    let mut lines = Vec::new();
    let mut tables = 0;
    for block in &document.blocks {
        match block {
            Block::Heading { level, text, place } => {
                lines.push(text_line(fold(text), Some(*level), place.clone()));
            }
            Block::Paragraph { text, place } => {
                if !is_page_number(text) {
                    lines.push(text_line(fold(text), None, place.clone()));
                }
            }
            Block::Caption { text, place } => {
                lines.push(Line { caption: true, ..text_line(fold(text), None, place.clone()) });
            }
            Block::Table(grid) => {
                rows(grid, tables, &fold, &mut lines);
                tables += 1;
            }
        }
    }
    if document.layout == Layout::Text || document.layout == Layout::Markdown {
        drop_page_rows(&mut lines);
    }
    Lines { lines, foreign }
}

fn text_line(text: String, heading: Option<u8>, place: Option<Place>) -> Line {
    Line { text, cells: None, heading, caption: false, exact: false, table: None, place }
}

/// A page number set in a row of its own.
fn drop_page_rows(lines: &mut Vec<Line>) {
    lines.retain(|line| line.cells.is_none() || !line.words().is_some_and(is_page_number));
}

/// Rows with the columns in which their cells begin: what a cell above covers is passed over.
fn rows(grid: &Grid, table: usize, fold: &impl Fn(&str) -> String, lines: &mut Vec<Line>) {
    // Rows that each column is still covered for.
    let mut covered: Vec<usize> = Vec::new();
    for row in &grid.rows {
        let mut column = 0;
        let mut cells = Vec::with_capacity(row.len());
        let mut spans: Vec<(usize, usize, usize)> = Vec::new();
        for cell in row {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let columns = cell.columns.clamp(1, 1000);
            if cell.rows > 1 {
                spans.push((column, columns, cell.rows));
            }
            cells.push(LineCell { text: fold(&cell.text), place: cell.place.clone(), column, columns });
            column = column.saturating_add(columns);
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        for (from, columns, rows) in spans {
            let until = from.saturating_add(columns).min(4000);
            if covered.len() < until {
                covered.resize(until, 0);
            }
            for place in covered.iter_mut().take(until).skip(from) {
                *place = (rows - 1).max(*place);
            }
        }
        let text = cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let text = text.join(" ");
        let place = cells.first().and_then(|cell| cell.place.clone()).or_else(|| grid.place.clone());
        let exact = grid.exact;
        lines.push(Line { text, cells: Some(cells), heading: None, caption: false, exact, table: Some(table), place });
    }
}
