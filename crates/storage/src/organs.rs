//! Organs of the tree, with their settings.

use crate::database::{Db, StorageError, Tx};
use crate::types::{json, to_json};
use crate::{meta, on, run, sql};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::{Level, Organ};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromRow)]
pub(crate) struct OrganRow {
    pub id: Uuid,
    pub path: String,
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub organ_word: String,
    pub level: String,
    pub abolished: bool,
}

impl OrganRow {
    pub(crate) fn organ(self) -> Result<Organ, StorageError> {
        let damaged = |what: &str| StorageError::Damaged(format!("{what} of organ {}", self.id));
        let path: Result<Vec<OrganId>, _> = self.path.split('/').map(str::parse).collect();
        Ok(Organ {
            id: OrganId(self.id),
            path: path.map_err(|_| damaged("path"))?,
            level: Level::from_code(&self.level).ok_or_else(|| damaged("level"))?,
            code: self.code,
            name: self.name,
            short_name: self.short_name,
            organ_word: self.organ_word,
            abolished: self.abolished,
        })
    }
}

/// The path of an organ as it lies in its column.
fn path_text(path: &[OrganId]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join("/")
}

/// Adds an organ with its settings.
///
/// # Errors
/// [`StorageError::Conflict`] where code or name is taken.
pub async fn add<S: Serialize>(tx: &mut Tx, organ: &Organ, settings: &S) -> Result<(), StorageError> {
    let parent = organ.path.iter().rev().nth(1).map(|parent| parent.0);
    run!(tx, c => sqlx::query(sql!("insert into organs
        (id, parent_id, path, code, name, short_name, organ_word, level, abolished, settings, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)"))
        .bind(organ.id.0).bind(parent).bind(path_text(&organ.path)).bind(&organ.code).bind(&organ.name)
        .bind(&organ.short_name).bind(&organ.organ_word).bind(organ.level.code()).bind(organ.abolished)
        .bind(to_json(settings)?))?;
    pages_changed(tx, organ.id).await
}

/// Changes an organ's names and settings, if nobody changed them since `version`.
///
/// # Errors
/// [`StorageError::Conflict`] where somebody did.
pub async fn update<S: Serialize>(tx: &mut Tx, organ: &Organ, settings: &S, version: i64) -> Result<(), StorageError> {
    let rows = run!(tx, c => sqlx::query(sql!("update organs set name = $2, short_name = $3, organ_word = $4,
        abolished = $5, settings = $6, version = version + 1 where id = $1 and version = $7"))
        .bind(organ.id.0).bind(&organ.name).bind(&organ.short_name).bind(&organ.organ_word).bind(organ.abolished)
        .bind(to_json(settings)?).bind(version))?;
    if rows != 1 {
        return Err(StorageError::Conflict("organ changed".into()));
    }
    pages_changed(tx, organ.id).await
}

/// Every organ, parents before children.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn all(tx: &mut Tx) -> Result<Vec<Organ>, StorageError> {
    let rows: Vec<OrganRow> = on!(tx, c => sqlx::query_as(sql!(
        "select id, path, code, name, short_name, organ_word, level, abolished from organs order by path"))
        .fetch_all(c).await)?;
    rows.into_iter().map(OrganRow::organ).collect()
}

/// An organ by its identifier.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub async fn find(tx: &mut Tx, id: OrganId) -> Result<Option<Organ>, StorageError> {
    let row: Option<OrganRow> = on!(tx, c => sqlx::query_as(sql!(
        "select id, path, code, name, short_name, organ_word, level, abolished from organs where id = $1"))
        .bind(id.0).fetch_optional(c).await)?;
    row.map(OrganRow::organ).transpose()
}

/// An organ by its code.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<Organ>, StorageError> {
    let row: Option<OrganRow> = on!(tx, c => sqlx::query_as(sql!(
        "select id, path, code, name, short_name, organ_word, level, abolished from organs where code = $1"))
        .bind(code).fetch_optional(c).await)?;
    row.map(OrganRow::organ).transpose()
}

/// An organ by its full name.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub async fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Organ>, StorageError> {
    let row: Option<OrganRow> = on!(tx, c => sqlx::query_as(sql!(
        "select id, path, code, name, short_name, organ_word, level, abolished from organs where name = $1"))
        .bind(name).fetch_optional(c).await)?;
    row.map(OrganRow::organ).transpose()
}

