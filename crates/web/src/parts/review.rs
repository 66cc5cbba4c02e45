//! Review: who said what, and what changed since.

use super::StateTag;

/// One review of a paper, as a row.
#[derive(Clone, Debug, Default)]
pub struct ReviewRow {
    /// 审核, 签发.
    pub step: String,
    /// By whom.
    pub who: String,
    /// When; or until when; may be empty.
    pub when: String,
    /// The opinion; may be empty.
    pub opinion: String,
    /// 通过, 退回, 待您审核; `None` where it has not come to that: 未到.
    pub tag: Option<StateTag>,
}

/// A piece of a changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffPiece {
    /// Unchanged.
    Same(String),
    /// Taken out.
    Deleted(String),
    /// Put in.
    Inserted(String),
}

/// What changed between two versions of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffView {
    /// In the order of the text.
    pub pieces: Vec<DiffPiece>,
    /// Number of places changed.
    pub places: usize,
}

/// More characters than this in the part that differs are shown as one replaced piece: a letter is far shorter.
const LARGEST: usize = 4_000;

/// Compares two texts by character and shows whole changed pieces; the worst case stays at a few million steps.
#[must_use]
pub fn diff_text(old: &str, new: &str) -> DiffView {
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old.iter().skip(head).rev().zip(new.iter().skip(head).rev()).take_while(|(a, b)| a == b).count();
    let middle = |text: &[char]| -> Vec<char> { text.iter().take(text.len() - tail).skip(head).copied().collect() };
    let (gone, come) = (middle(&old), middle(&new));

    let mut pieces = Pieces::default();
    pieces.same(old.iter().take(head));
    if gone.len() > LARGEST || come.len() > LARGEST {
        pieces.change(&gone, &come);
    } else {
        pieces.compare(&gone, &come);
    }
    pieces.same(old.iter().skip(old.len() - tail));
    pieces.finish()
}

#[derive(Default)]
struct Pieces {
    done: Vec<DiffPiece>,
    same: String,
    gone: String,
    come: String,
}

impl Pieces {
    fn same<'a>(&mut self, characters: impl Iterator<Item = &'a char>) {
        for character in characters {
            if !self.gone.is_empty() || !self.come.is_empty() {
                self.flush_change();
            }
            self.same.push(*character);
        }
    }

    fn flush_same(&mut self) {
        if !self.same.is_empty() {
            self.done.push(DiffPiece::Same(std::mem::take(&mut self.same)));
        }
    }

    fn flush_change(&mut self) {
        if !self.gone.is_empty() {
            self.done.push(DiffPiece::Deleted(std::mem::take(&mut self.gone)));
        }
        if !self.come.is_empty() {
            self.done.push(DiffPiece::Inserted(std::mem::take(&mut self.come)));
        }
    }

    fn change(&mut self, gone: &[char], come: &[char]) {
        if gone.is_empty() && come.is_empty() {
            return;
        }
        self.flush_same();
        self.gone.extend(gone);
        self.come.extend(come);
    }

    /// Longest common subsequence; a common run of one character between two changes is folded into them, because
    /// alternating single characters cannot be read.
    fn compare(&mut self, gone: &[char], come: &[char]) {
        let runs = common_runs(gone, come);
        let (mut at_gone, mut at_come) = (0, 0);
        for (from_gone, from_come, length) in runs {
            if length < 2 {
                continue;
            }
            let before_gone = gone.get(at_gone..from_gone).unwrap_or_default();
            let before_come = come.get(at_come..from_come).unwrap_or_default();
            self.change(before_gone, before_come);
            self.same(gone.iter().skip(from_gone).take(length));
            (at_gone, at_come) = (from_gone + length, from_come + length);
        }
        self.change(gone.get(at_gone..).unwrap_or_default(), come.get(at_come..).unwrap_or_default());
    }

    fn finish(mut self) -> DiffView {
        self.flush_change();
        self.flush_same();
        let mut places = 0;
        let mut changing = false;
        for piece in &self.done {
            let change = !matches!(piece, DiffPiece::Same(_));
            places += usize::from(change && !changing);
            changing = change;
        }
        DiffView { pieces: self.done, places }
    }
}

/// Runs (start in old, start in new, length) of a longest common subsequence.
fn common_runs(old: &[char], new: &[char]) -> Vec<(usize, usize, usize)> {
    let wide = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * wide];
    let at = |table: &[u16], i: usize, j: usize| table.get(i * wide + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let value = if a == b {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(slot) = longest.get_mut(i * wide + j) {
                *slot = value;
            }
        }
    }
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if a == b {
            match runs.last_mut() {
                Some((from_i, from_j, length)) if *from_i + *length == i && *from_j + *length == j => *length += 1,
                _ => runs.push((i, j, 1)),
            }
            i += 1;
            j += 1;
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rebuilt(view: &DiffView) -> (String, String) {
        let (mut old, mut new) = (String::new(), String::new());
        for piece in &view.pieces {
            match piece {
                DiffPiece::Same(text) => {
                    old.push_str(text);
                    new.push_str(text);
                }
                DiffPiece::Deleted(text) => old.push_str(text),
                DiffPiece::Inserted(text) => new.push_str(text),
            }
        }
        (old, new)
    }

    #[test]
    fn both_versions_can_be_read_out_of_it() {
        for (old, new) in [
            ("补贴对象为全体居民，每户二百元。", "补贴对象为持有本街道户籍的低保、特困家庭，每户300元。"),
            ("", "新写的一段"),
            ("删掉的一段", ""),
            ("没有改动", "没有改动"),
            ("一二三四五六七八", "一三五七二四六八九"),
        ] {
            let view = diff_text(old, new);
            assert_eq!(rebuilt(&view), (old.to_owned(), new.to_owned()));
            assert_eq!(view.places == 0, old == new);
        }
    }

    #[test]
    fn places_are_counted_as_a_reader_would() {
        let view =
            diff_text("补贴对象为全体居民，每户二百元，月底前发放。", "补贴对象为低保家庭，每户三百元，月底前发放。");
        assert_eq!(view.places, 2);
    }
}
