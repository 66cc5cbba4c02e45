//! Signing in and out. Known and unknown names take the same path: one hash, one transaction, one answer.

use crate::accounts::sessions::{new_session, token_hash};
use crate::accounts::{SignedIn, lockout, passwords};
use crate::acting::audit_row;
use crate::clock::real_micros;
use crate::ids::token;
use crate::{Office, Refusal};
use gongkai_rules::ids::PersonId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_storage::database::Tx;
use gongkai_storage::people::Person;
use gongkai_storage::{audit, people, sessions};

/// Longest password that is looked at at all; longer ones are wrong.
const LONGEST: usize = 128;

/// Somebody's try to sign in.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The name typed.
    pub login: String,
    /// The password typed.
    pub password: String,
    /// The device's token, if it has one.
    pub device_token: Option<String>,
    /// The session it came with, which ends when the new one begins.
    pub old_session: Option<String>,
    /// What the browser calls itself.
    pub browser: String,
    /// From which address, for the audit trail.
    pub address: String,
}

/// A sign-in that succeeded.
#[derive(Debug, Clone)]
pub struct Entered {
    /// The session's token, for its cookie.
    pub token: String,
    /// The device's token, for its cookie.
    pub device_token: String,
    /// Who.
    pub person: Person,
}

/// Why a sign-in failed: for the audit trail only, never for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failed {
    Unknown,
    Closed,
    Waiting,
    WrongPassword,
}

impl Failed {
    fn code(self) -> &'static str {
        match self {
            Failed::Unknown => "failed: unknown name",
            Failed::Closed => "failed: account closed",
            Failed::Waiting => "failed: has to wait",
            Failed::WrongPassword => "failed: wrong password",
        }
    }
}

impl Office {
    /// Signs somebody in; `None` where name or password is wrong, the account is closed or has to wait, which nobody
    /// outside can tell apart.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn sign_in(&self, attempt: Attempt) -> Result<Option<Entered>, Refusal> {
        let login = attempt.login.trim().to_lowercase();
        let mut tx = self.read().await?;
        let found = people::by_login(&mut tx, &login).await?;
        let device = attempt.device_token.as_deref().map(token_hash);
        let known = match (&found, &device) {
            (Some(person), Some(device)) => sessions::knows_device(&mut tx, device, person.id).await?,
            _ => false,
        };
        drop(tx);
        let hindered = hindrance(found.as_ref(), known, real_micros());
        let fits = attempt.password.chars().count() <= LONGEST;
        let hash = found.as_ref().filter(|_| hindered.is_none() && fits).map(|person| person.password_hash.clone());
        let password = if fits { attempt.password.clone() } else { String::new() };
        let right = passwords::verify(password, hash).await?;
        let id = found.map(|person| person.id);
        let office = self.clone();
        let db = self.db().clone();
        self.in_own_task(async move {
            db.write(Box::new(move |tx| Box::pin(async move { finish(tx, &office, attempt, id, right).await }))).await
        })
        .await
    }

    /// Ends the session somebody came in by.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn sign_out(&self, who: &SignedIn) -> Result<(), Refusal> {
        let session = who.session.id;
        self.act_on(&who.actor(), Action::UseDesk, who.organ.id, None, {
            let person = who.person.id;
            move |tx, _, _| {
                Box::pin(async move {
                    sessions::end(tx, person, session).await?;
                    Ok(crate::Acted {
                        value: (),
                        subject: ("person", Some(person.0)),
                        detail: "signed out".to_owned(),
                        location: "/desk/sign-in".to_owned(),
                        label: String::new(),
                    })
                })
            }
        })
        .await
    }
}

/// What stands against a sign-in before its password is looked at.
fn hindrance(found: Option<&Person>, known_device: bool, now: i64) -> Option<Failed> {
    match found {
        None => Some(Failed::Unknown),
        Some(person) if person.closed => Some(Failed::Closed),
        Some(person) if now < person.locked_until && !known_device => Some(Failed::Waiting),
        Some(_) => None,
    }
}

/// Second half of a sign-in, in its transaction: the account is read again, because others may have tried, or an
/// administrator closed it, while the password was hashed.
async fn finish(
    tx: &mut Tx,
    office: &Office,
    attempt: Attempt,
    id: Option<PersonId>,
    right: bool,
) -> Result<Option<Entered>, Refusal> {
    let now = real_micros();
    let found = match id {
        Some(id) => people::find(tx, id).await?,
        None => None,
    };
    let device = attempt.device_token.as_deref().map(token_hash);
    let known = match (&found, &device) {
        (Some(person), Some(device)) => sessions::knows_device(tx, device, person.id).await?,
        _ => false,
    };
    let hindered = hindrance(found.as_ref(), known, now);
    let failed = hindered.or((!right).then_some(Failed::WrongPassword));
    let detail = match failed {
        Some(failed) => format!("{} from {}", failed.code(), attempt.address),
        None => format!("signed in from {}", attempt.address),
    };
    let actor = match (&found, failed) {
        (Some(person), None) => {
            Actor::Person { id: person.id, organ_path: vec![person.organ], roles: person.roles.clone() }
        }
        _ => Actor::Visitor,
    };
    let organ = found.as_ref().map(|person| person.organ);
    let subject = ("person", found.as_ref().map(|person| person.id.0));
    let at = office.clock().now();
    audit::append(tx, &audit_row(at, &actor, organ, Action::SignIn, subject, detail)).await?;
    match (found, failed) {
        (Some(person), None) => enter(tx, attempt, person, known, now).await.map(Some),
        (Some(person), Some(Failed::WrongPassword)) => {
            let (failures, until) = lockout::after_failure(person.failures, person.locked_until, now);
            people::set_failures(tx, person.id, failures, until).await?;
            if let (true, Some(device)) = (known, &device) {
                sessions::device_failed(tx, device, person.id, lockout::DEVICE_ALLOWED).await?;
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// Opens the session, ends the one the browser came with, and remembers the device.
async fn enter(tx: &mut Tx, attempt: Attempt, person: Person, known: bool, now: i64) -> Result<Entered, Refusal> {
    people::set_failures(tx, person.id, 0, 0).await?;
    if let Some(old) = &attempt.old_session
        && let Some(session) = sessions::find(tx, &token_hash(old)).await?
    {
        sessions::end(tx, PersonId(session.person_id), session.id).await?;
    }
    let (session, idle_since) = new_session(&person, &attempt.browser, now);
    sessions::forget(tx, person.id, now, idle_since).await?;
    let secret = token();
    sessions::open(tx, &token_hash(&secret), &session).await?;
    // A token that this office never gave out is not taken over: somebody may have planted it.
    let given = match &attempt.device_token {
        Some(presented) if known || sessions::is_device(tx, &token_hash(presented)).await? => Some(presented.clone()),
        _ => None,
    };
    let device_token = given.unwrap_or_else(token);
    sessions::know_device(tx, &token_hash(&device_token), person.id, now).await?;
    Ok(Entered { token: secret, device_token, person })
}
