//! Passwords: argon2id, at most two hashes at once, so that signing in cannot starve the pages.

use crate::Refusal;
use crate::refusals::{PasswordProblem, Problem};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// argon2id with 19 MiB, two passes, one lane (quality.md §10): about 25 ms.
static HASHERS: Semaphore = Semaphore::const_new(2);

/// A hash that no password has: what an unknown name is checked against, so that it takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now(&crate::ids::token()).unwrap_or_default());

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Result<String, Refusal> {
    let hash = argon2().hash_password(password.as_bytes()).map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(hash.to_string())
}

async fn on_a_hasher<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let fault = |error: &dyn std::fmt::Display| Refusal::Fault(error.to_string());
    let _turn = HASHERS.acquire().await.map_err(|error| fault(&error))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| fault(&error))
}

/// Whether a password may be set: 15 to 128 characters (profile `asvs`, one factor).
///
/// # Errors
/// The problem, for the field.
pub fn check(password: &str) -> Result<(), Problem> {
    match password.chars().count() {
        0..15 => Err(Problem::Password(PasswordProblem::Short)),
        129.. => Err(Problem::Password(PasswordProblem::Long)),
        _ => Ok(()),
    }
}

/// Hashes a password.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn hash(password: String) -> Result<String, Refusal> {
    on_a_hasher(move || hash_now(&password)).await?
}

/// Whether a password belongs to a hash; with `None`, the time it takes and `false`.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Refusal> {
    on_a_hasher(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let fits =
            PasswordHash::new(&hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        known && fits
    })
    .await
}
