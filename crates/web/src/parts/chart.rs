//! Bars drawn on the server: one colour, labels on the marks, axis from 0.

/// One bar.
#[derive(Clone, Debug, Default)]
pub struct BarView {
    /// 6月.
    pub label: String,
    /// Its value.
    pub value: u64,
}

/// A bar chart with its finding as title; the table of its figures stands below it.
#[derive(Clone, Debug, Default)]
pub struct BarChart {
    /// Id, unique on the page.
    pub id: String,
    /// What it shows: 6月收到的申请最多.
    pub finding: String,
    /// 2026年各月，单位：件.
    pub unit: String,
    /// Heading of the labels in the table: 月份.
    pub label_head: String,
    /// Heading of the values: 收到申请（件）.
    pub value_head: String,
    /// The bars.
    pub bars: Vec<BarView>,
}

/// A bar with its place.
#[derive(Clone, Debug)]
pub struct PlacedBar<'a> {
    /// Left edge.
    pub x: u64,
    /// Middle.
    pub middle: u64,
    /// Upper edge.
    pub y: u64,
    /// Height.
    pub height: u64,
    /// Label and value.
    pub bar: &'a BarView,
}

/// Units for one bar with its gap, and the highest bar.
const STEP: u64 = 48;
const TALL: u64 = 120;

impl BarChart {
    /// Width of the picture.
    #[must_use]
    pub fn width(&self) -> u64 {
        STEP * self.bars.len() as u64
    }

    /// The bars with their places; the highest fills the height.
    #[must_use]
    pub fn placed(&self) -> Vec<PlacedBar<'_>> {
        let largest = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
        self.bars
            .iter()
            .zip(0_u64..)
            .map(|(bar, at)| {
                let height = bar.value * TALL / largest;
                PlacedBar { x: at * STEP + 12, middle: at * STEP + STEP / 2, y: 20 + TALL - height, height, bar }
            })
            .collect()
    }

    /// Total, largest and smallest in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let total: u64 = self.bars.iter().map(|bar| bar.value).sum();
        let (Some(most), Some(least)) =
            (self.bars.iter().max_by_key(|bar| bar.value), self.bars.iter().min_by_key(|bar| bar.value))
        else {
            return "没有数据".to_owned();
        };
        format!("合计 {total}；最多 {} {}，最少 {} {}", most.label, most.value, least.label, least.value)
    }
}
