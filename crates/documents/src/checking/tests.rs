//! The answer as a whole: findings with cell, place and words; severities tempered by reading doubts; every form of it.

use gongkai_rules::reporting::exchange::SectionId;
use gongkai_rules::reporting::form::Row;

use super::*;
use crate::reading::tests::base::{
    four_html, four_text, good_page, numbers, page_of, text_of, three_html, three_text, two_html, two_text,
};
use crate::reading::{Limits, read};

fn reading(name: &str, text: &str) -> Reading {
    read(name, text.as_bytes(), None, &Limits::default())
}

fn answer(name: &str, text: &str) -> Checked {
    check(name, reading(name, text), None, &Context::default(), true)
}

fn wrong_total() -> String {
    let three = three_html(&[(Row::NotHeld, numbers(&[4, 0, 0, 0, 0, 0, 3]))]);
    page_of(&two_html(), &three, &four_html())
}

fn hits<'a>(checked: &'a Checked, rule: &str) -> Vec<&'a Finding> {
    checked.findings().iter().filter(|finding| finding.rule == rule).collect()
}

#[test]
fn a_clean_report_has_no_arithmetic_finding() {
    let checked = answer("年报.html", &good_page());
    let arithmetic =
        checked.findings().iter().filter(|f| ["R2", "R3", "R4"].iter().any(|family| f.rule.starts_with(family)));
    assert_eq!(arithmetic.count(), 0, "{:?}", checked.findings());
    assert_eq!(checked.count(Severity::Error), 0, "{:?}", checked.findings());
}

#[test]
fn a_wrong_cell_is_told_with_its_place_its_words_and_one_change() {
    let checked = answer("年报.html", &wrong_total());
    let row = hits(&checked, "R3.3");
    let [hit] = row.as_slice() else { panic!("{:?}", checked.findings()) };
    assert_eq!((hit.row.as_deref(), hit.column.as_deref()), (Some("u1_noinfo"), Some("total")));
    assert!(hit.quote.as_deref().is_some_and(|quote| quote.contains("本机关不掌握")));
    assert!(hit.place.as_ref().and_then(|place| place.path.as_deref()).is_some_and(|path| path.contains("td")));
    let fix = hit.fix.as_ref().expect("one change mends it");
    assert_eq!(
        (fix.row.as_str(), fix.column.as_deref(), &fix.value),
        ("u1_noinfo", Some("natural_person"), &Value::Number(3))
    );
}

#[test]
fn what_rests_on_a_choice_of_the_reader_is_a_warning_at_most() {
    // The torn number is joined in the only way that adds up; the column then does not.
    let three = three_text("\t").replace(
        "1.本机关不掌握相关政府信息\t3\t0\t0\t0\t0\t0\t3",
        "1.本机关不掌握相关政府信息\t1\t3\t0\t0\t0\t0\t0\t13",
    );
    let checked = answer("年报.txt", &text_of(&two_text("\t"), &three, &four_text("\t")));
    assert!(!hits(&checked, "R8.5").is_empty());
    let sums = hits(&checked, "R3.2");
    assert!(!sums.is_empty() && sums.iter().all(|hit| hit.severity != Severity::Error), "{sums:?}");
}

#[test]
fn rules_that_no_file_answers_alone_are_said_once() {
    let checked = answer("年报.html", &good_page());
    for rule in ["R1.13", "R6.7", "R6.8", "R6.9", "R7.9", "R6.1"] {
        let said = hits(&checked, rule);
        assert_eq!(said.len(), 1, "{rule}");
        assert!(said.iter().all(|hit| hit.severity == Severity::Hint && hit.message.contains("无法核对")));
    }
}

#[test]
fn the_year_before_is_found_among_the_files() {
    let now = reading("2023.html", &good_page());
    let last = reading("2022.html", &good_page().replace("2023", "2022"));
    let mut years = Years::default();
    for (number, reading) in [&now, &last].into_iter().enumerate() {
        years.note(number, reading.report.as_ref().expect("a report"));
    }
    assert_eq!(years.before(now.report.as_ref().expect("a report")), Some(1));
    assert_eq!(years.before(last.report.as_ref().expect("a report")), None);
    let mut earlier = last.report.clone().expect("a report");
    let table = earlier.table3.as_mut().expect("table three");
    table.set(Row::CarriedOut, gongkai_rules::reporting::Column::Total, Some(5));
    let checked = check("2023.html", now, Some(&earlier), &Context::default(), false);
    assert!(hits(&checked, "R6.1").iter().any(|hit| hit.severity == Severity::Error));
}

#[test]
fn json_carries_all_keys_and_the_report_back() {
    let text = json(&[answer("年报.html", &wrong_total()), answer("空.html", "")]);
    let array: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let first = &array[0];
    assert_eq!(
        (first["read"].as_str(), first["layout"].as_str(), first["encoding"].as_str()),
        (Some("whole"), Some("html"), Some("utf-8"))
    );
    let report = Report::from_json(&first["report"].to_string()).expect("gongkai-report/1");
    assert!(report.text(SectionId::Problems).is_some() && !report.claims.is_empty());
    let second = &array[1];
    assert_eq!(second["read"].as_str(), Some("no"));
    assert!(second["report"].is_null() && second["layout"].is_null() && second["encoding"].is_null());
    assert!(second["reason"].as_str().is_some_and(|reason| reason.contains("空")));
}

#[test]
fn text_keeps_to_eighty_columns() {
    let checked = [answer("年报.html", &wrong_total()), answer("空.html", "")];
    let all = checked.iter().map(text).collect::<String>() + &summary_text(&summary(&checked));
    assert!(all.contains("错误 R3.3") && all.contains("没有读取"), "{all}");
    for line in all.lines() {
        let columns: usize = line.chars().map(super::text::width).sum();
        assert!(columns <= 80, "{columns}: {line}");
    }
}

#[test]
fn the_page_marks_the_cell_and_links_to_it() {
    let checked = [answer("年报<b>.html", &wrong_total())];
    let page = page(&checked, &summary(&checked));
    assert!(
        page.contains("href=\"#f1-t3-u1_noinfo-total\"")
            && page.contains("<td id=\"f1-t3-u1_noinfo-total\" class=\"gk-cell--error\"")
    );
    assert!(page.contains("年报&lt;b&gt;") && !page.contains("年报<b>"), "names are escaped");
}

#[test]
fn the_workbook_has_a_row_a_finding_and_the_tables() {
    use calamine::Reader;
    let checked = [answer("年报.html", &wrong_total())];
    let bytes = xlsx(&checked).expect("a workbook");
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("it opens");
    let findings = book.worksheet_range("核对结果").expect("the sheet of findings");
    assert_eq!(findings.height(), 1 + checked[0].findings().len());
    let tables = book.worksheet_range("读出的表格").expect("the sheet of tables");
    assert_eq!(tables.height(), 1 + 10 + 25 * 7 + 15);
}
