//! The text offered for a report: whole and true to the tables, for a busy office and for one in which nothing happened.

use gongkai_rules::reporting::exchange::Table2;
use gongkai_rules::reporting::narrative::{Contact, FeeFacts, GAP, Timeliness, problems_of};
use gongkai_rules::reporting::{
    Context, Level, Narrative, PublicationTable, RemediesTable, Report, RequestsTable, SectionId, Severity, YearFacts,
    count, crossfoot, narrative,
};
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{cases, publication};

const ORGAN: &str = "青石区柳岸街道办事处";

fn contact() -> Contact {
    Contact {
        address: Some("青石区柳岸路1号".to_owned()),
        postcode: Some("471000".to_owned()),
        phone: Some("0379-00000000".to_owned()),
        email: None,
    }
}

struct Office {
    level: Level,
    publication: PublicationTable,
    tables: (RequestsTable, RemediesTable),
    fees: FeeFacts,
    timeliness: Option<Timeliness>,
}

impl Office {
    /// An office in which nothing happened.
    fn idle(level: Level) -> Office {
        Office {
            level,
            publication: PublicationTable::zero(),
            tables: (RequestsTable::zero(), RemediesTable::zero()),
            fees: FeeFacts::default(),
            timeliness: None,
        }
    }

    fn busy(year: i16) -> Office {
        Office {
            level: Level::Department,
            publication: publication(year),
            tables: count(year, &cases()),
            fees: FeeFacts { notices: 3, collected: 1200 },
            timeliness: Some(Timeliness { in_time: 70, late: 2, extended: 5 }),
        }
    }

    fn text(&self, year: i16, before: Option<&Report>, answers: &[String]) -> Narrative {
        narrative(&YearFacts {
            organ: ORGAN,
            level: self.level,
            year,
            contact: contact(),
            site: Some("青石区人民政府网站"),
            online_requests: true,
            publication: &self.publication,
            requests: &self.tables.0,
            remedies: &self.tables.1,
            timeliness: self.timeliness,
            fees: self.fees,
            before,
            answers,
        })
    }

    fn report(&self, year: i16, text: &Narrative) -> Report {
        let mut report = Report::draft(ORGAN, Some(self.level), year);
        report.published = Some(date(year + 1, 1, 15));
        report.table2 = Some(Table2::Form2021(self.publication.clone()));
        report.table3 = Some(self.tables.0.clone());
        report.table4 = Some(self.tables.1.clone());
        report.sections.clone_from(&text.sections);
        report
    }
}

fn faults(report: &Report, before: Option<&Report>) -> Vec<String> {
    let findings = crossfoot(report, before, &Context::default());
    let faults = findings.into_iter().filter(|hit| hit.severity != Severity::Hint);
    faults.map(|hit| format!("{} {}", hit.rule, hit.message)).collect()
}

#[test]
fn a_year_in_which_nothing_happened_gets_a_whole_text_without_fault() {
    for level in [Level::Subdistrict, Level::Town, Level::Department, Level::County, Level::City] {
        let office = Office::idle(level);
        let text = office.text(2025, None, &[]);
        assert!(text.is_whole());
        let report = office.report(2025, &text);
        assert_eq!(faults(&report, None), [] as [String; 0], "{level:?}");
        assert!(report.text(SectionId::OtherMatters).unwrap().contains("未收取信息处理费"));
        assert!(report.text(SectionId::OverviewRequests).unwrap().contains("未收到政府信息公开申请"));
        for id in SectionId::FIVE_PARTS {
            assert!(!report.text(id).unwrap().is_empty());
        }
        assert!(!text.to_confirm.is_empty(), "what no record shows is listed");
    }
}

#[test]
fn a_year_later_last_years_problems_must_be_answered() {
    let office = Office::idle(Level::Subdistrict);
    let first = office.report(2024, &office.text(2024, None, &[]));
    let offered = office.text(2025, Some(&first), &[]);
    assert_eq!(offered.to_answer.len(), 2);
    assert!(!offered.is_whole());
    let unanswered = office.report(2025, &offered);
    let found = faults(&unanswered, Some(&first));
    assert!(!found.is_empty() && found.iter().all(|fault| fault.starts_with("R8.7 ")), "{found:?}");
    let answers = ["在六月组织了两次演练".to_owned(), "按季度检查栏目并更新了办事指南".to_owned()];
    let answered = office.text(2025, Some(&first), &answers);
    let second = office.report(2025, &answered);
    assert_eq!(faults(&second, Some(&first)), [] as [String; 0]);
    assert!(second.text(SectionId::Problems).unwrap().contains("在六月组织了两次演练"));
    assert!(second.text(SectionId::Overview).unwrap().starts_with("2025年"), "the year moves on");
    let third = office.text(2026, Some(&second), &[]);
    assert_eq!(third.to_answer.len(), 2, "answers of last year are no problems of this: {:?}", third.to_answer);
    let answered = office.text(2026, Some(&second), &answers);
    assert_eq!(faults(&office.report(2026, &answered), Some(&second)), [] as [String; 0]);
}

