//! Entry 登记申请: a request that came by post, counter, fax or e-mail, on one page and by keyboard alone (条例第二十九条、
//! 第三十一条). Everything typed and every file already received stays on the page until it is entered.

mod form;

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::desk::requests::{download, prefetches, title_field};
use crate::desk::worklist::rows;
use crate::errors::Failure;
use crate::guard::{Desk, cookie, set_cookie};
use crate::parts::{Attachment, Confirmation, DeskPage, ErrorSummary, FieldError, FieldView, Link, Notice, words};
use crate::posted::{Posted, new_once};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{Html, IntoResponse, Redirect, Response};
use form::Typed;
use gongkai_office::accounts::SignedIn;
use gongkai_office::drafts::{Draft, Sent};
use gongkai_office::ids::grouped;
use gongkai_office::intake::{Arrival, Entrance, Part, check_part};
use gongkai_office::reading::earlier::EarlierRequest;
use gongkai_office::{Problem, Refusal};
use gongkai_rules::permissions::{Action, Subject, may};

/// Name of the cookie that leads to the number and query code of what was just entered.
const ENTERED: &str = "gongkai-entered";

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/desk/enter" EnterRequest => show),
        route!(POST "/desk/enter" EnterRequest => enter),
        route!(GET "/desk/enter/done" EnterRequest => done),
        route!(GET "/desk/enter/receipt" EnterRequest => receipt),
    ]
}

struct EarlierView {
    number: String,
    href: String,
    title: String,
    day: String,
    state: String,
    same: String,
}

#[derive(Template)]
#[template(path = "desk/entry/form.html")]
struct EntryPage {
    page: DeskPage,
    once: String,
    draft: String,
    looked: bool,
    arrival: Vec<FieldView>,
    who: Vec<FieldView>,
    contact: Vec<FieldView>,
    checked: Option<FieldView>,
    organisation: Vec<FieldView>,
    earlier: Option<Vec<EarlierView>>,
    matters: Vec<FieldView>,
    more: bool,
    title: FieldView,
    reply: Vec<FieldView>,
    file: FieldView,
    files: Vec<Attachment>,
    button: &'static str,
}

#[derive(Template)]
#[template(path = "desk/entry/done.html")]
struct DonePage {
    page: DeskPage,
    confirmation: Confirmation,
    untitled: Option<Untitled>,
}

/// A case entered without a title: the one proposed from its text, for the clerk to settle.
struct Untitled {
    action: String,
    once: String,
    version: u32,
    title: FieldView,
}

impl EntryPage {
    /// Whether something of an organisation was typed or is wrong: then it may not stay folded.
    fn has_organisation(&self) -> bool {
        self.organisation.iter().any(|field| !field.value.is_empty() || field.error.is_some())
    }
}

/// What a page is shown with beside what was typed.
#[derive(Default)]
struct Shown {
    problems: Vec<(String, Problem)>,
    earlier: Option<Vec<EarlierRequest>>,
    hint: Option<Notice>,
    looked: bool,
}

