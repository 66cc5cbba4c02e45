//! What the applicant does on the progress page: reads letters and files, clarifies, gives reasons, withdraws.

use super::case_of;
use crate::app::App;
use crate::errors::Failure;
use crate::form_files::FormFiles;
use crate::guard::View;
use crate::parts::{ErrorSummary, FieldError, FieldView, Link, PublicPage, words};
use crate::posted::{Posted, new_once};
use crate::public::{again, page_of, see};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::accounts::kept::Owner;
use gongkai_office::intake::{ACCEPT, UploadLimits, admit};
use gongkai_office::reading::progress::Progress;
use gongkai_office::requests::Upload;
use gongkai_office::requests::by_applicant::Download;
use gongkai_office::{Problem, Refusal};
use gongkai_rules::ids::{FileId, PaperId};
use gongkai_rules::people::Actor;
use gongkai_rules::requests::{PaperKind, State as CaseState};

/// Most characters of a clarification, reasons or statement.
const WORDS: u32 = 2000;

#[derive(Template)]
#[template(path = "public/track/act.html")]
struct ActPage {
    page: PublicPage,
    number: String,
    heading: &'static str,
    /// What it means, before the field.
    consequences: Vec<String>,
    /// What the office's letter says, word for word.
    quoted: Vec<String>,
    fields: Vec<FieldView>,
    action: &'static str,
    button: &'static str,
    /// The act cannot be undone.
    dangerous: bool,
    once: String,
    /// Token of the files kept, where the form takes files.
    token: Option<String>,
}

/// Sent as a download of a real name, never shown inside our pages.
fn download((name, media, bytes): Download) -> Response {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let mut headers = HeaderMap::new();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let policy = HeaderName::from_static("content-security-policy");
    for (key, value) in [
        (header::CONTENT_TYPE, media.as_str()),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (policy, "sandbox; default-src 'none'"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(key, value);
        }
    }
    (headers, bytes).into_response()
}

/// `GET /track/case/papers/{paper}`: reads a letter; the first time is recorded.
pub async fn paper(
    State(app): State<App>,
    view: View,
    Path(paper): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    // A browser that only prepares for a click has not opened anything yet.
    if headers.get("sec-purpose").is_some_and(|purpose| purpose.as_bytes().starts_with(b"prefetch")) {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let paper = paper.parse::<PaperId>().map_err(|_| Refusal::NotFound)?;
    Ok(download(app.office.open_paper(id, paper).await?))
}

/// `GET /track/case/receipt`: 登记回执, made when it is first asked for. Without the query code, which is kept nowhere.
pub async fn receipt(State(app): State<App>, view: View, headers: HeaderMap) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    if crate::desk::requests::prefetches(&headers) {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let made = app.office.receipt(&Actor::Applicant, id, None).await;
    Ok(download(made.map_err(crate::public::not_ready)?))
}

/// `GET /track/case/files/{file}`.
pub async fn file(State(app): State<App>, view: View, Path(file): Path<String>) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let file = file.parse::<FileId>().map_err(|_| Refusal::NotFound)?;
    Ok(download(app.office.open_file(id, file).await?))
}

/// The frame of a page of one act.
async fn act_page(app: &App, view: &View, progress: &Progress, title: &'static str) -> Result<ActPage, Failure> {
    let (mut page, _, _) = page_of(app, view, progress.organ.id, title, "track").await?;
    page.hidden = true;
    page.back = Some(Link::new("返回办理进度", "/track/case"));
    Ok(ActPage {
        page,
        number: progress.request.number.clone(),
        heading: title,
        consequences: Vec::new(),
        quoted: Vec::new(),
        fields: Vec::new(),
        action: "",
        button: "",
        dangerous: false,
        once: new_once(),
        token: None,
    })
}

