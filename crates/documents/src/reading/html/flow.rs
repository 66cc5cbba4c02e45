//! Paragraphs and tables out of the stream of tags. A table that holds tables, or whole texts, is there for the look
//! only: what stands in its cells is taken out in reading order (L26).

use gongkai_rules::reporting::exchange::Place;

use super::path::Path;
use super::{Block, Limits, Unreadable};
use crate::reading::document::{Cell, Grid};

/// Most tables one within the other.
const NESTED_TABLES: usize = 64;

/// A table inside a cell with no more text than this is a figure in a frame, not a layout.
const FRAMED: usize = 40;

/// A cell with more text than this holds a report, or a part of one.
const TEXT_CELL: usize = 400;

/// Most bytes of places in a page. What stands behind has none: it is read all the same.
const PLACES: usize = 16 << 20;

#[derive(Default)]
struct OpenCell {
    rows: usize,
    columns: usize,
    place: Option<Place>,
    blocks: Vec<Block>,
}

#[derive(Default)]
struct OpenTable {
    place: Option<Place>,
    rows: Vec<Vec<OpenCell>>,
    row_open: bool,
    cell: Option<OpenCell>,
}

/// What has been read of the page.
pub(super) struct Flow {
    blocks: Vec<Block>,
    tables: Vec<OpenTable>,
    line: String,
    line_place: Option<Place>,
    heading: Option<u8>,
    caption: bool,
    emitted: usize,
    cells: usize,
    rows: usize,
    characters: usize,
    /// Bytes of places given.
    places: usize,
    limits: Limits,
    refused: Option<Unreadable>,
}

impl Flow {
    pub(super) fn new(limits: &Limits) -> Flow {
        Flow {
            blocks: Vec::new(),
            tables: Vec::new(),
            line: String::new(),
            line_place: None,
            heading: None,
            caption: false,
            emitted: 0,
            cells: 0,
            rows: 0,
            characters: 0,
            places: 0,
            limits: limits.clone(),
            refused: None,
        }
    }

    pub(super) fn refused(&self) -> Option<Unreadable> {
        self.refused.clone()
    }

    /// Where the path leads to, as long as places are given: a page of a report has some kilobytes of them.
    fn place(&mut self, path: &Path) -> Option<Place> {
        if self.places > PLACES {
            return None;
        }
        let path = path.css();
        self.places += path.len();
        Some(Place { path: Some(path), ..Place::default() })
    }

