//! Word and Excel files made event by event, and the real reports where they are at hand.

use super::*;
use std::io::{Cursor, Write};

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a file in it");
    zip.write_all(xml.as_bytes()).expect("written");
    zip.finish().expect("an archive").into_inner()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(text: &str, span: usize, merge: &str) -> String {
    format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/>{merge}</w:tcPr>{}</w:tc>", p(text))
}

/// Table three with vertical merges; `restart` says whether their beginnings are marked.
fn three_docx(restart: bool) -> String {
    let begin = if restart { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" };
    let rows = THREE.iter().map(|(row, values)| {
        let mut cells = String::new();
        match row {
            Row::NewlyReceived | Row::CarriedIn | Row::CarriedOut => cells.push_str(&tc(row.label(), 3, "")),
            _ => {
                let first = *row == Row::Disclosed;
                cells.push_str(&tc(
                    if first { "三、本年度办理结果" } else { "" },
                    1,
                    if first { begin } else { "<w:vMerge/>" },
                ));
                match group_of(*row) {
                    Some(group) => {
                        let first = group.rows().first() == Some(row);
                        let label = if first { group.label() } else { "" };
                        cells.push_str(&tc(label, 1, if first { begin } else { "<w:vMerge/>" }));
                        cells.push_str(&tc(row.label(), 1, ""));
                    }
                    None => cells.push_str(&tc(row.label(), 2, "")),
                }
            }
        }
        let values: String = values.iter().map(|value| tc(&value.to_string(), 1, "")).collect();
        format!("<w:tr>{cells}{values}</w:tr>")
    });
    let heads = HEADS_TEXT.lines().map(|head| tc(head, 1, "")).collect::<String>();
    format!("<w:tbl><w:tr>{heads}</w:tr>{}</w:tbl>", rows.collect::<String>())
}

fn table_docx(text: &str) -> String {
    let rows = text.lines().map(|line| {
        let cells: String = line.split('\t').map(|cell| tc(cell, 1, "")).collect();
        format!("<w:tr>{cells}</w:tr>")
    });
    format!("<w:tbl>{}</w:tbl>", rows.collect::<String>())
}

#[test]
fn l2_word_tables_with_and_without_the_beginning_of_their_merges() {
    for restart in [true, false] {
        let body: String = TEXTS
            .iter()
            .map(|text| match *text {
                "{2}" => table_docx(&two_text("\t")),
                "{3}" => three_docx(restart),
                "{4}" => table_docx(&four_text("\t")),
                text => p(text),
            })
            .collect();
        let reading = read("年报.docx", &docx(&body), None, &Limits::default());
        assert_eq!(reading.layout, Some(Layout::Docx));
        assert_example(&reading);
        no_doubt(&reading);
    }
}

#[test]
fn text_deleted_under_track_changes_is_no_text() {
    let body = format!(
        "{}<w:p><w:del><w:r><w:delText>2022</w:delText></w:r></w:del><w:r><w:t>本段&amp;</w:t></w:r></w:p>",
        p(TITLE)
    );
    let document = word::read(&docx(&body), &Limits::default()).expect("read");
    assert_eq!(document.blocks.get(1).and_then(document::Block::text), Some("本段&"));
}

#[test]
fn excel_sheets_with_merged_cells() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut line = 0;
    for text in TEXTS {
        let table = match text {
            "{2}" => two_text("\t"),
            "{3}" => three_text("\t"),
            "{4}" => four_text("\t"),
            text => {
                sheet.write_string(line, 0, text).expect("written");
                line += 1;
                continue;
            }
        };
        for row in table.lines() {
            for (column, cell) in (0u16..).zip(row.split('\t')) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(line, column, number).expect("written"),
                    Err(_) => sheet.write_string(line, column, cell).expect("written"),
                };
            }
            line += 1;
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let reading = read("年报.xlsx", &bytes, None, &Limits::default());
    assert_eq!(reading.layout, Some(Layout::Xlsx));
    assert_example(&reading);
}

/// The reports handed to the project, where they are at hand.
fn real(name: &str) -> Option<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reports");
    let bytes = std::fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        println!("{name} is not at hand: not tested");
    }
    bytes
}

#[test]
fn the_seed_report_as_text_equals_the_seed_report_as_data() {
    let (Some(text), Some(data)) = (real("xigong-2025.txt"), real("xigong-2025.json")) else { return };
    let reading = read("xigong-2025.txt", &text, None, &Limits::default());
    let expected = Report::from_json(&String::from_utf8(data).expect("UTF-8")).expect("a report");
    let found = report(&reading);
    assert_eq!(reading.read, Extent::Whole);
    assert_eq!((&found.table2, &found.table3, &found.table4), (&expected.table2, &expected.table3, &expected.table4));
    assert_eq!((&found.organ, found.level, found.year), (&expected.organ, expected.level, expected.year));
    let texts =
        |report: &Report| report.sections.iter().map(|s| (s.id, s.title.clone(), s.text.clone())).collect::<Vec<_>>();
    assert_eq!(texts(found), texts(&expected));
    assert!(reading.doubts.is_empty(), "{:?}", reading.doubts);
}

