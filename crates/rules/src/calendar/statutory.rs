//! The holidays of the whole people, by 全国年节及纪念日放假办法 (2024) 第二条: what is known of a year before its notice
//! comes. Days in lieu (第六条 补假) and make-up working days (第七条 调休) are unknown until then and not guessed.

use std::cell::Cell;

use jiff::civil::Date;
use tyme4rs::tyme::lunar::LunarDay;
use tyme4rs::tyme::solar::{SolarDay, SolarTerm};

/// Years for which the lunar calendar is computed; beyond them only the fixed holidays are known.
const LUNAR_YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// 清明 counted from the 冬至 of the year before, as the crate numbers the solar terms.
const QINGMING: isize = 7;

/// The moving holidays of one year.
#[derive(Clone, Copy)]
struct Moving {
    year: i16,
    /// 正月初一.
    new_year: Date,
    qingming: Date,
    /// 五月初五.
    duanwu: Date,
    /// 八月十五.
    mid_autumn: Date,
}

thread_local! {
    // Days are asked for in the order of the calendar: the year last computed is nearly always the year asked for.
    static LAST: Cell<Option<Moving>> = const { Cell::new(None) };
}

/// The name of the statutory holiday that falls on a date, if one does (放假办法第二条).
pub(super) fn holiday(date: Date) -> Option<&'static str> {
    match (date.month(), date.day()) {
        (1, 1) => return Some("元旦"),
        (5, 1 | 2) => return Some("劳动节"),
        _ => {}
    }
    let national = date.month() == 10 && date.day() <= 3;
    let Some(moving) = moving(date.year()) else { return national.then_some("国庆节") };
    if national {
        return Some(if date == moving.mid_autumn { "国庆节、中秋节" } else { "国庆节" });
    }
    let from_new_year = moving.new_year.duration_until(date).as_hours() / 24;
    // 除夕 is the day before 正月初一, whether the last month has 29 days or 30.
    if (-1..=2).contains(&from_new_year) {
        Some("春节")
    } else if date == moving.qingming {
        Some("清明节")
    } else if date == moving.duanwu {
        Some("端午节")
    } else if date == moving.mid_autumn {
        Some("中秋节")
    } else {
        None
    }
}

fn moving(year: i16) -> Option<Moving> {
    if let Some(known) = LAST.get().filter(|known| known.year == year) {
        return Some(known);
    }
    if !LUNAR_YEARS.contains(&year) {
        return None;
    }
    let lunar = |month: isize, day: usize| civil(&LunarDay::from_ymd(isize::from(year), month, day).get_solar_day());
    let computed = Moving {
        year,
        new_year: lunar(1, 1)?,
        qingming: civil(&SolarTerm::from_index(isize::from(year), QINGMING).get_julian_day().get_solar_day())?,
        duanwu: lunar(5, 5)?,
        mid_autumn: lunar(8, 15)?,
    };
    LAST.set(Some(computed));
    Some(computed)
}

fn civil(day: &SolarDay) -> Option<Date> {
    let month = i8::try_from(day.get_month()).ok()?;
    let of_month = i8::try_from(day.get_day()).ok()?;
    Date::new(i16::try_from(day.get_year()).ok()?, month, of_month).ok()
}
