//! Files of a form that did not go through: refused for something else on it, overtaken by somebody else's act, or sent
//! after its session had ended. They lie sealed under a token that the form carries, for their owner alone, and are gone
//! when the form went through, or after a day.

use super::{KEPT_FOR, KeptForm, Owner, add};
use crate::accounts::sessions::token_hash;
use crate::clock::real_micros;
use crate::drafts::DraftFile;
use crate::ids::new_id;
use crate::intake::{UploadLimits, admit, admit_at_desk};
use crate::requests::Upload;
use crate::{Office, Problem, Refusal};
use gongkai_rules::ids::FileId;
use gongkai_storage::database::Tx;
use gongkai_storage::{files, kept_forms};
use uuid::Uuid;

/// What is kept under a token of this owner.
async fn find(tx: &mut Tx, owner: Owner, token: &str) -> Result<Option<Uuid>, Refusal> {
    let row = kept_forms::find(tx, &token_hash(token), real_micros()).await?;
    Ok(row.filter(|row| row.owner_id == owner.id()).map(|row| row.id))
}

/// Each file that may come in; the others are told by name.
fn admitted(owner: Owner, uploads: Vec<Upload>, mut sizes: Vec<u64>) -> (Vec<Upload>, Vec<Problem>) {
    let (mut fit, mut problems) = (Vec::new(), Vec::new());
    for upload in uploads {
        let upload = match owner {
            Owner::Person(_) => admit_at_desk(upload, &sizes, UploadLimits::desk()),
            Owner::Case(_) => admit(upload, &sizes, UploadLimits::default()),
        };
        match upload {
            Ok(upload) => {
                sizes.push(upload.content.len() as u64);
                fit.push(upload);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (fit, problems)
}

impl Office {
    /// The files kept under the token of a form, for their owner and nobody else.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]; [`Refusal::Fault`] where one is damaged.
    pub async fn kept_files(&self, owner: Owner, token: &str) -> Result<Vec<DraftFile>, Refusal> {
        let mut tx = self.read().await?;
        let Some(id) = find(&mut tx, owner, token).await? else { return Ok(Vec::new()) };
        let key = self.ring().data_key(&mut tx, id).await?;
        let rows = files::of_key(&mut tx, id).await?;
        Ok(rows.into_iter().map(|row| DraftFile::open(&key, row)).collect::<Result<_, _>>()?)
    }

    /// The same files with their contents, those among `wanted`, to go along with the form.
    ///
    /// # Errors
    /// As [`Office::kept_files`].
    pub async fn kept_uploads(&self, owner: Owner, token: &str, wanted: &[FileId]) -> Result<Vec<Upload>, Refusal> {
        let mut tx = self.read().await?;
        let Some(id) = find(&mut tx, owner, token).await? else { return Ok(Vec::new()) };
        self.uploads_of(&mut tx, id, |file| wanted.contains(&file)).await
    }

    /// Keeps the files of a form that did not go through, beside those among `wanted` that are kept already; the others
    /// were taken out and are removed. What may not come in is told by name.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn keep_form_files(
        &self,
        owner: Owner,
        token: &str,
        wanted: &[FileId],
        uploads: Vec<Upload>,
    ) -> Result<Vec<Problem>, Refusal> {
        let (office, hash, token, wanted) = (self.clone(), token_hash(token), token.to_owned(), wanted.to_vec());
        let work = self.db().write::<_, Refusal>(Box::new(move |tx| {
            Box::pin(async move {
                let key = match find(tx, owner, &token).await? {
                    Some(id) => {
                        kept_forms::prolong(tx, id, real_micros() + KEPT_FOR).await?;
                        office.ring().data_key(tx, id).await?
                    }
                    None if uploads.is_empty() => return Ok(Vec::new()),
                    None => add(tx, &office, &hash, owner, &KeptForm::default()).await?,
                };
                let mut sizes = Vec::new();
                for row in files::of_key(tx, key.id).await? {
                    if wanted.contains(&FileId(row.id)) {
                        sizes.push(u64::try_from(row.size).unwrap_or_default());
                    } else {
                        files::remove(tx, key.id, FileId(row.id)).await?;
                    }
                }
                let (fit, problems) = admitted(owner, uploads, sizes);
                for Upload { name, media_type, content } in fit {
                    let (id, at) = (FileId(new_id()), real_micros());
                    office.files().put(tx, &key, id, &name, &media_type, content, at).await?;
                }
                Ok(problems)
            })
        }));
        work.await
    }

    /// Forgets the files under a token of this owner: the form went through. Most forms keep none, and then nothing is
    /// written.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn forget_kept_files(&self, owner: Owner, token: &str) -> Result<(), Refusal> {
        if find(&mut self.read().await?, owner, token).await?.is_none() {
            return Ok(());
        }
        let token = token.to_owned();
        let work = self.db().write::<_, Refusal>(Box::new(move |tx| {
            Box::pin(async move {
                match find(tx, owner, &token).await? {
                    Some(id) => Ok(kept_forms::remove(tx, id).await?),
                    None => Ok(()),
                }
            })
        }));
        work.await
    }
}
