//! Characters to lines of text: by their baselines, from left to right, never by the order they are drawn in.

use super::geometry::Bounds;
use super::ink::{Flow, Glyph};

/// From this gap on (in sizes of the type) two words stand apart as cells of a table without lines do.
pub(super) const WIDE_GAP: f64 = 1.6;
/// From this gap on two words of Latin letters or figures are two, even without a blank drawn between them.
const WORD_GAP: f64 = 0.22;

/// A stretch of characters that follow each other without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) bounds: Bounds,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeLine {
    /// From left to right; at least one.
    pub(super) pieces: Vec<Piece>,
    pub(super) bounds: Bounds,
    pub(super) baseline: f64,
    /// Size of most of its characters.
    pub(super) size: f64,
    /// Whether a blank is drawn at its end.
    pub(super) open: bool,
}

impl TypeLine {
    /// The line as one text; two blanks stand where there is a wide gap.
    pub(super) fn text(&self) -> String {
        let pieces: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        pieces.join("  ")
    }

    pub(super) fn characters(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.chars().count()).sum()
    }
}

/// The text of a field, its lines parted by `\n`, and whether the last of them leaves no room for another character in
/// a field of the given width.
pub(super) fn cell_text(glyphs: Vec<Glyph>, width: f64) -> (String, bool) {
    /// Space that fields keep free at their sides, both together.
    const PADDING: f64 = 12.0;
    let (across, turned): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|glyph| glyph.flow == Flow::Across);
    let mut lines: Vec<String> = turned_lines(turned);
    let mut full = false;
    for line in type_lines(across) {
        full = width - line.bounds.width() <= 1.2 * line.size + PADDING;
        // In a field words set apart (总  计) are still one text.
        let mut text = String::new();
        for piece in &line.pieces {
            append(&mut text, &piece.text, true);
        }
        lines.push(text);
    }
    (lines.join("\n"), full)
}

/// The lines of characters that run across, from the top.
pub(super) fn type_lines(mut glyphs: Vec<Glyph>) -> Vec<TypeLine> {
    glyphs.sort_by(|a, b| a.line.total_cmp(&b.line).then(a.bounds.left.total_cmp(&b.bounds.left)));
    let mut lines = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for glyph in glyphs {
        if glyph.line > reach && !current.is_empty() {
            lines.extend(type_line(std::mem::take(&mut current)));
        }
        if current.is_empty() {
            reach = glyph.line + 0.35 * glyph.size;
        }
        current.push(glyph);
    }
    lines.extend(type_line(current));
    lines
}

/// One line; `None` if nothing but blanks stands on it.
fn type_line(mut glyphs: Vec<Glyph>) -> Option<TypeLine> {
    glyphs.sort_by(|a, b| a.bounds.left.total_cmp(&b.bounds.left));
    let mut line = TypeLine {
        pieces: Vec::new(),
        bounds: Bounds::NOTHING,
        baseline: glyphs.iter().find(|glyph| !glyph.is_blank())?.line,
        size: usual_size(&glyphs),
        open: glyphs.last().is_some_and(Glyph::is_blank),
    };
    let mut before: Option<Glyph> = None;
    let mut blank = false;
    for glyph in glyphs {
        if glyph.is_blank() {
            blank = true;
            continue;
        }
        let gap = before.map_or(0.0, |before| glyph.bounds.left - before.bounds.right);
        if before.is_some_and(|before| is_doubled(&before, &glyph)) {
            continue;
        }
        match line.pieces.last_mut() {
            Some(piece) if gap < WIDE_GAP * glyph.size => {
                if (blank || gap > WORD_GAP * glyph.size) && is_word_border(&piece.text, glyph.character) {
                    piece.text.push(' ');
                }
                piece.text.push(glyph.character);
                piece.bounds = piece.bounds.join(glyph.bounds);
            }
            _ => line.pieces.push(Piece { text: glyph.character.to_string(), bounds: glyph.bounds }),
        }
        line.bounds = line.bounds.join(glyph.bounds);
        before = Some(glyph);
        blank = false;
    }
    Some(line)
}

/// Bold letters made by drawing a character twice, a hair apart.
fn is_doubled(before: &Glyph, glyph: &Glyph) -> bool {
    let apart = (glyph.bounds.left - before.bounds.left).abs().max((glyph.line - before.line).abs());
    before.character == glyph.character && apart < 0.15 * glyph.size && apart < 0.35 * glyph.bounds.width()
}

fn usual_size(glyphs: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().filter(|glyph| !glyph.is_blank()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a blank between these is one between words: Chinese characters need none, whatever the setting puts there.
fn is_word_border(before: &str, after: char) -> bool {
    let word =
        |character: char| character.is_alphanumeric() && !is_chinese(character) || character.is_ascii_punctuation();
    before.chars().next_back().is_some_and(word) && word(after)
}

/// Whether a character is set in a full square and may stand at either side of a line end.
pub(super) fn is_chinese(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}'
        | '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}')
}

/// Puts `more` after `text`; a blank between where words would run together and one stood there (`open`).
pub(super) fn append(text: &mut String, more: &str, open: bool) {
    let first = more.chars().next();
    let letters = |character: char| character.is_alphabetic() && !is_chinese(character);
    let joined_words =
        text.chars().next_back().is_some_and(letters) && first.is_some_and(letters) && !text.ends_with('-');
    if first.is_some_and(|first| (open || joined_words) && is_word_border(text, first)) {
        text.push(' ');
    }
    text.push_str(more);
}

/// Columns of turned characters: from the right where they run down, from the left where they run up.
fn turned_lines(glyphs: Vec<Glyph>) -> Vec<String> {
    let mut lines = Vec::new();
    for flow in [Flow::Down, Flow::Up] {
        let sign = if flow == Flow::Down { -1.0 } else { 1.0 };
        let turned = glyphs.iter().filter(|glyph| glyph.flow == flow).map(|glyph| {
            // Turned back, a column is a line like any other.
            let bounds = Bounds::new(
                -sign * glyph.bounds.top,
                sign * glyph.line,
                -sign * glyph.bounds.bottom,
                sign * glyph.line,
            );
            let bounds = Bounds { left: bounds.left.min(bounds.right), right: bounds.left.max(bounds.right), ..bounds };
            Glyph { bounds, line: sign * glyph.line, flow: Flow::Across, ..*glyph }
        });
        for line in type_lines(turned.collect()) {
            let mut text = String::new();
            line.pieces.iter().for_each(|piece| append(&mut text, &piece.text, true));
            lines.push(text);
        }
    }
    lines
}
