//! R1 Structure: sections, titles, tables and rows that the form prescribes. What only a reader of a source file can
//! see (number of cells in a row, labels as printed) is found there and not here.

use super::super::exchange::{Form, printed_rows};
use super::super::form::{Group, normalise, section_labels};
use super::*;

const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

pub(super) fn check(report: &Report, findings: &mut Vec<Finding>) {
    sections(report, findings);
    numbers(report, findings);
    if report.form == Form::Form2021 {
        titles(report, findings);
    }
    tables(report, findings);
    form_of_year(report, findings);
    rows(report, findings);
}

/// R1.1: each of the six sections once.
fn sections(report: &Report, findings: &mut Vec<Finding>) {
    for (section, no) in SectionId::SIX.into_iter().zip(NUMBERS) {
        let title = section.title();
        let bare = title.split_once('、').map_or(title, |(_, bare)| bare);
        let present = |id: SectionId| report.sections.iter().filter(|s| s.id == id).count();
        let times = present(section);
        let parts = section == SectionId::Overview && SectionId::FIVE_PARTS.into_iter().any(|part| present(part) > 0);
        if times == 0 && !parts {
            let message = format!("缺少第{no}部分“{bare}”。");
            findings.push(Finding::new("R1.1", Severity::Error, message).in_section(section).expected(title));
        } else if times > 1 {
            let message = format!("第{no}部分“{bare}”出现{times}次，应只有一次。");
            findings.push(
                Finding::new("R1.1", Severity::Error, message).in_section(section).expected(1u64).found(times as u64),
            );
        }
    }
}

/// R1.2: the printed numbers run 一 to 六.
fn numbers(report: &Report, findings: &mut Vec<Finding>) {
    let mut last = None;
    for section in &report.sections {
        let Some(position) = SectionId::SIX.into_iter().position(|id| id == section.id) else { continue };
        if last == Some(position) {
            continue;
        }
        last = Some(position);
        let Some(title) = &section.title else { continue };
        let found = title.trim().split(['、', '.', '．', ' ', '，']).next().unwrap_or_default();
        let expected = NUMBERS[position];
        if found != expected {
            let shown: String = title.trim().chars().take(12).collect();
            let message = format!("部分序号应依次为一至六，此处为“{shown}”。");
            let hit = Finding::new("R1.2", Severity::Warn, message).in_section(section.id).expected(expected);
            findings.push(hit.found(shown).quote(title.clone()));
        }
    }
}

/// R1.3: titles as in the form; a known variant is a hint.
fn titles(report: &Report, findings: &mut Vec<Finding>) {
    for section in &report.sections {
        let Some(position) = SectionId::SIX.into_iter().position(|id| id == section.id) else { continue };
        let Some(title) = &section.title else { continue };
        let bare = |text: &str| {
            let text = normalise(text);
            let start = text.find(|c: char| !"一二三四五六七八九十0123456789(),.".contains(c)).unwrap_or(0);
            text.get(start..).unwrap_or_default().to_owned()
        };
        let (found, expected) = (bare(title), section.id.title());
        if found == bare(expected) {
            continue;
        }
        let known = section_labels(section.id.id()).into_iter().any(|label| bare(label) == found);
        let severity = if known { Severity::Hint } else { Severity::Warn };
        let message = format!("第{}部分标题应为“{expected}”，实际为“{}”。", NUMBERS[position], title.trim());
        let hit = Finding::new("R1.3", severity, message).in_section(section.id);
        findings.push(hit.expected(expected).found(title.trim()).quote(title.clone()));
    }
}

/// R1.4: tables that can be read.
fn tables(report: &Report, findings: &mut Vec<Finding>) {
    let missing = [
        (TableId::Table2, "二", report.table2.is_none()),
        (TableId::Table3, "三", report.table3.is_none()),
        (TableId::Table4, "四", report.table4.is_none()),
    ];
    for (table, no, _) in missing.into_iter().filter(|(_, _, missing)| *missing) {
        let message = format!("第{no}部分没有可读取的表格（缺失或以图片代替），无法核对。");
        findings.push(Finding::new("R1.4", Severity::Error, message).in_table(table));
    }
}

/// R1.5: the form of the report year.
fn form_of_year(report: &Report, findings: &mut Vec<Finding>) {
    let Some(expected) = Form::of_year(report.year).filter(|form| *form != report.form) else { return };
    let (year, right, used) = (report.year, expected.as_str(), report.form.as_str());
    let message = format!("{year}年度报告应使用{right}年版格式，实际使用{used}年版表格。");
    findings.push(Finding::new("R1.5", Severity::Error, message).in_table(TableId::Table2).expected(right).found(used));
}

/// R1.6 and R1.7: the rows of table three.
fn rows(report: &Report, findings: &mut Vec<Finding>) {
    let Some(table) = &report.table3 else { return };
    let three = Group::OtherwiseHandled.rows();
    let merged = report.form == Form::Form2021
        && table.row(Row::OtherwiseHandled).is_some()
        && three.iter().all(|row| table.row(*row).is_none());
    for row in printed_rows(report.form) {
        if table.row(row).is_none() && !(merged && three.contains(&row)) {
            let label = if row == Row::OtherwiseHandled {
                Group::OtherwiseHandled.label().to_owned()
            } else {
                row.full_label()
            };
            let message = format!("表三缺少“{label}”一行。");
            findings.push(Finding::new("R1.6", Severity::Error, message).in_table(TableId::Table3).in_row(row.id()));
        }
    }
    if merged {
        let message = "“（六）其他处理”未按2021年版格式分列三项，只有一行合计。";
        let hit = Finding::new("R1.7", Severity::Warn, message).in_table(TableId::Table3);
        findings.push(hit.in_row(Row::OtherwiseHandled.id()));
    }
}
