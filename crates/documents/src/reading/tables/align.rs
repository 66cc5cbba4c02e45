//! Which run of values belongs to which row. Rows come in the order of print, so the runs are laid along the skeleton
//! as a whole: labels decide, position helps where a label is missing, and what neither tells stays unplaced.

use super::labels::{Skeleton, comparable};
use super::pieces::Run;

/// Labels this like count as the same (law sheet 3.3).
const SAME: f64 = 0.75;

/// How a run was placed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reading) struct Placed {
    /// Number of the entry of the skeleton.
    pub entry: usize,
    /// Whether its own label, as printed, named it.
    pub by_label: bool,
    /// The label as printed that was taken for another, where it is not the official one nor a known variant.
    pub misprint: Option<String>,
}

/// On which side of its values a label may stand that is not on their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reading) enum Side {
    /// Before them, or around them where it was wrapped.
    Above,
    /// After them (L7), or around them.
    Below,
    /// Either; before them where both would do.
    Either,
}

/// For each run the entry it belongs to. A table has its labels on one side of the values: that which explains more.
pub(in crate::reading) fn align<T>(
    runs: &[Run],
    skeleton: &Skeleton<T>,
    has_figures: &dyn Fn(&T) -> bool,
    sides: &[Side],
) -> Vec<Option<Placed>> {
    let on = |side: Side| {
        let scores: Vec<Vec<(usize, f64)>> = runs.iter().map(|run| score(run, skeleton, side)).collect();
        let (placed, sum) = laid_along(&scores, skeleton.entries.len());
        (scores, placed, sum)
    };
    let all_own = runs.iter().all(|run| run.own.is_some());
    let sides = if all_own { sides.get(..1).unwrap_or_default() } else { sides };
    let best = sides.iter().map(|side| on(*side)).reduce(|a, b| if b.2 > a.2 + 1e-9 { b } else { a });
    let Some((scores, mut placed, _)) = best else { return vec![None; runs.len()] };
    rescue(runs, &scores, &mut placed);
    by_position(runs, &mut placed, skeleton, has_figures);
    let named =
        placed.iter().zip(runs).map(|(placed, run)| placed.clone().map(|placed| misprint(placed, run, skeleton)));
    named.collect()
}

/// Entries that a run may belong to, with how like its labels are; exact ones alone where there are any.
fn score<T>(run: &Run, skeleton: &Skeleton<T>, side: Side) -> Vec<(usize, f64)> {
    let own = run.own.as_deref().map(comparable);
    if let Some(own) = &own {
        let exact = skeleton.exact(own);
        if !exact.is_empty() {
            return exact.iter().map(|at| (*at, 1.0)).collect();
        }
    }
    let mut candidates: Vec<(String, bool)> = Vec::new();
    let above: Vec<&str> = run.above.iter().map(String::as_str).chain(run.heads.iter().map(String::as_str)).collect();
    for before in 0..=3.min(above.len()) {
        for after in 0..=3.min(run.below.len()) {
            let wrong_side = match side {
                Side::Above => before == 0,
                Side::Below => after == 0,
                Side::Either => before + after == 0,
            };
            if own.is_none() && wrong_side {
                continue;
            }
            let head = above.get(above.len() - before..).unwrap_or_default();
            let tail = run.below.get(..after).unwrap_or_default();
            let middle = run.own.as_deref();
            let joined: String = head.iter().copied().chain(middle).chain(tail.iter().map(String::as_str)).collect();
            if joined.chars().count() <= 80 {
                candidates.push((comparable(&joined), before == 0));
            }
        }
    }
    let mut best: Vec<(usize, f64)> = Vec::new();
    for (candidate, below) in &candidates {
        for at in skeleton.exact(candidate) {
            let second = *below && side == Side::Either;
            best.push((
                *at,
                if own.is_some() {
                    0.99
                } else if second {
                    0.9
                } else {
                    0.95
                },
            ));
        }
    }
    if best.is_empty() {
        for (candidate, _) in &candidates {
            for at in 0..skeleton.entries.len() {
                let alike = skeleton.similarity(at, candidate);
                if alike >= SAME {
                    best.push((at, alike * 0.9));
                }
            }
        }
    }
    best.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    best.dedup_by_key(|(at, _)| *at);
    best
}

