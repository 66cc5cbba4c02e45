//! 更正登记: which facts may be put right, and between which days a right fact can lie.

use super::decide::within;
use super::{PaperKind, Refused, Request, State};
use crate::events::Amendment;
use jiff::civil::Date;

/// 政府信息公开条例 as revised, in force from this day: no case under it is older.
const IN_FORCE: Date = Date::constant(2019, 5, 15);

/// Whether an amendment changes something, and nothing that would contradict the rest of the record.
pub(super) fn check_amendment(request: &Request, amendment: &Amendment, today: Date) -> Result<(), Refused> {
    let counted = request.counted.as_ref();
    let fits = match amendment {
        // A fee notice sent after the limit has no effect (收费办法第六条): with an earlier receipt the case would wait for a
        // payment that nobody owes. The notice is taken back first.
        Amendment::ReceivedOn(_) if matches!(request.state, State::AwaitingPayment) => return Err(Refused::WrongState),
        Amendment::ReceivedOn(date) => {
            // Where the applicant's own submission is on record, receipt cannot lie before it. What came to the counter or
            // was signed for has no other day than the one the clerk wrote down, which may be wrong either way.
            let earliest = if request.channel.needs_confirmation() { request.submitted_on } else { IN_FORCE };
            within(earliest, *date, today)?;
            not_later_than(request.first_step_after_receipt(), *date)?;
            request.received_on.is_some_and(|received| received != *date)
        }
        Amendment::Channel(channel) => request.channel != *channel,
        Amendment::ApplicantKind(kind) => request.applicant_kind != *kind,
        Amendment::Outcome(outcome) => counted.is_some_and(|counted| counted.outcome != *outcome),
        Amendment::ClosedOn(date) => {
            within(request.earliest_closing(), *date, today)?;
            not_later_than(request.reopenings.first().map(|(date, _)| *date), *date)?;
            counted.is_some_and(|counted| counted.on != *date)
        }
        Amendment::DeliveryWay(way) => counted.and_then(|counted| counted.way).is_some_and(|recorded| recorded != *way),
        Amendment::DuplicateOf(other) => *other != request.id && request.duplicate_of.is_none(),
    };
    if fits { Ok(()) } else { Err(Refused::Amendment) }
}

fn not_later_than(latest: Option<Date>, on: Date) -> Result<(), Refused> {
    match latest {
        Some(latest) if on > latest => Err(Refused::After(latest)),
        _ => Ok(()),
    }
}

impl Request {
    /// The first day on which something was done that presupposes the receipt.
    fn first_step_after_receipt(&self) -> Option<Date> {
        let steps = [
            self.clarification.as_ref().map(|asked| asked.asked_on),
            self.extension.as_ref().map(|extension| extension.on),
            self.reasons.as_ref().map(|reasons| reasons.asked_on),
            self.delayed.map(|(told, _)| told),
            self.fee.as_ref().map(|fee| fee.sent_on),
            self.counted.as_ref().map(|closing| closing.on),
        ];
        let consulted = self.consultations.iter().map(|consultation| consultation.sent_on);
        // Receipts and records tell what came in; they presuppose nothing.
        let presupposes = |kind| !matches!(kind, PaperKind::Receipt | PaperKind::Record);
        let letters = self.papers.iter().filter(|issued| presupposes(issued.kind)).map(|issued| issued.on);
        steps.into_iter().flatten().chain(consulted).chain(letters).min()
    }

    /// The first day on which the case can have been closed: not before its receipt, nor before its reply was signed.
    fn earliest_closing(&self) -> Date {
        let received = self.received_on.unwrap_or(self.submitted_on);
        // A reply signed after that day belongs to a later handling, or was overtaken by a withdrawal.
        let counted = self.counted.as_ref().map_or(Date::MAX, |closing| closing.on);
        let replies = self.papers.iter().filter(|issued| issued.kind == PaperKind::Reply && issued.on <= counted);
        replies.map(|issued| issued.on).min().map_or(received, |reply| reply.max(received))
    }
}
