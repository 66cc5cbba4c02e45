//! Archives of Word and Excel: what they unpack to is counted, never believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::document::{Limits, Unreadable};

/// Most files in an archive.
const ENTRIES: usize = 2000;

/// An archive with a budget of unpacked bytes.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Damaged, or too many files in it.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > ENTRIES {
            return Err(Unreadable::Bomb);
        }
        Ok(Archive { zip, left: limits.unpacked })
    }

    /// Whether a file of this name is in it.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of a file in it; `None` where there is none of this name.
    ///
    /// # Errors
    /// Damaged, encrypted, or larger than the budget left.
    pub fn file(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let mut entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        let mut bytes = Vec::new();
        let read = entry.by_ref().take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|_| incomplete())?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Unreadable::Bomb)?;
        Ok(Some(bytes))
    }

    /// Unpacks everything into nothing and counts: for a parser that unpacks by itself. Tells the bytes of the largest
    /// file in it.
    ///
    /// # Errors
    /// As [`Archive::file`].
    pub fn measure(&mut self) -> Result<u64, Unreadable> {
        let mut largest = 0;
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index(at).map_err(damaged)?;
            let mut bounded = entry.take(self.left.saturating_add(1));
            let unpacked = std::io::copy(&mut bounded, &mut std::io::sink());
            let unpacked = unpacked.map_err(|_| incomplete())?;
            self.left = self.left.checked_sub(unpacked).ok_or(Unreadable::Bomb)?;
            largest = largest.max(unpacked);
        }
        Ok(largest)
    }
}

fn damaged(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => Unreadable::Encrypted,
        ZipError::InvalidPassword => Unreadable::Encrypted,
        _ => incomplete(),
    }
}

/// What a person can act on; what the library says of it is for programmers, and in English.
fn incomplete() -> Unreadable {
    Unreadable::Damaged("文件不完整，可能没有下载或复制完".to_owned())
}
