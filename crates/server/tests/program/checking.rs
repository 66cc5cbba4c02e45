//! `gongkai check`: status, formats, folders, years.

use std::path::Path;
use std::process::{Command, Output};

/// A published page with the figures that a test needs; the other rows are 0.
fn page(year: i16, carried_in: u64, received: u64, answered: u64, carried_out: u64) -> String {
    let row = |label: &str, n: u64| {
        format!("<tr><td>{label}</td><td>{n}</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>{n}</td></tr>")
    };
    let zeros = [
        "（二）部分公开",
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
        "1.本机关不掌握相关政府信息",
        "2.没有现成信息需要另行制作",
        "3.补正后申请内容仍不明确",
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ];
    let zeros: String = zeros.iter().map(|label| row(label, 0)).collect();
    let three = [
        row("一、本年新收政府信息公开申请数量", received),
        row("二、上年结转政府信息公开申请数量", carried_in),
        row("（一）予以公开", answered),
        zeros,
        row("（七）总计", answered),
        row("四、结转下年度继续办理", carried_out),
    ];
    let four = "<td>0</td>".repeat(15);
    format!(
        "<html><head><meta name=\"PubDate\" content=\"{}-01-20\"></head><body><h1>清河县水务局{year}年政府信息公开工作年度报告</h1>\
         <p>根据《中华人民共和国政府信息公开条例》编制。统计期限为{year}年1月1日至{year}年12月31日。电话：0000-000000。</p>\
         <p>一、总体情况</p><p>{year}年，本局开展主动公开、依申请公开、政府信息管理、平台建设、监督保障各项工作。</p>\
         <p>二、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>\
         <tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>0</td><td>0</td><td>3</td></tr>\
         <tr><td>行政许可</td><td colspan=3>1</td></tr><tr><td>行政处罚</td><td colspan=3>0</td></tr><tr><td>行政强制</td><td colspan=3>0</td></tr><tr><td>行政事业性收费</td><td colspan=3>0</td></tr></table>\
         <p>三、收到和处理政府信息公开申请情况</p><table><tr><td>申请人情况</td></tr>{}</table>\
         <p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td>未经复议直接起诉</td></tr><tr>{four}</tr></table>\
         <p>五、存在的主要问题及改进情况</p><p>{year}年存在公开内容不够及时的问题，编号{year}{received}。下一步将加强培训，改进工作，提升质量。</p>\
         <p>六、其他需要报告的事项</p><p>本年度未收取信息处理费。</p></body></html>",
        year + 1,
        three.concat()
    )
}

fn check(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).env("NO_COLOR", "1").arg("check").args(words);
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_status_says_what_was_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("good.html", &page(2023, 0, 4, 4, 0));
    write("wrong.html", &page(2023, 0, 5, 4, 0));
    write("none.html", "<html><body><p>不是年报</p></body></html>");
    let good = check(folder.path(), &["good.html"]);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stdout));
    let wrong = check(folder.path(), &["wrong.html"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stdout).contains("R3.1"), "{}", text(&wrong.stdout));
    let all = check(folder.path(), &[".", "--format", "json"]);
    assert_eq!(all.status.code(), Some(3), "one was not read, the others are judged");
    let array: serde_json::Value = serde_json::from_slice(&all.stdout).expect("JSON");
    let files: Vec<_> = array
        .as_array()
        .expect("an array")
        .iter()
        .map(|one| (one["file"].as_str().map(str::to_owned), one["read"].as_str().map(str::to_owned)))
        .collect();
    let named = |name: &str, read: &str| (Some(format!("./{name}")), Some(read.to_owned()));
    assert_eq!(
        files,
        [named("good.html", "whole"), named("none.html", "no"), named("wrong.html", "whole")],
        "sorted by path"
    );
    assert!(all.stderr.iter().all(|byte| *byte != b'\r'), "no progress bar where there is no terminal");
    assert_eq!(check(folder.path(), &["missing.html"]).status.code(), Some(3));
    assert_eq!(check(folder.path(), &["good.html", "--level", "planet"]).status.code(), Some(2));
}

#[test]
fn years_of_one_organ_are_compared_and_so_is_a_file_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("2022.html", &page(2022, 0, 4, 2, 2));
    write("2023.html", &page(2023, 1, 4, 5, 0));
    for words in [&["2023.html", "2022.html"][..], &["2023.html", "--before", "2022.html"][..]] {
        let told = check(folder.path(), words);
        assert_eq!(told.status.code(), Some(1));
        assert!(text(&told.stdout).contains("错误 R6.1"), "{}", text(&told.stdout));
    }
    assert!(!text(&check(folder.path(), &["2023.html"]).stdout).contains("错误 R6.1"));
}

#[test]
fn spreadsheet_and_page_are_written_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("wrong.html"), page(2023, 0, 5, 4, 0)).expect("written");
    for (format, file, begins) in [("xlsx", "out.xlsx", &b"PK"[..]), ("html", "out.html", &b"<!DOCTYPE html>"[..])] {
        let told = check(folder.path(), &["wrong.html", "--format", format, "--output", file]);
        assert_eq!(told.status.code(), Some(1));
        assert!(told.stdout.is_empty());
        assert!(std::fs::read(folder.path().join(file)).expect("a file").starts_with(begins));
    }
}
