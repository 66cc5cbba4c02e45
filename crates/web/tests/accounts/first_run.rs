//! The first run: an empty data directory becomes an organ with its administrator, once.

use crate::support::{PASSWORD, Site};
use axum::http::StatusCode;

fn form<'a>(token: &'a str, login: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("token", token),
        ("organ", "洛阳市西工区人民政府西工街道办事处"),
        ("short", "西工街道办事处"),
        ("code", "xg"),
        ("level", "subdistrict"),
        ("login", login),
        ("name", "王敏"),
        ("new", PASSWORD),
        ("again", PASSWORD),
    ]
}

#[tokio::test]
async fn an_empty_site_leads_to_the_first_run_and_then_to_adding_people() {
    let site = Site::empty().await;
    let mut browser = site.browser();
    assert_eq!(browser.get("/desk/sign-in").await.to, "/desk/first-run");
    assert_eq!(browser.get("/desk/first-run").await.status, StatusCode::OK);
    let token = site.office.first_run_token();
    // As somebody types it who reads it from a console: small letters, no blanks.
    let typed = token.replace(' ', "").to_lowercase();
    let page = browser.post("/desk/first-run", &form(&typed, "admin")).await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/desk/people/new"), "{}", page.body);
    let page = browser.get(&page.to).await;
    assert!(page.status == StatusCode::OK && page.body.contains("添加人员"));
    let organs = site.office.organs().await.unwrap();
    assert_eq!((organs[0].code.as_str(), organs[0].short_name.as_str()), ("XG", "西工街道办事处"));
}

#[tokio::test]
async fn a_wrong_token_makes_nothing_and_keeps_what_was_typed() {
    let site = Site::empty().await;
    let page = site.browser().post("/desk/first-run", &form("7KQ4 M29X 7KQ4 M29X", "admin")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("令牌不对") && page.body.contains("洛阳市西工区人民政府西工街道办事处"));
    assert!(site.office.organs().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_first_run_happens_once() {
    let site = Site::empty().await;
    let token = site.office.first_run_token();
    site.browser().post("/desk/first-run", &form(&token, "admin")).await;
    let mut late = site.browser();
    assert_eq!(late.get("/desk/first-run").await.to, "/desk/sign-in");
    assert_eq!(late.post("/desk/first-run", &form(&token, "intruder")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.office.organs().await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_first_runs_at_once_make_one_organ() {
    let site = Site::empty().await;
    let token = site.office.first_run_token();
    let (mut a, mut b) = (site.browser(), site.browser());
    let (fields_a, fields_b) = (form(&token, "a"), form(&token, "b"));
    let (first, second) = futures::join!(a.post("/desk/first-run", &fields_a), b.post("/desk/first-run", &fields_b));
    let made = [first.status, second.status].into_iter().filter(|status| *status == StatusCode::SEE_OTHER).count();
    assert_eq!(made, 1, "{} {}", first.status, second.status);
    assert_eq!(site.office.organs().await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_organ_without_a_code_numbers_from_the_year() {
    let site = Site::empty().await;
    let token = site.office.first_run_token();
    let mut fields = form(&token, "admin");
    fields.retain(|(name, _)| *name != "code");
    site.browser().post("/desk/first-run", &fields).await;
    let organ = site.office.organs().await.unwrap().remove(0);
    let (_, settings, _) = site.office.settings(organ.id).await.unwrap();
    assert_eq!(settings.case_number_pattern, "{year}-{serial:4}");
}
