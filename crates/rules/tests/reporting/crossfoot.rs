//! The checks of an annual report (`annual-report.md` 4): each fault is told once, in Chinese, at its place.

use gongkai_rules::reporting::claims::claims;
use gongkai_rules::reporting::exchange::{EnteredFigures, Form, Period, Section, Table2, TableId, Value};
use gongkai_rules::reporting::{
    Block, Cell, Column, Context, Finding, Level, PublicationTable, Report, RequestsRow, RequestsTable, Row, SectionId,
    Severity, Standing, crossfoot,
};
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::sound;

fn judge(report: &Report) -> Vec<Finding> {
    crossfoot(report, Some(&sound(2024)), &Context::default())
}

/// Rules found, with their severity, in the order of the findings.
fn rules(report: &Report) -> Vec<(String, Severity)> {
    judge(report).into_iter().map(|hit| (hit.rule, hit.severity)).collect()
}

fn error(rule: &str) -> (String, Severity) {
    (rule.to_owned(), Severity::Error)
}

fn warn(rule: &str) -> (String, Severity) {
    (rule.to_owned(), Severity::Warn)
}

fn hint(rule: &str) -> (String, Severity) {
    (rule.to_owned(), Severity::Hint)
}

fn add(report: &mut Report, row: Row, column: Column, more: i64) {
    let table = report.table3.as_mut().unwrap();
    let value = table.get(row, column).unwrap().checked_add_signed(more).unwrap();
    table.set(row, column, Some(value));
}

fn blank(report: &mut Report, row: Row, column: Column) {
    report.table3.as_mut().unwrap().set(row, column, None);
}

fn section(report: &mut Report, id: SectionId) -> &mut Section {
    report.sections.iter_mut().find(|section| section.id == id).unwrap()
}

#[test]
fn a_sound_report_has_no_findings() {
    assert_eq!(judge(&sound(2025)), []);
}

#[test]
fn the_worked_finding_of_the_law_sheet() {
    let mut report = sound(2025);
    let table = report.table3.as_mut().unwrap();
    for row in Row::PRINTED {
        table.set_row(row, Some(RequestsRow::zero()));
    }
    for (row, figure) in [(Row::NewlyReceived, 12), (Row::CarriedIn, 1), (Row::Disclosed, 12), (Row::Total, 12)] {
        table.set(row, Column::NaturalPerson, Some(figure));
        table.set(row, Column::Total, Some(figure));
    }
    let findings = crossfoot(&report, None, &Context::default());
    let hit = findings.iter().find(|hit| hit.rule == "R3.1" && hit.column.as_deref() == Some("total")).unwrap();
    assert_eq!(hit.message, "“总计”列：第一项12＋第二项1＝13，第三项总计12＋第四项0＝12，勾稽不符。");
    assert_eq!((hit.expected.clone(), hit.found.clone()), (Some(Value::Number(13)), Some(Value::Number(12))));
    assert_eq!(
        (hit.table, hit.row.as_deref(), hit.section),
        (Some(TableId::Table3), Some("total"), Some(SectionId::RequestsTable))
    );
    assert_eq!(hit.severity, Severity::Error);
}

#[test]
fn a_wrong_total_of_a_row_is_one_error() {
    let mut report = sound(2025);
    add(&mut report, Row::Disclosed, Column::Total, 3);
    assert_eq!(rules(&report), [hint("R3.2"), hint("R3.3"), error("R3.13")]);
    let hit = judge(&report).into_iter().find(|hit| hit.rule == "R3.13").unwrap();
    assert_eq!(hit.row.as_deref(), Some("granted"));
    assert!(hit.message.contains("“（一）予以公开”行总计一格有误，应为"), "{}", hit.message);
}

#[test]
fn a_wrong_sum_of_results_is_one_error() {
    let mut report = sound(2025);
    add(&mut report, Row::Total, Column::Total, 2);
    assert_eq!(rules(&report), [hint("R3.1"), hint("R3.2"), hint("R3.3"), error("R3.12")]);
    let mut report = sound(2025);
    add(&mut report, Row::Total, Column::Company, -1);
    assert_eq!(rules(&report), [hint("R3.1"), hint("R3.2"), hint("R3.3"), error("R3.12")]);
}

