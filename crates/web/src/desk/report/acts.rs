//! The acts on a report, each a form of its own on the page of the year, and the report as a file.

use super::{edition, overview, year_of};
use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::posted::Posted;
use crate::public::reports::attachment;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::ReportFormat;
use gongkai_rules::editions::Edition;

async fn answer(
    app: &App,
    who: &SignedIn,
    year: &str,
    form: &Posted,
    done: &str,
    result: Result<Edition, Refusal>,
) -> Result<Response, Failure> {
    match result {
        Ok(edition) => Ok(Redirect::to(&format!("/desk/reports/{}?done={done}", edition.year)).into_response()),
        Err(refusal) => overview::again(app, who, year, form, Mistakes::of(refusal)?).await,
    }
}

/// `POST /desk/reports/{year}/nothing`.
pub async fn nothing(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let of = (who.organ.id, year_of(&year)?);
    let result = app.office.nothing_happened(&who.actor(), of, form.version(), Some(form.once.clone())).await;
    answer(&app, &who, &year, &form, "nothing", result).await
}

/// `POST /desk/reports/{year}/send`.
pub async fn send(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let of = (who.organ.id, year_of(&year)?);
    let result = app.office.send_report(&who.actor(), of, form.version(), Some(form.once.clone())).await;
    answer(&app, &who, &year, &form, "sent", result).await
}

/// `POST /desk/reports/{year}/approve`.
pub async fn approve(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let of = (who.organ.id, year_of(&year)?);
    let result = app.office.approve_report(&who.actor(), of, form.version(), Some(form.once.clone())).await;
    answer(&app, &who, &year, &form, "approved", result).await
}

/// `POST /desk/reports/{year}/return`.
pub async fn send_back(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let of = (who.organ.id, year_of(&year)?);
    let comment = form.text("comment").to_owned();
    let result = app.office.return_report(&who.actor(), of, form.version(), Some(form.once.clone()), comment).await;
    answer(&app, &who, &year, &form, "returned", result).await
}

/// `POST /desk/reports/{year}/publish`.
pub async fn publish(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let of = (who.organ.id, year_of(&year)?);
    let result = app.office.publish_report(&who.actor(), of, form.version(), Some(form.once.clone())).await;
    answer(&app, &who, &year, &form, "published", result).await
}

/// `POST /desk/reports/{year}/correct`.
pub async fn correct(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let of = (who.organ.id, year_of(&year)?);
    let reason = form.text("reason").to_owned();
    let result = app.office.correct_report(&who.actor(), of, Some(form.once.clone()), reason).await;
    answer(&app, &who, &year, &form, "correct", result).await
}

/// `GET /desk/reports/{year}/file/{format}`: the report as it stands, a draft's PDF with 草稿 on every page.
pub async fn file(
    State(app): State<App>,
    Desk(who): Desk,
    Path((year, format)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let format = ReportFormat::from_extension(&format).ok_or(Refusal::NotFound)?;
    let view = app.office.report_view(&who, year_of(&year)?, edition(query.as_deref()), &[]).await?;
    let draft = !view.edition.stage.is_frozen();
    let name = view.report.title.clone().unwrap_or_default() + if draft { "（草稿）" } else { "" };
    let bytes = app.office.report_file(view.report, format, draft).await?;
    Ok(attachment(&name, format, bytes))
}
