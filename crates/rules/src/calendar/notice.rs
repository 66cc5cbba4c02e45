//! One year's notice 国务院办公厅关于部分节假日安排的通知, in the form of the files in `data/holidays`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Years a notice may have: the range for which calendars are kept.
const YEARS: std::ops::RangeInclusive<i16> = 2001..=2100;

/// A year's notice: the days on which it departs from the plain week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The year in the title of the notice.
    pub year: i16,
    /// The papers it was published in (addresses). Without any it is no notice but a guess.
    pub papers: Vec<String>,
    /// Days off and make-up working days, also of the December before.
    pub days: Vec<NoticeDay>,
}

/// One day of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeDay {
    /// Name of the holiday in Chinese.
    pub name: String,
    /// The date.
    pub date: Date,
    /// Off (`true`) or made a working day 调休上班 (`false`).
    pub is_off_day: bool,
}

/// Why a notice cannot be used. The texts are for the person who imports it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not the form of a calendar file.
    #[error("读不出放假安排：{0}。文件应是 JSON，含 year（年份）、papers（通知网址）、days（日期）三项")]
    Unreadable(String),
    /// A year for which no calendar is kept.
    #[error("年份不对：{0}。放假安排的年份应在 2001 至 2100 之间")]
    WrongYear(i16),
    /// No paper is named: the notice has not been published.
    #[error("{0}年的放假安排没有写明国务院办公厅的通知（papers 是空的），不能当作正式安排导入")]
    NoPaper(i16),
    /// No day is named.
    #[error("{0}年的放假安排里一天也没有，没有导入")]
    Empty(i16),
    /// Named twice.
    #[error("{0} 写了两次，请只留一次")]
    Duplicate(Date),
    /// A day the notice of that year cannot speak of.
    #[error("{date} 不属于 {year}年的放假安排：只能写 {year}年的日期和上一年 12 月的日期")]
    FarOutside {
        /// The year of the notice.
        year: i16,
        /// The date that lies outside.
        date: Date,
    },
}

impl Notice {
    /// Reads a calendar file and checks it. Unknown keys are ignored.
    ///
    /// # Errors
    /// When the text is not such a file, or the notice cannot be one.
    pub fn from_json(text: &str) -> Result<Notice, CalendarError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let notice: Notice = serde_json::from_str(text).map_err(|error| {
            CalendarError::Unreadable(format!("第 {} 行第 {} 列不对", error.line(), error.column()))
        })?;
        notice.check()?;
        Ok(notice)
    }

    /// Whether it can be a notice: a sensible year, a paper, at least one day, no date twice, no date that the calendar
    /// would never look up in this file.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), CalendarError> {
        if !YEARS.contains(&self.year) {
            return Err(CalendarError::WrongYear(self.year));
        }
        if self.papers.iter().all(|paper| paper.trim().is_empty()) {
            return Err(CalendarError::NoPaper(self.year));
        }
        if self.days.is_empty() {
            return Err(CalendarError::Empty(self.year));
        }
        for day in &self.days {
            let own = day.date.year() == self.year;
            let december_before = day.date.year() == self.year - 1 && day.date.month() == 12;
            if !own && !december_before {
                return Err(CalendarError::FarOutside { year: self.year, date: day.date });
            }
        }
        let mut dates: Vec<Date> = self.days.iter().map(|day| day.date).collect();
        dates.sort_unstable();
        match dates.windows(2).find_map(|pair| match pair {
            [first, second] if first == second => Some(*first),
            _ => None,
        }) {
            Some(date) => Err(CalendarError::Duplicate(date)),
            None => Ok(()),
        }
    }

    /// The entry of a date. Days are sorted when the notice enters a calendar.
    pub(super) fn find(&self, date: Date) -> Option<&NoticeDay> {
        let index = self.days.binary_search_by_key(&date, |day| day.date).ok()?;
        self.days.get(index)
    }
}
