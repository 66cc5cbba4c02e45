//! Papers that by themselves move nothing: when each may be made (letters.md §2.3).

use super::{PaperKind, Refused, Request, State};
use crate::events::OutcomeDetail;
use crate::letters::LetterKind;
use crate::outcomes::Channel;

impl Request {
    /// Whether a paper that by itself moves nothing may be made now.
    pub fn may_issue(&self, kind: LetterKind) -> bool {
        check(self, kind).is_ok()
    }
}

/// Whether such a paper has its place in the case now.
pub(super) fn check(request: &Request, kind: LetterKind) -> Result<(), Refused> {
    let open = request.closing().is_none();
    let have = |kind| request.papers.iter().any(|issued| issued.kind == kind);
    let fits = match kind {
        LetterKind::Receipt if have(PaperKind::Receipt) => return Err(Refused::AlreadyIssued),
        LetterKind::Receipt => true,
        // 第三十一条第二、三项: only these channels are confirmed with the applicant.
        LetterKind::ReceiptConfirmation => request.channel.needs_confirmation(),
        // 第二十九条第一款: an oral request is made at the counter.
        LetterKind::OralRequestRecord => request.channel == Channel::Counter,
        // 第三十条: guidance goes before and beside the notice.
        LetterKind::GuidanceRecord => open,
        LetterKind::ClarificationReminder => matches!(request.state, State::AwaitingClarification),
        // 第三十三条第三款.
        LetterKind::ConsultationNoteToApplicant => request.open_consultation().is_some(),
        // 第十七条第三款.
        LetterKind::DeterminationReferral => matches!(request.state, State::Handling),
        LetterKind::DeliveryReceipt => request.papers.iter().any(|issued| issued.kind != PaperKind::Record),
        LetterKind::Withdrawn if have(PaperKind::WithdrawalConfirmation) => return Err(Refused::AlreadyIssued),
        LetterKind::Withdrawn => {
            request.closing().is_some_and(|closing| closing.detail == Some(OutcomeDetail::Withdrawn))
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(Refused::WrongState) }
}
