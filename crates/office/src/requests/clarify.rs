//! Clarification 补正 (条例第三十条): asked once by letter, delivered, received.

use super::{OnCase, Upload};
use crate::acting::Doing;
use crate::{Office, Refusal};
use gongkai_rules::letters::{FieldValue, Fields, LetterKind};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

impl Office {
    /// Asks for clarification: one letter with everything in it, sent today.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn ask_clarification(&self, actor: &Actor, case: OnCase, fields: Fields) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::AskClarification,
            case,
            Box::new(move |doing| Box::pin(async move { ask(doing, fields).await })),
        )
        .await
    }

    /// Records that the applicant has the notice.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn clarification_delivered(&self, actor: &Actor, case: OnCase, on: Date) -> Result<Request, Refusal> {
        self.command(actor, Action::RecordIncoming, case, Command::RecordClarificationDelivered { on }).await
    }

    /// Takes in a clarification that came to the desk.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn receive_clarification(
        &self,
        actor: &Actor,
        case: OnCase,
        on: Date,
        words: String,
        files: Vec<Upload>,
        good_reason: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::RecordIncoming,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let content = doing.seal("clarification", &words).await?;
                    let files = doing.keep_files(files).await?;
                    let good_reason = doing.seal_some("good_reason", &good_reason).await?;
                    doing.decide(Command::ReceiveClarification { on, content, files, good_reason })
                })
            }),
        )
        .await
    }
}

/// Asks for clarification with one letter, sent today.
pub(crate) async fn ask(doing: &mut Doing<'_>, fields: Fields) -> Result<(), Refusal> {
    let period = match fields.get("clarify_days") {
        Some(FieldValue::Number(days)) => u8::try_from(*days).unwrap_or(u8::MAX),
        _ => 0,
    };
    let facts = doing.case_facts().await?;
    let paper = doing.issue(LetterKind::ClarificationNotice, facts, &fields).await?;
    doing.decide(Command::AskClarification { paper, period })
}
