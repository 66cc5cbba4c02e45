//! docs/law.md: every article of the Regulation has its row, and the page is what the sources say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

mod generate;

use generate::{LATER, NO_DUTY, named, page, places};
use gongkai_rules::statute::articles;

#[test]
fn the_page_is_what_the_sources_say() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/law.md");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let stale = "docs/law.md is stale: cargo run --example law -p gongkai-rules";
    assert!(kept == page(), "{stale}");
}

/// An article that binds the organ has code, or says what it waits for.
#[test]
fn no_article_is_forgotten() {
    let places = places();
    let mut forgotten = Vec::new();
    for (number, text) in articles() {
        let told = LATER.iter().chain(NO_DUTY).any(|(article, _)| *article == number);
        let in_code = places.get(&number).is_some_and(|found| !found.code.is_empty());
        if !told && !in_code {
            forgotten.push(format!("{number}: {}", text.lines().next().unwrap_or_default()));
        }
    }
    assert!(forgotten.is_empty(), "no code names these, and nothing says why:\n{}", forgotten.join("\n"));
    assert_eq!(articles().count(), 56);
}

/// What is built of the chapters on requests (第二十七条 to 第四十五条) and on supervision and the annual report (第四十七条, 第四十九条
/// to 第五十一条) is named by a test, unless its row says what it waits for.
#[test]
fn every_article_on_requests_and_reports_that_is_built_has_a_test() {
    let places = places();
    let built = (27..=45).chain([47]).chain(49..=51).filter(|number| !LATER.iter().any(|(later, _)| later == number));
    let untested: Vec<u16> =
        built.filter(|number| places.get(number).is_none_or(|found| found.tests.is_empty())).collect();
    assert!(untested.is_empty(), "no test names articles {untested:?}");
}

#[test]
fn articles_of_other_laws_are_not_taken_for_the_regulations() {
    let all = |text| named(text).into_iter().collect::<Vec<_>>();
    assert_eq!(all("/// 第三十三条第二款: once"), [33]);
    assert_eq!(all("(条例第三十二条、第三十三条第三款、第三十四条)"), [32, 33, 34]);
    assert_eq!(all("(行政复议法第二十条、第二十三条; 条例第五十一条)"), [51]);
    assert_eq!(all("收费办法第六条"), [0_u16; 0]);
    assert_eq!(all("依据《条例》第三十条，《中华人民共和国统计法》第二十五条"), [30]);
    assert_eq!(all("《中华人民共和国政府信息公开条例》第十四条至第十六条"), [14, 16]);
    assert_eq!(all("保守国家秘密法实施条例第十二条"), [0_u16; 0]);
}
