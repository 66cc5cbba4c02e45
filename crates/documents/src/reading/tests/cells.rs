//! Layouts of files that have cells: pages and what lies around the tables.

use super::*;

#[test]
fn l1_good_spans_are_expanded() {
    let reading = read_html(&good_page());
    assert_example(&reading);
    no_doubt(&reading);
    let report = report(&reading);
    assert_eq!((report.organ.as_str(), report.year), ("清河县水务局", 2023));
    assert_eq!(report.level, Some(Level::Department));
    assert_eq!(report.title.as_deref(), Some(TITLE));
    assert_eq!(report.period, gongkai_rules::reporting::exchange::Period::of_year(2023));
}

#[test]
fn l1_every_cell_has_its_place() {
    let reading = read_html(&good_page());
    let key = (gongkai_rules::reporting::exchange::TableId::Table3, "new".to_owned(), "total".to_owned());
    let place = reading.places.get(&key).and_then(|place| place.path.clone()).expect("a path");
    assert!(place.ends_with("td:nth-child(8)") && place.starts_with("html"), "{place}");
}

#[test]
fn l4_empty_cells_at_the_ends_are_spans_left_over() {
    let two = two_html().replace("<td rowspan=\"1\" colspan=\"3\">37</td>", "<td>37</td><td></td><td></td>");
    assert_example(&read_html(&page_of(&two, &three_html(&[]), &four_html())));
}

#[test]
fn l15_a_blank_is_null_and_inner_blanks_stay_where_they_are() {
    for blank in ["", "&nbsp;", "　"] {
        let mut values = vec!["9".to_owned(), "3".to_owned()];
        values.extend([blank; 4].map(str::to_owned));
        values.push("12".to_owned());
        let reading = read_html(&page_of(&two_html(), &three_html(&[(Row::NewlyReceived, values)]), &four_html()));
        assert_eq!(row(&reading, Row::NewlyReceived), Some([Some(9), Some(3), None, None, None, None, Some(12)]));
        assert_eq!(reading.read, Extent::Whole, "a blank cell is no want of reading");
        assert!(reading.unread.is_empty());
    }
}

#[test]
fn l14_a_row_one_value_short_is_not_guessed() {
    let short = |values: [&str; 6]| {
        let values = values.map(str::to_owned).to_vec();
        read_html(&page_of(&two_html(), &three_html(&[(Row::NotHeld, values)]), &four_html()))
    };
    let reading = short(["3", "0", "0", "0", "0", "3"]);
    assert_eq!(row(&reading, Row::NotHeld), Some([None; 7]));
    assert_eq!(reading.read, Extent::Part);
    let told = doubt(&reading, "R1.8");
    assert_eq!((told.row.as_deref(), told.severity), (Some("u1_noinfo"), Severity::Error));
    // All zero leaves nothing to choose.
    let zeros = short(["0"; 6]);
    assert_eq!(row(&zeros, Row::NotHeld), Some([Some(0); 7]));
    doubt(&zeros, "R1.8");
}

#[test]
fn l13_a_number_over_two_cells_is_joined_where_only_one_way_adds_up() {
    let torn = ["9", "3", "0", "0", "0", "0", "1", "2"].map(str::to_owned).to_vec();
    let reading = read_html(&page_of(&two_html(), &three_html(&[(Row::NewlyReceived, torn)]), &four_html()));
    assert_example(&reading);
    let told = doubt(&reading, "R8.5");
    assert_eq!(told.severity, Severity::Warn);
    assert!(told.quote.as_deref().is_some_and(|quote| quote.contains("本年新收")));
}

