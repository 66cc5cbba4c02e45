//! Working days 工作日, by the State Council's yearly notice.
//!
//! A [`Calendar`] is a set of yearly [`Notice`]s and what follows from them for each day. Notices are data with versions:
//! the program carries those known when it was built ([`Calendar::embedded`]), an office imports the next
//! ([`Calendar::with_notice`]), and every due date is computed anew from the same events. Years without a notice are
//! computed from 全国年节及纪念日放假办法 and whatever rests on them is *provisional*.
//!
//! A calendar never changes once made; it is cheap to clone and to share.

mod notice;
mod statutory;
mod table;

use std::fmt;
use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use notice::{CalendarError, Notice, NoticeDay};
use table::Table;

/// The notices carried by the program, oldest first. The file of a year whose notice has not come yet is left out here.
const EMBEDDED: [&str; 8] = [
    include_str!("../data/holidays/2019.json"),
    include_str!("../data/holidays/2020.json"),
    include_str!("../data/holidays/2021.json"),
    include_str!("../data/holidays/2022.json"),
    include_str!("../data/holidays/2023.json"),
    include_str!("../data/holidays/2024.json"),
    include_str!("../data/holidays/2025.json"),
    include_str!("../data/holidays/2026.json"),
];

static EMBEDDED_CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    // A broken file would be found by the test `every_carried_notice_is_sound`, never by an office.
    Calendar::of(EMBEDDED.iter().filter_map(|text| Notice::from_json(text).ok()).collect())
});

/// Working days and days off of every year, with what is known and what is only computed.
///
/// Equality is equality of the notices.
#[derive(Clone)]
pub struct Calendar {
    inner: Arc<Inner>,
}

struct Inner {
    /// Sorted by year, one a year.
    notices: Vec<Notice>,
    table: Table,
}

/// What a date is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Whether it counts in a limit of working days 工作日.
    pub working: bool,
    /// Its year has no notice yet: the day is computed from the statute and may change when the notice comes.
    pub provisional: bool,
    /// Why it counts or does not.
    pub reason: DayReason,
}

/// Why a day counts or does not count (放假办法第二条、第七条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayReason {
    /// Monday to Friday, nothing special.
    Ordinary,
    /// Saturday or Sunday.
    Weekend,
    /// Off by the notice, or by the statute where there is no notice; the holiday's Chinese name.
    Holiday(String),
    /// Made a working day by the notice 调休上班; the name of the holiday it makes up for.
    MakeUp(String),
}

impl fmt::Display for DayReason {
    /// In Chinese, for the little calendar: 工作日, 周末, 春节放假, 春节调休上班.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DayReason::Ordinary => f.write_str("工作日"),
            DayReason::Weekend => f.write_str("周末"),
            DayReason::Holiday(name) => write!(f, "{name}放假"),
            DayReason::MakeUp(name) => write!(f, "{name}调休上班"),
        }
    }
}

/// The last day of a limit in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Counted {
    /// The n-th working day.
    pub date: Date,
    /// A day counted or skipped on the way lies in a year without a notice.
    pub provisional: bool,
}

impl Calendar {
    /// The calendar carried by this program: the notices of 2019 to 2026.
    pub fn embedded() -> Calendar {
        EMBEDDED_CALENDAR.clone()
    }

    /// This calendar with one more notice, or with another version of a notice it has (as in January 2020).
    ///
    /// # Errors
    /// When the notice cannot be one: see [`CalendarError`]; its text is Chinese and meant for the person who imports it.
    pub fn with_notice(&self, notice: Notice) -> Result<Calendar, CalendarError> {
        notice.check()?;
        let mut notices: Vec<Notice> =
            self.inner.notices.iter().filter(|known| known.year != notice.year).cloned().collect();
        notices.push(notice);
        Ok(Calendar::of(notices))
    }

    /// This calendar without the notice of a year: what it computes by itself, for comparison with the notice.
    pub fn without_notice(&self, year: i16) -> Calendar {
        Calendar::of(self.inner.notices.iter().filter(|known| known.year != year).cloned().collect())
    }

    fn of(mut notices: Vec<Notice>) -> Calendar {
        for notice in &mut notices {
            notice.days.sort_by_key(|day| day.date);
        }
        notices.sort_by_key(|notice| notice.year);
        let table = Table::build(|date| classify(&notices, date).0);
        Calendar { inner: Arc::new(Inner { notices, table }) }
    }

    /// What a date is, and why.
    pub fn day(&self, date: Date) -> Day {
        let (working, reason) = classify(&self.inner.notices, date);
        Day { working, provisional: !self.has_notice(date.year()), reason }
    }

