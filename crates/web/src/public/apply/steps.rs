//! Steps 2 to 4. What was typed is kept whatever button was pressed; only 保存并继续 also asks whether it is right.

use super::start::StepPage;
use super::{Frame, already_sent, draft_of, fields, frame};
use crate::app::App;
use crate::errors::Failure;
use crate::guard::{DRAFT, View, set_cookie};
use crate::parts::{Attachment, ErrorSummary, FieldView, PublicPage, StepsAside, words};
use crate::posted::Posted;
use crate::public::{again, see};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::Problem;
use gongkai_office::drafts::{Draft, KEPT_DAYS};
use gongkai_office::intake::{Answers, Entrance, MATTERS_AT_MOST, Part, Problems, check_part};
use gongkai_rules::ids::FileId;

#[derive(Template)]
#[template(path = "public/apply/matters.html")]
struct MattersPage {
    page: PublicPage,
    steps: StepsAside,
    fields: Vec<FieldView>,
    /// Id, name with type and size.
    kept: Vec<(String, Attachment)>,
    file: FieldView,
    once: String,
    /// Whether there may be one more.
    more: bool,
    /// The draft was sent: what is typed now can go into another one.
    anew: bool,
}

/// `GET /apply/contact`.
pub async fn contact(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    let page = plain_step(&app, &view, &draft, &draft.answers, Part::Contact, &Vec::new(), None).await?;
    Ok(Html(page).into_response())
}

/// `GET /apply/reply`.
pub async fn reply(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    let page = plain_step(&app, &view, &draft, &draft.answers, Part::Reply, &Vec::new(), None).await?;
    Ok(Html(page).into_response())
}

/// `GET /apply/matters`; `?more` shows one more empty field.
pub async fn matters(State(app): State<App>, view: View, uri: axum::http::Uri) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    let more = usize::from(uri.query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("more"))));
    let areas = draft.answers.matters.len().max(1) + more;
    let shown = Shown { answers: &draft.answers, problems: &Vec::new(), files: None, top: None, areas };
    Ok(Html(matters_page(&app, &view, &draft, shown).await?).into_response())
}

/// Pages of nothing but fields: steps 2 and 4.
async fn plain_step(
    app: &App,
    view: &View,
    draft: &Draft,
    answers: &Answers,
    part: Part,
    problems: &Problems,
    top: Option<String>,
) -> Result<String, Failure> {
    let at = if part == Part::Contact { 1 } else { 3 };
    let Frame { mut page, steps, .. } = frame(app, view, draft.organ, Some(draft), at).await?;
    let fields = match part {
        Part::Contact => {
            let hidden = draft.masked.then_some(draft.answers.paper_number.as_str());
            fields::contact(answers, problems, hidden)
        }
        _ => fields::reply(answers, problems),
    };
    let anew = top.is_some();
    page.errors = errors(top, &fields);
    let (action, heading) = match part {
        Part::Contact if answers.is_person() => ("/apply/contact", "您的姓名和联系方式"),
        Part::Contact => ("/apply/contact", "单位名称和联系方式"),
        _ => ("/apply/reply", "您想怎样取得"),
    };
    let (action, once) = (action.to_owned(), draft.once.clone());
    Ok(StepPage { page, steps, fields, action, once, heading, later: true, anew, waiting: None }.render()?)
}

fn errors(top: Option<String>, fields: &[FieldView]) -> ErrorSummary {
    let mut errors = ErrorSummary::of(fields);
    if let Some(told) = top {
        errors.items.insert(0, crate::parts::FieldError { target: "main".into(), message: told });
    }
    errors
}

/// `POST /apply/contact`.
pub async fn keep_contact(State(app): State<App>, view: View, posted: Posted) -> Result<Response, Failure> {
    keep_plain(&app, &view, &posted, Part::Contact, "/apply/matters").await
}

/// `POST /apply/reply`.
pub async fn keep_reply(State(app): State<App>, view: View, posted: Posted) -> Result<Response, Failure> {
    keep_plain(&app, &view, &posted, Part::Reply, "/apply/check").await
}

async fn keep_plain(app: &App, view: &View, posted: &Posted, part: Part, next: &str) -> Result<Response, Failure> {
    let draft = draft_of(app, view).await?;
    let mut answers = draft.answers.clone();
    answers.take(part, |name| posted.text(name).to_owned());
    if part == Part::Contact {
        unmask(&draft, &mut answers);
    } else {
        // Mailbox and address stand on step 4 only where the way chosen there needs them.
        for (name, place) in [("email", &mut answers.email), ("address", &mut answers.address)] {
            if posted.has(name) {
                *place = posted.text(name).to_owned();
            }
        }
    }
    if draft.sent.is_some() && posted.has("anew") {
        return another(app, &draft, answers).await;
    }
    if let Some(sent) = draft.sent.as_ref().filter(|_| answers != draft.answers) {
        let told = Some(already_sent(&sent.number));
        return Ok(again(plain_step(app, view, &draft, &answers, part, &Vec::new(), told).await?));
    }
    let problems = check_part(&answers, part, Entrance::Site);
    let later = posted.has("later");
    if draft.sent.is_none() && (later || problems.is_empty()) {
        app.office.save_draft(&draft, draft.organ, answers.clone()).await?;
    }
    if later {
        return Ok(see("/apply/saved", Vec::new()));
    }
    if problems.is_empty() {
        return Ok(see(next, Vec::new()));
    }
    Ok(again(plain_step(app, view, &draft, &answers, part, &problems, None).await?))
}

