//! One's own account: sessions and password.

use crate::accounts::{SignedIn, passwords};
use crate::clock::real_micros;
use crate::refusals::{PasswordProblem, Problem};
use crate::{Acted, Office, Once, Refusal};
use gongkai_rules::permissions::Action;
use gongkai_storage::sessions::{self, Session};
use gongkai_storage::{people, types};
use jiff::Timestamp;
use uuid::Uuid;

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// Its public name.
    pub id: Uuid,
    /// What the browser called itself.
    pub device: String,
    /// Signed in at (real time).
    pub made_at: Timestamp,
    /// Last used at (real time), to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one this page was asked for with.
    pub current: bool,
}

/// A change of one's own password, as typed.
#[derive(Debug, Clone)]
pub struct NewPassword {
    /// The present one.
    pub current: String,
    /// The new one.
    pub new: String,
    /// The new one again.
    pub again: String,
}

/// Whether a password may be set, typed twice alike. Field names: `new`, `again`.
///
/// # Errors
/// [`Refusal::Invalid`].
pub(crate) fn check_new(new: &str, again: &str) -> Result<(), Refusal> {
    if new.is_empty() {
        return Err(Refusal::field("new", Problem::Missing));
    }
    passwords::check(new).map_err(|problem| Refusal::field("new", problem))?;
    if new != again {
        return Err(Refusal::field("again", Problem::Password(PasswordProblem::Differs)));
    }
    Ok(())
}

impl Office {
    /// One's own living sessions, latest first.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn own_sessions(&self, who: &SignedIn) -> Result<Vec<OwnSession>, Refusal> {
        let mut tx = self.read().await?;
        let all = sessions::of_person(&mut tx, who.person.id).await?;
        let now = real_micros();
        let alive = all.into_iter().filter(|session| super::sessions::is_alive(session, &who.person.roles, now));
        let own = |session: Session| {
            Ok(OwnSession {
                id: session.id,
                made_at: types::instant(session.made_at)?,
                seen_at: types::instant(session.seen_at)?,
                current: session.id == who.session.id,
                device: session.device,
            })
        };
        alive.map(own).collect()
    }

    /// Ends one of one's own sessions; of `None`, all but the one at hand.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn end_own_sessions(&self, who: &SignedIn, which: Option<Uuid>, once: Once) -> Result<(), Refusal> {
        let (person, kept) = (who.person.id, who.session.id);
        self.act_on(&who.actor(), Action::UseDesk, who.organ.id, Some(once), move |tx, _, _| {
            Box::pin(async move {
                match which {
                    Some(id) => sessions::end(tx, person, id).await?,
                    None => {
                        sessions::end_others(tx, person, kept).await?;
                    }
                }
                let detail = if which.is_some() { "ended a session" } else { "ended all other sessions" };
                Ok(told(person.0, detail, "/desk/me?done=ended"))
            })
        })
        .await
    }

    /// Changes one's own password, after the present one was given; ends all other sessions.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what has to be changed in `current`, `new` or `again`.
    pub async fn change_password(&self, who: &SignedIn, typed: NewPassword, once: Once) -> Result<(), Refusal> {
        let held = who.person.password_hash.clone();
        if !passwords::verify(typed.current.clone(), Some(held.clone())).await? {
            return Err(Refusal::field("current", Problem::Password(PasswordProblem::Wrong)));
        }
        check_new(&typed.new, &typed.again)?;
        if typed.new == typed.current {
            return Err(Refusal::field("new", Problem::Password(PasswordProblem::Same)));
        }
        let hash = passwords::hash(typed.new).await?;
        let (id, kept) = (who.person.id, who.session.id);
        self.act_on(&who.actor(), Action::UseDesk, who.organ.id, Some(once), move |tx, _, _| {
            Box::pin(async move {
                let mut person = people::find(tx, id).await?.ok_or(Refusal::NotFound)?;
                // An administrator reset it while this page was open: the present password is another now.
                if person.password_hash != held {
                    return Err(Refusal::field("current", Problem::Password(PasswordProblem::Wrong)));
                }
                person.password_hash = hash;
                person.must_change = false;
                people::update(tx, &person).await?;
                sessions::end_others(tx, id, kept).await?;
                Ok(told(id.0, "changed own password", "/desk/me?done=password"))
            })
        })
        .await
    }
}

fn told(person: Uuid, detail: &str, location: &str) -> Acted<()> {
    Acted {
        value: (),
        subject: ("person", Some(person)),
        detail: detail.to_owned(),
        location: location.to_owned(),
        label: String::new(),
    }
}
