//! Numbers as people type them.

use unicode_normalization::UnicodeNormalization;

/// A number in its plain form: full-width and other digits and letters made ASCII (NFKC), spaces, hyphens, dashes and
/// invisible characters dropped, letters made capitals (so that x is X). What is kept can be shown to the person.
pub fn normalise_number(text: &str) -> String {
    text.nfkc().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).collect()
}

/// Characters that stand between the digits of a number without belonging to it.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            // Hyphens and dashes, then characters without width.
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
        )
}

/// A character in its plain form, where that is one ASCII character.
pub(super) fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    let mut folded = std::iter::once(c).nfkc();
    match (folded.next(), folded.next()) {
        (Some(folded), None) if folded.is_ascii() => Some(folded),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_in_their_plain_form() {
        assert_eq!(normalise_number("４１０３０３ 19900101-201x"), "41030319900101201X");
        assert_eq!(normalise_number(" 138－1234—2046\u{200b}\u{feff}"), "13812342046");
        assert_eq!(normalise_number("91410300ma3x8k2f1q"), "91410300MA3X8K2F1Q");
        assert_eq!(normalise_number(""), "");
    }
}
