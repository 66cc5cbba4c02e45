//! What stands behind a figure can be taken away; the checks say how they stand; a correction that is being drafted takes
//! nothing from what is published.

use crate::office::{Street, act, act_with, book};
use axum::http::StatusCode;
use gongkai_documents::sheets::{Limits, register};
use gongkai_office::register::SheetFormat;
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::reporting::register::{Head, Remedy};
use gongkai_rules::reporting::{Cell, Column, RemedyResult, Report, Row};
use jiff::civil::date;

/// The part of a page that lists the cases behind a figure.
fn drill(body: &str) -> &str {
    body.split_once("id=\"cases\"").unwrap().1.split_once("</section>").unwrap().0
}

/// The numbers of the cases listed there.
fn listed(drill: &str) -> Vec<String> {
    let links = drill.split("<a href=\"/desk/requests/").skip(1);
    links.map(|link| link.split_once('>').unwrap().1.split_once('<').unwrap().0.to_owned()).collect()
}

#[tokio::test]
async fn exactly_the_cases_behind_a_figure_are_exported_and_the_act_is_audited() {
    let street = Street::new().await;
    let year = street.last_year();
    street.takes_in(year, &book(year, 46)).await;
    let mut jing = street.site.signed_in("jing").await;
    for key in ["new.total", "granted.total", "carried_out.total", "new.natural_person"] {
        let page = jing.get(&format!("/desk/reports/{year}/requests?cell={key}")).await;
        let numbers = listed(drill(&page.body));
        assert!(!numbers.is_empty(), "{key}");
        assert!(drill(&page.body).contains(&format!("导出这 {} 件", numbers.len())), "{}", page.body);
        let path = format!("/desk/reports/{year}/export");
        let file = jing.post(&path, &[("cell", key), ("edition", "1"), ("format", "csv")]).await;
        assert_eq!(file.status, StatusCode::OK);
        let mut lines = file.body.lines();
        let heads: Vec<String> = Head::ALL.into_iter().map(|head| format!("\"{}\"", head.label())).collect();
        assert_eq!(lines.next().unwrap().trim_start_matches('\u{feff}'), heads.join(","));
        let told: Vec<String> = lines.map(|line| line.split('"').nth(1).unwrap().to_owned()).collect();
        assert_eq!(told, numbers, "{key}: in the order of the list");
    }
    let mut inside = street.site.office.db().read().await.unwrap();
    let rows = gongkai_storage::audit::of_subject(&mut inside, street.organ.0, "import_register").await.unwrap();
    let exported = rows.iter().filter(|row| row.detail.contains("cases exported as csv")).count();
    assert_eq!(exported, 4, "each with its audit row");
}

#[tokio::test]
async fn the_exported_workbook_is_a_register_and_says_what_its_columns_cannot_hold() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut rows = book(year, 20);
    let ended = |month| Some((date(year, month, 20), RemedyResult::Upheld));
    rows[0].reconsideration = Some(Remedy { received_on: date(year, 3, 2), ended: ended(4) });
    street.takes_in(year, &rows).await;
    // A second reconsideration of the same case, which a row has no room for.
    let mut inside = street.site.office.db().read().await.unwrap();
    let cases = gongkai_storage::requests::of_organ(&mut inside, street.organ).await.unwrap();
    drop(inside);
    let case = cases.iter().find(|case| case.number == format!("旧-{year}-000")).unwrap().id;
    let on = gongkai_office::requests::OnCase { id: case, seen: None, once: None };
    let again = gongkai_rules::events::RemedyKind::Reconsideration;
    let office = &street.site.office;
    office.open_remedy(&Actor::System, on, again, false, date(year, 6, 2), "市人民政府".into()).await.unwrap();

    let cell = Cell::Requests(Row::NewlyReceived, Column::Total);
    let of = (street.organ, year, None);
    let file = office.export_figure(&Actor::System, of, cell, SheetFormat::Xlsx).await.unwrap();
    let back = register(&file, &Limits::default()).unwrap();
    assert_eq!((back.problems.len(), back.ignored.len(), back.rows.len()), (0, 0, 20));
    let first = back.rows.iter().find(|row| row.number == rows[0].number).unwrap();
    assert_eq!(first.reconsideration, rows[0].reconsideration, "the first of them stands in the row");
    assert_eq!(first.note, None, "the columns come back as they went in");
    let text = office.export_figure(&Actor::System, of, cell, SheetFormat::Csv).await.unwrap();
    assert!(String::from_utf8(text).unwrap().contains("另有行政复议1件，台账每件只列第一件"));
}

