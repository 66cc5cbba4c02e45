//! R3 Table three: the identities of rows and columns, and what explains several failures at once.

use super::super::form::Group;
use super::super::tables::{RequestsRow, RequestsTable};
use super::*;

pub(super) fn check(report: &Report, context: &Context, findings: &mut Vec<Finding>) {
    let Some(table) = &report.table3 else { return };
    let mut found = Sums::of(table).findings(report);
    explain(table, &mut found);
    findings.append(&mut found);
    blank_totals(report, table, context, findings);
    blank_cells(report, table, context, findings);
    proportions(table, findings);
}

/// The rows whose sum is （七）总计: the 21 leaves, and （六）其他处理 where it is one row.
fn parts(table: &RequestsTable) -> Vec<Row> {
    let merged = table.row(Row::OtherwiseHandled).is_some().then_some(Row::OtherwiseHandled);
    Row::leaves().chain(merged).collect()
}

/// Both sides of a failed identity. `left − right` is what the right side lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Failure {
    left: i128,
    right: i128,
    /// Blank operands: the rule cannot be judged.
    blank: bool,
}

impl Failure {
    fn lacks(self) -> i128 {
        self.left - self.right
    }
}

/// Which identities fail: by column for R3.1 and R3.2, by row for R3.3.
struct Sums<'a> {
    table: &'a RequestsTable,
    balance: Vec<(Column, Failure)>,
    results: Vec<(Column, Failure)>,
    rows: Vec<(Row, Failure)>,
}

impl<'a> Sums<'a> {
    fn of(table: &'a RequestsTable) -> Self {
        let balance = Column::ALL.into_iter().filter_map(|c| balance(table, c).map(|failure| (c, failure)));
        let results = Column::ALL.into_iter().filter_map(|c| results(table, c).map(|failure| (c, failure)));
        let rows = Row::ALL.into_iter().filter_map(|row| row_sum(table, row).map(|failure| (row, failure)));
        Sums { table, balance: balance.collect(), results: results.collect(), rows: rows.collect() }
    }

    fn findings(&self, report: &Report) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (column, failure) in &self.balance {
            findings.push(self.balance_finding(report, *column, *failure));
        }
        for (column, failure) in &self.results {
            findings.push(results_finding(report, *column, *failure));
        }
        for (row, failure) in &self.rows {
            findings.push(row_finding(report, *row, *failure));
        }
        // Blank operands give one hint a rule, however many rows or columns they touch.
        for rule in ["R3.1", "R3.2", "R3.3"] {
            let mut kept = false;
            findings.retain(|hit: &Finding| {
                let hint = hit.rule == rule && hit.severity == Severity::Hint;
                let keep = !hint || !kept;
                kept |= hint;
                keep
            });
        }
        findings
    }

    fn balance_finding(&self, report: &Report, column: Column, failure: Failure) -> Finding {
        let cell = Cell::Requests(Row::Total, column);
        let label = column.label();
        if failure.blank {
            return not_assessable("R3.1", &format!("“{label}”列")).at(cell);
        }
        let figure = |row| or_zero(self.table.get(row, column));
        let (a, b) = (figure(Row::NewlyReceived), figure(Row::CarriedIn));
        let (t, o) = (figure(Row::Total), figure(Row::CarriedOut));
        let (l, r) = (failure.left, failure.right);
        let message = format!("“{label}”列：第一项{a}＋第二项{b}＝{l}，第三项总计{t}＋第四项{o}＝{r}，勾稽不符。");
        let hit = Finding::new("R3.1", Severity::Error, message).at(cell).expected(value(l - o)).found(value(t));
        with_quote(hit, row_quote(report, Row::Total))
    }
}

fn results_finding(report: &Report, column: Column, failure: Failure) -> Finding {
    let cell = Cell::Requests(Row::Total, column);
    let label = column.label();
    if failure.blank {
        return not_assessable("R3.2", &format!("“{label}”列办理结果")).at(cell);
    }
    let (expected, found) = (failure.left, failure.right);
    let message = format!("“{label}”列办理结果各项之和为{expected}，第（七）项总计为{found}。");
    let hit = Finding::new("R3.2", Severity::Error, message).at(cell).expected(value(expected)).found(value(found));
    with_quote(hit, row_quote(report, Row::Total))
}

