//! Words: every message of a rule, once, so that a person who does not program can review them (quality.md §5).
//! Rules and office give codes and values; this file turns them into Chinese.

use super::Notice;
use gongkai_office::Problem;
use gongkai_office::refusals::PasswordProblem;
use gongkai_rules::events::{Event, ImportedStep, Step};
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::people::Role;
use gongkai_rules::permissions::{Action, Denied};
use gongkai_rules::requests::{NextAct, Refused, Request, State, StateName};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

/// A row of section three in running text: 部分公开, 保护第三方合法权益; without the number and the remark of the printed form.
pub fn outcome(outcome: Outcome) -> &'static str {
    let label = outcome.label();
    let name = match label.split_once('）') {
        Some((number, name)) if number.starts_with('（') => name,
        _ => label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'),
    };
    name.split_once('（').map_or(name, |(name, _)| name)
}

/// 2026年12月3日（星期四）.
pub fn long_day(day: Date) -> String {
    format!("{}年{}月{}日（星期{}）", day.year(), day.month(), day.day(), weekday(day))
}

/// 12月3日（星期四）: where the year is clear.
pub fn short_day(day: Date) -> String {
    format!("{}月{}日（星期{}）", day.month(), day.day(), weekday(day))
}

/// 2026年12月3日: in running text.
pub fn plain_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 12-03 周四: in lists.
pub fn list_day(day: Date) -> String {
    format!("{:02}-{:02} 周{}", day.month(), day.day(), weekday(day))
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    }
}

/// 2026年11月24日 10:30, in China.
pub fn instant(at: Timestamp) -> String {
    let local = jiff::tz::offset(8).to_datetime(at);
    format!("{} {:02}:{:02}", plain_day(local.date()), local.hour(), local.minute())
}

/// 11-24 10:30, in China: in records.
pub fn list_instant(at: Timestamp) -> String {
    let local = jiff::tz::offset(8).to_datetime(at);
    format!("{:02}-{:02} {:02}:{:02}", local.month(), local.day(), local.hour(), local.minute())
}

/// A day as people write it: 2026-11-24, 2026/11/24, 2026年11月24日, 20261124.
pub fn parse_day(text: &str) -> Option<Date> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match digits.as_slice() {
        [year, month, day] => Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        [all] if all.len() == 8 => {
            Date::new(all.get(..4)?.parse().ok()?, all.get(4..6)?.parse().ok()?, all.get(6..)?.parse().ok()?).ok()
        }
        _ => None,
    }
}

/// 12-03 周四 in lists; with the year where it is not this one.
pub fn list_day_of(day: Date, today: Date) -> String {
    if day.year() == today.year() { list_day(day) } else { format!("{}-{}", day.year(), list_day(day)) }
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

/// 12-03; with the year where it is not this one.
fn short_list_day(day: Date, today: Date) -> String {
    let short = format!("{:02}-{:02}", day.month(), day.day());
    if day.year() == today.year() { short } else { format!("{}-{short}", day.year()) }
}

/// A state as a tab or a choice.
pub fn state_name(state: StateName) -> &'static str {
    state.label()
}

/// Wrong name or password, waiting or closed: the same words for all, so that nobody learns which names exist.
pub const SIGN_IN_FAILED: &str = "用户名或密码不对";
/// The session is over.
pub const SESSION_ENDED: &str = "已自动退出";
/// What comes next.
pub const SESSION_ENDED_NEXT: &str = "较长时间没有操作，或者登录时间到了。重新登录后回到刚才的页面。";
/// What comes next where a form was sent after that.
pub const SESSION_ENDED_KEPT: &str = "较长时间没有操作，或者登录时间到了。重新登录后回到刚才的页面，填写的内容还在。";

