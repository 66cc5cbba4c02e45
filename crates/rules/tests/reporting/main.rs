//! The annual report: counting, checks, figures in words, the text offered.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests stand outside test functions")]

mod claims;
mod counting;
mod crossfoot;
mod narrative;
mod regulation;
mod support;
