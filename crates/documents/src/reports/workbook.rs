//! The report as a spreadsheet: a sheet of text and a sheet for each table, whose first line is the official title of
//! its section and whose second line begins the table as the form prints it. Figures are numbers, blanks are empty.

use gongkai_rules::reporting::exchange::{Report, TableId};
use gongkai_rules::reporting::layout::{Kind, Layout, Printed};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Part, ReportError, parts, published, title};

/// The workbook.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let day = report.published.map_or((report.year, 12, 31), |day| (day.year(), day.month(), day.day()));
    let made =
        ExcelDateTime::from_ymd(u16::try_from(day.0).unwrap_or(2021), day.1.unsigned_abs(), day.2.unsigned_abs())?;
    let title = title(report);
    book.set_properties(&DocProperties::new().set_title(&title).set_author(&report.organ).set_creation_datetime(&made));
    let parts = parts(report);
    words(&title, published(report).as_deref(), &parts, book.add_worksheet())?;
    for part in &parts {
        if let (Some(table), Some(heading)) = (&part.table, part.heading) {
            draw(heading, table, book.add_worksheet())?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// The sheet of text: headings and paragraphs one below the other.
fn words(title: &str, published: Option<&str>, parts: &[Part<'_>], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_quote_prefix();
    let bold = Format::new().set_bold().set_text_wrap();
    sheet.set_name("正文")?.set_column_width(0, 100)?;
    sheet.write_string_with_format(0, 0, title, &bold)?;
    let mut line = 1;
    if let Some(published) = published {
        sheet.write_string_with_format(line, 0, published, &wrapped)?;
        line += 1;
    }
    for part in parts {
        if let Some(heading) = part.heading {
            sheet.write_string_with_format(line, 0, heading, &bold)?;
            line += 1;
        }
        for paragraph in &part.paragraphs {
            // A cell holds at most 32,767 characters; a longer paragraph goes on in the next.
            let letters: Vec<char> = paragraph.chars().collect();
            for piece in letters.chunks(15_000) {
                sheet.write_string_with_format(line, 0, piece.iter().collect::<String>(), &wrapped)?;
                line += 1;
            }
        }
    }
    Ok(())
}

fn draw(heading: &str, table: &Layout, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let last = u16::try_from(table.columns - 1).unwrap_or(u16::MAX);
    sheet.set_name(heading)?.merge_range(0, 0, 0, last, heading, &Format::new().set_bold())?;
    let widths: &[f64] = match table.table {
        TableId::Table2 => &[24.0, 18.0, 18.0, 18.0],
        TableId::Table3 => &[10.0, 16.0, 44.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0],
        TableId::Table4 => &[9.0; 15],
    };
    for (column, width) in (0u16..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    for (line, column, cell) in table.placed() {
        let (line, column) = (u32::try_from(line + 1).unwrap_or(u32::MAX), u16::try_from(column).unwrap_or(u16::MAX));
        write(cell, line, column, sheet)?;
    }
    sheet.set_freeze_panes(u32::try_from(table.head_lines + 1).unwrap_or(1), 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write(cell: &Printed, line: u32, column: u16, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let start = matches!(cell.kind, Kind::RowHead | Kind::Corner);
    let format = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(if start { FormatAlign::Left } else { FormatAlign::Center });
    let (lines, columns) = (u32::try_from(cell.rowspan).unwrap_or(1), u16::try_from(cell.colspan).unwrap_or(1));
    if lines > 1 || columns > 1 {
        sheet.merge_range(line, column, line + lines - 1, column + columns - 1, "", &format)?;
    }
    match figure(cell) {
        None if cell.text.is_empty() => sheet.write_blank(line, column, &format)?,
        None => sheet.write_string_with_format(line, column, &cell.text, &format)?,
        Some((number, decimals)) => {
            let digits = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
            sheet.write_number_with_format(line, column, number, &format.set_num_format(digits))?
        }
    };
    Ok(())
}

/// A figure as the number that a spreadsheet can hold without loss, with its decimals; longer ones stay text.
fn figure(cell: &Printed) -> Option<(f64, usize)> {
    let digits = cell.text.chars().filter(char::is_ascii_digit).count();
    let number = matches!(cell.kind, Kind::Figure(_)) && digits <= 15;
    let decimals = cell.text.split_once('.').map_or(0, |(_, part)| part.len());
    cell.text.parse().ok().filter(|_| number).map(|value| (value, decimals))
}
