//! The request form: one step a page, every step kept when passed, a summary before sending, a receipt after.
//!
//! What is typed lies in a sealed draft on the server; the browser holds a token. The address of a step is the same for
//! every organ: the draft knows to whom it is addressed.

mod fields;
mod resume;
mod send;
mod start;
mod steps;

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{Link, PublicPage, StepState, StepView, StepsAside, words};
use crate::public::page_of;
use crate::routes::{Route, route};
use gongkai_office::drafts::Draft;
use gongkai_office::intake::{self, Answers, Entrance, Part};
use gongkai_rules::organs::Organ;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/apply" Submit => start::choose),
        route!(POST "/apply" Submit => start::begin_at_root),
        route!(GET "/o/{organ}/apply" Submit => start::show),
        route!(POST "/o/{organ}/apply" Submit => start::begin),
        route!(GET "/apply/contact" Submit => steps::contact),
        route!(POST "/apply/contact" Submit => steps::keep_contact),
        route!(GET "/apply/matters" Submit => steps::matters),
        route!(POST "/apply/matters" Submit => steps::keep_matters),
        route!(GET "/apply/reply" Submit => steps::reply),
        route!(POST "/apply/reply" Submit => steps::keep_reply),
        route!(GET "/apply/check" Submit => send::check),
        route!(POST "/apply/check" Submit => send::send),
        route!(GET "/apply/done" Submit => send::done),
        route!(GET "/apply/done/receipt" Submit => send::receipt),
        route!(GET "/apply/saved" Submit => resume::saved),
        route!(GET "/apply/resume" Submit => resume::show),
        route!(POST "/apply/resume" Submit => resume::resume),
        route!(POST "/apply/forget" Submit => resume::forget),
    ]
}

/// Title and short title of each step.
const STEPS: [(&str, &str); 5] = [
    ("谁提出申请", "申请人"),
    ("您的姓名和联系方式", "姓名和联系方式"),
    ("您需要什么信息", "需要什么信息"),
    ("您想怎样取得", "怎样取得"),
    ("核对并提交", "核对并提交"),
];

/// Where a part of the form lies.
fn address(part: Part, organ: &Organ, root: bool) -> String {
    match part {
        Part::Kind if root => "/apply".into(),
        Part::Kind => format!("/o/{}/apply", organ.code),
        Part::Contact => "/apply/contact".into(),
        Part::Matters => "/apply/matters".into(),
        Part::Reply => "/apply/reply".into(),
    }
}

/// The first part that still needs something; `None` where all is there.
fn unfinished(answers: &Answers) -> Option<Part> {
    Part::ALL.into_iter().find(|part| !intake::check_part(answers, *part, Entrance::Site).is_empty())
}

/// The draft of this browser.
///
/// # Errors
/// [`Failure::See`] to the beginning where there is none.
async fn draft_of(app: &App, view: &View) -> Result<Draft, Failure> {
    match maybe_draft(app, view).await? {
        Some(draft) => Ok(draft),
        None => Err(Failure::See("/apply".into())),
    }
}

async fn maybe_draft(app: &App, view: &View) -> Result<Option<Draft>, Failure> {
    match &view.draft {
        Some(token) => Ok(app.office.draft(token).await?),
        None => Ok(None),
    }
}

/// The frame of a step, with the steps beside it.
struct Frame {
    page: PublicPage,
    steps: StepsAside,
    organ: Organ,
    root: bool,
}

/// Makes the frame of the `at`-th step (from 0).
async fn frame(
    app: &App,
    view: &View,
    organ: gongkai_rules::ids::OrganId,
    draft: Option<&Draft>,
    at: usize,
) -> Result<Frame, Failure> {
    let title = STEPS.get(at).map(|(title, _)| *title).unwrap_or_default();
    let (mut page, organ, _) = page_of(app, view, organ, title, "apply").await?;
    let root = page.site.organ.home == "/";
    page.hidden = true;
    page.beside = true;
    let before = at.checked_sub(1).and_then(|before| Part::ALL.get(before));
    page.back = before.map(|part| Link::new("返回上一步", address(*part, &organ, root)));
    if at == 0 {
        page.crumbs = vec![Link::new("首页", page.site.organ.home.clone()), Link::new("申请公开", "")];
    }
    let steps = StepsAside {
        steps: STEPS
            .iter()
            .enumerate()
            .map(|(place, (_, short))| step(place, short, at, draft, &organ, root))
            .collect(),
        saved: match draft {
            Some(draft) => {
                format!("填写的内容已保存到{}，中途离开不会丢失。", words::plain_day(draft.kept_until()))
            }
            None => "每填完一步就保存一步，中途离开不会丢失。".into(),
        },
    };
    Ok(Frame { page, steps, organ, root })
}

fn step(place: usize, title: &str, at: usize, draft: Option<&Draft>, organ: &Organ, root: bool) -> StepView {
    let part = Part::ALL.get(place).copied();
    let done =
        draft.zip(part).filter(|(draft, part)| intake::check_part(&draft.answers, *part, Entrance::Site).is_empty());
    let state = match done {
        _ if place == at => StepState::Current,
        Some((draft, part)) => {
            StepState::Done { answer: fields::in_short(&draft.answers, part), change: address(part, organ, root) }
        }
        None => StepState::Todo,
    };
    StepView { title: title.to_owned(), state }
}

/// What a draft that was sent says to whoever sends it again with other words.
fn already_sent(number: &str) -> String {
    format!("这份申请已经提交（编号 {number}）。要申请别的信息，请另写一份")
}
