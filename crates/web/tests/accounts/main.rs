//! Accounts over HTTP: signing in, sessions, people, organs, settings, audit, on a real SQLite file.

mod sign_in;
mod support;
