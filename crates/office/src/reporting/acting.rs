//! An act on an edition: load, decide, record, save, with the audit row in the same stream and transaction.

use super::acts::ReportAct;
use super::assembling::{Material, content_hash, findings};
use super::counted::{YearCount, count_year, is_ours};
use crate::acting::Acted;
use crate::ids::new_id;
use crate::settings::OrganSettings;
use crate::{Moment, Problem, Refusal};
use gongkai_rules::editions::{Edition, ReportCommand, ReportRefused, Stage};
use gongkai_rules::events::Recorded;
use gongkai_rules::events::report::ReportEvent;
use gongkai_rules::ids::{EventId, OrganId, PersonId, ReportId};
use gongkai_rules::organs::Organ;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::{Action, Subject, may};
use gongkai_rules::reporting::{Finding, Narrative, Report};
use gongkai_storage::database::Tx;
use gongkai_storage::reports::{self, StoredReport};
use gongkai_storage::{events, organs};
use jiff::civil::Date;

/// An edition while something is done to it.
pub(crate) struct Working<'t> {
    pub tx: &'t mut Tx,
    pub moment: Moment,
    pub organ: Organ,
    pub settings: OrganSettings,
    pub edition: Edition,
    /// Everything recorded in this act.
    new: Vec<Recorded<ReportEvent>>,
    history: Vec<Recorded<ReportEvent>>,
    loaded: Option<StoredReport>,
    /// Who acts, where it is a person.
    pub by: Option<PersonId>,
    /// The report as it is frozen by this act.
    pub frozen: Option<Report>,
    /// What the audit row tells.
    pub detail: String,
}

/// A report as it stands inside an act: what it says, what the checks say, its hash.
pub(crate) struct Stands {
    pub report: Report,
    pub offered: Narrative,
    pub count: YearCount,
    pub findings: Vec<Finding>,
    pub hash: String,
}

impl From<ReportRefused> for Refusal {
    fn from(refused: ReportRefused) -> Refusal {
        let field = match refused {
            ReportRefused::NoSource => "source",
            ReportRefused::NoComment => "comment",
            ReportRefused::NoReason => "reason",
            _ => "",
        };
        Refusal::field(field, Problem::Said(refused.to_string()))
    }
}

impl Working<'_> {
    /// Lets the rule decide a command and takes the event in.
    pub fn decide(&mut self, command: ReportCommand) -> Result<(), Refusal> {
        let event = self.edition.decide(command, self.moment.today)?;
        self.record(self.moment.today, event)
    }

    /// Takes an event in.
    pub fn record(&mut self, effective_on: Date, event: ReportEvent) -> Result<(), Refusal> {
        let recorded = Recorded {
            id: EventId(new_id()),
            version: self.edition.version + 1,
            effective_on,
            recorded_at: self.moment.at,
            by: self.by,
            event,
        };
        self.history.push(recorded.clone());
        self.new.push(recorded);
        let (id, organ) = (self.edition.id, self.edition.organ);
        self.edition = Edition::replay(id, organ, &self.history)
            .ok_or_else(|| Refusal::Fault(format!("report {id} has no beginning")))?;
        Ok(())
    }

    /// The report as it now stands, counted in this transaction.
    pub async fn stands(&mut self, published: Option<Date>) -> Result<Stands, Refusal> {
        self.stands_answering(&[], published).await
    }

    /// As [`Working::stands`], the text offered with these answers to last year's problems.
    pub async fn stands_answering(&mut self, answers: &[String], published: Option<Date>) -> Result<Stands, Refusal> {
        let (organ, year) = (self.organ.id, self.edition.year);
        let count = count_year(self.tx, organ, year).await?;
        let before = before(self.tx, organ, year).await?;
        let material = Material {
            organ: &self.organ,
            settings: &self.settings,
            count: &count,
            before: before.as_ref().map(|(report, _)| report),
            moment: &self.moment,
            year,
        };
        let figures = self.edition.figures.as_ref().map(|figures| &figures.table);
        let offered = material.offered(figures, answers);
        let report = material.report(&self.edition, &offered);
        // A correction does not make a report late that was first out in time.
        let out = first_out(&reports::of_year(self.tx, organ, year).await?).or(published);
        let findings = findings(&report, material.before, self.moment.today, out);
        let hash = content_hash(&report);
        Ok(Stands { report, offered, count, findings, hash })
    }
}

/// The report of the year before in force, with its row.
pub(crate) async fn before(tx: &mut Tx, organ: OrganId, year: i16) -> Result<Option<(Report, StoredReport)>, Refusal> {
    let Some(stored) = reports::in_force(tx, organ, year - 1).await? else { return Ok(None) };
    let report = Report::from_json(&stored.report).map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(Some((report, stored)))
}

