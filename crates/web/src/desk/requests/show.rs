//! The page of a case: the next act in one sentence, the clock, the facts, the record, the papers, and the row of the
//! annual report in which it counts.

use super::{case_id, record};
use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{
    Attachment, CellKind, ClockStep, ClockView, DeskPage, Link, MaskedView, NextStep, Notice, RecordItem, Row,
    StateTag, TagKind, words,
};
use crate::posted::Posted;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use gongkai_office::accounts::SignedIn;
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_office::requests::{Applicant, OnCase};
use gongkai_rules::deadlines::{TrackDayKind, track};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{NextAct, StateName};
use std::collections::HashMap;

/// Working days left at which a case turns yellow (quality.md §2; a setting later).
pub const SOON: i64 = 5;

#[derive(Template)]
#[template(path = "desk/requests/show.html")]
struct ShowRequest {
    page: DeskPage,
    title: String,
    number: String,
    state: StateTag,
    handled_by: String,
    next: NextStep,
    clock: ClockView,
    matters: Vec<String>,
    clarified: Option<String>,
    masked: MaskedView,
    revealed: Vec<Row>,
    facts: Vec<Row>,
    files: Vec<Attachment>,
    /// Papers that may be made now.
    makeable: Vec<Link>,
    counted: Vec<String>,
    record: Vec<RecordItem>,
}

