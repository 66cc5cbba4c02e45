//! The acts of a case, each a page with its own form: what it does, its fields, one button that names it.

use super::forms::{Problems, letter_code, letter_fields, letter_named, message, outcome_code, read_letter};
use super::record;
use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::parts::{DeskPage, ErrorSummary, FieldView, Link, Notice, OptionView, words};
use crate::posted::{ONCE, Posted, new_once};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::consult::ConsultationRecord;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_office::requests::{Confirmation, DeliverForm, OnCase, StepForm, time_of_day};
use gongkai_office::{Problem, Refusal};
use gongkai_rules::events::{
    Amendment, ConsultationKind, DeliveryWay, Opinion, RemedyKind, RemedyResult, ReplyWay, Step,
};
use gongkai_rules::ids::{ConsultationId, PaperId, PersonId, RemedyId, RequestId};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::permissions::{Action, Denied};
use gongkai_rules::requests::{Request, StateName};
use jiff::civil::Date;
use std::collections::HashMap;
use std::str::FromStr;

macro_rules! acts {
    ($($name:ident $path:literal $action:ident $button:literal $done:literal,)*) => {
        /// An act that has a page of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act {$($name,)*}

        impl Act {
            const ALL: &'static [Act] = &[$(Act::$name,)*];

            /// Last part of its address.
            fn path(self) -> &'static str {
                match self {$(Act::$name => $path,)*}
            }

            /// Its action, for permission.
            fn action(self) -> Action {
                match self {$(Act::$name => Action::$action,)*}
            }

            /// The words on its button, which are also its title.
            fn button(self) -> &'static str {
                match self {$(Act::$name => $button,)*}
            }

            /// What is said after it.
            fn done(self) -> &'static str {
                match self {$(Act::$name => $done,)*}
            }
        }
    };
}

acts! {
    Title "title" Title "定标题" "标题已定。",
    Confirm "confirm" Confirm "确认收到" "已确认收到，答复期限开始计算。",
    TryContact "contact" Confirm "记录联系情况" "已记录这次联系。",
    Assign "assign" Assign "交办" "已交办。",
    AskClarification "clarify" AskClarification "发出补正告知书" "补正告知书已发出。",
    ClarificationDelivered "clarify-delivered" RecordIncoming "登记补正告知书送达" "已登记，补正期限从那天起算。",
    Clarified "clarified" RecordIncoming "登记补正" "已登记补正，答复期限重新计算。",
    Extend "extend" ProposeStep "提请延长期限" "已提请机构负责人同意。",
    Consult "consult" ProposeStep "提请征求意见" "已提请机构负责人同意。",
    AskReasons "ask-reasons" ProposeStep "提请要求说明理由" "已提请机构负责人同意。",
    ChargeFee "charge-fee" ProposeStep "提请收费" "已提请机构负责人同意。",
    Abandon "abandon" ProposeStep "提请不再处理" "已提请机构负责人同意。",
    Amend "amend" ProposeStep "提请更正登记" "已提请机构负责人同意。",
    Consent "consent" ConsentStep "决定" "已决定。",
    ConsultDelivered "consult-delivered" RecordIncoming "登记对方收到" "已登记，对方的 15 个工作日从那天起算。",
    Opinion "opinion" RecordIncoming "登记意见" "已登记对方意见。",
    Lapse "lapse" RecordIncoming "登记期满" "已登记期满，没有意见。",
    Reasons "reasons" RecordIncoming "登记申请人的理由" "已登记。",
    Delay "delay" Delay "确定延迟答复" "已确定延迟的日期并发出告知书。",
    FeeDelivered "fee-delivered" RecordIncoming "登记收费通知送达" "已登记。",
    FeePaid "fee-paid" RecordIncoming "登记缴费" "已登记缴费，答复期限重新计算。",
    RevokeFee "revoke-fee" RevokeFee "撤回收费通知" "已撤回收费通知。",
    TellThirdParty "tell-third-party" ProposeStep "提请告知第三方" "已提请机构负责人同意。",
    Paper "paper" IssuePaper "出具文书" "文书已出具，在办理记录里。",
    Refer "refer" ReferDetermination "发出报请确定函" "报请确定函已发出。",
    Deliver "deliver" Deliver "登记送达" "已登记送达。",
    Phoned "phoned" Deliver "记录电话告知" "已记录电话告知。",
    Returned "returned" Deliver "登记退回" "已登记退回。",
    Withdraw "withdraw" Withdraw "登记撤回" "已登记撤回，这件申请不再办理。",
    Archive "archive" Archive "归档" "已归档。",
    OpenRemedy "remedy" RecordRemedy "登记复议或者诉讼" "已登记。",
    EndRemedy "remedy-ended" RecordRemedy "登记复议或者诉讼的结果" "已登记结果。",
    Reopen "reopen" Reopen "重新办理" "已重新办理，期限重新计算。",
}

