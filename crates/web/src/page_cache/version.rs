//! The version of the public pages, asked once for everybody who waits for it.
//!
//! Whoever asks is answered by a reading that began after the question, so no answer is older than a commit that was
//! done when it was asked; questions that come while a reading is under way share the next one. So a thousand visits at
//! once cost a few readings and not a thousand.

use gongkai_office::Office;
use std::sync::OnceLock;
use tokio::sync::{mpsc, oneshot};

type Question = oneshot::Sender<Option<i64>>;

/// Most questions that one reading answers; whoever comes then waits for room.
const AT_ONCE: usize = 1024;

/// Asks for the version.
pub struct Versions {
    office: Office,
    questions: OnceLock<mpsc::Sender<Question>>,
}

impl Versions {
    /// Asks the database of this office.
    pub fn new(office: Office) -> Versions {
        Versions { office, questions: OnceLock::new() }
    }

    /// The version at a moment after this call; `None` where the database does not say.
    pub async fn now(&self) -> Option<i64> {
        let questions = self.questions.get_or_init(|| {
            let (questions, asked) = mpsc::channel(AT_ONCE);
            tokio::spawn(read(self.office.clone(), asked));
            questions
        });
        let (question, answer) = oneshot::channel();
        questions.send(question).await.ok()?;
        answer.await.ok()?
    }
}

/// Reads for as long as anybody may ask.
async fn read(office: Office, mut asked: mpsc::Receiver<Question>) {
    let mut waiting = Vec::new();
    while asked.recv_many(&mut waiting, AT_ONCE).await > 0 {
        let version = office.pages_version().await.ok();
        for question in waiting.drain(..) {
            // Whoever no longer waits needs no answer.
            let _ = question.send(version);
        }
    }
}
