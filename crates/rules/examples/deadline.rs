//! Answers a file of cases on standard input, without the program around it: `cargo run --example deadline < cases.json`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Read;
use std::process::ExitCode;

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::exchange;

fn main() -> ExitCode {
    let mut text = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut text) {
        eprintln!("{error}");
        return ExitCode::from(6);
    }
    match exchange::answer(&text, &Calendar::embedded(), jiff::civil::date(2026, 12, 31)) {
        Ok(answers) => {
            println!("{answers}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
