//! What is just more than allowed, and small files that would make much of themselves: each is refused in words, or read
//! without what is too much. Nothing here looks at a clock; what is not bounded would not end, or not fit.

use super::bad_input::{archive, refused};
use super::document::Block;
use super::*;

fn refuses(name: &str, bytes: &[u8], words: &str) {
    let reason = refused(name, bytes);
    assert!(reason.contains(words), "{name}: {reason}");
}

/// Bounds by which a file of little size is too much already.
fn small() -> Limits {
    Limits { blocks: 1000, cells: 3000, ..Limits::default() }
}

fn refuses_within(name: &str, bytes: &[u8], words: &str) {
    let reading = read(name, bytes, None, &small());
    assert!(
        reading.report.is_none() && reading.reason.as_ref().is_some_and(|reason| reason.contains(words)),
        "{name}: {:?}",
        reading.reason
    );
}

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><body>{body}").into_bytes()
}

fn word(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", xml.as_bytes())])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const SHEETS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook of so many sheets that share one file, and shared texts.
fn workbook(sheets: usize, data: &str, strings: &str) -> Vec<u8> {
    let named: String = (1..=sheets).map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"r1\"/>")).collect();
    let book = format!("<workbook xmlns=\"{SHEETS}\" xmlns:r=\"{RELATIONS}\"><sheets>{named}</sheets></workbook>");
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{SHEETS}\">{data}</worksheet>");
    let styles = format!("<styleSheet xmlns=\"{SHEETS}\"/>");
    let strings = if strings.is_empty() { format!("<sst xmlns=\"{SHEETS}\"/>") } else { strings.to_owned() };
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let files = [
        ("_rels/.rels", root.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    archive(&files)
}

fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn sheet(cells: &str) -> String {
    format!("<sheetData><row r=\"1\">{cells}</row></sheetData>")
}

#[test]
fn paragraphs_and_lines_without_end() {
    let usual = Limits::default();
    assert_eq!((usual.blocks, usual.cells), (20_000, 100_000), "no report has as many");
    let most = small().blocks;
    refuses_within("行.txt", "年\n".repeat(most + 1).as_bytes(), "行数过多");
    refuses_within("段.html", &page(&"<p>年".repeat(most + 1)), "段落过多");
    refuses_within("段.docx", &word(&p("年").repeat(most + 1)), "段落过多");
    let within = read("行.txt", "年\n".repeat(most).as_bytes(), None, &small());
    assert!(within.reason.is_some_and(|reason| !reason.contains("过多")), "just as many are read");
}

#[test]
fn cells_and_rows_without_end() {
    let most = small().cells;
    refuses_within("格.txt", format!("年{}", "\t".repeat(most + 1)).as_bytes(), "单元格过多");
    refuses_within("格.txt", "|\n".repeat(most + 1).as_bytes(), "单元格过多");
    refuses_within("格.html", &page(&format!("<table><tr>{}", "<td>".repeat(most + 1))), "单元格过多");
    refuses_within("行.html", &page(&format!("<table>{}", "<tr>".repeat(most + 1))), "行数过多");
    refuses_within(
        "格.docx",
        &word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(most + 1))),
        "单元格过多",
    );
    refuses_within("行.docx", &word(&format!("<w:tbl>{}</w:tbl>", "<w:tr/>".repeat(most + 1))), "行数过多");
}

#[test]
fn attributes_without_end() {
    let many = |count: usize| (0..count).map(|n| format!(" a{n}=''")).collect::<String>();
    refuses("属性.html", &page(&format!("<p{}>年", many(2001))), "属性过多");
    let within = page(&format!("<p{}>{TITLE}</p>", many(1990)));
    assert!(!refused("属性.html", &within).contains("属性"));
    // In a Word file they are passed over: each is looked at once.
    let span = format!("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan{}/></w:tcPr></w:tc></w:tr></w:tbl>", many(50_000));
    let document = word::read(&word(&(p(TITLE) + &span)), &Limits::default()).expect("read");
    assert_eq!(document.blocks.first().and_then(Block::text), Some(TITLE));
}

