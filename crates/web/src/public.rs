//! The public site: no JavaScript needed, phone first.

pub mod home;

use crate::errors::Failure;
use crate::parts::assets;
use crate::routes::{Route, route};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Routes of the public site.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/" ViewSite => home::show),
        route!(GET "/livez" ViewSite => livez),
        route!(GET "/assets/{name}" ViewSite => asset),
    ]
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
    Failure::Refused(gongkai_office::Refusal::NotFound)
}
