//! PDFs read back by the places of their characters and lines: the one of a real organ, those that Gongkai publishes,
//! those a browser prints, and those made to harm.
#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]
#![allow(clippy::print_stderr, reason = "a test that cannot run where it stands says so")]

mod browser;
mod hongze;
mod hostile;
mod published;
mod support;