/// Above a form into which everything typed was put back.
pub const KEPT_FILLED: &str = "下面是您自动退出前填写的内容，还没有提交。请核对后再提交。";
/// Before words that have no field on the page any more.
pub const KEPT_LEFT: &str = "下面的文字在这一页没有对应的栏目，请自己补到合适的地方：";
/// Heading where the page of a kept form is gone.
pub const KEPT: &str = "填写的内容还在";
/// What can be done then.
pub const KEPT_ELSEWHERE: &str =
    "您自动退出前填写的内容还没有提交，原来的页面已经变了。可以再次提交；带附件的，请回到原来的栏目重新填写。";

/// Files cannot be put back into a form.
pub fn choose_files_again(names: &[String]) -> String {
    format!("附件请重新选择：{}", names.join("、"))
}

/// Heading where nothing can be done now.
pub const PAUSED: &str = "暂时不能办理";
/// A page that could not be shown.
pub const PAUSED_PAGE: &str = "系统正在维护，请过一会儿再打开这一页。";
/// A form that could not be taken in, with a button that sends it again.
pub const PAUSED_SEND_AGAIN: &str =
    "系统正在维护。您刚才填写的内容还没有提交，请先不要关闭本页，过一会儿点“再次提交”；重复点也只会收到一份。";
/// A form that could not be taken in and cannot be sent from here.
pub const PAUSED_GO_BACK: &str =
    "系统正在维护。您刚才填写的内容还没有提交，请先不要关闭，过一会儿返回上一页再次提交；重复点也只会收到一份。";

/// The same form was saved before with other words.
pub const ALREADY_SAVED: &str = "这一页已经保存过。要再改的，核对下面的内容后再保存一次";
/// Somebody saved the same thing since the page was opened.
pub const CHANGED_MEANWHILE: &str = "没有保存：打开这一页以后有人改过。请重新打开看过再改";

/// What was just done, for the page after it; the key comes in the address.
pub fn done(key: &str) -> Option<Notice> {
    let (what, next) = match key {
        "ended" => ("已退出", "那台设备要重新登录才能再用。"),
        "password" => ("密码已修改", "其他设备上的登录都已退出。"),
        "added" => ("已添加", "本人第一次登录时要换成自己的密码。还有人要加的，接着添加。"),
        "changed" => ("已保存", "本人打开下一页时生效。"),
        "reset" => ("密码已重设", "请告诉本人初始密码；第一次登录时要换掉。"),
        "closed" => ("账号已停用", "本人已经退出。"),
        "organ-added" => ("机关已添加", "接着由安全管理员为它添加人员。"),
        "abolished" => ("机关已撤销", "不能再向它提出申请。"),
        "settings" => ("设置已保存", "网页和以后的文书马上用新的内容。"),
        _ => return None,
    };
    Some(Notice::done(what, next))
}

/// 经办人、审核人.
pub fn roles(roles: &[Role]) -> String {
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
}

/// What a role is for, for whoever gives it.
pub fn role_is_for(role: Role) -> &'static str {
    match role {
        Role::Clerk => "登记、办理申请，起草答复",
        Role::Reviewer => "审核别人起草的答复和年度报告",
        Role::Head => "同意延期等步骤，填写机关设置；没有分管领导的，由其签发",
        Role::Leader => "签发答复，发布年度报告",
        Role::Inspector => "看本机关和下级机关的办理情况，看不到申请人",
        Role::SystemAdministrator => "管机关、放假安排和系统状况，看不到申请",
        Role::SecurityAdministrator => "管人员和角色，看不到申请",
        Role::AuditAdministrator => "看审计记录，看不到申请",
    }
}

/// A browser in words, from what it calls itself: Chrome，Windows.
pub fn device(agent: &str) -> String {
    let first =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("MicroMessenger", "微信"),
        ("Edg", "Edge 浏览器"),
        ("Firefox", "火狐浏览器"),
        ("Chrome", "Chrome 类浏览器"),
        ("Safari", "Safari 浏览器"),
    ]);
    let system = first(&[
        ("Android", "安卓手机"),
        ("OpenHarmony", "鸿蒙手机"),
        ("iPhone", "苹果手机"),
        ("iPad", "苹果平板"),
        ("Windows", "Windows 电脑"),
        ("Mac OS", "苹果电脑"),
        ("Linux", "Linux 电脑"),
    ]);
    match (system, browser) {
        (Some(system), Some(browser)) => format!("{system}，{browser}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "不认识的设备".to_owned(),
    }
}

