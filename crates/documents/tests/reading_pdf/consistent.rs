//! Reports whose tables add up and whose text tells what the tables say, each the heir of the report of the year before.

use gongkai_rules::reporting::exchange::{Level, Report, Table2};
use gongkai_rules::reporting::narrative::{Contact, FeeFacts, YearFacts, narrative};
use gongkai_rules::reporting::{
    Block, Column, DocumentCounts, PublicationTable, RemediesTable, RequestsTable, Row, Standing,
};
use jiff::civil::date;
use proptest::prelude::*;

pub const YEAR: i16 = 2025;
const ORGAN: &str = "青石区民政局";

/// How often something happened in a year: mostly not at all.
fn count() -> impl Strategy<Value = u64> + Clone {
    prop_oneof![5 => Just(0), 4 => 1..30_u64, 2 => 30..2_000_u64]
}

/// A report of 2025 that agrees with itself, and that of 2024. Boxed: what proptest keeps to make a case smaller is 60 kB
/// by value, and a build without optimisation copies it through a dozen frames, which alone is more than the stack of a
/// test.
pub fn years() -> BoxedStrategy<(Report, Report)> {
    let tables = || (publication().boxed(), requests().boxed(), remedies().boxed());
    (tables(), tables())
        .prop_map(|((mut earlier, before, _), (mut two, mut three, four))| {
            let six = |column| before.get(Row::CarriedOut, column).unwrap_or_default();
            carry_over(&mut three, six);
            follow(&mut two.normative_documents, &mut earlier.normative_documents);
            let last = report(YEAR - 1, earlier, before, RemediesTable::zero(), None);
            (report(YEAR, two, three, four, Some(&last)), last)
        })
        .boxed()
}

/// Figures of table two. Rules of government are none: a department makes none.
fn publication() -> impl Strategy<Value = PublicationTable> {
    (prop::array::uniform6(count()), 1..200_000_u64).prop_map(|([made, repealed, kept, permits, fines, force], fee)| {
        PublicationTable {
            normative_documents: DocumentCounts {
                issued_count: Some(made),
                repealed_count: Some(repealed),
                in_force_count: Some(made + kept),
            },
            administrative_permits: Some(permits),
            administrative_penalties: Some(fines),
            coercive_measures: Some(force),
            administrative_fees: format!("{}.{:02}", fee / 100, fee % 100).parse().ok(),
            ..PublicationTable::zero()
        }
    })
}

/// What was in force last year and was not repealed is in force this year.
fn follow(this: &mut DocumentCounts, last: &mut DocumentCounts) {
    let [made, repealed] = [this.issued_count, this.repealed_count].map(Option::unwrap_or_default);
    let in_force = last.in_force_count.unwrap_or_default().max(repealed);
    last.in_force_count = Some(in_force);
    this.in_force_count = Some(in_force + made - repealed);
}

/// Table three from its cells: sums of rows and of columns, and as many new requests as make both sides equal.
fn requests() -> impl Strategy<Value = RequestsTable> {
    let cells = prop::collection::vec(count(), Row::leaves().count() * Column::KINDS.len());
    let carried = prop::collection::vec(count(), 2 * Column::KINDS.len());
    (cells, carried).prop_map(|(cells, carried)| {
        let mut table = RequestsTable::zero();
        let places = Row::leaves().flat_map(|row| Column::KINDS.map(|column| (row, column)));
        places.zip(cells).for_each(|((row, column), count)| table.set(row, column, Some(count)));
        for (column, turns) in Column::KINDS.into_iter().zip(carried.chunks(2)) {
            table.set(Row::CarriedOut, column, Some(turns[0]));
            table.set(Row::CarriedIn, column, Some(turns[1]));
        }
        add_up(&mut table);
        table
    })
}

/// Takes over last year's open requests. Where more were open than the year handled, the rest stays open.
fn carry_over(table: &mut RequestsTable, last: impl Fn(Column) -> u64) {
    Column::KINDS.into_iter().for_each(|column| table.set(Row::CarriedIn, column, Some(last(column))));
    add_up(table);
}

fn add_up(table: &mut RequestsTable) {
    let leaves: Vec<Row> = Row::leaves().collect();
    for column in Column::KINDS {
        let handled = table.sum(&leaves, column);
        let carried_in = table.get(Row::CarriedIn, column).unwrap_or_default();
        let open = table.get(Row::CarriedOut, column).unwrap_or_default().max(carried_in.saturating_sub(handled));
        table.set(Row::CarriedOut, column, Some(open));
        table.set(Row::Total, column, Some(handled));
        table.set(Row::NewlyReceived, column, Some(handled + open - carried_in));
    }
    for row in Row::PRINTED {
        let sum = Column::KINDS.into_iter().filter_map(|column| table.get(row, column)).sum();
        table.set(row, Column::Total, Some(sum));
    }
}

fn remedies() -> impl Strategy<Value = RemediesTable> {
    prop::array::uniform12(count()).prop_map(|cells| {
        let mut table = RemediesTable::zero();
        for (block, cells) in Block::ALL.into_iter().zip(cells.chunks(4)) {
            let of_block = Standing::ALL.into_iter().zip(cells);
            of_block.for_each(|(standing, count)| table.set(block, standing, Some(*count)));
            table.set(block, Standing::Total, Some(cells.iter().sum()));
        }
        table
    })
}

fn report(
    year: i16,
    publication: PublicationTable,
    requests: RequestsTable,
    remedies: RemediesTable,
    before: Option<&Report>,
) -> Report {
    let text = narrative(&YearFacts {
        organ: ORGAN,
        level: Level::Department,
        year,
        contact: Contact { phone: Some("0379-00000000".to_owned()), ..Contact::default() },
        site: Some("青石区人民政府网站"),
        online_requests: true,
        publication: &publication,
        requests: &requests,
        remedies: &remedies,
        timeliness: None,
        fees: FeeFacts::default(),
        before,
        answers: &["在六月组织了两次演练".to_owned(), "按季度检查栏目并更新了办事指南".to_owned()],
    });
    let mut report = Report::draft(ORGAN, Some(Level::Department), year);
    report.published = Some(date(year + 1, 1, 15));
    report.table2 = Some(Table2::Form2021(publication));
    report.table3 = Some(requests);
    report.table4 = Some(remedies);
    report.sections = text.sections;
    report
}
