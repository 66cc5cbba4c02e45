//! Which acts there are: address, action, words; and which make sense in the state a case is in.

use super::presets::tellable;
use crate::parts::Notice;
use gongkai_office::reading::case::CaseView;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::StateName;

macro_rules! acts {
    ($($name:ident $path:literal $action:ident $button:literal $done:literal,)*) => {
        /// An act that has a page of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act {$($name,)*}

        impl Act {
            const ALL: &'static [Act] = &[$(Act::$name,)*];

            /// Last part of its address.
            pub(super) fn path(self) -> &'static str {
                match self {$(Act::$name => $path,)*}
            }

            /// Its action, for permission.
            pub(super) fn action(self) -> Action {
                match self {$(Act::$name => Action::$action,)*}
            }

            /// The words on its button, which are also its title.
            pub(super) fn button(self) -> &'static str {
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
    pub(super) fn about(self) -> &'static str {
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
            Act::Consent => "同意后当天生效；要告知申请人或者对方的，文书随即编号、发出。",
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

    /// Whether few cases ever need it: then it does not stand among the buttons.
    fn is_rare(self) -> bool {
        matches!(
            self,
            Act::AskReasons | Act::ChargeFee | Act::Assign | Act::Withdraw | Act::Amend | Act::Returned | Act::Reopen
        )
    }

    /// Whether it cannot be taken back: its button says so by colour.
    pub(super) fn is_dangerous(self) -> bool {
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

/// Acts as links: the words of each and the last part of its address.
pub type ActLinks = Vec<(&'static str, &'static str)>;

/// The acts that make sense in the state the case is in, beside the next one: the usual ones, and those rarely needed.
pub fn possible(view: &CaseView) -> (ActLinks, ActLinks) {
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
    if !request.papers.iter().any(|issued| issued.waits_for_opening(request.reply_way)) {
        acts.retain(|act| *act != Act::Phoned);
    }
    let decided = matches!(request.state.name(), StateName::Decided | StateName::Closed | StateName::Archived);
    if decided && !tellable(view).is_empty() {
        acts.push(Act::TellThirdParty);
    }
    if request.title.is_none() {
        acts.insert(0, Act::Title);
    }
    acts.push(Act::Amend);
    let (rare, usual): (Vec<Act>, Vec<Act>) = acts.into_iter().partition(|act| act.is_rare());
    let named = |acts: Vec<Act>| acts.into_iter().map(|act| (act.button(), act.path())).collect();
    (named(usual), named(rare))
}
