//! Lists of cases: 待办, 在办, 已办, 依申请公开, 待确认, 待电话告知, 待我签, and what a search finds.
//!
//! Filters stand in the address, a name never does: whoever looks for an applicant posts.

mod asked;
pub(super) mod rows;

use crate::app::App;
use crate::desk::frame::{desk_page, frame};
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, EmptyState, FilterView, Link, Pagination, TabView, WorklistGroup, WorklistView, words};
use crate::posted::Posted;
use crate::routes::{Route, route};
use askama::Template;
use asked::Query;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reading::counts::DeskCounts;
use gongkai_office::reading::worklist::{Bucket, DeskList, Found, PER_PAGE, WorkPage};
use gongkai_rules::permissions::{Action, Subject, may};

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk" UseDesk => to_do),
        route!(GET "/desk/in-progress" ViewRequests => in_progress),
        route!(GET "/desk/done" ViewRequests => done),
        route!(GET "/desk/requests" ViewRequests => all),
        route!(GET "/desk/unconfirmed" ViewRequests => unconfirmed),
        route!(GET "/desk/unopened" ViewRequests => unopened),
        route!(GET "/desk/to-sign" ViewRequests => to_sign),
        route!(GET "/desk/search" ViewRequests => search_form),
        route!(POST "/desk/search" ViewRequests => search),
    ]
}

#[derive(Template)]
#[template(path = "desk/worklist/list.html")]
struct ListPage {
    page: DeskPage,
    heading: &'static str,
    sentence: String,
    tabs: Vec<TabView>,
    filters: Option<FilterView>,
    list: WorklistView,
    pages: Pagination,
    empty: EmptyState,
}

#[derive(Template)]
#[template(path = "desk/worklist/search.html")]
struct SearchPage {
    page: DeskPage,
    sentence: String,
    list: WorklistView,
    pages: Pagination,
    typed: String,
}

/// `GET /desk`: the worklist, or for whoever has none their first page.
async fn to_do(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let subject = Subject { organ_path: &who.organ.path, ..Subject::default() };
    if may(&who.actor(), Action::ViewRequests, subject).is_err() {
        let first = [
            (Action::Inspect, "/desk/inspect"),
            (Action::ManagePeople, "/desk/people"),
            (Action::ImportHolidays, "/desk/calendar"),
            (Action::ReadAudit, "/desk/audit"),
        ];
        let place = first.into_iter().find(|(action, _)| may(&who.actor(), *action, subject).is_ok());
        return Ok(Redirect::to(place.map_or("/desk/me", |(_, place)| place)).into_response());
    }
    Ok(show(&app, &who, DeskList::ToDo, query).await?.into_response())
}

