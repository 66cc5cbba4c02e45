//! R5 Words against tables: every figure of the running text that names what a cell counts.

use super::super::claims::{self, Claims, Stated};
use super::super::exchange::{Exactness, printed_rows};
use super::super::form::Group;
use super::super::tables::WanYuan;
use super::*;

mod figures;
mod sense;

pub(super) fn check(report: &Report, before: Option<&Report>, findings: &mut Vec<Finding>) {
    let claims = claims::read(report);
    let mut seen: Vec<(&str, &Value, bool)> = Vec::new();
    for stated in &claims.stated {
        // Two equal claims merge.
        let key = (stated.claim.key.as_str(), &stated.claim.value, stated.with_carried_in);
        if !seen.contains(&key) {
            seen.push(key);
            findings.extend(figures::against_tables(report, stated));
        }
    }
    contradictions(&claims, findings);
    sense::shares(report, &claims, findings);
    sense::parts(&claims, findings);
    sense::breakdowns(report, findings);
    sense::rates(report, findings);
    sense::fees(report, &claims, findings);
    sense::growth(report, before, findings);
    sense::channels_without_items(report, &claims, findings);
    order(findings);
}

/// R5.17: the same claim with two values. Figures with and without what was carried in are two claims.
fn contradictions(claims: &Claims, findings: &mut Vec<Finding>) {
    let single = [
        "published_items",
        "requests_received",
        "carried_in",
        "answered",
        "carried_out",
        "review_total",
        "litigation_total",
        "rules_made",
        "normative_made",
        "granted",
        "partial",
        "denied",
        "unable",
        "not_processed",
        "other",
    ];
    for key in single {
        let firm = |stated: &&Stated| {
            stated.claim.key == key
                && stated.claim.exactness == Exactness::Exact
                && !stated.with_carried_in
                // Items of a channel or a class are another claim than all items; 件次 are counted otherwise than 件.
                && (key != "published_items" || stated.whole)
                && stated.claim.unit.as_deref() != Some("件次")
        };
        let of_key: Vec<&Stated> = claims.stated.iter().filter(firm).collect();
        let Some(first) = of_key.first() else { continue };
        if let Some(other) = of_key.iter().find(|other| other.claim.value != first.claim.value) {
            let (a, b) = (&first.claim.value, &other.claim.value);
            let phrase = phrase(key);
            let message = format!("“{phrase}”在两处写法不一：{a}、{b}。");
            let hit = Finding::new("R5.17", Severity::Warn, message).in_section(other.claim.section);
            let quote = format!("{}；{}", first.claim.quote, other.claim.quote);
            findings.push(hit.expected(a.clone()).found(b.clone()).quote(quote));
        }
    }
}

/// The words for a claim in a message.
fn phrase(key: &str) -> String {
    let fixed = match key {
        "published_items" => "主动公开政府信息",
        "requests_received" => "收到申请",
        "carried_in" => "上年结转",
        "answered" => "办结（答复）",
        "carried_out" => "结转下年度",
        "granted" => "予以公开",
        "partial" => "部分公开",
        "granted_or_partial" => "予以公开或部分公开",
        "denied" => "不予公开",
        "unable" => "无法提供",
        "not_processed" => "不予处理",
        "other" => "其他处理",
        "review_total" => "行政复议",
        "litigation_total" => "行政诉讼",
        "litigation_direct" => "直接起诉",
        "litigation_after_review" => "复议后起诉",
        "rules_made" => "制发规章",
        "rules_repealed" => "废止规章",
        "rules_in_force" => "现行有效规章",
        "normative_made" => "制发行政规范性文件",
        "normative_repealed" => "废止行政规范性文件",
        "normative_in_force" => "现行有效行政规范性文件",
        "permit" => "行政许可",
        "punish" => "行政处罚",
        "coerce" => "行政强制",
        "fee" => "行政事业性收费",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    let remedy = |block: &str, result: &str| {
        let block = if block == "review" { "行政复议" } else { "行政诉讼" };
        let standing: Option<Standing> = result.parse().ok();
        standing.map(|standing| format!("{block}{}", standing.label()))
    };
    let row = || key.parse::<Row>().ok().map(|row| super::super::form::without_numbering(row.label()));
    key.split_once('_').and_then(|(block, result)| remedy(block, result)).or_else(row).unwrap_or_else(|| key.to_owned())
}

/// Findings of R5 in the order of their numbers, whatever the order of the text.
fn order(findings: &mut [Finding]) {
    let first = findings.iter().position(|hit| hit.rule.starts_with("R5.")).unwrap_or(findings.len());
    if let Some(of_text) = findings.get_mut(first..) {
        of_text.sort_by_key(|hit| hit.rule.strip_prefix("R5.").and_then(|n| n.parse::<u8>().ok()).unwrap_or(u8::MAX));
    }
}

/// The total column of table three.
fn total(report: &Report, row: Row) -> Option<u64> {
    report.table3.as_ref()?.get(row, Column::Total)
}

/// A cell of table four.
fn remedies(report: &Report, block: Block, standing: Standing) -> Option<u64> {
    report.table4.as_ref()?.get(block, standing)
}

/// The sum of a group of table three, the merged row of （六） included; blank totals are replaced by their row sums.
/// `None` where no row of it is printed, or where one holds nothing that could be added: not assessable.
fn group_sum(report: &Report, group: Group) -> Option<u64> {
    let table = report.table3.as_ref()?;
    let mut rows = group.rows().to_vec();
    if group == Group::OtherwiseHandled {
        rows.push(Row::OtherwiseHandled);
    }
    // A row of the form that the report does not print, or whose figures nobody could place, leaves the sum open.
    let merged = table.row(Row::OtherwiseHandled).is_some() && group == Group::OtherwiseHandled;
    let lost = |row: &Row| printed_rows(report.form).contains(row) && table.row(*row).is_none();
    if !merged && rows.iter().any(lost) {
        return None;
    }
    let printed: Vec<Row> = rows.into_iter().filter(|row| table.row(*row).is_some()).collect();
    let of_kinds =
        |row: Row| Column::KINDS.iter().filter_map(|column| table.get(row, *column)).reduce(u64::saturating_add);
    let totals = printed.iter().map(|row| table.get(*row, Column::Total).or_else(|| of_kinds(*row)));
    let sum = totals.into_iter().try_fold(0u64, |sum, total| Some(sum.saturating_add(total?)));
    sum.filter(|_| !printed.is_empty())
}

/// An amount in hundred-millionths of 万元 from a figure in 元 or 万元, with the worth of half its last digit.
fn amount(number: &str, unit: Option<&str>) -> Option<(u128, u128)> {
    let number: WanYuan = number.parse().ok()?;
    let ulp = 10u128.pow(u32::try_from(8usize.checked_sub(number.decimals())?).ok()?);
    let scale = if unit == Some("元") { 10_000 } else { 1 };
    Some((number.scaled() / scale, (ulp / scale).max(1) / 2))
}
