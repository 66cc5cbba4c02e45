//! Layouts of text: cells by tabs and pipes, one a line, by blanks, wrapped, run together.

use super::*;

#[test]
fn l3_spans_dropped_and_leading_cells_lost() {
    for between in ["\t", " | "] {
        let reading = read_text(&text_of(&two_text(between), &three_text(between), &four_text(between)));
        assert_example(&reading);
        no_doubt(&reading);
    }
}

#[test]
fn l3_a_row_after_a_page_end_without_its_leading_cells() {
    let three = three_text("\t").replace("（六）其他处理\t1.申请人", "\t\t1.申请人");
    assert_example(&read_text(&text_of(&two_text("\t"), &three, &four_text("\t"))));
}

#[test]
fn l5_one_cell_a_line() {
    let text = text_of(&stream(&two_text("\t")), &stream(&three_text("\t")), &stream(&four_text("\t")));
    assert_example(&read_text(&text));
}

#[test]
fn l6_blank_cells_vanish() {
    let three = stream(&three_text("\t"));
    let of = |line: &str, values: &str| format!("{line}\n\n{values}");
    // Two equal numbers: first column and total. A single one: the total.
    let pair = three.replacen(
        &of(Row::CarriedIn.label(), "1\n\n0\n\n0\n\n0\n\n0\n\n0\n\n1"),
        &of(Row::CarriedIn.label(), "1\n\n1"),
        1,
    );
    let reading = read_text(&text_of(&stream(&two_text("\t")), &pair, &stream(&four_text("\t"))));
    assert_eq!(row(&reading, Row::CarriedIn), Some([Some(1), None, None, None, None, None, Some(1)]));
    let three_left = three.replacen(
        &of(Row::NewlyReceived.label(), "9\n\n3\n\n0\n\n0\n\n0\n\n0\n\n12"),
        &of(Row::NewlyReceived.label(), "9\n\n3\n\n12"),
        1,
    );
    let reading = read_text(&text_of(&stream(&two_text("\t")), &three_left, &stream(&four_text("\t"))));
    assert_eq!(row(&reading, Row::NewlyReceived), Some([None; 7]));
    let told = doubt(&reading, "R1.8");
    assert_eq!(told.severity, Severity::Warn, "in a text a reading doubt is a warning");
}

#[test]
fn l7_value_before_label() {
    let mut lines = vec![HEADS_TEXT.to_owned()];
    for (row, values) in THREE {
        lines.extend(numbers(values));
        lines.push(row.label().to_owned());
    }
    let reading = read_text(&text_of(&two_text("\t"), &lines.join("\n"), &four_text("\t")));
    assert_three(&reading);
}

#[test]
fn l8_l9_vertical_labels_and_wrapped_labels() {
    let mut lines = vec![HEADS_TEXT.to_owned()];
    for (row, values) in THREE {
        let figures = numbers(values).join(" ");
        match row {
            Row::ConfirmOrReissue => {
                lines.push("5.要求行政机关确认或重".to_owned());
                lines.push(figures);
                lines.push("新出具已获取信息".to_owned());
            }
            Row::WouldNeedMaking => {
                lines.extend(["三", "、本年", "度办"].map(str::to_owned));
                lines.push(format!("{} {figures}", row.label()));
                lines.extend(["理结", "果"].map(str::to_owned));
            }
            _ => lines.push(format!("{} {figures}", row.label())),
        }
    }
    let reading = read_text(&text_of(&two_text("\t"), &lines.join("\n"), &four_text("\t")));
    assert_three(&reading);
}

#[test]
fn l10_page_numbers_and_repeated_heads_are_no_values() {
    for page in ["- 4 -", "— 5 —", "第4页"] {
        let three = three_text("\t");
        let at = three.find("（五）不予处理").expect("a row");
        let heads = HEADS_TEXT.replace('\n', "\t");
        let three = format!("{}{page}\n{heads}\n{}", &three[..at], &three[at..]);
        assert_example(&read_text(&text_of(&two_text("\t"), &three, &four_text("\t"))));
    }
}

#[test]
fn l11_heads_that_are_split() {
    let three = three_text("\t").replace("商业企业", "商业\t企业").replace("社会公益组织", "社会\t公益\t组织");
    assert_example(&read_text(&text_of(&two_text("\t"), &three, &four_text("\t"))));
}

#[test]
fn l12_cells_run_together_are_parted_only_in_one_way() {
    let glued = |line: &str| {
        let two = two_text("\t").replace("行政规范性文件\t4\t1\t12", line).replace("规章\t0\t0\t0", "规章000");
        read_text(&text_of(&two, &three_text("\t"), &four_text("\t")))
    };
    let reading = glued("行政规范性文件4112");
    let Some(Table2::Form2021(two)) = &report(&reading).table2 else { panic!("table two") };
    assert_eq!(two.government_rules.issued_count, Some(0));
    assert_eq!(two.normative_documents.issued_count, None, "4·1·12, 4·11·2 and 41·1·2 all read so");
    assert_eq!(reading.read, Extent::Part);
    let three = three_text("\t").replace("1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0", "1.属于国家秘密0000000");
    assert_three(&read_text(&text_of(&two_text("\t"), &three, &four_text("\t"))));
}

#[test]
fn l38_tables_typed_with_blanks() {
    let blanks = "          ";
    let reading = read_text(&text_of(&two_text(blanks), &three_text(blanks), &four_text(blanks)));
    assert_example(&reading);
}

#[test]
fn markdown_tables() {
    let pipe = |table: &str| {
        let rows = table.lines().map(|line| format!("| {} |", line.replace('\t', " | ")));
        let mut rows: Vec<String> = rows.collect();
        rows.insert(1, "|---|---|---|---|".to_owned());
        rows.join("\n")
    };
    let text = text_of(&pipe(&two_text("\t")), &pipe(&three_text("\t")), &pipe(&four_text("\t")));
    let reading = read("年报.md", text.as_bytes(), None, &Limits::default());
    assert_eq!(reading.layout, Some(Layout::Markdown));
    assert_example(&reading);
}

#[test]
fn gb18030_text_is_read_and_named() {
    let text = text_of(&two_text("\t"), &three_text("\t"), &four_text("\t"));
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let reading = read("年报.txt", &bytes, None, &Limits::default());
    assert_eq!(reading.encoding, Some(Encoding::Gb18030));
    assert_example(&reading);
}

/// L19 with L5: a Chinese numeral among figures one a line is a figure, not a piece of 三、本年度办理结果.
#[test]
fn l19_a_numeral_among_figures_one_a_line_is_a_figure() {
    let three = three_text("\t").replacen("1.本机关不掌握相关政府信息\t3\t", "1.本机关不掌握相关政府信息\t三\t", 1);
    assert!(three.contains("\t三\t"));
    let three = stream(&three);
    let text = text_of(&stream(&two_text("\t")), &three, &stream(&four_text("\t")));
    let reading = read("年报.txt", text.as_bytes(), None, &Limits::default());
    assert_example(&reading);
    assert_eq!(doubt(&reading, "R8.4").row.as_deref(), Some("u1_noinfo"));
}

#[test]
fn figures_behind_single_blanks_with_their_unit() {
    let two = two_text(" ").replace("38.6012", "38.6012万元");
    let text = text_of(&two, &three_text(" "), &four_text(" "));
    assert_example(&read("年报.txt", text.as_bytes(), None, &Limits::default()));
}
