//! Two reports in one file (R1.14): the first is read; where the second begins the first is over, so that the words of one
//! are never held against the tables of the other.

use gongkai_rules::reporting::exchange::{Finding, SectionId, Severity};

use super::lines::Line;
use super::sections::Heading;
use super::tables::{self, Regions};
use super::{facts, sections};

/// A second report: the line where it begins, and its title as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Second {
    pub line: usize,
    title: String,
}

/// The second report: behind the table three of the first its sections begin anew, and another table three follows.
pub(super) fn find(lines: &[Line], headings: &[Heading], regions: &Regions) -> Option<Second> {
    let (first, second) = (regions.requests.as_ref()?, regions.second?);
    let begins = |heading: &&Heading| {
        let stood = headings.iter().any(|before| before.section == heading.section && before.line < first.start);
        let opens = matches!(heading.section, SectionId::Overview | SectionId::PublicationTable);
        opens && stood && (first.end..second).contains(&heading.line)
    };
    let heading = headings.iter().find(begins)?;
    let above = headings.iter().rev().map(|heading| heading.line).find(|line| *line < heading.line);
    let from = above.map_or(first.end, |line| line + 1).max(first.end);
    let found = facts::title_within(lines.get(from..heading.line)?);
    Some(match found {
        Some((at, title)) => Second { line: from + at, title },
        None => Second { line: heading.line, title: heading.title.clone() },
    })
}

impl Second {
    /// What is told of it beside the first, which is named by its title.
    pub fn told(&self, first: Option<&str>) -> Finding {
        let first = first.unwrap_or("没有标题的报告");
        let message = format!("文件中出现两套表格或两份报告（{first}、{}），请确认以哪一份为准。", self.title);
        tables::finding("R1.14", Severity::Warn, message, Some(self.title.clone()), None)
    }
}

/// A document laid out: its lines, the headings and the tables of the first report in it.
pub(super) struct Laid {
    pub lines: Vec<Line>,
    pub headings: Vec<Heading>,
    pub regions: Regions,
    pub second: Option<Second>,
}

/// Lays out the lines of a document.
pub(super) fn laid(mut lines: Vec<Line>) -> Laid {
    let parts = |lines: &[Line]| {
        let headings = sections::headings(lines);
        let regions = tables::regions(lines, &headings);
        (headings, regions)
    };
    let (mut headings, mut regions) = parts(&lines);
    let second = find(&lines, &headings, &regions);
    if let Some(second) = &second {
        lines.truncate(second.line);
        (headings, regions) = parts(&lines);
    }
    Laid { lines, headings, regions, second }
}
