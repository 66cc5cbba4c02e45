//! Forms that go with a letter for the receiver to fill in and send back.

use serde::{Deserialize, Serialize};

use super::fields::{FieldValue, Fields};
use super::filling::inline;
use super::kind::LetterKind;

/// A form, on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its title, which is also its name among the attachments.
    pub title: String,
    /// Its rows.
    pub rows: Vec<FormRow>,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRow {
    /// What is asked, or told.
    pub label: String,
    /// What stands there already.
    pub content: RowContent,
}

/// What stands in a row already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowContent {
    /// Printed text.
    Text(String),
    /// The number of the letter, once it has one.
    LetterNumber,
    /// Boxes to tick.
    Boxes(Vec<String>),
    /// Room to write, in lines.
    Room(u8),
}

/// The forms that go with a letter.
pub(super) fn forms_of(kind: LetterKind, fields: &Fields, case_number: &str) -> Vec<Form> {
    let title = fields.text("information_title").map(inline).unwrap_or_default();
    match kind {
        LetterKind::ThirdPartyConsultation => vec![third_party_response(title)],
        LetterKind::JointOrganConsultation => vec![joint_organ_response(title)],
        LetterKind::ClarificationNotice => vec![clarification(fields, case_number)],
        _ => Vec::new(),
    }
}

fn row(label: &str, content: RowContent) -> FormRow {
    FormRow { label: label.to_owned(), content }
}

fn boxes(options: &[&str]) -> RowContent {
    RowContent::Boxes(options.iter().map(|&option| option.to_owned()).collect())
}

/// 第三方意见回执 (条例第三十二条).
fn third_party_response(information_title: String) -> Form {
    Form {
        title: "第三方意见回执".to_owned(),
        rows: vec![
            row("征求意见书文号", RowContent::LetterNumber),
            row("所涉政府信息", RowContent::Text(information_title)),
            row("收到意见书的日期", RowContent::Room(1)),
            row("意见", boxes(&["同意公开全部内容", "同意公开，但下列部分除外", "不同意公开"])),
            row("除外的部分", RowContent::Room(3)),
            row("理由（公开会损害的具体权益及后果）", RowContent::Room(6)),
            row("所附证明材料", RowContent::Room(2)),
            row("签名（盖章）", RowContent::Room(2)),
            row("联系电话", RowContent::Room(1)),
            row("日期", RowContent::Room(1)),
        ],
    }
}

/// 意见回执 of an organ that made the document together with ours (条例第三十四条).
fn joint_organ_response(information_title: String) -> Form {
    Form {
        title: "意见回执".to_owned(),
        rows: vec![
            row("征求意见函文号", RowContent::LetterNumber),
            row("所涉政府信息", RowContent::Text(information_title)),
            row("收到函的日期", RowContent::Room(1)),
            row("是否同意公开", boxes(&["同意公开全部内容", "同意公开，但下列部分除外", "不同意公开"])),
            row("不同意公开的内容", RowContent::Room(3)),
            row("理由和法律依据", RowContent::Room(6)),
            row("有无更新版本", RowContent::Room(1)),
            row("单位（盖章）", RowContent::Room(2)),
            row("经办人和电话", RowContent::Room(1)),
            row("日期", RowContent::Room(1)),
        ],
    }
}

/// 补正表: a row for each thing to supply (条例第三十条).
fn clarification(fields: &Fields, case_number: &str) -> Form {
    let mut rows = vec![
        row("补正告知书文号", RowContent::LetterNumber),
        row("申请编号", RowContent::Text(case_number.to_owned())),
    ];
    if let Some(FieldValue::List(items)) = fields.get("required_items") {
        rows.extend(items.iter().map(|item| row(&inline(item), RowContent::Room(4))));
    }
    rows.push(row("其他说明", RowContent::Room(3)));
    rows.push(row("申请人签名（盖章）", RowContent::Room(2)));
    rows.push(row("日期", RowContent::Room(1)));
    Form { title: "政府信息公开申请补正表".to_owned(), rows }
}
