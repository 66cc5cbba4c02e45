//! A notice is taken into use: one act, an event in each case that moves.

use super::{Moved, calendar_of, moved, with};
use crate::acting::{Acted, Moment, audit_row};
use crate::ids::new_id;
use crate::{Office, Once, Refusal};
use gongkai_rules::calendar::{Calendar, Notice};
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::EventId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::Request;
use gongkai_storage::database::Tx;
use gongkai_storage::{audit, calendars, events, meta, organs, requests, types};
use std::sync::Arc;

impl Office {
    /// Takes a year's notice into use: stored, every open case recomputed, an event in each whose due date moves, one
    /// act. Gives the cases that moved. The command line acts as [`Actor::System`].
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever is no system administrator, [`Refusal::Invalid`] on the field `notice` where it
    /// cannot be one; then nothing was done.
    pub async fn adopt_holidays(
        &self,
        actor: &Actor,
        once: Option<Once>,
        notice: Notice,
    ) -> Result<Vec<Moved>, Refusal> {
        let (office, actor) = (self.clone(), actor.clone());
        // A task of its own: the calendar in use follows the commit, whatever becomes of who asked for it.
        self.in_own_task(async move {
            let organ = match actor.organ() {
                Some(organ) => organ,
                None => office.organs().await?.first().map(|root| root.id).ok_or(Refusal::NotFound)?,
            };
            let (by, year) = (actor.clone(), notice.year);
            let act = office.act_on(&actor, Action::ImportHolidays, organ, once, move |tx, moment, _| {
                Box::pin(async move {
                    let calendar = with(calendar_of(tx).await?, notice.clone())?;
                    calendars::adopt(tx, &notice, types::micros(moment.at)).await?;
                    let moved = recompute(tx, &by, &moment, &calendar).await?;
                    Ok(Acted {
                        detail: format!("{year} {} moved {}", calendar.fingerprint(), moved.len()),
                        value: (calendar, moved),
                        subject: ("calendar", None),
                        location: format!("/desk/calendar?adopted={year}"),
                        label: year.to_string(),
                    })
                })
            });
            let (calendar, moved) = act.await?;
            office.use_calendar(calendar);
            Ok(moved)
        })
        .await
    }

    /// At a start: where the calendar of this program and database is not the one the open cases were last computed
    /// with, they are computed anew, in one act of the program itself. Gives the cases that moved.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn adopt_embedded_calendar(&self) -> Result<Vec<Moved>, Refusal> {
        let office = self.clone();
        self.in_own_task(async move {
            let db = office.db().clone();
            let moment = office.moment();
            let (calendar, moved) = db
                .write(Box::new(move |tx| {
                    Box::pin(async move {
                        let calendar = calendar_of(tx).await?;
                        if meta::get(tx, meta::CALENDAR).await?.as_deref() == Some(calendar.fingerprint().as_str()) {
                            return Ok((calendar, Vec::new()));
                        }
                        let moved = recompute(tx, &Actor::System, &moment, &calendar).await?;
                        let root = organs::all(tx).await?.first().map(|root| root.id);
                        let detail = format!("{} moved {}", calendar.fingerprint(), moved.len());
                        let row = audit_row(
                            moment.at,
                            &Actor::System,
                            root,
                            Action::ImportHolidays,
                            ("calendar", None),
                            detail,
                        );
                        audit::append(tx, &row).await?;
                        Ok::<_, Refusal>((calendar, moved))
                    })
                }))
                .await?;
            office.use_calendar(calendar);
            Ok(moved)
        })
        .await
    }
}

/// Computes every open case anew by a calendar, inside the act that takes it into use.
async fn recompute(tx: &mut Tx, actor: &Actor, moment: &Moment, calendar: &Calendar) -> Result<Vec<Moved>, Refusal> {
    let moment = Moment { calendar: Arc::new(calendar.clone()), ..moment.clone() };
    let now = moment.now();
    let fingerprint = calendar.fingerprint();
    let mut all = Vec::new();
    for case in requests::open_cases(tx).await? {
        let loaded = case.request.version;
        match moved(&case, now) {
            Some(moved) => {
                let event = Event::CalendarAdopted { calendar: fingerprint.clone(), due: moved.to };
                let request = record(tx, &case.request, actor, &moment, event).await?;
                requests::save(tx, &request, loaded, now).await?;
                let words = |day: Option<jiff::civil::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
                let detail = format!("{} -> {}", words(moved.from), words(moved.to));
                let subject = ("request", Some(moved.id.0));
                let row = audit_row(moment.at, actor, Some(moved.organ), Action::ImportHolidays, subject, detail);
                audit::append(tx, &row).await?;
                all.push(moved);
            }
            // The day stands, but other columns of the clock (暂算, a party's last day) may not.
            None if case.differs(now)? => requests::save(tx, &case.request, loaded, now).await?,
            None => {}
        }
    }
    meta::set(tx, meta::CALENDAR, &fingerprint).await?;
    Ok(all)
}

/// Appends one event to a case without opening anything sealed; gives the case after it.
async fn record(
    tx: &mut Tx,
    request: &Request,
    actor: &Actor,
    moment: &Moment,
    event: Event,
) -> Result<Request, Refusal> {
    let mut history: Vec<Recorded> = events::of_stream(tx, request.id.0).await?;
    let new = Recorded {
        id: EventId(new_id()),
        version: request.version + 1,
        effective_on: moment.today,
        recorded_at: moment.at,
        by: actor.person(),
        event,
    };
    events::append(tx, "request", request.id.0, request.organ, std::slice::from_ref(&new)).await?;
    history.push(new);
    Request::replay(request.id, request.organ, &history)
        .ok_or_else(|| Refusal::Fault(format!("request {} has no beginning", request.id)))
}
