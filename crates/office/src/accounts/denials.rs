//! What a signed-in person was refused is in the audit trail; what strangers were refused is only counted, so that a
//! scanner cannot make us write (quality.md §10).

use crate::accounts::SignedIn;
use crate::acting::audit_row;
use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::{Action, Subject, may};
use gongkai_storage::audit;
use uuid::Uuid;

/// Counts an act or a look by what became of it: for `/metrics`. Neither who nor what.
fn count<T>(action: Action, result: &Result<T, Refusal>) {
    let result = match result {
        Ok(_) => "done",
        Err(Refusal::Repeated { .. } | Refusal::AlreadySent { .. }) => "repeated",
        Err(Refusal::Denied(_) | Refusal::NotFound) => "denied",
        Err(Refusal::Rule(_)) => "against_rule",
        Err(Refusal::Invalid(_)) => "invalid",
        Err(Refusal::Conflict { .. } | Refusal::Overtaken(_)) => "conflict",
        Err(Refusal::Unavailable(_)) => "unavailable",
        Err(Refusal::Fault(_)) => "fault",
    };
    metrics::counter!("gongkai_acts_total", "action" => action.code(), "result" => result).increment(1);
}

impl Office {
    /// Whether somebody may look at something of an organ. A refusal leaves its row in the audit trail.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for what is none of theirs, [`Refusal::Denied`] otherwise.
    pub async fn allow(
        &self,
        who: &SignedIn,
        action: Action,
        organ: &Organ,
        subject: (&'static str, Option<Uuid>),
    ) -> Result<(), Refusal> {
        let actor = who.actor();
        let answer = may(&actor, action, Subject { organ_path: &organ.path, ..Subject::default() });
        self.noting_denial(&actor, action, Some(organ.id), subject, answer.map_err(Refusal::from)).await
    }

    /// Passes a result on; where it refuses a signed-in person, writes that down first.
    pub(crate) async fn noting_denial<T>(
        &self,
        actor: &Actor,
        action: Action,
        organ: Option<OrganId>,
        subject: (&'static str, Option<Uuid>),
        result: Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        count(action, &result);
        let detail = match &result {
            Err(Refusal::Denied(denied)) => format!("denied: {denied}"),
            Err(Refusal::NotFound) => "denied: not found".to_owned(),
            _ => return result,
        };
        if actor.person().is_none() {
            return result;
        }
        let row = audit_row(self.clock().now(), actor, organ, action, subject, detail);
        let noted = self
            .db()
            .write(Box::new(move |tx| Box::pin(async move { audit::append(tx, &row).await.map_err(Refusal::from) })));
        if let Err(error) = noted.await {
            tracing::warn!(%error, action = action.code(), "denial not noted");
        }
        result
    }
}