impl Act {
    /// What it does, in a sentence or two.
    fn about(self) -> &'static str {
        match self {
            Act::Title => "标题用在待办、台账和年度报告里，不能写申请人的姓名、电话、证件号码。",
            Act::Confirm => "双方确认的那天是收到申请之日，从第二天起算 20 个工作日（条例第三十一条、第三十三条）。",
            Act::TryContact => "没有联系上的，每次都记下来。期限还没有起算。",
            Act::Assign => "交给本机关的一位经办人。",
            Act::AskClarification => "只能告知一次，要写全；应在收到申请 7 个工作日内发出（条例第三十条）。",
            Act::ClarificationDelivered => "申请人收到告知书的那天起，补正期限开始计算。",
            Act::Clarified => "收到补正的那天起，答复期限重新计算 20 个工作日（条例第三十条）。",
            Act::Extend => "经机构负责人同意，可以延长一次，最多 20 个工作日，并告知申请人（条例第三十三条第二款）。",
            Act::Consult => "征求意见所需的时间不计入答复期限（条例第三十二条、第三十三条第三款、第三十四条）。",
            Act::AskReasons => "申请的数量、频次明显超过合理范围的，可以要求申请人说明理由（条例第三十五条）。",
            Act::ChargeFee => "只有数量、频次明显超过合理范围的，才可以收取信息处理费（条例第四十二条）。",
            Act::Abandon => "逾期没有补正或者缴费，又没有正当理由的，视为放弃申请，不再处理。",
            Act::Amend => "登记有错的，改正并写明理由。原来的记录保留，期限和统计重新计算。",
            Act::Consent => "同意后，文书编号、发出，当天生效。",
            Act::ConsultDelivered => "对方收到的那天起，15 个工作日内提出意见。",
            Act::Opinion => "意见到了，答复期限恢复计算。",
            Act::Lapse => {
                "第三方逾期没有意见的，由本机关依法决定；共同制作机关逾期没有意见的，视为同意（条例第三十二条、第三十四条）。"
            }
            Act::Reasons => "申请人的说明原样记下来。",
            Act::Delay => "理由合理但期限内确实不能答复的，确定一个合理的日期并告知申请人（条例第三十五条）。",
            Act::FeeDelivered => "收到通知的第二天起 20 个工作日内缴费。",
            Act::FeePaid => "缴清的那天起，答复期限重新计算。",
            Act::RevokeFee => "撤回后，期限按没有发过收费通知计算。",
            Act::TellThirdParty => {
                "决定公开与第三方意见不一致的内容的，要把公开的内容和理由书面告知第三方，并告知救济途径（条例第三十二条）。"
            }
            Act::Paper => "不影响期限的文书和记录：定稿后存入案卷，给申请人的同时放到网上。",
            Act::Refer => {
                "本机关不能确定能否公开的，报主管部门或者保密行政管理部门确定（条例第十七条第三款）。期限照常计算。"
            }
            Act::Deliver => "邮寄的以交邮的那天为准；直接送达的以签收的那天为准；网上提供的以申请人能看到的那天为准。",
            Act::Phoned => "文书放到网上一个工作日没有打开的，打电话告知并记录。",
            Act::Returned => "记下退回的原因和第二次送达的办法。",
            Act::Withdraw => "撤回后，这件申请不再办理，也不能恢复。需要时可以重新申请。",
            Act::Archive => "归档前请核对案卷目录。复议、诉讼没有结束的不能归档。",
            Act::OpenRemedy => "收到复议申请书或者起诉状副本的那天起，有答复的期限。",
            Act::EndRemedy => "结果计入年度报告第四部分。",
            Act::Reopen => "复议决定或者判决要求重新办理的，从收到那天起重新计算期限；第三部分的统计不变。",
        }
    }

    /// Whether it cannot be taken back: its button says so by colour.
    fn is_dangerous(self) -> bool {
        matches!(self, Act::Withdraw)
    }
}

/// The action behind the last part of an address.
pub fn action_of(path: &str) -> Option<Action> {
    match path.split('?').next().unwrap_or(path) {
        "decision" => Some(Action::DraftDecision),
        "review" => Some(Action::ReviewDecision),
        "sign" => Some(Action::SignDecision),
        path => Act::ALL.iter().find(|act| act.path() == path).map(|act| act.action()),
    }
}

/// What is said on the case page after an act.
pub fn done_words(path: &str) -> Option<Notice> {
    let done = match path {
        "decision" => "已送审。",
        "review" => "已处理。",
        "approved" => "审核通过，等签发。",
        "sign" => "已签发，文书已经定稿编号。",
        "entered" => "已登记。",
        path => Act::ALL.iter().find(|act| act.path() == path)?.done(),
    };
    Some(Notice::done(done, ""))
}

/// The acts that make sense in the state the case is in, beside the next one.
pub fn possible(view: &CaseView) -> Vec<(&'static str, &'static str)> {
    let request = &view.request;
    let mut acts: Vec<Act> = Vec::new();
    match request.state.name() {
        StateName::Received => acts.extend([Act::TryContact, Act::Withdraw]),
        StateName::Handling => {
            if request.clarification.is_none() {
                acts.push(Act::AskClarification);
            }
            if request.extension.is_none() {
                acts.push(Act::Extend);
            }
            acts.push(Act::Consult);
            if request.open_consultation().is_some() {
                acts.extend([Act::ConsultDelivered, Act::Opinion]);
            }
            match &request.reasons {
                None => acts.push(Act::AskReasons),
                Some(reasons) if reasons.received.is_none() => acts.push(Act::Reasons),
                Some(_) => acts.push(Act::Delay),
            }
            if request.fee.is_none() {
                acts.push(Act::ChargeFee);
            }
            acts.extend([Act::Assign, Act::Withdraw]);
        }
        StateName::AwaitingClarification => {
            acts.extend([Act::ClarificationDelivered, Act::Clarified, Act::Phoned, Act::Withdraw])
        }
        StateName::AwaitingPayment => acts.extend([Act::FeeDelivered, Act::FeePaid, Act::RevokeFee, Act::Withdraw]),
        StateName::Deciding | StateName::Approved => acts.push(Act::Withdraw),
        StateName::Decided => acts.extend([Act::Phoned, Act::Returned, Act::Withdraw]),

        StateName::Closed | StateName::Archived => {
            acts.push(Act::OpenRemedy);
            if request.remedies.iter().any(|remedy| remedy.ended.is_none()) {
                acts.push(Act::EndRemedy);
            }
            if request.remedies.iter().any(|remedy| remedy.ended.is_some()) {
                acts.push(Act::Reopen);
            }
            if request.state.name() == StateName::Closed {
                acts.push(Act::Returned);
            }
        }
    }
    let decided = matches!(request.state.name(), StateName::Decided | StateName::Closed | StateName::Archived);
    if decided && !tellable(view).is_empty() {
        acts.push(Act::TellThirdParty);
    }
    if request.title.is_none() {
        acts.insert(0, Act::Title);
    }
    acts.push(Act::Amend);
    acts.into_iter().map(|act| (act.button(), act.path())).collect()
}

