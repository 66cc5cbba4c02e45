//! Working days: the notices, the years without one, and what the pages are told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

use gongkai_rules::calendar::{Calendar, CalendarError, DayReason, Notice, NoticeDay};
use jiff::civil::{Date, date};

fn notice(year: i16, days: &[(Date, bool)]) -> Notice {
    Notice {
        year,
        papers: vec!["国办发明电〔2026〕7号".to_owned()],
        days: days.iter().map(|&(date, is_off_day)| NoticeDay { name: "元旦".to_owned(), date, is_off_day }).collect(),
    }
}

#[test]
fn every_carried_notice_is_sound() {
    assert_eq!(Calendar::embedded().years_with_notice(), (2019..=2026).collect::<Vec<i16>>());
}

#[test]
fn a_day_tells_why_it_counts_or_not() {
    let calendar = Calendar::embedded();
    let day = |date| {
        let day = calendar.day(date);
        assert_eq!(day.working, calendar.is_working_day(date), "{date}");
        (day.working, day.reason.to_string())
    };
    assert_eq!(day(date(2025, 3, 3)), (true, "工作日".to_owned()));
    assert_eq!(day(date(2025, 3, 8)), (false, "周末".to_owned()));
    assert_eq!(day(date(2025, 1, 28)), (false, "春节放假".to_owned()));
    assert_eq!(day(date(2025, 1, 26)), (true, "春节调休上班".to_owned()));
    // A weekend that merely adjoins a holiday is a weekend.
    assert!(!calendar.day(date(2026, 4, 4)).working);
}

#[test]
fn december_is_looked_up_in_the_next_years_notice_too() {
    let calendar = Calendar::embedded();
    // 2018-12-29, a Saturday, was made a working day by the notice of 2019.
    assert!(calendar.is_working_day(date(2018, 12, 29)));
    assert!(!calendar.is_working_day(date(2018, 12, 31)));
    assert_eq!(calendar.day(date(2022, 12, 31)).reason, DayReason::Holiday("元旦".to_owned()));
    // A later notice overrules the own year's: it is the later word.
    let moved = calendar
        .with_notice(notice(2027, &[(date(2026, 12, 31), true), (date(2026, 12, 26), false)]))
        .expect("a sound notice");
    assert!(!moved.is_working_day(date(2026, 12, 31)));
    assert!(moved.is_working_day(date(2026, 12, 26)));
}

#[test]
fn a_year_without_notice_has_the_statutory_holidays_and_is_provisional() {
    let calendar = Calendar::embedded();
    let off: Vec<Date> = date(2027, 1, 1)
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() == 2027)
        .filter(|&day| matches!(calendar.day(day).reason, DayReason::Holiday(_)))
        .collect();
    // 放假办法第二条; lunar new year 2027-02-06, 清明 04-05, 端午 06-09, 中秋 09-15.
    let expected =
        [(1, 1), (2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (5, 1), (5, 2), (6, 9), (9, 15), (10, 1), (10, 2), (10, 3)];
    assert_eq!(off, expected.map(|(month, day)| date(2027, month, day)));
    assert!(calendar.day(date(2027, 3, 1)).provisional);
    assert!(!calendar.day(date(2026, 12, 31)).provisional);
    assert!(calendar.nth_working_day_after(date(2026, 12, 21), 20).provisional);
    assert!(!calendar.nth_working_day_after(date(2026, 12, 1), 20).provisional);
}

#[test]
fn the_computed_holidays_are_days_off_in_every_notice_there_is() {
    // The statute's own words (as of each year) against the State Council's: the lunar calendar and 清明 are right.
    let without = Calendar::embedded();
    for known in without.notices() {
        let far = known.year;
        for (name, count) in [("清明节", 1), ("端午节", 1), ("中秋节", 1)] {
            let computed: Vec<Date> = computed_holidays(far, name);
            assert_eq!(computed.len(), count, "{name} {far}");
            for day in computed {
                assert!(!without.is_working_day(day), "{name} {day} is a working day by the notice");
                let listed = known.days.iter().find(|listed| listed.date == day);
                assert!(listed.is_some_and(|listed| listed.name.contains(name.trim_end_matches('节'))), "{name} {day}");
            }
        }
        for day in computed_holidays(far, "春节").into_iter().skip(1) {
            assert!(!without.is_working_day(day), "春节 {day} is a working day by the notice");
        }
    }
}

/// The holidays the calendar computes for a year when it is not told the notice.
fn computed_holidays(year: i16, name: &str) -> Vec<Date> {
    let bare = Calendar::embedded().without_notice(year);
    date(year, 1, 1)
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() == year)
        .filter(|&day| matches!(bare.day(day).reason, DayReason::Holiday(holiday) if holiday.contains(name)))
        .collect()
}

