//! What the progress page says, in residents' words: the answer first. No name of staff, no name
//! of a consulted party, no promise of a message that is not sent.

use crate::parts::{Link, StateTag, TagKind, words};
use gongkai_office::intake::reply_way_label;
use gongkai_office::reading::progress::{Progress, What};
use gongkai_rules::deadlines::{ClockState, Waiting};
use gongkai_rules::events::{OutcomeDetail, ReplyWay};
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::requests::{PaperKind, State};
use jiff::civil::Date;

/// The answer first: where it stands, until when, and whether the applicant has to do something.
pub struct Answer {
    /// State in words.
    pub tag: StateTag,
    /// The one sentence.
    pub main: String,
    /// What to do, or that there is nothing to do.
    pub text: Vec<String>,
    /// What can be done here and now.
    pub act: Option<Link>,
    /// Whether there is a date to explain.
    pub why: bool,
}

const NOTHING_TO_DO: &str = "您现在不用做什么。答复后，请在这一页查看。";

/// The date with its year where that is not the present one.
fn day(date: Date, progress: &Progress) -> String {
    if date.year() == progress.clock.as_of.year() { words::short_day(date) } else { words::long_day(date) }
}

/// The answer for a case.
pub fn answer(progress: &Progress) -> Answer {
    match &progress.request.state {
        State::Received => unconfirmed(progress),
        State::AwaitingClarification => clarification(progress),
        State::AwaitingPayment => payment(progress),
        State::Handling | State::Deciding { .. } => handling(progress),
        State::Decided { at_disposal_since: Some(_), .. } => Answer {
            tag: StateTag::new(TagKind::Mine, "等您查看"),
            main: "答复已经放在这一页，请打开查看".into(),
            text: vec!["打开的那天，就是您收到答复的日子。对答复不服的，期限从第二天起算。".into()],
            act: Some(Link::new("看答复", "#papers")),
            why: true,
        },
        State::Decided { .. } => Answer {
            tag: StateTag::new(TagKind::Ok, "已作出答复"),
            main: format!("答复已经作出，正在{}", delivering(progress.request.reply_way)),
            text: vec!["您现在不用做什么。送到以后，这一页也能看。".into()],
            act: None,
            why: true,
        },
        State::Closed(closing) | State::Archived(closing) => closed(progress, closing),
    }
}

fn delivering(way: ReplyWay) -> &'static str {
    match way {
        ReplyWay::Site => "放到这一页",
        ReplyWay::Email => "用电子邮件发给您",
        ReplyWay::Post => "寄给您",
        ReplyWay::PickUp => "等您来领取",
    }
}

/// 第三十一条第三项: the limit runs from the day both sides confirm, and from no day before.
fn unconfirmed(progress: &Progress) -> Answer {
    let tried = progress.happenings.iter().any(|happening| happening.what == What::ContactTried);
    let phone = progress.settings.letters.phone.as_deref().unwrap_or_default();
    let mut text = vec!["已经收到您的申请，还没有与您核对，期限还没有开始计算。".to_owned()];
    if tried {
        let call = if phone.is_empty() { "请与我们联系".to_owned() } else { format!("请打 {phone}") };
        text.push(format!("我们联系过您，没有联系上。{call}，核对一下申请。"));
    } else {
        text.push("您现在不用做什么，请留意电话。".to_owned());
    }
    Answer {
        tag: StateTag::new(TagKind::Paused, "等候核对"),
        main: "我们会打电话与您核对；核对的那天起算 20 个工作日".into(),
        text,
        act: None,
        why: false,
    }
}

fn handling(progress: &Progress) -> Answer {
    let clock = &progress.clock;
    let asked = progress.request.reasons.as_ref().is_some_and(|reasons| reasons.received.is_none());
    let Some(due) = clock.reply_due else {
        let text = vec![NOTHING_TO_DO.to_owned()];
        let tag = StateTag::new(TagKind::Ok, "正在办理");
        return Answer { tag, main: "正在办理您的申请".into(), text, act: None, why: false };
    };
    let mut text = Vec::new();
    let (tag, main) = match clock.state {
        Some(ClockState::Overdue) => {
            text.push("请打电话催办。您也可以申请行政复议，或者直接提起行政诉讼，见下面“对办理不满意”。".to_owned());
            (StateTag::new(TagKind::Late, "已过期限"), format!("应当在{}前答复您，现在已经过了", day(due, progress)))
        }
        Some(ClockState::Paused) => (StateTag::paused(), format!("最晚 {}答复您", day(due, progress))),
        _ => (StateTag::new(TagKind::Ok, "正在办理"), format!("最晚 {}答复您", day(due, progress))),
    };
    if clock.state == Some(ClockState::Paused) {
        text.push("正在征求别人的意见，等候的日子不算在我们的办理时间里。".to_owned());
    }
    if clock.provisional {
        text.push(format!("{}年放假安排还没有公布，这个日期是暂算的，公布后自动重算。", due.year()));
    }
    let act = asked.then(|| Link::new("说明理由", "/track/case/reasons"));
    if asked {
        text.push("请说明申请这些信息的理由，见“请您说明理由”的通知。".to_owned());
    } else if clock.state != Some(ClockState::Overdue) {
        text.push(NOTHING_TO_DO.to_owned());
    }
    Answer { tag, main, text, act, why: true }
}

