//! People, their roles and organs, as the administrators manage them.

use crate::support::{Browser, PASSWORD, Page, Site, hidden};
use axum::http::StatusCode;
use gongkai_office::Once;
use gongkai_office::requests::applicant::PaperOfIdentity;
use gongkai_office::requests::submit::NewRequest;
use gongkai_office::requests::{Applicant, OnCase};
use gongkai_rules::events::ReplyWay;
use gongkai_rules::ids::{OrganId, PersonId, RequestId};
use gongkai_rules::outcomes::{ApplicantKind, Channel};
use gongkai_rules::people::{Actor, Role};

const FIRST: &str = "管理员给的第一个密码请换掉";
const FIRST_LONG: &str = "管理员给的第一个密码，请马上换掉";

struct District {
    site: Site,
    district: OrganId,
    west: OrganId,
    admin: Browser,
}

/// A district with a sub-district below it and another district beside it; the administrator sits at the district.
async fn district() -> District {
    let site = Site::empty().await;
    let district = site.organ("QZ", "西工区人民政府", None).await;
    let west = site.organ("XG", "西工街道办事处", Some(district)).await;
    site.person(district, "admin", &[Role::SystemAdministrator, Role::SecurityAdministrator]).await;
    let admin = site.signed_in("admin").await;
    District { site, district, west, admin }
}

async fn add(browser: &mut Browser, organ: OrganId, login: &str, roles: &[&str]) -> Page {
    let organ = organ.to_string();
    let page = browser.get(&format!("/desk/people/new?organ={organ}")).await;
    let once = if page.status == StatusCode::OK { hidden(&page, "once") } else { String::new() };
    let mut fields = vec![
        ("once", once.as_str()),
        ("organ", &organ),
        ("name", "周敏"),
        ("login", login),
        ("new", FIRST_LONG),
        ("again", FIRST_LONG),
    ];
    fields.extend(roles.iter().map(|role| ("roles", *role)));
    browser.post("/desk/people/new", &fields).await
}

async fn change(browser: &mut Browser, id: PersonId, roles: &[&str]) -> Page {
    let path = format!("/desk/people/{id}");
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    let version = hidden(&page, "version");
    let mut fields = vec![("name", "周敏"), ("version", version.as_str())];
    fields.extend(roles.iter().map(|role| ("roles", *role)));
    browser.post(&path, &fields).await
}

