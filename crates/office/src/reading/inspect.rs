//! What an inspector sees of the organs below: figures, and the lists behind them, without anything personal
//! (条例第四十七条).

use crate::accounts::SignedIn;
use crate::{Office, Refusal};
use gongkai_rules::deadlines::Clock;
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::{Action, Subject, may};
use gongkai_rules::requests::{NextAct, Now, Request};
use gongkai_storage::organs;
use gongkai_storage::requests::{self, ReportState};
use jiff::civil::Date;

pub use gongkai_storage::requests::Inspected;

/// One organ as the inspector sees it.
#[derive(Debug, Clone)]
pub struct InspectedOrgan {
    /// The organ.
    pub organ: Organ,
    /// How deep it lies below the inspector's own: 0 is one's own.
    pub depth: usize,
    /// Open cases.
    pub open: u64,
    /// Open cases past their due date.
    pub late: u64,
    /// Cases unconfirmed for over one working day.
    pub unconfirmed: u64,
    /// Its report of the year that is out, in the edition in force.
    pub published: Option<ReportState>,
    /// The day on which the year's report was first out: a correction makes nobody late.
    pub first_out: Option<Date>,
    /// The edition being worked on, the first or a correction.
    pub draft: Option<ReportState>,
}

/// The inspector's page.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Every organ, parents before children.
    pub organs: Vec<InspectedOrgan>,
    /// The year whose reports are due this year.
    pub year: i16,
    /// Today.
    pub today: Date,
}

/// A case as the inspector sees it: no applicant, no way into it.
#[derive(Debug, Clone)]
pub struct InspectedCase {
    /// The case.
    pub request: Request,
    /// Its clock today.
    pub clock: Clock,
    /// Working days to the date by which the line is coloured.
    pub safe_left: Option<i64>,
    /// What comes next.
    pub next: NextAct,
}

/// A page of the list behind a figure.
#[derive(Debug, Clone)]
pub struct InspectedList {
    /// The organ.
    pub organ: Organ,
    /// Its cases.
    pub cases: Vec<InspectedCase>,
    /// As many as the figure says.
    pub total: u64,
    /// Which page this is.
    pub page: u64,
    /// Today.
    pub today: Date,
}

impl Office {
    /// The organs at and below the inspector's own with their figures.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever is no inspector.
    pub async fn inspect(&self, who: &SignedIn) -> Result<Overview, Refusal> {
        let actor = who.actor();
        self.allow(who, Action::Inspect, &who.organ, ("organ", Some(who.organ.id.0))).await?;
        let today = self.clock().today();
        let year = today.year() - 1;
        let before = super::over_one_working_day(&self.calendar(), today);
        let mut tx = self.read().await?;
        let tallies = requests::overview(&mut tx, &who.organ, today, before).await?;
        let reports = requests::report_states(&mut tx, year).await?;
        let number = |count: i64| u64::try_from(count).unwrap_or_default();
        let mut seen = Vec::new();
        for organ in organs::all(&mut tx).await? {
            let subject = Subject { organ_path: &organ.path, ..Subject::default() };
            let Some(tally) = tallies.iter().find(|tally| tally.organ_id == organ.id.0) else { continue };
            if may(&actor, Action::Inspect, subject).is_err() {
                continue;
            }
            let own: Vec<&ReportState> = reports.iter().filter(|one| one.organ == organ.id).collect();
            let is_out = |one: &&&ReportState| matches!(one.state.as_str(), "published" | "imported");
            seen.push(InspectedOrgan {
                depth: organ.path.len().saturating_sub(who.organ.path.len()),
                open: number(tally.open),
                late: number(tally.late),
                unconfirmed: number(tally.unconfirmed),
                published: own.iter().rfind(is_out).map(|&one| one.clone()),
                first_out: own.iter().find(is_out).and_then(|one| one.published_on),
                draft: own.iter().rfind(|one| !is_out(one)).map(|&one| one.clone()),
                organ,
            });
        }
        Ok(Overview { organs: seen, year, today })
    }

    /// The list behind a figure of an organ, by its code.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where the organ is not at or below the inspector's own.
    pub async fn inspect_list(
        &self,
        who: &SignedIn,
        code: &str,
        which: Inspected,
        page: u64,
    ) -> Result<InspectedList, Refusal> {
        self.allow(who, Action::Inspect, &who.organ, ("organ", Some(who.organ.id.0))).await?;
        let (today, calendar) = (self.clock().today(), self.calendar());
        let before = super::over_one_working_day(&calendar, today);
        let mut tx = self.read().await?;
        let organ = organs::by_code(&mut tx, code).await?.ok_or(Refusal::NotFound)?;
        self.allow(who, Action::Inspect, &organ, ("organ", Some(organ.id.0))).await?;
        let tallies = requests::overview(&mut tx, &organ, today, before).await?;
        let tally = tallies.iter().find(|tally| tally.organ_id == organ.id.0);
        let total = tally.map_or(0, |tally| match which {
            Inspected::Open => tally.open,
            Inspected::Late => tally.late,
            Inspected::Unconfirmed => tally.unconfirmed,
        });
        let total = u64::try_from(total).unwrap_or_default();
        let per_page = super::worklist::PER_PAGE;
        let page = page.clamp(1, total.div_ceil(per_page).max(1));
        let window = (i64::try_from(per_page).unwrap_or(50), i64::try_from((page - 1) * per_page).unwrap_or(i64::MAX));
        let cases = requests::inspected(&mut tx, organ.id, which, (today, before), window).await?;
        let now = Now { today, calendar: &calendar };
        let case = |request: Request| {
            let clock = request.clock(now);
            InspectedCase {
                safe_left: super::worklist::safe_left(&clock, now),
                clock,
                next: request.next_act(now),
                request,
            }
        };
        Ok(InspectedList { organ, cases: cases.into_iter().map(case).collect(), total, page, today })
    }
}
