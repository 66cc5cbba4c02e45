//! The calendar of working days 放假安排: its years with their notices, and the import of a new one: a preview of the
//! open cases whose due date moves, then one act that recomputes them.

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::desk::worklist::rows;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, ErrorSummary, FieldView, Link, Notice as Told, StateTag, TagKind, words};
use crate::posted::{Posted, new_once};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::calendars::Moved;
use gongkai_office::reading::calendar::{CalendarYear, Holiday};
use gongkai_rules::calendar::Notice;
use jiff::civil::Date;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/calendar" ImportHolidays => show),
        route!(POST "/desk/calendar/preview" ImportHolidays => preview),
        route!(POST "/desk/calendar" ImportHolidays => adopt),
    ]
}

struct YearView {
    year: i16,
    tag: StateTag,
    about: String,
    holidays: Vec<String>,
    made_up: Vec<String>,
    papers: Vec<Link>,
    open: bool,
}

struct MovedView {
    number: String,
    title: String,
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "desk/calendar/show.html")]
struct CalendarPage {
    page: DeskPage,
    sentence: String,
    file: FieldView,
    once: String,
    years: Vec<YearView>,
}

#[derive(Template)]
#[template(path = "desk/calendar/preview.html")]
struct PreviewPage {
    page: DeskPage,
    year: YearView,
    sentence: String,
    moved: Vec<MovedView>,
    once: String,
    notice: String,
}

/// `GET /desk/calendar`.
async fn show(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Html<String>, Failure> {
    let query = query.unwrap_or_default();
    let given = |key: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == key)
            .and_then(|(_, value)| value.parse::<i16>().ok())
    };
    let told = given("adopted").map(|year| {
        Told::done(
            format!("{year}年的放假安排已经启用"),
            "期限有变动的在办申请都已经重算，每一件的记录里有新的日期；已办结的没有变。",
        )
    });
    Ok(Html(calendar_page(&app, &who, told, None).await?.render()?))
}

async fn calendar_page(
    app: &App,
    who: &SignedIn,
    told: Option<Told>,
    error: Option<String>,
) -> Result<CalendarPage, Failure> {
    let years = app.office.calendar_years(who).await?;
    let mut page = desk_page(app, who, "放假安排", "/desk/calendar").await?;
    page.notice = told;
    let file = FieldView::file("notice", "放假安排文件")
        .hint(
            "JSON 文件，写明年份、通知网址和每一个放假、调休上班的日期。上传后先看哪些在办申请的期限会变，再决定启用。",
        )
        .files(".json,application/json", 1024 * 1024)
        .error(error);
    page.errors = ErrorSummary::of([&file]);
    let this_year = app.office.clock().today().year();
    let missing: Vec<String> =
        years.iter().filter(|year| !year.noticed).map(|year| format!("{}年", year.year)).rev().collect();
    let sentence = if missing.is_empty() {
        "工作日按国务院办公厅每年的通知计算。".to_owned()
    } else {
        format!(
            "工作日按国务院办公厅每年的通知计算。{}的放假安排还没有公布，先按法定节假日暂算；公布后在这里导入，在办申请的期限自动重算。",
            missing.join("、")
        )
    };
    let years = years.iter().map(|year| year_view(year, year.year >= this_year)).collect();
    Ok(CalendarPage { page, sentence, file, once: new_once(), years })
}

fn year_view(year: &CalendarYear, open: bool) -> YearView {
    let off: u32 = year.holidays.iter().map(|holiday| holiday.days).sum();
    let tag = if year.noticed {
        StateTag::done(if year.imported { "已公布，本机导入" } else { "已公布" })
    } else {
        StateTag::new(TagKind::Soon, "暂算")
    };
    let made_up: Vec<String> = year.made_up.iter().map(|day| words::list_day(*day)).collect();
    YearView {
        year: year.year,
        tag,
        about: format!("放假 {off} 天，周末上班 {} 天", year.made_up.len()),
        holidays: year.holidays.iter().map(holiday_words).collect(),
        made_up,
        papers: year.papers.iter().map(|paper| Link::new(paper.clone(), paper.clone())).collect(),
        open,
    }
}

