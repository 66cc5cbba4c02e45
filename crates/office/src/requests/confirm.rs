//! The day of receipt is fixed with the applicant (条例第三十一条), or a try to reach them is recorded.

use super::OnCase;
use crate::{Office, Refusal};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

impl Office {
    /// Confirms receipt: that day is day 0.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn confirm(&self, actor: &Actor, case: OnCase, on: Date, note: String) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Confirm,
            case.id,
            case.seen,
            case.once,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal_some("note", &note).await?;
                    doing.decide(Command::Register { on, note })
                })
            }),
        )
        .await
    }

    /// Records a try to reach the applicant; the clock does not start.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn try_contact(&self, actor: &Actor, case: OnCase, on: Date, note: String) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Confirm,
            case.id,
            case.seen,
            case.once,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal("note", &note).await?;
                    doing.decide(Command::TryContact { on, note })
                })
            }),
        )
        .await
    }

    /// Settles the title without personal data.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn title(&self, actor: &Actor, case: OnCase, title: String) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Title,
            case.id,
            case.seen,
            case.once,
            Box::new(move |doing| Box::pin(async move { doing.decide(Command::Title(title)) })),
        )
        .await
    }
}
