//! Roles, devices, and the audit trail.

use gongkai_rules::people::Role;
use gongkai_rules::permissions::{Action, Denied};

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
        Action::MoveClock => "调法定时间",
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
    ("clock", "法定时间调到"),
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
