//! Cases: the projection of their events, and the columns that lists need. One function fills them all, and none of
//! them goes stale overnight: what changes with the day (whose turn, whether the clock stands) is kept as the day on
//! which it changes, and the lists compare it with today.

mod earlier;
mod inspected;
mod lists;

pub use earlier::{Earlier, by_applicant};
pub use inspected::{Inspected, OrganTally, ReportState, inspected, overview, report_states};
pub use lists::{Bucket, Counts, Days, Filter, Handler, Line, Me, Scope, Whose, counts, groups, list, tally, unopened};

use crate::database::{StorageError, Tx};
use crate::types::{day_opt, json, to_json};
use crate::vault::{DataKey, Place};
use crate::{on, put, run, sql};
use futures::TryStreamExt;
use gongkai_rules::events::DeliveryWay;
use gongkai_rules::ids::{OrganId, RequestId};
use gongkai_rules::requests::{NextAct, Now, PaperKind, Request, State};
use jiff::civil::Date;
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
    act_by: Option<String>,
    waits_until: Option<String>,
    paused_until: Option<String>,
    provisional: bool,
    title: String,
    channel: String,
    kind: String,
    received_on: Option<String>,
    closed_on: Option<String>,
    counted_on: Option<String>,
    outcome: Option<String>,
    assignee: Option<Uuid>,
    drafted_by: Option<Uuid>,
    unopened_since: Option<String>,
    body: String,
}

/// A day after every day: the clock stands until something comes in.
const UNTIL_IT_COMES: &str = "9999-12-31";

/// Since when a letter waits on the site for the applicant to open it, where nothing shows that it was had otherwise.
fn unopened_since(request: &Request) -> Option<Date> {
    let waiting = |kind| {
        let mut papers = request.papers.iter().rev();
        papers.find(|issued| issued.kind == kind && issued.waits_for_opening(request.reply_way))
    };
    let notice = match (&request.state, &request.clarification) {
        (State::AwaitingClarification, Some(asked)) if asked.delivered_on.is_none() => {
            waiting(PaperKind::ClarificationNotice).map(|issued| issued.on)
        }
        _ => None,
    };
    let reply = match &request.state {
        State::Decided { at_disposal_since: Some(since), .. } => waiting(PaperKind::Reply).map(|_| *since),
        State::Closed(closing) if closing.way == Some(DeliveryWay::Site) => {
            waiting(PaperKind::Reply).map(|_| closing.on)
        }
        _ => None,
    };
    notice.or(reply)
}

/// The name of a unit variant as serde writes it.
fn code<T: serde::Serialize>(value: &T) -> Result<String, StorageError> {
    Ok(to_json(value)?.trim_matches('"').to_owned())
}

