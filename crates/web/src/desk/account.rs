//! One's own account: signing in and out, sessions, password; and the first run.

mod demo;
mod first_run;
pub mod form_page;
mod own;
mod sign_in;

use crate::routes::Route;

pub use first_run::level_field;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    [sign_in::routes(), first_run::routes(), own::routes(), demo::routes()].into_iter().flatten().collect()
}
