//! Drafts of the public form: sealed, found by a cookie, or on another device by code and digits of the phone.

use crate::database::{Db, StorageError, Tx};
use crate::{on, put, run, sql};
use sqlx::FromRow;
use uuid::Uuid;

/// A draft as stored; its body lies sealed under the data key of the same id. Times are real microseconds.
#[derive(Debug, Clone, FromRow)]
pub struct Draft {
    /// Its identifier, and that of its data key.
    pub id: Uuid,
    /// The organ it is meant for.
    pub organ_id: Uuid,
    /// The sealed body.
    pub body_id: Uuid,
    /// Kept until.
    pub ends_at: i64,
}

/// A draft as a device sees it.
#[derive(Debug, Clone, FromRow)]
pub struct DraftOfDevice {
    /// Its identifier.
    pub id: Uuid,
    /// The organ it is meant for.
    pub organ_id: Uuid,
    /// The sealed body.
    pub body_id: Uuid,
    /// Kept until.
    pub ends_at: i64,
    /// Whether the device came by a code.
    pub masked: bool,
    /// The key of the ring that its data key is wrapped with.
    pub ring_key: String,
    /// Its data key, wrapped.
    pub wrapped: Vec<u8>,
    /// Its body, sealed.
    pub body: Vec<u8>,
    /// How many files lie with it.
    pub files: i64,
}

/// Starts a draft.
///
/// # Errors
/// [`StorageError`].
pub async fn start(tx: &mut Tx, draft: &Draft) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into drafts (id, organ_id, body_id, ends_at) values ($1, $2, $3, $4)"))
        .bind(draft.id).bind(draft.organ_id).bind(draft.body_id).bind(draft.ends_at))?;
    Ok(())
}

/// Lets a draft go on on a device.
///
/// # Errors
/// [`StorageError`].
pub async fn add_device(tx: &mut Tx, id: Uuid, token_hash: &[u8], masked: bool) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into draft_tokens (token_hash, draft_id, masked) values ($1, $2, $3)"))
        .bind(token_hash).bind(id).bind(masked))?;
    Ok(())
}

/// Changes the organ of a draft, the end of its time, and the code by which another device finds it (`None` takes it
/// away). Its body is sealed anew in its place.
///
/// # Errors
/// [`StorageError`].
pub async fn change(tx: &mut Tx, draft: &Draft, code_hash: Option<&[u8]>) -> Result<(), StorageError> {
    put!(
        tx,
        sql!("update drafts set organ_id = $2, ends_at = $3, code_hash = $4 where id = $1"),
        draft.id,
        draft.organ_id,
        draft.ends_at,
        code_hash
    );
    Ok(())
}

/// The draft of a device's cookie, not yet ended, with its key and its body: all of it is asked at every step, so it is one
/// statement and no transaction.
///
/// # Errors
/// [`StorageError`].
pub async fn by_token(db: &Db, token_hash: &[u8], now: i64) -> Result<Option<DraftOfDevice>, StorageError> {
    let text = sql!(
        "select d.id, d.organ_id, d.body_id, d.ends_at, t.masked, k.ring_key, k.wrapped,
        s.bytes as body, (select count(*) from files f where f.key_id = d.id) as files
        from draft_tokens t join drafts d on d.id = t.draft_id join data_keys k on k.id = d.id
        join sealed s on s.id = d.body_id
        where t.token_hash = $1 and d.ends_at > $2"
    );
    Ok(match db {
        Db::Sqlite { readers, .. } => sqlx::query_as(text).bind(token_hash).bind(now).fetch_optional(readers).await?,
        Db::Postgres { pool, .. } => sqlx::query_as(text).bind(token_hash).bind(now).fetch_optional(pool).await?,
    })
}

/// The draft of a code (hashed together with the digits of the phone), not yet ended.
///
/// # Errors
/// [`StorageError`].
pub async fn by_code(tx: &mut Tx, code_hash: &[u8], now: i64) -> Result<Option<Draft>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, organ_id, body_id, ends_at from drafts
        where code_hash = $1 and ends_at > $2")).bind(code_hash).bind(now).fetch_optional(c).await)
}

/// Removes a draft with everything sealed under its key, and the key itself: sent long ago, or given up.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from draft_tokens where draft_id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from drafts where id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from sealed where key_id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from files where key_id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from data_keys where id = $1")).bind(id))?;
    Ok(())
}

/// Drafts whose time is over, a few at a time.
///
/// # Errors
/// [`StorageError`].
pub async fn ended(tx: &mut Tx, now: i64) -> Result<Vec<Uuid>, StorageError> {
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!(
        "select id from drafts where ends_at <= $1 order by ends_at limit 200")).bind(now).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
