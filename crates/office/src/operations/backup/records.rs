//! The records of a backup: one byte of kind, four of length, the content.

use super::BackupProblem;
use std::io::{self, Read, Write};

/// Kinds of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What the backup says of itself.
    Head,
    /// A row: number of its table and its values.
    Row,
    /// A file: its 16 bytes of name, then its sealed content.
    File,
    /// The key ring.
    Keys,
    /// The end, with the counts.
    End,
}

impl Kind {
    fn byte(self) -> u8 {
        match self {
            Kind::Head => b'H',
            Kind::Row => b'R',
            Kind::File => b'F',
            Kind::Keys => b'K',
            Kind::End => b'E',
        }
    }

    fn of(byte: u8) -> Option<Kind> {
        [Kind::Head, Kind::Row, Kind::File, Kind::Keys, Kind::End].into_iter().find(|kind| kind.byte() == byte)
    }
}

/// Writes a record.
pub fn write(to: &mut impl Write, kind: Kind, content: &[&[u8]]) -> io::Result<()> {
    let length: usize = content.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length).map_err(|_| io::Error::other("a record longer than 4 GiB"))?;
    to.write_all(&[kind.byte()])?;
    to.write_all(&length.to_le_bytes())?;
    content.iter().try_for_each(|part| to.write_all(part))
}

/// Reads a record. The stream is authenticated, so that a length is what was written.
pub fn read(from: &mut impl Read) -> Result<(Kind, Vec<u8>), BackupProblem> {
    let mut head = [0; 5];
    from.read_exact(&mut head).map_err(unopened)?;
    let [kind, length @ ..] = head;
    let kind = Kind::of(kind).ok_or(BackupProblem::NotABackup)?;
    let mut content = Vec::new();
    from.take(u64::from(u32::from_le_bytes(length))).read_to_end(&mut content).map_err(unopened)?;
    if content.len() as u64 == u64::from(u32::from_le_bytes(length)) {
        Ok((kind, content))
    } else {
        Err(BackupProblem::Unopened)
    }
}

/// An end too early, and bytes that do not open, are one thing to whoever restores.
pub fn unopened(error: io::Error) -> BackupProblem {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => BackupProblem::Unopened,
        _ => BackupProblem::File(error),
    }
}
