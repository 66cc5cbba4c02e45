//! What a report says of itself: organ, year, title, period, day of publication, and the level as its name shows it.

use std::sync::LazyLock;

use gongkai_rules::reporting::exchange::Period;
use jiff::civil::{Date, date};
use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

use super::document::Metadata;
use super::lines::Line;
use super::sections::Heading;

mod level;

pub(super) use level::level_of;

/// The facts, as far as the document tells them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts {
    /// Title as printed.
    pub title: Option<String>,
    /// Number of the line after the title.
    pub after_title: usize,
    /// Name of the organ as in the title.
    pub organ: Option<String>,
    /// Year reported on.
    pub year: Option<i16>,
    /// Period as stated.
    pub period: Option<Period>,
    /// The period stood without its separators (L34); as printed.
    pub damaged_period: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:年度)?(?:情况)?(?:的)?(?:年度报告|年报|报告)",
    )
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(20\d\d)\s*(?:年度|年)?"));
static CHINESE_YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"二[〇零○Oo0][一二][〇零○一二三四五六七八九]年"));
static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?:起|开始|零时)?(?:至|到|—+|-+|~|～|－|–|——)(?:(20\d\d)年|当年|同年|本年)?(\d{1,2})月(\d{1,2})日",
    )
});
static DAMAGED: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(20\d\d)0?1(?:0?1)日?(?:起)?(?:至|到|-|—)(20\d\d)1231日?"));
static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(20\d\d)\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?"));
static SHOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(发布日期|发布时间|公开日期|公开时间|公布日期|公布时间|发文日期|发布于|信息时间|时间|日期|更新时间|成文日期|生成日期)[：:\s]*(20\d\d\s*[年./\-]\s*\d{1,2}\s*[月./\-]\s*\d{1,2})",
    )
});

/// Full-width digits and blanks within a text made plain, for reading dates and years.
pub(super) fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Reads the facts. `file` is the name of the file, the last place to look for year and organ.
pub(super) fn facts(lines: &[Line], headings: &[Heading], metadata: &Metadata, file: &str) -> Facts {
    let mut facts = Facts::default();
    let first = headings.first().map_or(lines.len(), |heading| heading.line);
    title(lines, first, &mut facts);
    if facts.title.is_none()
        && let Some(title) = metadata.title.as_deref().and_then(title_of_page)
    {
        facts.title = Some(title);
    }
    if let Some((organ, year)) = facts.title.as_deref().map(organ_and_year) {
        facts.organ = organ;
        facts.year = year;
    }
    // The line of dates and sources under a title is the page's, not the report's.
    while facts.title.is_some()
        && facts.after_title < first
        && lines.get(facts.after_title).is_some_and(|line| is_of_page(&line.text))
    {
        facts.after_title += 1;
    }
    period(lines, headings, facts.after_title, &mut facts);
    facts.year = facts.year.or_else(|| facts.period.map(|period| period.from.year())).or_else(|| said(lines, headings));
    let name = plain(file);
    facts.year = facts.year.or_else(|| year_in(&name));
    facts.organ = facts.organ.take().or_else(|| metadata.organ.clone()).or_else(|| organ_and_year(&name).0);
    facts.published = published(lines, first, headings, metadata);
    facts
}

/// A short line that shows when, whence and how often read.
fn is_of_page(text: &str) -> bool {
    let bare = plain(text);
    let words = [
        "发布日期",
        "发布时间",
        "公开日期",
        "公布日期",
        "来源:",
        "信息来源",
        "索引号",
        "浏览",
        "字号",
        "字体",
        "打印",
        "发布机构",
        "成文日期",
        "生成日期",
    ];
    bare.is_empty()
        || bare.chars().count() <= 120
            && words
                .iter()
                .any(|word| bare.starts_with(word) || bare.trim_start_matches(['[', '【', '(']).starts_with(word))
}

/// The last line before the first heading that is a title: breadcrumbs and lists of a page stand before it.
fn title(lines: &[Line], first: usize, facts: &mut Facts) {
    for at in (0..first.min(lines.len())).rev() {
        let Some(words) = lines.get(at).and_then(Line::words) else { continue };
        let words = words.trim();
        // A title set over two or three lines is put together.
        for before in (0..=2usize).filter(|before| *before <= at) {
            let parts: Vec<&str> =
                (at - before..=at).filter_map(|i| lines.get(i).and_then(Line::words)).map(str::trim).collect();
            let joined = parts.concat();
            if is_title(&joined)
                && (before == 0
                    || !TITLE.as_ref().is_some_and(|p| p.is_match(&plain(words)))
                    || year_in(&plain(words)).is_none())
            {
                if year_in(&plain(&joined)).is_none() && before < 2 && at > before {
                    continue;
                }
                let joined = joined.replace('\n', "");
                // The name of the organ may stand on a line of its own above.
                let above =
                    at.checked_sub(before + 1).and_then(|at| lines.get(at)).and_then(Line::words).map(str::trim);
                let named = organ_and_year(&joined).0.is_some();
                let above = above.filter(|text| !named && super::sections::is_organ(text));
                facts.title = Some(above.map_or(joined.clone(), |organ| format!("{organ}{joined}")));
                facts.after_title = at + 1;
                return;
            }
        }
    }
}

