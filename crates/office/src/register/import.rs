//! The import itself: all rows or none, one act, one transaction.

use super::plan::{Planned, plan, read};
use super::rows::{new_request, past};
use crate::acting::{Acted, Moment, audit_row};
use crate::ids::new_id;
use crate::requests::submit::{Asked, PastStep, begin_with};
use crate::{Office, Once, Problem, Refusal};
use gongkai_rules::events::Recorded;
use gongkai_rules::ids::{EventId, OrganId};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::Request;
use gongkai_storage::database::Tx;
use gongkai_storage::{audit, events, organs, requests};

/// What was imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// New cases.
    pub new: usize,
    /// Cases that the organ had.
    pub known: usize,
    /// Of the rows, still open.
    pub open: usize,
}

impl Office {
    /// Imports a register: every row or none. `titles` settles for each new case the title that the preview proposed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] on the field `register` with every mistake.
    pub async fn import_register(
        &self,
        actor: &Actor,
        organ: OrganId,
        once: Option<Once>,
        file: Vec<u8>,
        year: i16,
        titles: bool,
    ) -> Result<Imported, Refusal> {
        let reading = read(file).await?;
        let (office, doer) = (self.clone(), actor.clone());
        self.act_on(actor, Action::ImportRegister, organ, once, move |tx, moment, organ| {
            Box::pin(async move {
                let plan = plan(tx, organ.id, reading, moment.today).await?;
                if !plan.problems.is_empty() {
                    let said = |mistake: &dyn ToString| ("register".to_owned(), Problem::Said(mistake.to_string()));
                    return Err(Refusal::Invalid(plan.problems.iter().map(|mistake| said(mistake)).collect()));
                }
                let (settings, _) = organs::settings(tx, organ.id).await?;
                let asked = Asked { organ: &organ, settings: &settings };
                let mut done = Imported::default();
                for planned in plan.rows {
                    done.open += usize::from(planned.row.reply.is_none());
                    if planned.known.is_some() {
                        done.known += 1;
                    } else {
                        done.new += 1;
                    }
                    take_in(tx, &office, &doer, &moment, asked, planned, titles).await?;
                }
                Ok(Acted {
                    value: done,
                    subject: ("organ", Some(organ.id.0)),
                    detail: format!("register {year}: {} new, {} known, {} open", done.new, done.known, done.open),
                    location: format!(
                        "/desk/register?year={year}&new={}&known={}&open={}",
                        done.new, done.known, done.open
                    ),
                    label: format!("{year}年台账"),
                })
            })
        })
        .await
    }
}

async fn take_in(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    moment: &Moment,
    asked: Asked<'_>,
    planned: Planned,
    titles: bool,
) -> Result<(), Refusal> {
    let row = &planned.row;
    match planned.known {
        None => {
            let new = new_request(row, titles);
            begin_with(tx, office, actor, Action::ImportRegister, asked, new, Some(past(row))).await?;
        }
        Some((_, steps)) if steps.is_empty() => {}
        Some((request, steps)) => add(tx, office, actor, moment, &request, &steps).await?,
    }
    Ok(())
}

/// Adds what a row tells of a case that the organ has, with its audit row.
async fn add(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    moment: &Moment,
    request: &Request,
    steps: &[PastStep],
) -> Result<(), Refusal> {
    let mut history: Vec<Recorded> = events::of_stream(tx, request.id.0).await?;
    let key = office.ring().data_key(tx, request.id.0).await?;
    let mut new = Vec::new();
    for (version, step) in (request.version + 1..).zip(steps) {
        let (effective_on, event) = step.event(tx, &key, request.id).await?;
        let (id, recorded_at, by) = (EventId(new_id()), moment.at, actor.person());
        new.push(Recorded { id, version, effective_on, recorded_at, by, event });
    }
    events::append(tx, "request", request.id.0, request.organ, &new).await?;
    history.extend(new);
    let changed = Request::replay(request.id, request.organ, &history)
        .ok_or_else(|| Refusal::Fault(format!("request {} has no beginning", request.id)))?;
    requests::save(tx, &changed, request.version, moment.now()).await?;
    let subject = ("request", Some(request.id.0));
    let detail = format!("register: {} events", steps.len());
    let row = audit_row(moment.at, actor, Some(request.organ), Action::ImportRegister, subject, detail);
    Ok(audit::append(tx, &row).await?)
}