#[test]
fn l26_the_report_inside_a_layout_table_and_figures_in_frames() {
    let page = good_page()
        .replace("<body>", "<body><table><tr><td>导航</td><td>")
        .replace("</body>", "</td></tr></table></body>");
    assert_example(&read_html(&page));
    let framed =
        ["<table><tr><td>9</td></tr></table>", "<p><span>3</span></p>", "<p>0</p>", "0", "0", "0", "<p>1</p><p>2</p>"];
    let framed = framed.map(str::to_owned).to_vec();
    let reading = read_html(&page_of(&two_html(), &three_html(&[(Row::NewlyReceived, framed)]), &four_html()));
    assert_example(&reading);
    doubt(&reading, "R8.5");
}

#[test]
fn l27_three_tables_in_one() {
    let one = [two_html(), three_html(&[]), four_html()].concat().replace("</table><table>", "");
    let page = page_of(&one, "", "");
    let reading = read_html(&page);
    assert_example(&reading);
}

#[test]
fn l36_navigation_and_the_block_around_are_cut_off() {
    let around = "<ul><li>首页</li><li>政府信息公开</li><li>主动公开</li><li>依申请公开</li></ul><table><tr><td>索引号</td><td>000/2024-1</td><td>发布日期：2024-01-20</td></tr></table>";
    let foot = "<p>浏览次数：128</p><p>打印 关闭 扫一扫</p><p>主办：清河县人民政府</p>";
    let page = good_page().replace("<body>", &format!("<body>{around}")).replace("</body>", &format!("{foot}</body>"));
    let reading = read_html(&page);
    assert_example(&reading);
    let report = report(&reading);
    assert_eq!(report.published, Some(jiff::civil::date(2024, 1, 20)));
    let other = report.text(SectionId::OtherMatters).unwrap_or_default();
    assert_eq!(other, "本年度未收取信息处理费。");
    assert!(report.text(SectionId::Preamble).is_some_and(|text| !text.contains("索引号")));
}

#[test]
fn l25_a_heading_without_its_table_leaves_null() {
    let reading = read_html(&page_of(&two_html(), "<img src=\"table.png\">", &four_html()));
    assert!(report(&reading).table3.is_none());
    assert_eq!(reading.read, Extent::Part);
}

#[test]
fn l31_other_handling_as_one_row() {
    let three: String = three_html(&[]);
    let from = three
        .find(Row::NotClarifiedInTime.label())
        .and_then(|at| three.get(..at))
        .and_then(|head| head.rfind("<tr>"))
        .expect("o1");
    let to = three
        .find(Row::Total.label())
        .and_then(|at| three.get(..at))
        .and_then(|head| head.rfind("<tr>"))
        .expect("total");
    let merged = "<tr><td colspan=\"2\">（六）其他处理</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>";
    let three = [&three[..from], merged, &three[to..]].concat();
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_eq!(row(&reading, Row::OtherwiseHandled), Some([Some(0); 7]));
    assert_eq!(row(&reading, Row::OtherHandling), None);
    assert_eq!(row(&reading, Row::Total), Some([9, 3, 0, 0, 0, 0, 12].map(Some)));
}

#[test]
fn l32_two_years_side_by_side_are_refused() {
    let heads =
        heads_html().replace("colspan=\"7\">申请人情况</td>", "colspan=\"7\">2022年</td><td colspan=\"7\">2023年</td>");
    let heads = heads.replace("<td>商业企业</td>", "<td>自然人</td><td>商业企业</td>");
    let rows: String =
        THREE.iter().map(|(row, values)| row_html(*row, &[numbers(values), numbers(values)].concat())).collect();
    let three = format!("<p>申请人情况</p><table>{heads}{rows}</table>");
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_eq!(row(&reading, Row::NewlyReceived), Some([None; 7]));
    doubt(&reading, "R1.14");
}

#[test]
fn r1_14_a_second_set_of_tables_is_told_and_the_first_is_read() {
    let second = three_html(&[(Row::NewlyReceived, numbers(&[1, 1, 1, 1, 1, 1, 6]))]);
    let page = good_page().replace("</body>", &format!("<p>另一份报告</p>{second}</body>"));
    let reading = read_html(&page);
    assert_three(&reading);
    assert_eq!(doubt(&reading, "R1.14").severity, Severity::Warn);
}

