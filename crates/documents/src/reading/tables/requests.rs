//! Table three: 收到和处理政府信息公开申请情况. Each row is seven values behind a label; the last seven count, whatever
//! label cells a page has lost (L3).

use gongkai_rules::reporting::exchange::{Severity, TableId};
use gongkai_rules::reporting::form::{Column, Group, Row, normalise};
use gongkai_rules::reporting::tables::{RequestsRow, RequestsTable};

use super::align::{Placed, Side, align};
use super::figure::{Figure, Kind, Number, State};
use super::labels::{REQUESTS, RequestsEntry, comparable};
use super::pieces::{Run, Source, Value, runs};
use super::saying::{self, Entering};
use super::{Tables, joining};
use crate::reading::lines::Line;

mod columns;

use columns::Columns;

/// Reads the table.
pub(super) fn read(lines: &[Line], tables: &mut Tables) {
    let known = |label: &str| !REQUESTS.exact(&comparable(label)).is_empty();
    let mut runs = runs(lines, &known, &[7]);
    // A head with empty cells behind it is no row; a row has seven, or was left one short (L14).
    let row = |label: &str| {
        // 其他 and 总计 stand over columns too.
        let label = comparable(label);
        let entries = if label.chars().count() < 4 { &[] } else { REQUESTS.exact(&label) };
        let mut entries = entries.iter().filter_map(|at| REQUESTS.entries.get(*at));
        entries.any(|entry| matches!(entry.id, RequestsEntry::Row(_)))
    };
    runs.retain(|run| {
        let short = run.source == Source::Cells && run.values.len() >= 5 && run.own.as_deref().is_some_and(row);
        !run.is_blank() || run.values.len() >= 7 && run.own.as_deref().is_some_and(known) || short
    });
    let columns = Columns::of(lines, &runs);
    if columns.doubled {
        // Two years side by side (L32): which is this year's is not for a program to say.
        let message = "文件中出现两套表格或两份报告（表三并列两个年度的数字），请确认以哪一份为准。".to_owned();
        let quote = lines.first().map(|line| line.text.chars().take(60).collect());
        let told = saying::finding("R1.14", Severity::Warn, message, quote, None);
        tables.doubts.push(saying::at(told, TableId::Table3, None, None));
    }
    let has_figures = |entry: &RequestsEntry| matches!(entry, RequestsEntry::Row(_));
    let placed = align(&runs, &REQUESTS, &has_figures, &[Side::Above, Side::Below]);
    if placed.iter().flatten().count() < 3 {
        return;
    }
    let mut table = RequestsTable::empty();
    let split = placed.iter().flatten().any(|placed| matches!(entry(placed), Some(RequestsEntry::Row(row)) if Group::OtherwiseHandled.rows().contains(&row)));
    for (run, placed) in runs.iter().zip(&placed) {
        let Some(placed) = placed else {
            extra(run, tables);
            continue;
        };
        match entry(placed) {
            Some(RequestsEntry::Row(row)) => one_row(&mut table, row, run, placed, &columns, tables),
            Some(RequestsEntry::Group(Group::OtherwiseHandled)) if !split => {
                one_row(&mut table, Row::OtherwiseHandled, run, placed, &columns, tables);
            }
            Some(RequestsEntry::Group(group)) => {
                tables.group_sums.push((group, head_figures(run, &columns), run.quote.clone()));
            }
            Some(RequestsEntry::Results) | None => {}
        }
    }
    without_figures(&mut table, lines, split, tables);
    check_group_sums(&table, tables);
    super::residue(lines, TableId::Table3, tables);
    columns.tell(tables);
    tables.table3 = Some(table);
}

/// Rows whose label is printed but whose figures nothing ties to it: not read, and not missing from the report.
fn without_figures(table: &mut RequestsTable, lines: &[Line], split: bool, tables: &mut Tables) {
    let exact = lines.iter().any(|line| line.exact);
    let printed: String = lines.iter().map(|line| normalise(&line.text)).collect();
    for row in Row::ALL.into_iter().filter(|row| table.row(*row).is_none()).collect::<Vec<_>>() {
        let label =
            comparable(if row == Row::OtherwiseHandled { Group::OtherwiseHandled.label() } else { row.label() });
        let group_of_three = row == Row::OtherwiseHandled && split;
        // 其他 and 总计 stand in the heads too.
        let numbered =
            normalise(if row == Row::OtherwiseHandled { Group::OtherwiseHandled.label() } else { row.label() });
        let telling = if label.chars().count() >= 4 && row != Row::OtherwiseHandled { &label } else { &numbered };
        if exact || group_of_three || !printed.contains(telling) {
            continue;
        }
        for column in Column::ALL {
            tables.unplaced.insert((TableId::Table3, row.id().to_owned(), column.id().to_owned()));
        }
        let message = format!("表三“{}”行应有7个数字，实际0个，无法确定各数属于哪一类申请人。", full_label(row));
        let mut told = saying::finding("R1.8", Severity::Warn, message, Some(row.label().to_owned()), None);
        told.expected = Some(7u64.into());
        told.found = Some(0u64.into());
        tables.doubts.push(saying::at(told, TableId::Table3, Some(row.id()), None));
        table.set_row(row, Some(RequestsRow::default()));
    }
}

