//! The summary, the sending, the receipt.

use super::{Frame, address, already_sent, draft_of, fields, frame, unfinished};
use crate::app::App;
use crate::desk::requests::{download, prefetches};
use crate::errors::Failure;
use crate::guard::{CASE, View, set_cookie};
use crate::limits::ClientAddress;
use crate::parts::{Confirmation, FieldError, Link, Notice, PublicPage, Row, StepsAside, words};
use crate::posted::Posted;
use crate::public::{again, not_ready, page_of, see};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::drafts::Draft;
use gongkai_office::ids::grouped;
use gongkai_office::intake::Part;
use gongkai_office::{Once, Refusal};
use gongkai_rules::people::Actor;

#[derive(Template)]
#[template(path = "public/apply/check.html")]
struct CheckPage {
    page: PublicPage,
    steps: StepsAside,
    rows: Vec<Row>,
    once: String,
    /// What the person has before them: sending something else is noticed.
    seen: String,
}

#[derive(Template)]
#[template(path = "public/apply/done.html")]
struct DonePage {
    page: PublicPage,
    confirmation: Confirmation,
    rows: Vec<Row>,
    once: String,
}

/// What a draft says, as a short name that tells nothing.
fn seen(app: &App, draft: &Draft) -> String {
    let hash = app.office.ring_hash("draft", &draft.said());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

async fn check_page(
    app: &App,
    view: &View,
    draft: &Draft,
    errors: Vec<FieldError>,
    notice: Option<Notice>,
) -> Result<String, Failure> {
    let Frame { mut page, steps, organ, root } = frame(app, view, draft.organ, Some(draft), 4).await?;
    let rows = fields::summary(draft, &organ, &address(Part::Kind, &organ, root), true);
    page.errors.items = errors;
    page.notice = notice;
    let (once, seen) = (draft.once.clone(), seen(app, draft));
    Ok(CheckPage { page, steps, rows, once, seen }.render()?)
}

/// `GET /apply/check`.
pub async fn check(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    if let Some(part) = unfinished(&draft.answers) {
        return Ok(see(&part_address(&app, &draft, part).await?, Vec::new()));
    }
    let notice = draft.sent.as_ref().map(|sent| Notice {
        link: Some(Link::new("看回执", "/apply/done")),
        ..Notice::done(format!("这份申请已经提交（编号 {}）", sent.number), "重复点提交也只会收到一份。")
    });
    Ok(Html(check_page(&app, &view, &draft, Vec::new(), notice).await?).into_response())
}

async fn part_address(app: &App, draft: &Draft, part: Part) -> Result<String, Failure> {
    let organs = app.office.organs().await?;
    let organ = organs.iter().find(|organ| organ.id == draft.organ).ok_or(Refusal::NotFound)?;
    Ok(address(part, organ, organs.first().is_some_and(|first| first.id == organ.id)))
}

/// `POST /apply/check`: sends it.
pub async fn send(
    State(app): State<App>,
    view: View,
    ClientAddress(from): ClientAddress,
    posted: Posted,
) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    if let Some(part) = unfinished(&draft.answers) {
        return Ok(see(&part_address(&app, &draft, part).await?, Vec::new()));
    }
    let shown = seen(&app, &draft);
    if draft.sent.is_none() && posted.has("seen") && posted.text("seen") != shown {
        let notice = Notice::warn("还没有提交", "这份草稿在另一处改过，下面是现在的内容。请再核对一遍，没有错就提交。");
        return Ok(again(check_page(&app, &view, &draft, Vec::new(), Some(notice)).await?));
    }
    if let Some(wait) = app.public.submissions.wait(&from).filter(|_| draft.sent.is_none()) {
        return too_many(&app, &view, &draft, wait).await;
    }
    // One key for the draft, whatever page it was sent from; the body is what the draft says.
    let body_hash = app.office.ring_hash("form", &format!("{} {}", draft.said(), posted.text("seen")));
    let once = Once { key: draft.once.clone(), target: "POST /apply/check".into(), body_hash };
    match app.office.send_draft(&draft, once).await {
        Ok((_, token)) => {
            app.public.submissions.note(from);
            // Whoever has just handed it in may look at it without typing the code.
            Ok(see("/apply/done", vec![set_cookie(&app, CASE, &token, None)]))
        }
        Err(Refusal::Repeated { .. }) => Ok(see("/apply/done", Vec::new())),
        Err(Refusal::AlreadySent { label }) => {
            let told = FieldError { target: "main".into(), message: already_sent(&label) };
            Ok(again(check_page(&app, &view, &draft, vec![told], None).await?))
        }
        Err(Refusal::Invalid(problems)) => {
            let message = |(field, problem): &(String, _)| FieldError {
                target: "main".into(),
                message: words::problem(field, problem),
            };
            let told = problems.iter().map(message).collect();
            Ok(again(check_page(&app, &view, &draft, told, None).await?))
        }
        Err(other) => Err(other.into()),
    }
}

