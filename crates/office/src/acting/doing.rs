//! An act on a case while it is being done: the case as it stands, the law's decisions taken into it, words sealed for it.

use super::Moment;
use crate::ids::new_id;
use crate::{Office, Refusal};
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{EventId, SealedId};
use gongkai_rules::organs::Organ;
use gongkai_rules::people::Actor;
use gongkai_rules::requests::{Command, Facts, Request, decide};
use gongkai_storage::database::Tx;
use gongkai_storage::vault::{DataKey, Place};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// An act on a case while it is being done.
pub struct Doing<'t> {
    /// The office.
    pub office: Office,
    /// The transaction.
    pub tx: &'t mut Tx,
    /// Who acts.
    pub actor: Actor,
    /// When.
    pub moment: Moment,
    /// The organ asked.
    pub organ: Organ,
    /// The case as it stands, after what was recorded so far in this act.
    pub request: Request,
    /// What the rule needs beside the case.
    pub facts: Facts,
    /// The key that seals the applicant's words.
    pub key: DataKey,
    /// Every event of the case, those of this act last.
    pub(super) history: Vec<Recorded>,
    /// How many of them are older than this act.
    pub(super) older: usize,
    /// What the audit row tells of it, without personal data.
    pub detail: String,
    /// Year of the case's number.
    pub(crate) case_year: i64,
    /// Serial of the case's number.
    pub(crate) case_serial: i64,
}

impl Doing<'_> {
    /// Seals words that belong to this case; the reference goes into the event.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] where the database refuses.
    pub async fn seal(&mut self, field: &'static str, words: &str) -> Result<SealedId, Refusal> {
        let place = Place { table: "requests", row: self.request.id.0, field };
        Ok(self.key.seal(self.tx, SealedId(new_id()), place, words).await?)
    }

    /// Seals words where there are any.
    ///
    /// # Errors
    /// As [`Doing::seal`].
    pub async fn seal_some(&mut self, field: &'static str, words: &str) -> Result<Option<SealedId>, Refusal> {
        if words.trim().is_empty() { Ok(None) } else { self.seal(field, words).await.map(Some) }
    }

    /// Everything sealed in this case, opened.
    ///
    /// # Errors
    /// [`Refusal::Fault`] where bytes were changed.
    pub async fn texts(&mut self) -> Result<BTreeMap<SealedId, String>, Refusal> {
        Ok(self.key.open_all(self.tx, self.request.id.0).await?)
    }

    /// Lets the law decide a command and takes what follows into the case.
    ///
    /// # Errors
    /// [`Refusal::Rule`] with the rule that stands against it.
    pub fn decide(&mut self, command: Command) -> Result<(), Refusal> {
        for (effective_on, event) in decide(&self.request, &self.facts, command, self.moment.now())? {
            self.record(effective_on, event)?;
        }
        Ok(())
    }

    /// Takes an event into the case. Only `decide` and the import of what an office did before may make events.
    pub(crate) fn record(&mut self, effective_on: Date, event: Event) -> Result<(), Refusal> {
        self.history.push(Recorded {
            id: EventId(new_id()),
            version: self.request.version + 1,
            effective_on,
            recorded_at: self.moment.at,
            by: self.actor.person(),
            event,
        });
        self.request = Request::replay(self.request.id, self.request.organ, &self.history)
            .ok_or_else(|| Refusal::Fault(format!("request {} has no beginning", self.request.id)))?;
        Ok(())
    }

    /// Every event of the case, in the order of recording.
    pub fn history(&self) -> &[Recorded] {
        &self.history
    }
}
