//! Personal data: masks. (The finder of personal data joins here.)

/// A name as lists show it: 张*国, 王*; every inner character masked.
pub fn mask_name(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    match characters.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [first, _] => format!("{first}*"),
        [first, inner @ .., last] => format!("{first}{}{last}", "*".repeat(inner.len())),
    }
}