fn row_finding(report: &Report, row: Row, failure: Failure) -> Finding {
    let cell = Cell::Requests(row, Column::Total);
    let label = row.full_label();
    if failure.blank {
        return not_assessable("R3.3", &format!("“{label}”行")).at(cell);
    }
    let (expected, found) = (failure.left, failure.right);
    let message = format!("“{label}”行各类申请人之和为{expected}，总计为{found}。");
    let hit = Finding::new("R3.3", Severity::Error, message).at(cell).expected(value(expected)).found(value(found));
    with_quote(hit, row_quote(report, row))
}

fn with_quote(mut hit: Finding, quote: Option<String>) -> Finding {
    hit.quote = quote;
    hit
}

/// R3.1 of a column: new + carried in = total + carried out.
fn balance(table: &RequestsTable, column: Column) -> Option<Failure> {
    let cells = [Row::NewlyReceived, Row::CarriedIn, Row::Total, Row::CarriedOut].map(|row| table.get(row, column));
    let [new, carried_in, total, carried_out] = cells.map(or_zero);
    let (left, right) = (new + carried_in, total + carried_out);
    // A blank total of these rows is R3.7's to report, with the value it should have.
    let told_elsewhere = column == Column::Total && (cells[0].is_none() || cells[2].is_none() || cells[3].is_none());
    (left != right && !told_elsewhere).then_some(Failure { left, right, blank: cells.contains(&None) })
}

/// R3.2 of a column: total = sum of the results. Blank totals of detail rows are replaced by their row sums.
fn results(table: &RequestsTable, column: Column) -> Option<Failure> {
    let total = table.get(Row::Total, column);
    let mut left = 0;
    let mut blank = total.is_none();
    for row in parts(table) {
        let printed = table.get(row, column);
        let stand_in = (column == Column::Total).then(|| sum_of_kinds(table, row)).flatten();
        // Of （六） a table prints the one row or the three: what it does not print is no blank of it.
        let of_six = row == Row::OtherwiseHandled || merged_away(table, row);
        let replaced = of_six && table.row(row).is_none();
        let known = printed.map(wide).or(stand_in);
        blank |= known.is_none() && !replaced;
        left += known.unwrap_or(0);
    }
    let right = or_zero(total);
    let told_elsewhere = column == Column::Total && total.is_none();
    (left != right && !told_elsewhere).then_some(Failure { left, right, blank })
}

/// One of the three rows of （六） in a table that prints them as one.
fn merged_away(table: &RequestsTable, row: Row) -> bool {
    Group::OtherwiseHandled.rows().contains(&row) && table.row(Row::OtherwiseHandled).is_some()
}

/// The sum of the six kinds in a row; `None` when all six are blank.
fn sum_of_kinds(table: &RequestsTable, row: Row) -> Option<i128> {
    let known: Vec<u64> = Column::KINDS.into_iter().filter_map(|column| table.get(row, column)).collect();
    (!known.is_empty()).then(|| known.into_iter().map(wide).sum())
}

/// R3.3 of a row: total = sum of the six kinds. A blank total is R3.5's or R3.7's.
fn row_sum(table: &RequestsTable, row: Row) -> Option<Failure> {
    let right = wide(table.get(row, Column::Total)?);
    let cells = Column::KINDS.map(|column| table.get(row, column));
    let left = cells.iter().copied().map(or_zero).sum();
    (left != right).then_some(Failure { left, right, blank: cells.contains(&None) })
}

/// R3.8, R3.12, R3.13: one fault behind several failures becomes the error, the failures hints.
fn explain(table: &RequestsTable, findings: &mut Vec<Finding>) {
    let sums = Sums::of(table);
    let firm = |failure: &Failure| !failure.blank;
    if let Some((row, columns)) = shifted_row(table, &sums) {
        let message = format!("“{}”行数字疑整体错了一列。", row.full_label());
        soften(findings, |hit| {
            (hit.rule == "R3.3" && hit.row.as_deref() == Some(row.id()))
                || (hit.rule == "R3.2" && columns.iter().any(|column| hit.column.as_deref() == Some(column.id())))
        });
        findings.push(Finding::new("R3.8", Severity::Error, message).in_table(TableId::Table3).in_row(row.id()));
        return;
    }
    let mut explained = false;
    for (column, failure) in sums.balance.iter().filter(|(_, failure)| firm(failure)) {
        let same =
            sums.results.iter().find(|(c, other)| c == column && firm(other) && other.lacks() == failure.lacks());
        if same.is_none() {
            continue;
        }
        explained = true;
        let found = or_zero(table.get(Row::Total, *column));
        let d = failure.lacks().abs();
        let message = format!("“{}”列两项勾稽同差{d}，疑第（七）项总计有误。", column.label());
        soften(findings, |hit| {
            let in_column = hit.column.as_deref() == Some(column.id());
            (matches!(hit.rule.as_str(), "R3.1" | "R3.2") && in_column)
                || total_row_follows(hit, &sums, *column, *failure)
        });
        let hit = Finding::new("R3.12", Severity::Error, message).at(Cell::Requests(Row::Total, *column));
        findings.push(hit.expected(value(found + failure.lacks())).found(value(found)));
    }
    if !explained {
        wrong_row_total(table, &sums, findings);
    }
}

