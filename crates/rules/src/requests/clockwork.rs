//! A case's clock: its facts handed to `deadlines::clock` as events, in order of date.

use super::{Closing, Consultation, ConsultationEnd, Request};
use crate::calendar::Calendar;
use crate::deadlines::{Clock, ClockEvent, ClockEventKind, ConsultedKind, clock};
use crate::events::{ConsultationKind, DeliveryWay, RemedyKind};
use crate::outcomes::{Channel, Outcome};
use crate::requests::commands::Now;
use jiff::civil::Date;

/// Working days an applicant has for a clarification where the notice sets no other (requests.md E3, a setting).
pub const DEFAULT_CLARIFICATION_PERIOD: u8 = 15;

/// Last day of a consulted party's 15 working days: from its receipt, else from the sending (第三十二条、第三十四条).
pub fn party_due(consultation: &Consultation, calendar: &Calendar) -> Date {
    let from = consultation.delivered_on.unwrap_or(consultation.sent_on);
    calendar.nth_working_day_after(from, crate::statute::THIRD_PARTY_WD).date
}

impl Request {
    /// Last day of the applicant's period for the clarification, once it is known from when it runs: from the day the
    /// applicant had the notice (第三十条). Unlike the clock's, it also ends for a notice sent after the seven working
    /// days, which starts no new limit (requests.md E8) but binds the applicant all the same.
    pub fn clarification_last_day(&self, calendar: &Calendar) -> Option<Date> {
        let asked = self.clarification.as_ref()?;
        let from = asked.delivered_on?;
        Some(calendar.nth_working_day_after(from, u32::from(asked.period)).date)
    }

    /// The clock as of today.
    pub fn clock(&self, now: Now<'_>) -> Clock {
        let mut clock = clock(&self.clock_events(), now.calendar, now.today);
        if self.closing().is_some_and(|closing| closing.outcome.refuses_under_articles_14_to_16()) {
            // 行政复议法第二十三条第一款第四项: reconsideration first, so no direct suit is told.
            clock.suit_until = None;
            clock.suit_until_raw = None;
            clock.steps.retain(|step| !step.articles.iter().any(|article| article.starts_with("行政诉讼法第四十六条")));
        }
        clock
    }

    /// What the clock is computed from, in order of date.
    pub fn clock_events(&self) -> Vec<ClockEvent> {
        let mut events = Vec::new();
        let mut add = |date, kind| events.push(ClockEvent::new(date, kind));
        self.arrival(&mut add);
        if let Some(asked) = &self.clarification {
            let period_wd = u16::from(asked.period);
            add(asked.asked_on, ClockEventKind::ClarifyNoticeSent { period_wd });
            if let Some(date) = asked.delivered_on {
                add(date, ClockEventKind::ClarifyNoticeReceivedByApplicant { period_wd: Some(period_wd) });
            }
            if let Some(date) = asked.received_on {
                // `decide` lets a late one in only with a good reason, so what is recorded was excused.
                add(date, ClockEventKind::ClarificationReceived { good_reason: true });
            }
        }
        for consultation in &self.consultations {
            consulted(consultation, &mut add);
        }
        if let Some(extension) = &self.extension {
            let (days, told) = (u16::from(extension.days), Some(extension.on));
            add(extension.on, ClockEventKind::Extend { days, told, consent_by: None });
        }
        if let Some(reasons) = &self.reasons {
            add(reasons.asked_on, ClockEventKind::ReasonsAsked);
            if let Some((date, _)) = reasons.received {
                add(date, ClockEventKind::ReasonsReceived);
            }
        }
        if let Some((told, until)) = self.delayed {
            add(told, ClockEventKind::Delayed { until, told: Some(told) });
        }
        self.fee_events(&mut add);
        self.end_events(&mut add);
        // Stable: on one day, things happened in the order of the law's own steps above.
        events.sort_by_key(|event| event.date);
        events
    }