#[test]
fn r1_9_an_added_row_is_told() {
    let added = "<tr><td colspan=\"3\">五、本地增设事项</td><td>1</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>2</td></tr></table>";
    let three = three_html(&[]).replace("</table>", added);
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_three(&reading);
    assert!(doubt(&reading, "R1.9").message.contains("本地增设事项"));
}

#[test]
fn r1_11_a_misprinted_label_is_told_and_read() {
    let three = three_html(&[]).replace("4.保护第三方合法权益", "4.保护第三方合法利益");
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_example(&reading);
    let told = doubt(&reading, "R1.11");
    assert_eq!(told.row.as_deref(), Some("d4_third"));
}

#[test]
fn variants_of_labels_are_no_misprints() {
    let three = three_html(&[])
        .replace("1.属于国家秘密", "1．属于国家秘密")
        .replace("信访举报投诉类", "信访、举报、投诉类")
        .replace("确认或重新", "确认或者重新")
        .replace("（区分处理的，只计这一情形，不计其他情形）", "")
        .replace("“三安全一稳定”", "\"三安全一稳定\"");
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_example(&reading);
    no_doubt(&reading);
}

#[test]
fn r3_9_a_subtotal_on_a_group_head_is_compared() {
    let head = "<tr><td>（三）不予公开</td><td></td><td>0</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>2</td></tr>";
    let three = three_html(&[]).replace(
        "<tr><td rowspan=\"8\" colspan=\"1\">（三）不予公开</td>",
        &format!("{head}<tr><td rowspan=\"8\" colspan=\"1\"></td>"),
    );
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_three(&reading);
    let told = doubt(&reading, "R3.9");
    assert_eq!((told.row.as_deref(), told.severity), (Some("denied"), Severity::Warn));
}

#[test]
fn l29_l28_table_four_in_other_shapes() {
    let lines: String = Block::ALL
        .into_iter()
        .flat_map(|block| Standing::ALL.map(|standing| (block, standing)))
        .map(|(block, standing)| {
            let value = FOUR[block.index()][standing.index()];
            format!("<tr><td>{}</td><td>{}</td><td>{value}</td></tr>", block.label(), standing.label())
        })
        .collect();
    let reading = read_html(&page_of(&two_html(), &three_html(&[]), &format!("<table>{lines}</table>")));
    assert_four(report(&reading));
    let turned: String = Standing::ALL
        .into_iter()
        .map(|standing| {
            let cells: String = FOUR.iter().map(|block| format!("<td>{}</td>", block[standing.index()])).collect();
            format!("<tr><td>{}</td>{cells}</tr>", standing.label())
        })
        .collect();
    let heads = "<tr><td></td><td>行政复议</td><td>未经复议直接起诉</td><td>复议后起诉</td></tr>";
    let reading = read_html(&page_of(&two_html(), &three_html(&[]), &format!("<table>{heads}{turned}</table>")));
    assert_four(report(&reading));
    let blocks: String = Block::ALL
        .into_iter()
        .map(|block| {
            let cells: String = FOUR[block.index()].iter().map(|value| format!("<td>{value}</td>")).collect();
            format!("<tr><td>{}</td>{cells}</tr>", block.label())
        })
        .collect();
    let heads = "<tr><td></td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>";
    let reading = read_html(&page_of(&two_html(), &three_html(&[]), &format!("<table>{heads}{blocks}</table>")));
    assert_four(report(&reading));
}

#[test]
fn r1_10_table_four_with_a_figure_missing_is_not_guessed() {
    let four = four_html().replacen("<td>2</td>", "", 1);
    let reading = read_html(&page_of(&two_html(), &three_html(&[]), &four));
    let four = report(&reading).table4.as_ref().expect("the table stands there");
    assert!(Block::ALL.into_iter().all(|block| four.get(block, Standing::Total).is_none()));
    assert_eq!(doubt(&reading, "R1.10").found, Some(14u64.into()));
}