/// The row total of （七） breaks by the same difference when one of its cells is wrong.
fn total_row_follows(hit: &Finding, sums: &Sums, column: Column, failure: Failure) -> bool {
    let Some((_, row)) = sums.rows.iter().find(|(row, _)| *row == Row::Total) else { return false };
    let sign = if column == Column::Total { 1 } else { -1 };
    hit.rule == "R3.3" && hit.row.as_deref() == Some(Row::Total.id()) && row.lacks() == sign * failure.lacks()
}

/// R3.13: the total of exactly one row is wrong, and with it the total column of R3.2.
fn wrong_row_total(table: &RequestsTable, sums: &Sums, findings: &mut Vec<Finding>) {
    let ([(row, by_row)], [(Column::Total, by_column)]) = (&sums.rows[..], &sums.results[..]) else { return };
    let is_part = parts(table).contains(row);
    if !is_part || by_row.blank || by_column.blank || by_row.lacks() != -by_column.lacks() {
        return;
    }
    let (expected, found) = (by_row.left, by_row.right);
    soften(findings, |hit| matches!(hit.rule.as_str(), "R3.2" | "R3.3"));
    let message = format!("疑“{}”行总计一格有误，应为{expected}。", row.full_label());
    let hit = Finding::new("R3.13", Severity::Error, message).at(Cell::Requests(*row, Column::Total));
    findings.push(hit.expected(value(expected)).found(value(found)));
}

/// R3.8: a row that adds up, and makes the columns add up, once its values are moved by one column. Gives the row and
/// the columns of R3.2 that the move mends.
fn shifted_row(table: &RequestsTable, sums: &Sums) -> Option<(Row, Vec<Column>)> {
    let failing: Vec<Row> = sums.rows.iter().filter(|(_, failure)| !failure.blank).map(|(row, _)| *row).collect();
    failing.into_iter().find_map(|row| {
        let cells = Column::ALL.map(|column| table.get(row, column));
        let moved = |by: usize| {
            let mut cells = cells;
            cells.rotate_right(by);
            let mut mended = table.clone();
            mended.set_row(row, Some(RequestsRow::from_cells(cells)));
            mended
        };
        [1, cells.len() - 1].into_iter().find_map(|by| {
            let mended = moved(by);
            let holds = row_sum(&mended, row).is_none()
                && Column::ALL.into_iter().all(|column| results(&mended, column).is_none());
            let mended_columns = sums.results.iter().map(|(column, _)| *column).collect();
            (holds && !sums.results.is_empty()).then_some((row, mended_columns))
        })
    })
}

fn soften(findings: &mut [Finding], explained: impl Fn(&Finding) -> bool) {
    for hit in findings.iter_mut().filter(|hit| explained(hit)) {
        hit.severity = Severity::Hint;
    }
}

/// R3.5 and R3.7: blank totals, with the value they should have.
fn blank_totals(report: &Report, table: &RequestsTable, context: &Context, findings: &mut Vec<Finding>) {
    for row in Row::ALL.into_iter().filter(|row| table.row(*row).is_some()) {
        let cell = Cell::Requests(row, Column::Total);
        if table.get(row, Column::Total).is_some() || context.is_unread(cell) {
            continue;
        }
        let label = row.full_label();
        let sum = sum_of_kinds(table, row);
        if matches!(row, Row::NewlyReceived | Row::Total | Row::CarriedOut) {
            let expected = sum.or_else(|| by_balance(table, row));
            let tail = expected.map_or_else(|| "无法推算".to_owned(), |n| format!("按其他数字推算应为{n}"));
            let message = format!("“{label}”行总计空白，无法核对勾稽关系；{tail}。");
            let mut hit = Finding::new("R3.7", Severity::Error, message).at(cell);
            hit.expected = expected.map(value);
            findings.push(with_quote(hit, row_quote(report, row)));
        } else if let Some(expected) = sum {
            let message = format!("“{label}”行总计为空白，按各列相加应为{expected}。");
            let hit = Finding::new("R3.5", Severity::Warn, message).at(cell).expected(value(expected));
            findings.push(with_quote(hit, row_quote(report, row)));
        }
    }
}

