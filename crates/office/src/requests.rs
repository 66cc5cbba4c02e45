//! What people do with a request: one file an action.

pub mod applicant;
mod archive;
mod assign;
pub mod by_applicant;
mod case_values;
pub(crate) mod clarify;
mod confirm;
pub mod consult;
pub mod decision;
mod deliver;
pub(crate) mod fee;
pub mod papers;
mod remedies;
mod reveal;
pub mod side_papers;
pub mod steps;
pub mod submit;
pub mod uploads;
mod withdraw;

pub use applicant::Applicant;
pub use confirm::{Confirmation, time_of_day};
pub use decision::{Draft, DraftMatter};
pub use deliver::DeliverForm;
pub use steps::StepForm;
pub use submit::{NewRequest, Opened, Upload};
pub use uploads::{recognise, sha256};

use crate::Once;
use gongkai_rules::ids::RequestId;

/// Which case, as it was seen, under which key: what every form of a case brings.
#[derive(Debug, Clone)]
pub struct OnCase {
    /// The case.
    pub id: RequestId,
    /// The version the person had before them.
    pub seen: Option<u32>,
    /// The idempotency key.
    pub once: Option<Once>,
}

impl OnCase {
    /// A case on which something is done that no form asked for.
    pub fn unasked(id: RequestId) -> OnCase {
        OnCase { id, seen: None, once: None }
    }
}
