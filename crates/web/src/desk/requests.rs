//! A case at the desk: its page, its acts, its decision.

mod acts;
mod decision;
mod forms;
mod record;
mod review;
mod show;

pub(crate) use acts::title_field;

use crate::app::App;
use crate::desk::requests::acts::Act;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::posted::Posted;
use crate::routes::{Route, route};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use gongkai_office::Refusal;
use gongkai_rules::ids::{FileId, RequestId};
use std::collections::HashMap;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    macro_rules! act {
        ($path:literal $action:ident $act:ident) => {
            [
                route!(GET $path $action => |State(app): State<App>, Desk(who): Desk, Path(id): Path<String>, Query(query): Query<HashMap<String, String>>| async move {
                    acts::show(&app, &who, Act::$act, case_id(&id)?, &query).await
                }),
                route!(POST $path $action => |State(app): State<App>, Desk(who): Desk, Path(id): Path<String>, posted: Posted| async move {
                    acts::take(&app, &who, Act::$act, case_id(&id)?, posted).await
                }),
            ]
        };
    }
    let pages = vec![
        route!(GET "/desk/requests/{id}" ViewRequests => show::show),
        route!(POST "/desk/requests/{id}/reveal" Reveal => show::reveal),
        route!(GET "/desk/requests/{id}/files/{file}" ViewRequests => file),
        route!(GET "/desk/requests/{id}/decision" DraftDecision => decision::choose),
        route!(POST "/desk/requests/{id}/decision" DraftDecision => decision::propose),
        route!(GET "/desk/requests/{id}/review" ReviewDecision => review::review),
        route!(POST "/desk/requests/{id}/review" ReviewDecision => review::take_review),
        route!(GET "/desk/requests/{id}/sign" SignDecision => review::sign),
        route!(POST "/desk/requests/{id}/sign" SignDecision => review::take_signature),
    ];
    let acts = [
        act!("/desk/requests/{id}/title" Title Title),
        act!("/desk/requests/{id}/confirm" Confirm Confirm),
        act!("/desk/requests/{id}/contact" Confirm TryContact),
        act!("/desk/requests/{id}/assign" Assign Assign),
        act!("/desk/requests/{id}/clarify" AskClarification AskClarification),
        act!("/desk/requests/{id}/clarify-delivered" RecordIncoming ClarificationDelivered),
        act!("/desk/requests/{id}/clarified" RecordIncoming Clarified),
        act!("/desk/requests/{id}/extend" ProposeStep Extend),
        act!("/desk/requests/{id}/consult" ProposeStep Consult),
        act!("/desk/requests/{id}/ask-reasons" ProposeStep AskReasons),
        act!("/desk/requests/{id}/charge-fee" ProposeStep ChargeFee),
        act!("/desk/requests/{id}/abandon" ProposeStep Abandon),
        act!("/desk/requests/{id}/amend" ProposeStep Amend),
        act!("/desk/requests/{id}/consent" ConsentStep Consent),
        act!("/desk/requests/{id}/consult-delivered" RecordIncoming ConsultDelivered),
        act!("/desk/requests/{id}/opinion" RecordIncoming Opinion),
        act!("/desk/requests/{id}/lapse" RecordIncoming Lapse),
        act!("/desk/requests/{id}/reasons" RecordIncoming Reasons),
        act!("/desk/requests/{id}/delay" Delay Delay),
        act!("/desk/requests/{id}/fee-delivered" RecordIncoming FeeDelivered),
        act!("/desk/requests/{id}/fee-paid" RecordIncoming FeePaid),
        act!("/desk/requests/{id}/revoke-fee" RevokeFee RevokeFee),
        act!("/desk/requests/{id}/tell-third-party" ProposeStep TellThirdParty),
        act!("/desk/requests/{id}/paper" IssuePaper Paper),
        act!("/desk/requests/{id}/refer" ReferDetermination Refer),
        act!("/desk/requests/{id}/deliver" Deliver Deliver),
        act!("/desk/requests/{id}/phoned" Deliver Phoned),
        act!("/desk/requests/{id}/returned" Deliver Returned),
        act!("/desk/requests/{id}/withdraw" Withdraw Withdraw),
        act!("/desk/requests/{id}/archive" Archive Archive),
        act!("/desk/requests/{id}/remedy" RecordRemedy OpenRemedy),
        act!("/desk/requests/{id}/remedy-ended" RecordRemedy EndRemedy),
        act!("/desk/requests/{id}/reopen" Reopen Reopen),
    ];
    pages.into_iter().chain(acts.into_iter().flatten()).collect()
}

/// A case's identifier as it stands in an address; what is none answers as what does not exist.
fn case_id(text: &str) -> Result<RequestId, Failure> {
    text.parse().map_err(|_| Failure::Refused(Refusal::NotFound))
}

/// A file of a case, to save.
async fn file(
    State(app): State<App>,
    Desk(who): Desk,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let file: FileId = file.parse().map_err(|_| Failure::Refused(Refusal::NotFound))?;
    let (name, media, content) = app.office.case_file(&who, case_id(&id)?, file).await?;
    Ok(download(&name, &media, content))
}

/// Whether a browser only prepares for a click that may never come.
pub fn prefetches(headers: &HeaderMap) -> bool {
    headers.get("sec-purpose").is_some_and(|purpose| purpose.as_bytes().starts_with(b"prefetch"))
}

/// A download with its real name (RFC 6266, RFC 5987), never shown inside the page.
pub fn download(name: &str, media: &str, content: Vec<u8>) -> Response {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{encoded}")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    (headers, content).into_response()
}
