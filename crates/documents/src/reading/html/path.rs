//! Where an element stands, as a CSS path: `#content > table:nth-child(3) > tbody:nth-child(1) > tr:nth-child(2)`.

use std::fmt::Write as _;

struct Open {
    name: String,
    id: Option<String>,
    /// Its place among the children of its parent, from 1.
    nth: usize,
    children: usize,
}

/// Most elements that a path names, from the innermost; more tell nobody where it is.
const NAMED: usize = 24;

/// Most letters of a name or an id: those of HTML have ten at most.
const LETTERS: usize = 32;

/// The elements that are open.
pub(super) struct Path {
    open: Vec<Open>,
    children: usize,
    depth: usize,
    /// Elements opened beyond the depth that is kept.
    deeper: usize,
    /// Open elements looked at.
    work: u64,
}

impl Path {
    pub(super) fn new(depth: usize) -> Path {
        Path { open: Vec::new(), children: 0, depth, deeper: 0, work: 0 }
    }

    /// How many elements have been looked at since it was last asked.
    pub(super) fn take_work(&mut self) -> u64 {
        std::mem::take(&mut self.work)
    }

    pub(super) fn open(&mut self, name: &str, id: Option<&str>, void: bool) {
        let children = self.open.last_mut().map_or(&mut self.children, |parent| &mut parent.children);
        *children += 1;
        let nth = *children;
        if void {
            return;
        }
        if self.open.len() >= self.depth {
            self.deeper += 1;
            return;
        }
        let id = id.filter(|id| (1..=LETTERS).contains(&id.len()));
        let id = id.filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        let id = id.filter(|id| !id.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
        self.open.push(Open { name: name.to_owned(), id: id.map(str::to_owned), nth, children: 0 });
    }

    /// Ends the innermost element of this name and all within it; an end tag without its start is nothing.
    pub(super) fn close(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let at = self.open.iter().rposition(|open| open.name == name);
        self.work += (self.open.len() - at.unwrap_or(0)) as u64;
        if let Some(at) = at {
            self.open.truncate(at);
        }
    }

    /// Ends what the start of an element ends by itself: a row the row before it, a paragraph the one before.
    pub(super) fn close_implied(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "td" | "th" => &["td", "th"],
            "tr" => &["tr"],
            "thead" | "tbody" | "tfoot" => &["thead", "tbody", "tfoot"],
            "li" => &["li"],
            _ => &["p"],
        };
        let stops: &[&str] = match name {
            "li" => &["ul", "ol", "table"],
            "p" => &["td", "th", "div", "table", "li", "section", "article", "body"],
            _ => &["table"],
        };
        for at in (0..self.open.len()).rev() {
            let Some(open) = self.open.get(at) else { break };
            self.work += 1;
            if stops.contains(&open.name.as_str()) {
                break;
            }
            if ends.contains(&open.name.as_str()) {
                self.open.truncate(at);
                break;
            }
        }
    }

    pub(super) fn css(&self) -> String {
        let known = self.open.iter().rposition(|open| open.id.is_some()).unwrap_or(0);
        let from = known.max(self.open.len().saturating_sub(NAMED));
        let mut path = String::new();
        for open in self.open.iter().skip(from) {
            if !path.is_empty() {
                path.push_str(" > ");
            }
            match &open.id {
                Some(id) => {
                    let _ = write!(path, "#{id}");
                }
                None if open.name.len() > LETTERS => {
                    let _ = write!(path, "*:nth-child({})", open.nth);
                }
                None if matches!(open.name.as_str(), "html" | "body") => path.push_str(&open.name),
                None => {
                    let _ = write!(path, "{}:nth-child({})", open.name, open.nth);
                }
            }
        }
        path
    }
}
