//! Cases: the projection of their events, and the columns that lists need. One function fills them all.

use crate::database::{StorageError, Tx};
use crate::types::{day_opt, json, to_json};
use crate::vault::{DataKey, KeyRing, Place};
use crate::{on, run, sql};
use gongkai_rules::ids::{OrganId, PersonId, RequestId};
use gongkai_rules::organs::Organ;
use gongkai_rules::requests::{Now, Request};
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a new case brings beside its events.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Year of its number.
    pub year: i16,
    /// Serial of its number.
    pub serial: i64,
    /// The applicant's name, masked; lies sealed.
    pub mask: String,
    /// Keyed hash of the query code; `None` where the applicant was given none.
    pub query_code_hash: Option<Vec<u8>>,
    /// Keyed hashes by which the applicant is found: field, hash.
    pub index: Vec<(&'static str, Vec<u8>)>,
}

fn mask_place(id: RequestId) -> Place {
    Place { table: "requests", row: id.0, field: "person_mask" }
}

/// The columns that follow from a case and the day, in the order of the statements below.
struct Columns {
    state: &'static str,
    turn: &'static str,
    due: Option<String>,
    provisional: bool,
    title: String,
    channel: String,
    kind: String,
    received_on: Option<String>,
    closed_on: Option<String>,
    counted_on: Option<String>,
    outcome: Option<String>,
    assignee: Option<Uuid>,
    unopened_since: Option<String>,
    body: String,
}

/// The name of a unit variant as serde writes it.
fn code<T: serde::Serialize>(value: &T) -> Result<String, StorageError> {
    Ok(to_json(value)?.trim_matches('"').to_owned())
}

impl Columns {
    fn of(request: &Request, now: Now<'_>) -> Result<Columns, StorageError> {
        let clock = request.clock(now);
        let counted = request.counted.as_ref().filter(|_| request.duplicate_of.is_none());
        let unopened = request.papers.iter().find(|issued| issued.waits_for_opening(request.reply_way));
        Ok(Columns {
            state: request.state.name().code(),
            turn: request.turn(now).code(),
            due: clock.reply_due.filter(|_| request.closing().is_none()).map(|due| due.to_string()),
            provisional: clock.provisional && request.closing().is_none(),
            title: request.title.clone().unwrap_or_default(),
            channel: code(&request.channel)?,
            kind: code(&request.applicant_kind)?,
            received_on: request.received_on.filter(|_| request.duplicate_of.is_none()).map(|day| day.to_string()),
            closed_on: request.closing().map(|closing| closing.on.to_string()),
            counted_on: counted.map(|closing| closing.on.to_string()),
            outcome: counted.map(|closing| code(&closing.outcome)).transpose()?,
            assignee: request.assignee.map(|person| person.0),
            unopened_since: unopened.map(|issued| issued.on.to_string()),
            body: to_json(request)?,
        })
    }
}

