//! What the tests share: tables as lists of texts, and reports with any figures.

use gongkai_documents::reading::{Block, Document, Grid, Limits, Reading, read};
use gongkai_documents::reports;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::exchange::{Report, Section, Table2};
use gongkai_rules::reporting::layout::layouts;
use gongkai_rules::reporting::{Block as Remedy, Column, Figure, PublicationTable, Row, SectionId, Standing};
use proptest::prelude::*;

/// A form in which Gongkai publishes a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Page,
    Text,
    Word,
    Workbook,
    Exchange,
    Pdf,
}

impl Form {
    /// All that take little time to write.
    pub const QUICK: [Form; 5] = [Form::Page, Form::Text, Form::Word, Form::Workbook, Form::Exchange];

    pub const ALL: [Form; 6] = [Form::Page, Form::Text, Form::Word, Form::Workbook, Form::Exchange, Form::Pdf];

    /// The file, with its name.
    pub fn file(self, report: &Report) -> (&'static str, Vec<u8>) {
        match self {
            Form::Page => ("年报.html", reports::page(report).into_bytes()),
            Form::Text => ("年报.txt", reports::text(report).into_bytes()),
            Form::Word => ("年报.docx", reports::docx(report).unwrap()),
            Form::Workbook => ("年报.xlsx", reports::xlsx(report).unwrap()),
            Form::Exchange => ("年报.json", reports::json(report).into_bytes()),
            Form::Pdf => ("年报.pdf", reports::pdf(Fonts::embedded(), report, false).unwrap()),
        }
    }

    /// The report published in this form and read back.
    pub fn round_trip(self, report: &Report) -> Reading {
        let (name, bytes) = self.file(report);
        read(name, &bytes, report.level, &Limits::default())
    }
}

/// A cell: row and column of its upper left corner, rows and columns it spans, its text without white space.
pub type Placed = (usize, usize, usize, usize, String);

pub fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

pub fn tables(document: &Document) -> Vec<&Grid> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    });
    tables.collect()
}

/// The cells of a table as read, each at the next free place of its row, as in HTML.
pub fn placed(grid: &Grid) -> Vec<Placed> {
    let mut taken: std::collections::BTreeSet<(usize, usize)> = std::collections::BTreeSet::new();
    let mut placed = Vec::new();
    for (row, cells) in grid.rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while taken.contains(&(row, column)) {
                column += 1;
            }
            for down in 0..cell.rows {
                taken.extend((0..cell.columns).map(|right| (row + down, column + right)));
            }
            placed.push((row, column, cell.rows, cell.columns, bare(&cell.text)));
        }
    }
    placed
}

/// The same of the official layout of a report.
pub fn printed(report: &Report) -> Vec<Vec<Placed>> {
    let cells = |layout: &gongkai_rules::reporting::layout::Layout| {
        let placed = layout.placed().into_iter();
        placed.map(|(row, column, cell)| (row, column, cell.rowspan, cell.colspan, bare(&cell.text))).collect()
    };
    layouts(report).iter().map(cells).collect()
}

fn count() -> impl Strategy<Value = Option<u64>> {
    prop_oneof![4 => Just(Some(0)), 3 => (1..30_u64).prop_map(Some), 2 => (30..100_000_u64).prop_map(Some), 1 => Just(None)]
}

/// Any report of the 2021 form: figures in all cells or none, and paragraphs of any length.
pub fn report() -> impl Strategy<Value = Report> {
    let sentences = prop::collection::vec(0..SENTENCES.len(), 1..12);
    let texts = prop::collection::vec(sentences, 6);
    let publication = prop::collection::vec(count(), Figure::ALL.len());
    let requests = prop::collection::vec(count(), Row::PRINTED.len() * Column::ALL.len());
    let remedies = prop::collection::vec(count(), Remedy::ALL.len() * Standing::ALL.len());
    (publication, requests, remedies, texts).prop_map(|(publication, requests, remedies, texts)| {
        let mut report = Report::draft("青石区柳岸街道办事处", None, 2025);
        let mut table2 = PublicationTable::default();
        for (figure, count) in Figure::ALL.into_iter().zip(publication) {
            if let Some(count) = count {
                table2.enter(figure, &count.to_string()).unwrap();
            }
        }
        report.table2 = Some(Table2::Form2021(table2));
        let cells = Row::PRINTED.into_iter().flat_map(|row| Column::ALL.map(|column| (row, column)));
        let table3 = report.table3.as_mut().unwrap();
        cells.zip(requests).for_each(|((row, column), count)| table3.set(row, column, count));
        let cells = Remedy::ALL.into_iter().flat_map(|block| Standing::ALL.map(|standing| (block, standing)));
        let table4 = report.table4.as_mut().unwrap();
        cells.zip(remedies).for_each(|((block, standing), count)| table4.set(block, standing, count));
        let ids = [SectionId::Preamble].into_iter().chain(SectionId::FIVE_PARTS);
        report.sections = ids.zip(texts).map(|(id, text)| section(id, &text)).collect();
        report
    })
}

fn section(id: SectionId, sentences: &[usize]) -> Section {
    let mut text = String::new();
    for (at, &sentence) in sentences.iter().enumerate() {
        text.push_str(SENTENCES[sentence]);
        // A paragraph of one sentence, of two, of three.
        text.push_str(if at % 4 == 0 || at % 4 == 2 { "\n" } else { "" });
    }
    Section { id, title: None, text: text.trim_end().to_owned(), place: None }
}

const SENTENCES: [&str; 7] = [
    "本报告依据《中华人民共和国政府信息公开条例》编制，统计期限自2025年1月1日起至2025年12月31日止。",
    "全年主动公开政府信息1136条，其中政策解读28篇。",
    "共收到政府信息公开申请21件，均在法定期限内答复，答复率100%。",
    "一是健全制度；二是加强培训，全年开展培训3期120人次；三是强化监督。",
    "如有疑问，请与本机关联系（电话：0000-1234567，电子邮箱：office@example.org）。",
    "无。",
    "依托门户网站、政务新媒体和“政务公开专区”等平台，及时、准确、全面公开重点领域信息，不断提升政务公开的标准化、规范化、便利化水平，切实保障公众知情权、参与权、表达权和监督权。",
];
