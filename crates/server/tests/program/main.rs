//! The program as people run it: its commands, its server, and what is left of its acts when it is killed. One binary,
//! for linking takes longer than running.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

#[path = "../../../storage/tests/common/mod.rs"]
mod common;

mod checking;
mod commands;
mod crash;
mod formats;
mod report_check;
mod running;
mod serve;
mod visitor;
