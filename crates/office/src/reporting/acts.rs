//! What people do with a report, and what each act makes of the edition.

use super::acting::{Working, report_act_in};
use super::assembling::{blocking, tidy};
use super::counted::keep;
use crate::acting::act_on_in;
use crate::{Office, Once, Problem, Refusal};
use gongkai_rules::editions::{Edition, ReportCommand, ReportRefused, Stage};
use gongkai_rules::events::report::{EnteredFigures, ReportEvent};
use gongkai_rules::ids::OrganId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::exchange::{Origin, Status, Value};
use gongkai_rules::reporting::{Figure, PublicationTable, Report, Section};
use gongkai_storage::database::Tx;
use gongkai_storage::people;

/// Longest source, comment or reason, in characters.
const WORDS_AT_MOST: usize = 500;
/// Longest text of one section, in characters.
const SECTION_AT_MOST: usize = 20_000;

/// Table two as typed: a figure and its text; an empty text leaves it blank.
pub type TypedFigures = Vec<(Figure, String)>;

/// What somebody does with a report (条例第四十九条、第五十条).
#[derive(Debug, Clone)]
pub enum ReportAct {
    /// Enter table two as typed, with its source. A figure left empty stays empty, and is not 0.
    EnterFigures(TypedFigures, String),
    /// Enter table two from a file, with its source.
    EnterTable(PublicationTable, String),
    /// 本年没有发生: one act enters the zeros of table two with their source and takes the text offered.
    NothingHappened,
    /// Write the text of the sections.
    WriteText(Vec<Section>),
    /// Lay the report before the reviewer, exactly as it stands.
    Send,
    /// Approve it; never by somebody who wrote in it.
    Approve,
    /// Return it with words.
    Return(String),
    /// Publish and freeze it, with what it counted of every case.
    Publish,
    /// Begin a correction of the published edition: a further edition with its reason.
    Correct(String),
}

impl ReportAct {
    /// The permission it needs.
    pub fn action(&self) -> Action {
        match self {
            ReportAct::Approve | ReportAct::Return(_) => Action::ReviewReport,
            ReportAct::Publish => Action::PublishReport,
            _ => Action::DraftReport,
        }
    }

    /// What the audit row tells of it.
    fn told(&self) -> &'static str {
        match self {
            ReportAct::EnterFigures(..) | ReportAct::EnterTable(..) => "填写表二",
            ReportAct::NothingHappened => "本年没有发生",
            ReportAct::WriteText(_) => "修改文字",
            ReportAct::Send => "送审",
            ReportAct::Approve => "审核同意",
            ReportAct::Return(_) => "退回修改",
            ReportAct::Publish => "公布",
            ReportAct::Correct(_) => "起草更正版",
        }
    }

    /// Does it to the edition, inside the transaction of the act.
    pub(super) async fn perform(self, working: &mut Working<'_>) -> Result<(), Refusal> {
        working.detail = self.told().to_owned();
        match self {
            ReportAct::EnterFigures(typed, source) => enter(working, table_of(&typed)?, source),
            ReportAct::EnterTable(table, source) => enter(working, table, source),
            ReportAct::NothingHappened => nothing(working).await,
            ReportAct::WriteText(sections) => {
                not_too_long(&sections)?;
                working.decide(ReportCommand::WriteText(tidy(sections)))
            }
            ReportAct::Send => send(working).await,
            ReportAct::Approve => {
                let stands = working.stands(None).await?;
                working.decide(ReportCommand::Approve { errors: blocking(&stands.findings), hash: stands.hash })
            }
            ReportAct::Return(comment) => {
                let comment = words("comment", comment)?;
                working.decide(ReportCommand::Return { comment })
            }
            ReportAct::Publish => publish(working).await,
            ReportAct::Correct(reason) => correct(working, words("reason", reason)?),
        }
    }
}

impl Office {
    /// Does an act on the latest edition of a year's report, beginning the first where there is none. `seen` is the
    /// version the person had before them.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with the figure that is none or the rule that stands against it (errors of the checks, a
    /// year not over, changed since it was approved), [`Refusal::Denied`] for a drafter who would approve.
    pub async fn act_on_report(
        &self,
        actor: &Actor,
        (organ, year): (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
        act: ReportAct,
    ) -> Result<Edition, Refusal> {
        let doer = actor.clone();
        let action = act.action();
        self.act_on(actor, action, organ, once, move |tx, moment, organ| {
            Box::pin(report_act_in(tx, moment, organ, year, doer, seen, act))
        })
        .await
    }

    /// As [`Office::act_on_report`], inside a transaction that holds more than this act.
    pub(crate) async fn act_on_report_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (organ, year): (OrganId, i16),
        act: ReportAct,
    ) -> Result<Edition, Refusal> {
        let doer = actor.clone();
        let action = act.action();
        act_on_in(tx, self, actor, action, organ, None, move |tx, moment, organ| {
            Box::pin(report_act_in(tx, moment, organ, year, doer, None, act))
        })
        .await
    }
}

