//! 年报核查: a report that was read, judged; the findings of the reader and of the judge as one list; the answer as text
//! for people, JSON, a spreadsheet of findings, a page.
//!
//! [`check`] is the whole of it for one file; [`Years`] finds the year before where several years of one organ came
//! together. What the answer looks like on paper is in [`json`], [`text`], [`xlsx`] and [`page`].

use std::collections::BTreeMap;

use gongkai_rules::reporting::claims::claims;
use gongkai_rules::reporting::crossfoot::{Context, crossfoot};
use gongkai_rules::reporting::exchange::{Finding, Place, Report, Severity, TableId, Value};

use crate::reading::{Encoding, Extent, Layout, Reading, Spot};

mod cells;
mod fixes;
mod json;
mod page;
mod summary;
mod text;
mod workbook;

pub use fixes::fix;
pub use json::{json, json_element};
pub use page::{fragment, page};
pub use summary::{Summary, summary};
pub use text::{summary_text, text};
pub use workbook::xlsx;

/// The answer for one file.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file as it was named.
    pub file: String,
    /// How far it was read.
    pub read: Extent,
    /// Why not, or not wholly.
    pub reason: Option<String>,
    /// The report with claims and findings.
    pub report: Option<Report>,
    /// What kind of file.
    pub layout: Option<Layout>,
    /// Encoding of a text or page.
    pub encoding: Option<Encoding>,
}

impl Checked {
    /// The findings; none where nothing was read.
    pub fn findings(&self) -> &[Finding] {
        self.report.as_ref().map_or(&[], |report| report.findings.as_slice())
    }

    /// Findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Judges a report that was read. `before` is the report of the year before of the same organ, where it is known.
pub fn check(file: &str, reading: Reading, before: Option<&Report>, context: &Context, fix_hints: bool) -> Checked {
    let Reading { read, reason, report, layout, encoding, .. } = &reading;
    let (read, reason, layout, encoding) = (*read, reason.clone(), *layout, *encoding);
    let report = report.as_ref().map(|report| judged(report.clone(), &reading, before, context, fix_hints));
    Checked { file: file.to_owned(), read, reason, report, layout, encoding }
}

/// Which file holds the report of an organ and year, where several came together: the year before of each report is
/// looked for there. Of two reports of one organ and year the first counts.
#[derive(Debug, Default)]
pub struct Years(BTreeMap<(String, i16), usize>);

impl Years {
    /// Notes what a file holds.
    pub fn note(&mut self, file: usize, report: &Report) {
        let known = self.0.entry((bare(&report.organ), report.year)).or_insert(file);
        *known = file.min(*known);
    }

    /// The file with the report of the year before.
    pub fn before(&self, report: &Report) -> Option<usize> {
        self.0.get(&(bare(&report.organ), report.year.checked_sub(1)?)).copied()
    }
}

fn bare(organ: &str) -> String {
    organ.chars().filter(|c| !c.is_whitespace()).collect()
}

fn judged(
    mut report: Report,
    reading: &Reading,
    before: Option<&Report>,
    context: &Context,
    fix_hints: bool,
) -> Report {
    report.claims = claims(&report);
    let context = Context { unread: reading.unread.clone(), ..context.clone() };
    let mut findings = crossfoot(&report, before, &context);
    findings.extend(reading.doubts.iter().cloned());
    for finding in &mut findings {
        locate(finding, &report, reading);
        temper(finding, reading);
        as_printed(finding, reading);
        rest_on(finding, reading);
    }
    findings.extend(not_assessable(&report, before));
    if fix_hints {
        fixes::add(&report, &mut findings);
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), rule_number(&finding.rule)));
    report.findings = findings;
    report
}

/// `R3.12` as numbers, to sort by.
pub(crate) fn rule_number(rule: &str) -> (u32, u32) {
    let (family, number) = rule.trim_start_matches('R').split_once('.').unwrap_or_default();
    (family.parse().unwrap_or(u32::MAX), number.parse().unwrap_or(u32::MAX))
}

/// The place of a finding: of its cell, of its row, of its section.
fn locate(finding: &mut Finding, report: &Report, reading: &Reading) {
    if finding.place.is_some() {
        return;
    }
    finding.place = match (finding.table, &finding.row) {
        (Some(table), Some(row)) => place_of(reading, table, row, finding.column.as_deref()),
        (Some(table), None) => {
            reading.places.iter().find(|((found, ..), _)| *found == table).map(|(_, place)| place.clone())
        }
        (None, _) => finding.section.and_then(|section| {
            report.sections.iter().find(|known| known.id == section).and_then(|section| section.place.clone())
        }),
    };
}

