//! 公民身份号码 (GB 11643): six digits of a place, eight of the birth date, three in order, a check character.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::number::normalise_number;

/// Length of an identity number.
const LENGTH: usize = 18;
/// Weights of the first seventeen digits, 2^(17−i) modulo 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by remainder.
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A sound identity number, in its plain form. `Debug` hides it, so that no log can show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdentityNumber {
    number: String,
    born_on: Date,
}

/// What is wrong with an identity number; the first thing in the order a person would look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum IdentityFinding {
    /// Nothing was given.
    Empty,
    /// Too short or too long: 应为 18 位，您填了 17 位.
    Length {
        /// How many characters were given, separators apart.
        given: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A character that cannot stand there: only digits, and X as the last.
    Character {
        /// Its place, from 1.
        position: usize,
        /// The character.
        found: char,
    },
    /// Places 7 to 14 are no date.
    Date {
        /// What stands there.
        found: String,
    },
    /// The check character does not fit: one place is wrong.
    CheckDigit,
}

impl IdentityNumber {
    /// Reads an identity number as people type it.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str) -> Result<IdentityNumber, IdentityFinding> {
        let number = normalise_number(text);
        let given = number.chars().count();
        if given == 0 {
            return Err(IdentityFinding::Empty);
        }
        if given != LENGTH {
            return Err(IdentityFinding::Length { given, expected: LENGTH });
        }
        for (index, found) in number.chars().enumerate() {
            if !(found.is_ascii_digit() || (found == 'X' && index + 1 == LENGTH)) {
                return Err(IdentityFinding::Character { position: index + 1, found });
            }
        }
        let birth = number.get(6..14).unwrap_or_default();
        let born_on = birth_date(birth).ok_or_else(|| IdentityFinding::Date { found: birth.to_owned() })?;
        if number.chars().last() != check_character(&number) {
            return Err(IdentityFinding::CheckDigit);
        }
        Ok(IdentityNumber { number, born_on })
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// The date of birth in it.
    pub fn born_on(&self) -> Date {
        self.born_on
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityNumber(…)")
    }
}

/// `YYYYMMDD` of the nineteenth, twentieth or this century.
pub(super) fn birth_date(digits: &str) -> Option<Date> {
    let year: i16 = digits.get(0..4)?.parse().ok()?;
    let month: i8 = digits.get(4..6)?.parse().ok()?;
    let day: i8 = digits.get(6..8)?.parse().ok()?;
    if !(1800..=2099).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// The check character of the first seventeen digits (ISO 7064, mod 11-2).
pub(super) fn check_character(number: &str) -> Option<char> {
    let mut sum = 0;
    let mut digits = number.chars();
    for weight in WEIGHTS {
        sum += weight * digits.next()?.to_digit(10)?;
    }
    usize::try_from(sum % 11).ok().and_then(|remainder| CHECK.get(remainder)).copied()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The examples printed in the standard.
    const SOUND: [&str; 2] = ["11010519491231002X", "440524188001010014"];

    #[test]
    fn sound_numbers_are_read_however_they_are_typed() {
        for number in SOUND {
            assert!(IdentityNumber::parse(number).is_ok(), "{number}");
        }
        let typed = IdentityNumber::parse(" １１０１０５ 1949-1231 002x").expect("sound");
        assert_eq!(typed.as_str(), "11010519491231002X");
        assert_eq!(typed.born_on(), date(1949, 12, 31));
        assert!(!format!("{typed:?}").contains("1949"));
    }

    #[test]
    fn each_mistake_has_its_own_finding() {
        let finding = |text| IdentityNumber::parse(text).expect_err("a finding");
        assert_eq!(finding("  "), IdentityFinding::Empty);
        assert_eq!(finding("1101051949123100X"), IdentityFinding::Length { given: 17, expected: 18 });
        assert_eq!(finding("11010519491231002XX"), IdentityFinding::Length { given: 19, expected: 18 });
        assert_eq!(finding("110105491231002"), IdentityFinding::Length { given: 15, expected: 18 });
        assert_eq!(finding("1101051949123l002X"), IdentityFinding::Character { position: 14, found: 'L' });
        assert_eq!(finding("X1010519491231002X"), IdentityFinding::Character { position: 1, found: 'X' });
        assert_eq!(finding("110105194902290026"), IdentityFinding::Date { found: "19490229".to_owned() });
        assert_eq!(finding("110105194912310021"), IdentityFinding::CheckDigit);
    }

    #[test]
    fn one_wrong_digit_is_always_found() {
        let sound = SOUND[0];
        for place in 0..17 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = sound.chars().collect();
                if wrong[place] != digit {
                    wrong[place] = digit;
                    let wrong: String = wrong.into_iter().collect();
                    assert!(IdentityNumber::parse(&wrong).is_err(), "{wrong}");
                }
            }
        }
    }
}
