//! The idempotency key of a form: a double click, a retried POST, a back-and-resubmit make one act.

use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_storage::database::Tx;
use gongkai_storage::entry::{self, Entry};
use gongkai_storage::idempotency::{self, Used};

/// The idempotency key of a form, with what was sent under it.
#[derive(Debug, Clone)]
pub struct Once {
    /// Made when the form was shown.
    pub key: String,
    /// Method and path.
    pub target: String,
    /// Keyed hash of the body.
    pub body_hash: Vec<u8>,
}

/// Looks at an idempotency key before anything is done under it.
pub(super) async fn first_time(tx: &mut Tx, once: Option<&Once>) -> Result<(), Refusal> {
    let Some(once) = once else { return Ok(()) };
    not_used(once, idempotency::find(tx, &once.key).await?)
}

/// What every act begins with: its form was not sent before, and the calendar is the one that was adopted last.
pub(super) async fn begin(
    tx: &mut Tx,
    office: &Office,
    once: Option<&Once>,
    organ: Option<OrganId>,
) -> Result<Entry, Refusal> {
    let mut entry = entry::look_up(tx, once.map(|once| once.key.as_str()), organ).await?;
    if let Some(once) = once {
        not_used(once, entry.used.take())?;
    }
    office.count_by(tx, entry.calendar.take()).await?;
    Ok(entry)
}

fn not_used(once: &Once, used: Option<Used>) -> Result<(), Refusal> {
    match used {
        None => Ok(()),
        Some(used) if used.target == once.target && used.body_hash == once.body_hash => {
            Err(Refusal::Repeated { location: used.location })
        }
        Some(used) => Err(Refusal::AlreadySent { label: used.label }),
    }
}

/// Uses the key up, in the transaction of the act.
pub(super) async fn spend(tx: &mut Tx, once: Option<&Once>, location: String, label: String) -> Result<(), Refusal> {
    let Some(once) = once else { return Ok(()) };
    let used = Used { target: once.target.clone(), body_hash: once.body_hash.clone(), location, label };
    Ok(idempotency::spend(tx, &once.key, &used, crate::clock::real_micros()).await?)
}
