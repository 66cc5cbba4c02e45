//! `--fix-hints`: for an arithmetic finding the smallest change of one cell that makes all rules of its table hold, if
//! there is exactly one such change. A proposal to look at, never a repair.

use gongkai_rules::reporting::exchange::{Finding, Fix, Report, TableId, Value};
use gongkai_rules::reporting::form::{Block, Cell, Column, Row, Standing};
use gongkai_rules::reporting::tables::{RemediesTable, RequestsTable};

/// Rules that are arithmetic within one table.
const ARITHMETIC: [&str; 8] = ["R3.1", "R3.2", "R3.3", "R3.5", "R3.7", "R3.12", "R3.13", "R4.1"];

/// Adds the proposals to the findings.
pub(super) fn add(report: &Report, findings: &mut [Finding]) {
    let three = fix(report, TableId::Table3);
    let four: Vec<Option<Fix>> = Block::ALL.iter().map(|block| in_block(report.table4.as_ref(), *block)).collect();
    for finding in findings.iter_mut().filter(|finding| ARITHMETIC.contains(&finding.rule.as_str())) {
        finding.fix = match finding.table {
            Some(TableId::Table3) => three.clone(),
            Some(TableId::Table4) => {
                let block = finding.row.as_deref().and_then(|row| row.parse::<Block>().ok());
                block.and_then(|block| four.get(block.index()).cloned().flatten())
            }
            _ => None,
        };
    }
}

/// The one change of one cell that makes all sums of a table hold; `None` where they hold, where no single cell does
/// it, or where more than one would.
pub fn fix(report: &Report, table: TableId) -> Option<Fix> {
    match table {
        TableId::Table3 => in_requests(report.table3.as_ref()?),
        TableId::Table4 => {
            let mut fixes = Block::ALL.into_iter().filter(|block| !block_holds(report.table4.as_ref(), *block));
            let only = fixes.next()?;
            fixes.next().is_none().then(|| in_block(report.table4.as_ref(), only)).flatten()
        }
        TableId::Table2 => None,
    }
}

/// The sums of table three, each as cells with their signs: it holds where they add up to 0.
struct Sum {
    cells: Vec<(Row, Column, i128)>,
}

impl Sum {
    fn value(&self, table: &RequestsTable) -> i128 {
        self.cells.iter().map(|(row, column, sign)| sign * table.get(*row, *column).map_or(0, i128::from)).sum()
    }
}

fn sums(table: &RequestsTable) -> Vec<Sum> {
    let mut sums = Vec::new();
    let printed = |row: &Row| table.row(*row).is_some();
    for row in Row::ALL.into_iter().filter(printed) {
        let mut cells: Vec<(Row, Column, i128)> = Column::KINDS.map(|column| (row, column, 1)).to_vec();
        cells.push((row, Column::Total, -1));
        sums.push(Sum { cells });
    }
    for column in Column::ALL {
        let balance = [(Row::NewlyReceived, 1), (Row::CarriedIn, 1), (Row::Total, -1), (Row::CarriedOut, -1)];
        sums.push(Sum { cells: balance.map(|(row, sign)| (row, column, sign)).to_vec() });
        let parts = Row::ALL.into_iter().filter(|row| row.is_leaf() || *row == Row::OtherwiseHandled).filter(printed);
        let mut cells: Vec<(Row, Column, i128)> = parts.map(|row| (row, column, 1)).collect();
        cells.push((Row::Total, column, -1));
        sums.push(Sum { cells });
    }
    sums
}

fn in_requests(table: &RequestsTable) -> Option<Fix> {
    let sums = sums(table);
    let broken: Vec<(usize, i128)> =
        sums.iter().enumerate().map(|(at, sum)| (at, sum.value(table))).filter(|(_, value)| *value != 0).collect();
    let (first, lacks) = broken.first().copied()?;
    let mut found: Option<Fix> = None;
    // A cell that mends everything stands in the first broken sum.
    for (row, column, sign) in &sums.get(first)?.cells {
        let now = table.get(*row, *column).map_or(0, i128::from);
        let value = now - sign * lacks;
        let Ok(value) = u64::try_from(value) else { continue };
        let mut mended = table.clone();
        mended.set(*row, *column, Some(value));
        if sums.iter().all(|sum| sum.value(&mended) == 0) {
            if found.is_some() {
                return None;
            }
            found = Some(change(Cell::Requests(*row, *column), value));
        }
    }
    found
}

fn block_value(table: &RemediesTable, block: Block) -> i128 {
    let get = |standing| table.get(block, standing).map_or(0, i128::from);
    let parts = [Standing::Upheld, Standing::Corrected, Standing::Other, Standing::Pending];
    parts.into_iter().map(get).sum::<i128>() - get(Standing::Total)
}

fn block_holds(table: Option<&RemediesTable>, block: Block) -> bool {
    table.is_none_or(|table| block_value(table, block) == 0)
}

/// Within a block any of its five cells could be the wrong one, unless a part would have to be less than 0.
fn in_block(table: Option<&RemediesTable>, block: Block) -> Option<Fix> {
    let table = table?;
    let lacks = block_value(table, block);
    if lacks == 0 {
        return None;
    }
    let change_of = |standing: Standing| {
        let now = table.get(block, standing).map_or(0, i128::from);
        let sign = if standing == Standing::Total { -1 } else { 1 };
        u64::try_from(now - sign * lacks).ok().map(|value| change(Cell::Remedies(block, standing), value))
    };
    let mut possible = Standing::ALL.into_iter().filter_map(change_of);
    let only = possible.next()?;
    possible.next().is_none().then_some(only)
}

fn change(cell: Cell, value: u64) -> Fix {
    let (table, row, column) = match cell {
        Cell::Publication(figure) => (TableId::Table2, figure.row_and_column().0, figure.row_and_column().1),
        Cell::Requests(row, column) => (TableId::Table3, row.id(), column.id()),
        Cell::Remedies(block, standing) => (TableId::Table4, block.id(), standing.id()),
    };
    Fix { table, row: row.to_owned(), column: Some(column.to_owned()), value: Value::from(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consistent() -> Report {
        let mut report = Report::draft("某县", None, 2023);
        let table = report.table3.get_or_insert_with(RequestsTable::zero);
        for (row, natural, company) in [
            (Row::NewlyReceived, 9, 3),
            (Row::CarriedIn, 1, 0),
            (Row::Disclosed, 6, 2),
            (Row::NotHeld, 3, 1),
            (Row::Total, 9, 3),
            (Row::CarriedOut, 1, 0),
        ] {
            table.set(row, Column::NaturalPerson, Some(natural));
            table.set(row, Column::Company, Some(company));
            table.set(row, Column::Total, Some(natural + company));
        }
        report
    }

    #[test]
    fn one_wrong_cell_is_the_one_proposed() {
        let right = consistent();
        assert_eq!(fix(&right, TableId::Table3), None);
        let mut wrong = right.clone();
        wrong.table3.as_mut().expect("table").set(Row::NotHeld, Column::Company, Some(4));
        let fix = fix(&wrong, TableId::Table3).expect("one change");
        assert_eq!(
            (fix.row.as_str(), fix.column.as_deref(), fix.value),
            ("u1_noinfo", Some("business"), Value::Number(1))
        );
    }

    #[test]
    fn two_wrong_cells_have_no_single_change() {
        let mut wrong = consistent();
        let table = wrong.table3.as_mut().expect("table");
        table.set(Row::NotHeld, Column::Company, Some(4));
        table.set(Row::Disclosed, Column::NaturalPerson, Some(1));
        assert_eq!(fix(&wrong, TableId::Table3), None);
    }
}
