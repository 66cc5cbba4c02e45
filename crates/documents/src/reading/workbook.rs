//! Excel workbooks (xlsx): each visible sheet a table, figures as they are shown, merged cells with their spans. What
//! the archive unpacks to is counted before a parser sees it.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use gongkai_rules::reporting::exchange::Place;
use gongkai_rules::reporting::register::column_letters;

use super::archive::Archive;
use super::document::{Block, Cell, Document, Grid, Layout, Limits, Metadata, Unreadable};

/// Most columns and lines that are looked at: a report has some dozen and some hundred.
const COLUMNS: u32 = 256;
const LINES: u32 = 20_000;

/// Most bytes of what sheets share: texts, styles, names.
const SHARED: u64 = 8 << 20;

/// Longest name of a sheet that Excel knows: characters. It stands in the place of every cell.
const NAME: usize = 31;

/// Reads a workbook.
///
/// # Errors
/// Damaged, encrypted, larger than allowed.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let mut archive = Archive::open(bytes, limits)?;
    if !archive.has("xl/workbook.xml") {
        return Err(Unreadable::Kind("压缩文件，不是 Excel 工作簿"));
    }
    let largest = archive.measure(&most)?;
    for name in archive.names().iter().filter(|name| is_strings(name)) {
        if archive.file(name)?.is_some_and(|xml| promises_too_much(&xml)) {
            return Err(Unreadable::TooComplex("共用文字过多"));
        }
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    // Sheets may share one file, which is read anew for each.
    if largest.saturating_mul(sheets.len() as u64) > limits.unpacked {
        return Err(Unreadable::TooComplex("工作表过多"));
    }
    let mut blocks = Vec::new();
    let mut cells = Count::default();
    for name in &sheets {
        let sheet = sheet(&mut book, name, limits, &mut cells)?;
        if !sheet.is_empty() {
            let place = Some(Place { path: Some(format!("'{}'", printable(name))), ..Place::default() });
            blocks.extend(split(sheet, place));
        }
    }
    Ok(Document { layout: Layout::Xlsx, encoding: None, metadata: Metadata::default(), blocks })
}

fn printable(name: &str) -> String {
    name.chars().take(NAME).collect()
}

/// Bytes that a file of a workbook may have: what is read as a whole and kept has little, sheets are read cell by cell.
fn most(name: &str) -> u64 {
    let name = name.to_ascii_lowercase();
    let sheet = name.contains("worksheets/sheet") && !is_strings(&name);
    if name.ends_with(".xml") && !sheet || name.ends_with(".rels") { SHARED } else { u64::MAX }
}

fn is_strings(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

/// Whether shared texts name a number of themselves for which the parser would set aside more than there is: it believes
/// what it reads there.
fn promises_too_much(xml: &[u8]) -> bool {
    let mark = b"uniqueCount";
    xml.windows(mark.len()).enumerate().filter(|(_, window)| window == mark).any(|(at, _)| {
        let behind = xml.get(at + mark.len()..).unwrap_or_default().iter();
        let digits = behind.skip_while(|byte| !byte.is_ascii_digit()).skip_while(|byte| **byte == b'0');
        digits.take_while(|byte| byte.is_ascii_digit()).count() > 6
    })
}

/// What has been read so far.
#[derive(Default)]
struct Count {
    cells: usize,
    bytes: usize,
}

fn damaged(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted,
        _ => Unreadable::Damaged("工作簿的内容有误".to_owned()),
    }
}

type Lines = Vec<(u32, Vec<Cell>)>;

