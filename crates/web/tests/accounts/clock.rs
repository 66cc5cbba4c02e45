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

/// Two servers over one database, and the command line beside them: all show the same time, and none waits for a restart.
#[tokio::test]
async fn time_moved_by_another_process_is_seen_at_once() {
    let site = demonstration().await;
    let other = gongkai_office::Office::open(site.office.data_dir(), None).await.unwrap();
    assert!(other.set_official_time("2099-05-06T01:00:00Z".parse().unwrap()).await.unwrap());
    assert_eq!(site.office.clock().stands(), None, "not yet asked");
    assert!(site.browser().get("/").await.body.contains("2099年5月6日 09:00"));
    assert!(other.set_official_time("2099-05-07T01:00:00Z".parse().unwrap()).await.unwrap());
    let page = site.browser().get("/").await.body;
    assert!(page.contains("2099年5月7日 09:00") && !page.contains("5月6日"), "also where the page is kept: {page}");
    assert_eq!(site.office.clock().today(), jiff::civil::date(2099, 5, 7), "acts count by it too");
}

/// Who was not let in is in the audit trail, for looks as for acts.
#[tokio::test]
async fn looks_that_are_refused_are_audited_for_people_and_not_for_strangers() {
    let site = demonstration().await;
    let organ = site.office.organs().await.unwrap()[0].id;
    let denials = async || {
        let mut tx = site.office.read().await.unwrap();
        let rows = gongkai_storage::audit::of_subject(&mut tx, organ.0, "doctor").await.unwrap();
        rows.into_iter().filter(|row| row.detail.starts_with("denied")).count()
    };
    assert_eq!(site.browser().get("/desk/doctor").await.status, StatusCode::SEE_OTHER);
    assert_eq!(denials().await, 0, "a scanner cannot make us write");
    assert_eq!(site.signed_in("zhou").await.get("/desk/doctor").await.status, StatusCode::FORBIDDEN);
    assert_eq!(denials().await, 1);
    assert_eq!(site.signed_in("admin").await.get("/desk/doctor").await.status, StatusCode::OK);
    assert_eq!(denials().await, 1);
}
