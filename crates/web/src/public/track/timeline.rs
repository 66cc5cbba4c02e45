//! What happened and what comes next, in residents' words, each with its article; no name of staff or of a party.

use super::sentences::{paper_words, plain};
use crate::parts::{Link, TimelineItem, TimelineState, words};
use gongkai_office::reading::progress::{Happening, Progress, What};
use gongkai_rules::events::{Amendment, ConsultationKind, DeliveryWay, Opinion};
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::requests::State;

/// The timeline: what comes next, hollow, then what happened, newest first.
pub fn timeline(progress: &Progress) -> Vec<TimelineItem> {
    let mut items = next(progress);
    let open = progress.request.closing().is_none();
    for (place, happening) in progress.happenings.iter().enumerate() {
        let mut item = told(happening, progress);
        if place == 0 && open {
            item.state = TimelineState::Current;
        }
        if let Some(paper) = happening.paper.and_then(|id| progress.papers.iter().find(|paper| paper.id == id)) {
            item.links.push(Link::new(paper_words(paper), format!("/track/case/papers/{}", paper.id)));
        }
        items.push(item);
    }
    items
}

fn line(date: String, what: &str, text: impl Into<String>, law: &str) -> TimelineItem {
    TimelineItem { date, what: what.into(), text: text.into(), law: law.into(), ..TimelineItem::default() }
}

fn next(progress: &Progress) -> Vec<TimelineItem> {
    let future = |date: String, what: &str, text: &str, law: &str| TimelineItem {
        state: TimelineState::Future,
        ..line(date, what, text, law)
    };
    let reply = |progress: &Progress| {
        let date = progress.clock.reply_due.map(|due| format!("{}前", plain(due, progress))).unwrap_or_default();
        future(date, "答复您", "书面答复，写明公开什么、不公开什么和理由。", "依据条例第三十三条、第三十六条")
    };
    match &progress.request.state {
        State::Received => vec![
            TimelineItem { date: "核对后".into(), ..reply(progress) },
            future(
                "接下来".into(),
                "与您核对",
                "核对的那天，是收到申请的日子，从下一个工作日数起。",
                "依据条例第三十一条第三项",
            ),
        ],
        State::AwaitingClarification => vec![
            TimelineItem { date: "补充后".into(), ..reply(progress) },
            future(
                match progress.clock.clarification_due {
                    Some(last) => format!("{}前", plain(last, progress)),
                    None => "看过通知后".into(),
                },
                "您补充材料",
                "",
                "依据条例第三十条",
            ),
        ],
        State::AwaitingPayment => vec![
            TimelineItem { date: "缴费后".into(), ..reply(progress) },
            future(
                progress.clock.pay_due.map(|last| format!("{}前", plain(last, progress))).unwrap_or_default(),
                "您缴费",
                "",
                "依据条例第四十二条",
            ),
        ],
        State::Handling | State::Deciding { .. } => vec![reply(progress)],
        State::Decided { at_disposal_since: None, .. } => vec![future("接下来".into(), "答复送到您手里", "", "")],
        State::Decided { .. } => vec![future("接下来".into(), "您打开答复", "", "")],
        State::Closed(_) | State::Archived(_) => Vec::new(),
    }
}

