//! What nearly every visit asks of the database, asked once for everybody who waits for it: the version of the public
//! pages, official time of a demonstration, and the organs with their settings, kept in memory for as long as that
//! version stands.
//!
//! Whoever asks is answered by a reading that began after the question, so no answer is older than a commit, of whichever
//! process, that was done when it was asked; questions that come while a reading is under way share the next one. So a
//! thousand visits at once cost a few readings and not a thousand.

use crate::settings::OrganSettings;
use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_storage::database::{Db, StorageError};
use gongkai_storage::organs::{self, Standing};
use gongkai_storage::types;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tokio::sync::{mpsc, oneshot};

/// Most questions that one reading answers; whoever comes then waits for room.
const AT_ONCE: usize = 1024;

type Question = oneshot::Sender<Option<Standing>>;

/// The organs, parents before children, each with its settings and their version.
type Organs = Vec<(Organ, OrganSettings, i64)>;

/// Asks, and remembers the organs.
#[derive(Default)]
pub(crate) struct Current {
    questions: OnceLock<mpsc::Sender<Question>>,
    organs: RwLock<Option<(i64, Arc<Organs>)>>,
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

    async fn organs_as_they_stand(&self) -> Result<Arc<Organs>, Refusal> {
        let version = self.pages_version().await?;
        let held = self.inner.current.organs.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, organs)) = held.filter(|(of, _)| *of == version) {
            return Ok(organs);
        }
        let mut tx = self.read().await?;
        let version = organs::standing_in(&mut tx).await?.version;
        let organs = Arc::new(organs::all_with_settings(&mut tx).await?);
        *self.inner.current.organs.write().unwrap_or_else(PoisonError::into_inner) =
            Some((version, Arc::clone(&organs)));
        Ok(organs)
    }

    /// Every organ, parents before children.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn organs(&self) -> Result<Vec<Organ>, Refusal> {
        Ok(self.organs_as_they_stand().await?.iter().map(|(organ, ..)| organ.clone()).collect())
    }

    /// An organ's settings with their version.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such organ.
    pub async fn settings(&self, organ: OrganId) -> Result<(Organ, OrganSettings, i64), Refusal> {
        let organs = self.organs_as_they_stand().await?;
        organs.iter().find(|(of, ..)| of.id == organ).cloned().ok_or(Refusal::NotFound)
    }
}
