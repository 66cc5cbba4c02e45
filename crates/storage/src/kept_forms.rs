//! Forms that did not go through. What was typed into one that came in after its session had ended lies sealed until its
//! owner is back; the files of one that was refused lie sealed until it is sent again.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};
use sqlx::FromRow;
use uuid::Uuid;

/// A kept form as stored. Times are real microseconds.
#[derive(Debug, Clone, FromRow)]
pub struct KeptForm {
    /// Its identifier, and that of its data key.
    pub id: Uuid,
    /// Whose: a person, or the case that was open.
    pub owner_id: Uuid,
    /// What was typed, sealed.
    pub body: Vec<u8>,
    /// Kept until.
    pub ends_at: i64,
}

/// Keeps a form.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, token_hash: &[u8], form: &KeptForm) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into kept_forms (id, token_hash, owner_id, body, ends_at)
        values ($1, $2, $3, $4, $5)"))
        .bind(form.id).bind(token_hash).bind(form.owner_id).bind(&form.body).bind(form.ends_at))?;
    Ok(())
}

/// The form of a token, while it is kept.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, token_hash: &[u8], now: i64) -> Result<Option<KeptForm>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, owner_id, body, ends_at from kept_forms
        where token_hash = $1 and ends_at > $2")).bind(token_hash).bind(now).fetch_optional(c).await)
}

/// The forms of an owner, oldest first: only so many are kept.
///
/// # Errors
/// [`StorageError`].
pub async fn of_owner(tx: &mut Tx, owner: Uuid) -> Result<Vec<Uuid>, StorageError> {
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!(
        "select id from kept_forms where owner_id = $1 order by ends_at, id")).bind(owner).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Keeps a form longer.
///
/// # Errors
/// [`StorageError`].
pub async fn prolong(tx: &mut Tx, id: Uuid, ends_at: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("update kept_forms set ends_at = $2 where id = $1")).bind(id).bind(ends_at))?;
    Ok(())
}

/// Removes a form with its files and its key; the bytes of the files on disk are then orphans and are swept.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from kept_forms where id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from files where key_id = $1")).bind(id))?;
    run!(tx, c => sqlx::query(sql!("delete from data_keys where id = $1")).bind(id))?;
    Ok(())
}

/// Forms whose time is over, a few at a time.
///
/// # Errors
/// [`StorageError`].
pub async fn ended(tx: &mut Tx, now: i64) -> Result<Vec<Uuid>, StorageError> {
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!(
        "select id from kept_forms where ends_at <= $1 order by ends_at limit 200")).bind(now).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
