//! Two acts at the very same moment: the second is tried again and then sees what the first has done.
//!
//! The embedded database has one writer, so acts queue there. PostgreSQL runs them side by side and refuses the second
//! where both wrote the same row (the idempotency key of a form sent twice, the next event of one case) or waited for
//! each other. Nothing of a refused try is left, so the whole act is done anew: it finds the key used and answers as the
//! first did, or finds the case changed and says by whom.

use super::once::first_time;
use super::{Doing, Once};
use crate::Refusal;
use crate::requests::submit::Opened;
use futures::future::BoxFuture;
use gongkai_storage::database::{Db, Tx, Work};

/// Most tries of one act. From the second on they queue, so the last is reached only where first tries keep coming.
const TRIES: u32 = 8;

/// What is done inside an act on a case. Any closure that can be cloned, so that it can be done anew.
pub trait CaseAct: for<'a, 't> FnOnce(&'a mut Doing<'t>) -> BoxFuture<'a, Result<(), Refusal>> + Send {
    /// The same once more.
    fn again(&self) -> CaseWork;
}

/// What is done inside an act on a case.
pub type CaseWork = Box<dyn CaseAct>;

impl<F> CaseAct for F
where
    F: for<'a, 't> FnOnce(&'a mut Doing<'t>) -> BoxFuture<'a, Result<(), Refusal>> + Clone + Send + 'static,
{
    fn again(&self) -> CaseWork {
        Box::new(self.clone())
    }
}

impl Clone for CaseWork {
    fn clone(&self) -> Self {
        (**self).again()
    }
}

/// What is done beside the opening of a case, in its transaction. Any closure that can be cloned.
pub trait OpeningAct: for<'a> FnOnce(&'a mut Tx, &'a Opened) -> BoxFuture<'a, Result<(), Refusal>> + Send {
    /// The same once more.
    fn again(&self) -> AfterOpening;
}

/// What is done beside the opening of a case, in its transaction.
pub type AfterOpening = Box<dyn OpeningAct>;

impl<F> OpeningAct for F
where
    F: for<'a> FnOnce(&'a mut Tx, &'a Opened) -> BoxFuture<'a, Result<(), Refusal>> + Clone + Send + 'static,
{
    fn again(&self) -> AfterOpening {
        Box::new(self.clone())
    }
}

impl Clone for AfterOpening {
    fn clone(&self) -> Self {
        (**self).again()
    }
}

/// How acts on one thing keep out of each other's way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Turn {
    /// They seldom meet: they are done side by side, and queue from the second try on.
    Among(i64),
    /// Each takes a number that the others wait for: they queue at once, and share a commit.
    Behind(i64),
}

/// Writes, and writes anew where another act was first: a bounded number of times, queueing by `turn` from the second on.
///
/// A twin that looked at the key before the first one committed, and at the case after, is refused by what the first one
/// did; so a refusal looks at the key once more.
///
/// # Errors
/// What the work refuses with; [`Refusal::Unavailable`] where others were first every time.
pub(super) async fn write<T: Send + 'static>(
    db: &Db,
    turn: Turn,
    once: Option<Once>,
    attempt: impl Fn() -> Work<T, Refusal> + Send,
) -> Result<T, Refusal> {
    let (turn, mut result) = match turn {
        Turn::Among(turn) => (turn, db.write(attempt()).await),
        Turn::Behind(turn) => (turn, db.write_in_turn(turn, attempt()).await),
    };
    for tried in 1..TRIES {
        let Err(Refusal::Overtaken(why)) = &result else { break };
        tracing::info!(tried, why, "overtaken: the act is done anew");
        let work = attempt();
        result = db
            .write(Box::new(move |tx| {
                Box::pin(async move {
                    tx.lock(turn).await?;
                    work(tx).await
                })
            }))
            .await;
    }
    match result {
        Err(Refusal::Overtaken(why)) => Err(Refusal::Unavailable(why)),
        Err(
            Refusal::Conflict { .. } | Refusal::Rule(_) | Refusal::Denied(_) | Refusal::NotFound | Refusal::Invalid(_),
        ) if once.is_some() => {
            let mut tx = db.read().await?;
            first_time(&mut tx, once.as_ref()).await?;
            result
        }
        result => result,
    }
}

/// The number by which acts on one thing queue.
pub(super) fn turn_of(id: uuid::Uuid) -> i64 {
    let (high, low) = id.as_u64_pair();
    (high ^ low).cast_signed()
}
