//! People of an organ and of those below it, and the tree of organs.

mod list;
mod organs;
mod person;

use crate::routes::Route;

pub use list::organ_field;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    [list::routes(), person::routes(), organs::routes()].into_iter().flatten().collect()
}
