//! Tables three and four of an organ and year: one query over its cases, and what the report of the year before has
//! counted of them.

use gongkai_rules::editions::Stage;
use gongkai_rules::ids::{OrganId, ReportId, RequestId};
use gongkai_rules::outcomes::{ApplicantKind, Outcome};
use gongkai_rules::reporting::{
    Block, CaseFacts, Cell, RemediesTable, RemedyFacts, RemedyResult, RequestsTable, carried_forward, cells, count,
};
use gongkai_rules::requests::Request;
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::reports::{self, CountedRow, StoredReport};
use gongkai_storage::requests;
use gongkai_storage::types::{json, to_json};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A case with what a report counts of it.
#[derive(Debug, Clone)]
pub struct CountedCase {
    /// The case as it stands now.
    pub request: Request,
    /// What is counted of it: where the report of the year before stands published, that report is followed.
    pub facts: CaseFacts,
}

/// Everything a year is counted from.
#[derive(Debug, Clone)]
pub(crate) struct YearCount {
    /// Every case of the organ, in the order of their numbers.
    pub cases: Vec<CountedCase>,
    /// Table three.
    pub requests: RequestsTable,
    /// Table four.
    pub remedies: RemediesTable,
    /// The edition of the year before that 上年结转 follows, where it is one of ours.
    pub follows: Option<ReportId>,
}

/// What a report counted, by case.
pub(crate) type Kept = BTreeMap<RequestId, (u32, CaseFacts)>;

/// Counts a year as it is known now.
pub(crate) async fn count_year(tx: &mut Tx, organ: OrganId, year: i16) -> Result<YearCount, StorageError> {
    let before = reports::in_force(tx, organ, year - 1).await?;
    let follows = before.filter(is_ours).map(|stored| stored.edition.id);
    let kept = match follows {
        Some(report) => Some(kept(tx, report).await?),
        None => None,
    };
    let cases: Vec<CountedCase> = requests::of_organ(tx, organ)
        .await?
        .into_iter()
        .map(|request| CountedCase { facts: facts_of(&request, kept.as_ref(), year), request })
        .collect();
    let (requests, remedies) = count(year, cases.iter().map(|case| &case.facts));
    Ok(YearCount { cases, requests, remedies, follows })
}

fn facts_of(request: &Request, kept: Option<&Kept>, year: i16) -> CaseFacts {
    follow(kept, request.id, &request.case_facts(), year)
}

/// The facts of a case as the report of a year counts them, following what the year before has counted.
pub(crate) fn follow(kept: Option<&Kept>, id: RequestId, now: &CaseFacts, year: i16) -> CaseFacts {
    match kept {
        Some(kept) => carried_forward(kept.get(&id).map(|(_, facts)| facts), now, year),
        None => now.clone(),
    }
}

/// Whether an edition was published with Gongkai, so that it is known what it counted.
pub(crate) fn is_ours(stored: &StoredReport) -> bool {
    matches!(stored.edition.stage, Stage::Published { .. })
}

/// What a published report counted.
pub(crate) async fn kept(tx: &mut Tx, report: ReportId) -> Result<Kept, StorageError> {
    let rows = reports::counted(tx, report).await?;
    rows.into_iter().map(|row| Ok((row.request, (row.version, read_facts(&row.facts)?)))).collect()
}

/// Keeps what a report counts, for ever.
pub(crate) async fn keep(tx: &mut Tx, report: ReportId, cases: &[CountedCase]) -> Result<(), StorageError> {
    for case in cases {
        let row =
            CountedRow { request: case.request.id, version: case.request.version, facts: write_facts(&case.facts)? };
        reports::add_counted(tx, report, &row).await?;
    }
    Ok(())
}

/// The cases behind a cell, one entry for each time it counts: as many as the figure says.
pub fn in_cell(cases: &[CountedCase], cell: Cell, year: i16) -> Vec<&CountedCase> {
    let times = |case: &CountedCase| cells(&case.facts, year).into_iter().filter(|found| *found == cell).count();
    cases.iter().flat_map(|case| std::iter::repeat_n(case, times(case))).collect()
}

/// Block, day of receipt, day and result of the end.
type RemedyRow = (Block, Date, Option<(Date, RemedyResult)>);

#[derive(Serialize, Deserialize)]
struct FactsRow {
    kind: ApplicantKind,
    received: Option<Date>,
    closed: Option<(Date, Outcome)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    remedies: Vec<RemedyRow>,
}

pub(crate) fn write_facts(facts: &CaseFacts) -> Result<String, StorageError> {
    to_json(&FactsRow {
        kind: facts.applicant_kind,
        received: facts.received_on,
        closed: facts.closed,
        remedies: facts.remedies.iter().map(|one| (one.block, one.received_on, one.ended)).collect(),
    })
}

pub(crate) fn read_facts(text: &str) -> Result<CaseFacts, StorageError> {
    let row: FactsRow = json("facts of a counted case", text)?;
    let remedy = |(block, received_on, ended)| RemedyFacts { block, received_on, ended };
    Ok(CaseFacts {
        applicant_kind: row.kind,
        received_on: row.received,
        closed: row.closed,
        remedies: row.remedies.into_iter().map(remedy).collect(),
    })
}
