//! PDFs read back by the places of their characters and lines: the one of a real organ, those that Gongkai publishes,
//! those a browser prints, and those made to harm. And what Gongkai publishes, read back in every form and judged.
#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]
#![allow(clippy::print_stderr, reason = "a test that cannot run where it stands says so")]

mod browser;
mod changed_digits;
mod consistent;
mod hongze;
mod hostile;
mod published;
mod support;
