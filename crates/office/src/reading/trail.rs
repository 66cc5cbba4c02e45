//! The audit trail as the 审计管理员 reads it: names of people, no personal data of applicants.

use crate::accounts::SignedIn;
use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::Action;
use gongkai_storage::audit::{self, Narrowed, Shown};
use gongkai_storage::{organs, types};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Rows on a page.
pub const TRAIL_PAGE: u64 = 50;

/// A row of the trail.
#[derive(Debug, Clone)]
pub struct TrailRow {
    /// When (official time).
    pub at: Timestamp,
    /// As what: `person`, `applicant`, `visitor` or `system`.
    pub actor: String,
    /// Name of the person, where it is one.
    pub by: Option<String>,
    /// In which organ.
    pub organ: Option<String>,
    /// Code of the action.
    pub action: String,
    /// On what: `request`, `report`, `person` …
    pub subject_kind: String,
    /// A person's name, a case number, an organ's name.
    pub subject: Option<String>,
    /// Result and circumstances, in codes.
    pub detail: String,
}

/// What of the trail is asked for.
#[derive(Debug, Clone, Default)]
pub struct TrailQuery {
    /// The organ, with those below it; one's own where none is named.
    pub organ: Option<OrganId>,
    /// One day; all where none is named.
    pub day: Option<Date>,
    /// One action; all where none is named.
    pub action: Option<Action>,
    /// Page, from 1.
    pub page: u64,
}

impl Office {
    /// A page of the audit trail with the number of all rows, and the organ it is of.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Denied`].
    pub async fn trail(&self, who: &SignedIn, asked: &TrailQuery) -> Result<(Organ, Vec<TrailRow>, u64), Refusal> {
        let mut tx = self.read().await?;
        let organ = match asked.organ {
            Some(id) => organs::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?,
            None => who.organ.clone(),
        };
        self.allow(who, Action::ReadAudit, &organ, ("organ", Some(organ.id.0))).await?;
        let (from, until) = match asked.day {
            Some(day) => (start_of(day), day.checked_add(1.day()).map_or(i64::MAX, start_of)),
            None => (i64::MIN, i64::MAX),
        };
        let by = Narrowed {
            organ_path: organ.path.iter().map(ToString::to_string).collect::<Vec<_>>().join("/"),
            // What belongs to no organ (strangers at the door) is shown at the root of the tree.
            without_organ: organ.path.len() == 1,
            from,
            until,
            action: asked.action.map(|action| action.code().to_owned()).unwrap_or_default(),
        };
        let total = u64::try_from(audit::count(&mut tx, &by).await?).unwrap_or_default();
        let limit = i64::try_from(TRAIL_PAGE).unwrap_or(i64::MAX);
        let offset = i64::try_from(asked.page.saturating_sub(1).saturating_mul(TRAIL_PAGE)).unwrap_or(i64::MAX);
        let rows = audit::list(&mut tx, &by, limit, offset).await?;
        let rows: Result<Vec<TrailRow>, Refusal> = rows.into_iter().map(row).collect();
        Ok((organ, rows?, total))
    }
}

fn row(shown: Shown) -> Result<TrailRow, Refusal> {
    Ok(TrailRow {
        at: types::instant(shown.at)?,
        actor: shown.actor,
        by: shown.by_name,
        organ: shown.organ_name,
        action: shown.action,
        subject_kind: shown.subject_kind,
        subject: shown.subject_name,
        detail: shown.detail,
    })
}

/// The first instant of a day in China, in microseconds.
fn start_of(day: Date) -> i64 {
    let midnight = day.at(0, 0, 0, 0);
    jiff::tz::offset(8).to_timestamp(midnight).map_or(i64::MAX, |start| start.as_microsecond())
}
