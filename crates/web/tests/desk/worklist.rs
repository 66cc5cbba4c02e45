//! Lists: what is whose turn, how urgent, found by what.

use crate::office::{Desk, applicant};
use axum::http::StatusCode;
use gongkai_office::reading::counting_statements;
use gongkai_office::requests::{OnCase, StepForm};
use gongkai_rules::events::Amendment;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::Role;
use jiff::civil::date;

/// Six cases of a Tuesday: late, due today, due on Thursday, due in December, unconfirmed since today and since Wednesday.
async fn tuesday() -> Desk {
    let desk = Desk::on(date(2026, 11, 24)).await;
    desk.case(Channel::Counter, date(2026, 10, 20), "社区公开栏更新情况").await;
    desk.case(Channel::PostSigned, date(2026, 10, 27), "2024年至2026年街道公车运行费用").await;
    desk.case(Channel::Counter, date(2026, 10, 29), "解放路片区征收补偿方案").await;
    desk.case(Channel::Counter, date(2026, 11, 20), "唐宫西路12号院改造项目2025年资金拨付明细").await;
    desk.case(Channel::Web, date(2026, 11, 24), "").await;
    desk.case(Channel::Fax, date(2026, 11, 18), "2025年度街道办公用房维修合同").await;
    desk
}

/// The text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let after = text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}")).1;
    after.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

/// The groups of a page with the titles in them, in order.
fn groups(body: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for part in body.split("scope=\"rowgroup\">").skip(1) {
        let title = format!("{} {}", part.split("<span>").next().unwrap(), between(part, "<span>", "</span>"));
        let rows = part.split("class=\"gk-work__title\"").skip(1);
        let titles = rows.map(|row| between(row, "<a ", "</a>").split_once('>').unwrap().1.to_owned());
        found.push((title, titles.collect()));
    }
    found
}

#[tokio::test]
async fn the_worklist_tells_in_one_sentence_and_in_groups_what_is_urgent() {
    let desk = tuesday().await;
    let page = desk.site.signed_in("wanglm").await.get("/desk").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("6 项等您处理，其中 1 项已逾期，1 项今天到期，1 项没有按时确认收到。"), "{}", page.body);
    let shown = groups(&page.body);
    let expected: Vec<(&str, Vec<&str>)> = vec![
        ("已逾期 2 项", vec!["社区公开栏更新情况", "2025年度街道办公用房维修合同"]),
        ("今天和明天 2 项", vec!["2024年至2026年街道公车运行费用", "（标题未定）"]),
        ("本周 1 项", vec!["解放路片区征收补偿方案"]),
        ("以后 1 项", vec!["唐宫西路12号院改造项目2025年资金拨付明细"]),
    ];
    let shown: Vec<(&str, Vec<&str>)> =
        shown.iter().map(|(title, rows)| (title.as_str(), rows.iter().map(String::as_str).collect())).collect();
    assert_eq!(shown, expected);
    for words in [
        "逾期 5 个工作日",
        "应于 11-17 周二",
        "今天到期",
        "剩 2 个工作日",
        "剩 18 个工作日",
        "没有按时核对",
        "从提交起算 12-16 周三",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    assert!(page.body.contains("张*国") && !page.body.contains("张建国"), "names are masked");
}

#[tokio::test]
async fn what_another_clerk_has_is_in_progress_and_not_to_do() {
    let desk = tuesday().await;
    let id = desk.case(Channel::Counter, date(2026, 11, 23), "行政处罚决定书目录").await;
    desk.assign(id, desk.other_clerk).await;
    let mut mine = desk.site.signed_in("wanglm").await;
    assert!(mine.get("/desk").await.body.contains("6 项等您处理"));
    let others = mine.get("/desk/in-progress").await.body;
    assert!(others.contains("行政处罚决定书目录") && others.contains("1 项在别人手里"));
    assert!(others.contains("拟定答复"), "the next step in verbs");
    let theirs = desk.site.signed_in("zhoum").await.get("/desk").await.body;
    assert!(theirs.contains("7 项等您处理"), "cases of nobody are everybody's");
    desk.assign(id, desk.clerk).await;
    assert!(mine.get("/desk").await.body.contains("7 项等您处理"));
}

