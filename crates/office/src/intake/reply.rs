//! In which form the information is wanted and by which way the reply comes (条例第二十九条第二款第三项、第四十条).

use super::answers::{plain_line, plain_text};
use super::{Answers, Entrance, Field, Problems};
use crate::Problem;
use gongkai_rules::events::ReplyWay;

/// Most characters of another form, in words.
const OTHER_FORM: usize = 50;

/// In which form the information is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormWanted {
    /// 电子文档.
    Electronic,
    /// 纸质.
    Paper,
    /// 查阅、抄录.
    Read,
    /// 其他, in words.
    Other,
}

impl FormWanted {
    /// Every form, in the order shown.
    pub const ALL: [FormWanted; 4] = [FormWanted::Electronic, FormWanted::Paper, FormWanted::Read, FormWanted::Other];

    /// The name used in forms.
    pub fn code(self) -> &'static str {
        match self {
            FormWanted::Electronic => "electronic",
            FormWanted::Paper => "paper",
            FormWanted::Read => "read",
            FormWanted::Other => "other",
        }
    }

    /// The form of a code, if there is one.
    pub fn from_code(code: &str) -> Option<FormWanted> {
        FormWanted::ALL.into_iter().find(|form| form.code() == code)
    }

    /// The Chinese name.
    pub fn label(self) -> &'static str {
        match self {
            FormWanted::Electronic => "电子文档",
            FormWanted::Paper => "纸质",
            FormWanted::Read => "到现场查阅、抄录",
            FormWanted::Other => "其他形式",
        }
    }
}

/// Every way of the reply, in the order shown.
const WAYS: [ReplyWay; 4] = [ReplyWay::Site, ReplyWay::Email, ReplyWay::Post, ReplyWay::PickUp];

/// The name of a way used in forms.
pub fn reply_way_code(way: ReplyWay) -> &'static str {
    match way {
        ReplyWay::Site => "site",
        ReplyWay::Email => "email",
        ReplyWay::Post => "post",
        ReplyWay::PickUp => "pick_up",
    }
}

/// The way of a code, if there is one.
pub fn reply_way_from(code: &str) -> Option<ReplyWay> {
    WAYS.into_iter().find(|way| reply_way_code(*way) == code)
}

/// The Chinese name of a way.
pub fn reply_way_label(way: ReplyWay) -> &'static str {
    match way {
        ReplyWay::Site => "在本网站查看、下载",
        ReplyWay::Email => "电子邮件",
        ReplyWay::Post => "邮寄",
        ReplyWay::PickUp => "当面领取",
    }
}

pub(super) fn check(answers: &Answers, entrance: Entrance) -> Problems {
    let mut problems = Vec::new();
    let form = FormWanted::from_code(&answers.form_wanted);
    if form.is_none() && (entrance == Entrance::Site || !answers.form_wanted.is_empty()) {
        problems.push((Field::FormWanted, Problem::NotAChoice));
    }
    if form == Some(FormWanted::Other) {
        match plain_line(&answers.form_other).chars().count() {
            0 => problems.push((Field::FormOther, Problem::Missing)),
            length if length > OTHER_FORM => problems.push((Field::FormOther, Problem::TooLong(OTHER_FORM))),
            _ => {}
        }
    }
    match reply_way_from(&answers.reply_way) {
        None if entrance == Entrance::Desk && answers.reply_way.is_empty() => {}
        None => problems.push((Field::ReplyWay, Problem::NotAChoice)),
        Some(ReplyWay::Email) if answers.email.trim().is_empty() => problems.push((Field::Email, Problem::Missing)),
        Some(ReplyWay::Post) if plain_text(&answers.address).is_empty() => {
            problems.push((Field::Address, Problem::Missing));
        }
        Some(_) => {}
    }
    problems
}

/// The way as kept. Where the desk knows none, the reply goes by the way that is always open: by post to an address,
/// else to be collected.
pub(super) fn kept(answers: &Answers) -> ReplyWay {
    let unsaid = if plain_text(&answers.address).is_empty() { ReplyWay::PickUp } else { ReplyWay::Post };
    reply_way_from(&answers.reply_way).unwrap_or(unsaid)
}

/// The form wanted in words; empty where none was said.
pub(super) fn form_in_words(answers: &Answers) -> String {
    match FormWanted::from_code(&answers.form_wanted) {
        Some(FormWanted::Other) => plain_line(&answers.form_other),
        Some(form) => form.label().to_owned(),
        None => String::new(),
    }
}