#[test]
fn a_wrong_sum_comes_out_wrong() {
    let three = three_html(&[(Row::Total, numbers(&[9, 3, 0, 0, 0, 0, 13]))]);
    let reading = read_html(&page_of(&two_html(), &three, &four_html()));
    assert_eq!(row(&reading, Row::Total), Some([9, 3, 0, 0, 0, 0, 13].map(Some)));
}

/// A cell that is no figure is `null` and told as such; its neighbours keep theirs (4.1, R2.2, R3.4, R4.2).
#[test]
fn a_word_where_a_figure_should_stand_loses_only_its_cell() {
    for word in ["若干", "1.5", "-1", "未统计"] {
        let mut values = numbers(&[3, 0, 0, 0, 0, 0, 3]);
        values[2] = word.to_owned();
        let four = four_html().replacen("<td>2</td>", &format!("<td>{word}</td>"), 1);
        let two = two_html().replacen("<td>4</td>", &format!("<td>{word}</td>"), 1);
        let reading = read_html(&page_of(&two, &three_html(&[(Row::NotHeld, values)]), &four));
        let expected = [Some(3), Some(0), None, Some(0), Some(0), Some(0), Some(3)];
        assert_eq!(row(&reading, Row::NotHeld), Some(expected), "{word}");
        let table = report(&reading).table4.as_ref().expect("the table stands there");
        assert_eq!(table.get(Block::Reconsideration, Standing::Upheld), None);
        assert_eq!(table.get(Block::Reconsideration, Standing::Total), Some(3));
        assert_eq!(doubt(&reading, "R3.4").column.as_deref(), Some("research"));
        assert_eq!(doubt(&reading, "R4.2").row.as_deref(), Some("review"));
        assert_eq!(doubt(&reading, "R2.2").column.as_deref(), Some("issued"));
    }
}

#[test]
fn a_spanning_cell_written_once_for_each_column_is_one_figure() {
    let two = two_html().replace("<td rowspan=\"1\" colspan=\"3\">37</td>", "<td>37</td><td>37</td><td>37</td>");
    assert_example(&read_html(&page_of(&two, &three_html(&[]), &four_html())));
}

#[test]
fn a_row_of_blanks_that_is_one_short_is_not_a_row_left_out() {
    let blanks = vec![String::new(); 6];
    let reading = read_html(&page_of(&two_html(), &three_html(&[(Row::NotHeld, blanks)]), &four_html()));
    assert_eq!(doubt(&reading, "R1.8").row.as_deref(), Some("u1_noinfo"));
    assert_eq!(row(&reading, Row::NotHeld), Some([None; 7]));
}

#[test]
fn r1_14_of_two_reports_the_words_of_one_are_not_held_against_the_tables_of_the_other() {
    let second = good_page().replace(TITLE, "清河县水务局2022年政府信息公开工作年度报告").replace("12件", "31件");
    let inside = second.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>")).expect("a body").0;
    let reading = read_html(&good_page().replace("</body>", &format!("{inside}</body>")));
    assert_example(&reading);
    let told: Vec<_> = reading.doubts.iter().filter(|doubt| doubt.rule == "R1.14").collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].message.contains(TITLE) && told[0].message.contains("清河县水务局2022年"), "{}", told[0].message);
    let report = report(&reading);
    assert_eq!((report.year, report.organ.as_str()), (2023, "清河县水务局"));
    let all: String = report.sections.iter().map(|section| section.text.as_str()).collect();
    assert!(all.contains("办结12件") && !all.contains("31件") && !all.contains("2022年政府"), "{all}");
    let mut seen = std::collections::BTreeSet::new();
    assert!(report.sections.iter().all(|section| seen.insert(section.id)), "a section stands twice");
}
