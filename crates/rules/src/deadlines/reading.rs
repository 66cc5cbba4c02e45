//! Reads the clock off the folded events.

use jiff::civil::Date;

use super::clock::{Clock, ClockState, Silence, Unconfirmed, Waiting};
use super::consultation::{Consultation, ExcludedInterval, nth_counted, working_days_in};
use super::event::{ClockEvent, ConsultedKind};
use super::fold::Fold;
use super::reason::{Reason, Why};
use super::words;
use crate::calendar::{Calendar, DayReason};
use crate::outcomes::{Channel, Outcome};
use crate::statute;

/// The clock of a case. Events may come in any order; those of one day keep the order given.
pub fn clock(events: &[ClockEvent], calendar: &Calendar, as_of: Date) -> Clock {
    let mut ordered: Vec<&ClockEvent> = events.iter().collect();
    ordered.sort_by_key(|event| event.date);
    let fold = Fold::over(&ordered, calendar);
    let mut clock = read(&fold, calendar, as_of);
    // The state is judged on the day: what happens later has not happened yet.
    let known = ordered.partition_point(|event| event.date <= as_of);
    let (state, due) = match ordered.get(..known) {
        Some(until_then) if known < ordered.len() => {
            let then = Fold::over(until_then, calendar);
            (state_on(&then, as_of), then.running_due().map(|due| (due, then.excluded)))
        }
        _ => (state_on(&fold, as_of), fold.running_due().map(|due| (due, fold.excluded.clone()))),
    };
    clock.state = state;
    if !matches!(state, None | Some(ClockState::Done | ClockState::Ended)) {
        clock.days_left = due.map(|(due, excluded)| days_left(calendar, as_of, due, &excluded));
    }
    clock
}

fn state_on(fold: &Fold<'_>, as_of: Date) -> Option<ClockState> {
    if fold.effective_on.is_some() {
        return Some(ClockState::Done);
    }
    if fold.ended {
        return Some(ClockState::Ended);
    }
    fold.run?;
    if fold.is_waiting() || fold.excluded.iter().any(|interval| interval.contains(as_of)) {
        return Some(ClockState::Paused);
    }
    if fold.running_due().is_some_and(|due| as_of > due) {
        Some(ClockState::Overdue)
    } else {
        Some(ClockState::Running)
    }
}

pub(super) fn days_left(calendar: &Calendar, as_of: Date, due: Date, excluded: &[ExcludedInterval]) -> i32 {
    if as_of > due {
        let late = calendar.working_days_between(due, as_of);
        return i32::try_from(late).map_or(i32::MIN, |late| -late);
    }
    let taken_out: u32 =
        excluded.iter().map(|one| calendar.working_days_between(one.after.max(as_of), one.up_to.min(due))).sum();
    let left = calendar.working_days_between(as_of, due).saturating_sub(taken_out);
    i32::try_from(left).unwrap_or(i32::MAX)
}

