//! Home, guide, the elders' version, the deadline calculator.

use crate::support::Site;
use axum::http::StatusCode;
use gongkai_office::settings::GuideVersion;

#[tokio::test]
async fn the_home_says_what_to_do_and_whom_to_call_and_links_only_to_what_exists() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    let page = visitor.get("/").await;
    page.shows("申请公开")
        .shows("查办理进度")
        .shows("0379-5555 0100")
        .shows("党政综合办公室")
        .shows("唐宫西路88号一楼大厅");
    for href in page.body.split("href=\"").skip(1).filter_map(|after| after.split('"').next()) {
        if href.starts_with('/') && !href.starts_with("/desk") {
            let found = visitor.get(href).await;
            assert!(found.status.is_success(), "{href} {}", found.status);
        }
    }
}

#[tokio::test]
async fn each_organ_of_a_district_has_its_own_home() {
    let site = Site::one().await;
    let east = site.another("DQ", "洛阳市西工区人民政府东区街道办事处").await;
    let gone = site.another("LJ", "洛阳市西工区人民政府老街街道办事处").await;
    site.abolish(gone.id).await;
    let mut visitor = site.browser();
    let page = visitor.get("/").await;
    page.shows("东区街道办事处").lacks("老街街道办事处");
    assert!(page.body.contains("href=\"/o/DQ\""));
    let page = visitor.get("/o/DQ").await;
    page.shows(&east.name).lacks("0379-5555 0100");
    assert!(page.body.contains("href=\"/o/DQ/apply\"") && page.body.contains("href=\"/o/DQ/guide\""));
    visitor.get("/o/LJ").await.shows("已经撤销，不再收新的申请");
    assert_eq!(visitor.get("/o/NO").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_guide_in_force_on_the_day_is_shown_and_the_others_are_kept() {
    let site = Site::one().await;
    let version = |from: &str, text: &str| GuideVersion { from: from.parse().unwrap(), text: text.into() };
    site.settle(site.organ.id, |settings| {
        settings.guide = vec![
            version("2024-01-01", "第一版指南"),
            version("2026-01-01", "第二版指南\n\n第二段"),
            version("2026-11-01", "第三版指南"),
        ];
    })
    .await;
    let mut visitor = site.browser();
    visitor.get("/guide").await.shows("2026年1月1日起施行").shows("第二版指南").shows("第二段").lacks("第三版指南");
    visitor.get("/guide?from=2024-01-01").await.shows("第一版指南").shows("不是现在施行的版本");
    assert_eq!(visitor.get("/guide?from=2020-01-01").await.status, StatusCode::NOT_FOUND);
    site.today("2026-11-02");
    visitor.get("/guide").await.shows("第三版指南");
}

/// 个人信息保护法第十七条: who keeps it, for what, how long, and how to use one's rights; reached from every page.
#[tokio::test]
async fn every_page_leads_to_what_is_done_with_personal_data_and_to_help() {
    let site = Site::one().await;
    site.settle(site.organ.id, |settings| settings.letters.phone = Some("0379-5555 0100".into())).await;
    let mut visitor = site.browser();
    for page in ["/", "/guide", "/track", "/deadline", "/reports"] {
        let shown = visitor.get(page).await;
        for link in ["/privacy", "/accessibility", "/guide#contact"] {
            assert!(shown.body.contains(&format!("href=\"{link}\"")), "{page} does not lead to {link}");
        }
    }
    let kept = format!("草稿保存 {} 天", gongkai_office::drafts::KEPT_DAYS);
    visitor.get("/privacy").await.shows("第二十九条").shows(&kept).shows("0379-5555 0100");
    visitor.get("/accessibility").await.shows("长者大字版").shows("第四十三条").shows("0379-5555 0100");
}

#[tokio::test]
async fn the_elders_version_is_the_same_page_and_leads_nowhere_else() {
    let site = Site::one().await;
    let mut elder = site.browser();
    let page = elder.passes("/view", &[("view", "elder"), ("back", "/guide")]).await;
    assert_eq!(page.to, "/guide");
    let page = elder.get("/guide").await;
    assert!(page.body.contains("gk-elder"));
    page.shows("标准版");
    for back in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
        assert_eq!(elder.passes("/view", &[("view", "elder"), ("back", back)]).await.to, "/");
    }
    elder.passes("/view", &[("view", "standard"), ("back", "/")]).await;
    elder.get("/").await.shows("长者大字版");
}

const RECEIVED: &str = "channel=counter&on-year=2024&on-month=9&on-day=10";

#[tokio::test]
async fn the_calculator_agrees_with_the_worked_example_over_the_autumn_holidays() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    visitor.get("/deadline").await.shows("期限计算").lacks("id=\"result\"");
    // D05 of the law sheet: counter, 2024-09-10, due 2024-10-14.
    let page = visitor.get(&format!("/deadline?{RECEIVED}&rows=0")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("最晚 2024年10月14日（星期一）答复")
        .shows("为什么是这一天")
        .shows("2024年9月")
        .shows("2024年10月")
        .shows("中秋节放假")
        .shows("国庆节放假")
        .shows("收到的那天，不计入");
    page.lacks("逾期").lacks("2024年11月");
    assert!(page.body.contains("gk-month__due") && page.body.contains("gk-month__made"));
}

#[tokio::test]
async fn the_calculator_takes_events_one_after_another() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    let page = visitor.get(&format!("/deadline?{RECEIVED}&rows=0&add=1")).await;
    page.shows("第 1 件事");
    assert_eq!(page.field("rows"), "1");
    // D23: an extension told after the due date has no effect, and the page says so.
    let late = "rows=1&event-1=extend&event-1-year=2024&event-1-month=10&event-1-day=15&event-1-days=20";
    let page = visitor.get(&format!("/deadline?{RECEIVED}&{late}")).await;
    page.shows("最晚 2024年10月14日（星期一）答复").shows("延长没有效力");
    // D15: one third party that answers.
    let asked = "channel=counter&on-year=2025&on-month=3&on-day=3&rows=2\
        &event-1=consult_third&event-1-year=2025&event-1-month=3&event-1-day=6\
        &event-2=opinion_received&event-2-year=2025&event-2-month=3&event-2-day=20";
    let page = visitor.get(&format!("/deadline?{asked}")).await;
    page.shows("最晚 2025年4月15日（星期二）答复").shows("征求意见，不计入");
}

#[tokio::test]
async fn impossible_days_are_named_and_a_year_without_a_calendar_is_said() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    let page = visitor.get("/deadline?channel=web&on-year=2026&on-month=2&on-day=30&rows=0").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.message("on"), "2月没有30日");
    assert_eq!((page.field("on-month"), page.field("on-day")), ("2".into(), "30".into()));
    // P01: beyond the last published calendar.
    let page = visitor.get("/deadline?channel=web&on-year=2026&on-month=12&on-day=21&rows=0").await;
    page.shows("最晚 2027年1月19日（星期二）答复").shows("2027年放假安排还没有公布，这个日期是暂算的，公布后自动重算");
    let page = visitor.get(&format!("/deadline?{RECEIVED}&rows=1&event-1=extend&event-1-year=2024&event-1-month=10&event-1-day=9&event-1-days=30")).await;
    assert_eq!(page.message("event-1-days"), "请填写 1 至 20 之间的数字");
}
