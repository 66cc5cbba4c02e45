//! The answer as a page: the findings of each file, its tables drawn as the form prints them with the wrong cells
//! marked, each finding linked to its cell. Nothing outside the page is needed; nothing in it runs.

use std::fmt::Write as _;

use gongkai_rules::reporting::exchange::{Finding, Report, Severity, Table2, TableId};
use gongkai_rules::reporting::form::Cell;
use gongkai_rules::reporting::layout::{Kind, Layout, Printed, layouts};

use super::cells::{cells, where_words};
use super::{Checked, Summary, is_unjudged};
use crate::reading::Extent;
use crate::reports::escape;

/// The whole page.
pub fn page(checked: &[Checked], summary: &Summary) -> String {
    let mut body = String::new();
    if checked.len() > 1 {
        overview(checked, summary, &mut body);
    }
    for (number, one) in checked.iter().enumerate() {
        body.push_str(&fragment(one, number + 1));
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>年报核查结果</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>年报核查结果</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

const STYLE: &str = "body{margin:0;color:#0b0c0c;background:#fff;font:1rem/1.7 'Noto Sans SC','Source Han Sans SC','Microsoft YaHei',sans-serif}
main{max-width:66rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.75rem}h2{font-size:1.35rem;margin:2.5rem 0 .3rem;padding-top:1rem;border-top:1px solid #b1b4b6;overflow-wrap:anywhere}h3{font-size:1.1rem;margin:1.6rem 0 .4rem}
.meta{margin:0 0 .8rem;color:#484f53;overflow-wrap:anywhere}
ol.findings{list-style:none;margin:0;padding:0}
ol.findings li{margin:0 0 .6rem;padding:.5rem .8rem;border-inline-start:5px solid #b1b4b6;background:#f8f8f8}
ol.findings li.error{border-color:#b00020}ol.findings li.warn{border-color:#b35900}
.grade{font-weight:700}.error .grade{color:#b00020}.warn .grade{color:#8a4500}
.rule,.at,.quote{color:#484f53}.quote{display:block;overflow-wrap:anywhere}
a{color:#144e8c}a:focus-visible,td:target{outline:3px solid #144e8c;outline-offset:-3px}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4}
th,td{border:1px solid #505a5f;padding:.3rem .45rem;text-align:center;font-weight:400}
th{background:#f3f2f1}th[scope=row]{text-align:start}td{font-variant-numeric:tabular-nums}
td.error{background:#fbdfe2;font-weight:700}td.warn{background:#fdeed9}td.null{background:#f3f2f1}
td .mark{font-size:.75rem}
caption{text-align:start;font-weight:700;padding:.3rem 0}
details{margin:.6rem 0}summary{cursor:pointer}
@media print{details{display:none}}
";

fn overview(checked: &[Checked], summary: &Summary, html: &mut String) {
    let [whole, part, no] = summary.read;
    let [errors, warnings, hints] = summary.findings;
    let _ = writeln!(
        html,
        "<p>共{}个文件：读取{whole}，部分读取{part}，没有读取{no}。错误{errors}处，警告{warnings}处，提示{hints}处。</p>",
        summary.files
    );
    html.push_str("<div class=\"table\" role=\"region\" aria-label=\"各文件的结果（表格）\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">文件</th><th scope=\"col\">机关</th><th scope=\"col\">年度</th><th scope=\"col\">读取</th><th scope=\"col\">错误</th><th scope=\"col\">警告</th></tr></thead>\n<tbody>\n");
    for (number, one) in checked.iter().enumerate() {
        let report = one.report.as_ref();
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\"><a href=\"#f{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            number + 1,
            escape(&one.file),
            escape(report.map_or("", |report| &report.organ)),
            report.map(|report| report.year.to_string()).unwrap_or_default(),
            extent(one.read),
            one.count(Severity::Error),
            one.count(Severity::Warn),
        );
    }
    html.push_str("</tbody></table></div>\n");
}

fn extent(read: Extent) -> &'static str {
    match read {
        Extent::Whole => "完整",
        Extent::Part => "部分",
        Extent::No => "没有",
    }
}

/// The answer for one file, to stand within a page; `number` keeps the names of its cells apart from those of others.
pub fn fragment(one: &Checked, number: usize) -> String {
    let mut html = String::new();
    let _ = writeln!(html, "<section>\n<h2 id=\"f{number}\">{}</h2>", escape(&one.file));
    let Some(report) = &one.report else {
        let reason = one.reason.as_deref().unwrap_or_default();
        let _ = writeln!(html, "<p class=\"meta\">没有读取：{}</p>\n</section>", escape(reason));
        return html;
    };
    let hints = one.findings().iter().filter(|f| f.severity == Severity::Hint && !is_unjudged(f)).count();
    let _ = writeln!(
        html,
        "<p class=\"meta\">{}　{}年　读取：{}　错误{}处，警告{}处，提示{hints}处</p>",
        escape(&report.organ),
        report.year,
        extent(one.read),
        one.count(Severity::Error),
        one.count(Severity::Warn),
    );
    if let Some(reason) = &one.reason {
        let _ = writeln!(html, "<p class=\"meta\">{}</p>", escape(reason));
    }
    findings(one.findings(), report, number, &mut html);
    for table in layouts(report) {
        draw(&table, one.findings(), number, &mut html);
    }
    if matches!(report.table2, Some(Table2::Form2019(_))) {
        old_table(report, &mut html);
    }
    html.push_str("</section>\n");
    html
}

fn findings(findings: &[Finding], report: &Report, number: usize, html: &mut String) {
    let judged: Vec<&Finding> = findings.iter().filter(|finding| !is_unjudged(finding)).collect();
    if judged.is_empty() {
        html.push_str("<p>没有发现问题。</p>\n");
    } else {
        html.push_str("<ol class=\"findings\">\n");
        for finding in judged {
            one(finding, report, number, html);
        }
        html.push_str("</ol>\n");
    }
    let unjudged: Vec<&Finding> = findings.iter().filter(|finding| is_unjudged(finding)).collect();
    if !unjudged.is_empty() {
        let _ = writeln!(html, "<details><summary>有{}条规则未能核对</summary>\n<ul>", unjudged.len());
        for finding in unjudged {
            let _ = writeln!(html, "<li>{} {}</li>", finding.rule, escape(&finding.message));
        }
        html.push_str("</ul></details>\n");
    }
}

fn one(finding: &Finding, report: &Report, number: usize, html: &mut String) {
    let class = match finding.severity {
        Severity::Error => "error",
        Severity::Warn => "warn",
        Severity::Hint => "hint",
    };
    let words = escape(&where_words(finding));
    let at = match finding.cell().filter(|cell| is_drawn(report, *cell)) {
        Some(cell) => format!("<a href=\"#{}\">{words}</a>", anchor(cell, number)),
        None => words,
    };
    let _ = write!(
        html,
        "<li class=\"{class}\"><span class=\"grade\">{}</span> <span class=\"rule\">{}</span> <span class=\"at\">{at}</span><br>{}",
        finding.severity.label(),
        finding.rule,
        escape(&finding.message)
    );
    if let Some(quote) = finding.quote.as_deref().filter(|quote| !quote.trim().is_empty()) {
        let quote: String = quote.chars().take(200).collect();
        let _ = write!(html, "<span class=\"quote\">原文：{}</span>", escape(&quote));
    }
    if let Some(fix) = &finding.fix {
        let cell = Finding {
            row: Some(fix.row.clone()),
            column: fix.column.clone(),
            table: Some(fix.table),
            ..finding.clone()
        };
        let words = where_words(&cell);
        let _ = write!(
            html,
            "<span class=\"quote\">可能的改法：{} 改为 {}</span>",
            escape(&words),
            escape(&fix.value.to_string())
        );
    }
    html.push_str("</li>\n");
}

fn is_drawn(report: &Report, cell: Cell) -> bool {
    match cell {
        Cell::Publication(_) => report.publication_table().is_some(),
        Cell::Requests(row, _) => report.table3.as_ref().is_some_and(|table| table.row(row).is_some()),
        Cell::Remedies(..) => report.table4.is_some(),
    }
}

fn anchor(cell: Cell, number: usize) -> String {
    format!("f{number}-{}", cell.to_string().replace('.', "-"))
}

fn draw(table: &Layout, findings: &[Finding], number: usize, html: &mut String) {
    let caption = escape(table.caption);
    let _ = writeln!(
        html,
        "<div class=\"table\" role=\"region\" aria-label=\"{caption}（表格）\" tabindex=\"0\">\n<table>\n<caption>{caption}</caption>\n<tbody>"
    );
    for line in &table.lines {
        html.push_str("<tr>");
        for cell in line {
            draw_cell(cell, findings, number, html);
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
}

fn draw_cell(cell: &Printed, findings: &[Finding], number: usize, html: &mut String) {
    let mut spans = String::new();
    if cell.colspan > 1 {
        let _ = write!(spans, " colspan=\"{}\"", cell.colspan);
    }
    if cell.rowspan > 1 {
        let _ = write!(spans, " rowspan=\"{}\"", cell.rowspan);
    }
    let Kind::Figure(of) = cell.kind else {
        let tag = if cell.kind == Kind::Corner { "td" } else { "th" };
        let scope = cell.kind.scope().map(|scope| format!(" scope=\"{scope}\"")).unwrap_or_default();
        let _ = write!(html, "<{tag}{scope}{spans}>{}</{tag}>", escape(&cell.text));
        return;
    };
    let gravest =
        findings.iter().filter(|finding| finding.cell() == Some(of) && !is_unjudged(finding)).map(|f| f.severity).max();
    let (class, mark) = match gravest {
        Some(Severity::Error) => (" class=\"error\"", "<span class=\"mark\">（错误）</span>"),
        Some(Severity::Warn) => (" class=\"warn\"", "<span class=\"mark\">（警告）</span>"),
        _ if cell.text.is_empty() => (" class=\"null\"", ""),
        _ => ("", ""),
    };
    let _ = write!(html, "<td id=\"{}\"{class}{spans}>{}{mark}</td>", anchor(of, number), escape(&cell.text));
}

/// Table two of the 2019 form as a plain list of its cells: Gongkai never prints that form.
fn old_table(report: &Report, html: &mut String) {
    html.push_str("<div class=\"table\" role=\"region\" aria-label=\"主动公开政府信息情况（表格）\" tabindex=\"0\">\n<table>\n<caption>主动公开政府信息情况（2019年版）</caption>\n<tbody>\n");
    for cell in cells(report).into_iter().filter(|cell| cell.table == TableId::Table2) {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}·{}</th><td>{}</td></tr>",
            escape(&cell.row),
            escape(&cell.column),
            escape(&cell.value)
        );
    }
    html.push_str("</tbody></table></div>\n");
}
