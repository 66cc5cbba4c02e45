//! Days and times as people write and read them.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

/// 2026年12月3日（星期四）.
pub fn long_day(day: Date) -> String {
    format!("{}年{}月{}日（星期{}）", day.year(), day.month(), day.day(), weekday(day))
}

/// 12月3日（星期四）: where the year is clear.
pub fn short_day(day: Date) -> String {
    format!("{}月{}日（星期{}）", day.month(), day.day(), weekday(day))
}

/// 2026年12月3日: in running text.
pub fn plain_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 12-03 周四: in lists.
pub fn list_day(day: Date) -> String {
    format!("{:02}-{:02} 周{}", day.month(), day.day(), weekday(day))
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    }
}

/// 2026年11月24日 10:30, in China.
pub fn instant(at: Timestamp) -> String {
    let local = jiff::tz::offset(8).to_datetime(at);
    format!("{} {:02}:{:02}", plain_day(local.date()), local.hour(), local.minute())
}

/// 11-24 10:30, in China: in records.
pub fn list_instant(at: Timestamp) -> String {
    let local = jiff::tz::offset(8).to_datetime(at);
    format!("{:02}-{:02} {:02}:{:02}", local.month(), local.day(), local.hour(), local.minute())
}

/// A day as people write it: 2026-11-24, 2026/11/24, 2026年11月24日, 20261124.
pub fn parse_day(text: &str) -> Option<Date> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match digits.as_slice() {
        [year, month, day] => Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        [all] if all.len() == 8 => {
            Date::new(all.get(..4)?.parse().ok()?, all.get(4..6)?.parse().ok()?, all.get(6..)?.parse().ok()?).ok()
        }
        _ => None,
    }
}

/// 12-03 周四 in lists; with the year where it is not this one.
pub fn list_day_of(day: Date, today: Date) -> String {
    if day.year() == today.year() { list_day(day) } else { format!("{}-{}", day.year(), list_day(day)) }
}

/// 12-03; with the year where it is not this one.
pub(super) fn short_list_day(day: Date, today: Date) -> String {
    let short = format!("{:02}-{:02}", day.month(), day.day());
    if day.year() == today.year() { short } else { format!("{}-{short}", day.year()) }
}

/// A day typed in three boxes, or what is wrong with it, by name: 2月没有30日.
///
/// # Errors
/// The words for the field.
pub fn day_of_boxes(boxes: &[String; 3]) -> Result<Date, String> {
    let plain = |text: &String| -> Option<i16> {
        let digits: String = text
            .trim()
            .chars()
            .map(|c| char::from_digit(c.to_digit(10).or(full_width(c))?, 10))
            .collect::<Option<_>>()?;
        digits.parse().ok()
    };
    let [year, month, day] = boxes;
    let (Some(year), Some(month), Some(day)) = (plain(year), plain(month), plain(day)) else {
        return Err("请填写年、月、日，用数字".into());
    };
    let known = (1990..=2100).contains(&year);
    if !known {
        return Err("年份写成四位数字，例如 2026".into());
    }
    if !(1..=12).contains(&month) {
        return Err(format!("没有{month}月"));
    }
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => Date::new(year, month, day).map_err(|_| format!("{month}月没有{day}日")),
        _ => Err(format!("{month}月没有{day}日")),
    }
}

/// A digit of full width, as some input methods type it.
fn full_width(c: char) -> Option<u32> {
    u32::from(c).checked_sub(0xff10).filter(|digit| *digit < 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_written_as_people_read_them() {
        assert_eq!(long_day(date(2026, 12, 3)), "2026年12月3日（星期四）");
        assert_eq!(list_day(date(2026, 12, 3)), "12-03 周四");
    }

    #[test]
    fn impossible_days_are_named() {
        let boxes = |year: &str, month: &str, day: &str| day_of_boxes(&[year.into(), month.into(), day.into()]);
        assert_eq!(boxes("2026", "２", "28"), Ok(date(2026, 2, 28)));
        assert_eq!(boxes("2026", "2", "30"), Err("2月没有30日".into()));
        assert_eq!(boxes("2026", "13", "1"), Err("没有13月".into()));
        assert_eq!(boxes("26", "1", "1"), Err("年份写成四位数字，例如 2026".into()));
        assert_eq!(boxes("2026", "", "1"), Err("请填写年、月、日，用数字".into()));
    }

    #[test]
    fn days_are_read_in_every_way_people_write_them() {
        for text in ["2026-03-04", "2026/3/4", "2026年3月4日", "20260304"] {
            assert_eq!(parse_day(text), Some(date(2026, 3, 4)), "{text}");
        }
        for text in ["", "2026-02-30", "3月4日", "2026030"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
