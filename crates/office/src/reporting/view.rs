//! What the desk sees of a report: the list of years, and one edition with its checks and the cases behind each figure.

use super::acting::{before, first_out, is_a_year, unbegun};
use super::assembling::{Material, findings};
use super::counted::{CountedCase, YearCount, count_year, in_cell, is_ours, kept};
use super::late::{LateEntry, late_entries};
use super::published::{EditionNote, notes, parse};
use crate::accounts::SignedIn;
use crate::settings::OrganSettings;
use crate::{Office, Refusal};
use gongkai_rules::editions::{Edition, Stage};
use gongkai_rules::events::Recorded;
use gongkai_rules::events::report::ReportEvent;
use gongkai_rules::ids::{OrganId, PersonId, ReportId, RequestId};
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::{Cell, Finding, Narrative, PublicationTable, Report};
use gongkai_storage::database::Tx;
use gongkai_storage::reports::{self, ReportLine, StoredReport};
use gongkai_storage::{events, organs, people, requests};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The report of the year before.
#[derive(Debug, Clone)]
pub struct Before {
    /// What it says.
    pub report: Report,
    /// Which edition is in force.
    pub edition: u32,
    /// Whether it was published before Gongkai and imported.
    pub imported: bool,
}

/// An edition as the desk sees it.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// Whose.
    pub organ: Organ,
    /// The year reported on.
    pub year: i16,
    /// Today.
    pub today: Date,
    /// The edition shown; its version is 0 where nobody has begun.
    pub edition: Edition,
    /// Published editions of the year, the newest first.
    pub published: Vec<EditionNote>,
    /// Number of the latest edition, draft or not.
    pub latest: u32,
    /// What it says: as published, or as it stands now.
    pub report: Report,
    /// What the checks say.
    pub findings: Vec<Finding>,
    /// The report of the year before in force.
    pub before: Option<Before>,
    /// The cases with what the report counts of them.
    pub cases: Vec<CountedCase>,
    /// The text offered for the figures as they now stand.
    pub offered: Narrative,
    /// What was recorded too late for the edition in force.
    pub late: Vec<LateEntry>,
    /// Everything recorded of the edition, oldest first.
    pub history: Vec<Recorded<ReportEvent>>,
    /// Names of the organ's people.
    pub people: BTreeMap<PersonId, String>,
}

/// A year in the list.
#[derive(Debug, Clone)]
pub struct ReportYear {
    /// The year.
    pub year: i16,
    /// Its editions, the newest first; none where nobody has begun.
    pub editions: Vec<ReportLine>,
}

/// A report as the command line writes it.
#[derive(Debug, Clone)]
pub struct ReportNow {
    /// What it says, with the findings of the checks.
    pub report: Report,
    /// Whether it is a draft.
    pub draft: bool,
}

impl Office {
    /// The years of the organ's reports: every year in which something was recorded, last year and this one.
    ///
    /// # Errors
    /// [`Refusal::Denied`].
    pub async fn report_years(&self, who: &SignedIn) -> Result<Vec<ReportYear>, Refusal> {
        self.allow(who, Action::ViewReport, &who.organ, ("organ", Some(who.organ.id.0))).await?;
        let this_year = self.clock().today().year();
        let mut tx = self.read().await?;
        let mut years: BTreeMap<i16, Vec<ReportLine>> = BTreeMap::new();
        for line in reports::of_organ(&mut tx, who.organ.id).await? {
            years.entry(line.year).or_default().push(line);
        }
        for year in [this_year - 1, this_year] {
            years.entry(year).or_default();
        }
        if let Some(first) = requests::first_year(&mut tx, who.organ.id).await? {
            for year in first.max(this_year - 15)..this_year {
                years.entry(year).or_default();
            }
        }
        Ok(years.into_iter().rev().map(|(year, editions)| ReportYear { year, editions }).collect())
    }

    /// A report at the desk: the latest edition, or the one asked for.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such year or edition.
    pub async fn report_view(
        &self,
        who: &SignedIn,
        year: i16,
        edition: Option<u32>,
        answers: &[String],
    ) -> Result<ReportView, Refusal> {
        self.allow(who, Action::ViewReport, &who.organ, ("organ", Some(who.organ.id.0))).await?;
        self.report_of(who.organ.clone(), year, edition, answers).await
    }

    /// A report as it stands: the edition in force, else the draft.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where the year lies in the future.
    pub async fn report_now(&self, organ: Organ, year: i16) -> Result<ReportNow, Refusal> {
        let mut tx = self.read().await?;
        let in_force = reports::in_force(&mut tx, organ.id, year).await?;
        let wanted = in_force.map(|stored| stored.edition.number);
        drop(tx);
        let view = self.report_of(organ, year, wanted, &[]).await?;
        let draft = !view.edition.stage.is_frozen();
        Ok(ReportNow { report: Report { findings: view.findings, ..view.report }, draft })
    }

