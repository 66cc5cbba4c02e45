//! `gongkai backup` and `gongkai restore`: every row and every sealed file in one encrypted file, made while the office
//! works, restored into an empty database of either engine. The key ring is left out unless it is asked for: who finds
//! backup and passphrase then still cannot read a word of an applicant.

mod keep;
mod records;
mod restore;

pub use keep::Kept;
pub use restore::{Restored, restore};

use argon2::{Algorithm, Argon2, Params, Version};
use gongkai_storage::backup::Table;
use gongkai_storage::database::StorageError;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The first line of a backup.
const MAGIC: &str = "GONGKAI-BACKUP-1";

/// The key of [`gongkai_storage::meta`] with the real instant of the last backup, in microseconds.
pub const LAST_BACKUP: &str = "last_backup";

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 15;

/// Why no backup was made, or none restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupProblem {
    /// The passphrase is shorter than [`SHORTEST_PASSPHRASE`].
    #[error("passphrase too short")]
    ShortPassphrase,
    /// The file is there already: a backup is never written over.
    #[error("{0} exists")]
    Exists(PathBuf),
    /// No backup of ours.
    #[error("not a backup")]
    NotABackup,
    /// The passphrase is wrong, or the file was changed or cut off.
    #[error("wrong passphrase or damaged")]
    Unopened,
    /// The tables in the backup are of another version: its, ours.
    #[error("tables {0}, program {1}")]
    OtherTables(i64, i64),
    /// There is something in the database, or a key ring in the folder.
    #[error("not empty")]
    NotEmpty,
    /// The database refuses.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A file cannot be written or read.
    #[error("file: {0}")]
    File(#[from] io::Error),
}

/// How the key follows from the passphrase: told in clear at the head of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Derivation {
    memory_kib: u32,
    passes: u32,
    salt: String,
}

impl Derivation {
    fn new() -> Derivation {
        Derivation { memory_kib: 64 * 1024, passes: 3, salt: crate::ids::token() }
    }

    /// The key of the stream. Bounded, so that a made-up head cannot ask for all memory.
    fn key(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, BackupProblem> {
        if self.memory_kib > 1024 * 1024 || self.passes > 16 {
            return Err(BackupProblem::NotABackup);
        }
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(|_| BackupProblem::NotABackup)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), self.salt.as_bytes(), key.as_mut_slice())
            .map_err(|_| BackupProblem::NotABackup)?;
        Ok(key)
    }
}

/// What a backup says of itself, sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    tables_version: i64,
    made_at: i64,
    tables: Vec<Table>,
}

/// What its end says: nothing was lost on the way.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct End {
    rows: u64,
    files: u64,
}
