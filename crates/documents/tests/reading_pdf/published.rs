//! What Gongkai itself publishes reads back the same: in a PDF each cell with its spans, in every form each figure and
//! each word of the text.

use gongkai_documents::checking::check;
use gongkai_documents::reading::{Block, Document, Extent, Limits, pdf};
use gongkai_documents::reports;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::claims::claims;
use gongkai_rules::reporting::exchange::{Report, Section};
use gongkai_rules::reporting::{Context, PublicationTable, SectionId, Severity, WanYuan};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::consistent::years;
use crate::support::{Form, bare, placed, printed, report, tables};

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

/// What the file says, without the places where it says it.
fn said(report: &Report) -> Vec<(SectionId, String)> {
    let filled = report.sections.iter().filter(|section| !section.text.trim().is_empty());
    filled.map(|section| (section.id, bare(&section.text))).collect()
}

/// What the text claims in figures, without the places, which only the file read has.
fn claimed(report: &Report) -> Vec<(String, String, SectionId)> {
    let claims = claims(report).into_iter();
    claims.map(|claim| (claim.key, format!("{:?} {:?}", claim.value, claim.exactness), claim.section)).collect()
}

/// Table two with its amount as a sum, not as digits: Excel keeps 1742.8 of 1742.80.
fn publication(report: &Report) -> Option<(PublicationTable, Option<u128>)> {
    let table = report.publication_table()?.clone();
    let amount = table.administrative_fees.as_ref().map(WanYuan::scaled);
    Some((PublicationTable { administrative_fees: None, ..table }, amount))
}

fn same(form: Form, report: &Report) -> Result<(), TestCaseError> {
    let reading = form.round_trip(report);
    prop_assert_eq!(reading.read, Extent::Whole, "{:?} {:?}", form, reading.reason);
    let found = reading.report.unwrap();
    prop_assert_eq!(publication(&found), publication(report), "{:?}", form);
    prop_assert_eq!(&found.table3, &report.table3, "{:?}", form);
    prop_assert_eq!(&found.table4, &report.table4, "{:?}", form);
    prop_assert_eq!((found.published, found.form), (report.published, report.form), "{:?}", form);
    prop_assert_eq!((&found.organ, found.year), (&report.organ, report.year), "{:?}", form);
    prop_assert_eq!(said(&found), said(report), "{:?}", form);
    prop_assert_eq!(claimed(&found), claimed(report), "{:?}", form);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Any figures, blanks among them, be they right or wrong.
    #[test]
    fn what_gongkai_publishes_is_read_back_the_same_in_every_form(report in report(), day in 1_i8..=28) {
        let report = Report { published: Some(date(2026, 1, day)), ..report };
        Form::QUICK.into_iter().try_for_each(|form| same(form, &report))?;
    }

    /// A text that tells the figures of the tables, as Gongkai drafts it: the same claims are read of it.
    #[test]
    fn figures_told_in_the_text_are_read_back_the_same_in_every_form((report, _) in years()) {
        Form::QUICK.into_iter().try_for_each(|form| same(form, &report))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    /// The same of the PDF, which takes a second to set.
    #[test]
    fn what_gongkai_publishes_as_pdf_is_read_back_the_same(
        any in report(), (told, _) in years(), day in 1_i8..=28,
    ) {
        same(Form::Pdf, &Report { published: Some(date(2026, 1, day)), ..any })?;
        same(Form::Pdf, &told)?;
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
    for form in Form::ALL {
        let name = form.file(&report).0;
        let checked = check(name, form.round_trip(&report), None, &Context::default(), false);
        let loud = checked.findings().iter().filter(|finding| finding.severity > Severity::Hint);
        let about: Vec<_> = loud.filter(|f| f.rule.starts_with("R1.") || f.rule.starts_with("R7.")).collect();
        assert!(about.is_empty(), "{name}: {about:#?}");
    }
    report.published = None;
    let draft = reports::text(&report);
    assert!(!draft.contains("公布日期"), "what is not out has no date");
}
