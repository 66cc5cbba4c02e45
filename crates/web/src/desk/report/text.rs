//! The text of the six sections: offered from the year's facts, edited in place; and the whole report to read through.

use super::acts::Sent;
use super::{edition, frame, may_write, stage_tag, suffix, view, year_of};
use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldView, Link, StateTag};
use crate::posted::{Posted, new_once};
use crate::public::reports::paper::{Paper, paper};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{ReportAct, ReportView, blocking};
use gongkai_rules::reporting::exchange::SectionId;
use gongkai_rules::reporting::layout::layouts;
use gongkai_rules::reporting::narrative::GAP;
use gongkai_rules::reporting::{Finding, Section, Severity};

/// A section with its field.
struct Part {
    heading: Option<String>,
    field: FieldView,
    /// What is offered for the figures as they now stand, where that is another text.
    offered: Option<String>,
    findings: Vec<String>,
}

#[derive(Template)]
#[template(path = "desk/report/text.html")]
struct TextPage {
    page: DeskPage,
    tag: StateTag,
    line: String,
    action: String,
    once: String,
    version: u32,
    answers: Vec<FieldView>,
    parts: Vec<Part>,
    confirm: Vec<String>,
    back: Link,
}

#[derive(Template)]
#[template(path = "desk/report/read.html")]
struct ReadPage<'a> {
    page: DeskPage,
    tag: StateTag,
    title: String,
    paper: Paper<'a>,
    /// Where it is sent to review from here.
    send: Option<String>,
    once: String,
    version: u32,
}

/// The sections that people write, in the order of the form.
const WRITTEN: [SectionId; 13] = SectionId::IN_ORDER;

fn field_name(id: SectionId) -> String {
    format!("text.{}", id.id())
}

/// `GET /desk/reports/{year}/text`.
pub async fn show(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let view = view(&app, &who, year_of(&year)?, query.as_deref()).await?;
    if !may_write(&who, &view) {
        let place = format!("/desk/reports/{}/read{}", view.year, suffix(&view));
        return Ok(Redirect::to(&place).into_response());
    }
    page(&app, &who, view, None).await
}

/// Whether this person may lay the edition shown before the reviewer now: whoever has read it through does it there.
fn may_send(who: &SignedIn, view: &ReportView) -> bool {
    may_write(who, view)
        && view.edition.figures.is_some()
        && view.today.year() > view.year
        && blocking(&view.findings) == 0
}

/// `GET /desk/reports/{year}/read`: the whole report as it would go out.
pub async fn read(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Failure> {
    let view = app.office.report_view(&who, year_of(&year)?, edition(query.as_deref()), &[]).await?;
    let page = frame(&app, &who, &view, "通读", Some("通读")).await?;
    let (title, tables) = (view.report.title.clone().unwrap_or_default(), layouts(&view.report));
    let shown = ReadPage {
        page,
        tag: stage_tag(&view.edition),
        title,
        paper: paper(&view.report, &tables),
        send: may_send(&who, &view).then(|| format!("/desk/reports/{}/send", view.year)),
        once: new_once(),
        version: view.edition.version,
    };
    Ok(Html(shown.render()?))
}

/// `POST /desk/reports/{year}/text`.
pub async fn write(sent: Sent) -> Result<Response, Failure> {
    let answers = answers(&sent.form);
    let answered = answers.iter().any(|answer| !answer.is_empty());
    let view = sent.app.office.report_view(&sent.who, sent.year, None, &answers).await?;
    let sections: Vec<Section> = WRITTEN
        .into_iter()
        .filter_map(|id| {
            let mut text = sent.form.text(&field_name(id)).to_owned();
            // Answers to last year's problems are worked into section five where its text still has gaps for them.
            if id == SectionId::Problems && answered && text.contains(GAP) {
                text = offered(&view, id).unwrap_or(text);
            }
            let keep = !text.is_empty() || SectionId::SIX.contains(&id);
            let title = Some(id.title().to_owned()).filter(|title| !title.is_empty());
            keep.then_some(Section { id, title, text, place: None })
        })
        .collect();
    match sent.perform(ReportAct::WriteText(sections)).await {
        Ok(_) => Ok(sent.done("text")),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            page(&sent.app, &sent.who, view, Some((&sent.form, mistakes))).await
        }
    }
}

