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
    rows: Vec<Vec<Cell>>,
    cells: usize,
    fenced: bool,
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
                self.rows.push(cells.into_iter().map(|text| Cell::new(unmarked(text))).collect());
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
            self.blocks.push(Block::Table(Grid { rows, exact: false, place: None }));
        }
    }
}

/// What parts cells.
fn is_mark(c: char) -> bool {
    matches!(c, '\t' | '|' | '｜' | '│' | '┃')
}

/// The cells of a line by tabs or pipes; `None` where it has neither. Full-width bars are bars.
fn cells(line: &str) -> Option<Vec<&str>> {
    if line.contains('\t') {
        return Some(line.split('\t').map(str::trim).collect());
    }
    let bars = line.matches(['|', '｜', '│', '┃']).count();
    if bars == 0 || (bars == 1 && !line.starts_with(['|', '｜', '│', '┃'])) && line.chars().count() > 60 {
        return is_frame(line).then(Vec::new);
    }
    let bar = |c: char| matches!(c, '|' | '｜' | '│' | '┃');
    // Bars at both ends frame the line; one at its beginning alone follows an empty cell.
    let framed = line.strip_prefix(bar).and_then(|inner| inner.strip_suffix(bar));
    Some(framed.unwrap_or(line).split(bar).map(str::trim).collect())
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
