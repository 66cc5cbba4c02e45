//! Signing in and out.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::{DEVICE, Desk, SESSION, View, set_cookie};
use crate::limits::ClientAddress;
use crate::parts::{ErrorSummary, FieldView, Notice, PlainPage, words};
use crate::posted::Posted;
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::{Attempt, Entered};
use serde::Deserialize;

/// A device is remembered for a year after it was last used to sign in.
const DEVICE_SECONDS: i64 = 365 * 86_400;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/sign-in" SignIn => show),
        route!(POST "/desk/sign-in" SignIn => enter),
        route!(POST "/desk/sign-out" SignIn => leave),
    ]
}

#[derive(Template)]
#[template(path = "desk/account/sign_in.html")]
struct SignInPage {
    page: PlainPage,
    fields: Vec<FieldView>,
    back: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Back {
    back: String,
}

/// `GET /desk/sign-in`.
async fn show(
    State(app): State<App>,
    view: View,
    desk: Option<Desk>,
    Query(query): Query<Back>,
) -> Result<Response, Failure> {
    if desk.is_some() {
        return Ok(Redirect::to(&landing(&query.back)).into_response());
    }
    if app.office.is_first_run().await? {
        return Err(Failure::See("/desk/first-run".into()));
    }
    // A cookie whose session is over: say why this page is here, so that nobody thinks they did something wrong.
    let next = if view.kept { words::SESSION_ENDED_KEPT } else { words::SESSION_ENDED_NEXT };
    let notice = view.session.is_some().then(|| Notice::warn(words::SESSION_ENDED, next));
    Ok(Html(sign_in_page(&app, &query.back, "", None, notice).render()?).into_response())
}

fn sign_in_page(app: &App, back: &str, login: &str, error: Option<&str>, notice: Option<Notice>) -> SignInPage {
    let fields = vec![
        FieldView::text("login", "用户名").value(login).width(20).input("text", "", "username").error(error),
        FieldView::password("password", "密码", "current-password"),
    ];
    let page = PlainPage {
        title: "登录公开工作台".into(),
        name: "政府信息公开".into(),
        home: "/".into(),
        desk: true,
        demo: app.demo_banner(),
        errors: ErrorSummary::of(&fields),
        notice,
        ..PlainPage::default()
    };
    SignInPage { page, fields, back: own_path(back).unwrap_or_default().to_owned() }
}

/// `POST /desk/sign-in`.
async fn enter(
    State(app): State<App>,
    view: View,
    ClientAddress(address): ClientAddress,
    form: Posted,
) -> Result<Response, Failure> {
    app.sign_ins.count(address)?;
    let attempt = Attempt {
        login: form.text("login").to_owned(),
        password: form.exact("password").to_owned(),
        device_token: view.known_device,
        old_session: view.session,
        browser: view.device,
        address: address.to_string(),
    };
    match app.office.sign_in(attempt).await? {
        Some(entered) => Ok(entered_response(&app, &entered, form.text("back"))),
        None => {
            let page = sign_in_page(&app, form.text("back"), form.text("login"), Some(words::SIGN_IN_FAILED), None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
        }
    }
}

/// The answer to a sign-in that succeeded: the cookies, and the page they wanted.
pub(super) fn entered_response(app: &App, entered: &Entered, back: &str) -> Response {
    let to = if entered.person.must_change { "/desk/me/password".to_owned() } else { landing(back) };
    let mut response = Redirect::to(&to).into_response();
    let cookies = [
        set_cookie(app, SESSION, &entered.token, None),
        set_cookie(app, DEVICE, &entered.device_token, Some(DEVICE_SECONDS)),
    ];
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// `POST /desk/sign-out`.
async fn leave(State(app): State<App>, desk: Option<Desk>) -> Result<Response, Failure> {
    if let Some(Desk(who)) = desk {
        app.office.sign_out(&who).await?;
    }
    let mut response = Redirect::to("/desk/sign-in").into_response();
    for name in [SESSION, crate::kept::KEPT] {
        if let Ok(value) = HeaderValue::from_str(&set_cookie(&app, name, "", Some(0))) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    Ok(response)
}

/// Where somebody lands: where they came from, else at the desk, which leads on to the first page that is theirs.
fn landing(back: &str) -> String {
    own_path(back).unwrap_or("/desk").to_owned()
}

/// A path of our own site to come back to. `//host`, `/\\host`, whole addresses and what a browser would read as one
/// are not.
fn own_path(path: &str) -> Option<&str> {
    let plain = path.chars().all(|c| !c.is_control() && c != '\\' && !c.is_whitespace());
    let own = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/desk/sign-");
    (plain && own && path.len() <= 2000).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_leads_to_own_paths_only() {
        for own in ["/desk", "/desk/requests?state=open&page=2", "/o/XG/guide"] {
            assert_eq!(own_path(own), Some(own));
        }
        let foreign = [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil",
            "desk",
            "javascript:alert(1)",
            "/desk/sign-out",
        ];
        for path in foreign {
            assert_eq!(own_path(path), None, "{path}");
        }
    }
}
