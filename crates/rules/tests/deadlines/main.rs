//! The clock: the worked deadlines of the law sheet, a second calculator, the forbidden moves, properties, the exchange
//! format and the track.

mod examples;
mod exchange;
mod forbidden;
mod naive;
mod naive_calendar;
mod properties;
mod scenarios;
mod track;
