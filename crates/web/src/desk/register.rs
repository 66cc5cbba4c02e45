//! The register of requests 申请台账: a year's book comes in by XLSX, previewed, then all rows or none; and goes out again.

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::desk::report::asked;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, ErrorSummary, FieldError, FieldView, Link, Notice, StateTag, TagKind, words};
use crate::posted::{Posted, new_once};
use crate::public::reports::file;
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::register::{PreviewLine, RegisterPreview, pack, unpack};
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::register::{Head, Problem};
use gongkai_rules::reporting::{Column, Row};

/// Largest register file, in bytes.
const LARGEST: u64 = 20 * 1024 * 1024;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/register" ImportRegister => show),
        route!(POST "/desk/register/preview" ImportRegister => preview),
        route!(POST "/desk/register" ImportRegister => import),
        route!(POST "/desk/register/export" ImportRegister => export),
    ]
}

#[derive(Template)]
#[template(path = "desk/register/show.html")]
struct RegisterPage {
    page: DeskPage,
    once: String,
    register: FieldView,
    year: FieldView,
    export_year: FieldView,
    heads: Vec<(&'static str, bool)>,
}

struct LineView {
    line: u32,
    number: String,
    received: String,
    kind: &'static str,
    title: String,
    outcome: String,
    tag: StateTag,
}

#[derive(Template)]
#[template(path = "desk/register/preview.html")]
struct PreviewPage {
    page: DeskPage,
    heading: String,
    sentence: String,
    figures: Vec<(&'static str, u64)>,
    problems: Vec<String>,
    remarks: Vec<String>,
    ignored: String,
    lines: Vec<LineView>,
    once: String,
    year: i16,
    packed: String,
    can_import: bool,
}

/// `GET /desk/register`.
async fn show(State(app): State<App>, Desk(who): Desk, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    app.office.may_import_register(&who).await?;
    let number = |key| asked(query.as_deref(), key).and_then(|text| text.parse::<u32>().ok());
    let told = match (number("year"), number("new"), number("known"), number("open")) {
        (Some(year), Some(new), Some(known), Some(open)) => {
            let next = match open {
                0 => "没有在办的。".to_owned(),
                open => format!("其中 {open} 件还没有答复，已进入在办，期限按收到日计算。"),
            };
            let known = if known > 0 { format!("，补登已有的 {known} 件") } else { String::new() };
            let mut notice = Notice::done(format!("{year}年台账已导入：新增 {new} 件{known}"), next);
            notice.link = Some(Link::new("看年度报告", format!("/desk/reports/{year}")));
            Some(notice)
        }
        _ => None,
    };
    let mut shown = blank(&app, &who, None).await?;
    shown.page.notice = told;
    Ok(Html(shown.render()?).into_response())
}

async fn blank(app: &App, who: &SignedIn, typed_year: Option<&str>) -> Result<RegisterPage, Failure> {
    let page = desk_page(app, who, "导入台账", "/desk/register").await?;
    let last_year = (app.office.clock().today().year() - 1).to_string();
    let year = typed_year.unwrap_or(&last_year);
    let register = FieldView::file("register", "台账文件（XLSX）")
        .hint("第一个工作表，第一行是表头，一行一件。上传后先预览，有一处错误就一件也不导入。")
        .files(".xlsx", LARGEST);
    let year_field = |name, label| FieldView::text(name, label).width(4).input("text", "numeric", "off");
    Ok(RegisterPage {
        page,
        once: new_once(),
        register,
        year: year_field("year", "台账年度").value(year),
        export_year: year_field("of", "年度").value(year),
        heads: Head::ALL.into_iter().map(|head| (head.label(), head.is_required())).collect(),
    })
}

/// The page again with what is wrong.
async fn again(app: &App, who: &SignedIn, form: &Posted, mistakes: Vec<(String, String)>) -> Result<Response, Failure> {
    let mut shown = blank(app, who, Some(form.text("year"))).await?;
    shown.once = form.once.key.clone();
    let on = |name: &str| mistakes.iter().find(|(field, _)| field == name).map(|(_, words)| words.clone());
    shown.register = shown.register.clone().error(on("register"));
    shown.year = shown.year.clone().error(on("year"));
    let item = |(field, message): &(String, String)| FieldError { target: field.clone(), message: message.clone() };
    shown.page.errors = ErrorSummary { items: mistakes.iter().map(item).collect() };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown.render()?)).into_response())
}

fn said(refusal: Refusal) -> Result<Vec<(String, String)>, Failure> {
    match refusal {
        Refusal::Invalid(fields) => {
            Ok(fields.iter().map(|(field, problem)| (field.clone(), words::problem(field, problem))).collect())
        }
        Refusal::AlreadySent { .. } => {
            Ok(vec![("register".into(), "这个文件刚才已经导入过；要导入别的，请重新选择文件".into())])
        }
        other => Err(other.into()),
    }
}

/// The year typed, within what a register can be of.
fn year_of(app: &App, form: &Posted) -> Result<i16, (String, String)> {
    let this_year = app.office.clock().today().year();
    let year = form.text("year").trim_end_matches('年').parse::<i16>().ok();
    year.filter(|year| (2008..=this_year).contains(year))
        .ok_or_else(|| ("year".to_owned(), format!("请填写 2008 至 {this_year} 之间的年度")))
}

