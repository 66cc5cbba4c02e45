//! The applicant's data in full: an act with its audit row each time, and no event of the case.

use super::{Applicant, OnCase};
use crate::{Office, Refusal};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use std::sync::{Arc, Mutex};

impl Office {
    /// Opens the applicant's record for somebody who needs it, and writes down that they looked.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn reveal(&self, actor: &Actor, case: OnCase) -> Result<Applicant, Refusal> {
        let found: Arc<Mutex<Option<Applicant>>> = Arc::default();
        let slot = Arc::clone(&found);
        self.act(
            actor,
            Action::Reveal,
            OnCase { seen: None, ..case },
            Box::new(move |doing| {
                Box::pin(async move {
                    let texts = doing.texts().await?;
                    let applicant = doing.applicant(&texts)?;
                    if let Ok(mut slot) = slot.lock() {
                        *slot = Some(applicant);
                    }
                    Ok(())
                })
            }),
        )
        .await?;
        let applicant = found.lock().ok().and_then(|mut found| found.take());
        applicant.ok_or_else(|| Refusal::Fault("applicant not opened".into()))
    }
}