/// What an action is called in the audit trail.
pub fn action(action: Action) -> &'static str {
    match action {
        Action::ViewSite => "看网站",
        Action::Submit => "网上提交申请",
        Action::Track => "申请人查进度、补正、撤回",
        Action::SignIn => "登录",
        Action::UseDesk => "用自己的账号",
        Action::ViewRequests => "看申请",
        Action::Reveal => "看申请人资料",
        Action::EnterRequest => "登记申请",
        Action::Title => "定标题",
        Action::Confirm => "确认收到",
        Action::Assign => "转办",
        Action::AskClarification => "告知补正",
        Action::RecordIncoming => "登记收到的材料",
        Action::ProposeStep => "提交步骤",
        Action::ConsentStep => "同意或者不同意步骤",
        Action::Delay => "确定延迟答复的期限",
        Action::RevokeFee => "撤回收费通知",
        Action::DraftDecision => "起草答复",
        Action::ReviewDecision => "审核答复",
        Action::SignDecision => "签发答复",
        Action::Deliver => "送达",
        Action::Withdraw => "登记撤回",
        Action::IssuePaper => "出具回执、记录",
        Action::ReferDetermination => "报请确定能否公开",
        Action::Archive => "归档",
        Action::RecordRemedy => "登记复议或者诉讼",
        Action::Reopen => "重新办理",
        Action::ImportRegister => "导入导出台账",
        Action::ViewReport => "看年度报告",
        Action::DraftReport => "起草年度报告",
        Action::ReviewReport => "审核年度报告",
        Action::PublishReport => "发布年度报告",
        Action::ViewSettings => "看机关设置",
        Action::EditSettings => "改机关设置",
        Action::Inspect => "督查",
        Action::ManagePeople => "管人员",
        Action::ManageOrgans => "管机关",
        Action::ImportHolidays => "导入放假安排",
        Action::Doctor => "看系统状况",
        Action::ReadAudit => "看审计记录",
        Action::MoveClock => "调公务时间",
    }
}

/// The details that acts leave in the audit trail, and what they say. What follows the words is kept: an address, numbers.
const AUDIT_DETAILS: &[(&str, &str)] = &[
    ("signed in from", "登录成功，来自"),
    ("signed out", "退出"),
    ("failed: unknown name from", "登录失败：没有这个用户名，来自"),
    ("failed: account closed from", "登录失败：账号已停用，来自"),
    ("failed: has to wait from", "登录失败：还在等待时间里，来自"),
    ("failed: wrong password from", "登录失败：密码不对，来自"),
    ("denied: not found", "没有找到，或者不是本机关的"),
    ("denied: needs one of", "没有办：不是这个角色的事"),
    ("denied: not in this state", "没有办：现在的状态不能办"),
    ("denied: own draft", "没有办：是自己起草的"),
    ("denied", "没有办"),
    ("ended a session", "退出了一台设备"),
    ("ended all other sessions", "退出了其他设备"),
    ("changed own password", "改了自己的密码"),
    ("password reset", "重设密码"),
    ("handed on, the clerk leaves", "经办人离开，转给他人"),
    ("abolished", "撤销"),
    ("clarification received on the site", "网上收到补正"),
    ("reasons received on the site", "网上收到理由说明"),
    ("withdrawn on the site", "网上撤回"),
    ("opened", "打开"),
    ("clock", "公务时间调到"),
];