/// `GET /desk/in-progress`.
async fn in_progress(
    State(app): State<App>,
    Desk(who): Desk,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Failure> {
    show(&app, &who, DeskList::InProgress, query).await
}

/// `GET /desk/done`.
async fn done(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Html<String>, Failure> {
    show(&app, &who, DeskList::Done, query).await
}

/// `GET /desk/requests`.
async fn all(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Html<String>, Failure> {
    show(&app, &who, DeskList::All, query).await
}

/// `GET /desk/unconfirmed`.
async fn unconfirmed(
    State(app): State<App>,
    Desk(who): Desk,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Failure> {
    show(&app, &who, DeskList::Unconfirmed, query).await
}

/// `GET /desk/unopened`.
async fn unopened(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Html<String>, Failure> {
    show(&app, &who, DeskList::Unopened, query).await
}

/// `GET /desk/to-sign`.
async fn to_sign(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Html<String>, Failure> {
    show(&app, &who, DeskList::ToSign, query).await
}

fn path_of(list: DeskList) -> &'static str {
    match list {
        DeskList::ToDo => "/desk",
        DeskList::InProgress => "/desk/in-progress",
        DeskList::Done => "/desk/done",
        DeskList::All => "/desk/requests",
        DeskList::Unconfirmed => "/desk/unconfirmed",
        DeskList::Unopened => "/desk/unopened",
        DeskList::ToSign => "/desk/to-sign",
    }
}

fn heading(list: DeskList) -> &'static str {
    match list {
        DeskList::ToDo => "待办",
        DeskList::InProgress => "在办",
        DeskList::Done => "已办",
        DeskList::All => "依申请公开",
        DeskList::Unconfirmed => "待确认收到",
        DeskList::Unopened => "待电话告知",
        DeskList::ToSign => "待我签",
    }
}

async fn show(app: &App, who: &SignedIn, list: DeskList, query: Option<String>) -> Result<Html<String>, Failure> {
    let query = Query::read(query.as_deref().unwrap_or_default());
    let found = app.office.worklist(who, query.asked(list, who.person.id)).await?;
    let counts = app.office.desk_counts(who).await?;
    let path = path_of(list);
    let mut page = frame(app, who, heading(list), path, &counts);
    page.print = query.print;
    page.htmx = true;
    Ok(Html(
        ListPage {
            sentence: sentence(list, &counts, &found),
            tabs: tabs(list, path, &query, &found),
            filters: filters(list, path, &query, &found),
            pages: Pagination::new(found.page, PER_PAGE, found.total, query.without_page(path)),
            empty: empty(list, path, &query, &counts),
            list: view(list, &found),
            heading: heading(list),
            page,
        }
        .render()?,
    ))
}

/// The count of each list in one sentence.
fn sentence(list: DeskList, counts: &DeskCounts, found: &WorkPage) -> String {
    match list {
        DeskList::ToDo => {
            let mut parts = vec![format!("{} 项等您处理", counts.to_do)];
            let notable = [
                (counts.late, "项已逾期"),
                (counts.today, "项今天到期"),
                (counts.unconfirmed_late, "项没有按时确认收到"),
            ];
            let notable: Vec<String> =
                notable.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
            if !notable.is_empty() {
                parts.push(format!("其中 {}", notable.join("，")));
            }
            format!("{}。", parts.join("，"))
        }
        DeskList::InProgress => format!("{} 项在别人手里，或者在等申请人、第三方。", counts.in_progress),
        DeskList::Done => format!("共 {} 项，最近办结的在前。", found.total),
        DeskList::All => format!("共 {} 项，在办 {} 项。", found.total, counts.open),
        DeskList::Unconfirmed => {
            let late = found.groups.iter().find(|(bucket, _)| *bucket == Bucket::Late).map_or(0, |(_, count)| *count);
            let late = if late > 0 { format!("，其中 {late} 项没有按时核对") } else { String::new() };
            format!(
                "{} 项还没有与申请人核对{late}。核对的那天起算期限（条例第三十一条）；稳妥起见，答复不要晚于从提交起算的日期。",
                found.total
            )
        }
        DeskList::Unopened => {
            format!(
                "{} 项的告知书或者答复放在网上，超过一个工作日没有打开。请打电话告知，并登记通话情况。",
                found.total
            )
        }
        DeskList::ToSign => format!("{} 项等您签：同意办理步骤，或者签发答复。", found.total),
    }
}

fn has_tabs(list: DeskList) -> bool {
    matches!(list, DeskList::ToDo | DeskList::InProgress | DeskList::All)
}

fn tabs(list: DeskList, path: &str, query: &Query, found: &WorkPage) -> Vec<TabView> {
    if !has_tabs(list) || (found.states.len() < 2 && query.state.is_none()) {
        return Vec::new();
    }
    let total = found.states.iter().map(|(_, count)| count).sum();
    let all = TabView {
        link: Link::new("全部", query.with_state(path, None)),
        count: Some(total),
        current: query.state.is_none(),
    };
    let one = |(state, count): &(gongkai_rules::requests::StateName, u64)| TabView {
        link: Link::new(words::state_name(*state), query.with_state(path, Some(*state))),
        count: Some(*count),
        current: query.state == Some(*state),
    };
    std::iter::once(all).chain(found.states.iter().map(one)).collect()
}

fn filters(list: DeskList, path: &str, query: &Query, found: &WorkPage) -> Option<FilterView> {
    let mut fields = Vec::new();
    if list != DeskList::Done {
        fields.push(query.due_field(list));
    }
    fields.push(query.who_field(&found.clerks));
    let set: Vec<String> = fields
        .iter()
        .filter(|field| !field.value.is_empty())
        .filter_map(|field| {
            let chosen = field.options.iter().find(|option| option.selected)?;
            Some(format!("{} {}", field.label, chosen.label))
        })
        .collect();
    let clear = (!set.is_empty()).then(|| query.with_state_only(path));
    // A list without lines and without filters needs none.
    if found.total == 0 && clear.is_none() {
        return None;
    }
    let kept = query.state.map(|state| ("state".to_owned(), state.code().to_owned())).into_iter().collect();
    Some(FilterView { action: path.to_owned(), fields, kept, set: set.join("，"), export: None, clear })
}

fn view(list: DeskList, found: &WorkPage) -> WorklistView {
    let mut groups: Vec<(Bucket, WorklistGroup)> = Vec::new();
    for line in &found.lines {
        let bucket = gongkai_office::reading::worklist::bucket_of(line, found.today);
        let row = rows::row(line, list, found.today);
        match groups.last_mut() {
            Some((last, group)) if *last == bucket => group.rows.push(row),
            _ => {
                let count = found.groups.iter().find(|(group, _)| *group == bucket).map_or(0, |(_, count)| *count);
                groups.push((bucket, WorklistGroup { title: title(bucket).to_owned(), count, rows: vec![row] }));
            }
        }
    }
    WorklistView {
        caption: heading(list).to_owned(),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        ..WorklistView::default()
    }
}

fn title(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Late => "已逾期",
        Bucket::Today => "今天和明天",
        Bucket::Week => "本周",
        Bucket::Later => "以后",
        Bucket::Paused => "暂停计时",
        Bucket::Closed => "已办结",
    }
}

/// Says that a list is empty, whether that is good, and where to go.
fn empty(list: DeskList, path: &str, query: &Query, counts: &DeskCounts) -> EmptyState {
    let state = |what: &str, text: String, link: Option<Link>| EmptyState { what: what.into(), text, link };
    if query.narrows() {
        let text = "换一个条件，或者看全部。".to_owned();
        return state("没有符合条件的", text, Some(Link::new("清除筛选", path)));
    }
    let due = counts.next_due.map(|day| format!("最近一项到期：{}。", words::short_day(day))).unwrap_or_default();
    match list {
        DeskList::ToDo => state("没有待办", due, Some(Link::new("看在办", "/desk/in-progress"))),
        DeskList::InProgress => state("没有在办", "没有等别人处理的申请。".into(), Some(Link::new("看待办", "/desk"))),
        DeskList::Done => state("还没有办结的申请", due, Some(Link::new("看待办", "/desk"))),
        DeskList::All => state(
            "还没有申请",
            "网上提交的申请自动出现在这里；其他方式收到的，请登记。".into(),
            Some(Link::new("登记申请", "/desk/enter")),
        ),
        DeskList::Unconfirmed => {
            state("都已经核对", "没有等着确认收到的申请。".into(), Some(Link::new("看待办", "/desk")))
        }
        DeskList::Unopened => state(
            "没有要打电话的",
            "放在网上的告知书和答复，申请人都已经打开或者知道了。".into(),
            Some(Link::new("看待办", "/desk")),
        ),
        DeskList::ToSign => state("没有等您签的", due, Some(Link::new("看在办", "/desk/in-progress"))),
    }
}

/// `GET /desk/search`: where a reloaded search leads.
async fn search_form(State(app): State<App>, Desk(who): Desk) -> Result<Html<String>, Failure> {
    found(&app, &who, "", 1).await.map(|(page, _)| page)
}

/// `POST /desk/search`: answers with the page itself, for what was typed may be a name.
async fn search(State(app): State<App>, Desk(who): Desk, posted: Posted) -> Result<Response, Failure> {
    let page = posted.text("page").parse().unwrap_or(1);
    let (html, case) = found(&app, &who, posted.text("q"), page).await?;
    match case {
        Some(id) => Ok(Redirect::to(&format!("/desk/requests/{id}")).into_response()),
        None => Ok(html.into_response()),
    }
}

async fn found(
    app: &App,
    who: &SignedIn,
    typed: &str,
    page: u64,
) -> Result<(Html<String>, Option<gongkai_rules::ids::RequestId>), Failure> {
    let typed: String = typed.chars().take(100).collect();
    let found = match app.office.search_requests(who, &typed, page).await? {
        Found::Case(id) => return Ok((Html(String::new()), Some(id))),
        Found::Page(page) => page,
    };
    let mut frame = desk_page(app, who, "查找申请", "/desk/search").await?;
    frame.search.clone_from(&typed);
    let sentence = match (typed.is_empty(), found.total) {
        (true, _) => String::new(),
        (_, 0) => "没有找到。".to_owned(),
        (_, total) => format!("找到 {total} 项。"),
    };
    let list = if typed.is_empty() { WorklistView::default() } else { view(DeskList::All, &found) };
    let pages = Pagination::new(found.page, PER_PAGE, found.total, String::new());
    Ok((Html(SearchPage { page: frame, sentence, list, pages, typed }.render()?), None))
}
