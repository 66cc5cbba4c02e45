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

/// Ends every session of a person but one.
///
/// # Errors
/// [`StorageError`].
pub async fn end_others(tx: &mut Tx, person: PersonId, kept: Uuid) -> Result<u64, StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from sessions where person_id = $1 and id <> $2")).bind(person.0).bind(kept))
}

/// Forgets sessions of a person that ended, or were last used, before these instants.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, person: PersonId, ended: i64, idle_since: i64) -> Result<u64, StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from sessions where person_id = $1 and (ends_at <= $2 or seen_at <= $3)"))
        .bind(person.0).bind(ended).bind(idle_since))
}

/// Forgets sessions of anybody that ended before an instant, a bounded number at a time.
///
/// # Errors
/// [`StorageError`].
pub async fn forget_ended(tx: &mut Tx, before: i64) -> Result<u64, StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from sessions where token_hash in
        (select token_hash from sessions where ends_at <= $1 order by ends_at limit 1000)")).bind(before))
}

/// Notes that a device has signed this person in: it still gets in while strangers are made to wait.
///
/// # Errors
/// [`StorageError`].
pub async fn know_device(tx: &mut Tx, token_hash: &[u8], person: PersonId, at: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into known_devices (token_hash, person_id, made_at, failures)
        values ($1, $2, $3, 0) on conflict (token_hash, person_id) do update set failures = 0"))
        .bind(token_hash).bind(person.0).bind(at))?;
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

/// Whether a device has signed in anybody before.
///
/// # Errors
/// [`StorageError`].
pub async fn is_device(tx: &mut Tx, token_hash: &[u8]) -> Result<bool, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from known_devices where token_hash = $1"))
        .bind(token_hash).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Counts a wrong password from a known device, and forgets the device with the last one it is allowed.
///
/// # Errors
/// [`StorageError`].
pub async fn device_failed(tx: &mut Tx, token_hash: &[u8], person: PersonId, allowed: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("update known_devices set failures = failures + 1
        where token_hash = $1 and person_id = $2")).bind(token_hash).bind(person.0))?;
    run!(tx, c => sqlx::query(sql!("delete from known_devices where token_hash = $1 and person_id = $2
        and failures >= $3")).bind(token_hash).bind(person.0).bind(allowed))?;
    Ok(())
}

/// Forgets every device of a person: after a password reset nobody is let past the wait.
///
/// # Errors
/// [`StorageError`].
pub async fn forget_devices(tx: &mut Tx, person: PersonId) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from known_devices where person_id = $1")).bind(person.0))?;
    Ok(())
}