/// `POST /desk/register/preview`: what the import would do. Changes nothing.
async fn preview(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    app.office.may_import_register(&who).await?;
    let year = match year_of(&app, &form) {
        Ok(year) => year,
        Err(mistake) => return again(&app, &who, &form, vec![mistake]).await,
    };
    let Some(sent) = form.files.first() else {
        return again(&app, &who, &form, vec![("register".into(), "请选择台账文件".into())]).await;
    };
    let previewed = match app.office.preview_register(who.organ.id, sent.content.clone(), year).await {
        Ok(previewed) => previewed,
        Err(refusal) => return again(&app, &who, &form, said(refusal)?).await,
    };
    preview_page(&app, &who, &previewed, &sent.content).await
}

async fn preview_page(
    app: &App,
    who: &SignedIn,
    previewed: &RegisterPreview,
    content: &[u8],
) -> Result<Response, Failure> {
    let year = previewed.year;
    let heading = format!("{year}年台账：导入前请看");
    let mut page = desk_page(app, who, &heading, "/desk/register").await?;
    page.crumbs = vec![Link::new("导入台账", "/desk/register"), Link::new(format!("{year}年"), "")];
    let can_import = previewed.problems.is_empty();
    let total = |row| previewed.requests.get(row, Column::Total).unwrap_or(0);
    let sentence = match can_import {
        true => {
            let known = match previewed.known_cases() {
                0 => String::new(),
                count => format!("，{count} 件已有、只补登后来的情况"),
            };
            format!(
                "共 {} 件：新增 {} 件{known}；还没有答复的 {} 件会进入在办。",
                previewed.lines.len(),
                previewed.new_cases(),
                previewed.open_cases()
            )
        }
        false => format!("有 {} 处要改。改好文件后重新上传；现在一件也没有导入。", previewed.problems.len()),
    };
    let mut remarks: Vec<String> = previewed.remarks.iter().map(Problem::to_string).collect();
    if can_import && !previewed.is_of_the_year() {
        remarks.insert(0, format!("文件里没有一件与{year}年有关，请看一下年度填对没有"));
    }
    let shown = PreviewPage {
        page,
        heading,
        sentence,
        figures: vec![
            ("本年新收", total(Row::NewlyReceived)),
            ("上年结转", total(Row::CarriedIn)),
            ("本年办结", total(Row::Total)),
            ("结转下年", total(Row::CarriedOut)),
        ],
        problems: previewed.problems.iter().map(Problem::to_string).collect(),
        remarks,
        ignored: previewed.ignored.join("、"),
        lines: previewed.lines.iter().map(line_view).collect(),
        once: new_once(),
        year,
        packed: if can_import { pack(content) } else { String::new() },
        can_import,
    };
    let status = if can_import { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(shown.render()?)).into_response())
}

fn line_view(line: &PreviewLine) -> LineView {
    LineView {
        line: line.line,
        number: line.number.clone().unwrap_or_else(|| "由系统编号".to_owned()),
        received: line.received_on.to_string(),
        kind: line.column.label(),
        title: line.title.clone(),
        outcome: line.outcome.map_or_else(|| "在办".to_owned(), |row| row.label().to_owned()),
        tag: match line.gains {
            None => StateTag::new(TagKind::Ok, "新增"),
            Some(0) => StateTag::done("没有变化"),
            Some(count) => StateTag::new(TagKind::Mine, format!("补登 {count} 项")),
        },
    }
}

/// `POST /desk/register`: imports what was previewed.
async fn import(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    app.office.may_import_register(&who).await?;
    let year = match year_of(&app, &form) {
        Ok(year) => year,
        Err(mistake) => return again(&app, &who, &form, vec![mistake]).await,
    };
    let Some(content) = unpack(form.text("packed")) else {
        return again(&app, &who, &form, vec![("register".into(), "请选择台账文件".into())]).await;
    };
    let once = Some(form.once.clone());
    let result = app.office.import_register(&who.actor(), who.organ.id, once, content, year, form.has("titles")).await;
    match result {
        Ok(done) => {
            let (new, known, open) = (done.new, done.known, done.open);
            Ok(Redirect::to(&format!("/desk/register?year={year}&new={new}&known={known}&open={open}")).into_response())
        }
        Err(refusal) => {
            let mistakes = said(refusal)?;
            again(&app, &who, &form, mistakes).await
        }
    }
}

/// `POST /desk/register/export`: the same columns back. It shows applicants in full, so it is an act with its audit row.
async fn export(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Response, Failure> {
    // Who may not is told so before anything is said of the year.
    app.office.allow(&who, Action::ImportRegister, &who.organ, ("register", None)).await?;
    let year: i16 = form.text("of").trim_end_matches('年').parse().map_err(|_| Refusal::NotFound)?;
    let bytes = app.office.export_register(&who.actor(), who.organ.id, year).await?;
    let name = format!("{}{year}年政府信息公开申请台账.xlsx", who.organ.short_name);
    let media = gongkai_office::reporting::ReportFormat::Xlsx.media_type();
    Ok(file(&name, media, bytes))
}
