//! What was typed is never lost. Around every page:
//!
//! - A form sent after its session has ended is kept sealed on the server; the browser gets a cookie with a token that
//!   says nothing. Once its owner has signed in again (or opened the same case again) they are back on the page they
//!   were on, with everything in it.
//! - A form that could not be taken in (503) comes back on a page whose button sends it once more under the same
//!   idempotency key.
//!
//! Nothing typed is ever in an address, in a cookie, or in clear on disk. Passwords are never kept.

mod filling;

use crate::app::App;
use crate::errors::{Failure, Paused, SessionOver};
use crate::form_files::{self, TICK, TOKEN};
use crate::guard::{CASE, SESSION, cookie, set_cookie};
use crate::parts::{FieldView, Notice, PlainPage, words};
use crate::posted::{self, Pairs};
use crate::routes::BODY_LIMIT;
use askama::Template;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::KeptForm;
use gongkai_office::accounts::kept::{EndedSession, Owner, Owners};
use gongkai_office::drafts::DraftFile;
use gongkai_rules::ids::FileId;

/// Name of the cookie of a kept form, without prefix.
pub(crate) const KEPT: &str = "gongkai-kept";

/// Fields that are never kept: what opens an account or a case.
const SECRETS: [&str; 5] = ["password", "current", "new", "again", "code"];

#[derive(Template)]
#[template(path = "plain/again.html")]
struct AgainPage {
    page: PlainPage,
    heading: &'static str,
    sentences: Vec<String>,
    /// Where the form goes; `None` where it cannot be sent from here.
    target: Option<String>,
    fields: Vec<(String, String)>,
    number: Option<String>,
}

/// The ticks of files that are kept, for a form that is filled in again.
#[derive(Template)]
#[template(
    source = r#"{% import "parts/form.html" as form %}{% if let Some(f) = field %}{{ form::field(f) }}{% endif %}"#,
    ext = "html"
)]
struct Ticks {
    field: Option<FieldView>,
}

/// The layer around every page.
pub(crate) async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    match *request.method() {
        Method::POST if posted::is_form(request.headers()) => of_post(&app, request, next).await,
        Method::GET if cookie_of(&request, KEPT).is_some() => of_page(&app, request, next).await,
        _ => next.run(request).await,
    }
}

fn cookie_of(request: &Request, name: &str) -> Option<String> {
    crate::guard::cookie_in(request.headers(), name).map(str::to_owned)
}

async fn of_post(app: &App, request: Request, next: Next) -> Response {
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if declared.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > BODY_LIMIT) {
        return Failure::TooLarge.into_response();
    }
    let (parts, body) = request.into_parts();
    let bytes = match to_bytes(body, BODY_LIMIT).await {
        Ok(bytes) => bytes,
        Err(error) => return Failure::BadForm(error.to_string()).into_response(),
    };
    let again = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let response = next.run(again).await;
    if response.extensions().get::<SessionOver>().is_some() {
        return session_over(app, &parts, bytes, response).await;
    }
    if response.extensions().get::<Paused>().is_some() {
        return paused(&parts, bytes, response).await;
    }
    if response.status() == StatusCode::SEE_OTHER
        && let Some(token) = cookie(&parts, KEPT)
    {
        return after_redirect(app, &parts, token, response).await;
    }
    response
}

/// Fields and files; without what opens an account.
async fn typed(parts: &Parts, bytes: Bytes) -> Option<Pairs> {
    let mut pairs = posted::pairs(&parts.headers, bytes).await.ok()?;
    pairs.fields.retain(|(name, _)| !SECRETS.contains(&name.as_str()));
    Some(pairs)
}

/// Path and query of the page that the form stood on, where the browser says so and it is of ours.
fn page_of(parts: &Parts) -> String {
    let path = parts.uri.path().to_owned();
    let referer = parts.headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let Some(uri) = referer.and_then(|text| text.parse::<axum::http::Uri>().ok()) else { return path };
    let of_ours = uri.path().starts_with("/desk") || uri.path().starts_with("/track");
    match uri.path_and_query() {
        Some(page) if of_ours && page.as_str().len() <= 1000 => page.as_str().to_owned(),
        _ => path,
    }
}

