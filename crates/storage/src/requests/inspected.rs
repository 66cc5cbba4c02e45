//! What an inspector sees of the organs below: figures, and lists without anything personal (条例第四十七条).

use crate::database::{StorageError, Tx};
use crate::types::{day_opt, json};
use crate::{on, sql};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::requests::Request;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

/// Figures of one organ.
#[derive(Debug, Clone, FromRow)]
pub struct OrganTally {
    /// The organ.
    pub organ_id: Uuid,
    /// Open cases.
    pub open: i64,
    /// Open cases past their due date.
    pub late: i64,
    /// Unconfirmed since before the given day.
    pub unconfirmed: i64,
}

/// Open, late and long unconfirmed cases of every organ at or below one: one statement.
///
/// # Errors
/// [`StorageError`].
pub async fn overview(
    tx: &mut Tx,
    root: &Organ,
    today: Date,
    unconfirmed_before: Date,
) -> Result<Vec<OrganTally>, StorageError> {
    let path = root.path.iter().map(ToString::to_string).collect::<Vec<_>>().join("/");
    on!(tx, c => sqlx::query_as(sql!("select o.id as organ_id, count(r.id) as open,
        count(case when r.due < $2 then 1 end) as late,
        count(case when r.state = 'received' and r.submitted_on < $3 then 1 end) as unconfirmed
        from organs o left join requests r on r.organ_id = o.id and r.closed_on is null
        where o.path = $1 or o.path like $1 || '/%' group by o.id"))
        .bind(&path).bind(today.to_string()).bind(unconfirmed_before.to_string()).fetch_all(c).await)
}

/// Which figure a list opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inspected {
    /// Open cases.
    Open,
    /// Open cases past their due date.
    Late,
    /// Unconfirmed since before the given day.
    Unconfirmed,
}

/// A page of the cases behind a figure of [`overview`], by the same conditions: as long as the figure.
///
/// # Errors
/// [`StorageError`].
pub async fn inspected(
    tx: &mut Tx,
    organ: OrganId,
    which: Inspected,
    (today, unconfirmed_before): (Date, Date),
    (limit, offset): (i64, i64),
) -> Result<Vec<Request>, StorageError> {
    let which = match which {
        Inspected::Open => "open",
        Inspected::Late => "late",
        Inspected::Unconfirmed => "unconfirmed",
    };
    let rows: Vec<(String,)> = on!(tx, c => sqlx::query_as(sql!("select r.body from requests r
        where r.organ_id = $1 and r.closed_on is null and ($2 = 'open' or ($2 = 'late' and r.due < $3)
          or ($2 = 'unconfirmed' and r.state = 'received' and r.submitted_on < $4))
        order by coalesce(r.act_by, '9999'), r.submitted_on, r.id limit $5 offset $6"))
        .bind(organ.0).bind(which).bind(today.to_string()).bind(unconfirmed_before.to_string())
        .bind(limit).bind(offset).fetch_all(c).await)?;
    rows.iter().map(|(body,)| json("request", body)).collect()
}

/// How far the report of an organ for a year is.
#[derive(Debug, Clone)]
pub struct ReportState {
    /// The organ.
    pub organ: OrganId,
    /// Edition: above 1 a corrected one.
    pub edition: i64,
    /// The code of its state.
    pub state: String,
    /// Published on.
    pub published_on: Option<Date>,
}

/// The reports of a year, of every organ, editions in their order.
///
/// # Errors
/// [`StorageError`].
pub async fn report_states(tx: &mut Tx, year: i16) -> Result<Vec<ReportState>, StorageError> {
    let rows: Vec<(Uuid, i64, String, Option<String>)> = on!(tx, c => sqlx::query_as(sql!(
        "select organ_id, edition, state, published_on from reports where year = $1 order by organ_id, edition"))
        .bind(i64::from(year)).fetch_all(c).await)?;
    let state = |(organ, edition, state, published_on): (Uuid, i64, String, Option<String>)| {
        Ok(ReportState { organ: OrganId(organ), edition, state, published_on: day_opt(published_on.as_deref())? })
    };
    rows.into_iter().map(state).collect()
}
