//! Home of the disclosure section.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::PublicPage;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use gongkai_rules::organs::Organ;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    page: PublicPage,
    organs: Vec<Organ>,
}

/// `GET /`.
pub async fn show(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    let organs = app.office.organs().await?;
    let Some(root) = organs.first() else { return Err(Failure::See("/desk/first-run".into())) };
    let (organ, settings, _) = app.office.settings(root.id).await?;
    let site = Arc::new(app.site(&organ, &settings, "/"));
    let page = PublicPage {
        current: "home",
        path: view.path.clone(),
        elder: view.elder,
        print: view.print,
        demo: app.demo_banner(),
        ..PublicPage::new("政府信息公开", site)
    };
    Ok(Html(Home { page, organs }.render()?))
}
