//! A published report counted anew from the events it counted: what `gongkai verify` asks of every report.

use super::assembling::content_hash;
use super::counted::{follow, kept};
use super::published::cell_changes;
use crate::Office;
use gongkai_rules::editions::{Edition, Stage};
use gongkai_rules::events::report::ReportEvent;
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{ReportId, RequestId};
use gongkai_rules::reporting::{CaseFacts, Report, count};
use gongkai_rules::requests::Request;
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::events;
use gongkai_storage::reports::{self, StoredReport};
use std::collections::BTreeMap;

/// Something in a stored report that does not follow from what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDifference {
    /// Where: which report, which case or cell.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

struct Found<'a> {
    name: &'a str,
    differences: Vec<ReportDifference>,
}

impl Found<'_> {
    fn add(&mut self, place: &str, what: impl Into<String>) {
        let place = if place.is_empty() { self.name.to_owned() } else { format!("{} {place}", self.name) };
        self.differences.push(ReportDifference { place, what: what.into() });
    }
}

impl Office {
    /// The identifiers of every edition of every organ, drafts included, and those whose row is gone.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn report_ids(&self) -> Result<Vec<ReportId>, StorageError> {
        let mut tx = self.db().read().await?;
        reports::every_id(&mut tx).await
    }

    /// Replays an edition against its row, and where it is published counts its cases anew up to the last event it
    /// counted of each and compares every cell. No difference means that it is as it was published.
    ///
    /// # Errors
    /// [`StorageError`] where the database cannot be read.
    pub async fn recount(&self, id: ReportId) -> Result<Vec<ReportDifference>, StorageError> {
        let mut tx = self.db().read().await?;
        let name = format!("报告 {id}");
        let mut found = Found { name: &name, differences: Vec::new() };
        let stored = match reports::find(&mut tx, id).await {
            Ok(Some(stored)) => stored,
            Ok(None) => {
                found.add("reports", "有它的事件，却没有这份报告");
                return Ok(found.differences);
            }
            Err(StorageError::Damaged(what)) => {
                found.add("", format!("读不出来：{what}"));
                return Ok(found.differences);
            }
            Err(error) => return Err(error),
        };
        let organ = gongkai_storage::organs::find(&mut tx, stored.edition.organ).await?;
        let of = organ.map(|organ| organ.name).unwrap_or_default();
        let name = format!("{of}{}年度报告第{}版", stored.edition.year, stored.edition.number);
        let mut found = Found { name: &name, differences: Vec::new() };
        match check(&mut tx, &stored, &mut found).await {
            Err(StorageError::Damaged(what)) => found.add("", format!("读不出来：{what}")),
            other => other?,
        }
        Ok(found.differences)
    }
}

async fn check(tx: &mut Tx, stored: &StoredReport, found: &mut Found<'_>) -> Result<(), StorageError> {
    let edition = &stored.edition;
    let history: Vec<Recorded<ReportEvent>> = events::of_stream(tx, edition.id.0).await?;
    match Edition::replay(edition.id, edition.organ, &history) {
        Some(replayed) if replayed == *edition => {}
        Some(_) => found.add("reports.body", "与事件重演的结果不同"),
        None => found.add("events", "没有开头的事件"),
    }
    check_columns(tx, stored, found).await?;
    let (hash, follows) = match &edition.stage {
        Stage::Published { hash, follows, .. } => (hash, *follows),
        Stage::Imported { hash } => (hash, None),
        _ => return Ok(()),
    };
    let report = match Report::from_json(&stored.report) {
        Ok(report) => report,
        Err(error) => {
            found.add("reports.report", error.to_string());
            return Ok(());
        }
    };
    if let Stage::Published { .. } = edition.stage {
        counted_anew(tx, edition, &report, follows, found).await?;
    }
    if found.differences.is_empty() && content_hash(&report) != *hash {
        found.add("reports.report", "与公布时的指纹不同，内容被改过");
    }
    Ok(())
}

/// The columns by which reports are found and listed say what the edition says.
async fn check_columns(tx: &mut Tx, stored: &StoredReport, found: &mut Found<'_>) -> Result<(), StorageError> {
    let edition = &stored.edition;
    let Some((line, version)) = reports::columns(tx, edition.id).await? else { return Ok(()) };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let published = match edition.stage {
        Stage::Imported { .. } => Report::from_json(&stored.report).ok().and_then(|report| report.published),
        _ => edition.published_on(),
    };
    let columns = [
        ("organ_id", line.organ.to_string(), edition.organ.to_string()),
        ("year", line.year.to_string(), edition.year.to_string()),
        ("edition", line.edition.to_string(), edition.number.to_string()),
        ("state", line.state, edition.stage.code().to_owned()),
        ("version", version.to_string(), edition.version.to_string()),
        ("published_on", day(line.published_on), day(published)),
    ];
    for (name, is, should) in columns.into_iter().filter(|(_, is, should)| is != should) {
        let words = |value: &str| if value.is_empty() { "空".to_owned() } else { format!("“{value}”") };
        found.add(&format!("reports.{name}"), format!("存的是{}，由事件重演得出{}", words(&is), words(&should)));
    }
    Ok(())
}

async fn counted_anew(
    tx: &mut Tx,
    edition: &Edition,
    report: &Report,
    follows: Option<ReportId>,
    found: &mut Found<'_>,
) -> Result<(), StorageError> {
    let year = edition.year;
    let own = kept(tx, edition.id).await?;
    let before = match follows {
        Some(before) => Some(kept(tx, before).await?),
        None => None,
    };
    let mut histories: BTreeMap<RequestId, Vec<Recorded<Event>>> = BTreeMap::new();
    for (request, recorded) in reports::counted_events(tx, edition.id).await? {
        histories.entry(request).or_default().push(recorded);
    }
    let mut anew: Vec<CaseFacts> = Vec::new();
    for (id, (version, facts)) in &own {
        let history = histories.remove(id).unwrap_or_default();
        let request = Request::replay(*id, edition.organ, &history);
        let name = request.as_ref().map_or_else(|| format!("申请 {id}"), |one| format!("申请 {}", one.number));
        match request {
            Some(request) if history.len() == *version as usize => {
                let replayed = follow(before.as_ref(), *id, &request.case_facts(), year);
                if replayed != *facts {
                    found.add(&name, "计数时的情况（report_cases）与事件重演的结果不同");
                }
                anew.push(replayed);
            }
            _ => found.add(&name, format!("缺少事件：计数到第 {version} 个，现有 {} 个", history.len())),
        }
    }
    let (requests, remedies) = count(year, &anew);
    let recounted = Report { table3: Some(requests), table4: Some(remedies), ..report.clone() };
    for change in cell_changes(report, &recounted) {
        let (printed, counted) = (change.from, change.to);
        found.add(&change.cell.label(), format!("报告中是“{printed}”，重新计数是“{counted}”"));
    }
    let figures = edition.figures.as_ref().map(|figures| &figures.table);
    if report.publication_table() != figures {
        found.add("表二", "与填写的数字不同");
    }
    if Some(&report.sections) != edition.text.as_ref() {
        found.add("文字", "与定稿的文字不同");
    }
    Ok(())
}
