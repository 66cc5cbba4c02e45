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
static DOUBLED_MARK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"，，|。。|、、|；；|：：|，。|。，|、。|；。|，；|、，|，、|。；|：，|：。|（）"));
static DOUBLED_WORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"的的|和和|在在|与与|对对|及及|并并|将将|为为|了了|等等等|是是|于于|从从|把把"));
/// Units without a figure behind words that call for one.
static MISSING: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let unit = "(?:条|件|篇|场|期|份|个|人次|万元|元)";
    let verb = "(?:公开|发布|公布|推送|更新|收到|新收|接收|受理|办理|办结|答复|回复|回应|制发|印发|制定|出台|废止|解读|结转|举办|召开|开展|组织|收取)";
    let noun = "(?:各类)?(?:政府信息公开申请|政府信息|政务信息|信息公开申请|信息处理费|信息|申请|行政规范性文件|规范性文件|文件|公文)";
    let ends = "(?:[，。；、）]|$)";
    [
        // 共主动公开条政府信息, 共公开条, 全年受理件.
        pattern(&format!("(?:共|累计|总计|合计|全年|全年共|年内)(?:主动)?{verb}?(?:共|了)?{unit}(?:{noun}|{ends})")),
        // 主动公开政府信息条, 收到申请共件.
        pattern(&format!("{verb}(?:了)?{noun}(?:共|共计|合计|总计|为|达|数量)*{unit}{ends}")),
        // 予以公开件、部分公开件.
        pattern(&format!(
            "(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|行政复议|行政诉讼|直接起诉|复议后起诉|结果维持|结果纠正|尚未审结)(?:案件)?(?:共|共计)?件{ends}"
        )),
        pattern(&format!("占(?:比)?(?:为)?[%％]{ends}")),
    ]
});
static OLD_DECREE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:国务院)?令[（(]?\s*(?:第)?\s*492\s*号|第\s*492\s*号令"));
static OLD_FORM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"国办[^，。；\n]{0,10}[〔\[（(【]\s*2019\s*[〕\]）)】]\s*60\s*号"));

pub(super) fn check(report: &Report, findings: &mut Vec<Finding>) {
    printed_title(report, findings);
    for section in &report.sections {
        missing_figures(section.id, &section.text, findings);
        residue(section.id, &section.text, findings);
        sentences(report, section.id, &section.text, findings);
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
        findings.push(Finding::new("R8.1", Severity::Hint, message).expected(expected).found(printed.trim()));
    }
}

/// R8.6: a unit without its figure, also where a blank was left for it.
fn missing_figures(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    for line in text.lines() {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let mut told: Vec<std::ops::Range<usize>> = Vec::new();
        for hit in MISSING.iter().flat_map(|pattern| pattern.find_iter(&line)) {
            let before = line.get(..hit.start()).unwrap_or_default();
            let overlaps = told.iter().any(|known| known.start < hit.end() && hit.start() < known.end);
            if overlaps || is_word(before, hit.as_str()) {
                continue;
            }
            told.push(hit.range());
            let found = hit.as_str().trim_end_matches(['，', '。', '；', '、', '）']);
            let message = format!("此处缺数字：“{found}”。");
            let at = Finding::new("R8.6", Severity::Warn, message).in_section(section);
            findings.push(at.found(found).quote(around(&line, hit.range())));
        }
    }
}

/// 申请件, 公开件, 条件: a word that ends like a unit. Behind 共 it is a unit all the same.
fn is_word(before: &str, hit: &str) -> bool {
    let counted = ["共", "累计", "总计", "合计"].iter().any(|word| before.ends_with(word));
    hit.contains("公开件") && hit.contains("依申请") || hit.contains("申请件") && !counted
}

/// R8.7: words of the template that were to be replaced.
fn residue(section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    for hit in RESIDUE.find_iter(text) {
        // 点击此处下载 is a link.
        let before = text.get(..hit.start()).unwrap_or_default().trim_end();
        if hit.as_str() == "此处" && ["点击", "单击", "点此", "从", "扫码"].iter().any(|word| before.ends_with(word))
        {
            continue;
        }
        let message = format!("残留模板文字“{}”。", hit.as_str());
        findings.push(
            Finding::new("R8.7", Severity::Error, message)
                .in_section(section)
                .found(hit.as_str())
                .quote(around(text, hit.range())),
        );
    }
}

