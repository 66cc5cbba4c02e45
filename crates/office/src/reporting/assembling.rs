//! From figures, counts and words to one report, with what the checks say of it.

use super::counted::{CountedCase, YearCount};
use crate::Moment;
use crate::settings::OrganSettings;
use gongkai_rules::editions::Edition;
use gongkai_rules::organs::{self, Organ};
use gongkai_rules::outcomes::Channel;
use gongkai_rules::reporting::crossfoot::last_day;
use gongkai_rules::reporting::exchange::{Origin, Status, Table2, Value};
use gongkai_rules::reporting::narrative::{Contact, FeeFacts, Timeliness};
use gongkai_rules::reporting::{
    Context, Finding, Level, Narrative, PublicationTable, Report, Section, Severity, YearFacts, crossfoot, narrative,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// What kind of organ reports.
pub(crate) fn level(organ: &Organ) -> Level {
    match organ.level {
        organs::Level::Central => Level::Central,
        organs::Level::Province => Level::Province,
        organs::Level::City => Level::City,
        organs::Level::County => Level::County,
        organs::Level::Town => Level::Town,
        organs::Level::Subdistrict => Level::Subdistrict,
        organs::Level::Department => Level::Department,
        organs::Level::PublicBody => Level::AuthorisedOrganisation,
    }
}

/// The last day to publish an organ's report of a year (条例第四十九条).
pub fn report_due(organ: &Organ, year: i16) -> Option<Date> {
    last_day(level(organ), year, None)
}

/// Everything a report is made from, loaded once.
pub(crate) struct Material<'a> {
    pub organ: &'a Organ,
    pub settings: &'a OrganSettings,
    pub count: &'a YearCount,
    pub before: Option<&'a Report>,
    pub moment: &'a Moment,
    pub year: i16,
}

impl Material<'_> {
    /// The text offered for these figures.
    pub fn offered(&self, figures: Option<&PublicationTable>, answers: &[String]) -> Narrative {
        let empty = PublicationTable::default();
        let letters = &self.settings.letters;
        let site = format!("{}政府信息公开网站", self.organ.short_name);
        narrative(&YearFacts {
            organ: &self.organ.name,
            level: level(self.organ),
            year: self.year,
            contact: Contact {
                address: letters.address.clone(),
                postcode: letters.postal_code.clone(),
                phone: letters.phone.clone(),
                email: None,
            },
            site: Some(&site),
            online_requests: self.settings.channels.contains(&Channel::Web),
            publication: figures.unwrap_or(&empty),
            requests: &self.count.requests,
            remedies: &self.count.remedies,
            timeliness: timeliness(&self.count.cases, self.moment, self.year),
            fees: fees(&self.count.cases, self.year),
            before: self.before,
            answers,
        })
    }

    /// The report as an edition now says it; the text offered where none was written.
    pub fn report(&self, edition: &Edition, offered: &Narrative) -> Report {
        let mut report = Report::draft(&self.organ.name, Some(level(self.organ)), self.year);
        report.sections = edition.text.clone().unwrap_or_else(|| offered.sections.clone());
        let table = edition.figures.as_ref().map(|figures| figures.table.clone()).unwrap_or_default();
        report.table2 = Some(Table2::Form2021(table));
        report.table3 = Some(self.count.requests.clone());
        report.table4 = Some(self.count.remedies.clone());
        report.gongkai =
            Some(Origin { status: Some(Status::Draft), version: Some(Value::Number(i64::from(edition.number))) });
        report
    }
}

/// Replies of the year against their limits.
fn timeliness(cases: &[CountedCase], moment: &Moment, year: i16) -> Option<Timeliness> {
    let mut found = Timeliness::default();
    let handled = |case: &&CountedCase| case.facts.closed.is_some_and(|(day, _)| day.year() == year);
    for case in cases.iter().filter(handled) {
        match case.request.clock(moment.now()).in_time {
            Some(true) => found.in_time += 1,
            Some(false) => found.late += 1,
            None => {}
        }
        found.extended += u64::from(case.request.extension.is_some());
    }
    (found.in_time + found.late > 0).then_some(found)
}

/// Fee notices and payments of the year.
fn fees(cases: &[CountedCase], year: i16) -> FeeFacts {
    let mut facts = FeeFacts::default();
    for fee in cases.iter().filter_map(|case| case.request.fee.as_ref()).filter(|fee| !fee.revoked) {
        facts.notices += u64::from(fee.sent_on.year() == year);
        facts.collected += fee.paid_on.filter(|day| day.year() == year).map_or(0, |_| u64::from(fee.yuan));
    }
    facts
}

/// What the checks say; `published` is the day of publication, or nothing for a draft.
pub(crate) fn findings(report: &Report, before: Option<&Report>, today: Date, published: Option<Date>) -> Vec<Finding> {
    let context = Context { today: Some(today), unpublished: published.is_none(), ..Context::default() };
    if published == report.published {
        return crossfoot(report, before, &context);
    }
    crossfoot(&Report { published, ..report.clone() }, before, &context)
}

/// The findings that must be mended before a report may go out: errors. That the last day has passed cannot be mended
/// and does not end the duty to publish (条例第四十九条), so it is shown and stands in nobody's way.
pub fn blocking(findings: &[Finding]) -> usize {
    let late = |finding: &Finding| matches!(finding.rule.as_str(), "R7.1" | "R7.2" | "R7.3");
    findings.iter().filter(|finding| finding.severity == Severity::Error && !late(finding)).count()
}

/// The hash of what a report says: its figures, counts and words, without the day of publication and without what was
/// found by checks.
pub fn content_hash(report: &Report) -> String {
    let bare = Report { published: None, findings: Vec::new(), claims: Vec::new(), gongkai: None, ..report.clone() };
    hex::encode(Sha256::digest(bare.to_json().as_bytes()))
}

/// Sections as a form sends them: those of the form in their order, an empty one left out unless the form prescribes it.
pub(crate) fn tidy(sections: Vec<Section>) -> Vec<Section> {
    let clean = |section: Section| {
        let lines = section.text.lines().map(str::trim).filter(|line| !line.is_empty());
        Section { text: lines.collect::<Vec<_>>().join("\n"), place: None, ..section }
    };
    sections.into_iter().map(clean).collect()
}
