//! The day of receipt is fixed with the applicant (条例第三十一条), or a try to reach them is recorded.

use super::OnCase;
use super::assign::clerk_of;
use crate::{Office, Refusal};
use gongkai_rules::ids::PersonId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

/// How receipt was confirmed with the applicant: what the record of it says (letters.md §2.3, `receipt_confirmation`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The day both sides confirmed: day 0.
    pub on: Date,
    /// At what time, 9时20分.
    pub time: String,
    /// By what means: 电话, 电子邮件.
    pub means: String,
    /// What was agreed beside.
    pub note: String,
    /// The title for worklist and register, settled in the same act; empty leaves it for later.
    pub title: String,
    /// Who handles the case from now on; nobody leaves it for later.
    pub to: Option<PersonId>,
}

/// 9时05分 in China.
pub fn time_of_day(at: jiff::Timestamp) -> String {
    let time = jiff::tz::offset(8).to_datetime(at).time();
    format!("{}时{:02}分", time.hour(), time.minute())
}

impl Office {
    /// Confirms receipt by telephone, now: that day is day 0.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn confirm(&self, actor: &Actor, case: OnCase, on: Date, note: String) -> Result<Request, Refusal> {
        let time = time_of_day(self.clock().now());
        self.confirm_with(
            actor,
            case,
            Confirmation { on, time, means: "电话".to_owned(), note, title: String::new(), to: None },
        )
        .await
    }

    /// Confirms receipt: that day is day 0, and the record of the confirmation is kept in the case (第三十一条第二、三项).
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn confirm_with(
        &self,
        actor: &Actor,
        case: OnCase,
        confirmation: Confirmation,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Confirm,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal_some("note", &confirmation.note).await?;
                    doing.decide(Command::Register { on: confirmation.on, note })?;
                    if !confirmation.title.is_empty() {
                        doing.decide(Command::Title(confirmation.title.clone()))?;
                    }
                    if let Some(to) = confirmation.to {
                        let to = clerk_of(doing, to).await?;
                        doing.decide(Command::Assign { to })?;
                    }
                    super::side_papers::confirmation_record(doing, confirmation).await
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
            case,
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
        self.command(actor, Action::Title, case, Command::Title(title)).await
    }
}
