//! What follows from the events, one after the other. Each event is one short function; each says what the law makes
//! of it in the situation it meets, or refuses it by name.

use jiff::civil::Date;

use super::clock::{Refusal, Refused};
use super::consultation::{Consultation, ExcludedInterval, union, working_days_in};
use super::event::{ClockEvent, ClockEventKind};
use super::reason::{Reason, Why};
use super::remedy::RemedyFacts;
use super::run::{Clarification, Fee, Run};
use crate::calendar::Calendar;
use crate::outcomes::Channel;
use crate::statute;

/// All that the events say.
pub(super) struct Fold<'c> {
    calendar: &'c Calendar,
    pub(super) consultations: Vec<Consultation>,
    pub(super) excluded: Vec<ExcludedInterval>,
    pub(super) arrived: Option<(Date, Option<Channel>)>,
    pub(super) contact_failed: Vec<Date>,
    pub(super) received_on: Option<Date>,
    pub(super) run: Option<Run>,
    pub(super) clarification: Option<Clarification>,
    pub(super) fee: Option<Fee>,
    /// A fee notice had no effect; what is said of it later has none either.
    fee_without_effect: bool,
    extended: bool,
    /// The due date before the extension, and its day 0; that of a refused one only until one is accepted.
    pub(super) first_due: Option<(Date, Date)>,
    /// The day the reply became effective.
    pub(super) effective_on: Option<Date>,
    pub(super) ended: bool,
    pub(super) remedies: RemedyFacts,
    reopened_since_reply: bool,
    pub(super) refused: Vec<Refused>,
    pub(super) reasons: Vec<Reason>,
}