#[derive(Template)]
#[template(path = "desk/requests/act.html")]
struct ActPage {
    page: DeskPage,
    heading: String,
    about: String,
    quote: Vec<String>,
    fields: Vec<FieldView>,
    once: String,
    version: u32,
    button: String,
    /// A second button with its value: 不同意.
    other: Option<String>,
    dangerous: bool,
    back: String,
}

/// `GET /desk/requests/{id}/{act}`.
pub async fn show(
    app: &App,
    who: &SignedIn,
    act: Act,
    id: RequestId,
    query: &HashMap<String, String>,
) -> Result<Response, Failure> {
    let view = app.office.case(who, id).await?;
    view.allow(&app.office, who, act.action()).await?;
    let values = |name: &str| query.get(name).cloned().unwrap_or_else(|| preset(act, &view, name));
    let html = render(app, who, act, &view, &values, &[], new_once(), None).await?;
    Ok(Html(html).into_response())
}

/// `POST /desk/requests/{id}/{act}`.
pub async fn take(app: &App, who: &SignedIn, act: Act, id: RequestId, posted: Posted) -> Result<Response, Failure> {
    let case = OnCase { id, seen: posted.version(), once: Some(posted.once.clone()) };
    let refusal = match perform(app, who, act, case, &posted).await {
        Ok(request) => return Ok(Redirect::to(&done_location(act, &request)).into_response()),
        Err(refusal) => refusal,
    };
    shown_again(app, who, act, id, &posted, refusal).await
}

fn done_location(act: Act, request: &Request) -> String {
    format!("/desk/requests/{}?done={}", request.id, act.path())
}

/// The page again with what was typed and what stands against it; what is no question of the form goes its own way.
async fn shown_again(
    app: &App,
    who: &SignedIn,
    act: Act,
    id: RequestId,
    posted: &Posted,
    refusal: Refusal,
) -> Result<Response, Failure> {
    let (status, problems, notice) = match refusal {
        Refusal::Invalid(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems, None),
        Refusal::Rule(rule) => {
            let notice = Notice::failed(words::refused(&rule), "您写的内容还在下面。");
            (StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), Some(notice))
        }
        Refusal::AlreadySent { label } => {
            let notice = Notice::failed(format!("这份表单已经提交过（{label}）。"), "要再办一次，请从案件页重新打开。");
            (StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), Some(notice))
        }
        Refusal::Conflict { meanwhile, .. } => {
            (StatusCode::CONFLICT, Vec::new(), Some(conflict(app, who, id, &meanwhile).await?))
        }
        other => return Err(other.into()),
    };
    let view = app.office.case(who, id).await?;
    not_for_this_role(&view, who, act.action())?;
    let values = |name: &str| posted.text(name).to_owned();
    let once =
        if status == StatusCode::CONFLICT || problems.is_empty() { new_once() } else { posted.text(ONCE).to_owned() };
    let html = render(app, who, act, &view, &values, &problems, once, notice).await?;
    Ok((status, Html(html)).into_response())
}

/// Whoever may not do it does not get its form either, however badly it was filled in. A state that changed meanwhile is
/// another matter: then the form comes again with what was typed.
///
/// # Errors
/// [`Refusal::Denied`].
pub fn not_for_this_role(view: &CaseView, who: &SignedIn, action: Action) -> Result<(), Refusal> {
    match view.may(who, action) {
        Err(Denied::State(_)) | Ok(()) => Ok(()),
        Err(denied) => Err(denied.into()),
    }
}

/// 没有保存：李建军在 10:26 改过这件.
pub async fn conflict(
    app: &App,
    who: &SignedIn,
    id: RequestId,
    meanwhile: &[gongkai_rules::events::Recorded],
) -> Result<Notice, Failure> {
    let view = app.office.case(who, id).await?;
    let last = meanwhile.last();
    let what = last.map(|recorded| {
        let time = words::list_instant(recorded.recorded_at);
        format!("没有保存：{}在 {time} 办过这件。", view.who(recorded.by))
    });
    let items = record::items(&view);
    let happened: Vec<String> = items.iter().take(meanwhile.len()).map(|item| item.what.clone()).collect();
    let next = format!("办的是：{}。您写的内容还在下面，请对照后再保存。", happened.join("；"));
    Ok(Notice::failed(what.unwrap_or_else(|| "没有保存：这件刚才有变动。".into()), next))
}

#[allow(clippy::too_many_arguments)] // one page, shown fresh or again
async fn render(
    app: &App,
    who: &SignedIn,
    act: Act,
    view: &CaseView,
    values: &(dyn Fn(&str) -> String + Sync),
    problems: &Problems,
    once: String,
    notice: Option<Notice>,
) -> Result<String, Failure> {
    let back = format!("/desk/requests/{}", view.request.id);
    let path = format!("{back}/{}", act.path());
    let mut page = desk_page(app, who, act.button(), &path).await?;
    page.crumbs = vec![
        Link::new("依申请公开", "/desk/requests"),
        Link::new(view.request.number.clone(), back.clone()),
        Link::new(act.button(), ""),
    ];
    let fields = fields(act, view, values, problems);
    page.errors = ErrorSummary::of(&fields);
    let placed: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for (name, problem) in problems.iter().filter(|(name, _)| !placed.contains(name)) {
        page.errors
            .items
            .push(crate::parts::FieldError { target: "main".into(), message: words::problem(name, problem) });
    }
    page.notice = notice;
    let shown = ActPage {
        page,
        heading: act.button().to_owned(),
        about: act.about().to_owned(),
        quote: quote(act, view),
        fields,
        once,
        version: view.request.version,
        button: if act == Act::Consent { "同意并发出".into() } else { act.button().to_owned() },
        other: (act == Act::Consent).then(|| "不同意".to_owned()),
        dangerous: act.is_dangerous(),
        back,
    };
    Ok(shown.render()?)
}

