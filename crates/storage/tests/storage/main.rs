//! Storage on both engines. One binary, for linking takes longer than running.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod migrations;
mod samples;
mod series;
mod statements;
mod vault;
mod writing;
