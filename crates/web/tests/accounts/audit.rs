//! The audit trail as the 审计管理员 reads it.

use crate::support::{PASSWORD, Site};
use axum::http::StatusCode;
use gongkai_rules::people::Role;

#[tokio::test]
async fn sign_ins_failures_and_denials_are_in_the_trail_and_only_for_its_reader() {
    let site = Site::empty().await;
    let district = site.organ("QZ", "西工区人民政府", None).await;
    let west = site.organ("XG", "西工街道办事处", Some(district)).await;
    let other = site.organ("LB", "涧西区人民政府", None).await;
    site.person(district, "auditor", &[Role::AuditAdministrator]).await;
    site.person(other, "stranger", &[Role::AuditAdministrator]).await;
    site.person(west, "zhou", &[Role::Clerk]).await;
    site.browser().sign_in("zhou", "这不是那句话，但也够长了").await;
    site.browser().sign_in("nobody", "这不是那句话，但也够长了").await;
    let mut zhou = site.signed_in("zhou").await;
    assert_eq!(zhou.get("/desk/people").await.status, StatusCode::FORBIDDEN);
    assert_eq!(zhou.get("/desk/audit").await.status, StatusCode::FORBIDDEN);
    zhou.post("/desk/sign-out", &[]).await;
    let mut auditor = site.signed_in("auditor").await;
    let page = auditor.get("/desk/audit").await;
    for words in
        ["登录成功", "登录失败：密码不对", "登录失败：没有这个用户名", "没有办：不是这个角色的事", "退出", "zhou同志"]
    {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(
        !page.body.contains(PASSWORD) && !page.body.contains("nobody"),
        "neither passwords nor what strangers typed"
    );
    let page = auditor.get("/desk/audit?action=sign_in").await;
    assert!(page.body.contains("登录失败：密码不对") && !page.body.contains("没有办：不是这个角色的事"));
    let page = auditor.get("/desk/audit?day=2020-01-01").await;
    assert!(page.body.contains("没有这样的记录"));
    let page = auditor.get(&format!("/desk/audit?organ={west}")).await;
    assert!(page.body.contains("zhou同志") && !page.body.contains(r#"<td role="cell">auditor同志"#));
    let mut stranger = site.signed_in("stranger").await;
    assert_eq!(stranger.get(&format!("/desk/audit?organ={west}")).await.status, StatusCode::NOT_FOUND);
    assert!(!stranger.get("/desk/audit").await.body.contains("zhou同志"));
}

#[tokio::test]
async fn the_trail_comes_in_pages() {
    let site = Site::empty().await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "auditor", &[Role::AuditAdministrator]).await;
    let mut auditor = site.signed_in("auditor").await;
    for _ in 0..60 {
        auditor.get("/desk/people").await;
    }
    let page = auditor.get("/desk/audit?action=manage_people").await;
    assert!(page.body.contains("第 1 页，共 2 页"), "{}", page.body);
    let page = auditor.get("/desk/audit?action=manage_people&page=2").await;
    // 60 denials and the account's own beginning; fifty of them on the first page.
    assert_eq!(page.body.matches("<time>").count(), 11);
}