fn told(happening: &Happening, progress: &Progress) -> TimelineItem {
    let date = plain(happening.on, progress);
    let (what, text, law): (&str, String, &str) = match &happening.what {
        What::Submitted(channel) => ("您提交了申请", submitted(*channel).into(), "依据条例第二十九条"),
        What::Registered(channel) => registered(*channel),
        What::ContactTried => {
            ("与您联系，没有联系上", "联系上并核对的那天，才开始计算期限。".into(), "依据条例第三十一条")
        }
        What::ClarificationAsked => {
            ("请您补充材料", "申请里有写得不清楚的地方，一次告诉您要补充什么。".into(), "依据条例第三十条")
        }
        What::Clarified => (
            "收到您的补充",
            if progress.clock.refused.is_empty() {
                "20 个工作日从下一个工作日起重新计算。".into()
            } else {
                String::new()
            },
            "依据条例第三十条",
        ),
        What::Consulted(kind) => consulted(*kind),
        What::Answered(kind, opinion) => answered(*kind, *opinion),
        What::Silent(kind) => silent(*kind),
        What::Extended(days) => (
            "延长答复时间",
            format!("答复时间延长 {days} 个工作日，最多延长 20 个工作日。原因见告知书。"),
            "依据条例第三十三条第二款",
        ),
        What::ReasonsAsked => {
            ("请您说明理由", "申请的数量、次数较多，请说明理由。期限照常计算。".into(), "依据条例第三十五条")
        }
        What::ReasonsGiven => ("收到您说明的理由", String::new(), "依据条例第三十五条"),
        What::Delayed(until) => (
            "推迟答复时间",
            format!("理由合理，但不能在期限内答复，推迟到{}。", words::plain_day(*until)),
            "依据条例第三十五条",
        ),
        What::FeeAsked(yuan) => {
            ("请您缴费", format!("信息处理费 {yuan} 元。等候缴费期间，期限不计算。"), "依据条例第四十二条")
        }
        What::FeePaid => ("收到缴费", "20 个工作日从下一个工作日起重新计算。".into(), "依据条例第四十二条"),
        What::FeeRevoked => ("撤销收费通知", "当作没有发过，原来的期限继续计算。".into(), ""),
        What::Decided => ("作出答复", "答复已经签发，正在送给您。".into(), "依据条例第三十六条"),
        What::AtDisposal => ("答复放在这一页", "您打开的那天，就是收到答复的日子。".into(), ""),
        What::Replied(way) => ("已经答复您", replied(*way).into(), "依据条例第三十六条"),
        What::CameBack => ("信件被退回", "我们会另想办法送给您。答复在这一页也能看。".into(), ""),
        What::Abandoned(Outcome::FeeNotPaid) => ("不再处理", "没有按通知缴费。".into(), "依据条例第四十二条"),
        What::Abandoned(_) => {
            ("不再处理", "没有按期补充材料，也没有说明理由，视为放弃申请。".into(), "依据条例第三十条")
        }
        What::ConsultationTold => {
            ("告知您正在征求意见", "等候意见的日子不算在办理时间里，见告知书。".into(), "依据条例第三十三条第三款")
        }
        What::Reminded => ("提醒您补充材料", "补充的期限没有改变。".into(), "依据条例第三十条"),
        What::WithdrawalConfirmed => ("确认您已撤回", "撤回不是您本意的，请按确认书上的电话联系我们。".into(), ""),
        What::Withdrawn => ("您撤回了申请", "这件申请不再办理，需要时可以重新申请。".into(), ""),
        What::Amended(amendment) => ("更正登记", amended(amendment), ""),
        What::Reopened => (
            "重新办理",
            "复议决定或者判决要求重新答复，期限重新计算。".into(),
            "依据行政复议法第六十四条、行政诉讼法第七十条",
        ),
        What::CalendarMoved(due) => (
            "放假安排公布，日期重算",
            due.map(|due| format!("最晚答复的日子改为{}。", words::plain_day(due))).unwrap_or_default(),
            "",
        ),
    };
    line(date, what, text, law)
}

fn submitted(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "当面提交。",
        Channel::PostSigned | Channel::OrdinaryLetter => "寄信提交。",
        Channel::Web => "在网站上提交。",
        Channel::Email => "用电子邮件提交。",
        Channel::Fax => "用传真提交。",
    }
}

