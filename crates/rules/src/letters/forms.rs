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

/// The pages that go with a letter: forms to fill in, and the lists and tables that its text names. What is not made here
/// is not named in the letter.
pub(super) fn forms_of(kind: LetterKind, fields: &Fields, case_number: &str) -> Vec<Form> {
    let title = fields.text("information_title").map(inline).unwrap_or_default();
    match kind {
        LetterKind::ThirdPartyConsultation => {
            let mut forms = vec![third_party_response(title.clone())];
            forms.extend(excerpt(title, fields));
            forms
        }
        LetterKind::JointOrganConsultation => vec![joint_organ_response(title)],
        LetterKind::ClarificationNotice => vec![clarification(fields, case_number)],
        LetterKind::ReasonRequest | LetterKind::ExcessiveWithoutReason => request_list(fields).into_iter().collect(),
        LetterKind::FeeNotice => calculation(fields, case_number).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The lines of a list field, blanks left out.
fn lines<'a>(fields: &'a Fields, name: &str) -> impl Iterator<Item = String> + 'a {
    let lines = match fields.get(name) {
        Some(FieldValue::List(lines)) => lines.as_slice(),
        _ => &[],
    };
    lines.iter().map(|line| inline(line)).filter(|line| !line.is_empty())
}

/// 所涉内容摘录: the passage itself, so that the party can say what its disclosure would do (条例第三十二条).
fn excerpt(information_title: String, fields: &Fields) -> Option<Form> {
    let passages: Vec<FormRow> = lines(fields, "excerpt")
        .enumerate()
        .map(|(at, line)| row(&format!("摘录{}", at + 1), RowContent::Text(line)))
        .collect();
    if passages.is_empty() {
        return None;
    }
    let mut rows = vec![row("所涉政府信息", RowContent::Text(information_title))];
    rows.extend(passages);
    Some(Form { title: "所涉内容摘录".to_owned(), rows })
}

/// 申请清单: the requests of the period that number and frequency are judged by (条例第三十五条).
fn request_list(fields: &Fields) -> Option<Form> {
    let listed = lines(fields, "request_list").enumerate();
    let rows: Vec<FormRow> = listed.map(|(at, line)| row(&(at + 1).to_string(), RowContent::Text(line))).collect();
    (!rows.is_empty()).then(|| Form { title: "申请清单".to_owned(), rows })
}

/// 信息处理费计算表: a row for each grade, and the sum (条例第四十二条; 收费办法第四条、第五条).
fn calculation(fields: &Fields, case_number: &str) -> Option<Form> {
    let grades: Vec<FormRow> = lines(fields, "calculation")
        .map(|line| match line.split_once('：') {
            Some((grade, sum)) => row(grade, RowContent::Text(sum.to_owned())),
            None => row("计算", RowContent::Text(line)),
        })
        .collect();
    if grades.is_empty() {
        return None;
    }
    let basis = match fields.text("basis") {
        Some("by_volume") => "按量计收（超额累进，按本件的页数）",
        _ => "按件计收（超额累进，按同一自然月内的件数）",
    };
    let mut rows = vec![
        row("申请编号", RowContent::Text(case_number.to_owned())),
        row("计收方式", RowContent::Text(basis.to_owned())),
    ];
    rows.extend(fields.text("period").map(|period| row("计费的时段", RowContent::Text(inline(period)))));
    rows.extend(grades);
    rows.extend(fields.text("amount").map(|amount| row("合计", RowContent::Text(format!("{}元", inline(amount))))));
    Some(Form { title: "信息处理费计算表".to_owned(), rows })
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
