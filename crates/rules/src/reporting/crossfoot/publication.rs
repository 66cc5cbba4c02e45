//! R2 Table two: documents, decisions, fees.

use std::sync::LazyLock;

use regex::Regex;

use super::super::exchange::{Form, Level, PublicationTable2019, Table2};
use super::super::tables::{DocumentCounts, PublicationTable};
use super::words::pattern;
use super::*;

pub(super) fn check(report: &Report, before: Option<&Report>, context: &Context, findings: &mut Vec<Finding>) {
    match &report.table2 {
        Some(Table2::Form2021(table)) => {
            documents(table, findings);
            rule_making(report, table, context, findings);
            fee_unit(report, table, before, findings);
            blanks(table, context, findings);
            only_the_office(report, table, findings);
        }
        Some(Table2::Form2019(table)) if report.form == Form::Form2019 => {
            form_2019(table, findings);
            blanks_2019(table, context, findings);
        }
        _ => {}
    }
}

/// The two rows of documents with the figures of their three cells.
pub(super) fn document_rows(table: &PublicationTable) -> [(DocumentCounts, [Figure; 3]); 2] {
    let rules = [Figure::GovernmentRuleIssued, Figure::GovernmentRuleRepealed, Figure::GovernmentRuleInForce];
    let normative =
        [Figure::NormativeDocumentIssued, Figure::NormativeDocumentRepealed, Figure::NormativeDocumentInForce];
    [(table.government_rules, rules), (table.normative_documents, normative)]
}

/// R2.1: nothing less than none can have been in force a year ago.
fn documents(table: &PublicationTable, findings: &mut Vec<Finding>) {
    for (counts, [issued_cell, _, in_force_cell]) in document_rows(table) {
        let [issued, repealed, in_force] =
            [counts.issued_count, counts.repealed_count, counts.in_force_count].map(or_zero);
        let earlier = in_force + repealed - issued;
        if earlier >= 0 {
            continue;
        }
        let label = issued_cell.row_label();
        if counts.repealed_count.is_none() || counts.in_force_count.is_none() {
            let hit = not_assessable("R2.1", &format!("“{label}”"));
            findings.push(hit.at(Cell::Publication(in_force_cell)));
            continue;
        }
        let message = format!(
            "“{label}”：现行有效{in_force}件＋本年废止{repealed}件－本年制发{issued}件＝{earlier}，推算上年末件数为负。"
        );
        let hit = Finding::new("R2.1", Severity::Error, message).at(Cell::Publication(in_force_cell));
        findings.push(hit.expected(value(issued - repealed)).found(value(in_force)));
    }
}

/// R2.3: 规章 only where the law gives the power (立法法).
fn rule_making(report: &Report, table: &PublicationTable, context: &Context, findings: &mut Vec<Finding>) {
    let by_level = || report.level.and_then(|level| level.may_make_rules());
    let may = context.may_make_rules.or_else(by_level).or_else(|| department_may(report));
    if may != Some(false) {
        return;
    }
    let [(_, cells), _] = document_rows(table);
    for cell in cells {
        if let Some(count) = table.count(cell).filter(|count| *count > 0) {
            let message = format!("本机关没有规章制定权，“规章”各项应为0，实际为{count}。");
            let hit = Finding::new("R2.3", Severity::Warn, message).at(Cell::Publication(cell));
            findings.push(hit.expected(0u64).found(count));
        }
    }
}

/// Of departments only ministries make 规章; the 办公厅 and 办公室 of a government that may make them may print the
/// government's. `None` where the name leaves it open.
fn department_may(report: &Report) -> Option<bool> {
    if report.level != Some(Level::Department) {
        return None;
    }
    let name: String = report.organ.chars().filter(|c| !c.is_whitespace()).collect();
    let central =
        ["国家", "国务院", "中国", "中华人民共和国", "全国", "海关总署"].iter().any(|head| name.starts_with(head))
            || name.ends_with('部')
            || name.ends_with("总局")
            || name.ends_with('署');
    let office = name.contains("政府办公") || name.contains("政府办");
    let below = |mark: char| name.contains(mark);
    let local = below('县') || below('旗') || below('镇') || below('乡') || name.contains("街道");
    if central || office && !local { None } else { Some(false) }
}

static AMOUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"收费[^。；，]{0,16}?(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<u>万?元)"));

/// R2.4: the figure is the amount that the text tells, but in 元.
fn in_yuan(report: &Report, table: &PublicationTable, findings: &mut Vec<Finding>) -> bool {
    let Some(fee) = table.administrative_fees.as_ref().filter(|fee| !fee.is_zero()) else { return false };
    for section in &report.sections {
        for hit in AMOUNT.captures_iter(&section.text) {
            let digits = hit["n"].replace(',', "");
            let Ok(amount) = digits.parse::<super::super::tables::WanYuan>() else { continue };
            let yuan = if &hit["u"] == "元" { amount.scaled() } else { amount.scaled().saturating_mul(10_000) };
            if yuan == fee.scaled() {
                let message = format!("行政事业性收费单位为“万元”，{fee}疑按“元”填写。");
                let told =
                    Finding::new("R2.4", Severity::Warn, message).at(Cell::Publication(Figure::AdministrativeFee));
                findings.push(told.found(fee.as_str()).quote(hit[0].to_owned()));
                return true;
            }
        }
    }
    false
}

/// R2.4: an amount a thousand times last year's is likely in 元.
fn fee_unit(report: &Report, table: &PublicationTable, before: Option<&Report>, findings: &mut Vec<Finding>) {
    if in_yuan(report, table, findings) {
        return;
    }
    let earlier = before.and_then(Report::publication_table).and_then(|table| table.administrative_fees.as_ref());
    let (Some(now), Some(earlier)) = (&table.administrative_fees, earlier) else { return };
    let (a, b) = (now.scaled(), earlier.scaled());
    let far = a > 0 && b > 0 && (a > b.saturating_mul(1000) || b > a.saturating_mul(1000));
    if far {
        let message = format!("行政事业性收费单位为“万元”，{now}疑按“元”填写。");
        let hit = Finding::new("R2.4", Severity::Warn, message).at(Cell::Publication(Figure::AdministrativeFee));
        findings.push(hit.found(now.as_str()));
    }
}

/// R2.5: a blank is not 0.
fn blanks(table: &PublicationTable, context: &Context, findings: &mut Vec<Finding>) {
    for figure in Figure::ALL.into_iter().filter(|figure| table.get(*figure).is_none()) {
        let cell = Cell::Publication(figure);
        if context.is_unread(cell) {
            continue;
        }
        let message = format!("表二“{}”为空白，没有发生的应填0。", cell.label());
        findings.push(Finding::new("R2.5", Severity::Warn, message).at(cell));
    }
}

/// R2.6: a whole government with no decision at all has counted its office only.
fn only_the_office(report: &Report, table: &PublicationTable, findings: &mut Vec<Finding>) {
    let summed = is_whole_government(report);
    let decisions = [table.administrative_permits, table.administrative_penalties, table.coercive_measures];
    let nothing = decisions.iter().all(|count| *count == Some(0))
        && table.administrative_fees.as_ref().is_some_and(|amount| amount.is_zero());
    if summed && nothing {
        let message = "政府汇总报告的许可、处罚、强制、收费全部为0，请核对是否只统计了办公室。";
        findings.push(Finding::new("R2.6", Severity::Hint, message).in_table(TableId::Table2));
    }
}

