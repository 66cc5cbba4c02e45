//! The annual reports of an organ: drafted, reviewed by another person, published in time, some of them corrected.

use super::chance::Chance;
use super::district::Staffed;
use super::words;
use crate::reporting::ReportAct;
use crate::reporting::acting::load;
use crate::{Office, Refusal};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::organs::Level;
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::exchange::SectionId;
use gongkai_rules::reporting::{DocumentCounts, Narrative, PublicationTable, Section};
use gongkai_storage::database::Tx;
use gongkai_storage::organs;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// What is done with a report.
#[derive(Debug, Clone)]
pub enum Step {
    /// 本年没有发生.
    Nothing,
    /// Table two is entered.
    Figures(PublicationTable),
    /// The text offered is worked over and kept.
    Text,
    /// To the reviewer.
    Send,
    /// Back, with words.
    Return,
    /// Another person consents.
    Approve,
    /// Out.
    Publish,
    /// A correction begins.
    Correct,
}

/// An act on the report of a year, on its day.
#[derive(Debug, Clone)]
pub struct ReportScene {
    /// The day.
    pub on: Date,
    /// The year reported on.
    pub year: i16,
    /// What is done.
    pub step: Step,
    /// Chance for the figures in the text: the same for every edition of the year.
    pub seed: u64,
}

/// Table two of an organ for each year.
pub type Figures = BTreeMap<i16, PublicationTable>;

/// The office of the sub-district where nothing ever happens.
pub const QUIET: &str = "ST";

/// Table two of every organ and year. The government's is the sum of all, as its report covers them (第四十九条第二款).
pub fn figures(district: &[Staffed], years: &[i16], seed: u64) -> Vec<Figures> {
    let mut all: Vec<Figures> = Vec::new();
    for (place, staffed) in district.iter().enumerate() {
        let mut chance = Chance::new(seed.wrapping_add(1_000_003 * (place as u64 + 1)));
        all.push(own_figures(staffed, years, &mut chance));
    }
    let sums: Figures = years.iter().map(|year| (*year, sum(all.iter().filter_map(|one| one.get(year))))).collect();
    let of_government = |(staffed, own): (&Staffed, Figures)| {
        if staffed.organ.level == Level::County { sums.clone() } else { own }
    };
    district.iter().zip(all).map(of_government).collect()
}

fn own_figures(staffed: &Staffed, years: &[i16], chance: &mut Chance) -> Figures {
    let organ = &staffed.organ;
    let (documents, decisions, fee) = match organ.code.as_str() {
        QUIET => (0, 0, 0),
        "LJ" => (26, 0, 0),
        "ZJ" => (7, 160, 386),
        "ZR" => (5, 120, 74),
        "WJK" => (3, 150, 0),
        "MZ" => (4, 40, 12),
        "JY" => (5, 30, 0),
        "CZ" => (6, 12, 0),
        _ => (0, 24, 0),
    };
    let mut in_force = documents;
    let year = |year: &i16| {
        let (issued, repealed) =
            if documents == 0 { (0, 0) } else { (chance.between(0, 1 + documents / 8), chance.between(0, 1)) };
        in_force += issued;
        in_force -= repealed;
        let some = |chance: &mut Chance, about: u64| if about == 0 { 0 } else { chance.between(about / 2, about * 2) };
        let yuan = if fee == 0 { 0 } else { fee * 10_000 + chance.below(9_000) };
        let table = PublicationTable {
            government_rules: counts(0, 0, 0),
            normative_documents: counts(issued, repealed, in_force),
            administrative_permits: Some(some(chance, decisions)),
            administrative_penalties: Some(some(chance, decisions / 2)),
            coercive_measures: Some(some(chance, decisions / 12)),
            administrative_fees: wan(yuan),
        };
        (*year, table)
    };
    years.iter().map(year).collect()
}

fn counts(issued: u64, repealed: u64, in_force: u64) -> DocumentCounts {
    DocumentCounts { issued_count: Some(issued), repealed_count: Some(repealed), in_force_count: Some(in_force) }
}

/// 元 as 万元.
fn wan(yuan: u64) -> Option<gongkai_rules::reporting::WanYuan> {
    let text = if yuan == 0 { "0".to_owned() } else { format!("{}.{:04}", yuan / 10_000, yuan % 10_000) };
    text.parse().ok()
}

fn sum<'a>(tables: impl Iterator<Item = &'a PublicationTable>) -> PublicationTable {
    let mut all = PublicationTable::zero();
    let mut yuan = 0;
    let add = |into: &mut Option<u64>, more: Option<u64>| *into = Some(into.unwrap_or(0) + more.unwrap_or(0));
    for table in tables {
        let (into, more) = (&mut all.normative_documents, &table.normative_documents);
        add(&mut into.issued_count, more.issued_count);
        add(&mut into.repealed_count, more.repealed_count);
        add(&mut into.in_force_count, more.in_force_count);
        add(&mut all.administrative_permits, table.administrative_permits);
        add(&mut all.administrative_penalties, table.administrative_penalties);
        add(&mut all.coercive_measures, table.coercive_measures);
        yuan += table.administrative_fees.as_ref().map_or(0, |fee| fee.scaled() / 10_000);
    }
    all.administrative_fees = wan(u64::try_from(yuan).unwrap_or_default());
    all
}

