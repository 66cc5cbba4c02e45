//! Signing in, waiting, signing out.

use crate::support::{Browser, PASSWORD, Site};
use axum::http::StatusCode;
use gongkai_rules::people::Role;
use gongkai_web::Settings;

async fn office_of_two() -> Site {
    let site = Site::empty().await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "zhou", &[Role::Clerk]).await;
    site.person(organ, "li", &[Role::Reviewer, Role::Head]).await;
    site
}

async fn fail(browser: &mut Browser, login: &str, times: usize) {
    for _ in 0..times {
        let page = browser.sign_in(login, "这不是那句话，但也够长了").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_clerk_signs_in_and_comes_back_to_the_page_wanted() {
    let site = office_of_two().await;
    let mut browser = site.browser();
    let page = browser.get("/desk/me").await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/desk/sign-in?back=%2Fdesk%2Fme"));
    let page = browser.get(&page.to).await;
    assert!(page.body.contains(r#"name="back" value="/desk/me""#), "{}", page.body);
    let page =
        browser.post("/desk/sign-in", &[("login", " ZHOU "), ("password", PASSWORD), ("back", "/desk/me")]).await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/desk/me"));
    let session = page.set_cookies.iter().find(|line| line.starts_with("gongkai-desk=")).unwrap();
    assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
    assert_eq!(browser.get("/desk/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_in_leads_to_own_pages_only() {
    let site = office_of_two().await;
    for back in ["https://evil.example/", "//evil.example", "/\\evil.example", "/desk/sign-out"] {
        let page =
            site.browser().post("/desk/sign-in", &[("login", "zhou"), ("password", PASSWORD), ("back", back)]).await;
        assert_eq!(page.to, "/desk", "{back}");
    }
    let page = site.browser().get("/desk/sign-in?back=https%3A%2F%2Fevil.example").await;
    assert!(page.body.contains(r#"name="back" value="""#));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let site = office_of_two().await;
    let wrong = site.browser().sign_in("zhou", "这不是那句话，但也够长了").await;
    let unknown = site.browser().sign_in("nobd", "这不是那句话，但也够长了").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("用户名或密码不对"));
    assert_eq!(wrong.body.replace("zhou", "nobd"), unknown.body);
    assert_eq!((wrong.status, wrong.set_cookies), (unknown.status, unknown.set_cookies));
}

#[tokio::test]
async fn strangers_wait_after_wrong_passwords_and_a_known_device_does_not() {
    let site = office_of_two().await;
    let mut own = site.signed_in("zhou").await;
    own.post("/desk/sign-out", &[]).await;
    fail(&mut site.browser(), "zhou", 9).await;
    // Three seconds: whoever has the right password on a strange device is told the same as whoever has not.
    let mut stranger = site.browser();
    let page = stranger.sign_in("zhou", PASSWORD).await;
    assert!(page.body.contains("用户名或密码不对"), "{}", page.body);
    assert!(own.sign_in("zhou", PASSWORD).await.status == StatusCode::SEE_OTHER, "the known device gets in");
    // ... which also ends the wait.
    assert_eq!(stranger.sign_in("zhou", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_known_device_is_forgotten_after_ten_wrong_passwords() {
    let site = office_of_two().await;
    let mut stolen = site.signed_in("zhou").await;
    stolen.post("/desk/sign-out", &[]).await;
    fail(&mut stolen, "zhou", 10).await;
    assert_eq!(stolen.sign_in("zhou", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_device_known_for_one_person_lets_nobody_else_past_the_wait() {
    let site = office_of_two().await;
    let mut colleague = site.signed_in("li").await;
    colleague.post("/desk/sign-out", &[]).await;
    fail(&mut site.browser(), "zhou", 9).await;
    assert_eq!(colleague.sign_in("zhou", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_address_that_tries_too_often_has_to_wait() {
    let site = Site::with(Settings { sign_ins_per_minute: 2, ..Settings::default() }).await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "zhou", &[Role::Clerk]).await;
    let mut browser = site.browser();
    fail(&mut browser, "zhou", 2).await;
    assert_eq!(browser.sign_in("zhou", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_session_is_a_new_one_at_each_sign_in_and_ends_at_sign_out() {
    let site = office_of_two().await;
    let mut browser = site.signed_in("zhou").await;
    let first = browser.clone();
    browser.sign_in("zhou", PASSWORD).await;
    assert_ne!(first.cookies["gongkai-desk"], browser.cookies["gongkai-desk"]);
    assert_eq!(first.clone().get("/desk/me").await.status, StatusCode::SEE_OTHER, "the old one is over");
    let kept = browser.clone();
    assert_eq!(browser.post("/desk/sign-out", &[]).await.to, "/desk/sign-in");
    assert!(!browser.cookies.contains_key("gongkai-desk"));
    assert_eq!(kept.clone().get("/desk/me").await.status, StatusCode::SEE_OTHER, "also for whoever kept the cookie");
}

#[tokio::test]
async fn a_form_sent_from_another_site_signs_nobody_in() {
    use axum::http::{Request, header};
    let site = office_of_two().await;
    let mut browser = site.browser();
    let request = |name: &str, value: &str| {
        Request::post("/desk/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "gongkai.example")
            .header(name, value)
            .body(axum::body::Body::from("login=zhou&password=x"))
            .unwrap()
    };
    assert_eq!(browser.send(request("sec-fetch-site", "cross-site")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.send(request("origin", "https://evil.example")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.send(request("origin", "null")).await.status, StatusCode::FORBIDDEN);
}