#[tokio::test]
async fn whoever_may_not_export_the_register_is_offered_no_export_and_refused() {
    let street = Street::new().await;
    let year = street.last_year();
    street.takes_in(year, &book(year, 5)).await;
    street.site.person(street.organ, "li", &[Role::Reviewer]).await;
    let mut li = street.site.signed_in("li").await;
    let page = li.get(&format!("/desk/reports/{year}/requests?cell=new.total")).await;
    assert!(page.body.contains("：5 件") && !page.body.contains("导出这"), "{}", page.body);
    let fields = [("cell", "new.total"), ("edition", "1"), ("format", "xlsx")];
    assert_eq!(li.post(&format!("/desk/reports/{year}/export"), &fields).await.status, StatusCode::FORBIDDEN);
    let mut jing = street.site.signed_in("jing").await;
    for bad in [[("cell", "new.nobody"), ("format", "xlsx")], [("cell", "new.total"), ("format", "exe")]] {
        let page = jing.post(&format!("/desk/reports/{year}/export"), &bad).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{bad:?}");
    }
}

/// The states of the checks on a page, in their order.
fn states(body: &str) -> Vec<String> {
    let lines = body.split("class=\"gk-checks__state\">").skip(1);
    let words = |line: &str| {
        let tag = line.split_once("</span></span>").map_or(line, |(tag, _)| tag);
        let known = ["不成立", "成立", "提醒", "无法判断"];
        known.into_iter().find(|word| tag.contains(word)).unwrap_or(tag).to_owned()
    };
    lines.map(words).collect()
}

#[tokio::test]
async fn a_check_holds_or_fails_or_warns_or_cannot_be_judged() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut jing = street.site.signed_in("jing").await;
    let page = jing.get(&format!("/desk/reports/{year}")).await.body;
    // Nothing is entered, and there is no report of the year before to compare with.
    assert_eq!(states(&page)[..5], ["成立", "成立", "无法判断", "成立", "提醒"], "{page}");
    assert!(page.contains(&format!("没有{}年度的报告可以对照", year - 1)), "{page}");
    let mut before = Report::draft("西工区西工街道办事处", None, year - 1);
    let carried = before.table3.as_mut().unwrap();
    carried.set(Row::CarriedOut, Column::Company, Some(1));
    carried.set(Row::CarriedOut, Column::Total, Some(0));
    street.site.office.import_report(&Actor::System, street.organ, before.clone()).await.unwrap();
    let page = jing.get(&format!("/desk/reports/{year}/requests")).await.body;
    assert_eq!(states(&page)[2], "提醒", "one column differs, the total does not: {page}");
    before.table3.as_mut().unwrap().set(Row::CarriedOut, Column::Total, Some(3));
    street.site.office.import_report(&Actor::System, street.organ, before).await.unwrap();
    let page = jing.get(&format!("/desk/reports/{year}/requests")).await.body;
    assert_eq!(states(&page)[2], "不成立", "{page}");
}

#[tokio::test]
async fn a_report_stays_published_while_its_correction_is_drafted() {
    let street = Street::new().await;
    let year = street.last_year();
    let district = street.site.office.organs().await.unwrap().into_iter().find(|one| one.code == "XG").unwrap().id;
    street.site.person(district, "ducha", &[Role::Inspector]).await;
    let (mut ducha, mut jing) = (street.site.signed_in("ducha").await, street.site.signed_in("jing").await);
    let mut inspected = async || {
        let page = ducha.get("/desk/inspect").await.body;
        page.split("<th scope=\"row\"").find(|row| row.contains("西工街道")).unwrap().to_owned()
    };
    assert!(inspected().await.contains("未开始"));
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    assert!(inspected().await.contains("起草中"));
    assert_eq!(act(&mut jing, year, "send").await.status, StatusCode::SEE_OTHER);
    assert!(inspected().await.contains("审核中"));
    let mut shen = street.site.signed_in("shen").await;
    assert_eq!(act_with(&mut shen, year, "return", &[("comment", "写明联系电话")]).await.status, StatusCode::SEE_OTHER);
    assert!(inspected().await.contains("退回修改"));
    assert_eq!(act(&mut jing, year, "send").await.status, StatusCode::SEE_OTHER);
    assert_eq!(act(&mut shen, year, "approve").await.status, StatusCode::SEE_OTHER);
    assert!(inspected().await.contains("待公布"));
    assert_eq!(act(&mut shen, year, "publish").await.status, StatusCode::SEE_OTHER);
    let row = inspected().await;
    assert!(row.contains("已公布") && !row.contains("更正"), "{row}");
    let reason = [("reason", "补登一件")];
    assert_eq!(act_with(&mut jing, year, "correct", &reason).await.status, StatusCode::SEE_OTHER);
    assert!(inspected().await.contains("更正版起草中"), "{}", inspected().await);
    let list = jing.get("/desk/reports").await.body;
    assert!(list.contains("已公布（更正版起草中）") && list.contains("公众看到的是第 1 版"), "{list}");
    let public = street.site.browser().get(&format!("/reports/XGL/{year}")).await;
    assert_eq!(public.status, StatusCode::OK);
}