/// A detail of the audit trail in words.
pub fn audit_detail(detail: &str) -> String {
    if let Some(roles) = detail.strip_prefix("roles from ") {
        let names =
            |codes: &str| codes.split(' ').filter_map(Role::from_code).map(Role::label).collect::<Vec<_>>().join("、");
        let (before, after) = roles.split_once(" to ").unwrap_or((roles, ""));
        return format!("角色从{}改为{}", names(before), names(after));
    }
    if let Some(count) = detail.strip_prefix("closed, ").and_then(|rest| rest.split(' ').next()) {
        return format!("停用账号，转办 {count} 件");
    }
    if let Some(what) = detail.strip_prefix("added: ") {
        let roles: Option<Vec<Role>> = what.split(' ').map(Role::from_code).collect();
        return roles.map_or_else(|| format!("添加，代码 {what}"), |list| format!("添加，{}", self::roles(&list)));
    }
    for (code, said) in AUDIT_DETAILS {
        if let Some(rest) = detail.strip_prefix(code) {
            // Role names in code say nothing that the words have not said.
            let rest = if rest.contains('[') { "" } else { rest.trim() };
            return if rest.is_empty() { (*said).to_owned() } else { format!("{said} {rest}") };
        }
    }
    detail.to_owned()
}

/// Why somebody may not.
pub fn denied(denied: &Denied) -> String {
    match denied {
        Denied::NotSignedIn => "请先登录。".into(),
        Denied::OtherOrgan => "没有找到。".into(),
        Denied::Role(roles) => {
            let names: Vec<_> = roles.iter().map(|role: &Role| role.label()).collect();
            format!("这一步由{}办理。", names.join("、"))
        }
        Denied::State(state) => format!("现在是“{}”，不能办这一步。", state.label()),
        Denied::OwnDraft => "这是您起草的，不能由您审核或者签发。".into(),
        Denied::NotForDesk => "这一步由申请人凭申请编号和查询码办理。".into(),
    }
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

/// What stands against a command.
pub fn refused(refused: &Refused) -> String {
    match refused {
        Refused::WrongState => "这件申请现在的状态不能办这一步。".into(),
        Refused::InTheFuture => "日期不能晚于今天。".into(),
        Refused::Before(day) => format!("日期不能早于{}。", plain_day(*day)),
        Refused::After(day) => format!("日期不能晚于{}：那一天已经办了以它为前提的事。", plain_day(*day)),
        Refused::SecondClarification => "已经告知过一次补正，不能再次告知（条例第三十条：一次性告知）。".into(),
        Refused::LateClarification(day) => {
            format!("补正期限{}已经过了。申请人有正当理由的，请写明理由再登记（条例第三十条）。", plain_day(*day))
        }
        Refused::Period => "补正期限应为 1 至 60 个工作日。".into(),
        Refused::SecondExtension => "已经延长过一次，不能再延长（条例第三十三条第二款）。".into(),
        Refused::ExtensionDays(days) => {
            format!("延长 {days} 个工作日不行：应为 1 至 20 个工作日（条例第三十三条第二款）。")
        }
        Refused::AlreadyDelayed(day) => {
            format!("已经延迟到{}答复，再延长不起作用（条例第三十五条）。", plain_day(*day))
        }
        Refused::AfterDue(day) => format!("{}已经到期，不能再办这一步。", plain_day(*day)),
        Refused::AlreadyProposed => "同样的一步已经提交，正在等机构负责人决定。".into(),
        Refused::Unknown => "这件申请里没有这一项。".into(),
        Refused::ConsultationEnded => "这次征求意见已经结束。".into(),
        Refused::LimitRunning(day) => format!("对方的答复期限到{}，还没有过（条例第三十二条）。", plain_day(*day)),
        Refused::NotBeforeEndOf(day) => format!("申请人的期限到{}为止，第二天才能办结。", plain_day(*day)),
        Refused::NoticeNotDelivered => "还没有登记申请人收到通知的日期，期限没有起算。".into(),
        Refused::DelayNotLater(day) => format!("延迟的日期应晚于现在的期限{}。", plain_day(*day)),
        Refused::NoReasons => "要先请申请人说明理由并收到说明，才能延迟答复（条例第三十五条）。".into(),
        Refused::NoFee => "没有达到收费标准，不收费（条例第四十二条）。".into(),
        Refused::Determinations => "每一项申请内容都要有一个处理决定。".into(),
        Refused::Row => "整件的办理结果与各项的处理决定对不上。".into(),
        Refused::NothingGiven => "予以公开或者部分公开的，要附上提供的文件。".into(),
        Refused::ConsultationOpen => "征求意见还没有结束，不能作出公开的决定（条例第三十二条）。".into(),
        Refused::NotConsulted => "以第三方合法权益为由不予公开的，要先书面征求第三方意见（条例第三十二条）。".into(),
        Refused::ReasonsNotAsked => "以大量、反复申请为由不予处理的，要先请申请人说明理由（条例第三十五条）。".into(),
        Refused::NotClarified => "没有经过补正，不能以补正后仍不明确为由办结（条例第三十条）。".into(),
        Refused::NoEarlierReply => {
            "没有找到以前对这位申请人的答复，不能按重复申请处理（条例第三十六条第六项）。".into()
        }
        Refused::NotAReply => "这一种结果由“视为放弃”登记产生，不能作为答复拟定。".into(),
        Refused::Changed => "文书或者附件在您打开之后改过，请重新看过再办。".into(),
        Refused::OwnDraft => "这是您起草的，不能由您审核或者签发。".into(),
        Refused::NeedsPerson => "这一步要由工作人员办理。".into(),
        Refused::NeedsLetter => "这一步要有告知申请人的文书。".into(),
        Refused::RemedyOpen => "复议或者诉讼还没有结束，不能归档。".into(),
        Refused::Amendment => "更正的内容与现在登记的相同，或者不适用于这件申请。".into(),
        Refused::NoRemedy => "没有登记过复议决定或者判决，不能重新办理。".into(),
        Refused::ThirdPartyNotTold => {
            "第三方不同意公开，要先把处理结果书面告知第三方，才能送达（条例第三十二条）。".into()
        }
        Refused::AlreadyIssued => "这份文书已经出具过，在办理记录里可以打开。".into(),
        Refused::Title => "标题要写 1 至 100 个字。".into(),
    }
}

/// What is wrong with a field. `field` is its name, for the few that need their own words.
pub fn problem(field: &str, problem: &Problem) -> String {
    match problem {
        Problem::Missing => missing(field).into(),
        Problem::TooLong(limit) => format!("最多 {limit} 字，请写短一些"),
        Problem::TooShort(_) if field.starts_with("matter") => {
            "请写清楚要哪方面的信息，例如文件名称、文号、年份或地点".into()
        }
        Problem::TooShort(least) => format!("至少写 {least} 个字"),
        Problem::NotAChoice => "请选择一项".into(),
        Problem::NotADate => "没有这一天，请写成 2026-11-24 的样子".into(),
        Problem::InTheFuture => "日期不能晚于今天".into(),
        Problem::Before(day) => format!("日期不能早于{}", plain_day(*day)),
        Problem::NotANumber(least, most) => format!("请填写 {least} 至 {most} 之间的数字"),
        Problem::NotAPhone => "电话号码少了几位或者多了几位，请再看一遍；座机请带区号".into(),
        Problem::NotAnEmail => "电子邮箱写得不完整，应像 name@example.com".into(),
        Problem::IdentityLength(length) if *length < 18 => {
            format!("身份证号码少 {} 位：应为 18 位，您填了 {length} 位", 18 - length)
        }
        Problem::IdentityLength(length) => format!("身份证号码多 {} 位：应为 18 位，您填了 {length} 位", length - 18),
        Problem::IdentityDate => "身份证号码里的出生日期不存在，请对照证件再看一遍".into(),
        Problem::IdentityCheck => "身份证号码有一位不对，请对照证件再看一遍（最后一位可能是字母 X）".into(),
        Problem::CreditCode => "统一社会信用代码有一位不对，应为 18 位数字和大写字母，请对照证照再看一遍".into(),
        Problem::CreditCodeLength(length) if *length < 18 => {
            format!("统一社会信用代码少 {} 位：应为 18 位，您填了 {length} 位", 18 - length)
        }
        Problem::CreditCodeLength(length) => {
            format!("统一社会信用代码多 {} 位：应为 18 位，您填了 {length} 位", length - 18)
        }
        Problem::NumberCharacter { position, found } => format!("第 {position} 位“{found}”不对，请对照证件再看一遍"),
        Problem::PaperNumber => "证件号码应为 4 至 30 位字母和数字，请对照证件再看一遍".into(),
        Problem::NoContact => "没有电话的，请填写电子邮箱或者通信地址，我们好与您联系".into(),
        Problem::TooManyFiles(most) => format!("最多上传 {most} 个文件。已经上传的都在，可以删除后再换"),
        Problem::FileTooBig { name, bytes, limit } => {
            format!(
                "“{name}”有 {} MB，超过 {} MB。请换小一些的文件，其他内容已经保留",
                megabytes(*bytes),
                megabytes(*limit)
            )
        }
        Problem::FilesTooBig(most) => {
            format!("全部文件加起来超过 {} MB。请换小一些的文件，其他内容已经保留", megabytes(*most))
        }
        Problem::EmptyFile(name) => format!("“{name}”是空文件，没有保存。请看一下文件再上传"),
        Problem::FileKind(name) => format!("“{name}”不能上传。可以上传：照片（JPG、PNG）、PDF、Word、Excel、OFD"),
        Problem::FileUnsafe(name) => {
            format!("“{name}”没有通过安全检查，没有保存。请另存为 PDF 再上传，或到窗口办理")
        }
        Problem::Taken => "已经有了，请换一个".into(),
        Problem::Password(PasswordProblem::Short) => "密码至少 15 个字，可以是一句话".into(),
        Problem::Password(PasswordProblem::Long) => "密码最多 128 个字".into(),
        Problem::Password(PasswordProblem::Differs) => "两次输入的密码不一样".into(),
        Problem::Password(PasswordProblem::Wrong) => "现在的密码不对".into(),
        Problem::Password(PasswordProblem::Same) => "新密码不能与现在的相同".into(),
        Problem::Said(words) => words.clone(),
    }
}

/// A day typed in three boxes, or what is wrong with it, by name: 2月没有30日.
///
/// # Errors
/// The words for the field.
pub fn day_of_boxes(boxes: &[String; 3]) -> Result<Date, String> {
    let plain = |text: &String| -> Option<i16> {
        let digits: String = text
            .trim()
            .chars()
            .map(|c| char::from_digit(c.to_digit(10).or(full_width(c))?, 10))
            .collect::<Option<_>>()?;
        digits.parse().ok()
    };
    let [year, month, day] = boxes;
    let (Some(year), Some(month), Some(day)) = (plain(year), plain(month), plain(day)) else {
        return Err("请填写年、月、日，用数字".into());
    };
    let known = (1990..=2100).contains(&year);
    if !known {
        return Err("年份写成四位数字，例如 2026".into());
    }
    if !(1..=12).contains(&month) {
        return Err(format!("没有{month}月"));
    }
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => Date::new(year, month, day).map_err(|_| format!("{month}月没有{day}日")),
        _ => Err(format!("{month}月没有{day}日")),
    }
}

