//! Published items, documents, decisions and fees in words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::crossfoot::pattern;
use super::super::exchange::{Exactness, Value};
use super::{Read, Reader, figure_pattern, numeral};

static ITEMS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<all>累计)?(?:主动公开|公开|发布)[^，。；|\d]{0,14}?信息(?:数量|总数|总量|条数)?(?:共有|共计|共|累计|总计|合计|达到|达|为)?(?P<pre>近|约|超过|超|逾)?(?P<n>\d+(?:,\d{3})*|[〇零一二两三四五六七八九十百千]+)(?P<post>余|多)?(?P<u>条|篇|件|次)",
    )
});
static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<n>\d+(?:,\d{3})*)(?P<more>余|多)?(?P<u>条|篇|件|次)"));
static DOCUMENTS: LazyLock<Regex> = LazyLock::new(|| {
    figure_pattern(
        r"(?P<verb>制发|制定|印发|出台|新制定|废止|现行有效)(?P<gap>[^，。；、|\d]{0,14}?){NU}|(?P<noun>规章制度|规范性文件|规章)",
    )
});
static DECISIONS: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
    let named = [("permit", "行政许可"), ("punish", "行政处罚"), ("coerce", "行政强制")];
    named
        .into_iter()
        .map(|(key, noun)| {
            (key, figure_pattern(&format!("{noun}(?:处理)?(?:决定|案件)?(?:数量)?(?:共|共计|为)?{{NU}}")))
        })
        .collect()
});
static FEES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"行政事业性收费(?:金额)?[^，。；|\d]{0,8}?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<u>万元|元)"));

pub(super) fn read(reader: &mut Reader<'_, '_>) {
    documents(reader);
    for (key, pattern) in DECISIONS.iter() {
        // 公示行政许可31件 counts what was put out, not what was decided.
        reader.take(pattern, key, |reader, range| {
            let clause = reader.sentence.clause(range);
            !["公示", "公开", "公布", "归集"].iter().any(|word| clause.contains(word))
        });
    }
    fees(reader);
    items(reader);
}

fn fees(reader: &mut Reader<'_, '_>) {
    let found: Vec<(Range<usize>, String, String)> = FEES
        .captures_iter(&reader.sentence.text)
        .filter_map(|found| Some((found.get(0)?.range(), found["n"].replace(',', ""), found["u"].to_owned())))
        .collect();
    let relieved = ["减免", "免征", "减征", "停征", "取消", "降低", "减轻", "退还"];
    for (range, number, unit) in found {
        if relieved.iter().any(|word| reader.sentence.clause(&range).contains(word)) {
            continue;
        }
        let quote = reader.sentence.quote(range.clone());
        reader.push("fee", Value::Text(number), Some(&unit), Exactness::Exact, quote, None);
        reader.sentence.blank(range, '|');
    }
}

/// 制发行政规范性文件7件、废止3件、现行有效21件: a verb without a noun of its own speaks of the last one named.
fn documents(reader: &mut Reader<'_, '_>) {
    let mut noun = None;
    let mut found: Vec<(Range<usize>, String, Read)> = Vec::new();
    for hit in DOCUMENTS.captures_iter(&reader.sentence.text) {
        if let Some(named) = hit.name("noun") {
            noun = noun_of(named.as_str());
            continue;
        }
        let (Some(verb), Some(gap), Some(whole), Some(read)) =
            (hit.name("verb"), hit.name("gap"), hit.get(0), Read::of(&hit))
        else {
            continue;
        };
        // 制定修订…3件 counts two things; 制定《…办法》等制度3件 another.
        let other = ["修", "失效", "清理", "《", "制度", "办法", "等"].iter().any(|word| gap.as_str().contains(word));
        if other {
            continue;
        }
        if gap.as_str().contains("文件") || gap.as_str().contains("规章") {
            noun = noun_of(gap.as_str());
        } else if gap.as_str().chars().count() > 2 {
            continue;
        }
        let part = match verb.as_str() {
            "废止" => "repealed",
            "现行有效" => "in_force",
            _ => "made",
        };
        if let Some(noun) = noun.filter(|_| matches!(read.unit.as_str(), "件" | "份")) {
            found.push((whole.range(), format!("{noun}_{part}"), read));
        }
    }
    for (range, key, read) in found {
        let quote = reader.sentence.quote(range.clone());
        reader.push(&key, Value::from(read.count), Some(&read.unit), read.exactness, quote, Some(read.count));
        reader.sentence.blank(range, '|');
    }
}