/// A table from what was typed.
fn table_of(typed: &TypedFigures) -> Result<PublicationTable, Refusal> {
    let mut table = PublicationTable::default();
    let mut problems = Vec::new();
    for (figure, text) in typed {
        if let Err(error) = table.enter(*figure, text) {
            problems.push((format!("figure.{}", figure.id()), Problem::Said(error.to_string())));
        }
    }
    if problems.is_empty() { Ok(table) } else { Err(Refusal::Invalid(problems)) }
}

fn words(field: &str, text: String) -> Result<String, Refusal> {
    let text = text.trim().to_owned();
    if text.chars().count() > WORDS_AT_MOST {
        return Err(Refusal::field(field, Problem::TooLong(WORDS_AT_MOST)));
    }
    Ok(text)
}

fn not_too_long(sections: &[Section]) -> Result<(), Refusal> {
    let long = |section: &&Section| section.text.chars().count() > SECTION_AT_MOST;
    let problems: Vec<_> = sections
        .iter()
        .filter(long)
        .map(|section| (format!("text.{}", section.id.id()), Problem::TooLong(SECTION_AT_MOST)))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}

fn enter(working: &mut Working<'_>, table: PublicationTable, source: String) -> Result<(), Refusal> {
    let source = words("source", source)?;
    working.decide(ReportCommand::EnterFigures(EnteredFigures { table, source }))
}

async fn nothing(working: &mut Working<'_>) -> Result<(), Refusal> {
    let name = match working.by {
        Some(id) => people::find(working.tx, id).await?.map(|person| person.name),
        None => None,
    };
    let today = working.moment.today;
    let day = format!("{}年{}月{}日", today.year(), today.month(), today.day());
    let who = name.unwrap_or_else(|| "本机关".to_owned());
    let source = format!("{who}于{day}核对后确认：{}年度本机关没有发生。", working.edition.year);
    let figures = EnteredFigures { table: PublicationTable::zero(), source };
    working.edition.figures = Some(figures.clone());
    let text = working.stands(None).await?.offered.sections;
    working.decide(ReportCommand::NothingHappened { figures, text })
}

async fn send(working: &mut Working<'_>) -> Result<(), Refusal> {
    if working.edition.figures.is_none() {
        let said = "表二还没有填写。没有发生的，点“本年没有发生”";
        return Err(Refusal::field("", Problem::Said(said.into())));
    }
    let stands = working.stands(None).await?;
    let errors = blocking(&stands.findings);
    working.decide(ReportCommand::Send { hash: stands.hash, offered: stands.offered.sections, errors })
}

async fn publish(working: &mut Working<'_>) -> Result<(), Refusal> {
    let today = working.moment.today;
    let stands = working.stands(Some(today)).await?;
    let follows = stands.count.follows;
    let errors = blocking(&stands.findings);
    working.decide(ReportCommand::Publish { hash: stands.hash, errors, follows })?;
    let edition = &working.edition;
    let version = Some(Value::Number(i64::from(edition.number)));
    let report = Report {
        published: Some(today),
        gongkai: Some(Origin { status: Some(Status::Published), version }),
        ..stands.report
    };
    working.frozen = Some(report);
    // The row must be there before what refers to it: an edition is never published in the act that begins it.
    keep(working.tx, working.edition.id, &stands.count.cases).await?;
    Ok(())
}

fn correct(working: &mut Working<'_>, reason: String) -> Result<(), Refusal> {
    let before = working.edition.clone();
    match before.stage {
        Stage::Published { .. } => {}
        Stage::Imported { .. } => return Err(ReportRefused::ImportedYear.into()),
        _ if before.number > 1 => return Err(ReportRefused::CorrectionOpen.into()),
        _ => return Err(ReportRefused::NothingToCorrect.into()),
    }
    if reason.is_empty() {
        return Err(ReportRefused::NoReason.into());
    }
    working.begin(
        before.number + 1,
        ReportEvent::Opened {
            year: before.year,
            edition: before.number + 1,
            corrects: Some(before.id),
            reason,
            figures: before.figures,
            text: before.text,
        },
    )
}
