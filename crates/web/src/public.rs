//! The public site: no JavaScript needed, phone first.

pub mod about;
pub mod apply;
pub mod calculator;
pub mod check;
pub mod guide;
pub mod home;
pub mod reports;
pub mod track;
mod tries;

pub use tries::PublicLimits;

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{PublicPage, assets};
use crate::routes::{Route, route};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use gongkai_office::settings::OrganSettings;
use gongkai_office::{Refusal, Site};
use gongkai_rules::organs::Organ;
use std::sync::Arc;

/// Routes of the public site.
pub fn routes() -> Vec<Route> {
    let own = vec![route!(GET "/livez" ViewSite => livez), route!(GET "/assets/{name}" ViewSite => asset)];
    [
        own,
        home::routes(),
        guide::routes(),
        about::routes(),
        apply::routes(),
        track::routes(),
        calculator::routes(),
        reports::routes(),
        check::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A page of the public site with the organ it belongs to: that of a code (pages under `/o/{code}`), else the first
/// of the tree, whose pages lie at the root.
pub async fn public_page(
    app: &App,
    view: &View,
    code: Option<&str>,
    title: &str,
    current: &'static str,
) -> Result<(PublicPage, Organ, OrganSettings), Failure> {
    let site = app.office.site().await?;
    let (page, organ, settings) = page_in(app, &site, view, code, title, current)?;
    Ok((page, organ.clone(), settings.clone()))
}

/// As [`public_page`], of a site at hand.
pub fn page_in<'a>(
    app: &App,
    site: &'a Site,
    view: &View,
    code: Option<&str>,
    title: &str,
    current: &'static str,
) -> Result<(PublicPage, &'a Organ, &'a OrganSettings), Failure> {
    let root = site.root().ok_or_else(|| Failure::See("/desk/first-run".into()))?;
    let known = |organ: &Organ| code.map_or(organ.id == root.id, |code| organ.code == code);
    let (organ, settings) = site.find(known).ok_or(Refusal::NotFound)?;
    let home = code.map_or_else(|| "/".to_owned(), |code| format!("/o/{code}"));
    let page = PublicPage {
        current,
        path: view.path.clone(),
        elder: view.elder,
        print: view.print,
        demo: app.demo_banner(),
        ..PublicPage::new(title, Arc::new(app.site(organ, settings, &home)))
    };
    Ok((page, organ, settings))
}

/// A page of an organ wherever it lies: the first of the tree at the root, the others under `/o/{code}`.
pub async fn page_of(
    app: &App,
    view: &View,
    organ: gongkai_rules::ids::OrganId,
    title: &str,
    current: &'static str,
) -> Result<(PublicPage, Organ, OrganSettings), Failure> {
    let site = app.office.site().await?;
    let found = site.organs().find(|known| known.id == organ).ok_or(Refusal::NotFound)?;
    let of_root = site.root().is_some_and(|root| root.id == organ);
    let (page, organ, settings) = page_in(app, &site, view, (!of_root).then_some(&found.code), title, current)?;
    Ok((page, organ.clone(), settings.clone()))
}

/// An answer that needs a change: the page again, 422.
pub fn again(html: String) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, axum::response::Html(html)).into_response()
}

/// On to another page, with cookies to keep.
pub fn see(location: &str, cookies: Vec<String>) -> Response {
    let mut response = axum::response::Redirect::to(location).into_response();
    for cookie in cookies {
        if let Ok(value) = axum::http::HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The process is alive.
async fn livez() -> &'static str {
    "ok"
}

async fn asset(Path(name): Path<String>) -> Response {
    match assets::file(&name) {
        Some((data, media)) => {
            ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, assets::CACHE_CONTROL)], data.into_owned())
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whatever has no route.
pub async fn not_found() -> Failure {
    Failure::Refused(Refusal::NotFound)
}

/// A setting that the receipt needs is the office's to enter, not the applicant's to hear of.
pub fn not_ready(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(_) => Refusal::NotFound,
        other => other,
    }
}
