//! People of an organ and of those below it: added, given roles, given a new password, closed once their cases are
//! handed on. All by the 安全管理员, who sees nothing of the cases.

use crate::accounts::own::check_new;
use crate::accounts::setup::{NewPerson, make_person, person_detail};
use crate::accounts::{SignedIn, passwords};
use crate::acting::{CaseWork, act_in};
use crate::{Acted, Office, Once, Problem, Refusal};
use gongkai_rules::ids::{OrganId, PersonId};
use gongkai_rules::organs::{Organ, Relation};
use gongkai_rules::people::{Role, check_roles};
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::Command;
use gongkai_storage::database::Tx;
use gongkai_storage::people::Person;
use gongkai_storage::{organs, people, sessions};

/// Somebody in a list of people.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// Who.
    pub person: Person,
    /// Cases still theirs.
    pub open_cases: i64,
}

/// Somebody as the 安全管理员 has them before them.
#[derive(Debug, Clone)]
pub struct PersonSheet {
    /// Who.
    pub person: Person,
    /// Their organ.
    pub organ: Organ,
    /// Cases still theirs.
    pub open_cases: i64,
    /// To whom those may be handed on: the other clerks of the organ.
    pub successors: Vec<Person>,
}

/// Somebody to be added, as typed.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// Sign-in name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// First password; changed at the first sign-in.
    pub password: String,
    /// The same again.
    pub again: String,
}