    /// Whether a date is a working day.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.inner.table.is_working(date).unwrap_or_else(|| classify(&self.inner.notices, date).0)
    }

    /// The `n`-th working day after `after`, which itself is day 0 and not counted (民法典第二百零一条); a limit of `n`
    /// working days ends at its midnight. With `n` = 0, `after` itself.
    pub fn nth_working_day_after(&self, after: Date, n: u32) -> Counted {
        let date = match self.inner.table.nth_after(after, n) {
            Some(date) => date,
            None => self.nth_day_by_day(after, n),
        };
        Counted { date, provisional: self.touches_year_without_notice(after, date) }
    }

    /// How many working days lie in the half-open span (`after`, `up_to`]; 0 when `up_to` is not later.
    pub fn working_days_between(&self, after: Date, up_to: Date) -> u32 {
        if up_to <= after {
            return 0;
        }
        self.inner.table.between(after, up_to).unwrap_or_else(|| {
            let mut count = 0;
            let mut day = after;
            while day < up_to {
                day = next(day);
                count += u32::from(self.is_working_day(day));
            }
            count
        })
    }

    /// The date itself when it is a working day, else the first working day after it (民事诉讼法第八十五条第三款:
    /// 期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期).
    pub fn next_working_day_on_or_after(&self, date: Date) -> Counted {
        let end = if self.is_working_day(date) { date } else { self.nth_working_day_after(date, 1).date };
        let provisional = !self.has_notice(date.year()) || !self.has_notice(end.year());
        Counted { date: end, provisional }
    }

    /// The years whose notice is known, ascending.
    pub fn years_with_notice(&self) -> Vec<i16> {
        self.inner.notices.iter().map(|notice| notice.year).collect()
    }

    /// Whether the notice of a year is known.
    pub fn has_notice(&self, year: i16) -> bool {
        self.inner.notices.binary_search_by_key(&year, |notice| notice.year).is_ok()
    }

    /// The notices this calendar is made of, by year.
    pub fn notices(&self) -> &[Notice] {
        &self.inner.notices
    }

    /// Whether a day of the half-open span (`after`, `up_to`] lies in a year without a notice.
    pub fn touches_year_without_notice(&self, after: Date, up_to: Date) -> bool {
        up_to > after && (next(after).year()..=up_to.year()).any(|year| !self.has_notice(year))
    }

    /// A short stable name of the data, the same wherever the notices are the same: two programs with different
    /// fingerprints may give different due dates.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fnv::new();
        for notice in &self.inner.notices {
            hash.add(&notice.year.to_string());
            for paper in &notice.papers {
                hash.add(paper);
            }
            for day in &notice.days {
                hash.add(&format!("{} {} {}", day.date, u8::from(day.is_off_day), day.name));
            }
        }
        match (self.inner.notices.first(), self.inner.notices.last()) {
            (Some(first), Some(last)) => format!("{}-{}-{:016x}", first.year, last.year, hash.0),
            _ => format!("none-{:016x}", hash.0),
        }
    }

    /// For dates outside the table (before 2000 or after 2100), where no case lies but a mistyped date may.
    fn nth_day_by_day(&self, after: Date, n: u32) -> Date {
        let mut day = after;
        let mut left = n;
        while left > 0 && day < Date::MAX {
            day = next(day);
            left -= u32::from(self.is_working_day(day));
        }
        day
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Calendar) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.inner.notices == other.inner.notices
    }
}

impl Eq for Calendar {}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Calendar").field(&self.fingerprint()).finish()
    }
}

/// The rule of the working day: the notices first (the next year's before the own year's, for it is the later word),
/// then the statute where the year has no notice, then the week.
fn classify(notices: &[Notice], date: Date) -> (bool, DayReason) {
    let year = date.year();
    let notice_of =
        |year: i16| notices.binary_search_by_key(&year, |notice| notice.year).ok().and_then(|index| notices.get(index));
    let own = notice_of(year);
    let following = if date.month() == 12 { notice_of(year.saturating_add(1)) } else { None };
    for notice in [following, own].into_iter().flatten() {
        if let Some(day) = notice.find(date) {
            return if day.is_off_day {
                (false, DayReason::Holiday(day.name.clone()))
            } else {
                (true, DayReason::MakeUp(day.name.clone()))
            };
        }
    }
    if own.is_none()
        && let Some(name) = statutory::holiday(date)
    {
        return (false, DayReason::Holiday(name.to_owned()));
    }
    match date.weekday() {
        Weekday::Saturday | Weekday::Sunday => (false, DayReason::Weekend),
        _ => (true, DayReason::Ordinary),
    }
}

/// The next date; the last date of all is its own successor, so that no loop over dates can fail.
pub(crate) fn next(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

/// FNV-1a: the fingerprint need not resist anybody, it need only be the same everywhere and always.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
