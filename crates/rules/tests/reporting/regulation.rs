//! The articles on the report itself: by when and by whom (第四十九条), what it holds (第五十条), and the remedies whose
//! cases it counts (第五十一条).

use crate::support::sound;
use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::{ClockEvent, ClockEventKind, clock};
use gongkai_rules::editions::{Edition, ReportCommand, ReportRefused, Stage};
use gongkai_rules::events::report::ReportEvent;
use gongkai_rules::ids::{OrganId, PersonId, ReportId};
use gongkai_rules::outcomes::{ApplicantKind, Outcome};
use gongkai_rules::reporting::crossfoot::last_day;
use gongkai_rules::reporting::{
    Block, CaseFacts, Context, Level, RemedyFacts, RemedyResult, Report, SectionId, Severity, Standing, count,
    crossfoot,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

/// Departments by 31 January, governments by 31 March of the next year, the day itself included (第四十九条).
#[test]
fn a_department_publishes_by_january_and_a_government_by_march() {
    for year in 2019..=2026 {
        assert_eq!(last_day(Level::Department, year, None), Some(date(year + 1, 1, 31)));
        for level in [Level::County, Level::City, Level::Province] {
            assert_eq!(last_day(level, year, None), Some(date(year + 1, 3, 31)), "{level:?}");
        }
    }
    // A local notice may set an earlier day for those the article does not name, and for nobody else.
    let notice = Some(date(2026, 1, 20));
    assert_eq!(last_day(Level::Subdistrict, 2025, notice), notice);
    assert_eq!(last_day(Level::Department, 2025, notice), Some(date(2026, 1, 31)));
}

/// The report is of the year before (第四十九条): no day of the year itself sends it out, the first of the next does.
#[test]
fn no_report_goes_out_before_its_year_is_over() {
    let draft = Edition {
        id: ReportId(Uuid::from_u128(1)),
        organ: OrganId(Uuid::from_u128(2)),
        year: 2025,
        number: 1,
        corrects: None,
        reason: String::new(),
        version: 1,
        figures: None,
        text: None,
        authors: Vec::new(),
        stage: Stage::Draft,
    };
    let send = || ReportCommand::Send { hash: "a".into(), offered: Vec::new(), errors: 0 };
    let over = date(2026, 1, 1);
    for day in [date(2025, 1, 1), date(2025, 12, 31)] {
        assert_eq!(draft.decide(send(), day), Err(ReportRefused::YearNotOver(2025)));
    }
    assert!(matches!(draft.decide(send(), over), Ok(ReportEvent::SentToReview { .. })));
    let by = Some(PersonId(Uuid::from_u128(3)));
    let approved = Edition { stage: Stage::Approved { hash: "a".into(), by, on: over }, ..draft };
    let publish = || ReportCommand::Publish { hash: "a".into(), errors: 0, follows: None };
    assert_eq!(approved.decide(publish(), date(2025, 12, 31)), Err(ReportRefused::YearNotOver(2025)));
    assert!(matches!(approved.decide(publish(), over), Ok(ReportEvent::Published { .. })));
}

fn heavy(report: &Report) -> Vec<String> {
    let found = crossfoot(report, None, &Context::default()).into_iter();
    found.filter(|one| one.severity != Severity::Hint).map(|one| one.rule).collect()
}

fn without(id: SectionId) -> Report {
    let mut report = sound(2025);
    report.sections.retain(|section| section.id != id);
    report
}

/// Each of the five contents that 第五十条 asks for is missed where it is left out: 主动公开, 收到和处理申请, 复议和诉讼,
/// of a government 考核、评议、追责, 问题和改进.
#[test]
fn a_report_misses_each_content_that_the_article_asks_for() {
    assert_eq!(heavy(&sound(2025)), [] as [String; 0]);
    for (what, report) in [
        ("（一）", Report { table2: None, ..sound(2025) }),
        ("（二）", Report { table3: None, ..sound(2025) }),
        ("（三）", Report { table4: None, ..sound(2025) }),
        ("（五）", without(SectionId::Problems)),
        ("其他", without(SectionId::OtherMatters)),
    ] {
        let found = heavy(&report);
        assert!(found.iter().any(|rule| rule == "R1.1" || rule == "R1.4"), "{what}: {found:?}");
    }
    let silent = |level| {
        let mut report = without(SectionId::OverviewSupervision);
        report.level = Some(level);
        heavy(&report).contains(&"R9.2".to_owned())
    };
    assert!(silent(Level::County) && silent(Level::Town), "（四） binds 各级人民政府");
    assert!(!silent(Level::Department) && !silent(Level::Subdistrict), "and nobody else");
}

fn disputed(block: Block, ended: Option<(Date, RemedyResult)>) -> CaseFacts {
    CaseFacts {
        applicant_kind: ApplicantKind::NaturalPerson,
        received_on: Some(date(2024, 9, 2)),
        closed: Some((date(2024, 9, 23), Outcome::NotHeld)),
        remedies: vec![RemedyFacts { block, received_on: date(2024, 11, 20), ended }],
    }
}

/// Whoever takes a reply for an infringement may apply for reconsideration or sue (第五十一条): what came of it stands in
/// table four, in every year until it has ended, in the block of its kind and of no other.
#[test]
fn a_dispute_counts_in_its_block_until_the_year_it_ends() {
    let results = [
        (RemedyResult::Upheld, Standing::Upheld),
        (RemedyResult::Corrected, Standing::Corrected),
        (RemedyResult::Other, Standing::Other),
    ];
    for block in Block::ALL {
        for (result, standing) in results {
            let case = disputed(block, Some((date(2025, 2, 14), result)));
            for (year, wanted) in [(2023, None), (2024, Some(Standing::Pending)), (2025, Some(standing)), (2026, None)]
            {
                let (_, table) = count(year, [&case]);
                for other in Block::ALL {
                    for at in Standing::ALL {
                        let here = other == block && wanted.is_some() && (Some(at) == wanted || at == Standing::Total);
                        assert_eq!(table.get(other, at), Some(u64::from(here)), "{year} {other:?} {at:?}");
                    }
                }
            }
        }
        let (_, table) = count(2026, [&disputed(block, None)]);
        assert_eq!(table.get(block, Standing::Pending), Some(1), "without an end it stays pending");
    }
}

/// The reply tells until when (第五十一条; 行政复议法第二十条, 行政诉讼法第四十六条): 60 days, and six months.
#[test]
fn the_days_for_reconsideration_and_suit_run_from_the_reply() {
    let calendar = Calendar::embedded();
    let events = [
        ClockEvent::new(date(2025, 3, 3), ClockEventKind::Received { channel: None }),
        ClockEvent::new(date(2025, 3, 20), ClockEventKind::ReplySignedByApplicant),
    ];
    let clock = clock(&events, &calendar, date(2025, 3, 21));
    assert_eq!(clock.reconsideration_until_raw, Some(date(2025, 5, 19)));
    assert_eq!(clock.suit_until_raw, Some(date(2025, 9, 20)));
    assert_eq!(clock.suit_until, Some(date(2025, 9, 22)), "a Saturday moves to the first working day after it");
    let told: Vec<&str> = clock.steps.iter().flat_map(|step| &step.articles).map(String::as_str).collect();
    assert!(told.iter().any(|article| article.contains("行政复议法第二十条")), "{told:?}");
}
