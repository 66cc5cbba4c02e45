//! State tags: shape, words and colour; the words alone are enough.

/// The eight states a tag can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// Past its due date.
    Late,
    /// Due today.
    Today,
    /// Due within a few working days.
    Soon,
    /// Time enough.
    Ok,
    /// The clock stands.
    Paused,
    /// Waits for the reader.
    Mine,
    /// Finished, or a check that holds.
    Done,
    /// A check that does not hold.
    Bad,
}

impl TagKind {
    /// The last part of its class name.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Today => "today",
            Self::Soon => "soon",
            Self::Ok => "ok",
            Self::Paused => "paused",
            Self::Mine => "mine",
            Self::Done => "done",
            Self::Bad => "bad",
        }
    }

    /// The shape, as the inside of an SVG of 12 × 12 drawn in the text's colour.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Late => {
                r#"<path d="M0 0h12v12H0zM5 2v5h2V2zM5 8.2v2h2v-2z" fill="currentColor" fill-rule="evenodd"/>"#
            }
            Self::Today => r#"<path d="M6 1l6 10.5H0z" fill="currentColor"/>"#,
            Self::Soon => {
                r#"<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.75"/><path d="M6 1.2a4.8 4.8 0 0 1 0 9.6z" fill="currentColor"/>"#
            }
            Self::Ok => r#"<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="2"/>"#,
            Self::Paused => r#"<path d="M1.5 1h3v10h-3zM7.5 1h3v10h-3z" fill="currentColor"/>"#,
            Self::Mine => r#"<path d="M1 1h6l5 5-5 5H1z" fill="currentColor"/>"#,
            Self::Done => r#"<path d="M1.2 6.5l3.3 3.3L11 2.8" fill="none" stroke="currentColor" stroke-width="2"/>"#,
            Self::Bad => {
                r#"<path d="M1 1h10v10H1zM3.5 3.5l5 5M8.5 3.5l-5 5" fill="none" stroke="currentColor" stroke-width="1.5"/>"#
            }
        }
    }
}

/// A tag: its kind and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateTag {
    /// Shape and colour.
    pub kind: TagKind,
    /// The words, enough by themselves.
    pub words: String,
}

impl StateTag {
    /// A tag of this kind with these words.
    pub fn new(kind: TagKind, words: impl Into<String>) -> Self {
        Self { kind, words: words.into() }
    }

    /// The tag of a running limit with so many working days left (negative: late by so many); `soon` is the setting up to
    /// which it is shown as near; `provisional` adds 暂算 where a year's calendar is missing.
    #[must_use]
    pub fn due(days_left: i64, soon: i64, provisional: bool) -> Self {
        let (kind, mut words) = match days_left {
            i64::MIN..=-1 => (TagKind::Late, format!("逾期 {} 个工作日", days_left.unsigned_abs())),
            0 => (TagKind::Today, "今天到期".to_owned()),
            days if days <= soon => (TagKind::Soon, format!("剩 {days} 个工作日")),
            days => (TagKind::Ok, format!("剩 {days} 个工作日")),
        };
        if provisional {
            words.push_str("（暂算）");
        }
        Self { kind, words }
    }

    /// 暂停计时.
    #[must_use]
    pub fn paused() -> Self {
        Self::new(TagKind::Paused, "暂停计时")
    }

    /// 待您签发, 待您审核 …
    pub fn mine(words: impl Into<String>) -> Self {
        Self::new(TagKind::Mine, words)
    }

    /// 已办结, 成立, 通过.
    pub fn done(words: impl Into<String>) -> Self {
        Self::new(TagKind::Done, words)
    }

    /// 不成立, 检查未通过.
    pub fn bad(words: impl Into<String>) -> Self {
        Self::new(TagKind::Bad, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_days_left() {
        let shown = |days| StateTag::due(days, 5, false);
        assert_eq!(shown(-1), StateTag::new(TagKind::Late, "逾期 1 个工作日"));
        assert_eq!(shown(0), StateTag::new(TagKind::Today, "今天到期"));
        assert_eq!(shown(5), StateTag::new(TagKind::Soon, "剩 5 个工作日"));
        assert_eq!(shown(6), StateTag::new(TagKind::Ok, "剩 6 个工作日"));
        assert_eq!(StateTag::due(6, 5, true).words, "剩 6 个工作日（暂算）");
    }
}
