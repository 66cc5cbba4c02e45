//! Writing a register: the same columns that reading takes, dates as dates, everything else as text. A text that begins
//! like a formula is written as text with Excel's own mark for it (quote prefix), so that no program runs it and reading
//! gives it back unchanged.

use gongkai_rules::reporting::register::{Head, RawCell, RegisterRow};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The register of some requests as XLSX. The same rows give the same bytes.
pub fn write_register(rows: &[RegisterRow], left_out: &[LeftOut]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("政府信息公开申请台账").set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_name("台账")?.set_freeze_panes(1, 0)?;
    let formats = Formats::new();
    for (column, head) in (0u16..).zip(Head::ALL) {
        sheet.write_string_with_format(0, column, head.label(), &formats.head)?;
        sheet.set_column_width(column, if head == Head::Content { 48.0 } else { 16.0 })?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, head) in (0u16..).zip(Head::ALL) {
            write(sheet, line, column, &row.cell(head), &formats)?;
        }
    }
    if !left_out.is_empty() {
        note(&mut book, left_out, &formats)?;
    }
    book.save_to_buffer()
}

/// A second sheet, which no reader of a register looks at, says what its columns could not hold.
fn note(book: &mut Workbook, left_out: &[LeftOut], formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("说明")?.set_column_width(0, 20.0)?.set_column_width(1, 60.0)?;
    for (column, head) in (0u16..).zip(["编号", "没有列入台账的"]) {
        sheet.write_string_with_format(0, column, head, &formats.head)?;
    }
    for (line, one) in (1u32..).zip(left_out) {
        write(sheet, line, 0, &RawCell::Text(one.number.clone()), formats)?;
        write(sheet, line, 1, &RawCell::Text(one.what.clone()), formats)?;
    }
    Ok(())
}

/// What the columns of a register cannot hold of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// 编号 of the case.
    pub number: String,
    /// What, in words.
    pub what: String,
}

/// The same columns as comma-separated text (UTF-8 with a mark at its head, lines ended by CRLF, as spreadsheets read it).
/// What the columns cannot hold is said behind the words of 备注.
pub fn write_register_csv(rows: &[RegisterRow], left_out: &[LeftOut]) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    let heads: Vec<String> = Head::ALL.into_iter().map(|head| quoted(head.label())).collect();
    text.push_str(&heads.join(","));
    text.push_str("\r\n");
    for row in rows {
        let more = left_out.iter().find(|one| row.number.as_ref() == Some(&one.number));
        let cell = |head: Head| match (row.cell(head), more) {
            (RawCell::Text(note), Some(more)) if head == Head::Note => quoted(&format!("{note}；{}", more.what)),
            (RawCell::Empty, Some(more)) if head == Head::Note => quoted(&more.what),
            (cell, _) => plain(&cell),
        };
        let cells: Vec<String> = Head::ALL.into_iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn plain(cell: &RawCell) -> String {
    match cell {
        RawCell::Empty | RawCell::Unreadable(_) => String::new(),
        RawCell::Text(text) => quoted(text),
        RawCell::Number(number) => number.to_string(),
        RawCell::Date(date) => date.to_string(),
    }
}

/// A text between quotation marks; one that a spreadsheet would run begins with an apostrophe (quality.md 8).
fn quoted(text: &str) -> String {
    let guard = if looks_like_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

struct Formats {
    head: Format,
    date: Format,
    text: Format,
    guarded: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        Formats {
            head: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top),
            guarded: text.clone().set_quote_prefix(),
            text,
        }
    }
}

fn write(sheet: &mut Worksheet, line: u32, column: u16, cell: &RawCell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        RawCell::Empty | RawCell::Unreadable(_) => {}
        RawCell::Text(text) => {
            let format = if looks_like_formula(text) { &formats.guarded } else { &formats.text };
            sheet.write_string_with_format(line, column, text, format)?;
        }
        RawCell::Number(number) => {
            sheet.write_number(line, column, *number)?;
        }
        RawCell::Date(date) => {
            let [year, month, day] = [i32::from(date.year()), i32::from(date.month()), i32::from(date.day())];
            let date = ExcelDateTime::from_ymd(
                u16::try_from(year).unwrap_or_default(),
                u8::try_from(month).unwrap_or_default(),
                u8::try_from(day).unwrap_or_default(),
            )?;
            sheet.write_datetime_with_format(line, column, &date, &formats.date)?;
        }
    }
    Ok(())
}

/// Beginnings that make a spreadsheet, or a program that reads its CSV, run a text.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r', '\n'])
}