#[test]
fn a_real_page_of_the_2019_form_is_read_whole() {
    let Some(page) = real("shanghai_office_2019_tables.html") else { return };
    let reading = read("shanghai_office_2019_tables.html", &page, None, &Limits::default());
    assert_eq!(reading.read, Extent::Whole);
    assert_eq!(report(&reading).form, Form::Form2019);
    assert_eq!(row(&reading, Row::NewlyReceived), Some([Some(821), Some(35), None, None, Some(2), Some(1), Some(859)]));
    assert_eq!(row(&reading, Row::Total), Some([Some(767), Some(35), None, None, Some(2), Some(1), Some(805)]));
}

#[test]
fn a_real_report_turned_into_markdown_keeps_what_can_be_placed() {
    let Some(text) = real("shanghai_office_2025.md") else { return };
    let reading = read("shanghai_office_2025.md", &text, None, &Limits::default());
    assert_eq!(reading.read, Extent::Part, "two rows of table two lost a cell each");
    assert_eq!(row(&reading, Row::NewlyReceived), Some([1259, 36, 0, 0, 0, 0, 1295].map(Some)));
    assert_eq!(row(&reading, Row::ConfirmOrReissue), Some([Some(0); 7]));
    assert_eq!(row(&reading, Row::NotClarifiedInTime), Some([40, 1, 0, 0, 2, 0, 43].map(Some)));
    assert_eq!(row(&reading, Row::OtherHandling), Some([264, 12, 0, 0, 0, 0, 276].map(Some)));
    let four = report(&reading).table4.as_ref().expect("table four");
    assert_eq!(four.get(Block::SuitAfterReconsideration, Standing::Total), Some(22));
}

#[test]
fn text_in_the_order_of_a_pdf_gives_no_wrong_figure() {
    let (Some(flow), Some(layout)) = (real("hongze_2023.flow.txt"), real("hongze_2023.layout.txt")) else { return };
    let whole = read("hongze_2023.layout.txt", &layout, None, &Limits::default());
    assert_eq!(whole.read, Extent::Whole);
    assert_eq!(row(&whole, Row::NotHeld), Some([10, 0, 0, 0, 0, 0, 10].map(Some)));
    let part = read("hongze_2023.flow.txt", &flow, None, &Limits::default());
    for known in Row::ALL {
        let (Some(found), Some(expected)) = (row(&part, known), row(&whole, known)) else { continue };
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(found.is_none() || found == expected, "{known}: {found:?} for {expected:?}");
        }
    }
}

/// L15 in a workbook: a row whose value cells were left empty is a row of blanks, not one without figures; a subtotal
/// on a head of table three with empty columns beside it is seen (R3.9).
#[test]
fn excel_rows_left_blank_and_subtotals_on_heads() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let three = three_text("\t").replace("（四）无法提供\t1.本机关", "（四）无法提供\t9\t0\t0\t0\t0\t0\t9\n1.本机关");
    let text = text_of(&two_text("\t").replace("行政强制\t0", "行政强制"), &three, &four_text("\t"));
    for (line, words) in text.lines().enumerate() {
        for (column, word) in words.split('\t').enumerate() {
            let (line, column) = (u32::try_from(line).unwrap(), u16::try_from(column).unwrap());
            match word.parse::<f64>() {
                Ok(number) => sheet.write_number(line, column, number).unwrap(),
                Err(_) => sheet.write_string(line, column, word).unwrap(),
            };
        }
    }
    let reading = read("年报.xlsx", &book.save_to_buffer().unwrap(), None, &Limits::default());
    assert_eq!(reading.read, Extent::Whole, "{:?}", reading.reason);
    assert!(!reading.doubts.iter().any(|told| told.rule == "R1.8"), "{:?}", reading.doubts);
    let told = doubt(&reading, "R3.9");
    assert_eq!(
        (told.row.as_deref(), told.expected.clone(), told.found.clone()),
        (Some("unable"), Some(3u64.into()), Some(9u64.into()))
    );
}

#[test]
fn a_report_in_the_exchange_format() {
    let mut given = report(&read_html(&good_page())).clone();
    given.findings.push(doubt_of_somebody());
    let json = format!("\u{feff}{}", given.to_json());
    let reading = read("2023.json", json.as_bytes(), None, &Limits::default());
    assert_eq!((reading.layout, reading.encoding), (None, Some(Encoding::Utf8)), "it has no layout");
    assert_example(&reading);
    assert!(report(&reading).findings.is_empty(), "it is judged anew");

    given.table3 = None;
    let reading = read("2023.json", given.to_json().as_bytes(), None, &Limits::default());
    assert_eq!((reading.read, reading.reason.as_deref()), (Extent::Part, Some("第三部分没有可读取的表格。")));

    for broken in ["{\"schema\": \"gongkai-report/1\"}", "{\"schema\": \"gongkai-report/1\", \"year\": [[[["] {
        let reading = read("坏.json", broken.as_bytes(), None, &Limits::default());
        assert_eq!(reading.read, Extent::No);
        assert!(reading.reason.is_some_and(|reason| reason.contains("gongkai-report/1")));
    }
    let other = read("别的.json", b"{\"title\": \"2023\"}", None, &Limits::default());
    assert!(other.read == Extent::No && other.reason.is_some_and(|reason| !reason.contains("gongkai")));
}

fn doubt_of_somebody() -> Finding {
    tables::finding("R3.3", Severity::Error, "别人的结论。".to_owned(), None, None)
}
