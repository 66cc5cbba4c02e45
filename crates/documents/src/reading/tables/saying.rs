//! What a reader says of a cell: that it holds no figure, that something stands beside the figure, that it was written
//! in an unusual way, that it could not be placed.

use gongkai_rules::reporting::exchange::{Finding, Place, Remark, Severity, TableId};

use super::figure::{Figure, State};
use super::pieces::Run;
use super::{Spot, Tables, section_of, text_value};

/// A finding of the whole document.
pub(in crate::reading) fn finding(
    rule: &str,
    severity: Severity,
    message: String,
    quote: Option<String>,
    place: Option<Place>,
) -> Finding {
    Finding { quote, place, ..Finding::new(rule, severity, message) }
}

/// A finding at a row or cell.
pub(super) fn at(mut finding: Finding, table: TableId, row: Option<&str>, column: Option<&str>) -> Finding {
    finding.section = Some(section_of(table));
    finding.table = Some(table);
    finding.row = row.map(str::to_owned);
    finding.column = column.map(str::to_owned);
    finding
}

/// 二, 三, 四.
pub(super) fn number(table: TableId) -> &'static str {
    match table {
        TableId::Table2 => "二",
        TableId::Table3 => "三",
        TableId::Table4 => "四",
    }
}

/// A cell being entered: its keys, its words, the run it came from.
pub(super) struct Entering<'a> {
    /// Which table.
    pub table: TableId,
    /// Row key.
    pub row: &'a str,
    /// Column key.
    pub column: &'a str,
    /// By which a person finds the cell.
    pub label: String,
    /// The rule broken by what is no figure of its kind: R2.2, R3.4, R4.2.
    pub rule: &'static str,
    /// What it should be, in words.
    pub kind: &'static str,
    /// The line it stands in.
    pub run: &'a Run,
}

/// Notes place, remark and way of writing of a cell, and tells what is wrong with it. The figure itself is entered by
/// the caller.
pub(super) fn enter(tables: &mut Tables, cell: &Entering<'_>, figure: &Figure, place: Option<&Place>) {
    let spot: Spot = (cell.table, cell.row.to_owned(), cell.column.to_owned());
    let place = place.cloned().or_else(|| cell.run.place.clone());
    if let Some(place) = &place {
        tables.places.insert(spot.clone(), place.clone());
    }
    tables.quotes.entry((cell.table, cell.row.to_owned())).or_insert_with(|| cell.run.quote.clone());
    let tell = |rule: &str, severity, message: String, found: &str| {
        let mut told = finding(rule, severity, message, Some(cell.run.quote.clone()), place.clone());
        told.found = Some(text_value(found));
        at(told, cell.table, Some(cell.row), Some(cell.column))
    };
    let (label, found) = (&cell.label, figure.text.trim());
    if figure.state == State::Bad {
        tables.unread.insert(spot.clone());
        let message = format!("表{}“{label}”应为{}，实际为“{found}”。", number(cell.table), cell.kind);
        tables.doubts.push(tell(cell.rule, Severity::Error, message, found));
    }
    if !found.is_empty() && !found.bytes().all(|b| b.is_ascii_digit()) {
        tables.printed.insert(spot.clone(), found.to_owned());
    }
    if figure.state == State::Mark || figure.remark.is_some() {
        let text = figure.remark.clone().unwrap_or_else(|| found.to_owned());
        let (row, column) = (Some(cell.row.to_owned()), Some(cell.column.to_owned()));
        tables.remarks.push(Remark { table: cell.table, row, column, text, place: place.clone() });
    }
    let value = plain(figure);
    if figure.is_number() && figure.remark.is_some() && !figure.dressed {
        let message = format!("“{label}”内有附加文字“{found}”，已按{value}计；说明宜写在表下注中。");
        tables.doubts.push(tell("R2.7", Severity::Hint, message, found));
    }
    // 采购总金额 names its unit; the fee stands in 万元 without one.
    let with_unit = cell.row == "procurement";
    if figure.is_number() && figure.dressed && !with_unit {
        let message = format!("“{label}”数字写作“{found}”，宜只写{value}。");
        tables.doubts.push(tell("R8.3", Severity::Hint, message, found));
    }
    if figure.is_number() && figure.foreign_digits {
        let message = format!("“{label}”数字写作“{found}”，宜写{value}。");
        tables.doubts.push(tell("R8.4", Severity::Warn, message, found));
    }
    if figure.is_number() && figure.broken {
        let message = format!("“{label}”疑由断开的数字“{found}”拼成，已按{value}计，请核对原件。");
        tables.doubts.push(tell("R8.5", Severity::Warn, message, found));
    }
    if figure.converted && !with_unit {
        let message = format!("行政事业性收费单位为“万元”，{found}按“元”填写，已换算为{value}万元。");
        tables.doubts.push(tell("R2.4", Severity::Warn, message, found));
    }
}

