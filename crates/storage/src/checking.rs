//! Everything that belongs to a stretch of subjects (cases, drafts, organs, people), as it lies in the tables: what
//! `gongkai verify` compares. A case, its data key, its events and its audit rows share one identifier.

use crate::database::{StorageError, Tx};
use crate::files::FileRow;
use crate::{on, sql};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A case's row.
#[derive(Debug, Clone, FromRow)]
#[allow(missing_docs)] // the columns of `requests`
pub struct RequestRow {
    pub id: Uuid,
    pub organ_id: Uuid,
    pub number: String,
    pub version: i64,
    pub state: String,
    pub turn: String,
    pub due: Option<String>,
    pub act_by: Option<String>,
    pub waits_until: Option<String>,
    pub paused_until: Option<String>,
    pub provisional: bool,
    pub title: String,
    pub person_mask: Vec<u8>,
    pub channel: String,
    pub applicant_kind: String,
    pub submitted_on: String,
    pub received_on: Option<String>,
    pub closed_on: Option<String>,
    pub counted_on: Option<String>,
    pub outcome: Option<String>,
    pub assignee_id: Option<Uuid>,
    pub drafted_by_id: Option<Uuid>,
    pub unopened_since: Option<String>,
    pub body: String,
}

impl RequestRow {
    /// The columns that follow from the events, by name, as [`crate::requests::projected`] gives them.
    pub fn columns(&self) -> BTreeMap<&'static str, String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        BTreeMap::from([
            ("organ_id", self.organ_id.to_string()),
            ("number", self.number.clone()),
            ("version", self.version.to_string()),
            ("state", self.state.clone()),
            ("turn", self.turn.clone()),
            ("due", text(&self.due)),
            ("act_by", text(&self.act_by)),
            ("waits_until", text(&self.waits_until)),
            ("paused_until", text(&self.paused_until)),
            ("drafted_by_id", self.drafted_by_id.map(|id| id.to_string()).unwrap_or_default()),
            ("provisional", self.provisional.to_string()),
            ("title", self.title.clone()),
            ("channel", self.channel.clone()),
            ("applicant_kind", self.applicant_kind.clone()),
            ("submitted_on", self.submitted_on.clone()),
            ("received_on", text(&self.received_on)),
            ("closed_on", text(&self.closed_on)),
            ("counted_on", text(&self.counted_on)),
            ("outcome", text(&self.outcome)),
            ("assignee_id", self.assignee_id.map(|id| id.to_string()).unwrap_or_default()),
            ("unopened_since", text(&self.unopened_since)),
            ("body", self.body.clone()),
        ])
    }
}

/// An event's row.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
#[allow(missing_docs)] // the columns of `events`
pub struct EventRow {
    pub id: Uuid,
    pub stream_kind: String,
    pub stream_id: Uuid,
    pub organ_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub effective_on: String,
    pub recorded_at: i64,
    pub by_id: Option<Uuid>,
    pub body: String,
}

/// An audit row.
#[derive(Debug, Clone, FromRow)]
#[allow(missing_docs)] // the columns of `audit`
pub struct TrailRow {
    pub id: Uuid,
    pub at: i64,
    pub actor: String,
    pub by_id: Option<Uuid>,
    pub organ_id: Option<Uuid>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    pub place: i64,
    pub up_to: i64,
    pub events_hash: String,
    pub detail: String,
    pub previous: String,
    pub hash: String,
}

/// A wrapped data key.
#[derive(Debug, Clone, FromRow)]
#[allow(missing_docs)] // the columns of `data_keys`
pub struct KeyRow {
    pub id: Uuid,
    pub ring_key: String,
    pub wrapped: Vec<u8>,
}

/// A sealed text.
#[derive(Debug, Clone, FromRow)]
#[allow(missing_docs)] // the columns of `sealed`
pub struct SealedRow {
    pub id: Uuid,
    pub key_id: Uuid,
    pub place_table: String,
    pub place_row: Uuid,
    pub place_field: String,
    pub bytes: Vec<u8>,
}

/// What belongs to a stretch of subjects.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)] // one field a table
pub struct Stretch {
    pub requests: Vec<RequestRow>,
    pub events: Vec<EventRow>,
    pub trail: Vec<TrailRow>,
    pub keys: Vec<KeyRow>,
    pub sealed: Vec<SealedRow>,
    pub files: Vec<FileRow>,
    pub papers: Vec<crate::papers::Paper>,
}

/// Subjects in one stretch, about.
const LENGTH: i64 = 200;

