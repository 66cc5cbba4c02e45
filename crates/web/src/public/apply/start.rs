//! To whom a request goes, and the first step.

use super::{Frame, address, fields, frame, maybe_draft, unfinished};
use crate::app::App;
use crate::errors::Failure;
use crate::guard::{DRAFT, View, set_cookie};
use crate::limits::ClientAddress;
use crate::parts::{ErrorSummary, FieldView, Link, Notice, OptionView, PublicPage, StepsAside, words};
use crate::posted::{Posted, new_once};
use crate::public::{again, public_page, see};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::drafts::{Draft, KEPT_DAYS};
use gongkai_office::intake::{Answers, Entrance, Part, Problems, check_part};
use gongkai_office::{Problem, Refusal};
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Channel;

#[derive(Template)]
#[template(path = "public/apply/choose.html")]
struct Choose {
    page: PublicPage,
    field: FieldView,
    once: String,
}

#[derive(Template)]
#[template(path = "public/apply/step.html")]
pub(super) struct StepPage {
    pub page: PublicPage,
    pub steps: StepsAside,
    pub fields: Vec<FieldView>,
    pub action: String,
    pub once: String,
    /// The heading, where no field is it.
    pub heading: &'static str,
    /// Whether the draft can be put aside from here.
    pub later: bool,
    /// The draft was sent: what is typed now can go into another one.
    pub anew: bool,
    /// A draft that waits to be gone on with: kept until, where it goes on.
    pub waiting: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/apply/refused.html")]
struct RefusedPage {
    page: PublicPage,
    heading: String,
    sentences: Vec<String>,
}

/// `GET /apply`: to whom, where there are several; else the first step.
pub async fn choose(State(app): State<App>, view: View) -> Result<Response, Failure> {
    let organs = app.office.organs().await?;
    let open: Vec<&Organ> = organs.iter().filter(|organ| !organ.abolished).collect();
    match open.as_slice() {
        [] if organs.is_empty() => Err(Failure::See("/desk/first-run".into())),
        [only] if organs.len() == 1 => first_step(&app, &view, only).await,
        _ => {
            let draft = maybe_draft(&app, &view).await?.filter(|draft| draft.sent.is_none());
            let chosen = draft.as_ref().and_then(|draft| organs.iter().find(|organ| organ.id == draft.organ));
            let code = chosen.map(|organ| organ.code.clone()).unwrap_or_default();
            let page = choose_page(&app, &view, &organs, &code, None).await?;
            Ok(Html(page).into_response())
        }
    }
}

async fn choose_page(
    app: &App,
    view: &View,
    organs: &[Organ],
    chosen: &str,
    problem: Option<String>,
) -> Result<String, Failure> {
    let (mut page, _, _) = public_page(app, view, None, "向哪个机关申请", "apply").await?;
    page.hidden = true;
    page.crumbs = vec![Link::new("首页", "/"), Link::new("申请公开", "")];
    let option = |organ: &Organ| {
        let option = OptionView::new(organ.code.as_str(), organ.name.as_str(), chosen);
        if organ.abolished { option.hint("已经撤销，不能再向它申请") } else { option }
    };
    let field = FieldView::radios("organ", "向哪个机关申请", organs.iter().map(option).collect())
        .hint("信息由哪个机关制作或者保存，就向哪个机关申请。不清楚的，可以打电话问，或者向区政府申请。")
        .error(problem)
        .heading();
    page.errors = ErrorSummary::of([&field]);
    Ok(Choose { page, field, once: new_once() }.render()?)
}

/// `POST /apply`: the organ chosen, or the first step of the only one.
pub async fn begin_at_root(
    State(app): State<App>,
    view: View,
    from: ClientAddress,
    posted: Posted,
) -> Result<Response, Failure> {
    let organs = app.office.organs().await?;
    match organs.as_slice() {
        [only] => keep_first(&app, &view, from, only, &posted).await,
        _ => match organs.iter().find(|organ| organ.code == posted.text("organ")) {
            Some(organ) if organ.abolished => {
                let told = Some("这个机关已经撤销，不能再向它提出申请".to_owned());
                Ok(again(choose_page(&app, &view, &organs, &organ.code, told).await?))
            }
            Some(organ) => {
                // An unsent draft goes along to another organ with everything typed in it.
                if let Some(draft) = maybe_draft(&app, &view).await?.filter(|draft| draft.sent.is_none()) {
                    app.office.save_draft(&draft, organ.id, draft.answers.clone()).await?;
                }
                Ok(see(&format!("/o/{}/apply", organ.code), Vec::new()))
            }
            None => {
                let told = Some(words::problem("organ", &Problem::NotAChoice));
                Ok(again(choose_page(&app, &view, &organs, "", told).await?))
            }
        },
    }
}

async fn organ_of(app: &App, code: &str) -> Result<Organ, Failure> {
    let organs = app.office.organs().await?;
    Ok(organs.into_iter().find(|organ| organ.code == code).ok_or(Refusal::NotFound)?)
}

/// `GET /o/{organ}/apply`: the first step.
pub async fn show(State(app): State<App>, view: View, Path(code): Path<String>) -> Result<Response, Failure> {
    let organ = organ_of(&app, &code).await?;
    first_step(&app, &view, &organ).await
}

/// `POST /o/{organ}/apply`.
pub async fn begin(
    State(app): State<App>,
    view: View,
    from: ClientAddress,
    Path(code): Path<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let organ = organ_of(&app, &code).await?;
    keep_first(&app, &view, from, &organ, &posted).await
}

async fn first_step(app: &App, view: &View, organ: &Organ) -> Result<Response, Failure> {
    if let Some(refused) = not_open(app, view, organ).await? {
        return Ok(refused);
    }
    let draft = maybe_draft(app, view).await?;
    let unsent = draft.as_ref().filter(|draft| draft.sent.is_none());
    let answers = unsent.map(|draft| draft.answers.clone()).unwrap_or_default();
    let mut shown = first_page(app, view, organ, unsent, &answers, &Vec::new()).await?;
    if let Some(sent) = draft.as_ref().and_then(|draft| draft.sent.as_ref()) {
        shown.page.notice = Some(Notice {
            link: Some(Link::new("看回执", "/apply/done")),
            ..Notice::done(format!("上一份申请已经提交（编号 {}）", sent.number), "下面另写一份。")
        });
    }
    Ok(Html(shown.render()?).into_response())
}

async fn first_page(
    app: &App,
    view: &View,
    organ: &Organ,
    draft: Option<&Draft>,
    answers: &Answers,
    problems: &Problems,
) -> Result<StepPage, Failure> {
    let Frame { mut page, steps, organ, root } = frame(app, view, organ.id, draft, 0).await?;
    let fields = fields::kind(answers, problems);
    page.errors = ErrorSummary::of(&fields);
    let waiting = draft.map(|draft| {
        let on = match unfinished(&draft.answers) {
            Some(part) if part != Part::Kind => address(part, &organ, root),
            Some(_) => address(Part::Contact, &organ, root),
            None => "/apply/check".to_owned(),
        };
        (words::plain_day(draft.kept_until()), on)
    });
    let once = draft.map_or_else(new_once, |draft| draft.once.clone());
    let action = address(Part::Kind, &organ, root);
    Ok(StepPage { page, steps, fields, action, once, heading: "", later: false, anew: false, waiting })
}

async fn keep_first(
    app: &App,
    view: &View,
    ClientAddress(from): ClientAddress,
    organ: &Organ,
    posted: &Posted,
) -> Result<Response, Failure> {
    if let Some(refused) = not_open(app, view, organ).await? {
        return Ok(refused);
    }
    let draft = maybe_draft(app, view).await?;
    let unsent = draft.filter(|draft| draft.sent.is_none());
    let mut answers = unsent.as_ref().map(|draft| draft.answers.clone()).unwrap_or_default();
    answers.take(Part::Kind, |name| posted.text(name).to_owned());
    let problems = check_part(&answers, Part::Kind, Entrance::Site);
    if !problems.is_empty() {
        let page = first_page(app, view, organ, unsent.as_ref(), &answers, &problems).await?;
        return Ok(again(page.render()?));
    }
    match unsent {
        Some(draft) => {
            app.office.save_draft(&draft, organ.id, answers).await?;
            Ok(see("/apply/contact", Vec::new()))
        }
        None => {
            if let Some(wait) = app.public.drafts.wait(&from) {
                return Err(Failure::TooMany { wait });
            }
            app.public.drafts.note(from);
            let token = app.office.start_draft(organ.id, answers).await?;
            let cookie = set_cookie(app, DRAFT, &token, Some(KEPT_DAYS * 24 * 3600));
            Ok(see("/apply/contact", vec![cookie]))
        }
    }
}

/// An organ that takes no request on the site: abolished, or it has not opened this way.
async fn not_open(app: &App, view: &View, organ: &Organ) -> Result<Option<Response>, Failure> {
    let (mut page, organ, settings) = crate::public::page_of(app, view, organ.id, "申请公开", "apply").await?;
    page.hidden = true;
    let letters = &settings.letters;
    let (heading, sentences) = if organ.abolished {
        let told = format!("{}已经撤销，不能再向它提出申请。", organ.name);
        let next = "它的职权由别的机关接着行使，请向那个机关申请；不清楚是哪个机关的，请打电话问。";
        ("这个机关已经撤销".to_owned(), vec![told, next.to_owned()])
    } else if !settings.channels.contains(&Channel::Web) {
        let mut ways = vec!["请当面提交，或者寄信。来信请写明姓名、证件号码、联系方式和需要的信息。".to_owned()];
        ways.extend(letters.address.iter().map(|address| format!("地址：{address}")));
        ways.extend(letters.phone.iter().map(|phone| format!("电话：{phone}")));
        ("这个机关没有开通网上申请".to_owned(), ways)
    } else {
        return Ok(None);
    };
    let status = if view.path.ends_with("/apply") && organ.abolished {
        axum::http::StatusCode::GONE
    } else {
        axum::http::StatusCode::OK
    };
    let html = RefusedPage { page, heading, sentences }.render()?;
    Ok(Some((status, Html(html)).into_response()))
}