/// 春节：2月15日至23日，9 天.
fn holiday_words(holiday: &Holiday) -> String {
    let short = |day: Date| format!("{}月{}日", day.month(), day.day());
    if holiday.first == holiday.last {
        return format!("{}：{}", holiday.name, short(holiday.first));
    }
    let last = if holiday.first.month() == holiday.last.month() {
        format!("{}日", holiday.last.day())
    } else {
        short(holiday.last)
    };
    format!("{}：{}至{last}，{} 天", holiday.name, short(holiday.first), holiday.days)
}

/// The page again with what is wrong with the file.
async fn again(app: &App, who: &SignedIn, error: String) -> Result<Response, Failure> {
    let html = Html(calendar_page(app, who, None, Some(error)).await?.render()?);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

/// The one thing wrong with the notice, in words; other refusals go their own way.
fn said(refusal: Refusal) -> Result<String, Failure> {
    match refusal {
        Refusal::Invalid(fields) => {
            Ok(fields.iter().map(|(field, problem)| words::problem(field, problem)).collect::<Vec<_>>().join("；"))
        }
        other => Err(other.into()),
    }
}

/// `POST /desk/calendar/preview`: which cases would move. Changes nothing.
async fn preview(State(app): State<App>, Desk(who): Desk, posted: Posted) -> Result<Response, Failure> {
    app.office.may_import_holidays(&who).await?;
    let Some(file) = posted.files.first() else {
        return again(&app, &who, "请选择放假安排文件".to_owned()).await;
    };
    let text = String::from_utf8_lossy(&file.content).into_owned();
    let notice = match Notice::from_json(&text) {
        Ok(notice) => notice,
        Err(error) => return again(&app, &who, error.to_string()).await,
    };
    let moved = match app.office.preview_holidays(notice.clone()).await {
        Ok(moved) => moved,
        Err(refusal) => return again(&app, &who, said(refusal)?).await,
    };
    let calendar =
        app.office.calendar().with_notice(notice.clone()).map_err(|error| Refusal::Fault(error.to_string()))?;
    let year = gongkai_office::reading::calendar::year_of(&calendar, notice.year, true);
    let sentence = match moved.len() {
        0 => "没有在办申请的期限会变。".to_owned(),
        count => format!("{count} 件在办申请的答复期限会变，见下表。启用后一次重算，每一件都有记录；已办结的不变。"),
    };
    let mut page = desk_page(&app, &who, &format!("{}年放假安排：启用前", notice.year), "/desk/calendar").await?;
    page.crumbs = vec![Link::new("放假安排", "/desk/calendar"), Link::new(format!("{}年", notice.year), "")];
    let shown = PreviewPage {
        page,
        year: year_view(&year, true),
        sentence,
        moved: moved.iter().map(moved_view).collect(),
        once: new_once(),
        notice: serde_json::to_string(&notice).map_err(|error| Refusal::Fault(error.to_string()))?,
    };
    Ok(Html(shown.render()?).into_response())
}

fn moved_view(moved: &Moved) -> MovedView {
    let day = |day: Option<Date>| day.map_or_else(|| "没有期限".to_owned(), words::long_day);
    MovedView {
        number: moved.number.clone(),
        title: rows::title(Some(&moved.title)),
        from: day(moved.from),
        to: day(moved.to),
    }
}

/// `POST /desk/calendar`: takes the notice into use.
async fn adopt(State(app): State<App>, Desk(who): Desk, posted: Posted) -> Result<Response, Failure> {
    let notice = match Notice::from_json(posted.text("notice")) {
        Ok(notice) => notice,
        Err(error) => return again(&app, &who, error.to_string()).await,
    };
    let year = notice.year;
    match app.office.adopt_holidays(&who.actor(), Some(posted.once), notice).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/calendar?adopted={year}")).into_response()),
        Err(Refusal::Invalid(fields)) => again(&app, &who, said(Refusal::Invalid(fields))?).await,
        Err(other) => Err(other.into()),
    }
}
