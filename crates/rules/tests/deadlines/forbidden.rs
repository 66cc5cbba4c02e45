//! Moves the law forbids: each is told by name, and has no effect.

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::{
    Clock, ClockEvent, ClockEventKind as Kind, ClockState, ConsultedKind, Refusal, Silence, Waiting, clock,
};
use gongkai_rules::outcomes::{Channel, Outcome};
use jiff::civil::{Date, date};

fn case(events: Vec<(Date, Kind)>) -> Clock {
    let events: Vec<ClockEvent> = events.into_iter().map(|(date, kind)| ClockEvent::new(date, kind)).collect();
    clock(&events, &Calendar::embedded(), date(2026, 11, 24))
}

fn received() -> (Date, Kind) {
    // 20 working days end on 2025-03-31, 7 on 2025-03-12.
    (date(2025, 3, 3), Kind::Received { channel: Some(Channel::Counter) })
}

fn ask(day: Date) -> (Date, Kind) {
    (day, Kind::ClarifyNotice { deadline: None, period_wd: None })
}

fn clarified(day: Date) -> (Date, Kind) {
    (day, Kind::ClarificationReceived { good_reason: false })
}

fn extend(day: Date, days: u16, told: Date) -> (Date, Kind) {
    (day, Kind::Extend { days, told: Some(told), consent_by: None })
}

fn refusals(clock: &Clock) -> Vec<Refusal> {
    clock.refused.iter().map(|refused| refused.reason).collect()
}

#[test]
fn a_second_clarification() {
    let clock = case(vec![
        received(),
        ask(date(2025, 3, 5)),
        clarified(date(2025, 3, 7)),
        ask(date(2025, 3, 10)),
        clarified(date(2025, 3, 20)),
    ]);
    assert_eq!(refusals(&clock), [Refusal::SecondClarification, Refusal::SecondClarification]);
    // Day 0 is the first clarification's, not the second's.
    assert_eq!((clock.day0, clock.reply_due), (Some(date(2025, 3, 7)), Some(date(2025, 4, 7))));
}

#[test]
fn a_clarification_asked_after_seven_working_days() {
    let in_time = case(vec![received(), ask(date(2025, 3, 12))]);
    assert_eq!((in_time.waiting, in_time.reply_due), (Some(Waiting::Clarification), None));
    let late = case(vec![received(), ask(date(2025, 3, 13)), clarified(date(2025, 3, 20))]);
    assert_eq!(refusals(&late), [Refusal::LateClarification]);
    assert_eq!((late.waiting, late.reply_due), (None, Some(date(2025, 3, 31))));
    assert_eq!((late.clarification_due, late.abandon_possible_from), (None, None));
}

#[test]
fn a_clarification_after_its_period_without_good_reason() {
    // Fifteen working days from 03-05 end on 03-26.
    let last_day = case(vec![received(), ask(date(2025, 3, 5)), clarified(date(2025, 3, 26))]);
    assert_eq!(last_day.day0, Some(date(2025, 3, 26)));
    let late = case(vec![received(), ask(date(2025, 3, 5)), clarified(date(2025, 3, 27))]);
    assert_eq!(refusals(&late), [Refusal::LateClarification]);
    assert_eq!((late.reply_due, late.outcome), (None, Some(Outcome::NotClarifiedInTime)));
    let excused = (date(2025, 4, 30), Kind::ClarificationReceived { good_reason: true });
    let excused = case(vec![received(), ask(date(2025, 3, 5)), excused]);
    assert_eq!((refusals(&excused), excused.day0), (vec![], Some(date(2025, 4, 30))));
}

#[test]
fn a_second_extension() {
    let day = date(2025, 3, 20);
    let clock = case(vec![received(), extend(day, 5, day), extend(day, 5, day)]);
    assert_eq!(refusals(&clock), [Refusal::SecondExtension]);
    assert_eq!((clock.limit_wd, clock.reply_due), (Some(25), Some(date(2025, 4, 8))));
    // Nor after a restart: one extension a case (Q14).
    let restarted = case(vec![
        received(),
        extend(date(2025, 3, 4), 5, date(2025, 3, 4)),
        ask(date(2025, 3, 5)),
        clarified(date(2025, 3, 7)),
        extend(date(2025, 3, 10), 5, date(2025, 3, 10)),
    ]);
    assert_eq!(refusals(&restarted), [Refusal::SecondExtension]);
    assert_eq!((restarted.limit_wd, restarted.reply_due), (Some(20), Some(date(2025, 4, 7))));
}

#[test]
fn an_extension_of_more_than_twenty_working_days() {
    let day = date(2025, 3, 20);
    let clock = case(vec![received(), extend(day, 21, day)]);
    assert_eq!((refusals(&clock), clock.reply_due), (vec![Refusal::ExtensionTooLong], Some(date(2025, 3, 31))));
    // It did not use up the one extension there is.
    let again = case(vec![received(), extend(day, 21, day), extend(day, 20, day)]);
    assert_eq!((refusals(&again), again.limit_wd), (vec![Refusal::ExtensionTooLong], Some(40)));
}

