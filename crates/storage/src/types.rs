//! How values of the law lie in a column: days as ISO text, instants as microseconds.

use crate::database::StorageError;
use jiff::{Timestamp, civil::Date};

/// A day read from a column.
///
/// # Errors
/// [`StorageError::Damaged`] where the column holds something else.
pub fn day(text: &str) -> Result<Date, StorageError> {
    text.parse().map_err(|_| StorageError::Damaged(format!("day {text:?}")))
}

/// A day read from a column that may be empty.
///
/// # Errors
/// As [`day`].
pub fn day_opt(text: Option<&str>) -> Result<Option<Date>, StorageError> {
    text.map(day).transpose()
}

/// An instant as it lies in a column: microseconds since 1970-01-01 UTC.
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// An instant read from a column.
///
/// # Errors
/// [`StorageError::Damaged`] where the number is no instant.
pub fn instant(micros: i64) -> Result<Timestamp, StorageError> {
    Timestamp::from_microsecond(micros).map_err(|_| StorageError::Damaged(format!("instant {micros}")))
}

/// A JSON text of ours read from a column.
///
/// # Errors
/// [`StorageError::Damaged`] where it does not read.
pub fn json<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, StorageError> {
    serde_json::from_str(text).map_err(|error| StorageError::Damaged(format!("{what}: {error}")))
}

/// A value of ours as JSON text for a column.
///
/// # Errors
/// [`StorageError::Damaged`] where it cannot be written, which no type of ours is.
pub fn to_json<T: serde::Serialize>(value: &T) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|error| StorageError::Damaged(error.to_string()))
}
