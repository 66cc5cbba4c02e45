//! The applicant withdraws; the desk records the statement.

use super::OnCase;
use crate::{Office, Refusal};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

impl Office {
    /// Records a withdrawal that came to the desk in a way that is not told.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn withdraw(&self, actor: &Actor, case: OnCase, on: Date, words: String) -> Result<Request, Refusal> {
        self.withdraw_by(actor, case, on, "向本机关说明的".to_owned(), words).await
    }

    /// Records a withdrawal that came to the desk; `way` (书面, 当面, 电话) stands in its confirmation.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn withdraw_by(
        &self,
        actor: &Actor,
        case: OnCase,
        on: Date,
        way: String,
        words: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Withdraw,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let statement = doing.seal("withdrawal", &words).await?;
                    doing.decide(Command::Withdraw { on, statement })?;
                    super::side_papers::withdrawal_confirmation(doing, &way).await
                })
            }),
        )
        .await
    }
}
