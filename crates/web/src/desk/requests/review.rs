//! Review and signature: letter, request and articles side by side, with what changed since the last return.

use super::case_id;
use super::decision::{answer, frame};
use super::forms::{Problems, message};
use crate::app::App;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{Attachment, DeskPage, DiffView, ErrorSummary, FieldError, FieldView, Notice, diff_text, words};
use crate::posted::{Posted, new_once};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::{Draft, DraftMatter, OnCase};
use gongkai_rules::ids::RequestId;
use gongkai_rules::letters::Letter;
use gongkai_rules::permissions::Action;

struct ArticleView {
    citation: String,
    text: String,
}

#[derive(Template)]
#[template(path = "desk/requests/review.html")]
struct ReviewPage {
    page: DeskPage,
    heading: &'static str,
    about: &'static str,
    button: &'static str,
    asked: Vec<String>,
    clarified: Option<String>,
    decided: Vec<(String, String)>,
    row: String,
    letter: Option<Letter>,
    missing: Vec<String>,
    diff: Option<DiffView>,
    articles: Vec<ArticleView>,
    files: Vec<Attachment>,
    comment: FieldView,
    hash: String,
    once: String,
    version: u32,
    back: String,
}

/// `GET /desk/requests/{id}/review`.
pub async fn review(State(app): State<App>, Desk(who): Desk, Path(id): Path<String>) -> Result<Response, Failure> {
    look(&app, &who, case_id(&id)?, Action::ReviewDecision).await
}

/// `GET /desk/requests/{id}/sign`.
pub async fn sign(State(app): State<App>, Desk(who): Desk, Path(id): Path<String>) -> Result<Response, Failure> {
    look(&app, &who, case_id(&id)?, Action::SignDecision).await
}

async fn look(app: &App, who: &SignedIn, id: RequestId, action: Action) -> Result<Response, Failure> {
    let view = app.office.case(who, id).await?;
    view.allow(&app.office, who, action).await?;
    let html = review_page(app, who, &view, action, "", &[], new_once(), None).await?;
    Ok(Html(html).into_response())
}

#[allow(clippy::too_many_arguments)] // one page, shown fresh or again
async fn review_page(
    app: &App,
    who: &SignedIn,
    view: &CaseView,
    action: Action,
    typed: &str,
    problems: &Problems,
    once: String,
    notice: Option<Notice>,
) -> Result<String, Failure> {
    let signing = action == Action::SignDecision;
    let (heading, path) = if signing { ("签发", "sign") } else { ("审核", "review") };
    let mut page = frame(app, who, view, heading, path).await?;
    page.notice = notice;
    let drafts = view.drafts();
    let draft = drafts.last();
    let composed = draft.map(|draft| view.letter(draft));
    let (letter, missing) = match composed {
        Some(Ok(letter)) => (Some(letter), Vec::new()),
        Some(Err(problems)) => (None, problems.iter().map(|problem| problem.message()).collect()),
        None => (None, Vec::new()),
    };
    let before = drafts.len().checked_sub(2).and_then(|at| drafts.get(at)).and_then(|draft| view.letter(draft).ok());
    let diff = before.zip(letter.as_ref()).map(|(old, new)| diff_text(&old.plain_text(), &new.plain_text()));
    let comment = FieldView::area("comment", "退回的意见")
        .hint("退回修改时必须写")
        .optional()
        .rows(3)
        .value(typed)
        .error(message(problems, "comment"));
    page.errors = ErrorSummary::of([&comment]);
    for (name, problem) in problems.iter().filter(|(name, _)| name != "comment") {
        page.errors.items.push(FieldError { target: "main".into(), message: words::problem(name, problem) });
    }
    let proposal = view.request.proposal();
    let files = proposal.map(|proposal| proposal.files.as_slice()).unwrap_or_default();
    let decided = draft.map(|draft| draft.matters.iter().map(decided).collect()).unwrap_or_default();
    let shown = ReviewPage {
        page,
        heading,
        about: if signing {
            "签发后文书编号、定稿、不能再改；退回的回到经办人。"
        } else {
            "通过的是这一份文书和这几个附件；有任何改动，要重新审核。"
        },
        button: if signing { "签发" } else { "审核通过" },
        asked: view.matters().into_iter().map(str::to_owned).collect(),
        clarified: view.clarified().map(str::to_owned),
        decided,
        row: proposal.map(|proposal| words::outcome(proposal.outcome).to_owned()).unwrap_or_default(),
        letter,
        missing,
        diff,
        articles: draft.map(articles).unwrap_or_default(),
        files: files.iter().filter_map(|file| view.file(file.id)).map(|file| attachment(view, file)).collect(),
        comment,
        hash: proposal.map(|proposal| proposal.hash.clone()).unwrap_or_default(),
        once,
        version: view.request.version,
        back: format!("/desk/requests/{}", view.request.id),
    };
    Ok(shown.render()?)
}

