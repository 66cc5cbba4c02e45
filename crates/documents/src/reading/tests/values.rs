//! What single cells hold: marks, remarks, separators, foreign digits, money, what is no figure (L16 to L22), and the
//! form of 2019 (L30).

use super::*;

fn with(row_id: Row, first: &str) -> Reading {
    let mut values: Vec<String> =
        THREE.iter().find(|(known, _)| *known == row_id).map(|(_, values)| numbers(values)).expect("row");
    values[0] = first.to_owned();
    read_html(&page_of(&two_html(), &three_html(&[(row_id, values)]), &four_html()))
}

#[test]
fn l16_marks_for_none_are_null_with_a_remark() {
    for mark in ["/", "-", "—", "--", "无", "不适用"] {
        let reading = with(Row::StateSecret, mark);
        assert_eq!(row(&reading, Row::StateSecret).map(|cells| cells[0]), Some(None), "{mark}");
        let remark = report(&reading).remarks.iter().find(|remark| remark.row.as_deref() == Some("d1_secret"));
        assert_eq!(remark.map(|remark| remark.text.as_str()), Some(mark));
        assert_eq!(reading.read, Extent::Whole);
    }
}

#[test]
fn l17_remarks_in_cells() {
    let two = two_html().replace("<td>4</td>", "<td>4（其中修订2件）</td>");
    let reading = read_html(&page_of(&two, &three_html(&[]), &four_html()));
    assert_example(&reading);
    assert_eq!(doubt(&reading, "R2.7").severity, Severity::Hint);
    assert_eq!(report(&reading).remarks.first().map(|remark| remark.text.clone()).as_deref(), Some("(其中修订2件)"));
}

#[test]
fn l18_l19_separators_and_foreign_digits() {
    let reading = with(Row::NewlyReceived, "９");
    assert_example(&reading);
    assert_eq!(doubt(&reading, "R8.4").severity, Severity::Warn);
    let two = two_html().replace(">37<", ">12,345<");
    let reading = read_html(&page_of(&two, &three_html(&[]), &four_html()));
    let Some(Table2::Form2021(two)) = &report(&reading).table2 else { panic!("table two") };
    assert_eq!(two.administrative_permits, Some(12_345));
    assert_eq!(doubt(&reading, "R8.3").severity, Severity::Hint);
}

#[test]
fn l20_money_in_yuan_is_converted_and_told() {
    for (printed, told) in [("386012元", Some("R2.4")), ("38.6012万元", None), ("约38.6012", None)] {
        let two = two_html().replace("38.6012", printed);
        let reading = read_html(&page_of(&two, &three_html(&[]), &four_html()));
        assert_example(&reading);
        assert!(report(&reading).remarks.iter().any(|remark| remark.text == printed), "{printed}");
        assert_eq!(reading.doubts.iter().any(|doubt| doubt.rule == "R2.4"), told.is_some(), "{printed}");
    }
}

#[test]
fn l21_what_is_no_figure_is_null_and_told_with_its_words() {
    for printed in ["-1", "1.5", "012", "1.2E+4", "#REF!", "十二余"] {
        let reading = with(Row::NewlyReceived, printed);
        assert_eq!(row(&reading, Row::NewlyReceived).map(|cells| cells[0]), Some(None), "{printed}");
        let told = doubt(&reading, "R3.4");
        assert_eq!(told.found, Some(gongkai_rules::reporting::exchange::Value::Text(printed.to_owned())));
        assert_eq!((told.row.as_deref(), told.column.as_deref()), (Some("new"), Some("natural_person")));
        assert_eq!(reading.unread.len(), 1);
    }
    assert_example(&with(Row::NewlyReceived, "9.0"));
}

fn two_2019() -> String {
    let three = |label: &str, values: [&str; 3]| {
        format!("<tr><td>{label}</td><td>{}</td><td>{}</td><td>{}</td></tr>", values[0], values[1], values[2])
    };
    let block = |title: &str| format!("<tr><td colspan=\"4\">{title}</td></tr>");
    [
        "<table>".to_owned(),
        block("第二十条第（一）项"),
        three("信息内容", ["本年新制作数量", "本年新公开数量", "对外公开总数量"]),
        three("规章", ["0", "0", "0"]),
        three("规范性文件（填写说明：按文件计）", ["2", "2", "9"]),
        block("第二十条第（五）项"),
        three("信息内容", ["上一年项目数量", "本年增\\减", "处理决定数量"]),
        three("行政许可", ["12", "减3", "37"]),
        three("其他对外管理服务事项", ["5", "0", "8"]),
        block("第二十条第（六）项"),
        three("信息内容", ["上一年项目数量", "本年增/减", "处理决定数量"]),
        three("行政处罚", ["20", "+3", "9"]),
        three("行政强制", ["4", "--3", "0"]),
        block("第二十条第（八）项"),
        "<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=\"2\">本年增/减</td></tr>".to_owned(),
        "<tr><td>行政事业性收费</td><td>3</td><td colspan=\"2\">0</td></tr>".to_owned(),
        block("第二十条第（九）项"),
        "<tr><td>信息内容</td><td>采购项目数量</td><td colspan=\"2\">采购总金额</td></tr>".to_owned(),
        "<tr><td>政府集中采购</td><td>6</td><td colspan=\"2\">251000元</td></tr></table>".to_owned(),
    ]
    .concat()
}

#[test]
fn l22_l30_the_form_of_2019() {
    let reading = read_html(&page_of(&two_2019(), &three_html(&[]), &four_html()));
    let report = report(&reading);
    assert_eq!(report.form, Form::Form2019);
    let Some(Table2::Form2019(two)) = &report.table2 else { panic!("table two of 2019") };
    assert_eq!(two.normative_documents.total, Some(9));
    assert_eq!(two.administrative_permits.change, Some(-3));
    assert_eq!(two.administrative_penalties.change, Some(3));
    assert_eq!(two.coercive_measures.change, Some(-3));
    assert_eq!(two.administrative_fees.prior, Some(3));
    assert_eq!(two.procurement.amount.as_ref().map(|amount| amount.as_str()), Some("25.1"));
    assert!(!reading.doubts.iter().any(|doubt| doubt.rule == "R2.4"), "a procurement names its unit");
}

#[test]
fn r1_12_a_row_left_out_of_table_two() {
    let two = two_html().replace("<tr><td>行政强制</td><td rowspan=\"1\" colspan=\"3\">0</td></tr>", "");
    let reading = read_html(&page_of(&two, &three_html(&[]), &four_html()));
    let told = doubt(&reading, "R1.12");
    assert_eq!((told.row.as_deref(), told.severity), (Some("coerce"), Severity::Error));
}
