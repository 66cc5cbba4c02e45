//! Pages of reports printed to PDF by a browser, as offices do who have only the web page.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use gongkai_documents::reading::{Limits, pdf};
use gongkai_documents::reports;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::published::assert_paragraphs;
use crate::support::{placed, printed, report, tables};

/// The browser, where one is installed.
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let installed = std::env::split_paths(&paths).flat_map(|folder| names.map(|name| folder.join(name)));
    let found = named.into_iter().chain(installed).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("not run: no Chromium here to print with");
    }
    found
}

fn print(browser: &PathBuf, html: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (page, paper) = (folder.path().join("page.html"), folder.path().join("page.pdf"));
    std::fs::write(&page, html).unwrap();
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]);
    command.arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
    command.arg(format!("--print-to-pdf={}", paper.display())).arg(format!("file://{}", page.display()));
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success());
    std::fs::read(&paper).unwrap()
}

#[test]
fn a_report_printed_by_a_browser_reads_the_same() {
    let Some(browser) = browser() else { return };
    let mut runner = TestRunner::deterministic();
    for _ in 0..2 {
        let report = report().new_tree(&mut runner).unwrap().current();
        let document = pdf::read(&print(&browser, &reports::page(&report)), &Limits::default()).unwrap();
        let read: Vec<_> = tables(&document).into_iter().map(placed).collect();
        assert_eq!(read, printed(&report));
        assert_paragraphs(&report, &document);
    }
}

/// Borders of all kinds, turned labels, small type on wide paper: the cells are the same.
#[test]
fn a_table_reads_the_same_however_it_is_drawn() {
    let Some(browser) = browser() else { return };
    let mut runner = TestRunner::deterministic();
    let report = report().new_tree(&mut runner).unwrap().current();
    let styles = [
        "td,th{border:3px double #333!important;border-right:none!important}table{border:none!important}",
        "td,th{border:2px ridge #aaa!important;padding:2px!important;font-size:7pt!important}",
        "td,th{border:1px dotted #333!important}th[scope=rowgroup]{writing-mode:vertical-rl!important}",
        "@page{size:A4 landscape}tr{break-inside:auto!important}td{padding:12px 2px!important;text-align:right!important}\
         thead{display:table-row-group!important}",
    ];
    for style in styles {
        let html = reports::page(&report).replace("</head>", &format!("<style>{style}</style></head>"));
        let document = pdf::read(&print(&browser, &html), &Limits::default()).unwrap();
        let read: Vec<_> = tables(&document).into_iter().map(placed).collect();
        assert_eq!(read, printed(&report), "{style}");
    }
}
