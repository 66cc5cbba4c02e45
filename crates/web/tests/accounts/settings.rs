//! The organ's settings.

use crate::support::{Browser, Page, Site, hidden};
use axum::http::StatusCode;
use gongkai_rules::ids::OrganId;
use gongkai_rules::people::Role;

async fn office() -> (Site, OrganId, Browser) {
    let site = Site::empty().await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "li", &[Role::Reviewer, Role::Head]).await;
    site.person(organ, "zhou", &[Role::Clerk]).await;
    let head = site.signed_in("li").await;
    (site, organ, head)
}

const STANDARD: [(&str, &str); 16] = [
    ("name", "洛阳市西工区人民政府西工街道办事处"),
    ("short_name", "西工街道办事处"),
    ("organ_word", "西工"),
    ("phone", "0379-63200100"),
    ("address", "洛阳市西工区人民东路1号"),
    ("tracking_url", "https://xigong.example/track"),
    ("reconsideration_body", "洛阳市西工区人民政府"),
    ("reconsideration_address", "洛阳市西工区凯旋中路2号"),
    ("court", "洛阳铁路运输法院"),
    ("channels", "web"),
    ("letterhead", "letter"),
    ("electronic_delivery", "at_disposal"),
    ("clarification_period", "15"),
    ("guide", "第一条 怎样申请\r\n\r\n第二条 怎样收费"),
    ("guide_from", "2099-01-01"),
    ("next_number", ""),
];

/// Sends the standard settings with some fields typed otherwise.
async fn save(browser: &mut Browser, version: &str, other: &[(&str, &str)]) -> Page {
    let once = gongkai_office::ids::new_id().as_simple().to_string();
    let mut fields = vec![("version", version), ("once", once.as_str())];
    let typed = |name: &str| other.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    fields.extend(STANDARD.iter().map(|(name, value)| (*name, typed(name).unwrap_or(value))));
    fields.extend(other.iter().filter(|(name, _)| !STANDARD.iter().any(|(key, _)| key == name)));
    browser.post("/desk/settings", &fields).await
}

async fn version(browser: &mut Browser) -> String {
    hidden(&browser.get("/desk/settings").await, "version")
}

#[tokio::test]
async fn the_head_fills_in_what_letters_need_and_the_page_no_longer_misses_it() {
    let (site, organ, mut head) = office().await;
    let page = head.get("/desk/settings").await;
    assert!(page.body.contains("还没有填：机关代字、政府信息公开工作机构电话"), "{}", page.body);
    let version = hidden(&page, "version");
    let before = site.office.organs().await.unwrap()[0].clone();
    let page = save(&mut head, &version, &[]).await;
    assert_eq!(page.to, "/desk/settings?done=settings", "{}", page.body);
    let page = head.get(&page.to).await;
    assert!(page.body.contains("设置已保存") && !page.body.contains("还没有填："));
    let (after, settings, _) = site.office.settings(organ).await.unwrap();
    assert_ne!(before.name, after.name);
    assert_eq!(after.organ_word, "西工");
    assert_eq!(settings.letters.court.as_deref(), Some("洛阳铁路运输法院"));
}

