//! The register through the page: preview, all or nothing, cells that open onto their cases, the same columns back.

use crate::office::{Street, book, upload};
use crate::support::hidden;
use axum::http::StatusCode;
use gongkai_documents::sheets::{Limits, register, write_register};
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::register::RegisterRow;
use gongkai_rules::reporting::{Block, Column, Report, RequestsTable, Row, Standing, count};

async fn report_of(street: &Street, year: i16) -> Report {
    let organ = street.site.office.organs().await.unwrap().into_iter().find(|organ| organ.id == street.organ).unwrap();
    street.site.office.report_now(organ, year).await.unwrap().report
}

/// 第四十五条: requests are registered, and the register agrees with the cases.
#[tokio::test]
async fn a_register_comes_in_whole_counts_as_its_rows_do_and_goes_out_the_same() {
    let street = Street::new().await;
    let year = street.last_year();
    let rows = book(year, 130);
    let mut jing = street.site.signed_in("jing").await;
    let file = write_register(&rows, &[]).unwrap();
    let page = upload(&mut jing, "/desk/register/preview", &[("year", &year.to_string())], &file).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("新增 130 件") && page.body.contains("导入这 130 件"), "{}", page.body);
    assert!(!page.body.contains("赵某"), "the preview shows no applicant");
    let (once, packed) = (hidden(&page, "once"), hidden(&page, "packed"));
    let fields = [("once", once.as_str()), ("year", &year.to_string()), ("packed", &packed), ("titles", "yes")];
    let page = jing.post("/desk/register", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let again = jing.post("/desk/register", &fields).await;
    assert_eq!(again.to, page.to, "a double click imports once");

    let facts: Vec<_> = rows.iter().map(RegisterRow::facts).collect();
    let report = report_of(&street, year).await;
    let (requests, remedies) = count(year, &facts);
    assert_eq!((report.table3, report.table4), (Some(requests), Some(remedies)));
    let open = rows.iter().filter(|row| row.reply.is_none()).count();
    let list = jing.get("/desk/requests").await;
    assert!(open > 10 && list.body.contains(&format!("旧-{year}-004")), "open rows are on the worklist");

    let exported = street.site.office.export_register(&Actor::System, street.organ, year).await.unwrap();
    let mut back = register(&exported, &Limits::default()).unwrap();
    assert_eq!(back.problems, Vec::new());
    back.rows.iter_mut().for_each(|row| row.line = 0);
    let (mut sent, mut back) = (rows.clone(), back.rows);
    for list in [&mut sent, &mut back] {
        list.sort_by(|a, b| a.number.cmp(&b.number));
    }
    assert!(sent == back, "the same columns back");
}

#[tokio::test]
async fn every_figure_opens_onto_as_many_cases_and_no_applicant() {
    let street = Street::new().await;
    let year = street.last_year();
    street.takes_in(year, &book(year, 46)).await;
    let report = report_of(&street, year).await;
    let mut jing = street.site.signed_in("jing").await;
    let (three, four) = (report.table3.unwrap(), report.table4.unwrap());
    let mut cells: Vec<(String, u64)> = Vec::new();
    for row in Row::PRINTED {
        let figure =
            |column: Column| (format!("requests?cell={}.{}", row.id(), column.id()), three.get(row, column).unwrap());
        cells.extend([Column::NaturalPerson, Column::Company, Column::Total].map(figure));
    }
    for block in Block::ALL {
        let figure = |standing: Standing| {
            (format!("remedies?cell={}.{}", block.id(), standing.id()), four.get(block, standing).unwrap())
        };
        cells.extend(Standing::ALL.map(figure));
    }
    cells.retain(|(_, figure)| *figure > 0);
    assert!(cells.len() > 40, "{}", cells.len());
    for (path, figure) in cells {
        let page = jing.get(&format!("/desk/reports/{year}/{path}")).await;
        let drill = page.body.split_once("id=\"cases\"").unwrap().1.split_once("</section>").unwrap().0;
        assert_eq!(drill.matches("href=\"/desk/requests/").count() as u64, figure, "{path}");
        // Identifiers stand in addresses and may hold any digits; what is read stands outside the quotes.
        let read: String = drill.split('"').step_by(2).collect();
        assert!(!read.contains("赵某") && !read.contains("138"), "{path}");
    }
}

#[tokio::test]
async fn one_mistake_stops_all_and_every_mistake_is_told_with_row_and_column() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut rows = book(year, 12);
    rows[3].number = rows[2].number.clone();
    rows[5].clarification_received_on = Some(rows[5].received_on);
    let mut jing = street.site.signed_in("jing").await;
    let file = write_register(&rows, &[]).unwrap();
    let page = upload(&mut jing, "/desk/register/preview", &[("year", &year.to_string())], &file).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("第5行") && page.body.contains("重复"), "{}", page.body);
    assert!(page.body.contains("第7行") && page.body.contains("补正告知日期"), "{}", page.body);
    let forced = street.site.office.import_register(&Actor::System, street.organ, None, file, year, false).await;
    assert!(forced.is_err());
    assert_eq!(report_of(&street, year).await.table3, Some(RequestsTable::zero()), "nothing came in");
    let page = upload(&mut jing, "/desk/register/preview", &[("year", &year.to_string())], b"no workbook").await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains("XLSX"), "{}", page.body);
}

#[tokio::test]
async fn a_known_number_is_the_same_case_and_gains_only_what_came_later() {
    let street = Street::new().await;
    let year = street.last_year();
    let rows = book(year, 20);
    street.takes_in(year, &rows).await;
    let mut later = rows.clone();
    let reply = rows[0].reply.unwrap();
    later[4].reply = Some(gongkai_rules::reporting::register::Reply { on: last_day(year), ..reply });
    street.takes_in(year, &later).await;
    let facts: Vec<_> = later.iter().map(RegisterRow::facts).collect();
    assert_eq!(report_of(&street, year).await.table3, Some(count(year, &facts).0));
    // A recorded fact is put right by a correction of the record, never by a register.
    later[0].reply = None;
    later[0].letter_number = None;
    later[1].received_on = later[1].received_on.yesterday().unwrap();
    let file = write_register(&later, &[]).unwrap();
    let preview = street.site.office.preview_register(street.organ, file, year).await.unwrap();
    let told: Vec<String> = preview.problems.iter().map(ToString::to_string).collect();
    assert!(told.len() == 2 && told[0].contains("已经办结") && told[1].contains("更正登记"), "{told:?}");
}

/// The last day of a year.
fn last_day(year: i16) -> jiff::civil::Date {
    jiff::civil::date(year, 12, 31)
}
