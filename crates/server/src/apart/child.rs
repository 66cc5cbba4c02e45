//! The process apart: one file in, one outcome out.

use super::{File, Order, Outcome, limits};
use crate::Done;
use crate::cli::check::CheckOneArgs;
use crate::failure::Failure;
use gongkai_documents::checking::check;
use gongkai_documents::reading::{Extent, Limits, Reading, read};
use gongkai_rules::reporting::Context;
use gongkai_rules::reporting::exchange::{Level, Report};
use std::io::{BufRead, Read, Write};

/// Longest line of an order: names are short.
const ORDER: u64 = 16 * 1024;

/// Reads an order from standard input and answers it.
///
/// # Errors
/// Our fault: the order comes from this same program.
pub fn run(args: &CheckOneArgs) -> Result<Done, Failure> {
    limits::set(args.memory_mb, args.seconds)?;
    let mut input = std::io::stdin().lock();
    let mut line = String::new();
    let fault = |error: std::io::Error| Failure::fault(&error.to_string());
    input.by_ref().take(ORDER).read_line(&mut line).map_err(fault)?;
    let order: Order = serde_json::from_str(&line).map_err(|error| Failure::fault(&error.to_string()))?;
    let report = bytes(&mut input, &order.report).map_err(fault)?;
    let before = match &order.before {
        Some(file) => Some((file, bytes(&mut input, file).map_err(fault)?)),
        None => None,
    };
    let before = before.as_ref().map(|(file, bytes)| (file.name.as_str(), bytes.as_slice()));
    let outcome = answer(&order, &report, before);
    let text = serde_json::to_vec(&outcome).map_err(|error| Failure::fault(&error.to_string()))?;
    std::io::stdout().lock().write_all(&text).map_err(fault)?;
    Ok(Done::Clean)
}

fn bytes(input: &mut impl Read, file: &File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(file.bytes).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == file.bytes { Ok(bytes) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
}

fn answer(order: &Order, bytes: &[u8], before: Option<(&str, &[u8])>) -> Outcome {
    let limits = Limits::default();
    let reading = read(&order.report.name, bytes, order.level, &limits);
    let Some(report) = &reading.report else { return Outcome::Unread(reason(reading)) };
    let before = match before.map(|(name, bytes)| last_year(report, name, bytes, order.level, &limits)) {
        Some(Err(why)) => return Outcome::BeforeUnread(why),
        Some(Ok(before)) => Some(before),
        None => None,
    };
    let context = Context { today: Some(order.today), ..Context::default() };
    let mut checked = check("", reading, before.as_ref(), &context, true);
    let (whole, reason) = (checked.read == Extent::Whole, checked.reason.take());
    match checked.report {
        // The page shows findings and tables, not the running text.
        Some(report) => {
            let report = Report { sections: Vec::new(), claims: Vec::new(), ..report };
            Outcome::Judged { whole, reason, report: Box::new(report) }
        }
        None => Outcome::Unread(reason.unwrap_or_default()),
    }
}

fn reason(reading: Reading) -> String {
    reading.reason.unwrap_or_default()
}

/// Last year's report, which must be just that: of another year it would be passed over without a word.
fn last_year(
    report: &Report,
    name: &str,
    bytes: &[u8],
    level: Option<Level>,
    limits: &Limits,
) -> Result<Report, String> {
    let mut reading = read(name, bytes, level, limits);
    let Some(before) = reading.report.take() else { return Err(reason(reading)) };
    if before.year.checked_add(1) == Some(report.year) {
        return Ok(before);
    }
    Err(format!("这一份是{}年的报告；要核查的是{}年的，上一年度应是{}年", before.year, report.year, report.year - 1))
}
