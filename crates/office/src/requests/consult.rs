//! What comes of a consultation (条例第三十二条、第三十三条第三款、第三十四条). It is opened in `steps`, with the head's
//! consent.

use super::OnCase;
use crate::{Office, Refusal};
use gongkai_rules::events::Opinion;
use gongkai_rules::ids::ConsultationId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::civil::Date;

/// What is recorded of a consultation.
#[derive(Debug, Clone)]
pub enum ConsultationRecord {
    /// The party has the letter.
    Delivered(Date),
    /// It answered.
    Answered {
        /// On this day.
        on: Date,
        /// What it says.
        opinion: Opinion,
        /// In its words.
        words: String,
    },
    /// Its limit ran out in silence.
    Lapsed,
}

impl Office {
    /// Records what came of a consultation.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn record_consultation(
        &self,
        actor: &Actor,
        case: OnCase,
        consultation: ConsultationId,
        record: ConsultationRecord,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::RecordIncoming,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let command = match record {
                        ConsultationRecord::Delivered(on) => Command::RecordConsultationDelivered { consultation, on },
                        ConsultationRecord::Answered { on, opinion, words } => {
                            let words = doing.seal_some("opinion", &words).await?;
                            Command::RecordOpinion { consultation, on, opinion, words }
                        }
                        ConsultationRecord::Lapsed => Command::RecordLapse { consultation },
                    };
                    doing.decide(command)
                })
            }),
        )
        .await
    }
}