#[test]
fn a_row_set_one_column_off_is_one_error() {
    let mut report = sound(2025);
    let table = report.table3.as_mut().unwrap();
    let mut cells = Column::ALL.map(|column| table.get(Row::NotHeld, column));
    cells.rotate_left(1);
    table.set_row(Row::NotHeld, Some(RequestsRow::from_cells(cells)));
    let found = judge(&report);
    let errors: Vec<&str> =
        found.iter().filter(|hit| hit.severity == Severity::Error).map(|hit| hit.rule.as_str()).collect();
    assert_eq!(errors, ["R3.8"], "{found:#?}");
}

#[test]
fn a_wrong_new_or_carried_figure_breaks_the_balance() {
    let mut report = sound(2025);
    add(&mut report, Row::NewlyReceived, Column::Company, 1);
    assert_eq!(rules(&report), [error("R3.1"), error("R3.3")]);
    let mut report = sound(2025);
    add(&mut report, Row::CarriedOut, Column::Company, 1);
    add(&mut report, Row::CarriedOut, Column::Total, 1);
    assert_eq!(rules(&report), [error("R3.1"), error("R3.1")]);
}

#[test]
fn carry_over_must_be_last_years() {
    let mut report = sound(2025);
    for row in [Row::CarriedIn, Row::CarriedOut] {
        add(&mut report, row, Column::LegalServiceFirm, 1);
        add(&mut report, row, Column::Total, 1);
    }
    assert_eq!(rules(&report), [warn("R6.1"), error("R6.1")]);
    let hit = judge(&report).into_iter().next_back().unwrap();
    assert!(hit.message.contains("与2024年度报告“结转下年度继续办理”"), "{}", hit.message);
    assert_eq!(crossfoot(&report, None, &Context::default()), [], "without last year's report nothing can be said");
    assert_eq!(crossfoot(&report, Some(&sound(2023)), &Context::default()), [], "another year's report is no evidence");
}

#[test]
fn blanks_are_no_zeros_and_no_errors() {
    let mut report = sound(2025);
    blank(&mut report, Row::StateSecret, Column::ResearchInstitute);
    assert_eq!(rules(&report), [warn("R3.6")], "the identities hold with 0 in its place");
    let mut report = sound(2025);
    blank(&mut report, Row::Disclosed, Column::NaturalPerson);
    let found = rules(&report);
    assert_eq!(found, [hint("R3.2"), hint("R3.3"), warn("R3.6")], "not assessable is a hint");
    assert!(judge(&report)[0].message.ends_with("数据缺失，无法核对。"));
    let mut report = sound(2025);
    blank(&mut report, Row::Disclosed, Column::Total);
    assert_eq!(rules(&report), [warn("R3.5")]);
    let mut report = sound(2025);
    blank(&mut report, Row::NewlyReceived, Column::Total);
    let hit = judge(&report).into_iter().next().unwrap();
    assert_eq!((hit.rule.as_str(), hit.severity, judge(&report).len()), ("R3.7", Severity::Error, 1));
    assert_eq!(hit.expected, sound(2025).table3.unwrap().get(Row::NewlyReceived, Column::Total).map(Value::from));
}

#[test]
fn table_four_adds_up() {
    let mut report = sound(2025);
    let table = report.table4.as_mut().unwrap();
    table.set(Block::Reconsideration, Standing::Total, Some(9));
    assert_eq!(rules(&report), [error("R4.1")]);
    let mut report = sound(2025);
    report.table4.as_mut().unwrap().set(Block::DirectSuit, Standing::Total, None);
    let hit = judge(&report).into_iter().next().unwrap();
    assert_eq!((hit.rule.as_str(), hit.severity), ("R4.3", Severity::Warn));
    assert!(hit.message.contains("按各项相加应为"), "{}", hit.message);
}