async fn session_over(app: &App, parts: &Parts, bytes: Bytes, mut response: Response) -> Response {
    let at_desk = parts.uri.path().starts_with("/desk");
    let token = cookie(parts, if at_desk { SESSION } else { CASE });
    let (Some(token), Some(typed)) = (token, typed(parts, bytes).await) else { return response };
    if typed.fields.iter().all(|(name, _)| name == posted::ONCE) && typed.files.is_empty() {
        return response;
    }
    let session = if at_desk { EndedSession::Desk(token) } else { EndedSession::Case(token) };
    let page = page_of(parts);
    let kept = match keep_typed(app, session, parts.uri.path(), &page, typed).await {
        Ok(Some(kept)) => kept,
        Ok(None) => return response,
        Err(refusal) => return Failure::from(refusal).into_response(),
    };
    if at_desk {
        let back: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
        lead_to(&mut response, &format!("/desk/sign-in?back={back}"));
    }
    add_cookie(&mut response, &set_cookie(app, KEPT, &kept, None));
    response
}

/// Keeps what was typed, and the files where the form has a place for them: those others have to be chosen again.
async fn keep_typed(
    app: &App,
    session: EndedSession<'_>,
    target: &str,
    page: &str,
    typed: Pairs,
) -> Result<Option<String>, Refusal> {
    let Some(owner) = app.office.owner_of(session).await? else { return Ok(None) };
    let token = typed.fields.iter().find(|(name, value)| name == TOKEN && form_files::is_token(value));
    let kept_files = token.map(|(_, token)| token.clone()).unwrap_or_default();
    let mut files: Vec<String> = typed.files.iter().map(|file| file.name.clone()).collect();
    if !kept_files.is_empty() {
        let ticked = typed.fields.iter().filter(|(name, _)| name == TICK);
        let wanted: Vec<FileId> = ticked.filter_map(|(_, id)| id.parse().ok()).collect();
        app.office.keep_form_files(owner, &kept_files, &wanted, typed.files).await?;
        let received = app.office.kept_files(owner, &kept_files).await?;
        files.retain(|name| received.iter().all(|file| file.name != *name));
    }
    let form = KeptForm { target: target.to_owned(), page: page.to_owned(), fields: typed.fields, files, kept_files };
    app.office.keep_form(session, &form).await
}

/// The files kept with a form, for whichever of the owners they are kept.
async fn received(app: &App, owners: Owners, kept: &KeptForm) -> Result<Vec<DraftFile>, Refusal> {
    let both = [owners.person.map(Owner::Person), owners.case.map(Owner::Case)];
    for owner in both.into_iter().flatten().filter(|_| !kept.kept_files.is_empty()) {
        let files = app.office.kept_files(owner, &kept.kept_files).await?;
        if !files.is_empty() {
            return Ok(files);
        }
    }
    Ok(Vec::new())
}

fn lead_to(response: &mut Response, address: &str) {
    if let Ok(value) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, value);
    }
}

