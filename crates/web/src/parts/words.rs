//! Words: every message of a rule, once, so that a person who does not program can review them (quality.md §5).
//! Rules and office give codes and values; this file turns them into Chinese.

mod cases;
mod days;
mod people;
mod refusals;
mod session;

pub use cases::*;
pub use days::*;
pub use people::*;
pub use refusals::*;
pub use session::*;