#[test]
fn table_two_against_itself_and_last_year() {
    let two = |change: fn(&mut PublicationTable)| {
        let mut report = sound(2025);
        let Some(Table2::Form2021(table)) = &mut report.table2 else { panic!("2021 form") };
        change(table);
        rules(&report)
    };
    assert_eq!(two(|table| table.normative_documents.in_force_count = Some(0)), [error("R2.1"), warn("R6.2")]);
    assert_eq!(two(|table| table.normative_documents.in_force_count = Some(40)), [warn("R6.2")]);
    assert_eq!(two(|table| table.government_rules.issued_count = Some(0)), []);
    assert_eq!(two(|table| table.administrative_permits = None), [warn("R2.5")]);
    assert_eq!(two(|table| table.administrative_fees = "125000".parse().ok()), [warn("R2.4")]);
    let mut report = sound(2025);
    report.level = Some(Level::Subdistrict);
    let Some(Table2::Form2021(table)) = &mut report.table2 else { panic!("2021 form") };
    table.government_rules.in_force_count = Some(2);
    table.government_rules.issued_count = Some(2);
    assert!(rules(&report).contains(&warn("R2.3")));
}

#[test]
fn sections_titles_tables_and_rows_of_the_form() {
    let mut report = sound(2025);
    report.sections.retain(|section| section.id != SectionId::Problems);
    let missing = judge(&report);
    assert_eq!(missing[0].message, "缺少第五部分“存在的主要问题及改进情况”。");
    let mut report = sound(2025);
    section(&mut report, SectionId::OtherMatters).title = Some("五、其它需要报告的事项".to_owned());
    assert_eq!(rules(&report), [warn("R1.2")]);
    section(&mut report, SectionId::OtherMatters).title = Some("六、别的事".to_owned());
    assert_eq!(rules(&report), [warn("R1.3")]);
    let mut report = sound(2025);
    report.table3 = None;
    assert!(rules(&report).contains(&error("R1.4")));
    let mut report = sound(2025);
    report.table3.as_mut().unwrap().set_row(Row::Repeated, None);
    assert_eq!(rules(&report)[0], error("R1.6"));
    let mut report = sound(2025);
    let table = report.table3.as_mut().unwrap();
    let three = [Row::NotClarifiedInTime, Row::FeeNotPaid, Row::OtherHandling];
    for column in Column::ALL {
        let sum = table.sum(&three, column);
        table.set(Row::OtherwiseHandled, column, Some(sum));
    }
    three.into_iter().for_each(|row| table.set_row(row, None));
    assert_eq!(rules(&report), [warn("R1.7")]);
    let mut report = sound(2025);
    report.form = Form::Form2019;
    assert!(rules(&report).contains(&error("R1.5")));
}

#[test]
fn the_day_of_publication_and_the_year() {
    let published = |level: Level, day, context: &Context| {
        let mut report = sound(2025);
        report.level = Some(level);
        report.published = Some(day);
        let findings = crossfoot(&report, None, context);
        let of_time = findings.into_iter().filter(|hit| hit.rule.starts_with("R7."));
        of_time.map(|hit| (hit.rule, hit.severity)).collect::<Vec<_>>()
    };
    let none = Context::default();
    assert_eq!(published(Level::Department, date(2026, 1, 31), &none), []);
    assert_eq!(published(Level::Department, date(2026, 2, 1), &none), [error("R7.1")]);
    assert_eq!(published(Level::County, date(2026, 3, 31), &none), []);
    assert_eq!(published(Level::County, date(2026, 4, 1), &none), [error("R7.2")]);
    assert_eq!(published(Level::Subdistrict, date(2026, 2, 1), &none), [warn("R7.3")]);
    let later = Context { local_deadline: Some(date(2026, 2, 10)), ..Context::default() };
    assert_eq!(published(Level::Town, date(2026, 2, 1), &later), []);
    assert_eq!(published(Level::Department, date(2025, 12, 30), &none), [warn("R7.4")]);
    let today = Context { today: Some(date(2026, 1, 10)), ..Context::default() };
    assert_eq!(published(Level::Department, date(2026, 1, 11), &today), [warn("R7.4")]);
    let mut late = sound(2025);
    (late.level, late.published) = (Some(Level::Department), Some(date(2026, 2, 3)));
    let words = crossfoot(&late, None, &none).into_iter().find(|hit| hit.rule == "R7.1").map(|hit| hit.message);
    assert_eq!(words.as_deref(), Some("部门年度报告应在2026年1月31日前公布，实际公布日期2026年2月3日。"));
    let mut report = sound(2025);
    report.published = None;
    assert_eq!(rules(&report), [warn("R7.8")]);
    assert_eq!(crossfoot(&report, None, &Context { unpublished: true, ..Context::default() }), []);
    let mut report = sound(2025);
    report.period = Some(Period { from: date(2025, 1, 1), to: date(2025, 12, 30) });
    assert_eq!(rules(&report), [error("R7.5")]);
    let mut report = sound(2025);
    report.title = Some("青石区民政局2024年政府信息公开工作年度报告".to_owned());
    assert_eq!(rules(&report), [error("R7.6"), hint("R8.1")]);
    let mut report = sound(2025);
    section(&mut report, SectionId::OverviewPlatform).text.insert_str(0, "2024年，");
    assert_eq!(rules(&report), [warn("R7.7")]);
}

