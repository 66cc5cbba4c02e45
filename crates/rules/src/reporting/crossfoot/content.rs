//! R9 Content: what Article 50 and the form ask the six sections to say.

use std::sync::LazyLock;

use regex::Regex;

use super::super::exchange::Form;
use super::super::narrative::problems_of;
use super::words::pattern;
use super::*;

static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d\d\s*年"));
static FEE_AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:处理费|收费|费用)[^。；]{0,30}?\d[\d,，.]*\s*万?元|\d[\d,，.]*\s*万?元[^。；]{0,12}处理费")
});
static FEE_NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:未|没有|无|不)[^。；]{0,24}(?:收取|收费|收缴|产生|发生)[^。；]{0,24}(?:处理费|收费|费用)|(?:处理费|收费|费用)[^。；]{0,12}(?:未|没有|无|为零|为0|为0元)|(?:未|没有|无)[^。；]{0,12}(?:处理费|收费)",
    )
});

pub(super) fn check(report: &Report, before: Option<&Report>, context: &Context, findings: &mut Vec<Finding>) {
    let overview: String = SectionId::IN_ORDER
        .into_iter()
        .filter(|id| id.is_overview())
        .filter_map(|id| report.text(id))
        .collect::<Vec<_>>()
        .join("\n");
    if report.form == Form::Form2021 {
        five_parts(report, &overview, findings);
    }
    assessment(report, &overview, findings);
    if report.form == Form::Form2021 {
        fee_statement(report, findings);
    }
    problems(report, before, findings);
    if report.form == Form::Form2021 {
        length(&overview, context, findings);
    }
    opening(report, findings);
    request_figures(report, findings);
    other_matters(&overview, findings);
}

/// R9.1: the five parts of section one, by heading or by word.
fn five_parts(report: &Report, overview: &str, findings: &mut Vec<Finding>) {
    if overview.is_empty() {
        return;
    }
    let words = ["主动公开", "依申请公开", "信息管理", "平台", "监督"];
    for (part, word) in SectionId::FIVE_PARTS.into_iter().zip(words) {
        let text = report.text(part).unwrap_or_default();
        let own_heading = report.sections.iter().any(|section| SectionId::FIVE_PARTS.contains(&section.id));
        let present = if own_heading { !text.trim().is_empty() } else { overview.contains(word) };
        if !present {
            let expected = part.title().trim_start_matches(|c: char| "（）一二三四五".contains(c));
            let message = format!("总体情况缺少“{expected}”方面内容。");
            findings
                .push(Finding::new("R9.1", Severity::Warn, message).in_section(SectionId::Overview).expected(expected));
        }
    }
}

/// R9.2: 工作考核, 社会评议, 责任追究 (第五十条第四项), a duty of governments.
fn assessment(report: &Report, overview: &str, findings: &mut Vec<Finding>) {
    let all = [overview.to_owned(), report.text(SectionId::OtherMatters).unwrap_or_default()].concat();
    let asked: [(&str, &[&str]); 3] = [
        ("工作考核", &["考核", "考评"]),
        ("社会评议", &["评议", "满意度测评", "第三方评估"]),
        ("责任追究", &["责任追究", "追责", "问责", "追究责任"]),
    ];
    let missing: Vec<&str> =
        asked.into_iter().filter(|(_, words)| !words.iter().any(|w| all.contains(w))).map(|(name, _)| name).collect();
    if missing.is_empty() || all.trim().is_empty() {
        return;
    }
    let severity = match report.level {
        Some(level) if level.is_government() => Severity::Warn,
        None if is_whole_government(report) => Severity::Warn,
        _ => Severity::Hint,
    };
    let expected = missing.join("、");
    // The duty is that of governments; others are asked, not told.
    let message = if severity == Severity::Warn {
        format!("政府的年度报告应包括工作考核、社会评议和责任追究结果情况，缺“{expected}”。")
    } else {
        format!("年度报告宜写明工作考核、社会评议和责任追究结果情况（各级政府必须写），缺“{expected}”。")
    };
    findings
        .push(Finding::new("R9.2", severity, message).in_section(SectionId::OverviewSupervision).expected(expected));
}

/// R9.3: section six tells the 信息处理费.
fn fee_statement(report: &Report, findings: &mut Vec<Finding>) {
    let Some(text) = report.text(SectionId::OtherMatters) else { return };
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !(FEE_AMOUNT.is_match(&bare) || FEE_NONE.is_match(&bare)) {
        let message = "第六部分未说明收取信息处理费情况。";
        findings.push(Finding::new("R9.3", Severity::Error, message).in_section(SectionId::OtherMatters));
    }
}

