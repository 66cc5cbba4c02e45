//! Drafts of the public form: everything typed is kept sealed on the server, step by step, until it is sent.
//!
//! A draft goes on by a cookie, and on another device by a code of 12 characters with the last four digits of the
//! phone; there the identity number is shown masked. Kept 14 days after the last step. A sent draft stays a day longer
//! with its number, so that a form sent again from a page gone back to is answered by what it made, and so that the
//! receipt can be printed; then it is gone with its key.

mod body;
mod send;

pub use body::{Draft, DraftFile, Sent};

use crate::accounts::sessions::token_hash;
use crate::clock::real_micros;
use crate::ids::{code, new_id, token, typed};
use crate::intake::{Answers, UploadLimits, admit, last_four, phone};
use crate::requests::Upload;
use crate::{Office, Problem, Refusal};
use body::Body;
use gongkai_rules::ids::{FileId, OrganId, SealedId};
use gongkai_storage::database::Tx;
use gongkai_storage::drafts;
use gongkai_storage::vault::{DataKey, Place};
use std::sync::Arc;
use uuid::Uuid;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// How long a draft is kept after its last step, in days.
pub const KEPT_DAYS: i64 = 14;
/// Characters of a draft code: 60 bits.
const CODE: usize = 12;

fn place(id: Uuid) -> Place {
    Place { table: "drafts", row: id, field: "body" }
}

/// The hash a draft is found by on another device.
fn code_hash(office: &Office, code: &str, digits: &str) -> Vec<u8> {
    office.ring_hash("draft_code", &format!("{code} {digits}"))
}

async fn seal(tx: &mut Tx, key: &DataKey, id: Uuid, body: &Body) -> Result<SealedId, Refusal> {
    let text = serde_json::to_string(body).map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(key.seal(tx, SealedId(new_id()), place(id), &text).await?)
}

async fn seal_anew(tx: &mut Tx, key: &DataKey, draft: &drafts::Draft, body: &Body) -> Result<(), Refusal> {
    let text = serde_json::to_string(body).map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(key.seal_anew(tx, SealedId(draft.body_id), place(draft.id), &text).await?)
}