/// What was refused, on the page again; whatever is no matter of the form goes its own way.
fn told(mut page: ActPage, posted: &Posted, refusal: Refusal) -> Result<Response, Failure> {
    let messages: Vec<(String, String)> = match refusal {
        Refusal::Invalid(problems) => {
            problems.iter().map(|(field, problem)| (field.clone(), words::problem(field, problem))).collect()
        }
        Refusal::Rule(rule) => vec![("main".into(), words::refused(&rule))],
        Refusal::AlreadySent { label } => {
            vec![("main".into(), format!("这份内容已经提交（编号 {label}）。返回办理进度查看"))]
        }
        other => return Err(other.into()),
    };
    for field in &mut page.fields {
        if let Some((_, message)) = messages.iter().find(|(name, _)| *name == field.name) {
            field.error = Some(message.clone());
        }
    }
    let loose = messages.iter().filter(|(name, _)| page.fields.iter().all(|field| field.name != *name));
    let mut errors: Vec<FieldError> =
        loose.map(|(_, message)| FieldError { target: "main".into(), message: message.clone() }).collect();
    errors.extend(ErrorSummary::of(&page.fields).items);
    page.page.errors.items = errors;
    page.once.clone_from(&posted.once.key);
    Ok(again(page.render()?))
}

fn words_field(name: &str, label: &str, value: &str) -> FieldView {
    FieldView::area(name, label).value(value).limit(WORDS).rows(8)
}

fn too_long(field: &str, text: &str) -> Option<Refusal> {
    (text.chars().count() > WORDS as usize).then(|| Refusal::field(field, Problem::TooLong(WORDS as usize)))
}

async fn clarification_page(
    app: &App,
    view: &View,
    progress: &Progress,
    typed: &str,
    files: &FormFiles,
) -> Result<ActPage, Failure> {
    let limits = UploadLimits::default();
    let mut page = act_page(app, view, progress, "补充材料").await?;
    page.consequences = match progress.clock.clarification_due {
        Some(last) => vec![format!(
            "请在{}前补充。到期没有补充又没有说明理由的，视为放弃申请（条例第三十条）。",
            words::plain_day(last)
        )],
        None => Vec::new(),
    };
    page.quoted.clone_from(&progress.to_clarify);
    page.fields = vec![
        words_field("clarification", "您的补充", typed).hint("把上面问到的写清楚。要交的材料可以在下面上传。"),
        FieldView::file("files", "材料")
            .hint("照片（JPG、PNG）、PDF、Word、Excel、OFD，最多 5 个，每个不超过 20 MB，合计不超过 50 MB。")
            .optional()
            .files(ACCEPT, limits.each),
    ];
    files.place(&mut page.fields);
    page.token = Some(files.token.clone());
    (page.action, page.button) = ("/track/case/clarify", "提交补充");
    Ok(page)
}

/// Whether a clarification can be given here: awaited, and its period not over.
fn may_clarify(progress: &Progress) -> bool {
    matches!(progress.request.state, CaseState::AwaitingClarification) && !super::sentences::period_over(progress)
}

/// `GET /track/case/clarify`: shows what the notice asks; showing it is opening it.
pub async fn ask_clarification(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let mut progress = app.office.progress(id).await?;
    if !may_clarify(&progress) {
        return Ok(see("/track/case", Vec::new()));
    }
    let unread = progress
        .papers
        .iter()
        .find(|paper| paper.kind == PaperKind::ClarificationNotice && paper.opened_on.is_none())
        .map(|paper| paper.id);
    if let Some(paper) = unread {
        app.office.open_paper(id, paper).await?;
        progress = app.office.progress(id).await?;
    }
    let files = FormFiles::fresh(Owner::Case(id));
    Ok(Html(clarification_page(&app, &view, &progress, "", &files).await?.render()?).into_response())
}

/// `POST /track/case/clarify`.
pub async fn clarify(State(app): State<App>, view: View, mut posted: Posted) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let typed = posted.text("clarification").to_owned();
    let mut files = FormFiles::of(&app, Owner::Case(id), &mut posted).await?;
    let result = match (too_long("clarification", &typed), admitted(posted.files.clone())) {
        (Some(refusal), _) | (None, Err(refusal)) => Err(refusal),
        (None, Ok(files)) => app.office.clarify_as_applicant(id, posted.once.clone(), typed.clone(), files).await,
    };
    match result {
        Ok(_) | Err(Refusal::Repeated { .. }) => {
            files.forget(&app).await;
            Ok(see("/track/case?done=clarified", Vec::new()))
        }
        Err(mut refusal) => {
            let refused = files.keep(&app, &mut posted).await?;
            if let Refusal::Invalid(problems) = &mut refusal {
                problems.extend(refused);
            }
            let progress = app.office.progress(id).await?;
            told(clarification_page(&app, &view, &progress, &typed, &files).await?, &posted, refusal)
        }
    }
}

