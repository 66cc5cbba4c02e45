//! Progress on standard error: a line that renews itself on a terminal, nothing elsewhere.

use std::io::{IsTerminal, Write};

/// What a long command tells of its progress.
pub struct ProgressLine {
    word: &'static str,
    shown: Option<u64>,
    terminal: bool,
}

impl ProgressLine {
    /// A line that begins with a word.
    pub fn new(word: &'static str, quiet: bool) -> ProgressLine {
        ProgressLine { word, shown: None, terminal: !quiet && std::io::stderr().is_terminal() }
    }

    /// So much of so much.
    pub fn at(&mut self, done: u64, whole: u64) {
        let percent = done.saturating_mul(100).checked_div(whole).unwrap_or(100);
        if self.terminal && self.shown != Some(percent) {
            self.shown = Some(percent);
            let _ = write!(std::io::stderr(), "\r{} {percent}%（{done}/{whole}）", self.word);
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