#[test]
fn an_extension_decided_or_told_after_the_limit() {
    let (last, after) = (date(2025, 3, 31), date(2025, 4, 1));
    assert_eq!(refusals(&case(vec![received(), extend(last, 5, last)])), []);
    for late in [extend(last, 5, after), extend(after, 5, after)] {
        let clock = case(vec![received(), late]);
        assert_eq!((refusals(&clock), clock.reply_due), (vec![Refusal::ExtensionAfterExpiry], Some(last)));
    }
}

#[test]
fn a_delay_after_the_limit() {
    let delay = |on, told| (on, Kind::Delayed { until: date(2025, 6, 30), told: Some(told) });
    let (last, after) = (date(2025, 3, 31), date(2025, 4, 1));
    assert_eq!(case(vec![received(), delay(last, last)]).reply_due, Some(date(2025, 6, 30)));
    for late in [delay(last, after), delay(after, after)] {
        let clock = case(vec![received(), late]);
        assert_eq!((refusals(&clock), clock.reply_due), (vec![Refusal::DelayAfterExpiry], Some(last)));
    }
}

#[test]
fn a_fee_notice_after_the_limit() {
    let (last, after) = (date(2025, 3, 31), date(2025, 4, 1));
    assert_eq!(case(vec![received(), (last, Kind::FeeNoticeSent)]).waiting, Some(Waiting::Payment));
    let clock = case(vec![
        received(),
        (after, Kind::FeeNoticeSent),
        (after, Kind::FeeNoticeReceivedByApplicant),
        (date(2025, 4, 3), Kind::FeePaid),
    ]);
    assert_eq!((refusals(&clock), clock.reply_due), (vec![Refusal::FeeNoticeAfterExpiry], Some(last)));
    assert_eq!((clock.state, clock.pay_due), (Some(ClockState::Overdue), None));
}

#[test]
fn a_payment_after_its_last_day() {
    // Twenty working days from 03-06 end on 04-03.
    let notice = (date(2025, 3, 6), Kind::FeeNoticeReceivedByApplicant);
    let paid = |day| case(vec![received(), notice.clone(), (day, Kind::FeePaid)]);
    assert_eq!(paid(date(2025, 4, 3)).day0, Some(date(2025, 4, 3)));
    let late = paid(date(2025, 4, 7));
    assert_eq!((refusals(&late), late.day0), (vec![Refusal::LatePayment], Some(date(2025, 3, 3))));
    assert_eq!((late.reply_due, late.outcome), (None, Some(Outcome::FeeNotPaid)));
}

#[test]
fn closing_as_abandoned_on_the_last_day() {
    let asked = case(vec![received(), ask(date(2025, 3, 5))]);
    assert_eq!(asked.clarification_due, Some(date(2025, 3, 26)));
    assert!(!asked.may_be_abandoned_on(date(2025, 3, 26)));
    assert!(asked.may_be_abandoned_on(date(2025, 3, 27)));
    let charged = case(vec![received(), (date(2025, 3, 6), Kind::FeeNoticeReceivedByApplicant)]);
    assert!(!charged.may_be_abandoned_on(date(2025, 4, 3)) && charged.may_be_abandoned_on(date(2025, 4, 4)));
    // A running case may never be closed so; and a closing too early is told as what it is.
    assert!(!case(vec![received()]).may_be_abandoned_on(date(2030, 1, 1)));
    let early = case(vec![received(), ask(date(2025, 3, 5)), (date(2025, 3, 26), Kind::Abandoned)]);
    assert!(early.steps.iter().any(|step| step.text.contains("补正期限还没有过")), "{:#?}", early.steps);
}

#[test]
fn silence_counts_for_what_the_law_says_and_no_more() {
    let sent = |party: &str, kind| (date(2025, 3, 5), Kind::ConsultSent { party: party.to_owned(), kind });
    let silence = |parties: &[(&str, ConsultedKind)]| {
        let sent = parties.iter().map(|(party, kind)| sent(party, *kind));
        case([received()].into_iter().chain(sent).collect())
    };
    assert_eq!(silence(&[("A", ConsultedKind::ThirdParty)]).silence, Some(Silence::None));
    assert_eq!(silence(&[("A", ConsultedKind::OtherOrgan)]).silence, Some(Silence::None));
    let joint = silence(&[("A", ConsultedKind::JointOrgan)]);
    assert_eq!(joint.silence, Some(Silence::Consent));
    assert!(joint.steps.iter().any(|step| step.text.contains("视为同意公开")));
    let both = silence(&[("A", ConsultedKind::JointOrgan), ("B", ConsultedKind::ThirdParty)]);
    assert_eq!(both.silence, Some(Silence::None));
    let answered = (date(2025, 3, 7), Kind::OpinionReceived { party: "A".to_owned() });
    assert_eq!(case(vec![received(), sent("A", ConsultedKind::ThirdParty), answered]).silence, None);
}

#[test]
fn what_arrives_after_the_closing_starts_no_clock() {
    let clock = case(vec![
        received(),
        ask(date(2025, 3, 5)),
        (date(2025, 3, 27), Kind::Abandoned),
        (date(2025, 3, 28), Kind::ClarificationReceived { good_reason: true }),
        (date(2025, 3, 28), Kind::FeePaid),
    ]);
    assert_eq!((clock.state, clock.day0), (Some(ClockState::Ended), Some(date(2025, 3, 3))));
}
