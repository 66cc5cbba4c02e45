//! R8.2, R8.11, R8.12: numbering of headings, units, the name of the organ.

use std::sync::LazyLock;

use regex::Regex;

use super::words::{around, pattern};
use super::*;

static SECTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[一二三四五六]、"));
static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"^（[一二三四五]）"));
static REQUESTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:政府信息公开|依申请公开)申请(?:共|共计|合计)?\s*\d[\d,]*\s*(?:条|篇|个|项)(?:[，。；、（]|$)")
});
static ITEMS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:公开|发布)(?:各类)?(?:政府)?信息(?:共|共计|累计)?\s*\d[\d,]*\s*(?:件|份|个|宗)(?:[，。；、（]|$)")
});
static FEES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"收取(?:信息处理费|费用)\s*\d[\d,]*\s*(?:件|条|次)(?:[，。；、（]|$)"));

pub(super) fn check(report: &Report, findings: &mut Vec<Finding>) {
    for section in &report.sections {
        if let Some(title) = &section.title {
            numbering(section.id, title, findings);
        }
        if !matches!(section.id, SectionId::Problems | SectionId::Closing) {
            units(section.id, &section.text, findings);
        }
    }
    names(report, findings);
}

/// R8.2: 一、 for sections, （一） for parts, in full width. A wrong number is R1.2's.
fn numbering(section: SectionId, title: &str, findings: &mut Vec<Finding>) {
    let title = title.trim();
    let (good, part) = match section {
        _ if SectionId::SIX.contains(&section) => (SECTION.is_match(title), false),
        _ if SectionId::FIVE_PARTS.contains(&section) => (PART.is_match(title), true),
        _ => return,
    };
    let numbered =
        title.chars().next().is_some_and(|c| "（(一二三四五六七八九十0123456789０１２３４５６７８９".contains(c));
    if good || !numbered {
        return;
    }
    let expected = section.title();
    let found: String = title.chars().take(12).collect();
    let kind = if part { "（一）" } else { "一、" };
    let message = format!("标题序号“{found}”不规范，宜为“{expected}”（{kind}的写法）。");
    let hit = finding("R8.2", Severity::Hint, message).in_section(section);
    findings.push(hit.expected(expected).found(found).quote(title));
}

/// R8.11: 申请 are counted in 件, items of information in 条, fees in 元.
fn units(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    for (pattern, expected) in [(&*REQUESTS, "件"), (&*ITEMS, "条"), (&*FEES, "元")] {
        for hit in pattern.find_iter(text) {
            let found = hit.as_str().trim_end_matches(['，', '。', '；', '、', '（']);
            let message = format!("“{found}”计量单位宜为“{expected}”。");
            let told = finding("R8.11", Severity::Warn, message).in_section(section);
            findings.push(told.expected(expected).found(found).quote(around(text, hit.range())));
        }
    }
}

/// R8.12: the name under the report is the name over it.
fn names(report: &Report, findings: &mut Vec<Finding>) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let organ = bare(&report.organ);
    let closing = report.text(SectionId::Closing).unwrap_or_default();
    let ends = ["人民政府", "办公室", "办公厅", "委员会", "办事处", "局", "厅"];
    for line in closing.lines().map(bare) {
        let named = ends.iter().any(|end| line.ends_with(end)) && line.chars().count() <= 30;
        if named && !line.ends_with(&organ) && !organ.ends_with(&line) {
            let message = format!("机关名称不一：{}、{line}。", report.organ);
            let told = finding("R8.12", Severity::Hint, message).in_section(SectionId::Closing);
            findings.push(told.expected(report.organ.clone()).found(line.clone()).quote(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for pattern in [&SECTION, &PART, &REQUESTS, &ITEMS, &FEES] {
            assert!(!pattern.as_str().is_empty());
        }
    }
}
