//! Saving the settings: checked as a whole, one version, one audit row that names what changed.

use super::{ElectronicDelivery, GuideVersion, OrganSettings, TEXTS};
use crate::accounts::SignedIn;
use crate::requests::submit::SERIES;
use crate::{Acted, Office, Once, Problem, Refusal};
use gongkai_rules::letters::Letterhead;
use gongkai_rules::letters::numbering::{Pattern, PatternUse};
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::permissions::Action;
use gongkai_rules::privacy::check_phone;
use gongkai_storage::database::Tx;
use gongkai_storage::{audit, organs, people, series};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// Longest guide, in characters.
const GUIDE_LIMIT: usize = 20_000;
/// Greatest number that can be set as the next one.
const GREATEST_NUMBER: i64 = 999_999;

/// Settings as typed.
#[derive(Debug, Clone)]
pub struct TypedSettings {
    /// Those of [`TEXTS`], by name; one that was not sent stays as it is.
    pub texts: BTreeMap<&'static str, String>,
    /// Channels opened beside counter and post.
    pub channels: Vec<Channel>,
    /// Look of the letters' head.
    pub letterhead: Letterhead,
    /// Whether 行政查询事项 too must go to reconsideration first.
    pub inquiry_reconsideration_first: bool,
    /// From when a reply on the site counts as delivered.
    pub electronic_delivery: ElectronicDelivery,
    /// Working days for a clarification.
    pub clarification_period: String,
    /// Text of the guide.
    pub guide: String,
    /// From when a changed guide is in force; `None` where no day was readable.
    pub guide_from: Option<Date>,
    /// The next number of a case; empty to leave it.
    pub next_number: String,
}

/// Who changed what since a version.
#[derive(Debug, Clone)]
pub struct SettingsChange {
    /// Name of the person.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Names of the fields.
    pub fields: Vec<String>,
}

/// Mistakes found so far.
#[derive(Default)]
struct Found(Vec<(String, Problem)>);

impl Found {
    fn add(&mut self, field: &str, problem: Problem) {
        self.0.push((field.to_owned(), problem));
    }
}

impl TypedSettings {
    /// Takes what was typed into organ and settings; tells what is wrong with it.
    fn apply(&self, organ: &mut Organ, settings: &mut OrganSettings, today: Date) -> Vec<(String, Problem)> {
        let mut found = Found::default();
        for setting in TEXTS {
            let Some(text) = self.texts.get(setting.name) else { continue };
            let text = text.trim().to_owned();
            if let Some(problem) = check_text(setting.name, &text, setting.limit, setting.optional) {
                found.add(setting.name, problem);
            }
            (setting.set)(organ, settings, text);
        }
        settings.channels = self.channels.clone();
        settings.letters.letterhead = self.letterhead;
        settings.letters.inquiry_reconsideration_first = self.inquiry_reconsideration_first;
        settings.electronic_delivery = self.electronic_delivery;
        match self.clarification_period.parse() {
            Ok(days @ 1..=60) => settings.clarification_period = days,
            _ => found.add("clarification_period", Problem::NotANumber(1, 60)),
        }
        self.apply_guide(settings, today, &mut found);
        found.0
    }

    /// A changed text is a new version. A version that has been in force is never overwritten.
    fn apply_guide(&self, settings: &mut OrganSettings, today: Date, found: &mut Found) {
        let text = self.guide.replace("\r\n", "\n").trim().to_owned();
        let last = settings.guide.last();
        if last.map_or(text.is_empty(), |last| last.text == text) {
            return;
        }
        if text.is_empty() {
            return found.add("guide", Problem::Missing);
        }
        if text.chars().count() > GUIDE_LIMIT {
            return found.add("guide", Problem::TooLong(GUIDE_LIMIT));
        }
        let Some(from) = self.guide_from else { return found.add("guide_from", Problem::NotADate) };
        let earliest = last.map_or(today, |last| today.max(last.from));
        if from < earliest {
            return found.add("guide_from", Problem::Before(earliest));
        }
        settings.guide.retain(|version| version.from != from);
        settings.guide.push(GuideVersion { from, text });
    }
}

fn check_text(name: &str, text: &str, limit: usize, optional: bool) -> Option<Problem> {
    if text.is_empty() {
        return (!optional).then_some(Problem::Missing);
    }
    if text.chars().count() > limit {
        return Some(Problem::TooLong(limit));
    }
    let pattern = |of| Pattern::parse(text, of).err().map(|problem| Problem::Said(problem.message()));
    match name {
        "phone" | "reconsideration_phone" | "supervising_phone" => check_phone(text).err().map(|_| Problem::NotAPhone),
        "tracking_url" | "reconsideration_url" => {
            let address = text.starts_with("https://") || text.starts_with("http://");
            (!address || text.contains(char::is_whitespace)).then(|| Problem::Said("网址要以 https:// 开头".into()))
        }
        "letter_number_pattern" => pattern(PatternUse::Letter),
        "case_number_pattern" => pattern(PatternUse::Case),
        _ => None,
    }
}