    fn arrival(&self, add: &mut impl FnMut(Date, ClockEventKind)) {
        let channel = Some(self.channel);
        if self.channel.needs_confirmation() {
            add(self.submitted_on, ClockEventKind::Arrived { channel });
            if let Some(date) = self.received_on {
                add(date, ClockEventKind::Confirmed { channel });
            }
        } else if let Some(date) = self.received_on {
            let channel = if self.channel == Channel::PostSigned { channel } else { Some(Channel::Counter) };
            add(date, ClockEventKind::Received { channel });
        }
    }

    fn fee_events(&self, add: &mut impl FnMut(Date, ClockEventKind)) {
        let Some(fee) = &self.fee else { return };
        add(fee.sent_on, ClockEventKind::FeeNoticeSent);
        if let Some(date) = fee.delivered_on {
            add(date, ClockEventKind::FeeNoticeReceivedByApplicant);
        }
        if let Some(date) = fee.paid_on {
            add(date, ClockEventKind::FeePaid);
        }
        if fee.revoked {
            add(fee.sent_on, ClockEventKind::FeeRevoked);
        }
    }

    fn end_events(&self, add: &mut impl FnMut(Date, ClockEventKind)) {
        // Amended facts live in `counted`, the first closing. It stands before the reopenings, which may fall on its own
        // day; whatever closed the case after them stands behind.
        if let Some(first) = &self.counted {
            add(first.on, closing_kind(first));
        }
        for (date, limit_wd) in &self.reopenings {
            add(*date, ClockEventKind::Reopened { limit_wd: *limit_wd });
        }
        if let Some(closing) = self.closing().filter(|_| self.counted.is_none() || !self.reopenings.is_empty()) {
            // Closed as entered twice: that is no reply, and nobody need be told of remedies.
            let kind = if self.counted.is_none() { ClockEventKind::Abandoned } else { closing_kind(closing) };
            add(closing.on, kind);
        }
        for remedy in &self.remedies {
            use crate::deadlines::{Procedure, Proceeding};
            let proceeding = match remedy.kind {
                RemedyKind::Reconsideration => Proceeding::Reconsideration,
                RemedyKind::DirectSuit | RemedyKind::SuitAfterReconsideration => Proceeding::Suit,
            };
            let procedure = if remedy.simplified { Procedure::Simplified } else { Procedure::Ordinary };
            add(remedy.opened_on, ClockEventKind::CopyReceived { proceeding, procedure });
        }
    }
}

fn consulted(consultation: &Consultation, add: &mut impl FnMut(Date, ClockEventKind)) {
    let party = consultation.id.to_string();
    let kind = match consultation.kind {
        ConsultationKind::ThirdParty => ConsultedKind::ThirdParty,
        ConsultationKind::JointOrgan => ConsultedKind::JointOrgan,
        ConsultationKind::OtherOrgan => ConsultedKind::OtherOrgan,
    };
    add(consultation.sent_on, ClockEventKind::ConsultSent { party: party.clone(), kind });
    if let Some(date) = consultation.delivered_on {
        add(date, ClockEventKind::ConsultReceivedByParty { party: party.clone() });
    }
    // A lapse needs no event: the excluded time ends with the party's 15 working days by itself.
    if let Some(ConsultationEnd::Answered { on, .. }) = consultation.end {
        add(on, ClockEventKind::OpinionReceived { party });
    }
}

fn closing_kind(closing: &Closing) -> ClockEventKind {
    match (closing.outcome, closing.way) {
        (Outcome::NotClarifiedInTime | Outcome::FeeNotPaid, None) => ClockEventKind::Abandoned,
        (_, Some(DeliveryWay::Post)) => ClockEventKind::ReplyPosted,
        (_, Some(DeliveryWay::Email | DeliveryWay::Site)) => ClockEventKind::ReplyReachedSystem,
        (_, Some(DeliveryWay::InPerson | DeliveryWay::ThroughOrgan)) => ClockEventKind::ReplySignedByApplicant,
        (Outcome::OtherHandling, None) if closing.detail == Some(crate::events::OutcomeDetail::Withdrawn) => {
            ClockEventKind::Withdrawn
        }
        // Taken over from a register: the day the reply was given, by whatever way.
        (_, None) => ClockEventKind::ReplyReceived,
    }
}