/// The title among the lines before a first heading: the line it begins at, and its words.
pub(super) fn title_within(lines: &[Line]) -> Option<(usize, String)> {
    let mut facts = Facts::default();
    title(lines, lines.len(), &mut facts);
    let title = facts.title?;
    let mut begins = facts.after_title.checked_sub(1)?;
    let part = |at: usize| {
        let words = lines.get(at).and_then(Line::words).map(str::trim);
        words.is_some_and(|words| !words.is_empty() && title.contains(words))
    };
    while begins.checked_sub(1).is_some_and(part) {
        begins -= 1;
    }
    Some((begins, title))
}

fn is_title(text: &str) -> bool {
    let bare = plain(text);
    let length = bare.chars().count();
    let sentence = ["。", "，", "；", ",", ";"].iter().any(|mark| bare.contains(mark))
        || ["根据", "按照", "现将", "本报告", "上一篇", "下一篇", "当前位置", "您的位置", "首页", "附件"]
            .iter()
            .any(|word| bare.starts_with(word))
        || bare.contains('>')
        || bare.contains('»');
    // Behind the matter nothing stands but a remark in brackets.
    let ends = |end: usize| {
        bare.get(end..).is_some_and(|rest| rest.chars().count() <= 2 || rest.starts_with(['(', '】', '》']))
    };
    let matter = TITLE.as_ref().and_then(|pattern| pattern.find_iter(&bare).last());
    (8..=70).contains(&length) && !sentence && matter.is_some_and(|found| ends(found.end()))
}

/// The title out of the title of a page: `2023年…年度报告_某县人民政府`.
fn title_of_page(text: &str) -> Option<String> {
    let mut parts = text.split(['_', '|', '-', '—', '–']).map(str::trim);
    parts.find(|part| is_title(part)).map(str::to_owned)
}

fn year_in(text: &str) -> Option<i16> {
    let bare = plain(text);
    let digits = YEAR.as_ref()?.captures(&bare).and_then(|found| found.get(1)?.as_str().parse().ok());
    digits
        .or_else(|| {
            let found = CHINESE_YEAR.as_ref()?.find(&bare)?.as_str();
            let digits: String = found
                .chars()
                .filter_map(|c| {
                    "〇一二三四五六七八九".chars().position(|d| d == c || (d == '〇' && "零○Oo0".contains(c)))
                })
                .map(|digit| digit.to_string())
                .collect();
            digits.parse().ok()
        })
        .filter(|year| (2008..=2100).contains(year))
}

/// Organ and year of a title: the name stands before the year, or between the year and the matter.
fn organ_and_year(title: &str) -> (Option<String>, Option<i16>) {
    let bare: String = plain(title);
    let year = year_in(&bare);
    let matter = TITLE.as_ref().and_then(|pattern| pattern.find(&bare)).map(|found| found.start());
    let head = matter.and_then(|at| bare.get(..at)).unwrap_or(&bare);
    let pieces = match YEAR.as_ref().and_then(|pattern| pattern.find(head)) {
        Some(found) => (head.get(..found.start()).unwrap_or_default(), head.get(found.end()..).unwrap_or_default()),
        None => match CHINESE_YEAR.as_ref().and_then(|pattern| pattern.find(head)) {
            Some(found) => (head.get(..found.start()).unwrap_or_default(), head.get(found.end()..).unwrap_or_default()),
            None => (head, ""),
        },
    };
    let clean = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || "《》“”\"：:#*·-—_()（）〔〕[]【】".contains(c));
        let text = text
            .trim_start_matches("关于")
            .trim_end_matches("关于")
            .trim_start_matches("年度")
            .trim_end_matches('的')
            .trim_start_matches('度');
        text.to_owned()
    };
    let named = |text: &str| text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 2;
    let (before, after) = (clean(pieces.0), clean(pieces.1));
    let organ = if named(&before) { Some(before) } else { Some(after).filter(|after| named(after)) };
    let organ = organ.filter(|organ| matter.is_some() || organ.chars().count() <= 30);
    (organ, year)
}

