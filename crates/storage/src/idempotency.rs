//! Idempotency keys: a double click, a retried POST, a back-and-resubmit make one act. The row keeps the target and a
//! keyed hash of the body, never the body.

use crate::database::{StorageError, Tx};
use crate::{on, put, run, sql};
use sqlx::FromRow;

/// What a key was used for.
#[derive(Debug, Clone, FromRow)]
pub struct Used {
    /// Method and path.
    pub target: String,
    /// Keyed hash of the body.
    pub body_hash: Vec<u8>,
    /// Where the person was sent.
    pub location: String,
    /// What was made (a case number), for the message.
    pub label: String,
}

/// What a key was used for, if it was.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Used>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select target, body_hash, location, label from idempotency where key = $1"))
        .bind(key).fetch_optional(c).await)
}

/// Uses a key, in the transaction of the act.
///
/// # Errors
/// [`StorageError::Conflict`] where a twin of this request was first.
pub async fn spend(tx: &mut Tx, key: &str, used: &Used, at: i64) -> Result<(), StorageError> {
    put!(
        tx,
        sql!(
            "insert into idempotency (key, target, body_hash, location, label, made_at)
        values ($1, $2, $3, $4, $5, $6)"
        ),
        key,
        &used.target,
        &used.body_hash,
        &used.location,
        &used.label,
        at
    );
    Ok(())
}

/// Forgets keys older than an instant (real microseconds), a bounded number at a time.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: i64) -> Result<u64, StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from idempotency where key in
        (select key from idempotency where made_at <= $1 order by made_at limit 5000)")).bind(before))
}