#[tokio::test]
async fn somebody_added_changes_the_first_password_before_anything_else() {
    let mut d = district().await;
    let page = add(&mut d.admin, d.west, "zhou", &["clerk"]).await;
    assert_eq!(page.to, format!("/desk/people?organ={}&done=added", d.west));
    let list = d.admin.get(&page.to).await;
    assert!(list.body.contains("周敏") && list.body.contains("还没有改初始密码"));
    let mut zhou = d.site.browser();
    assert_eq!(zhou.sign_in("zhou", FIRST_LONG).await.to, "/desk/me/password");
    assert_eq!(zhou.get("/desk").await.to, "/desk/me/password", "no way round it");
    let page = zhou.post("/desk/me/password", &[("current", FIRST_LONG), ("new", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!(page.to, "/desk");
    assert_eq!(zhou.get("/desk/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn roles_that_must_be_kept_apart_are_refused_with_the_reason() {
    let mut d = district().await;
    for (roles, words) in [
        (&["clerk", "security_administrator"][..], "管理员不能同时担任业务角色"),
        (&["audit_administrator", "system_administrator"], "审计管理员不能同时担任其他管理员"),
        (&[], "请至少选择一个角色"),
        (&["emperor"], "请至少选择一个角色"),
    ] {
        let page = add(&mut d.admin, d.west, "zhou", roles).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(words), "{words}");
        assert!(page.body.contains("周敏"), "what was typed is kept");
    }
    assert_eq!(add(&mut d.admin, d.west, "zhou", &["reviewer", "head"]).await.status, StatusCode::SEE_OTHER);
    let id = person(&d.site, d.west, "zhou").await;
    assert!(
        change(&mut d.admin, id, &["head", "system_administrator"]).await.body.contains("管理员不能同时担任业务角色")
    );
    assert_eq!(change(&mut d.admin, id, &["clerk", "reviewer"]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_short_first_password_or_a_name_that_is_taken_is_said_beside_its_field() {
    let mut d = district().await;
    let organ = d.west.to_string();
    let fields = [
        ("organ", organ.as_str()),
        ("name", "周敏"),
        ("login", "zhou"),
        ("roles", "clerk"),
        ("new", FIRST),
        ("again", FIRST),
    ];
    assert!(d.admin.post("/desk/people/new", &fields).await.body.contains("密码至少 15 个字"));
    let page = add(&mut d.admin, d.west, "Admin", &["clerk"]).await;
    assert!(page.body.contains(r##"<a href="#login">已经有了，请换一个</a>"##), "{}", page.body);
}

#[tokio::test]
async fn only_the_security_administrator_of_an_organ_above_manages_its_people() {
    let mut d = district().await;
    let other = d.site.organ("LB", "涧西区人民政府", None).await;
    d.site.person(other, "stranger", &[Role::SecurityAdministrator]).await;
    d.site.person(d.west, "zhou", &[Role::Clerk]).await;
    d.site.person(d.west, "below", &[Role::SecurityAdministrator]).await;
    let id = person(&d.site, d.west, "zhou").await;
    let of_zhou = format!("/desk/people/{id}");
    assert_eq!(d.admin.get(&of_zhou).await.status, StatusCode::OK, "from above");
    let mut stranger = d.site.signed_in("stranger").await;
    let absent = stranger.get("/desk/people/019379d4-0000-7000-8000-000000000000").await;
    let hidden = stranger.get(&of_zhou).await;
    assert_eq!((hidden.status, &hidden.body), (StatusCode::NOT_FOUND, &absent.body), "as what does not exist");
    assert_eq!(
        stranger.post(&of_zhou, &[("name", "x"), ("roles", "clerk"), ("version", "1")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(stranger.get(&format!("/desk/people?organ={}", d.west)).await.status, StatusCode::NOT_FOUND);
    let mut below = d.site.signed_in("below").await;
    assert_eq!(add(&mut below, d.district, "up", &["clerk"]).await.status, StatusCode::NOT_FOUND, "nobody reaches up");
    let mut zhou = d.site.signed_in("zhou").await;
    assert_eq!(zhou.get("/desk/people").await.status, StatusCode::FORBIDDEN);
    assert_eq!(zhou.get(&of_zhou).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_changes_their_own_roles_or_closes_their_own_account() {
    let mut d = district().await;
    let id = person(&d.site, d.district, "admin").await;
    let page = change(&mut d.admin, id, &["audit_administrator"]).await;
    assert!(page.body.contains("自己的角色要由另一位安全管理员改"));
    let page = close(&mut d.admin, id, "").await;
    assert!(page.body.contains("自己的账号要由另一位安全管理员停用"));
    assert_eq!(d.admin.get("/desk/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_administrators_on_one_person_the_second_is_told() {
    let mut d = district().await;
    d.site.person(d.west, "zhou", &[Role::Clerk]).await;
    let id = person(&d.site, d.west, "zhou").await;
    let path = format!("/desk/people/{id}");
    let seen = hidden(&d.admin.get(&path).await, "version");
    assert_eq!(change(&mut d.admin, id, &["clerk", "reviewer"]).await.status, StatusCode::SEE_OTHER);
    let page = d.admin.post(&path, &[("name", "改名"), ("roles", "clerk"), ("version", &seen)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("打开这一页以后有人改过") && page.body.contains("改名"));
}

#[tokio::test]
async fn a_reset_password_ends_sessions_and_must_be_changed() {
    let mut d = district().await;
    d.site.person(d.west, "zhou", &[Role::Clerk]).await;
    let id = person(&d.site, d.west, "zhou").await;
    let mut zhou = d.site.signed_in("zhou").await;
    let path = format!("/desk/people/{id}/password");
    let version = hidden(&d.admin.get(&path).await, "version");
    let page = d.admin.post(&path, &[("new", FIRST_LONG), ("again", FIRST_LONG), ("version", &version)]).await;
    assert_eq!(page.to, format!("/desk/people/{id}?done=reset"));
    assert_eq!(zhou.get("/desk/me").await.status, StatusCode::SEE_OTHER, "signed out");
    assert_eq!(zhou.sign_in("zhou", FIRST_LONG).await.to, "/desk/me/password");
}

#[tokio::test]
async fn a_leaver_hands_on_every_open_case_before_the_account_closes() {
    let mut d = district().await;
    d.site.person(d.west, "zhou", &[Role::Clerk]).await;
    d.site.person(d.west, "li", &[Role::Clerk, Role::Reviewer]).await;
    d.site.person(d.west, "wang", &[Role::Reviewer, Role::Head]).await;
    d.site.person(d.district, "far", &[Role::Clerk]).await;
    let (zhou, li) = (person(&d.site, d.west, "zhou").await, person(&d.site, d.west, "li").await);
    let cases = [case(&d, zhou).await, case(&d, zhou).await];
    let mut leaver = d.site.signed_in("zhou").await;
    let page = change(&mut d.admin, zhou, &["reviewer"]).await;
    assert!(page.body.contains("还有 2 件申请由这个人经办"), "{}", page.body);
    let page = d.admin.get(&format!("/desk/people/{zhou}/close")).await;
    assert!(page.body.contains("还有 2 件申请") && page.body.contains("li同志"));
    assert!(!page.body.contains("wang同志") && !page.body.contains("far同志"), "only clerks of the organ");
    let far = person(&d.site, d.district, "far").await.to_string();
    for nobody in ["", far.as_str(), &zhou.to_string()] {
        let page = close(&mut d.admin, zhou, nobody).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody}");
        assert_eq!(leaver.get("/desk/me").await.status, StatusCode::OK, "nothing was done");
    }
    let page = close(&mut d.admin, zhou, &li.to_string()).await;
    assert_eq!(page.to, format!("/desk/people?organ={}&done=closed", d.west));
    assert_eq!(leaver.get("/desk/me").await.status, StatusCode::SEE_OTHER, "out within one request");
    assert_eq!(d.site.browser().sign_in("zhou", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut tx = d.site.office.read().await.unwrap();
    for id in cases {
        let stored = gongkai_storage::requests::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(stored.request.assignee, Some(li));
        let events: Vec<gongkai_rules::events::Recorded> =
            gongkai_storage::events::of_stream(&mut tx, id.0).await.unwrap();
        assert_eq!(events.last().unwrap().event, gongkai_rules::events::Event::Assigned { to: li });
    }
}

#[tokio::test]
async fn an_organ_is_added_below_and_abolished_when_nothing_is_open() {
    let mut d = district().await;
    let parent = d.district.to_string();
    let fields = [
        ("parent", parent.as_str()),
        ("name", "汉屯路街道办事处"),
        ("short", ""),
        ("code", "HT"),
        ("word", ""),
        ("level", "subdistrict"),
    ];
    assert_eq!(d.admin.post("/desk/organs/new", &fields).await.to, "/desk/organs?done=organ-added");
    assert!(d.admin.post("/desk/organs/new", &fields).await.body.contains("已经有了，请换一个"));
    assert!(d.admin.get("/desk/organs").await.body.contains("汉屯路街道办事处"));
    d.site.person(d.west, "zhou", &[Role::Clerk]).await;
    case(&d, person(&d.site, d.west, "zhou").await).await;
    let path = format!("/desk/organs/{}/abolish", d.west);
    assert!(d.admin.post(&path, &[]).await.body.contains("还有 1 件申请没有办结"));
    let own = format!("/desk/organs/{}/abolish", d.district);
    assert_eq!(d.admin.post(&own, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = d.site.office.organs().await.unwrap().into_iter().find(|organ| organ.code == "HT").unwrap();
    assert_eq!(d.admin.post(&format!("/desk/organs/{}/abolish", new.id), &[]).await.to, "/desk/organs?done=abolished");
    assert!(add(&mut d.admin, new.id, "late", &["clerk"]).await.body.contains("这个机关已经撤销"));
}

async fn person(site: &Site, organ: OrganId, login: &str) -> PersonId {
    let mut tx = site.office.read().await.unwrap();
    let all = gongkai_storage::people::of_organ(&mut tx, organ).await.unwrap();
    all.into_iter().find(|person| person.login == login).unwrap().id
}

async fn close(browser: &mut Browser, id: PersonId, successor: &str) -> Page {
    let path = format!("/desk/people/{id}/close");
    let version = hidden(&browser.get(&path).await, "version");
    browser.post(&path, &[("version", &version), ("successor", successor)]).await
}

/// A case of the sub-district, handed in at its counter and given to a clerk.
async fn case(d: &District, clerk: PersonId) -> RequestId {
    let actor = Actor::Person { id: clerk, organ_path: vec![d.district, d.west], roles: vec![Role::Clerk] };
    let new = NewRequest {
        channel: Channel::Counter,
        submitted_on: d.site.office.clock().today(),
        applicant: Applicant {
            kind: ApplicantKind::NaturalPerson,
            name: "张建国".into(),
            paper: PaperOfIdentity::Passport,
            paper_number: "E12345678".into(),
            representative: String::new(),
            contact: String::new(),
            phone: "13812342046".into(),
            email: String::new(),
            address: String::new(),
        },
        matters: vec!["2025年老旧小区加装电梯补贴的发放名单".into()],
        reply_way: ReplyWay::PickUp,
        form_wanted: "纸质".into(),
        files: Vec::new(),
        title: Some("加装电梯补贴发放名单".into()),
        number: None,
    };
    let key = gongkai_office::ids::new_id().as_simple().to_string();
    let once = Once { key, target: "test".into(), body_hash: Vec::new() };
    let opened = d.site.office.enter_request(&actor, d.west, once, new).await.unwrap();
    let on = OnCase { id: opened.request.id, seen: None, once: None };
    d.site.office.assign(&actor, on, clerk).await.unwrap();
    opened.request.id
}