/// Everything that does not depend on the day one looks.
fn read(fold: &Fold<'_>, calendar: &Calendar, as_of: Date) -> Clock {
    let reply_due = fold.running_due();
    let remedies = fold.remedies.compute(calendar);
    let waiting = waiting(fold);
    let clarification = fold.clarification.filter(|asked| asked.in_time);
    let clarification_due = clarification.and_then(|asked| asked.due(calendar));
    let pay_due = fold.fee.and_then(|fee| fee.due(calendar));
    let (abandon_possible_from, outcome) = abandonment(fold, calendar);
    let provisional = is_provisional(fold, calendar, clarification_due) || remedies.is_provisional(calendar);
    let mut clock = Clock {
        as_of,
        state: None,
        days_left: None,
        received_on: fold.received_on,
        day0: fold.run.map(|run| run.day0),
        limit_wd: fold.run.map(|run| run.limit + run.extension),
        clarify_notice_due: fold.received_on.map(|receipt| clarify_notice_due(receipt, calendar)),
        clarification_due: clarification_due.map(|(due, _)| due),
        party_due: fold.consultations.iter().map(|one| one.due).max(),
        pay_due,
        abandon_possible_from,
        outcome,
        first_due: fold.first_due.map(|(due, _)| due),
        reply_due,
        safe_due: reply_due.and_then(|_| safe_due(fold, calendar)),
        excluded_wd: excluded_wd(fold, calendar),
        excluded_intervals: fold.excluded.clone(),
        consultations: fold.consultations.clone(),
        silence: silence(&fold.consultations),
        effective_on: fold.effective_on,
        in_time: fold.effective_on.zip(reply_due).map(|(effective, due)| effective <= due),
        refused: fold.refused.clone(),
        waiting: waiting.map(|(kind, _)| kind),
        waiting_since: waiting.map(|(_, since)| since),
        unconfirmed: unconfirmed(fold, calendar),
        reconsideration_until: remedies.reconsideration.map(|rolled| rolled.until),
        reconsideration_until_raw: remedies.reconsideration.map(|rolled| rolled.raw),
        suit_until: remedies.suit.map(|rolled| rolled.until),
        suit_until_raw: remedies.suit.map(|rolled| rolled.raw),
        answer_due: remedies.answer.map(|(due, _)| due),
        defence_due: remedies.defence.map(|rolled| rolled.until),
        defence_due_raw: remedies.defence.map(|rolled| rolled.raw),
        provisional,
        steps: Vec::new(),
    };
    let conclusions = conclusions(fold, &clock, calendar);
    clock.steps = fold.reasons.iter().chain(&conclusions).chain(&remedies.reasons).map(words::step).collect();
    if let Some(year) = clock.first_provisional_year(calendar) {
        clock.steps.push(words::step(&Reason { date: clock.reply_due, why: Why::Provisional { year } }));
    }
    clock
}

fn clarify_notice_due(receipt: Date, calendar: &Calendar) -> Date {
    calendar.nth_working_day_after(receipt, statute::CLARIFY_NOTICE_WD).date
}

/// What is awaited, and since when.
fn waiting(fold: &Fold<'_>) -> Option<(Waiting, Date)> {
    let asked = fold.clarification.filter(|asked| asked.is_awaited());
    let charged = fold.fee.filter(|fee| fee.is_awaited());
    asked.map(|asked| (Waiting::Clarification, asked.asked_on)).or(charged.map(|fee| (Waiting::Payment, fee.sent_on)))
}

/// From which day the organ may close for want of an answer, and the row. The last day itself belongs to the applicant.
fn abandonment(fold: &Fold<'_>, calendar: &Calendar) -> (Option<Date>, Option<Outcome>) {
    let unclarified = fold
        .clarification
        .filter(|asked| asked.is_awaited())
        .and_then(|asked| asked.last_day(calendar))
        .map(|due| (due, Outcome::NotClarifiedInTime));
    let unpaid =
        fold.fee.filter(|fee| fee.is_awaited()).and_then(|fee| fee.due(calendar)).map(|due| (due, Outcome::FeeNotPaid));
    match [unclarified, unpaid].into_iter().flatten().min_by_key(|(due, _)| *due) {
        Some((due, outcome)) => (Some(crate::calendar::next(due)), Some(outcome)),
        None => (None, None),
    }
}

fn excluded_wd(fold: &Fold<'_>, calendar: &Calendar) -> Option<u32> {
    let run = fold.run?;
    (!fold.consultations.is_empty()).then(|| working_days_in(calendar, &fold.excluded, run.day0))
}

/// Silence is consent only where every silent party is a joint organ.
fn silence(consultations: &[Consultation]) -> Option<Silence> {
    let mut silent = consultations.iter().filter(|one| one.is_silent()).peekable();
    silent.peek()?;
    Some(if silent.all(|one| one.kind == ConsultedKind::JointOrgan) { Silence::Consent } else { Silence::None })
}

