//! Official time of a demonstration is set: by `serve --clock`, and by the page for it.

use crate::{Office, Refusal};
use gongkai_storage::meta;
use jiff::Timestamp;

impl Office {
    /// Moves official time forward and keeps it, for every process over this database. False, and nothing done, where
    /// this is no demonstration or the instant lies before the official one.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn set_official_time(&self, at: Timestamp) -> Result<bool, Refusal> {
        if !self.clock().is_demonstration() || self.clock().stands().is_some_and(|stands| at < stands) {
            return Ok(false);
        }
        let micros = at.as_microsecond().to_string();
        self.db()
            .write(Box::new(move |tx| {
                Box::pin(async move { Ok::<_, Refusal>(meta::set(tx, meta::CLOCK, &micros).await?) })
            }))
            .await?;
        Ok(self.clock().move_to(at))
    }
}
