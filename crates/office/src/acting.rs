//! `act`: the one function through which every official act passes.
//!
//! permission → load with version → rule → save → events → audit → commit, in one transaction, in a task of its own,
//! so that a broken connection neither aborts it nor skips what follows the commit. [`Office::act`] is for one case,
//! [`Office::open_case`] for a new one, [`Office::act_on`] for what is no case (settings, people, reports).

use crate::ids::new_id;
use crate::requests::submit::{NewRequest, Opened};
use crate::{Office, Refusal};
use futures::future::BoxFuture;
use gongkai_rules::calendar::Calendar;
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{EventId, OrganId, RequestId, SealedId};
use gongkai_rules::organs::Organ;
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::permissions::{Action, Denied, Subject, may};
use gongkai_rules::requests::{Command, Facts, Now, Request, decide};
use gongkai_storage::audit::AuditRow;
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::idempotency::Used;
use gongkai_storage::vault::{DataKey, Place};
use gongkai_storage::{audit, events, idempotency, organs, people, requests};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

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

/// The moment of an act: one instant and one calendar for the whole of it.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The instant (official time).
    pub at: Timestamp,
    /// Its day in China.
    pub today: Date,
    /// The working days.
    pub calendar: Arc<Calendar>,
}

impl Moment {
    /// What the rules are given.
    pub fn now(&self) -> Now<'_> {
        Now { today: self.today, calendar: &self.calendar }
    }
}

/// An act on a case while it is being done.
pub struct Doing<'t> {
    /// The office.
    pub office: Office,
    /// The transaction.
    pub tx: &'t mut Tx,
    /// Who acts.
    pub actor: Actor,
    /// When.
    pub moment: Moment,
    /// The organ asked.
    pub organ: Organ,
    /// The case as it stands, after what was recorded so far in this act.
    pub request: Request,
    /// What the rule needs beside the case.
    pub facts: Facts,
    /// The key that seals the applicant's words.
    pub key: DataKey,
    /// Every event of the case, those of this act last.
    history: Vec<Recorded>,
    /// How many of them are older than this act.
    older: usize,
    /// What the audit row tells of it, without personal data.
    pub detail: String,
    /// Year of the case's number.
    pub(crate) case_year: i64,
    /// Serial of the case's number.
    pub(crate) case_serial: i64,
}

/// What is done inside an act on a case.
pub type CaseWork = Box<dyn for<'a, 't> FnOnce(&'a mut Doing<'t>) -> BoxFuture<'a, Result<(), Refusal>> + Send>;

/// What is done beside the opening of a case, in its transaction.
pub type AfterOpening = Box<dyn for<'a> FnOnce(&'a mut Tx, &'a Opened) -> BoxFuture<'a, Result<(), Refusal>> + Send>;

impl Doing<'_> {
    /// Seals words that belong to this case; the reference goes into the event.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] where the database refuses.
    pub async fn seal(&mut self, field: &'static str, words: &str) -> Result<SealedId, Refusal> {
        let place = Place { table: "requests", row: self.request.id.0, field };
        Ok(self.key.seal(self.tx, SealedId(new_id()), place, words).await?)
    }

    /// Seals words where there are any.
    ///
    /// # Errors
    /// As [`Doing::seal`].
    pub async fn seal_some(&mut self, field: &'static str, words: &str) -> Result<Option<SealedId>, Refusal> {
        if words.trim().is_empty() { Ok(None) } else { self.seal(field, words).await.map(Some) }
    }

    /// Everything sealed in this case, opened.
    ///
    /// # Errors
    /// [`Refusal::Fault`] where bytes were changed.
    pub async fn texts(&mut self) -> Result<BTreeMap<SealedId, String>, Refusal> {
        Ok(self.key.open_all(self.tx, self.request.id.0).await?)
    }

    /// Lets the law decide a command and takes what follows into the case.
    ///
    /// # Errors
    /// [`Refusal::Rule`] with the rule that stands against it.
    pub fn decide(&mut self, command: Command) -> Result<(), Refusal> {
        for (effective_on, event) in decide(&self.request, &self.facts, command, self.moment.now())? {
            self.record(effective_on, event)?;
        }
        Ok(())
    }

    /// Takes an event into the case. Only `decide` and the import of what an office did before may make events.
    pub(crate) fn record(&mut self, effective_on: Date, event: Event) -> Result<(), Refusal> {
        self.history.push(Recorded {
            id: EventId(new_id()),
            version: self.request.version + 1,
            effective_on,
            recorded_at: self.moment.at,
            by: self.actor.person(),
            event,
        });
        self.request = Request::replay(self.request.id, self.request.organ, &self.history)
            .ok_or_else(|| Refusal::Fault(format!("request {} has no beginning", self.request.id)))?;
        Ok(())
    }

    /// Every event of the case, in the order of recording.
    pub fn history(&self) -> &[Recorded] {
        &self.history
    }
}