/// The columns that follow from a case's events, by name: what `gongkai verify` compares with the stored ones.
///
/// # Errors
/// [`StorageError::Damaged`] where a value cannot be written, which none of ours is.
pub fn projected(request: &Request, now: Now<'_>) -> Result<BTreeMap<&'static str, String>, StorageError> {
    let columns = Columns::of(request, now)?;
    Ok(BTreeMap::from([
        ("organ_id", request.organ.0.to_string()),
        ("number", request.number.clone()),
        ("version", request.version.to_string()),
        ("state", columns.state.to_owned()),
        ("turn", columns.turn.to_owned()),
        ("due", columns.due.unwrap_or_default()),
        ("provisional", columns.provisional.to_string()),
        ("title", columns.title),
        ("channel", columns.channel),
        ("applicant_kind", columns.kind),
        ("submitted_on", request.submitted_on.to_string()),
        ("received_on", columns.received_on.unwrap_or_default()),
        ("closed_on", columns.closed_on.unwrap_or_default()),
        ("counted_on", columns.counted_on.unwrap_or_default()),
        ("outcome", columns.outcome.unwrap_or_default()),
        ("assignee_id", columns.assignee.map(|id| id.to_string()).unwrap_or_default()),
        ("unopened_since", columns.unopened_since.unwrap_or_default()),
        ("body", columns.body),
    ]))
}

/// The applicant's name as lists show it, opened from its column.
///
/// # Errors
/// [`StorageError::Damaged`] where the bytes were changed.
pub fn open_mask(key: &DataKey, id: RequestId, bytes: &[u8]) -> Result<String, StorageError> {
    Ok(String::from_utf8_lossy(&key.open_raw(mask_place(id), bytes)?).into_owned())
}

/// Adds a new case.
///
/// # Errors
/// [`StorageError::Conflict`] where the number is taken.
pub async fn add(
    tx: &mut Tx,
    key: &DataKey,
    request: &Request,
    new: &NewCase,
    now: Now<'_>,
) -> Result<(), StorageError> {
    let columns = Columns::of(request, now)?;
    let mask = key.seal_raw(mask_place(request.id), new.mask.as_bytes())?;
    run!(tx, c => sqlx::query(sql!("insert into requests (id, organ_id, number, year, serial, version, state, turn, due,
        provisional, title, person_mask, channel, applicant_kind, submitted_on, received_on, closed_on, counted_on,
        outcome, assignee_id, unopened_since, query_code_hash, body)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"))
        .bind(request.id.0).bind(request.organ.0).bind(&request.number).bind(i64::from(new.year)).bind(new.serial)
        .bind(i64::from(request.version)).bind(columns.state).bind(columns.turn).bind(&columns.due)
        .bind(columns.provisional).bind(&columns.title).bind(&mask).bind(&columns.channel).bind(&columns.kind)
        .bind(request.submitted_on.to_string()).bind(&columns.received_on).bind(&columns.closed_on)
        .bind(&columns.counted_on).bind(&columns.outcome).bind(columns.assignee).bind(&columns.unopened_since)
        .bind(&new.query_code_hash).bind(&columns.body))?;
    for (field, hash) in &new.index {
        run!(tx, c => sqlx::query(sql!("insert into applicant_index (request_id, organ_id, field, hash)
            values ($1, $2, $3, $4)")).bind(request.id.0).bind(request.organ.0).bind(field).bind(hash))?;
    }
    Ok(())
}

/// Writes the projection of a case anew, if it still has the version it was loaded with.
///
/// # Errors
/// [`StorageError::Conflict`] where somebody else has acted on it.
pub async fn save(tx: &mut Tx, request: &Request, loaded: u32, now: Now<'_>) -> Result<(), StorageError> {
    let columns = Columns::of(request, now)?;
    let rows = run!(tx, c => sqlx::query(sql!("update requests set version = $2, state = $3, turn = $4, due = $5,
        provisional = $6, title = $7, channel = $8, applicant_kind = $9, received_on = $10, closed_on = $11,
        counted_on = $12, outcome = $13, assignee_id = $14, unopened_since = $15, body = $16
        where id = $1 and version = $17"))
        .bind(request.id.0).bind(i64::from(request.version)).bind(columns.state).bind(columns.turn).bind(&columns.due)
        .bind(columns.provisional).bind(&columns.title).bind(&columns.channel).bind(&columns.kind)
        .bind(&columns.received_on).bind(&columns.closed_on).bind(&columns.counted_on).bind(&columns.outcome)
        .bind(columns.assignee).bind(&columns.unopened_since).bind(&columns.body).bind(i64::from(loaded)))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Conflict("request changed".into())) }
}

/// A case's stored projection: what `act` starts from and `verify` compares with the replay.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The case.
    pub request: Request,
    /// Columns as stored: state, due date.
    pub state: String,
    /// The due date as stored.
    pub due: Option<Date>,
    /// Year of its number.
    pub year: i64,
    /// Serial of its number.
    pub serial: i64,
}

/// A case by its identifier.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub async fn find(tx: &mut Tx, id: RequestId) -> Result<Option<Stored>, StorageError> {
    let row: Option<(String, String, Option<String>, i64, i64)> = on!(tx, c => sqlx::query_as(sql!(
        "select body, state, due, year, serial from requests where id = $1")).bind(id.0).fetch_optional(c).await)?;
    row.map(|(body, state, due, year, serial)| {
        let request = json(&format!("request {id}"), &body)?;
        Ok(Stored { request, state, due: day_opt(due.as_deref())?, year, serial })
    })
    .transpose()
}

/// A case by its number, as printed on receipts.
///
/// # Errors
/// [`StorageError`].
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<(RequestId, Option<Vec<u8>>)>, StorageError> {
    let row: Option<(Uuid, Option<Vec<u8>>)> = on!(tx, c => sqlx::query_as(sql!(
        "select id, query_code_hash from requests where number = $1 and query_code_hash is not null"))
        .bind(number).fetch_optional(c).await)?;
    Ok(row.map(|(id, hash)| (RequestId(id), hash)))
}

/// A case of an organ by its number.
///
/// # Errors
/// [`StorageError`].
pub async fn in_organ(tx: &mut Tx, organ: OrganId, number: &str) -> Result<Option<RequestId>, StorageError> {
    let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!(
        "select id from requests where organ_id = $1 and number = $2")).bind(organ.0).bind(number).fetch_optional(c).await)?;
    Ok(row.map(|(id,)| RequestId(id)))
}

/// A line of a list of cases.
#[derive(Debug, Clone)]
pub struct Line {
    /// The case.
    pub id: RequestId,
    /// Its number.
    pub number: String,
    /// Its title; empty until settled.
    pub title: String,
    /// The applicant's name, masked.
    pub mask: String,
    /// The code of its state.
    pub state: String,
    /// The code of whose turn it is.
    pub turn: String,
    /// Its due date.
    pub due: Option<Date>,
    /// Whether the due date lies in a year without a calendar.
    pub provisional: bool,
    /// The code of its channel.
    pub channel: String,
    /// Day of submission.
    pub submitted_on: Date,
    /// Day of receipt.
    pub received_on: Option<Date>,
    /// Day of closing.
    pub closed_on: Option<Date>,
    /// The code of its row of section three.
    pub outcome: Option<String>,
    /// Who handles it.
    pub assignee: Option<String>,
    /// Since when a letter waits unopened on the site.
    pub unopened_since: Option<Date>,
}

#[derive(FromRow)]
struct LineRow {
    id: Uuid,
    number: String,
    title: String,
    person_mask: Vec<u8>,
    state: String,
    turn: String,
    due: Option<String>,
    provisional: bool,
    channel: String,
    submitted_on: String,
    received_on: Option<String>,
    closed_on: Option<String>,
    outcome: Option<String>,
    assignee: Option<String>,
    unopened_since: Option<String>,
    ring_key: String,
    wrapped: Vec<u8>,
}

impl LineRow {
    fn line(self, ring: &KeyRing) -> Result<Line, StorageError> {
        let id = RequestId(self.id);
        let key = ring.unwrap(self.id, &self.ring_key, &self.wrapped)?;
        let mask = key.open_raw(mask_place(id), &self.person_mask)?;
        Ok(Line {
            id,
            number: self.number,
            title: self.title,
            mask: String::from_utf8_lossy(&mask).into_owned(),
            state: self.state,
            turn: self.turn,
            due: day_opt(self.due.as_deref())?,
            provisional: self.provisional,
            channel: self.channel,
            submitted_on: crate::types::day(&self.submitted_on)?,
            received_on: day_opt(self.received_on.as_deref())?,
            closed_on: day_opt(self.closed_on.as_deref())?,
            outcome: self.outcome,
            assignee: self.assignee,
            unopened_since: day_opt(self.unopened_since.as_deref())?,
        })
    }
}

/// What a list is narrowed by. Everything left empty narrows nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// States, by code, between commas; empty means any.
    pub states: Vec<&'static str>,
    /// Turns, by code.
    pub turns: Vec<&'static str>,
    /// Only cases handled by this person.
    pub assignee: Option<PersonId>,
    /// Due on or before this day.
    pub due_until: Option<Date>,
    /// Number or words of the title.
    pub words: String,
    /// Keyed hash of an exact name, phone or identity number.
    pub applicant: Option<Vec<u8>>,
    /// Only cases with a letter unopened since this day or longer.
    pub unopened_until: Option<Date>,
}

