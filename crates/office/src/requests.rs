//! What people do with a request: one file an action.

pub mod applicant;
pub mod submit;
pub mod uploads;

pub use applicant::Applicant;
pub use submit::{NewRequest, Opened, Upload};
pub use uploads::{recognise, sha256};
