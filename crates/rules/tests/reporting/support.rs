//! A sound report of an invented department, year by year, whose tables are counted from invented cases.

use gongkai_rules::outcomes::{ApplicantKind, Outcome};
use gongkai_rules::reporting::exchange::{Period, Table2};
use gongkai_rules::reporting::{
    Block, CaseFacts, Column, DocumentCounts, Level, PublicationTable, RemedyFacts, RemedyResult, Report, Row, Section,
    SectionId, count,
};
use jiff::ToSpan;
use jiff::civil::date;

/// Invented cases over 2023 to 2026, of every outcome and every kind, some carried over each turn of the year.
pub fn cases() -> Vec<CaseFacts> {
    let outcomes: Vec<Outcome> = Row::leaves().filter_map(Row::outcome).collect();
    let kinds: Vec<ApplicantKind> = Column::KINDS.into_iter().filter_map(Column::applicant_kind).collect();
    let start = date(2023, 1, 3);
    (0..300usize)
        .map(|i| {
            let received_on = start.checked_add((4 * i as i64).days()).unwrap();
            let answered_on = received_on.checked_add((9 + 5 * (i as i64 % 5)).days()).unwrap();
            let remedy = RemedyFacts {
                block: Block::ALL[i % 3],
                received_on: answered_on.checked_add(40.days()).unwrap(),
                ended: Some((answered_on.checked_add(160.days()).unwrap(), RemedyResult::Upheld)),
            };
            CaseFacts {
                applicant_kind: kinds[(i * i) % kinds.len()],
                received_on: Some(received_on),
                closed: Some((answered_on, outcomes[(i * 5) % outcomes.len()])),
                remedies: if i % 20 == 7 { vec![remedy] } else { Vec::new() },
            }
        })
        .collect()
}

/// Invented figures of table two that go on from year to year.
pub fn publication(year: i16) -> PublicationTable {
    let in_force = 21 + 3 * u64::try_from(year - 2023).unwrap();
    PublicationTable {
        government_rules: DocumentCounts { issued_count: Some(0), repealed_count: Some(0), in_force_count: Some(0) },
        normative_documents: DocumentCounts {
            issued_count: Some(5),
            repealed_count: Some(2),
            in_force_count: Some(in_force),
        },
        administrative_permits: Some(31),
        administrative_penalties: Some(4),
        coercive_measures: Some(0),
        administrative_fees: "12.5".parse().ok(),
    }
}

fn texts(year: i16) -> Vec<(SectionId, String)> {
    let last = year - 1;
    vec![
        (
            SectionId::Preamble,
            format!(
                "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为{year}年1月1日至{year}年12月31日。联系电话：0379-00000000。"
            ),
        ),
        (SectionId::Overview, format!("{year}年，本局认真落实条例，工作平稳。")),
        (SectionId::OverviewProactive, "按规定公布机构职能和办事指南。".to_owned()),
        (
            SectionId::OverviewRequests,
            "依法受理并答复申请，各类情形见第三部分，编号从1起，行政复议和行政诉讼情况见第四部分。".to_owned(),
        ),
        (SectionId::OverviewManagement, "发布前逐件审查。".to_owned()),
        (SectionId::OverviewPlatform, "网站专栏按月检查。".to_owned()),
        (SectionId::OverviewSupervision, "开展工作考核和社会评议，未发生责任追究。".to_owned()),
        (SectionId::PublicationTable, String::new()),
        (SectionId::RequestsTable, String::new()),
        (SectionId::RemediesTable, String::new()),
        (
            SectionId::Problems,
            match year % 2 {
                0 => format!(
                    "{last}年报告指出的台账不全已整改。今年的问题是答复文书不够规范，下一步统一模板并逐件复核，安排专人负责。"
                ),
                _ => format!(
                    "上年所列文书问题已改进。今年仍有更新不及时的不足，措施是每周抽查栏目、通报超期，并把结果与考核挂钩（{last}）。"
                ),
            },
        ),
        (SectionId::OtherMatters, "本年度发出的收费通知均未缴纳，没有收取信息处理费。".to_owned()),
    ]
}

/// The report of a year: nothing in it is wrong, so that a test breaks exactly one thing.
pub fn sound(year: i16) -> Report {
    let (requests, remedies) = count(year, cases());
    let mut report = Report::draft("青石区民政局", Some(Level::Department), year);
    report.published = Some(date(year + 1, 1, 20));
    report.period = Period::of_year(year);
    report.table2 = Some(Table2::Form2021(publication(year)));
    report.table3 = Some(requests);
    report.table4 = Some(remedies);
    let section = |(id, text): (SectionId, String)| Section {
        id,
        title: Some(id.title().to_owned()).filter(|title| !title.is_empty()),
        text,
        place: None,
    };
    report.sections = texts(year).into_iter().map(section).collect();
    report
}
