//! Every row of every table, out of one engine and into either: what a backup holds, beside the sealed files.
//!
//! Rows and not pages, so that a backup is one consistent view while the office works, needs no copy on disk, and an
//! office can be restored from the embedded database onto PostgreSQL and back. [`SealedWriter`] and [`SealedReader`]
//! encrypt what is written as it is written: XChaCha20-Poly1305 in pieces, each numbered and the last one marked, so
//! that none can be left out, exchanged or cut off.

use crate::database::{Db, StorageError, Tx};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use futures::TryStreamExt;
use rand::Rng;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row};
use std::io::{self, Read, Write};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A value of a row, of the kinds that our tables have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing.
    Null,
    /// UUID.
    Id(Uuid),
    /// TEXT.
    Text(String),
    /// BIGINT.
    Number(i64),
    /// BOOLEAN.
    Truth(bool),
    /// BYTEA, in hexadecimal.
    Bytes(String),
}

/// The kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// UUID.
    Id,
    /// TEXT.
    Text,
    /// BIGINT.
    Number,
    /// BOOLEAN.
    Truth,
    /// BYTEA.
    Bytes,
}

impl Kind {
    fn of(declared: &str) -> Option<Kind> {
        match declared.to_ascii_lowercase().as_str() {
            "uuid" => Some(Kind::Id),
            "text" => Some(Kind::Text),
            "bigint" => Some(Kind::Number),
            "boolean" => Some(Kind::Truth),
            "bytea" => Some(Kind::Bytes),
            _ => None,
        }
    }
}

/// A table with its columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<(String, Kind)>,
}

impl Table {
    /// Its columns by their own kinds, as this engine declares them.
    async fn described(tx: &mut Tx, name: &str) -> Result<Table, StorageError> {
        let rows: Vec<(String, String)> = match tx {
            Tx::Sqlite(tx, _) => {
                let text = "select name, type from pragma_table_info($1) order by cid";
                sqlx::query_as(text).bind(name).fetch_all(&mut **tx).await?
            }
            Tx::Postgres(tx, _) => {
                let text = "select column_name::text, data_type::text from information_schema.columns
                    where table_schema = current_schema() and table_name = $1 order by ordinal_position";
                sqlx::query_as(text).bind(name).fetch_all(&mut **tx).await?
            }
        };
        let mut columns = Vec::new();
        for (column, declared) in rows {
            let kind = Kind::of(&declared)
                .ok_or_else(|| StorageError::Damaged(format!("column {name}.{column} is {declared}")))?;
            columns.push((column, kind));
        }
        Ok(Table { name: name.to_owned(), columns })
    }

    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Every table in an order in which each refers to earlier ones only.
///
/// # Errors
/// [`StorageError`].
pub async fn tables(tx: &mut Tx) -> Result<Vec<Table>, StorageError> {
    let mut all = Vec::new();
    for name in Db::table_names() {
        all.push(Table::described(tx, &name).await?);
    }
    Ok(all)
}

/// Reads every row of a table, organs with parents before children.
///
/// # Errors
/// [`StorageError`], or what `each` refuses with.
pub async fn read_rows(
    tx: &mut Tx,
    table: &Table,
    each: &mut (dyn FnMut(Vec<Value>) -> Result<(), StorageError> + Send),
) -> Result<(), StorageError> {
    let order = if table.name == "organs" { " order by path" } else { "" };
    let text = format!("select {} from {}{order}", table.names(), table.name);
    macro_rules! rows {
        ($tx:expr) => {{
            let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(&mut **$tx);
            while let Some(row) = rows.try_next().await? {
                let mut values = Vec::with_capacity(table.columns.len());
                for (place, (_, kind)) in table.columns.iter().enumerate() {
                    let value = match kind {
                        Kind::Id => row.try_get::<Option<Uuid>, _>(place)?.map(Value::Id),
                        Kind::Text => row.try_get::<Option<String>, _>(place)?.map(Value::Text),
                        Kind::Number => row.try_get::<Option<i64>, _>(place)?.map(Value::Number),
                        Kind::Truth => row.try_get::<Option<bool>, _>(place)?.map(Value::Truth),
                        Kind::Bytes => {
                            row.try_get::<Option<Vec<u8>>, _>(place)?.map(|bytes| Value::Bytes(hex::encode(bytes)))
                        }
                    };
                    values.push(value.unwrap_or(Value::Null));
                }
                each(values)?;
            }
        }};
    }
    match tx {
        Tx::Sqlite(tx, _) => rows!(tx),
        Tx::Postgres(tx, _) => rows!(tx),
    }
    Ok(())
}

/// Writes a row.
///
/// # Errors
/// [`StorageError::Damaged`] where the row does not fit the table.
pub async fn write_row(tx: &mut Tx, table: &Table, values: &[Value]) -> Result<(), StorageError> {
    if values.len() != table.columns.len() {
        return Err(StorageError::Damaged(format!("a row of {} has {} values", table.name, values.len())));
    }
    let places = (1..=values.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    let text = format!("insert into {} ({}) values ({places})", table.name, table.names());
    macro_rules! insert {
        ($tx:expr) => {{
            let mut query = sqlx::query(AssertSqlSafe(text));
            for (value, (_, kind)) in values.iter().zip(&table.columns) {
                query = match (value, kind) {
                    (Value::Id(id), Kind::Id) => query.bind(*id),
                    (Value::Text(text), Kind::Text) => query.bind(text.clone()),
                    (Value::Number(number), Kind::Number) => query.bind(*number),
                    (Value::Truth(truth), Kind::Truth) => query.bind(*truth),
                    (Value::Bytes(bytes), Kind::Bytes) => query.bind(
                        hex::decode(bytes).map_err(|_| StorageError::Damaged(format!("bytes of {}", table.name)))?,
                    ),
                    (Value::Null, Kind::Id) => query.bind(None::<Uuid>),
                    (Value::Null, Kind::Text) => query.bind(None::<String>),
                    (Value::Null, Kind::Number) => query.bind(None::<i64>),
                    (Value::Null, Kind::Truth) => query.bind(None::<bool>),
                    (Value::Null, Kind::Bytes) => query.bind(None::<Vec<u8>>),
                    _ => return Err(StorageError::Damaged(format!("a row of {} does not fit", table.name))),
                };
            }
            query.execute(&mut **$tx).await?;
        }};
    }
    match tx {
        Tx::Sqlite(tx, _) => insert!(tx),
        Tx::Postgres(tx, _) => insert!(tx),
    }
    Ok(())
}

/// Plain bytes in one sealed piece.
const PIECE: usize = 64 * 1024;

fn nonce(prefix: &[u8; 19], number: u32, last: bool) -> XNonce {
    let mut bytes = [0; 24];
    bytes[..19].copy_from_slice(prefix);
    bytes[19..23].copy_from_slice(&number.to_be_bytes());
    bytes[23] = u8::from(last);
    XNonce::from(bytes)
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> io::Result<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|_| io::Error::other("key length"))
}

/// Encrypts what is written to it. [`SealedWriter::finish`] marks the end.
pub struct SealedWriter<W> {
    inner: W,
    cipher: XChaCha20Poly1305,
    prefix: [u8; 19],
    number: u32,
    held: Vec<u8>,
}

impl<W: Write> SealedWriter<W> {
    /// Begins, under a key used for nothing else.
    ///
    /// # Errors
    /// What the writer below refuses with.
    pub fn new(mut inner: W, key: &Zeroizing<[u8; 32]>) -> io::Result<SealedWriter<W>> {
        let mut prefix = [0; 19];
        rand::rng().fill_bytes(&mut prefix);
        inner.write_all(&prefix)?;
        Ok(SealedWriter { inner, cipher: cipher(key)?, prefix, number: 0, held: Vec::with_capacity(PIECE) })
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let sealed = self
            .cipher
            .encrypt(&nonce(&self.prefix, self.number, last), self.held.as_slice())
            .map_err(|_| io::Error::other("sealing failed"))?;
        self.held.clear();
        self.number = self.number.checked_add(1).ok_or_else(|| io::Error::other("too long for one backup"))?;
        self.inner.write_all(&sealed)
    }