/// A set of codes as one text that `like` can look into; empty matches everything.
fn set(codes: &[&str]) -> String {
    if codes.is_empty() { String::new() } else { format!(",{},", codes.join(",")) }
}

/// `%` and `_` of what a person typed mean themselves.
fn like(words: &str) -> String {
    let escaped = words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

macro_rules! narrowed {
    ($select:literal, $tail:literal) => {
        concat!(
            $select,
            " where r.organ_id = $1
              and ($2 = '' or $2 like '%,' || r.state || ',%')
              and ($3 = '' or $3 like '%,' || r.turn || ',%')
              and ($4 = '' or r.assignee_id = $5)
              and ($6 = '' or r.due <= $6)
              and ($7 = '%%' or r.title like $7 escape '\\' or r.number like $7 escape '\\')
              and ($8 = '' or r.unopened_since <= $8)
              and ($9 = 0 or exists (select 1 from applicant_index a where a.request_id = r.id and a.hash = $10)) ",
            $tail
        )
    };
}

struct Bound {
    states: String,
    turns: String,
    assignee_text: &'static str,
    assignee: Option<Uuid>,
    due_until: String,
    words: String,
    unopened: String,
    by_applicant: i64,
    applicant: Vec<u8>,
}

impl Bound {
    fn of(filter: &Filter) -> Bound {
        Bound {
            states: set(&filter.states),
            turns: set(&filter.turns),
            assignee_text: if filter.assignee.is_some() { "-" } else { "" },
            assignee: filter.assignee.map(|person| person.0),
            due_until: filter.due_until.map(|day| day.to_string()).unwrap_or_default(),
            words: like(&filter.words),
            unopened: filter.unopened_until.map(|day| day.to_string()).unwrap_or_default(),
            by_applicant: i64::from(filter.applicant.is_some()),
            applicant: filter.applicant.clone().unwrap_or_default(),
        }
    }
}

/// A page of an organ's cases: by due date, those without one last.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    ring: &KeyRing,
    organ: OrganId,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Line>, StorageError> {
    let bound = Bound::of(filter);
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(sql!(narrowed!(
        "select r.id, r.number, r.title, r.person_mask, r.state, r.turn, r.due, r.provisional, r.channel,
         r.submitted_on, r.received_on, r.closed_on, r.outcome, p.name as assignee, r.unopened_since,
         k.ring_key, k.wrapped from requests r join data_keys k on k.id = r.id
         left join people p on p.id = r.assignee_id",
        "order by coalesce(r.due, '9999'), r.submitted_on, r.id limit $11 offset $12")))
        .bind(organ.0).bind(&bound.states).bind(&bound.turns).bind(bound.assignee_text).bind(bound.assignee)
        .bind(&bound.due_until).bind(&bound.words).bind(&bound.unopened).bind(bound.by_applicant)
        .bind(&bound.applicant).bind(limit).bind(offset).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.line(ring)).collect()
}

