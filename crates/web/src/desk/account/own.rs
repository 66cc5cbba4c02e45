//! One's own account: who I am, my sessions, my password.

use crate::app::App;
use crate::desk::account::form_page::{FormParts, Mistakes};
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldView, Link, Row, words};
use crate::posted::{Posted, new_once};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::{NewPassword, OwnSession, SignedIn};
use serde::Deserialize;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/me" UseDesk => show),
        route!(GET "/desk/me/password" UseDesk => password),
        route!(POST "/desk/me/password" UseDesk => change_password),
        route!(POST "/desk/me/sessions" UseDesk => end_sessions),
        route!(GET "/desk/me/stay" UseDesk => stay),
        route!(GET "/desk/me/keys" UseDesk => keys),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    pub done: String,
}

/// A session in the list.
struct SessionRow {
    id: String,
    device: String,
    made_at: String,
    seen_at: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "desk/account/me.html")]
struct MePage {
    page: DeskPage,
    rows: Vec<Row>,
    sessions: Vec<SessionRow>,
    once: String,
}

#[derive(Template)]
#[template(path = "desk/account/keys.html")]
struct KeysPage {
    page: DeskPage,
}

/// `GET /desk/me/stay`: somebody is still here. Any page would do; this one is small.
async fn stay(Desk(_): Desk) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// `GET /desk/me/keys`: what the keys do, and the switch that turns them off in this browser.
async fn keys(State(app): State<App>, Desk(who): Desk) -> Result<Html<String>, Failure> {
    let mut page = desk_page(&app, &who, "快捷键", "/desk/me").await?;
    page.crumbs = vec![Link::new("我的账号", "/desk/me"), Link::new("快捷键", "")];
    Ok(Html(KeysPage { page }.render()?))
}

/// `GET /desk/me`.
async fn show(State(app): State<App>, Desk(who): Desk, Query(query): Query<Done>) -> Result<Html<String>, Failure> {
    let mut page = desk_page(&app, &who, "我的账号", "/desk/me").await?;
    page.notice = words::done(&query.done);
    let roles = who.person.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
    let rows = vec![
        Row::new("姓名", who.person.name.clone()),
        Row::new("用户名", who.person.login.clone()),
        Row::new("机关", who.organ.name.clone()),
        Row::new("角色", roles),
    ];
    let sessions = app.office.own_sessions(&who).await?.into_iter().map(session_row).collect();
    Ok(Html(MePage { page, rows, sessions, once: new_once() }.render()?))
}

fn session_row(session: OwnSession) -> SessionRow {
    SessionRow {
        id: session.id.to_string(),
        device: words::device(&session.device),
        made_at: words::list_instant(session.made_at),
        seen_at: words::list_instant(session.seen_at),
        current: session.current,
    }
}

/// `POST /desk/me/sessions`: ends the one of field `session`, or all others.
async fn end_sessions(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Redirect, Failure> {
    let which = match form.text("session") {
        "others" => None,
        id => Some(id.parse().map_err(|_| Refusal::NotFound)?),
    };
    app.office.end_own_sessions(&who, which, form.once.clone()).await?;
    Ok(Redirect::to("/desk/me?done=ended"))
}

fn password_form(who: &SignedIn) -> FormParts {
    let mut intro = vec!["15 个字以上，可以是一句只有自己知道的话。改好后，其他设备上的登录都会退出。".to_owned()];
    if who.person.must_change {
        intro.insert(0, "现在的密码是管理员给的，先换成自己的，再开始工作。".to_owned());
    }
    FormParts {
        heading: "修改密码".into(),
        intro,
        action: "/desk/me/password".into(),
        fields: vec![
            FieldView::password("current", "现在的密码", "current-password"),
            FieldView::password("new", "新密码", "new-password"),
            FieldView::password("again", "再输入一次新密码", "new-password"),
        ],
        button: "修改密码",
        cancel: (!who.person.must_change).then(|| Link::new("不改，返回", "/desk/me")),
        ..FormParts::default()
    }
}

/// `GET /desk/me/password`.
async fn password(State(app): State<App>, Desk(who): Desk) -> Result<Response, Failure> {
    password_form(&who).show(&app, &who, None).await
}

/// `POST /desk/me/password`.
async fn change_password(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    let typed = NewPassword {
        current: form.exact("current").to_owned(),
        new: form.exact("new").to_owned(),
        again: form.exact("again").to_owned(),
    };
    match app.office.change_password(&who, typed, form.once.clone()).await {
        // Whoever had to change it first goes on to where they have work.
        Ok(()) if who.person.must_change => Ok(Redirect::to("/desk").into_response()),
        Ok(()) => Ok(Redirect::to("/desk/me?done=password").into_response()),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            password_form(&who).show(&app, &who, Some((&form, mistakes))).await
        }
    }
}
