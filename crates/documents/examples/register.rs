//! Counts a year from a register: `register REGISTER.xlsx YEAR out.json` writes a report of the exchange format with
//! tables three and four counted; mistakes and remarks go to standard error. `register REGISTER.xlsx copy.xlsx` writes
//! the same requests back. The oracle `tests/count_register.py` counts the same file by itself and compares.

#![allow(clippy::print_stderr, reason = "an example tells what went wrong")]

use std::process::ExitCode;

use gongkai_documents::sheets::{Limits, register, write_register};
use gongkai_rules::reporting::exchange::Report;
use gongkai_rules::reporting::{CaseFacts, count};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(clean) if clean => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[&str]) -> Result<bool, Box<dyn std::error::Error>> {
    let file = arguments.first().ok_or("usage: register REGISTER.xlsx (YEAR out.json | copy.xlsx)")?;
    let reading = register(&std::fs::read(file)?, &Limits::default())?;
    for problem in reading.problems.iter().chain(&reading.remarks) {
        eprintln!("{problem}");
    }
    for head in &reading.ignored {
        eprintln!("表头“{head}”不是登记表的列，已忽略");
    }
    if !reading.problems.is_empty() {
        return Ok(false);
    }
    match arguments {
        [_, year, out] => {
            let year = year.parse()?;
            let facts: Vec<CaseFacts> = reading.rows.iter().map(|row| row.facts()).collect();
            let (requests, remedies) = count(year, &facts);
            let mut report = Report::draft("青石区民政局", None, year);
            report.table3 = Some(requests);
            report.table4 = Some(remedies);
            std::fs::write(out, report.to_json())?;
        }
        [_, copy] => std::fs::write(copy, write_register(&reading.rows, &[])?)?,
        _ => return Err("usage: register REGISTER.xlsx (YEAR out.json | copy.xlsx)".into()),
    }
    Ok(true)
}
