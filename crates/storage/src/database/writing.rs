//! The one writer of the embedded database. Writes that wait at the same time share a commit: each in a savepoint of its
//! own, none acknowledged before the commit, so that a disk with 5 ms a flush does not cap the whole office at 200 acts a
//! second. Nothing is waited for: while one commit is flushed, the next ones gather.

use super::{StorageError, Tx, Waiting, Work};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::SqlitePool;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Most writes that share a commit: the first of them waits for the last.
const SHARING: usize = 32;

/// Writes that may wait; whoever comes then waits for room, but not longer than [`PATIENCE`].
const WAITING: usize = 256;

const PATIENCE: Duration = Duration::from_secs(10);

/// Tells whoever asked for a write what became of it, once the commit is done or has failed.
type Tell = Box<dyn FnOnce(Result<(), &StorageError>) + Send>;

/// A write that waits. It is given its transaction, or why there is none, and says whether its work shall be kept.
type Job = Box<dyn for<'a> FnOnce(Result<&'a mut Tx, &StorageError>) -> BoxFuture<'a, (bool, Tell)> + Send>;

/// What waits to be written. Cheap to clone; the writer ends with the last of them.
#[derive(Debug, Clone)]
pub struct Queue(mpsc::Sender<Job>);

impl Queue {
    /// A queue before this connection.
    pub(super) fn before(writer: SqlitePool) -> Queue {
        let (sender, jobs) = mpsc::channel(WAITING);
        tokio::spawn(run(writer, jobs));
        Queue(sender)
    }

    /// Does the work in its turn and answers after the commit.
    pub(super) async fn write<T, E>(&self, work: Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let (sender, result) = oneshot::channel();
        let job: Job = Box::new(move |tx| match tx {
            Err(error) => {
                let tell: Tell = told(sender, Ok(Err(E::from(again(error)))));
                Box::pin(async move { (false, tell) })
            }
            Ok(tx) => Box::pin(async move {
                // A panic is one act's, not everybody's whose act shares the commit.
                let outcome = AssertUnwindSafe(async {
                    let result = work(tx).await?;
                    tx.settled().await?;
                    Ok(result)
                })
                .catch_unwind()
                .await;
                (matches!(outcome, Ok(Ok(_))), told(sender, outcome))
            }),
        });
        let busy = |_| StorageError::Unavailable("too many writes wait".to_owned());
        self.0.send_timeout(job, PATIENCE).await.map_err(busy)?;
        match result.await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(StorageError::Unavailable("the writer is gone".to_owned()).into()),
        }
    }
}

type Outcome<T, E> = std::thread::Result<Result<T, E>>;

/// What was done counts only if the commit is done; and what was refused was refused in view of what else is in it.
fn told<T, E>(sender: oneshot::Sender<Outcome<T, E>>, outcome: Outcome<T, E>) -> Tell
where
    T: Send + 'static,
    E: From<StorageError> + Send + 'static,
{
    Box::new(move |committed| {
        let outcome = match committed {
            Err(error) if outcome.is_ok() => Ok(Err(E::from(again(error)))),
            _ => outcome,
        };
        // Whoever no longer waits needs no answer.
        let _ = sender.send(outcome);
    })
}

/// The same failure, for one more of those it befell.
fn again(error: &StorageError) -> StorageError {
    match error {
        StorageError::Unavailable(what) => StorageError::Unavailable(what.clone()),
        other => StorageError::Unavailable(other.to_string()),
    }
}

/// Writes for as long as anybody may ask.
async fn run(writer: SqlitePool, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.recv().await {
        match writer.begin_with("begin immediate").await {
            Ok(tx) => share(Tx::Sqlite(tx, Waiting::default()), first, &mut jobs).await,
            Err(error) => {
                // Whoever waits behind would wait as long again for the same.
                let error = StorageError::from(error);
                refuse(first, &error).await;
                while let Ok(job) = jobs.try_recv() {
                    refuse(job, &error).await;
                }
            }
        }
    }
}

async fn refuse(job: Job, error: &StorageError) {
    let (_, tell) = job(Err(error)).await;
    tell(Ok(()));
}

/// One transaction: the first write, and whatever waits when it is done.
async fn share(mut tx: Tx, first: Job, jobs: &mut mpsc::Receiver<Job>) {
    let (kept, tell) = first(Ok(&mut tx)).await;
    if !kept {
        drop(tx);
        return tell(Ok(()));
    }
    let mut waiting = vec![tell];
    let mut whole = Ok(());
    let mut begin = "savepoint act";
    while whole.is_ok() && waiting.len() < SHARING {
        let Ok(job) = jobs.try_recv() else { break };
        whole = join(&mut tx, begin, job, &mut waiting).await;
        begin = "release act; savepoint act";
    }
    let committed = match whole {
        Ok(()) => tx.commit().await,
        Err(error) => Err(error),
    };
    for tell in waiting {
        tell(committed.as_ref().copied());
    }
}

/// One more write in the same transaction, in a savepoint that the next one or the commit releases. An error is one of the transaction, which is then lost as a whole: SQLite gives
/// up a transaction by itself where the disk is full or fails, and then there is no savepoint to go back to.
async fn join(tx: &mut Tx, begin: &'static str, job: Job, waiting: &mut Vec<Tell>) -> Result<(), StorageError> {
    let begun = tx.savepoint(begin).await;
    let (kept, tell) = match &begun {
        Ok(()) => job(Ok(&mut *tx)).await,
        Err(error) => job(Err(error)).await,
    };
    waiting.push(tell);
    begun?;
    if kept { Ok(()) } else { tx.savepoint("rollback to act").await }
}