/// Each element of a path costs at each cell: paths are cut, and given only as long as there is room for them.
#[test]
fn paths_that_would_be_larger_than_the_page() {
    let deep = format!("{}{}", "<div>".repeat(500), "<p>年</p>".repeat(19_000));
    let document = html::read(&String::from_utf8(page(&deep)).expect("text"), None, &Limits::default()).expect("read");
    let places = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph { place, .. } => place.as_ref().and_then(|place| place.path.as_ref()),
        _ => None,
    });
    let all: usize = places.map(String::len).sum();
    assert!(document.blocks.len() == 19_000 && all < 17 << 20, "{all} bytes of places");
    let long = format!("<x{0} id='i{0}'>{1}", "y".repeat(1 << 20), "<p>年</p>".repeat(1000));
    let document = html::read(&String::from_utf8(page(&long)).expect("text"), None, &Limits::default()).expect("read");
    let path = |block: &Block| match block {
        Block::Paragraph { place, .. } => place.as_ref().and_then(|place| place.path.clone()),
        _ => None,
    };
    assert!(document.blocks.iter().filter_map(path).all(|path| path.len() < 200));
    // Paragraphs without a word in an element five hundred deep: each looks for the one it ends.
    refuses("找.html", &page(&format!("{}{}", "<span>".repeat(520), "<p>".repeat(50_000))), "元素过多");
    refuses("找.html", &page(&format!("{}{}", "<span>".repeat(520), "</x>".repeat(50_000))), "元素过多");
}

#[test]
fn spans_of_four_milliards() {
    let huge = "4294967296";
    let spans = format!("colspan=\"{huge}\" rowspan=\"{huge}\"");
    let extra = format!("<table><tr><td {spans}>年</td><td {spans}>2</td></tr><tr><td {spans}>3</td></tr></table>");
    let reading = read_html(&good_page().replace("</body>", &(extra.clone() + "</body>")));
    assert_example(&reading);
    refused("跨.html", &page(&extra));
    let spans = format!("<w:tcPr><w:gridSpan w:val=\"{huge}\"/><w:vMerge/></w:tcPr>");
    let row = format!(
        "<w:tr><w:trPr><w:gridBefore w:val=\"{huge}\"/><w:gridAfter w:val=\"{huge}\"/></w:trPr><w:tc>{spans}{}</w:tc></w:tr>",
        p("年")
    );
    refused("跨.docx", &word(&format!("<w:tbl>{}</w:tbl>", row.repeat(2000))));
    // A merge that never ends: each continuation is one more row, looked at once.
    let tc = |merge: &str| format!("<w:tr><w:tc><w:tcPr><w:vMerge{merge}/></w:tcPr>{}</w:tc></w:tr>", p("年"));
    let endless = format!("<w:tbl>{}{}</w:tbl>", tc(" w:val=\"restart\""), tc("").repeat(15_000));
    let document = word::read(&word(&endless), &Limits::default()).expect("read");
    let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table") };
    assert_eq!(grid.rows.first().and_then(|row| row.first()).map(|cell| cell.rows), Some(15_001));
}

#[test]
fn nested_and_unclosed() {
    let open = "<table><tr><td>";
    refuses("深.html", &page(&open.repeat(1000)), "嵌套过深");
    refuses("深.html", &page(&"<table>".repeat(100_000)), "嵌套过深");
    refuses("深.docx", &word(&"<w:tbl><w:tr><w:tc>".repeat(1000)), "嵌套过深");
    refuses("深.docx", &word(&"<w:p>".repeat(100_000)), "嵌套过深");
    // A good report behind elements that nobody ends is a good report.
    let unclosed = good_page().replace("<body>", &format!("<body>{}", "<div><span><b>".repeat(10_000)));
    assert_example(&read_html(&unclosed));
    refused("断.html", &page("<table><tr><td rowspan='2'"));
    refused("断.html", &page("<!-- <table>"));
}

