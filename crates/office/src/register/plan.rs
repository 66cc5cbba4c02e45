//! What an import would do, before anything is done: the same plan is shown as the preview and carried out.

use super::known::additions;
use super::rows;
use crate::accounts::SignedIn;
use crate::requests::submit::PastStep;
use crate::{Office, Problem, Refusal};
use gongkai_documents::sheets::{self, Limits};
use gongkai_rules::ids::OrganId;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::register::{Head, Problem as Mistake, Reading, RegisterRow};
use gongkai_rules::reporting::{Column, RemediesTable, RequestsTable, Row, count};
use gongkai_rules::requests::Request;
use gongkai_storage::database::Tx;
use gongkai_storage::requests;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A row with what it is to Gongkai.
pub(super) struct Planned {
    pub row: RegisterRow,
    /// The case it already is, with what the row adds.
    pub known: Option<(Request, Vec<PastStep>)>,
}

/// What an import would do.
pub(super) struct Plan {
    pub rows: Vec<Planned>,
    pub problems: Vec<Mistake>,
    pub remarks: Vec<Mistake>,
    pub ignored: Vec<String>,
}

/// A row of the preview, without anything personal.
#[derive(Debug, Clone)]
pub struct PreviewLine {
    /// Its line in the sheet.
    pub line: u32,
    /// Its number; `None` will be given one.
    pub number: Option<String>,
    /// Day of receipt.
    pub received_on: Date,
    /// The column it counts in.
    pub column: Column,
    /// The title proposed for it, personal data masked.
    pub title: String,
    /// The row it counts in; `None` while open.
    pub outcome: Option<Row>,
    /// Whether the organ has the case, and how many events it gains.
    pub gains: Option<usize>,
}

/// What an import would do, for the page and for `--dry-run`.
#[derive(Debug, Clone)]
pub struct RegisterPreview {
    /// The year imported.
    pub year: i16,
    /// Every row.
    pub lines: Vec<PreviewLine>,
    /// Mistakes: with any of them nothing can be imported.
    pub problems: Vec<Mistake>,
    /// Oddities: taken in, shown.
    pub remarks: Vec<Mistake>,
    /// Heads that are no columns of the register.
    pub ignored: Vec<String>,
    /// Table three of the year from these rows alone.
    pub requests: RequestsTable,
    /// Table four of the year from these rows alone.
    pub remedies: RemediesTable,
}

impl RegisterPreview {
    /// Rows that become new cases.
    pub fn new_cases(&self) -> usize {
        self.lines.iter().filter(|line| line.gains.is_none()).count()
    }

    /// Rows of cases that the organ has.
    pub fn known_cases(&self) -> usize {
        self.lines.len() - self.new_cases()
    }

    /// Rows still open: they go on the worklist.
    pub fn open_cases(&self) -> usize {
        self.lines.iter().filter(|line| line.outcome.is_none()).count()
    }

    /// Whether the rows have anything to do with the year.
    pub fn is_of_the_year(&self) -> bool {
        let total = |row| self.requests.get(row, Column::Total).unwrap_or(0);
        total(Row::NewlyReceived) + total(Row::CarriedIn) > 0
    }
}

/// Reads a file. Not a register at all: a mistake of the field `register`.
pub(super) async fn read(file: Vec<u8>) -> Result<Reading, Refusal> {
    let read = tokio::task::spawn_blocking(move || sheets::register(&file, &Limits::default()));
    let read = read.await.map_err(|error| Refusal::Fault(error.to_string()))?;
    read.map_err(|error| Refusal::field("register", Problem::Said(error.to_string())))
}

/// Holds a reading against the cases of the organ.
pub(super) async fn plan(tx: &mut Tx, organ: OrganId, reading: Reading, today: Date) -> Result<Plan, Refusal> {
    let cases = requests::of_organ(tx, organ).await?;
    let by_number: BTreeMap<&str, &Request> = cases.iter().map(|case| (case.number.as_str(), case)).collect();
    let mut plan =
        Plan { rows: Vec::new(), problems: reading.problems, remarks: reading.remarks, ignored: reading.ignored };
    for row in reading.rows {
        plan.remarks.extend(in_the_future(&row, today));
        let known = row.number.as_deref().and_then(|number| by_number.get(number)).map(|case| {
            let found = additions(case, &row);
            plan.problems.extend(found.contradictions.into_iter().map(|(head, words)| place(&row, head, words)));
            ((*case).clone(), found.steps)
        });
        plan.rows.push(Planned { row, known });
    }
    plan.problems.sort_by_key(|problem| problem.line);
    plan.remarks.sort_by_key(|remark| remark.line);
    Ok(plan)
}

fn place(row: &RegisterRow, head: Head, message: String) -> Mistake {
    Mistake { line: row.line, column: None, head: Some(head.label()), message }
}

/// Days that lie ahead are probably typing mistakes; the register is believed all the same.
fn in_the_future(row: &RegisterRow, today: Date) -> Vec<Mistake> {
    let days = [
        (Head::ReceivedOn, Some(row.received_on)),
        (Head::ReplyOn, row.reply.map(|reply| reply.on)),
        (Head::ReconsiderationEndedOn, row.reconsideration.and_then(|remedy| remedy.ended).map(|(on, _)| on)),
        (Head::SuitEndedOn, row.suit.and_then(|suit| suit.remedy.ended).map(|(on, _)| on)),
    ];
    let ahead = days.into_iter().filter(|(_, day)| day.is_some_and(|day| day > today));
    ahead.map(|(head, _)| place(row, head, format!("晚于今天（{today}），请核对"))).collect()
}

impl Plan {
    /// What the page shows of it.
    pub fn preview(&self, year: i16) -> RegisterPreview {
        let facts: Vec<_> = self.rows.iter().map(|planned| planned.row.facts()).collect();
        let (requests, remedies) = count(year, &facts);
        let line = |planned: &Planned| PreviewLine {
            line: planned.row.line,
            number: planned.row.number.clone(),
            received_on: planned.row.received_on,
            column: Column::of(planned.row.applicant_kind),
            title: rows::title(&planned.row),
            outcome: planned.row.reply.map(|reply| Row::of(reply.outcome)),
            gains: planned.known.as_ref().map(|(_, steps)| steps.len()),
        };
        RegisterPreview {
            year,
            lines: self.rows.iter().map(line).collect(),
            problems: self.problems.clone(),
            remarks: self.remarks.clone(),
            ignored: self.ignored.clone(),
            requests,
            remedies,
        }
    }
}

impl Office {
    /// Whether somebody may import and export the register.
    ///
    /// # Errors
    /// [`Refusal::Denied`].
    pub async fn may_import_register(&self, who: &SignedIn) -> Result<(), Refusal> {
        self.allow(who, Action::ImportRegister, &who.organ, ("organ", Some(who.organ.id.0))).await
    }

    /// What an import would do. Changes nothing; the caller has asked whether it is allowed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] on the field `register` where the file is none.
    pub async fn preview_register(&self, organ: OrganId, file: Vec<u8>, year: i16) -> Result<RegisterPreview, Refusal> {
        let reading = read(file).await?;
        let today = self.clock().today();
        let mut tx = self.read().await?;
        Ok(plan(&mut tx, organ, reading, today).await?.preview(year))
    }
}
