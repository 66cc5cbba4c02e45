//! The export: the same columns back, of a year or of exactly the cases behind a figure of the report. It shows applicants
//! in full, so it is an act with its audit row.

use super::rows::{left_out, row_of};
use crate::acting::Acted;
use crate::reporting::view::behind;
use crate::requests::applicant::SubmissionRecord;
use crate::{Office, Refusal};
use gongkai_documents::sheets::{LeftOut, write_register, write_register_csv};
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{OrganId, RequestId};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::register::RegisterRow;
use gongkai_rules::reporting::{Cell, cells};
use gongkai_rules::requests::Request;
use gongkai_storage::database::Tx;
use gongkai_storage::{events, requests};
use std::collections::HashMap;

/// In which form a register goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFormat {
    /// `formats.md`, Register of requests.
    Xlsx,
    /// The same columns as text.
    Csv,
}

impl SheetFormat {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            SheetFormat::Xlsx => "xlsx",
            SheetFormat::Csv => "csv",
        }
    }

    /// The form of an extension.
    pub fn from_extension(extension: &str) -> Option<SheetFormat> {
        [SheetFormat::Xlsx, SheetFormat::Csv].into_iter().find(|format| format.extension() == extension)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            SheetFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            SheetFormat::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// Rows of a register, with what their columns cannot hold.
#[derive(Debug, Default)]
struct Taken {
    rows: Vec<RegisterRow>,
    left_out: Vec<LeftOut>,
}

impl Office {
    /// The register of a year as XLSX: every case that counts in one of the year's figures, in the order of numbers.
    ///
    /// # Errors
    /// [`Refusal::Denied`].
    pub async fn export_register(&self, actor: &Actor, organ: OrganId, year: i16) -> Result<Vec<u8>, Refusal> {
        let office = self.clone();
        let taken = self.act_on(actor, Action::ImportRegister, organ, None, move |tx, _, organ| {
            Box::pin(async move {
                let counts = |case: &Request| !cells(&case.case_facts(), year).is_empty();
                let taken = take(tx, &office, organ.id, counts).await?;
                let detail = format!("register {year} exported: {} rows", taken.rows.len());
                let (location, label) = ("/desk/register".to_owned(), format!("{year}年台账"));
                Ok(Acted { subject: ("organ", Some(organ.id.0)), detail, location, label, value: taken })
            })
        });
        written(taken.await?, SheetFormat::Xlsx).await
    }

    /// The register of exactly the cases behind a figure of table three or four, in the edition named.
    ///
    /// # Errors
    /// [`Refusal::Denied`]; [`Refusal::NotFound`] where there is no such edition.
    pub async fn export_figure(
        &self,
        actor: &Actor,
        (organ, year, edition): (OrganId, i16, Option<u32>),
        cell: Cell,
        format: SheetFormat,
    ) -> Result<Vec<u8>, Refusal> {
        let office = self.clone();
        let taken = self.act_on(actor, Action::ImportRegister, organ, None, move |tx, _, organ| {
            Box::pin(async move {
                let ids = behind(tx, (organ.id, year, edition), cell).await?;
                let taken = take(tx, &office, organ.id, |case| ids.contains(&case.id)).await?;
                let (count, form) = (taken.rows.len(), format.extension());
                let detail = format!("report {year}, figure {}: {count} cases exported as {form}", cell.label());
                let (location, label) = (format!("/desk/reports/{year}"), format!("{year}年“{}”", cell.label()));
                Ok(Acted { subject: ("organ", Some(organ.id.0)), detail, location, label, value: taken })
            })
        });
        written(taken.await?, format).await
    }
}

/// Writing a book takes a while of one core: not on the threads that answer others.
async fn written(taken: Taken, format: SheetFormat) -> Result<Vec<u8>, Refusal> {
    let written = tokio::task::spawn_blocking(move || match format {
        SheetFormat::Xlsx => write_register(&taken.rows, &taken.left_out).map_err(|error| error.to_string()),
        SheetFormat::Csv => Ok(write_register_csv(&taken.rows, &taken.left_out)),
    });
    let written = written.await.map_err(|error| Refusal::Fault(error.to_string()))?;
    written.map_err(Refusal::Fault)
}

async fn take(
    tx: &mut Tx,
    office: &Office,
    organ: OrganId,
    wanted: impl Fn(&Request) -> bool + Send,
) -> Result<Taken, Refusal> {
    let cases = requests::of_organ(tx, organ).await?;
    let streams: Vec<(uuid::Uuid, Vec<Recorded<Event>>)> = events::of_organ(tx, "request", organ).await?;
    let mut histories: HashMap<RequestId, Vec<Recorded<Event>>> =
        streams.into_iter().map(|(id, history)| (RequestId(id), history)).collect();
    let mut taken = Taken::default();
    for case in cases.iter().filter(|case| wanted(case)) {
        let history = histories.remove(&case.id).unwrap_or_default();
        if let Some(row) = row(tx, office, case, &history).await? {
            taken.left_out.extend(left_out(case).map(|what| LeftOut { number: case.number.clone(), what }));
            taken.rows.push(row);
        }
    }
    Ok(taken)
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
