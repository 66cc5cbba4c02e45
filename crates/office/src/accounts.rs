//! Accounts at the desk: signing in and out, sessions, people and their roles.

pub mod lockout;
pub mod passwords;
pub mod sessions;
pub mod setup;
pub mod sign_in;

pub use sessions::SignedIn;
pub use sign_in::{Attempt, Entered};
