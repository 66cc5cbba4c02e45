//! A backup is restored into an empty database: whole, or not at all.

use super::records::{self, Kind, unopened};
use super::{BackupProblem, Derivation, End, Head, MAGIC};
use gongkai_storage::backup::{SealedReader, Value, read_rows, tables, write_row};
use gongkai_storage::database::{Db, Tx};
use gongkai_storage::files::FileStore;
use gongkai_storage::meta;
use gongkai_storage::vault::KeyRing;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use uuid::Uuid;

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Rows of all tables.
    pub rows: u64,
    /// Sealed files.
    pub files: u64,
    /// Whether the backup held the key ring; if not, it has to be put into the data directory before a start.
    pub keys: bool,
    /// When the backup was made (real microseconds).
    pub made_at: i64,
}

type Stream = SealedReader<BufReader<File>>;

fn open(from: &Path, passphrase: &str) -> Result<Stream, BackupProblem> {
    let mut file = BufReader::new(File::open(from)?);
    let mut lines = [String::new(), String::new()];
    for line in &mut lines {
        (&mut file).take(4096).read_line(line).map_err(|_| BackupProblem::NotABackup)?;
    }
    let [magic, derivation] = lines;
    if magic.trim_end() != MAGIC {
        return Err(BackupProblem::NotABackup);
    }
    let derivation: Derivation = serde_json::from_str(&derivation).map_err(|_| BackupProblem::NotABackup)?;
    SealedReader::new(file, &derivation.key(passphrase)?).map_err(unopened)
}

/// Restores a backup into a data directory and database that hold nothing yet.
///
/// # Errors
/// [`BackupProblem`]; then the database holds nothing, as before.
pub async fn restore(
    from: &Path,
    passphrase: &str,
    data_dir: &Path,
    database_url: Option<&str>,
) -> Result<Restored, BackupProblem> {
    let mut stream = open(from, passphrase)?;
    let (kind, head) = records::read(&mut stream)?;
    let head: Head = match kind {
        Kind::Head => serde_json::from_slice(&head).map_err(|_| BackupProblem::NotABackup)?,
        _ => return Err(BackupProblem::NotABackup),
    };
    if head.tables_version != Db::tables_version() {
        return Err(BackupProblem::OtherTables(head.tables_version, Db::tables_version()));
    }
    gongkai_storage::files::private_dir(data_dir)?;
    let keys_path = data_dir.join("keys.json");
    let url = match database_url {
        Some(url) => url.to_owned(),
        None => format!("sqlite:{}", data_dir.join("gongkai.db").display()),
    };
    let db = Db::open(&url, data_dir).await?;
    let files = FileStore::open(&data_dir.join("files"))?;
    let made_at = head.made_at;
    let loaded = db.write(Box::new(move |tx| Box::pin(async move { load(tx, stream, &head, &files).await })));
    let loaded = loaded.await;
    db.close().await;
    let (end, keys) = loaded?;
    if let Some(ring) = &keys {
        match KeyRing::load(&keys_path)? {
            // The ring that was kept apart is there already.
            Some(_) => {}
            None => ring.store_new(&keys_path)?,
        }
    }
    Ok(Restored { rows: end.rows, files: end.files, keys: keys.is_some(), made_at })
}

/// Fills the empty tables, and commits only after the end was read and the counts agree.
async fn load(
    tx: &mut Tx,
    mut stream: Stream,
    head: &Head,
    store: &FileStore,
) -> Result<(End, Option<KeyRing>), BackupProblem> {
    let ours = tables(tx).await?;
    for table in ours.iter().filter(|table| table.name != "meta") {
        let mut filled = false;
        read_rows(tx, table, &mut |_| {
            filled = true;
            Ok(())
        })
        .await?;
        if filled {
            return Err(BackupProblem::NotEmpty);
        }
    }
    meta::clear(tx).await?;
    let (mut read, mut keys) = (End { rows: 0, files: 0 }, None);
    loop {
        let (kind, content) = records::read(&mut stream)?;
        match kind {
            Kind::Row => {
                let (number, values): (usize, Vec<Value>) =
                    serde_json::from_slice(&content).map_err(|_| BackupProblem::NotABackup)?;
                let table = head.tables.get(number).ok_or(BackupProblem::NotABackup)?;
                write_row(tx, table, &values).await?;
                read.rows += 1;
            }
            Kind::File => {
                let (id, sealed) = content.split_at_checked(16).ok_or(BackupProblem::NotABackup)?;
                let id = Uuid::from_slice(id).map_err(|_| BackupProblem::NotABackup)?;
                store.keep_sealed(id, sealed)?;
                read.files += 1;
            }
            Kind::Keys => {
                let ring = serde_json::from_slice(&content).map_err(|_| BackupProblem::NotABackup)?;
                keys = Some(ring);
            }
            Kind::End => {
                let end: End = serde_json::from_slice(&content).map_err(|_| BackupProblem::NotABackup)?;
                return if end == read { Ok((end, keys)) } else { Err(BackupProblem::Unopened) };
            }
            Kind::Head => return Err(BackupProblem::NotABackup),
        }
    }
}
