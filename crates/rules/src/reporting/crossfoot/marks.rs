//! R8.2, R8.11, R8.12: numbering of headings, units, the name of the organ.

use std::sync::LazyLock;

use regex::Regex;

use super::words::{around, pattern};
use super::*;

static SECTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[一二三四五六]、"));
static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"^（[一二三四五]）"));
/// Nouns with the units that do not fit them, before and behind the figure (申请 件, 信息 条, 文件 件, 费用 元).
static UNITS: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    let n = r"\s*(?:\d[\d,]*|[一二两三四五六七八九十百千]+)余?\s*";
    let ends = "(?:[，。；、（）]|$)";
    let requests =
        "(?:政府信息公开申请|依申请公开申请|信息公开申请|公开申请|收到申请|新收申请|受理申请|办结申请|答复申请)";
    let items = "(?:(?:公开|发布)(?:了|各类|各项|政府|政务|相关|有关)*信息)";
    let documents = "(?:规范性文件|各类文件|政策文件|公文|(?:印发|制发|出台|废止|公开)文件)";
    let fees = "(?:收取(?:政府信息公开)?(?:信息处理费|费用))";
    let behind =
        |noun: &str, units: &str| pattern(&format!("{noun}(?:共|共计|合计|累计|总计|数量|为|达)*{n}(?:{units}){ends}"));
    let before = |noun: &str, units: &str| {
        pattern(&format!("(?:收到|受理|新收|办结|答复|制发|印发|出台|公开|发布)(?:了)?{n}(?:{units})(?:的)?{noun}"))
    };
    vec![
        (behind(requests, "条|篇|个|项|部|元"), "件"),
        (before("(?:政府信息公开申请|信息公开申请|申请)", "条|篇|项|部"), "件"),
        (behind(items, "件|份|个|宗|元|起"), "条"),
        (before("(?:各类|政府|政务)*信息(?:[，。；、]|$)", "件|份|个|宗|起"), "条"),
        (behind(documents, "条|篇|个|次|项|元"), "件"),
        (before("(?:行政规范性文件|规范性文件|各类文件|政策文件|公文)", "条|篇|次|项"), "件"),
        (behind(fees, "件|条|次|份|篇"), "元"),
    ]
});

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
    let hit = Finding::new("R8.2", Severity::Hint, message).in_section(section);
    findings.push(hit.expected(expected).found(found).quote(title));
}

/// R8.11: 申请 are counted in 件, items of information in 条, fees in 元.
fn units(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    for (pattern, expected) in UNITS.iter() {
        for hit in pattern.find_iter(text) {
            let found = hit.as_str().trim_end_matches(['，', '。', '；', '、', '（', '）']);
            let message = format!("“{found}”计量单位宜为“{expected}”。");
            let told = Finding::new("R8.11", Severity::Warn, message).in_section(section);
            findings.push(told.expected(*expected).found(found).quote(around(text, hit.range())));
        }
    }
}

static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"请(?:与|联系|向)(?P<who>\p{Han}{4,30}?(?:人民政府|办公室|办公厅|委员会|办事处|局|厅))(?:联系|咨询|反映|[（(，])",
    )
});

/// R8.12: the name in the opening and under the report is the name over it.
fn names(report: &Report, findings: &mut Vec<Finding>) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let organ = bare(&report.organ);
    let mut tell = |section: SectionId, name: String| {
        let message = format!("机关名称不一：{}、{name}。", report.organ);
        let told = Finding::new("R8.12", Severity::Hint, message).in_section(section);
        findings.push(told.expected(report.organ.clone()).found(name.clone()).quote(name));
    };
    // Whom to write to may be an office of the organ: its name begins with the organ's or ends it.
    let opening = bare(&report.text(SectionId::Preamble).unwrap_or_default());
    if let Some(who) = CONTACT.captures(&opening).and_then(|found| found.name("who")).map(|who| who.as_str()) {
        let akin = who.contains(&organ) || organ.contains(who) || shares_place(who, &organ);
        if !akin {
            tell(SectionId::Preamble, who.to_owned());
        }
    }
    let closing = report.text(SectionId::Closing).unwrap_or_default();
    let ends = ["人民政府", "办公室", "办公厅", "委员会", "办事处", "局", "厅"];
    for line in closing.lines().map(bare) {
        let named = ends.iter().any(|end| line.ends_with(end)) && line.chars().count() <= 30;
        if named && !line.ends_with(&organ) && !organ.ends_with(&line) {
            tell(SectionId::Closing, line);
        }
    }
}

/// Both names begin with the same place (某县人民政府, 某县政务公开办公室), or one does without it.
fn shares_place(one: &str, other: &str) -> bool {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() >= 3
        || !one.contains(['省', '市', '县', '区', '旗'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for pattern in [&*SECTION, &*PART].into_iter().chain(UNITS.iter().map(|(pattern, _)| pattern)) {
            assert!(!pattern.as_str().is_empty());
        }
    }
}
