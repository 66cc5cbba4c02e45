//! How a case counts in the annual report: its facts for tables three and four.

use super::Request;
use crate::events::RemedyKind;
use crate::reporting::{Block, CaseFacts, RemedyFacts};

impl Request {
    /// What the report counts of this case. An entry made twice counts nowhere.
    pub fn case_facts(&self) -> CaseFacts {
        let twice = self.duplicate_of.is_some();
        CaseFacts {
            applicant_kind: self.applicant_kind,
            received_on: self.received_on.filter(|_| !twice),
            closed: self.counted.as_ref().filter(|_| !twice).map(|closing| (closing.on, closing.outcome)),
            remedies: self.remedies.iter().map(remedy_facts).collect(),
        }
    }
}

fn remedy_facts(remedy: &super::Remedy) -> RemedyFacts {
    let block = match remedy.kind {
        RemedyKind::Reconsideration => Block::Reconsideration,
        RemedyKind::DirectSuit => Block::DirectSuit,
        RemedyKind::SuitAfterReconsideration => Block::SuitAfterReconsideration,
    };
    RemedyFacts { block, received_on: remedy.opened_on, ended: remedy.ended }
}
