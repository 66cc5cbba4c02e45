//! Figures read from running text, and held against the tables (`annual-report.md` 4.6 and 6).

use gongkai_rules::reporting::claims::{claims, numeral};
use gongkai_rules::reporting::exchange::{Exactness, Report, Section};
use gongkai_rules::reporting::{Block, Column, Context, Row, SectionId, Severity, Standing, crossfoot};

use crate::support::sound;

/// Claims by key and value.
type Figures = &'static [(&'static str, &'static str)];

/// A report whose 依申请公开 says this.
fn saying(text: &str) -> Report {
    saying_in(SectionId::OverviewRequests, text)
}

fn saying_in(id: SectionId, text: &str) -> Report {
    let mut report = sound(2025);
    let section = report.sections.iter_mut().find(|section| section.id == id).unwrap();
    section.text = text.to_owned();
    report
}

fn read(text: &str) -> Vec<(String, String)> {
    read_in(SectionId::OverviewRequests, text)
}

fn read_in(id: SectionId, text: &str) -> Vec<(String, String)> {
    let mut report = Report::draft("青石区民政局", None, 2025);
    report.sections = vec![Section { id, title: None, text: text.to_owned(), place: None }];
    let mut found: Vec<(String, String)> =
        claims(&report).into_iter().map(|claim| (claim.key, claim.value.to_string())).collect();
    found.sort();
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    pairs.sort();
    pairs
}

#[test]
fn requests_in_the_words_offices_use() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("共收到政府信息公开申请17件。", &[("requests_received", "17")]),
        ("全年新收申请1,204件。", &[("requests_received", "1204")]),
        ("受理依申请公开件三件。", &[("requests_received", "3")]),
        ("政府信息公开申请共计23件。", &[("requests_received", "23")]),
        ("2025 年度，共受理各类政府信息公开申请 ０ 件。", &[("requests_received", "0")]),
        ("2024年收到2件。", &[("requests_received", "2")]),
        ("未收到政府信息公开申请。", &[("requests_received", "0")]),
        ("全年无依申请公开情况。", &[("requests_received", "0")]),
        ("上年结转3件。", &[("carried_in", "3")]),
        ("2023年结转到本年办理的4件。", &[("carried_in", "4")]),
        ("全年应办24件。", &[("handled_base", "24")]),
        ("共办结19件。", &[("answered", "19")]),
        ("答复申请人38件。", &[("answered", "38")]),
        ("结转下年度继续办理4件。", &[("carried_out", "4")]),
        ("2024年结转下年度4件。", &[("carried_out", "4")]),
        ("另有2件结转至下一年度。", &[("carried_out", "2")]),
        ("5件正在办理中。", &[("carried_out", "5")]),
        (
            "收到申请17件，其中予以公开8件、部分公开2件、不予公开1件。",
            &[("requests_received", "17"), ("granted", "8"), ("partial", "2"), ("denied", "1")],
        ),
        (
            "同意公开或部分公开10件，无法提供3件，不予处理2件，其他处理4件。",
            &[("granted_or_partial", "10"), ("unable", "3"), ("not_processed", "2"), ("other", "4")],
        ),
        (
            "本机关不掌握相关政府信息3件，属于国家秘密1件，申请人撤回2件。",
            &[("u1_noinfo", "3"), ("d1_secret", "1"), ("o3_other", "2")],
        ),
        ("收到申请两件，办结五十二件。", &[("requests_received", "2"), ("answered", "52")]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), pairs(expected), "{text}");
    }
}

