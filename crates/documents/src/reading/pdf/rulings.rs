//! Ruling lines to frames: pieces of one line joined, lines that touch gathered; each gathering that parts its inside
//! into more than one field is the frame of a table.

use super::geometry::{Bounds, clustered};
use super::ink::Rule;

/// Lines that end this near to another touch it.
pub(super) const SNAP: f64 = 3.5;
/// Lines nearer to each other than this are one edge: double lines, cells with a gap between their borders. No character
/// fits between.
pub(super) const EDGE: f64 = 6.5;
/// How far apart two pieces of a table without lines at its sides may stand.
const OPEN: f64 = 45.0;
/// Pieces of one line may be this far apart (dots, dashes, borders drawn cell by cell).
const GAP: f64 = 3.5;
/// Nothing shorter than this is a ruling line.
const SHORTEST: f64 = 4.5;
/// More lines than this on a page are a drawing, not a table.
const MOST: usize = 6_000;

/// Lines that belong together.
pub(super) struct Frame {
    pub(super) levels: Vec<Rule>,
    pub(super) uprights: Vec<Rule>,
    pub(super) bounds: Bounds,
}

impl Frame {
    /// Where columns begin and end: the uprights, and the ends of the levels where a table is open at its sides.
    pub(super) fn column_edges(&self) -> Vec<f64> {
        edges(&self.uprights, self.bounds.left, self.bounds.right)
    }

    /// Where rows begin and end.
    pub(super) fn row_edges(&self) -> Vec<f64> {
        edges(&self.levels, self.bounds.top, self.bounds.bottom)
    }
}

impl Frame {
    /// Whether no lines close its sides.
    fn is_open(&self) -> bool {
        let (left, right) = (self.bounds.left + EDGE, self.bounds.right - EDGE);
        self.uprights.iter().all(|upright| upright.at > left && upright.at < right)
    }

    fn goes_on_in(&self, below: &Frame) -> bool {
        let same = |a: f64, b: f64| (a - b).abs() <= SNAP;
        let sides = same(self.bounds.left, below.bounds.left) && same(self.bounds.right, below.bounds.right);
        let distance = below.bounds.top - self.bounds.bottom;
        // Lines under each other without any upright are the lines of a letterhead or of a form to fill in.
        sides && (0.0..=OPEN).contains(&distance) && self.uprights.len() + below.uprights.len() > 0
    }

    /// Whether nothing is parted inside: a box round some words, or the one row of a table that a page end left alone.
    pub(super) fn is_lone(&self) -> bool {
        self.column_edges().len() <= 2 && self.row_edges().len() <= 2
    }
}

fn edges(rules: &[Rule], first: f64, last: f64) -> Vec<f64> {
    let mut edges = clustered(rules.iter().map(|rule| rule.at).collect(), EDGE);
    if edges.first().is_none_or(|&edge| edge - first > EDGE) {
        edges.insert(0, first);
    }
    if edges.last().is_none_or(|&edge| last - edge > EDGE) {
        edges.push(last);
    }
    edges
}

/// The frames of a page, those of a single field among them; those that stand higher first.
pub(super) fn frames(rules: &[Rule]) -> Vec<Frame> {
    let levels = joined(rules.iter().copied().filter(|rule| rule.level));
    let uprights = joined(rules.iter().copied().filter(|rule| !rule.level));
    if levels.len() + uprights.len() > MOST {
        return Vec::new();
    }
    let mut frames = gathered(levels, uprights);
    frames.sort_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top).then(a.bounds.left.total_cmp(&b.bounds.left)));
    let mut frames = joined_open(frames);
    // Both are needed: two level lines alone are a heading between rules or an underlined word.
    frames.retain(|frame| !frame.uprights.is_empty() && !frame.levels.is_empty());
    frames
}

/// Where a table has no lines at its sides, a row over its whole width has no upright at all: the lines over and under
/// it hold the table together by their length alone.
fn joined_open(frames: Vec<Frame>) -> Vec<Frame> {
    let mut joined: Vec<Frame> = Vec::new();
    for frame in frames {
        match joined.last_mut() {
            Some(last) if last.is_open() && frame.is_open() && last.goes_on_in(&frame) => {
                last.bounds = last.bounds.join(frame.bounds);
                last.levels.extend(frame.levels);
                last.uprights.extend(frame.uprights);
            }
            _ => joined.push(frame),
        }
    }
    joined
}

