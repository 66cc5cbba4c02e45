//! The applicant's earlier requests, shown beside the entry of a new one, and what hints at the same one entered twice.

use crate::accounts::SignedIn;
use crate::intake::{Answers, phone};
use crate::{Office, Refusal};
use gongkai_rules::deadlines::Clock;
use gongkai_rules::ids::RequestId;
use gongkai_rules::permissions::Action;
use gongkai_rules::privacy::normalise_number;
use gongkai_rules::requests::{Now, Request};
use gongkai_storage::requests;

/// An earlier request, by what it was found.
#[derive(Debug, Clone)]
pub struct EarlierRequest {
    /// The case.
    pub request: Request,
    /// The names agree.
    pub same_name: bool,
    /// The identity numbers agree.
    pub same_paper: bool,
    /// The phones agree.
    pub same_phone: bool,
}

impl EarlierRequest {
    /// Whether it is still open and surely the same person's: it may be the one now entered.
    pub fn may_be_the_same(&self) -> bool {
        self.request.closing().is_none() && (self.same_paper || self.same_phone)
    }
}

/// What the confirmation of an entry shows of the case.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Its clock today.
    pub clock: Clock,
}

impl Office {
    /// The case just entered, for its confirmation. Nothing in it is personal.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where it is none of the person's organ.
    pub async fn entered(&self, who: &SignedIn, id: RequestId) -> Result<Entered, Refusal> {
        let (today, calendar) = (self.clock().today(), self.calendar());
        let mut tx = self.read().await?;
        let found = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?.request;
        if found.organ != who.organ.id {
            return Err(Refusal::NotFound);
        }
        self.allow(who, Action::EnterRequest, &who.organ, ("request", Some(id.0))).await?;
        Ok(Entered { clock: found.clock(Now { today, calendar: &calendar }) })
    }

    /// Requests of the person's organ by the same name, identity number or phone as typed: newest first.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever may enter none.
    pub async fn earlier_requests(&self, who: &SignedIn, typed: &Answers) -> Result<Vec<EarlierRequest>, Refusal> {
        self.allow(who, Action::EnterRequest, &who.organ, ("organ", Some(who.organ.id.0))).await?;
        let hash = |text: &str| if text.is_empty() { Vec::new() } else { self.ring_hash("applicant", text) };
        let hashes = [
            hash(typed.name.trim()),
            hash(&normalise_number(&typed.paper_number)),
            hash(&phone(&typed.phone).unwrap_or_default()),
        ];
        let mut tx = self.read().await?;
        let found = requests::by_applicant(&mut tx, who.organ.id, &hashes).await?;
        let has = |fields: &str, field: &str| fields.split(',').any(|one| one == field);
        Ok(found
            .into_iter()
            .map(|earlier| EarlierRequest {
                same_name: has(&earlier.fields, "name"),
                same_paper: has(&earlier.fields, "paper"),
                same_phone: has(&earlier.fields, "phone"),
                request: earlier.request,
            })
            .collect())
    }
}