#[test]
fn left_over_words_and_broken_sentences() {
    let with = |words: &str| {
        let mut report = sound(2025);
        section(&mut report, SectionId::OverviewManagement).text.push_str(words);
        rules(&report)
    };
    assert_eq!(with("（文字描述）"), [error("R8.7")]);
    assert_eq!(with("全年培训XX次。"), [error("R8.7")]);
    assert_eq!(with("加强审核，，落实责任。"), [warn("R8.8")]);
    assert_eq!(with("下一步将"), []);
    assert_eq!(with("主要做法是，"), [warn("R8.8")]);
    assert_eq!(with("依据国务院令第492号。"), [warn("R8.9")]);
    assert_eq!(with("按照国办公开办函〔2019〕60号执行。"), [warn("R8.9")]);
    assert_eq!(with("全年共公开信息条，内容真实。"), [warn("R8.6")]);
}

#[test]
fn lost_figures_doubled_words_and_units_in_other_wordings() {
    let with = |words: &str| {
        let mut report = sound(2025);
        section(&mut report, SectionId::OverviewManagement).text = words.to_owned();
        rules(&report)
    };
    for lost in [
        "全年共主动公开条政府信息。",
        "共公开 条。",
        "予以公开件、部分公开2项。",
        "共收到申请件。",
        "累计发布信息篇，反响良好。",
    ] {
        assert!(with(lost).contains(&warn("R8.6")), "{lost}");
    }
    for meant in ["可在临江区人民政府政府信息公开网站查阅。", "办事公开公开透明。", "设立便民服务服务中心。"]
    {
        assert_eq!(with(meant), Vec::<(String, Severity)>::new(), "{meant}");
    }
    for doubled in ["落实信息发布审核审核制度。", "进一步进一步规范流程。", "做好政府信息政府信息公开。"]
    {
        assert_eq!(with(doubled), [warn("R8.8")], "{doubled}");
    }
    for unit in
        ["全年印发各类文件36条，均已标注。", "收到政府信息公开申请49条。", "主动公开政府信息320件。", "受理49条申请。"]
    {
        assert!(with(unit).contains(&warn("R8.11")), "{unit}");
    }
    for right in [
        "根据公开条例办理，对申请件逐件登记，个人信息依法保护。",
        "以及及时回应关切，一件一件落实，推进公开公开透明。",
        "主动公开政府信息320条，制发公文36件，查阅点位于人民路492号。",
        "条例由国务院令第492号公布、国务院令第711号修订，电子版可点击此处下载。",
        "按市政办〔2019〕60号文件执行。",
    ] {
        assert_eq!(with(right), [], "{right}");
    }
}

/// 某市人民政府 is of a city or of a county: both owe the report by 31 March with its assessment; only a city makes 规章.
#[test]
fn what_holds_for_any_government_of_a_city_is_judged_by_its_name() {
    let of = |organ: &str, level: Option<Level>| {
        let mut report = sound(2025);
        report.organ = organ.to_owned();
        report.title = None;
        report.level = level;
        report.published = Some(date(2026, 4, 2));
        section(&mut report, SectionId::OverviewSupervision).text = "全年培训两次。".to_owned();
        let Some(Table2::Form2021(table)) = &mut report.table2 else { panic!("the form of 2021") };
        table.government_rules.in_force_count = Some(3);
        rules(&report)
    };
    let city = of("和笙市人民政府", None);
    assert!(city.contains(&error("R7.2")) && city.contains(&warn("R9.2")) && !city.contains(&warn("R2.3")));
    let bureau = of("和笙市应急管理局", Some(Level::Department));
    assert!(bureau.contains(&warn("R2.3")), "a department has none to print");
    let office = of("和笙市人民政府办公室", Some(Level::Department));
    assert!(!office.contains(&warn("R2.3")), "the office may print the government's");
    assert!(of("某县人民政府办公室", Some(Level::Department)).contains(&warn("R2.3")), "a county has none");
    assert!(!of("国家税务总局", Some(Level::Department)).contains(&warn("R2.3")));
}

