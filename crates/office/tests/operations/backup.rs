//! A backup holds everything, opens for nobody else, and is restored whole, onto either engine.

use crate::common::Fresh;
use crate::office::{ASKED, founded, open, submit};
use gongkai_office::Office;
use gongkai_office::operations::backup::{BackupProblem, restore};
use gongkai_storage::database::StorageError;

const PASSPHRASE: &str = "备份用的一句很长的口令 2026";

async fn is_clean(office: &Office) -> bool {
    office.verify(&mut |_, _| {}).await.expect("verified").differences.is_empty()
}

fn holds(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn what_was_backed_up_is_restored_whole_onto_either_engine() {
    for from in Fresh::each().await {
        let (office, organ) = founded(&from).await;
        for number in 1..=3 {
            submit(&office, organ, number).await;
        }
        let file = from.file("a.gkb");
        let kept = office.backup(&file, PASSPHRASE, true).await.expect("kept");
        assert_eq!((kept.files, kept.missing.len(), kept.keys), (3, 0, true));
        // What comes after is not in it.
        submit(&office, organ, 4).await;
        office.db().close().await;
        for to in Fresh::each().await {
            let restored = restore(&file, PASSPHRASE, to.dir(), Some(to.url())).await.expect("restored");
            assert_eq!((restored.rows, restored.files, restored.keys), (kept.rows, 3, true));
            let office = open(&to).await;
            assert!(is_clean(&office).await);
            assert_eq!(to.number("select count(*) from requests").await, 3);
            // The office goes on where it stood: numbers are not given again, sign-in names are known.
            let opened = submit(&office, organ, 5).await;
            assert!(opened.request.number.ends_with("0004"), "{}", opened.request.number);
            assert!(is_clean(&office).await);
            office.db().close().await;
            let again = restore(&file, PASSPHRASE, to.dir(), Some(to.url())).await;
            assert!(matches!(again, Err(BackupProblem::NotEmpty)), "written over an office: {again:?}");
        }
    }
}

#[tokio::test]
async fn a_backup_without_keys_needs_the_ring_kept_apart() {
    let from = Fresh::sqlite();
    let (office, organ) = founded(&from).await;
    submit(&office, organ, 1).await;
    let file = from.file("a.gkb");
    assert!(!office.backup(&file, PASSPHRASE, false).await.expect("kept").keys);
    office.db().close().await;
    let to = Fresh::sqlite();
    assert!(!restore(&file, PASSPHRASE, to.dir(), None).await.expect("restored").keys);
    let refused = Office::open(to.dir(), None).await;
    assert!(matches!(refused.err(), Some(StorageError::Keys(_))), "started without the ring");
    std::fs::copy(from.file("keys.json"), to.file("keys.json")).expect("copied");
    let office = Office::open(to.dir(), None).await.expect("opened");
    assert!(is_clean(&office).await);
}

#[tokio::test]
async fn a_backup_says_nothing_to_whoever_finds_it_and_is_never_written_over() {
    let from = Fresh::sqlite();
    let (office, organ) = founded(&from).await;
    submit(&office, organ, 1).await;
    let file = from.file("a.gkb");
    assert!(matches!(office.backup(&file, "太短", false).await, Err(BackupProblem::ShortPassphrase)));
    office.backup(&file, PASSPHRASE, true).await.expect("kept");
    assert!(matches!(office.backup(&file, PASSPHRASE, true).await, Err(BackupProblem::Exists(_))));
    let bytes = std::fs::read(&file).expect("bytes");
    for word in ["西工区", "guanli", "requests", "张建国", ASKED, "$argon2id$", "XG-"] {
        assert!(!holds(&bytes, word.as_bytes()), "{word} lies in clear in the backup");
    }
    // Nothing unfinished is left beside it.
    let names: Vec<_> = std::fs::read_dir(from.dir())
        .expect("a folder")
        .filter_map(Result::ok)
        .map(|entry| entry.file_name())
        .collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{names:?}");
}

#[tokio::test]
async fn a_backup_changed_or_cut_off_restores_nothing() {
    let from = Fresh::sqlite();
    let (office, organ) = founded(&from).await;
    submit(&office, organ, 1).await;
    let file = from.file("a.gkb");
    office.backup(&file, PASSPHRASE, true).await.expect("kept");
    office.db().close().await;
    let whole = std::fs::read(&file).expect("bytes");
    let to = Fresh::sqlite();
    let wrong = restore(&file, "另一句很长很长很长的口令啊啊啊", to.dir(), None).await;
    assert!(matches!(wrong, Err(BackupProblem::Unopened)), "{wrong:?}");
    let mut flipped = whole.clone();
    let middle = whole.len() * 2 / 3;
    flipped[middle] ^= 1;
    for (what, bytes) in [
        ("flipped", flipped),
        ("cut", whole[..whole.len() - 1].to_vec()),
        ("cut much", whole[..whole.len() / 2].to_vec()),
    ] {
        std::fs::write(&file, bytes).expect("written");
        let result = restore(&file, PASSPHRASE, to.dir(), None).await;
        assert!(matches!(result, Err(BackupProblem::Unopened)), "{what}: {result:?}");
        assert!(!to.file("keys.json").exists(), "{what}");
    }
    std::fs::write(&file, "GONGKAI-BACKUP-2\n{}\n").expect("written");
    assert!(matches!(restore(&file, PASSPHRASE, to.dir(), None).await, Err(BackupProblem::NotABackup)));
    std::fs::write(&file, &whole).expect("written");
    restore(&file, PASSPHRASE, to.dir(), None).await.expect("and the whole one still restores into the same place");
}
