//! Titles in the middle of a paragraph (L24): the lines are parted there before the headings are looked for.

use gongkai_rules::reporting::exchange::SectionId;
use gongkai_rules::reporting::form::{normalise, without_numbering};

use super::super::lines::Line;
use super::{KNOWN, bears_its_number};

/// Parts lines of text in which a title stands in the middle, behind the end of a sentence (L24): …。（二）依申请公开。….
pub(in crate::reading) fn part_at_titles(lines: Vec<Line>) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let cuts = match line.words() {
            Some(words) if line.heading.is_none() => titles_within(words),
            _ => Vec::new(),
        };
        if cuts.is_empty() {
            parted.push(line);
            continue;
        }
        let words = line.words().unwrap_or_default().to_owned();
        let ends = cuts.iter().copied().skip(1).chain([words.len()]);
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let pieces = starts.zip(std::iter::once(cuts.first().copied().unwrap_or(words.len())).chain(ends));
        for (start, end) in pieces {
            let text = words.get(start..end).unwrap_or_default().trim().to_owned();
            if !text.is_empty() {
                parted.push(Line { text, cells: None, ..line.clone() });
            }
        }
    }
    parted
}

/// Most characters of a line that are searched for titles.
const LONGEST: usize = 40_000;

/// Where titles with the number of the form begin within a text, behind a mark that ends a sentence.
fn titles_within(text: &str) -> Vec<usize> {
    if text.len() > LONGEST || !text.contains(['（', '(', '、']) {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if ended && "（(一二三四五六".contains(c) {
            let head: String = text.get(at..).unwrap_or_default().chars().take(40).collect();
            let head = normalise(&head);
            let sections = SectionId::SIX.into_iter().chain(SectionId::FIVE_PARTS);
            let bare = without_numbering(&head);
            // A title followed by another is one of a list.
            let listed =
                |words: &str| bare.get(words.len()..).unwrap_or_default().starts_with([';', ',', '，', '；', '、']);
            let titled = sections.into_iter().any(|section| {
                let mut known = KNOWN.iter().filter(|known| known.section == section);
                bears_its_number(&head, section)
                    && known.find(|known| bare.starts_with(&known.words)).is_some_and(|known| !listed(&known.words))
            });
            if titled && at > 0 {
                cuts.push(at);
            }
        }
        if !c.is_whitespace() {
            // Not ；: so are the titles listed in an opening paragraph.
            ended = matches!(c, '。' | '！' | '？');
        }
    }
    cuts
}
