//! The export: the same columns back. It shows applicants in full, so it is an act with its audit row.

use super::rows::row_of;
use crate::acting::Acted;
use crate::requests::applicant::SubmissionRecord;
use crate::{Office, Refusal};
use gongkai_documents::sheets::write_register;
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{OrganId, RequestId};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::cells;
use gongkai_rules::reporting::register::RegisterRow;
use gongkai_rules::requests::Request;
use gongkai_storage::database::Tx;
use gongkai_storage::{events, requests};
use std::collections::HashMap;

impl Office {
    /// The register of a year as XLSX: every case that counts in one of the year's figures, in the order of numbers.
    ///
    /// # Errors
    /// [`Refusal::Denied`].
    pub async fn export_register(&self, actor: &Actor, organ: OrganId, year: i16) -> Result<Vec<u8>, Refusal> {
        let rows = self.register_rows(actor, organ, year).await?;
        let written = tokio::task::spawn_blocking(move || write_register(&rows));
        let written = written.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        written.map_err(|error| Refusal::Fault(error.to_string()))
    }

    /// The rows of [`Office::export_register`].
    ///
    /// # Errors
    /// [`Refusal::Denied`].
    pub async fn register_rows(&self, actor: &Actor, organ: OrganId, year: i16) -> Result<Vec<RegisterRow>, Refusal> {
        let office = self.clone();
        self.act_on(actor, Action::ImportRegister, organ, None, move |tx, _, organ| {
            Box::pin(async move {
                let rows = rows(tx, &office, organ.id, year).await?;
                Ok(Acted {
                    subject: ("organ", Some(organ.id.0)),
                    detail: format!("register {year} exported: {} rows", rows.len()),
                    location: "/desk/register".to_owned(),
                    label: format!("{year}年台账"),
                    value: rows,
                })
            })
        })
        .await
    }
}

async fn rows(tx: &mut Tx, office: &Office, organ: OrganId, year: i16) -> Result<Vec<RegisterRow>, Refusal> {
    let cases = requests::of_organ(tx, organ).await?;
    let streams: Vec<(uuid::Uuid, Vec<Recorded<Event>>)> = events::of_organ(tx, "request", organ).await?;
    let mut histories: HashMap<RequestId, Vec<Recorded<Event>>> =
        streams.into_iter().map(|(id, history)| (RequestId(id), history)).collect();
    let mut rows = Vec::new();
    for case in cases.iter().filter(|case| !cells(&case.case_facts(), year).is_empty()) {
        let history = histories.remove(&case.id).unwrap_or_default();
        rows.extend(row(tx, office, case, &history).await?);
    }
    Ok(rows)
}

async fn row(
    tx: &mut Tx,
    office: &Office,
    case: &Request,
    history: &[Recorded],
) -> Result<Option<RegisterRow>, Refusal> {
    let key = office.ring().data_key(tx, case.id.0).await?;
    let texts = key.open_all(tx, case.id.0).await?;
    let record = texts.get(&case.applicant).map(|text| serde_json::from_str::<SubmissionRecord>(text));
    let record = record
        .and_then(Result::ok)
        .ok_or_else(|| Refusal::Fault(format!("applicant of request {} does not read", case.id)))?;
    let matters: Vec<String> = case.matters.iter().filter_map(|matter| texts.get(&matter.content).cloned()).collect();
    Ok(row_of(case, &record, &matters, history))
}
