//! The text of the Regulation, article by article, for showing beside a letter.

use std::sync::LazyLock;

use super::numeral;

const REGULATION: &str = include_str!("../../data/statutes/regulation-2019.md");

static ARTICLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| split(REGULATION));

/// The text of an article of 政府信息公开条例 with its number (第三十三条 …), paragraphs separated by an empty line.
pub fn article(number: u16) -> Option<&'static str> {
    ARTICLES.get(usize::from(number).checked_sub(1)?).copied()
}

/// All articles in order, with their numbers.
pub fn articles() -> impl Iterator<Item = (u16, &'static str)> {
    (1..).zip(ARTICLES.iter().copied())
}

/// The paragraphs 款 of an article; items 项 stay with the paragraph that introduces them.
pub fn paragraphs(number: u16) -> Option<Vec<String>> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in article(number)?.lines().filter(|line| !line.is_empty()) {
        match paragraphs.last_mut() {
            Some(last) if line.starts_with('(') => {
                last.push('\n');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
    }
    Some(paragraphs)
}

/// Cuts the text at the line heads 第一条, 第二条, … in their order, so that an article quoted inside another cuts nothing.
fn split(text: &'static str) -> Vec<&'static str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut headings: Vec<usize> = Vec::new();
    let mut offset = 0;
    let mut expected = 1;
    for line in text.split_inclusive('\n') {
        if line.starts_with(&format!("第{}条 ", numeral(expected))) {
            starts.push(offset);
            expected += 1;
        } else if line.starts_with('#') {
            headings.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| {
            let end = headings.iter().copied().find(|&heading| heading > start && heading < end).unwrap_or(end);
            text.get(start..end).map(str::trim)
        })
        .collect()
}
