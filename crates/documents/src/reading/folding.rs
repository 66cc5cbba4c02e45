//! Copies on other people's sites: traditional characters, and readings put behind characters (進(jìn)) (L35). They are
//! read as well as can be and marked: such a copy is never the organ's own report.

use std::sync::LazyLock;

use regex::Regex;

/// Traditional characters of the form and of the words that lead to it, with their simplified ones.
const PAIRS: &str = "總总體体況况開开請请與与處处機机關关務务當当數数標标準准據据級级報报導导項项結结轉转辦办繼继續续無无給给確确認认證证獲获書书訴诉訟讼複复議议審审決决維维糾纠經经過过規规範范權权屬属內内類类極极營营業业\
    會会織织構构組组計计歲岁網网舉举費费補补財财應应員员長长門门問问題题進进條条區区縣县鎮镇鄉乡廳厅國国華华個个們们為为對对從从實实現现設设這这來来時时間间將将發发動动學学習习強强調调產产電电話话郵邮編编\
    號号單单備备註注統统積积專专傳传達达聯联係系萬万億亿檔档濟济穩稳險险護护執执詢询納纳繳缴銷销廢废頒颁勢势責责";

static READING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han})[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,6}[)）]").ok());

fn simplified(c: char) -> Option<char> {
    if !matches!(c, '\u{4e00}'..='\u{9fff}') {
        return None;
    }
    let mut chars = PAIRS.chars();
    while let (Some(traditional), Some(simple)) = (chars.next(), chars.next()) {
        if traditional == c {
            return Some(simple);
        }
    }
    None
}

/// Whether a document is such a copy: it names the matter in traditional characters, or has readings put in.
pub(super) fn is_foreign<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut readings = 0;
    for text in texts {
        if ["信息公開", "總體情況", "年度報告", "資訊公開"].iter().any(|words| text.contains(words)) {
            return true;
        }
        if text.is_ascii() || !text.contains(['(', '（']) {
            continue;
        }
        readings += READING.as_ref().map_or(0, |pattern| pattern.find_iter(text).take(3).count());
        if readings >= 3 {
            return true;
        }
    }
    false
}

/// Simplified characters, readings taken out.
pub(super) fn fold(text: &str) -> String {
    let bare = READING.as_ref().map_or_else(|| text.into(), |pattern| pattern.replace_all(text, "$1"));
    bare.chars().map(|c| simplified(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_copies_and_put_in_readings_are_told_and_folded() {
        assert!(is_foreign(["2023年政府信息公開工作年度報告"].into_iter()));
        assert!(!is_foreign(["2023年政府信息公开工作年度报告（附件）"].into_iter()));
        assert_eq!(fold("一、總體情況"), "一、总体情况");
        assert_eq!(fold("推進(jìn)政務(wù)公開(kāi)"), "推进政务公开");
        assert_eq!(fold("收費（單位：萬元）"), "收费（单位：万元）");
    }
}