#[test]
fn a_row_that_is_not_there_leaves_the_sum_of_its_group_open() {
    let mut report = sound(2025);
    let group = report.table3.as_ref().unwrap();
    let unable =
        [Row::NotHeld, Row::WouldNeedMaking, Row::StillUnclear].map(|row| group.get(row, Column::Total).unwrap());
    let told = format!("无法提供{}件。", unable.iter().sum::<u64>() + 1);
    section(&mut report, SectionId::OverviewRequests).text.push_str(&told);
    assert!(rules(&report).contains(&error("R5.5")));
    report.table3.as_mut().unwrap().set_row(Row::WouldNeedMaking, None);
    assert!(!rules(&report).contains(&error("R5.5")), "R1.6 tells the row; the sum is not assessable");
}

#[test]
fn other_matters_at_length_and_another_name_in_the_opening() {
    let mut report = sound(2025);
    let praise =
        "全年经济运行稳中有进，粮食产量再创新高，道路桥梁建设顺利推进，文旅融合发展成效明显，招商引资取得突破。";
    section(&mut report, SectionId::Overview).text = praise.repeat(30);
    assert!(rules(&report).contains(&hint("R9.10")));
    let mut report = sound(2025);
    section(&mut report, SectionId::Preamble).text.push_str("如有疑问，请与临砚市鹭洲区发展和改革委员会联系。");
    assert!(rules(&report).contains(&hint("R8.12")));
}

#[test]
fn what_the_sections_must_say() {
    let with = |id: SectionId, text: &str| {
        let mut report = sound(2025);
        section(&mut report, id).text = text.to_owned();
        rules(&report)
    };
    assert_eq!(with(SectionId::OtherMatters, "无。"), [hint("R5.21"), error("R9.3")]);
    assert_eq!(with(SectionId::OtherMatters, "本机关发出收费通知，本年度未收取政府信息公开信息处理费。"), []);
    assert_eq!(with(SectionId::Problems, "无"), [error("R9.4")]);
    assert_eq!(with(SectionId::OverviewPlatform, " "), [warn("R9.1")]);
    assert_eq!(with(SectionId::OverviewRequests, "依法办理申请。"), [hint("R9.9")]);
    let silent = "一是公开不及时，二是解读形式单一等问题比较突出，下一步将逐项整改，明确专人负责，按季度检查落实。";
    assert_eq!(with(SectionId::Problems, silent), [hint("R9.6")], "last year named problems");
    assert_eq!(with(SectionId::Preamble, "根据《中华人民共和国政府信息公开条例》编制。"), [hint("R9.8")]);
    assert_eq!(
        with(SectionId::Problems, "2024年指出的问题：一是公开不及时，二是解读形式单一，三是队伍不稳定，四是台账不全。"),
        [warn("R9.5")]
    );
    let mut report = sound(2025);
    report.level = Some(Level::County);
    section(&mut report, SectionId::OverviewSupervision).text = "全年培训两次。".to_owned();
    let silent = |report: &Report| {
        let found = crossfoot(report, None, &Context::default()).into_iter().find(|hit| hit.rule == "R9.2").unwrap();
        (found.severity, found.message)
    };
    let (severity, words) = silent(&report);
    assert!(severity == Severity::Warn && words.starts_with("政府的年度报告应包括"), "{words}");
    report.level = Some(Level::Department);
    let (severity, words) = silent(&report);
    assert!(severity == Severity::Hint && !words.starts_with("政府的"), "a department is no government: {words}");
}

#[test]
fn section_five_copied_from_last_year() {
    let mut report = sound(2025);
    section(&mut report, SectionId::Problems).text = sound(2024).text(SectionId::Problems).unwrap();
    assert!(rules(&report).contains(&warn("R6.6")));
}