/// The settings of an organ with the version two people compare.
///
/// # Errors
/// [`StorageError::Damaged`] where they do not read or the organ is gone.
pub async fn settings<S: DeserializeOwned>(tx: &mut Tx, id: OrganId) -> Result<(S, i64), StorageError> {
    let row: Option<(String, i64)> = on!(tx, c => sqlx::query_as(sql!(
        "select settings, version from organs where id = $1")).bind(id.0).fetch_optional(c).await)?;
    let (text, version) = row.ok_or_else(|| StorageError::Damaged(format!("organ {id} is gone")))?;
    Ok((json("organ settings", &text)?, version))
}

/// How the public pages stand.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The number that a kept page must carry to be shown again: it has risen with every commit, in whichever process,
    /// that changed what a public page shows.
    pub version: i64,
    /// The instant at which official time of a demonstration stands, in microseconds.
    pub clock: Option<i64>,
}

type StandingRow = (i64, Option<String>);

impl From<StandingRow> for Standing {
    fn from((version, clock): StandingRow) -> Standing {
        Standing { version, clock: clock.and_then(|text| text.parse().ok()) }
    }
}

fn standing_text() -> &'static str {
    sql!("select cast(coalesce(sum(version), 0) as bigint), (select value from meta where key = $1) from page_versions")
}

/// How the public pages stand now. One statement and no transaction, for it is asked at every visit.
///
/// # Errors
/// [`StorageError`].
pub async fn standing(db: &Db) -> Result<Standing, StorageError> {
    let text = standing_text();
    let row: StandingRow = match db {
        Db::Sqlite { readers, .. } => sqlx::query_as(text).bind(meta::CLOCK).fetch_one(readers).await?,
        Db::Postgres { pool, .. } => sqlx::query_as(text).bind(meta::CLOCK).fetch_one(pool).await?,
    };
    Ok(row.into())
}

/// As [`standing`], in the view of a transaction.
///
/// # Errors
/// [`StorageError`].
pub async fn standing_in(tx: &mut Tx) -> Result<Standing, StorageError> {
    let text = standing_text();
    let row: StandingRow = on!(tx, c => sqlx::query_as(text).bind(meta::CLOCK).fetch_one(c).await)?;
    Ok(row.into())
}

/// Every organ, parents before children, with its settings and their version.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn all_with_settings<S: DeserializeOwned>(tx: &mut Tx) -> Result<Vec<(Organ, S, i64)>, StorageError> {
    let organs = all(tx).await?;
    let rows: Vec<(Uuid, String, i64)> = on!(tx, c => sqlx::query_as(sql!("select id, settings, version from organs"))
        .fetch_all(c).await)?;
    let mut settings: HashMap<Uuid, (String, i64)> =
        rows.into_iter().map(|(id, text, version)| (id, (text, version))).collect();
    let with = organs.into_iter().map(|organ| {
        let (text, version) = settings
            .remove(&organ.id.0)
            .ok_or_else(|| StorageError::Damaged(format!("settings of organ {} are gone", organ.id)))?;
        Ok((organ, json("organ settings", &text)?, version))
    });
    with.collect()
}

/// Tells every process, with the commit of this transaction, that public pages have changed. Called here, by whatever
/// writes what such a page reads, so that no act can forget it. A row an organ, so that no two organs' acts queue on one.
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn pages_changed(tx: &mut Tx, id: OrganId) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into page_versions (organ_id, version) values ($1, 1)
        on conflict (organ_id) do update set version = page_versions.version + 1")).bind(id.0))?;
    Ok(())
}