/// How many rows there are to look at: for the progress.
///
/// # Errors
/// [`StorageError::Unavailable`].
pub async fn how_many(tx: &mut Tx) -> Result<i64, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select (select count(*) from requests)
        + (select count(*) from events) + (select count(*) from audit) + (select count(*) from sealed)
        + (select count(*) from files)")).fetch_one(c).await)?;
    Ok(count)
}

/// Where the stretch after a subject ends: no table has many more than [`LENGTH`] subjects in it.
async fn end_of_stretch(tx: &mut Tx, after: Uuid) -> Result<Uuid, StorageError> {
    let tables = [
        sql!("select id from requests where id > $1 order by id limit 1 offset $2"),
        sql!("select stream_id from events where stream_id > $1 order by stream_id limit 1 offset $2"),
        sql!("select subject_id from audit where subject_id > $1 order by subject_id limit 1 offset $2"),
        sql!("select place_row from sealed where place_row > $1 order by place_row limit 1 offset $2"),
        sql!("select key_id from files where key_id > $1 order by key_id limit 1 offset $2"),
    ];
    let mut end = Uuid::max();
    for table in tables {
        let row: Option<(Uuid,)> =
            on!(&mut *tx, c => sqlx::query_as(table).bind(after).bind(LENGTH).fetch_optional(c).await)?;
        end = row.map_or(end, |(id,)| id.min(end));
    }
    Ok(end)
}

/// The stretch after a subject, and the subject at its end; [`Uuid::max`] ends the last.
///
/// # Errors
/// [`StorageError::Unavailable`].
pub async fn stretch(tx: &mut Tx, after: Uuid) -> Result<(Stretch, Uuid), StorageError> {
    let end = end_of_stretch(tx, after).await?;
    let requests = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, number, version, state, turn, due,
        act_by, waits_until, paused_until, provisional, title, person_mask, channel, applicant_kind, submitted_on,
        received_on, closed_on, counted_on, outcome, assignee_id, drafted_by_id, unopened_since, body from requests where id > $1 and id <= $2 order by id"))
        .bind(after).bind(end).fetch_all(c).await)?;
    let events = on!(tx, c => sqlx::query_as(sql!("select id, stream_kind, stream_id, organ_id, version, kind,
        effective_on, recorded_at, by_id, body from events where stream_id > $1 and stream_id <= $2
        order by stream_id, version")).bind(after).bind(end).fetch_all(c).await)?;
    let trail = on!(tx, c => sqlx::query_as(sql!("select id, at, actor, by_id, organ_id, action, subject_kind,
        subject_id, place, up_to, events_hash, detail, previous, hash from audit
        where subject_id > $1 and subject_id <= $2 order by subject_id, place"))
        .bind(after).bind(end).fetch_all(c).await)?;
    let keys = on!(tx, c => sqlx::query_as(sql!("select id, ring_key, wrapped from data_keys
        where id > $1 and id <= $2 order by id")).bind(after).bind(end).fetch_all(c).await)?;
    let sealed = on!(tx, c => sqlx::query_as(sql!("select id, key_id, place_table, place_row, place_field, bytes
        from sealed where place_row > $1 and place_row <= $2 order by place_row, id"))
        .bind(after).bind(end).fetch_all(c).await)?;
    let files = on!(tx, c => sqlx::query_as(sql!("select id, key_id, name, media_type, size, sha256, made_at
        from files where key_id > $1 and key_id <= $2 order by key_id, id"))
        .bind(after).bind(end).fetch_all(c).await)?;
    let papers = on!(tx, c => sqlx::query_as(sql!("select id, request_id, kind, number, letter_id, file_id, issued_on
        from papers where request_id > $1 and request_id <= $2 order by request_id, id"))
        .bind(after).bind(end).fetch_all(c).await)?;
    Ok((Stretch { requests, events, trail, keys, sealed, files, papers }, end))
}

/// Audit rows about nothing in particular (a try to sign in, a calendar), after one of them.
///
/// # Errors
/// [`StorageError::Unavailable`].
pub async fn trail_without_subject(tx: &mut Tx, after: Uuid) -> Result<Vec<TrailRow>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, at, actor, by_id, organ_id, action, subject_kind, subject_id, place,
        up_to, events_hash, detail, previous, hash from audit where subject_id is null and id > $1 order by id limit $2"))
        .bind(after).bind(LENGTH * 10).fetch_all(c).await)
}

/// Whether a file's row is still there: a draft may be given up while its files are looked at.
///
/// # Errors
/// [`StorageError::Unavailable`].
pub async fn file_is_there(tx: &mut Tx, id: Uuid) -> Result<bool, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from files where id = $1"))
        .bind(id).fetch_one(c).await)?;
    Ok(count > 0)
}
