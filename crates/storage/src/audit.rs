//! The audit trail: a row in the same transaction as the act, append-only, linked within its case by hash.
//!
//! It never holds a password, a token, an identity number or a word of an applicant.

use crate::checking::{EventRow, TrailRow};
use crate::database::{StorageError, Tx};
use crate::types::micros;
use crate::{on, put, sql};
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

/// Where a row stands in the trail of its subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linked {
    /// From 1 without a gap; 0 for a row about nothing in particular.
    pub place: i64,
    /// The version of the subject's last event.
    pub up_to: i64,
    /// The hash of the events since the row before; empty where there are none.
    pub events_hash: String,
    /// The hash of the row before; empty for the first.
    pub previous: String,
}

/// Feeds parts to a hash so that no two lists of parts are the same bytes.
fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize())
}

fn text(id: Option<Uuid>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// The hash of the events that a row is about.
pub fn events_hash(events: &[EventRow]) -> String {
    if events.is_empty() {
        return String::new();
    }
    let parts = events.iter().flat_map(|event| {
        [
            event.id.to_string(),
            event.stream_kind.clone(),
            event.organ_id.to_string(),
            event.version.to_string(),
            event.kind.clone(),
            event.effective_on.clone(),
            event.recorded_at.to_string(),
            text(event.by_id),
            event.body.clone(),
        ]
    });
    let parts: Vec<String> = parts.collect();
    digest(parts.iter().map(String::as_str))
}

/// The hash of a row: over its place in the trail and everything it says.
pub fn link(linked: &Linked, row: &AuditRow) -> String {
    let (place, up_to, at) = (linked.place.to_string(), linked.up_to.to_string(), micros(row.at).to_string());
    let (id, by, organ, subject) = (row.id.to_string(), text(row.by), text(row.organ), text(row.subject));
    digest([
        linked.previous.as_str(),
        &place,
        &up_to,
        &linked.events_hash,
        &id,
        &at,
        row.actor,
        &by,
        &organ,
        &row.action,
        row.subject_kind,
        &subject,
        &row.detail,
    ])
}

/// The hash that a stored row must have: the same as [`link`] gave when it was written.
pub fn stored_link(row: &TrailRow) -> String {
    let (place, up_to, at) = (row.place.to_string(), row.up_to.to_string(), row.at.to_string());
    let (id, by, organ, subject) = (row.id.to_string(), text(row.by_id), text(row.organ_id), text(row.subject_id));
    digest([
        row.previous.as_str(),
        &place,
        &up_to,
        &row.events_hash,
        &id,
        &at,
        &row.actor,
        &by,
        &organ,
        &row.action,
        &row.subject_kind,
        &subject,
        &row.detail,
    ])
}

/// The end of a subject's trail: place, hash and version of the last row, all empty where there is none.
async fn end_of_trail(tx: &mut Tx, subject: Uuid) -> Result<(i64, String, i64), StorageError> {
    // Two acts on one subject that record no event of it (two looks at the applicant's data) touch no common row, so
    // this lock is what puts them in order.
    let (_, low) = subject.as_u64_pair();
    tx.lock(low.cast_signed()).await?;
    let last: Option<(i64, String, i64)> = on!(tx, c => sqlx::query_as(sql!(
        "select place, hash, up_to from audit where subject_id = $1 order by place desc limit 1"))
        .bind(subject).fetch_optional(c).await)?;
    Ok(last.unwrap_or_default())
}

/// Appends a row, linked to the last one of the same subject, and covering the events recorded since. Events of an act
/// are therefore appended before its row.
///
/// # Errors
/// [`StorageError`].
pub async fn append(tx: &mut Tx, row: &AuditRow) -> Result<(), StorageError> {
    let mut linked = Linked::default();
    if let Some(subject) = row.subject {
        let (place, previous, covered) = end_of_trail(tx, subject).await?;
        let events: Vec<EventRow> = on!(tx, c => sqlx::query_as(sql!("select id, stream_kind, stream_id, organ_id,
            version, kind, effective_on, recorded_at, by_id, body from events
            where stream_id = $1 and version > $2 order by version")).bind(subject).bind(covered).fetch_all(c).await)?;
        linked = Linked {
            place: place + 1,
            up_to: events.last().map_or(covered, |event| event.version),
            events_hash: events_hash(&events),
            previous,
        };
    }
    insert(tx, row, &linked).await
}

/// Adds the first row of a subject that begins with this act: nothing has to be looked up, for nothing is older.
///
/// # Errors
/// [`StorageError::Conflict`] where the subject has a row already.
pub async fn begin(tx: &mut Tx, row: &AuditRow, events: &[EventRow]) -> Result<(), StorageError> {
    let up_to = events.last().map_or(0, |event| event.version);
    let linked = Linked { place: 1, up_to, events_hash: events_hash(events), previous: String::new() };
    insert(tx, row, &linked).await
}

async fn insert(tx: &mut Tx, row: &AuditRow, linked: &Linked) -> Result<(), StorageError> {
    let hash = link(linked, row);
    put!(
        tx,
        sql!(
            "insert into audit (id, at, actor, by_id, organ_id, action, subject_kind,
        subject_id, place, up_to, events_hash, detail, previous, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        ),
        row.id,
        micros(row.at),
        row.actor,
        row.by,
        row.organ,
        &row.action,
        row.subject_kind,
        row.subject,
        linked.place,
        linked.up_to,
        &linked.events_hash,
        &row.detail,
        &linked.previous,
        &hash
    );
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
            "select ",
            $columns,
            " from audit a left join organs o on o.id = a.organ_id
             left join people p on p.id = a.by_id left join people s on s.id = a.subject_id
             left join requests r on r.id = a.subject_id left join organs so on so.id = a.subject_id
             where (o.path = $1 or o.path like $1 || '/%' or (a.organ_id is null and $2))
             and a.at >= $3 and a.at < $4 and ($5 = '' or a.action = $5)",
            $end
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
