//! The progress page.

use super::case_of;
use super::sentences::{self, Answer};
use super::timeline;
use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{
    Attachment, CellKind, ClockStep, ClockView, Link, Notice, PublicPage, Row, StateTag, TimelineItem, words,
};
use crate::posted::new_once;
use crate::public::page_of;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use gongkai_office::reading::progress::{Progress, ReadableFile};
use gongkai_rules::deadlines::{NotCounted, Step, TrackDay, TrackDayKind};
use gongkai_rules::requests::{PaperKind, State as CaseState};

#[derive(Template)]
#[template(path = "public/track/case.html")]
struct CasePage {
    page: PublicPage,
    number: String,
    answer: Answer,
    items: Vec<TimelineItem>,
    papers: Vec<Attachment>,
    disclosed: Vec<Attachment>,
    clock: Option<ClockView>,
    remedies: Vec<String>,
    facts: Vec<Row>,
    links: Vec<Link>,
    once: String,
}

/// `GET /track/case`. `?done=clarified` and the like say what was just done.
pub async fn show(State(app): State<App>, view: View, uri: axum::http::Uri) -> Result<Html<String>, Failure> {
    let id = case_of(&app, &view).await?;
    let progress = app.office.progress(id).await?;
    let (mut page, _, _) = page_of(&app, &view, progress.organ.id, "办理进度", "track").await?;
    page.hidden = true;
    page.beside = true;
    page.crumbs = vec![
        Link::new("首页", page.site.organ.home.clone()),
        Link::new("查办理进度", "/track"),
        Link::new("办理进度", ""),
    ];
    page.notice = notice(uri.query().unwrap_or_default());
    let open = progress.request.closing().is_none();
    let mut links = Vec::new();
    let answer = sentences::answer(&progress);
    if let Some(act) = answer.act.as_ref().filter(|act| !act.href.starts_with('#')) {
        links.push(act.clone());
    }
    if open && !matches!(progress.request.state, CaseState::Decided { .. }) {
        links.push(Link::new("撤回这件申请", "/track/case/withdraw"));
    }
    // Once it is made, it stands among the papers.
    let made = progress.papers.iter().any(|paper| paper.kind == PaperKind::Receipt);
    if !made && progress.settings.prints_receipts(&progress.organ) {
        links.push(Link::new("登记回执（PDF）", "/track/case/receipt"));
    }
    links.push(Link::new("对办理不满意怎么办", "#remedies"));
    let case = CasePage {
        number: progress.request.number.clone(),
        items: timeline::timeline(&progress),
        papers: papers(&progress),
        disclosed: progress.disclosed.iter().map(file).collect(),
        clock: clock(&progress, page.print),
        remedies: sentences::remedies(&progress),
        facts: facts(&progress, &page),
        once: new_once(),
        answer,
        links,
        page,
    };
    Ok(Html(case.render()?))
}

fn notice(query: &str) -> Option<Notice> {
    let done = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    match done {
        "clarified" => Some(Notice::done("已收到您的补充", "20 个工作日怎样计算，见下面。")),
        "reasons" => Some(Notice::done("已收到您说明的理由", "")),
        "withdrawn" => Some(Notice::done("申请已撤回", "这件申请不再办理。需要时可以重新申请。")),
        _ => None,
    }
}

fn papers(progress: &Progress) -> Vec<Attachment> {
    let shown = |paper: &gongkai_office::reading::progress::ReadablePaper| Attachment {
        name: format!("{} {}", sentences::paper_title(paper.kind), paper.number),
        href: format!("/track/case/papers/{}", paper.id),
        kind: "PDF".into(),
        size: Attachment::size_in_words(paper.size),
        about: match paper.opened_on {
            Some(_) => words::plain_day(paper.on),
            None if matches!(paper.kind, PaperKind::Receipt | PaperKind::WithdrawalConfirmation) => {
                words::plain_day(paper.on)
            }
            None => format!("{}，还没有打开", words::plain_day(paper.on)),
        },
        remove: None,
    };
    progress.papers.iter().map(shown).collect()
}

fn file(file: &ReadableFile) -> Attachment {
    let kind = file.name.rsplit_once('.').map(|(_, kind)| kind.to_uppercase()).unwrap_or_else(|| "文件".into());
    Attachment {
        name: file.name.clone(),
        href: format!("/track/case/files/{}", file.id),
        kind,
        size: Attachment::size_in_words(file.size),
        ..Attachment::default()
    }
}

fn facts(progress: &Progress, page: &PublicPage) -> Vec<Row> {
    let mut facts =
        vec![Row::new("您申请公开", progress.matters.join("\n")), Row::new("取得方式", sentences::way(progress))];
    if !progress.handed_in.is_empty() {
        let mut row = Row::new("您交来的附件", "");
        for file in &progress.handed_in {
            row = row.link(Link::new(file.name.clone(), format!("/track/case/files/{}", file.id)));
        }
        facts.push(row);
    }
    facts.push(Row::new("受理机关", progress.organ.name.clone()));
    if !page.site.organ.phone.is_empty() {
        facts.push(
            Row::new("询问电话", "").link(Link::new(page.site.organ.phone.clone(), page.site.organ.phone_href())),
        );
    }
    facts
}

/// The clock as residents read it: the same steps as at the desk, spoken to the applicant.
fn clock(progress: &Progress, print: bool) -> Option<ClockView> {
    let clock = &progress.clock;
    if clock.steps.is_empty() {
        return None;
    }
    let (cells, today_after) = cells(&progress.track);
    let edge = |day: Option<&TrackDay>| {
        day.map(|day| format!("{:02}-{:02}", day.date.month(), day.date.day())).unwrap_or_default()
    };
    let step = |step: &Step| ClockStep {
        text: step.text.replace("申请人", "您"),
        law: step.articles.join("、"),
        date: step.date.map(words::list_day).unwrap_or_default(),
        links: Vec::new(),
    };
    Some(ClockView {
        label: "答复期限".into(),
        date: clock.reply_due.map(words::long_day).unwrap_or_default(),
        tag: StateTag::new(crate::parts::TagKind::Ok, ""),
        today_after: today_after.filter(|_| progress.request.closing().is_none()),
        first: edge(progress.track.first()),
        last: edge(progress.track.last()),
        cells,
        provisional: None,
        steps: clock.steps.iter().map(step).collect(),
        open: print,
    })
}

/// A cell for each working day, and after how many of them today stands.
fn cells(days: &[TrackDay]) -> (Vec<CellKind>, Option<usize>) {
    let mut cells = Vec::new();
    let mut today_after = None;
    for day in days {
        cells.extend(match &day.kind {
            TrackDayKind::Used | TrackDayKind::Today => Some(CellKind::Used),
            TrackDayKind::Remaining => Some(CellKind::Left),
            TrackDayKind::Late => Some(CellKind::Late),
            TrackDayKind::NotCounted(NotCounted::Off(_)) | TrackDayKind::DayZero => None,
            TrackDayKind::NotCounted(_) => Some(CellKind::Excluded),
        });
        if day.today {
            today_after = Some(cells.len());
        }
    }
    (cells, today_after)
}
