//! The counts of the desk's rail and of the sentence above the worklist.

use crate::accounts::SignedIn;
use crate::{Office, Refusal};
use gongkai_rules::people::Role;
use gongkai_storage::people;
use gongkai_storage::requests::{self, Me};
use gongkai_storage::types::day_opt;
use jiff::civil::Date;

/// How many wait where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskCounts {
    /// My turn.
    pub to_do: u64,
    /// Something of it is late, due today, or was not confirmed in time.
    pub urgent: bool,
    /// Of mine, past the due date.
    pub late: u64,
    /// Of mine, due today.
    pub today: u64,
    /// Of mine, not confirmed with the applicant in time.
    pub unconfirmed_late: u64,
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
    /// The next due date of any open case of the organ.
    pub next_due: Option<Date>,
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

/// The person with their turns.
pub(crate) fn me(who: &SignedIn, has_leader: bool) -> Me {
    Me { person: who.person.id, turns: turns_of(&who.person.roles, has_leader) }
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
        let (today, calendar) = (self.clock().today(), self.calendar());
        let mut tx = self.read().await?;
        let has_leader = people::has_role(&mut tx, organ, Role::Leader).await?;
        let counts = requests::counts(&mut tx, organ, &me(who, has_leader), today).await?;
        let before = super::over_one_working_day(&calendar, today);
        let unopened = requests::unopened(&mut tx, organ, before).await?;
        let number = |count: i64| u64::try_from(count).unwrap_or_default();
        Ok(DeskCounts {
            to_do: number(counts.mine),
            urgent: counts.late + counts.today + counts.unconfirmed_late > 0,
            late: number(counts.late),
            today: number(counts.today),
            unconfirmed_late: number(counts.unconfirmed_late),
            in_progress: number(counts.open - counts.mine),
            open: number(counts.open),
            unconfirmed: number(counts.unconfirmed),
            unopened,
            to_sign: number(counts.to_sign),
            next_due: day_opt(counts.next_due.as_deref())?,
        })
    }
}
