//! Sessions of applicants who follow one case: the token is stored hashed. Real time, never official time.

use crate::database::{StorageError, Tx};
use crate::{on, put, run, sql};
use gongkai_rules::ids::RequestId;
use uuid::Uuid;

/// Opens a session for one case.
///
/// # Errors
/// [`StorageError`].
pub async fn open(tx: &mut Tx, token_hash: &[u8], request: RequestId, ends_at: i64) -> Result<(), StorageError> {
    put!(
        tx,
        sql!("insert into case_sessions (token_hash, request_id, ends_at) values ($1, $2, $3)"),
        token_hash,
        request.0,
        ends_at
    );
    Ok(())
}

/// The case of a token, if its session has not ended.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, token_hash: &[u8], now: i64) -> Result<Option<RequestId>, StorageError> {
    let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!(
        "select request_id from case_sessions where token_hash = $1 and ends_at > $2"))
        .bind(token_hash).bind(now).fetch_optional(c).await)?;
    Ok(row.map(|(id,)| RequestId(id)))
}

/// Ends a session.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, token_hash: &[u8]) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from case_sessions where token_hash = $1")).bind(token_hash))?;
    Ok(())
}

/// The case of a token, whether its session has ended or not: what was typed in it can be kept for the same case.
///
/// # Errors
/// [`StorageError`].
pub async fn of_ended(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<RequestId>, StorageError> {
    let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!(
        "select request_id from case_sessions where token_hash = $1")).bind(token_hash).fetch_optional(c).await)?;
    Ok(row.map(|(id,)| RequestId(id)))
}

/// Forgets sessions that ended before an instant, a bounded number at a time.
///
/// # Errors
/// [`StorageError`].
pub async fn forget_ended(tx: &mut Tx, before: i64) -> Result<u64, StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from case_sessions where token_hash in
        (select token_hash from case_sessions where ends_at <= $1 order by ends_at limit 1000)")).bind(before))
}
