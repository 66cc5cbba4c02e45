//! One year's report: how far it is, what comes next, its six parts, the checks, what was recorded too late, editions.

use super::after::{EditionLine, LateLine, editions, late_line, reviews};
use super::checks::{all_checks, hints};
use super::next::{Next, next};
use super::six::{PartLine, parts};
use super::tables::counted_line;
use super::{frame, stage_tag, suffix, told, view, year_of};
use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{CheckLine, DeskPage, FieldView, Link, ReviewRow, StateTag};
use crate::posted::Posted;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{LateEntry, ReportFormat, ReportView};
use gongkai_rules::editions::Stage;

#[derive(Template)]
#[template(path = "desk/report/overview.html")]
struct OverviewPage {
    page: DeskPage,
    heading: String,
    tag: StateTag,
    line: String,
    next: Next,
    parts: Vec<PartLine>,
    checks: Vec<CheckLine>,
    hints: Vec<String>,
    late: Vec<LateLine>,
    late_moves: bool,
    reviews: Vec<ReviewRow>,
    editions: Vec<EditionLine>,
    files: Vec<Link>,
    public: Option<Link>,
}

/// `GET /desk/reports/{year}`.
pub async fn show(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let view = view(&app, &who, year_of(&year)?, query.as_deref()).await?;
    let notice = told(query.as_deref(), view.year);
    let mut shown = page(&app, &who, &view, None).await?;
    shown.page.notice = notice;
    Ok(Html(shown.render()?).into_response())
}

/// The page again with what stands against an act.
pub async fn again(
    app: &App,
    who: &SignedIn,
    year: i16,
    form: &Posted,
    mistakes: Mistakes,
) -> Result<Response, Failure> {
    let view = view(app, who, year, None).await?;
    let shown = page(app, who, &view, Some((form, &mistakes))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown.render()?)).into_response())
}

async fn page(
    app: &App,
    who: &SignedIn,
    view: &ReportView,
    refused: Option<(&Posted, &Mistakes)>,
) -> Result<OverviewPage, Failure> {
    let heading = format!("{}年政府信息公开工作年度报告", view.year);
    let mut page = frame(app, who, view, &heading, None).await?;
    let next = next(who, view, refused);
    if let Some((_, mistakes)) = refused {
        let fields: Vec<FieldView> = next.acts.iter().filter_map(|act| act.field.clone()).collect();
        page.errors = mistakes.summary(&fields);
    }
    let base = format!("/desk/reports/{}", view.year);
    let after = suffix(view);
    let published = matches!(view.edition.stage, Stage::Published { .. });
    let address = format!("/reports/{}/{}", view.organ.code, view.year);
    let file = |format: ReportFormat| Link::new(format.label(), format!("{base}/file/{}{after}", format.extension()));
    let number = if view.latest > 1 { format!("第 {} 版。", view.edition.number) } else { String::new() };
    Ok(OverviewPage {
        heading,
        tag: stage_tag(&view.edition),
        line: format!("{number}{}", counted_line(view)),
        next,
        parts: parts(view, &base, &after),
        checks: all_checks(view),
        hints: hints(view),
        late: view.late.iter().map(late_line).collect(),
        late_moves: view.late.iter().any(LateEntry::moves_a_figure),
        reviews: reviews(view),
        editions: editions(view, &base),
        files: ReportFormat::ALL.into_iter().map(file).collect(),
        public: published.then(|| Link::new("公开页面", address)),
        page,
    })
}
