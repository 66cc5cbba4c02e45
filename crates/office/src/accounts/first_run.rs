//! The first run: with a token from the console somebody makes the first organ and its administrator. Once there is a
//! person, this is over for good.

use crate::accounts::own::check_new;
use crate::accounts::passwords;
use crate::accounts::setup::{NewOrgan, NewPerson, add_organ, add_person};
use crate::ids;
use crate::{Office, Problem, Refusal};
use gongkai_rules::people::{Actor, Role};
use gongkai_storage::database::Tx;
use gongkai_storage::people;

/// Characters of the token: 80 bits.
const LENGTH: usize = 16;

/// The first organ with its administrator, as typed.
#[derive(Debug, Clone)]
pub struct FirstRun {
    /// The token from the console.
    pub token: String,
    /// The organ.
    pub organ: NewOrgan,
    /// The administrator's sign-in name.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Their password.
    pub password: String,
    /// The same again.
    pub again: String,
}

async fn nobody_yet(tx: &mut Tx) -> Result<bool, Refusal> {
    Ok(people::count(tx).await? == 0)
}

impl Office {
    /// Whether nobody has an account yet.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn is_first_run(&self) -> Result<bool, Refusal> {
        let mut tx = self.read().await?;
        nobody_yet(&mut tx).await
    }

    /// The token that the first-run page asks for, in groups of four; the server prints it on its console while
    /// [`Office::is_first_run`]. It follows from the key ring, so that every process over these data shows the same.
    pub fn first_run_token(&self) -> String {
        ids::grouped(&ids::code_of(&self.ring().lookup_hash("first_run", "token"), LENGTH))
    }

    /// Makes the first organ and its 系统管理员 and 安全管理员.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where somebody has an account already, [`Refusal::Invalid`] with what has to be changed.
    pub async fn first_run(&self, typed: FirstRun) -> Result<(), Refusal> {
        if !self.is_first_run().await? {
            return Err(Refusal::NotFound);
        }
        // Compared as keyed hashes, so that how long it takes tells nothing of the token.
        let hash = |token: &str| self.ring().lookup_hash("first_run_typed", &ids::typed(token));
        if hash(&typed.token) != hash(&self.first_run_token()) {
            let said = "令牌不对，请对照服务器控制台上打印的再填".to_owned();
            return Err(Refusal::field("token", Problem::Said(said)));
        }
        check_new(&typed.password, &typed.again)?;
        let password_hash = passwords::hash(typed.password).await?;
        let roles = vec![Role::SystemAdministrator, Role::SecurityAdministrator];
        let new = NewPerson { login: typed.login, name: typed.name, roles, password_hash, must_change: false };
        let (office, db) = (self.clone(), self.db().clone());
        self.in_own_task(async move {
            db.write(Box::new(move |tx| {
                Box::pin(async move {
                    if !nobody_yet(tx).await? {
                        return Err(Refusal::NotFound);
                    }
                    let organ = add_organ(tx, &office, &Actor::System, typed.organ).await?;
                    add_person(tx, &office, &Actor::System, organ.id, new).await?;
                    Ok(())
                })
            }))
            .await
        })
        .await
    }
}