/// The placing in the order of print with the greatest sum of likeness.
fn laid_along(scores: &[Vec<(usize, f64)>], entries: usize) -> (Vec<Option<Placed>>, f64) {
    let width = entries + 1;
    let mut best = vec![0.0f64; (scores.len() + 1) * width];
    let cell = |run: usize, entry: usize| run * width + entry;
    let score_of = |run: usize, entry: usize| {
        let list = scores.get(run).map_or(&[][..], Vec::as_slice);
        list.iter().find(|(at, _)| *at == entry).map(|(_, score)| *score)
    };
    let get = |best: &[f64], at: usize| best.get(at).copied().unwrap_or(0.0);
    for run in 1..=scores.len() {
        for entry in 1..=entries {
            let mut value = get(&best, cell(run - 1, entry)).max(get(&best, cell(run, entry - 1)));
            if let Some(score) = score_of(run - 1, entry - 1) {
                value = value.max(get(&best, cell(run - 1, entry - 1)) + score);
            }
            if let Some(place) = best.get_mut(cell(run, entry)) {
                *place = value;
            }
        }
    }
    let mut placed: Vec<Option<Placed>> = vec![None; scores.len()];
    let (mut run, mut entry) = (scores.len(), entries);
    let sum = get(&best, cell(run, entry));
    while run > 0 && entry > 0 {
        let here = get(&best, cell(run, entry));
        // From the end: the last of equal runs yields to the first only where the sum stays the same.
        if (here - get(&best, cell(run - 1, entry))).abs() < 1e-9 {
            run -= 1;
        } else if (here - get(&best, cell(run, entry - 1))).abs() < 1e-9 {
            entry -= 1;
        } else {
            if let Some(place) = placed.get_mut(run - 1) {
                *place = Some(Placed { entry: entry - 1, by_label: true, misprint: None });
            }
            run -= 1;
            entry -= 1;
        }
    }
    (placed, sum)
}

/// Rows printed out of order: a run whose own label names an entry that nobody took.
fn rescue(runs: &[Run], scores: &[Vec<(usize, f64)>], placed: &mut [Option<Placed>]) {
    for (at, list) in scores.iter().enumerate() {
        let own = runs.get(at).is_some_and(|run| run.own.is_some());
        if !own || placed.get(at).is_none_or(Option::is_some) {
            continue;
        }
        let [(entry, score)] = list.as_slice() else { continue };
        let taken = placed.iter().flatten().any(|placed| placed.entry == *entry);
        if *score >= 0.99
            && !taken
            && let Some(place) = placed.get_mut(at)
        {
            *place = Some(Placed { entry: *entry, by_label: true, misprint: None });
        }
    }
}

/// Runs without a label of their own, or with a piece of one, between two that are placed: where just as many entries
/// with figures are free there, they are those.
fn by_position<T>(
    runs: &[Run],
    placed: &mut [Option<Placed>],
    skeleton: &Skeleton<T>,
    has_figures: &dyn Fn(&T) -> bool,
) {
    let mut at = 0;
    while at < placed.len() {
        if placed.get(at).is_none_or(Option::is_some) {
            at += 1;
            continue;
        }
        let until = (at..placed.len()).find(|i| placed.get(*i).is_some_and(Option::is_some)).unwrap_or(placed.len());
        let before = at.checked_sub(1).and_then(|i| placed.get(i)).and_then(|p| p.as_ref()).map(|p| p.entry + 1);
        let after = placed.get(until).and_then(|p| p.as_ref()).map(|p| p.entry);
        let (from, to) = (before.unwrap_or(0), after.unwrap_or(skeleton.entries.len()));
        let free: Vec<usize> = (from..to)
            .filter(|entry| skeleton.entries.get(*entry).is_some_and(|entry| has_figures(&entry.id)))
            .filter(|entry| !placed.iter().flatten().any(|placed| placed.entry == *entry))
            .collect();
        let waiting: Vec<usize> = (at..until).filter(|i| runs.get(*i).is_some_and(|run| !run.is_blank())).collect();
        let fits = |(run, entry): (&usize, &usize)| {
            let own = runs.get(*run).and_then(|run| run.own.as_deref()).map(comparable);
            own.is_none_or(|own| {
                let labels = skeleton.entries.get(*entry).map_or(&[][..], |entry| entry.labels.as_slice());
                own.chars().count() >= 2 && labels.iter().any(|label| label.contains(&own))
            })
        };
        if free.len() == waiting.len() && waiting.iter().zip(&free).all(fits) {
            for (i, entry) in waiting.into_iter().zip(free) {
                if let Some(place) = placed.get_mut(i) {
                    *place = Some(Placed { entry, by_label: false, misprint: None });
                }
            }
        }
        at = until;
    }
}

/// R1.11: the label as printed, where it stands alone on its line and is neither the official one nor a variant.
fn misprint<T>(mut placed: Placed, run: &Run, skeleton: &Skeleton<T>) -> Placed {
    let Some(own) = &run.own else { return placed };
    let bare = comparable(own);
    let known = skeleton.entries.get(placed.entry).is_some_and(|entry| entry.labels.contains(&bare));
    if placed.by_label && !known && skeleton.similarity(placed.entry, &bare) >= SAME {
        placed.misprint = Some(own.trim().to_owned());
    }
    placed
}
