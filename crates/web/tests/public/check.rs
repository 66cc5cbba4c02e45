//! 年报核查: what is taken, what is refused and how, what the answer shows, and that nothing is kept. Files are read here
//! by the reader itself; that the program reads them in a process apart is tested with the program.

use crate::reader::Reader;
use crate::support::{Browser, Page, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gongkai_web::checker::{Checker, Checking, NotChecked, ToCheck};
use gongkai_web::{App, Faces, Settings, router};
use std::sync::Arc;

const CLEAN: &str = include_str!("../../samples/clean.html");
const SUM: &str = include_str!("../../samples/sum.md");
const TEXT: &str = include_str!("../../samples/text.txt");

/// Cannot, for a reason.
struct Unable(NotChecked);

impl Checker for Unable {
    fn check(&self, _: ToCheck) -> Checking<'_> {
        Box::pin(async move { Err(self.0) })
    }
}

fn visitor(site: &Site, settings: Settings, checker: impl Checker + 'static) -> Browser {
    Browser::of(router(App::new(site.office.clone(), settings).with_checker(Arc::new(checker)), Faces::Both))
}

async fn reader() -> (Site, Browser) {
    let site = Site::one().await;
    let visitor = visitor(&site, Settings::default(), Reader);
    (site, visitor)
}

