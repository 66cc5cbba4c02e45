//! Outcomes in words: 其中予以公开8件、部分公开2件; 本机关不掌握相关政府信息3件.

use std::sync::LazyLock;

use regex::Regex;

use super::super::form::{Row, label_variants};
use super::{FIGURE, Reader, figure_pattern};
use crate::reporting::crossfoot::pattern;

static GROUPS: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
    let named = [
        ("granted_or_partial", "(?:予以公开|同意公开)(?:及|和|或|与|以及|、)(?:予以)?部分公开"),
        ("granted", "予以公开|同意公开"),
        ("partial", "部分公开"),
        ("denied", "不予公开"),
        ("unable", "无法提供"),
        ("not_processed", "不予处理"),
        ("other", "其他处理"),
    ];
    named
        .into_iter()
        .map(|(key, words)| {
            (key, figure_pattern(&format!("(?:{words})(?:的|类|情形|信息|申请)*(?:有|为|共|共计|合计)?{{NU}}")))
        })
        .collect()
});

/// Detail rows by their printed label or a variant of it; a variant of less than four characters says too little.
static ROWS: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
    let details = Row::leaves().filter(|row| row.group().is_some());
    details
        .filter_map(|row| {
            let words: Vec<String> = label_variants(row)
                .into_iter()
                .filter(|label| label.chars().count() >= 4)
                .map(|label| regex::escape(&label.replace(',', "，")).replace('，', "[，、]"))
                .collect();
            let core = format!("(?:{})(?:的|信息|类|申请|情形)?{FIGURE}", words.join("|"));
            (!words.is_empty()).then(|| (row.id(), pattern(&core)))
        })
        .collect()
});

static WITHDRAWN: LazyLock<Regex> = LazyLock::new(|| figure_pattern(r"撤回[^，。；|\d]{0,6}?{NU}"));

pub(super) fn read(reader: &mut Reader<'_, '_>) {
    let words = |reader: &Reader<'_, '_>, range: &std::ops::Range<usize>| {
        let clause = reader.sentence.clause(range);
        // 部分公开或不予公开3件: a figure for two outcomes is none of either.
        let before = reader.sentence.text.get(..range.start).unwrap_or_default();
        let joined = ["或", "和", "及", "与", "、"].iter().filter_map(|mark| before.strip_suffix(mark));
        let two =
            joined.into_iter().any(|rest| rest.ends_with("公开") || rest.ends_with("提供") || rest.ends_with("处理"));
        !two && !["复议", "诉讼"].iter().any(|word| clause.contains(word))
    };
    for (key, pattern) in ROWS.iter() {
        reader.take(pattern, key, words);
    }
    for (key, pattern) in GROUPS.iter() {
        reader.take(pattern, key, words);
    }
    reader.take(&WITHDRAWN, Row::OtherHandling.id(), words);
}
