//! The signed reply reaches the applicant (国办公开办函〔2016〕235号): delivered, put on the site, phoned about, returned.

use super::OnCase;
use crate::settings::{ElectronicDelivery, OrganSettings};
use crate::{Office, Refusal};
use gongkai_rules::events::{DeliveryWay, ReplyWay};
use gongkai_rules::ids::PaperId;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use gongkai_storage::organs;
use jiff::civil::Date;

/// How and when a reply was delivered.
#[derive(Debug, Clone)]
pub struct DeliverForm {
    /// How.
    pub way: DeliveryWay,
    /// The day the law counts: posting, signature, reaching the mailbox, being put at disposal.
    pub on: Date,
    /// Number of the postal item.
    pub tracking: String,
    /// On the site for an applicant who had not chosen that way: counts when first opened.
    pub counts_when_opened: bool,
}

/// Whether a reply counts only from its first opening: on the site, where the applicant had not chosen that way, or where
/// the organ counts so for all (a setting of ours; the law of 2019 says nothing of it).
fn counts_on_opening(way: DeliveryWay, chosen: ReplyWay, setting: ElectronicDelivery) -> bool {
    way == DeliveryWay::Site && (chosen != ReplyWay::Site || setting == ElectronicDelivery::OnOpening)
}

impl Office {
    /// Delivers the reply: closes the case, or puts it at disposal until it is opened.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn deliver(&self, actor: &Actor, case: OnCase, form: DeliverForm) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Deliver,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let (settings, _) = organs::settings::<OrganSettings>(doing.tx, doing.organ.id).await?;
                    let chosen = doing.request.reply_way;
                    if form.counts_when_opened || counts_on_opening(form.way, chosen, settings.electronic_delivery) {
                        return doing.decide(Command::PutAtDisposal);
                    }
                    let tracking = Some(form.tracking.trim().to_owned()).filter(|number| !number.is_empty());
                    doing.decide(Command::Deliver { way: form.way, on: form.on, tracking })
                })
            }),
        )
        .await
    }

    /// Records that the desk phoned about a letter nobody had opened.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn phone_about(
        &self,
        actor: &Actor,
        case: OnCase,
        paper: PaperId,
        words: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Deliver,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal("call", &words).await?;
                    doing.decide(Command::PhoneAboutPaper { paper, note })
                })
            }),
        )
        .await
    }

    /// Records that mail came back.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn delivery_failed(&self, actor: &Actor, case: OnCase, words: String) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Deliver,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal("returned", &words).await?;
                    doing.decide(Command::RecordDeliveryFailure { note })
                })
            }),
        )
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_on_the_site_counts_at_once_only_where_the_applicant_chose_it_and_the_organ_agrees() {
        use ElectronicDelivery::{AtDisposal, OnOpening};
        assert!(!counts_on_opening(DeliveryWay::Site, ReplyWay::Site, AtDisposal));
        assert!(counts_on_opening(DeliveryWay::Site, ReplyWay::Site, OnOpening));
        assert!(counts_on_opening(DeliveryWay::Site, ReplyWay::Post, AtDisposal));
        assert!(!counts_on_opening(DeliveryWay::Post, ReplyWay::Site, OnOpening), "paper has its own day");
    }
}
