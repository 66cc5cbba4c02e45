//! The tree of organs: added below one's own, renamed by their settings, abolished when nothing is open there.

use crate::accounts::SignedIn;
use crate::accounts::setup::{NewOrgan, make_organ, organ_detail};
use crate::{Acted, Office, Once, Problem, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::Action;
use gongkai_storage::{organs, requests};

impl Office {
    /// Adds an organ below another.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what has to be changed in `name`, `code` or `parent`.
    pub async fn add_organ_below(
        &self,
        who: &SignedIn,
        parent: OrganId,
        new: NewOrgan,
        once: Once,
    ) -> Result<Organ, Refusal> {
        self.act_on(&who.actor(), Action::ManageOrgans, parent, Some(once), move |tx, _, parent| {
            Box::pin(async move {
                if parent.abolished {
                    return Err(Refusal::field("parent", Problem::Said("上级机关已经撤销".into())));
                }
                let organ = make_organ(tx, NewOrgan { parent: Some(parent.id), ..new }).await?;
                Ok(Acted {
                    subject: ("organ", Some(organ.id.0)),
                    detail: organ_detail(&organ),
                    location: "/desk/organs?done=organ-added".to_owned(),
                    label: organ.name.clone(),
                    value: organ,
                })
            })
        })
        .await
    }

    /// Abolishes an organ: no new request can be addressed to it, what it has done stays.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for `organ` where an organ below it, or a case, is still open.
    pub async fn abolish_organ(&self, who: &SignedIn, organ: OrganId, once: Once) -> Result<(), Refusal> {
        let own = who.organ.id;
        self.act_on(&who.actor(), Action::ManageOrgans, organ, Some(once), move |tx, _, mut organ| {
            Box::pin(async move {
                let said = |words: String| Refusal::field("organ", Problem::Said(words));
                if organ.id == own {
                    return Err(said("自己所在的机关不能在这里撤销".to_owned()));
                }
                if organ.abolished {
                    return Err(said("这个机关已经撤销".to_owned()));
                }
                let below = organs::all(tx).await?;
                if below.iter().any(|other| other.id != organ.id && other.path.contains(&organ.id) && !other.abolished)
                {
                    return Err(said("它下面还有机关，请先撤销下面的".to_owned()));
                }
                let tally = requests::tally(tx, organ.id).await?;
                let open = tally.iter().filter(|(state, ..)| !matches!(state.as_str(), "closed" | "archived"));
                let open: i64 = open.map(|(_, _, count)| count).sum();
                if open > 0 {
                    return Err(said(format!("还有 {open} 件申请没有办结，请先办结")));
                }
                let (settings, version) = organs::settings::<serde_json::Value>(tx, organ.id).await?;
                organ.abolished = true;
                organs::update(tx, &organ, &settings, version).await?;
                Ok(Acted {
                    value: (),
                    subject: ("organ", Some(organ.id.0)),
                    detail: "abolished".to_owned(),
                    location: "/desk/organs?done=abolished".to_owned(),
                    label: organ.name,
                })
            })
        })
        .await
    }
}
