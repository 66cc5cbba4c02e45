//! The acts of a case, each a page with its own form: what it does, its fields, one button that names it.

mod fields;
mod kinds;
mod perform;
mod presets;

pub use fields::title_field;
pub use kinds::{Act, ActLinks, action_of, done_words, possible};

use super::forms::{Problems, letter_rows};
use super::record;
use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::form_files::{self, FormFiles};
use crate::parts::{DeskPage, ErrorSummary, FieldView, Link, Notice, Row, TabView, words};
use crate::posted::{ONCE, Posted, new_once};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use fields::fields;
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::accounts::kept::Owner;
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::{OnCase, steps};
use gongkai_rules::events::Step;
use gongkai_rules::ids::RequestId;
use gongkai_rules::permissions::{Action, Denied};
use gongkai_rules::requests::Request;
use perform::perform;
use presets::{preset, side_paper};
use std::collections::HashMap;

/// A step that waits for the head: what it is, who laid it before them, and what its letter will say.
struct PendingView {
    what: String,
    by: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "desk/requests/act.html")]
struct ActPage {
    page: DeskPage,
    heading: String,
    about: String,
    quote: Vec<String>,
    pending: Vec<PendingView>,
    tabs: Vec<TabView>,
    fields: Vec<FieldView>,
    hidden: Vec<(&'static str, String)>,
    once: String,
    version: u32,
    button: String,
    /// A second button with its value: 不同意.
    other: Option<String>,
    dangerous: bool,
    back: String,
}

/// `GET /desk/requests/{id}/{act}`.
pub async fn show(
    app: &App,
    who: &SignedIn,
    act: Act,
    id: RequestId,
    query: &HashMap<String, String>,
) -> Result<Response, Failure> {
    let view = app.office.case(who, id).await?;
    view.allow(&app.office, who, act.action()).await?;
    let values = |name: &str| query.get(name).cloned().unwrap_or_else(|| preset(act, &view, who, name));
    let files = FormFiles::fresh(Owner::Person(who.person.id));
    let html = render(app, who, act, &view, &values, &[], new_once(), None, &files).await?;
    Ok(Html(html).into_response())
}

/// `POST /desk/requests/{id}/{act}`.
pub async fn take(app: &App, who: &SignedIn, act: Act, id: RequestId, mut posted: Posted) -> Result<Response, Failure> {
    let case = OnCase { id, seen: posted.version(), once: Some(posted.once.clone()) };
    let files = FormFiles::of(app, Owner::Person(who.person.id), &mut posted).await?;
    let refusal = match perform(app, who, act, case, &posted).await {
        Ok(request) => {
            files.forget(app).await;
            return Ok(Redirect::to(&done_location(act, &request)).into_response());
        }
        Err(refusal) => refusal,
    };
    shown_again(app, who, act, id, posted, files, refusal).await
}

fn done_location(act: Act, request: &Request) -> String {
    format!("/desk/requests/{}?done={}", request.id, act.path())
}

/// The page again with what was typed and what stands against it; what is no question of the form goes its own way.
async fn shown_again(
    app: &App,
    who: &SignedIn,
    act: Act,
    id: RequestId,
    mut posted: Posted,
    mut files: FormFiles,
    refusal: Refusal,
) -> Result<Response, Failure> {
    let (status, mut problems, notice) = match refusal {
        Refusal::Invalid(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems, None),
        Refusal::Rule(rule) => {
            let notice = Notice::failed(words::refused(&rule), "您写的内容还在下面。");
            (StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), Some(notice))
        }
        Refusal::AlreadySent { label } => {
            let notice = Notice::failed(format!("这份表单已经提交过（{label}）。"), "要再办一次，请从案件页重新打开。");
            (StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), Some(notice))
        }
        Refusal::Conflict { meanwhile, .. } => {
            (StatusCode::CONFLICT, Vec::new(), Some(conflict(app, who, id, &meanwhile).await?))
        }
        other => return Err(other.into()),
    };
    let view = app.office.case(who, id).await?;
    not_for_this_role(&view, who, act.action())?;
    problems.extend(files.keep(app, &mut posted).await?);
    let values = |name: &str| posted.text(name).to_owned();
    let once =
        if status == StatusCode::CONFLICT || problems.is_empty() { new_once() } else { posted.text(ONCE).to_owned() };
    let html = render(app, who, act, &view, &values, &problems, once, notice, &files).await?;
    Ok((status, Html(html)).into_response())
}

/// Whoever may not do it does not get its form either, however badly it was filled in. A state that changed meanwhile is
/// another matter: then the form comes again with what was typed.
///
/// # Errors
/// [`Refusal::Denied`].
pub fn not_for_this_role(view: &CaseView, who: &SignedIn, action: Action) -> Result<(), Refusal> {
    match view.may(who, action) {
        Err(Denied::State(_)) | Ok(()) => Ok(()),
        Err(denied) => Err(denied.into()),
    }
}

/// 没有保存：李建军在 10:26 改过这件.
pub async fn conflict(
    app: &App,
    who: &SignedIn,
    id: RequestId,
    meanwhile: &[gongkai_rules::events::Recorded],
) -> Result<Notice, Failure> {
    let view = app.office.case(who, id).await?;
    let last = meanwhile.last();
    let what = last.map(|recorded| {
        let time = words::list_instant(recorded.recorded_at);
        format!("没有保存：{}在 {time} 办过这件。", view.who(recorded.by))
    });
    let items = record::items(&view);
    let happened: Vec<String> = items.iter().take(meanwhile.len()).map(|item| item.what.clone()).collect();
    let next = format!("办的是：{}。您写的内容还在下面，请对照后再保存。", happened.join("；"));
    Ok(Notice::failed(what.unwrap_or_else(|| "没有保存：这件刚才有变动。".into()), next))
}

