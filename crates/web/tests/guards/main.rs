//! The guards: who may do what on every route, and that nothing personal lies anywhere in clear.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

mod http;
mod matrix;
#[allow(dead_code, reason = "shared with the canary, which uses another part")]
mod office;
#[path = "../accounts/support.rs"]
#[allow(dead_code, reason = "shared with the accounts tests, each of which uses a part")]
mod support;
