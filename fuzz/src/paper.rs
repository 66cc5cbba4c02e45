//! A report as what draws a page of a PDF: text in the font of `packing::pdf` and ruling lines around the cells.

use std::fmt::Write as _;

use gongkai_rules::reporting::exchange::{Report, SectionId, TableId};
use gongkai_rules::reporting::layout::{Layout, layouts};

/// Height of the page, of a line of a table, size of the type, width of a column: points.
const TOP: usize = 1980;
const LINE: usize = 30;
const TYPE: usize = 9;
const COLUMN: usize = 190;

/// Where the next line of a page goes.
struct Page {
    drawn: String,
    y: usize,
}

/// The whole report on one tall page.
pub(crate) fn drawn(report: &Report) -> Vec<u8> {
    let mut page = Page { drawn: String::new(), y: TOP };
    page.line(report.title.as_deref().unwrap_or_default());
    let tables = layouts(report);
    for id in SectionId::IN_ORDER {
        let words = report.text(id).unwrap_or_default();
        if !words.is_empty() || SectionId::SIX.contains(&id) {
            page.line(id.title());
            words.lines().for_each(|line| page.line(line));
        }
        let table = match id {
            SectionId::PublicationTable => TableId::Table2,
            SectionId::RequestsTable => TableId::Table3,
            SectionId::RemediesTable => TableId::Table4,
            _ => continue,
        };
        tables.iter().filter(|layout| layout.table == table).for_each(|layout| page.table(layout));
    }
    page.drawn.into_bytes()
}

impl Page {
    fn line(&mut self, words: &str) {
        self.words(20, self.y, words);
        self.y = self.y.saturating_sub(LINE / 2);
    }

    fn words(&mut self, x: usize, y: usize, words: &str) {
        let codes: String = words.encode_utf16().map(|code| format!("{code:04x}")).collect();
        let _ = writeln!(self.drawn, "BT /F {TYPE} Tf {x} {y} Td <{codes}> Tj ET");
    }

    fn table(&mut self, table: &Layout) {
        for (line, column, cell) in table.placed() {
            let (x, top) = (20 + column * COLUMN, self.y.saturating_sub(line * LINE));
            let (width, height) = (cell.colspan * COLUMN, cell.rowspan * LINE);
            let _ = writeln!(self.drawn, "{x} {} {width} {height} re S", top.saturating_sub(height));
            let characters: Vec<char> = cell.text.chars().collect();
            for (number, part) in characters.chunks((width - 10) / TYPE).enumerate() {
                let part: String = part.iter().collect();
                self.words(x + 5, top.saturating_sub((number + 1) * (TYPE + 1)), &part);
            }
        }
        self.y = self.y.saturating_sub((table.lines.len() + 1) * LINE);
    }
}
