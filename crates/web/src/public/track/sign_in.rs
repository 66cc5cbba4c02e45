//! Number and query code.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::{CASE, View, set_cookie};
use crate::limits::ClientAddress;
use crate::parts::{ErrorSummary, FieldView, Link, PublicPage, words};
use crate::posted::{Posted, new_once};
use crate::public::{again, public_page, see};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::Problem;
use gongkai_office::ids::typed;
use gongkai_office::tracking::typed_number;

#[derive(Template)]
#[template(path = "public/track/sign_in.html")]
struct SignInPage {
    page: PublicPage,
    fields: Vec<FieldView>,
    once: String,
    open: bool,
}

/// `GET /track`.
pub async fn show(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    Ok(Html(sign_in_page(&app, &view, "", [None, None]).await?))
}

async fn sign_in_page(app: &App, view: &View, number: &str, told: [Option<String>; 2]) -> Result<String, Failure> {
    let (mut page, _, _) = public_page(app, view, None, "查办理进度", "track").await?;
    page.crumbs = vec![Link::new("首页", "/"), Link::new("查办理进度", "")];
    let open = match &view.case {
        Some(token) => app.office.tracked(token).await?.is_some(),
        None => false,
    };
    let [of_number, of_code] = told;
    let fields = vec![
        FieldView::text("number", "申请编号")
            .hint("在回执上，例如 XG-2026-0038")
            .value(number)
            .width(20)
            .input("text", "", "off")
            .error(of_number),
        // The code is never shown again, right or wrong.
        FieldView::text("code", "查询码")
            .hint("8 位字母和数字，在回执上")
            .width(10)
            .input("text", "", "off")
            .error(of_code),
    ];
    page.errors = ErrorSummary::of(&fields);
    Ok(SignInPage { page, fields, once: new_once(), open }.render()?)
}

/// The phone of the organ whose number it seems to be, else of the first; empty where none is set.
async fn phone_for(app: &App, number: &str) -> Result<String, Failure> {
    let organs = app.office.organs().await?;
    let named = organs.iter().find(|organ| number.starts_with(&format!("{}-", organ.code)));
    let Some(organ) = named.or(organs.first()) else { return Ok(String::new()) };
    let (_, settings, _) = app.office.settings(organ.id).await?;
    Ok(settings.letters.phone.unwrap_or_default())
}

/// `POST /track`.
pub async fn open(
    State(app): State<App>,
    view: View,
    ClientAddress(from): ClientAddress,
    posted: Posted,
) -> Result<Response, Failure> {
    let number = typed_number(posted.text("number"));
    let code = posted.text("code");
    let missing = |name, text: &str| typed(text).is_empty().then(|| words::problem(name, &Problem::Missing));
    let told = [missing("number", &number), missing("code", code)];
    if told.iter().any(Option::is_some) {
        return Ok(again(sign_in_page(&app, &view, posted.text("number"), told).await?));
    }
    if let Some(wait) = app.public.wrong_codes.wait(&number).or_else(|| app.public.codes.wait(&from)) {
        let minutes = wait.div_ceil(60).max(1);
        let told = words::too_many_tries(minutes, &phone_for(&app, &number).await?);
        let html = sign_in_page(&app, &view, posted.text("number"), [None, Some(told)]).await?;
        let mut response = (StatusCode::TOO_MANY_REQUESTS, Html(html)).into_response();
        if let Ok(value) = HeaderValue::from_str(&wait.to_string()) {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        return Ok(response);
    }
    app.public.codes.note(from);
    match app.office.open_tracking(&number, code).await? {
        Some(token) => Ok(see("/track/case", vec![set_cookie(&app, CASE, &token, None)])),
        None => {
            app.public.wrong_codes.note(number.clone());
            let told = words::wrong_code(&phone_for(&app, &number).await?);
            Ok(again(sign_in_page(&app, &view, posted.text("number"), [Some(told), None]).await?))
        }
    }
}

/// `POST /track/leave`.
pub async fn leave(State(app): State<App>, view: View) -> Result<Response, Failure> {
    if let Some(token) = &view.case {
        app.office.end_tracking(token).await?;
    }
    Ok(see("/track", vec![set_cookie(&app, CASE, "", Some(0))]))
}
