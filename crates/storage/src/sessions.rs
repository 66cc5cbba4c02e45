//! Sessions at the desk: the token is stored hashed, listed for its owner, revocable, ended when the person is closed.
//! Sessions keep the machine's real time, never official time.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};
use gongkai_rules::ids::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

/// A session as stored. Times are real microseconds.
#[derive(Debug, Clone, FromRow)]
pub struct Session {
    /// Public name, for the list and for revoking.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// Signed in at.
    pub made_at: i64,
    /// Last used at (kept to the minute, so that reading a page rarely writes).
    pub seen_at: i64,
    /// Ends at the latest.
    pub ends_at: i64,
    /// What the browser called itself.
    pub device: String,
}

/// Opens a session.
///
/// # Errors
/// [`StorageError`].
pub async fn open(tx: &mut Tx, token_hash: &[u8], session: &Session) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into sessions (token_hash, id, person_id, made_at, seen_at, ends_at, device)
        values ($1, $2, $3, $4, $5, $6, $7)"))
        .bind(token_hash).bind(session.id).bind(session.person_id).bind(session.made_at).bind(session.seen_at)
        .bind(session.ends_at).bind(&session.device))?;
    Ok(())
}

/// The session of a token.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Session>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, person_id, made_at, seen_at, ends_at, device from sessions
        where token_hash = $1")).bind(token_hash).fetch_optional(c).await)
}

/// Notes that it was used.
///
/// # Errors
/// [`StorageError`].
pub async fn touch(tx: &mut Tx, id: Uuid, seen_at: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("update sessions set seen_at = $2 where id = $1")).bind(id).bind(seen_at))?;
    Ok(())
}

/// A person's sessions, latest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Session>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, person_id, made_at, seen_at, ends_at, device from sessions
        where person_id = $1 order by seen_at desc")).bind(person.0).fetch_all(c).await)
}

/// Ends one session of a person.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from sessions where id = $1 and person_id = $2")).bind(id).bind(person.0))?;
    Ok(())
}

/// Ends every session of a person.
///
/// # Errors
/// [`StorageError`].
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from sessions where person_id = $1")).bind(person.0))?;
    Ok(())
}

/// Notes that a device has signed this person in: it still gets in while strangers are made to wait.
///
/// # Errors
/// [`StorageError`].
pub async fn know_device(tx: &mut Tx, token_hash: &[u8], person: PersonId, at: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into known_devices (token_hash, person_id, made_at) values ($1, $2, $3)
        on conflict (token_hash) do nothing")).bind(token_hash).bind(person.0).bind(at))?;
    Ok(())
}

/// Whether a device has signed this person in before.
///
/// # Errors
/// [`StorageError`].
pub async fn knows_device(tx: &mut Tx, token_hash: &[u8], person: PersonId) -> Result<bool, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from known_devices
        where token_hash = $1 and person_id = $2")).bind(token_hash).bind(person.0).fetch_one(c).await)?;
    Ok(count > 0)
}
