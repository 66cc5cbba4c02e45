//! A draft is sent: the case is opened and the draft marked as sent in one transaction, so that a second click finds
//! either nothing or the whole.

use super::{DAY, Draft, Sent, body::Body, seal_anew};
use crate::accounts::sessions::token_hash;
use crate::acting::AfterOpening;
use crate::clock::real_micros;
use crate::ids::token;
use crate::intake::{Arrival, Entrance, check};
use crate::requests::Upload;
use crate::tracking::follow_on;
use crate::{Office, Once, Refusal};
use gongkai_rules::ids::FileId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_storage::database::Tx;
use gongkai_storage::{drafts, files};
use uuid::Uuid;

impl Office {
    /// Sends a draft. Gives beside it the token by which this device follows the case: whoever has just handed it in need
    /// not type the code.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where something still needs a change, [`Refusal::Repeated`] where it was sent before as it
    /// is, [`Refusal::AlreadySent`] where it was sent before with other words.
    pub async fn send_draft(&self, draft: &Draft, once: Once) -> Result<(Sent, String), Refusal> {
        let arrival = Arrival::on_site(self.clock().today());
        let follow = token();
        let by = (&Actor::Applicant, Action::Submit);
        let sent = self.send_as(by, draft, arrival, Entrance::Site, once, Some(token_hash(&follow))).await?;
        Ok((sent, follow))
    }

    /// Enters a draft that the desk filled in for somebody: a letter, a visit to the counter, a fax, an e-mail.
    ///
    /// # Errors
    /// As [`Office::send_draft`], and [`Refusal::Denied`].
    pub async fn enter_draft(
        &self,
        actor: &Actor,
        draft: &Draft,
        arrival: Arrival,
        once: Once,
    ) -> Result<Sent, Refusal> {
        self.send_as((actor, Action::EnterRequest), draft, arrival, Entrance::Desk, once, None).await
    }

    async fn send_as(
        &self,
        (actor, action): (&Actor, Action),
        draft: &Draft,
        arrival: Arrival,
        entrance: Entrance,
        once: Once,
        follow: Option<Vec<u8>>,
    ) -> Result<Sent, Refusal> {
        let files = self.draft_files(draft).await?;
        let new = check(&draft.answers, files, arrival, entrance).map_err(Refusal::Invalid)?;
        let (draft, organ) = (draft.clone(), draft.organ);
        let mark: AfterOpening = Box::new(move |tx, opened| {
            Box::pin(async move {
                let sent = Sent {
                    request: opened.request.id,
                    number: opened.request.number.clone(),
                    query_code: opened.query_code.clone(),
                };
                let Draft { key, body_id, id, organ, answers, once, code, .. } = draft;
                let row = drafts::Draft { id, organ_id: organ.0, body_id, ends_at: real_micros() + DAY };
                seal_anew(tx, &key, &row, &Body { answers, once, code, sent: Some(sent) }).await?;
                // What was sent is followed with number and query code; the draft's code ends here.
                drafts::change(tx, &row, None).await?;
                if let Some(device) = follow {
                    follow_on(tx, &device, opened.request.id).await?;
                }
                Ok(())
            })
        });
        let opened = self.open_case_and(actor, action, organ, Some(once), new, mark).await?;
        Ok(Sent { request: opened.request.id, number: opened.request.number, query_code: opened.query_code })
    }

    async fn draft_files(&self, draft: &Draft) -> Result<Vec<Upload>, Refusal> {
        if draft.files.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.read().await?;
        self.uploads_of(&mut tx, draft.id, |_| true).await
    }

    /// The files sealed under a key, those that are wanted, with their contents.
    pub(crate) async fn uploads_of(
        &self,
        tx: &mut Tx,
        key: Uuid,
        wanted: impl Fn(FileId) -> bool,
    ) -> Result<Vec<Upload>, Refusal> {
        let data_key = self.ring().data_key(tx, key).await?;
        let mut uploads = Vec::new();
        for row in files::of_key(tx, key).await? {
            if wanted(FileId(row.id)) {
                let content = self.files().get(&data_key, &row).await?;
                uploads.push(Upload {
                    name: files::name(&data_key, &row)?,
                    media_type: row.media_type.clone(),
                    content,
                });
            }
        }
        Ok(uploads)
    }
}