/// What the person should have before their eyes while they fill in the form.
fn quote(act: Act, view: &CaseView) -> Vec<String> {
    let mut lines: Vec<String> = view.matters().into_iter().map(str::to_owned).collect();
    if act == Act::Consent {
        lines = view
            .request
            .pending
            .iter()
            .map(|pending| {
                let words = view.step_words(gongkai_office::requests::steps::words_of(&pending.step));
                let mut text = format!("{}（{}提请）", record::step(&pending.step), view.who(pending.by));
                match (&pending.step, words) {
                    (Step::Amend { reason, .. }, _) => text.push_str(&format!("：{}", view.text(*reason))),
                    (_, Some(words)) => {
                        let typed: Vec<String> = words.fields.to_form().into_iter().map(|(_, value)| value).collect();
                        text.push_str(&format!("：{}　{}", words.party, typed.join("；")));
                    }
                    _ => {}
                }
                text
            })
            .collect();
    }
    lines
}

/// What a field holds before anything is typed.
fn preset(act: Act, view: &CaseView, name: &str) -> String {
    let today = view.moment.today.to_string();
    match (act, name) {
        (_, "on") => today,
        (Act::Title, "title") => view.proposed_title(),
        (Act::AskClarification, "clarify_days") => view.settings.clarification_period.to_string(),
        (Act::Extend, "extension_days") => "20".into(),
        (Act::Deliver, "way") => match view.request.reply_way {
            ReplyWay::Site => "site",
            ReplyWay::Email => "email",
            ReplyWay::Post => "post",
            ReplyWay::PickUp => "in_person",
        }
        .into(),
        (Act::Consent, "proposal") => {
            view.request.pending.first().map(|pending| pending.proposal.to_string()).unwrap_or_default()
        }
        (Act::OpenRemedy, "kind") => "reconsideration".into(),
        (Act::Consult, "kind") => "third_party".into(),
        (Act::TellThirdParty, "consultation") => tellable(view).first().map(|(id, _)| id.clone()).unwrap_or_default(),
        (Act::TellThirdParty, "disclosed") => if gives_something(view) { "yes" } else { "no" }.into(),
        (Act::Confirm, "time") => time_of_day(view.moment.at),
        (Act::Confirm, "means") => {
            if view.applicant.phone.is_empty() {
                String::new()
            } else {
                "电话".into()
            }
        }
        _ => String::new(),
    }
}

/// The letter whose fields an act's form shows.
fn letter_of(act: Act, view: &CaseView, values: &(dyn Fn(&str) -> String + Sync)) -> Option<LetterKind> {
    Some(match act {
        Act::AskClarification => LetterKind::ClarificationNotice,
        Act::Extend => LetterKind::ExtensionNotice,
        Act::AskReasons => LetterKind::ReasonRequest,
        Act::ChargeFee => LetterKind::FeeNotice,
        Act::Delay => LetterKind::DelayNotice,
        Act::Consult => match values("kind").as_str() {
            "joint_organ" => LetterKind::JointOrganConsultation,
            "other_organ" => LetterKind::OrganConsultation,
            _ => LetterKind::ThirdPartyConsultation,
        },
        Act::TellThirdParty if values("disclosed") == "no" => LetterKind::ThirdPartyOutcomeNote,
        Act::TellThirdParty => LetterKind::ThirdPartyDecisionNotice,
        Act::Refer => LetterKind::DeterminationReferral,
        Act::Paper => side_paper(&values("kind"))?,
        Act::Abandon if view.request.state.name() == StateName::AwaitingPayment => LetterKind::FeeNotPaid,
        Act::Abandon => LetterKind::NotClarifiedInTime,
        _ => return None,
    })
}

