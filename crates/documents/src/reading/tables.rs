//! The three tables out of the lines of a document: where each stands, which figure belongs to which cell, and what
//! could not be placed. Arithmetic may choose between two readings; it never changes a figure.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_rules::reporting::exchange::{Finding, Form, Place, Remark, SectionId, Severity, Table2, TableId, Value};
use gongkai_rules::reporting::form::{Column, Group};
use gongkai_rules::reporting::tables::{RemediesTable, RequestsTable};

use super::lines::Line;

mod align;
pub(super) mod figure;
mod joining;
pub(super) mod labels;
mod pieces;
mod publication;
mod regions;
mod remedies;
mod requests;
mod saying;

pub(super) use regions::{Regions, regions};

pub(super) use super::Spot;
pub(super) use saying::finding;

/// Figures printed on the head of a group, with the line they stand in.
type GroupSum = (Group, Vec<(Column, u64)>, String);

/// What was read of the tables, and what was seen while reading.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Table two.
    pub table2: Option<Table2>,
    /// Table three.
    pub table3: Option<RequestsTable>,
    /// Table four.
    pub table4: Option<RemediesTable>,
    /// The form that table two shows, where it stands.
    pub form: Option<Form>,
    /// Words inside cells, notes under tables.
    pub remarks: Vec<Remark>,
    /// Findings of the reader.
    pub doubts: Vec<Finding>,
    /// Where cells stand.
    pub places: BTreeMap<Spot, Place>,
    /// How cells were printed, where that is not the plain number.
    pub printed: BTreeMap<Spot, String>,
    /// The line that a row was read from, as printed.
    pub quotes: BTreeMap<(TableId, String), String>,
    /// Cells that could not be placed: `null` for want of reading.
    pub unplaced: BTreeSet<Spot>,
    /// Cells that were placed by a choice of the reader's: findings that rest on them are warnings at most.
    pub doubtful: BTreeSet<Spot>,
    /// Figures printed on group heads, until the table is read.
    group_sums: Vec<GroupSum>,
    /// Cells that hold something that is no figure of their kind: `null`, and told as such.
    pub unread: BTreeSet<Spot>,
}

/// Reads the tables of a document.
pub(super) fn read(lines: &[Line], regions: &Regions) -> Tables {
    let mut tables = Tables::default();
    let part = |range: &Option<std::ops::Range<usize>>| range.clone().and_then(|range| lines.get(range));
    if let Some(lines) = part(&regions.publication) {
        publication::read(lines, &mut tables);
    }
    if let Some(lines) = part(&regions.requests) {
        requests::read(lines, &mut tables);
    }
    if let Some(lines) = part(&regions.remedies) {
        remedies::read(lines, &mut tables);
    }
    if let Some(second) = regions.second {
        let quote = lines.get(second).map(|line| line.text.chars().take(60).collect::<String>());
        let a = regions.requests.clone().and_then(|range| lines.get(range)).and_then(|lines| lines.first());
        let a = a.map(|line| line.text.chars().take(20).collect::<String>()).unwrap_or_default();
        let b = quote.as_deref().map(|text| text.chars().take(20).collect::<String>()).unwrap_or_default();
        let message = format!("文件中出现两套表格或两份报告（{a}、{b}），请确认以哪一份为准。");
        tables.doubts.push(saying::finding("R1.14", Severity::Warn, message, quote, None));
    }
    tables
}

/// Years printed in the heads of table two that are not the report's (L33): left from last year.
pub(super) fn years_in_heads(lines: &[Line], regions: &Regions, year: i16) -> Option<Finding> {
    let lines = regions.publication.clone().and_then(|range| lines.get(range))?;
    let heads = ["制发件数", "废止件数", "处理决定数量", "收费金额", "新制作数量", "新公开数量"];
    for line in lines {
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        for head in heads {
            let before = text.find(head).and_then(|at| text.get(..at)).and_then(|before| before.strip_suffix('年'));
            let found = before.and_then(|before| before.get(before.len().checked_sub(4)?..));
            let Some(found) = found.filter(|found| found.starts_with("20") && found.parse::<i16>().is_ok()) else {
                continue;
            };
            if found.parse() == Ok(year) {
                continue;
            }
            let message = format!("此处年份“{found}”疑为“{year}”之误（沿用上年文字）。");
            let quote = Some(format!("{found}年{head}"));
            let mut told = finding("R7.7", Severity::Warn, message, quote, line.place.clone());
            told.expected = Some(i64::from(year).into());
            told.found = Some(text_value(found));
            return Some(saying::at(told, TableId::Table2, None, None));
        }
    }
    None
}

/// R8.7: notes for filling in that were left in labels (L30).
fn residue(lines: &[Line], table: TableId, tables: &mut Tables) {
    for line in lines {
        let texts = line.cells.iter().flatten().map(|cell| &cell.text).chain([&line.text]);
        let Some(found) = texts.filter_map(|text| note_for_filling(text)).next() else { continue };
        let message = format!("残留模板文字“{found}”。");
        let quote = Some(line.text.chars().take(80).collect());
        let mut told = finding("R8.7", Severity::Error, message, quote, line.place.clone());
        told.found = Some(text_value(&found));
        tables.doubts.push(saying::at(told, table, None, None));
    }
}

fn note_for_filling(text: &str) -> Option<String> {
    let at = ["填写说明", "填报说明"].into_iter().find_map(|mark| text.find(mark))?;
    let from = text.get(..at)?.rfind(['（', '(']).unwrap_or(at);
    Some(text.get(from..)?.chars().take(30).collect())
}

impl Tables {
    /// Whether every cell of the three tables was placed.
    pub fn is_whole(&self) -> bool {
        self.table2.is_some() && self.table3.is_some() && self.table4.is_some() && self.unplaced.is_empty()
    }
}

fn section_of(table: TableId) -> SectionId {
    match table {
        TableId::Table2 => SectionId::PublicationTable,
        TableId::Table3 => SectionId::RequestsTable,
        TableId::Table4 => SectionId::RemediesTable,
    }
}

fn text_value(text: &str) -> Value {
    Value::Text(text.to_owned())
}