fn decided(matter: &DraftMatter) -> (String, String) {
    (matter.subject.clone(), format!("{}（{}）", words::outcome(matter.outcome), matter.letter.paper()))
}

fn attachment(view: &CaseView, file: &gongkai_office::reading::case::NamedFile) -> Attachment {
    Attachment {
        name: file.name.clone(),
        href: format!("/desk/requests/{}/files/{}", view.request.id, file.id),
        kind: file.name.rsplit_once('.').map(|(_, end)| end.to_uppercase()).unwrap_or_default(),
        size: Attachment::size_in_words(u64::try_from(file.size).unwrap_or_default()),
        about: String::new(),
        remove: None,
    }
}

/// The articles the determinations rest on, in the words and the order of the statute, each once.
fn articles(draft: &Draft) -> Vec<ArticleView> {
    let cited: Vec<&str> = draft.matters.iter().flat_map(|matter| matter.outcome.articles().iter().copied()).collect();
    let view = |(_, text): (u16, &'static str)| {
        // An article begins with its own number, which a citation (第三十六条第一项) begins with too.
        let (number, _) = text.split_once('条')?;
        let head = format!("{number}条");
        let mut parts: Vec<&str> = cited.iter().filter_map(|citation| citation.strip_prefix(head.as_str())).collect();
        parts.sort_unstable();
        parts.dedup();
        let items = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("、");
        (!parts.is_empty()).then(|| ArticleView { citation: format!("{head}{items}"), text: text.to_owned() })
    };
    gongkai_rules::statute::articles().filter_map(view).collect()
}

/// `POST /desk/requests/{id}/review`.
pub async fn take_review(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    decide(&app, &who, case_id(&id)?, Action::ReviewDecision, posted).await
}

/// `POST /desk/requests/{id}/sign`.
pub async fn take_signature(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    decide(&app, &who, case_id(&id)?, Action::SignDecision, posted).await
}

async fn decide(app: &App, who: &SignedIn, id: RequestId, action: Action, posted: Posted) -> Result<Response, Failure> {
    let case = OnCase { id, seen: posted.version(), once: Some(posted.once.clone()) };
    let actor = who.actor();
    let (hash, typed) = (posted.text("hash").to_owned(), posted.text("comment").to_owned());
    let (done, result) = if posted.has("return") {
        ("review", app.office.return_decision(&actor, action, case, typed.clone()).await)
    } else if action == Action::SignDecision {
        ("sign", app.office.sign_decision(&actor, case, hash).await)
    } else {
        ("approved", app.office.approve_decision(&actor, case, hash).await)
    };
    let refusal = match result {
        Ok(_) => return Ok(Redirect::to(&format!("/desk/requests/{id}?done={done}")).into_response()),
        Err(refusal) => refusal,
    };
    let (status, problems, notice) = answer(app, who, id, refusal).await?;
    let view = app.office.case(who, id).await?;
    let html = review_page(app, who, &view, action, &typed, &problems, new_once(), notice).await?;
    Ok((status, Html(html)).into_response())
}
