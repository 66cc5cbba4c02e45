//! The report as HTML: real tables with caption, scope and spans, no style attributes (the content security policy
//! forbids them), every text escaped.

use std::fmt::Write as _;

use gongkai_rules::reporting::exchange::Report;
use gongkai_rules::reporting::layout::{Kind, Layout, Printed};

use super::{Part, parts, published, title};

/// The report as an `article`, to stand within a page that has a heading of level one: sections are level two.
pub fn fragment(report: &Report) -> String {
    let mut html = String::from("<article class=\"gk-report\">\n");
    for part in parts(report) {
        section(&part, &mut html);
    }
    html.push_str("</article>\n");
    html
}

/// The report as a whole document of its own, for download and for the archive: nothing outside it is needed.
pub fn page(report: &Report) -> String {
    let title = escape(&title(report));
    let body = fragment(report);
    let date = report.published.map(|day| format!("<meta name=\"PubDate\" content=\"{day}\">\n")).unwrap_or_default();
    let under = published(report).map(|line| format!("<p class=\"date\">{line}</p>\n")).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"Gongkai\">\n{date}<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{under}{body}</main>\n</body>\n</html>\n"
    )
}

const STYLE: &str =
    "body{margin:0;color:#0b0c0c;background:#fff;font:1.0625rem/1.8 'Noto Serif SC','Source Han Serif SC',SimSun,serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.75rem;line-height:1.4;text-align:center;text-wrap:balance}
h2{font-size:1.35rem;margin:2.2rem 0 .6rem}
h3{font-size:1.1rem;margin:1.4rem 0 .4rem}
p{margin:0 0 .8rem;text-indent:2em}
.date{text-align:center;text-indent:0}
.gk-report__table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.45}
/* the heading above says the same to the eye */
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{border:1px solid #505a5f;padding:.35rem .5rem;text-align:center;font-weight:400}
thead th,th[scope=colgroup],th[scope=rowgroup]{background:#f3f2f1}
th[scope=row]{text-align:start}
td{font-variant-numeric:tabular-nums}
@media print{main{max-width:none;padding:0}thead{display:table-header-group}tr{break-inside:avoid}}
";

fn section(part: &Part<'_>, html: &mut String) {
    let id = part.id.id().replace('.', "-");
    if let Some(heading) = part.heading {
        let level = part.level + 1;
        let _ = writeln!(html, "<h{level} id=\"{id}\">{}</h{level}>", escape(heading));
    }
    if let Some(table) = &part.table {
        draw(table, html);
    }
    for paragraph in &part.paragraphs {
        let _ = writeln!(html, "<p>{}</p>", escape(paragraph));
    }
}

/// A table. The wide ones scroll by themselves on a narrow screen, and can be scrolled by keyboard.
fn draw(table: &Layout, html: &mut String) {
    let caption = escape(table.caption);
    let _ = writeln!(
        html,
        "<div class=\"gk-report__table\" role=\"region\" aria-label=\"{caption}（表格）\" tabindex=\"0\">\n<table>\n<caption class=\"gk-report__caption\">{caption}</caption>"
    );
    let (heads, body) = table.lines.split_at(table.head_lines.min(table.lines.len()));
    if !heads.is_empty() {
        html.push_str("<thead>\n");
        heads.iter().for_each(|line| row(line, html));
        html.push_str("</thead>\n");
    }
    html.push_str("<tbody>\n");
    body.iter().for_each(|line| row(line, html));
    html.push_str("</tbody>\n</table>\n</div>\n");
}

fn row(line: &[Printed], html: &mut String) {
    html.push_str("<tr>");
    for cell in line {
        let tag = if matches!(cell.kind, Kind::Figure(_) | Kind::Corner) { "td" } else { "th" };
        let scope = cell.kind.scope().map(|scope| format!(" scope=\"{scope}\"")).unwrap_or_default();
        let columns = if cell.colspan > 1 { format!(" colspan=\"{}\"", cell.colspan) } else { String::new() };
        let rows = if cell.rowspan > 1 { format!(" rowspan=\"{}\"", cell.rowspan) } else { String::new() };
        let _ = write!(html, "<{tag}{scope}{columns}{rows}>{}</{tag}>", escape(&cell.text));
    }
    html.push_str("</tr>\n");
}

/// Text made safe for element content and quoted attributes. Control characters that no HTML may hold are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}
