//! One's own account: signing in and out, sessions, password; and the first run.

mod sign_in;

use crate::routes::Route;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    [sign_in::routes()].into_iter().flatten().collect()
}
