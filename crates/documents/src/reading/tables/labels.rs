//! The printed labels of the three tables, in the order of print, and how like one a printed text is.

use std::collections::HashMap;
use std::sync::LazyLock;

use gongkai_rules::reporting::form::{Group, Row, label_variants, normalise, without_numbering};

/// An entry of a skeleton: a row or head that a table prints, with its labels.
pub(in crate::reading) struct Entry<T> {
    /// Which.
    pub id: T,
    /// Normalised labels without numbering; the first is the official one.
    pub labels: Vec<String>,
}

/// The labels of a table in the order of print.
pub(in crate::reading) struct Skeleton<T> {
    /// In the order of print.
    pub entries: Vec<Entry<T>>,
    /// Entries by exact label.
    exact: HashMap<String, Vec<usize>>,
}

impl<T> Skeleton<T> {
    /// A skeleton of entries in the order of print.
    pub fn new(entries: Vec<(T, Vec<String>)>) -> Skeleton<T> {
        let entries: Vec<Entry<T>> = entries.into_iter().map(|(id, labels)| Entry { id, labels }).collect();
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for label in &entry.labels {
                let known = exact.entry(label.clone()).or_default();
                if !known.contains(&at) {
                    known.push(at);
                }
            }
        }
        Skeleton { entries, exact }
    }

    /// Entries that carry exactly this label (made comparable).
    pub fn exact(&self, label: &str) -> &[usize] {
        self.exact.get(label).map_or(&[], Vec::as_slice)
    }

    /// How like an entry a text is, from 0 to 1.
    pub fn similarity(&self, at: usize, label: &str) -> f64 {
        let labels = self.entries.get(at).map_or(&[][..], |entry| entry.labels.as_slice());
        let known = labels.iter().map(|known| alike(known, label));
        known.fold(0.0, f64::max)
    }
}

/// Likeness of two labels; lengths too far apart are not compared letter by letter.
fn alike(known: &str, label: &str) -> f64 {
    let (a, b) = (known.chars().count(), label.chars().count());
    if a.min(b) * 2 < a.max(b) || a.max(b) > 80 {
        return 0.0;
    }
    strsim::normalized_levenshtein(known, label)
}

/// A label made comparable: width folded, blanks and numbering gone, notes of the template and years cut off.
pub(in crate::reading) fn comparable(text: &str) -> String {
    let text = normalise(text);
    let text = match text.find("(填写说明").or_else(|| text.find("(填报说明")) {
        Some(at) if at > 0 => text.get(..at).unwrap_or_default().to_owned(),
        _ => text,
    };
    let bare = without_numbering(&text);
    let bare = bare.trim_end_matches([':', ',', '.', ';']);
    without_year(&without_heads(bare)).to_owned()
}

/// `本年度办理结果(三)不予公开1.属于国家秘密`: a label with the heads over it in front, on one line.
fn without_heads(text: &str) -> String {
    let mut text = text.to_owned();
    for head in ["本年度办理结果", "本年办理结果", "不予公开", "无法提供", "不予处理", "其他处理"]
    {
        let rest = text.strip_prefix(head).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '('));
        // A remark in brackets is no label.
        let label = rest.map(without_numbering).filter(|label| !label.starts_with('(') && !label.is_empty());
        if let Some(label) = label {
            text = label;
        }
    }
    text
}

/// `2022年制发件数` without its year (L33).
fn without_year(text: &str) -> &str {
    let rest = text.strip_prefix("20").and_then(|rest| rest.get(2..));
    match rest.and_then(|rest| rest.strip_prefix('年')) {
        Some(rest) if text.get(2..4).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit())) => rest,
        _ => text,
    }
}

/// What a line of table three can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reading) enum RequestsEntry {
    /// A row with figures.
    Row(Row),
    /// A head over rows, without figures.
    Group(Group),
    /// 三、本年度办理结果.
    Results,
}

/// Table three in the order of print. （六）其他处理 stands once: a head, or a row where no rows follow it.
pub(in crate::reading) static REQUESTS: LazyLock<Skeleton<RequestsEntry>> = LazyLock::new(|| {
    let mut entries = Vec::new();
    let mut heads_done: Vec<Group> = Vec::new();
    for row in Row::ALL {
        if row == Row::Disclosed {
            entries.push((RequestsEntry::Results, vec!["本年度办理结果".to_owned(), "本年办理结果".to_owned()]));
        }
        if let Some(group) = row.group()
            && !heads_done.contains(&group)
        {
            heads_done.push(group);
            entries.push((RequestsEntry::Group(group), vec![comparable(group.label())]));
        }
        if row != Row::OtherwiseHandled {
            let mut labels = vec![comparable(row.label())];
            labels.extend(label_variants(row));
            labels.dedup();
            entries.push((RequestsEntry::Row(row), labels));
        }
    }
    Skeleton::new(entries)
});

/// A row of table two, of either form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reading) enum PublicationEntry {
    /// 规章.
    Rules,
    /// 行政规范性文件.
    Normative,
    /// 行政许可.
    Permit,
    /// 其他对外管理服务事项 (2019).
    OtherService,
    /// 行政处罚.
    Punish,
    /// 行政强制.
    Coerce,
    /// 行政事业性收费.
    Fee,
    /// 政府集中采购 (2019).
    Procurement,
}

/// Table two of both forms in the order of print.
pub(in crate::reading) static PUBLICATION: LazyLock<Skeleton<PublicationEntry>> = LazyLock::new(|| {
    let of = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
    Skeleton::new(vec![
        (PublicationEntry::Rules, of(&["规章", "政府规章", "部门规章"])),
        (PublicationEntry::Normative, of(&["行政规范性文件", "规范性文件"])),
        (PublicationEntry::Permit, of(&["行政许可"])),
        (PublicationEntry::OtherService, of(&["其他对外管理服务事项"])),
        (PublicationEntry::Punish, of(&["行政处罚"])),
        (PublicationEntry::Coerce, of(&["行政强制"])),
        (PublicationEntry::Fee, of(&["行政事业性收费"])),
        (PublicationEntry::Procurement, of(&["政府集中采购"])),
    ])
});
