//! The annual report as files, and the register of requests as a spreadsheet.
#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

mod files;
mod sheets;
