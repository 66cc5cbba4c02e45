//! The first run: the first organ and its administrator, made by whoever reads the server's console.

use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::desk::account::sign_in::entered_response;
use crate::errors::Failure;
use crate::guard::View;
use crate::limits::ClientAddress;
use crate::parts::{FieldView, OptionView, PlainPage};
use crate::posted::{Posted, new_once};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::accounts::setup::NewOrgan;
use gongkai_office::accounts::{Attempt, FirstRun};
use gongkai_office::{Problem, Refusal};
use gongkai_rules::organs::Level;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(GET "/desk/first-run" SignIn => show), route!(POST "/desk/first-run" SignIn => set_up)]
}

#[derive(Template)]
#[template(path = "desk/account/first_run.html")]
struct FirstRunPage {
    page: PlainPage,
    fields: Vec<FieldView>,
    once: String,
}

/// Level of an organ as a field, with its choice.
pub fn level_field(chosen: &str) -> FieldView {
    let mut options = vec![OptionView::new("", "请选择", chosen)];
    options.extend(Level::ALL.into_iter().map(|level| OptionView::new(level.code(), level.label(), chosen)));
    FieldView::select("level", "机关类别", options)
}

fn fields(typed: &dyn Fn(&str) -> String) -> Vec<FieldView> {
    let text = |name: &'static str, label: &str| FieldView::text(name, label).value(typed(name));
    vec![
        text("token", "令牌").hint("服务器启动时打印在控制台上，16 个字").width(20).input("text", "", "off"),
        text("organ", "机关全称").hint("如：洛阳市西工区人民政府西工街道办事处").input("text", "", "organization"),
        text("short", "机关简称").hint("显示在网页上方，如：西工街道办事处；不填用全称").optional(),
        text("code", "机关代码")
            .hint("用在申请编号里的英文字母，如 XG；不填的，编号从年份开始")
            .width(10)
            .optional()
            .input("text", "", "off"),
        level_field(&typed("level")),
        text("login", "管理员用户名").hint("英文字母和数字").width(20).input("text", "", "username"),
        text("name", "管理员姓名").width(20).input("text", "", "name"),
        FieldView::password("new", "管理员密码", "new-password").hint("15 个字以上，可以是一句只有自己知道的话"),
        FieldView::password("again", "再输入一次密码", "new-password"),
    ]
}

fn page(app: &App, typed: &dyn Fn(&str) -> String, mistakes: &Mistakes, once: String) -> FirstRunPage {
    let fields: Vec<FieldView> = fields(typed).into_iter().map(|field| mistakes.on(field)).collect();
    let page = PlainPage {
        title: "第一次启动".into(),
        name: "政府信息公开".into(),
        home: "/desk/first-run".into(),
        desk: true,
        demo: app.demo_banner(),
        errors: mistakes.summary(&fields),
        ..PlainPage::default()
    };
    FirstRunPage { page, fields, once }
}

/// `GET /desk/first-run`: as if it had never been there once somebody has an account.
async fn show(State(app): State<App>) -> Result<Response, Failure> {
    if !app.office.is_first_run().await? {
        return Err(Failure::See("/desk/sign-in".into()));
    }
    Ok(Html(page(&app, &|_| String::new(), &Mistakes::default(), new_once()).render()?).into_response())
}

/// `POST /desk/first-run`.
async fn set_up(
    State(app): State<App>,
    view: View,
    ClientAddress(address): ClientAddress,
    form: Posted,
) -> Result<Response, Failure> {
    app.sign_ins.count(address)?;
    let done = match read(&form) {
        Ok(typed) => app.office.first_run(typed).await,
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = done {
        let mistakes = Mistakes::of(refusal)?;
        let page = page(&app, &|name| form.text(name).to_owned(), &mistakes, mistakes.once(&form));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let attempt = Attempt {
        login: form.text("login").to_owned(),
        password: form.exact("new").to_owned(),
        device_token: view.known_device,
        old_session: view.session,
        browser: view.device,
        address: address.to_string(),
    };
    match app.office.sign_in(attempt).await? {
        Some(entered) => Ok(entered_response(&app, &entered, "/desk/people/new")),
        None => Err(Failure::See("/desk/sign-in".into())),
    }
}

fn read(form: &Posted) -> Result<FirstRun, Refusal> {
    let mut problems = Vec::new();
    for name in ["token", "organ", "login", "name", "new"] {
        if form.text(name).is_empty() {
            problems.push((name.to_owned(), Problem::Missing));
        }
    }
    let level = Level::from_code(form.text("level"));
    match level {
        Some(level) if problems.is_empty() => Ok(FirstRun {
            token: form.text("token").to_owned(),
            organ: NewOrgan {
                name: form.text("organ").to_owned(),
                short_name: form.text("short").to_owned(),
                code: form.text("code").to_owned(),
                organ_word: String::new(),
                level,
                parent: None,
            },
            login: form.text("login").to_owned(),
            name: form.text("name").to_owned(),
            password: form.exact("new").to_owned(),
            again: form.exact("again").to_owned(),
        }),
        _ => {
            if level.is_none() {
                problems.push(("level".to_owned(), Problem::NotAChoice));
            }
            Err(Refusal::Invalid(problems))
        }
    }
}
