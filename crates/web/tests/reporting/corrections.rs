//! Time and mistakes: a published report is frozen; what is recorded later is listed and offered as a correction; the
//! next year follows the edition in force.

use crate::office::{Street, act, act_with, book};
use axum::http::StatusCode;
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::register::Reply;
use gongkai_rules::reporting::{Column, Report, Row};
use gongkai_storage::reports;
use jiff::civil::date;

async fn total(street: &Street, year: i16, row: Row) -> u64 {
    let organ = street.site.office.organs().await.unwrap().into_iter().find(|organ| organ.id == street.organ).unwrap();
    let report = street.site.office.report_now(organ, year).await.unwrap().report;
    report.table3.unwrap().get(row, Column::Total).unwrap()
}

#[tokio::test]
async fn a_late_entry_is_listed_and_offered_as_a_correction_and_the_next_year_follows_the_edition_in_force() {
    let street = Street::new().await;
    let year = street.last_year() - 1;
    let rows = book(year, 30);
    let open = rows.iter().filter(|row| row.reply.is_none()).count() as u64;
    street.takes_in(year, &rows).await;
    let mut jing = street.site.signed_in("jing").await;
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    let mut resident = street.site.browser();
    let lists = ["/reports", "/o/XGL/reports"];
    let address = format!("href=\"/reports/XGL/{year}\"");
    for list in lists {
        assert!(!resident.get(list).await.body.contains(&address), "{list}: nothing is out yet");
    }
    street.publishes(year).await;
    for list in lists {
        assert!(resident.get(list).await.body.contains(&address), "{list}: out at once");
    }
    assert!(!resident.get(&format!("/reports/XGL/{year}")).await.body.contains("更正说明"));
    let first = resident.get(&format!("/reports/XGL/{year}.json")).await.body;
    assert_eq!(total(&street, year + 1, Row::CarriedIn).await, open);

    let mut late = rows.clone();
    late[4].reply = Some(Reply { on: date(year, 12, 30), ..rows[0].reply.unwrap() });
    street.takes_in(year, &late).await;
    assert_eq!(resident.get(&format!("/reports/XGL/{year}.json")).await.body, first, "what is published stays");
    let page = jing.get(&format!("/desk/reports/{year}")).await.body;
    let listed = page.split_once("id=\"late\"").unwrap().1;
    assert!(listed.contains(&format!("旧-{year}-004")) && listed.contains("答复（台账导入）"), "{listed}");
    assert!(listed.contains("四、结转下年度继续办理 × 法律服务机构 −1"), "{listed}");
    assert_eq!(total(&street, year + 1, Row::CarriedIn).await, open, "follows what is published");
    assert_eq!(total(&street, year + 1, Row::Total).await, 1, "and what it carried out is handled in the next year");
    assert_eq!(street.differences().await, Vec::<String>::new());

    assert_eq!(act_with(&mut jing, year, "correct", &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = act_with(&mut jing, year, "correct", &[("reason", "补登一件漏登的答复")]).await;
    assert_eq!(page.to, format!("/desk/reports/{year}?done=correct"), "{}", page.body);
    assert_eq!(total(&street, year, Row::CarriedOut).await, open, "the edition in force until the correction is out");
    // The text still tells the old figures: the checks refuse it until it is worded anew.
    let page = act(&mut jing, year, "send").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    street.publishes(year).await;
    assert_eq!(total(&street, year, Row::CarriedOut).await, open - 1);
    assert_eq!(total(&street, year + 1, Row::CarriedIn).await, open - 1, "column by column with the new edition");
    assert_eq!(total(&street, year + 1, Row::Total).await, 0);
    let page = resident.get(&format!("/reports/XGL/{year}")).await.body;
    assert!(page.contains("更正说明") && page.contains("补登一件漏登的答复"), "{page}");
    assert!(page.contains(&format!("由 {open} 改为 {}", open - 1)), "{page}");
    let old = resident.get(&format!("/reports/XGL/{year}.json?edition=1")).await.body;
    assert_eq!(old, first, "the first edition stays reachable");
    let page = jing.get(&format!("/desk/reports/{year}")).await.body;
    assert!(!page.contains("id=\"late\""), "nothing is left to add");
    assert_eq!(street.differences().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_report_sent_to_review_must_go_there_again_when_a_case_counts_otherwise() {
    let street = Street::new().await;
    let year = street.last_year();
    let rows = book(year, 6);
    street.takes_in(year, &rows).await;
    let (mut jing, mut shen) = (street.site.signed_in("jing").await, street.site.signed_in("shen").await);
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    assert_eq!(act(&mut jing, year, "send").await.status, StatusCode::SEE_OTHER);
    street.takes_in(year, &book(year, 8)[6..]).await;
    let page = act(&mut shen, year, "approve").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("请重新送审"), "{}", page.body);
}

#[tokio::test]
async fn a_recount_names_the_cell_that_was_changed_by_hand() {
    let street = Street::new().await;
    let year = street.last_year();
    street.takes_in(year, &book(year, 10)).await;
    let mut jing = street.site.signed_in("jing").await;
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    street.publishes(year).await;
    assert_eq!(street.differences().await, Vec::<String>::new());
    let organ = street.organ;
    let changed = street.site.office.db().write(Box::new(move |tx| {
        Box::pin(async move {
            let mut stored = reports::in_force(tx, organ, year).await?.unwrap();
            let mut report = Report::from_json(&stored.report).unwrap();
            let table = report.table3.as_mut().unwrap();
            table.set(Row::NewlyReceived, Column::Total, Some(99));
            stored.report = report.to_json();
            let version = stored.edition.version;
            reports::save(tx, &stored, version).await
        })
    }));
    changed.await.unwrap();
    let found = street.differences().await;
    assert!(found.len() == 1 && found[0].contains("“99”") && found[0].contains("“10”"), "{found:?}");
}

#[tokio::test]
async fn last_years_report_from_elsewhere_is_compared_with_and_its_year_is_not_drafted_here() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut before = Report::draft("西工区西工街道办事处", None, year - 1);
    before.table3.as_mut().unwrap().set(Row::CarriedOut, Column::Total, Some(2));
    street.site.office.import_report(&Actor::System, street.organ, before.clone()).await.unwrap();
    assert!(street.site.office.import_report(&Actor::System, street.organ, before).await.is_err(), "once is enough");
    let mut jing = street.site.signed_in("jing").await;
    let page = jing.get(&format!("/desk/reports/{year}/requests")).await.body;
    assert!(page.contains("不成立") && page.contains("本表 0 件，上年报告 2 件"), "{page}");
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    assert_eq!(act(&mut jing, year, "send").await.status, StatusCode::UNPROCESSABLE_ENTITY, "an error must be mended");
    assert_eq!(street.differences().await, Vec::<String>::new());
}
