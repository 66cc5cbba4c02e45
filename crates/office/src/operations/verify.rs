//! `gongkai verify`: everything that is stored is held against what it follows from. Events are replayed against the
//! state tables, the audit trail against the events and itself, every sealed text and file is opened, every reference
//! is followed, every published report is counted anew.

mod cases;
mod references;
mod trail;
mod vault;

use crate::Office;
use gongkai_storage::checking::{self, EventRow, KeyRow, RequestRow, SealedRow, Stretch, TrailRow};
use gongkai_storage::database::StorageError;
use gongkai_storage::files::FileRow;
use gongkai_storage::papers::Paper;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where: table, case or file.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Cases replayed.
    pub cases: u64,
    /// Events read.
    pub events: u64,
    /// Audit rows checked.
    pub audit_rows: u64,
    /// Sealed texts opened.
    pub sealed: u64,
    /// Files opened.
    pub files: u64,
    /// Annual reports counted anew, drafts replayed.
    pub reports: u64,
    /// Every difference.
    pub differences: Vec<Difference>,
}

impl Verified {
    fn found(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.differences.push(Difference { place: place.into(), what: what.into() });
    }

    fn looked_at(&self) -> u64 {
        self.cases + self.events + self.audit_rows + self.sealed + self.files
    }
}

/// Everything that belongs to one subject.
#[derive(Debug, Default)]
struct Subject {
    id: Uuid,
    request: Option<RequestRow>,
    events: Vec<EventRow>,
    trail: Vec<TrailRow>,
    key: Option<KeyRow>,
    sealed: Vec<SealedRow>,
    files: Vec<FileRow>,
    papers: Vec<Paper>,
}

impl Subject {
    /// What people call it.
    fn name(&self) -> String {
        match &self.request {
            Some(request) => format!("申请 {}（{}）", request.number, self.id.as_simple()),
            None => format!("编号 {}", self.id.as_simple()),
        }
    }
}

fn subjects(stretch: Stretch) -> BTreeMap<Uuid, Subject> {
    let mut all: BTreeMap<Uuid, Subject> = BTreeMap::new();
    let mut of = |id: Uuid, put: &mut dyn FnMut(&mut Subject)| {
        let subject = all.entry(id).or_insert_with(|| Subject { id, ..Subject::default() });
        put(subject);
    };
    for request in stretch.requests {
        of(request.id, &mut |subject| subject.request = Some(request.clone()));
    }
    for event in stretch.events {
        of(event.stream_id, &mut |subject| subject.events.push(event.clone()));
    }
    for row in stretch.trail {
        of(row.subject_id.unwrap_or_default(), &mut |subject| subject.trail.push(row.clone()));
    }
    for key in stretch.keys {
        of(key.id, &mut |subject| subject.key = Some(key.clone()));
    }
    for sealed in stretch.sealed {
        of(sealed.place_row, &mut |subject| subject.sealed.push(sealed.clone()));
    }
    for file in stretch.files {
        of(file.key_id, &mut |subject| subject.files.push(file.clone()));
    }
    for paper in stretch.papers {
        of(paper.request_id, &mut |subject| subject.papers.push(paper.clone()));
    }
    all
}

/// Is told how much was looked at, of how much.
pub type Progress<'p> = dyn FnMut(u64, u64) + Send + 'p;

impl Office {
    /// Holds everything stored against what it follows from. It may run while the office works: each stretch of cases
    /// is read in one consistent view.
    ///
    /// # Errors
    /// [`StorageError`] where the database itself cannot be read; everything else is a [`Difference`].
    pub async fn verify(&self, progress: &mut Progress<'_>) -> Result<Verified, StorageError> {
        let mut verified = Verified::default();
        let whole = {
            let mut tx = self.db().read().await?;
            u64::try_from(checking::how_many(&mut tx).await?).unwrap_or_default()
        };
        let mut after = Uuid::nil();
        while after != Uuid::max() {
            let mut tx = self.db().read().await?;
            let (stretch, end) = checking::stretch(&mut tx, after).await?;
            drop(tx);
            for subject in subjects(stretch).into_values() {
                self.verify_subject(subject, &mut verified).await?;
                progress(verified.looked_at().min(whole), whole);
            }
            after = end;
        }
        self.verify_loose_trail(&mut verified).await?;
        for id in self.report_ids().await? {
            verified.reports += 1;
            for difference in self.recount(id).await? {
                verified.found(difference.place, difference.what);
            }
        }
        progress(whole, whole);
        Ok(verified)
    }

    async fn verify_subject(&self, subject: Subject, verified: &mut Verified) -> Result<(), StorageError> {
        trail::check(&subject, verified);
        let opened = vault::check(self, &subject, verified).await?;
        references::check(&subject, verified);
        cases::check(self, &subject, &opened, verified);
        Ok(())
    }

    /// Audit rows about nothing in particular have no chain, but each its own hash.
    async fn verify_loose_trail(&self, verified: &mut Verified) -> Result<(), StorageError> {
        let mut after = Uuid::nil();
        loop {
            let mut tx = self.db().read().await?;
            let rows = checking::trail_without_subject(&mut tx, after).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in &rows {
                verified.audit_rows += 1;
                trail::check_hash(row, "审计记录", verified);
            }
        }
    }
}