#[test]
fn what_is_no_figure_of_requests_is_passed_over() {
    for text in [
        "受理群众留言20件，办理信访事项12件。",
        "较上年的32件下降。",
        "无正当理由大量反复申请的情形未发生。",
        "处理热线工单300件，答复咨询45件。",
        "去年收到申请9件。",
        "印发规章制度5件。",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
    let parts = read("收到申请20件，其中网络受理15件、信函受理5件。");
    assert_eq!(parts, pairs(&[("requests_received", "20")]), "parts behind 其中 are no second claim");
    assert_eq!(
        read_in(SectionId::OverviewPlatform, "收到网友来件30件，办结30件。"),
        [],
        "another section, no word of requests"
    );
}

#[test]
fn remedies_in_words() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "发生行政复议5件，其中维持3件、纠正1件、其他结果1件、尚未审结0件。",
            &[
                ("review_total", "5"),
                ("review_upheld", "3"),
                ("review_corrected", "1"),
                ("review_other", "1"),
                ("review_pending", "0"),
            ],
        ),
        ("被申请行政复议案件5件。", &[("review_total", "5")]),
        (
            "行政诉讼2件，直接起诉1件，复议后起诉1件，其中结果维持2件。",
            &[
                ("litigation_total", "2"),
                ("litigation_direct", "1"),
                ("litigation_after_review", "1"),
                ("litigation_upheld", "2"),
            ],
        ),
        ("未发生因政府信息公开被申请行政复议、提起行政诉讼情况。", &[("review_total", "0"), ("litigation_total", "0")]),
        ("行政复议、行政诉讼各1件。", &[("review_total", "1"), ("litigation_total", "1")]),
        ("未发生被复议纠错、诉讼败诉情形。", &[("review_corrected", "0"), ("litigation_corrected", "0")]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), pairs(expected), "{text}");
    }
    assert_eq!(
        read_in(SectionId::OverviewSupervision, "全年办理行政复议案件86件。"),
        [],
        "the office as reviewing body"
    );
}

#[test]
fn publication_and_fees_in_words() {
    let cases: &[(SectionId, &str, Figures)] = &[
        (SectionId::OverviewProactive, "主动公开政府信息362条。", &[("published_items", "362")]),
        (SectionId::OverviewProactive, "累计发布各类信息近160条。", &[("published_items", "160")]),
        (
            SectionId::OverviewManagement,
            "制发行政规范性文件7件、废止3件、现行有效21件。",
            &[("normative_made", "7"), ("normative_repealed", "3"), ("normative_in_force", "21")],
        ),
        (SectionId::OverviewManagement, "制定规章2件。", &[("rules_made", "2")]),
        (
            SectionId::OverviewProactive,
            "行政许可决定31件，行政事业性收费12.5万元。",
            &[("permit", "31"), ("fee", "12.5")],
        ),
        (SectionId::OtherMatters, "发出收费通知3件，收取信息处理费1200元。", &[("fee_collected", "1200")]),
        (SectionId::OtherMatters, "本单位2025年度未收取政府信息公开信息处理费", &[("fee_collected", "0")]),
    ];
    for (id, text, expected) in cases {
        assert_eq!(read_in(*id, text), pairs(expected), "{text}");
    }
}

#[test]
fn exactness_unit_and_words_of_a_claim() {
    let claim = |text: &str| claims(&saying(text)).into_iter().find(|claim| claim.key == "requests_received").unwrap();
    assert_eq!(claim("收到申请近300件。").exactness, Exactness::About);
    assert_eq!(claim("收到申请160余件。").exactness, Exactness::AtLeast);
    assert_eq!(claim("收到申请45件次。").unit.as_deref(), Some("件次"));
    assert_eq!(claim("本年，共收到 申请 12 件。").quote, "共收到 申请 12 件");
}

#[test]
fn chinese_numerals() {
    for (text, value) in [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("五十", 50),
        ("一百零五", 105),
        ("二〇二五", 2025),
        ("三千二百", 3200),
        ("1,204", 1204),
    ] {
        assert_eq!(numeral(text), Some(value), "{text}");
    }
}

/// Rules of R5 that fire, gravest first for each.
fn rules(report: &Report) -> Vec<(String, Severity)> {
    let findings = crossfoot(report, Some(&sound(2024)), &Context::default());
    findings
        .into_iter()
        .filter(|hit| hit.rule.starts_with("R5.") && hit.rule != "R5.21")
        .map(|hit| (hit.rule, hit.severity))
        .collect()
}

fn total(row: Row) -> u64 {
    sound(2025).table3.unwrap().get(row, Column::Total).unwrap()
}

