//! Storage on both engines. One binary, for linking takes longer than running.

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod migrations;
mod samples;
mod series;
mod statements;
mod vault;
