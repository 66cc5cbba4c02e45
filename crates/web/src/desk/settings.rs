//! The organ's settings: all on one page, saved together, with what letters will miss named on top.

mod fields;

pub use fields::label;

use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::desk::frame::desk_page;
use crate::desk::settings::fields::{Section, sections};
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldView, Notice, Row, words};
use crate::posted::{Posted, new_once};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::settings::OrganSettings;
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::{Action, Subject, may};
use serde::Deserialize;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/desk/settings" ViewSettings => show), route!(POST "/desk/settings" EditSettings => save)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}

/// A version of the guide in the list of versions.
struct GuideLine {
    from: String,
    text: String,
}

#[derive(Template)]
#[template(path = "desk/settings/form.html")]
struct SettingsPage {
    page: DeskPage,
    missing: Vec<&'static str>,
    sections: Vec<Section>,
    /// Earlier versions of the guide.
    earlier: Vec<GuideLine>,
    version: i64,
    once: String,
}

#[derive(Template)]
#[template(path = "desk/settings/view.html")]
struct ViewPage {
    page: DeskPage,
    missing: Vec<&'static str>,
    sections: Vec<(&'static str, Vec<Row>)>,
    /// Why nothing can be changed here.
    why: String,
}

fn labels(organ: &Organ, settings: &OrganSettings) -> Vec<&'static str> {
    settings.missing(organ).into_iter().map(|setting| setting.label()).collect()
}

/// What is shown: settings as they stand, with the next number.
struct Standing {
    organ: Organ,
    settings: OrganSettings,
    version: i64,
    next: i64,
    tracking: String,
}

async fn standing(app: &App, who: &SignedIn) -> Result<Standing, Failure> {
    app.office.allow(who, Action::ViewSettings, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    let (organ, settings, version) = app.office.settings(who.organ.id).await?;
    let next = app.office.next_case_serial(&organ).await?;
    let url = &app.settings.public_url;
    let tracking = if url.is_empty() { String::new() } else { format!("{url}/track") };
    Ok(Standing { organ, settings, version, next, tracking })
}

/// `GET /desk/settings`.
async fn show(State(app): State<App>, Desk(who): Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let standing = standing(&app, &who).await?;
    let subject = Subject { organ_path: &who.organ.path, ..Subject::default() };
    let mut page = desk_page(&app, &who, "机关设置", "/desk/settings").await?;
    page.notice = words::done(&asked.done);
    let missing = labels(&standing.organ, &standing.settings);
    let today = app.office.clock().today();
    let sections = sections(&standing, today);
    if let Err(denied) = may(&who.actor(), Action::EditSettings, subject) {
        let from = standing.settings.guide.last().map(|guide| words::plain_day(guide.from)).unwrap_or_default();
        let sections = sections.into_iter().map(|section| (section.title, section.rows(&from))).collect();
        return Ok(Html(ViewPage { page, missing, sections, why: words::denied(&denied) }.render()?).into_response());
    }
    let earlier = earlier(&standing.settings);
    let page = SettingsPage { page, missing, sections, earlier, version: standing.version, once: new_once() };
    Ok(Html(page.render()?).into_response())
}

fn earlier(settings: &OrganSettings) -> Vec<GuideLine> {
    let versions = settings.guide.iter().rev().skip(1);
    versions.map(|version| GuideLine { from: words::plain_day(version.from), text: version.text.clone() }).collect()
}

/// `POST /desk/settings`.
async fn save(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    let seen = form.version().map_or(-1, i64::from);
    match app.office.save_settings(&who, seen, fields::read(&form), form.once.clone()).await {
        Ok(()) => Ok(Redirect::to("/desk/settings?done=settings").into_response()),
        Err(refusal) => refused(&app, &who, &form, seen, refusal).await,
    }
}

/// The page again with what was typed; where somebody saved meanwhile, with what they changed.
async fn refused(app: &App, who: &SignedIn, form: &Posted, seen: i64, refusal: Refusal) -> Result<Response, Failure> {
    let conflict = matches!(refusal, Refusal::Conflict { .. });
    let mistakes = Mistakes::of(refusal)?;
    let standing = standing(app, who).await?;
    let today = app.office.clock().today();
    let mut sections: Vec<Section> = fields::typed(form, &standing, today);
    let mut page = desk_page(app, who, "机关设置", "/desk/settings").await?;
    if conflict {
        let changes = app.office.settings_changed_since(&standing.organ, seen).await?;
        let changed: Vec<&String> = changes.iter().flat_map(|change| &change.fields).collect();
        fields::tell_present(&mut sections, &changed, fields::sections(&standing, today));
        let who_changed: Vec<String> = changes
            .iter()
            .map(|change| {
                let names = change.fields.iter().filter_map(|name| fields::label(name)).collect::<Vec<_>>().join("、");
                format!("{}在 {} 改过：{names}", change.by, words::list_instant(change.at))
            })
            .collect();
        page.notice = Some(Notice::failed(
            format!("没有保存：{}", who_changed.join("；")),
            "填写的内容还在下面。请对照现在保存的内容，再保存一次。",
        ));
    } else {
        for section in &mut sections {
            section.fields = std::mem::take(&mut section.fields).into_iter().map(|field| mistakes.on(field)).collect();
        }
        let all: Vec<FieldView> = sections.iter().flat_map(|section| section.fields.clone()).collect();
        page.errors = mistakes.summary(&all);
    }
    // After a conflict the version is that of what now stands beside what was typed.
    let version = if conflict { standing.version } else { seen };
    let missing = labels(&standing.organ, &standing.settings);
    let earlier = earlier(&standing.settings);
    let page = SettingsPage { page, missing, sections, earlier, version, once: mistakes.once(form) };
    let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}
