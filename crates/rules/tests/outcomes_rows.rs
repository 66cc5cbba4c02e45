//! Outcomes are the rows of the official form, and what the law attaches to them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{Condition, Outcome, OutcomeGroup, ProposalFacts, RemedyClass};
use gongkai_rules::statute::{article, numeral, paragraphs};

/// The 21 leaf rows as the blank form prints them (格式2021).
const FORM: [&str; 21] = [
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
];

#[test]
fn the_rows_are_those_of_the_form_word_for_word_in_its_order() {
    let labels: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.label()).collect();
    assert_eq!(labels, FORM);
    let in_group = |group| Outcome::ALL.iter().filter(|outcome| outcome.group() == group).count();
    let groups = [
        OutcomeGroup::Disclosed,
        OutcomeGroup::PartlyDisclosed,
        OutcomeGroup::Withheld,
        OutcomeGroup::Unavailable,
        OutcomeGroup::NotProcessed,
        OutcomeGroup::OtherwiseHandled,
    ];
    assert_eq!(groups.map(in_group), [1, 1, 8, 3, 5, 3]);
}

#[test]
fn every_outcome_has_its_letters_and_every_outcome_letter_one_outcome() {
    for outcome in Outcome::ALL {
        assert!(!outcome.letters().is_empty());
        for letter in outcome.letters() {
            assert_eq!(letter.outcome(), Some(outcome));
        }
    }
    let announcing: usize = Outcome::ALL.iter().map(|outcome| outcome.letters().len()).sum();
    assert_eq!(announcing, LetterKind::ALL.iter().filter(|kind| kind.is_outcome()).count());
    assert_eq!(Outcome::NotHeld.letters(), [LetterKind::Nonexistent, LetterKind::OtherOrgan]);
    assert_eq!(Outcome::Disclosed.letters(), [LetterKind::Disclosed, LetterKind::AlreadyPublished]);
    assert_eq!(Outcome::OtherHandling.letters(), [LetterKind::Withdrawn, LetterKind::OtherHandling]);
}

#[test]
fn a_letter_has_the_code_name_of_its_outcome_but_for_the_three_rows_with_two_letters() {
    let code = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    for kind in LetterKind::ALL.iter().filter(|kind| kind.is_outcome()) {
        let outcome = kind.outcome().unwrap();
        if outcome.letters().len() == 1 {
            assert_eq!(code(serde_json::to_value(kind).unwrap()), code(serde_json::to_value(outcome).unwrap()));
        }
    }
}

#[test]
fn only_refusals_under_articles_14_to_16_go_to_reconsideration_first() {
    for outcome in Outcome::ALL {
        let rests_on = |article: &str| outcome.articles().iter().any(|cited| cited.starts_with(article));
        let refusal = ["第十四条", "第十五条", "第十六条"].into_iter().any(rests_on);
        let class = outcome.remedy_class(false);
        assert_eq!(class == RemedyClass::ReconsiderationFirst, refusal, "{outcome:?}");
    }
    // 行政查询事项 stands under 不予公开 but rests on Article 36: choice, unless the organ's setting says otherwise.
    assert_eq!(Outcome::AdministrativeInquiry.group(), OutcomeGroup::Withheld);
    assert_eq!(Outcome::AdministrativeInquiry.remedy_class(false), RemedyClass::Choice);
    assert_eq!(Outcome::AdministrativeInquiry.remedy_class(true), RemedyClass::ReconsiderationFirst);
    assert_eq!(Outcome::NotHeld.remedy_class(true), RemedyClass::Choice);
    assert_eq!(Outcome::PartlyDisclosed.remedy_class(false), RemedyClass::Partly);
}

#[test]
fn what_is_not_on_record_cannot_be_proposed() {
    let nothing = ProposalFacts::default();
    let unmet = |outcome: Outcome, facts: &ProposalFacts| outcome.unmet(outcome.letters()[0], facts);
    assert_eq!(unmet(Outcome::ThirdPartyRights, &nothing), [Condition::ThirdPartyConsulted]);
    assert_eq!(unmet(Outcome::Repeated, &nothing), [Condition::EarlierReply]);
    assert_eq!(unmet(Outcome::StillUnclear, &nothing), [Condition::ClarificationAnswered]);
    assert_eq!(unmet(Outcome::NotClarifiedInTime, &nothing), [Condition::ClarificationLapsed]);
    assert_eq!(unmet(Outcome::ExcessiveWithoutReason, &nothing), [Condition::ReasonsAsked]);
    assert_eq!(unmet(Outcome::FeeNotPaid, &nothing), [Condition::FeeLapsed]);
    assert_eq!(unmet(Outcome::NotHeld, &nothing), [Condition::SearchRecorded]);
    assert_eq!(unmet(Outcome::OtherHandling, &nothing), [Condition::Withdrawn]);
    assert_eq!(unmet(Outcome::Disclosed, &nothing), []);
    assert_eq!(Outcome::NotHeld.unmet(LetterKind::OtherOrgan, &nothing), []);

    let consulted = ProposalFacts { third_party_consulted: true, ..nothing };
    assert_eq!(unmet(Outcome::ThirdPartyRights, &consulted), []);
    assert_eq!(unmet(Outcome::Repeated, &consulted), [Condition::EarlierReply]);
    assert!(Condition::EarlierReply.message().contains("第三十六条第六项"));
}

/// 第三十六条 to 第三十九条: among them 第三十八条 (nothing has to be made) and 第三十九条 (petitions and complaints).
#[test]
fn every_row_says_what_its_reply_must_state() {
    for outcome in Outcome::ALL {
        assert!(!outcome.required_statements().is_empty(), "{outcome:?}");
    }
}

/// Whether 第三十六条第二项, 第十六条第二款, 第十条 … is a place of the Regulation.
fn stands_in_the_regulation(cited: &str) -> bool {
    let (number, rest) = cited.split_once('条').unwrap_or((cited, ""));
    let Some(number) = (1..=56).find(|&at| number == format!("第{}", numeral(u32::from(at)))) else { return false };
    let of = |unit: &str| (1..=20_u32).find(|&at| rest == format!("第{}{unit}", numeral(at)));
    let paragraphs = paragraphs(number).unwrap_or_default();
    match (of("款"), of("项")) {
        (Some(paragraph), None) => usize::try_from(paragraph).is_ok_and(|paragraph| paragraph <= paragraphs.len()),
        (None, Some(item)) => article(number).is_some_and(|text| text.contains(&format!("({})", numeral(item)))),
        _ => rest.is_empty() && !paragraphs.is_empty(),
    }
}

#[test]
fn every_article_a_row_rests_on_stands_in_the_regulation() {
    assert!(!stands_in_the_regulation("第九十九条") && !stands_in_the_regulation("第十四条第九款"));
    for outcome in Outcome::ALL {
        for cited in outcome.articles() {
            assert!(stands_in_the_regulation(cited), "{outcome:?}: {cited}");
        }
    }
}

#[test]
fn every_article_a_letter_cites_stands_in_the_regulation() {
    let mut found = 0;
    for kind in LetterKind::ALL {
        for after in kind.model().body.split("《条例》").skip(1).filter(|after| after.starts_with('第')) {
            // 第三十六条第二项、第四十条，…: a list of places up to the first other character.
            let places: String = after.chars().take_while(|c| "第一二三四五六七八九十条款项、".contains(*c)).collect();
            for cited in places.split('、').filter(|cited| !cited.is_empty()) {
                assert!(stands_in_the_regulation(cited), "{kind:?}: {cited}");
                found += 1;
            }
        }
    }
    assert!(found > 30, "only {found} citations were looked at");
}
