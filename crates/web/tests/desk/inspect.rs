//! The inspector sees figures and lists of own and child organs, and nothing of a person.

use crate::office::{Desk, applicant};
use axum::http::StatusCode;
use gongkai_rules::outcomes::Channel;
use jiff::civil::date;

async fn district() -> Desk {
    let desk = Desk::on(date(2026, 11, 24)).await;
    desk.case(Channel::Counter, date(2026, 10, 20), "社区公开栏更新情况").await;
    desk.case(Channel::Counter, date(2026, 11, 20), "唐宫西路改造资金明细").await;
    desk.case(Channel::Web, date(2026, 11, 18), "").await;
    desk.case(Channel::Fax, date(2026, 11, 23), "昨天传真来的").await;
    let who = applicant("孙立新", "", "");
    let closed = desk.case_of(desk.street, Channel::Counter, date(2026, 9, 1), "已经撤回的", who.clone()).await;
    desk.withdraw(closed, date(2026, 11, 24)).await;
    desk.case_of(desk.sibling, Channel::Counter, date(2026, 11, 23), "王城路的停车规划", who).await;
    desk
}

/// The three figures of an organ's row.
fn figures(body: &str, organ: &str) -> Vec<u32> {
    let row = body
        .split("<th scope=\"row\"")
        .skip(1)
        .find(|row| row.contains(organ))
        .unwrap_or_else(|| panic!("no {organ} in {body}"));
    let cells = row.split("<td").skip(1).take(3);
    let digits = |cell: &str| {
        let text = cell.split_once('>').unwrap().1;
        let text = text.split_once("<a ").map_or(text, |(_, link)| link.split_once('>').unwrap().1);
        text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    cells.map(digits).collect()
}

/// 第四十七条: 督促检查 over the organs below.
#[tokio::test]
async fn each_figure_opens_a_list_as_long_as_itself() {
    let desk = district().await;
    let mut inspector = desk.site.signed_in("ducha").await;
    let page = inspector.get("/desk/inspect").await.body;
    assert!(page.contains("3 个机关，在办 5 件，逾期 1 件，超过一个工作日未确认 1 件"), "{page}");
    assert_eq!(figures(&page, "西工街道办事处"), [4, 1, 1]);
    assert_eq!(figures(&page, "王城路街道办事处"), [1, 0, 0]);
    assert_eq!(figures(&page, "洛阳市西工区人民政府"), [0, 0, 0]);
    for (list, length, title) in
        [("open", 4, "唐宫西路改造资金明细"), ("late", 1, "社区公开栏更新情况"), ("unconfirmed", 1, "（标题未定）")]
    {
        let shown = inspector.get(&format!("/desk/inspect/XG/{list}")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert_eq!(shown.body.matches("gk-work__title").count(), length, "{list}");
        assert!(shown.body.contains(title));
        assert!(
            !shown.body.contains("张*国") && !shown.body.contains("/desk/requests/"),
            "no person, no way into the case"
        );
    }
    assert!(inspector.get("/desk/inspect/WC/late").await.body.contains("没有逾期的申请"));
}

#[tokio::test]
async fn an_organ_that_is_not_below_does_not_exist() {
    let desk = district().await;
    let mut inspector = desk.site.signed_in("xcjd").await;
    let page = inspector.get("/desk/inspect").await.body;
    assert!(page.contains("1 个机关") && !page.contains("王城路"));
    for path in ["/desk/inspect/WC/open", "/desk/inspect/XGQ/open", "/desk/inspect/NONE/open", "/desk/inspect/XG/all"] {
        assert_eq!(inspector.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let mut clerk = desk.site.signed_in("wanglm").await;
    assert_eq!(clerk.get("/desk/inspect").await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.get("/desk/inspect/XG/open").await.status, StatusCode::FORBIDDEN);
}
