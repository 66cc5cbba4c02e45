//! The inspector's page 督查 (条例第四十七条): the organs with open, late, long unconfirmed cases and the state of their
//! report; each figure opens its list, without anything personal and without a way into a case.

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::desk::report::state_words;
use crate::desk::worklist::rows;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{CellView, DeskPage, EmptyState, Link, Pagination, StateTag, words};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use gongkai_office::Refusal;
use gongkai_office::reading::inspect::{Inspected, InspectedOrgan, Overview};
use gongkai_office::reading::worklist::PER_PAGE;
use gongkai_office::reporting::report_due;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/desk/inspect" Inspect => overview), route!(GET "/desk/inspect/{organ}/{list}" Inspect => list)]
}

struct OrganLine {
    /// Set in by its depth below the inspector's own organ.
    name: String,
    figures: [CellView; 3],
    report: String,
    report_tag: Option<StateTag>,
}

#[derive(Template)]
#[template(path = "desk/inspect/overview.html")]
struct OverviewPage {
    page: DeskPage,
    sentence: String,
    year: i16,
    organs: Vec<OrganLine>,
    totals: [CellView; 3],
}

struct CaseLine {
    tag: StateTag,
    date: String,
    title: String,
    number: String,
    state: &'static str,
    next: String,
}

#[derive(Template)]
#[template(path = "desk/inspect/list.html")]
struct ListPage {
    page: DeskPage,
    heading: String,
    sentence: String,
    cases: Vec<CaseLine>,
    pages: Pagination,
    empty: EmptyState,
}

const LISTS: [(Inspected, &str, &str); 3] = [
    (Inspected::Open, "open", "在办"),
    (Inspected::Late, "late", "逾期"),
    (Inspected::Unconfirmed, "unconfirmed", "超过一个工作日未确认"),
];

/// `GET /desk/inspect`.
async fn overview(State(app): State<App>, Desk(who): Desk) -> Result<Html<String>, Failure> {
    let seen = app.office.inspect(&who).await?;
    let sum = |figure: fn(&InspectedOrgan) -> u64| seen.organs.iter().map(figure).sum::<u64>();
    let (open, late, unconfirmed) = (sum(|one| one.open), sum(|one| one.late), sum(|one| one.unconfirmed));
    let published = seen.organs.iter().filter(|one| is_published(one)).count();
    let sentence = format!(
        "{} 个机关，在办 {open} 件，逾期 {late} 件，超过一个工作日未确认 {unconfirmed} 件；{}年的年度报告已公布 {published} 个。",
        seen.organs.len(),
        seen.year
    );
    let total = |figure: u64| CellView { total: true, ..CellView::plain(i64::try_from(figure).ok()) };
    let page = desk_page(&app, &who, "督查", "/desk/inspect").await?;
    Ok(Html(
        OverviewPage {
            page,
            sentence,
            year: seen.year,
            totals: [total(open), total(late), total(unconfirmed)],
            organs: seen.organs.iter().map(|one| organ_line(one, &seen)).collect(),
        }
        .render()?,
    ))
}

fn is_published(organ: &InspectedOrgan) -> bool {
    organ.published.is_some()
}

fn organ_line(one: &InspectedOrgan, seen: &Overview) -> OrganLine {
    let figures = [one.open, one.late, one.unconfirmed];
    let mut cells = LISTS.iter().zip(figures).map(|((_, code, label), figure)| CellView {
        href: Some(format!("/desk/inspect/{}/{code}", one.organ.code)),
        what: format!("{}，{label}", one.organ.short_name),
        failing: (*code != "open" && figure > 0).then(|| "需要督办".to_owned()),
        ..CellView::plain(i64::try_from(figure).ok())
    });
    let mut cell = || cells.next().unwrap_or_default();
    let (report, report_tag) = report(one, seen);
    OrganLine {
        name: format!("{}{}", "　".repeat(one.depth.min(3)), one.organ.short_name),
        figures: [cell(), cell(), cell()],
        report,
        report_tag,
    }
}

/// How far the report is, with the last day. A published report stays published while a correction is being worked on.
fn report(one: &InspectedOrgan, seen: &Overview) -> (String, Option<StateTag>) {
    let due = report_due(&one.organ, seen.year);
    let Some(published) = &one.published else {
        let words = one.draft.as_ref().map_or("未开始", |draft| state_words(&draft.state));
        return (due_words(due), Some(unpublished(seen, due, words)));
    };
    let late = one.first_out.is_some_and(|day| due.is_some_and(|due| day > due));
    let mut told: Vec<String> = Vec::new();
    if late {
        told.push("晚于期限".into());
    }
    if published.edition > 1 {
        told.push(format!("第 {} 版", published.edition));
    }
    if let Some(draft) = &one.draft {
        told.push(format!("更正版{}", state_words(&draft.state)));
    }
    let words = if told.is_empty() { "已公布".to_owned() } else { format!("已公布（{}）", told.join("，")) };
    (published.published_on.map(words::plain_day).unwrap_or_default(), Some(StateTag::done(words)))
}

fn due_words(due: Option<jiff::civil::Date>) -> String {
    due.map(|day| format!("应于{}前公布", words::plain_day(day))).unwrap_or_default()
}

fn unpublished(seen: &Overview, due: Option<jiff::civil::Date>, words: &str) -> StateTag {
    let late = due.is_some_and(|due| seen.today > due);
    let kind = if late { crate::parts::TagKind::Late } else { crate::parts::TagKind::Soon };
    StateTag::new(kind, if late { format!("{words}，已过期限") } else { words.to_owned() })
}

/// `GET /desk/inspect/{organ}/{list}`.
async fn list(
    State(app): State<App>,
    Desk(who): Desk,
    Path((organ, list)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Failure> {
    let (which, code, label) = LISTS.into_iter().find(|(_, code, _)| *code == list).ok_or(Refusal::NotFound)?;
    let number = form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "page")
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(1);
    let found = app.office.inspect_list(&who, &organ, which, number).await?;
    let mut page = desk_page(&app, &who, &format!("{}：{label}", found.organ.short_name), "/desk/inspect").await?;
    page.crumbs =
        vec![Link::new("督查", "/desk/inspect"), Link::new(format!("{}，{label}", found.organ.short_name), "")];
    let cases = found.cases.iter().map(|case| {
        let (tag, date, _) = rows::of_clock(&case.clock, case.safe_left, found.today);
        CaseLine {
            tag,
            date,
            title: rows::title(case.request.title.as_deref()),
            number: case.request.number.clone(),
            state: words::state(&case.request),
            next: words::next_act(&case.request, case.next, found.today),
        }
    });
    Ok(Html(
        ListPage {
            page,
            heading: format!("{}：{label}", found.organ.short_name),
            sentence: format!("共 {} 件。只列标题和期限，不含申请人信息。", found.total),
            cases: cases.collect(),
            pages: Pagination::new(
                found.page,
                PER_PAGE,
                found.total,
                format!("/desk/inspect/{}/{code}?page=", found.organ.code),
            ),
            empty: EmptyState {
                what: format!("没有{label}的申请"),
                text: String::new(),
                link: Some(Link::new("回到督查", "/desk/inspect")),
            },
        }
        .render()?,
    ))
}
