//! What Gongkai itself publishes reads back the same: in a PDF each cell with its spans, in every form each figure and
//! each word of the text.

use gongkai_documents::checking::check;
use gongkai_documents::reading::{Block, Document, Extent, Limits, pdf, read};
use gongkai_documents::reports;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::exchange::{Report, Section};
use gongkai_rules::reporting::{Context, SectionId, Severity};
use jiff::civil::date;
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

/// Each form in which Gongkai publishes a report, with the name of its file.
fn forms(report: &Report) -> [(&'static str, Vec<u8>); 6] {
    [
        ("年报.html", reports::page(report).into_bytes()),
        ("年报.txt", reports::text(report).into_bytes()),
        ("年报.docx", reports::docx(report).unwrap()),
        ("年报.xlsx", reports::xlsx(report).unwrap()),
        ("年报.pdf", reports::pdf(Fonts::embedded(), report, false).unwrap()),
        ("年报.json", reports::json(report).into_bytes()),
    ]
}

/// What the file says, without the places where it says it.
fn said(report: &Report) -> Vec<(SectionId, String)> {
    let filled = report.sections.iter().filter(|section| !section.text.trim().is_empty());
    filled.map(|section| (section.id, bare(&section.text))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_gongkai_publishes_is_read_back_the_same_in_every_form(report in report(), day in 1_i8..=28) {
        let report = Report { published: Some(date(2026, 1, day)), ..report };
        for (name, bytes) in forms(&report) {
            let reading = read(name, &bytes, None, &Limits::default());
            prop_assert_eq!(reading.read, Extent::Whole, "{} {:?}", name, reading.reason);
            let found = reading.report.unwrap();
            prop_assert_eq!(&found.table2, &report.table2, "{}", name);
            prop_assert_eq!(&found.table3, &report.table3, "{}", name);
            prop_assert_eq!(&found.table4, &report.table4, "{}", name);
            prop_assert_eq!(found.published, report.published, "{}", name);
            prop_assert_eq!((&found.organ, found.year), (&report.organ, report.year), "{}", name);
            prop_assert_eq!(said(&found), said(&report), "{}", name);
        }
    }
}

#[test]
fn what_gongkai_publishes_brings_no_finding_of_structure_or_date() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut report = report().new_tree(&mut runner).unwrap().current();
    report.published = Some(date(2026, 1, 20));
    for id in SectionId::SIX {
        report.sections.push(Section { id, title: Some(id.title().to_owned()), text: String::new(), place: None });
    }
    for (name, bytes) in forms(&report) {
        let checked = check(name, read(name, &bytes, None, &Limits::default()), None, &Context::default(), false);
        let loud = checked.findings().iter().filter(|finding| finding.severity > Severity::Hint);
        let about: Vec<_> = loud.filter(|f| f.rule.starts_with("R1.") || f.rule.starts_with("R7.")).collect();
        assert!(about.is_empty(), "{name}: {about:#?}");
    }
    report.published = None;
    let draft = reports::text(&report);
    assert!(!draft.contains("公布日期"), "what is not out has no date");
}
