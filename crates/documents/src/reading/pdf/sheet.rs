//! One page as it is read: tables with their fields, lines of text, from the top.

use super::geometry::Bounds;
use super::ink::{Glyph, Ink};
use super::lattice::{Lattice, lattice, numbers};
use super::rulings::{Frame, frames};
use super::type_lines::{TypeLine, type_lines};

/// A line or a table.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Line(TypeLine),
    Table(Lattice),
}

impl Item {
    fn bounds(&self) -> Bounds {
        match self {
            Item::Line(line) => line.bounds,
            Item::Table(table) => table.bounds,
        }
    }
}

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// From 1.
    pub(super) page: usize,
    pub(super) size: Bounds,
    pub(super) items: Vec<Item>,
    /// Boxes of a single field.
    pub(super) lone: Vec<Bounds>,
}

/// Parts what is drawn on a page into tables and lines. `cells` is how many fields may still be made and is lowered by
/// those made; `None` where they do not suffice.
pub(super) fn sheet(ink: Ink, page: usize, cells: &mut usize) -> Option<Sheet> {
    let (lone, frames): (Vec<Frame>, Vec<Frame>) = frames(&ink.rules).into_iter().partition(Frame::is_lone);
    let mut tables = Vec::new();
    for frame in frames {
        if frame.column_edges().len() * frame.row_edges().len() > *cells {
            return None;
        }
        tables.extend(lattice(&frame, page));
    }
    *cells = cells.checked_sub(tables.iter().map(|table| table.fields.len()).sum())?;
    // A table within a field of another is the smaller; what stands in it belongs to it alone.
    let area = |table: &Lattice| table.bounds.width() * table.bounds.height();
    tables.sort_by(|a, b| area(a).total_cmp(&area(b)));
    let (mut glyphs, is_cut) = visible(ink.glyphs);
    for table in &mut tables {
        glyphs = table.fill(&glyphs);
        table.exact &= !is_cut;
    }
    tables.retain(|table| table.fields.iter().any(|field| !field.text.is_empty()));
    glyphs.retain(|glyph| glyph.flow == super::ink::Flow::Across);
    let lines = type_lines(glyphs).into_iter().map(Item::Line);
    let mut items: Vec<Item> = lines.chain(tables.into_iter().map(Item::Table)).collect();
    items.sort_by(|a, b| a.bounds().top.total_cmp(&b.bounds().top).then(a.bounds().left.total_cmp(&b.bounds().left)));
    Some(Sheet { page, size: ink.size, items, lone: lone.iter().map(|frame| frame.bounds).collect() })
}

/// What is seen: characters without ink only where there are no others (the text under the picture of a scan), and those
/// outside the page or a clip only as digits of a number that begins or ends inside: a figure is read whole or not at
/// all. Whether there is such a number comes with them.
fn visible(mut glyphs: Vec<Glyph>) -> (Vec<Glyph>, bool) {
    if glyphs.iter().any(|glyph| !glyph.hidden && !glyph.outside && !glyph.is_blank()) {
        glyphs.retain(|glyph| !glyph.hidden);
    }
    if glyphs.iter().all(|glyph| !glyph.outside) {
        return (glyphs, false);
    }
    let mut is_cut = false;
    let mut seen = Vec::with_capacity(glyphs.len());
    for number in numbers(&glyphs) {
        let inside = number.iter().filter(|glyph| !glyph.outside).count();
        if inside > 0 {
            is_cut |= inside < number.len();
            seen.extend_from_slice(number);
        }
    }
    (seen, is_cut)
}
