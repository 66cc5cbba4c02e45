//! Places on a page: points (1/72 inch) from the upper left corner of the page as it is shown.

use gongkai_rules::reporting::exchange::Place;

/// A box on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    /// The box that holds nothing; joined with another it is that other.
    pub(super) const NOTHING: Bounds =
        Bounds { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };

    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Bounds {
        Bounds { left, top, right, bottom }
    }

    /// The smallest box that holds both.
    pub(super) fn join(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The smallest box that holds all.
    pub(super) fn around(all: impl IntoIterator<Item = Bounds>) -> Bounds {
        all.into_iter().fold(Bounds::NOTHING, Bounds::join)
    }

    /// What both have in common; may be empty.
    pub(super) fn meet(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn is_empty(self) -> bool {
        !(self.width() >= 0.0 && self.height() >= 0.0)
    }

    /// Wider by `by` on each side.
    pub(super) fn grown(self, by: f64) -> Bounds {
        Bounds { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    pub(super) fn holds(self, x: f64, y: f64) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// The place in the exchange format, to a tenth of a point.
    pub(super) fn place(self, page: usize) -> Place {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        let box_ =
            (!self.is_empty()).then(|| [tenth(self.left), tenth(self.top), tenth(self.right), tenth(self.bottom)]);
        Place { page: u32::try_from(page).ok(), box_, path: None }
    }
}

/// How much of two stretches is common to both.
pub(super) fn overlap(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.1.min(b.1) - a.0.max(b.0)).max(0.0)
}

/// Positions that lie within `within` of each other become one, their mean; sorted.
pub(super) fn clustered(mut positions: Vec<f64>, within: f64) -> Vec<f64> {
    positions.sort_by(f64::total_cmp);
    let mut clusters: Vec<(f64, f64, usize)> = Vec::new();
    for position in positions {
        match clusters.last_mut() {
            Some((first, sum, count)) if position - *first <= within => {
                *sum += position;
                *count += 1;
            }
            _ => clusters.push((position, position, 1)),
        }
    }
    clusters.into_iter().map(|(_, sum, count)| sum / count as f64).collect()
}

/// The index of the position nearest to `at`, if one is within `within`.
pub(super) fn nearest(positions: &[f64], at: f64, within: f64) -> Option<usize> {
    let after = positions.partition_point(|&position| position < at);
    let candidates = [after.checked_sub(1), Some(after)];
    let distance = |index: usize| positions.get(index).map(|&position| (position - at).abs());
    let near = candidates.into_iter().flatten().filter_map(|index| Some((index, distance(index)?)));
    near.filter(|&(_, distance)| distance <= within).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}