impl<'c> Fold<'c> {
    /// Folds events that are in order of date.
    pub(super) fn over(events: &[&ClockEvent], calendar: &'c Calendar) -> Fold<'c> {
        let consultations = super::consultation::gather(events, calendar);
        let excluded = union(consultations.iter().map(Consultation::interval).collect());
        let mut fold = Fold {
            calendar,
            consultations,
            excluded,
            arrived: None,
            contact_failed: Vec::new(),
            received_on: None,
            run: None,
            clarification: None,
            fee: None,
            fee_without_effect: false,
            extended: false,
            first_due: None,
            effective_on: None,
            ended: false,
            remedies: RemedyFacts::default(),
            reopened_since_reply: false,
            refused: Vec::new(),
            reasons: Vec::new(),
        };
        for event in events {
            fold.take(event);
        }
        fold.tell_consultations();
        // Consultations end on days that need not have an event: put every reason in its place.
        fold.reasons.sort_by_key(|reason| reason.date);
        fold
    }

    fn take(&mut self, event: &ClockEvent) {
        let date = event.date;
        match &event.kind {
            ClockEventKind::Arrived { channel } => self.arrive(date, *channel),
            ClockEventKind::ContactFailed => {
                self.contact_failed.push(date);
                self.tell(date, Why::ContactFailed);
            }
            ClockEventKind::Confirmed { channel } => {
                let channel = channel.or(self.arrived.and_then(|(_, channel)| channel));
                self.start(date, Why::Confirmed { channel });
            }
            ClockEventKind::Received { channel } => self.start(date, Why::Received { channel: *channel }),
            ClockEventKind::Assigned { .. } => self.tell(date, Why::Assigned),
            ClockEventKind::ClarifyNotice { deadline, period_wd } => {
                self.ask(Clarification::new(date, *deadline, *period_wd));
            }
            ClockEventKind::ClarifyNoticeSent { period_wd } => {
                let asked = Clarification::new(date, None, Some(*period_wd));
                self.ask(Clarification { from_receipt: true, ..asked });
            }
            ClockEventKind::ClarifyNoticeReceivedByApplicant { period_wd } => self.asked(date, *period_wd),
            ClockEventKind::ClarificationReceived { good_reason } => self.clarified(date, *good_reason),
            ClockEventKind::ConsultSent { .. }
            | ClockEventKind::ConsultReceivedByParty { .. }
            | ClockEventKind::OpinionReceived { .. } => {}
            ClockEventKind::Extend { days, told, .. } => self.extend(date, u32::from(*days), *told),
            ClockEventKind::ReasonsAsked => self.tell(date, Why::ReasonsAsked),
            ClockEventKind::ReasonsReceived => self.tell(date, Why::ReasonsReceived),
            ClockEventKind::Delayed { until, told } => self.delay(date, *until, *told),
            ClockEventKind::FeeNoticeSent => self.charge(date, None),
            ClockEventKind::FeeNoticeReceivedByApplicant => self.charged(date),
            ClockEventKind::FeePaid => self.paid(date),
            ClockEventKind::FeeRevoked => self.revoke_fee(date),
            ClockEventKind::Abandoned => self.abandon(date),
            ClockEventKind::Withdrawn => {
                self.ended = true;
                self.tell(date, Why::Withdrawn);
            }
            ClockEventKind::ReplyDated => self.tell(date, Why::ReplyDated),
            ClockEventKind::ReplyPosted => self.reply(date, Why::ReplyPosted, false),
            ClockEventKind::ReplySignedByApplicant => {
                self.reply(date, Why::ReplySigned { posted_before: self.effective_on.is_some() }, true);
            }
            ClockEventKind::ReplyReachedSystem => self.reply(date, Why::ReplyReachedSystem, true),
            ClockEventKind::ReplyReceived => self.reply(date, Why::ReplyReceived, true),
            ClockEventKind::Reopened { limit_wd } => self.reopen(date, *limit_wd),
            ClockEventKind::CopyReceived { proceeding, procedure } => self.remedies.copy(date, *proceeding, *procedure),
            ClockEventKind::ReconsiderationDecisionReceived => self.remedies.decision_known = Some(date),
        }
    }

    fn tell(&mut self, date: Date, why: Why) {
        self.reasons.push(Reason::on(date, why));
    }

    fn refuse(&mut self, date: Date, reason: Refusal) {
        self.refused.push(Refused { date, reason });
        self.tell(date, Why::Refused(reason));
    }

    /// Waiting for the applicant: the limit has no meaning until the answer comes.
    pub(super) fn is_waiting(&self) -> bool {
        self.clarification.is_some_and(|asked| asked.is_awaited()) || self.fee.is_some_and(|fee| fee.is_awaited())
    }

    /// The due date running now, unless the applicant's answer is awaited.
    pub(super) fn running_due(&self) -> Option<Date> {
        if self.is_waiting() { None } else { self.run.map(|run| run.due(self.calendar, &self.excluded)) }
    }

    /// Decided, or told, after the limit had run out.
    fn has_expired(&self, date: Date, told: Option<Date>) -> bool {
        self.running_due().is_some_and(|due| date > due || told.is_some_and(|told| told > due))
    }

    fn restart(&mut self, day0: Date, limit: u32) {
        self.run = Some(Run::from(day0, limit));
    }

    // ---- receipt ----

    fn arrive(&mut self, date: Date, channel: Option<Channel>) {
        if self.arrived.is_none() {
            self.arrived = Some((date, channel));
        }
        self.tell(date, Why::Arrived { channel });
    }

    /// The first day of receipt counts; a second record of it changes nothing.
    fn start(&mut self, date: Date, why: Why) {
        if self.received_on.is_some() {
            return;
        }
        self.received_on = Some(date);
        if self.run.is_none() {
            self.restart(date, statute::REPLY_WD);
        }
        self.tell(date, why);
    }

    // ---- clarification ----

    /// Seven working days from the receipt of the request (条例第三十条: 自收到申请之日起), once.
    fn ask(&mut self, mut asked: Clarification) {
        let date = asked.asked_on;
        if self.clarification.is_some() {
            return self.refuse(date, Refusal::SecondClarification);
        }
        let receipt = self.received_on.or(self.run.map(|run| run.day0));
        asked.in_time = receipt.is_none_or(|receipt| {
            date <= self.calendar.nth_working_day_after(receipt, statute::CLARIFY_NOTICE_WD).date
        });
        self.clarification = Some(asked);
        if asked.in_time {
            self.tell(date, Why::ClarificationAsked { due: asked.last_day(self.calendar), period: asked.period() });
        } else {
            self.refuse(date, Refusal::LateClarification);
        }
    }

    fn asked(&mut self, date: Date, period_wd: Option<u16>) {
        let Some(mut asked) = self.clarification else {
            let asked = Clarification::new(date, None, period_wd);
            return self.ask(Clarification { delivered_on: Some(date), ..asked });
        };
        if asked.delivered_on.is_some() {
            return self.refuse(date, Refusal::SecondClarification);
        }
        asked.delivered_on = Some(date);
        asked.period_wd = period_wd.or(asked.period_wd);
        self.clarification = Some(asked);
        if let Some(due) = asked.last_day(self.calendar).filter(|_| asked.is_awaited()) {
            self.tell(date, Why::ClarificationDelivered { due });
        }
    }

    fn clarified(&mut self, date: Date, good_reason: bool) {
        if self.ended {
            return self.tell(date, Why::AfterClosing);
        }
        let mut late = false;
        if let Some(mut asked) = self.clarification {
            if !asked.in_time {
                return self.tell(date, Why::ClarifiedWithoutRestart);
            }
            if asked.settled {
                return self.refuse(date, Refusal::SecondClarification);
            }
            late = asked.last_day(self.calendar).is_some_and(|last| date > last);
            if late && !good_reason {
                return self.refuse(date, Refusal::LateClarification);
            }
            asked.settled = true;
            self.clarification = Some(asked);
        }
        self.restart(date, statute::REPLY_WD);
        self.tell(date, Why::Clarified { limit: statute::REPLY_WD, late_with_reason: late });
    }

    // ---- extension and delay ----

    fn extend(&mut self, date: Date, days: u32, told: Option<Date>) {
        let Some(mut run) = self.run else { return };
        if days == 0 {
            return;
        }
        let before = (run.due(self.calendar, &self.excluded), run.day0);
        if !self.extended && self.first_due.is_none() {
            self.first_due = Some(before);
        }
        if self.has_expired(date, told) {
            return self.refuse(date, Refusal::ExtensionAfterExpiry);
        }
        if self.extended {
            return self.refuse(date, Refusal::SecondExtension);
        }
        if days > statute::EXTENSION_MAX_WD {
            return self.refuse(date, Refusal::ExtensionTooLong);
        }
        self.first_due = Some(before);
        self.extended = true;
        run.extension = days;
        self.run = Some(run);
        self.tell(date, Why::Extended { days, told });
    }

    fn delay(&mut self, date: Date, until: Date, told: Option<Date>) {
        let Some(mut run) = self.run else { return };
        if self.has_expired(date, told) {
            return self.refuse(date, Refusal::DelayAfterExpiry);
        }
        run.delayed = Some(until);
        self.run = Some(run);
        self.tell(date, Why::Delayed { until });
    }

    // ---- fee ----

    fn charge(&mut self, date: Date, delivered_on: Option<Date>) {
        if self.fee.is_some_and(|fee| fee.is_awaited()) {
            return;
        }
        if self.has_expired(date, None) {
            self.fee_without_effect = true;
            return self.refuse(date, Refusal::FeeNoticeAfterExpiry);
        }
        self.fee_without_effect = false;
        let fee = Fee { sent_on: date, delivered_on, settled: false };
        self.fee = Some(fee);
        self.tell(date, Why::FeeNotice);
        if let Some(due) = fee.due(self.calendar) {
            self.tell(date, Why::FeeNoticeDelivered { due });
        }
    }

    fn charged(&mut self, date: Date) {
        match self.fee {
            Some(mut fee) if fee.is_awaited() => {
                if fee.delivered_on.is_none() {
                    fee.delivered_on = Some(date);
                    self.fee = Some(fee);
                    if let Some(due) = fee.due(self.calendar) {
                        self.tell(date, Why::FeeNoticeDelivered { due });
                    }
                }
            }
            // The receipt of a notice that had no effect has none.
            _ if self.fee_without_effect => {}
            _ => self.charge(date, Some(date)),
        }
    }

    fn paid(&mut self, date: Date) {
        if self.ended {
            return self.tell(date, Why::AfterClosing);
        }
        match self.fee {
            _ if self.fee_without_effect => return self.tell(date, Why::FeePaidWithoutRestart),
            Some(fee) if !fee.is_awaited() => return self.tell(date, Why::FeePaidWithoutRestart),
            Some(mut fee) => {
                if fee.due(self.calendar).is_some_and(|due| date > due) {
                    return self.refuse(date, Refusal::LatePayment);
                }
                fee.settled = true;
                self.fee = Some(fee);
            }
            None => {}
        }
        self.restart(date, statute::REPLY_WD);
        self.tell(date, Why::FeePaid { limit: statute::REPLY_WD });
    }

    /// As if no notice had been sent: the run before it goes on untouched.
    fn revoke_fee(&mut self, date: Date) {
        if self.fee.is_some_and(|fee| fee.is_awaited()) {
            self.fee = None;
            self.fee_without_effect = true;
            self.tell(date, Why::FeeRevoked);
        }
    }

    // ---- ends ----

    fn abandon(&mut self, date: Date) {
        let unclarified =
            self.clarification.filter(Clarification::is_awaited).and_then(|asked| asked.last_day(self.calendar));
        let unpaid = self.fee.filter(Fee::is_awaited).and_then(|fee| fee.due(self.calendar));
        self.ended = true;
        let why = match (unclarified, unpaid) {
            (Some(due), _) => Why::AbandonedUnclarified { too_early: date <= due },
            (None, Some(due)) => Why::AbandonedUnpaid { too_early: date <= due },
            (None, None) => Why::Abandoned,
        };
        self.tell(date, why);
    }

    fn reply(&mut self, date: Date, why: Why, in_hand: bool) {
        if self.effective_on.is_none() {
            self.effective_on = Some(date);
        }
        if in_hand && (self.remedies.reply_known.is_none() || self.reopened_since_reply) {
            self.remedies.reply_known = Some(date);
            if self.reopened_since_reply {
                // A new reply has remedies of its own; the decision on the old one is spent.
                self.remedies.decision_known = None;
                self.reopened_since_reply = false;
            }
        }
        self.tell(date, why);
    }

    fn reopen(&mut self, date: Date, limit_wd: Option<u16>) {
        let limit = limit_wd.map_or(statute::REPLY_WD, u32::from);
        self.effective_on = None;
        self.ended = false;
        self.reopened_since_reply = true;
        // What was awaited under the old decision is overtaken; its answer no longer starts a clock.
        if let Some(asked) = &mut self.clarification {
            asked.settled = true;
        }
        if let Some(fee) = &mut self.fee {
            fee.settled = true;
        }
        self.restart(date, limit);
        self.tell(date, Why::Reopened { limit });
    }

    // ---- consultations ----

    fn tell_consultations(&mut self) {
        let several = self.consultations.len() > 1;
        let mut seen: Vec<ExcludedInterval> = Vec::new();
        let mut reasons = Vec::new();
        for (one, number) in self.consultations.iter().zip(1_u32..) {
            let nth = several.then_some(number);
            let kind = one.kind;
            reasons.push(Reason::on(one.sent_on, Why::ConsultationSent { kind, nth }));
            if let Some(received) = one.received_on {
                reasons.push(Reason::on(received, Why::ConsultationDelivered { kind, nth, due: one.due }));
            }
            let own = working_days_in(self.calendar, &[one.interval()], one.sent_on);
            let before: u32 = working_days_in(self.calendar, &union(seen.clone()), Date::MIN);
            seen.push(one.interval());
            let excluded = working_days_in(self.calendar, &union(seen.clone()), Date::MIN).saturating_sub(before);
            reasons.push(Reason::on(
                one.ends_on,
                Why::ConsultationEnded {
                    kind,
                    nth,
                    sent_on: one.sent_on,
                    excluded,
                    overlaps: excluded < own,
                    answered: !one.is_silent(),
                },
            ));
            if let Some(opinion) = one.opinion_on.filter(|opinion| *opinion > one.due) {
                reasons.push(Reason::on(opinion, Why::OpinionTooLate { kind, nth }));
            }
        }
        self.reasons.extend(reasons);
    }
}