/// How many cases a filter finds.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, organ: OrganId, filter: &Filter) -> Result<i64, StorageError> {
    let bound = Bound::of(filter);
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!(narrowed!("select count(*) from requests r", "")))
        .bind(organ.0).bind(&bound.states).bind(&bound.turns).bind(bound.assignee_text).bind(bound.assignee)
        .bind(&bound.due_until).bind(&bound.words).bind(&bound.unopened).bind(bound.by_applicant)
        .bind(&bound.applicant).fetch_one(c).await)?;
    Ok(count)
}

/// How many cases of an organ stand in each state and turn: one statement for all counts of the desk.
///
/// # Errors
/// [`StorageError`].
pub async fn tally(tx: &mut Tx, organ: OrganId) -> Result<Vec<(String, String, i64)>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select state, turn, count(*) from requests where organ_id = $1 group by state, turn"))
        .bind(organ.0).fetch_all(c).await)
}

/// Figures of one organ for the inspector.
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
    on!(tx, c => sqlx::query_as(sql!("select o.id as organ_id,
        count(case when r.state not in ('closed', 'archived') then 1 end) as open,
        count(case when r.state not in ('closed', 'archived', 'decided') and r.due < $2 then 1 end) as late,
        count(case when r.state = 'received' and r.submitted_on < $3 then 1 end) as unconfirmed
        from organs o left join requests r on r.organ_id = o.id
        where o.path = $1 or o.path like $1 || '/%' group by o.id"))
        .bind(&path).bind(today.to_string()).bind(unconfirmed_before.to_string()).fetch_all(c).await)
}

/// How many open cases of all organs are past their due date today, and how many more fall due until a day.
///
/// # Errors
/// [`StorageError`].
pub async fn due_counts(tx: &mut Tx, today: Date, soon: Date) -> Result<(i64, i64), StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select count(case when due < $1 then 1 end),
        count(case when due >= $1 and due <= $2 then 1 end)
        from requests where due is not null and state not in ('closed', 'archived', 'decided')"))
        .bind(today.to_string()).bind(soon.to_string()).fetch_one(c).await)
}

/// Every open case: what a new calendar may move.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn open_cases(tx: &mut Tx) -> Result<Vec<Request>, StorageError> {
    let rows: Vec<(String,)> = on!(tx, c => sqlx::query_as(sql!(
        "select body from requests where state not in ('closed', 'archived') order by id")).fetch_all(c).await)?;
    rows.iter().map(|(body,)| json("request", body)).collect()
}

/// Every case of an organ that has to do with a year: received by its end and not counted before it. What section
/// three and four are counted from.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn of_organ(tx: &mut Tx, organ: OrganId) -> Result<Vec<Request>, StorageError> {
    let rows: Vec<(String,)> = on!(tx, c => sqlx::query_as(sql!(
        "select body from requests where organ_id = $1 order by year, serial, id")).bind(organ.0).fetch_all(c).await)?;
    rows.iter().map(|(body,)| json("request", body)).collect()
}

/// How many other cases of the organ an applicant (by keyed hashes) has been given a reply in, and their numbers.
///
/// # Errors
/// [`StorageError`].
pub async fn earlier(
    tx: &mut Tx,
    organ: OrganId,
    hash: &[u8],
    except: Option<RequestId>,
) -> Result<Vec<(RequestId, String, String, Option<String>)>, StorageError> {
    let rows: Vec<(Uuid, String, String, Option<String>)> = on!(tx, c => sqlx::query_as(sql!(
        "select r.id, r.number, r.title, r.outcome from requests r join applicant_index a on a.request_id = r.id
         where a.organ_id = $1 and a.hash = $2 and r.id <> $3 order by r.submitted_on desc limit 20"))
        .bind(organ.0).bind(hash).bind(except.map_or(Uuid::nil(), |id| id.0)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, number, title, outcome)| (RequestId(id), number, title, outcome)).collect())
}