fn fields(act: Act, view: &CaseView, values: &(dyn Fn(&str) -> String + Sync), problems: &Problems) -> Vec<FieldView> {
    let with = |field: FieldView| {
        let name = field.name.clone();
        field.value(values(&name)).error(message(problems, &name))
    };
    let day = |label: &str| with(FieldView::day("on", label));
    let choose = |name: &str, label: &str, options: Vec<(String, String)>| {
        let chosen = values(name);
        let options =
            options.iter().map(|(code, label)| OptionView::new(code.as_str(), label.as_str(), &chosen)).collect();
        with(FieldView::radios(name, label, options))
    };
    let words_of = |name: &str, label: &str| with(FieldView::area(name, label).rows(4));
    let mut fields = match act {
        Act::Title => vec![with(FieldView::text("title", "标题").hint("从申请内容拟出，个人信息已经遮盖，请核对"))],
        Act::Confirm => vec![
            day("双方确认的日期"),
            with(FieldView::text("time", "联系的时间").hint("例如 9时20分").width(10)),
            with(FieldView::text("means", "联系的方式").hint("例如 电话、电子邮件；号码和地址不用写").width(20)),
            words_of("note", "核对的情况").optional().hint("例如：更正了联系电话。写进收到申请确认记录"),
        ],
        Act::TryContact => vec![day("联系的日期"), words_of("note", "联系的方式和结果")],
        Act::Assign => {
            let clerks = view.clerks.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
            vec![choose("to", "交给谁", clerks)]
        }
        Act::ClarificationDelivered | Act::FeeDelivered => vec![day("申请人收到的日期")],
        Act::Clarified => vec![
            day("收到补正的日期"),
            words_of("content", "补正的内容"),
            words_of("good_reason", "逾期的正当理由").optional().hint("补正期限已过才需要写"),
            with(FieldView::file("files", "补正材料").optional()),
        ],
        Act::Consult => {
            let kinds = [ConsultationKind::ThirdParty, ConsultationKind::JointOrgan, ConsultationKind::OtherOrgan];
            let codes = ["third_party", "joint_organ", "other_organ"];
            let options = codes
                .iter()
                .zip(kinds)
                .map(|(code, kind)| ((*code).to_owned(), record::consultation_kind(kind).to_owned()))
                .collect();
            vec![
                choose("kind", "征求谁的意见", options),
                with(FieldView::text("party", "对方的姓名或者全称")),
                words_of("address", "寄送地址").optional(),
                with(
                    FieldView::file("files", "随文寄去的文件").optional().hint("所涉内容的复印件；不要露出申请人是谁"),
                ),
            ]
        }
        Act::Consent => {
            let steps =
                view.request.pending.iter().map(|pending| (pending.proposal.to_string(), record::step(&pending.step)));
            vec![
                choose("proposal", "决定哪一项", steps.collect()),
                words_of("comment", "不同意的理由").optional().hint("不同意时必须写"),
            ]
        }
        Act::ConsultDelivered | Act::Opinion | Act::Lapse => consultation_fields(act, view, &choose, &day, &words_of),
        Act::TellThirdParty => tell_fields(view, &choose),
        Act::Refer => {
            vec![with(FieldView::text("authority", "报请哪个机关").hint("主管部门或者保密行政管理部门的全称"))]
        }
        Act::Paper => paper_fields(view, &choose, values),
        Act::Reasons => vec![day("收到的日期"), words_of("words", "申请人的说明")],
        Act::FeePaid => vec![day("缴清的日期")],
        Act::RevokeFee => vec![words_of("reason", "理由")],
        Act::Deliver => deliver_fields(view, &choose, &day, &with),
        Act::Phoned => {
            let waiting = view.request.papers.iter().filter(|issued| issued.waits_for_opening(view.request.reply_way));
            let papers = waiting.map(|issued| (issued.paper.id.to_string(), issued.paper.number.clone())).collect();
            vec![choose("paper", "哪一份文书", papers), words_of("words", "通话情况")]
        }
        Act::Returned => vec![words_of("words", "退回的情况")],
        Act::Withdraw => vec![day("申请人表示撤回的日期"), words_of("words", "申请人怎样表示的")],
        Act::Archive => Vec::new(),
        Act::OpenRemedy => {
            let kinds = [
                ("reconsideration", RemedyKind::Reconsideration),
                ("direct_suit", RemedyKind::DirectSuit),
                ("suit_after_reconsideration", RemedyKind::SuitAfterReconsideration),
            ];
            let kinds = kinds.iter().map(|(code, kind)| ((*code).to_owned(), record::remedy_kind(*kind).to_owned()));
            let simplified = vec![("no".to_owned(), "普通程序".to_owned()), ("yes".to_owned(), "简易程序".to_owned())];
            vec![
                choose("kind", "哪一种", kinds.collect()),
                choose("simplified", "程序", simplified).optional(),
                day("收到副本的日期"),
                words_of("note", "复议机关或者法院、案号"),
            ]
        }
        Act::EndRemedy => {
            let open = view.request.remedies.iter().filter(|remedy| remedy.ended.is_none());
            let open =
                open.map(|remedy| (remedy.id.to_string(), record::remedy_kind(remedy.kind).to_owned())).collect();
            let results = [
                ("upheld", RemedyResult::Upheld),
                ("corrected", RemedyResult::Corrected),
                ("other", RemedyResult::Other),
            ];
            let results =
                results.iter().map(|(code, result)| ((*code).to_owned(), record::remedy_result(*result).to_owned()));
            vec![choose("remedy", "哪一件", open), choose("result", "结果", results.collect()), day("结案的日期")]
        }
        Act::Reopen => vec![
            day("决定或者判决送达本机关的日期"),
            with(
                FieldView::text("limit", "决定或者判决定的期限（工作日）")
                    .optional()
                    .width(4)
                    .input("text", "numeric", "off"),
            ),
        ],
        Act::Amend => amend_fields(view, &choose, &with, &words_of),
        Act::ChargeFee => vec![with(
            FieldView::text("units", "件数或者页数")
                .hint("按件计收的，写本自然月内第几件；按量计收的，写本件的页数")
                .width(5)
                .input("text", "numeric", "off"),
        )],
        Act::AskClarification | Act::Extend | Act::AskReasons | Act::Abandon | Act::Delay => Vec::new(),
    };
    if let Some(kind) = letter_of(act, view, values) {
        fields.extend(letter_fields(kind, "", values, problems));
    }
    fields
}

/// The consultations whose party may be told what became of its opinion.
fn tellable(view: &CaseView) -> Vec<(String, String)> {
    let answered = view.request.consultations.iter().filter(|consultation| {
        consultation.kind == ConsultationKind::ThirdParty && consultation.end.is_some() && consultation.told.is_none()
    });
    let named = answered.map(|consultation| {
        let party = consultation.party.and_then(|id| view.step_words(id)).map(|words| words.party).unwrap_or_default();
        (consultation.id.to_string(), party)
    });
    named.collect()
}

/// Whether the decision gives anything at all; else nothing can go against a third party's will.
fn gives_something(view: &CaseView) -> bool {
    let decided = view.request.proposal().map(|proposal| proposal.outcome);
    let outcome = decided.or(view.request.closing().map(|closing| closing.outcome));
    matches!(outcome, Some(Outcome::Disclosed | Outcome::PartlyDisclosed))
}

fn tell_fields(view: &CaseView, choose: Choose<'_>) -> Vec<FieldView> {
    let results = vec![
        ("yes".to_owned(), "决定公开第三方不同意公开的内容".to_owned()),
        ("no".to_owned(), "采纳第三方的意见，或者在其同意的范围内公开".to_owned()),
    ];
    vec![
        choose("consultation", "告知哪一个第三方", tellable(view)),
        choose("disclosed", "处理结果", results).hint("换了选项的，点一次按钮，页面换成那一种文书的内容"),
    ]
}

