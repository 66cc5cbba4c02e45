//! What the fuzzer begins with: one report in every form that Gongkai publishes, both as a file and as the inside of one,
//! and the words that a reader looks for.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use gongkai_documents::reading::{self, Limits};
use gongkai_documents::reports;
use gongkai_rules::reporting::exchange::{Report, SectionId};
use gongkai_rules::reporting::layout::layouts;
use zip::ZipArchive;

use crate::{Target, packing, paper};

/// A report as text, which is the shortest form that has everything.
const REPORT: &str = include_str!("../report.txt");

fn report() -> Option<Report> {
    reading::read("年报.txt", REPORT.as_bytes(), None, &Limits::default()).report
}

/// The inputs that a target begins with. Every one of them is read whole.
pub fn seeds(target: Target) -> Vec<Vec<u8>> {
    let Some(report) = report() else { return Vec::new() };
    match target {
        Target::Html => vec![reports::page(&report).into_bytes()],
        Target::Word => {
            let file = reports::docx(&report).unwrap_or_default();
            vec![parts(&file, &["word/document.xml".to_owned()]), file]
        }
        Target::Workbook => {
            let file = reports::xlsx(&report).unwrap_or_default();
            let mut names = vec!["xl/sharedStrings.xml".to_owned(), "xl/styles.xml".to_owned()];
            names.extend((1..=packing::SHEETS).map(packing::sheet_name));
            vec![parts(&file, &names), file]
        }
        Target::Pdf => {
            let drawn = paper::drawn(&report);
            vec![packing::pdf(&drawn), drawn]
        }
        Target::Plain => {
            let marked = format!("# {}", REPORT.replace("\n一、", "\n## 一、"));
            vec![REPORT.as_bytes().to_vec(), reports::text(&report).into_bytes(), marked.into_bytes()]
        }
    }
}

/// Files of an archive, apart by zero bytes.
fn parts(archive: &[u8], names: &[String]) -> Vec<u8> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(archive)) else { return Vec::new() };
    let read = |name: &String| {
        let mut bytes = Vec::new();
        let _ = archive.by_name(name).map(|mut file| file.read_to_end(&mut bytes));
        bytes
    };
    names.iter().map(read).collect::<Vec<_>>().join(&0)
}

/// A dictionary in the writing of libFuzzer: what the form prints, how figures are printed, and the marks of the format.
pub fn words(target: Target) -> String {
    let mut words: BTreeSet<String> = SectionId::IN_ORDER.iter().map(|id| id.title().to_owned()).collect();
    words.extend(report().iter().flat_map(printed));
    words.extend(FIGURES.map(str::to_owned));
    let mut dictionary = marks(target).to_owned();
    for word in words.iter().filter(|word| (1..=LONGEST).contains(&word.len())) {
        let bytes: String = word.bytes().map(|byte| format!("\\x{byte:02X}")).collect();
        let _ = writeln!(dictionary, "\"{bytes}\"");
    }
    dictionary
}

/// Longest word that libFuzzer takes: bytes.
const LONGEST: usize = 64;

/// How figures are printed, and what stands in their place.
const FIGURES: [&str; 12] = [
    "０",
    "1,234",
    "3.5",
    "/",
    "—",
    "无",
    "22（其中修订16件）",
    "十二",
    "9999999999999999999999",
    "-1",
    "2019年",
    "2023年",
];

/// The words of the form.
fn printed(report: &Report) -> Vec<String> {
    layouts(report).into_iter().flat_map(|table| table.lines).flatten().map(|cell| cell.text).collect()
}

/// The marks of the format, in the writing of libFuzzer.
fn marks(target: Target) -> &'static str {
    match target {
        Target::Html => include_str!("../words/html.dict"),
        Target::Word => include_str!("../words/word.dict"),
        Target::Workbook => include_str!("../words/workbook.dict"),
        Target::Pdf => include_str!("../words/pdf.dict"),
        Target::Plain => include_str!("../words/plain.dict"),
    }
}
