//! What an organ enters about itself: nothing of it is hard-coded, and a letter that needs something missing says so
//! before it is signed.

use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Channel;
use gongkai_storage::organs;
use serde::{Deserialize, Serialize};

/// A version of the guide 公开指南, in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideVersion {
    /// In force from.
    pub from: jiff::civil::Date,
    /// Its text: paragraphs parted by blank lines.
    pub text: String,
}

/// The settings of an organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganSettings {
    /// What letters need.
    pub letters: gongkai_rules::letters::OrganSettings,
    /// Versions of the guide, oldest first.
    pub guide: Vec<GuideVersion>,
    /// Channels opened beside counter and post, which may never be refused (国办公开办函〔2017〕19号).
    pub channels: Vec<Channel>,
    /// Pattern of case numbers; empty means the default of letters.md §6.2.
    pub case_number_pattern: String,
    /// Working days an applicant has for a clarification (requests.md E3).
    pub clarification_period: u8,
}

impl Default for OrganSettings {
    fn default() -> Self {
        OrganSettings {
            letters: gongkai_rules::letters::OrganSettings::default(),
            guide: Vec::new(),
            channels: vec![Channel::Web],
            case_number_pattern: String::new(),
            clarification_period: 15,
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

    /// The guide in force on a day.
    pub fn guide_on(&self, day: jiff::civil::Date) -> Option<&GuideVersion> {
        self.guide.iter().rev().find(|version| version.from <= day)
    }
}

impl Office {
    /// An organ's settings with their version.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such organ.
    pub async fn settings(&self, organ: OrganId) -> Result<(Organ, OrganSettings, i64), Refusal> {
        let mut tx = self.read().await?;
        let found = organs::find(&mut tx, organ).await?.ok_or(Refusal::NotFound)?;
        let (settings, version) = organs::settings(&mut tx, organ).await?;
        Ok((found, settings, version))
    }
}
