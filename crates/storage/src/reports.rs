//! Annual reports: the projection of each edition, the published report as it is frozen, and what it counted.

use crate::database::{StorageError, Tx};
use crate::types::{day, instant, json, to_json};
use crate::{on, organs, run, sql};
use gongkai_rules::editions::Edition;
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{EventId, OrganId, PersonId, ReportId, RequestId};
use jiff::civil::Date;
use uuid::Uuid;

/// An edition as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReport {
    /// The edition.
    pub edition: Edition,
    /// The report as published or imported, in `gongkai-report/1`; empty before.
    pub report: String,
    /// Published on; for an imported one where its file tells.
    pub published_on: Option<Date>,
}

type ReportRow = (String, String, Option<String>);

fn stored((body, report, published_on): ReportRow) -> Result<StoredReport, StorageError> {
    Ok(StoredReport {
        edition: json("report", &body)?,
        report,
        published_on: crate::types::day_opt(published_on.as_deref())?,
    })
}

/// Adds an edition.
///
/// # Errors
/// [`StorageError::Conflict`] where the organ has this edition of the year already.
pub async fn add(tx: &mut Tx, new: &StoredReport) -> Result<(), StorageError> {
    let edition = &new.edition;
    run!(tx, c => sqlx::query(sql!("insert into reports
        (id, organ_id, year, edition, state, version, body, report, published_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"))
        .bind(edition.id.0).bind(edition.organ.0).bind(i64::from(edition.year)).bind(i64::from(edition.number))
        .bind(edition.stage.code()).bind(i64::from(edition.version)).bind(to_json(edition)?).bind(&new.report)
        .bind(new.published_on.map(|day| day.to_string())))?;
    published_pages_changed(tx, edition).await
}

/// Writes an edition anew, if it still has the version it was loaded with.
///
/// # Errors
/// [`StorageError::Conflict`] where somebody else has acted on it.
pub async fn save(tx: &mut Tx, changed: &StoredReport, loaded: u32) -> Result<(), StorageError> {
    let edition = &changed.edition;
    let rows = run!(tx, c => sqlx::query(sql!("update reports set state = $2, version = $3, body = $4, report = $5,
        published_on = $6 where id = $1 and version = $7"))
        .bind(edition.id.0).bind(edition.stage.code()).bind(i64::from(edition.version)).bind(to_json(edition)?)
        .bind(&changed.report).bind(changed.published_on.map(|day| day.to_string())).bind(i64::from(loaded)))?;
    if rows != 1 {
        return Err(StorageError::Conflict("report changed".into()));
    }
    published_pages_changed(tx, edition).await
}

/// What is out stands on public pages; a draft does not.
async fn published_pages_changed(tx: &mut Tx, edition: &Edition) -> Result<(), StorageError> {
    if edition.stage.is_frozen() { organs::pages_changed(tx, edition.organ).await } else { Ok(()) }
}

/// An edition by its identifier.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub async fn find(tx: &mut Tx, id: ReportId) -> Result<Option<StoredReport>, StorageError> {
    let row: Option<ReportRow> = on!(tx, c => sqlx::query_as(sql!(
        "select body, report, published_on from reports where id = $1")).bind(id.0).fetch_optional(c).await)?;
    row.map(stored).transpose()
}

/// Every edition of a year, the first one first.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn of_year(tx: &mut Tx, organ: OrganId, year: i16) -> Result<Vec<StoredReport>, StorageError> {
    let rows: Vec<ReportRow> = on!(tx, c => sqlx::query_as(sql!(
        "select body, report, published_on from reports where organ_id = $1 and year = $2 order by edition"))
        .bind(organ.0).bind(i64::from(year)).fetch_all(c).await)?;
    rows.into_iter().map(stored).collect()
}

/// The edition in force: the last one that is out.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub async fn in_force(tx: &mut Tx, organ: OrganId, year: i16) -> Result<Option<StoredReport>, StorageError> {
    let row: Option<ReportRow> = on!(tx, c => sqlx::query_as(sql!(
        "select body, report, published_on from reports where organ_id = $1 and year = $2
         and state in ('published', 'imported') order by edition desc limit 1"))
        .bind(organ.0).bind(i64::from(year)).fetch_optional(c).await)?;
    row.map(stored).transpose()
}

/// An edition in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Its identifier.
    pub id: ReportId,
    /// Whose.
    pub organ: OrganId,
    /// The year reported on.
    pub year: i16,
    /// 1, and one more with each correction.
    pub edition: u32,
    /// The code of its stage.
    pub state: String,
    /// Published on.
    pub published_on: Option<Date>,
}

type LineRow = (Uuid, Uuid, i64, i64, String, Option<String>);

fn line((id, organ, year, edition, state, published_on): LineRow) -> Result<ReportLine, StorageError> {
    let damaged = |what: &str| StorageError::Damaged(format!("{what} of report {id}"));
    Ok(ReportLine {
        id: ReportId(id),
        organ: OrganId(organ),
        year: i16::try_from(year).map_err(|_| damaged("year"))?,
        edition: u32::try_from(edition).map_err(|_| damaged("edition"))?,
        state,
        published_on: crate::types::day_opt(published_on.as_deref())?,
    })
}

/// The columns of an edition's row as they lie in the table, beside its body; with its version.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn columns(tx: &mut Tx, id: ReportId) -> Result<Option<(ReportLine, i64)>, StorageError> {
    type Row = (Uuid, Uuid, i64, i64, String, Option<String>, i64);
    let row: Option<Row> = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, year, edition, state, published_on,
        version from reports where id = $1")).bind(id.0).fetch_optional(c).await)?;
    let with_version = |row: Row| Ok((line((row.0, row.1, row.2, row.3, row.4, row.5))?, row.6));
    row.map(with_version).transpose()
}

/// Every edition there is or of which anything was ever recorded: a row that is gone is missed by its events.
///
/// # Errors
/// [`StorageError::Unavailable`].
pub async fn every_id(tx: &mut Tx) -> Result<Vec<ReportId>, StorageError> {
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!("select id from reports
        union select stream_id from events where stream_kind = 'report'")).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| ReportId(id)).collect())
}

/// Every edition of an organ, the newest year first.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn of_organ(tx: &mut Tx, organ: OrganId) -> Result<Vec<ReportLine>, StorageError> {
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, year, edition, state, published_on
        from reports where organ_id = $1 order by year desc, edition desc")).bind(organ.0).fetch_all(c).await)?;
    rows.into_iter().map(line).collect()
}

/// Every edition of every organ that was published with Gongkai: for the public lists and for `verify`.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn published(tx: &mut Tx) -> Result<Vec<ReportLine>, StorageError> {
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, year, edition, state, published_on
        from reports where state = 'published' order by year desc, organ_id, edition desc")).fetch_all(c).await)?;
    rows.into_iter().map(line).collect()
}

/// A case as a report counted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// The case.
    pub request: RequestId,
    /// Its last event counted.
    pub version: u32,
    /// What was counted of it, as JSON of the office.
    pub facts: String,
}

