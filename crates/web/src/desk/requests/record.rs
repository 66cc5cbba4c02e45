//! The record of a case: each event in a sentence.

use crate::parts::{Link, RecordItem, words};
use gongkai_office::reading::case::CaseView;
use gongkai_rules::events::{
    Amendment, ConsultationKind, DeliveryWay, Event, ImportedStep, Opinion, PaperRef, Recorded, RemedyKind,
    RemedyResult, ReplyWay, Step,
};
use gongkai_rules::outcomes::{ApplicantKind, Channel};

/// The name of a channel.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "当面提交",
        Channel::PostSigned => "邮寄（签收）",
        Channel::OrdinaryLetter => "平常信函",
        Channel::Web => "网上提交",
        Channel::Email => "电子邮件",
        Channel::Fax => "传真",
    }
}

/// The name of a kind of applicant.
pub fn applicant_kind(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::NaturalPerson => "自然人",
        ApplicantKind::Company => "商业企业",
        ApplicantKind::ResearchInstitute => "科研机构",
        ApplicantKind::PublicInterestOrganisation => "社会公益组织",
        ApplicantKind::LegalServiceFirm => "法律服务机构",
        ApplicantKind::OtherOrganisation => "其他组织",
    }
}

/// The name of a way to have the reply.
pub fn reply_way(way: ReplyWay) -> &'static str {
    match way {
        ReplyWay::Site => "在本网站查看、下载",
        ReplyWay::Email => "电子邮件",
        ReplyWay::Post => "邮寄纸质件",
        ReplyWay::PickUp => "当面领取",
    }
}

/// The name of a way of delivery.
pub fn delivery_way(way: DeliveryWay) -> &'static str {
    match way {
        DeliveryWay::InPerson => "直接送达",
        DeliveryWay::ThroughOrgan => "委托其他机关送达",
        DeliveryWay::Post => "邮寄",
        DeliveryWay::Email => "电子邮件",
        DeliveryWay::Site => "网上查看",
    }
}

/// Who is consulted.
pub fn consultation_kind(kind: ConsultationKind) -> &'static str {
    match kind {
        ConsultationKind::ThirdParty => "第三方",
        ConsultationKind::JointOrgan => "共同制作机关",
        ConsultationKind::OtherOrgan => "其他机关",
    }
}

/// What a party said.
pub fn opinion(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Consents => "同意公开",
        Opinion::ConsentsInPart => "部分同意公开",
        Opinion::Objects => "不同意公开",
    }
}

/// Which remedy.
pub fn remedy_kind(kind: RemedyKind) -> &'static str {
    match kind {
        RemedyKind::Reconsideration => "行政复议",
        RemedyKind::DirectSuit => "行政诉讼（未经复议直接起诉）",
        RemedyKind::SuitAfterReconsideration => "行政诉讼（复议后起诉）",
    }
}

/// How a remedy ended.
pub fn remedy_result(result: RemedyResult) -> &'static str {
    match result {
        RemedyResult::Upheld => "结果维持",
        RemedyResult::Corrected => "结果纠正",
        RemedyResult::Other => "其他结果",
    }
}

/// A step in a few words.
pub fn step(step: &Step) -> String {
    match step {
        Step::Extend { days, .. } => format!("延长 {days} 个工作日"),
        Step::Consult { kind, .. } => format!("征求{}意见", consultation_kind(*kind)),
        Step::AskReasons { .. } => "请申请人说明理由".into(),
        Step::ChargeFee { yuan, .. } => format!("收取信息处理费 {yuan} 元"),
        Step::Abandon { .. } => "视为放弃，不再处理".into(),
        Step::TellThirdParty { disclosed: true, .. } => "告知第三方：决定公开".into(),
        Step::TellThirdParty { .. } => "告知第三方：意见的处理结果".into(),
        Step::Amend { amendment, .. } => format!("更正登记：{}", amended(amendment)),
    }
}

fn amended(amendment: &Amendment) -> String {
    match amendment {
        Amendment::ReceivedOn(day) => format!("收到日期应为{}", words::plain_day(*day)),
        Amendment::Channel(to) => format!("收到渠道应为{}", channel(*to)),
        Amendment::ApplicantKind(kind) => format!("申请人类型应为{}", applicant_kind(*kind)),
        Amendment::Outcome(outcome) => format!("办理结果应为“{}”", words::outcome(*outcome)),
        Amendment::ClosedOn(day) => format!("办结日期应为{}", words::plain_day(*day)),
        Amendment::DeliveryWay(way) => format!("送达方式应为{}", delivery_way(*way)),
        Amendment::DuplicateOf(_) => "重复登记，不计数".into(),
    }
}