/// A paper that the desk may make by a form, by its name in addresses.
fn side_paper(code: &str) -> Option<LetterKind> {
    letter_named(code).filter(|kind| SidePaperForm::KINDS.contains(kind))
}

fn paper_fields(view: &CaseView, choose: Choose<'_>, values: &(dyn Fn(&str) -> String + Sync)) -> Vec<FieldView> {
    let kinds = SidePaperForm::KINDS.into_iter().filter(|kind| view.request.may_issue(*kind));
    let chosen = values("kind");
    // Whoever came by the link of one paper sees that one alone.
    let shown = kinds
        .map(|kind| (letter_code(kind), kind.paper().to_owned()))
        .filter(|(code, _)| chosen.is_empty() || *code == chosen);
    let mut fields = vec![choose("kind", "出具什么文书", shown.collect())];
    if side_paper(&chosen) == Some(LetterKind::DeliveryReceipt) {
        let named = view.papers.iter().filter_map(|paper| {
            let kind = letter_named(&paper.kind).filter(|kind| !kind.is_record())?;
            Some((paper.id.to_string(), format!("{} {}", kind.paper(), paper.number)))
        });
        fields.push(choose("about", "送达的是哪一份文书", named.collect()));
    }
    fields
}

type Choose<'a> = &'a dyn Fn(&str, &str, Vec<(String, String)>) -> FieldView;

fn consultation_fields(
    act: Act,
    view: &CaseView,
    choose: Choose<'_>,
    day: &dyn Fn(&str) -> FieldView,
    words_of: &dyn Fn(&str, &str) -> FieldView,
) -> Vec<FieldView> {
    let open = view.request.consultations.iter().filter(|consultation| consultation.end.is_none());
    let open = open
        .map(|consultation| {
            let party =
                consultation.party.and_then(|id| view.step_words(id)).map(|words| words.party).unwrap_or_default();
            (consultation.id.to_string(), format!("{} {party}", record::consultation_kind(consultation.kind)))
        })
        .collect();
    let mut fields = vec![choose("consultation", "哪一次征求意见", open)];
    match act {
        Act::ConsultDelivered => fields.push(day("对方收到的日期")),
        Act::Opinion => {
            let opinions = [
                ("consents", Opinion::Consents),
                ("consents_in_part", Opinion::ConsentsInPart),
                ("objects", Opinion::Objects),
            ];
            let opinions =
                opinions.iter().map(|(code, opinion)| ((*code).to_owned(), record::opinion(*opinion).to_owned()));
            fields.push(day("收到意见的日期"));
            fields.push(choose("opinion", "对方的意见", opinions.collect()));
            fields.push(words_of("words", "理由和说明").optional());
        }
        _ => {}
    }
    fields
}

fn deliver_fields(
    view: &CaseView,
    choose: Choose<'_>,
    day: &dyn Fn(&str) -> FieldView,
    with: &dyn Fn(FieldView) -> FieldView,
) -> Vec<FieldView> {
    let ways = WAYS.iter().map(|(code, way)| ((*code).to_owned(), record::delivery_way(*way).to_owned())).collect();
    let hint = if view.request.reply_way == ReplyWay::Site {
        "申请人选了网上查看：放到网上的那天就算送达"
    } else {
        "申请人没有选网上查看的，放到网上后，第一次打开的那天才算送达"
    };
    vec![
        choose("way", "送达方式", ways).hint(hint),
        day("送达的日期"),
        with(FieldView::text("tracking", "邮件号码").optional().width(20)),
    ]
}

fn amend_fields(
    view: &CaseView,
    choose: Choose<'_>,
    with: &dyn Fn(FieldView) -> FieldView,
    words_of: &dyn Fn(&str, &str) -> FieldView,
) -> Vec<FieldView> {
    let mut what = vec![
        ("received_on", "收到日期"),
        ("channel", "收到渠道"),
        ("applicant_kind", "申请人类型"),
        ("duplicate_of", "重复登记"),
    ];
    if view.request.counted.is_some() {
        what.extend([("outcome", "办理结果"), ("closed_on", "办结日期")]);
    }
    let delivered = view.request.counted.as_ref().is_some_and(|counted| counted.way.is_some());
    if delivered {
        what.push(("delivery_way", "送达方式"));
    }
    let what = what.into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect();
    let channels = CHANNELS.iter().map(|(code, of)| ((*code).to_owned(), record::channel(*of).to_owned())).collect();
    let kinds = KINDS.iter().map(|(code, of)| ((*code).to_owned(), record::applicant_kind(*of).to_owned())).collect();
    let mut outcomes = vec![(String::new(), "请选择".to_owned())];
    outcomes.extend(Outcome::ALL.into_iter().map(|outcome| (outcome_code(outcome), outcome.label().to_owned())));
    let outcome = choose("outcome", "正确的办理结果", outcomes);
    let outcome = FieldView { kind: crate::parts::FieldKind::Select, ..outcome };
    let mut fields = vec![
        choose("what", "更正哪一项", what),
        with(FieldView::day("day", "正确的日期").optional().hint("更正收到日期、办结日期时填写")),
        choose("channel", "正确的收到渠道", channels).optional(),
        choose("applicant_kind", "正确的申请人类型", kinds).optional(),
    ];
    if view.request.counted.is_some() {
        fields.push(outcome.optional());
    }
    if delivered {
        let ways = WAYS.iter().map(|(code, way)| ((*code).to_owned(), record::delivery_way(*way).to_owned()));
        fields.push(choose("delivery_way", "正确的送达方式", ways.collect()).optional());
    }
    let duplicate = FieldView::text("duplicate", "与哪一件重复").optional().hint("填写那一件的申请编号");
    fields.push(with(duplicate));
    fields.push(words_of("reason", "更正的理由"));
    fields
}