/// Another draft with what was typed, under a key of its own; the sent one stays what it was.
async fn another(app: &App, draft: &Draft, mut answers: Answers) -> Result<Response, Failure> {
    if draft.masked && answers.paper_number == draft.answers.paper_number {
        // A device that came by the code has not been shown the number, and a draft of its own would show it.
        answers.paper_number.clear();
    }
    let to = match super::unfinished(&answers) {
        Some(Part::Kind | Part::Contact) => "/apply/contact",
        Some(Part::Matters) => "/apply/matters",
        Some(Part::Reply) => "/apply/reply",
        None => "/apply/check",
    };
    let token = app.office.start_draft(draft.organ, answers).await?;
    Ok(see(to, vec![set_cookie(app, DRAFT, &token, Some(KEPT_DAYS * 24 * 3600))]))
}

/// On a device that is shown the number masked, the mask sent back means: as it was.
fn unmask(draft: &Draft, answers: &mut Answers) {
    if !draft.masked {
        return;
    }
    let mask = fields::shown_number(&draft.answers, true);
    if answers.paper_number == mask {
        answers.paper_number.clone_from(&draft.answers.paper_number);
        if answers.checked == mask {
            answers.checked.clone_from(&draft.answers.paper_number);
        }
    }
}

/// What the page of step 3 shows.
struct Shown<'a> {
    answers: &'a Answers,
    problems: &'a Problems,
    files: Option<String>,
    top: Option<String>,
    areas: usize,
}

async fn matters_page(app: &App, view: &View, draft: &Draft, shown: Shown<'_>) -> Result<String, Failure> {
    let Frame { mut page, steps, .. } = frame(app, view, draft.organ, Some(draft), 2).await?;
    let fields = fields::matters(shown.answers, shown.problems, shown.areas.min(MATTERS_AT_MOST));
    let file = fields::files(shown.files);
    let anew = shown.top.is_some();
    page.errors = errors(shown.top, &fields);
    page.errors.items.extend(ErrorSummary::of([&file]).items);
    let kept = draft.files.iter().map(|file| (file.id.to_string(), attachment(file))).collect();
    let more = fields.len() < MATTERS_AT_MOST;
    Ok(MattersPage { page, steps, fields, kept, file, once: draft.once.clone(), more, anew }.render()?)
}

fn attachment(file: &gongkai_office::drafts::DraftFile) -> Attachment {
    let kind = file.name.rsplit_once('.').map(|(_, kind)| kind.to_uppercase()).unwrap_or_default();
    Attachment {
        name: file.name.clone(),
        kind,
        size: Attachment::size_in_words(file.size),
        about: "已收到".into(),
        ..Attachment::default()
    }
}

/// `POST /apply/matters`: the texts, files that came along, and the button pressed.
pub async fn keep_matters(State(app): State<App>, view: View, mut posted: Posted) -> Result<Response, Failure> {
    let draft = draft_of(&app, &view).await?;
    let mut answers = draft.answers.clone();
    answers.take(Part::Matters, |name| posted.text(name).to_owned());
    let uploads = std::mem::take(&mut posted.files);
    let areas = answers.matters.len();
    if draft.sent.is_some() && posted.has("anew") {
        return another(&app, &draft, answers).await;
    }
    if let Some(sent) = draft.sent.as_ref().filter(|_| answers != draft.answers || !uploads.is_empty()) {
        let top = Some(already_sent(&sent.number));
        let shown = Shown { answers: &answers, problems: &Vec::new(), files: None, top, areas };
        return Ok(again(matters_page(&app, &view, &draft, shown).await?));
    }
    let mut refused: Vec<Problem> = Vec::new();
    if draft.sent.is_none() {
        app.office.save_draft(&draft, draft.organ, answers.clone()).await?;
        if !uploads.is_empty() {
            refused = app.office.add_draft_files(&draft, uploads).await?;
        }
        if let Ok(file) = posted.text("remove").parse::<FileId>() {
            app.office.remove_draft_file(&draft, file).await?;
        }
    }
    let told: Vec<String> = refused.iter().map(|problem| words::problem("files", problem)).collect();
    let told = (!told.is_empty()).then(|| told.join("；"));
    let next = posted.text("act") == "next" || !(posted.has("act") || posted.has("remove") || posted.has("later"));
    let problems = if next { check_part(&answers, Part::Matters, Entrance::Site) } else { Vec::new() };
    if told.is_some() || !problems.is_empty() {
        let draft = draft_of(&app, &view).await?;
        let shown = Shown { answers: &answers, problems: &problems, files: told, top: None, areas };
        return Ok(again(matters_page(&app, &view, &draft, shown).await?));
    }
    let to = match posted.text("act") {
        _ if posted.has("later") => "/apply/saved".to_owned(),
        "add" => format!("/apply/matters?more=1#matter-{}", areas + 1),
        "upload" => "/apply/matters#files".to_owned(),
        _ if posted.has("remove") => "/apply/matters#files".to_owned(),
        _ => "/apply/reply".to_owned(),
    };
    Ok(see(&to, Vec::new()))
}