/// R8.8: doubled marks and words, and a text that stops in the middle.
fn sentences(report: &Report, section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    let fault = |words: &str, quote: String| {
        let message = format!("语句或标点有误：“{words}”。");
        Finding::new("R8.8", Severity::Warn, message).in_section(section).found(words).quote(quote)
    };
    findings.extend(DOUBLED_MARK.find_iter(text).map(|hit| fault(hit.as_str(), around(text, hit.range()))));
    let meant =
        |hit: &regex::Match<'_>| !begins_a_word(text.get(hit.end()..).unwrap_or_default(), hit.as_str(), report);
    let words = DOUBLED_WORD.find_iter(text).filter(meant);
    findings.extend(words.map(|hit| fault(hit.as_str(), around(text, hit.range()))));
    findings.extend(repeated(text).into_iter().map(|range| {
        let words = text.get(range.clone()).unwrap_or_default();
        fault(words, around(text, range))
    }));
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

/// 以及及时, 和和平区: the second of two equal characters begins the next word.
fn begins_a_word(behind: &str, doubled: &str, report: &Report) -> bool {
    let next = behind.chars().next().unwrap_or_default();
    let Some(second) = doubled.chars().next() else { return false };
    let known = match second {
        '及' => "时其早",
        '和' => "平谐县田睦解",
        '与' => "会时",
        '的' => "确士",
        '将' => "军来",
        '对' => "外口象策照比接应标",
        '在' => "线编职建岗校",
        '并' => "轨联购列网案入",
        '为' => "民主期此首人",
        '了' => "解结",
        '是' => "否非",
        '于' => "都田是",
        '从' => "事业严而",
        '把' => "关握",
        _ => "",
    };
    let organ = report.organ.starts_with(second) && report.organ.chars().nth(1) == Some(next);
    known.contains(next) || organ
}

/// Words of two to six characters that stand twice on end: 审核审核, 进一步进一步. A pair that counts (一件一件) and a word of
/// equal characters are none.
fn repeated(text: &str) -> Vec<std::ops::Range<usize>> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let is_word = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let length = (2..=6).find(|length| {
            let (Some(first), Some(second)) =
                (characters.get(at..at + length), characters.get(at + length..at + 2 * length))
            else {
                return false;
            };
            let same = first.iter().zip(second).all(|(a, b)| a.1 == b.1 && is_word(a.1));
            let alike = first.iter().all(|c| c.1 == first[0].1);
            let counts = first.first().is_some_and(|c| "一二三四五六七八九十百千两每逐".contains(c.1));
            same && !alike && !(counts && *length == 2)
        });
        match length {
            Some(length) => {
                let end = characters.get(at + 2 * length).map_or(text.len(), |(end, _)| *end);
                let whole = characters[at].0..end;
                let word = text.get(whole.start..characters[at + length].0).unwrap_or_default();
                if !belongs_to_the_next(word, text.get(end..).unwrap_or_default()) {
                    found.push(whole);
                }
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    found
}

/// 区人民政府政府信息公开, 公开公开透明, 便民服务服务中心: the second of two equal words begins a longer one.
fn belongs_to_the_next(word: &str, behind: &str) -> bool {
    let longer: &[&str] = match word {
        "政府" => &["信息", "网", "采购", "公报", "工作", "规章", "购买", "投资", "债"],
        "公开" => &["透明", "公正"],
        "信息" => &["化", "系统", "中心", "技术", "员"],
        "服务" => &["中心", "大厅", "平台", "窗口", "对象", "事项", "热线"],
        "管理" => &["局", "办法", "制度", "系统", "中心", "平台", "人员"],
        "工作" => &["人员", "机构", "制度", "机制", "台账"],
        "发展" => &["和改革", "改革", "规划", "研究"],
        _ => &[],
    };
    longer.iter().any(|rest| behind.starts_with(rest))
}

/// R8.9: bases that others have replaced.
fn bases(report: &Report, section: SectionId, text: &str, findings: &mut Vec<Finding>) {
    let old_form = (report.year >= 2021).then(|| (&*OLD_FORM, "国办公开办函〔2021〕30号"));
    for (old, expected) in [Some((&*OLD_DECREE, "国务院令第711号")), old_form].into_iter().flatten() {
        for hit in old.find_iter(text) {
            // 492号公布、711号修订 is the history of the Regulation as it now stands.
            let history = expected.contains("711") && around_sentence(text, hit.start()).contains("711");
            if history {
                continue;
            }
            let message = format!("引用依据“{}”已被“{expected}”代替。", hit.as_str());
            let place = Finding::new("R8.9", Severity::Warn, message).in_section(section);
            findings.push(place.expected(expected).found(hit.as_str()).quote(around(text, hit.range())));
        }
    }
}

/// The sentence around a place.
fn around_sentence(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('。')).unwrap_or(0);
    let end = text.get(at..).and_then(|behind| behind.find('。')).map_or(text.len(), |end| at + end);
    text.get(start..end).unwrap_or_default()
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
        findings.push(Finding::new("R8.10", Severity::Error, message).in_section(section).found(what).quote(quote));
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
        for pattern in [&RESIDUE, &DOUBLED_MARK, &DOUBLED_WORD, &OLD_DECREE, &OLD_FORM]
            .map(|one| &**one)
            .into_iter()
            .chain(&*MISSING)
        {
            assert!(!pattern.as_str().is_empty());
        }
    }
}
