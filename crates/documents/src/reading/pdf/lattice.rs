//! A frame of ruling lines to the fields of a table: the smallest fields between all lines, those with no line between
//! them made one. What a field spans follows from where lines are missing, and from nothing else.

use super::geometry::{Bounds, nearest, overlap};
use super::ink::{Flow, Glyph, Rule};
use super::rulings::{EDGE, Frame, Groups};
use super::type_lines::cell_text;

/// A field of a table.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// First row and the row after the last.
    pub(super) rows: (usize, usize),
    /// First column and the column after the last.
    pub(super) columns: (usize, usize),
    /// Lines of text, parted by `\n`.
    pub(super) text: String,
    /// Whether its last line is so long that the text may go on elsewhere.
    pub(super) full: bool,
    pub(super) page: usize,
    pub(super) bounds: Bounds,
}

/// A table, or the part of one that stands on one page.
#[derive(Debug, Clone)]
pub(super) struct Lattice {
    /// Pages of the parts, in order.
    pub(super) pages: Vec<usize>,
    pub(super) bounds: Bounds,
    /// Edges of the columns.
    pub(super) columns: Vec<f64>,
    /// Number of rows.
    pub(super) rows: usize,
    pub(super) fields: Vec<Field>,
    /// Whether it has ruling lines.
    pub(super) ruled: bool,
    /// Whether those lines tell which text stands in which field.
    pub(super) exact: bool,
}

/// Reads the fields of a frame; `None` where it has but one.
pub(super) fn lattice(frame: &Frame, page: usize) -> Option<Lattice> {
    let (columns, rows) = (frame.column_edges(), frame.row_edges());
    let (across, down) = (columns.len().saturating_sub(1), rows.len().saturating_sub(1));
    let uprights = walls(&frame.uprights, &columns, &rows);
    let levels = walls(&frame.levels, &rows, &columns);
    let mut groups = Groups::new(across * down);
    for row in 0..down {
        for column in 0..across {
            let at = row * across + column;
            if column + 1 < across && !uprights.stands(column + 1, row) {
                groups.unite(at, at + 1);
            }
            if row + 1 < down && !levels.stands(row + 1, column) {
                groups.unite(at, at + across);
            }
        }
    }
    let (fields, exact) = fields(&mut groups, (across, down), &columns, &rows, page);
    let lattice = Lattice { pages: vec![page], bounds: frame.bounds, columns, rows: down, fields, ruled: true, exact };
    (lattice.fields.len() > 1).then_some(lattice)
}

/// Which stretches between the edges of one direction have a line on an edge of the other.
struct Walls {
    stands: Vec<bool>,
    stretches: usize,
}

impl Walls {
    fn stands(&self, edge: usize, stretch: usize) -> bool {
        self.stands.get(edge * self.stretches + stretch).copied().unwrap_or(false)
    }
}

fn walls(rules: &[Rule], edges: &[f64], along: &[f64]) -> Walls {
    let stretches = along.len().saturating_sub(1);
    let mut covered = vec![0.0_f64; edges.len() * stretches];
    for rule in rules {
        let Some(edge) = nearest(edges, rule.at, EDGE) else { continue };
        for (stretch, pair) in along.windows(2).enumerate() {
            let &[from, to] = pair else { continue };
            if let Some(covered) = covered.get_mut(edge * stretches + stretch) {
                *covered = covered.max(overlap((rule.from, rule.to), (from, to)));
            }
        }
    }
    let lengths: Vec<f64> =
        along.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b).unwrap_or(0.0)).collect();
    let lengths = lengths.iter().cycle();
    // A line that ends short of a corner still parts; half a stretch is no line.
    let stands = covered.iter().zip(lengths).map(|(&covered, &length)| covered >= 0.6 * length).collect();
    Walls { stands, stretches }
}

/// The rows and columns that a group of smallest fields takes, and how many they are.
#[derive(Clone, Copy)]
struct Extent {
    rows: (usize, usize),
    columns: (usize, usize),
    count: usize,
}

impl Extent {
    fn with(before: Option<Extent>, row: usize, column: usize) -> Extent {
        let one = Extent { rows: (row, row + 1), columns: (column, column + 1), count: 0 };
        let Extent { rows, columns, count } = before.unwrap_or(one);
        Extent {
            rows: (rows.0.min(row), rows.1.max(row + 1)),
            columns: (columns.0.min(column), columns.1.max(column + 1)),
            count: count + 1,
        }
    }

    fn is_box(&self) -> bool {
        (self.rows.1 - self.rows.0) * (self.columns.1 - self.columns.0) == self.count
    }
}