/// Sends the form as browsers do: a file field that nothing was chosen in comes without a name.
async fn sends(visitor: &mut Browser, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for field in ["report", "before"] {
        let (name, content) =
            files.iter().find(|(of, ..)| *of == field).map_or(("", &b""[..]), |(_, name, content)| (name, content));
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let request = Request::post("/check").header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    visitor.send(request.body(Body::from(body)).unwrap()).await
}

fn html(page: &Page) -> &Page {
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    page
}

#[tokio::test]
async fn the_page_is_reached_from_home_and_reports_and_says_that_nothing_is_kept() {
    let (_site, mut visitor) = reader().await;
    for page in ["/", "/reports"] {
        assert!(visitor.get(page).await.body.contains("href=\"/check\""), "{page}");
    }
    let page = visitor.get("/check").await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("年报核查").shows("不保存").shows("由系统从机关名称判断").shows("同一机关上一年度的报告");
    assert!(page.body.contains("enctype=\"multipart/form-data\"") && !page.body.contains("type=\"file\" multiple"));
}

#[tokio::test]
async fn a_file_is_answered_at_once_with_its_findings_linked_to_their_cells() {
    let (site, mut visitor) = reader().await;
    let page = sends(&mut visitor, &[("text", ""), ("level", "")], &[("report", "水务局<b>.md", SUM.as_bytes())]).await;
    assert_eq!(page.status, StatusCode::OK);
    html(&page).shows("年报核查结果").shows("清溪区水务局").shows("水务局<b>.md").shows("应为2").lacks("水务局<b>");
    let (_, after) = page.body.split_once("<a href=\"#f1-").unwrap();
    let cell = after.split('"').next().unwrap();
    assert!(page.body.contains(&format!("<td id=\"f1-{cell}\" class=\"gk-cell--error\"")), "{cell}");
    // Nothing is kept: no draft, no form, no file.
    let files = std::fs::read_dir(site.office.data_dir().join("files")).map_or(0, Iterator::count);
    assert_eq!((files, page.headers.get(header::SET_COOKIE)), (0, None));
}

#[tokio::test]
async fn a_pasted_text_is_read_as_a_file_is() {
    let (_site, mut visitor) = reader().await;
    // Browsers send the lines of a text area with CRLF.
    let pasted = TEXT.replace('\n', "\r\n");
    let page = sends(&mut visitor, &[("text", &pasted), ("level", "department")], &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    html(&page).shows("粘贴的文字").shows("正文称收到申请15件，表三第一项总计为12件");
    assert_eq!(page.body.matches("gk-finding--error").count(), 1);
    let page = sends(&mut visitor, &[("text", CLEAN), ("level", "")], &[]).await;
    html(&page).shows("没有发现问题");
}

#[tokio::test]
async fn the_level_that_was_chosen_is_what_deadlines_are_judged_by() {
    let (_site, mut visitor) = reader().await;
    let late = TEXT.replace("2026年1月16日", "2026年2月16日");
    let page = sends(&mut visitor, &[("text", &late), ("level", "")], &[]).await;
    page.shows("部门年度报告应在");
    let page = sends(&mut visitor, &[("text", &late), ("level", "county")], &[]).await;
    page.lacks("部门年度报告应在");
}

#[tokio::test]
async fn last_years_report_adds_the_rules_across_years() {
    let (_site, mut visitor) = reader().await;
    let before = TEXT.replace("2025", "2024").replace("2026", "2025");
    let files: [(&str, &str, &[u8]); 2] =
        [("report", "2025.html", CLEAN.as_bytes()), ("before", "2024.txt", before.as_bytes())];
    let page = sends(&mut visitor, &[("text", "")], &files).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.shows("（R6.1）上年结转1件").shows("2件不一致");
    let page = sends(&mut visitor, &[("text", "")], &[files[0], ("before", "photo.png", b"\x89PNG\r\n\x1a\n")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.message("before").contains("图片"), "{}", page.message("before"));
}

#[tokio::test]
async fn each_example_comes_out_as_its_button_says() {
    let (_site, mut visitor) = reader().await;
    for (name, text, errors, shown) in
        [("clean", CLEAN, 0, "没有发现问题"), ("sum", SUM, 1, "应为2"), ("text", TEXT, 1, "正文称收到申请15件")]
    {
        let page = visitor.post("/check", &[("example", name)]).await;
        assert_eq!(page.status, StatusCode::OK);
        html(&page).shows(shown).shows("全部读到");
        assert_eq!(page.body.matches("gk-finding--error").count(), errors, "{name}");
        assert_eq!(page.body.matches("gk-finding--warn").count(), 0, "{name}");
        let file = visitor.get(&format!("/check/examples/{name}")).await;
        assert_eq!(file.body, text);
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    }
    assert_eq!(visitor.get("/check/examples/none").await.status, StatusCode::NOT_FOUND);
    let page = visitor.post("/check", &[("example", "none")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_beside_its_field_and_what_was_typed_stays() {
    let (_site, mut visitor) = reader().await;
    let refused = |page: &Page, field: &str, words: &str| {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
        assert!(page.message(field).contains(words), "{field}: “{}” is not “{words}”", page.message(field));
        assert!(page.body.contains(&format!("<a href=\"#{field}\">")) && page.body.contains("<title>错误："));
        html(page).lacks("gk-check__about");
    };
    refused(&sends(&mut visitor, &[("text", " \r\n ")], &[]).await, "report", "请选择一份年度报告的文件");
    let typed = [("text", "一、总体情况\r\n"), ("level", "town")];
    let both = sends(&mut visitor, &typed, &[("report", "a.html", CLEAN.as_bytes())]).await;
    refused(&both, "text", "一次只核查一种");
    assert_eq!((both.field("text").as_str(), both.field("level").as_str()), ("一、总体情况\r\n", "town"));
    let other = sends(&mut visitor, &[("text", "关于防汛工作的通知"), ("level", "city")], &[]).await;
    refused(&other, "text", "不像是政府信息公开工作年度报告");
    assert_eq!((other.field("text").as_str(), other.field("level").as_str()), ("关于防汛工作的通知", "city"));
    let large = vec![b' '; 21 * 1024 * 1024];
    let files: [(&str, &[u8], &str); 8] = [
        ("空.html", b"  \n", "文件是空的"),
        ("大.pdf", &large, "超过 20 MB"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "请另存为 docx"),
        ("照片.jpg", b"\xff\xd8\xff\xe0 photo", "图片"),
        ("不是.pdf", b"\x89PNG\r\n\x1a\n", "图片"),
        ("坏.docx", b"PK\x03\x04 word/ broken", "损坏"),
        ("坏.pdf", b"%PDF-1.7\nnothing", "损坏"),
        ("乱.txt", &[0x81, 0xff, 0xfe, 0x80, 0xff, 0xff, 0x00, 0x01], "编码"),
    ];
    for (name, content, words) in files {
        refused(&sends(&mut visitor, &[("text", "")], &[("report", name, content)]).await, "report", words);
    }
    let long = "长".repeat(300_001);
    let page = sends(&mut visitor, &[("text", &long)], &[]).await;
    refused(&page, "text", "请存成文件再上传");
    assert_eq!(page.field("text").chars().count(), 300_001, "nothing typed is cut");
}

#[tokio::test]
async fn limits_and_full_turns_are_told_and_nothing_is_made_up() {
    let site = Site::one().await;
    let text = [("text", TEXT), ("level", "department")];
    let mut unlucky = visitor(&site, Settings::default(), Unable(NotChecked::Exceeded));
    let page = sends(&mut unlucky, &text, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.message("text"), "这份文件没有读成（超过了时间或内存的限度）");
    let page = sends(&mut unlucky, &[("text", "")], &[("report", "a.html", CLEAN.as_bytes())]).await;
    assert_eq!(page.message("report"), "这份文件没有读成（超过了时间或内存的限度）");
    let mut late = visitor(&site, Settings::default(), Unable(NotChecked::Busy));
    let page = sends(&mut late, &text, &[]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.headers[header::RETRY_AFTER], "10");
    page.shows("现在核查的人较多");
    assert_eq!((page.field("text").as_str(), page.field("level").as_str()), (TEXT, "department"));
    let mut broken = visitor(&site, Settings::default(), Unable(NotChecked::Fault));
    let page = sends(&mut broken, &text, &[]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    page.shows("这是我们的问题");
}

#[tokio::test]
async fn an_address_that_checks_very_many_waits_and_others_do_not() {
    let site = Site::one().await;
    let settings = Settings { checks_per_hour: 2, ..Settings::default() };
    let mut busy = visitor(&site, settings, Reader);
    for _ in 0..2 {
        assert_eq!(busy.post("/check", &[("example", "clean")]).await.status, StatusCode::OK);
    }
    let page = sends(&mut busy, &[("text", TEXT)], &[]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers.contains_key(header::RETRY_AFTER));
    page.shows("分钟后再试").shows("gongkai check");
    assert_eq!(page.field("text"), TEXT);
    let mut other = busy.clone();
    other.address = "192.0.2.77".into();
    assert_eq!(other.post("/check", &[("example", "clean")]).await.status, StatusCode::OK);
}
