//! What has served its time is removed, and nothing else.

use crate::common::Fresh;
use crate::office::{administrator, founded, submit};
use gongkai_office::clock::real_micros;
use std::time::{Duration, SystemTime};

const HOUR: i64 = 3600 * 1_000_000;
const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn what_has_served_its_time_is_removed_and_nothing_else() {
    for fresh in Fresh::each().await {
        let (office, organ) = founded(&fresh).await;
        let case = submit(&office, organ, 1).await.request.id;
        office.track(case).await.expect("tracked");
        administrator(&office).await;
        let now = real_micros();
        assert_eq!(office.sweep_at(now).await.expect("swept"), Default::default(), "all of it is in use");
        let swept = office.sweep_at(now + DAY + 3 * HOUR).await.expect("swept");
        assert_eq!(
            (swept.idempotency_keys, swept.case_sessions, swept.desk_sessions),
            (1, 1, 0),
            "the desk's ended later"
        );
        let swept = office.sweep_at(now + DAY + 9 * HOUR).await.expect("swept");
        assert_eq!((swept.idempotency_keys, swept.case_sessions, swept.desk_sessions), (0, 0, 1));
        assert_eq!(fresh.number("select count(*) from requests").await, 1);
        assert_eq!(office.verify(&mut |_, _| {}).await.expect("verified").differences.len(), 0);
        office.db().close().await;
    }
}

#[tokio::test]
async fn sealed_files_that_no_row_refers_to_are_removed_once_they_are_old() {
    let fresh = Fresh::sqlite();
    let (office, organ) = founded(&fresh).await;
    submit(&office, organ, 1).await;
    let shard = fresh.file("files/ab");
    std::fs::create_dir_all(&shard).expect("a folder");
    let orphan = shard.join("0198d2a1000070008000000000000cab");
    let unfinished = shard.join("0198d2a1000070008000000000000dab.part");
    let young = shard.join("0198d2a1000070008000000000000eab");
    for path in [&orphan, &unfinished, &young] {
        std::fs::write(path, b"sealed").expect("written");
    }
    // Everything but one was written two days ago, the file of the case too.
    let old = SystemTime::now() - Duration::from_secs(2 * 86_400);
    let mut aged = 0;
    for folder in std::fs::read_dir(fresh.file("files")).expect("files") {
        for file in std::fs::read_dir(folder.expect("a folder").path()).expect("files") {
            let path = file.expect("a file").path();
            if path != young {
                std::fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(old)).expect("aged");
                aged += 1;
            }
        }
    }
    assert_eq!(aged, 3);
    assert_eq!(office.sweep().await.expect("swept").orphaned_files, 2);
    assert!(!orphan.exists() && !unfinished.exists() && young.exists(), "an act may still be under way");
    assert_eq!(office.verify(&mut |_, _| {}).await.expect("verified").differences.len(), 0, "the case has its file");
}