#[allow(clippy::too_many_arguments)] // one page, shown fresh or again
async fn render(
    app: &App,
    who: &SignedIn,
    act: Act,
    view: &CaseView,
    values: &(dyn Fn(&str) -> String + Sync),
    problems: &Problems,
    once: String,
    notice: Option<Notice>,
    files: &FormFiles,
) -> Result<String, Failure> {
    let back = format!("/desk/requests/{}", view.request.id);
    let path = format!("{back}/{}", act.path());
    let mut page = desk_page(app, who, act.button(), &path).await?;
    page.crumbs = vec![
        Link::new("依申请公开", "/desk/requests"),
        Link::new(view.request.number.clone(), back.clone()),
        Link::new(act.button(), ""),
    ];
    let mut fields = fields(act, view, values, problems);
    let mut hidden = hidden(act, view, values);
    if files.place(&mut fields) {
        hidden.push((form_files::TOKEN, files.token.clone()));
    }
    page.errors = ErrorSummary::of(&fields);
    let placed: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for (name, problem) in problems.iter().filter(|(name, _)| !placed.contains(name)) {
        page.errors
            .items
            .push(crate::parts::FieldError { target: "main".into(), message: words::problem(name, problem) });
    }
    page.notice = notice;
    let shown = ActPage {
        page,
        heading: heading(act, values),
        about: act.about().to_owned(),
        quote: view.matters().into_iter().map(str::to_owned).collect(),
        pending: pending(act, view),
        fields,
        once,
        version: view.request.version,
        hidden,
        tabs: tabs(act, &path, values),
        button: button(act, view).to_owned(),
        other: (act == Act::Consent).then(|| "不同意".to_owned()),
        dangerous: act.is_dangerous(),
        back,
    };
    Ok(shown.render()?)
}

/// What goes along unseen: the one step that waits, where there is only one; which of several letters it is.
fn hidden(act: Act, view: &CaseView, values: &(dyn Fn(&str) -> String + Sync)) -> Vec<(&'static str, String)> {
    match (act, view.request.pending.as_slice(), variants(act)) {
        (Act::Consent, [only], _) => vec![("proposal", only.proposal.to_string())],
        (_, _, Some((name, _))) => vec![(name, values(name))],
        (Act::Paper, _, _) if side_paper(&values("kind")).is_some() => vec![("kind", values("kind"))],
        _ => Vec::new(),
    }
}

/// What the page is about: the act, or the one paper that is made here.
fn heading(act: Act, values: &(dyn Fn(&str) -> String + Sync)) -> String {
    match act {
        Act::Consent => "请您决定".to_owned(),
        Act::Paper => match side_paper(&values("kind")) {
            Some(kind) => format!("出具{}", kind.paper()),
            None => act.button().to_owned(),
        },
        _ => act.button().to_owned(),
    }
}

/// Acts that send one of several letters, each with fields of its own: the name that tells which, and the choices. They
/// stand above the form as links, so that each form holds its own fields without JavaScript.
fn variants(act: Act) -> Option<(&'static str, &'static [(&'static str, &'static str)])> {
    match act {
        Act::Consult => Some((
            "kind",
            &[("third_party", "征求第三方"), ("joint_organ", "征求共同制作机关"), ("other_organ", "征求其他机关")],
        )),
        Act::TellThirdParty => Some(("disclosed", &[("no", "采纳意见，不公开"), ("yes", "不采纳，决定公开")])),
        _ => None,
    }
}

fn tabs(act: Act, path: &str, values: &(dyn Fn(&str) -> String + Sync)) -> Vec<TabView> {
    let Some((name, choices)) = variants(act) else { return Vec::new() };
    let chosen = values(name);
    let tab = |(code, label): &(&str, &str)| TabView {
        link: Link::new(*label, format!("{path}?{name}={code}")),
        count: None,
        current: *code == chosen,
    };
    choices.iter().map(tab).collect()
}

fn button(act: Act, view: &CaseView) -> &'static str {
    let amends = view.request.pending.iter().all(|pending| matches!(pending.step, Step::Amend { .. }));
    match act {
        Act::Consent if amends => "同意更正",
        Act::Consent => "同意并发出",
        _ => act.button(),
    }
}

/// The steps that wait for the head, each with everything its letter will state.
fn pending(act: Act, view: &CaseView) -> Vec<PendingView> {
    if act != Act::Consent {
        return Vec::new();
    }
    let one = |pending: &gongkai_rules::requests::PendingStep| {
        let mut rows = Vec::new();
        if let Step::Amend { reason, .. } = &pending.step {
            rows.push(Row::new("更正的理由", view.text(*reason)));
        } else if let Some(words) = view.step_words(steps::words_of(&pending.step)) {
            for (label, value) in [("征求谁的意见", words.party), ("寄送地址", words.address)] {
                rows.extend((!value.is_empty()).then(|| Row::new(label, value)));
            }
            rows.extend(letter_rows(steps::letter_of(&pending.step, &view.request), &words.fields));
        }
        PendingView { what: record::step(&pending.step), by: format!("{}提请", view.who(pending.by)), rows }
    };
    view.request.pending.iter().map(one).collect()
}
