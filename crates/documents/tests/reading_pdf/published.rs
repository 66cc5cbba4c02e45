//! What Gongkai itself publishes as PDF reads back the same: each cell with its spans, each word of the text.

use gongkai_documents::reading::{Block, Document, Limits, pdf};
use gongkai_documents::reports;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::exchange::Report;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::support::{bare, placed, printed, report, tables};

/// Each paragraph of a report as a block of its own, whole.
pub fn assert_paragraphs(report: &Report, document: &Document) {
    let blocks: Vec<String> = document.blocks.iter().filter_map(Block::text).map(bare).collect();
    for paragraph in report.sections.iter().flat_map(|section| section.text.lines()) {
        assert!(blocks.contains(&bare(paragraph)), "{paragraph}\n{blocks:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn any_report_reads_back_the_same(report in report()) {
        let bytes = reports::pdf(Fonts::embedded(), &report, false).unwrap();
        let document = pdf::read(&bytes, &Limits::default()).unwrap();
        let read: Vec<_> = tables(&document).into_iter().map(placed).collect();
        prop_assert_eq!(read, printed(&report));
        assert_paragraphs(&report, &document);
    }
}

#[test]
fn the_mark_of_a_draft_is_no_text_of_it() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let report = report().new_tree(&mut runner).unwrap().current();
    let bytes = reports::pdf(Fonts::embedded(), &report, true).unwrap();
    let document = pdf::read(&bytes, &Limits::default()).unwrap();
    assert_eq!(tables(&document).into_iter().map(placed).collect::<Vec<_>>(), printed(&report));
    assert_paragraphs(&report, &document);
    assert!(document.blocks.iter().filter_map(Block::text).all(|text| !text.contains("草稿")));
}

#[test]
fn every_cell_says_on_which_page_it_stands_and_where() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let report = report().new_tree(&mut runner).unwrap().current();
    let bytes = reports::pdf(Fonts::embedded(), &report, false).unwrap();
    let document = pdf::read(&bytes, &Limits::default()).unwrap();
    for grid in tables(&document) {
        let pages: Vec<u32> =
            grid.rows.iter().flatten().map(|cell| cell.place.as_ref().unwrap().page.unwrap()).collect();
        assert!(pages.iter().all(|&page| (1..40).contains(&page)));
        for cell in grid.rows.iter().flatten() {
            let [left, top, right, bottom] = cell.place.as_ref().unwrap().box_.unwrap();
            assert!(0.0 < left && left < right && right < 596.0 && 0.0 < top && top < bottom && bottom < 842.0);
        }
    }
}
