//! Meaning of single cells: dates in four written forms, kinds, results.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::super::counting::RemedyResult;
use super::super::crossfoot::pattern;
use super::super::form::{Column, Row, normalise};
use super::reading::RawCell;
use crate::outcomes::{ApplicantKind, Channel, Outcome};

/// Why a cell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    found: String,
    expected: String,
}

impl Wrong {
    fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Wrong { found: found.into(), expected: expected.into() }
    }

    /// The words for people. What stands in a personal column is not repeated.
    pub(super) fn message(&self, personal: bool) -> String {
        let shown: String = self.found.chars().take(40).collect();
        if personal || shown.is_empty() { self.expected.clone() } else { format!("“{shown}”{}", self.expected) }
    }
}

type Read<T> = Result<Option<T>, Wrong>;

/// Numbers from here on lose digits in a spreadsheet.
const EXACT: f64 = 1e15;

/// The words of a cell, trimmed; a whole number is read as its digits (a phone number typed as a number).
fn words(cell: &RawCell) -> Read<String> {
    match cell {
        RawCell::Empty => Ok(None),
        RawCell::Text(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        RawCell::Number(number) if number.abs() >= EXACT => {
            Err(Wrong::new("", "以数字存放，末几位已经丢失，请把单元格格式改为“文本”后重新填写"))
        }
        RawCell::Number(number) => Ok(Some(number.to_string())),
        RawCell::Date(date) => Ok(Some(date.to_string())),
        RawCell::Unreadable(why) => Err(Wrong::new("", why.clone())),
    }
}

/// Text of at most `most` characters, without control characters but line ends and tabs.
pub(super) fn text(cell: &RawCell, most: usize) -> Read<String> {
    let Some(text) = words(cell)? else { return Ok(None) };
    let length = text.chars().count();
    if length > most {
        return Err(Wrong::new("", format!("太长：{length}字，最多{most}字")));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Wrong::new("", "含有不可见的控制字符，请重新填写"));
    }
    Ok(Some(text))
}

static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$"));

/// A date: Excel's own, or text as `2025-03-04`, `2025/3/4`, `2025年3月4日`, `20250304`.
pub(super) fn date(cell: &RawCell) -> Read<Date> {
    if let RawCell::Date(date) = cell {
        return in_range(*date).map(Some);
    }
    let Some(text) = words(cell)? else { return Ok(None) };
    let plain = normalise(&text);
    let not_a_date = || {
        Wrong::new(text.clone(), "不是日期，请写成2025-03-04、2025/3/4、2025年3月4日或20250304，或使用日期格式的单元格")
    };
    let [year, month, day] = parts(&plain).ok_or_else(not_a_date)?;
    let year = i16::try_from(year).map_err(|_| not_a_date())?;
    let none = || Wrong::new(text.clone(), "没有这一天，请核对");
    let month = i8::try_from(month).map_err(|_| none())?;
    let day = i8::try_from(day).map_err(|_| none())?;
    in_range(Date::new(year, month, day).map_err(|_| none())?).map(Some)
}

fn parts(text: &str) -> Option<[u32; 3]> {
    let number = |digits: &str| digits.parse().ok();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some([number(text.get(..4)?)?, number(text.get(4..6)?)?, number(text.get(6..)?)?]);
    }
    let found = DATE.captures(text)?;
    let figures: Vec<u32> = found.iter().skip(1).flatten().filter_map(|part| number(part.as_str())).collect();
    figures.try_into().ok()
}

/// The Regulation begins in 2008; a century from then is a slip of the finger.
fn in_range(date: Date) -> Result<Date, Wrong> {
    if (2008..=2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err(Wrong::new(date.to_string(), "年份不在2008至2100之间，请核对"))
    }
}

/// Working days of an extension.
pub(super) fn days(cell: &RawCell) -> Read<u32> {
    let Some(text) = words(cell)? else { return Ok(None) };
    let days = normalise(&text).trim_end_matches("个工作日").trim_end_matches("工作日").trim_end_matches('天').parse();
    let wrong = || Wrong::new(text.clone(), "应为1以上的整数（个工作日）");
    days.ok().filter(|days| (1..=999).contains(days)).map(Some).ok_or_else(wrong)
}

/// The one of several words, or its key, that a cell names.
fn one_of<T: Copy>(cell: &RawCell, known: &[(&str, &str, T)]) -> Read<T> {
    let Some(text) = words(cell)? else { return Ok(None) };
    let plain = normalise(&text);
    let found = known.iter().find(|(word, key, _)| plain == normalise(word) || plain == *key);
    let names: Vec<&str> = known.iter().map(|(word, ..)| *word).collect();
    let wrong = || Wrong::new(text.clone(), format!("无法识别，应为：{}", names.join("、")));
    found.map(|(.., value)| Some(*value)).ok_or_else(wrong)
}

pub(super) fn channel(cell: &RawCell) -> Read<Channel> {
    one_of(cell, &CHANNELS)
}

/// 收到渠道 as the register writes it, with the key of `formats.md`.
pub(super) const CHANNELS: [(&str, &str, Channel); 6] = [
    ("当面", "counter", Channel::Counter),
    ("邮寄", "post_signed", Channel::PostSigned),
    ("平信", "ordinary_letter", Channel::OrdinaryLetter),
    ("网络", "web", Channel::Web),
    ("传真", "fax", Channel::Fax),
    ("电子邮件", "email", Channel::Email),
];

pub(super) fn applicant_kind(cell: &RawCell) -> Read<ApplicantKind> {
    let known: Vec<(&str, &str, ApplicantKind)> = Column::KINDS
        .into_iter()
        .filter_map(|column| Some((column.label(), column.id(), column.applicant_kind()?)))
        .collect();
    one_of(cell, &known)
}

pub(super) const RESULTS: [(&str, &str, RemedyResult); 3] = [
    ("维持", "upheld", RemedyResult::Upheld),
    ("纠正", "corrected", RemedyResult::Corrected),
    ("其他", "other", RemedyResult::Other),
];

pub(super) fn remedy_result(cell: &RawCell) -> Read<RemedyResult> {
    one_of(cell, &RESULTS)
}

pub(super) const SUITS: [(&str, &str, bool); 2] =
    [("未经复议直接起诉", "direct_suit", false), ("复议后起诉", "suit_after_review", true)];

pub(super) fn suit_kind(cell: &RawCell) -> Read<bool> {
    one_of(cell, &SUITS)
}

/// 办理结果: a label of section three, with or without its number, or the id of its row.
pub(super) fn outcome(cell: &RawCell) -> Read<Outcome> {
    let Some(text) = words(cell)? else { return Ok(None) };
    let wrong =
        || Wrong::new(text.clone(), "不是年度报告表三“本年度办理结果”中的一种情形，请按表中名称填写（如“予以公开”）");
    Row::named(&text).and_then(Row::outcome).map(Some).ok_or_else(wrong)
}
