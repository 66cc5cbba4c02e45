//! What an organ enters about itself: nothing of it is hard-coded, and a letter that needs something missing says so
//! before it is signed.

mod save;
mod texts;

pub use save::{SettingsChange, TypedSettings};
pub use texts::{TEXTS, TextSetting};

use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::letters::Setting;
use gongkai_rules::letters::numbering::{NumberParts, Pattern, PatternUse};
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Channel;
use serde::{Deserialize, Serialize};

/// A version of the guide 公开指南, in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideVersion {
    /// In force from.
    pub from: jiff::civil::Date,
    /// Its text: paragraphs parted by blank lines.
    pub text: String,
}

/// From when a reply on the site counts as delivered (ours: the law of 2019 says nothing of it).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectronicDelivery {
    /// On the day it is put at disposal where the applicant chose this way, else on first opening.
    #[default]
    AtDisposal,
    /// On first opening, also where the applicant chose this way.
    OnOpening,
}

/// The settings of an organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganSettings {
    /// What letters need.
    pub letters: gongkai_rules::letters::OrganSettings,
    /// Versions of the guide, oldest first.
    pub guide: Vec<GuideVersion>,
    /// Channels opened beside counter and post, which may never be refused (条例第二十八条; 国办公开办函〔2017〕19号).
    pub channels: Vec<Channel>,
    /// Pattern of case numbers; empty means the default of letters.md §6.2.
    pub case_number_pattern: String,
    /// Working days an applicant has for a clarification (requests.md E3).
    pub clarification_period: u8,
    /// From when a reply on the site counts as delivered.
    pub electronic_delivery: ElectronicDelivery,
}

impl Default for OrganSettings {
    fn default() -> Self {
        OrganSettings {
            letters: gongkai_rules::letters::OrganSettings::default(),
            guide: Vec::new(),
            channels: vec![Channel::Web],
            case_number_pattern: String::new(),
            clarification_period: 15,
            electronic_delivery: ElectronicDelivery::default(),
        }
    }
}

impl OrganSettings {
    /// What letters are composed with: the organ's names come from the organ itself, so that they are entered once.
    pub fn for_letters(&self, organ: &Organ) -> gongkai_rules::letters::OrganSettings {
        let mut letters = self.letters.clone();
        letters.full_name = Some(organ.name.clone());
        letters.short_name = Some(organ.short_name.clone());
        letters.organ_word = Some(organ.organ_word.clone()).filter(|word| !word.is_empty());
        letters.organ_code = Some(organ.code.clone());
        letters
    }

    /// What a letter will need and nobody has entered yet: told here, so that no signing is stopped by it.
    pub fn missing(&self, organ: &Organ) -> Vec<Setting> {
        let letters = self.for_letters(organ);
        let needed = [
            (Setting::OrganWord, &letters.organ_word),
            (Setting::Phone, &letters.phone),
            (Setting::TrackingUrl, &letters.tracking_url),
            (Setting::ReconsiderationBody, &letters.reconsideration_body),
            (Setting::ReconsiderationAddress, &letters.reconsideration_address),
            (Setting::Court, &letters.court),
        ];
        let empty = |value: &Option<String>| value.as_deref().is_none_or(|text| text.trim().is_empty());
        needed.into_iter().filter(|(_, value)| empty(value)).map(|(setting, _)| setting).collect()
    }

    /// Whether a receipt can be printed: the telephone and the address where a case is followed are entered.
    pub fn prints_receipts(&self, organ: &Organ) -> bool {
        let missing = self.missing(organ);
        !missing.contains(&Setting::Phone) && !missing.contains(&Setting::TrackingUrl)
    }

    /// The number of a case (letters.md §6.2), by the organ's pattern: XG-2026-0038.
    pub fn case_number(&self, organ: &Organ, year: i16, serial: i64) -> String {
        // A pattern is checked when it is saved; one that does not read falls back rather than stop a request.
        let pattern = Pattern::parse(&self.case_number_pattern, PatternUse::Case);
        let serial = u32::try_from(serial).unwrap_or_default();
        pattern.unwrap_or_else(|_| Pattern::default_case()).write(&NumberParts {
            organ_code: &organ.code,
            organ_word: &organ.organ_word,
            year,
            serial,
            case_serial: serial,
            suffix: "",
            kind_serial: 1,
        })
    }

    /// The guide in force on a day.
    pub fn guide_on(&self, day: jiff::civil::Date) -> Option<&GuideVersion> {
        self.guide.iter().rev().find(|version| version.from <= day)
    }
}

impl Office {
    /// Whether an organ's receipts can be printed.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such organ.
    pub async fn prints_receipts(&self, organ: OrganId) -> Result<bool, Refusal> {
        let (organ, settings, _) = self.settings(organ).await?;
        Ok(settings.prints_receipts(&organ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_rules::organs::Level;

    fn organ() -> Organ {
        let id = OrganId(uuid::Uuid::nil());
        Organ {
            id,
            path: vec![id],
            code: "XG".into(),
            name: "西工街道办事处".into(),
            short_name: "西工街道".into(),
            organ_word: "西工".into(),
            level: Level::Subdistrict,
            abolished: false,
        }
    }

    #[test]
    fn case_numbers_follow_the_organs_pattern() {
        let numbered = |pattern: &str| {
            let settings = OrganSettings { case_number_pattern: pattern.into(), ..OrganSettings::default() };
            settings.case_number(&organ(), 2026, 38)
        };
        assert_eq!(numbered(""), "XG-2026-0038");
        assert_eq!(numbered("{year}-{serial:4}"), "2026-0038");
        assert_eq!(numbered("{organ_word}申〔{year}〕{serial}号"), "西工申〔2026〕38号");
        assert_eq!(numbered("{broken"), "XG-2026-0038", "a request is never stopped by a pattern");
    }

    #[test]
    fn what_a_letter_needs_is_named_until_it_is_entered() {
        let mut settings = OrganSettings::default();
        assert_eq!(settings.missing(&organ()).len(), 5);
        settings.letters.phone = Some("0379-63200100".into());
        settings.letters.court = Some("  ".into());
        let missing = settings.missing(&organ());
        assert!(!missing.contains(&Setting::Phone) && missing.contains(&Setting::Court));
    }
}
