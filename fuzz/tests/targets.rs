//! The fuzzer's ground: its seeds reach the reader they are made for, and what once broke a reader does not any more.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
// A test that cannot go on should stop with the reason.

use std::path::Path;

use gongkai_documents::reading::{Extent, Layout};
use gongkai_fuzz::{Target, seeds, words};

#[test]
fn every_seed_is_read_whole_by_the_reader_it_is_made_for() {
    for target in Target::ALL {
        let layouts = match target {
            Target::Html => vec![Layout::Html],
            Target::Word => vec![Layout::Docx; 2],
            Target::Workbook => vec![Layout::Xlsx; 2],
            Target::Pdf => vec![Layout::Pdf; 2],
            Target::Plain => vec![Layout::Text, Layout::Text, Layout::Markdown],
        };
        let read: Vec<_> = seeds(target).iter().map(|seed| target.run(seed)).collect();
        let reasons: Vec<_> = read.iter().map(|reading| &reading.reason).collect();
        let found: Vec<_> = read.iter().map(|reading| reading.layout).collect();
        assert_eq!(found, layouts.into_iter().map(Some).collect::<Vec<_>>(), "{target:?}");
        assert!(read.iter().all(|reading| reading.read == Extent::Whole), "{target:?}: {reasons:?}");
        let figures = |of: &gongkai_documents::reading::Reading| {
            let report = of.report.as_ref().expect("a report");
            (report.table2.clone(), report.table3.clone(), report.table4.clone())
        };
        let text = Target::Plain.run(&seeds(Target::Plain)[0]);
        assert!(read.iter().all(|reading| figures(reading) == figures(&text)), "{target:?} reads other figures");
    }
}

#[test]
fn a_dictionary_has_the_words_of_the_form_and_of_the_format() {
    let escaped = |word: &str| word.bytes().map(|byte| format!("\\x{byte:02X}")).collect::<String>();
    for target in Target::ALL {
        let words = words(target);
        for word in ["本年制发件数", "自然人", "行政复议"] {
            assert!(words.contains(&format!("\"{}\"\n", escaped(word))), "{target:?}: {word}");
        }
    }
    assert!(words(Target::Html).contains("\"<td>\"\n"));
}

#[test]
fn what_the_fuzzer_found_before_is_answered() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut inputs = 0;
    for target in Target::ALL {
        let folder = corpus.join(target.name());
        if folder.is_dir() {
            inputs += gongkai_fuzz::replay(target, [folder]).expect("readable files");
        }
    }
    assert!(inputs > 0, "nothing in {}", corpus.display());
}