#[test]
fn the_text_of_a_busy_year_agrees_with_its_tables() {
    let mut before: Option<Report> = None;
    for year in 2023..=2026 {
        let office = Office::busy(year);
        let problems =
            before.as_ref().and_then(|report| report.text(SectionId::Problems)).map(|text| problems_of(&text));
        let answers: Vec<String> =
            problems.unwrap_or_default().iter().map(|_| format!("{year}年已经逐件核对并完成整改")).collect();
        let text = office.text(year, before.as_ref(), &answers);
        assert!(text.is_whole());
        let report = office.report(year, &text);
        assert_eq!(faults(&report, before.as_ref()), [] as [String; 0], "{year}");
        let claims = gongkai_rules::reporting::claims::claims(&report);
        for key in
            ["requests_received", "carried_in", "answered", "carried_out", "fee_collected", "normative_made", "permit"]
        {
            assert!(claims.iter().any(|claim| claim.key == key), "{key} of {year} is read back from the text");
        }
        before = Some(report);
    }
}

#[test]
fn a_figure_nobody_entered_is_left_out_and_not_said_to_be_none() {
    let mut office = Office::idle(Level::Subdistrict);
    office.publication = PublicationTable::default();
    let text = office.text(2025, None, &[]);
    let proactive = text.sections.iter().find(|section| section.id == SectionId::OverviewProactive).unwrap();
    for word in ["规范性文件", "许可", "收费"] {
        assert!(!proactive.text.contains(word), "{}", proactive.text);
    }
}

#[test]
fn problems_are_found_in_a_section_five_of_another_office() {
    let text = "一年来工作取得进展，但还存在不足。一是更新不及时，有的栏目超过两周没有新内容。二是解读形式单一。\n针对上述问题，一是每周检查，二是增加图解。";
    assert_eq!(problems_of(text), ["更新不及时，有的栏目超过两周没有新内容", "解读形式单一"]);
    assert_eq!(problems_of("无"), [] as [String; 0]);
    let one_line = "上年的台账问题已整改。今年的问题是答复文书不够规范，下一步统一模板。解读形式有待丰富。";
    assert_eq!(problems_of(one_line), ["今年的问题是答复文书不够规范", "解读形式有待丰富"]);
    let only = "2025年工作中存在的主要问题：年末未办结的申请较多，办理力量不足。\n改进措施：调整办理力量。";
    assert_eq!(problems_of(only), ["年末未办结的申请较多，办理力量不足"]);
    assert!(!GAP.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Whatever the cases of a year, the text offered agrees with the tables they make.
    #[test]
    fn the_text_offered_always_agrees_with_the_tables(cases in prop::collection::vec(crate::counting::case(), 0..40), year in 2023i16..2028) {
        let office = Office { tables: count(year, &cases), ..Office::idle(Level::Subdistrict) };
        let report = office.report(year, &office.text(year, None, &[]));
        prop_assert_eq!(faults(&report, None), [] as [String; 0]);
    }
}

#[test]
fn late_and_extended_replies_are_told_without_contradicting_the_tables() {
    for (late, extended) in [(1, 0), (3, 2), (4, 11), (0, 6)] {
        let office = Office { timeliness: Some(Timeliness { in_time: 60, late, extended }), ..Office::busy(2025) };
        let text = office.text(2025, None, &[]);
        let report = office.report(2025, &text);
        assert_eq!(faults(&report, None), [] as [String; 0], "{late} late, {extended} extended");
        let told = report.text(SectionId::OverviewRequests).unwrap();
        assert_eq!(told.contains(&format!("{late}件的答复超过法定期限")), late > 0, "{told}");
        assert_eq!(told.contains(&format!("延长期限的有{extended}件")), extended > 0, "{told}");
    }
}
