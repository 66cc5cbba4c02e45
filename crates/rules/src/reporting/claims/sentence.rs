//! A sentence made fit for the patterns, with the way back to the words as printed.

use std::ops::Range;

use regex::{Match, Regex};

use super::super::exchange::SectionId;

/// One sentence: full-width digits and letters folded, blanks dropped, commas and the like full-width outside figures.
pub(super) struct Sentence<'a> {
    pub(super) section: SectionId,
    /// The words as printed.
    pub(super) source: &'a str,
    /// The words to match, with taken figures blanked.
    pub(super) text: String,
    /// For each byte of `text`, where its character begins in `source`.
    origin: Vec<usize>,
}

/// Cuts a text into sentences. A line end ends one too.
pub(super) fn split(section: SectionId, text: &str) -> Vec<Sentence<'_>> {
    text.split_inclusive(['。', '；', '！', '？', '\n', ';'])
        .filter(|sentence| !sentence.trim().is_empty())
        .map(|source| Sentence::new(section, source))
        .collect()
}

impl<'a> Sentence<'a> {
    fn new(section: SectionId, source: &'a str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut origin = Vec::with_capacity(source.len());
        let mut characters = source.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            if c.is_whitespace() {
                continue;
            }
            let next_is_digit = characters.peek().is_some_and(|(_, next)| fold(*next).is_ascii_digit());
            let within_figure = text.ends_with(|last: char| last.is_ascii_digit()) && next_is_digit;
            let folded = match fold(c) {
                ',' if within_figure && c == ',' => ',',
                ',' => '，',
                ';' => '；',
                ':' => '：',
                '(' => '（',
                ')' => '）',
                '|' => '/',
                other => other,
            };
            text.push(folded);
            origin.resize(text.len(), at);
        }
        Sentence { section, source, text, origin }
    }

    pub(super) fn find(&self, pattern: &Regex) -> Option<Match<'_>> {
        pattern.find(&self.text)
    }

    /// The words as printed behind a stretch of `text`.
    pub(super) fn quote(&self, range: Range<usize>) -> String {
        let start = self.origin.get(range.start).copied().unwrap_or(0);
        let last = range.end.checked_sub(1).and_then(|at| self.origin.get(at)).copied().unwrap_or(start);
        let length = self.source.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.source.get(start..last + length).unwrap_or_default().trim().to_owned()
    }

    /// The clause around a stretch: between commas.
    pub(super) fn clause(&self, range: &Range<usize>) -> &str {
        let before = self.text.get(..range.start).unwrap_or_default();
        let start = before.rfind('，').map_or(0, |at| at + '，'.len_utf8());
        let after = self.text.get(range.end..).unwrap_or_default();
        let end = after.find('，').map_or(self.text.len(), |at| range.end + at);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Puts a filler of one byte over a stretch: `|` stops every pattern, `_` is passed over.
    pub(super) fn blank(&mut self, range: Range<usize>, filler: char) {
        let cover: String = std::iter::repeat_n(filler, range.len()).collect();
        if self.text.get(range.clone()).is_some() {
            self.text.replace_range(range, &cover);
        }
    }

    pub(super) fn blank_all(&mut self, pattern: &Regex, filler: char) {
        let ranges: Vec<Range<usize>> = pattern.find_iter(&self.text).map(|found| found.range()).collect();
        ranges.into_iter().for_each(|range| self.blank(range, filler));
    }
}

fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The value of a figure in digits (with thousands separators) or in Chinese numerals up to 9,999.
pub fn numeral(text: &str) -> Option<u64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', "").parse().ok();
    }
    let digit = |c: char| "〇零一二三四五六七八九".chars().position(|known| known == c).map(|at| at.saturating_sub(1));
    let (mut total, mut current) = (0u64, None::<u64>);
    let mut plain = String::new();
    for c in text.chars() {
        let step = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let value = if c == '两' { 2 } else { u64::try_from(digit(c)?).ok()? };
                plain.push_str(&value.to_string());
                current = Some(value);
                continue;
            }
        };
        total = u64::saturating_add(total, current.take().unwrap_or(1) * step);
        plain.clear();
    }
    // 二〇三 without tens and hundreds is read digit by digit.
    if total == 0 && plain.chars().count() > 1 {
        plain.parse().ok()
    } else {
        Some(total.saturating_add(current.unwrap_or(0)))
    }
}
