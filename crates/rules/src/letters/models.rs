//! The wording of every kind of letter: our own text after section 3 of the letters sheet, with places for values.
//!
//! Grammar of a body (see [`super::filling`]): `{name}` is a value; `[…]` is left out when a value in it is missing;
//! `[name=value|…]` stands when the choice has that value; `[?name|…]` when the value is there, `[!name|…]` when it is
//! not. A line break starts a paragraph. 《条例》 is written out in full at its first mention.

pub(super) mod outcomes;
pub(super) mod steps;

use super::fields::Field;

/// The wording of one kind of letter.
#[derive(Debug)]
pub struct Model {
    /// How the letter begins.
    pub opening: Opening,
    /// The text proper.
    pub body: &'static str,
    /// What the clerk, or the case, must supply.
    pub fields: &'static [Field],
    /// Groups of fields of which at least one must be given, with the message when none is.
    pub one_of: &'static [(&'static [&'static str], &'static str)],
}

/// How a letter begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Who asked what and when, what happened since, 现答复如下.
    Full,
    /// Who asked what and when.
    Short,
    /// At once with the body.
    None,
}

/// The opening sentences of a reply.
pub(super) const OPENING: &str = "{you}于{submitted_on}以{channel}方式提交的政府信息公开申请（申请编号{case_number}），\
本机关于{received_on}收到，申请内容为：“{request_text}”。\
[{you}于{clarified_on}提交补正材料，答复期限自该日起计算。]\
[经本机关政府信息公开工作机构负责人同意，答复期限已延长至{extended_due_on}，并于{extended_told_on}告知{you}。]\
[办理中本机关书面征求了有关方面意见，{consulted_from}至{consulted_to}的时间依法不计入答复期限。]\
现答复如下：";

/// The opening of a step letter.
pub(super) const SHORT_OPENING: &str = "{you}于{submitted_on}以{channel}方式提交的政府信息公开申请（申请编号{case_number}），\
本机关于{received_on}收到，申请内容为：“{request_text}”。";
