//! The decision: outcome and wording for each matter, the fields of the letter, the files.

use super::acts::conflict;
use super::case_id;
use super::forms::{MORE, Problems, letter_code, letter_fields, letter_named, message, read_letter};
use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::form_files::FormFiles;
use crate::guard::Desk;
use crate::parts::{DeskPage, ErrorSummary, FieldError, FieldView, Link, Notice, OptionView, words};
use crate::posted::{ONCE, Posted, new_once};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::accounts::kept::Owner;
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::{Draft, DraftMatter, OnCase};
use gongkai_office::{Problem, Refusal};
use gongkai_rules::events::{ConsultationKind, Opinion};
use gongkai_rules::ids::{FileId, RequestId};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Consultation, ConsultationEnd};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "desk/requests/choose.html")]
struct ChoosePage {
    page: DeskPage,
    matters: Vec<(String, FieldView)>,
    back: String,
}

struct MatterForm {
    asked: String,
    chosen: String,
    letter: String,
    subject: Option<FieldView>,
    articles: String,
    statements: Vec<&'static str>,
    fields: Vec<FieldView>,
    /// Whether another withheld part can be asked for: the prefix of the matter's fields.
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/requests/draft.html")]
struct DraftPage {
    page: DeskPage,
    returned: Option<String>,
    matters: Vec<MatterForm>,
    /// Files of the draft before, each with whether the new one keeps it.
    kept: Vec<(String, String, bool)>,
    /// Files of this form that were received when it was refused.
    received: Option<FieldView>,
    token: String,
    upload: FieldView,
    once: String,
    version: u32,
    change: String,
    back: String,
}

/// Every letter that may answer a matter, under the label of its row. Rows of a recorded closing are not among them.
fn answers(chosen: &str) -> Vec<OptionView> {
    let mut options = vec![OptionView::new("", "请选择", chosen)];
    for outcome in Outcome::ALL {
        if matches!(outcome, Outcome::NotClarifiedInTime | Outcome::FeeNotPaid) {
            continue;
        }
        for letter in outcome.letters().iter().filter(|letter| **letter != LetterKind::Withdrawn) {
            let group = outcome.group().label();
            // （二）部分公开, without the remark that the form prints behind it.
            let group = group.char_indices().skip(1).find(|(_, c)| *c == '（').map_or(group, |(end, _)| &group[..end]);
            let label = match outcome.letters() {
                [_] if outcome.label() != outcome.group().label() => outcome.label().to_owned(),
                _ if outcome.label() == outcome.group().label() => letter.paper().to_owned(),
                _ => format!("{}：{}", outcome.label(), letter.paper()),
            };
            options.push(OptionView::new(letter_code(*letter), label, chosen).group(group));
        }
    }
    options
}

/// `GET /desk/requests/{id}/decision`: first which answer for each matter, then what the letter states.
pub async fn choose(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Failure> {
    let view = app.office.case(&who, case_id(&id)?).await?;
    view.allow(&app.office, &who, Action::DraftDecision).await?;
    let last = view.draft();
    let letters = letters_in(&view, &|name| query.get(name).cloned().unwrap_or_default());
    let change = query.contains_key("change");
    let letters = match (letters, &last) {
        (Some(letters), _) if !change => Some(letters),
        (None, Some(draft)) if !change => Some(draft.matters.iter().map(|matter| matter.letter).collect()),
        _ => None,
    };
    match letters {
        Some(letters) => {
            let values = |name: &str| typed_before(last.as_ref(), &letters, &view, name);
            let again = Again::fresh(&who);
            let html = draft_page(&app, &who, &view, &letters, &values, &again).await?;
            Ok(Html(html).into_response())
        }
        None => choose_page(&app, &who, &view, &query).await,
    }
}

async fn choose_page(
    app: &App,
    who: &SignedIn,
    view: &CaseView,
    query: &HashMap<String, String>,
) -> Result<Response, Failure> {
    let page = frame(app, who, view, "拟定答复", "decision").await?;
    let last = view.draft();
    let several = view.request.matters.len() > 1;
    let matter = |(at, text): (usize, &&str)| {
        let name = format!("m{at}");
        let before = last.as_ref().and_then(|draft| draft.matters.get(at)).map(|matter| letter_code(matter.letter));
        let chosen = query.get(&name).cloned().or(before).unwrap_or_default();
        let label = if several { format!("第 {} 项怎样处理", at + 1) } else { "怎样处理".to_owned() };
        ((*text).to_owned(), FieldView::select(name, label, answers(&chosen)))
    };
    let matters = view.matters().iter().enumerate().map(matter).collect();
    let back = format!("/desk/requests/{}", view.request.id);
    Ok(Html(ChoosePage { page, matters, back }.render()?).into_response())
}

/// The wording chosen for every matter; `None` until there is one for each.
fn letters_in(view: &CaseView, values: &(dyn Fn(&str) -> String + Sync)) -> Option<Vec<LetterKind>> {
    (0..view.request.matters.len()).map(|at| letter_named(&values(&format!("m{at}")))).collect()
}

/// What an earlier draft holds for a field, or the matter's own words for its heading.
fn typed_before(draft: Option<&Draft>, letters: &[LetterKind], view: &CaseView, name: &str) -> String {
    let Some((matter, field)) = name.split_once('.') else { return String::new() };
    let Some(at) = matter.strip_prefix('m').and_then(|at| at.parse::<usize>().ok()) else { return String::new() };
    let before = draft.and_then(|draft| draft.matters.get(at)).filter(|before| Some(&before.letter) == letters.get(at));
    if field == "subject" {
        let asked = view.matters().get(at).map(|text| text.chars().take(40).collect()).unwrap_or_default();
        return before.map_or(asked, |before| before.subject.clone());
    }
    match before {
        Some(before) => {
            let typed = before.fields.to_form().into_iter().find(|(known, _)| known == field);
            typed.map(|(_, value)| value).unwrap_or_default()
        }
        None => letters.get(at).and_then(|letter| from_record(view, *letter, field)).unwrap_or_default(),
    }
}

/// What the record of the case tells for a field that nobody has filled in yet: the third party's answer and its day.
fn from_record(view: &CaseView, letter: LetterKind, field: &str) -> Option<String> {
    if letter != LetterKind::ThirdPartyRights {
        return None;
    }
    let third_party = |one: &&Consultation| one.kind == ConsultationKind::ThirdParty;
    let end = view.request.consultations.iter().rfind(third_party)?.end.as_ref()?;
    match (field, end) {
        ("position", ConsultationEnd::Answered { opinion: Some(Opinion::Objects), .. }) => Some("refused".into()),
        ("position", ConsultationEnd::Lapsed { .. }) => Some("silent".into()),
        ("responded_on", ConsultationEnd::Answered { on, .. }) => Some(on.to_string()),
        _ => None,
    }
}

pub(super) async fn frame(
    app: &App,
    who: &SignedIn,
    view: &CaseView,
    title: &str,
    path: &str,
) -> Result<DeskPage, Failure> {
    let back = format!("/desk/requests/{}", view.request.id);
    let mut page = desk_page(app, who, title, &format!("{back}/{path}")).await?;
    page.crumbs = vec![
        Link::new("依申请公开", "/desk/requests"),
        Link::new(view.request.number.clone(), back),
        Link::new(title, ""),
    ];
    Ok(page)
}

/// What a draft page is shown with beside what was typed.
struct Again {
    problems: Vec<(String, Problem)>,
    once: String,
    notice: Option<Notice>,
    files: FormFiles,
    /// Which files of the draft before are kept, where the form said so.
    kept: Option<Vec<FileId>>,
}

impl Again {
    fn fresh(who: &SignedIn) -> Again {
        let files = FormFiles::fresh(Owner::Person(who.person.id));
        Again { problems: Vec::new(), once: new_once(), notice: None, files, kept: None }
    }
}

async fn draft_page(
    app: &App,
    who: &SignedIn,
    view: &CaseView,
    letters: &[LetterKind],
    values: &(dyn Fn(&str) -> String + Sync),
    again: &Again,
) -> Result<String, Failure> {
    let problems: &Problems = &again.problems;
    let mut page = frame(app, who, view, "拟定答复", "decision").await?;
    let several = letters.len() > 1;
    let asked = view.matters();
    let mut matters = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let prefix = format!("m{at}.");
        let outcome = letter.outcome().unwrap_or(Outcome::OtherHandling);
        let subject = format!("{prefix}subject");
        let heading = FieldView::text(subject.as_str(), "这一项的简称")
            .hint("答复分项时用作小标题")
            .value(values(&subject))
            .error(message(problems, &subject));
        matters.push(MatterForm {
            asked: asked.get(at).copied().unwrap_or_default().to_owned(),
            chosen: words::outcome(outcome).to_owned(),
            letter: letter_code(*letter),
            subject: several.then_some(heading),
            articles: outcome.articles().join("、"),
            statements: outcome.required_statements().to_vec(),
            fields: letter_fields(*letter, &prefix, values, problems),
            more: letter
                .model()
                .fields
                .iter()
                .any(|field| field.kind == gongkai_rules::letters::FieldKind::WithheldParts)
                .then(|| prefix.clone()),
        });
    }
    let all = matters.iter().flat_map(|matter| matter.subject.iter().chain(&matter.fields));
    page.errors = ErrorSummary::of(all.clone());
    let placed: Vec<&str> = all.map(|field| field.name.as_str()).collect();
    for (name, problem) in problems.iter().filter(|(name, _)| !placed.contains(&name.as_str())) {
        page.errors.items.push(FieldError { target: "main".into(), message: words::problem(name, problem) });
    }
    page.notice.clone_from(&again.notice);
    let is_kept = |id: FileId| again.kept.as_ref().is_none_or(|kept| kept.contains(&id));
    let kept = last_files(view).into_iter().map(|(id, name)| (id.to_string(), name, is_kept(id))).collect();
    let shown = DraftPage {
        page,
        returned: last_comment(view),
        matters,
        kept,
        received: again.files.ticks(),
        token: again.files.token.clone(),
        upload: FieldView::file("files", "提供给申请人的文件")
            .hint("可以选几个；部分公开的，请上传遮盖后的文件")
            .optional()
            .error(message(problems, "files")),
        once: again.once.clone(),
        version: view.request.version,
        change: format!("/desk/requests/{}/decision?change=1", view.request.id),
        back: format!("/desk/requests/{}", view.request.id),
    };
    Ok(shown.render()?)
}

/// Files of the latest draft, which a new draft keeps unless they are unticked.
fn last_files(view: &CaseView) -> Vec<(FileId, String)> {
    use gongkai_rules::events::Event;
    let proposal = view.history.iter().rev().find_map(|recorded| match &recorded.event {
        Event::DecisionProposed { proposal } => Some(proposal),
        _ => None,
    });
    let files = proposal.map(|proposal| proposal.files.as_slice()).unwrap_or_default();
    files.iter().filter_map(|file| view.file(file.id)).map(|file| (file.id, file.name.clone())).collect()
}

/// With which words the latest draft was sent back, if it was.
fn last_comment(view: &CaseView) -> Option<String> {
    use gongkai_rules::events::Event;
    view.history.iter().rev().find_map(|recorded| match &recorded.event {
        Event::DecisionReturned { comment } => Some(format!("{}退回：{}", view.who(recorded.by), view.text(*comment))),
        _ => None,
    })
}

/// `POST /desk/requests/{id}/decision`: lays the draft before the reviewer.
pub async fn propose(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let id = case_id(&id)?;
    let view = app.office.case(&who, id).await?;
    super::acts::not_for_this_role(&view, &who, Action::DraftDecision)?;
    let Some(letters) = letters_in(&view, &|name| posted.text(name).to_owned()) else {
        return Ok(Redirect::to(&format!("/desk/requests/{id}/decision?change=1")).into_response());
    };
    let mut files = FormFiles::of(&app, Owner::Person(who.person.id), &mut posted).await?;
    let kept = Some(kept_of(&posted));
    if posted.has(MORE) {
        view.allow(&app.office, &who, Action::DraftDecision).await?;
        let problems = files.keep(&app, &mut posted).await?;
        let values = |name: &str| posted.text(name).to_owned();
        let again = Again { problems, once: posted.once.key.clone(), notice: None, files, kept };
        let html = draft_page(&app, &who, &view, &letters, &values, &again).await?;
        return Ok(Html(html).into_response());
    }
    let refusal = match lay(&app, &who, &view, &letters, &posted).await {
        Ok(()) => {
            files.forget(&app).await;
            return Ok(Redirect::to(&format!("/desk/requests/{id}?done=decision")).into_response());
        }
        Err(refusal) => refusal,
    };
    let (status, mut problems, notice) = answer(&app, &who, id, refusal).await?;
    let view = app.office.case(&who, id).await?;
    let once = if problems.is_empty() { new_once() } else { posted.text(ONCE).to_owned() };
    problems.extend(files.keep(&app, &mut posted).await?);
    let values = |name: &str| posted.text(name).to_owned();
    let again = Again { problems, once, notice, files, kept };
    let html = draft_page(&app, &who, &view, &letters, &values, &again).await?;
    Ok((status, Html(html)).into_response())
}

/// Files of the draft before that are ticked.
fn kept_of(posted: &Posted) -> Vec<FileId> {
    posted.all("kept").iter().filter_map(|id| id.parse().ok()).collect()
}

async fn lay(
    app: &App,
    who: &SignedIn,
    view: &CaseView,
    letters: &[LetterKind],
    posted: &Posted,
) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    let mut matters = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let prefix = format!("m{at}.");
        let (fields, unread) = read_letter(*letter, &prefix, posted);
        problems.extend(unread);
        let Some(matter) = view.request.matters.get(at) else { continue };
        let subject = posted.text(&format!("{prefix}subject"));
        let asked = view.matters().get(at).copied().unwrap_or_default().to_owned();
        let subject = if subject.is_empty() { asked } else { subject.to_owned() };
        let outcome = letter.outcome().unwrap_or(Outcome::OtherHandling);
        matters.push(DraftMatter { matter: matter.id, subject, outcome, letter: *letter, fields });
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let kept = kept_of(posted);
    let case = OnCase { id: view.request.id, seen: posted.version(), once: Some(posted.once.clone()) };
    let uploads = posted.files.clone();
    app.office.propose_decision(&who.actor(), case, Draft { matters }, kept, uploads).await.map(|_| ())
}

/// A refusal as status, problems of fields, and a notice; what is no question of the form goes its own way.
pub(super) async fn answer(
    app: &App,
    who: &SignedIn,
    id: RequestId,
    refusal: Refusal,
) -> Result<(StatusCode, Vec<(String, Problem)>, Option<Notice>), Failure> {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(match refusal {
        Refusal::Invalid(problems) => (unprocessable, problems, None),
        Refusal::Rule(rule) => {
            (unprocessable, Vec::new(), Some(Notice::failed(words::refused(&rule), "您写的内容还在下面。")))
        }
        Refusal::AlreadySent { label } => {
            let notice = Notice::failed(format!("这份表单已经提交过（{label}）。"), "要再办一次，请从案件页重新打开。");
            (unprocessable, Vec::new(), Some(notice))
        }
        Refusal::Conflict { meanwhile, .. } => {
            (StatusCode::CONFLICT, Vec::new(), Some(conflict(app, who, id, &meanwhile).await?))
        }
        other => return Err(other.into()),
    })
}