fn safe_due(fold: &Fold<'_>, calendar: &Calendar) -> Option<Date> {
    let run = fold.run?;
    let strictly_between = fold
        .consultations
        .iter()
        .map(|one| ExcludedInterval { after: one.sent_on, up_to: one.ends_on.yesterday().unwrap_or(one.ends_on) })
        .collect();
    Some(run.due(calendar, &super::consultation::union(strictly_between)))
}

fn unconfirmed(fold: &Fold<'_>, calendar: &Calendar) -> Option<Unconfirmed> {
    let (arrived_on, channel) = fold.arrived?;
    if fold.run.is_some() || fold.ended || fold.effective_on.is_some() {
        return None;
    }
    let confirm_by = match channel {
        Some(Channel::OrdinaryLetter) => arrived_on,
        _ => calendar.nth_working_day_after(arrived_on, statute::CONFIRM_WD).date,
    };
    let safe_due = nth_counted(calendar, arrived_on, statute::REPLY_WD, &[]);
    Some(Unconfirmed { arrived_on, channel, confirm_by, safe_due, contact_failed: fold.contact_failed.clone() })
}

fn is_provisional(fold: &Fold<'_>, calendar: &Calendar, clarification: Option<(Date, Option<Date>)>) -> bool {
    let touches = |from: Date, to: Date| calendar.touches_year_without_notice(from, to);
    fold.received_on.is_some_and(|receipt| touches(receipt, clarify_notice_due(receipt, calendar)))
        || clarification.is_some_and(|(due, from)| from.is_some_and(|from| touches(from, due)))
        || fold.consultations.iter().any(|one| touches(one.limit_from(), one.due))
        || fold
            .fee
            .is_some_and(|fee| fee.delivered_on.zip(fee.due(calendar)).is_some_and(|(from, to)| touches(from, to)))
        || fold.first_due.is_some_and(|(due, day0)| touches(day0, due))
        || fold
            .run
            .filter(|run| run.delayed.is_none())
            .zip(fold.running_due())
            .is_some_and(|(run, due)| touches(run.day0, due))
}

/// The reasons that come last: the days that do not count, the due date, whether the reply was in time.
fn conclusions(fold: &Fold<'_>, clock: &Clock, calendar: &Calendar) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let Some(run) = fold.run else { return reasons };
    match clock.waiting {
        Some(Waiting::Clarification) => {
            let due = clock.clarification_due;
            reasons.push(Reason { date: due, why: Why::WaitsForClarification { due } });
        }
        Some(Waiting::Payment) => {
            reasons.push(Reason { date: clock.pay_due, why: Why::WaitsForPayment { due: clock.pay_due } });
        }
        None => {}
    }
    let Some(due) = clock.reply_due else { return reasons };
    if run.delayed.is_some() {
        reasons.push(Reason::on(due, Why::DueByDelay { until: due }));
    } else {
        reasons.push(Reason::on(due, days_not_working(calendar, run.day0, due)));
        let counted = clock.excluded_intervals.iter();
        let excluded =
            counted.map(|one| calendar.working_days_between(one.after.max(run.day0), one.up_to.min(due))).sum();
        reasons.push(Reason::on(due, Why::Due { due, limit: run.limit, extension: run.extension, excluded }));
    }
    if let Some(effective) = fold.effective_on {
        reasons.push(Reason::on(
            effective,
            if effective <= due {
                Why::InTime { due, effective }
            } else {
                Why::TooLate { due, effective, working_days: calendar.working_days_between(due, effective) }
            },
        ));
    }
    reasons
}

/// The holidays and make-up days on the way, once each.
fn days_not_working(calendar: &Calendar, day0: Date, due: Date) -> Why {
    let (mut holidays, mut make_up) = (Vec::new(), Vec::new());
    let mut day = day0;
    while day < due {
        day = crate::calendar::next(day);
        match calendar.day(day).reason {
            DayReason::Holiday(name) if !holidays.contains(&name) => holidays.push(name),
            DayReason::MakeUp(_) => make_up.push(day),
            _ => {}
        }
    }
    Why::DaysNotWorking { holidays, make_up }
}
