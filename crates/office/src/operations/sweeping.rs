//! What has served its time is removed: idempotency keys, sessions of the desk and of the progress page, drafts, kept
//! forms, sealed files that no row refers to.
//!
//! All of it keeps the machine's real time, never official time. Each sweep is bounded, so that it never holds the one
//! writer of the embedded database for long; what is left over goes with the next.

use crate::clock::real_micros;
use crate::{Office, Refusal};
use gongkai_storage::database::Tx;
use gongkai_storage::{case_sessions, drafts, files, idempotency, kept_forms, sessions};
use std::time::{Duration, SystemTime};

const HOUR: i64 = 3600 * 1_000_000;
const DAY: i64 = 24 * HOUR;

/// Sessions stay so long after their end: a form sent from a page left open overnight is still kept for its owner.
const ENDED_SESSIONS_KEPT: i64 = DAY;

/// A file without a row may belong to an act that is still under way; after so long it does not.
const ORPHANS_KEPT: Duration = Duration::from_secs(24 * 3600);

/// How much was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Idempotency keys older than a day.
    pub idempotency_keys: u64,
    /// Sessions of the desk that ended a day ago.
    pub desk_sessions: u64,
    /// Sessions of the progress page that ended a day ago.
    pub case_sessions: u64,
    /// Drafts whose time is over, with everything sealed under their keys.
    pub drafts: u64,
    /// Forms kept for somebody who did not come back.
    pub kept_forms: u64,
    /// Sealed files that no row refers to.
    pub orphaned_files: u64,
}

impl Office {
    /// Removes what has served its time by now.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]; then nothing was removed but files that no row refers to.
    pub async fn sweep(&self) -> Result<Swept, Refusal> {
        self.sweep_at(real_micros()).await
    }

    /// Removes what has served its time at an instant (real microseconds).
    ///
    /// # Errors
    /// As [`Office::sweep`].
    pub async fn sweep_at(&self, now: i64) -> Result<Swept, Refusal> {
        let mut swept = self.db().write(Box::new(move |tx| Box::pin(async move { rows(tx, now).await }))).await?;
        // After the rows: what they referred to is now an orphan too, once it is old enough.
        swept.orphaned_files = self.sweep_files(now).await?;
        Ok(swept)
    }

    async fn sweep_files(&self, now: i64) -> Result<u64, Refusal> {
        let before = SystemTime::UNIX_EPOCH + Duration::from_micros(now.unsigned_abs());
        let before = before.checked_sub(ORPHANS_KEPT).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut removed = 0;
        for shard in 0..=u8::MAX {
            let store = self.files().clone();
            let stored = tokio::task::spawn_blocking(move || store.stored_before(shard, before)).await;
            let stored = stored.map_err(|error| Refusal::Fault(error.to_string()))??;
            if stored.is_empty() {
                continue;
            }
            let ids: Vec<uuid::Uuid> = stored.iter().filter_map(|(_, id)| *id).collect();
            let mut tx = self.read().await?;
            let known = files::known(&mut tx, &ids).await?;
            drop(tx);
            for (path, id) in stored {
                if id.is_none_or(|id| !known.contains(&id)) {
                    match tokio::fs::remove_file(&path).await {
                        Ok(()) => removed += 1,
                        Err(error) => tracing::warn!(%error, "orphaned file not removed"),
                    }
                }
            }
        }
        Ok(removed)
    }
}

async fn rows(tx: &mut Tx, now: i64) -> Result<Swept, Refusal> {
    let mut swept = Swept {
        idempotency_keys: idempotency::forget(tx, now - DAY).await?,
        desk_sessions: sessions::forget_ended(tx, now - ENDED_SESSIONS_KEPT).await?,
        case_sessions: case_sessions::forget_ended(tx, now - ENDED_SESSIONS_KEPT).await?,
        ..Swept::default()
    };
    for id in drafts::ended(tx, now).await? {
        drafts::remove(tx, id).await?;
        swept.drafts += 1;
    }
    for id in kept_forms::ended(tx, now).await? {
        kept_forms::remove(tx, id).await?;
        swept.kept_forms += 1;
    }
    Ok(swept)
}
