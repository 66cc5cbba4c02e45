//! Signing in, sessions that end, forms that are kept, and what was just done.

use crate::parts::Notice;

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
