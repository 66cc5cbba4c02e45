//! Drafts of the public form: sealed, found by a cookie, or on another device by code and digits of the phone.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};
use gongkai_rules::ids::{OrganId, SealedId};
use sqlx::FromRow;
use uuid::Uuid;

/// A draft as stored; its body lies sealed under the data key of the same id.
#[derive(Debug, Clone, FromRow)]
pub struct Draft {
    /// Its identifier, and that of its data key.
    pub id: Uuid,
    /// The organ it is meant for.
    pub organ_id: Uuid,
    /// The sealed body.
    pub body_id: Uuid,
    /// Kept until (real microseconds).
    pub ends_at: i64,
}

/// Starts a draft.
///
/// # Errors
/// [`StorageError`].
pub async fn start(
    tx: &mut Tx,
    draft: &Draft,
    token_hash: &[u8],
) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into drafts (id, token_hash, organ_id, body_id, ends_at)
        values ($1, $2, $3, $4, $5)"))
        .bind(draft.id).bind(token_hash).bind(draft.organ_id).bind(draft.body_id).bind(draft.ends_at))?;
    Ok(())
}

/// Replaces the body of a draft, and the organ if it was changed; removes the old body.
///
/// # Errors
/// [`StorageError`].
pub async fn replace(tx: &mut Tx, id: Uuid, organ: OrganId, body: SealedId, ends_at: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from sealed where place_row = $1 and place_table = 'drafts' and id <> $2"))
        .bind(id).bind(body.0))?;
    run!(tx, c => sqlx::query(sql!("update drafts set organ_id = $2, body_id = $3, ends_at = $4 where id = $1"))
        .bind(id).bind(organ.0).bind(body.0).bind(ends_at))?;
    Ok(())
}

/// Gives a draft a code by which it is found on another device.
///
/// # Errors
/// [`StorageError`].
pub async fn set_code(tx: &mut Tx, id: Uuid, code_hash: &[u8]) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("update drafts set code_hash = $2 where id = $1")).bind(id).bind(code_hash))?;
    Ok(())
}

/// Lets a draft go on under another cookie.
///
/// # Errors
/// [`StorageError`].
pub async fn set_token(tx: &mut Tx, id: Uuid, token_hash: &[u8]) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("update drafts set token_hash = $2 where id = $1")).bind(id).bind(token_hash))?;
    Ok(())
}

/// The draft of a cookie, not yet ended.
///
/// # Errors
/// [`StorageError`].
pub async fn by_token(tx: &mut Tx, token_hash: &[u8], now: i64) -> Result<Option<Draft>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, organ_id, body_id, ends_at from drafts
        where token_hash = $1 and ends_at > $2")).bind(token_hash).bind(now).fetch_optional(c).await)
}

/// The draft of a code (hashed together with the digits of the phone), not yet ended.
///
/// # Errors
/// [`StorageError`].
pub async fn by_code(tx: &mut Tx, code_hash: &[u8], now: i64) -> Result<Option<Draft>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, organ_id, body_id, ends_at from drafts
        where code_hash = $1 and ends_at > $2")).bind(code_hash).bind(now).fetch_optional(c).await)
}

/// Removes a draft with everything sealed under its key: sent, or given up.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from drafts where id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from sealed where key_id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from files where key_id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from data_keys where id = $1")).bind(id))?;
    Ok(())
}
