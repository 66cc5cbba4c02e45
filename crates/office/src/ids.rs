//! Identifiers: UUID version 7 (RFC 9562) from the real clock, so that they sort by their making. Never personal,
//! never guessed at: what must not be guessed is a code of [`query_code`] or [`token`].

use rand::Rng;
use uuid::Uuid;

/// A new identifier.
#[allow(clippy::disallowed_methods)] // the one place where identifiers are made
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// Characters of codes that people read out and type: without 0 O 1 I.
const CODE_CHARACTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A random code of so many characters (5 bits each).
pub fn code(length: usize) -> String {
    let mut bytes = vec![0; length];
    rand::rng().fill_bytes(&mut bytes);
    code_of(&bytes, length)
}

/// A code of so many characters from bytes: one byte a character.
pub(crate) fn code_of(bytes: &[u8], length: usize) -> String {
    bytes
        .iter()
        .take(length)
        .filter_map(|byte| CODE_CHARACTERS.get(usize::from(byte & 31)))
        .map(|byte| char::from(*byte))
        .collect()
}

/// A query code: 8 characters, 40 bits (letters.md §6.2).
pub fn query_code() -> String {
    code(8)
}

/// A code in groups of four, as printed.
pub fn grouped(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A code as typed by a person: blanks and hyphens dropped, upper case.
pub fn typed(code: &str) -> String {
    code.chars().filter(|character| character.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

/// A secret of 256 random bits in hexadecimal: session and draft tokens.
pub fn token() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}
