//! Puts a report of the exchange format on paper: `report in.json outdir` writes report.{html,pdf,docx,xlsx,json,txt},
//! fragment.html and checked.json, which adds the claims and findings. The oracles in `tests/` read them back with other people's libraries.

#![allow(clippy::print_stderr, reason = "an example tells what went wrong")]

use std::path::Path;
use std::process::ExitCode;

use gongkai_documents::reports;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::{Context, Report, claims, crossfoot};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        eprintln!("usage: report in.json outdir");
        return ExitCode::from(2);
    };
    match write(Path::new(input), Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(input: &Path, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let report = Report::from_json(&std::fs::read_to_string(input)?)?;
    std::fs::create_dir_all(folder)?;
    let save = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes);
    save("report.html", reports::page(&report).as_bytes())?;
    save("fragment.html", reports::fragment(&report).as_bytes())?;
    save("report.txt", reports::text(&report).as_bytes())?;
    save("report.json", reports::json(&report).as_bytes())?;
    let mut checked = report.clone();
    checked.claims = claims::claims(&report);
    checked.findings = crossfoot(&report, None, &Context::default());
    save("checked.json", reports::json(&checked).as_bytes())?;
    save("report.xlsx", &reports::xlsx(&report)?)?;
    save("report.docx", &reports::docx(&report)?)?;
    save("report.pdf", &reports::pdf(Fonts::embedded(), &report, false)?)?;
    Ok(())
}
