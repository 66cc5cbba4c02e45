//! What keeps a letter from being issued (letters sheet 3.4), each said completely.

use super::fields::FieldKind;
use super::kind::LetterKind;
use super::remedies::Setting;
use crate::outcomes::Outcome;

/// One reason why a letter cannot be issued as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterProblem {
    /// A value that the letter must state is not given.
    FieldMissing {
        /// The field's name.
        field: &'static str,
        /// The field's label.
        label: &'static str,
        /// The matter it is missing in, where the letter answers several.
        matter: Option<String>,
    },
    /// None of several values is given, of which one must be.
    OneOfMissing {
        /// The names of the fields.
        fields: &'static [&'static str],
        /// What to give.
        message: &'static str,
    },
    /// A value cannot be read as what the field asks for.
    FieldUnreadable {
        /// The field's name.
        field: &'static str,
        /// The field's label.
        label: &'static str,
        /// What it asks for.
        kind: FieldKind,
    },
    /// A value still holds a placeholder such as ×× or {…}.
    PlaceholderLeft {
        /// The placeholder as it stands.
        found: String,
    },
    /// The reason only quotes the law.
    ReasonTooBare {
        /// The field's name.
        field: &'static str,
        /// The field's label.
        label: &'static str,
    },
    /// A withheld part names no ground, no place or no reason.
    PartWithoutGround {
        /// The part, as far as it is named.
        part: String,
    },
    /// A withheld part rests on an outcome that is no refusal to disclose.
    GroundDoesNotFit {
        /// The part.
        part: String,
        /// What it was said to rest on.
        ground: Outcome,
    },
    /// The wording does not belong to the outcome.
    LetterDoesNotFit {
        /// The wording chosen.
        letter: LetterKind,
        /// The outcome determined.
        outcome: Outcome,
    },
    /// The letter does not fit the matters it answers: some given, some not, is 部分公开.
    KindDoesNotFit {
        /// The letter chosen.
        kind: LetterKind,
        /// The letter the matters ask for, where there is one.
        expected: Option<LetterKind>,
    },
    /// A setting of the organ is not entered yet.
    SettingMissing {
        /// Which.
        setting: Setting,
    },
    /// Delivered through the internet, without an online way to reconsideration (行政复议法第二十二条第二款).
    OnlineReconsiderationMissing,
    /// 重复申请 sends a copy of the earlier reply along, and there is none.
    EarlierReplyMissing,
    /// No name to address the letter to.
    AddresseeMissing,
    /// The day of receipt is still open, but the letter states it.
    ReceiptOpen,
    /// A fact of the case that the wording needs is not on record.
    FactMissing {
        /// Its name in the wording.
        name: &'static str,
    },
    /// The letter to a third party or another organ tells who asked.
    TellsApplicant,
    /// The day of signing lies in the future.
    SignedInFuture,
    /// The day of signing lies after the last day of the limit, and the delay is not recorded.
    SignedLate,
    /// The original limit is over; an extension can no longer be told (条例第三十三条第二款).
    ExtensionTooLate,
    /// The extension is outside 1 to 20 working days (条例第三十三条第二款).
    ExtensionDays,
}

impl LetterProblem {
    /// What to do, as a complete sentence for the desk.
    pub fn message(&self) -> String {
        match self {
            LetterProblem::FieldMissing { label, matter: None, .. } => format!("请填写“{label}”，文书必须写明"),
            LetterProblem::FieldMissing { label, matter: Some(matter), .. } => {
                format!("请填写“{label}”（事项“{matter}”），文书必须写明")
            }
            LetterProblem::OneOfMissing { message, .. } => (*message).to_owned(),
            LetterProblem::FieldUnreadable { label, kind, .. } => match kind {
                FieldKind::Date => format!("“{label}”不是有效的日期，请写成 2026-03-05 的样子"),
                FieldKind::Number => format!("“{label}”应当是一个数字，例如 3"),
                _ => format!("“{label}”请从给出的几项里选一项"),
            },
            LetterProblem::PlaceholderLeft { found } => {
                format!("文中还有没有填写的地方：“{found}”，请改成实际内容")
            }
            LetterProblem::ReasonTooBare { label, .. } => {
                format!("“{label}”只引用了条文，请写一两句结合本件情况的具体理由")
            }
            LetterProblem::PartWithoutGround { part } if part.is_empty() => {
                "有一处不予公开的内容没有写明是哪一部分，请补上，或者删去这一行".to_owned()
            }
            LetterProblem::PartWithoutGround { part } => {
                format!("不予公开的部分“{part}”没有写明依据和理由，请补上")
            }
            LetterProblem::GroundDoesNotFit { part, ground } => {
                format!("不予公开的部分“{part}”的依据选了“{}”，它不是不予公开的情形，请重新选择", ground.label())
            }
            LetterProblem::LetterDoesNotFit { letter, outcome } => {
                format!("处理决定“{}”不能使用{}，请重新选择文书", outcome.label(), letter.paper())
            }
            LetterProblem::KindDoesNotFit { kind, expected: Some(expected) } => {
                format!("各事项的处理决定合起来应当使用{}，不是{}", expected.paper(), kind.paper())
            }
            LetterProblem::KindDoesNotFit { kind, expected: None } => {
                format!("没有一个事项的处理决定对应{}，请重新选择文书", kind.paper())
            }
            LetterProblem::SettingMissing { setting } => {
                format!("本机关还没有填写“{}”，文书要用到它。请由机构负责人在机关设置里补上", setting.label())
            }
            LetterProblem::OnlineReconsiderationMissing => {
                "这份文书通过互联网送达，必须同时告知网上申请行政复议的途径（行政复议法第二十二条）。请在机关设置里填写行政复议机关的网址"
                    .to_owned()
            }
            LetterProblem::EarlierReplyMissing => {
                "没有找到上次的答复，不能附原答复副本。请核对上次答复的文号，或者上传原答复".to_owned()
            }
            LetterProblem::AddresseeMissing => "请写明收件人的姓名或者名称".to_owned(),
            LetterProblem::ReceiptOpen => {
                "还没有与申请人确认收到申请之日，请先登记确认（条例第三十一条），再出具这份文书".to_owned()
            }
            LetterProblem::FactMissing { name } => format!("办件记录里缺少文书要写明的内容（{name}），请先登记"),
            LetterProblem::TellsApplicant => {
                "这份文书发给第三方或者其他机关，不能写出申请人是谁，请删去申请人的姓名或者名称".to_owned()
            }
            LetterProblem::SignedInFuture => "成文日期不能晚于今天".to_owned(),
            LetterProblem::SignedLate => {
                "成文日期已经超过答复期限。请先登记逾期的情况和原因，再签发".to_owned()
            }
            LetterProblem::ExtensionTooLate => {
                "原来的答复期限已过，不能再延期（条例第三十三条第二款）。请尽快答复".to_owned()
            }
            LetterProblem::ExtensionDays => "延长的期限应当是1至20个工作日（条例第三十三条第二款）".to_owned(),
        }
    }

    /// The field to point at, where the problem lies in one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            LetterProblem::FieldMissing { field, .. }
            | LetterProblem::FieldUnreadable { field, .. }
            | LetterProblem::ReasonTooBare { field, .. } => Some(field),
            LetterProblem::OneOfMissing { fields, .. } => fields.first().copied(),
            LetterProblem::PartWithoutGround { .. } | LetterProblem::GroundDoesNotFit { .. } => Some("withheld_parts"),
            LetterProblem::ExtensionDays => Some("extension_days"),
            LetterProblem::EarlierReplyMissing => Some("earlier_letter_number"),
            _ => None,
        }
    }
}
