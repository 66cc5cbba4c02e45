//! Each layout of the law sheet's section 5 by an example of its own, and what must not be read.

use gongkai_rules::reporting::exchange::{Report, SectionId, Severity, Table2};
use gongkai_rules::reporting::form::{Block, Column, Group, Row, Standing};

use super::*;

mod bad_input;
pub(crate) mod base;
mod blanks;
mod bounds;
mod cells;
mod files;
mod headings;
mod runs;
mod values;

use base::*;

/// The row of table three as numbers; blanks as `None`.
pub(crate) fn row(reading: &Reading, row: Row) -> Option<[Option<u64>; 7]> {
    let table = report(reading).table3.as_ref().expect("table three");
    table.row(row).map(|cells| Column::ALL.map(|column| cells.get(column)))
}

pub(crate) fn report(reading: &Reading) -> &Report {
    reading.report.as_ref().unwrap_or_else(|| panic!("not read: {:?}", reading.reason))
}

/// Whether all three tables are those of the example report.
pub(crate) fn assert_example(reading: &Reading) {
    let report = report(reading);
    assert_eq!(reading.read, Extent::Whole, "{:?} {:?}", reading.reason, reading.doubts);
    assert_two(report);
    assert_three(reading);
    assert_four(report);
}

pub(crate) fn assert_two(report: &Report) {
    let Some(Table2::Form2021(two)) = &report.table2 else { panic!("table two of 2021: {:?}", report.table2) };
    let counts = |counts: gongkai_rules::reporting::DocumentCounts| {
        [counts.issued_count, counts.repealed_count, counts.in_force_count]
    };
    assert_eq!(counts(two.government_rules), [Some(0); 3]);
    assert_eq!(counts(two.normative_documents), [Some(4), Some(1), Some(12)]);
    let decisions = [two.administrative_permits, two.administrative_penalties, two.coercive_measures];
    assert_eq!(decisions, [Some(37), Some(9), Some(0)]);
    assert_eq!(two.administrative_fees.as_ref().map(|fee| fee.as_str()), Some("38.6012"));
}

pub(crate) fn assert_three(reading: &Reading) {
    for (row_id, values) in THREE {
        assert_eq!(row(reading, *row_id), Some(values.map(Some)), "{row_id}");
    }
    assert_eq!(row(reading, Row::OtherwiseHandled), None);
}

pub(crate) fn assert_four(report: &Report) {
    let four = report.table4.as_ref().expect("table four");
    for (block, values) in Block::ALL.into_iter().zip(FOUR) {
        let read = Standing::ALL.map(|standing| four.get(block, standing));
        assert_eq!(read, values.map(Some), "{block}");
    }
}

pub(crate) fn doubt<'a>(reading: &'a Reading, rule: &str) -> &'a Finding {
    let found = reading.doubts.iter().find(|finding| finding.rule == rule);
    found.unwrap_or_else(|| panic!("no {rule} among {:?}", reading.doubts))
}

pub(crate) fn no_doubt(reading: &Reading) {
    let loud: Vec<&Finding> = reading.doubts.iter().filter(|doubt| doubt.severity != Severity::Hint).collect();
    assert!(loud.is_empty(), "{loud:?}");
}

pub(crate) fn read_html(text: &str) -> Reading {
    read("年报.html", text.as_bytes(), None, &Limits::default())
}

pub(crate) fn read_text(text: &str) -> Reading {
    read("年报.txt", text.as_bytes(), None, &Limits::default())
}

pub(crate) fn group_of(row: Row) -> Option<Group> {
    row.group()
}
