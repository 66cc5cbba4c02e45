//! What is no report, or was made to harm: a clear answer, never a figure.

use super::*;
use std::io::{Cursor, Write};

pub(super) fn refused(name: &str, bytes: &[u8]) -> String {
    let reading = read(name, bytes, None, &Limits::default());
    assert_eq!(reading.read, Extent::No, "{name}: {:?}", reading.report.map(|report| report.to_json()));
    assert!(reading.report.is_none());
    reading.reason.expect("a reason")
}

#[test]
fn an_empty_file() {
    assert!(refused("空.html", b"").contains("空"));
    assert!(refused("空.txt", b" \n\t\r\n ").contains("空"));
}

#[test]
fn a_page_of_another_kind_and_a_report_of_another_law() {
    let news = "<html><body><h1>某县召开会议</h1><p>2023年3月1日，某县召开会议，研究部署重点工作。</p></body></html>";
    assert!(refused("新闻.html", news.as_bytes()).contains("不像"));
    let other = "<html><body><h1>某县2023年法治政府建设年度报告</h1><p>一、主要举措</p><p>办理行政复议案件86件。</p><table><tr><td>行政处罚</td></tr></table></body></html>";
    assert!(refused("法治.html", other.as_bytes()).contains("不像"));
}

#[test]
fn a_report_of_before_the_national_form() {
    let old = "<html><body><h1>某县2015年政府信息公开工作年度报告</h1><p>一、概述</p><p>二、主动公开政府信息情况</p><p>三、依申请公开情况</p><table><tr><td>指标名称</td><td>计量单位</td><td>统计数</td></tr><tr><td>收到申请数</td><td>件</td><td>12</td></tr></table></body></html>";
    assert!(refused("2015.html", old.as_bytes()).contains("2018"));
}

#[test]
fn a_wrong_extension_is_no_matter() {
    let reading = read("年报.docx", good_page().as_bytes(), None, &Limits::default());
    assert_eq!(reading.layout, Some(Layout::Html));
    assert_example(&reading);
}

#[test]
fn mojibake_and_noise() {
    let noise: Vec<u8> = (0..40_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("噪声.txt", &noise);
    refused("图片.pdf.png", b"\x89PNG\r\n\x1a\n0000");
    assert!(refused("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").contains("docx"));
}

#[test]
fn tables_a_thousand_deep() {
    let page = format!(
        "<html><body>{}本年新收{}</body></html>",
        "<table><tr><td>".repeat(1000),
        "</td></tr></table>".repeat(1000)
    );
    assert!(refused("深.html", page.as_bytes()).contains("嵌套"));
    let open = "<div>".repeat(100_000) + "文字";
    refused("开.html", format!("<html><body>{open}").as_bytes());
}

#[test]
fn a_text_larger_than_any_report() {
    let text = "一".repeat(6 << 20);
    assert!(refused("大.txt", text.as_bytes()).contains("MB"));
}

pub(super) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).expect("a file in it");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn archives_that_unpack_to_more_than_allowed() {
    let zeros = vec![b' '; 4 << 20];
    let small = Limits { unpacked: 1 << 20, ..Limits::default() };
    for file in [
        archive(&[("word/document.xml", &zeros)]),
        archive(&[("xl/workbook.xml", &zeros), ("xl/worksheets/sheet1.xml", &zeros)]),
    ] {
        let reading = read("年报.docx", &file, None, &small);
        assert_eq!(reading.read, Extent::No);
        assert!(reading.reason.is_some_and(|reason| reason.contains("解压")));
    }
}

#[test]
fn damaged_archives_and_other_archives() {
    refused("坏.docx", b"PK\x03\x04not an archive");
    assert!(refused("别的.zip", &archive(&[("readme.txt", b"hello")])).contains("不是"));
    refused("坏.docx", &archive(&[("word/document.xml", b"<w:document><w:body><w:tbl><w:tr><w:tc>")]));
}

#[test]
fn a_word_file_nested_a_thousand_deep() {
    let xml = format!(
        "<w:document><w:body>{}{}</w:body></w:document>",
        "<w:tbl><w:tr><w:tc>".repeat(1000),
        "</w:tc></w:tr></w:tbl>".repeat(1000)
    );
    assert!(refused("深.docx", &archive(&[("word/document.xml", xml.as_bytes())])).contains("嵌套"));
}
