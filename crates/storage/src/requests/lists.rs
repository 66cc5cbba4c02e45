//! Lists of the desk: one statement for a page of lines, one for the counts of its groups, whatever the number of rows.

mod filter;

pub use filter::{Bucket, Days, Filter, Handler, Me, Scope, Whose};

use super::mask_place;
use crate::database::{StorageError, Tx};
use crate::types::{day_opt, json};
use crate::vault::KeyRing;
use crate::{on, sql};
use gongkai_rules::ids::{OrganId, RequestId};
use gongkai_rules::requests::{Request, StateName};
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

/// A line of a list of cases.
#[derive(Debug, Clone)]
pub struct Line {
    /// The case: references and figures, never a word of the applicant.
    pub request: Request,
    /// The applicant's name, masked.
    pub mask: String,
    /// Who handles it, by name.
    pub assignee: Option<String>,
    /// Since when a letter waits unopened on the site.
    pub unopened_since: Option<Date>,
}

#[derive(FromRow)]
struct LineRow {
    id: Uuid,
    body: String,
    person_mask: Vec<u8>,
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
            request: json(&format!("request {id}"), &self.body)?,
            mask: String::from_utf8_lossy(&mask).into_owned(),
            assignee: self.assignee,
            unopened_since: day_opt(self.unopened_since.as_deref())?,
        })
    }
}

/// A set of codes as one text that `like` can look into.
fn set(codes: &[&str]) -> String {
    format!(",{},", codes.join(","))
}

