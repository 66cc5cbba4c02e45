//! 隐私说明 and 无障碍说明: what the site does with a person's data, and how it may be used by everybody. Each sentence
//! tells what the program does; whoever changes the one changes the other.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{Link, PublicPage};
use crate::public::public_page;
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use gongkai_office::drafts::KEPT_DAYS;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/privacy" ViewSite => privacy), route!(GET "/accessibility" ViewSite => accessibility)]
}

#[derive(Template)]
#[template(path = "public/privacy.html")]
struct Privacy {
    page: PublicPage,
    /// Days an unfinished draft is kept.
    kept_days: i64,
}

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct Accessibility {
    page: PublicPage,
}

async fn page(app: &App, view: &View, title: &'static str) -> Result<PublicPage, Failure> {
    let (mut page, ..) = public_page(app, view, None, title, "").await?;
    page.crumbs = vec![Link::new("首页", page.site.organ.home.clone()), Link::new(title, "")];
    Ok(page)
}

/// `GET /privacy` (个人信息保护法第七条、第十七条: what is taken, for what, how long, and whom to ask).
async fn privacy(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    let page = page(&app, &view, "隐私说明").await?;
    Ok(Html(Privacy { page, kept_days: KEPT_DAYS }.render()?))
}

/// `GET /accessibility` (无障碍环境建设法第三十二条).
async fn accessibility(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    let page = page(&app, &view, "无障碍说明").await?;
    Ok(Html(Accessibility { page }.render()?))
}
