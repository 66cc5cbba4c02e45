//! What a draft holds.

use crate::intake::Answers;
use gongkai_rules::ids::{FileId, OrganId, RequestId};
use gongkai_storage::database::StorageError;
use gongkai_storage::files::FileRow;
use gongkai_storage::vault::DataKey;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// The sealed body of a draft.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub answers: Answers,
    pub once: String,
    pub code: Option<String>,
    pub sent: Option<Sent>,
}

/// A draft as the form works with it.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) key: Arc<DataKey>,
    pub(super) body_id: Uuid,
    /// Its identifier.
    pub id: Uuid,
    /// The organ it is meant for.
    pub organ: OrganId,
    /// What was typed.
    pub answers: Answers,
    /// The files stored with it.
    pub files: Vec<DraftFile>,
    /// The idempotency key under which it is sent.
    pub once: String,
    /// The code for another device, once there is a phone to go with it.
    pub code: Option<String>,
    /// What became of it, once sent.
    pub sent: Option<Sent>,
    /// This device came by the code: the identity number is shown masked.
    pub masked: bool,
    /// Kept until (real microseconds).
    pub ends_at: i64,
}

/// A file of a draft, or of a form that was refused.
#[derive(Debug, Clone)]
pub struct DraftFile {
    /// Its identifier.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its content.
    pub sha256: String,
}

impl DraftFile {
    pub(crate) fn open(key: &DataKey, row: FileRow) -> Result<DraftFile, StorageError> {
        Ok(DraftFile {
            id: FileId(row.id),
            name: gongkai_storage::files::name(key, &row)?,
            media_type: row.media_type,
            size: u64::try_from(row.size).unwrap_or_default(),
            sha256: row.sha256,
        })
    }
}

/// What became of a draft that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The case.
    pub request: RequestId,
    /// Its number.
    pub number: String,
    /// Its query code, for the receipt; it is kept nowhere else in clear.
    pub query_code: String,
}

// The code opens the case, so it must not reach a log by a `{:?}`.
impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sent").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Draft {
    /// Everything the draft says, as one text for hashing: two drafts that say the same give the same.
    pub fn said(&self) -> String {
        let answers = serde_json::to_string(&self.answers).unwrap_or_default();
        let files: Vec<&str> = self.files.iter().map(|file| file.sha256.as_str()).collect();
        format!("{} {answers} {}", self.organ, files.join(" "))
    }

    /// The day until which it is kept, in China.
    pub fn kept_until(&self) -> jiff::civil::Date {
        let ends = gongkai_storage::types::instant(self.ends_at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        crate::clock::day_of(ends)
    }
}