/// A digit of full width, as some input methods type it.
fn full_width(c: char) -> Option<u32> {
    u32::from(c).checked_sub(0xff10).filter(|digit| *digit < 10)
}

/// Number and query code do not belong together, whichever of them is wrong.
pub fn wrong_code(phone: &str) -> String {
    let call = if phone.is_empty() { String::new() } else { format!("，或打 {phone}") };
    format!("编号或查询码不对。请对照回执再填；回执丢了，请带身份证到窗口查询{call}")
}

/// Too many wrong codes.
pub fn too_many_tries(minutes: u64, phone: &str) -> String {
    let call = if phone.is_empty() { String::new() } else { format!("。着急办理，请打 {phone}") };
    format!("填错次数较多，请 {minutes} 分钟后再试{call}")
}

/// 年报核查: nothing was given.
pub const CHECK_NOTHING: &str = "请选择一份年度报告的文件，或者把报告全文粘贴在下面";
/// 年报核查: file and text.
pub const CHECK_BOTH: &str = "文件和粘贴的文字，一次只核查一种。粘贴的文字还在；要核查文件，请清空这里，再选一次文件";
/// 年报核查: the process that read the file ended, or was ended, at a limit.
pub const CHECK_EXCEEDED: &str = "这份文件没有读成（超过了时间或内存的限度）";
/// 年报核查: as many as may be are under way.
pub const CHECK_BUSY: &str = "这份报告还没有核查。请过一会儿再按“核查”；选过文件的，请再选一次。";

