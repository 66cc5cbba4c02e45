//! Serial numbers: one series an organ, name and year. No number is given twice; a gap shows in the register.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};
use gongkai_rules::ids::OrganId;

/// Takes the next number, ahead of what waits to be written: as little as can be happens under its lock. The row's lock orders the takers of one series, and of no other.
///
/// # Errors
/// [`StorageError`].
pub async fn take(tx: &mut Tx, organ: OrganId, name: &str, year: i16) -> Result<i64, StorageError> {
    let (next,): (i64,) = on!(ahead tx, c => sqlx::query_as(sql!(
        "insert into series (organ_id, name, year, next) values ($1, $2, $3, 2)
         on conflict (organ_id, name, year) do update set next = series.next + 1 returning next"))
        .bind(organ.0).bind(name).bind(i64::from(year)).fetch_one(c).await)?;
    Ok(next - 1)
}

/// The number that would be taken next.
///
/// # Errors
/// [`StorageError`].
pub async fn peek(tx: &mut Tx, organ: OrganId, name: &str, year: i16) -> Result<i64, StorageError> {
    let row: Option<(i64,)> = on!(tx, c => sqlx::query_as(sql!(
        "select next from series where organ_id = $1 and name = $2 and year = $3"))
        .bind(organ.0).bind(name).bind(i64::from(year)).fetch_optional(c).await)?;
    Ok(row.map_or(1, |(next,)| next))
}

/// Sets the number to be taken next, forward only.
///
/// # Errors
/// [`StorageError::Conflict`] where it would give a number again.
pub async fn advance(tx: &mut Tx, organ: OrganId, name: &str, year: i16, next: i64) -> Result<(), StorageError> {
    if next < peek(tx, organ, name, year).await? {
        return Err(StorageError::Conflict("a number would be given twice".into()));
    }
    run!(tx, c => sqlx::query(sql!("insert into series (organ_id, name, year, next) values ($1, $2, $3, $4)
        on conflict (organ_id, name, year) do update set next = excluded.next"))
        .bind(organ.0).bind(name).bind(i64::from(year)).bind(next))?;
    Ok(())
}
