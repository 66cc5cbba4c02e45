//! Every part in all its states, on one page: what axe and the screenshots visit. In development builds only.

use crate::errors::Failure;
use crate::guard::Desk;
use crate::routes::{Route, route};
use axum::response::Html;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/desk/parts" UseDesk => board)]
}

/// `GET /desk/parts`.
async fn board(_: Desk) -> Result<Html<String>, Failure> {
    Ok(Html(crate::parts::gallery::board()?))
}
