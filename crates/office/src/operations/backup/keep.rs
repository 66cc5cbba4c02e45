//! A backup is made.

use super::records::{self, Kind};
use super::{BackupProblem, Derivation, End, Head, LAST_BACKUP, MAGIC, SHORTEST_PASSPHRASE};
use crate::Office;
use crate::clock::real_micros;
use gongkai_storage::backup::{SealedWriter, Value, read_rows, tables};
use gongkai_storage::database::{Db, StorageError, Tx};
use gongkai_storage::meta;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use uuid::Uuid;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Rows of all tables.
    pub rows: u64,
    /// Sealed files.
    pub files: u64,
    /// Whether the key ring is in it.
    pub keys: bool,
    /// Files that the database knows and the disk has not.
    pub missing: Vec<Uuid>,
}

impl Office {
    /// Makes a backup while the office works: one consistent view of the database, then the files it knows.
    ///
    /// # Errors
    /// [`BackupProblem`]; then there is no such file.
    pub async fn backup(&self, to: &Path, passphrase: &str, with_keys: bool) -> Result<Kept, BackupProblem> {
        if passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(BackupProblem::ShortPassphrase);
        }
        if to.exists() {
            return Err(BackupProblem::Exists(to.to_owned()));
        }
        let unfinished = to.with_extension("part");
        let kept = self.write_backup(&unfinished, passphrase, with_keys).await;
        let kept = match kept {
            Ok(kept) => kept,
            Err(problem) => {
                let _ = std::fs::remove_file(&unfinished);
                return Err(problem);
            }
        };
        std::fs::rename(&unfinished, to)?;
        if let Some(dir) = to.parent().filter(|dir| !dir.as_os_str().is_empty()) {
            File::open(dir)?.sync_all()?;
        }
        let now = real_micros().to_string();
        self.db().write(Box::new(move |tx| Box::pin(async move { meta::set(tx, LAST_BACKUP, &now).await }))).await?;
        Ok(kept)
    }

    async fn write_backup(&self, path: &Path, passphrase: &str, with_keys: bool) -> Result<Kept, BackupProblem> {
        let derivation = Derivation::new();
        let key = derivation.key(passphrase)?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = BufWriter::new(options.open(path)?);
        writeln!(file, "{MAGIC}")?;
        writeln!(file, "{}", json(&derivation)?)?;
        let mut out = SealedWriter::new(file, &key)?;
        let mut tx = self.db().read().await?;
        let (rows, ids) = write_rows(&mut tx, &mut out).await?;
        drop(tx);
        let mut missing = Vec::new();
        let mut files = 0;
        for id in ids {
            match std::fs::read(self.files().sealed_path(id)) {
                Ok(sealed) => {
                    records::write(&mut out, Kind::File, &[id.as_bytes(), &sealed])?;
                    files += 1;
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => missing.push(id),
                Err(error) => return Err(error.into()),
            }
        }
        if with_keys {
            records::write(&mut out, Kind::Keys, &[&std::fs::read(self.data_dir().join("keys.json"))?])?;
        }
        records::write(&mut out, Kind::End, &[json(&End { rows, files })?.as_bytes()])?;
        let file = out.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(Kept { rows, files, keys: with_keys, missing })
    }
}

/// Writes head and rows; gives how many, and the files they know.
async fn write_rows(tx: &mut Tx, out: &mut (impl Write + Send)) -> Result<(u64, Vec<Uuid>), BackupProblem> {
    let tables = tables(tx).await?;
    let head = Head { tables_version: Db::tables_version(), made_at: real_micros(), tables: tables.clone() };
    records::write(out, Kind::Head, &[json(&head)?.as_bytes()])?;
    let (mut rows, mut files) = (0, Vec::new());
    for (number, table) in tables.iter().enumerate() {
        let of_files = table.name == "files";
        read_rows(tx, table, &mut |values| {
            if let (true, Some(Value::Id(id))) = (of_files, values.first()) {
                files.push(*id);
            }
            rows += 1;
            let row =
                serde_json::to_vec(&(number, values)).map_err(|error| StorageError::Damaged(error.to_string()))?;
            Ok(records::write(out, Kind::Row, &[&row])?)
        })
        .await?;
    }
    Ok((rows, files))
}

fn json(value: &impl serde::Serialize) -> Result<String, BackupProblem> {
    Ok(gongkai_storage::types::to_json(value)?)
}
