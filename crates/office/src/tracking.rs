//! Number and query code open one case to whoever shows them; a phone number does not. The session that follows is a
//! random token kept hashed, for that one case, and ends by itself.

use crate::accounts::sessions::token_hash;
use crate::clock::real_micros;
use crate::ids::{token, typed};
use crate::{Office, Refusal};
use gongkai_rules::ids::RequestId;
use gongkai_rules::privacy::normalise_number;
use gongkai_storage::database::Tx;
use gongkai_storage::{case_sessions, requests};

/// How long a case stays open on a device, in microseconds: two hours.
const OPEN_FOR: i64 = 2 * 60 * 60 * 1_000_000;

/// A case number as typed: full-width characters, blanks and other dashes put right; its hyphens stay.
pub fn typed_number(text: &str) -> String {
    let dashed: String = text.chars().map(|c| if "—–－‐‑−".contains(c) { '-' } else { c }).collect();
    dashed.trim().split('-').map(normalise_number).collect::<Vec<_>>().join("-")
}

/// Opens a case to a device whose token has this hash: one that showed number and code, or that has just handed it in.
pub(crate) async fn follow_on(tx: &mut Tx, device: &[u8], request: RequestId) -> Result<(), Refusal> {
    Ok(case_sessions::open(tx, device, request, real_micros() + OPEN_FOR).await?)
}

impl Office {
    /// Opens a case to a device that shows its number and query code. Gives the token for the cookie; `None` where the
    /// two do not belong together, whichever of them is wrong.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn open_tracking(&self, number: &str, code: &str) -> Result<Option<String>, Refusal> {
        let mut tx = self.read().await?;
        let shown = self.ring_hash("query_code", &typed(&normalise_number(code)));
        let found = requests::by_number(&mut tx, &typed_number(number)).await?;
        let Some((request, _)) = found.filter(|(_, kept)| kept.as_ref() == Some(&shown)) else { return Ok(None) };
        drop(tx);
        let secret = token();
        let hash = token_hash(&secret);
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| Box::pin(async move { follow_on(tx, &hash, request).await })))
            .await?;
        Ok(Some(secret))
    }

    /// The case of a token.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn tracked(&self, token: &str) -> Result<Option<RequestId>, Refusal> {
        let mut tx = self.read().await?;
        Ok(case_sessions::find(&mut tx, &token_hash(token), real_micros()).await?)
    }

    /// Closes the case on this device.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn end_tracking(&self, token: &str) -> Result<(), Refusal> {
        let hash = token_hash(token);
        self.db()
            .write::<_, Refusal>(Box::new(move |tx| Box::pin(async move { Ok(case_sessions::end(tx, &hash).await?) })))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::typed_number;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for typed in ["XG-2026-0038", " xg-2026-0038 ", "ＸＧ—２０２６—００３８", "XG - 2026 - 0038"] {
            assert_eq!(typed_number(typed), "XG-2026-0038", "{typed}");
        }
    }
}
