//! Two programs over one database (a server and the command line, or two servers) count by one calendar.

use super::calendar_of;
use crate::{Office, Refusal};
use gongkai_storage::database::Tx;
use gongkai_storage::meta;

impl Office {
    /// Takes the calendar into use that another program has adopted since. Called at the beginning of every page of the
    /// desk, in its own transaction (an act looks it up with the rest): one look-up, and nothing more while nothing changed.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn follow_calendar(&self, tx: &mut Tx) -> Result<(), Refusal> {
        let adopted = meta::get(tx, meta::CALENDAR).await?;
        self.count_by(tx, adopted).await
    }

    /// As [`Office::follow_calendar`], where the calendar that was adopted last has been looked up.
    pub(crate) async fn count_by(&self, tx: &mut Tx, adopted: Option<String>) -> Result<(), Refusal> {
        if self.calendar_is(adopted.as_deref()) {
            return Ok(());
        }
        let calendar = calendar_of(tx).await?;
        // An older program beside a newer one keeps its own: it would read the notices again at every act otherwise.
        self.use_calendar(calendar);
        self.note_calendar(adopted);
        Ok(())
    }
}
