//! Calendars imported beside those the program carries.

use crate::database::{StorageError, Tx};
use crate::types::{json, to_json};
use crate::{on, run, sql};
use gongkai_rules::calendar::Notice;

/// Every imported notice.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn all(tx: &mut Tx) -> Result<Vec<Notice>, StorageError> {
    let rows: Vec<(String,)> =
        on!(tx, c => sqlx::query_as(sql!("select notice from calendars order by year")).fetch_all(c).await)?;
    rows.into_iter().map(|(text,)| json("holiday notice", &text)).collect()
}

/// Stores a year's notice, in place of an earlier one.
///
/// # Errors
/// [`StorageError`].
pub async fn adopt(tx: &mut Tx, notice: &Notice, at: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into calendars (year, notice, adopted_at) values ($1, $2, $3)
        on conflict (year) do update set notice = excluded.notice, adopted_at = excluded.adopted_at"))
        .bind(i64::from(notice.year)).bind(to_json(notice)?).bind(at))?;
    Ok(())
}
