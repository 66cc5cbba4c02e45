//! A closed case is filed.

use super::OnCase;
use crate::{Office, Refusal};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};

impl Office {
    /// Files a closed case whose remedies are over.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn archive(&self, actor: &Actor, case: OnCase) -> Result<Request, Refusal> {
        self.command(actor, Action::Archive, case, Command::Archive).await
    }
}