const WAYS: [(&str, DeliveryWay); 5] = [
    ("site", DeliveryWay::Site),
    ("email", DeliveryWay::Email),
    ("post", DeliveryWay::Post),
    ("in_person", DeliveryWay::InPerson),
    ("through_organ", DeliveryWay::ThroughOrgan),
];

const CHANNELS: [(&str, Channel); 6] = [
    ("counter", Channel::Counter),
    ("post_signed", Channel::PostSigned),
    ("ordinary_letter", Channel::OrdinaryLetter),
    ("web", Channel::Web),
    ("email", Channel::Email),
    ("fax", Channel::Fax),
];

const KINDS: [(&str, ApplicantKind); 6] = [
    ("natural_person", ApplicantKind::NaturalPerson),
    ("company", ApplicantKind::Company),
    ("research_institute", ApplicantKind::ResearchInstitute),
    ("public_interest_organisation", ApplicantKind::PublicInterestOrganisation),
    ("legal_service_firm", ApplicantKind::LegalServiceFirm),
    ("other_organisation", ApplicantKind::OtherOrganisation),
];

fn chosen<T: Copy>(posted: &Posted, name: &str, among: &[(&str, T)]) -> Result<T, Refusal> {
    let code = posted.text(name);
    let found = among.iter().find(|(known, _)| *known == code);
    found.map(|(_, value)| *value).ok_or_else(|| Refusal::field(name, Problem::NotAChoice))
}

fn identified<T: FromStr>(posted: &Posted, name: &str) -> Result<T, Refusal> {
    posted.text(name).parse().map_err(|_| Refusal::field(name, Problem::NotAChoice))
}

fn day(posted: &Posted, name: &str) -> Result<Date, Refusal> {
    let problem = if posted.text(name).is_empty() { Problem::Missing } else { Problem::NotADate };
    posted.day(name).ok_or_else(|| Refusal::field(name, problem))
}

fn said(posted: &Posted, name: &str) -> Result<String, Refusal> {
    let words = posted.text(name);
    match words.chars().count() {
        0 => Err(Refusal::field(name, Problem::Missing)),
        5001.. => Err(Refusal::field(name, Problem::TooLong(5000))),
        _ => Ok(words.to_owned()),
    }
}

