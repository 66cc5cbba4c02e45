//! Events hold references into the vault; what they refer to must be there.

use super::{Subject, Verified};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The fields of events that refer to a sealed text. A test holds this list against the source of the events.
pub const SEALED_FIELDS: [&str; 14] = [
    "applicant",
    "basis",
    "comment",
    "content",
    "facts",
    "good_reason",
    "grounds",
    "letter",
    "note",
    "party",
    "reason",
    "statement",
    "text",
    "words",
];

#[derive(Default)]
struct Found {
    sealed: BTreeSet<Uuid>,
    files: BTreeSet<(Uuid, String)>,
    papers: BTreeSet<(Uuid, String)>,
}

fn id(value: &Value) -> Option<Uuid> {
    value.as_str().and_then(|text| text.parse().ok())
}

fn collect(value: &Value, found: &mut Found) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(fields) => {
            let own = fields.get("id").and_then(id);
            let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            if let (Some(own), Some(sha256), 2) = (own, text("sha256"), fields.len()) {
                found.files.insert((own, sha256));
            } else if let (Some(own), Some(number), 2) = (own, text("number"), fields.len()) {
                found.papers.insert((own, number));
            }
            for (name, value) in fields {
                match id(value) {
                    Some(id) if SEALED_FIELDS.contains(&name.as_str()) => {
                        found.sealed.insert(id);
                    }
                    _ => collect(value, found),
                }
            }
        }
        _ => {}
    }
}

/// Follows every reference of a case.
pub fn check(subject: &Subject, verified: &mut Verified) {
    let Some(request) = &subject.request else { return };
    let name = subject.name();
    let mut found = Found::default();
    for event in &subject.events {
        if let Ok(body) = serde_json::from_str(&event.body) {
            collect(&body, &mut found);
        }
    }
    for paper in &subject.papers {
        found.sealed.insert(paper.letter_id);
        if !subject.files.iter().any(|file| file.id == paper.file_id) {
            verified.found(format!("{name}，文书 {}", paper.number), "它的 PDF 文件没有记录");
        }
    }
    let sealed: BTreeSet<Uuid> = subject.sealed.iter().map(|row| row.id).collect();
    for missing in found.sealed.difference(&sealed) {
        verified.found(format!("{name}，加密表 sealed"), format!("事件提到的 {} 不见了", missing.as_simple()));
    }
    for (id, sha256) in &found.files {
        match subject.files.iter().find(|file| file.id == *id) {
            None => {
                verified.found(format!("{name}，文件表 files"), format!("事件提到的文件 {} 不见了", id.as_simple()))
            }
            Some(file) if file.sha256 != *sha256 => {
                verified.found(format!("{name}，文件 {}", id.as_simple()), "与事件记下的哈希不符");
            }
            Some(_) => {}
        }
    }
    for (id, number) in &found.papers {
        match subject.papers.iter().find(|paper| paper.id == *id) {
            None => verified.found(format!("{name}，文书表 papers"), format!("事件提到的文书 {number} 不见了")),
            Some(paper) if paper.number != *number => {
                verified
                    .found(format!("{name}，文书表 papers"), format!("文书 {number} 的编号被改成 {}", paper.number));
            }
            Some(_) => {}
        }
    }
    debug_assert_eq!(request.id, subject.id);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field of a new event that holds a sealed text must be in the list, or its loss would go unnoticed.
    #[test]
    fn every_field_of_the_events_that_is_sealed_is_followed() {
        let source = [
            include_str!("../../../../rules/src/events.rs"),
            include_str!("../../../../rules/src/events/decisions.rs"),
            include_str!("../../../../rules/src/events/facts.rs"),
            include_str!("../../../../rules/src/events/steps.rs"),
        ]
        .concat();
        let mut seen = 0;
        for line in source.lines().map(str::trim) {
            let Some((field, kind)) = line.split_once(": ") else { continue };
            if kind.trim_end_matches(',').trim_start_matches("Option<").trim_end_matches('>') == "SealedId" {
                let field = field.trim_start_matches("pub ");
                assert!(SEALED_FIELDS.contains(&field), "{field} is sealed and not followed");
                seen += 1;
            }
        }
        assert!(seen > 15, "the source was not read as it is written: {seen}");
    }
}