/// Whether the applicant's period has run out. It runs from their receipt of the notice (requests.md E3): until that is
/// known the clock names no last day.
pub fn period_over(progress: &Progress) -> bool {
    progress.clock.clarification_due.is_some_and(|last| progress.clock.as_of > last)
}

/// 第三十条.
fn clarification(progress: &Progress) -> Answer {
    let clock = &progress.clock;
    let last = clock.clarification_due;
    let over = period_over(progress);
    let asked = progress.request.clarification.as_ref();
    let unread = asked.is_some_and(|asked| asked.delivered_on.is_none());
    let main = match last {
        Some(last) if over => format!("补充的期限{}已经过了", day(last, progress)),
        Some(last) => format!("请在 {}前补充材料", day(last, progress)),
        None => "请补充材料".to_owned(),
    };
    let mut text = Vec::new();
    if unread {
        let period = asked.map(|asked| asked.period).unwrap_or_default();
        text.push(format!("补正通知您还没有打开。打开的那天起，{period} 个工作日内补充。"));
    }
    if over {
        let phone = progress.settings.letters.phone.as_deref().unwrap_or_default();
        let call = if phone.is_empty() { "请与我们联系".to_owned() } else { format!("请打 {phone}") };
        text.push(format!("有正当理由没有按期补充的，{call}说明；没有说明理由的，视为放弃申请（条例第三十条）。"));
    } else if clock.waiting == Some(Waiting::Clarification) {
        text.push(
            "补充后，20 个工作日重新计算；到期没有补充又没有说明理由的，视为放弃申请（条例第三十条）。".to_owned(),
        );
    } else {
        text.push("请您补充时已经超过 7 个工作日，原来的答复期限继续计算（条例第三十条）。".to_owned());
    }
    Answer {
        tag: StateTag::mine("等您补充"),
        main,
        text,
        act: (!over).then(|| Link::new("补充材料", "/track/case/clarify")),
        why: true,
    }
}

fn payment(progress: &Progress) -> Answer {
    let yuan = progress.request.fee.as_ref().map(|fee| fee.yuan).unwrap_or_default();
    let main = match progress.clock.pay_due {
        Some(last) => format!("请在 {}前缴纳信息处理费 {yuan} 元", day(last, progress)),
        None => format!("请按通知缴纳信息处理费 {yuan} 元"),
    };
    Answer {
        tag: StateTag::mine("等您缴费"),
        main,
        text: vec![
            "怎样缴费，见收费通知。缴费后，20 个工作日重新计算；到期没有缴费的，不再处理（条例第四十二条）。".into(),
        ],
        act: Some(Link::new("看收费通知", "#papers")),
        why: true,
    }
}

fn closed(progress: &Progress, closing: &gongkai_rules::requests::Closing) -> Answer {
    let on = day(closing.on, progress);
    if closing.detail == Some(OutcomeDetail::Withdrawn) {
        let text = vec!["这件申请不再办理。需要时可以重新申请。".to_owned()];
        return Answer {
            tag: StateTag::done("已撤回"),
            main: format!("您在 {on}撤回了申请"),
            text,
            act: None,
            why: false,
        };
    }
    if matches!(closing.outcome, Outcome::NotClarifiedInTime | Outcome::FeeNotPaid) {
        let why =
            if closing.outcome == Outcome::FeeNotPaid { "没有按通知缴费" } else { "没有按期补充材料" };
        let text = vec![format!("因为{why}，这件申请不再处理。需要时可以重新申请。")];
        return Answer {
            tag: StateTag::done("已办结"), main: format!("{on}不再处理"), text, act: None, why: true
        };
    }
    if progress.request.duplicate_of.is_some() {
        let text = vec!["这件与您的另一件申请是同一件，只办理那一件。".to_owned()];
        return Answer {
            tag: StateTag::done("已并入"), main: "这件申请登记重复".into(), text, act: None, why: false
        };
    }
    let mut text = vec![format!(
        "办理结果：{}。",
        closing.outcome.label().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
    )];
    if progress.clock.in_time == Some(false) {
        text.push("答复晚于法定期限。".to_owned());
    }
    let act = (!progress.papers.is_empty()).then(|| Link::new("看答复", "#papers"));
    Answer { tag: StateTag::done("已答复"), main: format!("{on}已经答复您"), text, act, why: true }
}