fn place_of(reading: &Reading, table: TableId, row: &str, column: Option<&str>) -> Option<Place> {
    let exact = column.and_then(|column| reading.places.get(&(table, row.to_owned(), column.to_owned())));
    let in_row = |spot: &&Spot| spot.0 == table && spot.1 == row;
    exact.or_else(|| reading.places.keys().find(in_row).and_then(|spot| reading.places.get(spot))).cloned()
}

/// Rules that add up over a whole table.
const OVER_THE_TABLE: [&str; 7] = ["R3.1", "R3.2", "R3.8", "R3.9", "R3.12", "R3.13", "R6.1"];

/// A reading doubt is no fault of the report: what rests on a choice of the reader's is a warning at most (4.1).
fn temper(finding: &mut Finding, reading: &Reading) {
    if finding.severity != Severity::Error {
        return;
    }
    let Some(table) = finding.table else { return };
    // A row that text or PDF did not tie to its figures may be one that the table seems to lack.
    let loose = !matches!(reading.layout, Some(Layout::Html | Layout::Docx | Layout::Xlsx));
    if finding.rule == "R1.6" && loose && reading.unread.iter().any(|spot| spot.0 == table) {
        finding.severity = Severity::Warn;
    }
    let over_all = OVER_THE_TABLE.contains(&finding.rule.as_str());
    let row = finding.row.as_deref();
    let rests = |spot: &Spot| spot.0 == table && (over_all || row == Some(spot.1.as_str()));
    if reading.doubtful.iter().any(rests) {
        finding.severity = Severity::Warn;
    }
}

/// The line of the report that a finding on a row rests on, where the rule itself quotes nothing.
fn rest_on(finding: &mut Finding, reading: &Reading) {
    if finding.quote.is_none()
        && let (Some(table), Some(row)) = (finding.table, &finding.row)
    {
        finding.quote = reading.quotes.get(&(table, row.clone())).cloned();
    }
}

/// A cell told to be blank that holds a mark for “none”: the mark is what was found.
fn as_printed(finding: &mut Finding, reading: &Reading) {
    if !matches!(finding.rule.as_str(), "R2.5" | "R4.3") || finding.found.is_some() {
        return;
    }
    let (Some(table), Some(row), Some(column)) = (finding.table, &finding.row, &finding.column) else { return };
    if let Some(printed) = reading.printed.get(&(table, row.clone(), column.clone())) {
        finding.message = finding.message.replace("”为空白，", &format!("”为“{printed}”，"));
        finding.found = Some(Value::Text(printed.clone()));
    }
}

/// Rules that no file can answer alone, said once each; and those for which something was not given.
fn not_assessable(report: &Report, before: Option<&Report>) -> Vec<Finding> {
    let mut hints = vec![
        ("R1.13", "数据缺失，无法核对：没有网页与附件两份文本可以比较。"),
        ("R6.7", "数据缺失，无法核对：没有其他机关同一年度的报告可以比较。"),
        ("R6.8", "数据缺失，无法核对：没有所属各机关的报告，不能核对汇总。"),
        ("R6.9", "数据缺失，无法核对：没有上年度报告公布时的存档可以比较。"),
        ("R7.9", "数据缺失，无法核对：没有年报栏目，不能核对以前年度的报告是否仍可查到。"),
    ];
    if before.is_none() {
        hints.push((
            "R6.1",
            "数据缺失，无法核对：没有上年度报告，跨年各项（R6.1至R6.6、R5.23）未核对；可用 --before 提供。",
        ));
    }
    if report.level.is_none() {
        hints.push(("R7.1", "数据缺失，无法核对：从名称看不出机关级别，公布期限未核对；可用 --level 指明。"));
    }
    if report.period.is_none() {
        hints.push(("R7.5", "数据缺失，无法核对：报告没有写明统计期限。"));
    }
    hints.into_iter().map(|(rule, message)| Finding::new(rule, Severity::Hint, message)).collect()
}

/// Whether a finding only says that a rule could not be judged.
pub(crate) fn is_unjudged(finding: &Finding) -> bool {
    finding.severity == Severity::Hint && finding.message.contains("无法核对")
}

#[cfg(test)]
mod tests;
