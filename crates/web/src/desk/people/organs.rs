//! The tree of organs.

use crate::app::App;
use crate::desk::account::form_page::{FormParts, Mistakes};
use crate::desk::account::level_field;
use crate::desk::frame::desk_page;
use crate::desk::people::list::organ_field;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldView, Link, words};
use crate::posted::Posted;
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::accounts::setup::NewOrgan;
use gongkai_office::{Problem, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::{Level, Organ};
use gongkai_rules::permissions::Action;
use serde::Deserialize;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/organs" ManageOrgans => show),
        route!(GET "/desk/organs/new" ManageOrgans => new),
        route!(POST "/desk/organs/new" ManageOrgans => add),
        route!(GET "/desk/organs/{id}/abolish" ManageOrgans => abolishing),
        route!(POST "/desk/organs/{id}/abolish" ManageOrgans => abolish),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    parent: String,
    done: String,
}

/// An organ in the list.
struct Line {
    indent: String,
    name: String,
    code: String,
    level: &'static str,
    abolished: bool,
    own: bool,
    below: String,
    abolish: String,
}

#[derive(Template)]
#[template(path = "desk/people/organs.html")]
struct OrgansPage {
    page: DeskPage,
    lines: Vec<Line>,
}

async fn reach(app: &App, who: &SignedIn) -> Result<Vec<Organ>, Failure> {
    app.office.allow(who, Action::ManageOrgans, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    Ok(app.office.organs_in_reach(who).await?)
}

async fn one(app: &App, who: &SignedIn, id: &str) -> Result<(Organ, Vec<Organ>), Failure> {
    let id: OrganId = if id.is_empty() { who.organ.id } else { id.parse().map_err(|_| Refusal::NotFound)? };
    let reach = reach(app, who).await?;
    let organ = reach.iter().find(|organ| organ.id == id).ok_or(Refusal::NotFound)?.clone();
    Ok((organ, reach))
}

/// `GET /desk/organs`.
async fn show(State(app): State<App>, Desk(who): Desk, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let reach = reach(&app, &who).await?;
    let mut page = desk_page(&app, &who, "机关", "/desk/organs").await?;
    page.notice = words::done(&asked.done);
    let top = who.organ.path.len();
    let line = |organ: &Organ| Line {
        indent: "　".repeat(organ.path.len().saturating_sub(top)),
        name: organ.name.clone(),
        code: organ.code.clone(),
        level: organ.level.label(),
        abolished: organ.abolished,
        own: organ.id == who.organ.id,
        below: format!("/desk/organs/new?parent={}", organ.id),
        abolish: format!("/desk/organs/{}/abolish", organ.id),
    };
    Ok(Html(OrgansPage { page, lines: reach.iter().map(line).collect() }.render()?))
}

fn new_form(parent: &Organ, reach: &[Organ], form: Option<&Posted>) -> FormParts {
    let typed = |name: &str| form.map(|form| form.text(name).to_owned()).unwrap_or_default();
    let open: Vec<Organ> = reach.iter().filter(|organ| !organ.abolished).cloned().collect();
    FormParts {
        heading: "添加机关".into(),
        intro: vec!["添加后，由安全管理员在“人员”里为它添加人员。".into()],
        action: "/desk/organs/new".into(),
        fields: vec![
            FieldView { name: "parent".into(), label: "上级机关".into(), ..organ_field(&open, parent) },
            FieldView::text("name", "机关全称").value(typed("name")),
            FieldView::text("short", "机关简称").value(typed("short")).hint("显示在网页上方；不填用全称").optional(),
            FieldView::text("code", "机关代码")
                .value(typed("code"))
                .hint("用在申请编号和网址里的英文字母，如 XG；不填的，编号从年份开始")
                .width(10)
                .optional(),
            FieldView::text("word", "机关代字")
                .value(typed("word"))
                .hint("用在发文字号里，如：西工")
                .width(10)
                .optional(),
            level_field(&typed("level")),
        ],
        button: "添加机关",
        crumbs: vec![Link::new("机关", "/desk/organs")],
        cancel: Some(Link::new("不添加，返回", "/desk/organs")),
        ..FormParts::default()
    }
}

/// `GET /desk/organs/new`.
async fn new(State(app): State<App>, Desk(who): Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let (parent, reach) = one(&app, &who, &asked.parent).await?;
    new_form(&parent, &reach, None).show(&app, &who, None).await
}

/// `POST /desk/organs/new`.
async fn add(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    let (parent, reach) = one(&app, &who, form.text("parent")).await?;
    let added = match Level::from_code(form.text("level")) {
        Some(level) => {
            let new = NewOrgan {
                name: form.text("name").to_owned(),
                short_name: form.text("short").to_owned(),
                code: form.text("code").to_owned(),
                organ_word: form.text("word").to_owned(),
                level,
                parent: None,
            };
            app.office.add_organ_below(&who, parent.id, new, form.once.clone()).await
        }
        None => Err(Refusal::field("level", Problem::NotAChoice)),
    };
    match added {
        Ok(_) => Ok(Redirect::to("/desk/organs?done=organ-added").into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            new_form(&parent, &reach, Some(&form)).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}

fn abolish_form(organ: &Organ) -> FormParts {
    FormParts {
        heading: format!("撤销{}", organ.short_name),
        intro: vec![
            format!("{}撤销后，不能再向它提出申请，也不能再添加人员，不能恢复。", organ.name),
            "已经办结的申请、年度报告和记录都保留。".into(),
        ],
        action: format!("/desk/organs/{}/abolish", organ.id),
        button: "撤销机关",
        warning: true,
        crumbs: vec![Link::new("机关", "/desk/organs")],
        cancel: Some(Link::new("不撤销，返回", "/desk/organs")),
        ..FormParts::default()
    }
}

/// `GET /desk/organs/{id}/abolish`.
async fn abolishing(State(app): State<App>, Desk(who): Desk, Path(id): Path<String>) -> Result<Response, Failure> {
    let (organ, _) = one(&app, &who, &id).await?;
    abolish_form(&organ).show(&app, &who, None).await
}

/// `POST /desk/organs/{id}/abolish`.
async fn abolish(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let (organ, _) = one(&app, &who, &id).await?;
    match app.office.abolish_organ(&who, organ.id, form.once.clone()).await {
        Ok(()) => Ok(Redirect::to("/desk/organs?done=abolished").into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            abolish_form(&organ).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}
