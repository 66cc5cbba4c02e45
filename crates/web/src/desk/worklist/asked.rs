//! What the address of a list says: filters and page, nothing personal.

use crate::parts::{FieldView, OptionView};
use gongkai_office::reading::worklist::{Asked, Bucket, DeskList, Handler};
use gongkai_rules::ids::PersonId;
use gongkai_rules::requests::StateName;

/// The query of a list. What cannot be meant is left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Query {
    /// How urgent.
    bucket: Option<Bucket>,
    /// Which state.
    pub(super) state: Option<StateName>,
    /// Whose: `me`, `nobody`, or a person's identifier.
    who: String,
    /// Which page.
    page: u64,
    /// `?print=1`.
    pub(super) print: bool,
}

fn bucket_code(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Late => "late",
        Bucket::Today => "today",
        Bucket::Week => "week",
        Bucket::Later => "later",
        Bucket::Paused => "paused",
        Bucket::Closed => "closed",
    }
}

impl Query {
    pub(super) fn read(query: &str) -> Query {
        let mut read = Query { page: 1, ..Query::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "due" => read.bucket = Bucket::ALL.into_iter().find(|bucket| bucket_code(*bucket) == value),
                "state" => read.state = StateName::from_code(&value),
                "who" if value == "me" || value == "nobody" || value.parse::<PersonId>().is_ok() => {
                    read.who = value.into_owned();
                }
                "page" => read.page = value.parse().unwrap_or(1),
                "print" => read.print = value == "1",
                _ => {}
            }
        }
        read
    }

    pub(super) fn asked(&self, list: DeskList, me: PersonId) -> Asked {
        let handler = match self.who.as_str() {
            "" => Handler::Anybody,
            "me" => Handler::Person(me),
            "nobody" => Handler::Nobody,
            id => id.parse().map_or(Handler::Anybody, Handler::Person),
        };
        Asked { list, bucket: self.bucket, state: self.state, handler, page: self.page }
    }

    /// Whether anything narrows the list.
    pub(super) fn narrows(&self) -> bool {
        self.bucket.is_some() || self.state.is_some() || !self.who.is_empty()
    }

    fn address(&self, path: &str, state: Option<StateName>, filters: bool, page: bool) -> String {
        let mut pairs = Vec::new();
        if let Some(state) = state {
            pairs.push(format!("state={}", state.code()));
        }
        if filters {
            pairs.extend(self.bucket.map(|bucket| format!("due={}", bucket_code(bucket))));
            if !self.who.is_empty() {
                pairs.push(format!("who={}", self.who));
            }
        }
        if page {
            pairs.push("page=".to_owned());
        }
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The address up to the number of the page.
    pub(super) fn without_page(&self, path: &str) -> String {
        self.address(path, self.state, true, true)
    }

    /// The same filters in another state.
    pub(super) fn with_state(&self, path: &str, state: Option<StateName>) -> String {
        self.address(path, state, true, false)
    }

    /// The same state without filters.
    pub(super) fn with_state_only(&self, path: &str) -> String {
        self.address(path, self.state, false, false)
    }

    pub(super) fn due_field(&self, list: DeskList) -> FieldView {
        let chosen = self.bucket.map(bucket_code).unwrap_or_default();
        let mut choices = vec![
            ("", "全部"),
            ("late", "已逾期"),
            ("today", "今天和明天"),
            ("week", "本周"),
            ("later", "以后"),
            ("paused", "暂停计时"),
        ];
        if matches!(list, DeskList::All | DeskList::Unopened) {
            choices.push(("closed", "已办结"));
        }
        let options = choices.into_iter().map(|(value, label)| OptionView::new(value, label, chosen)).collect();
        FieldView::select("due", "期限", options).value(chosen)
    }

    pub(super) fn who_field(&self, clerks: &[(PersonId, String)]) -> FieldView {
        let fixed = [("", "全部"), ("me", "我"), ("nobody", "未分办")];
        let mut options: Vec<OptionView> =
            fixed.into_iter().map(|(value, label)| OptionView::new(value, label, &self.who)).collect();
        options.extend(clerks.iter().map(|(id, name)| OptionView::new(id.to_string(), name, &self.who)));
        FieldView::select("who", "经办", options).value(&self.who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_keep_the_filters_and_nothing_that_was_not_meant() {
        let query = Query::read("due=late&who=nobody&state=handling&page=3&name=%E5%BC%A0");
        assert_eq!(query.page, 3);
        assert_eq!(query.without_page("/desk"), "/desk?state=handling&due=late&who=nobody&page=");
        assert_eq!(Query::read("due=never&who=张建国&page=x").without_page("/desk"), "/desk?page=");
    }
}
