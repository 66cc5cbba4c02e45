//! Letters that went out: number, the sealed letter they were typeset from, and the sealed PDF.

use crate::database::{StorageError, Tx};
use crate::{on, run, sql};
use gongkai_rules::ids::{OrganId, RequestId};
use sqlx::FromRow;
use uuid::Uuid;

/// A letter as stored.
#[derive(Debug, Clone, FromRow)]
pub struct Paper {
    /// Its identifier.
    pub id: Uuid,
    /// The case.
    pub request_id: Uuid,
    /// Kind of letter: its name in `rules::letters`.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// The sealed letter.
    pub letter_id: Uuid,
    /// The sealed PDF.
    pub file_id: Uuid,
    /// Its date.
    pub issued_on: String,
}

/// Keeps a letter.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, paper: &Paper) -> Result<(), StorageError> {
    run!(tx, c => sqlx::query(sql!("insert into papers (id, request_id, kind, number, letter_id, file_id, issued_on)
        values ($1, $2, $3, $4, $5, $6, $7)"))
        .bind(paper.id).bind(paper.request_id).bind(&paper.kind).bind(&paper.number).bind(paper.letter_id)
        .bind(paper.file_id).bind(&paper.issued_on))?;
    Ok(())
}

/// The letters of a case, oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of_request(tx: &mut Tx, request: RequestId) -> Result<Vec<Paper>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select id, request_id, kind, number, letter_id, file_id, issued_on from papers
        where request_id = $1 order by issued_on, id")).bind(request.0).fetch_all(c).await)
}

/// The letters of an organ under one number, with the case each belongs to.
///
/// # Errors
/// [`StorageError`].
pub async fn numbered(tx: &mut Tx, organ: OrganId, number: &str) -> Result<Vec<Paper>, StorageError> {
    on!(tx, c => sqlx::query_as(sql!("select p.id, p.request_id, p.kind, p.number, p.letter_id, p.file_id, p.issued_on
        from papers p join requests r on r.id = p.request_id where p.number = $1 and r.organ_id = $2
        order by p.issued_on, p.id")).bind(number).bind(organ.0).fetch_all(c).await)
}