/// The day on which the year's report was first published here.
pub(crate) fn first_out(editions: &[StoredReport]) -> Option<Date> {
    editions.iter().filter(|stored| is_ours(stored)).find_map(|stored| stored.published_on)
}

/// An edition nobody has begun.
pub(crate) fn unbegun(id: ReportId, organ: OrganId, year: i16) -> Edition {
    Edition {
        id,
        organ,
        year,
        number: 1,
        corrects: None,
        reason: String::new(),
        version: 0,
        figures: None,
        text: None,
        authors: Vec::new(),
        stage: Stage::Draft,
    }
}

/// Years a report may be about.
pub(crate) fn is_a_year(year: i16, today: Date) -> bool {
    (2008..=today.year()).contains(&year)
}

/// Does an act on the latest edition of a year, beginning the first where there is none.
pub(super) async fn report_act_in(
    tx: &mut Tx,
    moment: Moment,
    organ: Organ,
    year: i16,
    doer: Actor,
    seen: Option<u32>,
    act: ReportAct,
) -> Result<Acted<Edition>, Refusal> {
    if !is_a_year(year, moment.today) {
        return Err(Refusal::NotFound);
    }
    let action = act.action();
    let mut working = load(tx, moment, organ, year, &doer).await?;
    allowed(&doer, action, &working)?;
    if let Some(seen) = seen
        && seen != working.edition.version
    {
        return Err(Refusal::Conflict { meanwhile: Vec::new(), version: working.edition.version });
    }
    if working.edition.version == 0 {
        let (corrects, reason, figures, text) = (None, String::new(), None, None);
        let opened = ReportEvent::Opened { year, edition: 1, corrects, reason, figures, text };
        let today = working.moment.today;
        working.record(today, opened)?;
    }
    act.perform(&mut working).await?;
    finish(working).await
}

pub(crate) async fn load<'t>(
    tx: &'t mut Tx,
    moment: Moment,
    organ: Organ,
    year: i16,
    doer: &Actor,
) -> Result<Working<'t>, Refusal> {
    let (settings, _) = organs::settings(tx, organ.id).await?;
    let loaded = reports::of_year(tx, organ.id, year).await?.pop();
    let (edition, history) = match &loaded {
        None => (unbegun(ReportId(new_id()), organ.id, year), Vec::new()),
        Some(stored) => {
            let id = stored.edition.id;
            let history: Vec<Recorded<ReportEvent>> = events::of_stream(tx, id.0).await?;
            let edition = Edition::replay(id, organ.id, &history)
                .ok_or_else(|| Refusal::Fault(format!("report {id} has no beginning")))?;
            (edition, history)
        }
    };
    let (by, detail) = (doer.person(), String::new());
    Ok(Working { tx, moment, organ, settings, edition, new: Vec::new(), history, loaded, by, frozen: None, detail })
}

/// Whoever wrote in an edition may not approve it: `may` is asked with the actor as drafter where that is so.
fn allowed(actor: &Actor, action: Action, working: &Working<'_>) -> Result<(), Refusal> {
    let drafted_by = actor.person().filter(|person| working.edition.authors.contains(person));
    let subject = Subject { organ_path: &working.organ.path, drafted_by, ..Subject::default() };
    Ok(may(actor, action, subject)?)
}

async fn finish(working: Working<'_>) -> Result<Acted<Edition>, Refusal> {
    let Working { tx, organ, edition, new, loaded, frozen, detail, .. } = working;
    let stored = StoredReport {
        published_on: edition.published_on(),
        report: frozen.map(|report| report.to_json()).unwrap_or_default(),
        edition: edition.clone(),
    };
    events::append(tx, "report", edition.id.0, organ.id, &new).await?;
    match loaded {
        Some(before) if before.edition.id == edition.id => reports::save(tx, &stored, before.edition.version).await?,
        _ => reports::add(tx, &stored).await?,
    }
    let name = format!("{}年度报告第{}版", edition.year, edition.number);
    Ok(Acted {
        subject: ("report", Some(edition.id.0)),
        detail: format!("{name}：{detail}"),
        location: format!("/desk/reports/{}", edition.year),
        label: name,
        value: edition,
    })
}

impl Working<'_> {
    /// Begins another edition in place of the loaded one.
    pub fn begin(&mut self, number: u32, event: ReportEvent) -> Result<(), Refusal> {
        self.edition = Edition { number, ..unbegun(ReportId(new_id()), self.organ.id, self.edition.year) };
        self.history.clear();
        self.new.clear();
        self.record(self.moment.today, event)
    }
}
