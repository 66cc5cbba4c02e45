//! Headings in the wild (L23, L24), dates that lost their marks (L34), copies by others (L35).

use super::*;

fn ids(reading: &Reading) -> Vec<&'static str> {
    report(reading).sections.iter().map(|section| section.id.id()).collect()
}

const EXPECTED: [&str; 9] = [
    "preamble",
    "overview",
    "overview.proactive",
    "overview.requests",
    "proactive",
    "requests",
    "remedies",
    "problems",
    "other",
];

#[test]
fn l23_sections_are_found_by_their_words() {
    let pages = [
        good_page(),
        good_page().replace("（一）主动公开", "(一)主动公开").replace("一、总体情况", "一.总体情况"),
        good_page().replace("一、总体情况", "— 总体情况").replace("（一）主动公开", "1、主动公开"),
        good_page().replace("三、收到和处理", "二、收到和处理"),
    ];
    for page in pages {
        let reading = read_html(&page);
        assert_eq!(ids(&reading), EXPECTED);
        assert_example(&reading);
    }
    let printed = read_html(&good_page().replace("三、收到和处理", "二、收到和处理"));
    let title =
        report(&printed).sections.iter().find(|section| section.id.id() == "requests").and_then(|s| s.title.clone());
    assert_eq!(title.as_deref(), Some("二、收到和处理政府信息公开申请情况"), "as printed");
}

#[test]
fn l23_markdown_levels_do_not_matter() {
    let text = text_of(&two_text("\t"), &three_text("\t"), &four_text("\t"))
        .replace("二、主动公开政府信息情况", "## 二、主动公开政府信息情况")
        .replace("四、政府信息公开行政复议", "#### 四、政府信息公开行政复议");
    let reading = read("年报.md", text.as_bytes(), None, &Limits::default());
    assert_eq!(ids(&reading), EXPECTED);
}

#[test]
fn l24_a_heading_in_one_line_with_its_text() {
    let page = good_page().replace("<p>一、总体情况</p>\n<p>2023年，", "<p>一、总体情况2023年，");
    let reading = read_html(&page);
    assert_eq!(ids(&reading), EXPECTED);
    let overview = report(&reading).text(SectionId::Overview).unwrap_or_default();
    assert_eq!(overview, "2023年，本局做好政府信息公开工作。");
    let inline = good_page().replace("<p>（一）主动公开</p>\n<p>全年", "<p>（一）主动公开情况。全年");
    let reading = read_html(&inline);
    assert_eq!(ids(&reading), EXPECTED);
    assert_eq!(report(&reading).text(SectionId::OverviewProactive).as_deref(), Some("全年主动公开政府信息362条。"));
}

#[test]
fn l24_headings_inside_a_table() {
    let rows: String = TEXTS
        .iter()
        .map(|text| match *text {
            "{2}" => inner(&two_html()),
            "{3}" => inner(&three_html(&[])),
            "{4}" => inner(&four_html()),
            text => format!("<tr><td colspan=\"10\">{text}</td></tr>"),
        })
        .collect();
    let reading = read_html(&format!("<html><body><table>{rows}</table></body></html>"));
    assert_eq!(ids(&reading), EXPECTED);
    assert_example(&reading);
}

fn inner(table: &str) -> String {
    table.replace("<table>", "").replace("</table>", "")
}

#[test]
fn l33_heads_with_the_year() {
    let two = two_html().replace("本年制发件数", "2023年制发件数").replace("本年废止件数", "2023年废止件数");
    assert_example(&read_html(&page_of(&two, &three_html(&[]), &four_html())));
}

#[test]
fn l34_a_period_without_its_marks_is_understood_and_told() {
    let page = good_page().replace("2023年1月1日至2023年12月31日", "202311日至20231231日");
    let reading = read_html(&page);
    assert_eq!(report(&reading).period, gongkai_rules::reporting::exchange::Period::of_year(2023));
    assert_eq!(doubt(&reading, "R7.5").severity, Severity::Hint);
}

#[test]
fn l35_a_copy_in_traditional_characters_is_read_and_marked() {
    let page = good_page()
        .replace("政府信息公开", "政府信息公開")
        .replace("总体情况", "總體情況")
        .replace("规章", "規章")
        .replace("总计", "總計")
        .replace("推进", "推進(jìn)");
    let reading = read_html(&page);
    assert_example(&reading);
    assert!(doubt(&reading, "R8.12").message.contains("转载"));
}

