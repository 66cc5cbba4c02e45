//! 公开指南: the version in force (条例第十二条), with what the law says of every office's requests.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{Link, PublicPage, Row, words};
use crate::public::{home, public_page};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use gongkai_office::Refusal;
use gongkai_office::settings::GuideVersion;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/guide" ViewSite => root), route!(GET "/o/{organ}/guide" ViewSite => show)]
}

#[derive(Template)]
#[template(path = "public/guide.html")]
struct Guide {
    page: PublicPage,
    base: String,
    /// In force from, in words; empty where no text was entered.
    from: String,
    /// A version that is no longer, or not yet, in force.
    not_in_force: bool,
    paragraphs: Vec<String>,
    versions: Vec<Link>,
    ways: Vec<&'static str>,
    contact: Vec<Row>,
    supervising: String,
}

/// `GET /guide`.
async fn root(State(app): State<App>, view: View, uri: axum::http::Uri) -> Result<Html<String>, Failure> {
    guide(&app, &view, None, uri.query().unwrap_or_default()).await
}

/// `GET /o/{organ}/guide`.
async fn show(
    State(app): State<App>,
    view: View,
    Path(code): Path<String>,
    uri: axum::http::Uri,
) -> Result<Html<String>, Failure> {
    guide(&app, &view, Some(&code), uri.query().unwrap_or_default()).await
}

/// `?from=2025-01-01` shows that version instead of the one in force.
async fn guide(app: &App, view: &View, code: Option<&str>, query: &str) -> Result<Html<String>, Failure> {
    let (mut page, organ, settings) = public_page(app, view, code, "公开指南", "guide").await?;
    let base = code.map(|code| format!("/o/{code}")).unwrap_or_default();
    page.crumbs = vec![Link::new("首页", page.site.organ.home.clone()), Link::new("公开指南", "")];
    let in_force = settings.guide_on(app.office.clock().today());
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("from="));
    let shown: Option<&GuideVersion> = match asked {
        Some(day) => {
            let found = settings.guide.iter().find(|version| version.from.to_string() == day);
            Some(found.ok_or(Refusal::NotFound)?)
        }
        None => in_force,
    };
    let others = settings.guide.iter().rev().filter(|version| Some(*version) != shown);
    let link = |version: &GuideVersion| {
        Link::new(format!("{}起施行", words::plain_day(version.from)), format!("{base}/guide?from={}", version.from))
    };
    let supervising = settings.letters.supervising_organ.clone().unwrap_or_default();
    let guide = Guide {
        from: shown.map(|version| words::plain_day(version.from)).unwrap_or_default(),
        not_in_force: shown.is_some() && shown != in_force,
        paragraphs: shown.map(|version| paragraphs(&version.text)).unwrap_or_default(),
        versions: others.map(link).collect(),
        ways: home::ways(&settings),
        contact: home::contact(&organ, &settings),
        supervising,
        base,
        page,
    };
    Ok(Html(guide.render()?))
}

/// Paragraphs are parted by blank lines.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}
