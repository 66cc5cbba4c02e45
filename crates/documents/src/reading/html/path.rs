//! Where an element stands, as a CSS path: `#content > table:nth-child(3) > tbody:nth-child(1) > tr:nth-child(2)`.

use std::fmt::Write as _;

/// Longest name and id that a path keeps: bytes. Each place of a page has a path of its own.
const NAME: usize = 64;

/// Most elements of a path, from the innermost outwards.
const STEPS: usize = 16;

struct Open {
    name: String,
    id: Option<String>,
    /// Its place among the children of its parent, from 1.
    nth: usize,
    children: usize,
}

/// The elements that are open.
pub(super) struct Path {
    open: Vec<Open>,
    children: usize,
    depth: usize,
    /// Elements opened beyond the depth that is kept.
    deeper: usize,
}

impl Path {
    pub(super) fn new(depth: usize) -> Path {
        Path { open: Vec::new(), children: 0, depth, deeper: 0 }
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
        let id = id.filter(|id| id.len() <= NAME);
        let id =
            id.filter(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        let id = id.filter(|id| !id.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
        self.open.push(Open { name: kept(name).to_owned(), id: id.map(str::to_owned), nth, children: 0 });
    }

    /// Ends the innermost element of this name and all within it; an end tag without its start is nothing.
    pub(super) fn close(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let name = kept(name);
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
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
        let from = self.open.iter().rposition(|open| open.id.is_some()).unwrap_or(0);
        let from = from.max(self.open.len().saturating_sub(STEPS));
        let mut path = String::new();
        for open in self.open.iter().skip(from) {
            if !path.is_empty() {
                path.push_str(" > ");
            }
            match &open.id {
                Some(id) => {
                    let _ = write!(path, "#{id}");
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

/// So much of a name as a path keeps.
fn kept(name: &str) -> &str {
    let mut end = name.len().min(NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}
