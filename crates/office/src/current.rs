//! What nearly every visit asks of the database, asked once for everybody who waits for it: the version of the public
//! pages, official time of a demonstration, and the organs with their settings and published reports, kept in memory for as
//! long as that version stands.
//!
//! Whoever asks is answered by a reading that began after the question, so no answer is older than a commit, of whichever
//! process, that was done when it was asked; questions that come while a reading is under way share the next one. So a
//! thousand visits at once cost a few readings and not a thousand.

use crate::reporting::PublishedView;
use crate::settings::OrganSettings;
use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_storage::database::{Db, StorageError};
use gongkai_storage::organs::{self, Standing};
use gongkai_storage::types;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use tokio::sync::{mpsc, oneshot};

/// Most questions that one reading answers; whoever comes then waits for room.
const AT_ONCE: usize = 1024;

type Question = oneshot::Sender<Option<Standing>>;

/// Most reports that are held ready; the next one then lets go of all.
const REPORTS: usize = 100;

/// Which report: the organ's code, the year, the edition where one is asked for.
type Named = (String, i16, Option<u32>);

/// What the pages of the public site are made from, as it stood at one version of them.
pub struct Site {
    version: i64,
    /// Parents before children, each with its settings and their version.
    organs: Vec<(Organ, OrganSettings, i64)>,
    /// Published reports that somebody has asked for.
    reports: Mutex<HashMap<Named, Arc<PublishedView>>>,
}

impl Site {
    /// Every organ, parents before children.
    pub fn organs(&self) -> impl Iterator<Item = &Organ> {
        self.organs.iter().map(|(organ, ..)| organ)
    }

    /// An organ with its settings, by what it is known by.
    pub fn find(&self, known: impl Fn(&Organ) -> bool) -> Option<(&Organ, &OrganSettings)> {
        self.organs.iter().find(|(organ, ..)| known(organ)).map(|(organ, settings, _)| (organ, settings))
    }

    /// The organ at the head of the tree, whose pages lie at the root.
    pub fn root(&self) -> Option<&Organ> {
        self.organs().next()
    }

    /// A report that was asked for before.
    pub(crate) fn report(&self, named: &Named) -> Option<Arc<PublishedView>> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner).get(named).cloned()
    }

    /// Holds a report ready, if it was read at this version.
    pub(crate) fn hold(&self, version: i64, named: Named, report: &Arc<PublishedView>) {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        if version == self.version {
            if reports.len() >= REPORTS {
                reports.clear();
            }
            reports.insert(named, Arc::clone(report));
        }
    }
}

/// Asks, and remembers the site.
#[derive(Default)]
pub(crate) struct Current {
    questions: OnceLock<mpsc::Sender<Question>>,
    site: RwLock<Option<Arc<Site>>>,
}

impl Current {
    async fn standing(&self, db: &Db) -> Result<Standing, Refusal> {
        let questions = self.questions.get_or_init(|| {
            let (questions, asked) = mpsc::channel(AT_ONCE);
            tokio::spawn(read(db.clone(), asked));
            questions
        });
        let (question, answer) = oneshot::channel();
        let asked = questions.send(question).await.is_ok();
        match answer.await {
            Ok(Some(standing)) => Ok(standing),
            // The reader ends with the runtime it was begun in.
            Err(_) if !asked => Ok(organs::standing(db).await?),
            _ => Err(StorageError::Unavailable("the database does not say how its public pages stand".into()).into()),
        }
    }
}

/// Reads for as long as anybody may ask.
async fn read(db: Db, mut asked: mpsc::Receiver<Question>) {
    let mut waiting = Vec::new();
    while asked.recv_many(&mut waiting, AT_ONCE).await > 0 {
        // Whoever is about to ask shares this reading instead of waiting for the next.
        tokio::task::yield_now().await;
        while let Ok(question) = asked.try_recv() {
            waiting.push(question);
        }
        let standing = match organs::standing(&db).await {
            Ok(standing) => Some(standing),
            Err(error) => {
                tracing::warn!(%error, "how the public pages stand was not read");
                None
            }
        };
        for question in waiting.drain(..) {
            // Whoever no longer waits needs no answer.
            let _ = question.send(standing);
        }
    }
}

impl Office {
    /// A number that rises with every commit, of whichever process, that changes what a public page shows. Takes over on the
    /// way where another process has moved official time of a demonstration.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn pages_version(&self) -> Result<i64, Refusal> {
        let standing = self.inner.current.standing(self.db()).await?;
        if let Some(at) = standing.clock.and_then(|micros| types::instant(micros).ok()) {
            self.clock().move_to(at);
        }
        Ok(standing.version)
    }

    /// Takes over where another process over the same database has moved official time, in a demonstration; elsewhere
    /// nothing is read. For every request, so that two servers and the command line agree at once.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn follow_clock(&self) -> Result<(), Refusal> {
        if self.clock().is_demonstration() {
            self.pages_version().await?;
        }
        Ok(())
    }

    /// What the pages of the public site are made from, as it stands now.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn site(&self) -> Result<Arc<Site>, Refusal> {
        let version = self.pages_version().await?;
        let held = self.inner.current.site.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(site) = held.filter(|site| site.version == version) {
            return Ok(site);
        }
        let mut tx = self.read().await?;
        let version = organs::standing_in(&mut tx).await?.version;
        let organs = organs::all_with_settings(&mut tx).await?;
        let site = Arc::new(Site { version, organs, reports: Mutex::default() });
        *self.inner.current.site.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&site));
        Ok(site)
    }

    /// Every organ, parents before children.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn organs(&self) -> Result<Vec<Organ>, Refusal> {
        Ok(self.site().await?.organs().cloned().collect())
    }

    /// An organ's settings with their version.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such organ.
    pub async fn settings(&self, organ: OrganId) -> Result<(Organ, OrganSettings, i64), Refusal> {
        let site = self.site().await?;
        site.organs.iter().find(|(of, ..)| of.id == organ).cloned().ok_or(Refusal::NotFound)
    }
}
