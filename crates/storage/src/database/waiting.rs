//! Rows that a transaction is to write and nobody waits for: they travel together, one way there and back for all.
//!
//! An act writes ten rows that nothing of it reads again. One by one each costs a way to the engine and back, which is most
//! of the time an act takes. So [`put!`](crate::put) only notes them down; they are written by one statement before the next
//! one that is not noted down, and before the commit.

use super::StorageError;
use sqlx::{Arguments, Database, Encode, Postgres, Sqlite, Type};
use std::fmt::Write;

/// What waits to be written, in its order.
#[derive(Debug)]
pub struct Waiting<D: Database> {
    statements: Vec<String>,
    arguments: D::Arguments,
    failed: Option<StorageError>,
}

impl<D: Database> Default for Waiting<D> {
    fn default() -> Self {
        Waiting { statements: Vec::new(), arguments: D::Arguments::default(), failed: None }
    }
}

/// How an engine takes several statements at once.
pub trait Joining: Database {
    /// One text of several statements, whose places for values are numbered through.
    fn joined(statements: &[String]) -> String;
}

impl Joining for Sqlite {
    fn joined(statements: &[String]) -> String {
        statements.join(";\n")
    }
}

impl Joining for Postgres {
    /// Prepared, PostgreSQL takes one statement only: all but the last become its parts. Each sees what was there before,
    /// and references between their rows are looked at when all are done.
    fn joined(statements: &[String]) -> String {
        let Some((last, parts)) = statements.split_last() else { return String::new() };
        let mut text = String::new();
        for (number, part) in parts.iter().enumerate() {
            let head = if number == 0 { "with " } else { ",\n" };
            // Writing to a String cannot fail.
            let _ = write!(text, "{head}part_{number} as ({part})");
        }
        if !parts.is_empty() {
            text.push('\n');
        }
        text.push_str(last);
        text
    }
}

impl<D: Joining> Waiting<D> {
    /// Notes a statement down; its values follow.
    pub fn add(&mut self, text: &str) -> &mut Self {
        let renumbered = numbered_from(text, self.arguments.len());
        self.statements.push(renumbered);
        self
    }

    /// The next value of the statement that was noted down last. A value that the engine cannot take stops the whole when
    /// it is to be written.
    pub fn bind<'t, T: Encode<'t, D> + Type<D>>(&mut self, value: T) -> &mut Self {
        if let Err(error) = self.arguments.add(value) {
            self.failed = Some(StorageError::Sql(sqlx::Error::Encode(error)));
        }
        self
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// What waits, as one statement with its values; nothing waits then.
    ///
    /// # Errors
    /// [`StorageError::Sql`] where a value could not be taken.
    pub(super) fn take(&mut self) -> Result<(String, D::Arguments), StorageError> {
        let Waiting { statements, arguments, failed } = std::mem::take(self);
        match failed {
            Some(error) => Err(error),
            None => Ok((D::joined(&statements), arguments)),
        }
    }

    /// Lets go of what waits: the act was refused.
    pub(super) fn forget(&mut self) {
        *self = Waiting::default();
    }
}

/// The text of a statement with its places for values ($1, $2 …) counted on from those before it.
fn numbered_from(text: &str, before: usize) -> String {
    let mut pieces = text.split('$');
    let mut renumbered = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
        let (number, rest) = piece.split_at(digits);
        match number.parse::<usize>() {
            Ok(number) => {
                // Writing to a String cannot fail.
                let _ = write!(renumbered, "${}{rest}", number + before);
            }
            Err(_) => {
                renumbered.push('$');
                renumbered.push_str(piece);
            }
        }
    }
    renumbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_through_and_what_is_no_place_stays() {
        assert_eq!(
            numbered_from("insert into t (a, b) values ($1, $2), ($1, $12)", 3),
            "insert into t (a, b) values ($4, $5), ($4, $15)"
        );
        assert_eq!(numbered_from("select '$' || $1", 1), "select '$' || $2");
    }

    #[test]
    fn each_engine_is_given_one_text() {
        let parts = ["insert a".to_owned(), "insert b".to_owned(), "insert c".to_owned()];
        assert_eq!(Sqlite::joined(&parts), "insert a;\ninsert b;\ninsert c");
        assert_eq!(Postgres::joined(&parts), "with part_0 as (insert a),\npart_1 as (insert b)\ninsert c");
        assert_eq!(Postgres::joined(&parts[..1]), "insert a");
    }
}