/// The period in the opening, else in the lead of the first section (L34: also where its marks were lost).
fn period(lines: &[Line], headings: &[Heading], from: usize, facts: &mut Facts) {
    let until = headings.get(2).map_or(lines.len(), |heading| heading.line + 1);
    let text: String = lines
        .get(from.min(until)..until.min(lines.len()))
        .unwrap_or_default()
        .iter()
        .filter_map(Line::words)
        .map(plain)
        .collect();
    let number =
        |found: &regex::Captures<'_>, at: usize| found.get(at).and_then(|part| part.as_str().parse::<i16>().ok());
    let read = |found: regex::Captures<'_>| {
        let year = number(&found, 1)?;
        let day = |year, month, day| Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok();
        let from = day(year, number(&found, 2), number(&found, 3))?;
        let to = day(number(&found, 4).unwrap_or(year), number(&found, 5), number(&found, 6))?;
        Some(Period { from, to })
    };
    let mut all = PERIOD.iter().flat_map(|pattern| pattern.captures_iter(&text)).filter_map(read);
    let first = all.next();
    let usual = |period: &Period| {
        (period.from.month(), period.from.day(), period.to.month(), period.to.day()) == (1, 1, 12, 31)
    };
    facts.period = match first {
        // Of several spans the one that is a year is the period of the statistics.
        Some(period) if !usual(&period) => all.find(usual).or(Some(period)),
        other => other,
    };
    if facts.period.is_none()
        && let Some(found) = DAMAGED.as_ref().and_then(|pattern| pattern.captures(&text))
    {
        facts.period =
            number(&found, 1).and_then(Period::of_year).filter(|period| number(&found, 2) == Some(period.to.year()));
        facts.damaged_period = facts.period.and_then(|_| found.get(0)).map(|found| found.as_str().to_owned());
    }
}

/// The year that the texts speak of: the one named first in the first section.
fn said(lines: &[Line], headings: &[Heading]) -> Option<i16> {
    let from = headings.first().map_or(0, |heading| heading.line);
    lines.iter().skip(from).take(12).filter_map(Line::words).find_map(year_in)
}

fn day(text: &str) -> Option<Date> {
    let found = DAY.as_ref()?.captures(text)?;
    let part = |at: usize| found.get(at).map(|part| part.as_str());
    Date::new(part(1)?.parse().ok()?, part(2)?.parse().ok()?, part(3)?.parse().ok()?).ok()
}

/// The day of publication: as the page's head says, as the block around the report shows, as the report is signed.
fn published(lines: &[Line], first: usize, headings: &[Heading], metadata: &Metadata) -> Option<Date> {
    if let Some(day) = metadata.published.as_deref().and_then(day) {
        return Some(day);
    }
    let around = || {
        let last = headings.last().map_or(lines.len(), |heading| heading.line);
        lines.iter().take(first).chain(lines.iter().skip(last)).filter(|line| line.text.chars().count() <= 200)
    };
    for rank in 0..2 {
        for line in around() {
            let text = plain(&line.text);
            for found in SHOWN.iter().flat_map(|pattern| pattern.captures_iter(&text)) {
                let (Some(name), Some(value)) = (found.get(1), found.get(2)) else { continue };
                let made = matches!(name.as_str(), "成文日期" | "生成日期" | "发文日期");
                if (rank == 1 || !made)
                    && let Some(day) = day(value.as_str())
                {
                    return Some(day);
                }
            }
        }
    }
    signed(lines, headings)
}

/// A line behind the last section, or under the title, that is nothing but a date.
fn signed(lines: &[Line], headings: &[Heading]) -> Option<Date> {
    let last = headings.last().map_or(0, |heading| heading.line);
    let only_date = |line: &Line| {
        let text = plain(line.words()?);
        let bare = text.trim_matches(|c: char| "（）()".contains(c));
        let found = DAY.as_ref()?.find(bare)?;
        (found.len() == bare.len()).then(|| day(bare)).flatten()
    };
    let after = lines.iter().skip(last).filter_map(only_date).find(|day| *day > date(2008, 1, 1));
    let before = || {
        let first = headings.first().map_or(0, |heading| heading.line);
        lines.iter().take(first).filter_map(only_date).next_back()
    };
    after.or_else(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organ_and_year_of_titles_in_both_orders() {
        for (title, organ, year) in [
            ("西工区西工街道办事处 2025 年政府信息公开工作年度报告", "西工区西工街道办事处", 2025),
            ("2025 年上海市人民政府办公厅政府信息公开工作年度报告", "上海市人民政府办公厅", 2025),
            ("洪泽区人民政府2023年度政府信息公开工作年度报告", "洪泽区人民政府", 2023),
            ("某县二〇二二年政府信息公开工作年度报告", "某县", 2022),
            ("关于某局2021年政府信息公开工作的年度报告", "某局", 2021),
        ] {
            assert_eq!(organ_and_year(title), (Some(organ.to_owned()), Some(year)), "{title}");
        }
    }

    #[test]
    fn sentences_and_breadcrumbs_are_no_titles() {
        assert!(is_title("某县2022年政府信息公开工作年度报告"));
        assert!(!is_title("首页 > 政府信息公开 > 政府信息公开年报"));
        assert!(!is_title("根据《条例》，现公布2022年政府信息公开工作年度报告。"));
    }
}
