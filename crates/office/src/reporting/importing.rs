//! Reports and figures taken in from files (`import report`, `import figures`).

use super::acting::{is_a_year, unbegun};
use super::assembling::content_hash;
use super::counted::is_ours;
use crate::acting::Acted;
use crate::ids::new_id;
use crate::{Office, Problem, Refusal};
use gongkai_rules::editions::{Edition, Stage};
use gongkai_rules::events::Recorded;
use gongkai_rules::events::report::ReportEvent;
use gongkai_rules::ids::{EventId, OrganId, ReportId};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::{PublicationTable, Report};
use gongkai_storage::events;
use gongkai_storage::reports::{self, StoredReport};
use serde::Deserialize;

#[derive(Deserialize)]
struct FiguresFile {
    table2: serde_json::Map<String, serde_json::Value>,
    source: String,
}

/// Reads the file of `import figures` (`formats.md`): table two and where it comes from. A figure left out or null stays
/// empty. Errors say in Chinese what is wrong.
///
/// # Errors
/// The words.
pub fn read_figures(text: &str) -> Result<(PublicationTable, String), String> {
    let bad = |error: serde_json::Error| format!("不是表二的数字文件：{error}");
    let mut file: FiguresFile = serde_json::from_str(text).map_err(bad)?;
    for row in ["rules", "normative"] {
        let cells = file.table2.entry(row).or_insert_with(|| serde_json::json!({}));
        if cells.is_null() {
            *cells = serde_json::json!({});
        }
    }
    let table = serde_json::from_value(serde_json::Value::Object(file.table2)).map_err(bad)?;
    if file.source.trim().is_empty() {
        return Err("“source”是空的：请写明数字的来源".to_owned());
    }
    Ok((table, file.source))
}

impl Office {
    /// Takes in a report that was published before Gongkai, to compare with and carry over from.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where the year is one of ours; [`Refusal::AlreadySent`] where the same file was taken in.
    pub async fn import_report(&self, actor: &Actor, organ: OrganId, report: Report) -> Result<Edition, Refusal> {
        let by = actor.person();
        self.act_on(actor, Action::DraftReport, organ, None, move |tx, moment, organ| {
            Box::pin(async move {
                let year = report.year;
                if !is_a_year(year, moment.today) {
                    return Err(Refusal::field("year", Problem::Said(format!("{year}年度还没有开始"))));
                }
                let all = reports::of_year(tx, organ.id, year).await?;
                let hash = content_hash(&report);
                if all.iter().any(|stored| is_ours(stored) || !stored.edition.stage.is_frozen()) {
                    let words = format!("{year}年度的报告已经在这里起草或者公布，不能再导入");
                    return Err(Refusal::field("year", Problem::Said(words)));
                }
                if all
                    .iter()
                    .any(|stored| matches!(&stored.edition.stage, Stage::Imported { hash: old } if *old == hash))
                {
                    return Err(Refusal::AlreadySent { label: format!("{year}年度报告") });
                }
                let number = u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_add(1);
                let id = ReportId(new_id());
                let recorded = Recorded {
                    id: EventId(new_id()),
                    version: 1,
                    effective_on: report.published.unwrap_or(moment.today),
                    recorded_at: moment.at,
                    by,
                    event: ReportEvent::Imported { year, edition: number, hash: hash.clone() },
                };
                let edition =
                    Edition { number, version: 1, stage: Stage::Imported { hash }, ..unbegun(id, organ.id, year) };
                let stored =
                    StoredReport { edition: edition.clone(), report: report.to_json(), published_on: report.published };
                events::append(tx, "report", id.0, organ.id, &[recorded]).await?;
                reports::add(tx, &stored).await?;
                Ok(Acted {
                    value: edition,
                    subject: ("report", Some(id.0)),
                    detail: format!("{year}年度报告：导入已公布的报告"),
                    location: format!("/desk/reports/{year}"),
                    label: format!("{year}年度报告"),
                })
            })
        })
        .await
    }
}
