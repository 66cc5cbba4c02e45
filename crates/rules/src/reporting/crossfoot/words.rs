//! R8 Words and marks that no reader should meet: left-over template words, broken sentences, repealed bases.

use std::sync::LazyLock;

use regex::Regex;

use super::super::exchange::title;
use super::*;
use crate::privacy::{PersonalDataKind, find_personal_data, mask_text};

/// A pattern fixed in the code. All of them are compiled by the test `patterns_compile`.
pub(crate) fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant of the code, compiled by a test")]
    Regex::new(text).expect("a pattern of the code")
}

static RESIDUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[（(]文字描述[）)]|[XＸ]{2,}|×{2,}|_{2,}|＿{2,}|此处|填报说明|【[^】]{0,20}(?:填写|补充|待定|请)[^】]{0,20}】|〔待填[^〕]*〕",
    )
});
static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"，，|。。|、、|；；|：：|，。|。，|、。|；。|，；|，、|、，|的的|和和|在在|与与|对对|及及|并并|将将|为为|等等等",
    )
});
static MISSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:共|累计|全年|总计)(?:主动)?(?:公开|发布|收到|受理|办理|办结|答复)?(?:各类)?(?:政府)?(?:信息|申请)?(?:公开申请)?(?:条|件|篇)[，。；、]",
    )
});
static OLD_DECREE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:国务院令)?第?\s*492\s*号"));
static OLD_FORM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:国办公开办函)?[〔\[（(]2019[〕\]）)]\s*60\s*号"));

pub(super) fn check(report: &Report, findings: &mut Vec<Finding>) {
    printed_title(report, findings);
    for section in &report.sections {
        missing_figures(section.id, &section.text, findings);
        residue(section.id, &section.text, findings);
        sentences(section.id, &section.text, findings);
        bases(report, section.id, &section.text, findings);
        personal_data(section.id, &section.text, findings);
    }
}

/// R8.1: the title as it is usual.
fn printed_title(report: &Report, findings: &mut Vec<Finding>) {
    let Some(printed) = &report.title else { return };
    let expected = title(&report.organ, report.year);
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if bare(printed) != bare(&expected) {
        let message = format!("标题宜为“{expected}”，实际为“{}”（如“年度”重复、缺机关名称）。", printed.trim());
        findings.push(finding("R8.1", Severity::Hint, message).expected(expected).found(printed.trim()));
    }
}

/// R8.6: a unit without its figure.
fn missing_figures(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    for hit in MISSING.find_iter(text) {
        let message = format!("此处缺数字：“{}”。", hit.as_str());
        findings.push(
            finding("R8.6", Severity::Warn, message)
                .in_section(section)
                .found(hit.as_str())
                .quote(around(text, hit.range())),
        );
    }
}

/// R8.7: words of the template that were to be replaced.
fn residue(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    for hit in RESIDUE.find_iter(text) {
        let message = format!("残留模板文字“{}”。", hit.as_str());
        findings.push(
            finding("R8.7", Severity::Error, message)
                .in_section(section)
                .found(hit.as_str())
                .quote(around(text, hit.range())),
        );
    }
}

/// R8.8: doubled marks and words, and a text that stops in the middle.
fn sentences(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    let fault = |words: &str, quote: String| {
        let message = format!("语句或标点有误：“{words}”。");
        finding("R8.8", Severity::Warn, message).in_section(section).found(words).quote(quote)
    };
    findings.extend(DOUBLED.find_iter(text).map(|hit| fault(hit.as_str(), around(text, hit.range()))));
    let paragraphs: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let last = i + 1 == paragraphs.len();
        let stops = paragraph.ends_with(['，', '、', '（', '“']) || (last && paragraph.ends_with(['；', '：']));
        if stops {
            let tail: Vec<char> = paragraph.chars().rev().take(12).collect();
            let tail: String = tail.into_iter().rev().collect();
            findings.push(fault(&tail, tail.clone()));
        }
    }
}

/// R8.9: bases that others have replaced.
fn bases(report: &Report, section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    let old_form = (report.year >= 2021).then(|| (&*OLD_FORM, "国办公开办函〔2021〕30号"));
    for (old, expected) in [Some((&*OLD_DECREE, "国务院令第711号")), old_form].into_iter().flatten() {
        for hit in old.find_iter(text) {
            let message = format!("引用依据“{}”已被“{expected}”代替。", hit.as_str());
            let place = finding("R8.9", Severity::Warn, message).in_section(section);
            findings.push(place.expected(expected).found(hit.as_str()).quote(around(text, hit.range())));
        }
    }
}

/// R8.10: numbers of persons. A telephone in the opening or the closing is the office's own. The finding shows them
/// masked, for it may go where the text may not.
fn personal_data(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    let own = matches!(section, SectionId::Preamble | SectionId::Closing);
    for hit in find_personal_data(text) {
        let what = match hit.kind {
            PersonalDataKind::IdentityNumber => "身份证号码",
            PersonalDataKind::BankCard => "银行卡号",
            PersonalDataKind::MobilePhone if !own => "手机号码",
            _ => continue,
        };
        let message = format!("含申请人个人信息“{what}”，不得公布。");
        let quote = mask_text(&around(text, hit.range));
        findings.push(finding("R8.10", Severity::Error, message).in_section(section).found(what).quote(quote));
    }
}

/// The words around a hit, to be found again by a reader: up to ten characters on either side, within the line.
pub(in super::super) fn around(text: &str, hit: std::ops::Range<usize>) -> String {
    let line_start = text[..hit.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[hit.end..].find('\n').map_or(text.len(), |at| hit.end + at);
    let mut before: Vec<char> = text[line_start..hit.start].chars().rev().take(10).collect();
    before.reverse();
    let after: String = text[hit.end..line_end].chars().take(10).collect();
    format!("{}{}{after}", before.into_iter().collect::<String>(), &text[hit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for pattern in [&RESIDUE, &DOUBLED, &MISSING, &OLD_DECREE, &OLD_FORM] {
            assert!(!pattern.as_str().is_empty());
        }
    }
}