/// Pieces of one line become that line.
fn joined(rules: impl Iterator<Item = Rule>) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = rules.collect();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let first = pieces.get(start).map_or(0.0, |rule| rule.at);
        let length = pieces.iter().skip(start).take_while(|rule| rule.at - first <= 1.0).count().max(1);
        let end = start + length;
        if let Some(same) = pieces.get_mut(start..end) {
            same.sort_by(|a, b| a.from.total_cmp(&b.from));
            chain(same, &mut lines);
        }
        start = end;
    }
    lines.retain(|line: &Rule| line.to - line.from >= SHORTEST);
    lines
}

/// Pieces at one height, in order, to lines.
fn chain(pieces: &[Rule], lines: &mut Vec<Rule>) {
    let mut current: Option<Rule> = None;
    for piece in pieces {
        match &mut current {
            Some(line) if piece.from - line.to <= GAP => line.to = line.to.max(piece.to),
            _ => lines.extend(current.replace(*piece)),
        }
    }
    lines.extend(current);
}

/// Lines that touch, and lines that touch those, and so on.
fn gathered(levels: Vec<Rule>, uprights: Vec<Rule>) -> Vec<Frame> {
    let all: Vec<Rule> = levels.iter().chain(&uprights).copied().collect();
    let mut groups = Groups::new(all.len());
    for (index, level) in levels.iter().enumerate() {
        for (other, upright) in uprights.iter().enumerate() {
            if crosses(level, upright) {
                groups.unite(index, levels.len() + other);
            }
        }
    }
    for (offset, same) in [(0, &levels), (levels.len(), &uprights)] {
        for (index, line) in same.iter().enumerate() {
            // Sorted by place, so that only the next few can lie near.
            let near = same.iter().enumerate().skip(index + 1).take_while(|(_, other)| other.at - line.at <= EDGE);
            for (other, _) in near.filter(|(_, other)| other.from <= line.to + GAP && line.from <= other.to + GAP) {
                groups.unite(offset + index, offset + other);
            }
        }
    }
    let mut frames: Vec<(usize, Frame)> = Vec::new();
    let mut of_group = vec![None; all.len()];
    for (index, line) in all.into_iter().enumerate() {
        let group = groups.root(index);
        let slot = of_group.get(group).copied().flatten().unwrap_or_else(|| {
            frames.push((group, Frame { levels: Vec::new(), uprights: Vec::new(), bounds: Bounds::NOTHING }));
            frames.len() - 1
        });
        if let Some(entry) = of_group.get_mut(group) {
            *entry = Some(slot);
        }
        if let Some((_, frame)) = frames.get_mut(slot) {
            frame.bounds = frame.bounds.join(bounds(&line));
            if line.level { frame.levels.push(line) } else { frame.uprights.push(line) }
        }
    }
    frames.into_iter().map(|(_, frame)| frame).collect()
}

fn bounds(rule: &Rule) -> Bounds {
    match rule.level {
        true => Bounds::new(rule.from, rule.at, rule.to, rule.at),
        false => Bounds::new(rule.at, rule.from, rule.at, rule.to),
    }
}

fn crosses(level: &Rule, upright: &Rule) -> bool {
    let on = |at: f64, line: &Rule| at >= line.from - SNAP && at <= line.to + SNAP;
    on(upright.at, level) && on(level.at, upright)
}

/// Disjoint sets of numbers.
pub(super) struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Groups {
        Groups { parents: (0..count).collect() }
    }

    /// The number that stands for the group of `of`.
    pub(super) fn root(&mut self, of: usize) -> usize {
        let parent = |parents: &[usize], at: usize| parents.get(at).copied().unwrap_or(at);
        let mut at = of;
        while parent(&self.parents, at) != at {
            let above = parent(&self.parents, parent(&self.parents, at));
            if let Some(entry) = self.parents.get_mut(at) {
                *entry = above;
            }
            at = above;
        }
        at
    }

    pub(super) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(entry) = self.parents.get_mut(a.max(b)) {
            *entry = a.min(b);
        }
    }
}