/// What an [`Actor`] is called in the audit trail.
fn actor_name(actor: &Actor) -> &'static str {
    match actor {
        Actor::Person { .. } => "person",
        Actor::Applicant => "applicant",
        Actor::Visitor => "visitor",
        Actor::System => "system",
    }
}

/// The audit row of an act.
pub(crate) fn audit_row(
    at: Timestamp,
    actor: &Actor,
    organ: Option<OrganId>,
    action: Action,
    subject: (&'static str, Option<Uuid>),
    detail: String,
) -> AuditRow {
    AuditRow {
        id: new_id(),
        at,
        actor: actor_name(actor),
        by: actor.person().map(|person| person.0),
        organ: organ.map(|organ| organ.0),
        action: action.code().to_owned(),
        subject_kind: subject.0,
        subject: subject.1,
        detail,
    }
}

/// Whether the organ has a leader, who then signs; where not, the head does.
pub(crate) async fn has_leader(tx: &mut Tx, organ: OrganId) -> Result<bool, StorageError> {
    let people = people::of_organ(tx, organ).await?;
    Ok(people.iter().any(|person| !person.closed && person.roles.contains(&Role::Leader)))
}

/// Looks at an idempotency key before anything is done under it.
async fn first_time(tx: &mut Tx, once: Option<&Once>) -> Result<(), Refusal> {
    let Some(once) = once else { return Ok(()) };
    match idempotency::find(tx, &once.key).await? {
        None => Ok(()),
        Some(used) if used.target == once.target && used.body_hash == once.body_hash => {
            Err(Refusal::Repeated { location: used.location })
        }
        Some(used) => Err(Refusal::AlreadySent { label: used.label }),
    }
}

/// Uses the key up, in the transaction of the act.
async fn spend(tx: &mut Tx, once: Option<&Once>, location: String, label: String) -> Result<(), Refusal> {
    let Some(once) = once else { return Ok(()) };
    let used = Used { target: once.target.clone(), body_hash: once.body_hash.clone(), location, label };
    Ok(idempotency::spend(tx, &once.key, &used, crate::clock::real_micros()).await?)
}

impl Office {
    /// The moment now.
    pub fn moment(&self) -> Moment {
        let at = self.clock().now();
        Moment { at, today: crate::clock::day_of(at), calendar: self.calendar() }
    }

    /// Runs something to its end in a task of its own, whatever becomes of who asked for it.
    pub(crate) async fn in_own_task<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Refusal>> + Send + 'static,
    ) -> Result<T, Refusal> {
        tokio::spawn(work).await.unwrap_or_else(|error| Err(Refusal::Fault(format!("act panicked: {error}"))))
    }

    /// Does an official act on one case.
    ///
    /// `seen` is the version the person had before them: where somebody has acted since, nothing is done and what
    /// happened is told.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was done.
    pub async fn act(
        &self,
        actor: &Actor,
        action: Action,
        id: RequestId,
        seen: Option<u32>,
        once: Option<Once>,
        work: CaseWork,
    ) -> Result<Request, Refusal> {
        let (office, doer) = (self.clone(), actor.clone());
        let db = self.db().clone();
        let result = self.in_own_task(async move {
            db.write(Box::new(move |tx| {
                Box::pin(async move { act_in(tx, office, doer, action, id, seen, once, work).await })
            }))
            .await
        });
        self.noting_denial(actor, action, None, ("request", Some(id.0)), result.await).await
    }

    /// Opens a new case.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was done.
    pub async fn open_case(
        &self,
        actor: &Actor,
        action: Action,
        organ: OrganId,
        once: Option<Once>,
        new: NewRequest,
    ) -> Result<Opened, Refusal> {
        self.open_case_and(actor, action, organ, once, new, Box::new(|_, _| Box::pin(async { Ok(()) }))).await
    }

    /// Opens a new case, and in the same transaction does what belongs to it (a draft marked as sent).
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was done.
    pub async fn open_case_and(
        &self,
        actor: &Actor,
        action: Action,
        organ: OrganId,
        once: Option<Once>,
        new: NewRequest,
        then: AfterOpening,
    ) -> Result<Opened, Refusal> {
        let (office, actor) = (self.clone(), actor.clone());
        let db = self.db().clone();
        self.in_own_task(async move {
            db.write(Box::new(move |tx| {
                Box::pin(async move {
                    first_time(tx, once.as_ref()).await?;
                    office.follow_calendar(tx).await?;
                    let organ = organs::find(tx, organ).await?.ok_or(Refusal::NotFound)?;
                    may(&actor, action, Subject { organ_path: &organ.path, ..Subject::default() })?;
                    let opened = crate::requests::submit::begin(tx, &office, &actor, action, &organ, new).await?;
                    then(tx, &opened).await?;
                    spend(tx, once.as_ref(), opened.location.clone(), opened.request.number.clone()).await?;
                    Ok(opened)
                })
            }))
            .await
        })
        .await
    }

    /// Does an act on something that is no case: permission, the work, its audit row, commit.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was done.
    pub async fn act_on<T: Send + 'static>(
        &self,
        actor: &Actor,
        action: Action,
        organ: OrganId,
        once: Option<Once>,
        work: impl for<'a> FnOnce(&'a mut Tx, Moment, Organ) -> BoxFuture<'a, Result<Acted<T>, Refusal>> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (office, doer) = (self.clone(), actor.clone());
        let db = self.db().clone();
        let organ_id = organ;
        let result = self.in_own_task(async move {
            db.write(Box::new(move |tx| {
                Box::pin(async move { act_on_in(tx, &office, &doer, action, organ, once, work).await })
            }))
            .await
        });
        self.noting_denial(actor, action, Some(organ_id), ("organ", Some(organ_id.0)), result.await).await
    }
}

