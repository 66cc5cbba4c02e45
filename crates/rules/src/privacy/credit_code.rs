//! 统一社会信用代码 (GB 32100): the number of an organisation. It is public and not personal.

use serde::{Deserialize, Serialize};

use super::number::normalise_number;
use crate::outcomes::ApplicantKind;

const LENGTH: usize = 18;
/// The characters of the code in the order of their values; I, O, S, V, Z are not used.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first seventeen characters, 3^(i−1) modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A sound code in its plain form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CreditCode(String);

/// What is wrong with a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CreditCodeFinding {
    /// Nothing was given.
    Empty,
    /// Too short or too long.
    Length {
        /// How many characters were given.
        given: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A character that no code has.
    Character {
        /// Its place, from 1.
        position: usize,
        /// The character.
        found: char,
    },
    /// The check character does not fit.
    CheckDigit,
}

impl CreditCode {
    /// Reads a code as people type it.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str) -> Result<CreditCode, CreditCodeFinding> {
        let code = normalise_number(text);
        let given = code.chars().count();
        if given == 0 {
            return Err(CreditCodeFinding::Empty);
        }
        if given != LENGTH {
            return Err(CreditCodeFinding::Length { given, expected: LENGTH });
        }
        let mut values = Vec::with_capacity(LENGTH);
        for (index, found) in code.chars().enumerate() {
            match ALPHABET.find(found) {
                Some(value) => values.push(value),
                None => return Err(CreditCodeFinding::Character { position: index + 1, found }),
            }
        }
        let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        if values.last() != Some(&((31 - sum % 31) % 31)) {
            return Err(CreditCodeFinding::CheckDigit);
        }
        Ok(CreditCode(code))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The kinds of applicant the first two characters speak for, the likeliest first. The clerk confirms: a university
    /// and a service centre are registered alike.
    pub fn likely_kinds(&self) -> &'static [ApplicantKind] {
        use ApplicantKind::{
            Company, LegalServiceFirm, NaturalPerson, OtherOrganisation, PublicInterestOrganisation, ResearchInstitute,
        };
        match self.0.get(..2).unwrap_or_default() {
            "91" | "93" => &[Company],
            // 个体工商户: by its firm a company, by its owner's name a natural person (民法典第五十四条).
            "92" => &[Company, NaturalPerson],
            "31" | "32" | "33" | "34" => &[LegalServiceFirm],
            "51" | "53" => &[PublicInterestOrganisation],
            "52" => &[PublicInterestOrganisation, ResearchInstitute],
            "12" => &[OtherOrganisation, ResearchInstitute],
            _ => &[OtherOrganisation],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_codes_are_read_however_they_are_typed() {
        let code = CreditCode::parse(" ９１３５０１００ m000-100y43 ").expect("the example of the standard");
        assert_eq!(code.as_str(), "91350100M000100Y43");
        assert_eq!(code.likely_kinds(), [ApplicantKind::Company]);
    }

    #[test]
    fn each_mistake_has_its_own_finding() {
        let finding = |text| CreditCode::parse(text).expect_err("a finding");
        assert_eq!(finding(""), CreditCodeFinding::Empty);
        assert_eq!(finding("91350100M000100Y4"), CreditCodeFinding::Length { given: 17, expected: 18 });
        assert_eq!(finding("91350100M0001O0Y43"), CreditCodeFinding::Character { position: 14, found: 'O' });
        assert_eq!(finding("91350100M000100Y44"), CreditCodeFinding::CheckDigit);
        assert_eq!(finding("91350100M000010Y43"), CreditCodeFinding::CheckDigit);
    }

    #[test]
    fn every_character_that_can_stand_last_is_tried_once() {
        let sound: Vec<String> = ALPHABET
            .chars()
            .map(|last| format!("91350100M000100Y4{last}"))
            .filter(|code| CreditCode::parse(code).is_ok())
            .collect();
        assert_eq!(sound, ["91350100M000100Y43"]);
    }
}
