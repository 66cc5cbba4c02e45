//! Accounts over HTTP: signing in, sessions, people, organs, settings, audit, on a real SQLite file.
//!
//! Unwrapping is how a test says what must be there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod clock;
mod first_run;
mod kept;
mod own;
mod people;
mod settings;
mod sign_in;
mod support;