fn entry(placed: &Placed) -> Option<RequestsEntry> {
    REQUESTS.entries.get(placed.entry).map(|entry| entry.id)
}

/// R1.9: a row with figures that the form does not have.
fn extra(run: &Run, tables: &mut Tables) {
    let numbers = run.figures(Kind::Count).iter().filter(|figure| figure.is_number()).count();
    if let Some(own) = run.own.as_deref().filter(|_| numbers >= 5) {
        saying::foreign(tables, TableId::Table3, own, &run.quote, run.place.clone());
    }
}

fn one_row(table: &mut RequestsTable, row: Row, run: &Run, placed: &Placed, columns: &Columns, tables: &mut Tables) {
    let label = if row == Row::OtherwiseHandled { Group::OtherwiseHandled.label() } else { row.label() };
    if let Some(found) = placed.misprint.as_ref().filter(|_| run.source == Source::Cells || run.above.is_empty()) {
        saying::misprint(tables, TableId::Table3, row.id(), found, label, run);
    }
    match seven(run, columns) {
        Seven::Cells(values) => {
            let mut cells = [None; 7];
            for ((column, value), cell) in Column::ALL.into_iter().zip(&values).zip(&mut cells) {
                let figure = Figure::read(&value.text, Kind::Count);
                *cell = figure.count_value();
                let entering = Entering {
                    table: TableId::Table3,
                    row: row.id(),
                    column: column.id(),
                    label: format!("{}·{}", full_label(row), column.label()),
                    rule: "R3.4",
                    kind: "非负整数",
                    run,
                };
                saying::enter(tables, &entering, &figure, value.place.as_ref());
            }
            table.set_row(row, Some(RequestsRow::from_cells(cells)));
        }
        Seven::Joined(numbers) => {
            let read = numbers.map(|number| number.to_string()).join(" ");
            saying::joined(tables, TableId::Table3, row.id(), &full_label(row), &read, run);
            table.set_row(row, Some(RequestsRow::from_cells(numbers.map(Some))));
        }
        Seven::Zeros => {
            saying::unplaced(tables, TableId::Table3, row.id(), &full_label(row), 7, run);
            table.set_row(row, Some(RequestsRow::zero()));
        }
        Seven::Sparse(cells) => {
            // Blank cells have vanished from the text: they are blanks of the report.
            table.set_row(row, Some(RequestsRow::from_cells(cells)));
        }
        Seven::Unplaced => {
            saying::unplaced(tables, TableId::Table3, row.id(), &full_label(row), 7, run);
            for column in Column::ALL {
                tables.unplaced.insert((TableId::Table3, row.id().to_owned(), column.id().to_owned()));
            }
            table.set_row(row, Some(RequestsRow::default()));
        }
    }
}

fn full_label(row: Row) -> String {
    if row == Row::OtherwiseHandled { Group::OtherwiseHandled.label().to_owned() } else { row.full_label() }
}

/// The values of a row told apart.
enum Seven {
    /// A value cell for each column.
    Cells(Vec<Value>),
    /// Numbers put together out of pieces: the only way that adds up.
    Joined([u64; 7]),
    /// Too few, but none of them other than 0.
    Zeros,
    /// Blank cells have vanished; what is left can only stand here.
    Sparse([Option<u64>; 7]),
    /// Not told apart.
    Unplaced,
}

fn seven(run: &Run, columns: &Columns) -> Seven {
    if columns.doubled {
        return Seven::Unplaced;
    }
    let values = &run.values;
    if let Some(values) = columns.standing(run) {
        return Seven::Cells(values);
    }
    if columns.is_cut(run) && !run.is_blank() {
        return Seven::Unplaced;
    }
    if values.len() == 7 && columns.fits(values) {
        return Seven::Cells(values.clone());
    }
    if let Some(values) = columns.pick(run) {
        return Seven::Cells(values);
    }
    if values.len() > 7 {
        return too_many(run, columns);
    }
    if values.len() == 7 {
        return Seven::Cells(values.clone());
    }
    too_few(run)
}