/// Everything done with the reports of an organ: `place` is its place in the district, so that not all publish on one
/// day.
pub fn scenes(
    staffed: &Staffed,
    place: usize,
    figures: &Figures,
    until: Date,
    calendar: &Calendar,
) -> Vec<ReportScene> {
    let government = staffed.organ.level == Level::County;
    let turn = i8::try_from(place % 5).unwrap_or(0);
    let mut scenes = Vec::new();
    for (year, table) in figures {
        let begun = if government { date(year + 1, 3, 4) } else { date(year + 1, 1, 6 + turn) };
        let mut writer = Writer { scenes: &mut scenes, calendar, year: *year, seed: (place as u64) << 16, day: begun };
        let nothing = staffed.organ.code == QUIET;
        writer.on(0, if nothing { Step::Nothing } else { Step::Figures(table.clone()) });
        writer.on(1, Step::Text);
        writer.on(0, Step::Send);
        if place % 4 == 1 {
            writer.on(1, Step::Return);
            writer.on(1, Step::Text);
            writer.on(0, Step::Send);
        }
        writer.on(1, Step::Approve);
        writer.on(1, Step::Publish);
    }
    corrections(staffed, place, until.year() - 1, calendar, &mut scenes);
    scenes
}

/// What comes after: a correction that is out, one that is being drafted. The entries behind them are among the cases.
fn corrections(staffed: &Staffed, place: usize, year: i16, calendar: &Calendar, scenes: &mut Vec<ReportScene>) {
    let seed = (place as u64) << 16;
    match staffed.organ.code.as_str() {
        CORRECTED => {
            let mut writer = Writer { scenes, calendar, year, seed, day: date(year + 1, 5, 20) };
            for (after, step) in
                [(0, Step::Correct), (1, Step::Text), (0, Step::Send), (1, Step::Approve), (1, Step::Publish)]
            {
                writer.on(after, step);
            }
        }
        CORRECTING => {
            Writer { scenes, calendar, year, seed, day: date(year + 1, 11, 16) }.on(0, Step::Correct);
        }
        _ => {}
    }
}

/// The organ whose last report was corrected.
pub const CORRECTED: &str = "QSQ";
/// The organ that is drafting a correction.
pub const CORRECTING: &str = "LL";
/// The organ with an entry after publication that nobody has answered yet.
pub const ENTERED_LATE: &str = "DH";

struct Writer<'a> {
    scenes: &'a mut Vec<ReportScene>,
    calendar: &'a Calendar,
    year: i16,
    seed: u64,
    day: Date,
}

impl Writer<'_> {
    fn on(&mut self, after: u32, step: Step) {
        self.day = match after {
            0 => self.calendar.next_working_day_on_or_after(self.day).date,
            after => self.calendar.nth_working_day_after(self.day, after).date,
        };
        let (on, year) = (self.day, self.year);
        self.scenes.push(ReportScene { on, year, step, seed: self.seed ^ year.unsigned_abs() as u64 });
    }
}

/// Does it.
///
/// # Errors
/// As the real act.
pub async fn act(tx: &mut Tx, office: &Office, staff: &Staffed, scene: &ReportScene) -> Result<(), Refusal> {
    let of = (staff.organ.id, scene.year);
    let clerk = staff.actor(&staff.clerk);
    let reviewer = staff.actor(&staff.reviewer);
    let (actor, act): (Actor, ReportAct) = match &scene.step {
        Step::Nothing => (clerk, ReportAct::NothingHappened),
        Step::Figures(table) => {
            let source = words::source(&staff.clerk.name, staff.organ.level, scene.year);
            (clerk, ReportAct::EnterTable(table.clone(), source))
        }
        Step::Text => (clerk, ReportAct::WriteText(text(tx, office, staff, scene).await?)),
        Step::Send => (clerk, ReportAct::Send),
        Step::Return => (reviewer, ReportAct::Return("第五部分的改进措施请再具体一些，写明由谁负责".into())),
        Step::Approve => (reviewer, ReportAct::Approve),
        Step::Publish => (staff.actor(staff.signatory()), ReportAct::Publish),
        Step::Correct => (clerk, ReportAct::Correct(words::CORRECTION.into())),
    };
    office.act_on_report_in(tx, &actor, of, act).await.map(|_| ())
}

/// The text offered, with answers to last year's problems and what only the organ itself can tell.
async fn text(tx: &mut Tx, office: &Office, staff: &Staffed, scene: &ReportScene) -> Result<Vec<Section>, Refusal> {
    let organ = organs::find(tx, staff.organ.id).await?.ok_or(Refusal::NotFound)?;
    let level = organ.level;
    let mut working = load(tx, office.moment(), organ, scene.year, &Actor::System).await?;
    let asked = working.stands(None).await?.offered.to_answer;
    let answers: Vec<String> = asked.iter().map(|problem| words::answer(problem).to_owned()).collect();
    let Narrative { sections, .. } = working.stands_answering(&answers, None).await?.offered;
    if staff.organ.code == QUIET {
        return Ok(sections);
    }
    let mut chance = Chance::new(scene.seed);
    let told = words::told(level, &mut chance);
    let more = |section: Section| {
        let own: &str = match section.id {
            SectionId::OverviewProactive => &told.proactive,
            SectionId::OverviewManagement => &told.management,
            SectionId::OverviewPlatform => &told.platform,
            SectionId::OverviewSupervision => &told.supervision,
            SectionId::PublicationTable => told.publication_note,
            SectionId::RequestsTable => told.requests_note,
            _ => "",
        };
        // A text without figures is offered again a year later, what was added to it included.
        let own = if section.text.contains(own) { "" } else { own };
        Section { text: format!("{}{own}", section.text), ..section }
    };
    Ok(sections.into_iter().map(more).collect())
}
