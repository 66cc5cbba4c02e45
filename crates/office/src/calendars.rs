//! Calendars are data with versions: a year's notice comes, and every open case whose due date moves is recomputed in
//! one official act, with an event in each; closed cases never change. The same act serves the page, `gongkai import
//! holidays` and the first start of a program that carries a newer calendar. Nothing of it needs the vault.

mod adopt;
mod follow;

use crate::{Office, Refusal};
use gongkai_rules::calendar::{Calendar, Notice};
use gongkai_rules::ids::{OrganId, RequestId};
use gongkai_rules::requests::Now;
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::{calendars, requests};
use jiff::civil::Date;

/// A case whose due date a calendar moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The case.
    pub id: RequestId,
    /// Its organ.
    pub organ: OrganId,
    /// Its number.
    pub number: String,
    /// Its title, which holds nothing personal; empty until settled.
    pub title: String,
    /// The due date before.
    pub from: Option<Date>,
    /// The due date now.
    pub to: Option<Date>,
}

/// The calendar this program and this database have together: what the program carries, and over it what was imported.
pub(crate) async fn calendar_of(tx: &mut Tx) -> Result<Calendar, StorageError> {
    let mut calendar = Calendar::embedded();
    for notice in calendars::all(tx).await? {
        calendar = calendar.with_notice(notice).map_err(|error| StorageError::Damaged(error.to_string()))?;
    }
    Ok(calendar)
}

impl Office {
    /// The open cases whose due date a notice would move, of every organ. Changes nothing.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] on the field `notice` where it cannot be one.
    pub async fn preview_holidays(&self, notice: Notice) -> Result<Vec<Moved>, Refusal> {
        let today = self.clock().today();
        let mut tx = self.read().await?;
        let calendar = with(calendar_of(&mut tx).await?, notice)?;
        let now = Now { today, calendar: &calendar };
        let cases = requests::open_cases(&mut tx).await?;
        Ok(cases.iter().filter_map(|case| moved(case, now)).collect())
    }
}

/// A calendar with one more notice; what is wrong with the notice is said in its own words.
fn with(calendar: Calendar, notice: Notice) -> Result<Calendar, Refusal> {
    let year = notice.year;
    calendar.with_notice(notice).map_err(|error| {
        tracing::info!(year, "notice refused");
        Refusal::field("notice", crate::Problem::Said(error.to_string()))
    })
}

/// Whether and how a calendar moves the due date of a case.
fn moved(case: &requests::OpenCase, now: Now<'_>) -> Option<Moved> {
    let to = case.request.clock(now).reply_due;
    (to != case.due).then(|| Moved {
        id: case.request.id,
        organ: case.request.organ,
        number: case.request.number.clone(),
        title: case.request.title.clone().unwrap_or_default(),
        from: case.due,
        to,
    })
}

#[cfg(test)]
mod tests;
