//! The vault: everything personal of an applicant lies sealed.
//!
//! XChaCha20-Poly1305 under a data key for each applicant of each request; data keys are wrapped by the key ring, a
//! file of its own that is never in the database. Table, row and field are bound as associated data, so that a sealed
//! field cannot be moved to another place. Erasing a data key erases the person; events and figures stay true.

use crate::checking::SealedRow;
use crate::database::{StorageError, Tx};
use crate::{on, put, sql};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use gongkai_rules::ids::SealedId;
use hmac::{Hmac, Mac};
use rand::Rng;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The keys that wrap data keys, and the one that keys look-up hashes. Lives in `keys.json`, mode 0600.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeyRing {
    current: String,
    keys: BTreeMap<String, String>,
    lookup: String,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRing").field("keys", &self.keys.len()).finish_non_exhaustive()
    }
}

/// A data key, unwrapped: seals the fields and files of one applicant of one request. Wiped when dropped.
pub struct DataKey {
    /// Its name.
    pub id: Uuid,
    key: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where a sealed field belongs: bound to the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
    /// The field.
    pub field: &'static str,
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

fn seal_bytes(key: &[u8], context: &str, plain: &[u8]) -> Result<Vec<u8>, StorageError> {
    let cipher = XChaCha20Poly1305::new_from_slice(key).map_err(|_| StorageError::Keys("key length".into()))?;
    let nonce: [u8; 24] = random_bytes();
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context.as_bytes() })
        .map_err(|_| StorageError::Keys("sealing failed".into()))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open_bytes(key: &[u8], context: &str, bytes: &[u8]) -> Result<Vec<u8>, StorageError> {
    let cipher = XChaCha20Poly1305::new_from_slice(key).map_err(|_| StorageError::Keys("key length".into()))?;
    let damaged = || StorageError::Damaged(format!("sealed bytes of {context}"));
    let (nonce, sealed) = bytes.split_at_checked(24).ok_or_else(damaged)?;
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| damaged())?;
    cipher.decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: context.as_bytes() }).map_err(|_| damaged())
}

impl KeyRing {
    /// A new ring with one key.
    pub fn generate() -> KeyRing {
        let id = hex::encode(random_bytes::<4>());
        let keys = BTreeMap::from([(id.clone(), hex::encode(random_bytes::<32>()))]);
        KeyRing { current: id, keys, lookup: hex::encode(random_bytes::<32>()) }
    }