/// Reads the form and does the act.
async fn perform(app: &App, who: &SignedIn, act: Act, case: OnCase, posted: &Posted) -> Result<Request, Refusal> {
    let office = &app.office;
    let actor = who.actor();
    let actor = &actor;
    let letter = |kind: LetterKind| match read_letter(kind, "", posted) {
        (fields, problems) if problems.is_empty() => Ok(fields),
        (_, problems) => Err(Refusal::Invalid(problems)),
    };
    let optional = |name: &str| posted.text(name).to_owned();
    match act {
        Act::Title => office.title(actor, case, said(posted, "title")?).await,
        Act::Confirm => {
            let (time, means, note) = (optional("time"), optional("means"), optional("note"));
            office.confirm_with(actor, case, Confirmation { on: day(posted, "on")?, time, means, note }).await
        }
        Act::TryContact => office.try_contact(actor, case, day(posted, "on")?, said(posted, "note")?).await,
        Act::Assign => office.assign(actor, case, identified::<PersonId>(posted, "to")?).await,
        Act::AskClarification => office.ask_clarification(actor, case, letter(LetterKind::ClarificationNotice)?).await,
        Act::ClarificationDelivered => office.clarification_delivered(actor, case, day(posted, "on")?).await,
        Act::Clarified => {
            let (on, content) = (day(posted, "on")?, said(posted, "content")?);
            office.receive_clarification(actor, case, on, content, posted.files.clone(), optional("good_reason")).await
        }
        Act::Extend => {
            let form = StepForm::Extend(letter(LetterKind::ExtensionNotice)?);
            office.propose_step(actor, case, form).await
        }
        Act::Consult => {
            let kinds = [
                ("third_party", (ConsultationKind::ThirdParty, LetterKind::ThirdPartyConsultation)),
                ("joint_organ", (ConsultationKind::JointOrgan, LetterKind::JointOrganConsultation)),
                ("other_organ", (ConsultationKind::OtherOrgan, LetterKind::OrganConsultation)),
            ];
            let (kind, kind_of_letter) = chosen(posted, "kind", &kinds)?;
            let party = said(posted, "party")?;
            let form = StepForm::Consult { kind, party, address: optional("address"), fields: letter(kind_of_letter)? };
            office.propose_step_with(actor, case, form, posted.files.clone()).await
        }
        Act::AskReasons => {
            let form = StepForm::AskReasons(letter(LetterKind::ReasonRequest)?);
            office.propose_step(actor, case, form).await
        }
        Act::ChargeFee => {
            let units =
                posted.text("units").parse().map_err(|_| Refusal::field("units", Problem::NotANumber(1, 100_000)))?;
            let form = StepForm::ChargeFee { units, fields: letter(LetterKind::FeeNotice)? };
            office.propose_step(actor, case, form).await
        }
        Act::Abandon => {
            // Which of the two letters is told by the state, which the act itself reads; their typed fields agree.
            let form = StepForm::Abandon(letter(LetterKind::NotClarifiedInTime)?);
            office.propose_step(actor, case, form).await
        }
        Act::Amend => amend(app, who, case, posted).await,
        Act::Consent => {
            let proposal: u32 = identified(posted, "proposal")?;
            if posted.has("other") {
                office.decline_step(actor, case, proposal, optional("comment")).await
            } else {
                office.consent_step(actor, case, proposal).await
            }
        }
        Act::ConsultDelivered | Act::Opinion | Act::Lapse => {
            let consultation: ConsultationId = identified(posted, "consultation")?;
            let record = match act {
                Act::ConsultDelivered => ConsultationRecord::Delivered(day(posted, "on")?),
                Act::Opinion => {
                    let opinions = [
                        ("consents", Opinion::Consents),
                        ("consents_in_part", Opinion::ConsentsInPart),
                        ("objects", Opinion::Objects),
                    ];
                    let opinion = chosen(posted, "opinion", &opinions)?;
                    ConsultationRecord::Answered { on: day(posted, "on")?, opinion, words: optional("words") }
                }
                _ => ConsultationRecord::Lapsed,
            };
            office.record_consultation(actor, case, consultation, record).await
        }
        Act::Reasons => office.receive_reasons(actor, case, day(posted, "on")?, said(posted, "words")?).await,
        Act::Delay => office.delay(actor, case, letter(LetterKind::DelayNotice)?).await,
        Act::FeeDelivered => office.fee_notice_delivered(actor, case, day(posted, "on")?).await,
        Act::FeePaid => office.fee_paid(actor, case, day(posted, "on")?).await,
        Act::RevokeFee => office.revoke_fee(actor, case, said(posted, "reason")?).await,
        Act::Deliver => deliver(app, who, case, posted).await,
        Act::Phoned => {
            let paper: PaperId = identified(posted, "paper")?;
            office.phone_about(actor, case, paper, said(posted, "words")?).await
        }
        Act::TellThirdParty => {
            let disclosed = chosen(posted, "disclosed", &[("yes", true), ("no", false)])?;
            let kind = if disclosed { LetterKind::ThirdPartyDecisionNotice } else { LetterKind::ThirdPartyOutcomeNote };
            let consultation = identified(posted, "consultation")?;
            let form = StepForm::TellThirdParty { consultation, disclosed, fields: letter(kind)? };
            office.propose_step(actor, case, form).await
        }
        Act::Refer => {
            let kind = LetterKind::DeterminationReferral;
            let authority = said(posted, "authority")?;
            let form = SidePaperForm { kind, about: None, authority, fields: letter(kind)? };
            office.issue_side_paper(actor, case, form).await
        }
        Act::Paper => {
            let kind = side_paper(posted.text("kind")).ok_or_else(|| Refusal::field("kind", Problem::NotAChoice))?;
            let about = posted.text("about").parse().ok();
            let form = SidePaperForm { kind, about, authority: String::new(), fields: letter(kind)? };
            office.issue_side_paper(actor, case, form).await
        }
        Act::Returned => office.delivery_failed(actor, case, said(posted, "words")?).await,
        Act::Withdraw => office.withdraw(actor, case, day(posted, "on")?, said(posted, "words")?).await,
        Act::Archive => office.archive(actor, case).await,
        Act::OpenRemedy => {
            let kinds = [
                ("reconsideration", RemedyKind::Reconsideration),
                ("direct_suit", RemedyKind::DirectSuit),
                ("suit_after_reconsideration", RemedyKind::SuitAfterReconsideration),
            ];
            let kind = chosen(posted, "kind", &kinds)?;
            let simplified = posted.text("simplified") == "yes";
            office.open_remedy(actor, case, kind, simplified, day(posted, "on")?, said(posted, "note")?).await
        }
        Act::EndRemedy => {
            let results = [
                ("upheld", RemedyResult::Upheld),
                ("corrected", RemedyResult::Corrected),
                ("other", RemedyResult::Other),
            ];
            let result = chosen(posted, "result", &results)?;
            let remedy: RemedyId = identified(posted, "remedy")?;
            office.end_remedy(actor, case, remedy, day(posted, "on")?, result).await
        }
        Act::Reopen => {
            let limit = match posted.text("limit") {
                "" => None,
                text => Some(text.parse().map_err(|_| Refusal::field("limit", Problem::NotANumber(1, 250)))?),
            };
            office.reopen(actor, case, day(posted, "on")?, limit).await
        }
    }
}

async fn deliver(app: &App, who: &SignedIn, case: OnCase, posted: &Posted) -> Result<Request, Refusal> {
    let way = chosen(posted, "way", &WAYS)?;
    let view = app.office.case(who, case.id).await?;
    let counts_when_opened = way == DeliveryWay::Site && view.request.reply_way != ReplyWay::Site;
    let tracking = posted.text("tracking").to_owned();
    let form = DeliverForm { way, on: day(posted, "on")?, tracking, counts_when_opened };
    app.office.deliver(&who.actor(), case, form).await
}

async fn amend(app: &App, who: &SignedIn, case: OnCase, posted: &Posted) -> Result<Request, Refusal> {
    let amendment = match posted.text("what") {
        "received_on" => Amendment::ReceivedOn(day(posted, "day")?),
        "closed_on" => Amendment::ClosedOn(day(posted, "day")?),
        "delivery_way" => Amendment::DeliveryWay(chosen(posted, "delivery_way", &WAYS)?),
        "channel" => Amendment::Channel(chosen(posted, "channel", &CHANNELS)?),
        "applicant_kind" => Amendment::ApplicantKind(chosen(posted, "applicant_kind", &KINDS)?),
        "outcome" => {
            let code = posted.text("outcome");
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome_code(*outcome) == code);
            Amendment::Outcome(outcome.ok_or_else(|| Refusal::field("outcome", Problem::NotAChoice))?)
        }
        "duplicate_of" => {
            let number = posted.text("duplicate");
            let other = app.office.case_numbered(who, number).await?;
            Amendment::DuplicateOf(other.ok_or_else(|| {
                Refusal::field("duplicate", Problem::Said("本机关没有这个编号的申请，请再看一遍".into()))
            })?)
        }
        _ => return Err(Refusal::field("what", Problem::NotAChoice)),
    };
    let form = StepForm::Amend { amendment, reason: posted.text("reason").to_owned() };
    app.office.propose_step(&who.actor(), case, form).await
}
