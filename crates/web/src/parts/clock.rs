//! The legal clock of a case as it is drawn: the date in words, one cell for each working day, and why it is this date.

use std::fmt::Write as _;

use super::{Link, StateTag};

/// What a working day on the track counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Counted and gone by.
    Used,
    /// Taken out of the limit (征求意见), hatched.
    Excluded,
    /// Still to come.
    Left,
    /// After the due date.
    Late,
}

/// One line of "why this date".
#[derive(Clone, Debug, Default)]
pub struct ClockStep {
    /// The event with its date, in words.
    pub text: String,
    /// The article, in words: 条例第三十三条第二款.
    pub law: String,
    /// The date that results, short: 11-26 or 12月3日; empty where none does.
    pub date: String,
    /// Papers of the event.
    pub links: Vec<Link>,
}

/// The clock of one case; shown by `clock::clock`, its reasons alone by `clock::why`.
#[derive(Clone, Debug)]
pub struct ClockView {
    /// What the date is: 答复期限, 补正期限.
    pub label: String,
    /// The date in words: 12月3日（周四）; or what stands in its place: 等申请人补正.
    pub date: String,
    /// Its tag.
    pub tag: StateTag,
    /// A working day each, from the day after receipt; empty draws no track.
    pub cells: Vec<CellKind>,
    /// After how many cells the line 今天 stands; `None` where today is outside.
    pub today_after: Option<usize>,
    /// First day of the track, short: 10-30.
    pub first: String,
    /// Last day of the track, short: 12-03.
    pub last: String,
    /// A sentence where the date is provisional.
    pub provisional: Option<String>,
    /// Why this date.
    pub steps: Vec<ClockStep>,
    /// Whether the reasons stand open.
    pub open: bool,
}

/// Width of the track in its own units; it is scaled to the column.
const WIDTH: f64 = 336.0;
/// Where the cells begin and how high they are: above stands 今天, below the two dates.
const TOP: f64 = 20.0;
const HEIGHT: f64 = 20.0;

impl ClockView {
    /// How many cells are of this kind.
    #[must_use]
    pub fn count(&self, kind: CellKind) -> usize {
        self.cells.iter().filter(|cell| **cell == kind).count()
    }

    /// Counted working days.
    #[must_use]
    pub fn used(&self) -> usize {
        self.count(CellKind::Used)
    }

    /// Working days not counted.
    #[must_use]
    pub fn excluded(&self) -> usize {
        self.count(CellKind::Excluded)
    }

    /// Working days left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.count(CellKind::Left)
    }

    /// Working days late.
    #[must_use]
    pub fn late(&self) -> usize {
        self.count(CellKind::Late)
    }

    /// The track in a sentence, for those who do not see it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut words =
            format!("从 {} 到 {}，共 {} 个工作日：已用 {} 个", self.first, self.last, self.cells.len(), self.used());
        for (number, name) in [(self.excluded(), "不计入"), (self.left(), "剩余"), (self.late(), "逾期")] {
            if number > 0 {
                let _ = write!(words, "，{name} {number} 个");
            }
        }
        words
    }

    /// SVG path of all cells of one kind.
    fn boxes(&self, kind: CellKind, inset: f64) -> String {
        let (step, wide) = self.step();
        let mut path = String::new();
        for (at, _) in self.cells.iter().enumerate().filter(|(_, cell)| **cell == kind) {
            let x = step * at as f64 + inset;
            let _ = write!(
                path,
                "M{} {}h{}v{}h-{}z",
                tidy(x),
                tidy(TOP + inset),
                tidy(wide - 2.0 * inset),
                tidy(HEIGHT - 2.0 * inset),
                tidy(wide - 2.0 * inset)
            );
        }
        path
    }

    /// Distance between cells and width of one.
    fn step(&self) -> (f64, f64) {
        let step = WIDTH / self.cells.len().max(1) as f64;
        (step, (step * 0.9).max(step - 1.5))
    }

    /// Path of the used days.
    #[must_use]
    pub fn used_path(&self) -> String {
        self.boxes(CellKind::Used, 0.0)
    }

    /// Path of the outlines of days not counted.
    #[must_use]
    pub fn excluded_path(&self) -> String {
        self.boxes(CellKind::Excluded, 0.5)
    }

    /// Path of the hatching of days not counted.
    #[must_use]
    pub fn hatch_path(&self) -> String {
        let (step, wide) = self.step();
        let mut path = String::new();
        for (at, _) in self.cells.iter().enumerate().filter(|(_, cell)| **cell == CellKind::Excluded) {
            let x = step * at as f64;
            let rise = wide - 1.0;
            for bottom in [TOP + HEIGHT * 0.55, TOP + HEIGHT - 0.5] {
                let _ = write!(path, "M{} {}l{} -{}", tidy(x + 0.5), tidy(bottom), tidy(rise), tidy(rise));
            }
        }
        path
    }

    /// Path of the days left.
    #[must_use]
    pub fn left_path(&self) -> String {
        self.boxes(CellKind::Left, 0.5)
    }

    /// Path of the days late.
    #[must_use]
    pub fn late_path(&self) -> String {
        self.boxes(CellKind::Late, 0.0)
    }

    /// Where the line 今天 stands.
    #[must_use]
    pub fn today_x(&self) -> Option<String> {
        let after = self.today_after.filter(|after| *after <= self.cells.len())?;
        let (step, wide) = self.step();
        Some(tidy((step * after as f64 - (step - wide) / 2.0).clamp(1.0, WIDTH - 1.0)))
    }

    /// How the word 今天 is anchored, so that it stays inside.
    #[must_use]
    pub fn today_anchor(&self) -> &'static str {
        let (step, _) = self.step();
        match self.today_after.map(|after| step * after as f64) {
            Some(x) if x < 16.0 => "start",
            Some(x) if x > WIDTH - 16.0 => "end",
            _ => "middle",
        }
    }
}

/// A number with at most one decimal, short in the page.
fn tidy(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(cells: Vec<CellKind>, today_after: Option<usize>) -> ClockView {
        ClockView {
            label: "答复期限".into(),
            date: "12月3日（周四）".into(),
            tag: StateTag::due(7, 5, false),
            cells,
            today_after,
            first: "10-30".into(),
            last: "12-03".into(),
            provisional: None,
            steps: Vec::new(),
            open: true,
        }
    }

    #[test]
    fn the_sentence_says_what_the_track_shows() {
        let mut cells = vec![CellKind::Used; 13];
        cells.extend([CellKind::Excluded; 5]);
        cells.extend([CellKind::Left; 7]);
        assert_eq!(
            clock(cells, Some(18)).sentence(),
            "从 10-30 到 12-03，共 25 个工作日：已用 13 个，不计入 5 个，剩余 7 个"
        );
    }

    #[test]
    fn today_stays_inside_the_picture() {
        let at_start = clock(vec![CellKind::Left; 20], Some(0));
        assert_eq!((at_start.today_x().as_deref(), at_start.today_anchor()), (Some("1"), "start"));
        let at_end = clock(vec![CellKind::Used; 20], Some(20));
        assert_eq!(at_end.today_anchor(), "end");
        assert_eq!(clock(vec![CellKind::Left; 20], Some(21)).today_x(), None);
    }
}
