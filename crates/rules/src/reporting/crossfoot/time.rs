//! R7 Time: deadlines of publication (条例第四十九条) and the year that is meant.

use std::sync::LazyLock;

use jiff::civil::date;
use regex::Regex;

use super::super::exchange::{Level, Period};
use super::words::pattern;
use super::*;

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(20\d\d)\s*年"));
static LEAD_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(20\d\d)\s*年度?[，,]"));
static WHOLE_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(20\d\d)\s*年度?全年"));

pub(super) fn check(report: &Report, context: &Context, findings: &mut Vec<Finding>) {
    // Years that the exchange format does not allow have no calendar to be judged by.
    if !(2008..=2100).contains(&report.year) {
        return;
    }
    deadline(report, context, findings);
    published(report, context, findings);
    period(report, findings);
    title_year(report, findings);
    foreign_years(report, findings);
}

/// The last day on which the report of a year is published in time, that day included (条例第四十九条: departments by
/// 31 January, whole governments by 31 March; others by local notice). `None` for a year no calendar has.
pub fn last_day(level: Level, year: i16, local_deadline: Option<Date>) -> Option<Date> {
    let next = year.checked_add(1)?;
    let of_law = |month, day| Date::new(next, month, day).ok();
    match rule(level) {
        "R7.1" => of_law(1, 31),
        "R7.2" => of_law(3, 31),
        _ => local_deadline.or_else(|| of_law(1, 31)),
    }
}

/// The rule that sets the last day.
fn rule(level: Level) -> &'static str {
    match level {
        Level::Department => "R7.1",
        Level::Central | Level::Province | Level::City | Level::County => "R7.2",
        Level::Town | Level::Subdistrict | Level::Township | Level::AuthorisedOrganisation => "R7.3",
    }
}

/// R7.1 to R7.3.
fn deadline(report: &Report, context: &Context, findings: &mut Vec<Finding>) {
    // 某市人民政府 is of a city or of a county: both have until 31 March.
    let level = report.level.or_else(|| is_whole_government(report).then_some(Level::County));
    let (Some(level), Some(found)) = (level, report.published) else { return };
    let rule = rule(level);
    let Some(last) = last_day(level, report.year, context.local_deadline).filter(|last| found > *last) else { return };
    let by = match rule {
        "R7.1" => "部门年度报告应在",
        "R7.2" => "政府年度报告应在",
        _ => "按本地要求应在",
    };
    let severity = if rule == "R7.3" { Severity::Warn } else { Severity::Error };
    let message = format!("{by}{}前公布，实际公布日期{}。", in_words(last), in_words(found));
    findings.push(Finding::new(rule, severity, message).expected(last.to_string()).found(found.to_string()));
}

/// R7.4 and R7.8.
fn published(report: &Report, context: &Context, findings: &mut Vec<Finding>) {
    let Some(found) = report.published else {
        if !context.unpublished {
            findings.push(Finding::new("R7.8", Severity::Warn, "未找到公布日期，无法核对是否按时。"));
        }
        return;
    };
    let early = found < date(report.year + 1, 1, 1);
    if early || context.today.is_some_and(|today| found > today) {
        let message = format!("公布日期{}早于统计期限届满，或晚于今天。", in_words(found));
        findings.push(Finding::new("R7.4", Severity::Warn, message).found(found.to_string()));
    }
}

/// R7.5: 1 January to 31 December of the report year.
fn period(report: &Report, findings: &mut Vec<Finding>) {
    let (Some(stated), Some(expected)) = (report.period, Period::of_year(report.year)) else { return };
    if stated != expected {
        let found = format!("{}至{}", stated.from, stated.to);
        let year = report.year;
        let written = format!("{}至{}", in_words(stated.from), in_words(stated.to));
        let message = format!("统计期限应为{year}年1月1日至12月31日，报告写为“{written}”。");
        let hit = Finding::new("R7.5", Severity::Error, message).in_section(SectionId::Preamble);
        findings.push(hit.expected(format!("{}至{}", expected.from, expected.to)).found(found));
    }
}

/// R7.6: the year of the title.
fn title_year(report: &Report, findings: &mut Vec<Finding>) {
    let Some(title) = &report.title else { return };
    let Some(a) = YEAR.captures(title).and_then(|found| found[1].parse::<i16>().ok()) else { return };
    let of_period = report.period.map_or(report.year, |period| period.from.year());
    let b = if of_period == a { report.year } else { of_period };
    if a != b {
        let message = format!("标题年份{a}与统计期限年份{b}不一致。");
        findings.push(
            Finding::new("R7.6", Severity::Error, message)
                .expected(i64::from(b))
                .found(i64::from(a))
                .quote(title.clone()),
        );
    }
}

/// R7.7: another year where this one is meant: at the head of a text, or before 全年.
fn foreign_years(report: &Report, findings: &mut Vec<Finding>) {
    for section in &report.sections {
        let lead = section.text.lines().next().and_then(|line| LEAD_YEAR.captures(line));
        let hits = lead.into_iter().chain(WHOLE_YEAR.captures_iter(&section.text));
        for hit in hits {
            let found = &hit[1];
            let year: Option<i16> = found.parse().ok();
            // Section five may plan for the year to come; 与2023年全年相比 means that year.
            let planned = section.id == SectionId::Problems && year == report.year.checked_add(1);
            let before = section.text.get(..hit.get(0).map_or(0, |whole| whole.start())).unwrap_or_default();
            let compared = before.ends_with(['较', '比', '与', '和', '同', '超']);
            if year == Some(report.year) || planned || compared {
                continue;
            }
            let message = format!("此处年份“{found}”疑为“{}”之误（沿用上年文字）。", report.year);
            let place = Finding::new("R7.7", Severity::Warn, message).in_section(section.id);
            findings.push(place.expected(i64::from(report.year)).found(found).quote(&hit[0]));
        }
    }
}
