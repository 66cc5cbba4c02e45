//! Worklists with their tabs, filters, pages; empty states; long work.

use super::{FieldView, Link, StateTag};

/// One tab with its count.
#[derive(Clone, Debug, Default)]
pub struct TabView {
    /// Words and address.
    pub link: Link,
    /// How many.
    pub count: Option<u64>,
    /// The one shown.
    pub current: bool,
}

/// Filters above a list: a GET form, so that the address says what is set.
#[derive(Clone, Debug, Default)]
pub struct FilterView {
    /// Where it is sent.
    pub action: String,
    /// Selects and one text field.
    pub fields: Vec<FieldView>,
    /// What the address holds besides (the tab), sent along.
    pub kept: Vec<(String, String)>,
    /// What is set, in words; shown on phones while the filters are closed. Empty: 没有筛选.
    pub set: String,
    /// 导出 XLSX.
    pub export: Option<Link>,
    /// Address that clears all; `None` where nothing is set.
    pub clear: Option<String>,
}

/// One row of a worklist.
#[derive(Clone, Debug)]
pub struct WorklistRow {
    /// Value of its tick box; empty where nothing can be done in bulk.
    pub id: String,
    /// How urgent.
    pub tag: StateTag,
    /// The date with weekday: 12-03 周四, 应于 11-23 周一, 已停 2 个工作日.
    pub date: String,
    /// The date for machines; may be empty.
    pub datetime: String,
    /// Title without personal data, the row's only link.
    pub title: String,
    /// Its page.
    pub href: String,
    /// XG-2026-0038.
    pub number: String,
    /// Masked person or unit; may be empty.
    pub person: String,
    /// 依申请公开.
    pub kind: String,
    /// 办理中.
    pub state: String,
    /// Next step in verbs: 拟定答复.
    pub next: String,
    /// Who has it.
    pub who: String,
}

/// Rows of one urgency.
#[derive(Clone, Debug, Default)]
pub struct WorklistGroup {
    /// 已逾期, 今天和明天, 本周, 以后.
    pub title: String,
    /// How many in all, also where the page shows fewer.
    pub count: u64,
    /// Its rows.
    pub rows: Vec<WorklistRow>,
}

/// An act on all that is ticked, as a button below the table.
#[derive(Clone, Debug, Default)]
pub struct BulkAct {
    /// Value of the button `act`.
    pub value: String,
    /// 转办所选事项.
    pub text: String,
}

/// A worklist; shown by `worklist::worklist`.
#[derive(Clone, Debug, Default)]
pub struct WorklistView {
    /// Caption for screen readers: 待办事项.
    pub caption: String,
    /// In the order of urgency.
    pub groups: Vec<WorklistGroup>,
    /// Where bulk acts are sent; `None` leaves the tick boxes out.
    pub bulk: Option<String>,
    /// The bulk acts.
    pub acts: Vec<BulkAct>,
    /// Idempotency key of the bulk form; empty leaves it out.
    pub key: String,
}

impl WorklistView {
    /// True without a single row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }

    /// Columns of the table.
    #[must_use]
    pub fn columns(&self) -> u8 {
        if self.bulk.is_some() { 7 } else { 6 }
    }
}

/// Pages of a list, as links with the filters in the address.
#[derive(Clone, Debug, Default)]
pub struct Pagination {
    /// This page, from 1.
    pub page: u64,
    /// How many pages.
    pub pages: u64,
    /// Rows on a page.
    pub per_page: u64,
    /// Address up to the number: `/desk?tab=all&page=`.
    pub base: String,
}

impl Pagination {
    /// For so many rows in all.
    pub fn new(page: u64, per_page: u64, total: u64, base: impl Into<String>) -> Self {
        let per_page = per_page.max(1);
        let pages = total.div_ceil(per_page).max(1);
        Self { page: page.clamp(1, pages), pages, per_page, base: base.into() }
    }

    /// Address of a page.
    #[must_use]
    pub fn href(&self, page: &u64) -> String {
        format!("{}{page}", self.base)
    }

    /// Address of the page before.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| self.href(&(self.page - 1)))
    }

    /// Address of the page after.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        (self.page < self.pages).then(|| self.href(&(self.page + 1)))
    }

    /// The numbers to show: first, last, and two around this page; `None` is a gap.
    #[must_use]
    pub fn numbers(&self) -> Vec<Option<u64>> {
        let mut numbers = Vec::new();
        let mut before = 0;
        for number in 1..=self.pages {
            let near = number.abs_diff(self.page) <= 2;
            if !near && number != 1 && number != self.pages {
                continue;
            }
            if number > before + 1 {
                numbers.push(None);
            }
            numbers.push(Some(number));
            before = number;
        }
        numbers
    }
}

/// Says that a list is empty, whether that is good, and one useful link.
#[derive(Clone, Debug, Default)]
pub struct EmptyState {
    /// 没有待办.
    pub what: String,
    /// 最近一项到期：12月3日.
    pub text: String,
    /// 看在办.
    pub link: Option<Link>,
}

/// Work that takes more than two seconds, on a page of its own.
#[derive(Clone, Debug, Default)]
pub struct LongWork {
    /// 正在导入 2025年登记簿.xlsx.
    pub what: String,
    /// Units done.
    pub done: u64,
    /// Units in all.
    pub total: u64,
    /// 行.
    pub unit: String,
    /// 约剩 20 秒; may be empty.
    pub left: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_show_the_ends_and_the_neighbours() {
        let pages = Pagination::new(10, 50, 1000, "/desk?page=");
        assert_eq!(pages.numbers(), [Some(1), None, Some(8), Some(9), Some(10), Some(11), Some(12), None, Some(20)]);
        assert_eq!(pages.previous().as_deref(), Some("/desk?page=9"));
        assert_eq!(Pagination::new(99, 50, 0, "/").page, 1);
        assert_eq!(Pagination::new(1, 50, 0, "/").next(), None);
    }
}
