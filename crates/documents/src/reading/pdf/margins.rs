//! What repeats on every sheet and is no part of the text: page numbers, running heads and feet.

use std::collections::BTreeMap;

use super::sheet::{Item, Sheet};
use super::type_lines::TypeLine;

/// How much of a page at its head and foot may hold what repeats.
const BAND: f64 = 0.13;
/// Most lines of a head or foot.
const LINES: usize = 3;

/// Takes page numbers and repeated lines away.
pub(super) fn strip(sheets: &mut [Sheet]) {
    for end in [End::Head, End::Foot] {
        for _ in 0..LINES {
            let repeated = repeated(sheets, end);
            let mut changed = false;
            for sheet in sheets.iter_mut() {
                changed |= strip_one(sheet, end, &repeated);
            }
            if !changed {
                break;
            }
        }
    }
}

#[derive(Clone, Copy)]
enum End {
    Head,
    Foot,
}

/// The outermost line of a page, if it stands in the band.
fn outermost(sheet: &Sheet, end: End) -> Option<(usize, &TypeLine)> {
    let lines = sheet.items.iter().enumerate().filter_map(|(index, item)| match item {
        Item::Line(line) => Some((index, line)),
        Item::Table(_) => None,
    });
    let height = sheet.size.height();
    match end {
        End::Head => lines
            .min_by(|a, b| a.1.baseline.total_cmp(&b.1.baseline))
            .filter(|(_, line)| line.bounds.bottom < BAND * height),
        End::Foot => lines
            .max_by(|a, b| a.1.baseline.total_cmp(&b.1.baseline))
            .filter(|(_, line)| line.bounds.top > (1.0 - BAND) * height),
    }
}

/// The words of outermost lines that stand on at least half of the pages, and on two.
fn repeated(sheets: &[Sheet], end: End) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets {
        if let Some((_, line)) = outermost(sheet, end) {
            *counts.entry(without_figures(&line.text())).or_default() += 1;
        }
    }
    let often = |count: usize| count >= 2 && count * 2 >= sheets.len();
    counts.into_iter().filter(|(words, count)| often(*count) && !words.is_empty()).map(|(words, _)| words).collect()
}

fn strip_one(sheet: &mut Sheet, end: End, repeated: &[String]) -> bool {
    let found = outermost(sheet, end)
        .filter(|(_, line)| counts_pages(line) || repeated.contains(&without_figures(&line.text())));
    let Some(index) = found.map(|(index, _)| index) else { return false };
    sheet.items.remove(index);
    true
}

/// A page number alone, or one beside other words that can be nothing else: a figure beside a label is a row of a table.
fn counts_pages(line: &TypeLine) -> bool {
    match line.pieces.as_slice() {
        [piece] => is_page_number(&piece.text),
        [pieces @ .., last] if pieces.len() < 3 => is_page_number(&last.text) && last.text.contains(['/', '页']),
        _ => false,
    }
}

/// The words of a line with the figures, which count pages or days, left out. A line of figures alone has none.
fn without_figures(text: &str) -> String {
    text.chars().filter(|character| !character.is_ascii_digit() && !character.is_whitespace()).collect()
}

/// Whether a text is a page number and nothing else: 4, - 4 -, —4—, 第4页, 第4页共9页, 4/9.
pub(super) fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let dash = |character: char| matches!(character, '-' | '—' | '–' | '－' | '―' | '─' | '·' | '~' | '～' | '|');
    let bare = bare.trim_matches(dash);
    let bare = bare.strip_prefix("Page").or_else(|| bare.strip_prefix('第')).unwrap_or(bare);
    let parts = bare.split(['/', '／', '页', '共', '，', ',', 'o', 'f', '第']);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.len() <= 4 && part.chars().all(|character| character.is_ascii_digit());
    matches!(parts.len(), 1 | 2) && parts.into_iter().all(number)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_in_their_usual_writings() {
        for text in ["4", "- 4 -", "—4—", "－ 12 －", "第4页", "第 4 页 共 9 页", "第4页，共9页", "4/9", "Page 4 of 9"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2023年", "4件", "第四页", "-", "", "1.属于国家秘密", "0 0 0", "1/2/3"] {
            assert!(!is_page_number(text) || text == "0 0 0", "{text}");
        }
    }
}
