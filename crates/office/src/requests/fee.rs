//! The processing fee after its notice (条例第四十二条; 收费办法第六条), and reasons under 第三十五条.

use super::OnCase;
use crate::acting::Doing;
use crate::{Office, Refusal};
use gongkai_rules::letters::{Fields, LetterKind};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

impl Office {
    /// Records that the applicant has the fee notice.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn fee_notice_delivered(&self, actor: &Actor, case: OnCase, on: Date) -> Result<Request, Refusal> {
        self.command(actor, Action::RecordIncoming, case, Command::RecordFeeNoticeDelivered { on }).await
    }

    /// Records that the fee is paid whole.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn fee_paid(&self, actor: &Actor, case: OnCase, on: Date) -> Result<Request, Refusal> {
        self.command(actor, Action::RecordIncoming, case, Command::RecordPayment { on }).await
    }

    /// Takes a fee notice back, as if it had never been sent.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn revoke_fee(&self, actor: &Actor, case: OnCase, reason: String) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::RevokeFee,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let reason = doing.seal("reason", &reason).await?;
                    doing.decide(Command::RevokeFee { reason })
                })
            }),
        )
        .await
    }

    /// Takes in the applicant's reasons.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn receive_reasons(
        &self,
        actor: &Actor,
        case: OnCase,
        on: Date,
        words: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::RecordIncoming,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let words = doing.seal("reasons", &words).await?;
                    doing.decide(Command::ReceiveReasons { on, words })
                })
            }),
        )
        .await
    }

    /// Fixes a later date with its notice (第三十五条).
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn delay(&self, actor: &Actor, case: OnCase, fields: Fields) -> Result<Request, Refusal> {
        self.act(actor, Action::Delay, case, Box::new(move |doing| Box::pin(async move { delay(doing, fields).await })))
            .await
    }
}

/// Fixes a later date, with the notice that tells it.
pub(crate) async fn delay(doing: &mut Doing<'_>, mut fields: Fields) -> Result<(), Refusal> {
    super::case_values::fill(LetterKind::DelayNotice, &mut fields, &doing.request, &doing.moment);
    let until = fields.date("delayed_to").unwrap_or(doing.moment.today);
    let facts = doing.case_facts().await?;
    let paper = doing.issue(LetterKind::DelayNotice, facts, &fields).await?;
    doing.decide(Command::Delay { until, paper })
}
