//! Drafts: by cookie, by code, kept, given up.

use crate::support::{IDENTITY, Site, person_fields};
use axum::http::StatusCode;

/// The draft code shown after 存草稿.
async fn put_aside(resident: &mut crate::support::Browser) -> String {
    let mut fields = person_fields();
    fields.push(("later", "1"));
    assert_eq!(resident.passes("/apply/contact", &fields).await.to, "/apply/saved");
    let page = resident.get("/apply/saved").await;
    page.shows("草稿已保存到").shows("电话号码后四位");
    page.body.split("class=\"gk-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_goes_on_by_cookie() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &person_fields()).await;
    let page = resident.get("/apply").await;
    page.shows("您有一份没有提交的草稿");
    assert_eq!(page.field("kind"), "natural_person");
    assert!(page.body.contains("<a href=\"/apply/matters\">接着填</a>"));
    let page = resident.get("/apply/contact").await;
    assert_eq!((page.field("name"), page.field("paper_number")), ("买买提·艾力".into(), IDENTITY.into()));
    page.shows("返回上一步").shows("修改");
    // Without the cookie there is nothing to see.
    assert_eq!(site.browser().get("/apply/contact").await.to, "/apply");
    resident.passes("/apply/forget", &[]).await;
    resident.get("/apply").await.lacks("没有提交的草稿");
}

#[tokio::test]
async fn on_another_device_code_and_four_digits_open_it_with_the_identity_number_masked() {
    let site = Site::one().await;
    let mut phone = site.browser();
    phone.passes("/apply", &[("kind", "natural_person")]).await;
    let code = put_aside(&mut phone).await;
    assert_eq!(code.replace(' ', "").len(), 12);
    let mut computer = site.browser();
    let page = computer.post("/apply/resume", &[("code", &code), ("digits", "0000")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.message("code").starts_with("草稿码或者号码后四位不对"));
    let typed = code.to_lowercase().replace(' ', "-");
    assert_eq!(computer.passes("/apply/resume", &[("code", &typed), ("digits", "2046")]).await.to, "/apply/matters");
    let page = computer.get("/apply/contact").await;
    assert_eq!((page.field("name"), page.field("paper_number")), ("买买提·艾力".into(), "110105********002X".into()));
    page.lacks(IDENTITY);
    // Sent back as shown, the number stays; the first device still sees it whole.
    let mut fields = person_fields();
    fields.retain(|(name, _)| *name != "paper_number");
    fields.push(("paper_number", "110105********002X"));
    computer.passes("/apply/contact", &fields).await;
    computer.passes("/apply/matters", &[("matter-1", "2025年的拨付明细"), ("act", "next")]).await;
    computer.passes("/apply/reply", &[("form_wanted", "electronic"), ("reply_way", "site")]).await;
    computer.get("/apply/check").await.shows("110105********002X").lacks(IDENTITY);
    let page = phone.get("/apply/check").await;
    page.shows(IDENTITY).shows("2025年的拨付明细");
    computer.passes("/apply/check", &[("once", &page.field("once")), ("seen", &page.field("seen"))]).await;
    // The code ends with the sending.
    let page = site.browser().post("/apply/resume", &[("code", &code), ("digits", "2046")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_doubtful_number_is_confirmed_under_its_mask() {
    let site = Site::one().await;
    let mut phone = site.browser();
    phone.passes("/apply", &[("kind", "natural_person")]).await;
    let wrong = "110105194912310021";
    let mut fields = person_fields();
    fields.retain(|(name, _)| *name != "paper_number");
    fields.extend([("paper_number", wrong), ("later", "1")]);
    phone.passes("/apply/contact", &fields).await;
    let page = phone.get("/apply/saved").await;
    let code = page.body.split("class=\"gk-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let mut computer = site.browser();
    computer.passes("/apply/resume", &[("code", &code), ("digits", "2046")]).await;
    let mask = "110105********0021";
    fields.retain(|(name, _)| !["paper_number", "later"].contains(name));
    fields.push(("paper_number", mask));
    let page = computer.post("/apply/contact", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("已核对").lacks(wrong);
    fields.push(("checked", mask));
    computer.passes("/apply/contact", &fields).await;
    computer.get("/apply/contact").await.lacks(wrong);
    // Another number typed there is shown as typed until it is right.
    fields.retain(|(name, _)| !["paper_number", "checked"].contains(name));
    fields.push(("paper_number", "11010519491231002"));
    assert_eq!(computer.post("/apply/contact", &fields).await.field("paper_number"), "11010519491231002");
    assert_eq!(phone.get("/apply/contact").await.field("paper_number"), wrong);
}

#[tokio::test]
async fn a_draft_code_is_not_guessed_at_for_long() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    let code = put_aside(&mut resident).await;
    let mut stranger = site.browser();
    for digits in ["0000", "0001", "0002", "0003", "0004"] {
        let page = stranger.post("/apply/resume", &[("code", &code), ("digits", digits)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = stranger.post("/apply/resume", &[("code", &code), ("digits", "2046")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    page.shows("填错次数较多");
}

#[tokio::test]
async fn without_a_phone_there_is_no_code_and_the_page_says_so() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &[("name", "张"), ("later", "1")]).await;
    resident.get("/apply/saved").await.shows("还没有填写电话号码");
    assert_eq!(resident.get("/apply/contact").await.field("name"), "张", "kept although it is not right yet");
}

#[tokio::test]
async fn a_draft_whose_time_is_over_is_gone_with_its_key() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &person_fields()).await;
    assert_eq!(site.office.sweep().await.unwrap().drafts, 0);
    let in_two_weeks = gongkai_office::clock::real_micros() + 15 * 24 * 3600 * 1_000_000;
    assert_eq!(site.office.sweep_at(in_two_weeks).await.unwrap().drafts, 1);
    let mut tx = site.office.read().await.unwrap();
    assert_eq!(gongkai_storage::vault::count_sealed(&mut tx).await.unwrap(), 0, "its key is gone");
    assert_eq!(resident.get("/apply/contact").await.to, "/apply");
}