/// Files that may come in, or the first that may not.
fn admitted(uploads: Vec<Upload>) -> Result<Vec<Upload>, Refusal> {
    let (mut sizes, mut files) = (Vec::new(), Vec::new());
    for upload in uploads {
        let upload =
            admit(upload, &sizes, UploadLimits::default()).map_err(|problem| Refusal::field("files", problem))?;
        sizes.push(upload.content.len() as u64);
        files.push(upload);
    }
    Ok(files)
}

async fn reasons_page(app: &App, view: &View, progress: &Progress, typed: &str) -> Result<ActPage, Failure> {
    let mut page = act_page(app, view, progress, "说明理由").await?;
    page.consequences =
        vec!["申请的数量、次数明显超过合理范围的，可以请您说明理由；理由不合理的，不予处理（条例第三十五条）。".into()];
    page.fields = vec![words_field("reasons", "您的理由", typed)];
    (page.action, page.button) = ("/track/case/reasons", "提交理由");
    Ok(page)
}

/// `GET /track/case/reasons`.
pub async fn ask_reasons(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let progress = app.office.progress(id).await?;
    let asked = progress.request.reasons.as_ref().is_some_and(|reasons| reasons.received.is_none());
    if !asked || progress.request.closing().is_some() {
        return Ok(see("/track/case", Vec::new()));
    }
    Ok(Html(reasons_page(&app, &view, &progress, "").await?.render()?).into_response())
}

/// `POST /track/case/reasons`.
pub async fn give_reasons(State(app): State<App>, view: View, posted: Posted) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let typed = posted.text("reasons").to_owned();
    let result = match too_long("reasons", &typed) {
        Some(refusal) => Err(refusal),
        None => app.office.give_reasons_as_applicant(id, posted.once.clone(), typed.clone()).await,
    };
    match result {
        Ok(_) | Err(Refusal::Repeated { .. }) => Ok(see("/track/case?done=reasons", Vec::new())),
        Err(refusal) => {
            let progress = app.office.progress(id).await?;
            told(reasons_page(&app, &view, &progress, &typed).await?, &posted, refusal)
        }
    }
}

async fn withdrawal_page(app: &App, view: &View, progress: &Progress, typed: &str) -> Result<ActPage, Failure> {
    let mut page = act_page(app, view, progress, "撤回这件申请").await?;
    page.consequences = vec![
        "撤回后，这件申请不再办理，也不能恢复。需要时可以重新申请。".into(),
        "撤不撤回由您自己决定，任何人不得要求您撤回。".into(),
    ];
    page.fields = vec![words_field("statement", "想说的话", typed).hint("不写也可以撤回").rows(3).optional()];
    (page.action, page.button, page.dangerous) = ("/track/case/withdraw", "撤回申请", true);
    Ok(page)
}

/// `GET /track/case/withdraw`: the consequences in words.
pub async fn ask_withdrawal(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let progress = app.office.progress(id).await?;
    if progress.request.closing().is_some() {
        return Ok(see("/track/case", Vec::new()));
    }
    Ok(Html(withdrawal_page(&app, &view, &progress, "").await?.render()?).into_response())
}

/// `POST /track/case/withdraw`.
pub async fn withdraw(State(app): State<App>, view: View, posted: Posted) -> Result<Response, Failure> {
    let id = case_of(&app, &view).await?;
    let typed = posted.text("statement").to_owned();
    let result = match too_long("statement", &typed) {
        Some(refusal) => Err(refusal),
        None => app.office.withdraw_as_applicant(id, posted.once.clone(), typed.clone()).await,
    };
    match result {
        Ok(_) | Err(Refusal::Repeated { .. }) => Ok(see("/track/case?done=withdrawn", Vec::new())),
        Err(refusal) => {
            let progress = app.office.progress(id).await?;
            told(withdrawal_page(&app, &view, &progress, &typed).await?, &posted, refusal)
        }
    }
}
