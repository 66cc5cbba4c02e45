//! One log line and one count a request: its number, the pattern of its route (never the raw URL), status, duration.

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// The router, with every request logged and counted, and told its number.
pub fn log(router: Router) -> Router {
    router.layer(axum::middleware::from_fn(logged))
}

async fn logged(request: Request, next: Next) -> Response {
    let id = gongkai_office::ids::code(12);
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, method, route);
    let started = Instant::now();
    let mut response = gongkai_web::numbered(id.clone(), next.run(request)).instrument(span).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    tracing::info!(id, method, route, status, took_ms = took.as_secs_f64() * 1000.0, "request");
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::counter!("gongkai_requests_total", &labels).increment(1);
    metrics::histogram!("gongkai_request_seconds", &labels).record(took.as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}