#[test]
fn figures_that_agree_are_silent_and_figures_that_do_not_are_told() {
    let (new, carried_in) = (total(Row::NewlyReceived), total(Row::CarriedIn));
    let (handled, out) = (total(Row::Total), total(Row::CarriedOut));
    let table = sound(2025).table4.unwrap();
    let reviews = table.get(Block::Reconsideration, Standing::Total).unwrap();
    assert!(carried_in > 0 && out > 0 && reviews > 0, "the invented cases reach every row used here");
    let right = format!(
        "新收申请{new}件，上年结转{carried_in}件。共办结{handled}件，结转下年度继续办理{out}件。被申请行政复议{reviews}件。"
    );
    assert_eq!(rules(&saying(&right)), []);
    assert_eq!(rules(&saying(&format!("办理申请，收到{}件（含上年结转{carried_in}件）。", new + carried_in))), []);
    let both = format!("共受理申请{new}件，办结{handled}件（含上年结转{carried_in}件）。");
    assert_eq!(rules(&saying(&both)), [], "only the figure before the bracket includes what was carried in");
    let errors = [
        (format!("新收申请{}件。", new + 1), "R5.1"),
        (format!("新收申请{new}件，上年结转{}件。", carried_in + 1), "R5.2"),
        (format!("共办结{}件。", handled + carried_in + 1), "R5.3"),
        (format!("结转下年度继续办理{}件。", out + 1), "R5.4"),
        ("其中予以公开99件。".to_owned(), "R5.5"),
        ("本机关不掌握相关政府信息99件。".to_owned(), "R5.6"),
        (format!("被申请行政复议{}件。", reviews + 1), "R5.9"),
        ("被提起行政诉讼99件。".to_owned(), "R5.10"),
        ("全年未收到政府信息公开申请。".to_owned(), "R5.12"),
        ("未发生因政府信息公开被申请行政复议的情况。".to_owned(), "R5.13"),
        ("制发行政规范性文件6件。".to_owned(), "R5.14"),
    ];
    for (text, rule) in errors {
        assert_eq!(rules(&saying(&text)), [(rule.to_owned(), Severity::Error)], "{text}");
    }
    let warnings = [
        ("被申请行政复议，结果维持99件。".to_owned(), "R5.11"),
        ("本年作出行政许可决定30件。".to_owned(), "R5.15"),
        ("行政事业性收费14万元。".to_owned(), "R5.15"),
        ("受理申请9999件次。".to_owned(), "R5.1"),
        ("收到申请近9999件。".to_owned(), "R5.1"),
    ];
    for (text, rule) in warnings {
        assert_eq!(rules(&saying(&text)), [(rule.to_owned(), Severity::Warn)], "{text}");
    }
    assert_eq!(rules(&saying("行政事业性收费125000元。")), [], "元 against 万元");
    assert_eq!(rules(&saying("行政事业性收费13万元。")), [], "rounded to the last digit told");
    assert_eq!(rules(&saying(&format!("收到申请{}余件。", new - 1))), [], "余 reaches further");
}

#[test]
fn a_message_can_be_read_by_itself() {
    let findings = crossfoot(&saying("新收申请9999件。"), None, &Context::default());
    let hit = findings.iter().find(|hit| hit.rule == "R5.1").unwrap();
    let new = total(Row::NewlyReceived);
    assert_eq!(hit.message, format!("正文称收到申请9999件，表三第一项总计为{new}件。"));
    assert_eq!((hit.table, hit.quote.as_deref()), (None, Some("新收申请9999件")));
    assert_eq!(hit.section, Some(SectionId::OverviewRequests));
}

#[test]
fn two_values_of_one_claim() {
    let new = total(Row::NewlyReceived);
    let mut report = saying(&format!("新收申请{new}件。"));
    let preamble = report.sections.iter_mut().find(|section| section.id == SectionId::Preamble).unwrap();
    preamble.text.push_str(&format!("全年收到申请{}件。", new + 3));
    assert_eq!(rules(&report), [("R5.1".to_owned(), Severity::Error), ("R5.17".to_owned(), Severity::Warn)]);
}

