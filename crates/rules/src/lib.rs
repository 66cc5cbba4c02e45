//! The law of government-information disclosure (政府信息公开) as pure functions over data.
//!
//! Nothing here knows a clock, a database, a file or a network: the day and the facts are passed in,
//! so that a rule can be read beside its article and tested as a table. Names are those of `docs/glossary.md`.

pub mod calendar;
pub mod deadlines;
pub mod editions;
pub mod events;
pub mod fees;
pub mod ids;
pub mod letters;
pub mod organs;
pub mod outcomes;
pub mod people;
pub mod permissions;
pub mod privacy;
pub mod reporting;
pub mod requests;
pub mod statute;