fn add_cookie(response: &mut Response, line: &str) {
    if let Ok(value) = HeaderValue::from_str(line) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Whoever this browser is signed in as, and the case it has open.
async fn owners(app: &App, session: Option<&str>, case: Option<&str>) -> Owners {
    let mut owners = Owners::default();
    if let Some(token) = session {
        owners.person = app.office.signed_in(token).await.ok().flatten().map(|who| who.person.id);
    }
    if let Some(token) = case {
        owners.case = app.office.tracked(token).await.ok().flatten();
    }
    owners
}

/// A form went through: where it is the kept one, it is kept no longer. Where a case was opened again, on to its form.
async fn after_redirect(app: &App, parts: &Parts, token: &str, mut response: Response) -> Response {
    if parts.uri.path() == "/track" {
        let lines = response.headers().get_all(header::SET_COOKIE).into_iter().filter_map(|line| line.to_str().ok());
        let opened = lines.filter_map(|line| crate::guard::pair_in(line, CASE)).next().map(str::to_owned);
        let owners = owners(app, None, opened.as_deref()).await;
        if let Ok(Some(kept)) = app.office.kept_form(owners, token).await
            && kept.page.starts_with("/track/case/")
        {
            lead_to(&mut response, &kept.page);
        }
        return response;
    }
    let owners = owners(app, cookie(parts, SESSION), cookie(parts, CASE)).await;
    if let Ok(Some(kept)) = app.office.kept_form(owners, token).await
        && kept.target == parts.uri.path()
    {
        if let Err(error) = app.office.forget_kept_form(token).await {
            tracing::warn!(%error, "kept form not forgotten");
        }
        add_cookie(&mut response, &set_cookie(app, KEPT, "", Some(0)));
    }
    response
}

/// The page that a kept form stood on is shown with everything back in it.
async fn of_page(app: &App, request: Request, next: Next) -> Response {
    let (token, session, case) = (cookie_of(&request, KEPT), cookie_of(&request, SESSION), cookie_of(&request, CASE));
    let page = request.uri().path_and_query().map(|page| page.as_str().to_owned()).unwrap_or_default();
    let response = next.run(request).await;
    if response.status().is_redirection() || response.status().is_server_error() {
        return response;
    }
    let owners = owners(app, session.as_deref(), case.as_deref()).await;
    let Ok(Some(kept)) = app.office.kept_form(owners, &token.unwrap_or_default()).await else { return response };
    if kept.page != page {
        return response;
    }
    let received = match received(app, owners, &kept).await {
        Ok(received) => received,
        Err(refusal) => return Failure::from(refusal).into_response(),
    };
    if response.status() == StatusCode::OK {
        let (mut parts, body) = response.into_parts();
        let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Failure::TooLarge.into_response() };
        let html = String::from_utf8_lossy(&bytes);
        let ticks = Ticks { field: form_files::ticks(&received) };
        let ticks = match ticks.render() {
            Ok(ticks) => ticks,
            Err(error) => return Failure::Template(error).into_response(),
        };
        if let Some(filled) = filling::fill(&html, &kept, &ticks) {
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::from(filled));
        }
    }
    // The page has no such form any more (somebody else has acted, or it was an answer to a form): sent from here, it
    // is answered as any form is.
    let sentences = vec![words::KEPT_ELSEWHERE.to_owned()];
    let mut fields = if kept.files.is_empty() { kept.fields } else { Vec::new() };
    fields.retain(|(name, _)| name != TICK);
    fields.extend(received.iter().map(|file| (TICK.to_owned(), file.id.to_string())));
    let target = kept.files.is_empty().then_some(kept.target);
    again_page(StatusCode::OK, words::KEPT, sentences, target, fields)
}

async fn paused(parts: &Parts, bytes: Bytes, response: Response) -> Response {
    let wait = response.headers().get(header::RETRY_AFTER).cloned();
    let all = posted::pairs(&parts.headers, bytes).await.ok();
    let whole =
        all.filter(|all| all.files.is_empty() && all.fields.iter().all(|(name, _)| !SECRETS.contains(&name.as_str())));
    let (target, fields, next) = match whole {
        Some(all) => (Some(parts.uri.path().to_owned()), all.fields, words::PAUSED_SEND_AGAIN),
        // A file cannot be put back into a form, and a password must not be.
        None => (None, Vec::new(), words::PAUSED_GO_BACK),
    };
    let mut page = again_page(response.status(), words::PAUSED, vec![next.to_owned()], target, fields);
    if let Some(wait) = wait {
        page.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    page
}

fn again_page(
    status: StatusCode,
    heading: &'static str,
    sentences: Vec<String>,
    target: Option<String>,
    fields: Vec<(String, String)>,
) -> Response {
    let page = PlainPage {
        title: heading.to_owned(),
        name: "政府信息公开".to_owned(),
        home: "/".to_owned(),
        notice: None::<Notice>,
        ..PlainPage::default()
    };
    let number = if status.is_success() { None } else { crate::errors::number() };
    match (AgainPage { page, heading, sentences, target, fields, number }).render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Failure::Template(error).into_response(),
    }
}
