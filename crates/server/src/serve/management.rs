//! The management address: `/livez`, `/readyz`, `/metrics`. For operators, not for people: plain text.

use crate::failure::Failure;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use gongkai_office::Office;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bounds of the buckets of durations, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// Starts counting.
///
/// # Errors
/// Our fault, where counting was started before.
pub fn recorder() -> Result<PrometheusHandle, Failure> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| Failure::fault(&error.to_string()))
}

#[derive(Clone)]
struct Management {
    office: Office,
    metrics: PrometheusHandle,
    certificate_ends: Option<jiff::Timestamp>,
    stopping: Arc<AtomicBool>,
}

/// The router of the management address.
pub fn router(
    office: Office,
    metrics: PrometheusHandle,
    certificate_ends: Option<jiff::Timestamp>,
    stopping: Arc<AtomicBool>,
) -> Router {
    Router::new().fallback(answer).with_state(Management { office, metrics, certificate_ends, stopping })
}

async fn answer(State(management): State<Management>, uri: Uri) -> Response {
    match uri.path() {
        "/livez" => "ok\n".into_response(),
        "/readyz" => ready(&management).await,
        "/metrics" => metrics(&management).await,
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn ready(management: &Management) -> Response {
    if management.stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "正在停止\n").into_response();
    }
    match management.office.ready().await {
        Ok(()) => "ok\n".into_response(),
        Err(why) => {
            tracing::warn!(?why, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", why.words())).into_response()
        }
    }
}

async fn metrics(management: &Management) -> Response {
    // Gauges are read when asked for; without a database the counts of this process are still told.
    if let Ok(figures) = management.office.figures().await {
        metrics::gauge!("gongkai_cases_overdue").set(figures.overdue as f64);
        metrics::gauge!("gongkai_cases_due_soon").set(figures.due_soon as f64);
        if let Some(age) = figures.backup_age {
            metrics::gauge!("gongkai_backup_age_seconds").set(age as f64);
        }
    }
    if let Some(ends) = management.certificate_ends {
        let left = ends.as_second() - gongkai_office::clock::real_micros() / 1_000_000;
        metrics::gauge!("gongkai_certificate_seconds_left").set(left as f64);
    }
    if let Some(space) = management.office.space() {
        metrics::gauge!("gongkai_disk_free_bytes").set(space.free as f64);
    }
    management.metrics.run_upkeep();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], management.metrics.render()).into_response()
}