impl Office {
    /// One's own organ and those below it, parents before children.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn organs_in_reach(&self, who: &SignedIn) -> Result<Vec<Organ>, Refusal> {
        let near =
            |organ: &Organ| matches!(Relation::between(&who.organ.path, &organ.path), Relation::Own | Relation::Child);
        Ok(self.organs().await?.into_iter().filter(near).collect())
    }

    /// Everybody of an organ.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Denied`].
    pub async fn people_of(&self, who: &SignedIn, organ: OrganId) -> Result<(Organ, Vec<PersonLine>), Refusal> {
        let mut tx = self.read().await?;
        let organ = organs::find(&mut tx, organ).await?.ok_or(Refusal::NotFound)?;
        self.allow(who, Action::ManagePeople, &organ, ("organ", Some(organ.id.0))).await?;
        let open = people::open_cases_of_organ(&mut tx, organ.id).await?;
        let cases = |id: PersonId| open.iter().find(|(person, _)| *person == id.0).map_or(0, |(_, count)| *count);
        let all = people::of_organ(&mut tx, organ.id).await?;
        let lines = all.into_iter().map(|person| PersonLine { open_cases: cases(person.id), person }).collect();
        Ok((organ, lines))
    }

    /// One person with what is needed to change or close them.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Denied`].
    pub async fn person_sheet(&self, who: &SignedIn, id: PersonId) -> Result<PersonSheet, Refusal> {
        let mut tx = self.read().await?;
        let person = people::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
        let organ = organs::find(&mut tx, person.organ).await?.ok_or(Refusal::NotFound)?;
        self.allow(who, Action::ManagePeople, &organ, ("person", Some(id.0))).await?;
        let open_cases = people::open_cases(&mut tx, id).await?;
        let successors = people::of_organ(&mut tx, organ.id).await?;
        let successors = successors.into_iter().filter(|other| may_take_over(other, id)).collect();
        Ok(PersonSheet { person, organ, open_cases, successors })
    }

    /// Adds somebody, with a first password that must be changed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what has to be changed in `login`, `name`, `roles`, `new` or `again`.
    pub async fn add_person_to(
        &self,
        who: &SignedIn,
        organ: OrganId,
        typed: Newcomer,
        once: Once,
    ) -> Result<PersonId, Refusal> {
        check_new(&typed.password, &typed.again)?;
        let password_hash = passwords::hash(typed.password).await?;
        let new =
            NewPerson { login: typed.login, name: typed.name, roles: typed.roles, password_hash, must_change: true };
        self.act_on(&who.actor(), Action::ManagePeople, organ, Some(once), move |tx, _, organ| {
            Box::pin(async move {
                if organ.abolished {
                    return Err(Refusal::field("organ", Problem::Said("这个机关已经撤销，不能再添加人员".into())));
                }
                let person = make_person(tx, organ.id, new).await?;
                let location = format!("/desk/people?organ={}&done=added", organ.id);
                Ok(told(person.id, &person_detail(&person), location, person.id))
            })
        })
        .await
    }

    /// Changes name and roles.
    ///
    /// # Errors
    /// [`Refusal::Invalid`], or [`Refusal::Conflict`] where somebody changed them since `version`.
    pub async fn change_person(
        &self,
        who: &SignedIn,
        id: PersonId,
        version: i64,
        name: String,
        roles: Vec<Role>,
        once: Once,
    ) -> Result<(), Refusal> {
        check_roles(&roles).map_err(|refused| Refusal::field("roles", Problem::Said(refused.to_string())))?;
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err(Refusal::field("name", Problem::Missing));
        }
        let own = who.person.id == id;
        self.on_person(who, id, version, once, move |tx, mut person, _| {
            Box::pin(async move {
                if own && person.roles != roles {
                    return Err(Refusal::field("roles", Problem::Said("自己的角色要由另一位安全管理员改".into())));
                }
                let open = people::open_cases(tx, id).await?;
                if open > 0 && person.roles.contains(&Role::Clerk) && !roles.contains(&Role::Clerk) {
                    let said = format!("还有 {open} 件申请由这个人经办，请先转给别人");
                    return Err(Refusal::field("roles", Problem::Said(said)));
                }
                let codes = |roles: &[Role]| roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" ");
                let detail = format!("roles from {} to {}", codes(&person.roles), codes(&roles));
                person.name = name;
                person.roles = roles;
                people::update(tx, &person).await?;
                Ok((detail, format!("/desk/people/{id}?done=changed")))
            })
        })
        .await
    }

    /// Gives somebody a new first password: their sessions end, their devices are strangers again.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what has to be changed in `new` or `again`.
    pub async fn reset_password(
        &self,
        who: &SignedIn,
        id: PersonId,
        version: i64,
        (new, again): (String, String),
        once: Once,
    ) -> Result<(), Refusal> {
        check_new(&new, &again)?;
        let hash = passwords::hash(new).await?;
        self.on_person(who, id, version, once, move |tx, mut person, _| {
            Box::pin(async move {
                person.password_hash = hash;
                person.must_change = true;
                people::update(tx, &person).await?;
                people::set_failures(tx, id, 0, 0).await?;
                sessions::end_all(tx, id).await?;
                sessions::forget_devices(tx, id).await?;
                Ok(("password reset".to_owned(), format!("/desk/people/{id}?done=reset")))
            })
        })
        .await
    }

    /// Closes an account; what is still theirs goes to another clerk of the organ, in the same act.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for `successor` where cases are open and nobody fit to take them was chosen.
    pub async fn close_account(
        &self,
        who: &SignedIn,
        id: PersonId,
        version: i64,
        successor: Option<PersonId>,
        once: Once,
    ) -> Result<(), Refusal> {
        if who.person.id == id {
            return Err(Refusal::field("successor", Problem::Said("自己的账号要由另一位安全管理员停用".into())));
        }
        let (office, actor) = (self.clone(), who.actor());
        self.on_person(who, id, version, once, move |tx, mut person, organ| {
            Box::pin(async move {
                let cases = people::cases_of(tx, id).await?;
                if !cases.is_empty() {
                    let to = successor.ok_or_else(|| Refusal::field("successor", Problem::NotAChoice))?;
                    let heir =
                        people::find(tx, to).await?.filter(|heir| heir.organ == organ.id && may_take_over(heir, id));
                    let to = heir.ok_or_else(|| Refusal::field("successor", Problem::NotAChoice))?.id;
                    for case in &cases {
                        let hand_on: CaseWork = Box::new(move |doing| {
                            Box::pin(async move {
                                doing.detail = "handed on, the clerk leaves".to_owned();
                                doing.decide(Command::Assign { to })
                            })
                        });
                        let action = Action::ManagePeople;
                        act_in(tx, office.clone(), actor.clone(), action, *case, None, None, hand_on).await?;
                    }
                }
                person.closed = true;
                people::update(tx, &person).await?;
                sessions::end_all(tx, id).await?;
                sessions::forget_devices(tx, id).await?;
                let detail = format!("closed, {} cases handed on", cases.len());
                Ok((detail, format!("/desk/people?organ={}&done=closed", organ.id)))
            })
        })
        .await
    }

    /// An act on a person of one's own organ or of one below: loaded with their version.
    async fn on_person(
        &self,
        who: &SignedIn,
        id: PersonId,
        version: i64,
        once: Once,
        work: impl for<'a> FnOnce(
            &'a mut Tx,
            Person,
            Organ,
        ) -> futures::future::BoxFuture<'a, Result<(String, String), Refusal>>
        + Send
        + Clone
        + 'static,
    ) -> Result<(), Refusal> {
        let mut tx = self.read().await?;
        let organ = people::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?.organ;
        drop(tx);
        self.act_on(&who.actor(), Action::ManagePeople, organ, Some(once), move |tx, _, organ| {
            Box::pin(async move {
                let person = people::find(tx, id).await?.ok_or(Refusal::NotFound)?;
                if person.version != version {
                    let version = u32::try_from(person.version).unwrap_or(u32::MAX);
                    return Err(Refusal::Conflict { meanwhile: Vec::new(), version });
                }
                if person.closed {
                    return Err(Refusal::field("name", Problem::Said("这个账号已经停用".into())));
                }
                let (detail, location) = work(tx, person, organ).await?;
                Ok(told(id, &detail, location, ()))
            })
        })
        .await
    }
}

/// Whether cases of `leaver` may be handed on to this person.
fn may_take_over(person: &Person, leaver: PersonId) -> bool {
    !person.closed && person.id != leaver && person.roles.contains(&Role::Clerk)
}

fn told<T>(person: PersonId, detail: &str, location: String, value: T) -> Acted<T> {
    Acted { value, subject: ("person", Some(person.0)), detail: detail.to_owned(), location, label: String::new() }
}
