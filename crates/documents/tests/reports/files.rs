//! The report on paper and on screen. That each form carries the figures of the official form by position is judged by
//! other people's libraries (`tests/run_report_oracles.py`); here stand safety and sameness.

use gongkai_documents::reports::{docx, fragment, page, pdf, text, xlsx};
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::exchange::{Origin, Report, Section, Status, Table2};
use gongkai_rules::reporting::{Column, PublicationTable, Row, SectionId};
use jiff::civil::date;

fn report() -> Report {
    let mut report = Report::draft("青石区柳岸街道办事处", None, 2025);
    report.published = Some(date(2026, 1, 20));
    report.table2 = Some(Table2::Form2021(PublicationTable::zero()));
    let section = |id: SectionId, text: &str| Section { id, title: None, text: text.to_owned(), place: None };
    report.sections = vec![
        section(SectionId::Preamble, "本报告依据条例编制。"),
        section(SectionId::Overview, "<script>alert(1)</script>\n<img src=x onerror=\"alert('2')\"> & 其他"),
        section(SectionId::OtherMatters, "未收取信息处理费。"),
    ];
    report
}

#[test]
fn nothing_a_person_wrote_becomes_markup() {
    let html = page(&report());
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("onerror=&quot;alert(&#39;2&#39;)&quot;&gt; &amp; 其他"));
    assert!(!html.contains("<script") && !html.contains("<img"));
    let mut named = report();
    named.title = Some("</title><script>x</script>".to_owned());
    assert!(!page(&named).contains("<script"));
    assert!(!page(&report()).contains("style="), "the security policy forbids style attributes");
}

#[test]
fn a_fragment_stands_within_a_page_that_has_its_own_head() {
    let html = fragment(&report());
    assert!(html.starts_with("<article") && html.trim_end().ends_with("</article>"));
    assert!(!html.contains("<h1") && !html.contains("<style") && !html.contains("<html"));
    assert_eq!(html.matches("<h2").count(), 6, "the six sections always stand there");
    assert_eq!(html.matches("<caption ").count(), 3);
    for id in ["overview", "proactive", "requests", "remedies", "problems", "other"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn a_figure_nobody_entered_is_blank_and_not_zero() {
    let mut report = report();
    report.table2 = Some(Table2::Form2021(PublicationTable::default()));
    let table = report.table3.as_mut().unwrap();
    table.set(Row::Disclosed, Column::Company, None);
    assert!(text(&report).contains("行政许可\t\t\t"));
    let html = fragment(&report);
    assert_eq!(html.matches("<td></td>").count(), 7);
    assert_eq!(html.matches("<td colspan=\"3\"></td>").count(), 4);
}

#[test]
fn a_report_that_prints_section_six_of_table_three_as_one_row_keeps_it() {
    let mut report = report();
    let table = report.table3.as_mut().unwrap();
    let three = [Row::NotClarifiedInTime, Row::FeeNotPaid, Row::OtherHandling];
    three.into_iter().for_each(|row| table.set_row(row, None));
    Column::ALL.into_iter().for_each(|column| table.set(Row::OtherwiseHandled, column, Some(2)));
    let html = fragment(&report);
    assert!(html.contains("<th scope=\"row\" colspan=\"2\">（六）其他处理</th><td>2</td>"));
    assert!(html.contains("rowspan=\"20\">三、本年度办理结果"), "two lines less than with three rows");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report();
    let fonts = Fonts::embedded();
    let first = pdf(fonts, &report, false).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(first, pdf(fonts, &report, false).unwrap());
    assert_eq!(xlsx(&report).unwrap(), xlsx(&report).unwrap());
    assert_eq!(docx(&report).unwrap(), docx(&report).unwrap());
    assert_ne!(first, pdf(fonts, &report, true).unwrap(), "a draft is marked as one");
    let mut second = report.clone();
    second.gongkai = Some(Origin { status: Some(Status::Published), version: Some(2u64.into()) });
    assert_ne!(first, pdf(fonts, &second, false).unwrap(), "another version is another document");
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let mut report = report();
    report.sections[0].text.push('\u{10FFFD}');
    let error = pdf(Fonts::embedded(), &report, false).unwrap_err();
    assert!(error.to_string().contains('\u{10FFFD}'), "{error}");
}