/// 年报核查: a pasted text is longer than any report.
pub fn check_text_too_long(characters: usize, most: usize) -> String {
    let ten_thousands = |n: usize| n.div_ceil(10_000);
    let (found, most) = (ten_thousands(characters), ten_thousands(most));
    format!("粘贴的文字约 {found} 万字，超过 {most} 万字。请存成文件再上传")
}

/// 年报核查: a file is too large.
pub fn check_file_too_large(name: &str, bytes: u64, most: u64) -> String {
    format!("“{name}”有 {} MB，超过 {} MB。请换小一些的文件", megabytes(bytes), megabytes(most))
}

/// 年报核查: many were checked from one address.
pub fn too_many_checks(minutes: u64) -> String {
    let minutes = minutes.max(1);
    format!("一小时内核查的份数较多，请 {minutes} 分钟后再试。有很多份报告的，可以用命令 gongkai check 一次核查。")
}

/// Whole megabytes, rounded up so that what is over a limit never reads as the limit.
fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

fn missing(field: &str) -> &'static str {
    match field {
        "name" => "请填写姓名或者名称",
        "phone" => "请填写联系电话，座机或手机都可以",
        "paper_number" => "请填写证件号码",
        "form_other" => "请写明要哪种形式",
        "draft_code" => "请填写草稿码和号码后四位",
        "code" => "请填写查询码，在回执上",
        "number" => "请填写申请编号，在回执上",
        "statement" => "请写明撤回的意思，一句话就可以",
        "clarification" => "请写明要补充的内容",
        "representative" => "请填写法定代表人或者负责人",
        "contact" => "请填写联系人",
        "address" => "选择邮寄的，请填写能收到信的地址",
        "email" => "选择电子邮件的，请填写电子邮箱",
        field if field.starts_with("matter") => "请写清楚要哪方面的信息，例如文件名称、文号、年份或地点",
        "login" => "请填写用户名",
        "password" => "请填写密码",
        "current" => "请填写现在的密码",
        "new" => "请填写新密码，15 个字以上",
        "token" => "请填写令牌，在服务器控制台上",
        "organ" => "请填写机关全称",
        "reason" => "请写明理由",
        "on" => "请填写日期",
        _ => "请填写这一项",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_written_as_people_read_them() {
        assert_eq!(long_day(date(2026, 12, 3)), "2026年12月3日（星期四）");
        assert_eq!(list_day(date(2026, 12, 3)), "12-03 周四");
    }

    #[test]
    fn impossible_days_are_named() {
        let boxes = |year: &str, month: &str, day: &str| day_of_boxes(&[year.into(), month.into(), day.into()]);
        assert_eq!(boxes("2026", "２", "28"), Ok(date(2026, 2, 28)));
        assert_eq!(boxes("2026", "2", "30"), Err("2月没有30日".into()));
        assert_eq!(boxes("2026", "13", "1"), Err("没有13月".into()));
        assert_eq!(boxes("26", "1", "1"), Err("年份写成四位数字，例如 2026".into()));
        assert_eq!(boxes("2026", "", "1"), Err("请填写年、月、日，用数字".into()));
    }

    #[test]
    fn days_are_read_in_every_way_people_write_them() {
        for text in ["2026-03-04", "2026/3/4", "2026年3月4日", "20260304"] {
            assert_eq!(parse_day(text), Some(date(2026, 3, 4)), "{text}");
        }
        for text in ["", "2026-02-30", "3月4日", "2026030"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
