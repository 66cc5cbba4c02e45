//! Signing in, and what a request with a cookie is.

use crate::clock::real_micros;
use crate::ids::new_id;
use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::people::{Actor, Role};
use gongkai_storage::people::Person;
use gongkai_storage::sessions::{self, Session};
use gongkai_storage::{organs, people};
use sha2::{Digest, Sha256};

const MINUTE: i64 = 60 * 1_000_000;

/// A person at the desk with the session they came in by.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// Their organ.
    pub organ: Organ,
    /// By which session.
    pub session: Session,
}

impl SignedIn {
    /// As whom they act.
    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.person.id, organ_path: self.organ.path.clone(), roles: self.person.roles.clone() }
    }

    /// Their organ.
    pub fn organ_id(&self) -> OrganId {
        self.organ.id
    }

    /// Seconds without a request after which their session ends.
    pub fn idle_seconds(&self) -> i64 {
        limits(&self.person.roles).0 * 60
    }

    /// Whether they hold the role.
    pub fn has(&self, role: Role) -> bool {
        self.person.roles.contains(&role)
    }
}

/// A session token as it is stored.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Idle and absolute limits in minutes: shorter for whoever administers (quality.md §10).
fn limits(roles: &[Role]) -> (i64, i64) {
    if roles.iter().any(|role| role.is_administrator()) { (20, 4 * 60) } else { (30, 8 * 60) }
}

/// Whether a session of somebody with these roles has neither ended nor lain unused for too long.
pub(crate) fn is_alive(session: &Session, roles: &[Role], now: i64) -> bool {
    let (idle, _) = limits(roles);
    now < session.ends_at && now < session.seen_at + idle * MINUTE
}

/// A session to open for a person, and since when their others must have lain unused to be dead.
pub(crate) fn new_session(person: &Person, browser: &str, now: i64) -> (Session, i64) {
    let (idle, absolute) = limits(&person.roles);
    let session = Session {
        id: new_id(),
        person_id: person.id.0,
        made_at: now,
        seen_at: now,
        ends_at: now + absolute * MINUTE,
        device: browser.chars().take(200).collect(),
    };
    (session, now - idle * MINUTE)
}

impl Office {
    /// Who a token belongs to, if its session is alive. Notes that it was used, at most once a minute.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>, Refusal> {
        let mut tx = self.read().await?;
        let Some(session) = sessions::find(&mut tx, &token_hash(token)).await? else { return Ok(None) };
        let Some(person) = people::find(&mut tx, gongkai_rules::ids::PersonId(session.person_id)).await? else {
            return Ok(None);
        };
        let Some(organ) = organs::find(&mut tx, person.organ).await? else { return Ok(None) };
        self.follow_calendar(&mut tx).await?;
        drop(tx);
        let now = real_micros();
        if person.closed || !is_alive(&session, &person.roles, now) {
            return Ok(None);
        }
        if now >= session.seen_at + MINUTE {
            let id = session.id;
            let noted = self.db().write(Box::new(move |tx| {
                Box::pin(async move { sessions::touch(tx, id, now).await.map_err(Refusal::from) })
            }));
            // A busy writer must not turn a page away; the next page notes it.
            if let Err(error) = noted.await {
                tracing::warn!(%error, "session use not noted");
            }
        }
        Ok(Some(SignedIn { person, organ, session }))
    }
}
