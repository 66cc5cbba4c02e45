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

/// For a page that stands alone. Within the public site its own style sheets know the same names.
const STYLE: &str = include_str!("page.css");

fn overview(checked: &[Checked], summary: &Summary, html: &mut String) {
    let [whole, part, no] = summary.read;
    let [errors, warnings, hints] = summary.findings;
    let _ = writeln!(
        html,
        "<p>共{}个文件：读取{whole}，部分读取{part}，没有读取{no}。错误{errors}处，警告{warnings}处，提示{hints}处。</p>",
        summary.files
    );
    html.push_str("<div class=\"gk-wide\" role=\"region\" aria-label=\"各文件的结果（表格）\" tabindex=\"0\"><table class=\"gk-table gk-table--files\">\n<thead><tr><th scope=\"col\">文件</th><th scope=\"col\">机关</th><th scope=\"col\">年度</th><th scope=\"col\">读取</th><th scope=\"col\">错误</th><th scope=\"col\">警告</th></tr></thead>\n<tbody>\n");
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
    let _ = writeln!(
        html,
        "<section class=\"gk-check\" aria-labelledby=\"f{number}\">\n<h2 id=\"f{number}\">{}</h2>",
        escape(&one.file)
    );
    let Some(report) = &one.report else {
        let reason = one.reason.as_deref().unwrap_or_default();
        let _ = writeln!(html, "<p class=\"gk-check__reason\">没有读取：{}</p>\n</section>", escape(reason));
        return html;
    };
    head(one, report, &mut html);
    findings(one.findings(), report, number, &mut html);
    let tables = layouts(report);
    let old = matches!(report.table2, Some(Table2::Form2019(_)));
    if old || !tables.is_empty() {
        html.push_str("<h3>读到的表格</h3>\n");
    }
    if old {
        old_table(report, &mut html);
    }
    for table in tables {
        draw(&table, one.findings(), number, &mut html);
    }
    html.push_str("</section>\n");
    html
}

/// Whose report it is, how far it was read, and how much was found.
fn head(one: &Checked, report: &Report, html: &mut String) {
    let read = match one.read {
        Extent::Whole => "全部读到",
        Extent::Part => "只读到一部分",
        Extent::No => "没有读取",
    };
    let _ = writeln!(html, "<p class=\"gk-check__about\">{}　{}年　{read}</p>", escape(&report.organ), report.year);
    if let Some(reason) = &one.reason {
        let _ = writeln!(html, "<p class=\"gk-check__reason\">{}</p>", escape(reason));
    }
    let hints = one.findings().iter().filter(|f| f.severity == Severity::Hint && !is_unjudged(f)).count();
    let (errors, warnings) = (one.count(Severity::Error), one.count(Severity::Warn));
    if errors + warnings + hints == 0 {
        html.push_str("<p class=\"gk-check__clean\">没有发现问题。</p>\n");
        return;
    }
    html.push_str("<ul class=\"gk-check__counts\">");
    for (class, label, count) in [("error", "错误", errors), ("warn", "警告", warnings), ("hint", "提示", hints)]
    {
        let class = if count == 0 { "none" } else { class };
        let _ = write!(html, "<li class=\"gk-check__{class}\">{label} <b>{count}</b> 处</li>");
    }
    html.push_str("</ul>\n");
}

