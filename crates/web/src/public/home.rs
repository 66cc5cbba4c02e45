//! Home of the disclosure section, of the district and of each organ.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::PublicPage;
use crate::public::public_page;
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use gongkai_rules::organs::Organ;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/" ViewSite => show)]
}

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    page: PublicPage,
    organs: Vec<Organ>,
}

/// `GET /`.
async fn show(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    let (page, _, _) = public_page(&app, &view, None, "政府信息公开", "home").await?;
    let organs = app.office.organs().await?;
    Ok(Html(Home { page, organs }.render()?))
}
