//! What people do with a request: one file an action.

pub mod applicant;
pub mod submit;

pub use applicant::Applicant;
pub use submit::{NewRequest, Opened, Upload};
