//! What comes after: entries after publication (公布后补记), the review, the editions.

use super::labels;
use crate::parts::{Link, ReviewRow, StateTag, TagKind, words};
use crate::public::reports::change_words;
use gongkai_office::reporting::{LateEntry, ReportView};
use gongkai_rules::events::report::ReportEvent;
use gongkai_rules::reporting::Cell;

/// An entry after publication.
pub struct LateLine {
    pub link: Link,
    pub title: String,
    pub what: Vec<String>,
    pub moves: String,
}

/// An edition of the year.
pub struct EditionLine {
    pub link: Link,
    pub on: String,
    pub reason: String,
    pub changes: Vec<String>,
}

/// An entry in words.
pub fn late_line(entry: &LateEntry) -> LateLine {
    let event = |recorded: &gongkai_rules::events::Recorded| {
        let recorded_on = jiff::tz::offset(8).to_datetime(recorded.recorded_at).date();
        format!(
            "{}：{}（{}登记）",
            words::plain_day(recorded.effective_on),
            words::late_event(&recorded.event),
            words::plain_day(recorded_on)
        )
    };
    let step = |(cell, times): &(Cell, i32)| {
        format!("{} {}{}", labels::cell(*cell), if *times > 0 { "+" } else { "−" }, times.abs())
    };
    LateLine {
        link: Link::new(entry.number.clone(), format!("/desk/requests/{}", entry.request)),
        title: crate::desk::worklist::rows::title(entry.title.as_deref()),
        what: match entry.events.is_empty() {
            true => vec!["后来的更正登记改变了计数".to_owned()],
            false => entry.events.iter().map(event).collect(),
        },
        moves: entry.moves.iter().map(step).collect::<Vec<_>>().join("，"),
    }
}

/// Who drafted, reviewed, published.
pub fn reviews(view: &ReportView) -> Vec<ReviewRow> {
    let name = |by: Option<gongkai_rules::ids::PersonId>| {
        by.and_then(|by| view.people.get(&by).cloned()).unwrap_or_else(|| "命令行".to_owned())
    };
    let drafted =
        view.edition.authors.iter().filter_map(|by| view.people.get(by).cloned()).collect::<Vec<_>>().join("、");
    let mut rows = Vec::new();
    if !drafted.is_empty() {
        rows.push(ReviewRow {
            step: "起草".into(),
            who: drafted,
            tag: Some(StateTag::done("已起草")),
            ..ReviewRow::default()
        });
    }
    for recorded in &view.history {
        let (step, opinion, tag) = match &recorded.event {
            ReportEvent::SentToReview { .. } => ("送审", String::new(), StateTag::done("已送审")),
            ReportEvent::Returned { comment } => ("审核", comment.clone(), StateTag::new(TagKind::Today, "退回")),
            ReportEvent::Approved { .. } => ("审核", String::new(), StateTag::done("同意")),
            ReportEvent::Published { .. } => ("公布", String::new(), StateTag::done("已公布")),
            _ => continue,
        };
        let when = words::plain_day(recorded.effective_on);
        rows.push(ReviewRow {
            step: step.into(),
            who: name(recorded.by),
            when,
            opinion,
            tag: Some(tag),
            ..ReviewRow::default()
        });
    }
    rows
}

/// The editions of the year, where there is more than one.
pub fn editions(view: &ReportView, base: &str) -> Vec<EditionLine> {
    let mut lines = Vec::new();
    if view.latest > 1 && !view.published.iter().any(|note| note.number == view.latest) {
        lines.push(EditionLine {
            link: Link::new(format!("第 {} 版（更正，起草中）", view.latest), base.to_owned()),
            on: "没有公布".into(),
            reason: if view.edition.number == view.latest { view.edition.reason.clone() } else { String::new() },
            changes: Vec::new(),
        });
    }
    lines.extend(view.published.iter().map(|note| EditionLine {
        link: Link::new(format!("第 {} 版", note.number), format!("{base}?edition={}", note.number)),
        on: format!("{}公布", words::plain_day(note.on)),
        reason: note.reason.clone(),
        changes: change_words(note),
    }));
    if lines.len() > 1 { lines } else { Vec::new() }
}
