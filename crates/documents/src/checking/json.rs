//! The answer for programs: an array, one element a file (`formats.md`, Reports).

use gongkai_rules::reporting::exchange::Report;
use serde::Serialize;

use super::Checked;
use crate::reading::{Encoding, Extent, Layout};

#[derive(Serialize)]
struct Element<'a> {
    file: &'a str,
    read: Extent,
    reason: Option<&'a str>,
    report: Option<&'a Report>,
    layout: Option<Layout>,
    encoding: Option<Encoding>,
}

/// One element of the array, without line feed. It is written element by element, so that forty thousand files need no
/// more memory than one.
pub fn json_element(one: &Checked) -> String {
    let element = Element {
        file: &one.file,
        read: one.read,
        reason: one.reason.as_deref(),
        report: one.report.as_ref(),
        layout: one.layout,
        encoding: one.encoding,
    };
    // Every key is text, so this cannot fail.
    serde_json::to_string_pretty(&element).unwrap_or_default()
}

/// The whole array, UTF-8, ended by a line feed.
pub fn json(checked: &[Checked]) -> String {
    let elements: Vec<String> = checked.iter().map(json_element).collect();
    format!("[\n{}\n]\n", elements.join(",\n"))
}
