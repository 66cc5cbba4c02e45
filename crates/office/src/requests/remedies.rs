//! Reconsiderations and lawsuits that hang on a case (条例第五十一条), and what they order.

use super::OnCase;
use crate::ids::new_id;
use crate::{Office, Refusal};
use gongkai_rules::events::{RemedyKind, RemedyResult};
use gongkai_rules::ids::RemedyId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

impl Office {
    /// Records that a reconsideration or lawsuit has come.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn open_remedy(
        &self,
        actor: &Actor,
        case: OnCase,
        kind: RemedyKind,
        simplified: bool,
        on: Date,
        note: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::RecordRemedy,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal("remedy", &note).await?;
                    let remedy = RemedyId(new_id());
                    doing.decide(Command::OpenRemedy { remedy, kind, simplified, on, note })
                })
            }),
        )
        .await
    }

    /// Records how it ended.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn end_remedy(
        &self,
        actor: &Actor,
        case: OnCase,
        remedy: RemedyId,
        on: Date,
        result: RemedyResult,
    ) -> Result<Request, Refusal> {
        self.command(actor, Action::RecordRemedy, case, Command::EndRemedy { remedy, on, result }).await
    }

    /// Handles the case anew, as a decision or judgment orders.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn reopen(&self, actor: &Actor, case: OnCase, on: Date, limit: Option<u16>) -> Result<Request, Refusal> {
        self.command(actor, Action::Reopen, case, Command::Reopen { on, limit }).await
    }
}