#[tokio::test]
async fn filters_and_pages_stand_in_the_address() {
    let desk = tuesday().await;
    for number in 0..60 {
        desk.case(Channel::Counter, date(2026, 11, 20), &format!("第{number}号材料")).await;
    }
    let mut clerk = desk.site.signed_in("wanglm").await;
    let late = clerk.get("/desk?due=late").await.body;
    assert_eq!(groups(&late).len(), 1);
    assert!(late.contains("期限 已逾期"), "what is set is said");
    let first = clerk.get("/desk/requests?due=later").await.body;
    assert!(first.contains("第 1 页，共 2 页；每页 50 条") && first.contains("以后<span>61 项"));
    assert!(
        first.contains("href=\"/desk/requests?due=later&#38;page=2\"")
            || first.contains("href=\"/desk/requests?due=later&amp;page=2\""),
        "{first}"
    );
    let second = clerk.get("/desk/requests?due=later&page=2").await.body;
    assert_eq!(groups(&second)[0].1.len(), 11);
    let none = clerk.get("/desk?due=paused").await.body;
    assert!(none.contains("没有符合条件的") && none.contains("清除筛选"));
    let unassigned = clerk.get("/desk/requests?who=nobody&state=received").await.body;
    assert_eq!(groups(&unassigned).iter().map(|(_, rows)| rows.len()).sum::<usize>(), 2);
}

#[tokio::test]
async fn a_page_takes_as_many_statements_for_sixty_cases_as_for_six() {
    let desk = tuesday().await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    let mut counts = Vec::new();
    for path in ["/desk", "/desk/requests", "/desk/done", "/desk/unconfirmed"] {
        counts.push((path, counting_statements(clerk.get(path)).await.1));
    }
    for number in 0..60 {
        let channel = if number % 2 == 0 { Channel::Counter } else { Channel::Email };
        let id = desk.case(channel, date(2026, 11, 20), &format!("第{number}号材料")).await;
        if number % 3 == 0 {
            desk.withdraw(id, date(2026, 11, 24)).await;
        }
    }
    for (path, before) in counts {
        let after = counting_statements(clerk.get(path)).await.1;
        assert_eq!(after, before, "{path}");
        assert!(after > 0 && after <= 14, "{path} takes {after} statements");
    }
}

#[tokio::test]
async fn an_applicant_is_found_by_a_post_exactly_and_only_in_ones_own_organ() {
    let desk = tuesday().await;
    let who = applicant("欧阳晓燕", "41030319881104002X", "13937951188");
    desk.case_of(desk.street, Channel::Counter, date(2026, 11, 23), "冬季清洁取暖补贴发放说明", who).await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    for typed in [
        "欧阳晓燕",
        " 欧阳晓燕 ",
        "139 3795 1188",
        "+86 13937951188",
        "41030319881104002x",
        "４１０３０３１９８８１１０４００２Ｘ",
        "清洁取暖",
    ] {
        let page = clerk.post("/desk/search", &[("q", typed)]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains("找到 1 项") && page.body.contains("冬季清洁取暖补贴发放说明"),
            "{typed}: {}",
            page.body
        );
    }
    for typed in ["欧阳", "1393795118", "没有这个词", "%", "_"] {
        let page = clerk.post("/desk/search", &[("q", typed)]).await;
        assert!(page.body.contains("没有找到"), "{typed}");
    }
    let number = clerk.post("/desk/search", &[("q", "xg-2026-0002")]).await;
    assert_eq!(number.status, StatusCode::SEE_OTHER);
    assert!(number.to.starts_with("/desk/requests/") && !number.to.contains('?'));
    let elsewhere = desk.site.signed_in("sunh").await.post("/desk/search", &[("q", "欧阳晓燕")]).await;
    assert!(elsewhere.body.contains("没有找到"));
}

