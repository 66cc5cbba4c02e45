//! Letters 文书 on paper: a composed [`Letter`] as a PDF in the look of GB/T 9704.

use gongkai_rules::letters::{Form, Letter, LetterKind, Paragraph, ParagraphRole, RowContent, Seal, chinese_date};
use jiff::civil::Date;
use serde::Serialize;

use crate::typesetting::{self, Fonts, Imprint, Template, TypesetError};

static LETTER: Template = Template::new("letters/letter.typ", include_str!("../letters/letter.typ"));

/// Typesets a letter. A draft, without number or date, shows where they will stand and is marked 草稿; `today` dates it.
/// A signed letter is dated by its signing, so that the same letter always gives the same bytes. Until a stamping is
/// recorded the paper says 未用印.
pub fn pdf(letter: &Letter, fonts: &Fonts, today: Date) -> Result<Vec<u8>, TypesetError> {
    let sheet = Sheet::of(letter);
    let date = letter.signed_on.unwrap_or(today);
    let identity = format!("{} {} {} {date}", letter.head, letter.number.as_deref().unwrap_or_default(), letter.title);
    typesetting::pdf(fonts, &LETTER, &sheet, Imprint { date, identity: &identity })
}

/// What the template reads.
#[derive(Serialize)]
struct Sheet<'a> {
    letterhead: gongkai_rules::letters::Letterhead,
    head: &'a str,
    /// Whether a number stands on the paper at all: records have none.
    numbered: bool,
    number: Option<&'a str>,
    title: &'a str,
    addressee: Option<&'a str>,
    callout: Option<&'a gongkai_rules::letters::Callout>,
    /// Text, remedies and complaint note in their order.
    paragraphs: Vec<Paragraph>,
    /// Whether the paragraphs are rows of a form (送达回证).
    sheet: bool,
    forms: Vec<SheetForm<'a>>,
    attachments: &'a [String],
    signature: &'a str,
    signed_on: Option<String>,
    contact_note: Option<&'a str>,
    /// Whether the paper is one that bears a seal: an instant receipt and a record do not.
    sealable: bool,
    unsealed: bool,
    draft: bool,
}

impl<'a> Sheet<'a> {
    fn of(letter: &'a Letter) -> Self {
        let body = |text: &String| Paragraph { role: ParagraphRole::Body, text: text.clone() };
        let mut paragraphs = letter.paragraphs.clone();
        paragraphs.extend(letter.remedies.as_ref().map(body));
        paragraphs.extend(letter.complaint_note.as_ref().map(body));
        let sealable = !letter.kind.is_record() && letter.kind != LetterKind::Receipt;
        Sheet {
            letterhead: letter.letterhead,
            head: &letter.head,
            numbered: !letter.kind.is_record(),
            number: letter.number.as_deref(),
            title: &letter.title,
            addressee: letter.addressee.as_deref(),
            callout: letter.callout.as_ref(),
            paragraphs,
            sheet: letter.kind == LetterKind::DeliveryReceipt,
            forms: letter.forms.iter().map(|form| SheetForm::of(form, letter)).collect(),
            attachments: &letter.attachments,
            signature: &letter.signature,
            signed_on: letter.signed_on.map(chinese_date),
            contact_note: letter.contact_note.as_deref(),
            sealable,
            unsealed: sealable && letter.seal == Seal::NotRecorded,
            draft: letter.signed_on.is_none(),
        }
    }
}

/// A form as the template reads it.
#[derive(Serialize)]
struct SheetForm<'a> {
    title: &'a str,
    rows: Vec<SheetRow<'a>>,
}

#[derive(Serialize)]
struct SheetRow<'a> {
    label: &'a str,
    content: SheetContent<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
enum SheetContent<'a> {
    Text(&'a str),
    Boxes(&'a [String]),
    Room(u8),
}

impl<'a> SheetForm<'a> {
    fn of(form: &'a Form, letter: &'a Letter) -> Self {
        let content = |content: &'a RowContent| match content {
            RowContent::Text(text) => SheetContent::Text(text),
            RowContent::LetterNumber => SheetContent::Text(letter.number.as_deref().unwrap_or_default()),
            RowContent::Boxes(options) => SheetContent::Boxes(options),
            RowContent::Room(lines) => SheetContent::Room(*lines),
        };
        let rows = form.rows.iter().map(|row| SheetRow { label: &row.label, content: content(&row.content) });
        SheetForm { title: &form.title, rows: rows.collect() }
    }
}
