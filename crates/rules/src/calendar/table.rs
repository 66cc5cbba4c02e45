//! Working days counted once, so that a limit is a look-up: a register of a hundred thousand cases is recomputed when a
//! notice comes.

use jiff::civil::Date;

use super::next;

/// First and last date of the table. Cases lie well inside; other dates are computed day by day.
const FIRST: Date = Date::constant(2000, 1, 1);
const LAST: Date = Date::constant(2100, 12, 31);

pub(super) struct Table {
    /// For each day from [`FIRST`]: how many working days lie from `FIRST` up to and including it.
    counts: Vec<u32>,
    /// The working days, ascending.
    working: Vec<Date>,
}

impl Table {
    pub(super) fn build(mut is_working: impl FnMut(Date) -> bool) -> Table {
        let mut counts = Vec::with_capacity(37_000);
        let mut working = Vec::with_capacity(26_000);
        let mut date = FIRST;
        let mut count = 0_u32;
        while date <= LAST {
            if is_working(date) {
                count += 1;
                working.push(date);
            }
            counts.push(count);
            date = next(date);
        }
        Table { counts, working }
    }

    /// How many working days lie from the table's first day up to and including `date`; none outside the table.
    fn rank(&self, date: Date) -> Option<u32> {
        if date < FIRST {
            return None;
        }
        let days = FIRST.duration_until(date).as_hours() / 24;
        self.counts.get(usize::try_from(days).ok()?).copied()
    }

    pub(super) fn is_working(&self, date: Date) -> Option<bool> {
        let rank = self.rank(date)?;
        match rank.checked_sub(1) {
            None => Some(false),
            Some(index) => Some(self.working.get(usize::try_from(index).ok()?) == Some(&date)),
        }
    }

    pub(super) fn nth_after(&self, after: Date, n: u32) -> Option<Date> {
        if n == 0 {
            return Some(after);
        }
        let index = self.rank(after)?.checked_add(n)?.checked_sub(1)?;
        self.working.get(usize::try_from(index).ok()?).copied()
    }

    pub(super) fn between(&self, after: Date, up_to: Date) -> Option<u32> {
        self.rank(up_to)?.checked_sub(self.rank(after)?)
    }
}
