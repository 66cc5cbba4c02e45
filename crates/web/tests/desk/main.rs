//! The desk's lists, entry, inspector and calendar over HTTP, on a real SQLite file.

mod calendar;
mod entry;
mod inspect;
mod office;
#[path = "../accounts/support.rs"]
#[allow(dead_code, reason = "shared with the accounts tests, each of which uses a part")]
mod support;
mod worklist;
