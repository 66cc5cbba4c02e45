//! Files: sealed on disk under names of our own, their names sealed in the database.

use crate::database::{StorageError, Tx};
use crate::vault::{DataKey, Place};
use crate::{on, run, sql};
use gongkai_rules::ids::FileId;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use uuid::Uuid;

/// The folder of sealed files.
#[derive(Debug, Clone)]
pub struct FileStore {
    dir: PathBuf,
}

/// What is known of a stored file without opening it.
#[derive(Debug, Clone, FromRow)]
pub struct FileRow {
    /// Its identifier.
    pub id: Uuid,
    /// The data key it lies under.
    pub key_id: Uuid,
    /// Its sealed name.
    pub name: Vec<u8>,
    /// Media type, recognised by content.
    pub media_type: String,
    /// Size in bytes, unsealed.
    pub size: i64,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// Stored at (official microseconds).
    pub made_at: i64,
}

const CONTENT: &str = "content";
const NAME: &str = "name";

fn place(id: FileId, field: &'static str) -> Place {
    Place { table: "files", row: id.0, field }
}

impl FileStore {
    /// A store in a folder, made if missing.
    ///
    /// # Errors
    /// [`StorageError::File`].
    pub fn open(dir: &Path) -> Result<FileStore, StorageError> {
        private_dir(dir)?;
        Ok(FileStore { dir: dir.to_owned() })
    }

    fn path(&self, id: Uuid) -> PathBuf {
        let name = id.as_simple().to_string();
        // UUIDs of one time share their first digits; the last two spread evenly.
        let (_, shard) = name.split_at(30);
        self.dir.join(shard).join(&name)
    }

    /// Where the sealed bytes of a file lie.
    pub fn sealed_path(&self, id: Uuid) -> PathBuf {
        self.path(id)
    }

    /// Keeps a file that is sealed already, durably: out of a backup.
    ///
    /// # Errors
    /// [`StorageError::File`] where the disk refuses.
    pub fn keep_sealed(&self, id: Uuid, sealed: &[u8]) -> Result<(), StorageError> {
        Ok(write_durably(&self.path(id), sealed)?)
    }

    /// Seals and stores a file, durably before its row is. A transaction that fails leaves a sealed orphan, which
    /// nothing refers to and the sweep removes.
    ///
    /// # Errors
    /// [`StorageError::File`] where the disk refuses.
    #[allow(clippy::too_many_arguments)] // a file is what it is called, what it is and what it holds
    pub async fn put(
        &self,
        tx: &mut Tx,
        key: &DataKey,
        id: FileId,
        name: &str,
        media_type: &str,
        content: Vec<u8>,
        made_at: i64,
    ) -> Result<FileRow, StorageError> {
        let row = FileRow {
            id: id.0,
            key_id: key.id,
            name: key.seal_raw(place(id, NAME), name.as_bytes())?,
            media_type: media_type.to_owned(),
            size: i64::try_from(content.len()).unwrap_or(i64::MAX),
            sha256: hex::encode(Sha256::digest(&content)),
            made_at,
        };
        let sealed = key.seal_raw(place(id, CONTENT), &content)?;
        let path = self.path(id.0);
        tokio::task::spawn_blocking(move || write_durably(&path, &sealed))
            .await
            .map_err(|error| StorageError::Unavailable(error.to_string()))??;
        run!(tx, c => sqlx::query(sql!("insert into files (id, key_id, name, media_type, size, sha256, made_at)
            values ($1, $2, $3, $4, $5, $6, $7)"))
            .bind(row.id).bind(row.key_id).bind(&row.name).bind(&row.media_type).bind(row.size).bind(&row.sha256)
            .bind(row.made_at))?;
        Ok(row)
    }

    /// The sealed files in the folder that were written before an instant of the machine's clock, each with its name as
    /// identifier; beginnings of files never finished have none. One of the 256 folders at a time.
    ///
    /// # Errors
    /// [`StorageError::File`].
    pub fn stored_before(&self, shard: u8, before: SystemTime) -> Result<Vec<(PathBuf, Option<Uuid>)>, StorageError> {
        let folder = self.dir.join(format!("{shard:02x}"));
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            // One that went away meanwhile needs no sweeping.
            let Ok(about) = entry.metadata() else { continue };
            if about.is_file() && about.modified()? < before {
                let id = entry.file_name().to_str().and_then(|name| Uuid::try_parse(name).ok());
                found.push((entry.path(), id));
            }
        }
        Ok(found)
    }

    /// Reads and opens a file.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where the bytes were changed or do not have the hash of their row.
    pub async fn get(&self, key: &DataKey, row: &FileRow) -> Result<Vec<u8>, StorageError> {
        let sealed = tokio::fs::read(self.path(row.id)).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => StorageError::Damaged(format!("file {} is gone", row.id)),
            _ => error.into(),
        })?;
        let content = key.open_raw(place(FileId(row.id), CONTENT), &sealed)?;
        if hex::encode(Sha256::digest(&content)) == row.sha256 {
            Ok(content)
        } else {
            Err(StorageError::Damaged(format!("file {} has another hash", row.id)))
        }
    }
}

/// Makes a folder, and those above it, that only its owner may enter. One that is there is left as it is.
///
/// # Errors
/// Where the system does not let us.
pub fn private_dir(dir: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Makes, or empties, a file that only its owner may read.
///
/// # Errors
/// Where the system does not let us.
pub fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let dir = path.parent().ok_or_else(|| std::io::Error::other("file without a folder"))?;
    private_dir(dir)?;
    let unfinished = path.with_extension("part");
    let mut file = private_file(&unfinished)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, path)?;
    std::fs::File::open(dir)?.sync_all()
}

/// The name of a file.
///
/// # Errors
/// [`StorageError::Damaged`].
pub fn name(key: &DataKey, row: &FileRow) -> Result<String, StorageError> {
    let plain = key.open_raw(place(FileId(row.id), NAME), &row.name)?;
    String::from_utf8(plain).map_err(|_| StorageError::Damaged(format!("name of file {}", row.id)))
}

/// Which of these files have a row.
///
/// # Errors
/// [`StorageError`].
pub async fn known(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    let mut known = Vec::new();
    for id in ids {
        let row: Option<(Uuid,)> = on!(tx, c =>
            sqlx::query_as(sql!("select id from files where id = $1")).bind(id).fetch_optional(c).await)?;
        known.extend(row.map(|(id,)| id));
    }
    Ok(known)
}

/// The files under a data key: those of one case or draft.
///
/// # Errors
/// [`StorageError`].
pub async fn of_key(tx: &mut Tx, key: Uuid) -> Result<Vec<FileRow>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, key_id, name, media_type, size, sha256, made_at from files
        where key_id = $1 order by made_at, id")).bind(key).fetch_all(c).await)
}

/// One file of a data key.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, key: Uuid, id: FileId) -> Result<Option<FileRow>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, key_id, name, media_type, size, sha256, made_at from files
        where key_id = $1 and id = $2")).bind(key).bind(id.0).fetch_optional(c).await)
}

/// Removes one file of a data key; its bytes on disk are then without a row and are swept.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, key: Uuid, id: FileId) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("delete from files where key_id = $1 and id = $2")).bind(key).bind(id.0))?;
    Ok(())
}
