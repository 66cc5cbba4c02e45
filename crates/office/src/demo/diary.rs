//! The diary of an organ: every scene of its cases and reports on its day, in the order of days, as far as the given day.

use super::cases::{Moment, perform};
use super::district::Staffed;
use super::reports::{ReportScene, act as report_act};
use super::script::{Plan, Scene, When};
use crate::acting::act_in;
use crate::requests::NewRequest;
use crate::requests::submit::{Asked, begin};
use crate::{Office, Refusal};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Now, Request, State};
use gongkai_storage::database::Tx;
use gongkai_storage::organs;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A case as far as it has come.
struct Life {
    plan: Plan,
    request: Option<Request>,
    next: usize,
}

/// What stands in the diary.
#[derive(Clone, Copy)]
enum Entry {
    Case(usize),
    Report(usize),
}

/// The diary.
pub struct Diary<'a> {
    tx: &'a mut Tx,
    office: &'a Office,
    staff: &'a Staffed,
    until: Date,
    calendar: Arc<Calendar>,
    cases: Vec<Life>,
    reports: Vec<ReportScene>,
    /// By day, and within a day in the order of writing down.
    entries: BTreeMap<(Date, usize), Entry>,
    written: usize,
    day: Date,
    minute: i64,
}

impl<'a> Diary<'a> {
    /// A diary with every case on the day it comes in, and every act on a report on its day.
    pub fn new(
        tx: &'a mut Tx,
        office: &'a Office,
        staff: &'a Staffed,
        until: Date,
        mut plans: Vec<Plan>,
        reports: Vec<ReportScene>,
    ) -> Diary<'a> {
        plans.sort_by_key(|plan| plan.arrives);
        let cases = plans.into_iter().map(|plan| Life { plan, request: None, next: 0 }).collect();
        let calendar = office.calendar();
        let (entries, written) = (BTreeMap::new(), 0);
        let mut diary =
            Diary { tx, office, staff, until, calendar, cases, reports, entries, written, day: Date::MIN, minute: 0 };
        for case in 0..diary.cases.len() {
            let arrives = diary.cases.get(case).map_or(until, |life| life.plan.arrives);
            diary.write(arrives, Entry::Case(case));
        }
        for scene in 0..diary.reports.len() {
            let on = diary.reports.get(scene).map_or(until, |scene| scene.on);
            diary.write(on, Entry::Report(scene));
        }
        diary
    }

    fn write(&mut self, on: Date, entry: Entry) {
        if on <= self.until {
            self.written += 1;
            self.entries.insert((on, self.written), entry);
        }
    }

    /// Lives through every day.
    ///
    /// # Errors
    /// [`Refusal::Fault`] where the real office refuses an invented act.
    pub async fn live(mut self) -> Result<(), Refusal> {
        while let Some(((day, _), entry)) = self.entries.pop_first() {
            self.stand(day);
            match entry {
                Entry::Report(scene) => self.report(scene).await?,
                Entry::Case(case) => self.case(case).await?,
            }
        }
        Ok(())
    }

    /// Lets official time stand on a day, some minutes after the act before.
    fn stand(&mut self, day: Date) {
        self.minute = if day == self.day { self.minute + 3 } else { 0 };
        self.day = day;
        let nine = jiff::tz::offset(8).to_timestamp(day.at(9, 0, 0, 0));
        let at = nine.ok().and_then(|at| Timestamp::from_second(at.as_second() + self.minute * 60).ok());
        self.office.clock().stand(at);
    }

    async fn report(&mut self, scene: usize) -> Result<(), Refusal> {
        let Some(scene) = self.reports.get(scene) else { return Ok(()) };
        let done = report_act(self.tx, self.office, self.staff, scene).await;
        done.map_err(|refusal| {
            let (organ, year, step) = (&self.staff.organ.code, scene.year, &scene.step);
            Refusal::Fault(format!("demonstration: report {organ} {year} {step:?}: {refusal:?}"))
        })
    }

    async fn case(&mut self, case: usize) -> Result<(), Refusal> {
        let Some(life) = self.cases.get(case) else { return Ok(()) };
        let begun = life.request.is_some();
        let request = match life.plan.scenes.get(life.next).map(|(_, scene)| *scene) {
            _ if !begun => self.submit(&life.plan.clone()).await?,
            Some(scene) => {
                let done = self.scene(case, scene).await;
                done.map_err(|refusal| self.refused(case, scene, &refusal))?
            }
            None => return Ok(()),
        };
        let Some(life) = self.cases.get_mut(case) else { return Ok(()) };
        life.next += usize::from(begun);
        let next = life.plan.scenes.get(life.next).map(|(when, _)| *when);
        let next = next.map(|when| day_of(when, &request, self.day, &self.calendar));
        life.request = Some(request);
        if let Some(day) = next {
            self.write(day, Entry::Case(case));
        }
        Ok(())
    }

    fn refused(&self, case: usize, scene: Scene, refusal: &Refusal) -> Refusal {
        let number = self.cases.get(case).and_then(|life| life.request.as_ref()).map(|request| request.number.clone());
        Refusal::Fault(format!("demonstration: {} {scene:?}: {refusal:?}", number.unwrap_or_default()))
    }

    async fn submit(&mut self, plan: &Plan) -> Result<Request, Refusal> {
        let (actor, action) = match plan.channel {
            Channel::Web => (Actor::Applicant, Action::Submit),
            _ => (self.staff.actor(&self.staff.clerk), Action::EnterRequest),
        };
        let wanted = |subject: &str| format!("申请公开：{subject}。请提供有关文件的复印件或者电子文档。");
        let new = NewRequest {
            channel: plan.channel,
            submitted_on: plan.arrives,
            applicant: plan.applicant.clone(),
            matters: plan.asked.iter().map(|asked| wanted(&asked.subject)).collect(),
            reply_way: plan.reply_way,
            form_wanted: "电子文档".into(),
            files: Vec::new(),
            title: None,
            number: None,
        };
        let (settings, _) = organs::settings(self.tx, self.staff.organ.id).await?;
        let asked = Asked { organ: &self.staff.organ, settings: &settings };
        Ok(begin(self.tx, self.office, &actor, action, asked, new).await?.request)
    }

    async fn scene(&mut self, case: usize, scene: Scene) -> Result<Request, Refusal> {
        let gone = || Refusal::Fault("a case without a beginning".into());
        let life = self.cases.get(case).ok_or_else(gone)?;
        let request = life.request.as_ref().ok_or_else(gone)?;
        let named = |name: u32| self.cases.iter().find(|other| other.plan.name == Some(name));
        let twin = life.plan.twin.and_then(named).and_then(|other| other.request.as_ref());
        let moment = Moment { staff: self.staff, plan: &life.plan, request, twin, today: self.day };
        let Some((actor, action, deed)) = moment.cast(scene) else { return Ok(request.clone()) };
        let (office, id) = (self.office.clone(), request.id);
        act_in(self.tx, office, actor, action, id, None, None, move |doing| Box::pin(perform(doing, deed))).await
    }
}

/// The day of a scene, seen from the one before it.
fn day_of(when: When, request: &Request, today: Date, calendar: &Calendar) -> Date {
    let after = |day: Date, count: u32| if count == 0 { day } else { calendar.nth_working_day_after(day, count).date };
    let clock = request.clock(Now { today, calendar });
    let last = match when {
        When::After(count) => return after(today, count),
        When::PastDue(count) => return after(clock.reply_due.unwrap_or(today), count).max(today),
        When::PastPeriod => match request.state {
            State::AwaitingClarification => request.clarification_last_day(calendar),
            State::AwaitingPayment => clock.pay_due,
            _ => clock.party_due,
        },
    };
    after(last.unwrap_or(today).max(today), 1)
}
