//! Values that are one too many, or none: cells that a number was torn over (L13), digits run together (L12). Every way
//! of reading them is tried; only a way that is the only one to make the row add up is taken.

/// Most pieces that are joined, and most digits that are taken apart: more would be a game of numbers.
const MOST: usize = 12;

/// All ways to read pieces as seven numbers whose first six add up to the last, neighbours joined.
pub(super) fn seven_of(pieces: &[&str]) -> Option<[u64; 7]> {
    if pieces.len() <= 7 || pieces.len() > MOST {
        return None;
    }
    unique(pieces.len(), &|from, to| number(&pieces.get(from..to).unwrap_or_default().concat()))
}

/// The only way to take a run of digits apart into seven numbers that add up.
pub(super) fn seven_in(digits: &str) -> Option<[u64; 7]> {
    if digits.len() < 7 || digits.len() > 24 || !digits.is_ascii() {
        return None;
    }
    unique(digits.len(), &|from, to| number(digits.get(from..to).unwrap_or_default()))
}

fn number(digits: &str) -> Option<u64> {
    let sound = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
    let plain = digits == "0" || !digits.starts_with('0');
    if sound && plain { digits.parse().ok() } else { None }
}

/// Cuts `length` pieces into seven stretches; the cuts that make numbers that add up, if there is only one way.
fn unique(length: usize, read: &dyn Fn(usize, usize) -> Option<u64>) -> Option<[u64; 7]> {
    let mut found: Option<[u64; 7]> = None;
    let mut cuts = [0usize, 1, 2, 3, 4, 5, 6, length];
    // Work is bounded by the lengths above: at most 24 choose 6 cuts.
    loop {
        if let Some(seven) = numbers(&cuts, read)
            && seven.iter().take(6).sum::<u64>() == seven[6]
        {
            if found.is_some_and(|known| known != seven) {
                return None;
            }
            found = Some(seven);
        }
        if !next(&mut cuts, length) {
            return found;
        }
    }
}

fn numbers(cuts: &[usize; 8], read: &dyn Fn(usize, usize) -> Option<u64>) -> Option<[u64; 7]> {
    let mut seven = [0; 7];
    for (at, place) in seven.iter_mut().enumerate() {
        *place = read(cuts[at], cuts[at + 1])?;
    }
    Some(seven)
}

/// The next choice of the six inner cuts, in order.
fn next(cuts: &mut [usize; 8], length: usize) -> bool {
    for at in (1..7).rev() {
        if cuts[at] < length - (7 - at) {
            cuts[at] += 1;
            for later in at + 1..7 {
                cuts[later] = cuts[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

/// The ways to take a run of digits apart into three counts (制发, 废止, 现行有效): the only one, or none.
pub(super) fn three_in(digits: &str) -> Option<[u64; 3]> {
    if digits.len() == 3 {
        let mut three = [0; 3];
        for (place, c) in three.iter_mut().zip(digits.chars()) {
            *place = u64::from(c.to_digit(10)?);
        }
        return Some(three);
    }
    if digits.len() < 3 || digits.len() > 15 || !digits.is_ascii() {
        return None;
    }
    let mut found = None;
    for first in 1..digits.len() - 1 {
        for second in first + 1..digits.len() {
            let cut = (digits.get(..first), digits.get(first..second), digits.get(second..));
            let (Some(a), Some(b), Some(c)) = cut else { continue };
            // Nothing less than none was in force a year ago (R2.1).
            if let (Some(a), Some(b), Some(c)) = (number(a), number(b), number(c))
                && c + b >= a
            {
                if found.is_some() {
                    return None;
                }
                found = Some([a, b, c]);
            }
        }
    }
    found
}

/// The only way to take a run of digits apart into three blocks of five, each with four parts and their sum.
pub(super) fn fifteen_in(digits: &str) -> Option<[u64; 15]> {
    if digits.len() < 15 || digits.len() > 30 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // Ways to read the digits from each place on as so many blocks; at most two are kept, for two are too many.
    let mut ways: Vec<Vec<(usize, Vec<u64>)>> = vec![vec![(0, Vec::new())]];
    for _ in 0..3 {
        let mut longer: Vec<(usize, Vec<u64>)> = Vec::new();
        for (from, read) in ways.last()?.clone() {
            for (until, block) in blocks_from(digits, from) {
                longer.push((until, [read.clone(), block].concat()));
            }
            if longer.len() > 5000 {
                return None;
            }
        }
        ways.push(longer);
    }
    let mut whole = ways.last()?.iter().filter(|(until, _)| *until == digits.len());
    let (_, only) = whole.next()?;
    if whole.next().is_some() {
        return None;
    }
    only.clone().try_into().ok()
}

/// Blocks of five numbers, the last the sum of the others, that begin at a place.
fn blocks_from(digits: &str, from: usize) -> Vec<(usize, Vec<u64>)> {
    let mut open: Vec<(usize, Vec<u64>)> = vec![(from, Vec::new())];
    for part in 0..5 {
        let mut next: Vec<(usize, Vec<u64>)> = Vec::new();
        for (at, read) in &open {
            for length in 1..=4 {
                let Some(value) = digits.get(*at..at + length).and_then(number) else { continue };
                if part == 4 && read.iter().sum::<u64>() != value {
                    continue;
                }
                next.push((at + length, [read.clone(), vec![value]].concat()));
            }
        }
        open = next;
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_number_is_joined_only_where_one_way_adds_up() {
        assert_eq!(seven_of(&["1", "2", "0", "0", "0", "0", "0", "12"]), Some([12, 0, 0, 0, 0, 0, 12]));
        assert_eq!(seven_of(&["1", "2", "0", "0", "0", "0", "0", "13"]), None);
    }

    #[test]
    fn digits_run_together_are_taken_apart_only_in_one_way() {
        assert_eq!(seven_in("0000000"), Some([0; 7]));
        assert_eq!(seven_in("210000021"), Some([21, 0, 0, 0, 0, 0, 21]));
        assert_eq!(three_in("010"), Some([0, 1, 0]));
        assert_eq!(three_in("000"), Some([0, 0, 0]));
        assert_eq!(fifteen_in("201031000100011"), Some([2, 0, 1, 0, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1]));
        assert_eq!(three_in("4112"), None, "4·1·12, 4·11·2, 41·1·2");
    }
}
