//! Everybody of an organ, and adding somebody.

use crate::app::App;
use crate::desk::account::form_page::{FormParts, Mistakes};
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldKind, FieldView, FilterView, Link, Notice, OptionView, words};
use crate::posted::Posted;
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::{Newcomer, PersonLine, SignedIn};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::people::Role;
use gongkai_rules::permissions::Action;
use serde::Deserialize;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/people" ManagePeople => show),
        route!(GET "/desk/people/new" ManagePeople => new),
        route!(POST "/desk/people/new" ManagePeople => add),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    organ: String,
    done: String,
}

/// Somebody in the list.
struct Line {
    href: String,
    name: String,
    login: String,
    roles: String,
    state: &'static str,
    open_cases: i64,
}

#[derive(Template)]
#[template(path = "desk/people/list.html")]
struct ListPage {
    page: DeskPage,
    organ: Organ,
    filters: FilterView,
    several: bool,
    lines: Vec<Line>,
    add: String,
}

/// The organ chosen in the address; one's own where none is. What cannot be read is as absent as what does not exist.
fn chosen(who: &SignedIn, organ: &str) -> Result<OrganId, Refusal> {
    if organ.is_empty() { Ok(who.organ.id) } else { organ.parse().map_err(|_| Refusal::NotFound) }
}

/// `GET /desk/people`.
async fn show(State(app): State<App>, Desk(who): Desk, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let (organ, people) = app.office.people_of(&who, chosen(&who, &asked.organ)?).await?;
    let reach = app.office.organs_in_reach(&who).await?;
    let mut page = desk_page(&app, &who, "人员", "/desk/people").await?;
    page.notice = words::done(&asked.done).or_else(|| missing(&people));
    let filters = FilterView {
        action: "/desk/people".into(),
        fields: vec![organ_field(&reach, &organ)],
        set: organ.short_name.clone(),
        ..FilterView::default()
    };
    let lines = people.iter().map(line).collect();
    let add = format!("/desk/people/new?organ={}", organ.id);
    Ok(Html(ListPage { page, filters, several: reach.len() > 1, lines, add, organ }.render()?))
}

fn line(line: &PersonLine) -> Line {
    let person = &line.person;
    Line {
        href: format!("/desk/people/{}", person.id),
        name: person.name.clone(),
        login: person.login.clone(),
        roles: words::roles(&person.roles),
        state: match (person.closed, person.must_change) {
            (true, _) => "已停用",
            (false, true) => "还没有改初始密码",
            (false, false) => "在用",
        },
        open_cases: line.open_cases,
    }
}

/// What an office lacks before it can answer a request: somebody who drafts, and another who reviews and consents.
fn missing(people: &[PersonLine]) -> Option<Notice> {
    let held = |role| people.iter().any(|line| !line.person.closed && line.person.roles.contains(&role));
    let lacking: Vec<Role> =
        [Role::Clerk, Role::Reviewer, Role::Head].into_iter().filter(|role| !held(*role)).collect();
    (!lacking.is_empty()).then(|| {
        Notice::warn(
            format!("还缺：{}", words::roles(&lacking)),
            "至少要两个人：一人经办，另一人审核并担任机构负责人。起草的人不能审核和签发自己的答复。",
        )
    })
}

/// The choice of an organ within reach.
pub fn organ_field(reach: &[Organ], current: &Organ) -> FieldView {
    let top = reach.first().map_or(0, |organ| organ.path.len());
    let option = |organ: &Organ| {
        let depth = organ.path.len().saturating_sub(top);
        let closed = if organ.abolished { "（已撤销）" } else { "" };
        let label = format!("{}{}{closed}", "　".repeat(depth), organ.short_name);
        OptionView::new(organ.id.to_string(), label, &current.id.to_string())
    };
    FieldView::select("organ", "机关", reach.iter().map(option).collect())
}

/// The choice of roles with what each is for.
pub fn roles_field(chosen: &[Role]) -> FieldView {
    let option = |role: Role| {
        let mut option = OptionView::new(role.code(), role.label(), "").hint(words::role_is_for(role));
        option.selected = chosen.contains(&role);
        option
    };
    FieldView {
        kind: FieldKind::Ticks,
        ..FieldView::ticks("roles", "角色", Role::ALL.into_iter().map(option).collect())
    }
    .hint("业务角色可以兼任；管理员不能兼任业务角色，审计管理员要由另一个人单独担任")
}

/// The roles ticked; a code that is none of them is left out.
pub fn ticked(form: &Posted) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| form.all("roles").contains(&role.code())).collect()
}

fn new_form(organ: &Organ, reach: &[Organ], form: Option<&Posted>) -> FormParts {
    let typed = |name: &str| form.map(|form| form.text(name).to_owned()).unwrap_or_default();
    FormParts {
        heading: "添加人员".into(),
        action: "/desk/people/new".into(),
        fields: vec![
            organ_field(reach, organ),
            FieldView::text("name", "姓名").value(typed("name")).width(20).input("text", "", "off"),
            FieldView::text("login", "用户名")
                .value(typed("login"))
                .hint("英文字母和数字，登录时用")
                .width(20)
                .input("text", "", "off"),
            roles_field(&form.map(ticked).unwrap_or_default()),
            FieldView::password("new", "初始密码", "new-password").hint("15 个字以上；本人第一次登录时要换成自己的"),
            FieldView::password("again", "再输入一次初始密码", "new-password"),
        ],
        button: "添加人员",
        crumbs: vec![Link::new("人员", format!("/desk/people?organ={}", organ.id))],
        cancel: Some(Link::new("不添加，返回", format!("/desk/people?organ={}", organ.id))),
        ..FormParts::default()
    }
}

/// `GET /desk/people/new`.
async fn new(State(app): State<App>, Desk(who): Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let (organ, reach) = organ_in_reach(&app, &who, &asked.organ).await?;
    new_form(&organ, &reach, None).show(&app, &who, None).await
}

async fn organ_in_reach(app: &App, who: &SignedIn, organ: &str) -> Result<(Organ, Vec<Organ>), Failure> {
    let id = chosen(who, organ)?;
    let reach = app.office.organs_in_reach(who).await?;
    let organ = reach.iter().find(|organ| organ.id == id).ok_or(Refusal::NotFound)?.clone();
    app.office.allow(who, Action::ManagePeople, &organ, ("organ", Some(organ.id.0))).await?;
    Ok((organ, reach))
}

/// `POST /desk/people/new`.
async fn add(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    let organ = chosen(&who, form.text("organ"))?;
    let typed = Newcomer {
        login: form.text("login").to_owned(),
        name: form.text("name").to_owned(),
        roles: ticked(&form),
        password: form.exact("new").to_owned(),
        again: form.exact("again").to_owned(),
    };
    match app.office.add_person_to(&who, organ, typed, form.once.clone()).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/people?organ={organ}&done=added")).into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            let (organ, reach) = organ_in_reach(&app, &who, form.text("organ")).await?;
            new_form(&organ, &reach, Some(&form)).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}
