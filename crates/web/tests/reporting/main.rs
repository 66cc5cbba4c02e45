//! The annual report and the register over HTTP, on a real SQLite file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

mod corrections;
mod figures;
mod office;
mod register;
#[path = "../accounts/support.rs"]
#[allow(dead_code, reason = "shared with the accounts tests, each of which uses a part")]
mod support;
mod zero_year;