/// R9.4 to R9.6: problems, improvements, and last year's problems.
fn problems(report: &Report, before: Option<&Report>, findings: &mut Vec<Finding>) {
    let Some(text) = report.text(SectionId::Problems) else { return };
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let length = bare.chars().count();
    if length < 30 {
        let nothing = bare.is_empty() || bare == "无" || bare == "暂无" || bare == "没有";
        let severity = if nothing { Severity::Error } else { Severity::Warn };
        let hit = Finding::new("R9.4", severity, "第五部分为空或过于简略。").in_section(SectionId::Problems);
        findings.push(hit.found(length as u64));
        if nothing {
            return;
        }
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let asked: [(&str, &[&str]); 2] = [
        ("存在问题", &["问题", "不足", "短板", "薄弱", "差距", "欠缺", "有待", "不够"]),
        ("改进措施", &["改进", "整改", "下一步", "措施", "提升", "加强", "完善", "优化", "今后"]),
    ];
    for (expected, _) in asked.into_iter().filter(|(_, words)| !has(words)) {
        let message = format!("第五部分缺少“{expected}”的内容。");
        findings.push(Finding::new("R9.5", Severity::Warn, message).in_section(SectionId::Problems).expected(expected));
    }
    // What became of last year's problems can be asked only where last year named some.
    let named =
        before.and_then(|before| before.text(SectionId::Problems)).is_some_and(|text| !problems_of(&text).is_empty());
    let last_year = format!("{}年", report.year.saturating_sub(1));
    if named && !has(&["上年", "上一年", "去年", &last_year]) {
        let message = "未说明上年度报告所列问题的改进情况。";
        findings.push(Finding::new("R9.6", Severity::Hint, message).in_section(SectionId::Problems));
    }
}

/// R9.7: section one not at length.
fn length(overview: &str, context: &Context, findings: &mut Vec<Finding>) {
    let limit = context.overview_limit.unwrap_or(1000);
    let found = overview.chars().filter(|c| !c.is_whitespace()).count();
    if found > limit {
        let message = format!("总体情况{found}字，一些地方要求一般不超过{limit}字。");
        let hit = Finding::new("R9.7", Severity::Hint, message).in_section(SectionId::Overview);
        findings.push(hit.expected(limit as u64).found(found as u64));
    }
}

/// Words by which a sentence has to do with what Article 50 asks for.
const OF_DISCLOSURE: [&str; 44] = [
    "公开",
    "信息",
    "申请",
    "条例",
    "解读",
    "网站",
    "公众号",
    "微博",
    "微信",
    "新媒体",
    "平台",
    "栏目",
    "专栏",
    "专区",
    "公文",
    "文件",
    "审查",
    "审核",
    "发布",
    "回应",
    "关切",
    "指南",
    "目录",
    "公报",
    "公示",
    "复议",
    "诉讼",
    "答复",
    "办结",
    "考核",
    "评议",
    "责任追究",
    "培训",
    "监督",
    "政务",
    "知情权",
    "访谈",
    "留言",
    "公布",
    "告知",
    "查阅",
    "台账",
    "保密",
    "档案",
];

/// R9.10: more than half of section one tells of other matters.
fn other_matters(overview: &str, findings: &mut Vec<Finding>) {
    let (mut all, mut foreign, mut longest) = (0usize, 0usize, "");
    for sentence in overview.split_inclusive(['。', '；', '！', '\n']) {
        let length = sentence.chars().filter(|c| c.is_alphanumeric()).count();
        all += length;
        if !OF_DISCLOSURE.iter().any(|word| sentence.contains(word)) {
            foreign += length;
            if sentence.len() > longest.len() {
                longest = sentence;
            }
        }
    }
    if all >= 200 && foreign * 2 > all {
        let message = "总体情况中与政府信息公开无关的内容较多。";
        let hit = Finding::new("R9.10", Severity::Hint, message).in_section(SectionId::Overview);
        let quote: String = longest.trim().chars().take(60).collect();
        findings.push(hit.expected((all / 2) as u64).found(foreign as u64).quote(quote));
    }
}

/// R9.8: legal basis, period, contact at the head.
fn opening(report: &Report, findings: &mut Vec<Finding>) {
    let text = report.text(SectionId::Preamble).unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let asked: [(&str, &[&str]); 3] = [
        ("编制依据", &["条例"]),
        ("统计期限", &["1月1日", "12月31日", "统计期限"]),
        ("联系方式", &["电话", "地址", "邮箱", "邮编", "联系"]),
    ];
    let missing: Vec<&str> = asked.into_iter().filter(|(_, words)| !has(words)).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        let expected = missing.join("、");
        let message = format!("开头未写明“{expected}”（编制依据、统计期限、联系方式）。");
        findings.push(Finding::new("R9.8", Severity::Hint, message).in_section(SectionId::Preamble).expected(expected));
    }
}

/// R9.9: 依申请公开 with figures.
fn request_figures(report: &Report, findings: &mut Vec<Finding>) {
    let Some(text) = report.text(SectionId::OverviewRequests) else { return };
    let without_years = YEARS.replace_all(&text, "");
    let none = ["未收到", "没有收到", "未接到", "没有接到", "无依申请公开"].iter().any(|words| text.contains(words));
    let counted = none || without_years.chars().any(|c| c.is_ascii_digit() || "０１２３４５６７８９".contains(c));
    let disputes = ["复议", "诉讼", "起诉"].iter().any(|word| text.contains(word));
    let message = match (counted, disputes) {
        (true, true) => return,
        (false, _) => "“依申请公开”部分没有数字。",
        (true, false) => "“依申请公开”部分没有写明行政复议、行政诉讼情况。",
    };
    findings.push(Finding::new("R9.9", Severity::Hint, message).in_section(SectionId::OverviewRequests));
}