/// 补正告知书（PDF，84 KB）.
pub fn paper_words(paper: &gongkai_office::reading::progress::ReadablePaper) -> String {
    format!("{}（PDF，{}）", paper_title(paper.kind), crate::parts::Attachment::size_in_words(paper.size))
}

/// What a letter is called.
pub fn paper_title(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::ClarificationNotice => "补正告知书",
        PaperKind::Consultation => "征求意见书",
        PaperKind::ReasonRequest => "说明理由通知书",
        PaperKind::ExtensionNotice => "延期答复告知书",
        PaperKind::DelayNotice => "延迟答复告知书",
        PaperKind::FeeNotice => "信息处理费收费通知书",
        PaperKind::Reply => "答复",
        PaperKind::Abandonment => "不再处理告知书",
        PaperKind::Receipt => "登记回执",
        PaperKind::ConsultationNote => "征求意见告知书",
        PaperKind::ClarificationReminder => "补正提醒",
        PaperKind::WithdrawalConfirmation => "撤回申请确认书",
        PaperKind::ThirdPartyNotice => "第三方意见处理结果告知书",
        PaperKind::Referral => "报请确定函",
        PaperKind::Record => "记录",
    }
}

/// 11月9日, with its year where that is not the present one.
pub fn plain(date: Date, progress: &Progress) -> String {
    if date.year() == progress.clock.as_of.year() {
        format!("{}月{}日", date.month(), date.day())
    } else {
        words::plain_day(date)
    }
}

/// What the applicant can do who is not content, before the reply's own paragraph on remedies.
pub fn remedies(progress: &Progress) -> Vec<String> {
    let letters = &progress.settings.letters;
    let mut told = Vec::new();
    let overdue = progress.clock.state == Some(ClockState::Overdue) && progress.request.closing().is_none();
    if overdue {
        let body = letters.reconsideration_body.as_deref().map(|body| format!("向{body}")).unwrap_or_default();
        let court = letters.court.as_deref().map(|court| format!("向{court}")).unwrap_or_default();
        told.push(format!(
            "超过期限没有答复的，可以{body}申请行政复议，也可以在期限届满之日起 6 个月内{court}提起行政诉讼。"
        ));
    }
    let clock = &progress.clock;
    if let (Some(until), Some(sue)) = (clock.reconsideration_until, clock.suit_until)
        && progress.remedies.is_some()
    {
        told.push(format!(
            "申请行政复议，最晚{}。可以直接起诉的，最晚{}；要先申请复议的，看下面一段。",
            words::long_day(until),
            words::long_day(sue)
        ));
    }
    if let Some(paragraph) = &progress.remedies {
        told.push(paragraph.clone());
    }
    let mut contact = Vec::new();
    if let Some(phone) = letters.phone.as_deref().filter(|phone| !phone.is_empty()) {
        contact.push(format!("对办理有意见，请打 {phone}。"));
    }
    if let Some(organ) = letters.supervising_organ.as_deref().filter(|organ| !organ.is_empty()) {
        let phone = letters.supervising_phone.as_deref().map(|phone| format!("，电话 {phone}")).unwrap_or_default();
        contact.push(format!("认为我们没有依法办理的，可以向{organ}反映{phone}（条例第四十七条、第五十一条）。"));
    } else {
        contact.push(
            "认为我们没有依法办理的，可以向上一级机关或者政府信息公开工作主管部门投诉、举报（条例第五十一条）。".into(),
        );
    }
    told.push(contact.concat());
    told
}

/// The way of the reply in words.
pub fn way(progress: &Progress) -> String {
    let way = reply_way_label(progress.request.reply_way);
    if progress.form_wanted.is_empty() { way.to_owned() } else { format!("{}，{way}", progress.form_wanted) }
}
