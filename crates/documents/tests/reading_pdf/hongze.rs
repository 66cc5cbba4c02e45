//! The real report: every figure it prints, its printed faults in table four included.

use std::collections::BTreeMap;
use std::path::Path;

use gongkai_documents::reading::{Block, Document, Grid, Limits, pdf};
use serde::Deserialize;

use crate::support::{bare, tables};

/// Figures by label, transcribed from the printed report.
#[derive(Deserialize)]
struct Figures {
    table2: Vec<(String, Vec<String>)>,
    table3: Vec<(String, Vec<String>)>,
    table4: Vec<String>,
}

fn figures() -> Figures {
    serde_json::from_str(include_str!("hongze_2023.json")).unwrap()
}

/// `None`, and a word about it, where the real reports are not at hand.
fn document() -> Option<Document> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reports/hongze_2023.pdf");
    let Ok(bytes) = std::fs::read(file) else {
        eprintln!("not run: the real reports lie beside the repository and are not here");
        return None;
    };
    Some(pdf::read(&bytes, &Limits::default()).unwrap())
}

/// Rows with at least `count` figures at their end: the label before them, and the figures.
fn rows(grid: &Grid, count: impl Fn(&str) -> Option<usize>) -> BTreeMap<String, Vec<String>> {
    let mut rows = BTreeMap::new();
    for row in &grid.rows {
        let texts: Vec<String> = row.iter().map(|cell| bare(&cell.text)).collect();
        for (at, label) in texts.iter().enumerate() {
            if let Some(count) = count(label) {
                assert_eq!(texts.len() - at - 1, count, "{label}");
                rows.insert(label.clone(), texts[at + 1..].to_vec());
            }
        }
    }
    rows
}

#[test]
fn every_figure_of_the_real_report_is_read_where_it_is_printed() {
    let Some(document) = document() else { return };
    let figures = figures();
    let tables = tables(&document);
    assert_eq!(tables.len(), 3, "table two and table three are each broken over two pages");
    assert!(tables.iter().all(|table| table.exact), "ruling lines tell every cell");
    for (table, expected) in tables.iter().zip([&figures.table2, &figures.table3]) {
        let expected: BTreeMap<String, Vec<String>> = expected.iter().cloned().collect();
        let read = rows(table, |label| expected.get(label).map(Vec::len));
        assert_eq!(read, expected);
    }
    let last: Vec<String> = tables[2].rows.last().unwrap().iter().map(|cell| bare(&cell.text)).collect();
    // Printed so: ten upheld and one corrected make eleven, yet the total says 0; five suits, total 0.
    assert_eq!(last, figures.table4);
    let count = |rows: &[(String, Vec<String>)]| rows.iter().map(|(_, figures)| figures.len()).sum::<usize>();
    assert_eq!(count(&figures.table2) + count(&figures.table3) + last.len(), 186);
}

#[test]
fn sections_of_the_real_report_are_whole_over_lines_and_pages() {
    let Some(document) = document() else { return };
    let headings: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 2, text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(headings.len(), 6, "{headings:?}");
    assert!(headings.iter().zip("一二三四五六".chars()).all(|(heading, number)| heading.starts_with(number)));
    let paragraphs: Vec<&str> = document.blocks.iter().filter_map(Block::text).collect();
    // This paragraph goes over the end of page four, where “-4-” stands between its lines.
    let over_pages = paragraphs.iter().find(|text| text.contains("跟班学习制度")).unwrap();
    assert!(over_pages.contains("实行政府信息公开工作人员跟班学习制度"), "{over_pages}");
    assert!(over_pages.starts_with("2023年，") && over_pages.ends_with('。'));
    assert!(paragraphs.iter().all(|text| !text.contains("-4-") && !text.contains("- 4 -")));
}