#[test]
fn sheets_with_a_cell_far_away_are_read_without_it() {
    // The last cell of a sheet, and one in the last column: looked at, not reached for.
    let far = cell("A1", "年") + &cell("XFD1048576", "2") + &cell("XFD1", "3");
    let document = workbook::read(&workbook(1, &sheet(&far), ""), &Limits::default()).expect("read");
    let cells: usize = document.blocks.iter().map(|block| usize::from(block.text() == Some("年"))).sum();
    assert_eq!((cells, document.blocks.len()), (1, 1));
    // As far as is looked: lines without a cell cost nothing.
    let sparse = cell("A1", "年") + &cell("IV20000", "2");
    let document = workbook::read(&workbook(1, &sheet(&sparse), ""), &Limits::default()).expect("read");
    let cells: usize = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Table(grid) => grid.rows.iter().map(Vec::len).sum(),
            _ => 1,
        })
        .sum();
    assert!(cells <= 257, "{cells}");
    let each: String = (1..=2000).map(|line| cell(&format!("IV{line}"), "2")).collect();
    refuses("远.xlsx", &workbook(1, &sheet(&each), ""), "单元格过多");
}

#[test]
fn sheets_merged_over_everything() {
    let merged = |range: &str| format!("<mergeCells><mergeCell ref=\"{range}\"/></mergeCells>");
    let cells = cell("A1", "年") + &cell("B9000", "2");
    refuses("合.xlsx", &workbook(1, &(sheet(&cells) + &merged("A1:XFD1048576")), ""), "单元格过多");
    let one = workbook(1, &(sheet(&cell("A1", "年")) + &merged("A1:XFD1048576")), "");
    assert_eq!(workbook::read(&one, &Limits::default()).expect("read").blocks.len(), 1);
    let many = format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:IV1\"/>".repeat(1000));
    refuses("合.xlsx", &workbook(1, &(sheet(&cell("A1", "年")) + &many), ""), "单元格过多");
}

#[test]
fn a_merge_that_stands_on_its_head_ends_nothing() {
    let data = format!("{}<mergeCells><mergeCell ref=\"C3:A1\"/></mergeCells>", sheet(&cell("A1", "年报")));
    let reading = read("年报.xlsx", &workbook(1, &data, ""), None, &Limits::default());
    assert_eq!(reading.read, Extent::No);
    assert!(reading.report.is_none(), "nothing is made up");
}

#[test]
fn one_cell_over_and_over() {
    let most = small().cells;
    refuses_within("重.xlsx", &workbook(1, &sheet(&cell("A1", "年").repeat(most + 1)), ""), "单元格过多");
}

#[test]
fn shared_texts_that_are_too_much() {
    // A number that a parser would set memory aside for.
    let promise = |number: &str| format!("<sst xmlns=\"{SHEETS}\" uniqueCount = '{number}'><si><t>年</t></si></sst>");
    let shared = "<c r=\"A1\" t=\"s\"><v>0</v></c>";
    for number in ["99999999999999", "18446744073709551615", "0004294967296"] {
        refuses("诺.xlsx", &workbook(1, &sheet(shared), &promise(number)), "共用文字过多");
    }
    assert!(workbook::read(&workbook(1, &sheet(shared), &promise("1")), &Limits::default()).is_ok());
    // Millions of texts that nobody uses.
    let idle = format!("<sst xmlns=\"{SHEETS}\">{}</sst>", "<si/>".repeat((8 << 20) / 5 + 1));
    refuses("闲.xlsx", &workbook(1, &sheet(shared), &idle), "公用部分过大");
    // A long one in many cells.
    let long = format!("<sst xmlns=\"{SHEETS}\"><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let cells: String = (1..=200).map(|line| format!("<c r=\"A{line}\" t=\"s\"><v>0</v></c>")).collect();
    refuses("长.xlsx", &workbook(1, &sheet(&cells), &long), "文字过多");
}

#[test]
fn a_sheet_read_once_for_each_of_ten_thousand_names() {
    let comment = format!("<!--{}-->{}", "x".repeat(1 << 20), sheet(&cell("A1", "年")));
    refuses("多.xlsx", &workbook(10_000, &comment, ""), "工作表过多");
    let document = workbook::read(&workbook(3, &comment, ""), &Limits::default()).expect("read");
    assert_eq!(document.blocks.len(), 3);
}
