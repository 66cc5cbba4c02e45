//! One person: name and roles, a new password, closing the account.

use crate::app::App;
use crate::desk::account::form_page::{FormParts, Mistakes};
use crate::desk::people::list::{roles_field, ticked};
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{FieldView, Link, OptionView};
use crate::posted::{Posted, VERSION};
use crate::routes::{Route, route};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::{PersonSheet, SignedIn};
use gongkai_rules::ids::PersonId;
use serde::Deserialize;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/people/{id}" ManagePeople => show),
        route!(POST "/desk/people/{id}" ManagePeople => change),
        route!(GET "/desk/people/{id}/password" ManagePeople => password),
        route!(POST "/desk/people/{id}/password" ManagePeople => reset),
        route!(GET "/desk/people/{id}/close" ManagePeople => closing),
        route!(POST "/desk/people/{id}/close" ManagePeople => close),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}

async fn sheet(app: &App, who: &SignedIn, id: &str) -> Result<PersonSheet, Failure> {
    let id: PersonId = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok(app.office.person_sheet(who, id).await?)
}

/// The version in a form; an impossible one where it is missing, so that nothing is overwritten unseen.
fn version(form: &Posted) -> i64 {
    form.version().map_or(-1, i64::from)
}

fn crumbs(sheet: &PersonSheet) -> Vec<Link> {
    vec![Link::new("人员", format!("/desk/people?organ={}", sheet.organ.id))]
}

fn form_of(sheet: &PersonSheet, form: Option<&Posted>) -> FormParts {
    let person = &sheet.person;
    let at = |act: &str| format!("/desk/people/{}{act}", person.id);
    let name = form.map_or(person.name.clone(), |form| form.text("name").to_owned());
    let roles = form.map_or(person.roles.clone(), ticked);
    let state = if person.closed { "这个账号已经停用。".to_owned() } else { String::new() };
    FormParts {
        heading: person.name.clone(),
        intro: [format!("用户名 {}，{}。", person.login, sheet.organ.name), state]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect(),
        action: at(""),
        hidden: vec![(VERSION.into(), person.version.to_string())],
        fields: vec![
            FieldView::text("name", "姓名").value(name).width(20).input("text", "", "off"),
            roles_field(&roles),
        ],
        button: "保存姓名和角色",
        crumbs: crumbs(sheet),
        others: if person.closed {
            Vec::new()
        } else {
            vec![Link::new("重设密码", at("/password")), Link::new("停用账号", at("/close"))]
        },
        ..FormParts::default()
    }
}

/// `GET /desk/people/{id}`.
async fn show(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let sheet = sheet(&app, &who, &id).await?;
    FormParts { done: asked.done, ..form_of(&sheet, None) }.show(&app, &who, None).await
}

/// `POST /desk/people/{id}`.
async fn change(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let sheet = sheet(&app, &who, &id).await?;
    let (name, roles) = (form.text("name").to_owned(), ticked(&form));
    match app.office.change_person(&who, sheet.person.id, version(&form), name, roles, form.once.clone()).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/people/{}?done=changed", sheet.person.id)).into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            form_of(&sheet, Some(&form)).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}

fn password_form(sheet: &PersonSheet) -> FormParts {
    FormParts {
        heading: format!("重设{}的密码", sheet.person.name),
        intro: vec![
            "重设后，本人在各台设备上的登录都会退出，下次登录要先换成自己的密码。请当面或者打电话告诉本人。".into(),
        ],
        action: format!("/desk/people/{}/password", sheet.person.id),
        hidden: vec![(VERSION.into(), sheet.person.version.to_string())],
        fields: vec![
            FieldView::password("new", "初始密码", "new-password").hint("15 个字以上"),
            FieldView::password("again", "再输入一次初始密码", "new-password"),
        ],
        button: "重设密码",
        crumbs: crumbs(sheet),
        cancel: Some(Link::new("不重设，返回", format!("/desk/people/{}", sheet.person.id))),
        ..FormParts::default()
    }
}

/// `GET /desk/people/{id}/password`.
async fn password(State(app): State<App>, Desk(who): Desk, Path(id): Path<String>) -> Result<Response, Failure> {
    let sheet = sheet(&app, &who, &id).await?;
    password_form(&sheet).show(&app, &who, None).await
}

/// `POST /desk/people/{id}/password`.
async fn reset(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let sheet = sheet(&app, &who, &id).await?;
    let typed = (form.exact("new").to_owned(), form.exact("again").to_owned());
    match app.office.reset_password(&who, sheet.person.id, version(&form), typed, form.once.clone()).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/people/{}?done=reset", sheet.person.id)).into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            password_form(&sheet).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}

fn close_form(sheet: &PersonSheet, chosen: &str) -> FormParts {
    let mut intro = vec!["停用后，这个人马上退出，不能再登录。以前办理的记录都保留。".to_owned()];
    let mut fields = Vec::new();
    if sheet.open_cases > 0 {
        intro.push(format!(
            "还有 {} 件申请由这个人经办，停用时一并转给另一位经办人，每件都记入办理记录。",
            sheet.open_cases
        ));
        let mut options = vec![OptionView::new("", "请选择", chosen)];
        options.extend(sheet.successors.iter().map(|other| OptionView::new(other.id.to_string(), &other.name, chosen)));
        let field = FieldView::select("successor", "转给", options);
        fields.push(if sheet.successors.is_empty() {
            field.hint("本机关没有别的经办人，请先添加")
        } else {
            field
        });
    }
    FormParts {
        heading: format!("停用{}的账号", sheet.person.name),
        intro,
        action: format!("/desk/people/{}/close", sheet.person.id),
        hidden: vec![(VERSION.into(), sheet.person.version.to_string())],
        fields,
        button: if sheet.open_cases > 0 { "转办并停用账号" } else { "停用账号" },
        warning: true,
        crumbs: crumbs(sheet),
        cancel: Some(Link::new("不停用，返回", format!("/desk/people/{}", sheet.person.id))),
        ..FormParts::default()
    }
}

/// `GET /desk/people/{id}/close`.
async fn closing(State(app): State<App>, Desk(who): Desk, Path(id): Path<String>) -> Result<Response, Failure> {
    let sheet = sheet(&app, &who, &id).await?;
    close_form(&sheet, "").show(&app, &who, None).await
}

/// `POST /desk/people/{id}/close`.
async fn close(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let sheet = sheet(&app, &who, &id).await?;
    let successor = form.text("successor").parse().ok();
    match app.office.close_account(&who, sheet.person.id, version(&form), successor, form.once.clone()).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/people?organ={}&done=closed", sheet.organ.id)).into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            close_form(&sheet, form.text("successor")).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}