/// The whole record, newest first.
pub fn items(view: &CaseView) -> Vec<RecordItem> {
    view.history.iter().rev().map(|recorded| item(view, recorded)).collect()
}

fn item(view: &CaseView, recorded: &Recorded) -> RecordItem {
    let (what, more, paper) = sentence(view, &recorded.event);
    let mut links = Vec::new();
    if let Some(paper) = paper
        && let Some(stored) = view.papers.iter().find(|stored| stored.id == paper.id.0)
    {
        let href = format!("/desk/requests/{}/files/{}", view.request.id, stored.file_id.as_simple());
        // A record has no number: then its file's name tells it.
        let named = view.files.iter().find(|file| file.id.0 == stored.file_id).map(|file| file.name.clone());
        let name = if paper.number.is_empty() { named.unwrap_or_default() } else { format!("{}.pdf", paper.number) };
        links.push(Link::new(name, href));
    }
    let mut more: Vec<String> = more.into_iter().filter(|words| !words.is_empty()).collect();
    let recorded_day = jiff::tz::offset(8).to_datetime(recorded.recorded_at).date();
    if recorded.effective_on != recorded_day {
        more.push(format!("生效日期 {}", words::plain_day(recorded.effective_on)));
    }
    RecordItem {
        at: words::list_instant(recorded.recorded_at),
        datetime: recorded.recorded_at.to_string(),
        what,
        more,
        links,
        who: by(view, recorded),
        tag: None,
    }
}

/// Who did it: one of the office, else the applicant on the public site, else the program of itself.
fn by(view: &CaseView, recorded: &Recorded) -> String {
    if recorded.by.is_some() {
        return view.who(recorded.by);
    }
    match &recorded.event {
        Event::Submitted { .. }
        | Event::ClarificationDelivered {}
        | Event::ClarificationReceived { .. }
        | Event::ReasonsReceived { .. }
        | Event::PaperOpened { .. }
        | Event::Delivered { .. }
        | Event::Withdrawn { .. } => "申请人".into(),
        _ => "系统".into(),
    }
}

