//! 系统状况: whether the system is well, one line a check, and what to do.

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, StateTag, TagKind};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use gongkai_office::operations::doctor::{Check, Health};

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/desk/doctor" Doctor => show)]
}

struct Line {
    check: Check,
    tag: StateTag,
}

#[derive(Template)]
#[template(path = "desk/doctor/show.html")]
struct DoctorPage {
    page: DeskPage,
    sentence: String,
    lines: Vec<Line>,
}

/// `GET /desk/doctor`.
async fn show(State(app): State<App>, Desk(who): Desk) -> Result<Html<String>, Failure> {
    let mut checks = app.office.doctor_at_desk(&who).await?;
    checks.push(gongkai_office::operations::doctor::certificate(app.settings.certificate_ends));
    let count = |health| checks.iter().filter(|check| check.health == health).count();
    let sentence = match (count(Health::Bad), count(Health::Attention)) {
        (0, 0) => "都正常。".to_owned(),
        (0, attention) => format!("{attention} 项要注意，其余正常。"),
        (bad, 0) => format!("{bad} 项有问题，请先处理。"),
        (bad, attention) => format!("{bad} 项有问题，请先处理；{attention} 项要注意。"),
    };
    let tag = |health: Health| match health {
        Health::Well => StateTag::done(health.word()),
        Health::Attention => StateTag::new(TagKind::Soon, health.word()),
        Health::Bad => StateTag::bad(health.word()),
    };
    let mut lines: Vec<Line> = checks.into_iter().map(|check| Line { tag: tag(check.health), check }).collect();
    // What needs somebody stands first.
    lines.sort_by_key(|line| match line.check.health {
        Health::Bad => 0,
        Health::Attention => 1,
        Health::Well => 2,
    });
    let page = desk_page(&app, &who, "系统状况", "/desk/doctor").await?;
    Ok(Html(DoctorPage { page, sentence, lines }.render()?))
}
