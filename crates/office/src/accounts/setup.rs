//! The first organ with its first account, and further organs under it.

use crate::ids::new_id;
use crate::settings::OrganSettings;
use crate::{Office, Problem, Refusal};
use gongkai_rules::ids::{OrganId, PersonId};
use gongkai_rules::organs::{Level, Organ};
use gongkai_rules::people::{Actor, Role, check_roles};
use gongkai_rules::permissions::Action;
use gongkai_storage::database::Tx;
use gongkai_storage::people::Person;
use gongkai_storage::{audit, organs, people};
use pinyin::ToPinyin;

/// An organ to be made.
#[derive(Debug, Clone)]
pub struct NewOrgan {
    /// Full name.
    pub name: String,
    /// Short name; the full one where empty.
    pub short_name: String,
    /// Short Latin code; where empty one is made for addresses, and case numbers begin with the year.
    pub code: String,
    /// 机关代字.
    pub organ_word: String,
    /// Level.
    pub level: Level,
    /// The organ above.
    pub parent: Option<OrganId>,
}

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Sign-in name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// argon2id hash.
    pub password_hash: String,
    /// Whether it must be changed at first sign-in.
    pub must_change: bool,
}

/// Adds an organ inside a transaction, with its audit row.
///
/// # Errors
/// [`Refusal::Invalid`] where name or code is taken or malformed.
pub async fn add_organ(tx: &mut Tx, office: &Office, actor: &Actor, new: NewOrgan) -> Result<Organ, Refusal> {
    let organ = make_organ(tx, new).await?;
    let (at, subject) = (office.clock().now(), ("organ", Some(organ.id.0)));
    let row = crate::acting::audit_row(at, actor, Some(organ.id), Action::ManageOrgans, subject, organ_detail(&organ));
    audit::append(tx, &row).await?;
    Ok(organ)
}

/// What the audit row of a new organ tells.
pub(crate) fn organ_detail(organ: &Organ) -> String {
    format!("added: {}", organ.code)
}

/// Makes an organ inside an act that writes its audit row.
pub(crate) async fn make_organ(tx: &mut Tx, new: NewOrgan) -> Result<Organ, Refusal> {
    let without_code = new.code.trim().is_empty();
    let code = if without_code { free_code(tx, &new.name).await? } else { new.code.trim().to_ascii_uppercase() };
    if code.len() > 12 || !code.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(Refusal::field("code", Problem::Said("机关代码用 1 到 12 个英文字母或数字，例如 XG".into())));
    }
    if new.name.trim().is_empty() {
        return Err(Refusal::field("name", Problem::Missing));
    }
    if organs::by_code(tx, &code).await?.is_some() {
        return Err(Refusal::field("code", Problem::Taken));
    }
    if organs::by_name(tx, new.name.trim()).await?.is_some() {
        return Err(Refusal::field("name", Problem::Taken));
    }
    let id = OrganId(new_id());
    let mut path = match new.parent {
        Some(parent) => organs::find(tx, parent).await?.ok_or(Refusal::NotFound)?.path,
        None => Vec::new(),
    };
    path.push(id);
    let name = new.name.trim().to_owned();
    let short = new.short_name.trim();
    let organ = Organ {
        id,
        path,
        code,
        short_name: if short.is_empty() { name.clone() } else { short.to_owned() },
        name,
        organ_word: new.organ_word.trim().to_owned(),
        level: new.level,
        abolished: false,
    };
    let mut settings = OrganSettings::default();
    if without_code {
        settings.case_number_pattern = "{year}-{serial:4}".to_owned();
    }
    organs::add(tx, &organ, &settings).await?;
    Ok(organ)
}

/// Most characters of a code that is made of a name; one that is typed may have twelve.
const CODE_OF_NAME: usize = 8;

/// A code that no organ has, for an organ without one of its own: the initials of its name (西工区人民政府 gives XGQ).
/// It stands in the addresses of its pages; its case numbers begin with the year.
async fn free_code(tx: &mut Tx, name: &str) -> Result<String, Refusal> {
    let initials = initials(name);
    for number in 1..=u16::MAX {
        let code = match number {
            1 if initials.len() > 1 => initials.clone(),
            number => format!("{initials}{number}"),
        };
        if organs::by_code(tx, &code).await?.is_none() {
            return Ok(code);
        }
    }
    Err(Refusal::field("code", Problem::Missing))
}

/// The initials of what tells an organ from others: without the organ above it, and without 人民政府, 办事处.
fn initials(name: &str) -> String {
    let own = name.trim().trim_end_matches("人民政府").trim_end_matches("办事处");
    let own = own.rsplit("人民政府").next().unwrap_or(own);
    let letters = own.chars().filter_map(|character| match character.to_pinyin() {
        Some(pinyin) => pinyin.first_letter().chars().next(),
        None => Some(character),
    });
    let letters = letters.filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase());
    let code: String = letters.take(CODE_OF_NAME).collect();
    if code.is_empty() { "G".to_owned() } else { code }
}

/// Adds a person inside a transaction, with its audit row.
///
/// # Errors
/// [`Refusal::Invalid`] where the login is taken or the roles do not go together.
pub async fn add_person(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    organ: OrganId,
    new: NewPerson,
) -> Result<Person, Refusal> {
    let person = make_person(tx, organ, new).await?;
    let (at, subject) = (office.clock().now(), ("person", Some(person.id.0)));
    let row = crate::acting::audit_row(at, actor, Some(organ), Action::ManagePeople, subject, person_detail(&person));
    audit::append(tx, &row).await?;
    Ok(person)
}

/// What the audit row of a new person tells.
pub(crate) fn person_detail(person: &Person) -> String {
    format!("added: {}", person.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" "))
}

/// Makes a person inside an act that writes its audit row.
pub(crate) async fn make_person(tx: &mut Tx, organ: OrganId, new: NewPerson) -> Result<Person, Refusal> {
    check_roles(&new.roles).map_err(|refused| Refusal::field("roles", Problem::Said(refused.to_string())))?;
    let login = new.login.trim().to_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
    if login.is_empty() || login.len() > 40 || !login.chars().all(plain) {
        return Err(Refusal::field("login", Problem::Said("用户名用英文字母、数字和 . _ - @，最多 40 个".into())));
    }
    if new.name.trim().is_empty() {
        return Err(Refusal::field("name", Problem::Missing));
    }
    if people::by_login(tx, &login).await?.is_some() {
        return Err(Refusal::field("login", Problem::Taken));
    }
    let person = Person {
        id: PersonId(new_id()),
        organ,
        login,
        name: new.name.trim().to_owned(),
        roles: new.roles,
        password_hash: new.password_hash,
        must_change: new.must_change,
        closed: false,
        failures: 0,
        locked_until: 0,
        version: 1,
    };
    people::add(tx, &person).await?;
    Ok(person)
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_code_is_made_of_what_tells_an_organ_from_others() {
        for (name, code) in [
            ("西工区人民政府", "XGQ"),
            ("洛阳市西工区人民政府西工街道办事处", "XGJD"),
            ("洛阳市教育局", "LYSJYJ"),
            ("人民政府", "G"),
            ("12345 热线办", "12345RXB"),
        ] {
            assert_eq!(initials(name), code, "{name}");
        }
    }
}
