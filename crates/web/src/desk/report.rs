//! The annual report at the desk: the years, one year with its six parts and what comes next, its three tables whose
//! figures open onto their cases, its text, and the acts.

mod acts;
mod after;
mod checks;
mod drill;
mod figures;
mod labels;
mod next;
mod overview;
mod six;
mod tables;
mod text;

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, Link, Notice, StateTag, TagKind, words};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Html;
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{ReportView, ReportYear, report_due};
use gongkai_rules::editions::{Edition, Stage};
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::{Action, Subject, may};

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/reports" ViewReport => list),
        route!(GET "/desk/reports/{year}" ViewReport => overview::show),
        route!(GET "/desk/reports/{year}/figures" ViewReport => figures::show),
        route!(GET "/desk/reports/{year}/requests" ViewReport => tables::requests),
        route!(GET "/desk/reports/{year}/remedies" ViewReport => tables::remedies),
        route!(GET "/desk/reports/{year}/text" ViewReport => text::show),
        route!(GET "/desk/reports/{year}/read" ViewReport => text::read),
        route!(GET "/desk/reports/{year}/file/{format}" ViewReport => acts::file),
        route!(POST "/desk/reports/{year}/figures" DraftReport => figures::enter),
        route!(POST "/desk/reports/{year}/nothing" DraftReport => acts::nothing),
        route!(POST "/desk/reports/{year}/text" DraftReport => text::write),
        route!(POST "/desk/reports/{year}/send" DraftReport => acts::send),
        route!(POST "/desk/reports/{year}/approve" ReviewReport => acts::approve),
        route!(POST "/desk/reports/{year}/return" ReviewReport => acts::send_back),
        route!(POST "/desk/reports/{year}/publish" PublishReport => acts::publish),
        route!(POST "/desk/reports/{year}/correct" DraftReport => acts::correct),
        route!(POST "/desk/reports/{year}/export" ImportRegister => drill::export),
    ]
}

/// A value of the address.
pub(crate) fn asked(query: Option<&str>, key: &str) -> Option<String> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.into_iter().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
}

/// The edition asked for in the address; the latest where none is.
fn edition(query: Option<&str>) -> Option<u32> {
    asked(query, "edition").and_then(|number| number.parse().ok())
}

/// The year of an address: what cannot be read does not exist.
fn year_of(text: &str) -> Result<i16, Refusal> {
    text.parse().map_err(|_| Refusal::NotFound)
}

/// The view a page of a year is made from.
async fn view(app: &App, who: &SignedIn, year: i16, query: Option<&str>) -> Result<ReportView, Failure> {
    Ok(app.office.report_view(who, year, edition(query), &[]).await?)
}

/// Whether this person may do it to this edition.
fn allowed(who: &SignedIn, edition: &Edition, action: Action) -> bool {
    let drafted_by = Some(who.person.id).filter(|id| edition.authors.contains(id));
    may(&who.actor(), action, Subject { organ_path: &who.organ.path, drafted_by, ..Subject::default() }).is_ok()
}

/// Whether the edition shown is the latest and this person may write in it.
fn may_write(who: &SignedIn, view: &ReportView) -> bool {
    view.edition.stage.is_draft()
        && view.edition.number == view.latest
        && allowed(who, &view.edition, Action::DraftReport)
}

/// `?edition=1` behind an address, where an older edition is shown.
fn suffix(view: &ReportView) -> String {
    if view.edition.number == view.latest { String::new() } else { format!("?edition={}", view.edition.number) }
}

/// An edition that is not out, by the code of its stage.
pub(crate) fn state_words(code: &str) -> &'static str {
    match code {
        "reviewing" => "审核中",
        "approved" => "待公布",
        "returned" => "退回修改",
        _ => "起草中",
    }
}

fn state_kind(code: &str) -> TagKind {
    match code {
        "reviewing" => TagKind::Soon,
        "approved" => TagKind::Ok,
        "returned" => TagKind::Today,
        _ => TagKind::Mine,
    }
}

/// How far an edition is.
fn stage_tag(edition: &Edition) -> StateTag {
    let code = edition.stage.code();
    match edition.stage {
        Stage::Published { .. } => StateTag::done("已公布"),
        Stage::Imported { .. } => StateTag::done("已导入"),
        _ if edition.number > 1 => StateTag::new(state_kind(code), format!("更正版{}", state_words(code))),
        _ => StateTag::new(state_kind(code), state_words(code)),
    }
}

