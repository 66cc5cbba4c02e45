//! The desk 工作台: one page, one question: what must I do now?

use crate::routes::Route;

/// Routes of the desk.
pub fn routes() -> Vec<Route> {
    vec![]
}
