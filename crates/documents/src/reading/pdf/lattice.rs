//! A frame of ruling lines to the fields of a table: the smallest fields between all lines, those with no line between
//! them made one. What a field spans follows from where lines are missing, and from nothing else.

use super::geometry::{Bounds, nearest, overlap};
use super::ink::{Glyph, Rule};
use super::rulings::{Frame, Groups, SNAP};
use super::type_lines::cell_text;

/// A strip narrower than this holds no character; its two edges are one line drawn unevenly.
const SLIVER: f64 = 7.0;

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
    /// Whether lines tell which text stands in which field.
    pub(super) exact: bool,
}

/// Reads the fields of a frame. `cells` is how many fields may still be made; `None` where they do not suffice.
pub(super) fn lattice(frame: &Frame, page: usize, cells: usize) -> Option<Lattice> {
    let (columns, rows) = (frame.column_edges(), frame.row_edges());
    let (across, down) = (columns.len().saturating_sub(1), rows.len().saturating_sub(1));
    if across.saturating_mul(down) > cells {
        return None;
    }
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
    let mut lattice = Lattice { pages: vec![page], bounds: frame.bounds, columns, rows: down, fields, exact };
    lattice.drop_slivers();
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
        let Some(edge) = nearest(edges, rule.at, SNAP) else { continue };
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

fn fields(
    groups: &mut Groups,
    (across, down): (usize, usize),
    columns: &[f64],
    rows: &[f64],
    page: usize,
) -> (Vec<Field>, bool) {
    let mut extents: Vec<Option<(usize, usize, usize, usize, usize)>> = vec![None; across * down];
    for row in 0..down {
        for column in 0..across {
            let root = groups.root(row * across + column);
            if let Some(extent) = extents.get_mut(root) {
                let (top, bottom, left, right, count) = extent.unwrap_or((row, row + 1, column, column + 1, 0));
                *extent = Some((top.min(row), bottom.max(row + 1), left.min(column), right.max(column + 1), count + 1));
            }
        }
    }
    let mut exact = true;
    let mut fields = Vec::new();
    let edge = |edges: &[f64], at: usize| edges.get(at).copied().unwrap_or(0.0);
    let mut push = |rows_: (usize, usize), columns_: (usize, usize)| {
        let bounds =
            Bounds::new(edge(columns, columns_.0), edge(rows, rows_.0), edge(columns, columns_.1), edge(rows, rows_.1));
        fields.push(Field { rows: rows_, columns: columns_, text: String::new(), full: false, page, bounds });
    };
    for (root, extent) in extents.iter().enumerate() {
        let Some((top, bottom, left, right, count)) = *extent else { continue };
        if (bottom - top) * (right - left) == count {
            push((top, bottom), (left, right));
            continue;
        }
        // No box: lines are missing somewhere. Each row of it is taken for itself, and what is read is in doubt.
        exact = false;
        for row in top..bottom {
            let mut run: Option<usize> = None;
            for column in left..=right {
                let inside = column < right && groups.root(row * across + column) == root;
                match (inside, run) {
                    (true, None) => run = Some(column),
                    (false, Some(from)) => {
                        push((row, row + 1), (from, column));
                        run = None;
                    }
                    _ => {}
                }
            }
        }
    }
    (fields, exact)
}

impl Lattice {
    /// Edges so near to each other that nothing fits between are made one; an empty field between them goes.
    fn drop_slivers(&mut self) {
        let mut index = 1;
        while index < self.columns.len() {
            let width = match (self.columns.get(index - 1), self.columns.get(index)) {
                (Some(left), Some(right)) => right - left,
                _ => break,
            };
            if width >= SLIVER {
                index += 1;
                continue;
            }
            self.columns.remove(index);
            for field in &mut self.fields {
                let (from, to) = field.columns;
                let moved = |edge: usize| if edge >= index { edge - 1 } else { edge };
                field.columns = (moved(from), moved(to));
            }
            self.fields.retain(|field| field.columns.0 < field.columns.1);
        }
    }

    /// Puts each character into the field it stands in; those that stand in none come back.
    pub(super) fn fill(&mut self, glyphs: Vec<Glyph>) -> Vec<Glyph> {
        let mut of_field: Vec<Vec<Glyph>> = vec![Vec::new(); self.fields.len()];
        let mut left = Vec::new();
        let mut last = 0;
        for glyph in glyphs {
            let (x, y) = glyph.middle();
            let within = |at: &usize| self.fields.get(*at).is_some_and(|field| field.bounds.holds(x, y));
            // Characters of a field follow each other: the field of the one before is tried first.
            let found = Some(last).filter(&within).or_else(|| (0..self.fields.len()).find(&within));
            match found.and_then(|at| of_field.get_mut(at).map(|glyphs| (at, glyphs))) {
                Some((at, glyphs)) => {
                    glyphs.push(glyph);
                    last = at;
                }
                None => left.push(glyph),
            }
        }
        for (field, glyphs) in self.fields.iter_mut().zip(of_field) {
            (field.text, field.full) = cell_text(glyphs, field.bounds.width());
        }
        left
    }
}
