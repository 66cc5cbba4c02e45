//! The settings that are words: one table from which the page, the check and the saving are made.

use super::OrganSettings;
use gongkai_rules::organs::Organ;

/// A setting that is a line of words.
pub struct TextSetting {
    /// Name of its field.
    pub name: &'static str,
    /// Most characters.
    pub limit: usize,
    /// Whether it may be left empty.
    pub optional: bool,
    /// As it stands.
    pub get: fn(&Organ, &OrganSettings) -> String,
    /// Takes another.
    pub set: fn(&mut Organ, &mut OrganSettings, String),
}

macro_rules! of_organ {
    ($name:literal, $limit:literal, $optional:literal, $field:ident) => {
        TextSetting {
            name: $name,
            limit: $limit,
            optional: $optional,
            get: |organ, _| organ.$field.clone(),
            set: |organ, _, text| organ.$field = text,
        }
    };
}

macro_rules! of_letters {
    ($name:literal, $limit:literal, $field:ident) => {
        TextSetting {
            name: $name,
            limit: $limit,
            optional: true,
            get: |_, settings| settings.letters.$field.clone().unwrap_or_default(),
            set: |_, settings, text| settings.letters.$field = Some(text).filter(|text| !text.is_empty()),
        }
    };
}

/// Every such setting, in the order of the page.
pub const TEXTS: &[TextSetting] = &[
    of_organ!("name", 100, false, name),
    of_organ!("short_name", 50, false, short_name),
    of_organ!("organ_word", 20, true, organ_word),
    of_letters!("issuing_name", 100, issuing_name),
    of_letters!("address", 200, address),
    of_letters!("postal_code", 10, postal_code),
    of_letters!("phone", 30, phone),
    of_letters!("hours", 100, hours),
    of_letters!("contact", 50, contact),
    of_letters!("tracking_url", 200, tracking_url),
    of_letters!("reconsideration_body", 100, reconsideration_body),
    of_letters!("reconsideration_address", 200, reconsideration_address),
    of_letters!("reconsideration_phone", 30, reconsideration_phone),
    of_letters!("reconsideration_url", 200, reconsideration_url),
    of_letters!("court", 100, court),
    of_letters!("court_address", 200, court_address),
    of_letters!("supervising_organ", 100, supervising_organ),
    of_letters!("supervising_phone", 30, supervising_phone),
    of_letters!("letter_number_pattern", 100, letter_number_pattern),
    TextSetting {
        name: "case_number_pattern",
        limit: 100,
        optional: true,
        get: |_, settings| settings.case_number_pattern.clone(),
        set: |_, settings, text| settings.case_number_pattern = text,
    },
];
