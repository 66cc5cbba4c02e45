//! A letter becomes a case on one page; whatever is wrong, nothing typed is lost.

use crate::office::{Desk, applicant};
use crate::support::{Browser, Page, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use gongkai_rules::outcomes::Channel;
use jiff::civil::date;
use std::collections::BTreeMap;

/// The page as a browser holds it: what is typed, with the page's hidden fields.
struct Form {
    fields: BTreeMap<String, String>,
}

impl Form {
    fn of(page: &Page) -> Form {
        let letter = [
            ("channel", "post_signed"),
            ("on", "2026-11-23"),
            ("kind", "natural_person"),
            ("name", "欧阳晓燕"),
            ("paper", "identity_card"),
            ("paper_number", "11010519491231002X"),
            ("phone", "139 3795 1188"),
            ("address", "洛阳市西工区唐宫西路12号院"),
            ("matter-1", "2025年冬季清洁取暖补贴发放说明，欧阳晓燕，电话13937951188"),
            ("form_wanted", "paper"),
            ("reply_way", "post"),
            ("act", "enter"),
        ];
        let mut form = Form { fields: BTreeMap::new() };
        for (name, value) in letter {
            form.set(name, value);
        }
        form.take_hidden(page);
        form
    }

    fn take_hidden(&mut self, page: &Page) {
        for name in ["once", "draft"] {
            self.set(name, &hidden(page, name));
        }
        if page.body.contains("name=\"looked\"") {
            self.set("looked", "1");
        }
    }

    fn set(&mut self, name: &str, value: &str) -> &mut Form {
        self.fields.insert(name.into(), value.into());
        self
    }

    async fn send(&self, browser: &mut Browser) -> Page {
        self.send_with(browser, &[]).await
    }

    async fn send_with(&self, browser: &mut Browser, files: &[(&str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            body.extend(
                format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        for (name, content) in files {
            body.extend(
                format!("--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n")
                    .into_bytes(),
            );
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        let request = Request::post("/desk/enter").header("content-type", "multipart/form-data; boundary=b");
        browser.send(request.body(Body::from(body)).unwrap()).await
    }
}

async fn at_the_desk() -> (Desk, Browser, Form) {
    let desk = Desk::on(date(2026, 11, 24)).await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    let page = clerk.get("/desk/enter").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    (desk, clerk, Form::of(&page))
}

async fn all(clerk: &mut Browser) -> String {
    clerk.get("/desk/requests").await.body
}

#[tokio::test]
async fn a_letter_is_entered_once_and_its_number_and_code_are_told() {
    let (_desk, mut clerk, mut form) = at_the_desk().await;
    form.set("title", "2025年冬季清洁取暖补贴发放说明");
    let sent = form.send(&mut clerk).await;
    assert_eq!((sent.status, sent.to.as_str()), (StatusCode::SEE_OTHER, "/desk/enter/done"), "{}", sent.body);
    let done = clerk.get(&sent.to).await.body;
    assert!(done.contains("XG-2026-0001") && done.contains("查询码"), "{done}");
    // Signed for on Monday 23 November: twenty working days end on 21 December.
    assert!(done.contains("2026年12月21日（星期一）"), "{done}");
    let again = form.send(&mut clerk).await;
    assert_eq!(again.to, "/desk/enter/done", "a second click gives the same answer");
    let list = all(&mut clerk).await;
    assert!(list.contains("共 1 项") && list.contains("2025年冬季清洁取暖补贴发放说明") && list.contains("邮寄申请"));
    form.set("matter-1", "改了内容再交一次");
    let other = form.send(&mut clerk).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.body.contains("这份申请已经登记（编号 XG-2026-0001）") && other.body.contains("改了内容再交一次"));
    clerk.cookies.remove("gongkai-entered");
    assert_eq!(clerk.get("/desk/enter/done").await.status, StatusCode::SEE_OTHER, "the code is told to nobody else");
}

#[tokio::test]
async fn mistakes_are_named_and_everything_typed_and_received_stays() {
    let (_desk, mut clerk, mut form) = at_the_desk().await;
    form.set("name", "")
        .set("on", "2026-12-01")
        .set("paper_number", "110105194912310021")
        .set("title", "欧阳晓燕的申请 13937951188");
    let told = form.send_with(&mut clerk, &[("申请书.pdf", b"%PDF-1.7 x"), ("清单.exe", b"MZ")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "<title>错误：",
        "请填写姓名或者名称",
        "日期不能晚于今天",
        "身份证号码有一位不对",
        "标题里有个人信息",
        "“清单.exe”不能上传",
        "已对照证件，号码没有抄错",
        "申请书.pdf",
        "已收到",
        "洛阳市西工区唐宫西路12号院",
        "value=\"139 3795 1188\"",
    ] {
        assert!(told.body.contains(words), "{words} in {}", told.body);
    }
    assert!(all(&mut clerk).await.contains("还没有申请"), "nothing was entered");
    form.take_hidden(&told);
    form.set("name", "欧阳晓燕")
        .set("on", "2026-11-23")
        .set("checked", "110105194912310021")
        .set("title", "清洁取暖补贴");
    let sent = form.send(&mut clerk).await;
    assert_eq!(sent.to, "/desk/enter/done", "{}", sent.body);
    let page = clerk.get("/desk/enter/done").await.body;
    let case = page.split_once("/desk/requests/").unwrap().1.split('"').next().unwrap().to_owned();
    let shown = clerk.get(&format!("/desk/requests/{case}")).await.body;
    assert!(shown.contains("申请书.pdf"), "the file received with the mistaken form belongs to the case");
}

#[tokio::test]
async fn earlier_requests_are_shown_and_the_same_one_is_not_entered_twice_unawares() {
    let (desk, mut clerk, mut form) = at_the_desk().await;
    let who = applicant("欧阳晓燕", "11010519491231002X", "13937951188");
    let old = desk.case_of(desk.street, Channel::Counter, date(2026, 9, 1), "旧办公楼租赁合同", who.clone()).await;
    desk.withdraw(old, date(2026, 11, 24)).await;
    let looked = form.set("act", "look").send(&mut clerk).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(looked.body.contains("查到 1 件") && looked.body.contains("旧办公楼租赁合同"), "{}", looked.body);
    assert!(looked.body.contains("姓名、证件号码、电话相同"));
    let title = looked
        .body
        .split_once("name=\"title\"")
        .unwrap()
        .1
        .split_once("value=\"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap();
    assert!(title.starts_with("2025年冬季清洁取暖补贴发放说明"), "{title}");
    assert!(!title.contains("欧阳晓燕") && !title.contains("13937951188"), "a title holds nothing personal: {title}");

    desk.case_of(desk.street, Channel::Fax, date(2026, 11, 20), "清洁取暖补贴", who).await;
    let fresh = clerk.get("/desk/enter").await;
    let mut form = Form::of(&fresh);
    let hinted = form.send(&mut clerk).await;
    assert_eq!(hinted.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        hinted.body.contains("这位申请人有在办的申请") && hinted.body.contains("不是同一件，登记申请"),
        "{}",
        hinted.body
    );
    assert!(all(&mut clerk).await.contains("共 2 项"));
    form.take_hidden(&hinted);
    assert_eq!(form.send(&mut clerk).await.to, "/desk/enter/done");
    assert!(all(&mut clerk).await.contains("共 3 项"));
}

/// The title of a case entered without one is proposed from its text, and settled where the entry is confirmed.
#[tokio::test]
async fn a_letter_without_a_title_has_one_proposed_and_settled_on_the_confirmation() {
    let (_desk, mut clerk, form) = at_the_desk().await;
    let sent = form.send(&mut clerk).await;
    assert_eq!(sent.to, "/desk/enter/done", "{}", sent.body);
    let done = clerk.get(&sent.to).await;
    let title = done.body.split_once("name=\"title\"").expect("a field").1.split("value=\"").nth(1).unwrap();
    let title = title.split('"').next().unwrap().to_owned();
    assert!(title.starts_with("2025年冬季清洁取暖补贴发放说明"), "{title}");
    assert!(!title.contains("欧阳晓燕") && !title.contains("13937951188"), "a title holds nothing personal: {title}");
    let action = done.body.split_once("method=\"post\" action=\"/desk/requests/").unwrap().1;
    let action = format!("/desk/requests/{}", action.split('"').next().unwrap());
    let (once, version) = (hidden(&done, "once"), hidden(&done, "version"));
    let fields = [("once", once.as_str()), ("version", &version), ("title", "清洁取暖补贴发放说明")];
    let settled = clerk.post(&action, &fields).await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.body);
    assert!(all(&mut clerk).await.contains("清洁取暖补贴发放说明"));
    assert!(!clerk.get("/desk/enter/done").await.body.contains("请核对标题"), "settled once");
}

#[tokio::test]
async fn an_email_waits_for_confirmation_and_has_no_due_date_yet() {
    let (_desk, mut clerk, mut form) = at_the_desk().await;
    let more = form.set("channel", "email").set("act", "more").send(&mut clerk).await;
    assert!(more.body.contains("name=\"matter-2\""), "{}", more.body);
    form.set("matter-2", "2024年同类补贴的发放标准").set("act", "enter").set("title", "清洁取暖补贴");
    assert_eq!(form.send(&mut clerk).await.to, "/desk/enter/done");
    assert!(clerk.get("/desk/enter/done").await.body.contains("核对的那天起算期限"));
    let waiting = clerk.get("/desk/unconfirmed").await.body;
    assert!(waiting.contains("清洁取暖补贴") && waiting.contains("邮件申请"));
}

#[tokio::test]
async fn who_enters_nothing_may_not_even_look() {
    let (desk, _, form) = at_the_desk().await;
    for login in ["zhaozy", "ducha", "xitong"] {
        let mut browser = desk.site.signed_in(login).await;
        assert_eq!(browser.get("/desk/enter").await.status, StatusCode::FORBIDDEN, "{login}");
        assert_eq!(form.send_with(&mut browser, &[("申请书.pdf", b"%PDF-1.7 x")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.get("/desk/enter/done").await.status, StatusCode::FORBIDDEN);
    }
}