/// What an act on something that is no case has to tell.
#[derive(Debug)]
pub struct Acted<T> {
    /// Its result.
    pub value: T,
    /// What it was done to, for the audit row.
    pub subject: (&'static str, Option<Uuid>),
    /// What happened, without personal data, for the audit row.
    pub detail: String,
    /// Where a repeated form leads.
    pub location: String,
    /// What was made, for the message of a form sent again with other words.
    pub label: String,
}

/// As [`Office::act_on`], inside a transaction that is already open.
pub(crate) async fn act_on_in<T>(
    tx: &mut Tx,
    office: &Office,
    doer: &Actor,
    action: Action,
    organ: OrganId,
    once: Option<Once>,
    work: impl for<'a> FnOnce(&'a mut Tx, Moment, Organ) -> BoxFuture<'a, Result<Acted<T>, Refusal>>,
) -> Result<T, Refusal> {
    first_time(tx, once.as_ref()).await?;
    office.follow_calendar(tx).await?;
    let moment = office.moment();
    let organ = organs::find(tx, organ).await?.ok_or(Refusal::NotFound)?;
    may(doer, action, Subject { organ_path: &organ.path, ..Subject::default() })?;
    let (organ_id, at) = (organ.id, moment.at);
    let acted = work(tx, moment, organ).await?;
    let row = audit_row(at, doer, Some(organ_id), action, acted.subject, acted.detail);
    audit::append(tx, &row).await?;
    spend(tx, once.as_ref(), acted.location, acted.label).await?;
    Ok(acted.value)
}

#[allow(clippy::too_many_arguments)] // one call, from `act` into its own task
pub(crate) async fn act_in(
    tx: &mut Tx,
    office: Office,
    actor: Actor,
    action: Action,
    id: RequestId,
    seen: Option<u32>,
    once: Option<Once>,
    work: CaseWork,
) -> Result<Request, Refusal> {
    first_time(tx, once.as_ref()).await?;
    office.follow_calendar(tx).await?;
    let found = requests::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    let (stored, case_year, case_serial) = (found.request, found.year, found.serial);
    let organ = organs::find(tx, stored.organ).await?.ok_or(Refusal::NotFound)?;
    let subject = Subject {
        organ_path: &organ.path,
        state: Some(stored.state.name()),
        drafted_by: stored.drafted_by(),
        has_leader: has_leader(tx, organ.id).await?,
    };
    let permitted = may(&actor, action, subject);
    // Where somebody has acted since the page was shown, the state may forbid what it allowed then: that is told as what
    // happened meanwhile, below, so that what was typed is shown again.
    if !matches!(permitted, Err(Denied::State(_))) || seen.is_none() {
        permitted.clone()?;
    }
    let history: Vec<Recorded> = events::of_stream(tx, id.0).await?;
    let request = Request::replay(id, organ.id, &history)
        .ok_or_else(|| Refusal::Fault(format!("request {id} has no beginning")))?;
    if let Some(seen) = seen
        && seen != request.version
    {
        let meanwhile = history.into_iter().filter(|recorded| recorded.version > seen).collect();
        return Err(Refusal::Conflict { meanwhile, version: request.version });
    }
    permitted?;
    let loaded = request.version;
    let key = office.ring().data_key(tx, id.0).await?;
    let moment = office.moment();
    let facts = Facts { by: actor.person(), earlier_replies: 0 };
    let older = history.len();
    let detail = String::new();
    let mut doing =
        Doing { office, tx, actor, moment, organ, request, facts, key, history, older, detail, case_year, case_serial };
    work(&mut doing).await?;
    let Doing { tx, actor, moment, organ, request, history, older, detail, .. } = doing;
    if let Some(new) = history.get(older..).filter(|new| !new.is_empty()) {
        events::append(tx, "request", id.0, organ.id, new).await?;
        requests::save(tx, &request, loaded, moment.now()).await?;
    }
    let row = audit_row(moment.at, &actor, Some(organ.id), action, ("request", Some(id.0)), detail);
    audit::append(tx, &row).await?;
    let location = format!("/desk/requests/{id}");
    spend(tx, once.as_ref(), location, request.number.clone()).await?;
    Ok(request)
}
