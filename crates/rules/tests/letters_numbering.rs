//! Numbers of cases and letters: what offices print, what they may set, what a search must find.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

use gongkai_rules::letters::numbering::{
    DEFAULT_CASE_PATTERN, DEFAULT_LETTER_PATTERN, NumberParts, Pattern, PatternProblem, PatternUse, fold,
};

fn parts(suffix: &str, kind_serial: u32) -> NumberParts<'_> {
    NumberParts { organ_code: "XG", organ_word: "西工", year: 2026, serial: 38, case_serial: 38, suffix, kind_serial }
}

#[test]
fn the_default_numbers_are_those_of_the_sheet() {
    assert_eq!(Pattern::default_case().write(&parts("", 1)), "XG-2026-0038");
    assert_eq!(Pattern::default_letter().write(&parts("答", 1)), "西工公开〔2026〕38号-答");
    assert_eq!(Pattern::default_letter().write(&parts("征", 2)), "西工公开〔2026〕38号-征2");
    assert_eq!(Pattern::default_case().to_string(), DEFAULT_CASE_PATTERN);
    assert_eq!(Pattern::default_letter().to_string(), DEFAULT_LETTER_PATTERN);
    assert_eq!(Pattern::parse(DEFAULT_CASE_PATTERN, PatternUse::Case), Ok(Pattern::default_case()));
    assert_eq!(Pattern::parse(DEFAULT_LETTER_PATTERN, PatternUse::Letter), Ok(Pattern::default_letter()));
}

#[test]
fn an_office_may_keep_its_own_habit() {
    let of = |text| Pattern::parse(text, PatternUse::Letter).unwrap();
    assert_eq!(
        of("海淀区温泉镇({year})第{case_serial}号-{suffix}").write(&parts("答", 1)),
        "海淀区温泉镇(2026)第38号-答"
    );
    assert_eq!(of("信公开{suffix}〔{year}〕{serial:3}号").write(&parts("告", 1)), "信公开告〔2026〕038号");
}

#[test]
fn a_second_letter_never_gets_the_number_of_the_first() {
    let pattern = Pattern::parse("{organ_word}〔{year}〕{case_serial}号-{suffix}", PatternUse::Letter).unwrap();
    assert_ne!(pattern.write(&parts("征", 1)), pattern.write(&parts("征", 2)));
}

#[test]
fn a_pattern_that_cannot_number_is_refused_with_its_reason() {
    let problem = |text, of| Pattern::parse(text, of).unwrap_err();
    let unknown = |place: &str| PatternProblem::UnknownPlace { place: place.to_owned() };
    let digits = |place: &str| PatternProblem::Digits { place: place.to_owned() };
    assert_eq!(problem("  ", PatternUse::Case), PatternProblem::Empty);
    assert_eq!(problem("XG-{serial}", PatternUse::Case), PatternProblem::YearMissing);
    assert_eq!(problem("XG-{year}", PatternUse::Case), PatternProblem::SerialMissing);
    assert_eq!(problem("{year}-{serial", PatternUse::Case), PatternProblem::Brace);
    assert_eq!(problem("{year}-serial}{serial}", PatternUse::Case), PatternProblem::Brace);
    assert_eq!(problem("{year}{serial:0}", PatternUse::Case), digits("serial:0"));
    assert_eq!(problem("{year}{serial:99}", PatternUse::Case), digits("serial:99"));
    assert_eq!(problem("{year:2}{serial}", PatternUse::Case), unknown("year:2"));
    assert_eq!(problem("{year}{serial}{suffix}", PatternUse::Case), unknown("suffix"));
    assert_eq!(problem("{year}第{case_serial}号", PatternUse::Letter), PatternProblem::SuffixMissing);
    assert_eq!(problem("{year}\n{serial}", PatternUse::Case), PatternProblem::ControlCharacter);
    assert!(problem("{month}", PatternUse::Case).message().contains("{month}"));
}

#[test]
fn a_search_finds_a_number_however_its_brackets_and_widths_were_typed() {
    let wanted = fold("西工公开〔2026〕38号-答");
    for typed in [
        "西工公开[2026]38号-答",
        "西工公开（２０２６）３８号－答",
        "西工公开【2026】 38号—答",
        "西工公开﹝2026﹞38号-答",
    ] {
        assert_eq!(fold(typed), wanted, "{typed}");
    }
    assert_eq!(fold("xg-2026-0038"), fold("ＸＧ－２０２６－００３８"));
    assert_ne!(fold("XG-2026-0038"), fold("XG-2026-0039"));
}
