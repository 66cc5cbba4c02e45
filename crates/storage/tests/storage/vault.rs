//! The vault: only ciphertext on disk, bound to its place, useless without the ring.

use crate::common::Fresh;
use crate::samples::{id, write};
use gongkai_rules::ids::{FileId, SealedId};
use gongkai_storage::database::{Db, StorageError};
use gongkai_storage::files::{self, FileStore};
use gongkai_storage::vault::{KeyRing, Place};
use std::path::Path;
use uuid::Uuid;

const WORDS: &str = "身份证110101194910010018，住建设路1号";

fn place(row: Uuid, field: &'static str) -> Place {
    Place { table: "requests", row, field }
}

async fn seal(db: &Db, ring: &KeyRing, row: u128, words: &'static str) {
    let ring = ring.clone();
    write(
        db,
        Box::new(move |tx| {
            Box::pin(async move {
                let key = ring.new_data_key(tx, id(row)).await?;
                key.seal(tx, SealedId(id(row + 100)), place(id(row), "applicant"), words).await?;
                key.seal(tx, SealedId(id(row + 200)), place(id(row), "matter"), "第二段").await.map(|_| ())
            })
        }),
    )
    .await;
}

async fn open_all(db: &Db, ring: &KeyRing, row: u128) -> Result<Vec<String>, StorageError> {
    let mut tx = db.read().await?;
    let key = ring.data_key(&mut tx, id(row)).await?;
    Ok(key.open_all(&mut tx, id(row)).await?.into_values().collect())
}

/// Every byte that lies in a folder, in files of any kind.
fn bytes_below(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        all.extend(if path.is_dir() { bytes_below(&path) } else { std::fs::read(&path).expect("a file") });
    }
    all
}

fn holds(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn what_is_sealed_opens_again_and_lies_on_disk_as_ciphertext_only() {
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    let ring = KeyRing::generate();
    seal(&db, &ring, 1, WORDS).await;
    assert_eq!(open_all(&db, &ring, 1).await.expect("opened"), [WORDS, "第二段"]);
    let store = FileStore::open(&fresh.file("files")).expect("a store");
    let in_act = ring.clone();
    write(
        &db,
        Box::new(move |tx| {
            Box::pin(async move {
                let key = in_act.data_key(tx, id(1)).await?;
                store
                    .put(tx, &key, FileId(id(7)), "张建国的身份证.txt", "text/plain", WORDS.into(), 5)
                    .await
                    .map(|_| ())
            })
        }),
    )
    .await;
    db.close().await;
    let disk = bytes_below(fresh.dir());
    let utf16: Vec<u8> = WORDS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for secret in [WORDS.as_bytes(), b"110101194910010018", "张建国".as_bytes(), &utf16] {
        assert!(!holds(&disk, secret), "{:?} lies in clear", String::from_utf8_lossy(secret));
    }
    assert!(holds(&disk, b"text/plain"), "the database itself was read");
}

#[tokio::test]
async fn bytes_moved_to_another_field_row_or_key_are_refused() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let ring = KeyRing::generate();
        seal(&db, &ring, 1, WORDS).await;
        seal(&db, &ring, 2, "另一个人").await;
        let text = |number: u128| {
            if fresh.is_postgres() { format!("'{}'", id(number)) } else { format!("x'{}'", id(number).as_simple()) }
        };
        let moves = [
            // one person's identity in another's row, within the row between fields, and a row under another key
            format!(
                "update sealed set bytes = (select bytes from sealed where id = {}) where id = {}",
                text(101),
                text(102)
            ),
            format!("update sealed set place_field = 'matter' where id = {}", text(102)),
            format!(
                "update data_keys set wrapped = (select wrapped from data_keys where id = {}) where id = {}",
                text(1),
                text(2)
            ),
        ];
        for moved in moves {
            assert_eq!(fresh.by_hand(&moved).await, 1, "{moved}");
            let opened = open_all(&db, &ring, 2).await;
            assert!(matches!(opened, Err(StorageError::Damaged(_))), "{moved}: {opened:?}");
        }
        assert_eq!(open_all(&db, &ring, 1).await.expect("the other person's stays readable").len(), 2);
        db.close().await;
    }
}

#[tokio::test]
async fn another_ring_opens_nothing_and_says_which_key_is_missing() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        seal(&db, &KeyRing::generate(), 1, WORDS).await;
        let opened = open_all(&db, &KeyRing::generate(), 1).await;
        assert!(matches!(opened, Err(StorageError::Keys(_))), "{opened:?}");
        db.close().await;
    }
}

#[test]
fn a_ring_is_kept_for_its_owner_alone_and_never_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = Fresh::sqlite();
    let path = fresh.file("keys.json");
    assert!(KeyRing::load(&path).expect("looked").is_none());
    let ring = KeyRing::generate();
    ring.store_new(&path).expect("stored");
    assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    assert!(KeyRing::generate().store_new(&path).is_err(), "a ring was replaced");
    let loaded = KeyRing::load(&path).expect("read").expect("there");
    assert_eq!(loaded.lookup_hash("name", "张建国"), ring.lookup_hash("name", "张建国"));
    assert_ne!(loaded.lookup_hash("name", "张建国"), ring.lookup_hash("phone", "张建国"));
    std::fs::write(&path, "{").expect("written");
    assert!(matches!(KeyRing::load(&path), Err(StorageError::Keys(_))));
}

#[tokio::test]
async fn a_file_that_was_changed_exchanged_or_removed_is_not_served() {
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let ring = KeyRing::generate();
        let store = FileStore::open(&fresh.file("files")).expect("a store");
        let (in_act, put) = (ring.clone(), store.clone());
        write(
            &db,
            Box::new(move |tx| {
                Box::pin(async move {
                    let key = in_act.new_data_key(tx, id(1)).await?;
                    for (number, content) in [(11, "一"), (12, "二")] {
                        put.put(tx, &key, FileId(id(number)), "附件.txt", "text/plain", content.into(), 5).await?;
                    }
                    Ok(())
                })
            }),
        )
        .await;
        let mut tx = db.read().await.expect("read");
        let key = ring.data_key(&mut tx, id(1)).await.expect("the key");
        let rows = files::of_key(&mut tx, id(1)).await.expect("rows");
        let [first, second] = rows.as_slice() else { panic!("two files") };
        assert_eq!(files::name(&key, first).expect("a name"), "附件.txt");
        assert_eq!(store.get(&key, first).await.expect("whole"), "一".as_bytes());
        let path = |row: &files::FileRow| {
            let name = row.id.as_simple().to_string();
            fresh.file("files").join(&name[30..]).join(&name)
        };
        let whole = std::fs::read(path(first)).expect("bytes");
        std::fs::copy(path(second), path(first)).expect("exchanged");
        assert!(matches!(store.get(&key, first).await, Err(StorageError::Damaged(_))));
        for place in [0, 24, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            std::fs::write(path(first), &changed).expect("written");
            assert!(matches!(store.get(&key, first).await, Err(StorageError::Damaged(_))), "bit at {place}");
        }
        std::fs::remove_file(path(first)).expect("removed");
        assert!(matches!(store.get(&key, first).await, Err(StorageError::Damaged(_))));
        drop(tx);
        db.close().await;
    }
}
