//! A request: every row of the states table, what is forbidden, mistakes mended, and what holds for any history.

// Helpers of tests fail as tests do.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod amendments;
mod forbidden;
mod papers;
mod properties;
mod states;
mod support;
