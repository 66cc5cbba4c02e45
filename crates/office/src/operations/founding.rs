//! An organ is founded from the command line: the first one, or a further one under a parent, with its first account.

use crate::accounts::passwords;
use crate::accounts::setup::{NewOrgan, NewPerson, add_organ, add_person};
use crate::{Office, Problem, Refusal};
use gongkai_rules::organs::{Level, Organ};
use gongkai_rules::people::{Actor, Role};
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::{meta, organs};

/// What is founded.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Full name.
    pub name: String,
    /// Short Latin code in case numbers; without it they begin with the year.
    pub code: Option<String>,
    /// Level.
    pub level: Level,
    /// Full name of the organ above.
    pub parent: Option<String>,
    /// Sign-in name of its 系统管理员 and 安全管理员.
    pub login: String,
    /// Their password.
    pub password: String,
    /// Whether this data directory is for training: official time may be moved.
    pub demonstration: bool,
}

/// What was founded.
#[derive(Debug, Clone)]
pub struct Founded {
    /// The organ.
    pub organ: Organ,
    /// The sign-in name as kept.
    pub login: String,
}

/// Why nothing was founded.
#[derive(Debug, thiserror::Error)]
pub enum FoundingRefused {
    /// There is an organ already, and no parent was named.
    #[error("an organ exists")]
    Exists,
    /// The organ itself exists.
    #[error("{0} exists")]
    Repeated(String),
    /// No organ has the parent's name.
    #[error("no organ {0}")]
    NoParent(String),
    /// The data directory holds real cases, or could: it cannot become a demonstration.
    #[error("not a demonstration")]
    NotDemonstration,
    /// Something typed needs a change, or the database refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<StorageError> for FoundingRefused {
    fn from(error: StorageError) -> Self {
        FoundingRefused::Refused(error.into())
    }
}

impl Office {
    /// Founds an organ with its first account, in one transaction.
    ///
    /// # Errors
    /// [`FoundingRefused`]; then nothing was done.
    pub async fn found(&self, founding: Founding) -> Result<Founded, FoundingRefused> {
        passwords::check(&founding.password).map_err(|problem| Refusal::field("password", problem))?;
        let hash = passwords::hash(founding.password.clone()).await?;
        let office = self.clone();
        let demonstration = founding.demonstration;
        let founded = self
            .db()
            .write(Box::new(move |tx| Box::pin(async move { found_in(tx, &office, founding, hash).await })))
            .await?;
        if demonstration {
            self.clock().mark_demonstration();
        }
        Ok(founded)
    }
}

async fn found_in(tx: &mut Tx, office: &Office, founding: Founding, hash: String) -> Result<Founded, FoundingRefused> {
    let existing = organs::all(tx).await?;
    if existing.iter().any(|organ| organ.name == founding.name.trim()) {
        return Err(FoundingRefused::Repeated(founding.name));
    }
    let parent = match &founding.parent {
        None if existing.is_empty() => None,
        None => return Err(FoundingRefused::Exists),
        Some(name) => {
            let found = existing.iter().find(|organ| organ.name == name.trim());
            Some(found.ok_or_else(|| FoundingRefused::NoParent(name.clone()))?.id)
        }
    };
    if founding.demonstration {
        if !existing.is_empty() && !office.clock().is_demonstration() {
            return Err(FoundingRefused::NotDemonstration);
        }
        meta::set(tx, meta::DEMONSTRATION, "setup").await?;
    }
    let new = NewOrgan {
        name: founding.name,
        short_name: String::new(),
        // Without one it is made of the name, for the addresses of pages; case numbers then begin with the year.
        code: founding.code.unwrap_or_default(),
        organ_word: String::new(),
        level: founding.level,
        parent,
    };
    let organ = add_organ(tx, office, &Actor::System, new).await?;
    let person = NewPerson {
        login: founding.login,
        name: "系统管理员".to_owned(),
        roles: vec![Role::SystemAdministrator, Role::SecurityAdministrator],
        password_hash: hash,
        must_change: false,
    };
    let person = add_person(tx, office, &Actor::System, organ.id, person).await.map_err(login_taken)?;
    Ok(Founded { organ, login: person.login })
}

/// On the command line the field is called `--admin`.
fn login_taken(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(fields) if fields == [("login".to_owned(), Problem::Taken)] => {
            Refusal::field("login", Problem::Said("这个用户名已经有人用了".into()))
        }
        other => other,
    }
}
