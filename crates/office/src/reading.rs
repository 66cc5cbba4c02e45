//! Read models: what a screen shows, loaded with a fixed number of statements.

pub mod calendar;
pub mod case;
pub mod counts;
pub mod earlier;
pub mod inspect;
pub mod progress;
pub mod worklist;

pub use gongkai_storage::database::counting as counting_statements;

use gongkai_rules::calendar::Calendar;
use jiff::civil::Date;

/// What happened before this day is more than one working day ago.
pub(crate) fn over_one_working_day(calendar: &Calendar, today: Date) -> Date {
    let mut day = today;
    // A week of holidays and a week-end on either side are fewer days than this.
    for _ in 0..30 {
        day = day.yesterday().unwrap_or(day);
        if calendar.is_working_day(day) {
            break;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_working_day_has_passed_when_the_next_one_has_ended() {
        let calendar = Calendar::embedded();
        let is_over = |on: Date, today: Date| on < over_one_working_day(&calendar, today);
        // 2026-11-20 is a Friday.
        assert!(!is_over(date(2026, 11, 20), date(2026, 11, 23)), "Monday is the working day after Friday");
        assert!(is_over(date(2026, 11, 20), date(2026, 11, 24)));
        assert!(!is_over(date(2026, 11, 21), date(2026, 11, 23)), "handed in on a Saturday");
        assert!(is_over(date(2026, 11, 21), date(2026, 11, 24)));
        assert!(!is_over(date(2026, 9, 30), date(2026, 10, 8)), "over National Day");
        assert!(is_over(date(2026, 9, 30), date(2026, 10, 9)));
    }
}
pub mod trail;