/// What happened, what was said, and the letter that went out.
fn sentence<'a>(view: &CaseView, event: &'a Event) -> (String, Vec<String>, Option<&'a PaperRef>) {
    let said = |id: &gongkai_rules::ids::SealedId| view.text(*id).to_owned();
    let plain = |what: &str| (what.to_owned(), Vec::new(), None);
    match event {
        Event::Submitted { channel: by, .. } => (format!("提交申请：{}", channel(*by)), Vec::new(), None),
        Event::Titled { title } => (format!("定标题：{title}"), Vec::new(), None),
        Event::Registered { note } => ("登记，收到日期确定".into(), note.iter().map(said).collect(), None),
        Event::ContactTried { note } => ("联系申请人，没有确认".into(), vec![said(note)], None),
        Event::Assigned { to } => (format!("交{}办理", view.who(Some(*to))), Vec::new(), None),
        Event::StepProposed { step: proposed } => (format!("提请负责人同意：{}", step(proposed)), Vec::new(), None),
        Event::StepDeclined { comment, .. } => ("负责人不同意".into(), vec![said(comment)], None),
        Event::ClarificationAsked { paper, period } => {
            (format!("发出补正告知书，期限 {period} 个工作日"), Vec::new(), Some(paper))
        }
        Event::ClarificationDelivered {} => plain("申请人收到补正告知书"),
        Event::ClarificationReceived { content, .. } => ("收到补正，期限重新起算".into(), vec![said(content)], None),
        Event::Abandoned { outcome, paper } => {
            (format!("不再处理：{}", words::outcome(*outcome)), Vec::new(), Some(paper))
        }
        Event::ConsultationSent { kind, paper, .. } => {
            (format!("发出征求{}意见", consultation_kind(*kind)), Vec::new(), Some(paper))
        }
        Event::ConsultationDelivered { .. } => plain("对方收到征求意见"),
        Event::OpinionReceived { opinion: given, words, .. } => {
            (format!("登记对方意见：{}", opinion(*given)), words.iter().map(said).collect(), None)
        }
        Event::ConsultationLapsed { .. } => plain("对方逾期没有意见"),
        Event::ThirdPartyTold { disclosed, paper, .. } => {
            let what = if *disclosed {
                "书面告知第三方：决定公开的内容和理由"
            } else {
                "告知第三方意见的处理结果"
            };
            (what.into(), Vec::new(), Some(paper))
        }
        Event::PaperIssued { kind, paper } => (format!("出具{}", kind.paper()), Vec::new(), Some(paper)),
        Event::ReasonsAsked { paper } => ("请申请人说明理由".into(), Vec::new(), Some(paper)),
        Event::ReasonsReceived { words } => ("收到申请人的理由".into(), vec![said(words)], None),
        Event::Delayed { until, paper } => (format!("延迟到{}答复", words::plain_day(*until)), Vec::new(), Some(paper)),
        Event::Extended { days, consent_by, paper } => {
            let what = format!("延长 {days} 个工作日，{}同意", view.who(Some(*consent_by)));
            (what, Vec::new(), Some(paper))
        }
        Event::FeeNoticeSent { yuan, paper } => (format!("发出收费通知，{yuan} 元"), Vec::new(), Some(paper)),
        Event::FeeNoticeDelivered {} => plain("申请人收到收费通知"),
        Event::FeePaid {} => plain("已缴费，期限重新起算"),
        Event::FeeRevoked { reason } => ("撤回收费通知".into(), vec![said(reason)], None),
        Event::DecisionProposed { proposal } => {
            (format!("送审：{}", words::outcome(proposal.outcome)), Vec::new(), None)
        }
        Event::DecisionReturned { comment } => ("退回修改".into(), vec![said(comment)], None),
        Event::DecisionApproved { .. } => plain("审核通过"),
        Event::DecisionSigned { paper, .. } => ("签发".into(), Vec::new(), Some(paper)),
        Event::Delivered { way, tracking } => {
            (format!("送达：{}", delivery_way(*way)), tracking.iter().map(|n| format!("单号 {n}")).collect(), None)
        }
        Event::PutAtDisposal {} => plain("答复已放到网上，等申请人打开"),
        Event::PaperOpened { .. } => plain("申请人打开了文书"),
        Event::NoticePhoned { note, .. } => ("电话告知申请人".into(), vec![said(note)], None),
        Event::DeliveryFailed { note } => ("邮件退回".into(), vec![said(note)], None),
        Event::Withdrawn { statement } => ("申请人撤回申请".into(), vec![said(statement)], None),
        Event::RecordAmended { amendment, reason, .. } => {
            (format!("更正登记：{}", amended(amendment)), vec![said(reason)], None)
        }
        Event::Archived {} => plain("归档"),
        Event::RemedyOpened { kind, note, .. } => (format!("登记{}", remedy_kind(*kind)), vec![said(note)], None),
        Event::RemedyStep { note, .. } => ("复议、诉讼进展".into(), vec![said(note)], None),
        Event::RemedyEnded { result, .. } => (format!("复议、诉讼结案：{}", remedy_result(*result)), Vec::new(), None),
        Event::ReopenedByRemedy { .. } => plain("重新办理"),
        Event::CalendarAdopted { due, .. } => {
            let due = due.map(|due| format!("期限改为{}", words::plain_day(due))).unwrap_or_default();
            ("放假安排更新，期限重新计算".into(), vec![due], None)
        }
        Event::Imported { what } => (imported(what), Vec::new(), None),
    }
}

fn imported(what: &ImportedStep) -> String {
    match what {
        ImportedStep::ClarificationAsked {} => "台账：告知补正".into(),
        ImportedStep::ClarificationReceived {} => "台账：收到补正".into(),
        ImportedStep::ConsultationSent { .. } => "台账：征求意见".into(),
        ImportedStep::OpinionReceived { .. } => "台账：收到意见".into(),
        ImportedStep::Extended { days } => format!("台账：延期 {days} 个工作日"),
        ImportedStep::Replied { outcome, number } => {
            format!("台账：答复 {} {}", words::outcome(*outcome), number.as_deref().unwrap_or_default())
        }
    }
}