#[test]
fn the_real_report_of_a_year_without_requests() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/reports/xigong-2025.json");
    let Ok(json) = std::fs::read_to_string(file) else {
        println!("skipped: the real report is not beside this checkout");
        return;
    };
    let report = Report::from_json(&json).unwrap();
    assert_eq!(report.table3, Some(RequestsTable::zero()));
    assert_eq!(report.table2, Some(Table2::Form2021(PublicationTable::zero())));
    let findings = crossfoot(&report, None, &Context::default());
    let found: Vec<(&str, Severity)> = findings.iter().map(|hit| (hit.rule.as_str(), hit.severity)).collect();
    // What the law sheet says is left to find in it, and nothing else.
    let expected = [
        ("R5.24", Severity::Hint),
        ("R7.8", Severity::Warn),
        ("R9.2", Severity::Hint),
        ("R9.8", Severity::Hint),
        ("R9.9", Severity::Hint),
    ];
    assert_eq!(found, expected);
    assert_eq!(claims(&report), report.claims);
    let again = Report::from_json(&report.to_json()).unwrap();
    assert_eq!(again, report);
}

#[test]
fn the_exchange_format_refuses_what_is_none() {
    let good = sound(2025);
    assert_eq!(Report::from_json(&good.to_json()).unwrap(), good);
    for (from, to) in [
        ("\"gongkai-report/1\"", "\"gongkai-report/2\""),
        ("\"year\": 2025", "\"year\": 1999"),
        ("\"published\": ", "\"veröffentlicht\": "),
        ("\"form\": \"2021\"", "\"form\": \"2019\""),
        ("\"fee\": \"", "\"fee\": \"-"),
        ("\"carried_out\"", "\"carried_away\""),
    ] {
        let json = good.to_json().replacen(from, to, 1);
        assert_ne!(json, good.to_json(), "{from}");
        assert!(Report::from_json(&json).is_err(), "{to}");
    }
}

#[test]
fn every_finding_has_its_ten_keys() {
    let mut report = sound(2025);
    report.table4 = None;
    let json = serde_json::to_value(judge(&report)).unwrap();
    let keys = ["rule", "severity", "section", "table", "row", "column", "expected", "found", "message", "quote"];
    for hit in json.as_array().unwrap() {
        let object = hit.as_object().unwrap();
        assert!(keys.iter().all(|key| object.contains_key(*key)), "{hit}");
    }
}

#[test]
fn numbers_of_persons_never_go_out_and_are_told_masked() {
    let mut report = sound(2025);
    section(&mut report, SectionId::OverviewManagement).text.push_str("申请人电话13800000000。");
    let findings = judge(&report);
    assert_eq!(rules(&report), [error("R8.10")]);
    assert!(!findings[0].quote.as_deref().unwrap_or_default().contains("13800000000"));
    let mut report = sound(2025);
    section(&mut report, SectionId::Preamble).text.push_str("电子邮箱 a@b.cn，手机13800000000。");
    assert_eq!(rules(&report), [], "the office's own");
}

#[test]
fn a_finding_names_the_cell_it_lies_in() {
    let mut report = sound(2025);
    add(&mut report, Row::Disclosed, Column::Total, 3);
    let hit = judge(&report).into_iter().find(|hit| hit.rule == "R3.13").unwrap();
    assert_eq!(hit.cell(), Some(Cell::Requests(Row::Disclosed, Column::Total)));
    report.published = None;
    assert_eq!(judge(&report).into_iter().find(|hit| hit.rule == "R7.8").unwrap().cell(), None);
}

#[test]
fn the_last_day_of_publication() {
    use gongkai_rules::reporting::crossfoot::last_day;
    assert_eq!(last_day(Level::Department, 2025, Some(date(2026, 1, 20))), Some(date(2026, 1, 31)));
    assert_eq!(last_day(Level::County, 2025, None), Some(date(2026, 3, 31)));
    assert_eq!(last_day(Level::Town, 2025, Some(date(2026, 1, 20))), Some(date(2026, 1, 20)));
    assert_eq!(last_day(Level::Town, i16::MAX, None), None);
}

