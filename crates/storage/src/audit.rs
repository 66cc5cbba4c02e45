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

/// A row as it is shown: with the names of who acted and of what it was about.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Shown {
    /// When (official time, microseconds).
    pub at: i64,
    /// As what.
    pub actor: String,
    /// Who.
    pub by_id: Option<Uuid>,
    /// Their name.
    pub by_name: Option<String>,
    /// In which organ.
    pub organ_name: Option<String>,
    /// The code of the action.
    pub action: String,
    /// On what.
    pub subject_kind: String,
    /// What it was about: a person's name, a case number, an organ's name.
    pub subject_name: Option<String>,
    /// Result and circumstances.
    pub detail: String,
}

/// What the trail is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Narrowed {
    /// Path of the organ at or below which it happened.
    pub organ_path: String,
    /// Whether rows of no organ are shown too (sign-ins under unknown names).
    pub without_organ: bool,
    /// From this instant on (microseconds).
    pub from: i64,
    /// Before this instant.
    pub until: i64,
    /// Code of an action; empty for all.
    pub action: String,
}

macro_rules! narrowed {
    ($columns:literal, $end:literal) => {
        concat!(
            "select ", $columns, " from audit a left join organs o on o.id = a.organ_id
             left join people p on p.id = a.by_id left join people s on s.id = a.subject_id
             left join requests r on r.id = a.subject_id left join organs so on so.id = a.subject_id
             where (o.path = $1 or o.path like $1 || '/%' or (a.organ_id is null and $2))
             and a.at >= $3 and a.at < $4 and ($5 = '' or a.action = $5)", $end
        )
    };
}

/// One page of the trail, newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn list(tx: &mut Tx, by: &Narrowed, limit: i64, offset: i64) -> Result<Vec<Shown>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!(narrowed!("a.at, a.actor, a.by_id, p.name as by_name, o.short_name as organ_name,
        a.action, a.subject_kind, coalesce(s.name, r.number, so.short_name) as subject_name, a.detail",
        " order by a.at desc, a.id desc limit $6 offset $7")))
        .bind(&by.organ_path).bind(by.without_organ).bind(by.from).bind(by.until).bind(&by.action)
        .bind(limit).bind(offset).fetch_all(c).await)
}

/// How many rows there are in all.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, by: &Narrowed) -> Result<i64, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!(narrowed!("count(*)", "")))
        .bind(&by.organ_path).bind(by.without_organ).bind(by.from).bind(by.until).bind(&by.action)
        .fetch_one(c).await)?;
    Ok(count)
}

/// A row of one subject and action.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OfSubject {
    /// When (official time, microseconds).
    pub at: i64,
    /// Who.
    pub by_id: Option<Uuid>,
    /// Result and circumstances.
    pub detail: String,
}

/// The rows of one subject and action, oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of_subject(tx: &mut Tx, subject: Uuid, action: &str) -> Result<Vec<OfSubject>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select at, by_id, detail from audit where subject_id = $1 and action = $2
        order by at, id")).bind(subject).bind(action).fetch_all(c).await)
}