/// `GET /desk/requests/{id}`.
pub async fn show(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Html<String>, Failure> {
    let view = app.office.case(&who, case_id(&id)?).await?;
    let notice = query.get("done").and_then(|done| super::acts::done_words(done));
    page(&app, &who, &view, notice, None).await
}

/// `POST /desk/requests/{id}/reveal`: shown once, written down.
pub async fn reveal(
    State(app): State<App>,
    Desk(who): Desk,
    Path(id): Path<String>,
    _posted: Posted,
) -> Result<Html<String>, Failure> {
    let id = case_id(&id)?;
    let applicant = app.office.reveal(&who.actor(), OnCase { id, seen: None, once: None }).await?;
    let view = app.office.case(&who, id).await?;
    page(&app, &who, &view, None, Some(applicant)).await
}

async fn page(
    app: &App,
    who: &SignedIn,
    view: &CaseView,
    notice: Option<Notice>,
    revealed: Option<Applicant>,
) -> Result<Html<String>, Failure> {
    let request = &view.request;
    let path = format!("/desk/requests/{}", request.id);
    let title = request.title.clone().unwrap_or_else(|| "标题待定".into());
    let mut page = desk_page(app, who, &format!("{} {}", request.number, title), &path).await?;
    page.crumbs = vec![Link::new("依申请公开", "/desk/requests"), Link::new(request.number.clone(), "")];
    page.notice = notice;
    let clarified = view.clarified().map(str::to_owned);
    let show = ShowRequest {
        page,
        title,
        number: request.number.clone(),
        state: state_tag(request.state.name()),
        handled_by: request.assignee.map(|id| view.who(Some(id))).unwrap_or_else(|| "还没有交办".into()),
        next: next_step(who, view),
        clock: clock(view),
        matters: view.matters().into_iter().map(str::to_owned).collect(),
        clarified,
        masked: masked(who, view),
        revealed: revealed.map(|applicant| applicant_rows(&applicant)).unwrap_or_default(),
        facts: facts(view),
        files: files(view),
        makeable: makeable(who, view),
        counted: counted(view),
        record: record::items(view),
    };
    Ok(Html(show.render()?))
}

/// The tag of a state.
pub fn state_tag(state: StateName) -> StateTag {
    let kind = match state {
        StateName::Received => TagKind::Soon,
        StateName::Handling => TagKind::Ok,
        StateName::AwaitingClarification | StateName::AwaitingPayment => TagKind::Paused,
        StateName::Deciding | StateName::Approved | StateName::Decided => TagKind::Mine,
        StateName::Closed | StateName::Archived => TagKind::Done,
    };
    StateTag::new(kind, state.label())
}

/// The clock as drawn: the date in words, one cell a working day, and why.
pub fn clock(view: &CaseView) -> ClockView {
    let clock = view.request.clock(view.moment.now());
    let days = track(&clock, &view.moment.calendar);
    let mut cells = Vec::new();
    let mut today_after = None;
    for day in &days {
        let kind = match &day.kind {
            TrackDayKind::Used | TrackDayKind::Today => Some(CellKind::Used),
            TrackDayKind::Remaining => Some(CellKind::Left),
            TrackDayKind::Late => Some(CellKind::Late),
            TrackDayKind::NotCounted(why) if !matches!(why, gongkai_rules::deadlines::NotCounted::Off(_)) => {
                Some(CellKind::Excluded)
            }
            TrackDayKind::DayZero | TrackDayKind::NotCounted(_) => None,
        };
        cells.extend(kind);
        if day.today {
            today_after = Some(cells.len());
        }
    }
    let closed = view.request.closing();
    let tag = match (closed, clock.days_left) {
        (Some(_), _) => match clock.in_time {
            Some(false) => StateTag::new(TagKind::Bad, "逾期办结"),
            _ => StateTag::new(TagKind::Done, "已办结"),
        },
        (None, Some(left)) => StateTag::due(i64::from(left), SOON, clock.provisional),
        (None, None) => {
            StateTag::new(TagKind::Paused, if clock.received_on.is_some() { "暂停计时" } else { "还没有起算" })
        }
    };
    let date = match (closed, clock.reply_due) {
        (Some(closing), _) => words::long_day(closing.on),
        (None, Some(due)) => words::long_day(due),
        (None, None) => "等待中".into(),
    };
    let edge = |day: Option<&gongkai_rules::deadlines::TrackDay>| {
        day.map(|day| format!("{:02}-{:02}", day.date.month(), day.date.day())).unwrap_or_default()
    };
    let step = |step: &gongkai_rules::deadlines::Step| ClockStep {
        text: step.text.clone(),
        law: step.articles.join("、"),
        date: step.date.map(words::list_day).unwrap_or_default(),
        links: Vec::new(),
    };
    let provisional = (clock.provisional && closed.is_none())
        .then(|| "放假安排还没有公布，这个日期是暂算的，公布后自动重算".to_owned());
    ClockView {
        label: if closed.is_some() { "办结日期".into() } else { "答复期限".into() },
        date,
        tag,
        today_after: today_after.filter(|_| closed.is_none()),
        first: edge(days.first()),
        last: edge(days.last()),
        cells,
        provisional,
        steps: clock.steps.iter().map(step).collect(),
        open: true,
    }
}

fn masked(who: &SignedIn, view: &CaseView) -> MaskedView {
    let applicant = &view.applicant;
    let number = gongkai_rules::privacy::mask_document_number(&applicant.paper_number);
    let phone = gongkai_rules::privacy::mask_phone(&applicant.phone);
    let parts = [applicant.mask(), record::applicant_kind(view.request.applicant_kind).into(), number, phone];
    let may = view.may(who, Action::Reveal).is_ok();
    MaskedView {
        masked: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　"),
        reveal: may.then(|| format!("/desk/requests/{}/reveal", view.request.id)),
        what: "申请人信息".into(),
    }
}

fn applicant_rows(applicant: &Applicant) -> Vec<Row> {
    let rows = [
        ("姓名或者名称", applicant.name.as_str()),
        (applicant.paper.label(), &applicant.paper_number),
        ("法定代表人或者负责人", &applicant.representative),
        ("联系人", &applicant.contact),
        ("联系电话", &applicant.phone),
        ("电子邮箱", &applicant.email),
        ("通信地址", &applicant.address),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| Row::new(key, value)).collect()
}

fn facts(view: &CaseView) -> Vec<Row> {
    let request = &view.request;
    let mut rows = vec![
        Row::new(
            "收到方式",
            format!("{}，{}", record::channel(request.channel), words::plain_day(request.submitted_on)),
        ),
        Row::new(
            "收到日期",
            request.received_on.map(words::long_day).unwrap_or_else(|| "还没有与申请人确认（条例第三十一条）".into()),
        ),
        Row::new("答复形式", record::reply_way(request.reply_way)),
    ];
    for consultation in &request.consultations {
        let party = consultation.party.and_then(|id| view.step_words(id)).map(|words| words.party).unwrap_or_default();
        let sent = words::plain_day(consultation.sent_on);
        let value = format!("{}　{party}　{sent}发出", record::consultation_kind(consultation.kind));
        rows.push(Row::new("征求意见", value));
    }
    for remedy in &request.remedies {
        let end = match remedy.ended {
            Some((on, result)) => format!("{}，{}", words::plain_day(on), record::remedy_result(result)),
            None => "尚未审结".into(),
        };
        rows.push(Row::new(record::remedy_kind(remedy.kind), end));
    }
    let mut same = Row::new("同一申请人", format!("另有 {} 件", view.earlier.len()));
    for (id, number, _, _) in &view.earlier {
        same = same.link(Link::new(number.clone(), format!("/desk/requests/{id}")));
    }
    if !view.earlier.is_empty() {
        rows.push(same);
    }
    rows
}

fn files(view: &CaseView) -> Vec<Attachment> {
    let letter_files: Vec<_> = view.papers.iter().map(|paper| paper.file_id).collect();
    let about = |id: gongkai_rules::ids::FileId| if letter_files.contains(&id.0) { "文书" } else { "" };
    view.files
        .iter()
        .map(|file| Attachment {
            name: file.name.clone(),
            href: format!("/desk/requests/{}/files/{}", view.request.id, file.id),
            kind: file.name.rsplit_once('.').map(|(_, end)| end.to_uppercase()).unwrap_or_default(),
            size: Attachment::size_in_words(u64::try_from(file.size).unwrap_or_default()),
            about: about(file.id).into(),
            remove: None,
        })
        .collect()
}

/// The papers that this person may make of the case as it stands.
fn makeable(who: &SignedIn, view: &CaseView) -> Vec<Link> {
    let at = |path: &str| format!("/desk/requests/{}/{path}", view.request.id);
    let mut links = Vec::new();
    if view.may(who, Action::IssuePaper).is_ok() {
        for kind in SidePaperForm::KINDS.into_iter().filter(|kind| view.request.may_issue(*kind)) {
            links.push(Link::new(kind.paper(), at(&format!("paper?kind={}", super::forms::letter_code(kind)))));
        }
    }
    if view.may(who, Action::ReferDetermination).is_ok() {
        links.push(Link::new(LetterKind::DeterminationReferral.paper(), at("refer")));
    }
    links
}

/// In which rows of which report the case counts.
fn counted(view: &CaseView) -> Vec<String> {
    let facts = view.request.case_facts();
    let Some(received) = facts.received_on else {
        let twice = view.request.duplicate_of.is_some();
        return vec![if twice {
            "重复登记，不计数".into()
        } else {
            "收到日期确定后计入当年新收".into()
        }];
    };
    let last = facts.closed.map_or(view.moment.today.year(), |(on, _)| on.year());
    let year_rows = |year: i16| {
        let rows: Vec<String> = gongkai_rules::reporting::cells(&facts, year).iter().map(|cell| cell.label()).collect();
        // Each figure stands in its column and once more in the column of sums.
        let rows: Vec<String> = rows.into_iter().filter(|label| !label.ends_with("总计")).collect();
        format!("{year}年度：{}", rows.join("；"))
    };
    (received.year()..=last).map(year_rows).collect()
}

/// One sentence on what comes next, one primary button, the others beside it.
fn next_step(who: &SignedIn, view: &CaseView) -> NextStep {
    let request = &view.request;
    let at = |path: &str| format!("/desk/requests/{}/{path}", request.id);
    let (title, text, primary) = sentence(view);
    let allowed = |path: &str| super::acts::action_of(path).is_some_and(|action| view.may(who, action).is_ok());
    let mut next = NextStep { title, text, ..NextStep::default() };
    if let Some((words, path)) = primary {
        let action = super::acts::action_of(path);
        match action.map(|action| view.may(who, action)) {
            Some(Ok(())) => next.primary = Some(Link::new(words, at(path))),
            Some(Err(denied)) => next.not_possible.push(words::denied(&denied)),
            None => {}
        }
    }
    let (usual, rare) = super::acts::possible(view);
    let links = |acts: super::acts::ActLinks| {
        let open =
            acts.into_iter().filter(|(_, path)| allowed(path) && primary.is_none_or(|(_, chosen)| chosen != *path));
        open.map(|(words, path)| Link::new(words, at(path))).collect()
    };
    next.others = links(usual);
    next.rare = links(rare);
    next
}

fn sentence(view: &CaseView) -> (String, String, Option<(&'static str, &'static str)>) {
    let request = &view.request;
    let day = words::short_day;
    match request.next_act(view.moment.now()) {
        NextAct::Confirm => {
            let tries = if request.contact_tries > 0 {
                format!("已联系 {} 次。", request.contact_tries)
            } else {
                String::new()
            };
            let text = format!("{tries}给申请人打电话核对，双方确认的那天是收到日期（条例第三十一条）。");
            ("下一步：确认收到".into(), text, Some(("确认收到", "confirm")))
        }
        NextAct::Assign => ("下一步：交办".into(), "交给一位经办人办理。".into(), Some(("交办", "assign"))),
        NextAct::DraftReply => {
            let text = "决定每一项申请内容怎样处理，拟好答复送审。";
            ("下一步：拟定答复".into(), text.into(), Some(("拟定答复", "decision")))
        }
        NextAct::AwaitOpinion(last) => {
            let text = format!("最晚 {}。收到意见就登记，期限恢复计算。", day(last));
            ("等对方的意见".into(), text, Some(("登记意见", "opinion")))
        }
        NextAct::RecordLapse => {
            let text = "对方的 15 个工作日已经过了，登记期满后继续办理。";
            ("下一步：登记期满".into(), text.into(), Some(("登记期满", "lapse")))
        }
        NextAct::AwaitClarification(Some(last)) => {
            ("等申请人补正".into(), format!("最晚 {}。", day(last)), Some(("登记补正", "clarified")))
        }
        NextAct::AwaitClarification(None) => (
            "等申请人补正".into(),
            "先登记申请人收到补正告知书的日期，期限从那天起算。".into(),
            Some(("登记送达", "clarify-delivered")),
        ),
        NextAct::CloseUnclarified => {
            let text = "补正期限已过。没有正当理由的，经机构负责人同意，视为放弃（条例第三十条）。";
            ("下一步：不再处理".into(), text.into(), Some(("提请不再处理", "abandon")))
        }
        NextAct::AwaitPayment(Some(last)) => {
            ("等申请人缴费".into(), format!("最晚 {}。", day(last)), Some(("登记缴费", "fee-paid")))
        }
        NextAct::AwaitPayment(None) => {
            ("等申请人缴费".into(), "先登记申请人收到收费通知的日期。".into(), Some(("登记送达", "fee-delivered")))
        }
        NextAct::CloseUnpaid => ("下一步：不再处理".into(), "缴费期限已过。".into(), Some(("提请不再处理", "abandon"))),
        NextAct::Consent => {
            let waiting: Vec<String> = request.pending.iter().map(|pending| record::step(&pending.step)).collect();
            ("等机构负责人决定".into(), waiting.join("；"), Some(("看一看再决定", "consent")))
        }
        NextAct::Review => ("下一步：审核".into(), "对照申请、文书和条文审核。".into(), Some(("审核", "review"))),
        NextAct::Sign => ("下一步：签发".into(), "审核已经通过。签发后文书定稿、编号。".into(), Some(("签发", "sign"))),
        NextAct::TellThirdParty => {
            let text = "第三方不同意公开。送达之前，先把意见的处理结果书面告知第三方（条例第三十二条）。";
            ("下一步：告知第三方".into(), text.into(), Some(("告知第三方", "tell-third-party")))
        }
        NextAct::Deliver => {
            let text = format!("按申请人选的方式（{}）送达，登记送达日期。", record::reply_way(request.reply_way));
            ("下一步：送达".into(), text, Some(("登记送达", "deliver")))
        }
        NextAct::AwaitOpening => (
            "等申请人打开答复".into(),
            "第一次打开的那天是送达日期。一个工作日没有打开的，请打电话告知。".into(),
            Some(("登记送达", "deliver")),
        ),
        NextAct::Archive => ("已办结".into(), "可以归档。".into(), Some(("归档", "archive"))),
        NextAct::Nothing => ("已归档".into(), String::new(), None),
    }
}
