//! Letters 文书: what each kind must say, composed from the case, the clerk's fields and the organ's settings.
//!
//! [`compose`] is the one way to a [`Letter`]: it refuses, with complete messages, whatever would leave a letter unfit
//! (a missing statement, the wrong remedies paragraph, a bare quotation of the law). How it looks on paper is the
//! business of the documents crate.

mod checks;
mod compose;
pub mod facts;
pub mod fields;
mod filling;
mod forms;
mod kind;
mod models;
pub mod numbering;
mod problems;
pub mod remedies;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use compose::{compose, kind_for};
pub use facts::{
    Addressee, AddresseeKind, Consulted, Extended, LetterFacts, Letterhead, MatterReply, OrganSettings, Seal,
};
pub use fields::{Field, FieldKind, FieldValue, Fields, Required, WithheldPart};
pub use filling::chinese_date;
pub use forms::{Form, FormRow, RowContent};
pub use kind::{LetterKind, Signatory};
pub use models::{Model, Opening};
pub use problems::LetterProblem;
pub use remedies::{Remedy, Setting};

/// A letter ready for paper: every word that stands on it. A draft has neither number nor date; both are fixed at
/// signing, and the signed letter is typeset once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What it is.
    pub kind: LetterKind,
    /// The look of its head.
    pub letterhead: Letterhead,
    /// The organ's name in the head 发文机关标志.
    pub head: String,
    /// 发文字号.
    pub number: Option<String>,
    /// 标题.
    pub title: String,
    /// 主送, without the colon; records have none.
    pub addressee: Option<String>,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// The remedies paragraph, exactly one or none.
    pub remedies: Option<String>,
    /// The sentence on complaints that may close an outcome letter.
    pub complaint_note: Option<String>,
    /// Number and query code in large print, on a receipt.
    pub callout: Option<Callout>,
    /// 附件说明: names of what goes with the letter.
    pub attachments: Vec<String>,
    /// Forms for the receiver to fill in, each also among the attachments.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// 署名.
    pub signature: String,
    /// 成文日期: the day of signing.
    pub signed_on: Option<Date>,
    /// 附注: contact and telephone, without the brackets.
    pub contact_note: Option<String>,
    /// The seal.
    pub seal: Seal,
}

/// A paragraph of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub role: ParagraphRole,
    /// Its text.
    pub text: String,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphRole {
    /// Heading of a matter: 一、关于……
    Heading,
    /// Running text.
    Body,
}

/// What a receipt shows in large print, so that it can be read on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callout {
    /// 申请编号.
    pub case_number: String,
    /// 查询码 in two groups of four.
    pub query_code: String,
}

impl Letter {
    /// The letter as it leaves: with the number and the day that signing fixes, every other word as approved.
    pub fn signed(mut self, number: Option<String>, on: Date) -> Letter {
        self.number = number.filter(|_| !self.kind.is_record());
        self.signed_on = Some(on);
        self
    }

    /// The whole text in reading order, a paragraph a line: for comparing drafts and for the plain-text copy.
    pub fn plain_text(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        lines.push(self.head.clone());
        lines.extend(self.number.clone());
        lines.push(self.title.clone());
        lines.extend(self.addressee.as_ref().map(|addressee| format!("{addressee}：")));
        if let Some(callout) = &self.callout {
            lines.push(format!("申请编号 {}", callout.case_number));
            lines.push(format!("查询码 {}", callout.query_code));
        }
        lines.extend(self.paragraphs.iter().map(|paragraph| paragraph.text.clone()));
        lines.extend(self.remedies.clone());
        lines.extend(self.complaint_note.clone());
        lines.extend(self.attachment_lines());
        lines.push(self.signature.clone());
        lines.extend(self.signed_on.map(chinese_date));
        lines.extend(self.contact_note.as_ref().map(|note| format!("（{note}）")));
        lines.join("\n")
    }

    /// The lines of the 附件说明: “附件：名称”, numbered when there are several; no stop after a name.
    pub fn attachment_lines(&self) -> Vec<String> {
        match self.attachments.as_slice() {
            [] => Vec::new(),
            [single] => vec![format!("附件：{single}")],
            several => several
                .iter()
                .enumerate()
                .map(
                    |(index, name)| {
                        if index == 0 { format!("附件：1.{name}") } else { format!("{}.{name}", index + 1) }
                    },
                )
                .collect(),
        }
    }
}