fn answers(form: &Posted) -> Vec<String> {
    (0..20).map(|place| form.text(&format!("answer.{place}")).to_owned()).collect()
}

fn offered(view: &ReportView, id: SectionId) -> Option<String> {
    view.offered.sections.iter().find(|section| section.id == id).map(|section| section.text.clone())
}

async fn page(
    app: &App,
    who: &SignedIn,
    view: ReportView,
    refused: Option<(&Posted, Mistakes)>,
) -> Result<Response, Failure> {
    let mut page = frame(app, who, &view, "文字", Some("文字")).await?;
    let has_text = view.edition.text.is_some();
    let mut parts: Vec<Part> =
        WRITTEN.into_iter().map(|id| part(&view, id, refused.as_ref().map(|(form, _)| *form))).collect();
    let has_gap = view.report.text(SectionId::Problems).is_some_and(|text| text.contains(GAP));
    let answers: Vec<FieldView> = if has_gap {
        view.offered
            .to_answer
            .iter()
            .enumerate()
            .map(|(place, problem)| {
                let name = format!("answer.{place}");
                let typed = refused.as_ref().map(|(form, _)| form.text(&name).to_owned()).unwrap_or_default();
                FieldView::area(name, format!("上年的问题：{problem}"))
                    .hint("今年采取了什么措施，结果怎样")
                    .rows(2)
                    .limit(300)
                    .optional()
                    .value(typed)
            })
            .collect()
    } else {
        Vec::new()
    };
    let (status, once) = match &refused {
        Some((form, mistakes)) => {
            for part in &mut parts {
                part.field = mistakes.on(part.field.clone());
            }
            let fields: Vec<FieldView> = parts.iter().map(|part| part.field.clone()).collect();
            page.errors = mistakes.summary(&fields);
            (StatusCode::UNPROCESSABLE_ENTITY, mistakes.once(form))
        }
        None => (StatusCode::OK, new_once()),
    };
    let line = if has_text {
        "改完保存。数字变了以后，每一段下面有按现在的数字拟写的文字可以取用。"
    } else {
        "以下按本年的数字拟写，请逐段看过、改好再保存。"
    };
    let shown = TextPage {
        tag: stage_tag(&view.edition),
        line: line.to_owned(),
        action: format!("/desk/reports/{}/text", view.year),
        once,
        version: view.edition.version,
        answers,
        parts,
        confirm: if has_text { Vec::new() } else { view.offered.to_confirm.clone() },
        back: Link::new("不改，返回", format!("/desk/reports/{}", view.year)),
        page,
    };
    Ok((status, Html(shown.render()?)).into_response())
}

fn part(view: &ReportView, id: SectionId, form: Option<&Posted>) -> Part {
    let stored = view.report.text(id).unwrap_or_default();
    let typed = form.map_or_else(|| stored.clone(), |form| form.text(&field_name(id)).to_owned());
    let title = id.title();
    let (heading, label) = match id {
        SectionId::Preamble => (None, "开头的说明".to_owned()),
        SectionId::Overview => (Some(title.to_owned()), "总体情况（引言）".to_owned()),
        SectionId::Closing => (None, "落款".to_owned()),
        SectionId::PublicationTable | SectionId::RequestsTable | SectionId::RemediesTable => {
            (Some(title.to_owned()), "表下的注".to_owned())
        }
        SectionId::Problems | SectionId::OtherMatters => (Some(title.to_owned()), "正文".to_owned()),
        _ => (None, title.to_owned()),
    };
    let lines = u8::try_from((typed.chars().count() / 38).clamp(2, 14)).unwrap_or(6);
    let mut field = FieldView::area(field_name(id), label).rows(lines).value(typed);
    let may_be_empty = matches!(
        id,
        SectionId::Closing | SectionId::PublicationTable | SectionId::RequestsTable | SectionId::RemediesTable
    );
    if may_be_empty {
        field = field.optional();
    }
    let of_section = |finding: &&Finding| {
        finding.section == Some(id) && finding.table.is_none() && finding.severity != Severity::Hint
    };
    Part {
        heading,
        field,
        offered: offered(view, id).filter(|text| view.edition.text.is_some() && *text != stored && !text.is_empty()),
        findings: view.findings.iter().filter(of_section).map(|finding| finding.message.clone()).collect(),
    }
}
