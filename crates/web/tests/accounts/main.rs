//! Accounts over HTTP: signing in, sessions, people, organs, settings, audit, on a real SQLite file.

mod audit;
mod clock;
mod first_run;
mod own;
mod people;
mod settings;
mod sign_in;
mod support;