async fn too_many(app: &App, view: &View, draft: &Draft, wait: u64) -> Result<Response, Failure> {
    let (page, _, _) = page_of(app, view, draft.organ, "", "apply").await?;
    let phone = &page.site.organ.phone;
    let urgent = if phone.is_empty() { String::new() } else { format!("着急办理，请打 {phone}。") };
    let minutes = wait.div_ceil(60).max(1);
    let next = format!("从这个网络提交的申请较多，请 {minutes} 分钟后再提交。填写的内容已经保存，不用重填。{urgent}");
    let html = check_page(app, view, draft, Vec::new(), Some(Notice::failed("还没有提交", next))).await?;
    let mut response = (StatusCode::TOO_MANY_REQUESTS, Html(html)).into_response();
    if let Ok(value) = HeaderValue::from_str(&wait.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    Ok(response)
}

/// `GET /apply/done`: the receipt, as long as the sent draft is kept.
pub async fn done(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    let Some(sent) = &draft.sent else { return Ok(see("/apply/check", Vec::new())) };
    let (mut page, organ, _) = page_of(&app, &view, draft.organ, "申请已提交", "apply").await?;
    page.hidden = true;
    let phone = gongkai_office::intake::phone(&draft.answers.phone);
    let how = if phone.is_some() { "打电话" } else { "用您留的电子邮箱或者通信地址" };
    let mut next = vec![
        "请记下或打印回执。查进度时要填这两个号码，查询码只在这里告诉您。".to_owned(),
        format!("我们会{how}与您核对；核对的那天起算 20 个工作日，不算核对那天（条例第三十一条第三项、第三十三条）。"),
    ];
    if !page.site.organ.phone.is_empty() {
        next.push(format!("回执丢了，请带身份证件到窗口查询，或打 {}。", page.site.organ.phone));
    }
    let mut links = vec![Link::new("打印这一页", "/apply/done?print=1"), Link::new("查办理进度", "/track/case")];
    if app.office.prints_receipts(draft.organ).await? {
        links.insert(0, Link::new("下载登记回执（PDF）", "/apply/done/receipt"));
    }
    let confirmation = Confirmation {
        title: "申请已提交".into(),
        codes: vec![("申请编号".into(), sent.number.clone()), ("查询码".into(), grouped(&sent.query_code))],
        next,
        links,
    };
    let rows = fields::summary(&draft, &organ, "", false);
    Ok(Html(DonePage { page, confirmation, rows, once: draft.once.clone() }.render()?).into_response())
}

/// `GET /apply/done/receipt`: the receipt with number and query code, for the browser that handed the request in.
pub async fn receipt(State(app): State<App>, view: View, headers: HeaderMap) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    let Some(sent) = draft.sent else { return Ok(see("/apply/check", Vec::new())) };
    if prefetches(&headers) {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let (name, media, content) =
        app.office.receipt(&Actor::Applicant, sent.request, Some(&sent.query_code)).await.map_err(not_ready)?;
    Ok(download(&name, &media, content))
}
