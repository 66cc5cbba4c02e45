//! Whether the office can work: for `/readyz` and the metrics.

use super::backup::LAST_BACKUP;
use crate::Office;
use crate::clock::real_micros;
use gongkai_storage::database::StorageError;
use gongkai_storage::{meta, requests, vault};
use jiff::ToSpan;

/// Key of the instant of the last probe: written to see that the database can be written.
const PROBE: &str = "probe";

/// Least part of the disk that must be free, in per cent.
pub const LEAST_FREE: u64 = 5;

/// Free and whole space of a disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Free for us.
    pub free: u64,
    /// Whole.
    pub whole: u64,
}

impl Space {
    /// Free part in per cent.
    pub fn free_percent(self) -> u64 {
        if self.whole == 0 { 100 } else { (u128::from(self.free) * 100 / u128::from(self.whole)) as u64 }
    }
}

/// Why the office cannot work now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotReady {
    /// The database does not take a write.
    Database(String),
    /// Another program has changed the tables.
    Migrations,
    /// The key ring in the data directory is not the one in use, or does not open what is sealed.
    Keys(String),
    /// The disk is nearly full.
    Disk(Space),
}

impl NotReady {
    /// In words, for whoever reads `/readyz`.
    pub fn words(&self) -> String {
        match self {
            NotReady::Database(why) => format!("数据库不能写入：{why}"),
            NotReady::Migrations => "数据库的表已被更新的程序改动，请换用更新的程序".to_owned(),
            NotReady::Keys(why) => format!("钥匙串不能用：{why}"),
            NotReady::Disk(space) => format!("磁盘只剩 {}%", space.free_percent()),
        }
    }
}

/// What the gauges show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Open cases past their due date.
    pub overdue: i64,
    /// Open cases due within five days.
    pub due_soon: i64,
    /// Seconds since the last backup; `None` where there was none.
    pub backup_age: Option<i64>,
}

impl Office {
    /// Space on the disk of the data directory; `None` where the system does not say.
    pub fn space(&self) -> Option<Space> {
        let found = rustix::fs::statvfs(self.data_dir()).ok()?;
        Some(Space {
            free: found.f_bavail.saturating_mul(found.f_frsize),
            whole: found.f_blocks.saturating_mul(found.f_frsize),
        })
    }

    /// Whether the office can work, and why not.
    ///
    /// # Errors
    /// The first reason.
    pub async fn ready(&self) -> Result<(), NotReady> {
        let now = real_micros().to_string();
        let written: Result<(), StorageError> =
            self.db().write(Box::new(move |tx| Box::pin(async move { meta::set(tx, PROBE, &now).await }))).await;
        written.map_err(|error| NotReady::Database(error.to_string()))?;
        if !self.db().is_current().await.map_err(|error| NotReady::Database(error.to_string()))? {
            return Err(NotReady::Migrations);
        }
        let mut tx = self.db().read().await.map_err(|error| NotReady::Database(error.to_string()))?;
        vault::try_latest(&mut tx, self.ring()).await.map_err(|error| NotReady::Keys(error.to_string()))?;
        match self.space() {
            Some(space) if space.free_percent() < LEAST_FREE => Err(NotReady::Disk(space)),
            _ => Ok(()),
        }
    }

    /// What the gauges show.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn figures(&self) -> Result<Figures, StorageError> {
        let today = self.clock().today();
        let soon = today.checked_add(5.days()).unwrap_or(today);
        let mut tx = self.db().read().await?;
        let (overdue, due_soon) = requests::due_counts(&mut tx, today, soon).await?;
        let last = meta::get(&mut tx, LAST_BACKUP).await?.and_then(|text| text.parse::<i64>().ok());
        let backup_age = last.map(|last| (real_micros() - last) / 1_000_000);
        Ok(Figures { overdue, due_soon, backup_age })
    }
}