#[test]
fn headings_as_html_headings_with_notes_in_between() {
    let page = good_page().replace(
        "<p>五、存在的主要问题及改进情况</p>",
        "<p>注：数量含上年度结转。</p><h2>五、存在的主要问题及改进情况</h2>",
    );
    let reading = read_html(&page);
    assert_eq!(ids(&reading), EXPECTED);
    assert_example(&reading);
}

/// L24: the whole first section in one paragraph, with marks behind its titles or without.
#[test]
fn l24_titles_in_the_middle_of_a_paragraph() {
    for mark in ["。", "：", ""] {
        let one = format!(
            "<p>一、总体情况{mark}2023年，本局做好政府信息公开工作。（一）主动公开{mark}对照目录更新。全年主动公开政府信息362条。（二）依申请公开{mark}畅通渠道。全年收到政府信息公开申请12件，上年结转1件，办结12件，结转下年度1件。</p>"
        );
        let page = good_page();
        let (from, to) = (page.find("<p>一、总体情况").unwrap(), page.find("<p>二、主动公开政府信息情况").unwrap());
        let page = format!("{}{one}{}", &page[..from], &page[to..]);
        let reading = read_html(&page);
        assert_eq!(ids(&reading), EXPECTED, "{mark}");
        let requests = report(&reading).text(gongkai_rules::reporting::exchange::SectionId::OverviewRequests).unwrap();
        assert!(requests.starts_with("畅通渠道"), "{requests}");
    }
}

#[test]
fn titles_listed_in_the_opening_are_no_headings() {
    let listed = "本报告由六部分组成。一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。";
    let page = good_page().replacen("编制本报告。", &format!("编制本报告。{listed}"), 1);
    assert_eq!(ids(&read_html(&page)), EXPECTED);
}

/// The good page with a caption in each of its tables.
fn captioned(captions: [&str; 3]) -> String {
    let with = |table: String, caption: &str| table.replacen("<table>", &format!("<table>{caption}"), 1);
    let [two, three, four] = captions;
    page_of(&with(two_html(), two), &with(three_html(&[]), three), &with(four_html(), four))
}

#[test]
fn a_caption_repeats_a_heading_and_is_none() {
    let plain = [
        "<caption>主动公开政府信息情况</caption>",
        "<caption>三、收到和处理政府信息公开申请情况</caption>",
        "<caption><p>四、政府信息公开行政复议、行政诉讼情况</p></caption>",
    ];
    let unclosed = ["<caption>二、主动公开政府信息情况", "<caption>三、收到和处理政府信息公开申请情况", ""];
    for captions in [plain, unclosed] {
        let reading = read_html(&captioned(captions));
        assert_eq!(ids(&reading), EXPECTED);
        assert_example(&reading);
        assert_eq!(report(&reading).text(SectionId::PublicationTable).as_deref(), Some(""), "a caption is no text");
    }
}

#[test]
fn a_caption_is_the_heading_where_there_is_no_other() {
    let page = captioned(["<caption>二、主动公开政府信息情况</caption>", "", ""]);
    let page = page.replace("<p>二、主动公开政府信息情况</p>", "");
    let reading = read_html(&page);
    assert_eq!(ids(&reading), EXPECTED);
    assert_example(&reading);
}

#[test]
fn what_nobody_sees_is_no_heading() {
    for hidden in [
        "class=\"sr-only\"",
        "class=\"a govuk-visually-hidden\"",
        "class=\"visually-hidden\"",
        "hidden",
        "style=\"color: red; display : none\"",
    ] {
        let twice = format!("<h2 {hidden}>二、主动公开政府信息情况</h2><p>二、主动公开政府信息情况</p>");
        let reading = read_html(&good_page().replace("<p>二、主动公开政府信息情况</p>", &twice));
        assert_eq!(ids(&reading), EXPECTED, "{hidden}");
        assert_example(&reading);
    }
    let open = "<p class=\"sr-only\">朗读用的文字<p>二、主动公开政府信息情况</p>";
    let reading = read_html(&good_page().replace("<p>二、主动公开政府信息情况</p>", open));
    assert_eq!(ids(&reading), EXPECTED, "a paragraph left open hides no other");
}
