//! People with an account at the desk.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};
use gongkai_rules::ids::{OrganId, PersonId, RequestId};
use gongkai_rules::people::Role;
use sqlx::FromRow;
use uuid::Uuid;

/// A person as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// In which organ.
    pub organ: OrganId,
    /// Sign-in name.
    pub login: String,
    /// Name shown at the desk.
    pub name: String,
    /// What they may act as.
    pub roles: Vec<Role>,
    /// argon2id in PHC form.
    pub password_hash: String,
    /// Whether the password was given by an administrator and must be changed first.
    pub must_change: bool,
    /// Left: can no longer sign in.
    pub closed: bool,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// Until when (real time, microseconds) an unknown device must wait.
    pub locked_until: i64,
    /// Raised with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct PersonRow {
    id: Uuid,
    organ_id: Uuid,
    login: String,
    name: String,
    roles: String,
    password_hash: String,
    must_change: bool,
    closed: bool,
    failures: i64,
    locked_until: i64,
    version: i64,
}

impl PersonRow {
    fn person(self) -> Result<Person, StorageError> {
        let roles: Option<Vec<Role>> =
            self.roles.split(' ').filter(|code| !code.is_empty()).map(Role::from_code).collect();
        Ok(Person {
            id: PersonId(self.id),
            organ: OrganId(self.organ_id),
            roles: roles.ok_or_else(|| StorageError::Damaged(format!("roles of person {}", self.id)))?,
            login: self.login,
            name: self.name,
            password_hash: self.password_hash,
            must_change: self.must_change,
            closed: self.closed,
            failures: self.failures,
            locked_until: self.locked_until,
            version: self.version,
        })
    }
}

fn roles_text(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" ")
}

/// Adds a person.
///
/// # Errors
/// [`StorageError::Conflict`] where the login is taken.
pub async fn add(tx: &mut Tx, person: &Person) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into people
        (id, organ_id, login, name, roles, password_hash, must_change, closed, failures, locked_until, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 1)"))
        .bind(person.id.0).bind(person.organ.0).bind(&person.login).bind(&person.name).bind(roles_text(&person.roles))
        .bind(&person.password_hash).bind(person.must_change).bind(person.closed))?;
    Ok(())
}

/// Changes a person, if nobody changed them since `person.version`.
///
/// # Errors
/// [`StorageError::Conflict`] where somebody did.
pub async fn update(tx: &mut Tx, person: &Person) -> Result<(), StorageError> {
    let rows = run!(tx, c => sqlx::query(sql!("update people set name = $2, roles = $3, password_hash = $4,
        must_change = $5, closed = $6, version = version + 1 where id = $1 and version = $7"))
        .bind(person.id.0).bind(&person.name).bind(roles_text(&person.roles)).bind(&person.password_hash)
        .bind(person.must_change).bind(person.closed).bind(person.version))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Conflict("person changed".into())) }
}

/// Counts a wrong password and sets until when unknown devices wait; or, with zero, forgets the wrong ones.
///
/// # Errors
/// [`StorageError`].
pub async fn set_failures(tx: &mut Tx, id: PersonId, failures: i64, locked_until: i64) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("update people set failures = $2, locked_until = $3 where id = $1"))
        .bind(id.0).bind(failures).bind(locked_until))?;
    Ok(())
}

/// A person by sign-in name.
///
/// # Errors
/// [`StorageError::Damaged`] where the row does not read.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Person>, StorageError> {
    let row: Option<PersonRow> = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, login, name, roles,
        password_hash, must_change, closed, failures, locked_until, version from people where login = $1"))
        .bind(login).fetch_optional(c).await)?;
    row.map(PersonRow::person).transpose()
}

/// A person by identifier.
///
/// # Errors
/// [`StorageError::Damaged`] where the row does not read.
pub async fn find(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, StorageError> {
    let row: Option<PersonRow> = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, login, name, roles,
        password_hash, must_change, closed, failures, locked_until, version from people where id = $1"))
        .bind(id.0).fetch_optional(c).await)?;
    row.map(PersonRow::person).transpose()
}

/// Everybody of an organ, by login.
///
/// # Errors
/// [`StorageError::Damaged`] where a row does not read.
pub async fn of_organ(tx: &mut Tx, organ: OrganId) -> Result<Vec<Person>, StorageError> {
    let rows: Vec<PersonRow> = on!(tx, c => sqlx::query_as(sql!("select id, organ_id, login, name, roles,
        password_hash, must_change, closed, failures, locked_until, version from people where organ_id = $1
        order by login")).bind(organ.0).fetch_all(c).await)?;
    rows.into_iter().map(PersonRow::person).collect()
}

/// Whether anybody of the organ who has not left holds a role. Roles are stored as their codes between blanks.
///
/// # Errors
/// [`StorageError`].
pub async fn has_role(tx: &mut Tx, organ: OrganId, role: Role) -> Result<bool, StorageError> {
    let (found,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from people
        where organ_id = $1 and closed = $2 and ' ' || roles || ' ' like $3"))
        .bind(organ.0).bind(false).bind(format!("% {} %", role.code())).fetch_one(c).await)?;
    Ok(found > 0)
}

/// How many people there are: none means the first-run page.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx) -> Result<i64, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from people")).fetch_one(c).await)?;
    Ok(count)
}

/// Cases still assigned to a person: they are handed on before the account closes.
///
/// # Errors
/// [`StorageError`].
pub async fn open_cases(tx: &mut Tx, id: PersonId) -> Result<i64, StorageError> {
    let (count,): (i64,) = on!(tx, c => sqlx::query_as(sql!("select count(*) from requests
        where assignee_id = $1 and state not in ('closed', 'archived')")).bind(id.0).fetch_one(c).await)?;
    Ok(count)
}

/// How many open cases each person of an organ has: one statement for the list of people.
///
/// # Errors
/// [`StorageError`].
pub async fn open_cases_of_organ(tx: &mut Tx, organ: OrganId) -> Result<Vec<(Uuid, i64)>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select assignee_id, count(*) from requests
        where organ_id = $1 and assignee_id is not null and state not in ('closed', 'archived') group by assignee_id"))
        .bind(organ.0).fetch_all(c).await)
}

/// The open cases of a person, oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn cases_of(tx: &mut Tx, id: PersonId) -> Result<Vec<RequestId>, StorageError> {
    let rows: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(sql!("select id from requests
        where assignee_id = $1 and state not in ('closed', 'archived') order by id")).bind(id.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| RequestId(id)).collect())
}