    /// Marks the end and gives back the writer below.
    ///
    /// # Errors
    /// What the writer below refuses with.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.inner.flush()?;
        Ok(self.inner)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.len() == PIECE {
            self.seal(false)?;
        }
        let (now, _) = bytes.split_at(bytes.len().min(PIECE - self.held.len()));
        self.held.extend_from_slice(now);
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // A piece is sealed when it is full or the last; half pieces would make the end ambiguous.
        self.inner.flush()
    }
}

/// Opens what [`SealedWriter`] wrote. Anything changed, exchanged or cut off is an [`io::ErrorKind::InvalidData`].
pub struct SealedReader<R> {
    inner: R,
    cipher: XChaCha20Poly1305,
    prefix: [u8; 19],
    number: u32,
    ahead: Vec<u8>,
    open: io::Cursor<Vec<u8>>,
    ended: bool,
}

/// A piece with its tag.
const SEALED_PIECE: usize = PIECE + 16;

impl<R: Read> SealedReader<R> {
    /// Begins.
    ///
    /// # Errors
    /// What the reader below refuses with.
    pub fn new(mut inner: R, key: &Zeroizing<[u8; 32]>) -> io::Result<SealedReader<R>> {
        let mut prefix = [0; 19];
        inner.read_exact(&mut prefix)?;
        let cipher = cipher(key)?;
        let mut reader = SealedReader {
            inner,
            cipher,
            prefix,
            number: 0,
            ahead: Vec::new(),
            open: io::Cursor::default(),
            ended: false,
        };
        reader.ahead = reader.take_piece()?;
        Ok(reader)
    }

    fn take_piece(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = Vec::with_capacity(SEALED_PIECE);
        (&mut self.inner).take(SEALED_PIECE as u64).read_to_end(&mut piece)?;
        Ok(piece)
    }

    /// Opens the next piece. What follows tells whether it must be the last.
    fn next(&mut self) -> io::Result<()> {
        let after = self.take_piece()?;
        let piece = std::mem::replace(&mut self.ahead, after);
        let last = self.ahead.is_empty();
        let damaged =
            || io::Error::new(io::ErrorKind::InvalidData, "wrong passphrase, or the backup was changed or cut off");
        let plain =
            self.cipher.decrypt(&nonce(&self.prefix, self.number, last), piece.as_slice()).map_err(|_| damaged())?;
        self.number = self.number.checked_add(1).ok_or_else(damaged)?;
        self.open = io::Cursor::new(plain);
        self.ended = last;
        Ok(())
    }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.open.read(bytes)?;
            if count > 0 || bytes.is_empty() || self.ended {
                return Ok(count);
            }
            self.next()?;
        }
    }
}
