//! `act`: the one function through which every official act passes.
//!
//! permission → load with version → rule → save → events → audit → commit, in one transaction, in a task of its own,
//! so that a broken connection neither aborts it nor skips what follows the commit. [`Office::act`] is for one case,
//! [`Office::open_case`] for a new one, [`Office::act_on`] for what is no case (settings, people, reports).

mod again;
mod doing;
mod once;

pub use again::{AfterOpening, CaseAct, CaseWork, OpeningAct};
pub use doing::Doing;
pub use once::Once;

use crate::ids::new_id;
use crate::requests::OnCase;
use crate::requests::submit::{Asked, NewRequest, Opened};
use crate::{Office, Refusal};
use again::{Turn, turn_of};
use futures::future::BoxFuture;
use gongkai_rules::calendar::Calendar;
use gongkai_rules::events::Recorded;
use gongkai_rules::ids::{OrganId, RequestId};
use gongkai_rules::organs::Organ;
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::permissions::{Action, Denied, Subject, may};
use gongkai_rules::requests::{Command, Facts, Now, Request};
use gongkai_storage::audit::AuditRow;
use gongkai_storage::database::Tx;
use gongkai_storage::{audit, events, organs, people, requests};
use jiff::{Timestamp, civil::Date};
use once::spend;
use std::sync::Arc;
use uuid::Uuid;

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
    /// Where somebody has acted since the version the person had before them, nothing is done and what happened is told.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was done.
    pub async fn act(&self, actor: &Actor, action: Action, case: OnCase, work: CaseWork) -> Result<Request, Refusal> {
        let OnCase { id, seen, once } = case;
        let (office, doer) = (self.clone(), actor.clone());
        let db = self.db().clone();
        let result = self.in_own_task(async move {
            again::write(&db, Turn::Among(turn_of(id.0)), once.clone(), move || {
                let (office, doer, once, work) = (office.clone(), doer.clone(), once.clone(), work.clone());
                Box::new(move |tx| {
                    Box::pin(async move { act_in(tx, office, doer, action, id, seen, once, work).await })
                })
            })
            .await
        });
        self.noting_denial(actor, action, None, ("request", Some(id.0)), result.await).await
    }

    /// As [`Office::act`], where the law's decision is all that is done.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was done.
    pub(crate) async fn command(
        &self,
        actor: &Actor,
        action: Action,
        case: OnCase,
        command: Command,
    ) -> Result<Request, Refusal> {
        self.act(actor, action, case, Box::new(move |doing| Box::pin(async move { doing.decide(command) }))).await
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
        let (office, doer) = (self.clone(), actor.clone());
        let db = self.db().clone();
        let result = self.in_own_task(async move {
            again::write(&db, Turn::Behind(turn_of(organ.0)), once.clone(), move || {
                let (office, doer, once) = (office.clone(), doer.clone(), once.clone());
                let (new, then) = (new.clone(), then.clone());
                Box::new(move |tx| {
                    Box::pin(async move { open_in(tx, office, doer, action, organ, once, new, then).await })
                })
            })
            .await
        });
        self.noting_denial(actor, action, Some(organ), ("organ", Some(organ.0)), result.await).await
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
        work: impl for<'a> FnOnce(&'a mut Tx, Moment, Organ) -> BoxFuture<'a, Result<Acted<T>, Refusal>>
        + Clone
        + Send
        + 'static,
    ) -> Result<T, Refusal> {
        let (office, doer) = (self.clone(), actor.clone());
        let db = self.db().clone();
        let result = self.in_own_task(async move {
            again::write(&db, Turn::Among(turn_of(organ.0)), once.clone(), move || {
                let (office, doer, once, work) = (office.clone(), doer.clone(), once.clone(), work.clone());
                Box::new(move |tx| {
                    Box::pin(async move { act_on_in(tx, &office, &doer, action, organ, once, work).await })
                })
            })
            .await
        });
        self.noting_denial(actor, action, Some(organ), ("organ", Some(organ.0)), result.await).await
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

#[allow(clippy::too_many_arguments)] // one call, from `open_case_and` into its own task
async fn open_in(
    tx: &mut Tx,
    office: Office,
    actor: Actor,
    action: Action,
    organ: OrganId,
    once: Option<Once>,
    new: NewRequest,
    then: AfterOpening,
) -> Result<Opened, Refusal> {
    let entry = once::begin(tx, &office, once.as_ref(), Some(organ)).await?;
    let asked = Asked { organ: entry.organ.as_ref().ok_or(Refusal::NotFound)?, settings: &entry.settings()? };
    may(&actor, action, Subject { organ_path: &asked.organ.path, ..Subject::default() })?;
    let opened = crate::requests::submit::begin(tx, &office, &actor, action, asked, new).await?;
    then(tx, &opened).await?;
    spend(tx, once.as_ref(), opened.location.clone(), opened.request.number.clone()).await?;
    Ok(opened)
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
    let entry = once::begin(tx, office, once.as_ref(), Some(organ)).await?;
    let moment = office.moment();
    let organ = entry.organ.ok_or(Refusal::NotFound)?;
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
    work: impl for<'a, 't> FnOnce(&'a mut Doing<'t>) -> BoxFuture<'a, Result<(), Refusal>> + Send,
) -> Result<Request, Refusal> {
    once::begin(tx, &office, once.as_ref(), None).await?;
    let found = requests::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    let (stored, case_year, case_serial) = (found.request, found.year, found.serial);
    let organ = organs::find(tx, stored.organ).await?.ok_or(Refusal::NotFound)?;
    let subject = Subject {
        organ_path: &organ.path,
        state: Some(stored.state.name()),
        drafted_by: stored.drafted_by(),
        has_leader: people::has_role(tx, organ.id, Role::Leader).await?,
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
