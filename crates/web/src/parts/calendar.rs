//! A month on one small sheet, as the deadline calculator shows it.

/// What a day counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayKind {
    /// Outside the month or the span: empty.
    #[default]
    Blank,
    /// A working day that counts.
    Work,
    /// Weekend or holiday.
    Rest,
    /// A weekend day worked (调休上班), which counts.
    MadeUp,
    /// A working day that does not count (征求意见).
    Excluded,
    /// Day 0, the receipt.
    Start,
    /// The last day.
    Due,
}

/// One day.
#[derive(Clone, Debug, Default)]
pub struct DayView {
    /// Day of the month; 0 for a blank cell.
    pub day: u8,
    /// What it counts as.
    pub kind: DayKind,
    /// One or two words below: 春节, 班, 收到, 到期, 第 3 日.
    pub note: String,
    /// Today by official time.
    pub today: bool,
}

impl DayView {
    /// Class names of its cell.
    #[must_use]
    pub fn class(&self) -> String {
        let kind = match self.kind {
            DayKind::Blank => "gk-month__blank",
            DayKind::Work => "gk-month__work",
            DayKind::Rest => "gk-month__rest",
            DayKind::MadeUp => "gk-month__made",
            DayKind::Excluded => "gk-month__out",
            DayKind::Start => "gk-month__start",
            DayKind::Due => "gk-month__due",
        };
        if self.today { format!("{kind} gk-month__today") } else { kind.to_owned() }
    }
}

/// A month, in weeks that begin on Monday.
#[derive(Clone, Debug, Default)]
pub struct MonthView {
    /// 2026年11月.
    pub title: String,
    /// Seven days each.
    pub weeks: Vec<Vec<DayView>>,
}