/// `GET /desk/enter`.
async fn show(State(app): State<App>, Desk(who): Desk) -> Result<Html<String>, Failure> {
    app.office.allow(&who, Action::EnterRequest, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    let typed = Typed::fresh(app.office.clock().today());
    page(&app, &who, &typed, &new_once(), None, Shown::default()).await
}

/// `POST /desk/enter`: one of the page's buttons.
async fn enter(State(app): State<App>, Desk(who): Desk, mut posted: Posted) -> Result<Response, Failure> {
    // Before anything is kept for somebody who may enter nothing.
    app.office.allow(&who, Action::EnterRequest, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    let mut typed = Typed::read(&posted);
    let mut shown = Shown { looked: posted.has("looked"), ..Shown::default() };
    let mut draft = kept(&app, &who, &typed).await?;
    let uploads = std::mem::take(&mut posted.files);
    if !uploads.is_empty() {
        let place = drafted(&app, &who, &typed, draft).await?;
        let problems = app.office.add_draft_files(&place, uploads).await?;
        shown.problems.extend(problems.into_iter().map(|problem| ("files".to_owned(), problem)));
        draft = kept(&app, &who, &typed).await?;
    }
    if let (Some(file), Some(place)) = (posted.text("remove").parse().ok(), &draft) {
        app.office.remove_draft_file(place, file).await?;
        draft = kept(&app, &who, &typed).await?;
        return Ok(page(&app, &who, &typed, &posted.once.key, draft, shown).await?.into_response());
    }
    match posted.text("act") {
        "more" => typed.one_more(),
        "look" => {
            shown.earlier = Some(app.office.earlier_requests(&who, &typed.answers).await?);
            shown.looked = true;
            typed.propose_title();
        }
        _ => return hand_in(&app, &who, typed, posted, draft, shown).await,
    }
    Ok(page(&app, &who, &typed, &posted.once.key, draft, shown).await?.into_response())
}

/// The draft behind the page, which holds its files: only one's own organ's.
async fn kept(app: &App, who: &SignedIn, typed: &Typed) -> Result<Option<Draft>, Failure> {
    Ok(app.office.draft(&typed.draft).await?.filter(|draft| draft.organ == who.organ.id))
}

/// The draft behind the page, made now where there is none.
async fn drafted(app: &App, who: &SignedIn, typed: &Typed, draft: Option<Draft>) -> Result<Draft, Failure> {
    if let Some(draft) = draft {
        return Ok(draft);
    }
    let made = app.office.start_draft_under(&typed.draft, who.organ.id, typed.answers.clone()).await;
    // Of two clicks one was first; what it made is there now.
    match (kept(app, who, typed).await?, made) {
        (Some(draft), _) => Ok(draft),
        (None, Err(refusal)) => Err(refusal.into()),
        (None, Ok(())) => Err(Refusal::Fault("draft of an entry is gone".into()).into()),
    }
}

/// Checks everything and enters it.
async fn hand_in(
    app: &App,
    who: &SignedIn,
    typed: Typed,
    posted: Posted,
    draft: Option<Draft>,
    mut shown: Shown,
) -> Result<Response, Failure> {
    let key = posted.once.key.clone();
    shown.problems.extend(problems(app, &typed));
    let arrival = match (typed.channel(), typed.day(), shown.problems.is_empty()) {
        (Some(channel), Some(submitted_on), true) => {
            Arrival { channel, submitted_on, title: Some(typed.title.clone()).filter(|t| !t.is_empty()), number: None }
        }
        _ => return again(app, who, &typed, &key, draft, shown).await,
    };
    // What was sent before is answered by its key, and would only find itself here.
    let sent = draft.as_ref().is_some_and(|draft| draft.sent.is_some());
    if !shown.looked && !sent {
        let earlier = app.office.earlier_requests(who, &typed.answers).await?;
        if earlier.iter().any(EarlierRequest::may_be_the_same) {
            shown.hint = Some(Notice::warn(
                "还没有登记：这位申请人有在办的申请",
                "请看下面，是不是同一件。不是同一件的，点“不是同一件，登记申请”。",
            ));
            shown.earlier = Some(earlier);
            shown.looked = true;
            return again(app, who, &typed, &key, draft, shown).await;
        }
    }
    let mut place = drafted(app, who, &typed, draft).await?;
    place.answers = typed.answers.clone();
    match app.office.enter_draft(&who.actor(), &place, arrival, posted.once).await {
        Ok(_) | Err(Refusal::Repeated { .. }) => {
            let mut response = Redirect::to("/desk/enter/done").into_response();
            let line = set_cookie(app, ENTERED, &typed.draft, Some(60 * 60));
            let line = HeaderValue::from_str(&line).map_err(|error| Refusal::Fault(error.to_string()))?;
            response.headers_mut().append(header::SET_COOKIE, line);
            Ok(response)
        }
        Err(Refusal::Invalid(problems)) => {
            shown.problems = problems;
            again(app, who, &typed, &key, Some(place), shown).await
        }
        Err(Refusal::AlreadySent { label }) => {
            shown.hint = Some(Notice::failed(
                format!("这份申请已经登记（编号 {label}）"),
                "下面是刚才填写的内容；要再登记一件，请改好后再点一次。",
            ));
            let html = page(app, who, &typed, &new_once(), Some(place), shown).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// What needs a change: how it came first, then the form's own order, then the title.
fn problems(app: &App, typed: &Typed) -> Vec<(String, Problem)> {
    let mut problems = typed.arrival_problems(app.office.clock().today());
    for part in Part::ALL {
        let found = check_part(&typed.answers, part, Entrance::Desk);
        problems.extend(found.into_iter().map(|(field, problem)| (field.to_string(), problem)));
    }
    problems.extend(typed.title_problem().map(|problem| ("title".to_owned(), problem)));
    problems
}

async fn again(
    app: &App,
    who: &SignedIn,
    typed: &Typed,
    key: &str,
    draft: Option<Draft>,
    shown: Shown,
) -> Result<Response, Failure> {
    let html = page(app, who, typed, key, draft, shown).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

async fn page(
    app: &App,
    who: &SignedIn,
    typed: &Typed,
    key: &str,
    draft: Option<Draft>,
    shown: Shown,
) -> Result<Html<String>, Failure> {
    let mut frame = desk_page(app, who, "登记申请", "/desk/enter").await?;
    let today = app.office.clock().today();
    frame.notice = shown.hint;
    let message = |name: &str| {
        shown.problems.iter().find(|(field, _)| field == name).map(|(_, problem)| words::problem(name, problem))
    };
    let view = EntryPage {
        once: key.to_owned(),
        draft: typed.draft.clone(),
        looked: shown.looked,
        arrival: typed.arrival_fields(&message),
        who: typed.who_fields(&message),
        checked: typed.checked_field(&shown.problems),
        organisation: typed.organisation_fields(&message),
        contact: typed.contact_fields(&message),
        earlier: shown.earlier.as_ref().map(|found| found.iter().map(|one| earlier_view(one, today)).collect()),
        matters: typed.matter_fields(&message),
        more: typed.may_have_more(),
        title: typed.title_field(&message),
        reply: typed.reply_fields(&message),
        file: form::file_field(&message),
        files: draft.iter().flat_map(|draft| &draft.files).map(form::attachment).collect(),
        button: if shown.looked
            && shown.earlier.as_ref().is_some_and(|all| all.iter().any(EarlierRequest::may_be_the_same))
        {
            "不是同一件，登记申请"
        } else {
            "登记申请"
        },
        page: DeskPage::default(),
    };
    let fields = view.arrival.iter().chain(&view.who).chain(&view.organisation).chain(&view.contact);
    let fields = fields.chain(&view.matters).chain(std::iter::once(&view.title)).chain(&view.reply);
    frame.errors = ErrorSummary::of(fields);
    // Of files each mistake has its own line.
    for (_, problem) in shown.problems.iter().filter(|(field, _)| field == "files") {
        let message = words::problem("files", problem);
        frame.errors.items.push(FieldError { target: "files".into(), message });
    }
    Ok(Html(EntryPage { page: frame, ..view }.render()?))
}

fn earlier_view(one: &EarlierRequest, today: jiff::civil::Date) -> EarlierView {
    let same = [(one.same_name, "姓名"), (one.same_paper, "证件号码"), (one.same_phone, "电话")];
    let same: Vec<&str> = same.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
    let request = &one.request;
    let state = match request.closing() {
        Some(closing) => format!("{}，{}", words::list_day_of(closing.on, today), closing.outcome.label()),
        None => words::state(request).to_owned(),
    };
    EarlierView {
        number: request.number.clone(),
        href: format!("/desk/requests/{}", request.id),
        title: rows::title(request.title.as_deref()),
        day: words::list_day_of(request.submitted_on, today),
        state,
        same: format!("{}相同", same.join("、")),
    }
}

/// `GET /desk/enter/done`: number and query code for the receipt, as long as the browser remembers.
async fn done(State(app): State<App>, Desk(who): Desk, parts: Parts) -> Result<Response, Failure> {
    app.office.allow(&who, Action::EnterRequest, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    let Some(sent) = entered(&app, &who, &parts).await? else {
        return Ok(Redirect::to("/desk/requests").into_response());
    };
    let subject = Subject { organ_path: &who.organ.path, ..Subject::default() };
    let confirms = may(&who.actor(), Action::Confirm, subject).is_ok();
    let frame = desk_page(&app, &who, "申请已登记", "/desk/enter").await?;
    let untitled = untitled(&app, &who, &sent).await?;
    let page = DonePage { page: frame, confirmation: confirmation(&app, &who, &sent, confirms).await?, untitled };
    Ok(Html(page.render()?).into_response())
}

/// The form that settles the title of what was just entered, where it has none yet.
async fn untitled(app: &App, who: &SignedIn, sent: &Sent) -> Result<Option<Untitled>, Failure> {
    let view = app.office.case(who, sent.request).await?;
    if view.request.title.is_some() || view.may(who, Action::Title).is_err() {
        return Ok(None);
    }
    Ok(Some(Untitled {
        action: format!("/desk/requests/{}/title", sent.request),
        once: new_once(),
        version: view.request.version,
        title: title_field(&view.proposed_title()),
    }))
}

/// What was just entered, as long as the browser remembers.
async fn entered(app: &App, who: &SignedIn, parts: &Parts) -> Result<Option<Sent>, Failure> {
    let Some(token) = cookie(parts, ENTERED) else { return Ok(None) };
    Ok(app.office.draft(token).await?.filter(|draft| draft.organ == who.organ.id).and_then(|draft| draft.sent))
}

/// `GET /desk/enter/receipt`: the receipt with the query code, to hand over the counter.
async fn receipt(State(app): State<App>, Desk(who): Desk, parts: Parts) -> Result<Response, Failure> {
    app.office.allow(&who, Action::EnterRequest, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    let Some(sent) = entered(&app, &who, &parts).await? else {
        return Ok(Redirect::to("/desk/requests").into_response());
    };
    if prefetches(&parts.headers) {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let made = app.office.receipt(&who.actor(), sent.request, Some(&sent.query_code)).await?;
    let (name, media, content) = made;
    Ok(download(&name, &media, content))
}

async fn confirmation(app: &App, who: &SignedIn, sent: &Sent, confirms: bool) -> Result<Confirmation, Failure> {
    let stored = app.office.entered(who, sent.request).await?;
    let next = match stored.clock.reply_due {
        Some(due) => format!("收到申请之日已经登记，答复期限到{}。下一步：分办。", words::long_day(due)),
        None if confirms => "请与申请人核对；核对的那天起算期限（条例第三十一条）。".to_owned(),
        None => "核对的那天起算期限（条例第三十一条）。".to_owned(),
    };
    Ok(Confirmation {
        title: "申请已登记".into(),
        codes: vec![("申请编号".into(), sent.number.clone()), ("查询码".into(), grouped(&sent.query_code))],
        next: vec![
            next,
            "编号和查询码写在回执上交给申请人，凭它们可以在网上看进度。查询码只在这一页显示，离开之前请打印或者抄下。"
                .into(),
        ],
        links: vec![
            Link::new("打印登记回执（PDF）", "/desk/enter/receipt"),
            Link::new("看这件申请", format!("/desk/requests/{}", sent.request)),
            Link::new("再登记一件", "/desk/enter"),
        ],
    })
}