fn findings(findings: &[Finding], report: &Report, number: usize, html: &mut String) {
    let (unjudged, judged): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| is_unjudged(finding));
    if !judged.is_empty() {
        html.push_str("<ol class=\"gk-findings\">\n");
        for finding in judged {
            one(finding, report, number, html);
        }
        html.push_str("</ol>\n");
    }
    if !unjudged.is_empty() {
        let _ = writeln!(
            html,
            "<details class=\"gk-check__unjudged\"><summary>另有{}条规则，凭这份文件不能核对</summary>\n<ul>",
            unjudged.len()
        );
        for finding in unjudged {
            // The rule stands beside it, and every line would begin with the same words.
            let message = finding.message.trim_start_matches("数据缺失，无法核对：");
            // Whoever reads a page has no command line before them.
            let message = message.replace("；可用 --before 提供", "").replace("；可用 --level 指明", "");
            let _ = writeln!(html, "<li>{} {}</li>", finding.rule, escape(&message));
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
        "<li class=\"gk-finding gk-finding--{class}\"><p><b>{}</b>：{at}\
         <span class=\"gk-finding__rule\">（{}）</span></p><p>{}</p>",
        finding.severity.label(),
        finding.rule,
        escape(&finding.message)
    );
    if let Some(quote) = finding.quote.as_deref().filter(|quote| !quote.trim().is_empty()) {
        let quote: String = quote.chars().take(200).collect();
        let _ = write!(html, "<p class=\"gk-finding__more\">原文：{}</p>", escape(&quote));
    }
    if let Some(fix) = &finding.fix {
        let fixed = Finding {
            row: Some(fix.row.clone()),
            column: fix.column.clone(),
            table: Some(fix.table),
            ..finding.clone()
        };
        let which = if fixed.cell() == finding.cell() { "这一格".to_owned() } else { where_words(&fixed) };
        let (which, value) = (escape(&which), escape(&fix.value.to_string()));
        let _ = write!(html, "<p class=\"gk-finding__more\">只改一格的改法：{which}改为 {value}</p>");
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
    let class = if table.table == TableId::Table2 { "figures" } else { "report" };
    open(&caption, class, html);
    let (heads, lines) = table.lines.split_at(table.head_lines.min(table.lines.len()));
    for (tag, lines) in [("thead", heads), ("tbody", lines)].into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = write!(html, "<{tag}>");
        for line in lines {
            html.push_str("<tr>");
            for cell in line {
                draw_cell(cell, findings, number, html);
            }
            html.push_str("</tr>\n");
        }
        let _ = write!(html, "</{tag}>");
    }
    html.push_str("</table></div>\n");
}

/// The table of a form; wider than a phone, it slides within its own region.
fn open(caption: &str, class: &str, html: &mut String) {
    if class == "report" {
        html.push_str("<p class=\"gk-wide__hint\">左右滑动看全表</p>\n");
    }
    let _ = writeln!(
        html,
        "<div class=\"gk-wide\" role=\"region\" aria-label=\"{caption}（表格）\" tabindex=\"0\">\n\
         <table class=\"gk-table gk-table--{class}\">\n<caption><b>{caption}</b></caption>"
    );
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
        let corner = cell.kind == Kind::Corner;
        let (tag, class) = if corner { ("td", " class=\"gk-table__text\"") } else { ("th", "") };
        let scope = cell.kind.scope().map(|scope| format!(" scope=\"{scope}\"")).unwrap_or_default();
        let _ = write!(html, "<{tag}{class}{scope}{spans}>{}</{tag}>", escape(&cell.text));
        return;
    };
    let gravest =
        findings.iter().filter(|finding| finding.cell() == Some(of) && !is_unjudged(finding)).map(|f| f.severity).max();
    let (class, mark) = match gravest {
        Some(Severity::Error) => (" class=\"gk-cell--error\"", "<b class=\"gk-cell__mark\">错误</b>"),
        Some(Severity::Warn) => (" class=\"gk-cell--warn\"", "<b class=\"gk-cell__mark\">警告</b>"),
        _ if cell.text.is_empty() => (" class=\"gk-cell--none\"", ""),
        _ if cell.text == "0" => (" class=\"gk-table__zero\"", ""),
        _ => ("", ""),
    };
    let _ = write!(html, "<td id=\"{}\"{class}{spans}>{}{mark}</td>", anchor(of, number), escape(&cell.text));
}

/// Table two of the 2019 form as a plain list of its cells: Gongkai never prints that form.
fn old_table(report: &Report, html: &mut String) {
    open("主动公开政府信息情况（2019年版）", "figures", html);
    html.push_str("<tbody>\n");
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