/// What a blank total of one of the four rows must be by R3.1, when the other three are known.
fn by_balance(table: &RequestsTable, row: Row) -> Option<i128> {
    let figure = |row| table.get(row, Column::Total).map(wide);
    let expected = match row {
        Row::NewlyReceived => figure(Row::Total)? + figure(Row::CarriedOut)? - figure(Row::CarriedIn)?,
        Row::Total => figure(Row::NewlyReceived)? + figure(Row::CarriedIn)? - figure(Row::CarriedOut)?,
        Row::CarriedOut => figure(Row::NewlyReceived)? + figure(Row::CarriedIn)? - figure(Row::Total)?,
        _ => return None,
    };
    (expected >= 0).then_some(expected)
}

/// R3.6: blanks among the six kinds, one finding for the table.
fn blank_cells(report: &Report, table: &RequestsTable, context: &Context, findings: &mut Vec<Finding>) {
    let rows = Row::ALL.into_iter().filter(|row| table.row(*row).is_some());
    let cells = rows.flat_map(|row| Column::KINDS.map(|column| (row, column)));
    let unread = |row: Row, column: Column| context.is_unread(Cell::Requests(row, column));
    let blank: Vec<(Row, Column)> =
        cells.filter(|(row, column)| table.get(*row, *column).is_none() && !unread(*row, *column)).collect();
    let Some((row, column)) = blank.first().copied() else { return };
    let (n, cell) = (blank.len(), Cell::Requests(row, column));
    let message = format!("表三有{n}个空白或“/”单元格（如“{}”），没有发生的应填0。", cell.label());
    findings.push(with_quote(
        Finding::new("R3.6", Severity::Warn, message).at(cell).found(n as u64),
        row_quote(report, row),
    ));
}

/// R3.10, R3.11, R3.14: figures that deserve a second look.
fn proportions(table: &RequestsTable, findings: &mut Vec<Finding>) {
    let total = |row| table.get(row, Column::Total);
    let percent = |part: u64, whole: u64| format!("{:.2}", part as f64 * 100.0 / whole as f64);
    if let (Some(other), Some(all)) = (total(Row::OtherHandling), total(Row::Total))
        && all >= 10
        && wide(other) * 5 > wide(all)
    {
        let p = percent(other, all);
        let message = format!("“其他处理·3.其他”{other}件，占办理总数{p}%，宜在正文说明主要情形。");
        let hit = Finding::new("R3.10", Severity::Hint, message);
        findings.push(hit.at(Cell::Requests(Row::OtherHandling, Column::Total)).found(other));
    }
    let (new, carried_in) = (total(Row::NewlyReceived), total(Row::CarriedIn));
    if let (Some(out), Some(new)) = (total(Row::CarriedOut), new)
        && new >= 10
        && wide(out) * 2 > wide(new)
    {
        let p = percent(out, new);
        let message = format!("结转下年{out}件，占新收{p}%；答复期限一般为20个工作日，请核对。");
        findings.push(
            Finding::new("R3.11", Severity::Hint, message)
                .at(Cell::Requests(Row::CarriedOut, Column::Total))
                .found(out),
        );
    }
    let (Some(new), Some(carried_in)) = (new, carried_in) else { return };
    let due = wide(new) + wide(carried_in);
    let mut too_many = |row: Row, label: String, found: i128| {
        let message = format!("“{label}”{found}件大于全部应办件数{due}件。");
        let hit = Finding::new("R3.14", Severity::Hint, message).at(Cell::Requests(row, Column::Total));
        findings.push(hit.found(value(found)));
    };
    for row in parts(table) {
        if let Some(count) = total(row).filter(|count| wide(*count) > due) {
            too_many(row, row.full_label(), wide(count));
        }
    }
    let (unclear, late) = (total(Row::StillUnclear), total(Row::NotClarifiedInTime));
    if let (Some(unclear), Some(late)) = (unclear, late) {
        let both = wide(unclear) + wide(late);
        if both > due && wide(unclear) <= due && wide(late) <= due {
            too_many(Row::StillUnclear, "补正后仍不明确、逾期不补正".to_owned(), both);
        }
    }
}
