//! Read models: what a screen shows, loaded with a fixed number of statements.

pub mod counts;
