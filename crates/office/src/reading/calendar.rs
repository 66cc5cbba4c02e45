//! The years of the calendar as a page shows them: holidays and make-up working days, with or without a notice.

use crate::accounts::SignedIn;
use crate::{Office, Refusal};
use gongkai_rules::calendar::{Calendar, DayReason, Notice};
use gongkai_rules::permissions::Action;
use gongkai_storage::calendars;
use jiff::civil::Date;

/// Days off in a row under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// 春节.
    pub name: String,
    /// First day off.
    pub first: Date,
    /// Last day off.
    pub last: Date,
    /// How many.
    pub days: u32,
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// Which.
    pub year: i16,
    /// The addresses of its notice; none where the year is computed from the statute and provisional.
    pub papers: Vec<String>,
    /// Whether its notice is known.
    pub noticed: bool,
    /// Whether it was imported here, beside those the program carries.
    pub imported: bool,
    /// Days off, in order.
    pub holidays: Vec<Holiday>,
    /// Weekend days made working days.
    pub made_up: Vec<Date>,
}

/// What a year is by a calendar.
pub fn year_of(calendar: &Calendar, year: i16, imported: bool) -> CalendarYear {
    let notice = calendar.notices().iter().find(|notice| notice.year == year);
    let mut holidays: Vec<Holiday> = Vec::new();
    let mut made_up = Vec::new();
    let mut day = Date::new(year, 1, 1).ok();
    while let Some(date) = day.filter(|date| date.year() == year) {
        match calendar.day(date).reason {
            DayReason::Holiday(name) => match holidays.last_mut() {
                Some(last) if last.name == name && last.last.tomorrow().ok() == Some(date) => {
                    last.last = date;
                    last.days += 1;
                }
                _ => holidays.push(Holiday { name, first: date, last: date, days: 1 }),
            },
            DayReason::MakeUp(_) => made_up.push(date),
            DayReason::Ordinary | DayReason::Weekend => {}
        }
        day = date.tomorrow().ok();
    }
    CalendarYear {
        year,
        papers: notice.map(|notice| notice.papers.clone()).unwrap_or_default(),
        noticed: notice.is_some(),
        imported,
        holidays,
        made_up,
    }
}

impl Office {
    /// The years with a notice and the next one, latest first.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever is no system administrator.
    pub async fn calendar_years(&self, who: &SignedIn) -> Result<Vec<CalendarYear>, Refusal> {
        self.may_import_holidays(who).await?;
        let mut tx = self.read().await?;
        let imported: Vec<i16> = calendars::all(&mut tx).await?.iter().map(|notice: &Notice| notice.year).collect();
        let calendar = self.calendar();
        let this_year = self.clock().today().year();
        let mut years = calendar.years_with_notice();
        years.extend([this_year, this_year + 1]);
        years.sort_unstable_by(|one, other| other.cmp(one));
        years.dedup();
        Ok(years.into_iter().map(|year| year_of(&calendar, year, imported.contains(&year))).collect())
    }

    /// Whether this person may see and change the calendar.
    ///
    /// # Errors
    /// [`Refusal::Denied`].
    pub async fn may_import_holidays(&self, who: &SignedIn) -> Result<(), Refusal> {
        self.allow(who, Action::ImportHolidays, &who.organ, ("calendar", None)).await
    }
}
