//! The events of every stream (a case, a report, an organ): written once, never changed.

use crate::checking::EventRow;
use crate::database::{StorageError, Tx};
use crate::types::{day, instant, json, micros, to_json};
use crate::{on, put, sql};
use gongkai_rules::events::Recorded;
use gongkai_rules::ids::{EventId, OrganId, PersonId};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// What a stream is: `request`, `report`, `organ` …
pub type StreamKind = &'static str;

/// Appends events to a stream and gives their rows. The unique (stream, version) makes the second of two writers fail.
///
/// # Errors
/// [`StorageError::Conflict`] where somebody else has recorded first.
pub async fn append<E: Serialize>(
    tx: &mut Tx,
    kind: StreamKind,
    stream: Uuid,
    organ: OrganId,
    events: &[Recorded<E>],
) -> Result<Vec<EventRow>, StorageError> {
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        let body = to_json(&event.event)?;
        let row = EventRow {
            id: event.id.0,
            stream_kind: kind.to_owned(),
            stream_id: stream,
            organ_id: organ.0,
            version: i64::from(event.version),
            kind: event_name(&body)?,
            effective_on: event.effective_on.to_string(),
            recorded_at: micros(event.recorded_at),
            by_id: event.by.map(|by| by.0),
            body,
        };
        put!(
            tx,
            sql!(
                "insert into events
            (id, stream_kind, stream_id, organ_id, version, kind, effective_on, recorded_at, by_id, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            ),
            row.id,
            kind,
            stream,
            organ.0,
            row.version,
            &row.kind,
            &row.effective_on,
            row.recorded_at,
            row.by_id,
            &row.body
        );
        rows.push(row);
    }
    Ok(rows)
}

/// The tag of an event's JSON, kept in its own column so that a person with `sqlite3` can read the table.
fn event_name(body: &str) -> Result<String, StorageError> {
    let value: serde_json::Value = json("event", body)?;
    let name = value.get("event").and_then(|name| name.as_str());
    name.map(str::to_owned).ok_or_else(|| StorageError::Damaged("event without a name".into()))
}

/// A stream with its events in the order of recording.
pub type Stream<E> = (Uuid, Vec<Recorded<E>>);

type StreamRow = (Uuid, Uuid, i64, String, i64, Option<Uuid>, String);
type ReadRow = (Uuid, i64, String, i64, Option<Uuid>, String);

fn recorded<E: DeserializeOwned>(row: ReadRow) -> Result<Recorded<E>, StorageError> {
    let (id, version, effective_on, recorded_at, by, body) = row;
    Ok(Recorded {
        id: EventId(id),
        version: u32::try_from(version).map_err(|_| StorageError::Damaged(format!("version of event {id}")))?,
        effective_on: day(&effective_on)?,
        recorded_at: instant(recorded_at)?,
        by: by.map(PersonId),
        event: json(&format!("event {id}"), &body)?,
    })
}

/// The events of a stream in the order of recording.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn of_stream<E: DeserializeOwned>(tx: &mut Tx, stream: Uuid) -> Result<Vec<Recorded<E>>, StorageError> {
    let rows: Vec<ReadRow> = on!(tx, c => sqlx::query_as(sql!(
        "select id, version, effective_on, recorded_at, by_id, body from events where stream_id = $1 order by version"))
        .bind(stream).fetch_all(c).await)?;
    rows.into_iter().map(recorded).collect()
}

/// The events of every stream of a kind in an organ, stream by stream: one query for a count or a check of them all.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn of_organ<E: DeserializeOwned>(
    tx: &mut Tx,
    kind: StreamKind,
    organ: OrganId,
) -> Result<Vec<Stream<E>>, StorageError> {
    let rows: Vec<StreamRow> = on!(tx, c => sqlx::query_as(sql!(
        "select stream_id, id, version, effective_on, recorded_at, by_id, body from events
         where organ_id = $1 and stream_kind = $2 order by stream_id, version"))
        .bind(organ.0).bind(kind).fetch_all(c).await)?;
    let mut streams: Vec<Stream<E>> = Vec::new();
    for (stream, id, version, effective_on, recorded_at, by, body) in rows {
        let event = recorded((id, version, effective_on, recorded_at, by, body))?;
        match streams.last_mut() {
            Some((last, events)) if *last == stream => events.push(event),
            _ => streams.push((stream, vec![event])),
        }
    }
    Ok(streams)
}
