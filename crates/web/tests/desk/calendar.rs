//! A notice is imported: what the preview shows is what changes, once, and closed cases never do.

use crate::office::Desk;
use crate::support::{Browser, Page, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use gongkai_rules::calendar::Notice;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::Role;
use jiff::civil::date;

/// A made-up notice: New Year from Friday 1 to Sunday 3 January, Monday 4 off, Saturday 9 worked.
const NOTICE: &str = r#"{"year": 2027, "papers": ["https://www.gov.cn/zhengce/2026-12/15/content_1.htm"], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-03", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-04", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-09", "isOffDay": false}]}"#;

async fn upload(browser: &mut Browser, text: &str) -> Page {
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"notice\"; filename=\"2027.json\"\r\ncontent-type: application/json\r\n\r\n{text}\r\n--b--\r\n"
    );
    let request = Request::post("/desk/calendar/preview").header("content-type", "multipart/form-data; boundary=b");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// Two cases whose limit ends in January 2027, one in December 2026, and one of January that is withdrawn.
async fn december() -> (Desk, [gongkai_rules::ids::RequestId; 4]) {
    let desk = Desk::on(date(2026, 12, 10)).await;
    let january = desk.case(Channel::Counter, date(2026, 12, 7), "一月到期的").await;
    let later = desk.case(Channel::PostSigned, date(2026, 12, 10), "一月中旬到期的").await;
    let december = desk.case(Channel::Counter, date(2026, 11, 24), "十二月到期的").await;
    let closed = desk.case(Channel::Counter, date(2026, 12, 7), "撤回的").await;
    desk.withdraw(closed, date(2026, 12, 10)).await;
    (desk, [january, later, december, closed])
}

#[tokio::test]
async fn the_preview_shows_exactly_the_cases_that_then_move() {
    let (desk, [january, later, december, closed]) = december().await;
    let office = &desk.site.office;
    let mut admin = desk.site.signed_in("xitong").await;
    let years = admin.get("/desk/calendar").await.body;
    assert!(years.contains("2027年的放假安排还没有公布") && years.contains("暂算"), "{years}");

    let clerk = desk.actor(desk.clerk, &[Role::Clerk]);
    let versions = async || {
        let mut all = Vec::new();
        for id in [january, later, december, closed] {
            all.push(desk.state_of(id).await);
        }
        all
    };
    let before = versions().await;
    let preview = upload(&mut admin, NOTICE).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    assert!(preview.body.contains("2 件在办申请的答复期限会变"), "{}", preview.body);
    assert!(preview.body.contains("一月到期的") && preview.body.contains("2027年1月5日（星期二）"), "{}", preview.body);
    assert!(!preview.body.contains("十二月到期的") && !preview.body.contains("撤回的"));
    assert_eq!(versions().await, before, "a preview changes nothing");

    let fields = [("once", hidden(&preview, "once")), ("notice", NOTICE.to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = admin.post("/desk/calendar", &fields).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/desk/calendar?adopted=2027"));
    let after = versions().await;
    assert_eq!(after[0], (before[0].0 + 1, Some(date(2027, 1, 6))));
    assert_eq!(after[1].0, before[1].0 + 1);
    assert_eq!(&after[2..], &before[2..], "due in December, or closed: untouched");
    let again = admin.post("/desk/calendar", &fields).await;
    assert_eq!(again.to, done.to, "sent twice is done once");
    assert_eq!(versions().await, after);
    let shown = admin.get(&done.to).await.body;
    assert!(shown.contains("2027年的放假安排已经启用") && shown.contains("本机导入") && !shown.contains("暂算。"));
    // What follows is counted by the new calendar, and an act on a moved case still fits its history.
    office
        .assign(
            &clerk,
            gongkai_office::requests::OnCase { id: january, seen: Some(after[0].0), once: None },
            desk.clerk,
        )
        .await
        .unwrap();
    assert_eq!(versions().await[0].1, Some(date(2027, 1, 6)));
    assert!(office.preview_holidays(Notice::from_json(NOTICE).unwrap()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_is_no_notice_is_told_and_nothing_changes() {
    let (desk, _) = december().await;
    let mut admin = desk.site.signed_in("xitong").await;
    for (text, words) in [
        ("{", "读不出放假安排"),
        (r#"{"year": 2027, "papers": [], "days": []}"#, "没有写明国务院办公厅的通知"),
        (
            r#"{"year": 2027, "papers": ["x"], "days": [{"name": "元旦", "date": "2028-01-01", "isOffDay": true}]}"#,
            "不属于 2027年",
        ),
    ] {
        let told = upload(&mut admin, text).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.body.contains(words) && told.body.contains("<title>错误："), "{words}: {}", told.body);
        let posted = admin.post("/desk/calendar", &[("notice", text)]).await;
        assert_eq!(posted.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(admin.get("/desk/calendar").await.body.contains("2027年的放假安排还没有公布"));
}

#[tokio::test]
async fn only_a_system_administrator_imports() {
    let (desk, _) = december().await;
    for login in ["wanglm", "lijj", "ducha"] {
        let mut browser = desk.site.signed_in(login).await;
        assert_eq!(browser.get("/desk/calendar").await.status, StatusCode::FORBIDDEN);
        assert_eq!(upload(&mut browser, NOTICE).await.status, StatusCode::FORBIDDEN);
        let posted = browser.post("/desk/calendar", &[("notice", NOTICE)]).await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN);
    }
}
