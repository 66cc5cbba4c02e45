//! Who asks: cookies in, people out. What a handler takes as an argument it can rely on.

use crate::app::App;
use crate::errors::Failure;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, USER_AGENT};
use axum::http::request::Parts;
use gongkai_office::accounts::SignedIn;

/// Name of the desk's session cookie, without prefix.
pub const SESSION: &str = "gongkai-desk";
/// Name of the cookie that says a device has signed in before.
pub const DEVICE: &str = "gongkai-device";
/// Name of the cookie of a draft of the public form.
pub const DRAFT: &str = "gongkai-draft";
/// Name of the cookie that opens one case on the progress page.
pub const CASE: &str = "gongkai-case";
/// Name of the cookie that chooses the elders' version.
pub const VIEW: &str = "view";

/// The value of a cookie.
pub fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    cookie_in(&parts.headers, name)
}

/// The value of a cookie, from the headers of a request.
pub fn cookie_in<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    lines.filter_map(|line| pair_in(line, name)).next()
}

/// The value of a cookie in a line of `Cookie` or `Set-Cookie`.
pub fn pair_in<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = line.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| key.strip_prefix("__Host-").unwrap_or(key) == name).map(|(_, value)| value)
}

/// A `Set-Cookie` line. `seconds` of `None` lasts as long as the browser is open, zero removes it.
pub fn set_cookie(app: &App, name: &str, value: &str, seconds: Option<i64>) -> String {
    let (prefix, secure) = if app.settings.secure_cookies { ("__Host-", "; Secure") } else { ("", "") };
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    format!("{prefix}{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
}

/// A person at the desk. Without one the page leads to the sign-in page and back.
pub struct Desk(pub SignedIn);

impl FromRequestParts<App> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let path = parts.uri.path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default();
        let safe = parts.method.is_safe();
        let Some(token) = cookie(parts, SESSION) else { return Err(Failure::SignIn { back: path, safe }) };
        match app.office.signed_in(token).await? {
            Some(signed_in)
                if signed_in.person.must_change
                    && !path.starts_with("/desk/me")
                    && !path.starts_with("/desk/sign-out") =>
            {
                Err(Failure::See("/desk/me/password".to_owned()))
            }
            Some(signed_in) => Ok(Desk(signed_in)),
            None => Err(Failure::SignIn { back: path, safe }),
        }
    }
}

impl OptionalFromRequestParts<App> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Failure> {
        match cookie(parts, SESSION) {
            Some(token) => Ok(app.office.signed_in(token).await?.map(Desk)),
            None => Ok(None),
        }
    }
}

/// How a public page is wanted: elders' version, for print, from where, by which browser.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Elders' version.
    pub elder: bool,
    /// `?print=1`.
    pub print: bool,
    /// Path of the page.
    pub path: String,
    /// What the browser calls itself.
    pub device: String,
    /// The draft's token.
    pub draft: Option<String>,
    /// The token that opens one case.
    pub case: Option<String>,
    /// The device's token.
    pub known_device: Option<String>,
    /// The session's token.
    pub session: Option<String>,
    /// Whether a form is kept for whoever signs in.
    pub kept: bool,
}

impl FromRequestParts<App> for View {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Self::Rejection> {
        let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Ok(View {
            elder: cookie(parts, VIEW) == Some("elder"),
            print: parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "print=1")),
            path: parts.uri.path().to_owned(),
            device: agent.to_owned(),
            draft: cookie(parts, DRAFT).map(str::to_owned),
            case: cookie(parts, CASE).map(str::to_owned),
            known_device: cookie(parts, DEVICE).map(str::to_owned),
            session: cookie(parts, SESSION).map(str::to_owned),
            kept: cookie(parts, crate::kept::KEPT).is_some(),
        })
    }
}