    /// Reads the ring of a data directory; `None` where there is none.
    ///
    /// # Errors
    /// [`StorageError::Keys`] where the file does not read.
    pub fn load(path: &Path) -> Result<Option<KeyRing>, StorageError> {
        match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .map(Some)
                .map_err(|error| StorageError::Keys(format!("{} 不能读取：{error}", path.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes the ring, readable by its owner alone, durably. Refuses to replace an existing one.
    ///
    /// # Errors
    /// [`StorageError::File`].
    pub fn store_new(&self, path: &Path) -> Result<(), StorageError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| StorageError::Keys(error.to_string()))?;
        // Written aside and linked whole: another process that starts at the same moment sees all of it or nothing.
        let aside = path.with_extension(format!("{}.part", hex::encode(random_bytes::<8>())));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&aside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        let linked = std::fs::hard_link(&aside, path);
        std::fs::remove_file(&aside)?;
        linked?;
        if let Some(dir) = path.parent() {
            std::fs::File::open(dir)?.sync_all()?;
        }
        Ok(())
    }

    fn wrapping_key(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, StorageError> {
        let text = self.keys.get(name).ok_or_else(|| StorageError::Keys(format!("钥匙串里没有 {name} 号钥匙")))?;
        hex::decode(text).map(Zeroizing::new).map_err(|_| StorageError::Keys("key is not hexadecimal".into()))
    }

    /// A keyed hash for exact look-up of a name, phone, identity number or code. `field` keeps kinds apart.
    pub fn lookup_hash(&self, field: &str, text: &str) -> Vec<u8> {
        let key = Zeroizing::new(hex::decode(&self.lookup).unwrap_or_default());
        // HMAC takes a key of any length, so the error arm cannot be reached; an empty hash finds nothing.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return Vec::new() };
        mac.update(field.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Makes a data key and stores it wrapped.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn new_data_key(&self, tx: &mut Tx, id: Uuid) -> Result<DataKey, StorageError> {
        let key = Zeroizing::new(random_bytes::<32>().to_vec());
        let wrapped = seal_bytes(&self.wrapping_key(&self.current)?, &format!("data_keys|{id}"), &key)?;
        put!(
            tx,
            sql!("insert into data_keys (id, ring_key, wrapped) values ($1, $2, $3)"),
            id,
            &self.current,
            &wrapped
        );
        Ok(DataKey { id, key })
    }

    /// Unwraps a data key read from the database.
    ///
    /// # Errors
    /// [`StorageError::Keys`] where the ring lacks the key, [`StorageError::Damaged`] where the bytes were changed.
    pub fn unwrap(&self, id: Uuid, ring_key: &str, wrapped: &[u8]) -> Result<DataKey, StorageError> {
        let key = open_bytes(&self.wrapping_key(ring_key)?, &format!("data_keys|{id}"), wrapped)?;
        Ok(DataKey { id, key: Zeroizing::new(key) })
    }

    /// Loads a data key.
    ///
    /// # Errors
    /// As [`KeyRing::unwrap`]; [`StorageError::Damaged`] where it is gone.
    pub async fn data_key(&self, tx: &mut Tx, id: Uuid) -> Result<DataKey, StorageError> {
        let row: Option<(String, Vec<u8>)> = on!(tx, c =>
            sqlx::query_as(sql!("select ring_key, wrapped from data_keys where id = $1")).bind(id).fetch_optional(c).await)?;
        let (ring_key, wrapped) = row.ok_or_else(|| StorageError::Damaged(format!("data key {id} is gone")))?;
        self.unwrap(id, &ring_key, &wrapped)
    }
}

/// How many sealed rows there are: a start with some and no key ring is refused.
///
/// # Errors
/// [`StorageError`].
pub async fn count_sealed(tx: &mut Tx) -> Result<i64, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from data_keys")).fetch_one(c).await)?;
    Ok(count)
}

/// Unwraps the latest data key, if there is one: whether the ring still opens what is sealed.
///
/// # Errors
/// As [`KeyRing::unwrap`].
pub async fn try_latest(tx: &mut Tx, ring: &KeyRing) -> Result<(), StorageError> {
    let row: Option<(Uuid, String, Vec<u8>)> = on!(tx, c => sqlx::query_as(sql!(
        "select id, ring_key, wrapped from data_keys order by id desc limit 1")).fetch_optional(c).await)?;
    row.map_or(Ok(()), |(id, ring_key, wrapped)| ring.unwrap(id, &ring_key, &wrapped).map(|_| ()))
}

impl DataKey {
    fn context(&self, place: Place, id: Uuid) -> String {
        format!("{}|{}|{}|{id}", place.table, place.row, place.field)
    }

    /// Seals a text for a place and stores it. `id` is what events will hold.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn seal(&self, tx: &mut Tx, id: SealedId, place: Place, text: &str) -> Result<SealedId, StorageError> {
        let bytes = seal_bytes(&self.key, &self.context(place, id.0), text.as_bytes())?;
        put!(
            tx,
            sql!(
                "insert into sealed (id, key_id, place_table, place_row, place_field, bytes)
            values ($1, $2, $3, $4, $5, $6)"
            ),
            id.0,
            self.id,
            place.table,
            place.row,
            place.field,
            &bytes
        );
        Ok(id)
    }

    /// Seals a text in the place of an older one; where that is gone, somebody has given the whole up, and nothing is kept.
    ///
    /// # Errors
    /// [`StorageError::Keys`].
    pub async fn seal_anew(&self, tx: &mut Tx, id: SealedId, place: Place, text: &str) -> Result<(), StorageError> {
        let bytes = seal_bytes(&self.key, &self.context(place, id.0), text.as_bytes())?;
        put!(tx, sql!("update sealed set bytes = $3 where id = $1 and key_id = $2"), id.0, self.id, &bytes);
        Ok(())
    }

    /// Opens the text sealed for a place, read with the row it belongs to.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where the bytes or the place were changed.
    pub fn open_text(&self, id: SealedId, place: Place, bytes: &[u8]) -> Result<String, StorageError> {
        let plain = open_bytes(&self.key, &self.context(place, id.0), bytes)?;
        String::from_utf8(plain).map_err(|_| StorageError::Damaged(format!("sealed text {id}")))
    }

    /// Seals bytes that lie elsewhere than in `sealed` (a file, a mask in a list).
    ///
    /// # Errors
    /// [`StorageError::Keys`].
    pub fn seal_raw(&self, place: Place, plain: &[u8]) -> Result<Vec<u8>, StorageError> {
        seal_bytes(&self.key, &self.context(place, place.row), plain)
    }

    /// Opens what [`DataKey::seal_raw`] sealed for the same place.
    ///
    /// # Errors
    /// [`StorageError::Damaged`].
    pub fn open_raw(&self, place: Place, bytes: &[u8]) -> Result<Vec<u8>, StorageError> {
        open_bytes(&self.key, &self.context(place, place.row), bytes)
    }

    /// Opens a sealed text read with its place, as `verify` does.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where the bytes or the place were changed.
    pub fn open_stored(&self, row: &SealedRow) -> Result<String, StorageError> {
        let context = format!("{}|{}|{}|{}", row.place_table, row.place_row, row.place_field, row.id);
        let plain = open_bytes(&self.key, &context, &row.bytes)?;
        String::from_utf8(plain).map_err(|_| StorageError::Damaged(format!("sealed text {}", row.id)))
    }

    /// Opens every text of a row at once.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] naming the place whose bytes were changed.
    pub async fn open_all(&self, tx: &mut Tx, row: Uuid) -> Result<BTreeMap<SealedId, String>, StorageError> {
        let rows: Vec<(Uuid, String, Uuid, String, Vec<u8>)> = on!(tx, c => sqlx::query_as(sql!(
            "select id, place_table, place_row, place_field, bytes from sealed where place_row = $1 and key_id = $2"))
            .bind(row).bind(self.id).fetch_all(c).await)?;
        rows.into_iter()
            .map(|(id, table, row, field, bytes)| {
                let plain = open_bytes(&self.key, &format!("{table}|{row}|{field}|{id}"), &bytes)?;
                let text = String::from_utf8(plain).map_err(|_| StorageError::Damaged(format!("sealed text {id}")))?;
                Ok((SealedId(id), text))
            })
            .collect()
    }
}
