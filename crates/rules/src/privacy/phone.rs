//! Telephone numbers as people write them: mobile, landline with or without area code, with an extension, with +86.

use serde::{Deserialize, Serialize};

use super::number::normalise_number;

/// What is wrong with a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PhoneFinding {
    /// Nothing was given.
    Empty,
    /// A character no number has.
    Character {
        /// The character.
        found: char,
    },
    /// A mobile number with too few or too many digits: 应为 11 位，您填了 10 位.
    MobileLength {
        /// How many digits were given.
        given: usize,
        /// How many there must be.
        expected: usize,
    },
    /// Neither a mobile number nor a landline.
    Length {
        /// How many digits were given.
        given: usize,
    },
}

/// Digits of a mobile number.
const MOBILE: usize = 11;

/// A telephone number in its plain form: digits, an extension after `-`. Foreign numbers keep their `+`.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_phone(text: &str) -> Result<String, PhoneFinding> {
    let (main, extension) = split_extension(text);
    let main: String = normalise_number(main).chars().filter(|c| !matches!(c, '(' | ')' | '（' | '）')).collect();
    if main.is_empty() {
        return Err(PhoneFinding::Empty);
    }
    let foreign = main.starts_with('+') && !main.starts_with("+86");
    let main = main.strip_prefix("+86").or_else(|| main.strip_prefix("0086")).unwrap_or(&main);
    if let Some(found) = main.chars().skip(usize::from(foreign)).find(|c| !c.is_ascii_digit()) {
        return Err(PhoneFinding::Character { found });
    }
    let given = main.chars().filter(char::is_ascii_digit).count();
    let is_mobile = main.starts_with('1') && main.chars().nth(1).is_some_and(|second| second >= '3');
    match given {
        // 86138… without its plus.
        13 if main.starts_with("861") => return Ok(main.trim_start_matches("86").to_owned()),
        MOBILE if is_mobile => {}
        _ if foreign && (7..=15).contains(&given) => {}
        _ if is_mobile && given > 8 => return Err(PhoneFinding::MobileLength { given, expected: MOBILE }),
        7 | 8 if !main.starts_with('0') => {}
        10..=12 if main.starts_with('0') => {}
        // 400 and 800 numbers, and short ones such as 12345.
        10 if main.starts_with("400") || main.starts_with("800") => {}
        5 if main.starts_with('1') || main.starts_with('9') => {}
        _ => return Err(PhoneFinding::Length { given }),
    }
    let extension: String = normalise_number(extension).chars().filter(char::is_ascii_digit).collect();
    Ok(if extension.is_empty() { main.to_owned() } else { format!("{main}-{extension}") })
}

/// 0379-55550100转801: the number, and what follows 转, 分机 or ext.
fn split_extension(text: &str) -> (&str, &str) {
    let lower_mark = ["转", "轉", "分机", "ext", "EXT", "Ext"].iter().filter_map(|mark| text.find(mark)).min();
    lower_mark.and_then(|at| text.get(..at).zip(text.get(at..))).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_people_write_are_read() {
        let read = |text| check_phone(text).expect("a number");
        assert_eq!(read("138 1234 2046"), "13812342046");
        assert_eq!(read("＋８６－13812342046"), "13812342046");
        assert_eq!(read("8613812342046"), "13812342046");
        assert_eq!(read("0086 13812342046"), "13812342046");
        assert_eq!(read("（0379）5555-0100"), "037955550100");
        assert_eq!(read("0379-55550100转801"), "037955550100-801");
        assert_eq!(read("010-65551234 ext. 12"), "01065551234-12");
        assert_eq!(read("55550100"), "55550100");
        assert_eq!(read("400-810-1234"), "4008101234");
        assert_eq!(read("+44 20 7946 0018"), "+442079460018");
    }

    #[test]
    fn each_mistake_has_its_own_finding() {
        let finding = |text| check_phone(text).expect_err("a finding");
        assert_eq!(finding(" - "), PhoneFinding::Empty);
        assert_eq!(finding("1381234204"), PhoneFinding::MobileLength { given: 10, expected: 11 });
        assert_eq!(finding("138123420466"), PhoneFinding::MobileLength { given: 12, expected: 11 });
        assert_eq!(finding("138l2342046"), PhoneFinding::Character { found: 'L' });
        assert_eq!(finding("张建国"), PhoneFinding::Character { found: '张' });
        assert_eq!(finding("123456"), PhoneFinding::Length { given: 6 });
    }
}
