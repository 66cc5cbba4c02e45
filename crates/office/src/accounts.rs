//! Accounts at the desk: signing in and out, sessions, people and their roles, the organs they belong to.

pub mod denials;
pub mod first_run;
pub mod kept;
pub mod lockout;
pub mod organs;
pub mod own;
pub mod passwords;
pub mod people;
pub mod sessions;
pub mod setup;
pub mod sign_in;

pub use first_run::FirstRun;
pub use kept::KeptForm;
pub use own::{NewPassword, OwnSession};
pub use people::{Newcomer, PersonLine, PersonSheet};
pub use sessions::SignedIn;
pub use sign_in::{Attempt, Entered};
