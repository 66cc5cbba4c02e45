//! The audit trail.

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::desk::people::organ_field;
use crate::desk::settings;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldView, FilterView, OptionView, Pagination, words};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use gongkai_office::Refusal;
use gongkai_office::reading::trail::{TRAIL_PAGE, TrailQuery, TrailRow};
use gongkai_rules::permissions::Action;
use serde::Deserialize;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/desk/audit" ReadAudit => show)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    organ: String,
    day: String,
    action: String,
    page: String,
}

/// A row as shown.
struct Line {
    at: String,
    who: String,
    organ: String,
    action: &'static str,
    subject: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "desk/audit/list.html")]
struct AuditPage {
    page: DeskPage,
    filters: FilterView,
    lines: Vec<Line>,
    total: u64,
    pages: Pagination,
}

/// `GET /desk/audit`.
async fn show(State(app): State<App>, Desk(who): Desk, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let organ = match asked.organ.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Refusal::NotFound)?),
    };
    let day = words::parse_day(&asked.day);
    let action = Action::ALL.iter().copied().find(|action| action.code() == asked.action);
    let page = asked.page.parse().unwrap_or(1).max(1);
    let (organ, rows, total) = app.office.trail(&who, &TrailQuery { organ, day, action, page }).await?;
    let reach = app.office.organs_in_reach(&who).await?;
    let day_text = day.map(|day| day.to_string()).unwrap_or_default();
    let code = action.map(Action::code).unwrap_or_default();
    let mut options = vec![OptionView::new("", "全部", code)];
    options.extend(Action::ALL.iter().map(|action| OptionView::new(action.code(), words::action(*action), code)));
    let set = [day.map(words::plain_day), action.map(|action| words::action(action).to_owned())];
    let set: Vec<String> = set.into_iter().flatten().collect();
    let filters = FilterView {
        action: "/desk/audit".into(),
        fields: vec![
            organ_field(&reach, &organ),
            FieldView::day("day", "日期").value(&day_text),
            FieldView::select("action", "事项", options),
        ],
        clear: (!set.is_empty()).then(|| "/desk/audit".to_owned()),
        set: set.join("，"),
        ..FilterView::default()
    };
    let base = format!("/desk/audit?organ={}&day={day_text}&action={code}&page=", organ.id);
    let page_frame = desk_page(&app, &who, "审计记录", "/desk/audit").await?;
    let pages = Pagination::new(page, TRAIL_PAGE, total, base);
    Ok(Html(
        AuditPage { page: page_frame, filters, lines: rows.into_iter().map(line).collect(), total, pages }.render()?,
    ))
}

fn line(row: TrailRow) -> Line {
    let action = Action::ALL.iter().copied().find(|action| action.code() == row.action);
    let nobody = match row.actor.as_str() {
        "applicant" => "申请人",
        "system" => "系统",
        _ => "没有登录的人",
    };
    Line {
        at: words::instant(row.at),
        who: row.by.unwrap_or_else(|| nobody.to_owned()),
        organ: row.organ.unwrap_or_default(),
        action: action.map_or("其他", words::action),
        subject: row.subject.unwrap_or_default(),
        detail: detail(action, &row.detail),
    }
}

/// A detail in words; settings tell which of them were changed.
fn detail(action: Option<Action>, detail: &str) -> String {
    let (version, names) = detail.split_once(' ').unwrap_or((detail, ""));
    if action == Some(Action::EditSettings) && version.parse::<i64>().is_ok() {
        let names: Vec<&str> = names.split(' ').filter_map(settings::label).collect();
        return if names.is_empty() { "没有改动".to_owned() } else { format!("改了{}", names.join("、")) };
    }
    words::audit_detail(detail)
}
