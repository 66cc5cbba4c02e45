//! The audit trail: a row in the same transaction as the act, append-only, linked within its case by hash.
//!
//! It never holds a password, a token, an identity number or a word of an applicant.

use crate::database::{StorageError, Tx};
use crate::types::micros;
use crate::{on, run, sql};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One row of the trail.
#[derive(Debug, Clone)]
pub struct AuditRow {
    /// Its identifier.
    pub id: Uuid,
    /// When (official time).
    pub at: Timestamp,
    /// As what: `person`, `applicant`, `visitor` or `system`.
    pub actor: &'static str,
    /// Who, where it is a person.
    pub by: Option<Uuid>,
    /// In which organ.
    pub organ: Option<Uuid>,
    /// What: the code of the action.
    pub action: String,
    /// On what: `request`, `report`, `person` …
    pub subject_kind: &'static str,
    /// On which.
    pub subject: Option<Uuid>,
    /// Result and circumstances, without personal data.
    pub detail: String,
}

/// The hash of a row: over the hash of the row before it in the same case and everything it says.
pub fn link(previous: &str, row: &AuditRow) -> String {
    let mut hash = Sha256::new();
    let by = row.by.map(|by| by.to_string()).unwrap_or_default();
    let organ = row.organ.map(|organ| organ.to_string()).unwrap_or_default();
    let subject = row.subject.map(|subject| subject.to_string()).unwrap_or_default();
    let at = micros(row.at).to_string();
    for part in [previous, &row.id.to_string(), &at, row.actor, &by, &organ, &row.action, row.subject_kind, &subject, &row.detail] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize())
}

/// Appends a row, linked to the last one of the same subject.
///
/// # Errors
/// [`StorageError`].
pub async fn append(tx: &mut Tx, row: &AuditRow) -> Result<(), StorageError> {
    let last: Option<(String,)> = match row.subject {
        Some(subject) => on!(tx, c => sqlx::query_as(sql!(
            "select hash from audit where subject_id = $1 order by at desc, id desc limit 1"))
            .bind(subject).fetch_optional(c).await)?,
        None => None,
    };
    let previous = last.map(|(hash,)| hash).unwrap_or_default();
    let hash = link(&previous, row);
    run!(tx, c => sqlx::query(sql!("insert into audit
        (id, at, actor, by_id, organ_id, action, subject_kind, subject_id, detail, previous, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"))
        .bind(row.id).bind(micros(row.at)).bind(row.actor).bind(row.by).bind(row.organ).bind(&row.action)
        .bind(row.subject_kind).bind(row.subject).bind(&row.detail).bind(&previous).bind(&hash))?;
    Ok(())
}
