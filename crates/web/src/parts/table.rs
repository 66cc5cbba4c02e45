//! Evidence tables: figures that open onto their cases, and the checks above them.

use super::{Link, StateTag, TagKind};

/// A cell of a table's head, or a row's heading.
#[derive(Clone, Debug, Default)]
pub struct HeadCell {
    /// Its words.
    pub text: String,
    /// Columns it spans, at least 1.
    pub colspan: u16,
    /// Rows it spans, at least 1.
    pub rowspan: u16,
    /// Bold in the body.
    pub strong: bool,
}

impl HeadCell {
    /// A heading of one column and one row.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), colspan: 1, rowspan: 1, strong: false }
    }

    /// Spans these columns and rows.
    #[must_use]
    pub fn span(mut self, colspan: u16, rowspan: u16) -> Self {
        self.colspan = colspan;
        self.rowspan = rowspan;
        self
    }

    /// Bold.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }
}

/// One figure.
#[derive(Clone, Debug, Default)]
pub struct CellView {
    /// The figure; `None` where nobody entered one, which is not 0.
    pub figure: Option<i64>,
    /// Its cases, where the figure is not zero: `?cell=r3_1.natural#cases`.
    pub href: Option<String>,
    /// What it counts, for screen readers: 予以公开，自然人.
    pub what: String,
    /// The one whose cases are shown beside.
    pub selected: bool,
    /// Why a check fails here.
    pub failing: Option<String>,
    /// A sum, bold.
    pub total: bool,
    /// Name of its input, where figures are entered by hand.
    pub input: Option<String>,
    /// What was typed, where it is entered.
    pub typed: String,
}

impl CellView {
    /// A figure without cases behind it.
    #[must_use]
    pub fn plain(figure: Option<i64>) -> Self {
        Self { figure, ..Self::default() }
    }

    /// Class names of the cell.
    #[must_use]
    pub fn class(&self) -> String {
        let mut names = Vec::new();
        if self.figure == Some(0) {
            names.push("gk-table__zero");
        }
        if self.figure.is_none() {
            names.push("gk-table__missing");
        }
        if self.total {
            names.push("gk-table__total");
        }
        if self.failing.is_some() {
            names.push("gk-table__bad");
        }
        if self.selected {
            names.push("gk-table__on");
        }
        names.join(" ")
    }

    /// The figure as shown, with thousands apart; empty where nobody entered one.
    #[must_use]
    pub fn shown(&self) -> String {
        self.figure.map(thousands).unwrap_or_default()
    }

    /// The address, where there is something behind the figure.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        match self.figure {
            None | Some(0) => None,
            Some(_) => self.href.as_deref(),
        }
    }
}

fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A row: its headings, then its figures.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// Headings that begin in this row.
    pub heads: Vec<HeadCell>,
    /// Its figures.
    pub cells: Vec<CellView>,
}

/// A table of figures; shown by `table::evidence`.
#[derive(Clone, Debug, Default)]
pub struct TableView {
    /// Id, so that it can be linked to.
    pub id: String,
    /// Its title; also names the region that slides on phones.
    pub caption: String,
    /// 单位：件; may be empty.
    pub unit: String,
    /// Rows of the head.
    pub head: Vec<Vec<HeadCell>>,
    /// Rows of the body.
    pub rows: Vec<TableRow>,
}

/// How a check stands, the heavier the later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckState {
    /// 成立.
    Holds,
    /// Figures are missing, so that nobody can tell.
    #[default]
    Unknown,
    /// 提醒: very likely wrong, or against the usual; it stands in nobody's way.
    Warns,
    /// 不成立.
    Fails,
}

/// One check: an identity in words, its figures, how it stands.
#[derive(Clone, Debug, Default)]
pub struct CheckLine {
    /// How it stands.
    pub state: CheckState,
    /// 各列：新收 + 结转 = 办理总计 + 结转下年.
    pub identity: String,
    /// 7 列：42 + 3 = 37 + 8.
    pub figures: String,
    /// To the difference.
    pub link: Option<Link>,
    /// What to do about it, as a button: 说明或更正.
    pub act: Option<Link>,
}

impl CheckLine {
    /// 成立, 不成立, 提醒 or 无法判断.
    #[must_use]
    pub fn tag(&self) -> StateTag {
        match self.state {
            CheckState::Holds => StateTag::done("成立"),
            CheckState::Fails => StateTag::bad("不成立"),
            CheckState::Warns => StateTag::new(TagKind::Soon, "提醒"),
            CheckState::Unknown => StateTag::new(TagKind::Paused, "无法判断"),
        }
    }
}

/// A case behind a figure.
#[derive(Clone, Debug, Default)]
pub struct DrillCase {
    /// Number and page.
    pub link: Link,
    /// Title without personal data.
    pub title: String,
    /// 2月14日答复, 用时 12 个工作日.
    pub about: Vec<String>,
}

/// Taking the cases behind a figure away as a register.
#[derive(Clone, Debug, Default)]
pub struct ExportForm {
    /// Where it is sent.
    pub action: String,
    /// Key of the form.
    pub once: String,
    /// Key of the cell.
    pub cell: String,
    /// The edition shown.
    pub edition: u32,
    /// How many cases.
    pub count: usize,
}

/// What is behind a figure: the rule in words, then the cases, as many as the figure says.
#[derive(Clone, Debug, Default)]
pub struct DrillDown {
    /// （二）部分公开 × 自然人：6 件.
    pub title: String,
    /// What is counted and by which rule.
    pub rule: String,
    /// The cases.
    pub cases: Vec<DrillCase>,
    /// 导出这 6 件.
    pub export: Option<ExportForm>,
    /// 与2025年相比：4 件，多 2 件; may be empty.
    pub compared: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_nobody_entered_is_not_a_zero() {
        let missing = CellView { href: Some("?cell=a".into()), ..CellView::plain(None) };
        let zero = CellView { href: Some("?cell=a".into()), ..CellView::plain(Some(0)) };
        let some = CellView { href: Some("?cell=a".into()), ..CellView::plain(Some(1_234_567)) };
        assert_eq!((missing.shown().as_str(), missing.link()), ("", None));
        assert_eq!((zero.shown().as_str(), zero.link()), ("0", None));
        assert_eq!((some.shown().as_str(), some.link()), ("1,234,567", Some("?cell=a")));
        assert_eq!(thousands(-1200), "-1,200");
    }
}
