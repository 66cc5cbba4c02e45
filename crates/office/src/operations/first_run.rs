//! The first run: nobody has an account yet, and whoever can read the console may make the first one.

use crate::ids::of_bytes;
use crate::{Office, Refusal};
use gongkai_storage::people;

impl Office {
    /// The token that opens the first-run page; `None` once anybody has an account. It follows from the key ring, so
    /// that it is the same after a restart and in every process, and lies in no table.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn first_run_token(&self) -> Result<Option<String>, Refusal> {
        let mut tx = self.read().await?;
        if people::count(&mut tx).await? > 0 {
            return Ok(None);
        }
        let hash = self.ring_hash("first_run", "token");
        Ok(hash.get(..16).map(of_bytes))
    }
}
