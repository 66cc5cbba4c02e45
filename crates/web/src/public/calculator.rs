//! 期限计算: date, channel and events in, the due date out, with every day that does not count and why.
//!
//! A look, not an act: the form is sent by GET, so that a reckoning can be kept as an address; it holds nothing but days.

mod asked;
mod months;

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{ClockStep, ErrorSummary, FieldView, Link, MonthView, Notice, PublicPage, words};
use crate::public::public_page;
use crate::routes::{Route, route};
use askama::Template;
use asked::Asked;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::{Clock, ClockEvent, Waiting, clock, track};

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/deadline" ViewSite => show)]
}

#[derive(Template)]
#[template(path = "public/deadline.html")]
struct Deadline {
    page: PublicPage,
    fields: Vec<FieldView>,
    /// One group of fields an event.
    rows: Vec<EventRow>,
    /// How many rows the page has: sent along so that the same ones come back.
    count: usize,
    more: bool,
    result: Option<ResultView>,
}

/// The fields of an event.
pub struct EventRow {
    /// 第 1 件事.
    pub title: String,
    /// What happened, when, how many days.
    pub fields: Vec<FieldView>,
}

/// What comes out.
struct ResultView {
    main: String,
    more: Vec<String>,
    steps: Vec<ClockStep>,
    months: Vec<MonthView>,
    /// Spans that do not count: from to, why.
    spans: Vec<(String, String)>,
}

/// `GET /deadline`.
async fn show(State(app): State<App>, view: View, uri: Uri) -> Result<Response, Failure> {
    let (mut page, _, _) = public_page(&app, &view, None, "期限计算", "deadline").await?;
    page.crumbs = vec![Link::new("首页", "/"), Link::new("期限计算", "")];
    let moment = app.office.moment();
    let asked = Asked::of(uri.query().unwrap_or_default(), moment.today);
    let (fields, rows) = asked.fields();
    let all = fields.iter().chain(rows.iter().flat_map(|row| &row.fields));
    page.errors = ErrorSummary::of(all);
    let wrong = !page.errors.is_empty();
    let events = asked.events();
    let result = (asked.calculates() && !wrong).then(|| result(&events, &moment.calendar, moment.today));
    if let Some((_, Some(year))) = &result {
        let words = format!("{year}年放假安排还没有公布，这个日期是暂算的，公布后自动重算");
        page.notice = Some(Notice::warn("日期是暂算的", words));
    }
    let (count, more) = (asked.rows(), asked.rows() < asked::EVENTS_AT_MOST);
    let result = result.map(|(shown, _)| shown);
    let html = Html(Deadline { page, fields, rows, count, more, result }.render()?);
    Ok(if wrong { (StatusCode::UNPROCESSABLE_ENTITY, html).into_response() } else { html.into_response() })
}

/// The result, and the first year without a calendar that it touches.
fn result(events: &[ClockEvent], calendar: &Calendar, today: jiff::civil::Date) -> (ResultView, Option<i16>) {
    let clock = clock(events, calendar, today);
    let mut days = track(&clock, calendar);
    // A reckoning ends with its due date: what came after is no part of the limit, however long ago it was.
    days.retain(|day| clock.reply_due.is_none_or(|due| day.date <= due));
    let step = |step: &gongkai_rules::deadlines::Step| ClockStep {
        text: step.text.clone(),
        law: step.articles.join("、"),
        date: step.date.map(words::plain_day).unwrap_or_default(),
        links: Vec::new(),
    };
    let year = clock.provisional.then(|| {
        let ends = [clock.reply_due, clock.clarification_due, clock.pay_due, clock.day0];
        let last = ends.into_iter().flatten().max().unwrap_or(today);
        (clock.day0.map_or(last.year(), |day| day.year())..=last.year()).find(|year| !calendar.has_notice(*year))
    });
    let view = ResultView {
        main: main(&clock),
        more: more(&clock),
        steps: clock.steps.iter().map(step).collect(),
        months: months::of(&clock, &days, calendar, today),
        spans: months::not_counted(&days),
    };
    (view, year.flatten())
}

fn main(clock: &Clock) -> String {
    match (clock.reply_due, clock.waiting) {
        (Some(due), _) => format!("最晚 {}答复", words::long_day(due)),
        (None, Some(Waiting::Clarification)) => match clock.clarification_due {
            Some(last) => format!("等候补正，补正期限到 {}", words::long_day(last)),
            None => "等候补正".to_owned(),
        },
        (None, Some(Waiting::Payment)) => match clock.pay_due {
            Some(last) => format!("等候缴费，缴费期限到 {}", words::long_day(last)),
            None => "等候缴费".to_owned(),
        },
        (None, None) => "期限还没有起算".to_owned(),
    }
}

fn more(clock: &Clock) -> Vec<String> {
    let mut more = Vec::new();
    if let Some(last) = clock.clarify_notice_due.filter(|_| clock.effective_on.is_none()) {
        more.push(format!("要请申请人补正的，最晚 {}告知（条例第三十条）。", words::long_day(last)));
    }
    match clock.in_time {
        Some(true) => more.push("答复没有超过期限。".into()),
        Some(false) => more.push("答复超过了期限。".into()),
        None => {}
    }
    if let Some(until) = clock.reconsideration_until {
        more.push(format!("申请行政复议，最晚 {}。", words::long_day(until)));
    }
    if let Some(until) = clock.suit_until {
        more.push(format!("可以直接起诉的，最晚 {}。", words::long_day(until)));
    }
    more
}
