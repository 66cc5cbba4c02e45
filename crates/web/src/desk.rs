//! The desk 工作台: one page, one question: what must I do now?

pub mod account;
pub mod audit;
pub mod calendar;
pub mod doctor;
pub mod entry;
pub mod frame;
pub mod inspect;
#[cfg(debug_assertions)]
pub mod parts;
pub mod people;
pub mod register;
pub mod report;
pub mod requests;
pub mod settings;
pub mod worklist;

use crate::routes::Route;

/// Routes of the desk.
pub fn routes() -> Vec<Route> {
    [
        account::routes(),
        worklist::routes(),
        entry::routes(),
        requests::routes(),
        report::routes(),
        register::routes(),
        inspect::routes(),
        calendar::routes(),
        settings::routes(),
        people::routes(),
        audit::routes(),
        doctor::routes(),
        #[cfg(debug_assertions)]
        parts::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
