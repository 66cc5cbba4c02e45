//! A form that came in after its session had ended is not lost: what was typed is kept, sealed, until its owner has
//! signed in again (or, on the progress page, has opened the same case again), and is then back in the form.
//!
//! The files of a form that did not go through lie here too ([`files`]): they are named on the page shown again, and go
//! along when it is sent again.

pub mod files;

use crate::accounts::sessions::token_hash;
use crate::clock::real_micros;
use crate::ids::{new_id, token};
use crate::{Office, Refusal};
use gongkai_rules::ids::{PersonId, RequestId};
use gongkai_storage::database::Tx;
use gongkai_storage::vault::{DataKey, Place};
use gongkai_storage::{case_sessions, kept_forms, sessions};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a form is kept, in microseconds: a day.
const KEPT_FOR: i64 = 24 * 3600 * 1_000_000;
/// Most forms kept for one owner; the oldest makes room.
const MOST: usize = 5;

/// A form as it came in too late.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// Path it was sent to.
    pub target: String,
    /// Path and query of the page it stood on.
    pub page: String,
    /// Its fields, in the order sent.
    pub fields: Vec<(String, String)>,
    /// Names of the files sent with it, which have to be chosen again.
    pub files: Vec<String>,
    /// The token under which files of it are kept; empty where none are.
    #[serde(default)]
    pub kept_files: String,
}

/// By what the form's sender was known, until it ended.
#[derive(Debug, Clone, Copy)]
pub enum EndedSession<'t> {
    /// The token of a session at the desk.
    Desk(&'t str),
    /// The token that opened a case on the progress page.
    Case(&'t str),
}

/// Whoever may have a kept form back: the person signed in, the case that is open.
#[derive(Debug, Clone, Copy, Default)]
pub struct Owners {
    /// The person.
    pub person: Option<PersonId>,
    /// The case.
    pub case: Option<RequestId>,
}

/// Whose something kept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A person's at the desk.
    Person(PersonId),
    /// The applicant's, who has the case open on the progress page.
    Case(RequestId),
}

impl Owner {
    fn id(self) -> Uuid {
        match self {
            Owner::Person(person) => person.0,
            Owner::Case(case) => case.0,
        }
    }
}

/// Keeps a form sealed under a key of its own; the oldest of its owner makes room. Gives the key.
async fn add(
    tx: &mut Tx,
    office: &Office,
    token_hash: &[u8],
    owner: Owner,
    form: &KeptForm,
) -> Result<DataKey, Refusal> {
    let text = serde_json::to_string(form).map_err(|error| Refusal::Fault(error.to_string()))?;
    let kept = kept_forms::of_owner(tx, owner.id()).await?;
    for old in kept.iter().rev().skip(MOST - 1) {
        kept_forms::remove(tx, *old).await?;
    }
    let id = new_id();
    let key = office.ring().new_data_key(tx, id).await?;
    let body = key.seal_raw(place(id), text.as_bytes())?;
    let form = kept_forms::KeptForm { id, owner_id: owner.id(), body, ends_at: real_micros() + KEPT_FOR };
    kept_forms::add(tx, token_hash, &form).await?;
    Ok(key)
}

fn place(id: Uuid) -> Place {
    Place { table: "kept_forms", row: id, field: "body" }
}

impl Office {
    /// Keeps a form for the owner of a session that has ended. Gives the token for the cookie; `None`, and nothing is
    /// kept, where the session is none we know: strangers cannot make us write.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn keep_form(&self, session: EndedSession<'_>, form: &KeptForm) -> Result<Option<String>, Refusal> {
        let Some(owner) = self.owner_of(session).await? else { return Ok(None) };
        let (office, secret, form) = (self.clone(), token(), form.clone());
        let hash = token_hash(&secret);
        let work = self.db().write::<_, Refusal>(Box::new(move |tx| {
            Box::pin(async move { add(tx, &office, &hash, owner, &form).await.map(|_| ()) })
        }));
        work.await?;
        Ok(Some(secret))
    }

    /// Whose a session that has ended was.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn owner_of(&self, session: EndedSession<'_>) -> Result<Option<Owner>, Refusal> {
        let mut tx = self.read().await?;
        Ok(match session {
            EndedSession::Desk(token) => {
                let session = sessions::find(&mut tx, &token_hash(token)).await?;
                session.map(|session| Owner::Person(PersonId(session.person_id)))
            }
            EndedSession::Case(token) => case_sessions::of_ended(&mut tx, &token_hash(token)).await?.map(Owner::Case),
        })
    }

    /// The form of a token, for its owner (a person, or a case that is open again) and nobody else.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]; [`Refusal::Fault`] where it is damaged.
    pub async fn kept_form(&self, owners: Owners, token: &str) -> Result<Option<KeptForm>, Refusal> {
        let mut tx = self.read().await?;
        let Some(row) = kept_forms::find(&mut tx, &token_hash(token), real_micros()).await? else { return Ok(None) };
        let own = [owners.person.map(|person| person.0), owners.case.map(|case| case.0)];
        if !own.contains(&Some(row.owner_id)) {
            return Ok(None);
        }
        let key = self.ring().data_key(&mut tx, row.id).await?;
        let plain = key.open_raw(place(row.id), &row.body)?;
        serde_json::from_slice(&plain).map(Some).map_err(|error| Refusal::Fault(format!("kept form: {error}")))
    }

    /// Forgets the form of a token: it was sent, or given up.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn forget_kept_form(&self, token: &str) -> Result<(), Refusal> {
        let hash = token_hash(token);
        let work = self.db().write::<_, Refusal>(Box::new(move |tx| {
            Box::pin(async move {
                if let Some(row) = kept_forms::find(tx, &hash, 0).await? {
                    kept_forms::remove(tx, row.id).await?;
                }
                Ok(())
            })
        }));
        work.await
    }
}