fn registered(channel: Channel) -> (&'static str, String, &'static str) {
    match channel {
        Channel::Counter => {
            ("收到您的申请", "当面提交的那天就是收到的日子，从下一个工作日数起。".into(), "依据条例第三十一条第一项")
        }
        Channel::PostSigned => {
            ("收到您的申请", "签收邮件的那天就是收到的日子，从下一个工作日数起。".into(), "依据条例第三十一条第二项")
        }
        Channel::OrdinaryLetter => {
            ("与您核对，收到申请", "核对的这天是收到的日子，从下一个工作日数起。".into(), "依据条例第三十一条第二项")
        }
        Channel::Web | Channel::Email | Channel::Fax => {
            ("与您核对，收到申请", "核对的这天是收到的日子，从下一个工作日数起。".into(), "依据条例第三十一条第三项")
        }
    }
}

fn consulted(kind: ConsultationKind) -> (&'static str, String, &'static str) {
    let text = "等候的日子不算在我们的办理时间里。";
    match kind {
        ConsultationKind::ThirdParty => (
            "征求第三方意见",
            format!("您要的信息可能影响别人的权益，依法先问对方意见。{text}"),
            "依据条例第三十二条、第三十三条第三款",
        ),
        ConsultationKind::JointOrgan => (
            "征求共同制作机关意见",
            format!("您要的信息是几个机关一起制作的，依法先问他们。{text}"),
            "依据条例第三十四条、第三十三条第三款",
        ),
        ConsultationKind::OtherOrgan => {
            ("征求其他机关意见", format!("您要的信息涉及别的机关，先问他们。{text}"), "依据条例第三十三条第三款")
        }
    }
}

fn answered(kind: ConsultationKind, opinion: Option<Opinion>) -> (&'static str, String, &'static str) {
    let said = match opinion {
        Some(Opinion::Consents) => "对方同意公开。",
        Some(Opinion::ConsentsInPart) => "对方同意公开一部分。",
        Some(Opinion::Objects) => "对方不同意公开，我们依法审查后决定。",
        None => "",
    };
    let what = if kind == ConsultationKind::ThirdParty { "收到第三方意见" } else { "收到其他机关意见" };
    (what, format!("{said}办理时间从下一个工作日起继续计算。"), "依据条例第三十三条第三款")
}

fn silent(kind: ConsultationKind) -> (&'static str, String, &'static str) {
    match kind {
        ConsultationKind::ThirdParty => {
            ("第三方没有答复", "15 个工作日内没有提出意见，由我们依照条例决定是否公开。".into(), "依据条例第三十二条")
        }
        ConsultationKind::JointOrgan => {
            ("共同制作机关没有答复", "15 个工作日内没有提出意见，视为同意公开。".into(), "依据条例第三十四条")
        }
        ConsultationKind::OtherOrgan => ("其他机关没有答复", "由我们依照条例决定。".into(), "依据条例第三十三条第三款"),
    }
}

fn replied(way: Option<DeliveryWay>) -> &'static str {
    match way {
        Some(DeliveryWay::InPerson | DeliveryWay::ThroughOrgan) => "您签收了答复。",
        Some(DeliveryWay::Post) => "答复已经寄出，寄出的那天生效。",
        Some(DeliveryWay::Email) => "答复已经发到您的电子邮箱。",
        Some(DeliveryWay::Site) => "答复放在这一页，可以查看下载。",
        None => "",
    }
}

fn amended(amendment: &Amendment) -> String {
    match amendment {
        Amendment::ReceivedOn(day) => {
            format!("收到申请的日子登记错了，更正为{}，期限重新计算。", words::plain_day(*day))
        }
        Amendment::ClosedOn(day) => format!("办结的日子登记错了，更正为{}。", words::plain_day(*day)),
        Amendment::DeliveryWay(_) => "送达的方式登记错了，已经更正。".into(),
        Amendment::Channel(_) => "申请来的方式登记错了，已经更正。".into(),
        Amendment::ApplicantKind(_) => "申请人的类别登记错了，已经更正。".into(),
        Amendment::Outcome(_) => "办理结果的类别登记错了，已经更正。".into(),
        Amendment::DuplicateOf(_) => "这件与您的另一件申请登记重复，只办理那一件。".into(),
    }
}
