//! Earlier cases of the same applicant, found by keyed hashes: what a clerk sees beside a new one.

use crate::database::{StorageError, Tx};
use crate::types::json;
use crate::{on, sql};
use gongkai_rules::ids::OrganId;
use gongkai_rules::requests::Request;

/// An earlier case of an applicant.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The case, in which nothing is personal.
    pub request: Request,
    /// Which fields agree: `name`, `paper`, `phone`, between commas.
    pub fields: String,
}

/// Cases of an organ whose applicant has one of these names, papers or phones (by keyed hashes): newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn by_applicant(tx: &mut Tx, organ: OrganId, hashes: &[Vec<u8>; 3]) -> Result<Vec<Earlier>, StorageError> {
    let [first, second, third] = hashes;
    let rows: Vec<(String, String)> = on!(tx, c => sqlx::query_as(sql!(
        "select r.body, a.field from requests r join applicant_index a on a.request_id = r.id
         where a.organ_id = $1 and a.hash in ($2, $3, $4) order by r.submitted_on desc, r.id desc, a.field limit 60"))
        .bind(organ.0).bind(first).bind(second).bind(third).fetch_all(c).await)?;
    let mut found: Vec<Earlier> = Vec::new();
    for (body, field) in rows {
        let request: Request = json("request", &body)?;
        match found.last_mut() {
            Some(last) if last.request.id == request.id => last.fields = format!("{},{field}", last.fields),
            _ => found.push(Earlier { request, fields: field }),
        }
    }
    Ok(found)
}
