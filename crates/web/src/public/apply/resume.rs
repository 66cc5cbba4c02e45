//! A draft put aside, gone on with on another device, or given up.

use super::{draft_of, maybe_draft, unfinished};
use crate::app::App;
use crate::errors::Failure;
use crate::guard::{DRAFT, View, set_cookie};
use crate::limits::ClientAddress;
use crate::parts::{ErrorSummary, FieldView, Link, PublicPage, words};
use crate::posted::{Posted, new_once};
use crate::public::{again, page_of, public_page, see};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::Problem;
use gongkai_office::drafts::KEPT_DAYS;
use gongkai_office::ids::{grouped, typed};

#[derive(Template)]
#[template(path = "public/apply/saved.html")]
struct SavedPage {
    page: PublicPage,
    until: String,
    code: Option<String>,
    once: String,
}

#[derive(Template)]
#[template(path = "public/apply/resume.html")]
struct ResumePage {
    page: PublicPage,
    fields: Vec<FieldView>,
    once: String,
}

/// `GET /apply/saved`.
pub async fn saved(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    if draft.sent.is_some() {
        return Ok(see("/apply/done", Vec::new()));
    }
    let (mut page, _, _) = page_of(&app, &view, draft.organ, "草稿已保存", "apply").await?;
    page.hidden = true;
    let until = words::plain_day(draft.kept_until());
    let code = draft.code.as_deref().map(grouped);
    Ok(Html(SavedPage { page, until, code, once: draft.once.clone() }.render()?).into_response())
}

/// `GET /apply/resume`.
pub async fn show(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    Ok(Html(resume_page(&app, &view, "", "", [None, None]).await?))
}

async fn resume_page(
    app: &App,
    view: &View,
    code: &str,
    digits: &str,
    told: [Option<String>; 2],
) -> Result<String, Failure> {
    let (mut page, _, _) = public_page(app, view, None, "接着填写草稿", "apply").await?;
    page.hidden = true;
    page.crumbs = vec![Link::new("首页", "/"), Link::new("申请公开", "/apply"), Link::new("接着填写草稿", "")];
    let [of_code, of_digits] = told;
    let fields = vec![
        FieldView::text("code", "草稿码")
            .hint("12 位字母和数字，在保存草稿的那一页上")
            .value(code)
            .width(20)
            .input("text", "", "off")
            .error(of_code),
        FieldView::text("digits", "手机号或者座机号的后四位")
            .value(digits)
            .width(5)
            .input("text", "numeric", "off")
            .error(of_digits),
    ];
    page.errors = ErrorSummary::of(&fields);
    Ok(ResumePage { page, fields, once: new_once() }.render()?)
}

/// `POST /apply/resume`.
pub async fn resume(
    State(app): State<App>,
    view: View,
    ClientAddress(from): ClientAddress,
    posted: Posted,
) -> Result<Response, Failure> {
    let (code, digits) = (posted.text("code"), posted.text("digits"));
    let missing = |text: &str| typed(text).is_empty().then(|| words::problem("draft_code", &Problem::Missing));
    let told = [missing(code), missing(digits)];
    if told.iter().any(Option::is_some) {
        return Ok(again(resume_page(&app, &view, code, digits, told).await?));
    }
    let name = format!("draft {}", typed(code));
    if let Some(wait) = app.public.wrong_codes.wait(&name).or_else(|| app.public.codes.wait(&from)) {
        let minutes = wait.div_ceil(60).max(1);
        let told = Some(format!("填错次数较多，请 {minutes} 分钟后再试。草稿还在"));
        let html = resume_page(&app, &view, code, digits, [told, None]).await?;
        let mut response = (StatusCode::TOO_MANY_REQUESTS, Html(html)).into_response();
        if let Ok(value) = HeaderValue::from_str(&wait.to_string()) {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        return Ok(response);
    }
    app.public.codes.note(from);
    let Some(token) = app.office.draft_by_code(code, digits).await? else {
        app.public.wrong_codes.note(name);
        let told = "草稿码或者号码后四位不对，或者草稿已经过期。请对照保存草稿的那一页再填";
        return Ok(again(resume_page(&app, &view, code, digits, [Some(told.to_owned()), None]).await?));
    };
    let cookie = set_cookie(&app, DRAFT, &token, Some(KEPT_DAYS * 24 * 3600));
    let draft = app.office.draft(&token).await?;
    let to = match draft.as_ref().and_then(|draft| unfinished(&draft.answers)) {
        Some(gongkai_office::intake::Part::Matters) => "/apply/matters",
        Some(gongkai_office::intake::Part::Reply) => "/apply/reply",
        Some(_) => "/apply/contact",
        None => "/apply/check",
    };
    Ok(see(to, vec![cookie]))
}

/// `POST /apply/forget`: gives the draft up, or clears what was sent from this device.
pub async fn forget(State(app): State<App>, view: View) -> Result<Response, Failure> {
    if let Some(draft) = maybe_draft(&app, &view).await? {
        app.office.forget_draft(&draft).await?;
    }
    if let Some(token) = &view.case {
        app.office.end_tracking(token).await?;
    }
    let gone = [DRAFT, crate::guard::CASE].map(|name| set_cookie(&app, name, "", Some(0)));
    Ok(see("/apply", gone.into()))
}