#[test]
fn figures_of_table_two_from_a_file() {
    let read = |json: &str| EnteredFigures::from_json(json);
    let entered = read(
        r#"{"table2": {"normative": {"issued": 2}, "permit": 0, "punish": null, "fee": "0.5"}, "source": "法制科"}"#,
    );
    let EnteredFigures { table, source } = entered.unwrap();
    assert_eq!(source, "法制科");
    assert_eq!(table.normative_documents.issued_count, Some(2));
    assert_eq!((table.normative_documents.in_force_count, table.administrative_permits), (None, Some(0)));
    assert_eq!((table.administrative_penalties, table.coercive_measures), (None, None), "left out is empty, not 0");
    for wrong in [
        r#"{"table2": {"permit": 0}}"#,
        r#"{"table2": {"permit": -1}, "source": "法制科"}"#,
        r#"{"table2": {"permit": 1.5}, "source": "法制科"}"#,
        r#"{"table2": {"fee": 0.5}, "source": "法制科"}"#,
        r#"{"table2": {"permits": 1}, "source": "法制科"}"#,
        r#"{"source": "法制科"}"#,
        "",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

/// Every cell of tables three and four is held by an identity: one unit more in any of them is an error.
#[test]
fn no_cell_can_be_wrong_by_one_unseen() {
    for row in Row::PRINTED {
        for column in Column::ALL {
            let mut report = sound(2025);
            add(&mut report, row, column, 1);
            let errors = judge(&report).into_iter().filter(|hit| hit.severity == Severity::Error).count();
            assert!((1..=3).contains(&errors), "{row}.{column}: {errors} errors");
        }
    }
    for block in Block::ALL {
        for standing in Standing::ALL {
            let mut report = sound(2025);
            let table = report.table4.as_mut().unwrap();
            let value = table.get(block, standing).unwrap();
            table.set(block, standing, Some(value + 1));
            assert_eq!(rules(&report), [error("R4.1")], "{block}.{standing}");
        }
    }
}

fn any_count() -> impl Strategy<Value = Option<u64>> {
    prop_oneof![Just(None), (0u64..4).prop_map(Some), any::<u64>().prop_map(Some), Just(Some(u64::MAX))]
}

/// Text made of the words that the rules look for, in any order.
fn any_text() -> impl Strategy<Value = String> {
    let words = vec![
        "收到",
        "申请",
        "20",
        "件",
        "结转下年度",
        "上年结转",
        "办结",
        "其中",
        "予以公开",
        "占",
        "42.11",
        "%",
        "行政复议",
        "维持",
        "行政诉讼",
        "未发生",
        "信息处理费",
        "元",
        "万元",
        "，",
        "。",
        "；",
        "、",
        "\n",
        "99999999999999999999",
        "18446744073709551615",
        "千百十九",
        "同比增长",
        "2024年",
        "制发",
        "行政规范性文件",
        "条",
        "主动公开信息",
        "网络",
        "自然人",
        "余",
        "近",
        "（",
        "）",
        "𮧵",
        " ",
    ];
    prop::collection::vec(prop::sample::select(words), 0..30).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_report_is_judged_without_harm(
        three in prop::collection::vec(prop::option::of(prop::collection::vec(any_count(), 7)), 26),
        four in prop::collection::vec(any_count(), 15),
        texts in prop::collection::vec((0usize..13, any_text()), 0..8),
        year in any::<i16>(),
    ) {
        let mut report = sound(2025);
        report.year = year;
        let table = report.table3.as_mut().unwrap();
        for (row, cells) in Row::ALL.into_iter().zip(three) {
            let cells: Option<[Option<u64>; 7]> = cells.and_then(|cells| cells.try_into().ok());
            table.set_row(row, cells.map(RequestsRow::from_cells));
        }
        let table = report.table4.as_mut().unwrap();
        let cells = Block::ALL.into_iter().flat_map(|block| Standing::ALL.map(|standing| (block, standing)));
        cells.zip(four).for_each(|((block, standing), count)| table.set(block, standing, count));
        report.sections = texts
            .into_iter()
            .map(|(at, text)| Section { id: SectionId::IN_ORDER[at], title: Some(text.clone()), text, place: None })
            .collect();
        let before = Report { year: year.wrapping_sub(1), ..report.clone() };
        for hit in crossfoot(&report, Some(&before), &Context::default()) {
            prop_assert!(!hit.message.is_empty());
            prop_assert!(!hit.message.contains('{'), "{}", hit.message);
        }
        prop_assert!(serde_json::from_str::<Report>(&report.to_json()).is_ok());
    }
}
