//! Reading a register. The file comes from outside: its size, what it unpacks to, its number of lines and columns are
//! bounded before a parser sees it, and only the first sheet is read.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use gongkai_rules::reporting::register::{Problem, RawCell, RawSheet, Reading, column_letters, read};
use jiff::civil::Date;
use thiserror::Error;

/// Bounds of a register file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Size of everything in it, unpacked, in bytes: a small file may unpack to a huge one.
    pub unpacked: u64,
    /// Number of files inside.
    pub entries: usize,
    /// Number of the last line that may hold anything, the heads included.
    pub lines: u32,
    /// Number of columns.
    pub columns: u32,
    /// Mistakes after which reading stops: more help nobody.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 20 << 20, unpacked: 200 << 20, entries: 500, lines: 50_001, columns: 64, problems: 500 }
    }
}

/// Why a file is no register at all. Mistakes within a register are [`Problem`]s.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// Larger than allowed.
    #[error("文件太大：{found}字节，最多{most}字节")]
    TooLarge {
        /// Bytes.
        found: usize,
        /// Bytes allowed.
        most: usize,
    },
    /// Not an XLSX file: something else by its content.
    #[error("不是XLSX文件：{0}。请在Excel或WPS中另存为“Excel工作簿（.xlsx）”")]
    NotXlsx(String),
    /// Unpacks to more than allowed.
    #[error("文件解开后超过{most}字节，不予读取")]
    Bomb {
        /// Bytes allowed.
        most: u64,
    },
    /// Too many lines.
    #[error("表格超过{most}行，请分年度导入")]
    TooManyLines {
        /// Lines allowed, the heads included.
        most: u32,
    },
    /// Too many columns.
    #[error("第{line}行有超过{most}列的内容，请检查表格")]
    TooManyColumns {
        /// The line.
        line: u32,
        /// Columns allowed.
        most: u32,
    },
    /// Damaged.
    #[error("表格已损坏或加密，无法读取：{0}")]
    Damaged(String),
    /// No worksheet in it.
    #[error("文件中没有工作表")]
    NoSheet,
}

/// Reads the register in an XLSX file. With any problem in the answer no row may be imported.
pub fn register(file: &[u8], limits: &Limits) -> Result<Reading, SheetError> {
    bounded(file, limits)?;
    // The parser is not ours: what it does not foresee in a broken file must not end the request as a fault of ours.
    std::panic::catch_unwind(|| parsed(file, limits))
        .unwrap_or_else(|_| Err(SheetError::Damaged("里面的内容不合格式".to_owned())))
}

fn parsed(file: &[u8], limits: &Limits) -> Result<Reading, SheetError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(damaged)?;
    let name = first_sheet(&book).ok_or(SheetError::NoSheet)?;
    let mut sheet = Sheet { limits: *limits, cells: Vec::new(), notes: Vec::new() };
    sheet.load(&mut book, &name)?;
    let merged = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
    for region in merged {
        sheet.merge(region.start, region.end);
    }
    let notes = std::mem::take(&mut sheet.notes);
    let mut reading = read(&sheet.raw());
    reading.remarks.extend(notes.into_iter().filter(|note| note.line > 1));
    shorten(&mut reading.problems, limits.problems);
    Ok(reading)
}

fn damaged(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Damaged("文件有密码".to_owned()),
        other => SheetError::Damaged(other.to_string()),
    }
}

/// The first worksheet; chart sheets and hidden sheets are none.
fn first_sheet<R: Read + std::io::Seek>(book: &Xlsx<R>) -> Option<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets
        .clone()
        .find(|sheet| sheet.visible == SheetVisible::Visible)
        .or_else(|| sheets.clone().next())
        .map(|sheet| sheet.name.clone())
}

fn shorten(problems: &mut Vec<Problem>, most: usize) {
    if problems.len() > most {
        let more = problems.len() - most;
        problems.truncate(most);
        let line = problems.last().map_or(1, |problem| problem.line);
        let message = format!("其后还有{more}处错误没有列出，请先改正以上各处");
        problems.push(Problem { line, column: None, head: None, message });
    }
}

/// Size, kind and unpacked size, before any parser runs. What an archive says of its sizes is not believed: every
/// entry is unpacked into nothing and counted.
fn bounded(file: &[u8], limits: &Limits) -> Result<(), SheetError> {
    if file.len() > limits.bytes {
        return Err(SheetError::TooLarge { found: file.len(), most: limits.bytes });
    }
    if !file.starts_with(b"PK\x03\x04") {
        let what = match file {
            [] => "文件是空的",
            [0xd0, 0xcf, 0x11, 0xe0, ..] => "是旧版Excel文件（.xls）或有密码的文件",
            [b'%', b'P', b'D', b'F', ..] => "是PDF文件",
            _ => "内容不是电子表格",
        };
        return Err(SheetError::NotXlsx(what.to_owned()));
    }
    let bad = |error: zip::result::ZipError| SheetError::Damaged(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).map_err(bad)?;
    if archive.len() > limits.entries {
        return Err(SheetError::Bomb { most: limits.unpacked });
    }
    let mut left = limits.unpacked;
    let mut workbook = false;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(bad)?;
        workbook |= entry.name().is_ok_and(|name| name == "xl/workbook.xml");
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|error| SheetError::Damaged(error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or(SheetError::Bomb { most: limits.unpacked })?;
    }
    if workbook { Ok(()) } else { Err(SheetError::NotXlsx("是别的压缩文件".to_owned())) }
}