fn too_many(run: &Run, columns: &Columns) -> Seven {
    let values = &run.values;
    let blank = |value: &&Value| value.text.trim().is_empty();
    let leading = values.iter().take_while(blank).count();
    let trailing = values.iter().rev().take_while(blank).count();
    let surplus = values.len() - 7;
    let windows: Vec<&[Value]> = (0..=surplus)
        .filter(|from| *from <= leading && surplus - from <= trailing)
        .filter_map(|from| values.get(from..from + 7))
        .collect();
    match windows.as_slice() {
        [only] => return Seven::Cells(only.to_vec()),
        [] => {}
        several => {
            if several.iter().all(|window| window.iter().all(|value| value.text.trim().is_empty())) {
                return Seven::Cells(several.first().map(|window| window.to_vec()).unwrap_or_default());
            }
            return one_of(
                several,
                columns.usual_tail(values.len()).and_then(|tail| surplus.checked_sub(tail)),
                values,
            );
        }
    }
    let pieces: Vec<&str> = values.iter().map(|value| value.text.trim()).filter(|text| !text.is_empty()).collect();
    joining::seven_of(&pieces).map_or(Seven::Unplaced, Seven::Joined)
}

/// Which of several stretches are the seven: the one that begins where the rows alike begin, or the one that adds up.
/// Two witnesses that gainsay each other are none.
fn one_of(several: &[&[Value]], usual: Option<usize>, values: &[Value]) -> Seven {
    let mut adding = several.iter().copied().filter(|window| adds_up(window));
    let adds = adding.next().filter(|_| adding.next().is_none());
    let usual = usual.and_then(|from| values.get(from..from + 7)).filter(|window| several.contains(window));
    match (usual, adds) {
        (Some(usual), Some(adds)) if usual != adds => Seven::Unplaced,
        (Some(window), _) | (None, Some(window)) => Seven::Cells(window.to_vec()),
        (None, None) => Seven::Unplaced,
    }
}

/// Whether seven cells are six kinds that add up to a printed total. Naught is no witness: any cells of a row of zeros
/// add up.
fn adds_up(window: &[Value]) -> bool {
    let figures: Vec<Figure> = window.iter().map(|value| Figure::read(&value.text, Kind::Count)).collect();
    let Some((total, kinds)) = figures.split_last().filter(|(_, kinds)| kinds.len() == 6) else { return false };
    let Some(total) = total.count_value().filter(|total| *total > 0) else { return false };
    kinds.iter().filter_map(Figure::count_value).map(u128::from).sum::<u128>() == u128::from(total)
}

fn too_few(run: &Run) -> Seven {
    let figures = run.figures(Kind::Count);
    let counts: Vec<Option<u64>> = figures.iter().map(Figure::count_value).collect();
    if run.source == Source::Glued || run.values.len() == 1 && run.values.first().is_some_and(|v| v.text.len() >= 7) {
        let digits = run.values.first().map(|value| value.text.trim()).unwrap_or_default();
        if let Some(numbers) = joining::seven_in(digits) {
            return if numbers == [0; 7] { Seven::Cells(zeros(run)) } else { Seven::Joined(numbers) };
        }
        return Seven::Unplaced;
    }
    if run.source == Source::Stream {
        match counts.as_slice() {
            [Some(total)] => return Seven::Sparse([None, None, None, None, None, None, Some(*total)]),
            [Some(a), Some(b)] if a == b => return Seven::Sparse([Some(*a), None, None, None, None, None, Some(*b)]),
            _ => {}
        }
    }
    let zero = |figure: &Figure| figure.state == State::Number(Number::Count(0));
    if counts.len() >= 5 && figures.iter().all(zero) { Seven::Zeros } else { Seven::Unplaced }
}

/// Seven printed zeros that stood in one piece.
fn zeros(run: &Run) -> Vec<Value> {
    let place = run.values.first().and_then(|value| value.place.clone());
    (0..7).map(|_| Value { text: "0".to_owned(), place: place.clone(), column: None }).collect()
}

/// The figures printed on a group head: seven, or one for all.
fn head_figures(run: &Run, columns: &Columns) -> Vec<(Column, u64)> {
    let filled: Vec<&Value> = run.values.iter().filter(|value| !value.text.trim().is_empty()).collect();
    if let [only] = filled.as_slice() {
        let total = Figure::read(&only.text, Kind::Count).count_value();
        return total.map(|total| (Column::Total, total)).into_iter().collect();
    }
    match seven(run, columns) {
        Seven::Cells(values) => {
            let figures = values.iter().map(|value| Figure::read(&value.text, Kind::Count).count_value());
            Column::ALL.into_iter().zip(figures).filter_map(|(column, count)| Some((column, count?))).collect()
        }
        _ => Vec::new(),
    }
}

/// R3.9: a subtotal on a group head is the sum of its rows.
fn check_group_sums(table: &RequestsTable, tables: &mut Tables) {
    for (group, figures, quote) in std::mem::take(&mut tables.group_sums) {
        for (column, found) in figures {
            let expected = table.sum(group.rows(), column);
            if expected == found {
                continue;
            }
            let message = format!("“{}”小计{found}与下列明细之和{expected}不符。", group.label());
            let mut told = saying::finding("R3.9", Severity::Warn, message, Some(quote.clone()), None);
            told.expected = Some(expected.into());
            told.found = Some(found.into());
            tables.doubts.push(saying::at(told, TableId::Table3, Some(group.id()), Some(column.id())));
        }
    }
}