#[test]
fn shares_parts_breakdowns_rates_and_growth() {
    let (new, handled) = (total(Row::NewlyReceived), total(Row::Total));
    let granted = total(Row::Disclosed);
    let exact = granted as f64 * 100.0 / handled as f64;
    assert_eq!(rules(&saying(&format!("予以公开{granted}件，占{exact:.2}%。"))), []);
    assert_eq!(
        rules(&saying(&format!("予以公开{granted}件，占{:.2}%。", exact + 7.0))),
        [("R5.7".to_owned(), Severity::Error)]
    );
    let items = "主动公开政府信息362条，其中机构职能类100条、公告类200条。";
    assert_eq!(rules(&saying_in(SectionId::OverviewProactive, items)), [("R5.16".to_owned(), Severity::Warn)]);
    assert_eq!(
        rules(&saying_in(SectionId::OverviewProactive, "主动公开政府信息300条，其中机构职能类100条、公告类200条。")),
        []
    );
    let by_kind = format!("收到申请{new}件，自然人申请1件、企业申请1件。");
    assert_eq!(rules(&saying(&by_kind)), [("R5.18".to_owned(), Severity::Warn)]);
    let by_channel = format!("收到申请{new}件，其中网络{}件、信函2件。", new - 2);
    assert_eq!(rules(&saying(&by_channel)), []);
    assert_eq!(rules(&saying("办结率达到100%。")), [("R5.19".to_owned(), Severity::Warn)]);
    let last = sound(2024).table3.unwrap().get(Row::NewlyReceived, Column::Total).unwrap();
    let growth = (new as f64 - last as f64) * 100.0 / last as f64;
    let way = if growth < 0.0 { "减少" } else { "增长" };
    assert_eq!(rules(&saying(&format!("收到申请{new}件，同比{way}{:.2}%。", growth.abs()))), []);
    assert_eq!(
        rules(&saying(&format!("收到申请{new}件，同比{way}{:.2}%。", growth.abs() + 30.0))),
        [("R5.23".to_owned(), Severity::Warn)]
    );
}

#[test]
fn fees_in_two_places() {
    let mut report = saying_in(SectionId::OtherMatters, "发出收费通知3件，收取信息处理费1200元。");
    assert_eq!(rules(&report), []);
    let section = report.sections.iter_mut().find(|section| section.id == SectionId::OverviewRequests).unwrap();
    section.text = "编号从1起。收取信息处理费1300元。".to_owned();
    assert_eq!(rules(&report), [("R5.20".to_owned(), Severity::Error)]);
    let odd = saying_in(SectionId::OtherMatters, "发出收费通知3件，收取信息处理费1205元。");
    assert_eq!(rules(&odd), [("R5.22".to_owned(), Severity::Hint)]);
}

#[test]
fn requests_in_more_wordings() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "本年度新收到政府信息公开申请5件，上年结转政府信息公开申请1件。",
            &[("requests_received", "5"), ("carried_in", "1")],
        ),
        ("共收到公民、法人和其他组织提出的政府信息公开申请36件。", &[("requests_received", "36")]),
        ("依申请公开受理量为15件。", &[("requests_received", "15")]),
        ("未接到公民、法人或者其他组织提出的政府信息公开申请。", &[("requests_received", "0")]),
        ("全年未新收政府信息公开申请。", &[("requests_received", "0")]),
        ("政府信息公开申请数量为零。", &[("requests_received", "0")]),
        ("办理去年结转的2件。", &[("carried_in", "2")]),
        ("含结转上年度申请3件。", &[("carried_in", "3")]),
        ("2024年结转至2025年办理4件。", &[("carried_in", "4")]),
        ("结转至2026年继续办理5件。", &[("carried_out", "5")]),
        ("3件转入下年度办理。", &[("carried_out", "3")]),
        ("另有2件尚未办结。", &[("carried_out", "2")]),
        ("按时办结19件。", &[("answered", "19")]),
        (
            "其中，予以公开类8件，部分公开类2件，无法提供的有3件。",
            &[("granted", "8"), ("partial", "2"), ("unable", "3")],
        ),
        ("予以公开和部分公开共10件。", &[("granted_or_partial", "10")]),
        ("收到行政复议案件2起，行政诉讼案件共1件。", &[("review_total", "2"), ("litigation_total", "1")]),
        ("涉及信息公开的行政复议、行政诉讼案件均为0件。", &[("review_total", "0"), ("litigation_total", "0")]),
        ("因政府信息公开引发的行政复议、行政诉讼均未发生。", &[("review_total", "0"), ("litigation_total", "0")]),
        (
            "被申请行政复议4件，其中维持原答复3件，被纠正1件。",
            &[("review_total", "4"), ("review_upheld", "3"), ("review_corrected", "1")],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), pairs(expected), "{text}");
    }
}

