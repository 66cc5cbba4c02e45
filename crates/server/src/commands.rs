//! One file a command.

pub mod deadline;
pub mod demo;
pub mod setup;

use crate::config::Settings;
use crate::failure::Failure;
use crate::Done;
use gongkai_office::Office;

/// The office of these settings, with its tables up to date.
///
/// # Errors
/// Where database, files or keys cannot be used.
pub async fn open(settings: &Settings) -> Result<Office, Failure> {
    Ok(Office::open(&settings.data, settings.config.database.url.as_deref()).await?)
}

/// `gongkai migrate`: opening the office brings the tables up to date, under a lock.
///
/// # Errors
/// As [`open`].
pub async fn migrate(settings: &Settings) -> Result<Done, Failure> {
    let office = open(settings).await?;
    crate::print(&format!("数据库的表已经是最新（{}）。\n", office.db().engine()))?;
    office.db().close().await;
    Ok(Done::Clean)
}
