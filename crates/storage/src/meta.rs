//! What the database says of itself: whether it is a demonstration, which calendar its clocks were computed with.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};

/// Key of the fingerprint of the calendar that every open case was last computed with.
pub const CALENDAR: &str = "calendar";
/// Key that marks a data directory made by `demo` or `setup --demo`.
pub const DEMONSTRATION: &str = "demonstration";
/// Key of the official instant of a demonstration.
pub const CLOCK: &str = "clock";

/// The value of a key.
///
/// # Errors
/// [`StorageError`].
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>, StorageError> {
    let row: Option<(String,)> = on!(tx, c => sqlx::query_as(sql!("select value from meta where key = $1"))
        .bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(value,)| value))
}

/// Sets a key.
///
/// # Errors
/// [`StorageError`].
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into meta (key, value) values ($1, $2)
        on conflict (key) do update set value = excluded.value")).bind(key).bind(value))?;
    Ok(())
}

/// Forgets everything: before a backup is restored into an empty database.
///
/// # Errors
/// [`StorageError`].
pub async fn clear(tx: &mut Tx) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from meta")))?;
    Ok(())
}
