//! (pages to come)

use crate::routes::Route;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
