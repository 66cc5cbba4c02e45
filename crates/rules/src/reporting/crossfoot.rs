//! The checks (勾稽) of an annual report: tables against themselves, against the text, against last year.
//!
//! One file a family of rules, named as in the law sheet: R1 structure, R2 to R4 tables, R5 words against tables,
//! R6 years, R7 time, R8 words, R9 content. Rules are three-valued: a rule whose operands are blank is computed with
//! 0 in their place; if it then holds it passes, if not it is not assessable, which is a hint and never an error.
//! Where one fault breaks several identities, the finding that explains it is the error and the others are hints.
//! Nothing here knows where the report came from: ours and anybody's are judged alike.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::exchange::{Finding, Report, SectionId, Severity, TableId, Value};
use super::form::{Block, Cell, Column, Figure, Row, Standing};

mod content;
mod marks;
mod publication;
mod remedies;
mod requests;
mod structure;
mod text;
mod time;
mod words;
mod years;

pub use time::last_day;
pub(crate) use words::pattern;
pub use years::similarity;

/// What the checks need to know besides the report itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Today in Asia/Shanghai, to tell a date of publication in the future.
    pub today: Option<Date>,
    /// The report is not published yet: a missing date of publication is no fault (R7.8).
    pub unpublished: bool,
    /// The last day that a local notice sets for this organ (R7.3); without it 31 January of the next year.
    pub local_deadline: Option<Date>,
    /// Whether the organ may make 规章 (R2.3), where its level alone does not tell.
    pub may_make_rules: Option<bool>,
    /// Most characters of section one (R9.7); without it 1,000.
    pub overview_limit: Option<usize>,
    /// Cells of a report that was read which are `null` though they are not blank: not placed, or no figure of their
    /// kind. They are told by their reader and are never called blank here. Table, row key, column key.
    pub unread: BTreeSet<(TableId, String, String)>,
}

impl Context {
    /// Whether a cell is `null` for want of reading.
    fn is_unread(&self, cell: Cell) -> bool {
        let (table, row, column) = match cell {
            Cell::Publication(figure) => {
                let (row, column) = figure.row_and_column();
                (TableId::Table2, row, column)
            }
            Cell::Requests(row, column) => (TableId::Table3, row.id(), column.id()),
            Cell::Remedies(block, standing) => (TableId::Table4, block.id(), standing.id()),
        };
        !self.unread.is_empty() && self.unread.contains(&(table, row.to_owned(), column.to_owned()))
    }
}

/// Judges a report. `before` is the report of the year before of the same organ, where it is known. Findings come in
/// the order of the rules.
pub fn crossfoot(report: &Report, before: Option<&Report>, context: &Context) -> Vec<Finding> {
    let before = before.filter(|earlier| earlier.year.checked_add(1) == Some(report.year));
    let mut findings = Vec::new();
    structure::check(report, &mut findings);
    publication::check(report, before, context, &mut findings);
    requests::check(report, context, &mut findings);
    remedies::check(report, before, context, &mut findings);
    text::check(report, before, &mut findings);
    years::check(report, before, &mut findings);
    time::check(report, context, &mut findings);
    words::check(report, &mut findings);
    marks::check(report, &mut findings);
    content::check(report, before, context, &mut findings);
    // An amount in the wrong unit is one fault, not two.
    let wrong_unit = findings.iter().any(|hit| hit.rule == "R2.4" && hit.quote.is_some());
    findings.retain(|hit| !(wrong_unit && hit.rule == "R5.15" && hit.row.as_deref() == Some("fee")));
    findings
}

