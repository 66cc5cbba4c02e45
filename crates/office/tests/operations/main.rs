//! Running the system: founding, verifying, backing up. One binary, for linking takes longer than running.

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

mod acts;
mod backup;
mod demonstration;
mod doctor;
mod fonts;
mod founding;
mod office;
mod sweeping;
mod verify;
