//! Plain text and Markdown. A line with tabs or pipes is a row of a table; every other line stays a line, for a table
//! may be set one cell a line, by blanks, or run together, and only its words tell.

use super::document::{Block, Cell, Document, Encoding, Grid, Layout, Limits, Metadata, Unreadable};

/// Reads a text.
///
/// # Errors
/// More text or more cells than allowed.
pub(super) fn read(
    text: &str,
    layout: Layout,
    encoding: Option<Encoding>,
    limits: &Limits,
) -> Result<Document, Unreadable> {
    if text.len() > limits.characters.saturating_mul(4) {
        return Err(Unreadable::TooComplex("文字过多"));
    }
    let mut reader = Reader { blocks: Vec::new(), rows: Vec::new(), cells: 0, fenced: false };
    for line in text.lines() {
        let marks = line.chars().filter(|c| is_mark(*c)).count();
        if reader.cells.saturating_add(marks) > limits.cells {
            return Err(Unreadable::TooComplex("单元格过多"));
        }
        reader.line(line, layout);
        if reader.blocks.len() > limits.blocks {
            return Err(Unreadable::TooComplex("文字的行数过多"));
        }
    }
    reader.end_table();
    Ok(Document { layout, encoding, metadata: Metadata::default(), blocks: reader.blocks })
}

struct Reader {
    blocks: Vec<Block>,
    rows: Vec<Row>,
    cells: usize,
    fenced: bool,
}

/// A row, and whether bars stand at both its ends: they frame it, or stand beside empty cells.
struct Row {
    cells: Vec<Cell>,
    is_framed: bool,
}

impl Reader {
    fn line(&mut self, line: &str, layout: Layout) {
        let bare = line.trim_matches(|c: char| c.is_whitespace() && c != '\t');
        if layout == Layout::Markdown && bare.starts_with("```") {
            self.fenced = !self.fenced;
            return;
        }
        if let Some(cells) = cells(bare) {
            if !is_rule(&cells) {
                self.cells += cells.len();
                let is_framed = !bare.contains('\t') && bare.starts_with(is_bar) && bare.ends_with(is_bar);
                self.rows.push(Row { cells: cells.into_iter().map(|t| Cell::new(unmarked(t))).collect(), is_framed });
            }
            return;
        }
        let text = bare.trim();
        if text.is_empty() {
            // A blank line parts paragraphs; between the rows of a table it means nothing.
            return;
        }
        self.end_table();
        let level = text.chars().take_while(|c| *c == '#').count();
        let heading = text.get(level..).filter(|rest| (1..=6).contains(&level) && !rest.trim().is_empty());
        self.blocks.push(match heading {
            Some(rest) => Block::Heading {
                level: u8::try_from(level).unwrap_or(6),
                text: unmarked(rest.trim().trim_end_matches('#').trim()),
                place: None,
            },
            None => Block::Paragraph { text: unmarked(text), place: None },
        });
    }

    fn end_table(&mut self) {
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            // Where most lines have no frame, bars at both ends of one stand beside a first and a last cell left empty.
            let framed = rows.iter().filter(|row| row.is_framed).count() * 2 > rows.len();
            let rows = rows.into_iter().map(|row| if framed && row.is_framed { inner(row.cells) } else { row.cells });
            let rows = rows.collect();
            self.blocks.push(Block::Table(Grid { rows, exact: false, place: None }));
        }
    }
}

/// The cells of a row without those outside its frame.
fn inner(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.pop();
    if !cells.is_empty() {
        cells.remove(0);
    }
    cells
}

/// What parts cells.
fn is_mark(c: char) -> bool {
    c == '\t' || is_bar(c)
}

/// Bars; full-width ones and those of drawn boxes are bars.
fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃')
}

/// The cells of a line by tabs or pipes, what is outside of a frame among them; `None` where it has neither.
fn cells(line: &str) -> Option<Vec<&str>> {
    if line.contains('\t') {
        return Some(line.split('\t').map(str::trim).collect());
    }
    let bars = line.matches(is_bar).count();
    if bars == 0 || (bars == 1 && !line.starts_with(is_bar)) && line.chars().count() > 60 {
        return is_frame(line).then(Vec::new);
    }
    Some(line.split(is_bar).map(str::trim).collect())
}

/// A line of a box drawn with line characters, or of `+---+---+`.
fn is_frame(line: &str) -> bool {
    line.chars().count() > 3
        && line.chars().all(|c| matches!(c, '\u{2500}'..='\u{257f}' | '+' | '-' | '=' | ' '))
        && line.contains(['+', '─', '━', '┼', '┬', '┴'])
}

/// The rule under the heads of a Markdown table.
fn is_rule(cells: &[&str]) -> bool {
    cells.iter().any(|cell| cell.contains("---") || *cell == "--" || cell.contains(":-"))
        && cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ' | '=')))
        || cells.is_empty()
}

/// Text without the marks of Markdown for bold and code.
fn unmarked(text: &str) -> String {
    text.replace("**", "").replace("<br>", "\n").replace("<br/>", "\n").replace("&nbsp;", " ").replace("\\*", "*")
}
