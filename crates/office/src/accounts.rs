//! Accounts at the desk: signing in and out, sessions, people and their roles.

pub mod passwords;
pub mod sessions;
pub mod setup;

pub use sessions::SignedIn;
