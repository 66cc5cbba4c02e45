//! The answer for people at a terminal: 80 columns, a Chinese character counted as two.

use std::fmt::Write as _;

use gongkai_rules::reporting::exchange::{Finding, Severity};

use super::{Checked, Summary, is_unjudged};
use crate::reading::Extent;

const WIDTH: usize = 80;

/// The answer for one file.
pub fn text(one: &Checked) -> String {
    let mut out = String::new();
    file(one, &mut out);
    out.push('\n');
    out
}

/// The summary of several files.
pub fn summary_text(summary: &Summary) -> String {
    let mut out = String::new();
    of_all(summary, &mut out);
    out
}

fn file(one: &Checked, out: &mut String) {
    wrap(&one.file, "", out);
    let extent = match one.read {
        Extent::Whole => "已读取",
        Extent::Part => "部分读取",
        Extent::No => "没有读取",
    };
    match &one.report {
        None => wrap(&format!("{extent}：{}", one.reason.as_deref().unwrap_or_default()), "  ", out),
        Some(report) => {
            let counts = [Severity::Error, Severity::Warn].map(|severity| one.count(severity));
            let hints = one.findings().iter().filter(|f| f.severity == Severity::Hint && !is_unjudged(f)).count();
            let head = format!(
                "{} {}年 {extent}；错误{}处，警告{}处，提示{hints}处",
                report.organ, report.year, counts[0], counts[1]
            );
            wrap(&head, "  ", out);
            if let Some(reason) = &one.reason {
                wrap(reason, "  ", out);
            }
            findings(one.findings(), out);
        }
    }
}

/// Findings one after the other; blank totals folded into one line (R3.5), rules not judged named in one line.
fn findings(findings: &[Finding], out: &mut String) {
    let folded = findings.iter().filter(|finding| finding.rule == "R3.5").count();
    let mut told = false;
    for finding in findings.iter().filter(|finding| !is_unjudged(finding)) {
        if finding.rule == "R3.5" && folded > 1 {
            if !told {
                told = true;
                let message = format!("{}（共{folded}行，其余从略）", finding.message);
                one(finding, &message, out);
            }
            continue;
        }
        one(finding, &finding.message, out);
    }
    let mut unjudged: Vec<&str> = findings.iter().filter(|f| is_unjudged(f)).map(|f| f.rule.as_str()).collect();
    unjudged.dedup();
    if !unjudged.is_empty() {
        wrap(&format!("未能核对：{}（数据缺失）", unjudged.join("、")), "  ", out);
    }
}

fn one(finding: &Finding, message: &str, out: &mut String) {
    let head = format!("{} {:<6}", finding.severity.label(), finding.rule);
    hang(&format!("  {head}"), message, out);
    let quoted = finding.quote.as_deref().map(str::trim).filter(|quote| !quote.is_empty());
    if let Some(quote) = quoted {
        let quote: String = quote.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
        hang("           原文 ", &quote, out);
    }
    if let Some(fix) = &finding.fix {
        let column = fix.column.as_deref().unwrap_or_default();
        hang("           可改 ", &format!("{}.{column} 改为 {}", fix.row, fix.value), out);
    }
}

fn of_all(summary: &Summary, out: &mut String) {
    let [whole, part, no] = summary.read;
    let [errors, warnings, hints] = summary.findings;
    let _ = writeln!(out, "合计 {} 个文件：读取 {whole}，部分读取 {part}，没有读取 {no}", summary.files);
    let _ = writeln!(out, "错误 {errors}，警告 {warnings}，提示 {hints}");
    let rules = summary.rules();
    if !rules.is_empty() {
        let _ = writeln!(out, "\n按规则");
        for (rule, severity, all, files) in rules {
            let _ = writeln!(out, "  {} {rule:<6} {all:>6} 处，{files} 个文件", severity.label());
        }
    }
    let organs = summary.organs();
    if !organs.is_empty() {
        let _ = writeln!(out, "\n按机关");
        for (organ, year, errors, warnings) in organs {
            wrap(&format!("{organ} {year}年：错误{errors}，警告{warnings}"), "  ", out);
        }
    }
}

/// Columns a character takes.
pub(crate) fn width(c: char) -> usize {
    let wide = matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '①'..='⑳');
    match c {
        _ if c.is_control() => 0,
        _ if wide => 2,
        _ => 1,
    }
}

fn wrap(text: &str, indent: &str, out: &mut String) {
    hang(indent, text, out);
}

/// A text behind a head, broken at 80 columns, its further lines under its first. No line begins with a mark that
/// closes.
fn hang(head: &str, text: &str, out: &mut String) {
    let indent: usize = head.chars().map(width).sum();
    out.push_str(head);
    let separated = if head.is_empty() || head.ends_with(' ') { 0 } else { 1 };
    out.push_str(&" ".repeat(separated));
    let start = indent + separated;
    let mut column = start;
    for c in text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).filter(|c| !c.is_control()) {
        let closing = "，。；：、！？）”’》】,.;:!?)".contains(c);
        let room = if closing { WIDTH } else { WIDTH - 2 };
        if column + width(c) > room && column > start {
            out.push('\n');
            out.push_str(&" ".repeat(start));
            column = start;
        }
        out.push(c);
        column += width(c);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_eighty_columns() {
        let mut out = String::new();
        hang(
            "  错误 R3.1  ",
            &"“总计”列：第一项12＋第二项1＝13，第三项总计12＋第四项0＝12，勾稽不符。".repeat(5),
            &mut out,
        );
        assert!(out.lines().count() > 3);
        for line in out.lines() {
            let columns: usize = line.chars().map(width).sum();
            assert!(columns <= WIDTH, "{columns}: {line}");
        }
    }
}
