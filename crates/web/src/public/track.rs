//! Following a case: number and query code open it, then a session for that one case.

mod acts;
mod progress;
mod sentences;
mod sign_in;
mod timeline;

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::routes::{Route, route};
use gongkai_rules::ids::RequestId;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/track" ViewSite => sign_in::show),
        route!(POST "/track" ViewSite => sign_in::open),
        route!(POST "/track/leave" ViewSite => sign_in::leave),
        route!(GET "/track/case" Track => progress::show),
        route!(GET "/track/case/receipt" Track => acts::receipt),
        route!(GET "/track/case/papers/{paper}" Track => acts::paper),
        route!(GET "/track/case/files/{file}" Track => acts::file),
        route!(GET "/track/case/clarify" Track => acts::ask_clarification),
        route!(POST "/track/case/clarify" Track => acts::clarify),
        route!(GET "/track/case/reasons" Track => acts::ask_reasons),
        route!(POST "/track/case/reasons" Track => acts::give_reasons),
        route!(GET "/track/case/withdraw" Track => acts::ask_withdrawal),
        route!(POST "/track/case/withdraw" Track => acts::withdraw),
    ]
}

/// The case that is open on this device.
///
/// # Errors
/// [`Failure::OpenCase`] to number and code where none is.
async fn case_of(app: &App, view: &View) -> Result<RequestId, Failure> {
    let found = match &view.case {
        Some(token) => app.office.tracked(token).await?,
        None => None,
    };
    found.ok_or(Failure::OpenCase)
}
