//! The answer as a spreadsheet: a sheet with one row a finding, to be filtered, and a sheet of the tables as read.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::cells::{cells, table_words, where_words};
use super::{Checked, is_unjudged};
use crate::reading::Extent;

const FINDINGS: [(&str, f64); 12] = [
    ("文件", 28.0),
    ("机关", 24.0),
    ("年度", 7.0),
    ("程度", 7.0),
    ("规则", 8.0),
    ("位置", 36.0),
    ("说明", 60.0),
    ("应为", 14.0),
    ("实际", 14.0),
    ("原文", 48.0),
    ("出处", 28.0),
    ("可改为", 24.0),
];

/// The workbook.
///
/// # Errors
/// It could not be written.
pub fn xlsx(checked: &[Checked]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    findings(checked, book.add_worksheet())?;
    tables(checked, book.add_worksheet())?;
    book.save_to_buffer()
}

fn heads(sheet: &mut Worksheet, heads: &[(&str, f64)]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, (head, width)) in (0u16..).zip(heads) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *head, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A cell of a spreadsheet holds at most 32,767 characters.
fn short(text: &str) -> String {
    text.chars().take(2000).collect()
}

fn findings(checked: &[Checked], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("核对结果")?;
    heads(sheet, &FINDINGS)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut line = 1u32;
    for one in checked {
        let organ = one.report.as_ref().map(|report| report.organ.clone()).unwrap_or_default();
        let year = one.report.as_ref().map(|report| report.year.to_string()).unwrap_or_default();
        if one.read != Extent::Whole {
            let extent = if one.read == Extent::No { "没有读取" } else { "部分读取" };
            let reason = one.reason.clone().unwrap_or_default();
            let row =
                [one.file.clone(), organ.clone(), year.clone(), extent.into(), String::new(), "全文".into(), reason];
            write(sheet, line, &row, &wrapped)?;
            line += 1;
        }
        for finding in one.findings() {
            let value = |value: &Option<_>| value.as_ref().map(ToString::to_string).unwrap_or_default();
            let fix = finding
                .fix
                .as_ref()
                .map(|fix| format!("{}.{} → {}", fix.row, fix.column.as_deref().unwrap_or_default(), fix.value));
            let place = finding.place.as_ref().map(|place| match (&place.path, place.page) {
                (Some(path), _) => path.clone(),
                (None, Some(page)) => format!("第{page}页"),
                (None, None) => String::new(),
            });
            let severity = if is_unjudged(finding) { "未核对" } else { finding.severity.label() };
            let row = [
                one.file.clone(),
                organ.clone(),
                year.clone(),
                severity.to_owned(),
                finding.rule.clone(),
                where_words(finding),
                finding.message.clone(),
                value(&finding.expected),
                value(&finding.found),
                finding.quote.clone().unwrap_or_default(),
                place.unwrap_or_default(),
                fix.unwrap_or_default(),
            ];
            write(sheet, line, &row, &wrapped)?;
            line += 1;
        }
    }
    sheet.autofilter(0, 0, line.saturating_sub(1).max(1), 11)?;
    Ok(())
}

/// Text is written as text: nothing of a file becomes a formula.
fn write(sheet: &mut Worksheet, line: u32, row: &[String], format: &Format) -> Result<(), XlsxError> {
    for (column, text) in (0u16..).zip(row) {
        if !text.is_empty() {
            sheet.write_string_with_format(line, column, short(text), format)?;
        }
    }
    Ok(())
}

fn tables(checked: &[Checked], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("读出的表格")?;
    heads(
        sheet,
        &[("文件", 28.0), ("机关", 24.0), ("年度", 7.0), ("表", 7.0), ("行", 48.0), ("列", 28.0), ("数值", 12.0)],
    )?;
    let mut line = 1u32;
    for one in checked {
        let Some(report) = &one.report else { continue };
        for cell in cells(report) {
            // The most lines a sheet has.
            if line >= 1_048_575 {
                return Ok(());
            }
            let words = [
                one.file.as_str(),
                &report.organ,
                &report.year.to_string(),
                table_words(cell.table),
                &cell.row,
                &cell.column,
            ];
            for (column, text) in (0u16..).zip(words) {
                sheet.write_string(line, column, short(text))?;
            }
            match cell.value.parse::<f64>().ok().filter(|_| cell.value.len() <= 15) {
                Some(number) => sheet.write_number(line, 6, number)?,
                None => sheet.write_string(line, 6, cell.value)?,
            };
            line += 1;
        }
    }
    sheet.autofilter(0, 0, line.saturating_sub(1).max(1), 6)?;
    Ok(())
}
