//! One's own sessions and password.

use crate::support::{PASSWORD, Site, hidden};
use axum::http::StatusCode;
use gongkai_rules::people::Role;

async fn site() -> Site {
    let site = Site::empty().await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "zhou", &[Role::Clerk]).await;
    site.person(organ, "li", &[Role::Reviewer, Role::Head]).await;
    site
}

/// The public name of the only other session in the list.
fn other_session(body: &str) -> String {
    let after = body.split_once(r#"class="gk-linkbutton" name="session" value=""#).expect("another session").1;
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn sessions_are_listed_with_their_device_and_one_can_be_ended() {
    let site = site().await;
    let mut phone = site.signed_in("zhou").await;
    let mut desk = site.signed_in("zhou").await;
    let page = desk.get("/desk/me").await;
    assert!(page.body.contains("这台设备") && page.body.contains("退出其他设备"), "{}", page.body);
    let once = hidden(&page, "once");
    let done = desk.post("/desk/me/sessions", &[("once", &once), ("session", &other_session(&page.body))]).await;
    assert_eq!(done.to, "/desk/me?done=ended");
    assert_eq!(phone.get("/desk/me").await.status, StatusCode::SEE_OTHER, "that device is out");
    let page = desk.get("/desk/me?done=ended").await;
    assert!(page.status == StatusCode::OK && !page.body.contains("退出其他设备"));
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let site = site().await;
    let mut phone = site.signed_in("zhou").await;
    let mut desk = site.signed_in("zhou").await;
    let of_zhou = other_session(&desk.get("/desk/me").await.body);
    let mut li = site.signed_in("li").await;
    li.post("/desk/me/sessions", &[("session", &of_zhou)]).await;
    assert_eq!(phone.get("/desk/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn all_other_sessions_are_ended_at_once() {
    let site = site().await;
    let mut others = [site.signed_in("zhou").await, site.signed_in("zhou").await];
    let mut desk = site.signed_in("zhou").await;
    desk.post("/desk/me/sessions", &[("session", "others")]).await;
    for other in &mut others {
        assert_eq!(other.get("/desk/me").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(desk.get("/desk/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_password_is_changed_with_the_present_one_and_ends_other_sessions() {
    let site = site().await;
    let new = "一句只有我自己知道的新的话吧";
    let longer = "一句只有我自己知道的新的话，够长了";
    let mut phone = site.signed_in("zhou").await;
    let mut desk = site.signed_in("zhou").await;
    for (current, first, again, words) in [
        ("不是这一句话，但是也够长了", longer, longer, "现在的密码不对"),
        (PASSWORD, new, new, "密码至少 15 个字"),
        (PASSWORD, longer, "另外一句也够长的不一样的话呀", "两次输入的密码不一样"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码不能与现在的相同"),
    ] {
        let page = desk.post("/desk/me/password", &[("current", current), ("new", first), ("again", again)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(words) && page.body.contains("<title>错误："), "{words}");
        assert!(!page.body.contains(longer), "a password is never shown again");
    }
    let long = "长".repeat(129);
    let page = desk.post("/desk/me/password", &[("current", PASSWORD), ("new", &long), ("again", &long)]).await;
    assert!(page.body.contains("密码最多 128 个字"));
    let page = desk.post("/desk/me/password", &[("current", PASSWORD), ("new", longer), ("again", longer)]).await;
    assert_eq!(page.to, "/desk/me?done=password");
    assert_eq!(desk.get("/desk/me").await.status, StatusCode::OK);
    assert_eq!(phone.get("/desk/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.browser().sign_in("zhou", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.browser().sign_in("zhou", longer).await.status, StatusCode::SEE_OTHER);
}