#[tokio::test]
async fn what_cannot_be_meant_is_said_beside_its_field_and_nothing_is_saved() {
    let (site, organ, mut head) = office().await;
    let version = version(&mut head).await;
    for (field, value, words) in [
        ("name", "", "请填写姓名或者名称"),
        ("phone", "63200", "电话号码少了几位或者多了几位"),
        ("tracking_url", "xigong.example", "网址要以 https:// 开头"),
        ("clarification_period", "0", "请填写 1 至 60 之间的数字"),
        ("case_number_pattern", "{organ_code}-{serial:4}", "编号格式里要有年份 {year}"),
        ("letter_number_pattern", "{organ_word}〔{year}〕{case_serial}号", "还要有文书种类 {suffix}"),
        ("next_number", "abc", "请填写 1 至 999999 之间的数字"),
        ("guide_from", "2020-01-01", "日期不能早于"),
    ] {
        let page = save(&mut head, &version, &[(field, value)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            page.body.contains(&format!(r##"<a href="#{field}">"##)) && page.body.contains(words),
            "{field}: {}",
            page.body
        );
        assert!(page.body.contains("洛阳铁路运输法院"), "what was typed is kept");
    }
    let (_, settings, _) = site.office.settings(organ).await.unwrap();
    assert_eq!(settings.letters.court, None);
}

#[tokio::test]
async fn of_two_heads_the_second_sees_what_the_first_changed_and_what_they_typed() {
    let (site, organ, mut first) = office().await;
    let mut second = site.signed_in("li").await;
    save(&mut first, "1", &[]).await;
    let seen = version(&mut second).await;
    assert_eq!(save(&mut first, &seen, &[("phone", "0379-11112222")]).await.status, StatusCode::SEE_OTHER);
    let page = save(&mut second, &seen, &[("address", "我改的地址"), ("phone", "0379-33334444")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("没有保存：li同志在") && page.body.contains("改过：联系电话"), "{}", page.body);
    assert!(page.body.contains("现在保存的是：0379-11112222"));
    assert!(page.body.contains("我改的地址") && page.body.contains("0379-33334444"), "what was typed is kept");
    let (_, settings, _) = site.office.settings(organ).await.unwrap();
    assert_eq!(settings.letters.phone.as_deref(), Some("0379-11112222"));
    // Having compared, the second saves knowingly.
    let now = hidden(&page, "version");
    assert_eq!(save(&mut second, &now, &[("address", "我改的地址")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_same_form_twice_is_one_act_and_with_other_words_it_is_told() {
    let (site, organ, mut head) = office().await;
    let version = version(&mut head).await;
    let once = gongkai_office::ids::new_id().as_simple().to_string();
    let send = |phone: &'static str| {
        let mut fields = vec![("version", version.as_str()), ("once", once.as_str())];
        fields.extend(STANDARD.iter().map(|(name, value)| (*name, if *name == "phone" { phone } else { value })));
        fields
    };
    assert_eq!(head.post("/desk/settings", &send("0379-63200100")).await.to, "/desk/settings?done=settings");
    assert_eq!(head.post("/desk/settings", &send("0379-63200100")).await.to, "/desk/settings?done=settings");
    let page = head.post("/desk/settings", &send("0379-63200199")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("这一页已经保存过") && page.body.contains("0379-63200199"));
    assert_ne!(hidden(&page, "once"), once, "a fresh key");
    assert_eq!(site.office.settings(organ).await.unwrap().2, 2, "one act");
}

#[tokio::test]
async fn the_guide_keeps_its_versions() {
    let (site, organ, mut head) = office().await;
    let today = site.office.clock().today().to_string();
    save(&mut head, "1", &[("guide_from", &today)]).await;
    save(&mut head, "2", &[("guide", "全新的指南"), ("guide_from", "2099-06-01")]).await;
    let (_, settings, _) = site.office.settings(organ).await.unwrap();
    assert_eq!(settings.guide.len(), 2);
    let now = settings.guide_on(site.office.clock().today()).unwrap();
    assert_eq!(now.text, "第一条 怎样申请\n\n第二条 怎样收费");
    let page = head.get("/desk/settings").await;
    assert!(
        page.body.contains("公开指南以前的版本") && page.body.contains("怎样申请") && page.body.contains("全新的指南")
    );
    // Saved again without a change of the text: no new version.
    save(&mut head, "3", &[("guide", "全新的指南")]).await;
    assert_eq!(site.office.settings(organ).await.unwrap().1.guide.len(), 2);
}

#[tokio::test]
async fn the_next_number_is_moved_forward_only() {
    let (site, organ, mut head) = office().await;
    save(&mut head, "1", &[("next_number", "38")]).await;
    let organ = site.office.organs().await.unwrap().into_iter().find(|found| found.id == organ).unwrap();
    assert_eq!(site.office.next_case_serial(&organ).await.unwrap(), 38);
    let page = save(&mut head, "2", &[("next_number", "37")]).await;
    assert!(page.body.contains("请填写 38 至 999999 之间的数字"), "{}", page.body);
}

#[tokio::test]
async fn others_look_and_are_told_who_changes_them() {
    let (site, _, mut head) = office().await;
    save(&mut head, "1", &[]).await;
    let mut clerk = site.signed_in("zhou").await;
    let page = clerk.get("/desk/settings").await;
    assert!(page.body.contains("这一步由机构负责人办理") && page.body.contains("洛阳铁路运输法院"));
    assert!(!page.body.contains("保存设置"));
    assert_eq!(save(&mut clerk, "2", &[("phone", "0379-99999999")]).await.status, StatusCode::FORBIDDEN);
    let (_, settings, _) = site.office.settings(site.office.organs().await.unwrap()[0].id).await.unwrap();
    assert_eq!(settings.letters.phone.as_deref(), Some("0379-63200100"));
}