/// The frame of a page of one year.
async fn frame(
    app: &App,
    who: &SignedIn,
    view: &ReportView,
    title: &str,
    last: Option<&str>,
) -> Result<DeskPage, Failure> {
    let mut page = desk_page(app, who, title, &format!("/desk/reports/{}", view.year)).await?;
    let year = format!("{}年", view.year);
    page.crumbs = vec![Link::new("年度报告", "/desk/reports")];
    match last {
        Some(last) => {
            page.crumbs.push(Link::new(year, format!("/desk/reports/{}{}", view.year, suffix(view))));
            page.crumbs.push(Link::new(last, ""));
        }
        None => page.crumbs.push(Link::new(year, "")),
    }
    Ok(page)
}

/// What was just done.
fn told(query: Option<&str>, year: i16) -> Option<Notice> {
    let (what, next) = match asked(query, "done")?.as_str() {
        "figures" => ("表二已保存".to_owned(), "接着看文字和核对；都好了就送审。".to_owned()),
        "nothing" => {
            ("已确认本年没有发生".to_owned(), "表二填为 0，六个部分的文字已经拟好。看一遍，就可以送审。".to_owned())
        }
        "text" => ("文字已保存".to_owned(), "核对没有错误就可以送审。".to_owned()),
        "sent" => ("已送审".to_owned(), "由另一位审核人审核；送审后不能修改，要改的请审核人退回。".to_owned()),
        "approved" => ("审核同意".to_owned(), "可以公布了。".to_owned()),
        "returned" => ("已退回".to_owned(), "起草人会看到您写的意见。".to_owned()),
        "published" => {
            (format!("{year}年度报告已公布"), "公众现在可以查看和下载。内容不再变动，要更正的另起一版。".to_owned())
        }
        "correct" => ("更正版已开始".to_owned(), "数字已按现在的登记重新计数，公布前原来的一版不变。".to_owned()),
        _ => return None,
    };
    Some(Notice::done(what, next))
}

struct YearLine {
    year: i16,
    href: String,
    tag: Option<StateTag>,
    about: String,
    due: String,
}

#[derive(Template)]
#[template(path = "desk/report/list.html")]
struct ListPage {
    page: DeskPage,
    organ: String,
    years: Vec<YearLine>,
}

/// `GET /desk/reports`.
async fn list(State(app): State<App>, Desk(who): Desk, RawQuery(_): RawQuery) -> Result<Html<String>, Failure> {
    let years = app.office.report_years(&who).await?;
    let page = desk_page(&app, &who, "年度报告", "/desk/reports").await?;
    let today = app.office.clock().today();
    let years = years.iter().map(|year| year_line(year, today, &who.organ)).collect();
    Ok(Html(ListPage { page, organ: who.organ.name.clone(), years }.render()?))
}

fn year_line(year: &ReportYear, today: jiff::civil::Date, organ: &Organ) -> YearLine {
    let latest = year.editions.first();
    let out = year.editions.iter().find(|line| matches!(line.state.as_str(), "published" | "imported"));
    let tag = latest.map(|line| match (line.state.as_str(), out) {
        ("published", _) => StateTag::done("已公布"),
        ("imported", _) => StateTag::done("已导入"),
        (code, Some(_)) => StateTag::new(state_kind(code), format!("已公布（更正版{}）", state_words(code))),
        (code, None) => StateTag::new(state_kind(code), state_words(code)),
    });
    let about = match (latest, out) {
        (Some(latest), Some(out)) if latest.edition > out.edition => format!("公众看到的是第 {} 版", out.edition),
        (_, Some(out)) if out.edition > 1 => format!("第 {} 版", out.edition),
        (None, _) if year.year == today.year() => "本年数字随办理变动".to_owned(),
        (None, _) => "还没有开始".to_owned(),
        _ => String::new(),
    };
    let published = out.and_then(|line| line.published_on).map(|day| format!("{}公布", words::plain_day(day)));
    let due =
        report_due(organ, year.year).map(|day| format!("应于{}前公布", words::plain_day(day))).unwrap_or_default();
    YearLine {
        year: year.year,
        href: format!("/desk/reports/{}", year.year),
        tag,
        about,
        due: published.unwrap_or(due),
    }
}
