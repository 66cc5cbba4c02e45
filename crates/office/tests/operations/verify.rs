//! `gongkai verify`: silent over what the program wrote, and naming the place of whatever was changed by hand.

use crate::common::Fresh;
use crate::office::{founded, submit};
use gongkai_office::Office;
use std::path::PathBuf;

async fn differences(office: &Office) -> Vec<String> {
    let verified = office.verify(&mut |_, _| {}).await.expect("verified");
    verified.differences.into_iter().map(|difference| format!("{}：{}", difference.place, difference.what)).collect()
}

#[tokio::test]
async fn everything_the_program_wrote_is_as_it_should_be_and_was_looked_at() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        for number in 1..=3 {
            submit(&office, organ, number).await;
        }
        let mut told = Vec::new();
        let verified = office.verify(&mut |done, whole| told.push((done, whole))).await.expect("verified");
        assert_eq!(verified.differences, []);
        assert_eq!((verified.cases, verified.events, verified.files), (3, 3, 3));
        assert!(verified.sealed >= 6 && verified.audit_rows >= 5, "{verified:?}");
        assert!(told.is_sorted() && told.last().is_some_and(|(done, whole)| done == whole), "{told:?}");
        office.db().close().await;
    }
}

/// One thing changed by hand, and what the place must be called.
struct Changed {
    by: &'static str,
    told: &'static [&'static str],
}

const CHANGES: [Changed; 14] = [
    Changed { by: "update requests set state = 'closed'", told: &["XG-", "requests 的 state", "“closed”"] },
    Changed { by: "update requests set due = '2030-01-01'", told: &["requests 的 due", "“2030-01-01”"] },
    Changed {
        by: "update requests set body = replace(body, '\"web\"', '\"fax\"')",
        told: &["requests 的 body", "channel"],
    },
    Changed { by: "update requests set person_mask = query_code_hash", told: &["person_mask"] },
    Changed {
        by: "update events set body = replace(body, '\"site\"', '\"post\"')",
        told: &["events", "第 1 个事件", "requests 的 body"],
    },
    Changed { by: "update events set effective_on = '2020-01-01'", told: &["events", "第 1 个事件"] },
    Changed { by: "update events set recorded_at = recorded_at + 1", told: &["events", "第 1 个事件"] },
    Changed { by: "update events set kind = 'withdrawn'", told: &["events", "kind"] },
    Changed { by: "delete from events", told: &["events", "无法重演"] },
    Changed { by: "update audit set detail = 'x' where subject_kind = 'request'", told: &["audit", "改动"] },
    Changed { by: "delete from audit where subject_kind = 'request'", told: &["events", "没有它的审计记录"] },
    Changed { by: "delete from sealed", told: &["sealed", "不见了"] },
    Changed { by: "update sealed set place_field = 'other'", told: &["sealed", "改动"] },
    Changed { by: "delete from files", told: &["files", "不见了"] },
];

#[tokio::test]
async fn each_change_by_hand_is_named_with_its_place() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        submit(&office, organ, 1).await;
        assert_eq!(differences(&office).await, [""; 0]);
        // The state as it is now, to put back after each change.
        let tables = ["requests", "events", "audit", "sealed", "files"];
        for table in tables {
            fresh.by_hand(&format!("create table kept_{table} as select * from {table}")).await;
        }
        for Changed { by, told } in CHANGES {
            assert!(fresh.by_hand(by).await > 0, "{by} changed nothing");
            let found = differences(&office).await.join("\n");
            for word in told {
                assert!(found.contains(word), "after {by}: no {word} in\n{found}");
            }
            let table = tables.into_iter().find(|table| by.contains(table)).expect("a table");
            let restore = if table == "requests" {
                // Other tables refer to it.
                "update requests set state = (select state from kept_requests k where k.id = requests.id),
                 due = (select due from kept_requests k where k.id = requests.id),
                 body = (select body from kept_requests k where k.id = requests.id),
                 person_mask = (select person_mask from kept_requests k where k.id = requests.id)"
                    .to_owned()
            } else {
                format!("delete from {table}; insert into {table} select * from kept_{table}")
            };
            fresh.by_hand(&restore).await;
            assert_eq!(differences(&office).await, [""; 0], "put back after {by}");
        }
        office.db().close().await;
    }
}

fn files_below(dir: PathBuf) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { all.extend(files_below(path)) } else { all.push(path) }
    }
    all
}

#[tokio::test]
async fn a_sealed_blob_and_a_file_with_one_flipped_bit_are_named() {
    let fresh = Fresh::sqlite();
    let (office, organ) = founded(&fresh).await;
    submit(&office, organ, 1).await;
    let files = files_below(fresh.file("files"));
    let [file] = files.as_slice() else { panic!("one file") };
    let whole = std::fs::read(file).expect("bytes");
    let mut flipped = whole.clone();
    *flipped.last_mut().expect("a byte") ^= 1;
    std::fs::write(file, &flipped).expect("written");
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    let found = differences(&office).await;
    assert!(found.len() == 1 && found[0].contains(&name), "{found:?}");
    std::fs::remove_file(file).expect("removed");
    assert!(differences(&office).await.iter().any(|place| place.contains(&name)));
    std::fs::write(file, &whole).expect("written");
    assert_eq!(differences(&office).await, [""; 0]);

    let half = "substr(bytes, 1, length(bytes) - 1) || x'00'";
    fresh.by_hand(&format!("update sealed set bytes = cast({half} as blob) where place_field = 'matter'")).await;
    let found = differences(&office).await;
    assert!(found.len() == 1 && found[0].contains("sealed") && found[0].contains("matter"), "{found:?}");
    office.db().close().await;
}
