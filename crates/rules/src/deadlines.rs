//! The clock of a request: from the events of a case to its due date, with the reasons.
//!
//! [`clock`] is a pure function of the events, the calendar and the day on which one looks. Due dates are never typed in
//! and never kept as facts: whatever is corrected, recorded late or moved by a new calendar is computed anew.
//! Law: 政府信息公开条例第三十条至第三十五条; the project's own choices where the law is silent are marked "ours".
//!
//! Reading order: `event` (what happened), `consultation` (time that does not count), `fold` (what follows, event by
//! event), `remedy` (limits after the reply), `words` (the same in Chinese), `track` (day by day, for drawing).

mod clock;
mod consultation;
mod event;
pub mod exchange;
mod fold;
mod reason;
mod remedy;
mod track;
mod words;

pub use clock::{Clock, ClockState, Refusal, Refused, Silence, Step, Unconfirmed, Waiting, clock};
pub use consultation::{Consultation, ExcludedInterval};
pub use event::{ClockEvent, ClockEventKind, ConsultedKind, Procedure, Proceeding};
pub use track::{NotCounted, TrackDay, TrackDayKind, track};