/// The fields of groups of smallest fields, and whether all of them are boxes.
fn fields(
    groups: &mut Groups,
    (across, down): (usize, usize),
    columns: &[f64],
    rows: &[f64],
    page: usize,
) -> (Vec<Field>, bool) {
    let mut extents: Vec<Option<Extent>> = vec![None; across * down];
    for row in 0..down {
        for column in 0..across {
            let root = groups.root(row * across + column);
            if let Some(extent) = extents.get_mut(root) {
                *extent = Some(Extent::with(*extent, row, column));
            }
        }
    }
    let mut exact = true;
    let mut places = Vec::new();
    for (root, extent) in extents.iter().enumerate() {
        let Some(extent) = extent else { continue };
        if extent.is_box() {
            places.push((extent.rows, extent.columns));
        } else {
            // Lines are missing somewhere. Each row of it is taken for itself, and what is read is in doubt.
            exact = false;
            for row in extent.rows.0..extent.rows.1 {
                places.extend(
                    stretches(groups, root, row, extent.columns, across).map(|columns| ((row, row + 1), columns)),
                );
            }
        }
    }
    let edge = |edges: &[f64], at: usize| edges.get(at).copied().unwrap_or(0.0);
    let fields = places.into_iter().map(|(of_rows, of_columns)| {
        let bounds = Bounds::new(
            edge(columns, of_columns.0),
            edge(rows, of_rows.0),
            edge(columns, of_columns.1),
            edge(rows, of_rows.1),
        );
        Field { rows: of_rows, columns: of_columns, text: String::new(), full: false, page, bounds }
    });
    (fields.collect(), exact)
}

/// The stretches of one row that belong to a group.
fn stretches(
    groups: &mut Groups,
    root: usize,
    row: usize,
    columns: (usize, usize),
    across: usize,
) -> impl Iterator<Item = (usize, usize)> + use<> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for column in columns.0..columns.1 {
        if groups.root(row * across + column) != root {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if last.1 == column => last.1 += 1,
            _ => stretches.push((column, column + 1)),
        }
    }
    stretches.into_iter()
}

impl Lattice {
    /// Rows without a field of their own are none: an edge that one field alone has, where the end of a page has moved it.
    pub(super) fn drop_empty_rows(&mut self) {
        for row in (0..self.rows).rev() {
            if self.fields.iter().all(|field| field.rows != (row, row + 1)) {
                self.drop_row(row);
            }
        }
    }

    /// The first or last row, if nothing is written in it: what a page end leaves of fields that go on.
    pub(super) fn drop_blank_row(&mut self, row: usize) {
        let mut own = self.fields.iter().filter(|field| field.rows == (row, row + 1));
        if self.rows > 1 && own.all(|field| field.text.trim().is_empty()) {
            self.fields.retain(|field| field.rows != (row, row + 1));
            self.drop_row(row);
        }
    }

    /// Takes a row out of all fields that go over it.
    fn drop_row(&mut self, row: usize) {
        let moved = |edge: usize| if edge > row { edge - 1 } else { edge };
        self.fields.iter_mut().for_each(|field| field.rows = (moved(field.rows.0), moved(field.rows.1)));
        self.rows = self.rows.saturating_sub(1);
    }

    /// Puts each character into the field it stands in; those that stand in none come back.
    pub(super) fn fill(&mut self, glyphs: &[Glyph]) -> Vec<Glyph> {
        let mut of_field: Vec<Vec<Glyph>> = vec![Vec::new(); self.fields.len()];
        let mut left = Vec::new();
        let mut last = 0;
        for number in numbers(glyphs) {
            let fields: Vec<Option<usize>> = number.iter().map(|glyph| self.field_at(glyph.middle(), last)).collect();
            let whole = fields.iter().all(|field| *field == fields.first().copied().flatten());
            // A number wider than its field is not parted by the lines it runs over; where it belongs is then in doubt.
            let place = Bounds::around(number.iter().map(|glyph| glyph.bounds));
            let middle = self.field_at(((place.left + place.right) / 2.0, (place.top + place.bottom) / 2.0), last);
            let nearby = fields.iter().copied().find_map(|field| field);
            self.exact &= whole;
            for (glyph, field) in number.iter().zip(fields) {
                let field = if whole { field } else { middle.or(nearby).or(field) };
                match field.and_then(|at| of_field.get_mut(at).map(|glyphs| (at, glyphs))) {
                    Some((at, glyphs)) => {
                        glyphs.push(*glyph);
                        last = at;
                    }
                    None => left.push(*glyph),
                }
            }
        }
        for (field, glyphs) in self.fields.iter_mut().zip(of_field) {
            (field.text, field.full) = cell_text(glyphs, field.bounds.width());
        }
        self.drop_empty_rows();
        left
    }

    /// The field at a point. Characters of a field follow each other, so that the field of the one before is tried first.
    fn field_at(&self, (x, y): (f64, f64), last: usize) -> Option<usize> {
        let within = |at: &usize| self.fields.get(*at).is_some_and(|field| field.bounds.holds(x, y));
        Some(last).filter(&within).or_else(|| (0..self.fields.len()).find(&within))
    }
}

/// Digits that follow each other without a gap, together; every other character alone.
pub(super) fn numbers(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.chunk_by(|a, b| {
        let digits = a.character.is_ascii_digit() && b.character.is_ascii_digit();
        let level = a.flow == Flow::Across && b.flow == Flow::Across && (a.line - b.line).abs() < 0.1 * a.size;
        let gap = b.bounds.left - a.bounds.right;
        digits && level && gap > -0.3 * a.size && gap < 0.12 * a.size
    })
}
