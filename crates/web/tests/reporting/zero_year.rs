//! The zero year: an office in which nothing happened confirms it once, and is done.

use crate::office::{Street, act, act_with};
use axum::http::StatusCode;
use gongkai_rules::people::Role;
use gongkai_rules::reporting::{Context, PublicationTable, RemediesTable, Report, RequestsTable, Severity, crossfoot};

#[tokio::test]
async fn a_year_without_a_request_goes_from_nothing_to_published_in_few_steps() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut jing = street.site.signed_in("jing").await;
    let page = jing.get("/desk/reports").await;
    assert!(page.body.contains(&format!("/desk/reports/{year}")), "{}", page.body);
    let page = act(&mut jing, year, "nothing").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = jing.get(&page.to).await;
    assert!(page.body.contains("已确认本年没有发生") && page.body.contains(">送审<"), "{}", page.body);
    street.publishes(year).await;

    let mut resident = street.site.browser();
    let list = resident.get("/o/XGL/reports").await;
    assert!(list.body.contains(&format!("/reports/XGL/{year}")), "{}", list.body);
    let page = resident.get(&format!("/reports/XGL/{year}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for official in
        ["一、总体情况", "本列数据的勾稽关系为", "未经复议直接起诉", "六、其他需要报告的事项", "未收取信息处理费"]
    {
        assert!(page.body.contains(official), "{official} is missing");
    }
    for extension in ["pdf", "docx", "xlsx", "json", "txt"] {
        let file = resident.get(&format!("/reports/XGL/{year}.{extension}")).await;
        assert_eq!(file.status, StatusCode::OK, "{extension}");
    }
    assert_eq!(resident.get(&format!("/reports/XGL/{year}.exe")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(resident.get(&format!("/reports/XGL/{}", year - 1)).await.status, StatusCode::NOT_FOUND);

    let json = resident.get(&format!("/reports/XGL/{year}.json")).await.body;
    let report = Report::from_json(&json).unwrap();
    assert_eq!(report.publication_table(), Some(&PublicationTable::zero()));
    assert_eq!(report.table3, Some(RequestsTable::zero()));
    assert_eq!(report.table4, Some(RemediesTable::zero()));
    assert!(report.title.as_deref().is_some_and(|title| title.contains("西工区西工街道办事处")));
    let errors = crossfoot(&report, None, &Context::default());
    let errors: Vec<_> = errors.iter().filter(|one| one.severity == Severity::Error).collect();
    assert_eq!(errors, Vec::<&_>::new());
    let seed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reports/xigong-2025.json");
    if let Ok(text) = std::fs::read_to_string(&seed) {
        let theirs = Report::from_json(&text).unwrap();
        assert_eq!((theirs.table2, theirs.table3, theirs.table4), (report.table2, report.table3, report.table4));
    }
    assert_eq!(street.differences().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_figure_nobody_entered_stays_empty_and_one_that_is_none_is_told_beside_it() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut jing = street.site.signed_in("jing").await;
    let path = format!("/desk/reports/{year}/figures");
    let page = jing.get(&path).await;
    let version = crate::support::hidden(&page, "version");
    let wrong = [("version", version.as_str()), ("figure.permit.decisions", "十二"), ("source", "台账")];
    let page = jing.post(&path, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("应为非负整数") && page.body.contains("value=\"十二\""), "{}", page.body);
    let page = jing.post(&path, &[("version", &version), ("figure.permit.decisions", "12"), ("source", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("请写明数字的来源"), "{}", page.body);
    let page =
        jing.post(&path, &[("version", &version), ("figure.permit.decisions", "12"), ("source", "执法台账")]).await;
    assert_eq!(page.to, format!("/desk/reports/{year}?done=figures"), "{}", page.body);
    let organ = street.site.office.organs().await.unwrap().into_iter().find(|organ| organ.id == street.organ).unwrap();
    let report = street.site.office.report_now(organ, year).await.unwrap().report;
    let table = report.publication_table().unwrap().clone();
    assert_eq!((table.administrative_permits, table.administrative_penalties), (Some(12), None));
}

#[tokio::test]
async fn whoever_wrote_in_a_report_cannot_approve_it_and_a_return_comes_with_words() {
    let street = Street::new().await;
    let year = street.last_year();
    street.site.person(street.organ, "liang", &[Role::Clerk, Role::Reviewer]).await;
    let mut liang = street.site.signed_in("liang").await;
    let mut shen = street.site.signed_in("shen").await;
    assert_eq!(act(&mut liang, year, "nothing").await.status, StatusCode::SEE_OTHER);
    assert_eq!(act(&mut liang, year, "send").await.status, StatusCode::SEE_OTHER);
    assert_eq!(act(&mut liang, year, "approve").await.status, StatusCode::FORBIDDEN, "one's own draft");
    assert_eq!(act(&mut shen, year, "publish").await.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody approved it");
    let page = act_with(&mut shen, year, "return", &[("comment", "")]).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains("请写明要改什么"), "{}", page.body);
    let page = act_with(&mut shen, year, "return", &[("comment", "第五部分写具体些")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(liang.get(&format!("/desk/reports/{year}")).await.body.contains("第五部分写具体些"));
    let this_year = year + 1;
    assert_eq!(act(&mut liang, this_year, "nothing").await.status, StatusCode::SEE_OTHER);
    let page = act(&mut liang, this_year, "send").await;
    assert!(page.body.contains("还没有结束"), "{}", page.body);
    assert_eq!(liang.get(&format!("/desk/reports/{}", year + 2)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_next_year_is_offered_last_years_problems_to_answer() {
    let street = Street::new().await;
    let year = street.last_year();
    let mut jing = street.site.signed_in("jing").await;
    assert_eq!(act(&mut jing, year - 1, "nothing").await.status, StatusCode::SEE_OTHER);
    street.publishes(year - 1).await;
    assert_eq!(act(&mut jing, year, "nothing").await.status, StatusCode::SEE_OTHER);
    let page = act(&mut jing, year, "send").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the problems of last year want an answer");
    let path = format!("/desk/reports/{year}/text");
    let page = jing.get(&path).await;
    assert!(page.body.contains("上年的问题："), "{}", page.body);
    let mut fields = vec![("version".to_owned(), crate::support::hidden(&page, "version"))];
    for place in 0..page.body.matches("上年的问题：").count() {
        fields.push((format!("answer.{place}"), format!("已经安排第{place}次集中培训，工作人员都参加了")));
    }
    for piece in page.body.split("<textarea ").skip(1).filter(|piece| piece.contains("name=\"text.")) {
        let name = piece.split_once("name=\"").unwrap().1.split('"').next().unwrap();
        let text = piece.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
        let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#38;", "&");
        fields.push((name.to_owned(), text));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let page = jing.post(&path, &fields).await;
    assert_eq!(page.to, format!("/desk/reports/{year}?done=text"), "{}", page.body);
    street.publishes(year).await;
    let public = street.site.browser().get(&format!("/reports/XGL/{year}")).await.body;
    assert!(public.contains("集中培训") && !public.contains("待填"), "{public}");
}
