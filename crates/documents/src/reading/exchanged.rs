//! A report in the exchange format `gongkai-report/1`: nothing is read out of a layout, the file says each cell itself.

use std::collections::BTreeSet;

use gongkai_rules::reporting::exchange::{Level, NotAReport, Report, SCHEMA};

use super::document::Encoding;
use super::{Extent, Reading, facts, reason};

/// Most bytes of such a file: tens of times the longest report.
const MOST: usize = 4 << 20;

/// Characters within which the format names itself.
const HEAD: usize = 400;

/// Reads the report where the bytes are one; `None` where they are anything else. What somebody else found in it
/// (findings, claims) is left out: the report is judged anew.
pub(super) fn read(bytes: &[u8], level: Option<Level>) -> Option<Reading> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if !is_object || bytes.len() > MOST {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    match Report::from_json(text) {
        Ok(report) => Some(whole(report, level)),
        Err(error) => {
            let says_so = text.chars().take(HEAD).collect::<String>().contains(SCHEMA);
            // What the parser says of it is for programmers, and in English.
            let why = match error {
                NotAReport::Shape(_) => format!("不是完整的 {SCHEMA} 格式的年度报告"),
                error => error.to_string(),
            };
            says_so.then(|| Reading::no(format!("{why}。"), None, Some(Encoding::Utf8)))
        }
    }
}

fn whole(mut report: Report, level: Option<Level>) -> Reading {
    report.findings.clear();
    report.claims.clear();
    report.level = report.level.or(level).or_else(|| facts::level_of(&report.organ));
    let complete = report.table2.is_some() && report.table3.is_some() && report.table4.is_some();
    let told = (!complete).then(|| reason(&report, &BTreeSet::new()));
    let mut reading = Reading::no(String::new(), None, Some(Encoding::Utf8));
    reading.read = if complete { Extent::Whole } else { Extent::Part };
    reading.reason = told;
    reading.report = Some(report);
    reading
}