/// Names of the settings in which two states differ.
fn differences(before: (&Organ, &OrganSettings), after: (&Organ, &OrganSettings)) -> Vec<&'static str> {
    let texts = TEXTS.iter().filter(|text| (text.get)(before.0, before.1) != (text.get)(after.0, after.1));
    let mut names: Vec<&'static str> = texts.map(|text| text.name).collect();
    let (old, new) = (before.1, after.1);
    let others = [
        ("channels", old.channels != new.channels),
        ("letterhead", old.letters.letterhead != new.letters.letterhead),
        ("inquiry", old.letters.inquiry_reconsideration_first != new.letters.inquiry_reconsideration_first),
        ("electronic_delivery", old.electronic_delivery != new.electronic_delivery),
        ("clarification_period", old.clarification_period != new.clarification_period),
        ("guide", old.guide != new.guide),
    ];
    names.extend(others.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name));
    names
}

/// Sets the next case number of the year, where one was typed; tells whether that changed it.
async fn set_next_number(tx: &mut Tx, organ: &Organ, year: i16, typed: &str) -> Result<bool, Refusal> {
    let next = series::peek(tx, organ.id, SERIES, year).await?;
    if typed.is_empty() {
        return Ok(false);
    }
    match typed.parse::<i64>() {
        Ok(number) if number == next => Ok(false),
        Ok(number) if (next..=GREATEST_NUMBER).contains(&number) => {
            series::advance(tx, organ.id, SERIES, year, number).await?;
            Ok(true)
        }
        _ => Err(Refusal::field("next_number", Problem::NotANumber(next, GREATEST_NUMBER))),
    }
}

impl Office {
    /// The serial that the next case of this year will have.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn next_case_serial(&self, organ: &Organ) -> Result<i64, Refusal> {
        let mut tx = self.read().await?;
        Ok(series::peek(&mut tx, organ.id, SERIES, self.clock().today().year()).await?)
    }

    /// Saves an organ's settings.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what has to be changed, [`Refusal::Conflict`] where somebody saved since `seen`.
    pub async fn save_settings(
        &self,
        who: &SignedIn,
        seen: i64,
        typed: TypedSettings,
        once: Once,
    ) -> Result<(), Refusal> {
        self.act_on(&who.actor(), Action::EditSettings, who.organ.id, Some(once), move |tx, moment, organ| {
            Box::pin(async move {
                let (before, version) = organs::settings::<OrganSettings>(tx, organ.id).await?;
                if version != seen {
                    let version = u32::try_from(version).unwrap_or(u32::MAX);
                    return Err(Refusal::Conflict { meanwhile: Vec::new(), version });
                }
                let (mut after_organ, mut after) = (organ.clone(), before.clone());
                let mut problems = typed.apply(&mut after_organ, &mut after, moment.today);
                let twin = organs::by_name(tx, &after_organ.name).await?;
                if twin.is_some_and(|twin| twin.id != organ.id) {
                    problems.push(("name".to_owned(), Problem::Taken));
                }
                if !problems.is_empty() {
                    return Err(Refusal::Invalid(problems));
                }
                let mut changed = differences((&organ, &before), (&after_organ, &after));
                let year = moment.today.year();
                if set_next_number(tx, &organ, year, typed.next_number.trim()).await? {
                    changed.push("next_number");
                }
                organs::update(tx, &after_organ, &after, version).await?;
                Ok(Acted {
                    value: (),
                    subject: ("organ", Some(organ.id.0)),
                    detail: format!("{} {}", version + 1, changed.join(" ")).trim_end().to_owned(),
                    location: "/desk/settings?done=settings".to_owned(),
                    label: String::new(),
                })
            })
        })
        .await
    }

    /// Who saved the settings since a version, oldest first, and which fields they changed.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn settings_changed_since(&self, organ: &Organ, seen: i64) -> Result<Vec<SettingsChange>, Refusal> {
        let mut tx = self.read().await?;
        let code = Action::EditSettings.code();
        let mut changes = Vec::new();
        for row in audit::of_subject(&mut tx, organ.id.0, code).await? {
            // Denials have words here, acts the version they made and the names of the fields.
            let mut words = row.detail.split(' ');
            if words.next().and_then(|version| version.parse::<i64>().ok()).is_none_or(|version| version <= seen) {
                continue;
            }
            let by = match row.by_id {
                Some(id) => people::find(&mut tx, gongkai_rules::ids::PersonId(id)).await?,
                None => None,
            };
            changes.push(SettingsChange {
                by: by.map(|person| person.name).unwrap_or_default(),
                at: gongkai_storage::types::instant(row.at)?,
                fields: words.map(str::to_owned).collect(),
            });
        }
        Ok(changes)
    }
}