impl Columns {
    fn of(request: &Request, now: Now<'_>) -> Result<Columns, StorageError> {
        let clock = request.clock(now);
        let counted = request.counted.as_ref().filter(|_| request.duplicate_of.is_none());
        let open = request.closing().is_none();
        let next = request.next_act(now);
        let waits_until = match next {
            NextAct::AwaitOpinion(last) => Some(last),
            NextAct::AwaitClarification(last) | NextAct::AwaitPayment(last) => last,
            _ => None,
        };
        let paused_until = if clock.waiting.is_some() && clock.reply_due.is_none() {
            Some(UNTIL_IT_COMES.to_owned())
        } else {
            clock.excluded_intervals.iter().map(|interval| interval.up_to).max().map(|day| day.to_string())
        };
        let confirm_by = clock.unconfirmed.as_ref().map(|unconfirmed| unconfirmed.confirm_by);
        Ok(Columns {
            state: request.state.name().code(),
            turn: request.turn(now).code(),
            due: clock.reply_due.filter(|_| open).map(|due| due.to_string()),
            act_by: confirm_by.or(clock.reply_due).filter(|_| open).map(|day| day.to_string()),
            waits_until: waits_until.map(|day| day.to_string()),
            paused_until: paused_until.filter(|_| open),
            provisional: clock.provisional && open,
            title: request.title.clone().unwrap_or_default(),
            channel: code(&request.channel)?,
            kind: code(&request.applicant_kind)?,
            received_on: request.received_on.filter(|_| request.duplicate_of.is_none()).map(|day| day.to_string()),
            closed_on: request.closing().map(|closing| closing.on.to_string()),
            counted_on: counted.map(|closing| closing.on.to_string()),
            outcome: counted.map(|closing| code(&closing.outcome)).transpose()?,
            assignee: request.assignee.map(|person| person.0),
            drafted_by: request.drafted_by().map(|person| person.0),
            unopened_since: unopened_since(request).map(|day| day.to_string()),
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
        ("act_by", columns.act_by.unwrap_or_default()),
        ("waits_until", columns.waits_until.unwrap_or_default()),
        ("paused_until", columns.paused_until.unwrap_or_default()),
        ("drafted_by_id", columns.drafted_by.map(|id| id.to_string()).unwrap_or_default()),
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

/// Adds a new case, unless its number is taken in its organ: `false` then, and nothing was added.
///
/// # Errors
/// [`StorageError`].
pub async fn add(
    tx: &mut Tx,
    key: &DataKey,
    request: &Request,
    new: &NewCase,
    now: Now<'_>,
) -> Result<bool, StorageError> {
    let columns = Columns::of(request, now)?;
    let mask = key.seal_raw(mask_place(request.id), new.mask.as_bytes())?;
    let rows = run!(ahead tx, c => sqlx::query(sql!("insert into requests (id, organ_id, number, year, serial, version, state, turn, due,
        provisional, title, person_mask, channel, applicant_kind, submitted_on, received_on, closed_on, counted_on,
        outcome, assignee_id, unopened_since, query_code_hash, body, act_by, waits_until, paused_until, drafted_by_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
        $24, $25, $26, $27) on conflict (organ_id, number) do nothing"))
        .bind(request.id.0).bind(request.organ.0).bind(&request.number).bind(i64::from(new.year)).bind(new.serial)
        .bind(i64::from(request.version)).bind(columns.state).bind(columns.turn).bind(&columns.due)
        .bind(columns.provisional).bind(&columns.title).bind(&mask).bind(&columns.channel).bind(&columns.kind)
        .bind(request.submitted_on.to_string()).bind(&columns.received_on).bind(&columns.closed_on)
        .bind(&columns.counted_on).bind(&columns.outcome).bind(columns.assignee).bind(&columns.unopened_since)
        .bind(&new.query_code_hash).bind(&columns.body).bind(&columns.act_by).bind(&columns.waits_until)
        .bind(&columns.paused_until).bind(columns.drafted_by))?;
    if rows == 1 {
        add_index(tx, request, &new.index).await?;
    }
    Ok(rows == 1)
}

/// A name, a paper and a phone are what most people give: one statement then, and one a field else.
async fn add_index(tx: &mut Tx, request: &Request, index: &[(&'static str, Vec<u8>)]) -> Result<(), StorageError> {
    for (field, hash) in index {
        put!(
            tx,
            sql!("insert into applicant_index (request_id, organ_id, field, hash) values ($1, $2, $3, $4)"),
            request.id.0,
            request.organ.0,
            field,
            hash
        );
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
        counted_on = $12, outcome = $13, assignee_id = $14, unopened_since = $15, body = $16, act_by = $18,
        waits_until = $19, paused_until = $20, drafted_by_id = $21, submitted_on = $22
        where id = $1 and version = $17"))
        .bind(request.id.0).bind(i64::from(request.version)).bind(columns.state).bind(columns.turn).bind(&columns.due)
        .bind(columns.provisional).bind(&columns.title).bind(&columns.channel).bind(&columns.kind)
        .bind(&columns.received_on).bind(&columns.closed_on).bind(&columns.counted_on).bind(&columns.outcome)
        .bind(columns.assignee).bind(&columns.unopened_since).bind(&columns.body).bind(i64::from(loaded))
        .bind(&columns.act_by).bind(&columns.waits_until).bind(&columns.paused_until).bind(columns.drafted_by)
        .bind(request.submitted_on.to_string()))?;
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

/// An open case with what its row says of its clock: what a new calendar may move.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// The case.
    pub request: Request,
    /// Its due date as stored.
    pub due: Option<Date>,
    stored: [Option<String>; 4],
    provisional: bool,
}

impl OpenCase {
    /// Whether the row would say something else of the clock by this calendar.
    ///
    /// # Errors
    /// [`StorageError::Damaged`].
    pub fn differs(&self, now: Now<'_>) -> Result<bool, StorageError> {
        let columns = Columns::of(&self.request, now)?;
        let fresh = [&columns.due, &columns.act_by, &columns.waits_until, &columns.paused_until];
        Ok(columns.provisional != self.provisional || fresh.iter().zip(&self.stored).any(|(new, old)| *new != old))
    }
}

type OpenRow = (String, Option<String>, Option<String>, Option<String>, Option<String>, bool);

/// Every open case of every organ.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn open_cases(tx: &mut Tx) -> Result<Vec<OpenCase>, StorageError> {
    let rows: Vec<OpenRow> = on!(tx, c => sqlx::query_as(sql!(
        "select body, due, act_by, waits_until, paused_until, provisional from requests where closed_on is null
         order by id")).fetch_all(c).await)?;
    let case = |(body, due, act_by, waits_until, paused_until, provisional): OpenRow| {
        let parsed = day_opt(due.as_deref())?;
        let stored = [due, act_by, waits_until, paused_until];
        Ok(OpenCase { request: json("request", &body)?, due: parsed, stored, provisional })
    };
    rows.into_iter().map(case).collect()
}

/// How many open cases of all organs are past their due date today, and how many more fall due until a day.
///
/// # Errors
/// [`StorageError`].
pub async fn due_counts(tx: &mut Tx, today: Date, soon: Date) -> Result<(i64, i64), StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select count(case when due < $1 then 1 end),
        count(case when due >= $1 and due <= $2 then 1 end) from requests where due is not null and closed_on is null"))
        .bind(today.to_string()).bind(soon.to_string()).fetch_one(c).await)
}

/// Every case of an organ that has to do with a year: received by its end and not counted before it. What section
/// three and four are counted from.
///
/// # Errors
/// [`StorageError::Damaged`] where one does not read.
pub async fn of_organ(tx: &mut Tx, organ: OrganId) -> Result<Vec<Request>, StorageError> {
    // Row by row, so that the texts of all cases never lie in memory beside the cases.
    let read = |(body,): (String,)| json("request", &body);
    let cases: Vec<Result<Request, StorageError>> = on!(tx, c => sqlx::query_as(sql!(
        "select body from requests where organ_id = $1 order by year, serial, id"))
        .bind(organ.0).fetch(c).map_ok(read).try_collect().await)?;
    cases.into_iter().collect()
}

/// The year of an organ's earliest case.
///
/// # Errors
/// [`StorageError`].
pub async fn first_year(tx: &mut Tx, organ: OrganId) -> Result<Option<i16>, StorageError> {
    let (year,): (Option<i64>,) = on!(tx, c => sqlx::query_as(sql!(
        "select min(year) from requests where organ_id = $1")).bind(organ.0).fetch_one(c).await)?;
    Ok(year.and_then(|year| i16::try_from(year).ok()))
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

/// The requests of an applicant (by keyed hash) to an organ that were submitted within two days, oldest first: number, day
/// of submission, title.
///
/// # Errors
/// [`StorageError`].
pub async fn of_applicant(
    tx: &mut Tx,
    organ: OrganId,
    hash: &[u8],
    (from, to): (Date, Date),
) -> Result<Vec<(String, String, String)>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!(
        "select r.number, r.submitted_on, r.title from requests r join applicant_index a on a.request_id = r.id
         where a.organ_id = $1 and a.hash = $2 and r.submitted_on >= $3 and r.submitted_on <= $4
         order by r.submitted_on, r.number"))
        .bind(organ.0).bind(hash).bind(from.to_string()).bind(to.to_string()).fetch_all(c).await)
}
