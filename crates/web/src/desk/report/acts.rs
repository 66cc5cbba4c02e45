//! The acts on a report, each a form of its own on the page of the year, and the report as a file.

use super::{edition, overview, year_of};
use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::posted::Posted;
use crate::public::reports::attachment;
use axum::extract::{FromRequest, FromRequestParts, Path, RawQuery, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{ReportAct, ReportFormat};
use gongkai_rules::editions::Edition;

/// A form about the report of a year, with who sent it.
pub struct Sent {
    pub app: App,
    pub who: SignedIn,
    pub year: i16,
    pub form: Posted,
}

impl FromRequest<App> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let Desk(who) = <Desk as FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let year = Path::<String>::from_request_parts(&mut parts, app).await;
        let Path(year) = year.map_err(|_| Failure::from(Refusal::NotFound))?;
        let year = year_of(&year)?;
        let form = Posted::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Sent { app: app.clone(), who, year, form })
    }
}

impl Sent {
    /// Does the act, as the person saw the report and under the form's key.
    pub async fn perform(&self, act: ReportAct) -> Result<Edition, Refusal> {
        // A correction is a new edition: what it corrects has a version of its own, which nobody changes any more.
        let seen = if matches!(act, ReportAct::Correct(_)) { None } else { self.form.version() };
        let once = Some(self.form.once.clone());
        self.app.office.act_on_report(&self.who.actor(), (self.who.organ.id, self.year), seen, once, act).await
    }

    /// The page of the year, where the act was done.
    pub fn done(&self, what: &str) -> Response {
        Redirect::to(&format!("/desk/reports/{}?done={what}", self.year)).into_response()
    }

    /// Does the act; where it is refused, the page of the year says why.
    async fn on_the_year(self, what: &str, act: ReportAct) -> Result<Response, Failure> {
        match self.perform(act).await {
            Ok(_) => Ok(self.done(what)),
            Err(refusal) => overview::again(&self.app, &self.who, self.year, &self.form, Mistakes::of(refusal)?).await,
        }
    }
}

/// `POST /desk/reports/{year}/nothing`.
pub async fn nothing(sent: Sent) -> Result<Response, Failure> {
    sent.on_the_year("nothing", ReportAct::NothingHappened).await
}

/// `POST /desk/reports/{year}/send`.
pub async fn send(sent: Sent) -> Result<Response, Failure> {
    sent.on_the_year("sent", ReportAct::Send).await
}

/// `POST /desk/reports/{year}/approve`.
pub async fn approve(sent: Sent) -> Result<Response, Failure> {
    sent.on_the_year("approved", ReportAct::Approve).await
}

/// `POST /desk/reports/{year}/return`.
pub async fn send_back(sent: Sent) -> Result<Response, Failure> {
    let comment = sent.form.text("comment").to_owned();
    sent.on_the_year("returned", ReportAct::Return(comment)).await
}

/// `POST /desk/reports/{year}/publish`.
pub async fn publish(sent: Sent) -> Result<Response, Failure> {
    sent.on_the_year("published", ReportAct::Publish).await
}

/// `POST /desk/reports/{year}/correct`.
pub async fn correct(sent: Sent) -> Result<Response, Failure> {
    let reason = sent.form.text("reason").to_owned();
    sent.on_the_year("correct", ReportAct::Correct(reason)).await
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