    async fn report_of(
        &self,
        organ: Organ,
        year: i16,
        edition: Option<u32>,
        answers: &[String],
    ) -> Result<ReportView, Refusal> {
        let moment = self.moment();
        if !is_a_year(year, moment.today) {
            return Err(Refusal::NotFound);
        }
        let mut tx = self.read().await?;
        let (settings, _): (OrganSettings, i64) = organs::settings(&mut tx, organ.id).await?;
        let all = reports::of_year(&mut tx, organ.id, year).await?;
        let latest = all.last().map_or(1, |stored| stored.edition.number);
        let shown = match edition {
            Some(number) => Some(all.iter().find(|stored| stored.edition.number == number).ok_or(Refusal::NotFound)?),
            None => all.last(),
        };
        let before = before(&mut tx, organ.id, year).await?;
        let count = count_year(&mut tx, organ.id, year).await?;
        let material = Material {
            organ: &organ,
            settings: &settings,
            count: &count,
            before: before.as_ref().map(|(report, _)| report),
            moment: &moment,
            year,
        };
        let edition =
            shown.map_or_else(|| unbegun(ReportId(Uuid::nil()), organ.id, year), |stored| stored.edition.clone());
        let figures = edition.figures.as_ref().map(|figures| figures.table.clone());
        let offered = material.offered(figures.as_ref().or(Some(&PublicationTable::default())), answers);
        let (report, cases) = match shown {
            Some(stored) if edition.stage.is_frozen() => (parse(stored)?, frozen_cases(&mut tx, stored, count).await?),
            _ => (material.report(&edition, &offered), count.cases),
        };
        let told = before.as_ref().map(|(report, _)| report);
        let findings = findings(&report, told, moment.today, first_out(&all).or(report.published));
        let late = late_of(&mut tx, &all, organ.id, year).await?;
        let people = people::of_organ(&mut tx, organ.id).await?;
        let history = events::of_stream(&mut tx, edition.id.0).await?;
        Ok(ReportView {
            year,
            today: moment.today,
            published: notes(&all)?,
            latest,
            report,
            findings,
            before: before.map(|(report, stored)| Before {
                report,
                edition: stored.edition.number,
                imported: !is_ours(&stored),
            }),
            cases,
            offered,
            late,
            history,
            people: people.into_iter().map(|person| (person.id, person.name)).collect(),
            edition,
            organ,
        })
    }
}

/// The cases behind a figure of an edition, each once, in the order of their numbers; of the latest where none is named.
pub(crate) async fn behind(
    tx: &mut Tx,
    (organ, year, edition): (OrganId, i16, Option<u32>),
    cell: Cell,
) -> Result<Vec<RequestId>, Refusal> {
    let all = reports::of_year(tx, organ, year).await?;
    let shown = match edition {
        // The number of an edition nobody has begun is 1.
        Some(number) if !all.is_empty() => {
            Some(all.iter().find(|stored| stored.edition.number == number).ok_or(Refusal::NotFound)?)
        }
        _ => all.last(),
    };
    let count = count_year(tx, organ, year).await?;
    let cases = match shown {
        Some(stored) if stored.edition.stage.is_frozen() => frozen_cases(tx, stored, count).await?,
        _ => count.cases,
    };
    let mut ids: Vec<RequestId> = in_cell(&cases, cell, year).into_iter().map(|case| case.request.id).collect();
    ids.dedup();
    Ok(ids)
}

/// The cases of a frozen edition with what it counted of them; an imported one has none.
async fn frozen_cases(tx: &mut Tx, stored: &StoredReport, count: YearCount) -> Result<Vec<CountedCase>, Refusal> {
    if matches!(stored.edition.stage, Stage::Imported { .. }) {
        return Ok(Vec::new());
    }
    let mut kept = kept(tx, stored.edition.id).await?;
    let case = |case: CountedCase| {
        let (_, facts) = kept.remove(&case.request.id)?;
        Some(CountedCase { facts, ..case })
    };
    Ok(count.cases.into_iter().filter_map(case).collect())
}

/// What was recorded too late for the edition in force.
async fn late_of(tx: &mut Tx, all: &[StoredReport], organ: OrganId, year: i16) -> Result<Vec<LateEntry>, Refusal> {
    match all.iter().rfind(|stored| is_ours(stored)) {
        Some(stored) => Ok(late_entries(tx, stored.edition.id, organ, year).await?),
        None => Ok(Vec::new()),
    }
}
