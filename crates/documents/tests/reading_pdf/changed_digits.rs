//! One digit of one table changed in a report that agrees with itself: the judge tells it, at its row or column.
//!
//! What is covered: every cell of table three, bound by the sum of its row (R3.3) and those of its column (R3.1, R3.2),
//! and every cell of table four, bound by the sum of its block (R4.1), each as an error; every cell of table two as far
//! as words of the text or rules about the organ bind it, as an error or a warning. A figure of table two that the text
//! does not tell is bound by nothing within the file (law sheet, section 4); no report is judged on it.

use gongkai_documents::checking::{Checked, check};
use gongkai_rules::reporting::exchange::{Finding, Report, Severity, Table2, TableId};
use gongkai_rules::reporting::{Block, Column, Context, Figure, Row, Standing};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::consistent::years;
use crate::support::Form;

/// Another digit in place of one of a number. The first never becomes 0: no report prints 012.
fn other_digit(printed: &str, at: Index, digit: u8) -> String {
    let places: Vec<usize> =
        printed.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(place, _)| place).collect();
    let place = places[at.index(places.len())];
    let old = printed.as_bytes()[place] - b'0';
    let lowest = u8::from(place == 0 && printed.len() > 1 && !printed.starts_with("0."));
    let choices: Vec<u8> = (lowest..=9).filter(|new| *new != old).collect();
    let new = choices[usize::from(digit) % choices.len()];
    format!("{}{new}{}", &printed[..place], &printed[place + 1..])
}

fn judged(form: Form, report: &Report, before: &Report) -> Checked {
    check("a", form.round_trip(report), Some(before), &Context::default(), false)
}

fn faults(checked: &Checked) -> Vec<&Finding> {
    checked.findings().iter().filter(|finding| finding.severity != Severity::Hint).collect()
}

fn touches(finding: &Finding, table: TableId, row: &str, column: &str) -> bool {
    let same = |named: &Option<String>, own: &str| named.as_deref() == Some(own);
    finding.table == Some(table) && (same(&finding.row, row) || same(&finding.column, column))
}

fn changed(count: Option<u64>, at: Index, digit: u8) -> u64 {
    other_digit(&count.unwrap().to_string(), at, digit).parse().unwrap()
}

fn found(report: &Report, before: &Report, form: Form, cell: (TableId, &str, &str)) -> Result<(), TestCaseError> {
    let checked = judged(form, report, before);
    let hit = faults(&checked)
        .into_iter()
        .any(|finding| finding.severity == Severity::Error && touches(finding, cell.0, cell.1, cell.2));
    prop_assert!(hit, "{:?} {:?}: {:#?}", form, cell, faults(&checked));
    Ok(())
}

fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(Form::QUICK.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_report_in_order_is_found_in_order((report, before) in years(), form in form()) {
        let checked = judged(form, &report, &before);
        prop_assert!(faults(&checked).is_empty(), "{:?}: {:#?}", form, faults(&checked));
    }

    #[test]
    fn a_digit_of_table_three_does_not_change_unseen(
        (mut report, before) in years(), form in form(),
        row in prop::sample::select(Row::PRINTED.to_vec()), column in prop::sample::select(Column::ALL.to_vec()),
        at in any::<Index>(), digit in 0..9_u8,
    ) {
        let table = report.table3.as_mut().unwrap();
        table.set(row, column, Some(changed(table.get(row, column), at, digit)));
        found(&report, &before, form, (TableId::Table3, row.id(), column.id()))?;
    }

    #[test]
    fn a_digit_of_table_four_does_not_change_unseen(
        (mut report, before) in years(), form in form(),
        block in prop::sample::select(Block::ALL.to_vec()), standing in prop::sample::select(Standing::ALL.to_vec()),
        at in any::<Index>(), digit in 0..9_u8,
    ) {
        let table = report.table4.as_mut().unwrap();
        table.set(block, standing, Some(changed(table.get(block, standing), at, digit)));
        found(&report, &before, form, (TableId::Table4, block.id(), standing.id()))?;
    }

    /// Nothing in table two adds up by itself. Rules of government made by an organ that makes none are told (R2.3);
    /// for the other cells the text of the report is the witness, and for documents in force last year's report too.
    #[test]
    fn a_digit_of_table_two_does_not_change_unseen_where_the_text_tells_the_figure(
        (mut report, before) in years(), form in form(), figure in prop::sample::select(Figure::ALL.to_vec()),
        at in any::<Index>(), digit in 0..9_u8,
    ) {
        let Some(Table2::Form2021(table)) = &mut report.table2 else { panic!("form of 2021") };
        let printed = other_digit(&table.get(figure).unwrap().to_string(), at, digit);
        // Excel keeps 17.5 of 17.50, and 17.5 is 17.46 rounded.
        prop_assume!(form != Form::Workbook || !(printed.contains('.') && printed.ends_with('0')));
        table.enter(figure, &printed).unwrap();
        let checked = judged(form, &report, &before);
        let (row, column) = figure.row_and_column();
        // A finding of the text stands in no table; the cell it speaks of is named.
        let names = |one: &&Finding| one.row.as_deref() == Some(row) && one.column.as_deref() == Some(column);
        let hit = faults(&checked).into_iter().any(|one| touches(one, TableId::Table2, row, column) || names(&one));
        prop_assert!(hit, "{:?} {:?}: {:#?}", form, figure, faults(&checked));
    }
}
