//! Why something was not done: all that pages and the command line see of it.

use gongkai_rules::events::Recorded;
use gongkai_rules::permissions::Denied;
use gongkai_rules::requests::Refused;
use gongkai_storage::database::StorageError;

/// Why an act or a look was refused.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or none that the actor may see: both answer alike.
    #[error("not found")]
    NotFound,
    /// The actor may not.
    #[error("denied: {0}")]
    Denied(Denied),
    /// The law, or the record, does not allow it.
    #[error("refused: {0}")]
    Rule(Refused),
    /// What was typed needs a change: field and problem.
    #[error("{} fields need a change", .0.len())]
    Invalid(Vec<(String, Problem)>),
    /// Somebody else acted since the page was shown: what they recorded, and the version now.
    #[error("changed meanwhile")]
    Conflict {
        /// What happened meanwhile.
        meanwhile: Vec<Recorded>,
        /// The version to answer now.
        version: u32,
    },
    /// The same form was sent before with the same words: the answer is the same.
    #[error("already done")]
    Repeated {
        /// Where it led.
        location: String,
    },
    /// The same form was sent before with other words.
    #[error("already done with other words")]
    AlreadySent {
        /// What was made of it (a case number).
        label: String,
    },
    /// Another act wrote the same at the same moment, and nothing was done. Acts are then done anew and answer
    /// [`Refusal::Unavailable`] at the last, so that no page meets this one.
    #[error("overtaken: {0}")]
    Overtaken(String),
    /// Nothing was done; it may be tried again.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Our fault. The message goes to the log, never to a page.
    #[error("fault: {0}")]
    Fault(String),
}

/// What is wrong with a field. Codes and values; the words are in `crates/web/src/parts/words/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was filled in.
    Missing,
    /// More than so many characters.
    TooLong(usize),
    /// Fewer than so many characters: too vague.
    TooShort(usize),
    /// Not one of the choices.
    NotAChoice,
    /// No such day, or not written as one.
    NotADate,
    /// A day that lies in the future.
    InTheFuture,
    /// A day before another that it must follow.
    Before(jiff::civil::Date),
    /// Not a number, or outside these bounds.
    NotANumber(i64, i64),
    /// Not a phone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// An identity number of so many characters instead of 18.
    IdentityLength(usize),
    /// The date inside the identity number does not exist.
    IdentityDate,
    /// The check digit of an identity number is wrong: told, not refused, where `confirmed` is set.
    IdentityCheck,
    /// The check character of a unified social credit code is wrong: told, not refused, like that of an identity number.
    CreditCode,
    /// A unified social credit code of so many characters instead of 18.
    CreditCodeLength(usize),
    /// A character that cannot stand in an identity number or a code.
    NumberCharacter {
        /// Its place, from 1.
        position: usize,
        /// The character.
        found: char,
    },
    /// The number of a passport or permit that can be none.
    PaperNumber,
    /// No phone, and no other contact either.
    NoContact,
    /// More files than so many.
    TooManyFiles(usize),
    /// A file larger than allowed.
    FileTooBig {
        /// Its name.
        name: String,
        /// Its size in bytes.
        bytes: u64,
        /// Most bytes of one file.
        limit: u64,
    },
    /// All files together are larger than so many bytes.
    FilesTooBig(u64),
    /// A file of no bytes.
    EmptyFile(String),
    /// A file of a kind that is not taken.
    FileKind(String),
    /// A file whose content is not what its name says, or that carries a macro.
    FileUnsafe(String),
    /// The name is taken.
    Taken,
    /// A password that is too short, too long or the same as before.
    Password(PasswordProblem),
    /// Already said in whole Chinese by the rule that found it (letters, calendars, registers).
    Said(String),
}

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Shorter than 15 characters.
    Short,
    /// Longer than 128 characters.
    Long,
    /// The two entries differ.
    Differs,
    /// The present password is wrong.
    Wrong,
    /// The new one is the present one.
    Same,
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict(what) => Refusal::Overtaken(what),
            StorageError::Unavailable(what) => Refusal::Unavailable(what),
            StorageError::File(error) => Refusal::Unavailable(error.to_string()),
            other => Refusal::Fault(other.to_string()),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Refusal::Rule(refused)
    }
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::OtherOrgan => Refusal::NotFound,
            denied => Refusal::Denied(denied),
        }
    }
}

impl Refusal {
    /// One field with one problem.
    pub fn field(name: &str, problem: Problem) -> Refusal {
        Refusal::Invalid(vec![(name.to_owned(), problem)])
    }
}
