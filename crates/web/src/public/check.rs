//! 年报核查: anybody's annual report read and judged. A file or a text in, the answer out, and nothing kept: the answer
//! stands in the reply to the form itself, no file lies on disk, no name of a file in a log or an address.

mod examples;
mod given;

use crate::app::App;
use crate::checker::{CheckAnswer, NotChecked, ToCheck};
use crate::errors::Failure;
use crate::guard::View;
use crate::limits::ClientAddress;
use crate::parts::{ErrorSummary, FieldView, Link, Notice, PublicPage, words};
use crate::posted::Posted;
use crate::public::{public_page, reports};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use examples::{EXAMPLES, Example};
use given::{Form, Mistake};
use gongkai_office::Refusal;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/check" ViewSite => show),
        route!(POST "/check" ViewSite => check),
        route!(GET "/check/examples/{name}" ViewSite => example),
    ]
}

/// Seconds after which somebody who found all places taken may try again.
const BUSY_SECONDS: u64 = 10;

#[derive(Template)]
#[template(path = "public/check/form.html")]
struct FormPage {
    page: PublicPage,
    report: FieldView,
    more: Vec<FieldView>,
    examples: &'static [Example],
}

#[derive(Template)]
#[template(path = "public/check/answer.html")]
struct AnswerPage {
    page: PublicPage,
    answer: String,
}

/// `GET /check`.
async fn show(State(app): State<App>, view: View) -> Result<Response, Failure> {
    form(&app, &view, StatusCode::OK, &Form::default(), None).await
}

/// `POST /check`: the answer itself, for nothing is kept to lead to.
async fn check(
    State(app): State<App>,
    view: View,
    ClientAddress(from): ClientAddress,
    posted: Posted,
) -> Result<Response, Failure> {
    let typed = Form::of(&posted);
    if let Some(wait) = app.public.checks.wait(&from) {
        let notice = Notice::warn("请稍等", words::too_many_checks(wait.div_ceil(60)));
        return later(form(&app, &view, StatusCode::TOO_MANY_REQUESTS, &typed, Some(notice)).await?, wait);
    }
    let asked = match typed.asked(posted, app.office.moment().today) {
        Ok(asked) => asked,
        Err(mistake) => return wrong(&app, &view, &typed, mistake).await,
    };
    app.public.checks.note(from);
    answer(&app, &view, &typed, asked).await
}

async fn answer(app: &App, view: &View, typed: &Form, asked: ToCheck) -> Result<Response, Failure> {
    match app.checker.check(asked).await {
        Ok(CheckAnswer::Judged { html }) => {
            let (mut page, ..) = public_page(app, view, None, "年报核查结果", "reports").await?;
            page.crumbs = vec![Link::new("首页", "/"), Link::new("年报核查", "/check"), Link::new("核查结果", "")];
            page.hidden = true;
            Ok(Html(AnswerPage { page, answer: html }.render()?).into_response())
        }
        Ok(CheckAnswer::Unread(why)) => wrong(app, view, typed, Mistake::report(typed, why)).await,
        Ok(CheckAnswer::BeforeUnread(why)) => wrong(app, view, typed, Mistake::before(why)).await,
        Err(NotChecked::Exceeded) => {
            wrong(app, view, typed, Mistake::report(typed, words::CHECK_EXCEEDED.to_owned())).await
        }
        Err(NotChecked::Busy) => {
            let notice = Notice::warn("现在核查的人较多", words::CHECK_BUSY);
            later(form(app, view, StatusCode::SERVICE_UNAVAILABLE, typed, Some(notice)).await?, BUSY_SECONDS)
        }
        Err(NotChecked::Fault) => Err(Refusal::Fault("a report was not checked".to_owned()).into()),
    }
}

/// The form again with one mistake, beside its field and on top.
async fn wrong(app: &App, view: &View, typed: &Form, mistake: Mistake) -> Result<Response, Failure> {
    form(app, view, StatusCode::UNPROCESSABLE_ENTITY, &typed.with(mistake), None).await
}

async fn form(
    app: &App,
    view: &View,
    status: StatusCode,
    typed: &Form,
    notice: Option<Notice>,
) -> Result<Response, Failure> {
    let (mut page, ..) = public_page(app, view, None, "年报核查", "reports").await?;
    page.crumbs = vec![Link::new("首页", "/"), Link::new("年报核查", "")];
    let (report, more) = typed.fields();
    page.errors = ErrorSummary::of(std::iter::once(&report).chain(&more));
    page.notice = notice;
    let html = FormPage { page, report, more, examples: &EXAMPLES }.render()?;
    Ok((status, Html(html)).into_response())
}

fn later(mut response: Response, seconds: u64) -> Result<Response, Failure> {
    if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    Ok(response)
}

/// `GET /check/examples/{name}`: an example to keep, or to try one's own program on.
async fn example(Path(name): Path<String>) -> Result<Response, Failure> {
    let found = Example::named(&name).ok_or(Refusal::NotFound)?;
    Ok(reports::file(found.file, found.media, found.text.as_bytes().to_vec()))
}
