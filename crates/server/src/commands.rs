//! One file a command.

pub mod backup;
pub mod check;
pub mod config;
mod confirm;
pub mod deadline;
pub mod demo;
pub mod doctor;
pub mod import;
mod progress;
pub mod register;
pub mod report;
pub mod setup;
pub mod verify;

use crate::Done;
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::Office;
use std::path::Path;

/// The office of these settings, with its tables up to date.
///
/// # Errors
/// Where database, files or keys cannot be used.
pub async fn open(settings: &Settings) -> Result<Office, Failure> {
    let office = Office::open(&settings.data, settings.config.database.url.as_deref()).await?;
    let beside = Some(settings.data.join("fonts")).filter(|folder| folder.is_dir());
    if let Some(folder) = settings.config.letters.fonts.clone().or(beside) {
        office.use_fonts(&folder).map_err(|error| {
            let remedy = "请在 letters.fonts 写一个放字体文件（ttf、otf、ttc）的目录，拿走读不了的文件";
            Failure::new(Status::Configuration, error.to_string(), folder.display().to_string(), remedy)
        })?;
    }
    Ok(office)
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

/// A secret: the first line of a file of its own, never an argument.
///
/// # Errors
/// [`Status::Input`] where there is none.
pub fn secret(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err(Failure::new(
            Status::Input,
            "口令文件的第一行是空的",
            path.display().to_string(),
            "请把口令写在第一行",
        ));
    }
    Ok(first.to_owned())
}
