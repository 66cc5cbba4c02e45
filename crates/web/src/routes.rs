//! The whole URL map on one page: method, path, action, handler. The router and the permission matrix are built from
//! this table; axum cannot list its routes, so `Router::route` is used here and nowhere else.

use crate::app::{App, Faces};
use crate::errors::Failure;
use crate::{desk, kept, public};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use gongkai_rules::permissions::Action;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// One route.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path in axum's form.
    pub path: &'static str,
    /// What it does, for the permission matrix.
    pub action: Action,
    pub(crate) handler: MethodRouter<App>,
}

macro_rules! route {
    ($method:ident $path:literal $action:ident => $handler:expr) => {
        $crate::routes::Route {
            method: axum::http::Method::$method,
            path: $path,
            action: gongkai_rules::permissions::Action::$action,
            handler: axum::routing::on(axum::routing::MethodFilter::$method, $handler),
        }
    };
}

/// Every route, public ones first.
pub fn routes() -> Vec<Route> {
    let mut table = public::routes();
    table.extend(desk::routes());
    table
}

pub(crate) use route;

/// Largest body of a form without files, in bytes; with files see `public::UPLOAD_LIMIT`.
pub(crate) const BODY_LIMIT: usize = 60 * 1024 * 1024;

/// One string for all pages, no exceptions (quality.md §8).
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// The same with trusted types, for the public site, which has no htmx: htmx parses the HTML it fetches.
const PUBLIC_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; \
     require-trusted-types-for 'script'";

/// Official time of a demonstration is moved by whichever process was told to; the others follow.
async fn follow_clock(State(app): State<App>, request: Request, next: Next) -> Response {
    // Without a database the page itself says so.
    if let Err(error) = app.office.follow_clock().await {
        tracing::warn!(%error, "official time not read");
    }
    next.run(request).await
}

/// The router of a listener.
#[allow(clippy::disallowed_methods)] // the one place where routes are mounted
pub fn router(app: App, faces: Faces) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let mut router = Router::new();
    for route in routes() {
        let of_desk = route.path.starts_with("/desk") || route.path.starts_with("/demo");
        let shown = match faces {
            Faces::Both => true,
            Faces::Public => !of_desk,
            Faces::Desk => of_desk || route.path.starts_with("/assets") || route.path == "/livez",
        };
        if shown {
            let policy = if of_desk { CSP } else { PUBLIC_CSP };
            router = router.route(route.path, route.handler.layer(header(header::CONTENT_SECURITY_POLICY, policy)));
        }
    }
    let safety = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(|_| Failure::panicked().into_response()))
        .layer(CompressionLayer::new().gzip(true))
        .layer(header(header::CONTENT_SECURITY_POLICY, PUBLIC_CSP))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"))
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(axum::extract::DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CsrfLayer::new())
        .layer(axum::middleware::from_fn_with_state(app.clone(), kept::keep));
    // Outside of that, so that a page from the cache is answered whole, headers included; it follows the clock itself.
    let cached = axum::middleware::from_fn_with_state(app.clone(), crate::page_cache::answer);
    let clock = axum::middleware::from_fn_with_state(app.clone(), follow_clock);
    router.fallback(public::not_found).layer(safety).layer(clock).layer(cached).with_state(app)
}
