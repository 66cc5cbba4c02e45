//! Reading of anybody's annual report (年报核查): bytes of any kind to a document, a document to a report.
//!
//! ```text
//! bytes ─kind by content─► html | word | workbook | pdf | plain ─► Document ─► lines ─► headings, regions of the tables
//!       ─► the three tables, the sections, the facts ─► Reading
//! ```
//!
//! Nothing is guessed: a figure that cannot be placed is `null` and said so, a wrong sum comes out wrong. Every reader
//! is bounded by [`Limits`]; none recurses with the depth of its input, and none panics.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_rules::reporting::exchange::{Finding, Form, Level, Place, Report, Severity};

mod archive;
pub mod document;
mod exchanged;
mod facts;
mod folding;
mod html;
mod kind;
mod lines;
pub mod pdf;
mod plain;
mod second;
mod sections;
mod tables;
mod word;
mod workbook;

pub use document::{Block, Cell, Document, Encoding, Grid, Layout, Limits, Metadata, Unreadable};
use facts::Facts;

/// How far a report was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Every cell of the three tables was placed.
    Whole,
    /// Some cells are `null` for want of reading.
    Part,
    /// No report.
    No,
}

/// A cell by the keys of the exchange format: table, row, column.
pub type Spot = (gongkai_rules::reporting::exchange::TableId, String, String);

/// What was read of a file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// How far.
    pub read: Extent,
    /// Why not, or not wholly; Chinese, to show as is.
    pub reason: Option<String>,
    /// The report, without findings and claims.
    pub report: Option<Report>,
    /// What kind of file; `None` also for a report in the exchange format, which has no layout.
    pub layout: Option<Layout>,
    /// Encoding of a text or page.
    pub encoding: Option<Encoding>,
    /// What the reader saw that the report alone does not show: findings of the rules that need the source.
    pub doubts: Vec<Finding>,
    /// Where the cells stand.
    pub places: BTreeMap<Spot, Place>,
    /// How cells were printed, where that is not the plain number.
    pub printed: BTreeMap<Spot, String>,
    /// The line that a row of a table was read from: the words a finding on it rests on.
    pub quotes: BTreeMap<(gongkai_rules::reporting::exchange::TableId, String), String>,
    /// Cells that are `null` because they were not read or hold no figure, not because they are blank.
    pub unread: BTreeSet<Spot>,
    /// The line behind a row of a table could not be told from the file's own cells: findings that rest on it are
    /// warnings at most.
    pub doubtful: BTreeSet<Spot>,
}

impl Reading {
    fn no(reason: String, layout: Option<Layout>, encoding: Option<Encoding>) -> Reading {
        Reading {
            read: Extent::No,
            reason: Some(reason),
            report: None,
            layout,
            encoding,
            doubts: Vec::new(),
            places: BTreeMap::new(),
            printed: BTreeMap::new(),
            quotes: BTreeMap::new(),
            unread: BTreeSet::new(),
            doubtful: BTreeSet::new(),
        }
    }
}

impl Reading {
    /// A file that is larger than allowed, which its length tells without reading it.
    pub fn too_large(limits: &Limits) -> Reading {
        let most = format!("{} MB", limits.bytes >> 20);
        let error = Unreadable::TooLarge { found: format!("超过 {most}"), most };
        Reading::no(error.to_string(), None, None)
    }

    /// A file that the system does not give.
    pub fn unreadable(reason: &str) -> Reading {
        Reading::no(reason.to_owned(), None, None)
    }
}

/// Reads a file: one of the kinds of [`Layout`], or a report in the exchange format. `name` tells Markdown from other text, and is the last place to look for year and organ. `level` is
/// the level where the person knows it.
pub fn read(name: &str, bytes: &[u8], level: Option<Level>, limits: &Limits) -> Reading {
    if bytes.len() as u64 > limits.bytes {
        return Reading::too_large(limits);
    }
    let guarded = || {
        exchanged::read(bytes, level).unwrap_or_else(|| match document_of(name, bytes, limits) {
            Ok(document) => of_document(name, &document, level),
            Err((error, layout, encoding)) => Reading::no(error.to_string(), layout, encoding),
        })
    };
    // The last resort around code that is not ours: a file made to break a parser must not end a run over five hundred.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(guarded))
        .unwrap_or_else(|_| Reading::no(Unreadable::Damaged("读取时出错".to_owned()).to_string(), None, None))
}

/// A document with more paragraphs than any report has is none. Readers bound what they hold; this bounds what follows.
fn bounded(document: Document, limits: &Limits) -> Result<Document, Unreadable> {
    if document.blocks.len() > limits.blocks { Err(Unreadable::TooComplex("段落过多")) } else { Ok(document) }
}

type NotRead = (Unreadable, Option<Layout>, Option<Encoding>);

