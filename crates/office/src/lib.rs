//! Use cases: what people do, one file an action, each official act through one function ([`Office::act`] and its
//! siblings in [`acting`]): permission → load with version → rule → save → events → audit → commit.

pub mod accounts;
pub mod acting;
pub mod calendars;
pub mod clock;
mod current;
pub mod demo;
pub mod drafts;
pub mod fonts;
pub mod ids;
pub mod intake;
pub mod operations;
pub mod reading;
pub mod refusals;
pub mod register;
pub mod reporting;
pub mod requests;
pub mod settings;
pub mod tracking;

pub use acting::{Acted, Doing, Moment, Once};
pub use clock::OfficialClock;
pub use current::Site;
pub use refusals::{Problem, Refusal};

use gongkai_rules::calendar::Calendar;
use gongkai_storage::database::{Db, StorageError, Tx};
use gongkai_storage::files::FileStore;
use gongkai_storage::vault::KeyRing;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// The office: everything an act needs, shared by pages, command line and jobs. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    ring: KeyRing,
    files: FileStore,
    clock: OfficialClock,
    calendar: RwLock<Arc<Calendar>>,
    /// The calendar the database was last seen to be computed with.
    adopted: RwLock<Option<String>>,
    data_dir: PathBuf,
    fonts: fonts::Held,
    current: current::Current,
}

impl Office {
    /// Opens the office over a data directory and a database, bringing the tables up to date.
    ///
    /// # Errors
    /// [`StorageError::Keys`] where sealed rows exist and the key ring does not: keys are never silently made anew.
    pub async fn open(data_dir: &Path, database_url: Option<&str>) -> Result<Office, StorageError> {
        gongkai_storage::files::private_dir(data_dir)?;
        let url = match database_url {
            Some(url) => url.to_owned(),
            None => format!("sqlite:{}", data_dir.join("gongkai.db").display()),
        };
        let db = Db::open(&url, data_dir).await?;
        let mut tx = db.read().await?;
        let keys = data_dir.join("keys.json");
        let ring = match KeyRing::load(&keys)? {
            Some(ring) => ring,
            None if gongkai_storage::vault::count_sealed(&mut tx).await? > 0 => {
                return Err(StorageError::Keys(format!(
                    "数据库里有加密内容，却没有钥匙串 {}。请从备份取回钥匙串再启动；没有钥匙串，加密内容无法读取",
                    keys.display()
                )));
            }
            None => {
                let ring = KeyRing::generate();
                match ring.store_new(&keys) {
                    Ok(()) => ring,
                    // Another process started at the same time and was first: its ring is the one.
                    Err(error) => KeyRing::load(&keys)?.ok_or(error)?,
                }
            }
        };
        let calendar = calendars::calendar_of(&mut tx).await?;
        let adopted = RwLock::new(gongkai_storage::meta::get(&mut tx, gongkai_storage::meta::CALENDAR).await?);
        let clock = OfficialClock::load(&mut tx).await?;
        drop(tx);
        let files = FileStore::open(&data_dir.join("files"))?;
        let calendar = RwLock::new(Arc::new(calendar));
        Ok(Office {
            inner: Arc::new(Inner {
                db,
                ring,
                files,
                clock,
                calendar,
                adopted,
                data_dir: data_dir.to_owned(),
                fonts: fonts::Held::default(),
                current: current::Current::default(),
            }),
        })
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The key ring.
    pub fn ring(&self) -> &KeyRing {
        &self.inner.ring
    }

    /// The sealed files.
    pub fn files(&self) -> &FileStore {
        &self.inner.files
    }

    /// Official time.
    pub fn clock(&self) -> &OfficialClock {
        &self.inner.clock
    }

    /// The folder of the embedded database, files and keys.
    pub fn data_dir(&self) -> &Path {
        &self.inner.data_dir
    }

    /// The working days as known now.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.inner.calendar.read().map(|calendar| Arc::clone(&calendar)).unwrap_or_else(|poisoned| {
            // A writer only swaps one pointer, so even a poisoned lock holds a whole calendar.
            Arc::clone(&poisoned.into_inner())
        })
    }

    /// Takes another calendar into use in this process.
    pub(crate) fn use_calendar(&self, calendar: Calendar) {
        let mut held = self.inner.calendar.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *held = Arc::new(calendar);
    }

    /// Whether the database still counts by what it was last seen to count by.
    pub(crate) fn calendar_is(&self, adopted: Option<&str>) -> bool {
        let seen = self.inner.adopted.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.as_deref() == adopted
    }

    /// Notes what the database counts by now.
    pub(crate) fn note_calendar(&self, adopted: Option<String>) {
        *self.inner.adopted.write().unwrap_or_else(std::sync::PoisonError::into_inner) = adopted;
    }

    /// A transaction to read in.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn read(&self) -> Result<Tx, Refusal> {
        Ok(self.inner.db.read().await?)
    }
}

impl Office {
    /// A keyed hash that says nothing of what it was made from: of codes, of form bodies.
    pub fn ring_hash(&self, kind: &str, text: &str) -> Vec<u8> {
        self.inner.ring.lookup_hash(kind, text)
    }
}
