//! Lines to paragraphs and headings, over the ends of pages: a paragraph begins where a line is indented, where the one
//! before ends early, where type or distance change.

use std::collections::BTreeMap;

use super::geometry::Bounds;
use super::joining::Placed;
use super::sheet::Item;
use super::type_lines::{TypeLine, append, is_chinese};
use crate::reading::document::Block;

/// Headings are no longer than this.
const LONGEST_HEADING: usize = 45;

/// The column of text of the pages of one width.
#[derive(Debug, Clone, Copy)]
struct Measure {
    left: f64,
    right: f64,
    /// Distance between the baselines of a paragraph.
    leading: f64,
}

/// What the document's type looks like.
pub(super) struct Setting {
    /// Size of running text.
    body: f64,
    measures: BTreeMap<i64, Measure>,
}

fn key(width: f64) -> i64 {
    width.round() as i64
}

impl Setting {
    pub(super) fn of(items: &[Placed]) -> Setting {
        let lines = || {
            items.iter().filter_map(|placed| match &placed.item {
                Item::Line(line) => Some((placed, line)),
                Item::Table(_) => None,
            })
        };
        let mut sizes: Vec<(f64, usize)> = lines().map(|(_, line)| (line.size, line.characters())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
        let mut seen = 0;
        let body = sizes.iter().find(|(_, count)| {
            seen += count;
            seen > half
        });
        let body = body.map_or(12.0, |(size, _)| *size);
        let mut measures = BTreeMap::new();
        for width in items.iter().map(|placed| key(placed.width)) {
            measures.entry(width).or_insert_with(|| {
                let same = lines().filter(|(placed, line)| key(placed.width) == width && is_near(line.size, body));
                measure(&same.map(|(placed, line)| (placed.page, line)).collect::<Vec<_>>(), body)
            });
        }
        Setting { body, measures }
    }

    fn measure(&self, width: f64) -> Measure {
        let any = Measure { left: 0.0, right: width, leading: self.body * 1.5 };
        self.measures.get(&key(width)).copied().unwrap_or(any)
    }
}

fn is_near(size: f64, other: f64) -> bool {
    (size - other).abs() <= 0.08 * other
}

fn measure(lines: &[(usize, &TypeLine)], body: f64) -> Measure {
    let rights: Vec<f64> = lines.iter().map(|(_, line)| line.bounds.right).collect();
    // The right edge is where at least two lines end; a single line may stick out.
    let together = |&right: &f64| rights.iter().filter(|&&other| (other - right).abs() <= body).count() >= 2;
    let right = rights.iter().copied().filter(|right| rights.len() < 3 || together(right)).fold(0.0, f64::max);
    let full = lines.iter().filter(|(_, line)| line.bounds.right >= right - 1.5 * body);
    let left = full.map(|(_, line)| line.bounds.left).fold(f64::INFINITY, f64::min);
    let pairs = lines.windows(2).filter_map(|pair| match pair {
        [(page, above), (other, below)] if page == other => Some(below.baseline - above.baseline),
        _ => None,
    });
    let mut distances: Vec<f64> = pairs.filter(|distance| *distance > 0.5 * body && *distance < 4.0 * body).collect();
    distances.sort_by(f64::total_cmp);
    let leading = distances.get(distances.len() / 2).copied().unwrap_or(1.5 * body);
    Measure { left, right, leading }
}

/// Running text being put together.
struct Open {
    text: String,
    page: usize,
    bounds: Bounds,
    /// Its last line and that line's page.
    last: TypeLine,
    last_page: usize,
    lines: usize,
}

/// The paragraphs and headings of lines that follow each other without a table between.
pub(super) fn paragraphs<'a>(setting: &Setting, lines: impl Iterator<Item = (&'a Placed, &'a TypeLine)>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Open> = None;
    for (placed, line) in lines {
        let measure = setting.measure(placed.width);
        match &mut open {
            Some(paragraph) if !begins(setting, measure, paragraph, placed.page, line) => {
                append(&mut paragraph.text, &line.text(), paragraph.last.open);
                if paragraph.page == placed.page {
                    paragraph.bounds = paragraph.bounds.join(line.bounds);
                }
                paragraph.last = line.clone();
                paragraph.last_page = placed.page;
                paragraph.lines += 1;
            }
            _ => {
                blocks.extend(open.take().map(|paragraph| block(setting, paragraph)));
                open = Some(Open {
                    text: line.text(),
                    page: placed.page,
                    bounds: line.bounds,
                    last: line.clone(),
                    last_page: placed.page,
                    lines: 1,
                });
            }
        }
    }
    blocks.extend(open.map(|paragraph| block(setting, paragraph)));
    blocks
}