/// A sheet while it is read: cells by line and column, from 0.
struct Sheet {
    limits: Limits,
    cells: Vec<Vec<RawCell>>,
    notes: Vec<Problem>,
}

impl Sheet {
    /// Reads cell by cell, so that a cell far out costs nothing.
    fn load<R: Read + std::io::Seek>(&mut self, book: &mut Xlsx<R>, name: &str) -> Result<(), SheetError> {
        let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
        while let Some(cell) = cells.next_cell_with_formula().map_err(damaged)? {
            let (line, column) = cell.pos;
            let value = match (raw(&cell.value), &cell.formula) {
                (RawCell::Empty, Some(_)) => RawCell::Unreadable("是公式而没有结果，请改为填写数值或文字".to_owned()),
                (value, Some(_)) => {
                    self.note(line, column, "是公式，按其结果读入".to_owned());
                    value
                }
                (value, None) => value,
            };
            if !matches!(value, RawCell::Empty) {
                self.set(line, column, value)?;
            }
        }
        Ok(())
    }

    fn note(&mut self, line: u32, column: u32, message: String) {
        let column = usize::try_from(column).map(column_letters).ok();
        self.notes.push(Problem { line: line.saturating_add(1), column, head: None, message });
    }

    fn set(&mut self, line: u32, column: u32, value: RawCell) -> Result<(), SheetError> {
        if line >= self.limits.lines {
            return Err(SheetError::TooManyLines { most: self.limits.lines });
        }
        if column >= self.limits.columns {
            return Err(SheetError::TooManyColumns { line: line + 1, most: self.limits.columns });
        }
        let (line, column) = (line as usize, column as usize);
        if self.cells.len() <= line {
            self.cells.resize_with(line + 1, Vec::new);
        }
        if let Some(cells) = self.cells.get_mut(line) {
            if cells.len() <= column {
                cells.resize(column + 1, RawCell::Empty);
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = value;
            }
        }
        Ok(())
    }

    /// A merged region leaves all its cells but the first empty, which would read as facts that nobody entered: the
    /// cells it covers within the lines in use are marked.
    fn merge(&mut self, (top, left): (u32, u32), (bottom, right): (u32, u32)) {
        let last = u32::try_from(self.cells.len()).unwrap_or(u32::MAX).min(bottom.saturating_add(1));
        let first = format!("{}{}", column_letters(left as usize), top.saturating_add(1));
        for line in top..last {
            for column in left..=right.min(self.limits.columns.saturating_sub(1)) {
                if (line, column) != (top, left) {
                    let why = format!("与{first}合并，请先取消合并单元格，逐格填写");
                    // Within the bounds by construction.
                    let _ = self.set(line, column, RawCell::Unreadable(why));
                }
            }
        }
    }

    fn raw(self) -> RawSheet {
        let mut lines = self.cells.into_iter().zip(1u32..);
        let heads = lines.next().map(|(cells, _)| cells).unwrap_or_default();
        RawSheet { heads, lines: lines.map(|(cells, line)| (line, cells)).collect() }
    }
}

fn raw(value: &DataRef<'_>) -> RawCell {
    match value {
        DataRef::Empty => RawCell::Empty,
        DataRef::Int(number) => RawCell::Number(*number as f64),
        DataRef::Float(number) => RawCell::Number(*number),
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Bool(yes) => RawCell::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => excel_date(date),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| words(text), RawCell::Date)
        }
        DataRef::DurationIso(_) => RawCell::Unreadable("是时间长度，不是日期".to_owned()),
        DataRef::Error(error) => RawCell::Unreadable(format!("是错误值{error}，请改正")),
    }
}

fn words(text: &str) -> RawCell {
    if text.trim().is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) }
}

/// Excel's own date; the time of day does not matter.
fn excel_date(value: &ExcelDateTime) -> RawCell {
    let unreadable = || RawCell::Unreadable("是日期格式，但不是有效的日期".to_owned());
    if !value.is_datetime() || value.as_f64() < 1.0 {
        return unreadable();
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
    date.and_then(|((year, month), day)| Date::new(year, month, day).ok()).map_or_else(unreadable, RawCell::Date)
}
