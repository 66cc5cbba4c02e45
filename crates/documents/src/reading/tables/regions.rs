//! Where each of the three tables begins and ends: by the words that stand in no other place, then by the headings of
//! the sections around (law sheet §5, order of work).

use std::ops::Range;

use gongkai_rules::reporting::exchange::SectionId;
use gongkai_rules::reporting::form::normalise;

use super::figure::is_value;
use crate::reading::lines::Line;
use crate::reading::sections::Heading;

/// Stretches of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::reading) struct Regions {
    /// Table two.
    pub publication: Option<Range<usize>>,
    /// Table three.
    pub requests: Option<Range<usize>>,
    /// Table four.
    pub remedies: Option<Range<usize>>,
    /// Where a second set of tables begins.
    pub second: Option<usize>,
}

impl Regions {
    /// Whether a line belongs to a table.
    pub fn contains(&self, line: usize) -> bool {
        [&self.publication, &self.requests, &self.remedies].into_iter().flatten().any(|range| range.contains(&line))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Publication,
    Requests,
    Remedies,
}

const PUBLICATION: [&str; 9] = [
    "第二十条第(一)项",
    "第二十条第一项",
    "第二十条(一)",
    "第二十条第1项",
    "本年制发件数",
    "制发件数",
    "新制作数量",
    "现行有效件数",
    "对外公开总数量",
];
const REQUESTS: [&str; 4] =
    ["申请人情况", "本列数据的勾稽关系", "本年新收政府信息公开申请", "本年度新收政府信息公开申请"];
const REMEDIES: [&str; 3] = ["未经复议直接起诉", "结果维持", "复议后起诉"];

/// What table a line marks, if any. A sentence marks none.
fn mark(line: &Line) -> Option<Mark> {
    let length = line.text.chars().filter(|c| !c.is_whitespace()).count();
    if line.cells.is_none() && (length > 60 || line.text.contains('。')) {
        return None;
    }
    let text = normalise(&line.text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&PUBLICATION) {
        return Some(Mark::Publication);
    }
    if has(&REQUESTS) {
        return Some(Mark::Requests);
    }
    // Heads of table four may be torn: 结果⏎维持. Its parent heads are not.
    let heads = text == "行政复议" || text == "行政复议行政诉讼" || text == "行政诉讼";
    (has(&REMEDIES) || heads).then_some(Mark::Remedies)
}

/// Finds the tables. Headings are those of the sections.
pub(in crate::reading) fn regions(lines: &[Line], headings: &[Heading]) -> Regions {
    let heading_at = |line: usize| headings.iter().any(|heading| heading.line == line && heading.rest.is_none());
    let marks: Vec<(usize, Mark)> = lines
        .iter()
        .enumerate()
        .filter(|(at, _)| !heading_at(*at))
        .filter_map(|(at, line)| Some((at, mark(line)?)))
        .collect();
    let from = |mark: Mark, section: SectionId, after: usize| {
        let start = marks.iter().find(|(at, found)| *found == mark && *at >= after).map(|(at, _)| *at)?;
        // Lines between the heading of the section and the mark belong to the table where they are short.
        let heading = headings.iter().rev().find(|heading| heading.line < start);
        let heading = heading.filter(|heading| heading.section == section);
        let first = heading.map_or(start, |heading| heading.line + 1);
        let loose = |at: usize| lines.get(at).is_some_and(belongs);
        Some((first..start).rev().take_while(|at| loose(*at)).last().unwrap_or(start))
    };
    let publication = from(Mark::Publication, SectionId::PublicationTable, 0);
    let requests = from(Mark::Requests, SectionId::RequestsTable, publication.unwrap_or(0))
        .or_else(|| from(Mark::Requests, SectionId::RequestsTable, 0));
    let remedies = from(Mark::Remedies, SectionId::RemediesTable, requests.unwrap_or(0));
    let until = |starts: &[Option<usize>; 3], start: usize, last: Option<usize>| {
        let heading = headings.iter().map(|heading| heading.line).find(|line| *line > start);
        let other = starts.iter().flatten().copied().filter(|at| *at > start).min();
        let end = [heading, other].into_iter().flatten().min().unwrap_or(lines.len());
        let from = last.unwrap_or(start);
        let prose = (from..end).find(|at| lines.get(*at).is_some_and(is_prose)).unwrap_or(end);
        let of_table = |at: &usize| lines.get(*at).is_some_and(|line| line.cells.is_some() || has_value(line));
        start..(start..prose).rev().find(of_table).map_or(prose, |last| last + 1)
    };
    let remedies = remedies.or_else(|| without_heads(lines, headings));
    let starts = [publication, requests, remedies];
    let until = |start: usize, last: Option<usize>| until(&starts, start, last);
    Regions {
        publication: publication.map(|start| until(start, None)),
        requests: requests.map(|start| until(start, None)),
        remedies: remedies.map(|start| until(start, None)),
        second: second(lines, &marks, requests),
    }
}

/// Table four without its heads (L3): behind the heading of its section nothing but figures.
fn without_heads(lines: &[Line], headings: &[Heading]) -> Option<usize> {
    let heading =
        headings.iter().find(|heading| heading.section == SectionId::RemediesTable && heading.rest.is_none())?;
    let mut below = lines.iter().enumerate().skip(heading.line + 1).filter(|(_, line)| !line.is_blank());
    let (first, line) = below.next()?;
    let cells = line.cells.as_ref()?;
    (cells.len() >= 15 && cells.iter().all(|cell| is_value(&cell.text))).then_some(first)
}

/// A line that may belong to a table though no mark stands in it: a row, a number, a short word.
fn belongs(line: &Line) -> bool {
    line.cells.is_some()
        || is_value(&line.text)
        || line.text.chars().filter(|c| !c.is_whitespace()).count() <= 30 && !line.text.contains('。')
}

/// A sentence: where one stands the table is over. Notes under a table are none.
fn is_prose(line: &Line) -> bool {
    if line.cells.is_some() {
        return line.words().is_some_and(|words| words.chars().count() > 90 && words.contains('。'));
    }
    let text = line.text.trim();
    let note = text.trim_start_matches(['（', '(', '*', '※']);
    if ["注", "备注", "说明"].iter().any(|mark| note.starts_with(mark)) {
        return false;
    }
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    length > 60 || text.contains(['。', '；'])
}

/// A line that ends in a figure, or a note.
fn has_value(line: &Line) -> bool {
    let text = line.text.trim();
    let note = text.trim_start_matches(['（', '(', '*', '※']).starts_with('注');
    let short =
        text.chars().filter(|c| !c.is_whitespace()).count() <= 60 && text.contains(|c: char| c.is_ascii_digit());
    note || short
        || text.contains("继续办理")
        || is_value(text)
        || text.rsplit([' ', '\u{3000}']).next().is_some_and(is_value)
        || text.ends_with(|c: char| c.is_ascii_digit())
}

/// Where a second table three begins: its first row stands a second time, with figures.
fn second(lines: &[Line], marks: &[(usize, Mark)], requests: Option<usize>) -> Option<usize> {
    let start = requests?;
    let new_row = |at: usize| {
        lines.get(at).is_some_and(|line| {
            let text = normalise(&line.text);
            text.contains("本年新收政府信息公开申请") || text.contains("本年度新收政府信息公开申请")
        })
    };
    let rows: Vec<usize> = marks
        .iter()
        .filter(|(at, mark)| *mark == Mark::Requests && *at >= start && new_row(*at))
        .map(|(at, _)| *at)
        .collect();
    let last_of_first = |from: usize, to: usize| {
        (from..to).any(|at| lines.get(at).is_some_and(|line| normalise(&line.text).contains("继续办理")))
    };
    match rows.as_slice() {
        [first, rest @ ..] => rest.iter().copied().find(|second| last_of_first(*first, *second)),
        [] => None,
    }
}
