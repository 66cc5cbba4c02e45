//! The counts of the desk's rail.

use crate::accounts::SignedIn;
use crate::{Office, Refusal};
use gongkai_rules::people::Role;
use gongkai_storage::requests::{self, Filter};

/// How many wait where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskCounts {
    /// My turn.
    pub to_do: u64,
    /// Something of it is late or due today.
    pub urgent: bool,
    /// Open, and somebody else's turn.
    pub in_progress: u64,
    /// Open in the organ.
    pub open: u64,
    /// Day of receipt still open.
    pub unconfirmed: u64,
    /// Letters unopened for over a working day.
    pub unopened: u64,
    /// Wait for my signature or consent.
    pub to_sign: u64,
}

/// The turns that are those of a person with these roles.
pub fn turns_of(roles: &[Role], has_leader: bool) -> Vec<&'static str> {
    let mut turns = Vec::new();
    for role in roles {
        match role {
            Role::Clerk => turns.push("clerk"),
            Role::Reviewer => turns.push("reviewer"),
            Role::Head => turns.push("head"),
            Role::Leader => turns.push("signatory"),
            _ => {}
        }
    }
    if roles.contains(&Role::Head) && !has_leader && !turns.contains(&"signatory") {
        turns.push("signatory");
    }
    turns
}

impl Office {
    /// The counts for a person: none for whoever holds no office role.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn desk_counts(&self, who: &SignedIn) -> Result<DeskCounts, Refusal> {
        if who.person.roles.iter().all(|role| role.is_administrator() || *role == Role::Inspector) {
            return Ok(DeskCounts::default());
        }
        let organ = who.organ.id;
        let mut tx = self.read().await?;
        let has_leader = crate::acting::has_leader(&mut tx, organ).await?;
        let mine = turns_of(&who.person.roles, has_leader);
        let mut counts = DeskCounts::default();
        for (state, turn, count) in requests::tally(&mut tx, organ).await? {
            let count = u64::try_from(count).unwrap_or_default();
            if matches!(state.as_str(), "closed" | "archived") {
                continue;
            }
            counts.open += count;
            if state == "received" {
                counts.unconfirmed += count;
            }
            if mine.contains(&turn.as_str()) {
                counts.to_do += count;
            } else {
                counts.in_progress += count;
            }
            if (turn == "head" || turn == "signatory") && mine.contains(&turn.as_str()) {
                counts.to_sign += count;
            }
        }
        let today = self.clock().today();
        let late = Filter { turns: mine, due_until: Some(today), ..Filter::default() };
        counts.urgent = counts.to_do > 0 && requests::count(&mut tx, organ, &late).await? > 0;
        let yesterday = today.yesterday().unwrap_or(today);
        let unopened = Filter { unopened_until: Some(yesterday), ..Filter::default() };
        counts.unopened = u64::try_from(requests::count(&mut tx, organ, &unopened).await?).unwrap_or_default();
        Ok(counts)
    }
}