#[test]
fn parts_other_work_and_other_matters_are_no_claims() {
    for text in [
        "收到网络申请12件，信函申请5件。",
        "通过网站收到申请12件、通过信函收到申请5件。",
        "收到自然人申请15件、法人或其他组织申请2件。",
        "未收到申请人的补正材料。",
        "没有收到对信息公开收费的投诉。",
        "当面答复3件、邮寄答复14件。",
        "按时办结17件，逾期办结2件。",
        "部分公开或不予公开3件。",
        "驳回行政复议申请2件。",
        "公示行政许可31件、行政处罚12件。",
        "减免行政事业性收费12万元。",
        "制定《规范性文件管理办法》等制度3件。",
        "制定修订规范性文件5件。",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

/// Law sheet 6.2: two organs in one report; the subject of the clause decides.
#[test]
fn figures_of_another_organ_are_its_own() {
    let of = |organ: &str, text: &str| {
        let mut report = Report::draft(organ, None, 2025);
        let id = SectionId::OverviewRequests;
        report.sections = vec![Section { id, title: None, text: text.to_owned(), place: None }];
        let found = claims(&report).into_iter().map(|claim| (claim.key, claim.value.to_string()));
        found.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let both = "2025年，本办公室收到政府信息公开申请26件，县政府收到政府信息公开申请66件。";
    assert_eq!(of("和棠县人民政府办公室", both), pairs(&[("requests_received", "26")]));
    let both = "市政府办公室收到9件，市政府收到14件，办结12件。";
    assert_eq!(of("临砚市人民政府", both), pairs(&[("requests_received", "14"), ("answered", "12")]));
    let area = "全县共收到政府信息公开申请120件，本局收到政府信息公开申请7件。";
    assert_eq!(of("和棠县民政局", area), pairs(&[("requests_received", "7")]));
    assert_eq!(of("和棠县民政局", "全县共收到政府信息公开申请120件。"), pairs(&[("requests_received", "120")]));
    assert_eq!(
        of("和棠县人民政府", "全县各级行政机关共收到政府信息公开申请120件。"),
        pairs(&[("requests_received", "120")])
    );
}

#[test]
fn items_told_twice_and_items_of_a_channel() {
    let told = |text: &str| rules(&saying_in(SectionId::OverviewProactive, text));
    let twice = "全年主动公开政府信息320条。经统计，本年度主动公开政府信息350条。";
    assert_eq!(told(twice), [("R5.17".to_owned(), Severity::Warn)]);
    assert_eq!(told("全年主动公开政府信息320条。通过门户网站公开政府信息200条。"), [], "a channel is a part");
    assert_eq!(told("全年主动公开政府信息320条。公开财政信息12条。"), [], "a class is a part");
    assert_eq!(told("全年主动公开政府信息320条。自开通以来累计公开信息5300条。"), [], "since the start");
    let nested = "主动公开政府信息320条，其中政策文件20条（含规范性文件3条）、动态300条。";
    assert_eq!(told(nested), [], "brackets part a part");
    assert_eq!(told("主动公开政府信息320条，其中文件20条、动态100条；公告200条。"), [], "the list goes on");
}

#[test]
fn shares_of_other_figures_and_rates() {
    let granted = total(Row::Disclosed);
    let new = total(Row::NewlyReceived);
    let part = format!("予以公开{granted}件，其中涉及征地的1件，占{:.2}%。", 100.0 / granted as f64);
    assert_eq!(rules(&saying(&part)), [], "a share of the figure before it");
    assert_eq!(rules(&saying("被申请行政复议，结果维持，占50%。")), []);
    assert_eq!(rules(&saying(&format!("收到申请{new}件，按时办结率100%。"))), [], "in time is not all");
    let channels = format!("收到申请{new}件，其中网络{}件（门户网站1件、邮箱1件）、信函2件。", new - 2);
    assert_eq!(rules(&saying(&channels)), [], "brackets part a part");
    let carried = total(Row::CarriedIn);
    let wrong = format!("收到申请{new}件，其中网络{new}件、信函{carried}件。");
    assert_eq!(rules(&saying(&wrong)), [("R5.18".to_owned(), Severity::Warn)], "those received are what is parted");
}