/// R2.8 to R2.11: the table of the 2019 form.
fn form_2019(table: &PublicationTable2019, findings: &mut Vec<Finding>) {
    let documents =
        [("规章", "rules_2019", table.government_rules), ("规范性文件", "normative_2019", table.normative_documents)];
    for (label, row, counts) in documents {
        let place = |hit: Finding| hit.in_table(TableId::Table2).in_row(row);
        if let (Some(published), Some(total)) = (counts.published, counts.total)
            && published > total
        {
            let message = format!("“{label}”本年新公开{published}件大于对外公开总数{total}件。");
            findings.push(place(Finding::new("R2.8", Severity::Error, message)).found(published));
        }
        if let (Some(made), Some(published)) = (counts.made, counts.published)
            && published < made
        {
            let message = format!("“{label}”本年新制作{made}件、新公开{published}件，制作多于公开，请核对。");
            findings.push(place(Finding::new("R2.9", Severity::Hint, message)).found(published));
        }
    }
    let items = [
        ("行政许可", "permit_2019", table.administrative_permits.prior, table.administrative_permits.change),
        ("其他对外管理服务事项", "other_service_2019", table.other_services.prior, table.other_services.change),
        ("行政处罚", "punish_2019", table.administrative_penalties.prior, table.administrative_penalties.change),
        ("行政强制", "coerce_2019", table.coercive_measures.prior, table.coercive_measures.change),
        ("行政事业性收费", "fee_2019", table.administrative_fees.prior, table.administrative_fees.change),
    ];
    for (label, row, prior, change) in items {
        let (Some(prior), Some(change)) = (prior, change) else { continue };
        if wide(prior) + i128::from(change) < 0 {
            let message = format!("“{label}”上一年项目数{prior}与本年增减{change}相加为负。");
            findings.push(
                Finding::new("R2.10", Severity::Error, message).in_table(TableId::Table2).in_row(row).found(change),
            );
        }
    }
    if let (Some(projects), Some(amount)) = (table.procurement.projects, &table.procurement.amount)
        && (projects == 0) != amount.is_zero()
    {
        let message = format!("政府集中采购项目{projects}个、金额“{amount}万元”，两者不符。");
        let hit = Finding::new("R2.11", Severity::Warn, message).in_table(TableId::Table2).in_row("procurement");
        findings.push(hit.found(amount.as_str()));
    }
}

/// R2.5 for the form of 2019.
fn blanks_2019(table: &PublicationTable2019, context: &Context, findings: &mut Vec<Finding>) {
    let documents =
        [("rules_2019", "规章", table.government_rules), ("normative_2019", "规范性文件", table.normative_documents)];
    let items = [
        ("permit_2019", "行政许可", table.administrative_permits),
        ("other_service_2019", "其他对外管理服务事项", table.other_services),
        ("punish_2019", "行政处罚", table.administrative_penalties),
        ("coerce_2019", "行政强制", table.coercive_measures),
    ];
    let mut cells: Vec<(&str, &str, &str, &str, bool)> = Vec::new();
    for (row, label, counts) in documents {
        cells.push((row, label, "made", "本年新制作数量", counts.made.is_none()));
        cells.push((row, label, "published", "本年新公开数量", counts.published.is_none()));
        cells.push((row, label, "total", "对外公开总数量", counts.total.is_none()));
    }
    for (row, label, counts) in items {
        cells.push((row, label, "prior", "上一年项目数量", counts.prior.is_none()));
        cells.push((row, label, "change", "本年增/减", counts.change.is_none()));
        cells.push((row, label, "decisions", "处理决定数量", counts.decisions.is_none()));
    }
    let fees = table.administrative_fees;
    cells.push(("fee_2019", "行政事业性收费", "prior", "上一年项目数量", fees.prior.is_none()));
    cells.push(("fee_2019", "行政事业性收费", "change", "本年增/减", fees.change.is_none()));
    cells.push(("procurement", "政府集中采购", "projects", "采购项目数量", table.procurement.projects.is_none()));
    cells.push(("procurement", "政府集中采购", "amount", "采购总金额", table.procurement.amount.is_none()));
    for (row, label, column, head, blank) in cells {
        if !blank || context.unread.contains(&(TableId::Table2, row.to_owned(), column.to_owned())) {
            continue;
        }
        let message = format!("表二“{label}·{head}”为空白，没有发生的应填0。");
        let mut hit = Finding::new("R2.5", Severity::Warn, message).in_table(TableId::Table2).in_row(row);
        hit.column = Some(column.to_owned());
        findings.push(hit);
    }
}
