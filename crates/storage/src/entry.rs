//! What every act looks up before it begins, in one statement: the calendar in use, whether its form was sent before, and
//! the organ it is in.

use crate::database::{StorageError, Tx};
use crate::idempotency::Used;
use crate::organs::OrganRow;
use crate::types::json;
use crate::{meta, on, sql};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    calendar: Option<String>,
    target: Option<String>,
    body_hash: Option<Vec<u8>>,
    location: Option<String>,
    label: Option<String>,
    id: Option<Uuid>,
    path: Option<String>,
    code: Option<String>,
    name: Option<String>,
    short_name: Option<String>,
    organ_word: Option<String>,
    level: Option<String>,
    abolished: Option<bool>,
    settings: Option<String>,
}

/// What an act begins with.
#[derive(Debug)]
pub struct Entry {
    /// The version of the calendar that was adopted last.
    pub calendar: Option<String>,
    /// What the idempotency key was used for, if it was.
    pub used: Option<Used>,
    /// The organ, if there is one of that identifier.
    pub organ: Option<Organ>,
    settings: Option<String>,
}

impl Entry {
    /// The organ's settings.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where they do not read, or there is no organ.
    pub fn settings<S: DeserializeOwned>(&self) -> Result<S, StorageError> {
        let text = self.settings.as_deref().ok_or_else(|| StorageError::Damaged("settings of no organ".into()))?;
        json("organ settings", text)
    }
}

/// Looks it up. `key` is the idempotency key of the form, where it has one; `organ` the organ, where it is known.
///
/// # Errors
/// [`StorageError::Damaged`] where the organ does not read.
pub async fn look_up(tx: &mut Tx, key: Option<&str>, organ: Option<OrganId>) -> Result<Entry, StorageError> {
    let row: Row = on!(tx, c => sqlx::query_as(sql!("select m.value as calendar, i.target, i.body_hash, i.location,
        i.label, o.id, o.path, o.code, o.name, o.short_name, o.organ_word, o.level, o.abolished, o.settings
        from (select 1 as one) begun left join meta m on m.key = $1 left join idempotency i on i.key = $2
        left join organs o on o.id = $3"))
        .bind(meta::CALENDAR).bind(key).bind(organ.map(|organ| organ.0)).fetch_one(c).await)?;
    let used =
        (|| Some(Used { target: row.target?, body_hash: row.body_hash?, location: row.location?, label: row.label? }))(
        );
    let organ = (|| {
        Some(OrganRow {
            id: row.id?,
            path: row.path?,
            code: row.code?,
            name: row.name?,
            short_name: row.short_name?,
            organ_word: row.organ_word?,
            level: row.level?,
            abolished: row.abolished?,
        })
    })();
    let organ = organ.map(OrganRow::organ).transpose()?;
    Ok(Entry { calendar: row.calendar, used, organ, settings: row.settings })
}
