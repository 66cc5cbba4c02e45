//! The resident's side over HTTP, on a real SQLite file: form, drafts, sending once, receipt, progress.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

mod apply;
mod bad_input;
mod check;
#[path = "../../../storage/tests/common/mod.rs"]
mod databases;
mod drafts;
mod page_cache;
mod pages;
mod reader;
mod support;
mod track;
