//! The day of receipt is fixed with the applicant (条例第三十一条), or a try to reach them is recorded.

use super::OnCase;
use super::assign::clerk_of;
use crate::{Office, Refusal};
use gongkai_rules::ids::PersonId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

/// What is settled when receipt is confirmed.
#[derive(Debug, Clone)]
pub struct ConfirmForm {
    /// The day both sides confirmed.
    pub on: Date,
    /// How; may be empty.
    pub note: String,
    /// The title for worklist and register; empty leaves it for later.
    pub title: String,
    /// Who handles the case; nobody leaves it for later.
    pub to: Option<PersonId>,
}

impl Office {
    /// Confirms receipt: that day is day 0. Title and clerk may be settled in the same act.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn confirm(&self, actor: &Actor, case: OnCase, form: ConfirmForm) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Confirm,
            case.id,
            case.seen,
            case.once,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal_some("note", &form.note).await?;
                    doing.decide(Command::Register { on: form.on, note })?;
                    if !form.title.is_empty() {
                        doing.decide(Command::Title(form.title))?;
                    }
                    match form.to {
                        Some(to) => {
                            let to = clerk_of(doing, to).await?;
                            doing.decide(Command::Assign { to })
                        }
                        None => Ok(()),
                    }
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