#[test]
fn counting_agrees_with_stepping_day_by_day() {
    let calendar = Calendar::embedded();
    let mut start = date(2023, 11, 1);
    while start < date(2027, 3, 1) {
        let mut day = start;
        for n in 1..=45 {
            day = day.tomorrow().expect("a date");
            while !calendar.is_working_day(day) {
                day = day.tomorrow().expect("a date");
            }
            assert_eq!(calendar.nth_working_day_after(start, n).date, day, "{n} after {start}");
            assert_eq!(calendar.working_days_between(start, day), n, "{start} to {day}");
        }
        start = start.tomorrow().expect("a date");
    }
    assert_eq!(calendar.working_days_between(date(2025, 3, 4), date(2025, 3, 3)), 0);
}

#[test]
fn a_last_day_off_rolls_to_the_first_working_day_after_it() {
    let calendar = Calendar::embedded();
    let rolled = |day| calendar.next_working_day_on_or_after(day).date;
    assert_eq!(rolled(date(2025, 10, 4)), date(2025, 10, 9));
    // A make-up Saturday is a working day: nothing rolls.
    assert_eq!(rolled(date(2026, 2, 28)), date(2026, 2, 28));
    assert!(!calendar.next_working_day_on_or_after(date(2026, 12, 31)).provisional);
    assert!(calendar.next_working_day_on_or_after(date(2027, 1, 2)).provisional);
}

#[test]
fn dates_far_from_any_case_do_no_harm() {
    let calendar = Calendar::embedded();
    assert_eq!(calendar.nth_working_day_after(Date::MAX, 20).date, Date::MAX);
    assert!(calendar.nth_working_day_after(Date::MIN, 20).date > Date::MIN);
    assert_eq!(calendar.nth_working_day_after(date(1999, 12, 30), 2).date, date(2000, 1, 3));
    // 2101-01-01 is a holiday, 01-02 a Sunday.
    assert_eq!(calendar.nth_working_day_after(date(2100, 12, 31), 1).date, date(2101, 1, 3));
    assert_eq!(calendar.next_working_day_on_or_after(Date::MAX).date, Date::MAX);
}

#[test]
fn a_new_notice_replaces_the_old_and_changes_the_fingerprint() {
    let calendar = Calendar::embedded();
    let known =
        calendar.with_notice(notice(2027, &[(date(2027, 1, 1), true), (date(2027, 1, 3), false)])).expect("sound");
    assert!(known.has_notice(2027) && !calendar.has_notice(2027));
    assert!(known.is_working_day(date(2027, 1, 3)));
    assert_ne!(known.fingerprint(), calendar.fingerprint());
    assert_ne!(known, calendar);
    let again = known.with_notice(notice(2027, &[(date(2027, 1, 1), true)])).expect("sound");
    assert!(!again.is_working_day(date(2027, 1, 3)));
    assert_eq!(again.years_with_notice().len(), 9);
    assert_eq!(Calendar::embedded().fingerprint(), calendar.fingerprint());
    assert!(calendar.fingerprint().starts_with("2019-2026-"));
}

#[test]
fn what_cannot_be_a_notice_is_refused_in_words() {
    let calendar = Calendar::embedded();
    let refusal = |notice| calendar.with_notice(notice).expect_err("refused");
    assert_eq!(refusal(notice(1027, &[(date(1027, 1, 1), true)])), CalendarError::WrongYear(1027));
    assert_eq!(refusal(notice(2027, &[])), CalendarError::Empty(2027));
    let twice = [(date(2027, 1, 1), true), (date(2027, 5, 1), true), (date(2027, 1, 1), false)];
    assert_eq!(refusal(notice(2027, &twice)), CalendarError::Duplicate(date(2027, 1, 1)));
    for outside in [date(2026, 11, 30), date(2028, 1, 1), date(2025, 12, 31)] {
        let error = refusal(notice(2027, &[(outside, true)]));
        assert_eq!(error, CalendarError::FarOutside { year: 2027, date: outside });
        assert!(error.to_string().contains("2027年的放假安排"), "{error}");
    }
    let mut guess = notice(2027, &[(date(2027, 1, 1), true)]);
    guess.papers.clear();
    assert!(refusal(guess).to_string().contains("papers 是空的"));
}

#[test]
fn a_calendar_file_is_read_with_unknown_keys_and_refused_in_words() {
    let text = r#"{"$id": "x", "year": 2027, "papers": ["p"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true, "note": 1}]}"#;
    assert_eq!(Notice::from_json(text).expect("readable").days.len(), 1);
    let error = Notice::from_json("{\"year\": 2027,\n \"days\": 3}").expect_err("refused");
    assert!(error.to_string().contains("第 2 行"), "{error}");
    // The file of a year whose notice has not come is no notice.
    let placeholder = include_str!("../data/holidays/2027.json");
    assert_eq!(Notice::from_json(placeholder), Err(CalendarError::NoPaper(2027)));
}
