//! Percentages behind counts: 8件，占42.11%.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, Share, figure_pattern, numeral};

static SHARE: LazyLock<Regex> = LazyLock::new(|| figure_pattern(r"{NU}[^。；|\d]{0,4}?(?P<pct>\d+(?:\.\d+)?)%"));
static COUNT: LazyLock<Regex> = LazyLock::new(|| figure_pattern(r"{NU}"));

/// Takes every share of the sentence.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    for found in SHARE.captures_iter(&reader.sentence.text) {
        let (Some(count), Some(percent), Some(whole)) = (numeral(&found["n"]), found.name("pct"), found.get(0)) else {
            continue;
        };
        // 17件，办结率100%: a rate is no share of the figure before it; nor is a growth.
        let elsewhere = ["率", "增", "降", "幅", "升", "减", "同比", "满意"];
        let clause = reader.sentence.clause(&whole.range());
        let disputes = ["复议", "诉讼", "维持", "纠正"].iter().any(|word| clause.contains(word));
        if disputes || elsewhere.iter().any(|word| whole.as_str().contains(word)) {
            continue;
        }
        let text = reader.sentence.text.get(..whole.start()).unwrap_or_default();
        let before = COUNT.captures_iter(text).filter_map(|found| numeral(&found["n"])).collect();
        reader.out.shares.push(Share {
            count,
            percent: percent.as_str().to_owned(),
            section: reader.sentence.section,
            sentence: reader.number,
            quote: reader.sentence.quote(whole.range()),
            before,
        });
    }
}
