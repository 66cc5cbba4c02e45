//! Reconsideration and suits in words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::crossfoot::pattern;
use super::super::exchange::{SectionId, Value};
use super::{Read, Reader, figure_pattern};

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    figure_pattern(
        r"行政复议(?:案件)?(?:、|和|及|与|以及)行政诉讼(?:案件)?(?P<how>各为|均为|各|均|共计|共|合计|总计)?{NU}",
    )
});
static TOTALS: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
    let named = [
        ("litigation_after_review", r"复议后(?:提起|起诉|诉讼)(?:的|行政诉讼)?(?:案件)?{NU}"),
        ("litigation_direct", r"(?:未经复议)?直接(?:起诉|提起行政诉讼)(?:的)?(?:案件)?{NU}"),
        ("review_total", r"复议(?:案件|申请)?(?:共|共计|总计|合计|为)?{NU}"),
        ("litigation_total", r"诉讼(?:案件)?(?:共|共计|总计|合计|为)?{NU}"),
    ];
    named.into_iter().map(|(key, core)| (key, figure_pattern(core))).collect()
});
static RESULTS: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
    let named = [
        ("upheld", r"(?:结果)?维持(?:的|原行政行为|原答复|原决定|结果)?{NU}"),
        ("corrected", r"(?:结果)?(?:纠正|纠错)(?:的)?{NU}"),
        ("other", r"其他结果(?:的)?{NU}"),
        ("pending", r"(?:尚未|未)审结(?:的)?{NU}"),
    ];
    named.into_iter().map(|(key, core)| (key, figure_pattern(core))).collect()
});
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:未|没有|无)(?:发生|出现|产生|引发|收到|被|因|涉及|有|行政复议|行政诉讼|政府信息公开)[^，。；|\d]*|(?:行政复议|行政诉讼)[^，。；|\d]{0,12}(?:均|都)?(?:未发生|没有发生|为零)",
    )
});

/// Words that turn 未发生 into a denial of the bad result only.
const BAD_RESULT: [&str; 5] = ["纠错", "纠正", "败诉", "撤销", "确认违法"];

pub(super) fn read(reader: &mut Reader<'_, '_>) {
    if !reader.sentence.text.contains("复议")
        && !reader.sentence.text.contains("诉讼")
        && !reader.sentence.text.contains("起诉")
    {
        return;
    }
    none(reader);
    both(reader);
    results(reader);
    for (key, pattern) in TOTALS.iter() {
        reader.take(pattern, key, about_disclosure);
    }
}

/// The organ as respondent in disclosure matters, not as the body that reviews (全年办理行政复议案件86件).
fn about_disclosure(reader: &Reader<'_, '_>, range: &Range<usize>) -> bool {
    let clause = reader.sentence.clause(range);
    let reviews = ["审理", "审结", "复议机关", "办理行政复议", "受理行政复议"].iter().any(|word| clause.contains(word));
    let home = matches!(reader.sentence.section, SectionId::OverviewRequests | SectionId::RemediesTable);
    let named = reader.sentence.source.contains("信息公开") || reader.sentence.source.contains("申请");
    // 驳回复议申请2件 is an end of cases, not their number.
    let before: String = reader.sentence.text.get(..range.start).unwrap_or_default().chars().rev().take(6).collect();
    let end_of_case = ["驳回", "撤回", "终止", "受理"].iter().any(|word| {
        let word: String = word.chars().rev().collect();
        before.starts_with(&word) || before.starts_with(&format!("政行{word}"))
    });
    !reviews && !end_of_case && (home || named)
}

/// 未发生行政复议、行政诉讼: both words may hang on one 未.
fn none(reader: &mut Reader<'_, '_>) {
    let found: Vec<Range<usize>> = NONE.find_iter(&reader.sentence.text).map(|found| found.range()).collect();
    for range in found {
        let words = reader.sentence.text.get(range.clone()).unwrap_or_default().to_owned();
        let (review, suit) = (words.contains("复议"), words.contains("诉讼") || words.contains("起诉"));
        if !(review || suit) || !about_disclosure(reader, &range) {
            continue;
        }
        let bad = BAD_RESULT.iter().any(|word| words.contains(word));
        let keys =
            if bad { ["review_corrected", "litigation_corrected"] } else { ["review_total", "litigation_total"] };
        for (said, key) in [review, suit].into_iter().zip(keys) {
            if said {
                reader.zero(key, Some("件"), range.clone());
            }
        }
        reader.sentence.blank(range, '|');
    }
}

/// 行政复议、行政诉讼各1件 (each) and 行政复议和行政诉讼共3件 (the sum, which no cell holds: left to R5.10 as a sum).
fn both(reader: &mut Reader<'_, '_>) {
    let found: Vec<(Range<usize>, bool, Read)> = BOTH
        .captures_iter(&reader.sentence.text)
        .filter_map(|found| {
            let each = found.name("how").is_some_and(|how| how.as_str().starts_with(['各', '均']));
            let read = Read::of(&found)?;
            Some((found.get(0)?.range(), each || read.count == 0, read))
        })
        .collect();
    for (range, each, read) in found {
        if each && about_disclosure(reader, &range) {
            for key in ["review_total", "litigation_total"] {
                let quote = reader.sentence.quote(range.clone());
                reader.push(key, Value::from(read.count), Some(&read.unit), read.exactness, quote, Some(read.count));
            }
        }
        reader.sentence.blank(range, '|');
    }
}

/// 维持, 纠正 …: of reconsideration until 行政诉讼 is spoken of, of suits from there on.
fn results(reader: &mut Reader<'_, '_>) {
    let first_suit = ["行政诉讼", "起诉"].iter().filter_map(|word| reader.sentence.text.find(word)).min();
    let first_review = reader.sentence.text.find("行政复议");
    let kind_at = |at: usize| match (first_review, first_suit) {
        (_, Some(suit)) if at > suit => Some("litigation"),
        (Some(review), _) if at > review => Some("review"),
        _ => None,
    };
    for (result, pattern) in RESULTS.iter() {
        let found: Vec<(Range<usize>, Read)> = pattern
            .captures_iter(&reader.sentence.text)
            .filter_map(|found| Some((found.get(0)?.range(), Read::of(&found)?)))
            .collect();
        for (range, read) in found {
            let Some(kind) = kind_at(range.start) else { continue };
            let quote = reader.sentence.quote(range.clone());
            let key = format!("{kind}_{result}");
            reader.push(&key, Value::from(read.count), Some(&read.unit), read.exactness, quote, Some(read.count));
            reader.sentence.blank(range, '|');
        }
    }
}