fn plain(figure: &Figure) -> String {
    use super::figure::Number;
    match &figure.state {
        State::Number(Number::Count(count)) => count.to_string(),
        State::Number(Number::Signed(count)) => count.to_string(),
        State::Number(Number::Money(amount)) => amount.clone(),
        _ => String::new(),
    }
}

/// R1.8: a row whose values could not be told apart.
pub(super) fn unplaced(tables: &mut Tables, table: TableId, row: &str, label: &str, expected: usize, run: &Run) {
    let found = run.values.iter().filter(|value| !value.text.trim().is_empty()).count();
    let exact = run.source == super::pieces::Source::Cells;
    let severity = if exact { Severity::Error } else { Severity::Warn };
    let tail = if table == TableId::Table3 {
        "无法确定各数属于哪一类申请人"
    } else {
        "无法确定各数属于哪一栏"
    };
    let message = format!("表{}“{label}”行应有{expected}个数字，实际{found}个，{tail}。", number(table));
    let mut told = finding("R1.8", severity, message, Some(run.quote.clone()), run.place.clone());
    told.expected = Some((expected as u64).into());
    told.found = Some((found as u64).into());
    tables.doubts.push(at(told, table, Some(row), None));
}

/// R1.9: a row, column or block outside the form.
pub(super) fn foreign(tables: &mut Tables, table: TableId, label: &str, quote: &str, place: Option<Place>) {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).take(40).collect();
    let message = format!("表{}出现统一格式以外的“{label}”，统一格式不宜自行增删。", number(table));
    let mut told = finding("R1.9", Severity::Warn, message, Some(quote.to_owned()), place);
    told.found = Some(text_value(&label));
    tables.doubts.push(at(told, table, None, None));
}

/// R1.11: a label that is misprinted.
pub(super) fn misprint(tables: &mut Tables, table: TableId, row: &str, found: &str, expected: &str, run: &Run) {
    let found: String = found.chars().filter(|c| !c.is_whitespace()).collect();
    let message = format!("表{}“{found}”疑为“{expected}”之误。", number(table));
    let mut told = finding("R1.11", Severity::Warn, message, Some(run.quote.clone()), run.place.clone());
    told.expected = Some(text_value(expected));
    told.found = Some(text_value(&found));
    tables.doubts.push(at(told, table, Some(row), None));
}

/// R8.5: digits that were put together, or taken apart, because only one way makes the sums hold.
pub(super) fn joined(tables: &mut Tables, table: TableId, row: &str, label: &str, read: &str, run: &Run) {
    let found: Vec<&str> = run.values.iter().map(|value| value.text.trim()).filter(|text| !text.is_empty()).collect();
    let found = found.join(" ");
    let message = format!("“{label}”疑由断开的数字“{found}”拼成，已按{read}计，请核对原件。");
    let mut told = finding("R8.5", Severity::Warn, message, Some(run.quote.clone()), run.place.clone());
    told.found = Some(text_value(&found));
    tables.doubts.push(at(told, table, Some(row), None));
    tables.doubtful.insert((table, row.to_owned(), String::new()));
}
