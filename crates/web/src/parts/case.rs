//! What a case page is made of: next step, facts, record, timeline, papers, notices.

use super::{Link, StateTag};

/// How a notice is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// It was done.
    #[default]
    Done,
    /// Something to know.
    Warn,
    /// It was not done.
    Failed,
}

/// Says what happened and what comes next; stays on the page. At most one per page.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    /// How it is meant.
    pub kind: NoticeKind,
    /// 已送审.
    pub what: String,
    /// 李建军会在待办里看到; may be empty.
    pub next: String,
    /// One useful link.
    pub link: Option<Link>,
}

impl Notice {
    /// It was done.
    pub fn done(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Done, what: what.into(), next: next.into(), link: None }
    }

    /// Something to know.
    pub fn warn(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Warn, ..Self::done(what, next) }
    }

    /// It was not done.
    pub fn failed(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Failed, ..Self::done(what, next) }
    }

    /// The last part of its class name; empty for what was done.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.kind {
            NoticeKind::Done => "",
            NoticeKind::Warn => " gk-notice--warn",
            NoticeKind::Failed => " gk-notice--failed",
        }
    }

    /// `alert` for failures, else `status`.
    #[must_use]
    pub fn role(&self) -> &'static str {
        if self.kind == NoticeKind::Failed { "alert" } else { "status" }
    }
}

/// A row of key and value: facts of a case, answers to check.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// 申请内容.
    pub key: String,
    /// The value as text; line breaks are kept.
    pub value: String,
    /// Links after the value.
    pub links: Vec<Link>,
    /// 修改, where it can be changed; the key is added for screen readers.
    pub change: Option<String>,
}

impl Row {
    /// A row without links.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into(), ..Self::default() }
    }

    /// Adds 修改 with this address.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }

    /// Adds a link after the value.
    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.links.push(link);
        self
    }
}

/// Page of its own after an official act.
#[derive(Clone, Debug, Default)]
pub struct Confirmation {
    /// 申请已提交.
    pub title: String,
    /// Number and codes: label, value, and whether a copy button helps.
    pub codes: Vec<(String, String)>,
    /// What comes next, when, how to complain; a paragraph each.
    pub next: Vec<String>,
    /// 打印回执 and the like.
    pub links: Vec<Link>,
}

/// What the reader must do now, with its one primary button.
#[derive(Clone, Debug, Default)]
pub struct NextStep {
    /// 下一步：拟定答复.
    pub title: String,
    /// In one or two sentences.
    pub text: String,
    /// The one primary act, as a link to its page; `None` where it is another person's turn.
    pub primary: Option<Link>,
    /// Other acts that are possible now.
    pub others: Vec<Link>,
    /// Acts that few cases need, folded up.
    pub rare: Vec<Link>,
    /// Acts the reader might look for, each with the reason why not: 不能由您审核：这是您起草的.
    pub not_possible: Vec<String>,
}

/// One line of a case's record, newest first.
#[derive(Clone, Debug, Default)]
pub struct RecordItem {
    /// When, short: 11-16 15:20.
    pub at: String,
    /// The same for machines: 2026-11-16T15:20+08:00.
    pub datetime: String,
    /// What was done.
    pub what: String,
    /// More in second words, a piece each.
    pub more: Vec<String>,
    /// Its papers.
    pub links: Vec<Link>,
    /// Who did it.
    pub who: String,
    /// 补记 where it was entered after its day.
    pub tag: Option<StateTag>,
}

/// Where a line of the public timeline stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimelineState {
    /// It happened.
    #[default]
    Past,
    /// The latest.
    Current,
    /// Still to come.
    Future,
}

/// One line of the public timeline, newest first; names no staff.
#[derive(Clone, Debug, Default)]
pub struct TimelineItem {
    /// 11月16日, or 12月3日前.
    pub date: String,
    /// The event: 征求第三方意见.
    pub what: String,
    /// One sentence; may be empty.
    pub text: String,
    /// The law in second colour; may be empty.
    pub law: String,
    /// Papers.
    pub links: Vec<Link>,
    /// Past, current or to come.
    pub state: TimelineState,
}

impl TimelineItem {
    /// True for steps to come.
    #[must_use]
    pub fn is_future(&self) -> bool {
        self.state == TimelineState::Future
    }

    /// Where the line stands, for screen readers; empty for what is past.
    #[must_use]
    pub fn spoken(&self) -> &'static str {
        match self.state {
            TimelineState::Past => "",
            TimelineState::Current => "现在：",
            TimelineState::Future => "接下来：",
        }
    }
}

/// A file: name, type and size; opens by download.
#[derive(Clone, Debug, Default)]
pub struct Attachment {
    /// 补正告知书.
    pub name: String,
    /// Where it is.
    pub href: String,
    /// PDF.
    pub kind: String,
    /// 84 KB.
    pub size: String,
    /// 已收到，检查通过; or the date; may be empty.
    pub about: String,
    /// Address that a 删除 posts to.
    pub remove: Option<String>,
}

impl Attachment {
    /// Bytes in words: 84 KB, 1.2 MB.
    #[must_use]
    pub fn size_in_words(bytes: u64) -> String {
        if bytes < 1_048_576 {
            format!("{} KB", bytes.div_ceil(1024).max(1))
        } else {
            let tenths = (bytes * 10).div_ceil(1_048_576);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// Personal data, masked, with the one way to see it whole.
#[derive(Clone, Debug, Default)]
pub struct MaskedView {
    /// 138****2046.
    pub masked: String,
    /// Address that 查看全部 posts to; `None` where the reader may not.
    pub reveal: Option<String>,
    /// What it is, for screen readers: 联系电话.
    pub what: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up_so_that_nothing_shows_as_zero() {
        assert_eq!(Attachment::size_in_words(1), "1 KB");
        assert_eq!(Attachment::size_in_words(86_016), "84 KB");
        assert_eq!(Attachment::size_in_words(1_258_292), "1.3 MB");
        assert_eq!(Attachment::size_in_words(20 * 1_048_576), "20.0 MB");
    }
}
