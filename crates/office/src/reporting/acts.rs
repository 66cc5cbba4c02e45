//! What people do with a report, one function an act.

use super::acting::{ReportWork, Working};
use super::assembling::{blocking, tidy};
use super::counted::keep;
use crate::{Office, Once, Problem, Refusal};
use gongkai_rules::editions::{Edition, ReportCommand, ReportRefused, Stage};
use gongkai_rules::events::report::{EnteredFigures, ReportEvent};
use gongkai_rules::ids::{OrganId, PersonId};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::exchange::{Origin, Status, Value};
use gongkai_rules::reporting::{Figure, PublicationTable, Report, Section};
use gongkai_storage::people;

/// Longest source, comment or reason, in characters.
const WORDS_AT_MOST: usize = 500;
/// Longest text of one section, in characters.
const SECTION_AT_MOST: usize = 20_000;

/// Table two as typed: a figure and its text; an empty text leaves it blank.
pub type TypedFigures = Vec<(Figure, String)>;

impl Office {
    /// Enters table two with its source. A figure left empty stays empty, and is not 0.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] names each figure that is none.
    pub async fn enter_figures(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
        typed: TypedFigures,
        source: String,
    ) -> Result<Edition, Refusal> {
        let table = table_of(&typed)?;
        self.enter_table(actor, of, seen, once, table, source).await
    }

    /// As [`Office::enter_figures`], from a table.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn enter_table(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
        table: PublicationTable,
        source: String,
    ) -> Result<Edition, Refusal> {
        let source = words("source", source)?;
        let work = move |working: &mut Working<'_>| {
            working.detail = "填写表二".to_owned();
            working.decide(ReportCommand::EnterFigures(EnteredFigures { table, source }))
        };
        self.act_on_report(actor, Action::DraftReport, of, seen, once, Box::new(|w| Box::pin(async move { work(w) })))
            .await
    }

    /// 本年没有发生: one act enters the zeros of table two with their source and takes the text offered.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn nothing_happened(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
    ) -> Result<Edition, Refusal> {
        let by = actor.person();
        let work: ReportWork = Box::new(move |working| Box::pin(nothing(working, by)));
        self.act_on_report(actor, Action::DraftReport, of, seen, once, work).await
    }

    /// Writes the text. `answers` to last year's problems are worked into section five, if there are any.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn write_text(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
        sections: Vec<Section>,
    ) -> Result<Edition, Refusal> {
        let long = |section: &&Section| section.text.chars().count() > SECTION_AT_MOST;
        let problems: Vec<_> = sections
            .iter()
            .filter(long)
            .map(|section| (format!("text.{}", section.id.id()), Problem::TooLong(SECTION_AT_MOST)))
            .collect();
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let work = move |working: &mut Working<'_>| {
            working.detail = "修改文字".to_owned();
            working.decide(ReportCommand::WriteText(tidy(sections)))
        };
        self.act_on_report(actor, Action::DraftReport, of, seen, once, Box::new(|w| Box::pin(async move { work(w) })))
            .await
    }

    /// Lays the report before the reviewer, exactly as it stands.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what stands against it: errors of the checks, a year not over.
    pub async fn send_report(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
    ) -> Result<Edition, Refusal> {
        let work: ReportWork = Box::new(|working| {
            Box::pin(async move {
                if working.edition.figures.is_none() {
                    return Err(Refusal::field(
                        "",
                        Problem::Said("表二还没有填写。没有发生的，点“本年没有发生”".into()),
                    ));
                }
                let stands = working.stands(None).await?;
                let errors = blocking(&stands.findings);
                working.detail = "送审".to_owned();
                working.decide(ReportCommand::Send { hash: stands.hash, offered: stands.offered.sections, errors })
            })
        });
        self.act_on_report(actor, Action::DraftReport, of, seen, once, work).await
    }

    /// Approves the report; never by somebody who wrote in it.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for a drafter, [`Refusal::Invalid`] with the rule.
    pub async fn approve_report(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
    ) -> Result<Edition, Refusal> {
        let work: ReportWork = Box::new(|working| {
            Box::pin(async move {
                let stands = working.stands(None).await?;
                working.detail = "审核同意".to_owned();
                working.decide(ReportCommand::Approve { errors: blocking(&stands.findings), hash: stands.hash })
            })
        });
        self.act_on_report(actor, Action::ReviewReport, of, seen, once, work).await
    }

    /// Returns the report with words.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with the rule.
    pub async fn return_report(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
        comment: String,
    ) -> Result<Edition, Refusal> {
        let comment = words("comment", comment)?;
        let work = move |working: &mut Working<'_>| {
            working.detail = "退回修改".to_owned();
            working.decide(ReportCommand::Return { comment })
        };
        self.act_on_report(actor, Action::ReviewReport, of, seen, once, Box::new(|w| Box::pin(async move { work(w) })))
            .await
    }

    /// Publishes the report and freezes it, with what it counted of every case.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with the rule: not approved, changed since, errors that must be mended.
    pub async fn publish_report(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        seen: Option<u32>,
        once: Option<Once>,
    ) -> Result<Edition, Refusal> {
        let work: ReportWork = Box::new(|working| Box::pin(publish(working)));
        self.act_on_report(actor, Action::PublishReport, of, seen, once, work).await
    }

    /// Begins a correction of the published edition: a further edition with its reason.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with the rule.
    pub async fn correct_report(
        &self,
        actor: &Actor,
        of: (OrganId, i16),
        once: Option<Once>,
        reason: String,
    ) -> Result<Edition, Refusal> {
        let reason = words("reason", reason)?;
        let work: ReportWork = Box::new(move |working| Box::pin(async move { correct(working, reason) }));
        self.act_on_report(actor, Action::DraftReport, of, None, once, work).await
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

async fn nothing(working: &mut Working<'_>, by: Option<PersonId>) -> Result<(), Refusal> {
    let name = match by {
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
    working.detail = "本年没有发生".to_owned();
    working.decide(ReportCommand::NothingHappened { figures, text })
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
    working.detail = "公布".to_owned();
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
    working.detail = "起草更正版".to_owned();
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
