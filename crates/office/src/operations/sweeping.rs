//! What has served its time is removed.

use crate::clock::real_micros;
use crate::{Office, Refusal};
use gongkai_storage::idempotency;

const DAY: i64 = 24 * 3600 * 1_000_000;

/// How much was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Idempotency keys older than a day.
    pub idempotency_keys: u64,
}

impl Office {
    /// Removes what has served its time.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]; then nothing was removed.
    pub async fn sweep(&self) -> Result<Swept, Refusal> {
        let before = real_micros() - DAY;
        let work = self.db().write(Box::new(move |tx| {
            Box::pin(async move { Ok::<_, Refusal>(idempotency::forget(tx, before).await?) })
        }));
        Ok(Swept { idempotency_keys: work.await? })
    }
}
