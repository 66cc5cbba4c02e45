//! The annual report and the register over HTTP, on a real SQLite file.

mod corrections;
mod office;
mod register;
#[path = "../accounts/support.rs"]
#[allow(dead_code, reason = "shared with the accounts tests, each of which uses a part")]
mod support;
mod zero_year;
