//! What the server does by itself, by the machine's own clock.

use gongkai_office::Office;
use std::time::Duration;

/// Sweeps once an hour, for as long as the server runs.
pub async fn run(office: Office) {
    let mut hours = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hours.tick().await;
        match office.sweep().await {
            Ok(swept) => tracing::info!(?swept, "swept"),
            Err(error) => tracing::warn!(%error, "not swept"),
        }
    }
}