fn document_of(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, NotRead> {
    let kind = kind::of(name, bytes).map_err(|error| (error, None, None))?;
    match kind {
        kind::Kind::Text(layout, text, encoding) => {
            let read = match layout {
                Layout::Html => html::read(&text, Some(encoding), limits),
                _ => plain::read(&text, layout, Some(encoding), limits),
            };
            let read = read.and_then(|document| bounded(document, limits));
            read.map_err(|error| (error, Some(layout), Some(encoding)))
        }
        kind::Kind::Binary(layout) => {
            let read = match layout {
                Layout::Docx => word::read(bytes, limits),
                Layout::Xlsx => workbook::read(bytes, limits),
                _ => pdf::read(bytes, limits),
            };
            let read = read.and_then(|document| bounded(document, limits));
            read.map_err(|error| (error, Some(layout), None))
        }
    }
}

/// Reads a document that is already one.
pub fn of_document(name: &str, document: &Document, level: Option<Level>) -> Reading {
    let lines::Lines { lines, foreign } = lines::lines(document);
    let second::Laid { lines, headings, regions, second } = second::laid(sections::part_at_titles(lines));
    let tables = tables::read(&lines, &regions);
    let facts = facts::facts(&lines, &headings, &document.metadata, name);
    let no = |reason: &str| Reading::no(reason.to_owned(), Some(document.layout), document.encoding);
    if lines.iter().all(lines::Line::is_blank) {
        return no("文件中没有文字。");
    }
    let Some(year) = facts.year else {
        return no("没有找到报告的年度，不像是政府信息公开工作年度报告。");
    };
    let without = tables.table2.is_none() && tables.table3.is_none() && tables.table4.is_none();
    if without && (headings.len() < 3 || Form::of_year(year).is_none()) {
        return no(why_not(&facts, headings.len()));
    }
    let form = tables.form.or(Form::of_year(year)).unwrap_or(Form::Form2021);
    let (from, until) = (facts.after_title, sections::end(&lines, &headings));
    let mut sections = sections::sections(&lines, &headings, &regions, from, until, document.layout);
    sections::closing(&mut sections, facts.organ.as_deref());
    let organ = facts.organ.clone().unwrap_or_else(|| "（未写明机关名称）".to_owned());
    let mut report = Report::draft(&organ, level.or_else(|| facts::level_of(&organ)), year);
    report.form = form;
    report.title.clone_from(&facts.title);
    report.period = facts.period;
    report.published = facts.published;
    report.sections = sections;
    let whole = tables.is_whole();
    let mut doubts = doubts(&facts, foreign, &tables, document);
    doubts.extend(tables::years_in_heads(&lines, &regions, year));
    doubts.extend(second.map(|second| second.told(facts.title.as_deref())));
    report.table2 = tables.table2;
    report.table3 = tables.table3;
    report.table4 = tables.table4;
    report.remarks = tables.remarks;
    let mut unread = tables.unread;
    let reason = (!whole).then(|| reason(&report, &tables.unplaced));
    unread.extend(tables.unplaced);
    Reading {
        read: if whole { Extent::Whole } else { Extent::Part },
        reason,
        report: Some(report),
        layout: Some(document.layout),
        encoding: document.encoding,
        doubts,
        places: tables.places,
        printed: tables.printed,
        quotes: tables.quotes,
        unread,
        doubtful: tables.doubtful,
    }
}

/// Why a document is no report that can be read.
fn why_not(facts: &Facts, headings: usize) -> &'static str {
    match (facts.year, facts.title.is_some(), headings) {
        (Some(..=2018), true, _) => "2018年及以前的年度报告没有全国统一的表格，不能核对。",
        (_, true, _) => "有报告的标题，但没有找到统一格式的三张表格（可能以图片或附件代替），无法核对。",
        _ => "不像是政府信息公开工作年度报告：没有找到报告的标题、各部分标题和统一格式的表格。",
    }
}

/// What was not read, in one sentence.
fn reason(report: &Report, unplaced: &BTreeSet<Spot>) -> String {
    let missing = [("二", report.table2.is_none()), ("三", report.table3.is_none()), ("四", report.table4.is_none())];
    let missing: Vec<&str> = missing.into_iter().filter(|(_, missing)| *missing).map(|(no, _)| no).collect();
    let mut parts = Vec::new();
    if !missing.is_empty() {
        parts.push(format!("第{}部分没有可读取的表格", missing.join("、")));
    }
    if !unplaced.is_empty() {
        parts.push(format!("有{}个单元格无法确定数字，按空缺处理", unplaced.len()));
    }
    format!("{}。", parts.join("；"))
}

/// What the document as a whole shows.
fn doubts(facts: &Facts, foreign: bool, tables: &tables::Tables, document: &Document) -> Vec<Finding> {
    let mut doubts = tables.doubts.clone();
    if let Some(found) = &facts.damaged_period {
        let message = format!("统计期限“{found}”的年月日字样缺失，已按全年理解，请核对原件。");
        doubts.push(tables::finding("R7.5", Severity::Hint, message, Some(found.clone()), None));
    }
    if foreign {
        let message =
            "文件是其他网站转载或转换的文本（繁体字或夹有拼音），不能作为机关发布的原文，请核对原件。".to_owned();
        doubts.push(tables::finding("R8.12", Severity::Hint, message, document.metadata.title.clone(), None));
    }
    doubts
}

#[cfg(test)]
pub(crate) mod tests;