/// Keeps what a report counted of a case.
///
/// # Errors
/// [`StorageError`].
pub async fn add_counted(tx: &mut Tx, report: ReportId, row: &CountedRow) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into report_cases (report_id, request_id, counted_version, facts)
        values ($1, $2, $3, $4)"))
        .bind(report.0).bind(row.request.0).bind(i64::from(row.version)).bind(&row.facts))?;
    Ok(())
}

/// Everything a report counted.
///
/// # Errors
/// [`StorageError::Damaged`] where a version does not read.
pub async fn counted(tx: &mut Tx, report: ReportId) -> Result<Vec<CountedRow>, StorageError> {
    let rows: Vec<(Uuid, i64, String)> = on!(tx, c => sqlx::query_as(sql!(
        "select request_id, counted_version, facts from report_cases where report_id = $1 order by request_id"))
        .bind(report.0).fetch_all(c).await)?;
    let row = |(request, version, facts): (Uuid, i64, String)| {
        let version = u32::try_from(version)
            .map_err(|_| StorageError::Damaged(format!("version of case {request} in report {report}")))?;
        Ok(CountedRow { request: RequestId(request), version, facts })
    };
    rows.into_iter().map(row).collect()
}

type EventOfCase = (Uuid, Uuid, i64, String, i64, Option<Uuid>, String);

fn recorded(row: EventOfCase) -> Result<(RequestId, Recorded<Event>), StorageError> {
    let (request, id, version, effective_on, recorded_at, by, body) = row;
    let event = Recorded {
        id: EventId(id),
        version: u32::try_from(version).map_err(|_| StorageError::Damaged(format!("version of event {id}")))?,
        effective_on: day(&effective_on)?,
        recorded_at: instant(recorded_at)?,
        by: by.map(PersonId),
        event: json(&format!("event {id}"), &body)?,
    };
    Ok((RequestId(request), event))
}

/// Events of cases that a report has not counted although they took effect on a day of its year (公布后补记), case by
/// case in the order of recording.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn late_events(
    tx: &mut Tx,
    report: ReportId,
    organ: OrganId,
    (first, last): (Date, Date),
) -> Result<Vec<(RequestId, Recorded<Event>)>, StorageError> {
    let rows: Vec<EventOfCase> = on!(tx, c => sqlx::query_as(sql!("select e.stream_id, e.id, e.version, e.effective_on,
        e.recorded_at, e.by_id, e.body from events e
        left join report_cases r on r.report_id = $1 and r.request_id = e.stream_id
        where e.organ_id = $2 and e.stream_kind = 'request' and e.effective_on between $3 and $4
          and e.version > coalesce(r.counted_version, 0)
        order by e.stream_id, e.version"))
        .bind(report.0).bind(organ.0).bind(first.to_string()).bind(last.to_string()).fetch_all(c).await)?;
    rows.into_iter().map(recorded).collect()
}

/// Every event of the cases that a report counted, case by case in the order of recording: what it is recounted from.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn counted_events(tx: &mut Tx, report: ReportId) -> Result<Vec<(RequestId, Recorded<Event>)>, StorageError> {
    let rows: Vec<EventOfCase> = on!(tx, c => sqlx::query_as(sql!("select e.stream_id, e.id, e.version, e.effective_on,
        e.recorded_at, e.by_id, e.body from report_cases r join events e on e.stream_id = r.request_id
        where r.report_id = $1 and e.version <= r.counted_version order by e.stream_id, e.version"))
        .bind(report.0).fetch_all(c).await)?;
    rows.into_iter().map(recorded).collect()
}