/// `%` and `_` of what a person typed mean themselves.
fn like(words: &str) -> String {
    if words.trim().is_empty() {
        return String::new();
    }
    let escaped = words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

// Whose turn it is on day $2: what was waited for until a day has not come, so the clerk is to act.
macro_rules! turn {
    () => {
        "(case when r.waits_until < $2 then 'clerk' else r.turn end)"
    };
}

// Whether it is the turn of person $5, whose turns are $6: a clerk's are those given to them or to nobody, and one's
// own draft waits for another.
macro_rules! mine {
    () => {
        concat!(
            "($6 like '%,' || ",
            turn!(),
            " || ',%'
              and (",
            turn!(),
            " <> 'clerk' or r.assignee_id is null or r.assignee_id = $5)
              and (",
            turn!(),
            " not in ('reviewer', 'signatory') or r.drafted_by_id is null or r.drafted_by_id <> $5))"
        )
    };
}

macro_rules! bucket {
    () => {
        "(case when r.closed_on is not null then 6 when r.paused_until >= $2 then 5 when r.act_by is null then 4
          when r.act_by < $2 then 1 when r.act_by <= $3 then 2 when r.act_by <= $4 then 3 else 4 end)"
    };
}

macro_rules! narrowed {
    ($select:expr, $scope:literal, $tail:expr) => {
        concat!(
            $select,
            " where r.organ_id = $1",
            $scope,
            " and ($7 = '' or ($7 = 'mine' and ",
            mine!(),
            ") or ($7 = 'others' and not ",
            mine!(),
            "))
              and ($8 = '' or r.state = $8)
              and ($9 = 0 or ",
            bucket!(),
            " = $9)
              and ($10 = '' or ($10 = 'nobody' and r.assignee_id is null) or r.assignee_id = $11)
              and ($12 = '' or r.title like $12 escape '\\' or r.number like $12 escape '\\'
                or r.id in (select a.request_id from applicant_index a
                  where a.organ_id = $1 and a.hash in ($13, $14, $15)))
              and ($16 = '' or r.unopened_since < $16) ",
            $tail
        )
    };
}

// The page is chosen from the index alone; bodies and keys are read for its lines only.
macro_rules! lines {
    ($scope:literal, $order:expr) => {
        concat!(
            "select r.id, r.body, r.person_mask, p.name as assignee, r.unopened_since, k.ring_key, k.wrapped from (",
            narrowed!("select r.id from requests r", $scope, concat!($order, " limit $17 offset $18")),
            ") page join requests r on r.id = page.id join data_keys k on k.id = r.id
             left join people p on p.id = r.assignee_id ",
            $order
        )
    };
}

macro_rules! buckets {
    ($scope:literal) => {
        narrowed!(
            concat!("select cast(", bucket!(), " as bigint), r.state, count(*) from requests r"),
            $scope,
            concat!("group by ", bucket!(), ", r.state")
        )
    };
}

struct Bound {
    today: String,
    tomorrow: String,
    week_end: String,
    me: Uuid,
    turns: String,
    whose: &'static str,
    state: &'static str,
    bucket: i64,
    handler: &'static str,
    assignee: Option<Uuid>,
    words: String,
    hashes: [Vec<u8>; 3],
    unopened: String,
}

impl Bound {
    fn of(filter: &Filter, days: Days) -> Bound {
        let mut hashes = filter.hashes.iter().cloned();
        let mut hash = || hashes.next().unwrap_or_default();
        let (handler, assignee) = match filter.handler {
            Handler::Anybody => ("", None),
            Handler::Nobody => ("nobody", None),
            Handler::Person(person) => ("person", Some(person.0)),
        };
        let turns = if filter.turns.is_empty() { &filter.me.turns } else { &filter.turns };
        Bound {
            today: days.today.to_string(),
            tomorrow: days.tomorrow.to_string(),
            week_end: days.week_end.to_string(),
            me: filter.me.person.0,
            turns: set(turns),
            whose: match filter.whose {
                Whose::Anybody => "",
                Whose::Mine => "mine",
                Whose::Others => "others",
            },
            state: filter.state.map_or("", StateName::code),
            bucket: filter.bucket.map_or(0, Bucket::number),
            handler,
            assignee,
            words: like(&filter.words),
            hashes: [hash(), hash(), hash()],
            unopened: filter.unopened_before.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}

macro_rules! bind {
    ($query:expr, $organ:expr, $bound:expr) => {{
        let [first, second, third] = &$bound.hashes;
        $query
            .bind($organ.0)
            .bind(&$bound.today)
            .bind(&$bound.tomorrow)
            .bind(&$bound.week_end)
            .bind($bound.me)
            .bind(&$bound.turns)
            .bind($bound.whose)
            .bind($bound.state)
            .bind($bound.bucket)
            .bind($bound.handler)
            .bind($bound.assignee)
            .bind(&$bound.words)
            .bind(first)
            .bind(second)
            .bind(third)
            .bind(&$bound.unopened)
    }};
}

/// A page of an organ's cases: open ones by urgency and day, paused ones last; closed ones newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    ring: &KeyRing,
    organ: OrganId,
    filter: &Filter,
    days: Days,
    limit: i64,
    offset: i64,
) -> Result<Vec<Line>, StorageError> {
    let bound = Bound::of(filter, days);
    let text = match filter.scope {
        Scope::Open => sql!(lines!(
            " and r.closed_on is null",
            concat!("order by ", bucket!(), ", coalesce(r.act_by, '9999'), r.submitted_on, r.id")
        )),
        Scope::Closed => sql!(lines!(" and r.closed_on is not null", "order by r.closed_on desc, r.id desc")),
        Scope::All => sql!(lines!(
            "",
            concat!("order by ", bucket!(), ", coalesce(r.act_by, '9999'), r.closed_on desc, r.submitted_on, r.id")
        )),
    };
    let rows: Vec<LineRow> = on!(tx, c => bind!(sqlx::query_as(text), organ, bound)
        .bind(limit).bind(offset).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.line(ring)).collect()
}

/// How many cases a filter finds in each group of urgency and each state.
///
/// # Errors
/// [`StorageError`].
pub async fn groups(
    tx: &mut Tx,
    organ: OrganId,
    filter: &Filter,
    days: Days,
) -> Result<Vec<(Bucket, StateName, u64)>, StorageError> {
    let bound = Bound::of(filter, days);
    let text = match filter.scope {
        Scope::Open => sql!(buckets!(" and r.closed_on is null")),
        Scope::Closed => sql!(buckets!(" and r.closed_on is not null")),
        Scope::All => sql!(buckets!("")),
    };
    let rows: Vec<(i64, String, i64)> = on!(tx, c => bind!(sqlx::query_as(text), organ, bound).fetch_all(c).await)?;
    let tallied = |(number, state, count): (i64, String, i64)| {
        let bucket = Bucket::ALL.into_iter().find(|bucket| bucket.number() == number);
        let damaged = || StorageError::Damaged(format!("state {state:?} of a request"));
        let state = StateName::from_code(&state).ok_or_else(damaged)?;
        Ok((bucket.unwrap_or(Bucket::Later), state, u64::try_from(count).unwrap_or_default()))
    };
    rows.into_iter().map(tallied).collect()
}

/// How many cases of an organ stand in each state and turn.
///
/// # Errors
/// [`StorageError`].
pub async fn tally(tx: &mut Tx, organ: OrganId) -> Result<Vec<(String, String, i64)>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select state, turn, count(*) from requests where organ_id = $1 group by state, turn"))
        .bind(organ.0).fetch_all(c).await)
}

/// The counts of the desk for one person.
#[derive(Debug, Clone, Default, FromRow)]
pub struct Counts {
    /// Open in the organ.
    pub open: i64,
    /// My turn.
    pub mine: i64,
    /// Of mine, past the due date.
    pub late: i64,
    /// Of mine, due today.
    pub today: i64,
    /// Of mine, not confirmed in time.
    pub unconfirmed_late: i64,
    /// Day of receipt still open.
    pub unconfirmed: i64,
    /// Of mine, for consent or signature.
    pub to_sign: i64,
    /// The next due date of any open case.
    pub next_due: Option<String>,
}

/// Counts the open cases of an organ for a person: one statement for all figures of the rail.
///
/// # Errors
/// [`StorageError`].
pub async fn counts(tx: &mut Tx, organ: OrganId, me: &Me, today: Date) -> Result<Counts, StorageError> {
    let day = today.to_string();
    // $3 and $4 part groups that are not told apart here.
    on!(tx, c => sqlx::query_as(sql!(concat!("select count(*) as open,
        count(case when ", mine!(), " then 1 end) as mine,
        count(case when ", mine!(), " and r.due < $3 and coalesce(r.paused_until, '') < $4 then 1 end) as late,
        count(case when ", mine!(), " and r.due = $3 and coalesce(r.paused_until, '') < $4 then 1 end) as today,
        count(case when ", mine!(), " and r.state = 'received' and r.act_by < $3 then 1 end) as unconfirmed_late,
        count(case when r.state = 'received' then 1 end) as unconfirmed,
        count(case when ", mine!(), " and ", turn!(), " in ('head', 'signatory') then 1 end) as to_sign,
        min(case when r.due >= $3 then r.due end) as next_due
        from requests r where r.organ_id = $1 and r.closed_on is null")))
        .bind(organ.0).bind(&day).bind(&day).bind(&day).bind(me.person.0).bind(set(&me.turns)).fetch_one(c).await)
}

/// How many cases of an organ have a letter unopened since before a day.
///
/// # Errors
/// [`StorageError`].
pub async fn unopened(tx: &mut Tx, organ: OrganId, before: Date) -> Result<u64, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!(
        "select count(*) from requests where organ_id = $1 and unopened_since < $2"))
        .bind(organ.0).bind(before.to_string()).fetch_one(c).await)?;
    Ok(u64::try_from(count).unwrap_or_default())
}
