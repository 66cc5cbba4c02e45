//! `gongkai doctor`.

use crate::Done;
use crate::cli::{DoctorArgs, Format};
use crate::config::Settings;
use crate::failure::Failure;
use gongkai_office::operations::doctor::Health;

/// Prints one line a check, with the remedy below it.
///
/// # Errors
/// Where the database cannot be read at all.
pub async fn doctor(settings: &Settings, args: DoctorArgs) -> Result<Done, Failure> {
    let office = super::open(settings).await?;
    let checks = office.doctor().await;
    office.db().close().await;
    let mut checks = checks?;
    let ends = crate::serve::transport::certificate_ends(&settings.config)?;
    checks.push(gongkai_office::operations::doctor::certificate(ends));
    let text = match args.format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&checks).map_err(|error| Failure::fault(&error.to_string()))?;
            format!("{json}\n")
        }
        Format::Text => {
            let mut text = String::new();
            for check in &checks {
                // Padded to three characters, each as wide as two letters.
                text.push_str(&format!("{:　<3}　{}：{}\n", check.health.word(), check.name, check.found));
                if !check.remedy.is_empty() {
                    text.push_str(&format!("　　　　{}\n", check.remedy));
                }
            }
            text
        }
    };
    crate::print(&text)?;
    Ok(if checks.iter().all(|check| check.health == Health::Well) { Done::Clean } else { Done::Found })
}