    /// Text as a browser shows it: white space is one blank, none between two Chinese characters.
    pub(super) fn text(&mut self, text: &str, path: &Path) {
        let mut blank: Option<bool> = None;
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                blank = Some(blank.unwrap_or(false) || c == '\n' || c == '\r');
                continue;
            }
            if matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}' | '\0') {
                continue;
            }
            if let Some(line_end) = blank.take() {
                self.blank(line_end, c);
            }
            if self.line.is_empty() {
                self.line_place = self.place(path);
            }
            self.line.push(c);
            self.characters += 1;
        }
        if let Some(line_end) = blank
            && !self.line.is_empty()
            && !self.line.ends_with([' ', '\n'])
        {
            self.line.push(if line_end { '\n' } else { ' ' });
        }
        if self.characters > self.limits.characters {
            self.refused = Some(Unreadable::TooComplex("文字过多"));
        }
    }

    fn blank(&mut self, line_end: bool, next: char) {
        let line_end = line_end || self.line.ends_with('\n');
        while self.line.ends_with([' ', '\n']) {
            self.line.pop();
        }
        let Some(last) = self.line.chars().next_back() else { return };
        if !(line_end && is_wide(last) && is_wide(next)) {
            self.line.push(' ');
        }
    }

    /// Ends the line: what stands in it is a paragraph of the innermost cell, or of the page.
    fn flush(&mut self) {
        let text = self.line.replace('\n', " ");
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
        let place = self.line_place.take();
        if !text.is_empty() {
            let text = text.to_owned();
            let block = match self.heading {
                Some(level) => Block::Heading { level, text, place },
                None if self.caption => Block::Caption { text, place },
                None => Block::Paragraph { text, place },
            };
            self.emit(block);
        }
        self.line.clear();
    }

    fn emit(&mut self, block: Block) {
        self.emitted += 1;
        if self.emitted > self.limits.blocks.saturating_add(self.limits.cells) {
            self.refused = Some(Unreadable::TooComplex("段落过多"));
        }
        // Text between rows belongs to no cell of its table; browsers show it before the table.
        match self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()) {
            Some(cell) => cell.blocks.push(block),
            None => self.blocks.push(block),
        }
    }

    pub(super) fn break_line(&mut self, _path: &Path) {
        self.flush();
    }

    pub(super) fn open_block(&mut self, heading: Option<u8>, _path: &Path) {
        self.flush();
        self.heading = heading;
    }

    pub(super) fn close_block(&mut self) {
        self.flush();
        self.heading = None;
    }

    pub(super) fn open_caption(&mut self) {
        self.flush();
        self.caption = true;
    }

    /// Ends a caption, also one that is only ended by the rows behind it.
    pub(super) fn close_caption(&mut self) {
        if self.caption {
            self.flush();
            self.heading = None;
            self.caption = false;
        }
    }

    pub(super) fn open_table(&mut self, path: &Path) {
        self.close_caption();
        self.flush();
        if self.tables.len() >= NESTED_TABLES.min(self.limits.depth) {
            self.refused = Some(Unreadable::TooComplex("表格嵌套过深"));
            return;
        }
        let place = self.place(path);
        self.tables.push(OpenTable { place, ..OpenTable::default() });
    }

    pub(super) fn open_row(&mut self) {
        self.close_caption();
        self.close_row();
        // Rows cost as much as cells, and may have none.
        self.rows += 1;
        if self.rows > self.limits.cells {
            self.refused = Some(Unreadable::TooComplex("表格的行数过多"));
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Vec::new());
            table.row_open = true;
        }
    }

    pub(super) fn open_cell(&mut self, rows: usize, columns: usize, path: &Path) {
        self.close_caption();
        self.close_cell();
        if self.tables.is_empty() {
            return;
        }
        self.cells += 1;
        if self.cells > self.limits.cells {
            self.refused = Some(Unreadable::TooComplex("单元格过多"));
        }
        let place = self.place(path);
        let Some(table) = self.tables.last_mut() else { return };
        if !table.row_open {
            table.rows.push(Vec::new());
            table.row_open = true;
        }
        table.cell = Some(OpenCell { rows, columns, place, blocks: Vec::new() });
    }

    pub(super) fn close_cell(&mut self) {
        self.flush();
        self.heading = None;
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(cell);
        }
    }

    pub(super) fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.tables.last_mut() {
            table.row_open = false;
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close_caption();
        self.close_row();
        let Some(table) = self.tables.pop() else { return };
        let blocks = unfold(table);
        // A single figure in a frame of its own is text of the cell around it.
        if self.tables.last().is_some_and(|outer| outer.cell.is_some())
            && let [Block::Table(grid)] = blocks.as_slice()
            && let Some(text) = framed(grid)
        {
            self.emit(Block::Paragraph { text, place: grid.place.clone() });
            return;
        }
        for block in blocks {
            self.emit(block);
        }
    }

    pub(super) fn finish(mut self) -> Result<Vec<Block>, Unreadable> {
        self.flush();
        while !self.tables.is_empty() {
            self.close_table();
        }
        match self.refused {
            Some(error) => Err(error),
            None => Ok(self.blocks),
        }
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

fn framed(grid: &Grid) -> Option<String> {
    let mut cells = grid.rows.iter().flatten().filter(|cell| !cell.text.is_empty());
    let text = cells.next().map(|cell| cell.text.clone()).unwrap_or_default();
    (cells.next().is_none() && text.chars().count() <= FRAMED).then_some(text)
}

/// The words of a cell that holds nothing but words; lines parted by `\n`.
fn words(blocks: &[Block]) -> Option<String> {
    let mut text = String::new();
    for block in blocks {
        let line = block.text()?;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
    Some(text)
}

/// A table as one block, or, where it was there for the look, what stands in it.
fn unfold(table: OpenTable) -> Vec<Block> {
    let is_layout = |cell: &OpenCell| {
        words(&cell.blocks).is_none_or(|text| cell.blocks.len() > 2 && text.chars().count() > TEXT_CELL)
    };
    let mut blocks = Vec::new();
    let mut rows = Vec::new();
    for row in table.rows {
        if !row.iter().any(is_layout) {
            rows.push(row.into_iter().map(plain_cell).collect());
            continue;
        }
        end_grid(&mut rows, &table.place, &mut blocks);
        for cell in row {
            blocks.extend(cell.blocks);
        }
    }
    end_grid(&mut rows, &table.place, &mut blocks);
    blocks
}

fn plain_cell(cell: OpenCell) -> Cell {
    let text = words(&cell.blocks).unwrap_or_default();
    Cell { text, rows: cell.rows, columns: cell.columns, place: cell.place }
}

fn end_grid(rows: &mut Vec<Vec<Cell>>, place: &Option<Place>, blocks: &mut Vec<Block>) {
    if !rows.is_empty() {
        let rows = std::mem::take(rows);
        blocks.push(Block::Table(Grid { rows, exact: true, place: place.clone() }));
    }
}
