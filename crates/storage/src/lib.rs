//! Database, vault, files: every SQL statement of Gongkai, once, for SQLite and PostgreSQL.
//!
//! One file a feature; the SQL stands beside the function that runs it. There are no repository traits: tests use a
//! real SQLite file and a real PostgreSQL.

pub mod audit;
pub mod backup;
pub mod calendars;
pub mod case_sessions;
pub mod checking;
pub mod database;
pub mod drafts;
pub mod entry;
pub mod events;
pub mod files;
pub mod idempotency;
pub mod kept_forms;
pub mod meta;
pub mod organs;
pub mod papers;
pub mod people;
pub mod reports;
pub mod requests;
pub mod series;
pub mod sessions;
pub mod types;
pub mod vault;
