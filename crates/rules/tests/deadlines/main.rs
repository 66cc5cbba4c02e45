//! The clock: the worked deadlines of the law sheet, a second calculator, the forbidden moves, properties, the exchange
//! format and the track.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

mod examples;
mod exchange;
mod forbidden;
mod naive;
mod naive_calendar;
mod properties;
mod scenarios;
mod track;