#[tokio::test]
async fn unconfirmed_ones_turn_red_after_a_working_day_with_the_safe_date_beside() {
    let desk = Desk::on(date(2026, 11, 20)).await;
    desk.case(Channel::Email, date(2026, 11, 20), "社区养老服务设施名单").await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    for (day, words) in [(20, "11-23 周一 前核对"), (23, "今天要核对"), (24, "没有按时核对")] {
        desk.at(date(2026, 11, day));
        let page = clerk.get("/desk/unconfirmed").await.body;
        assert!(page.contains(words), "on the {day}th: {page}");
        assert!(page.contains("从提交起算 12-18 周五"), "{page}");
        assert_eq!(page.contains("gk-tag--late"), day == 24);
    }
}

#[tokio::test]
async fn the_head_finds_steps_for_consent_in_one_list() {
    let desk = tuesday().await;
    let id = desk.case(Channel::Counter, date(2026, 11, 10), "街道财政专户收支").await;
    desk.assign(id, desk.clerk).await;
    let step =
        StepForm::Amend { amendment: Amendment::ReceivedOn(date(2026, 11, 11)), reason: "签收是 11 日".into() };
    let clerk = desk.actor(desk.clerk, &[Role::Clerk]);
    let case = OnCase { id, seen: None, once: None };
    desk.site.office.propose_step(&clerk, case, step).await.unwrap();
    let mut head = desk.site.signed_in("lijj").await;
    let list = head.get("/desk/to-sign").await.body;
    assert!(
        list.contains("1 项等您签") && list.contains("街道财政专户收支") && list.contains("决定是否更正登记"),
        "{list}"
    );
    assert!(head.get("/desk").await.body.contains("1 项等您处理"));
    let leader = desk.site.signed_in("zhaozy").await.get("/desk/to-sign").await.body;
    assert!(leader.contains("没有等您签的"), "consent is the head's alone (第三十三条第二款)");
    let clerk = desk.site.signed_in("wanglm").await.get("/desk").await.body;
    assert!(!clerk.contains("街道财政专户收支"), "it is no longer the clerk's turn");
}

#[tokio::test]
async fn who_holds_no_office_role_comes_to_their_own_first_page_and_sees_no_case() {
    let desk = tuesday().await;
    for (login, first) in [("ducha", "/desk/inspect"), ("xitong", "/desk/people")] {
        let mut browser = desk.site.signed_in(login).await;
        let start = browser.get("/desk").await;
        assert_eq!((start.status, start.to.as_str()), (StatusCode::SEE_OTHER, first));
        for path in ["/desk/requests", "/desk/done", "/desk/unconfirmed", "/desk/to-sign", "/desk/search"] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{login} {path}");
        }
        assert_eq!(browser.post("/desk/search", &[("q", "张建国")]).await.status, StatusCode::FORBIDDEN);
    }
    let empty = Desk::on(date(2026, 11, 24)).await;
    let page = empty.site.signed_in("wanglm").await.get("/desk").await.body;
    assert!(page.contains("没有待办") && page.contains("看在办"));
}

#[tokio::test]
async fn closed_cases_are_done_and_newest_first() {
    let desk = Desk::on(date(2026, 11, 20)).await;
    let first = desk.case(Channel::Counter, date(2026, 11, 2), "先办结的").await;
    let second = desk.case(Channel::Counter, date(2026, 11, 2), "后办结的").await;
    desk.withdraw(first, date(2026, 11, 20)).await;
    desk.at(date(2026, 11, 24));
    desk.withdraw(second, date(2026, 11, 24)).await;
    let page = desk.site.signed_in("wanglm").await.get("/desk/done").await.body;
    assert_eq!(groups(&page), [("已办结 2 项".to_owned(), vec!["后办结的".to_owned(), "先办结的".to_owned()])]);
}