/// Whether a line begins a paragraph, the one before it being the last of `open`.
fn begins(setting: &Setting, measure: Measure, open: &Open, page: usize, line: &TypeLine) -> bool {
    let (above, size) = (&open.last, line.size.max(1.0));
    if !is_near(line.size, above.size) {
        return true;
    }
    let apart = open.last_page == page && line.baseline - above.baseline > 1.8 * measure.leading.max(size);
    if is_title(setting, measure, above) && is_title(setting, measure, line) {
        return apart;
    }
    let indented = line.bounds.left > measure.left + 1.2 * size;
    // The line before ends early if the first word of this one would still have fitted.
    let early = measure.right - above.bounds.right > 1.2 * size + first_word(line);
    let numbered = is_numbered(&line.text()).is_some() && ends_sentence(&open.text);
    let several = line.pieces.len() > 1 || above.pieces.len() > 1;
    apart || indented || early || numbered || several
}

/// Larger than running text and in the middle.
fn is_title(setting: &Setting, measure: Measure, line: &TypeLine) -> bool {
    let middle = (measure.left + measure.right) / 2.0;
    let off = ((line.bounds.left + line.bounds.right) / 2.0 - middle).abs();
    line.size > 1.12 * setting.body && off < 1.5 * line.size
}

/// The width of what cannot be parted at the beginning of a line.
fn first_word(line: &TypeLine) -> f64 {
    let Some(piece) = line.pieces.first() else { return 0.0 };
    let latin = piece.text.chars().take_while(|&character| !is_chinese(character) && character != ' ').count();
    let characters = if latin > 0 { latin as f64 * 0.55 } else { 1.0 };
    // A mark that may not begin a line goes with the character before it.
    let marks =
        piece.text.chars().skip(latin.max(1)).take_while(|&mark| "，。、；：？！）》”’%％".contains(mark)).count();
    (characters + marks as f64) * line.size
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().chars().next_back().is_none_or(|last| "。：；！？.:;!?".contains(last))
        || is_numbered(text).is_some()
}

/// 1 for 一、, 2 for （一）, with nothing said about what follows.
fn is_numbered(text: &str) -> Option<u8> {
    let numeral = |character: char| "一二三四五六七八九十".contains(character);
    let text = text.trim_start();
    let bracketed = text.strip_prefix(['（', '(']);
    let rest = bracketed.unwrap_or(text).trim_start();
    let after = rest.trim_start_matches(numeral);
    if after.len() == rest.len() {
        return None;
    }
    match (bracketed, after.chars().next()) {
        (Some(_), Some('）' | ')')) => Some(2),
        (None, Some('、' | '.' | '．' | '，')) => Some(1),
        _ => None,
    }
}

fn block(setting: &Setting, paragraph: Open) -> Block {
    let place = Some(paragraph.bounds.place(paragraph.page));
    let Open { text, last, .. } = paragraph;
    let short = text.chars().count() <= LONGEST_HEADING && !text.ends_with(['。', '；', '，', '：', '！', '？']);
    let large = last.size > 1.12 * setting.body;
    let level = match is_numbered(&text) {
        Some(depth) if short => Some(depth + 1),
        None if short && large => Some(1),
        _ => None,
    };
    match level {
        Some(level) => Block::Heading { level, text, place },
        None => Block::Paragraph { text, place },
    }
}
