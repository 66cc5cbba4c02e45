//! Requests: how they came, where they stand, what comes next, what they ended with.

use super::days::short_list_day;
use gongkai_rules::events::{Event, ImportedStep, Step};
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::requests::{NextAct, Request, State, StateName};
use jiff::civil::Date;

/// A row of section three in running text: 部分公开, 保护第三方合法权益; without the number and the remark of the printed form.
pub fn outcome(outcome: Outcome) -> &'static str {
    let label = outcome.label();
    let name = match label.split_once('）') {
        Some((number, name)) if number.starts_with('（') => name,
        _ => label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'),
    };
    name.split_once('（').map_or(name, |(name, _)| name)
}

/// How a request came, as the kind of a line.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "当面申请",
        Channel::PostSigned => "邮寄申请",
        Channel::OrdinaryLetter => "平信申请",
        Channel::Web => "网上申请",
        Channel::Email => "邮件申请",
        Channel::Fax => "传真申请",
    }
}

/// Where a request stands, in a few words of a list.
pub fn state(request: &Request) -> &'static str {
    match (&request.state, request.open_consultation()) {
        (_, _) if !request.pending.is_empty() => "待负责人决定",
        (State::Handling, Some(_)) => "征求意见",
        (State::Decided { at_disposal_since: Some(_), .. }, _) => "待查收",
        (state, _) => state.name().label(),
    }
}

/// What comes next, in verbs.
pub fn next_act(request: &Request, next: NextAct, today: Date) -> String {
    let until = |last: Date| format!("{} 截止", short_list_day(last, today));
    match next {
        NextAct::Confirm => "与申请人核对，确认收到".into(),
        NextAct::Assign => "分办".into(),
        NextAct::DraftReply => "拟定答复".into(),
        NextAct::AwaitOpinion(last) => format!("等对方回复，{}", until(last)),
        NextAct::RecordLapse => "登记对方逾期未答复".into(),
        NextAct::AwaitClarification(Some(last)) => format!("等申请人补正，{}", until(last)),
        NextAct::AwaitClarification(None) => "等申请人收到补正告知".into(),
        NextAct::CloseUnclarified => "补正期限已过，提出办结".into(),
        NextAct::AwaitPayment(Some(last)) => format!("等申请人缴费，{}", until(last)),
        NextAct::AwaitPayment(None) => "等申请人收到缴费通知".into(),
        NextAct::CloseUnpaid => "缴费期限已过，提出办结".into(),
        NextAct::Consent => request.pending.first().map_or("决定是否同意", |pending| step(&pending.step)).into(),
        NextAct::Review => "审核答复".into(),
        NextAct::Sign => "签发答复".into(),
        NextAct::TellThirdParty => "告知第三方".into(),
        NextAct::Deliver => "送达答复".into(),
        NextAct::AwaitOpening => "等申请人查收".into(),
        NextAct::Archive => "归档".into(),
        NextAct::Nothing => "无".into(),
    }
}

/// What the head decides on.
fn step(step: &Step) -> &'static str {
    match step {
        Step::Extend { .. } => "决定是否延期",
        Step::Consult { .. } => "决定是否征求意见",
        Step::AskReasons { .. } => "决定是否要求说明理由",
        Step::ChargeFee { .. } => "决定是否收费",
        Step::Abandon { .. } => "决定是否按放弃办结",
        Step::TellThirdParty { .. } => "决定是否告知第三方",
        Step::Amend { .. } => "决定是否更正登记",
    }
}

/// A state as a tab or a choice.
pub fn state_name(state: StateName) -> &'static str {
    state.label()
}

/// What was recorded after a report was published, in a few words.
pub fn late_event(event: &Event) -> &'static str {
    match event {
        Event::Submitted { .. } => "提交申请",
        Event::Registered { .. } => "确认收到",
        Event::ClarificationAsked { .. } | Event::ClarificationDelivered {} => "告知补正",
        Event::ClarificationReceived { .. } => "收到补正",
        Event::ConsultationSent { .. } | Event::ConsultationDelivered { .. } => "征求意见",
        Event::OpinionReceived { .. } | Event::ConsultationLapsed { .. } => "征求意见结束",
        Event::ThirdPartyTold { .. } => "告知第三方",
        Event::ReasonsAsked { .. } | Event::ReasonsReceived { .. } => "说明理由",
        Event::Delayed { .. } | Event::Extended { .. } => "延期",
        Event::FeeNoticeSent { .. } | Event::FeeNoticeDelivered {} | Event::FeePaid {} | Event::FeeRevoked { .. } => {
            "收费"
        }
        Event::Abandoned { .. } => "不再处理",
        Event::DecisionSigned { .. } => "签发答复",
        Event::Delivered { .. } | Event::PutAtDisposal {} => "送达答复",
        Event::DeliveryFailed { .. } => "送达退回",
        Event::Withdrawn { .. } => "撤回申请",
        Event::RecordAmended { .. } => "更正登记",
        Event::RemedyOpened { .. } => "收到复议或者诉讼",
        Event::RemedyStep { .. } => "复议诉讼进展",
        Event::RemedyEnded { .. } => "复议或者诉讼结案",
        Event::ReopenedByRemedy { .. } => "重新办理",
        Event::Imported { what } => match what {
            ImportedStep::ClarificationAsked {} => "告知补正（台账导入）",
            ImportedStep::ClarificationReceived {} => "收到补正（台账导入）",
            ImportedStep::ConsultationSent { .. } => "征求意见（台账导入）",
            ImportedStep::OpinionReceived { .. } => "征求意见结束（台账导入）",
            ImportedStep::Extended { .. } => "延期（台账导入）",
            ImportedStep::Replied { .. } => "答复（台账导入）",
        },
        _ => "办理情况",
    }
}