impl Office {
    /// The draft of a cookie; `None` where there is none, or its time is over.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn draft(&self, token: &str) -> Result<Option<Draft>, Refusal> {
        let Some(row) = drafts::by_token(self.db(), &token_hash(token), real_micros()).await? else { return Ok(None) };
        let key = self.ring().unwrap(row.id, &row.ring_key, &row.wrapped)?;
        let text = key.open_text(SealedId(row.body_id), place(row.id), &row.body)?;
        let body: Body =
            serde_json::from_str(&text).map_err(|error| Refusal::Fault(format!("body of a draft: {error}")))?;
        let stored = match row.files {
            0 => Vec::new(),
            _ => gongkai_storage::files::of_key(&mut self.read().await?, row.id).await?,
        };
        let files = stored.into_iter().map(|file| DraftFile::open(&key, file)).collect::<Result<_, _>>()?;
        Ok(Some(Draft {
            key: Arc::new(key),
            body_id: row.body_id,
            id: row.id,
            organ: OrganId(row.organ_id),
            answers: body.answers,
            files,
            once: body.once,
            code: body.code,
            sent: body.sent,
            masked: row.masked,
            ends_at: row.ends_at,
        }))
    }

    /// Starts a draft. Gives the token for the cookie.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn start_draft(&self, organ: OrganId, answers: Answers) -> Result<String, Refusal> {
        let secret = token();
        self.start_draft_under(&secret, organ, answers).await?;
        Ok(secret)
    }

    /// Starts a draft under a token that the form already carries, so that a form sent twice has one draft.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`], also where there is one already.
    pub async fn start_draft_under(&self, secret: &str, organ: OrganId, answers: Answers) -> Result<(), Refusal> {
        let (office, hash) = (self.clone(), token_hash(secret));
        let body = Body { answers, once: new_id().as_simple().to_string(), code: None, sent: None };
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| {
                Box::pin(async move {
                    let id = new_id();
                    let key = office.ring().new_data_key(tx, id).await?;
                    let body_id = seal(tx, &key, id, &body).await?;
                    let ends_at = real_micros() + KEPT_DAYS * DAY;
                    drafts::start(tx, &drafts::Draft { id, organ_id: organ.0, body_id: body_id.0, ends_at }).await?;
                    Ok::<(), Refusal>(drafts::add_device(tx, id, &hash, false).await?)
                })
            }))
            .await
    }

    /// Keeps what was typed, whether it is right or not: what is wrong is told beside the field, and told again before
    /// sending. From the first readable phone on, the draft has a code.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn save_draft(&self, draft: &Draft, organ: OrganId, answers: Answers) -> Result<(), Refusal> {
        let digits = phone(&answers.phone).as_deref().and_then(last_four);
        let kept_code = draft.code.clone().unwrap_or_else(|| code(CODE));
        let code = digits.as_ref().map(|_| kept_code.clone());
        let hash = digits.map(|digits| code_hash(self, &kept_code, &digits));
        let body = Body { answers, once: draft.once.clone(), code, sent: draft.sent.clone() };
        let (key, id, body_id) = (draft.key.clone(), draft.id, draft.body_id);
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| {
                Box::pin(async move {
                    let ends_at = real_micros() + KEPT_DAYS * DAY;
                    let row = drafts::Draft { id, organ_id: organ.0, body_id, ends_at };
                    seal_anew(tx, &key, &row, &body).await?;
                    Ok::<(), Refusal>(drafts::change(tx, &row, hash.as_deref()).await?)
                })
            }))
            .await
    }

    /// Stores files with the draft, each that may come in; the others are told by name.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn add_draft_files(&self, draft: &Draft, uploads: Vec<Upload>) -> Result<Vec<Problem>, Refusal> {
        let mut sizes: Vec<u64> = draft.files.iter().map(|file| file.size).collect();
        let (mut fit, mut problems) = (Vec::new(), Vec::new());
        for upload in uploads {
            match admit(upload, &sizes, UploadLimits::default()) {
                Ok(upload) => {
                    sizes.push(upload.content.len() as u64);
                    fit.push(upload);
                }
                Err(problem) => problems.push(problem),
            }
        }
        let (office, id) = (self.clone(), draft.id);
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| {
                Box::pin(async move {
                    let key = office.ring().data_key(tx, id).await?;
                    for upload in fit {
                        let (file, at) = (FileId(new_id()), real_micros());
                        office
                            .files()
                            .put(tx, &key, file, &upload.name, &upload.media_type, upload.content, at)
                            .await?;
                    }
                    Ok(())
                })
            }))
            .await?;
        Ok(problems)
    }

    /// Removes a file from a draft.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn remove_draft_file(&self, draft: &Draft, file: FileId) -> Result<(), Refusal> {
        let id = draft.id;
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| {
                Box::pin(async move { Ok(gongkai_storage::files::remove(tx, id, file).await?) })
            }))
            .await
    }

    /// Opens a draft on another device by its code and the last four digits of the phone. Gives a token for its cookie.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn draft_by_code(&self, code: &str, digits: &str) -> Result<Option<String>, Refusal> {
        let hash = code_hash(self, &typed(code), &typed(digits));
        let secret = token();
        let device = token_hash(&secret);
        Ok(self
            .db()
            .write::<_, Refusal>(Box::new(move |tx| {
                Box::pin(async move {
                    let Some(draft) = drafts::by_code(tx, &hash, real_micros()).await? else { return Ok(false) };
                    drafts::add_device(tx, draft.id, &device, true).await?;
                    Ok(true)
                })
            }))
            .await?
            .then_some(secret))
    }

    /// Removes a draft for good, on every device.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn forget_draft(&self, draft: &Draft) -> Result<(), Refusal> {
        let id = draft.id;
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| Box::pin(async move { Ok(drafts::remove(tx, id).await?) })))
            .await
    }
}
