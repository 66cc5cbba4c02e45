//! Working days for the second calculator: read from the same notices, by other code, a day at a time. Years without a
//! notice are written down by hand from printed calendars. Days are numbers from 2017-01-01 (a Sunday).

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::Value;

const NOTICES: [&str; 8] = [
    include_str!("../../data/holidays/2019.json"),
    include_str!("../../data/holidays/2020.json"),
    include_str!("../../data/holidays/2021.json"),
    include_str!("../../data/holidays/2022.json"),
    include_str!("../../data/holidays/2023.json"),
    include_str!("../../data/holidays/2024.json"),
    include_str!("../../data/holidays/2025.json"),
    include_str!("../../data/holidays/2026.json"),
];

/// 除夕 to 初三, 清明, 端午, 中秋 of the years to come.
const LUNAR: [(i16, [(i8, i8); 7]); 4] = [
    (2027, [(2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (6, 9), (9, 15)]),
    (2028, [(1, 25), (1, 26), (1, 27), (1, 28), (4, 4), (5, 28), (10, 3)]),
    (2029, [(2, 12), (2, 13), (2, 14), (2, 15), (4, 4), (6, 16), (9, 22)]),
    (2030, [(2, 2), (2, 3), (2, 4), (2, 5), (4, 5), (6, 5), (9, 12)]),
];

pub struct NaiveCalendar {
    ymd: Vec<(i16, i8, i8)>,
    number: HashMap<(i16, i8, i8), usize>,
    working: Vec<bool>,
}

impl NaiveCalendar {
    pub fn new() -> NaiveCalendar {
        let mut ymd = Vec::new();
        for year in 2017..=2031_i16 {
            for month in 1..=12_i8 {
                let leap = year % 4 == 0;
                let length = match month {
                    2 if leap => 29,
                    2 => 28,
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                for day in 1..=length {
                    ymd.push((year, month, day));
                }
            }
        }
        let number: HashMap<_, _> = ymd.iter().enumerate().map(|(index, &day)| (day, index)).collect();
        let mut working: Vec<bool> = (0..ymd.len()).map(|index| !matches!(index % 7, 0 | 6)).collect();
        for (year, lunar) in LUNAR {
            let fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
            for (month, day) in fixed.into_iter().chain(lunar) {
                working[number[&(year, month, day)]] = false;
            }
        }
        for text in NOTICES {
            let notice: Value = serde_json::from_str(text).expect("a notice");
            for day in notice["days"].as_array().expect("days") {
                let parts: Vec<i16> = day["date"]
                    .as_str()
                    .expect("a date")
                    .split('-')
                    .map(|part| part.parse().expect("a number"))
                    .collect();
                let index = number[&(parts[0], parts[1] as i8, parts[2] as i8)];
                working[index] = day["isOffDay"] == Value::Bool(false);
            }
        }
        NaiveCalendar { ymd, number, working }
    }

    pub fn number_of(&self, date: Date) -> usize {
        self.number[&(date.year(), date.month(), date.day())]
    }

    pub fn date_of(&self, number: usize) -> Date {
        let (year, month, day) = self.ymd[number];
        jiff::civil::date(year, month, day)
    }

    pub fn works(&self, number: usize) -> bool {
        self.working[number]
    }

    pub fn unknown_year(&self, number: usize) -> bool {
        !(2019..=2026).contains(&self.ymd[number].0)
    }

    /// The same number of the month `months` later, else the last day of that month.
    pub fn months_later(&self, number: usize, months: i8) -> usize {
        let (mut year, mut month, mut day) = self.ymd[number];
        for _ in 0..months {
            month += 1;
            if month == 13 {
                month = 1;
                year += 1;
            }
        }
        loop {
            if let Some(&found) = self.number.get(&(year, month, day)) {
                return found;
            }
            day -= 1;
        }
    }
}
