//! Prints the working days of 2019 to 2026, one a line: what `tests/working_days_chinesecalendar.py` compares.
#![allow(clippy::print_stdout)]

use gongkai_rules::calendar::Calendar;
use jiff::ToSpan;
use jiff::civil::date;

fn main() {
    let calendar = Calendar::embedded();
    let days = date(2019, 1, 1).series(1.day()).take_while(|day| day.year() <= 2026);
    for day in days.filter(|day| calendar.is_working_day(*day)) {
        println!("{day}");
    }
}