/// The lines of a sheet that hold anything, with a cell for every column up to the last in use.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits, count: &mut Count) -> Result<Lines, Unreadable> {
    let mut filled: HashMap<(u32, u32), String> = HashMap::new();
    let (mut last_line, mut last_column) = (0, 0);
    {
        let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (line, column) = cell.get_position();
            let text = shown(cell.get_value());
            if text.is_empty() || line >= LINES || column >= COLUMNS {
                continue;
            }
            count.cells += 1;
            if count.cells > limits.cells {
                return Err(Unreadable::TooComplex("单元格过多"));
            }
            // A text that is kept once may stand in every cell.
            count.bytes = count.bytes.saturating_add(text.len());
            if count.bytes > limits.characters.saturating_mul(4) {
                return Err(Unreadable::TooComplex("文字过多"));
            }
            last_line = last_line.max(line);
            last_column = last_column.max(column);
            filled.insert((line, column), text);
        }
    }
    if filled.is_empty() {
        return Ok(Vec::new());
    }
    let mut spans: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
    let mut covered: HashMap<(u32, u32), ()> = HashMap::new();
    for region in book.merge_cells_by_sheet_name(name).map_err(damaged)? {
        let (start, end) = (region.start, (region.end.0.min(last_line), region.end.1.min(COLUMNS - 1)));
        if start.0 > end.0 || start.1 > end.1 {
            continue;
        }
        let rows = (end.0 - start.0 + 1) as usize;
        let columns = (end.1 - start.1 + 1) as usize;
        count.cells = count.cells.saturating_add(rows.saturating_mul(columns));
        if count.cells > limits.cells {
            return Err(Unreadable::TooComplex("单元格过多"));
        }
        spans.insert(start, (rows, columns));
        for line in start.0..=end.0 {
            for column in start.1..=end.1 {
                if (line, column) != start {
                    covered.insert((line, column), ());
                }
            }
        }
    }
    let name = printable(name);
    let mut lines = Vec::new();
    let used: HashSet<u32> = filled.keys().chain(covered.keys()).map(|(line, _)| *line).collect();
    for line in 0..=last_line {
        let mut row = Vec::new();
        if !used.contains(&line) {
            lines.push((line, row));
            continue;
        }
        for column in 0..=last_column {
            if covered.contains_key(&(line, column)) {
                continue;
            }
            let text = filled.remove(&(line, column)).unwrap_or_default();
            let (rows, columns) = spans.get(&(line, column)).copied().unwrap_or((1, 1));
            let reference = format!("'{name}'!{}{}", column_letters(column as usize), line + 1);
            row.push(Cell { text, rows, columns, place: Some(Place { path: Some(reference), ..Place::default() }) });
        }
        count.cells = count.cells.saturating_add(row.len());
        if count.cells > limits.cells.saturating_mul(2) {
            return Err(Unreadable::TooComplex("单元格过多"));
        }
        lines.push((line, row));
    }
    Ok(lines)
}

/// The sheet as text and tables: a line with one filled cell at its left is a paragraph as long as no table is open.
fn split(lines: Lines, place: Option<Place>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    // A cell merged over several lines keeps the table open below it.
    let mut open = 0usize;
    for (_, row) in lines {
        let filled: Vec<&Cell> = row.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        let alone = match filled.as_slice() {
            [] => open == 0,
            [only] => {
                let at_left = row.first().is_some_and(|first| first.place == only.place);
                open == 0 && only.rows == 1 && at_left && (rows.is_empty() || !is_label(only))
            }
            _ => false,
        };
        if alone {
            end(&mut rows, &place, &mut blocks);
            if let [only] = filled.as_slice() {
                let at = only.place.clone();
                let lines = only.text.lines().map(str::trim).filter(|line| !line.is_empty());
                blocks.extend(lines.map(|text| Block::Paragraph { text: text.to_owned(), place: at.clone() }));
            }
            continue;
        }
        open = row.iter().map(|cell| cell.rows).max().unwrap_or(1).max(open).saturating_sub(1);
        rows.push(row);
    }
    end(&mut rows, &place, &mut blocks);
    blocks
}

/// A short label in a cell of its own under an open table: a row whose value cells were left empty.
fn is_label(cell: &Cell) -> bool {
    let text = cell.text.trim();
    cell.columns == 1
        && text.chars().count() <= 40
        && !text.contains(['。', '\n'])
        && !text.starts_with(|c| "一二三四五六注（(第附".contains(c))
}

fn end(rows: &mut Vec<Vec<Cell>>, place: &Option<Place>, blocks: &mut Vec<Block>) {
    if !rows.is_empty() {
        blocks.push(Block::Table(Grid { rows: std::mem::take(rows), exact: true, place: place.clone() }));
    }
}

/// A value as text. A whole number has no decimals, whatever the file keeps it as.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // Display writes the shortest digits that mean the same number: 38.6012 stays 38.6012, 12.0 is 12.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}
