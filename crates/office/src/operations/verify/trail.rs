//! The trail of a subject: rows numbered and linked without a gap, each event told by the row of its act.

use super::{Subject, Verified};
use gongkai_storage::audit::{events_hash, stored_link};
use gongkai_storage::checking::{EventRow, TrailRow};

/// Whether a row says what it said when it was written.
pub fn check_hash(row: &TrailRow, name: &str, verified: &mut Verified) {
    if stored_link(row) != row.hash {
        verified.found(format!("{name}，审计表 audit 的 {}", row.id.as_simple()), "这一行被改动过（与它的哈希不符）");
    }
}

/// Checks the trail of a subject against itself and against the events.
pub fn check(subject: &Subject, verified: &mut Verified) {
    let name = subject.name();
    verified.events += subject.events.len() as u64;
    verified.audit_rows += subject.trail.len() as u64;
    check_numbers(subject, &name, verified);
    let mut previous: Option<&TrailRow> = None;
    for row in &subject.trail {
        let place = || format!("{name}，审计表 audit 第 {} 行（{}）", row.place, row.id.as_simple());
        check_hash(row, &name, verified);
        let (number, hash, covered) =
            previous.map_or((0, "", 0), |previous| (previous.place, previous.hash.as_str(), previous.up_to));
        if row.place != number + 1 {
            verified.found(place(), format!("前面缺少审计记录（上一行是第 {number} 行）"));
        } else if row.previous != hash {
            verified.found(place(), "与上一行接不上：上一行被改动或者换掉");
        }
        let told: Vec<EventRow> = subject
            .events
            .iter()
            .filter(|event| event.version > covered && event.version <= row.up_to)
            .cloned()
            .collect();
        if events_hash(&told) != row.events_hash {
            let which = match (told.first(), told.last()) {
                (Some(first), Some(last)) if first.version == last.version => format!("第 {} 个事件", first.version),
                (Some(first), Some(last)) => format!("第 {} 至 {} 个事件", first.version, last.version),
                _ => "事件".to_owned(),
            };
            verified.found(
                format!("{name}，事件表 events"),
                format!("{which}与审计记录第 {} 行不符：被改动、增加或者删去", row.place),
            );
        }
        for event in told.iter().filter(|event| event.recorded_at != row.at || event.by_id != row.by_id) {
            verified.found(
                format!("{name}，事件表 events 第 {} 个事件", event.version),
                format!("不是审计记录第 {} 行所说的人或者时间办的", row.place),
            );
        }
        previous = Some(row);
    }
    let covered = previous.map_or(0, |row| row.up_to);
    for event in subject.events.iter().filter(|event| event.version > covered) {
        verified.found(format!("{name}，事件表 events 第 {} 个事件", event.version), "没有它的审计记录");
    }
}

/// Events are numbered from 1 without a gap, and their kind is that of their body.
fn check_numbers(subject: &Subject, name: &str, verified: &mut Verified) {
    for (event, number) in subject.events.iter().zip(1_i64..) {
        if event.version != number {
            verified.found(format!("{name}，事件表 events"), format!("缺少第 {number} 个事件"));
            return;
        }
        let body: Option<serde_json::Value> = serde_json::from_str(&event.body).ok();
        let kind = body.as_ref().and_then(|body| body.get("event")).and_then(|kind| kind.as_str());
        if kind != Some(event.kind.as_str()) {
            verified.found(format!("{name}，事件表 events 第 {number} 个事件"), "种类 kind 与内容 body 不符");
        }
    }
}