/// Whether a report may go out: no finding of severity error.
pub fn passes(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

/// A whole government of county or above. The name 某市人民政府 does not tell a city from a county-level city, but it is
/// one of them: what holds for both is judged (R2.6, R7.2, R9.2), what parts them (R2.3) is not.
fn is_whole_government(report: &Report) -> bool {
    let name = report.organ.trim_end();
    match report.level {
        Some(level) => level.is_rolled_up(),
        None => ["市人民政府", "市政府", "州人民政府"].iter().any(|end| name.ends_with(end)),
    }
}

impl Finding {
    fn at(mut self, cell: Cell) -> Self {
        let (section, table, row, column) = match cell {
            Cell::Publication(figure) => {
                let (row, column) = figure.row_and_column();
                (SectionId::PublicationTable, TableId::Table2, row, column)
            }
            Cell::Requests(row, column) => (SectionId::RequestsTable, TableId::Table3, row.id(), column.id()),
            Cell::Remedies(block, standing) => (SectionId::RemediesTable, TableId::Table4, block.id(), standing.id()),
        };
        self.section = Some(section);
        self.table = Some(table);
        self.row = Some(row.to_owned());
        self.column = Some(column.to_owned());
        self
    }

    fn in_table(mut self, table: TableId) -> Self {
        self.table = Some(table);
        self.in_section(match table {
            TableId::Table2 => SectionId::PublicationTable,
            TableId::Table3 => SectionId::RequestsTable,
            TableId::Table4 => SectionId::RemediesTable,
        })
    }

    fn in_row(mut self, row: &str) -> Self {
        self.row = Some(row.to_owned());
        self
    }

    fn in_section(mut self, section: SectionId) -> Self {
        self.section = Some(section);
        self
    }

    fn expected(mut self, value: impl Into<Value>) -> Self {
        self.expected = Some(value.into());
        self
    }

    fn found(mut self, value: impl Into<Value>) -> Self {
        self.found = Some(value.into());
        self
    }

    fn quote(mut self, words: impl Into<String>) -> Self {
        self.quote = Some(words.into());
        self
    }
}

/// The hint of a rule that blanks keep from being judged.
fn not_assessable(rule: &str, what: &str) -> Finding {
    Finding::new(rule, Severity::Hint, format!("{what}数据缺失，无法核对。"))
}

/// A row of table three as a quote: its label and the cells that are known.
fn row_quote(report: &Report, row: Row) -> Option<String> {
    let cells = report.table3.as_ref()?.row(row)?;
    let figures: Vec<String> = Column::ALL
        .into_iter()
        .map(|column| cells.get(column).map_or_else(|| "空白".to_owned(), |value| value.to_string()))
        .collect();
    Some(format!("{} {}", row.label(), figures.join(" ")))
}

/// A day as a message says it: 2026年1月31日.
fn in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// Signed arithmetic on counts, wide enough for any count a report can print.
fn wide(value: u64) -> i128 {
    i128::from(value)
}

/// A wide number back as a value of a finding.
fn value(number: i128) -> Value {
    i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Number)
}

/// Blank as 0: the first reading of every rule.
fn or_zero(value: Option<u64>) -> i128 {
    wide(value.unwrap_or(0))
}

/// Every count of a report by its cell, the amount of fees left out.
fn counts(report: &Report) -> impl Iterator<Item = (Cell, Option<u64>)> + '_ {
    let two = report.publication_table().into_iter().flat_map(|table| {
        let figures = Figure::ALL.into_iter().filter(|figure| *figure != Figure::AdministrativeFee);
        figures.map(move |figure| (Cell::Publication(figure), table.count(figure)))
    });
    let three = report.table3.as_ref().into_iter().flat_map(|table| {
        let rows = Row::ALL.into_iter().filter(move |row| table.row(*row).is_some());
        rows.flat_map(move |row| Column::ALL.map(|column| (Cell::Requests(row, column), table.get(row, column))))
    });
    let four = report.table4.as_ref().into_iter().flat_map(|table| {
        let cell = move |block, standing| (Cell::Remedies(block, standing), table.get(block, standing));
        Block::ALL.into_iter().flat_map(move |block| Standing::ALL.map(|standing| cell(block, standing)))
    });
    two.chain(three).chain(four)
}