/// Which row of table two a noun means; 规章制度 are none, and two nouns at once say nothing of either.
fn noun_of(words: &str) -> Option<&'static str> {
    let rules = words.contains("规章") && !words.contains("规章制度");
    match (rules, words.contains("规范性文件")) {
        (true, false) => Some("rules"),
        (false, true) => Some("normative"),
        _ => None,
    }
}

static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"（[^）]*）"));

/// Words between 公开 and 信息 that name no class of it.
static ANY_KIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:公开|发布)(?:了|的|各类|各项|各种|政府|政务|相关|有关|公共|本机关|本单位|共)*信息"));

/// Channels and classes: what is counted there is a part of all items.
const CHANNELS: [&str; 24] = [
    "网站",
    "网",
    "公众号",
    "微信",
    "微博",
    "新媒体",
    "平台",
    "公报",
    "公示栏",
    "栏目",
    "专栏",
    "客户端",
    "抖音",
    "头条",
    "报刊",
    "电视",
    "广播",
    "视频",
    "大厅",
    "专区",
    "机构职能",
    "重点领域",
    "财政",
    "累计",
];

/// Items published. Each sum of a sentence is a claim; what stands behind 其中 are its parts.
fn items(reader: &mut Reader<'_, '_>) {
    let text = reader.sentence.text.clone();
    let all: Vec<(Range<usize>, Read, bool)> = ITEMS
        .captures_iter(&text)
        .filter_map(|found| Some((found.get(0)?.range(), Read::of(&found)?, found.name("all").is_some())))
        .collect();
    for (range, mut read, since_the_start) in all {
        let clause = reader.sentence.clause(&range).to_owned();
        let before = text.get(..range.start).unwrap_or_default();
        if clause.contains("申请") || clause.contains("答复") || before.contains("其中") {
            continue;
        }
        if since_the_start || clause.contains("累计") {
            read.exactness = Exactness::Cumulative;
        }
        let parts = parts(text.get(range.end..).unwrap_or_default(), &read.unit);
        let quote = reader.sentence.quote(range.clone());
        let words = text.get(range.clone()).unwrap_or_default();
        let whole = ANY_KIND.is_match(words) && !CHANNELS.iter().any(|channel| clause.contains(channel));
        let perhaps = reader.perhaps_others(&range);
        reader.push(
            "published_items",
            Value::from(read.count),
            Some(&read.unit),
            read.exactness,
            quote,
            Some(read.count),
        );
        if let Some(last) = reader.out.stated.last_mut() {
            last.parts = parts;
            last.whole = whole;
            last.perhaps_others = perhaps;
        }
        reader.sentence.blank(range, '|');
    }
}

/// The parts that a sentence lists with 其中 behind a sum, in the same unit.
fn parts(rest: &str, unit: &str) -> Vec<u64> {
    // A list that goes on behind ； is not known as a whole.
    let open = rest.ends_with('；');
    let Some(at) = rest.find("其中").filter(|_| !rest.contains("重复") && !open) else { return Vec::new() };
    let listed = IN_BRACKETS.replace_all(rest.get(at..).unwrap_or_default(), "");
    let end = ["同比", "较上", "比上", "较去", "比去"].iter().filter_map(|word| listed.find(word)).min();
    PART.captures_iter(listed.get(..end.unwrap_or(listed.len())).unwrap_or_default())
        .filter(|part| part["u"] == *unit && part.name("more").is_none())
        .filter_map(|part| numeral(&part["n"]))
        .collect()
}
