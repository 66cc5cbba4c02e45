//! Official time of a demonstration.

use crate::support::Site;
use axum::http::StatusCode;
use gongkai_rules::people::Role;
use gongkai_storage::meta;

async fn demonstration() -> Site {
    let site = Site::empty().await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "admin", &[Role::SystemAdministrator, Role::SecurityAdministrator]).await;
    site.person(organ, "zhou", &[Role::Clerk]).await;
    let mark = site.office.db().write::<(), gongkai_office::Refusal>(Box::new(|tx| {
        Box::pin(async move { Ok(meta::set(tx, meta::DEMONSTRATION, "1").await?) })
    }));
    mark.await.unwrap();
    site.office.clock().mark_demonstration();
    site
}

#[tokio::test]
async fn the_system_administrator_of_a_demonstration_moves_time_forward_and_every_page_says_so() {
    let site = demonstration().await;
    let mut admin = site.signed_in("admin").await;
    let page = admin.post("/demo/clock", &[("at", "2099-03-03T09:00:00+08:00")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(site.office.clock().today(), jiff::civil::date(2099, 3, 3));
    assert!(site.browser().get("/desk/sign-in").await.body.contains("2099年3月3日 09:00"));
    let page = admin.post("/demo/clock", &[("at", "2099-03-02T09:00:00+08:00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "never back");
    let page = admin.post("/demo/clock", &[("at", "tomorrow")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(admin.get("/desk/me").await.status, StatusCode::OK, "sessions keep the real clock");
    let again = gongkai_office::Office::open(site.office.data_dir(), None).await.unwrap();
    assert_eq!(again.clock().today(), jiff::civil::date(2099, 3, 3), "also for a process that starts later");
}

#[tokio::test]
async fn nobody_else_and_nowhere_else_is_time_moved() {
    let site = demonstration().await;
    let at = [("at", "2099-03-03T09:00:00+08:00")];
    assert_eq!(site.signed_in("zhou").await.post("/demo/clock", &at).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.browser().post("/demo/clock", &at).await.status, StatusCode::SEE_OTHER, "to the sign-in page");
    assert_eq!(site.office.clock().stands(), None);
    let real = Site::empty().await;
    let organ = real.organ("XG", "西工街道办事处", None).await;
    real.person(organ, "admin", &[Role::SystemAdministrator]).await;
    assert_eq!(real.signed_in("admin").await.post("/demo/clock", &at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(real.office.clock().stands(), None);
}
