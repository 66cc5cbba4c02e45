//! A case is given to a person of the organ.

use super::OnCase;
use crate::acting::Doing;
use crate::{Office, Problem, Refusal};
use gongkai_rules::ids::PersonId;
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use gongkai_storage::people;

impl Office {
    /// Gives the case to a clerk of the organ, who may be oneself.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where the person is no clerk of this organ, or has left.
    pub async fn assign(&self, actor: &Actor, case: OnCase, to: PersonId) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::Assign,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    let to = clerk_of(doing, to).await?;
                    doing.decide(Command::Assign { to })
                })
            }),
        )
        .await
    }
}

/// The person, who must be a clerk of the organ.
pub(super) async fn clerk_of(doing: &mut Doing<'_>, to: PersonId) -> Result<PersonId, Refusal> {
    let person = people::find(doing.tx, to).await?;
    let fits = |person: &people::Person| {
        person.organ == doing.organ.id && !person.closed && person.roles.contains(&Role::Clerk)
    };
    if person.as_ref().is_some_and(fits) { Ok(to) } else { Err(Refusal::field("to", Problem::NotAChoice)) }
}
