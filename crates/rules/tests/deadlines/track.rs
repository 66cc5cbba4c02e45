//! The bar of the clock and the little calendar: every day with its reason.

use gongkai_rules::calendar::{Calendar, DayReason};
use gongkai_rules::deadlines::{
    Clock, ClockEvent, ClockEventKind as Kind, ClockState, ConsultedKind, NotCounted, TrackDay, TrackDayKind, clock,
    track,
};
use gongkai_rules::outcomes::Channel;
use jiff::civil::{Date, date};

fn tracked(events: Vec<(Date, Kind)>, as_of: Date) -> (Clock, Vec<TrackDay>) {
    let events: Vec<ClockEvent> = events.into_iter().map(|(date, kind)| ClockEvent::new(date, kind)).collect();
    let clock = clock(&events, &Calendar::embedded(), as_of);
    let days = track(&clock, &Calendar::embedded());
    (clock, days)
}

fn received(day: Date) -> (Date, Kind) {
    (day, Kind::Received { channel: Some(Channel::Counter) })
}

fn on(days: &[TrackDay], date: Date) -> TrackDayKind {
    days.iter().find(|day| day.date == date).expect("a day of the track").kind.clone()
}

#[test]
fn every_day_from_day_zero_to_the_due_date_has_its_reason() {
    let (clock, days) = tracked(vec![received(date(2025, 1, 15))], date(2025, 1, 20));
    assert_eq!(days.first().map(|day| (day.date, day.kind.clone())), Some((date(2025, 1, 15), TrackDayKind::DayZero)));
    assert_eq!(days.last().map(|day| Some(day.date)), Some(clock.reply_due));
    let gap = days.windows(2).any(|pair| pair[0].date.tomorrow().ok() != Some(pair[1].date));
    assert!(!gap, "no day is left out");
    assert_eq!(on(&days, date(2025, 1, 16)), TrackDayKind::Used);
    assert_eq!(on(&days, date(2025, 1, 18)), TrackDayKind::NotCounted(NotCounted::Off(DayReason::Weekend)));
    assert_eq!(on(&days, date(2025, 1, 20)), TrackDayKind::Today);
    // A make-up Sunday counts; the holiday does not, and says which it is.
    assert_eq!(on(&days, date(2025, 1, 26)), TrackDayKind::Remaining);
    let TrackDayKind::NotCounted(reason) = on(&days, date(2025, 1, 28)) else { panic!("a holiday counts") };
    assert_eq!(reason.label(), "春节放假");
    assert_eq!(days.iter().filter_map(|day| day.number).collect::<Vec<u32>>(), (1..=20).collect::<Vec<u32>>());
    // Three used, today the fourth is not over: 17 left after it.
    assert_eq!(clock.days_left, Some(17));
}

#[test]
fn days_of_a_consultation_are_hatched() {
    let consult = Kind::ConsultSent { party: "A".to_owned(), kind: ConsultedKind::ThirdParty };
    let opinion = Kind::OpinionReceived { party: "A".to_owned() };
    let events = vec![received(date(2025, 3, 3)), (date(2025, 3, 6), consult), (date(2025, 3, 20), opinion)];
    let (clock, days) = tracked(events, date(2025, 3, 10));
    assert_eq!(on(&days, date(2025, 3, 6)), TrackDayKind::Used);
    assert_eq!(on(&days, date(2025, 3, 7)), TrackDayKind::NotCounted(NotCounted::Consultation));
    let today = days.iter().find(|day| day.today).expect("today");
    assert_eq!(today.kind, TrackDayKind::NotCounted(NotCounted::Consultation));
    assert_eq!(on(&days, date(2025, 3, 21)), TrackDayKind::Remaining);
    assert_eq!(days.last().map(|day| (Some(day.date), day.number)), Some((clock.reply_due, Some(20))));
}

#[test]
fn waiting_days_do_not_count_and_the_days_before_do() {
    let ask = Kind::ClarifyNotice { deadline: Some(date(2025, 3, 28)), period_wd: None };
    let (clock, days) = tracked(vec![received(date(2025, 3, 3)), (date(2025, 3, 7), ask)], date(2025, 3, 12));
    assert_eq!((clock.reply_due, clock.days_left), (None, None));
    assert_eq!(on(&days, date(2025, 3, 7)), TrackDayKind::Used);
    assert_eq!(on(&days, date(2025, 3, 10)), TrackDayKind::NotCounted(NotCounted::Clarification));
    assert_eq!(days.last().map(|day| Some(day.date)), Some(clock.clarification_due));
    let (_, days) =
        tracked(vec![received(date(2025, 3, 3)), (date(2025, 3, 7), Kind::FeeNoticeSent)], date(2025, 3, 12));
    assert_eq!(on(&days, date(2025, 3, 12)), TrackDayKind::NotCounted(NotCounted::Payment));
}

#[test]
fn an_open_case_past_its_due_date_shows_how_late_it_is() {
    let (clock, days) = tracked(vec![received(date(2025, 3, 3))], date(2025, 4, 7));
    assert_eq!((clock.reply_due, clock.days_left), (Some(date(2025, 3, 31)), Some(-4)));
    assert_eq!(days.iter().filter(|day| day.kind == TrackDayKind::Late).count(), 4);
    let posted = (date(2025, 3, 31), Kind::ReplyPosted);
    let (clock, days) = tracked(vec![received(date(2025, 3, 3)), posted], date(2025, 4, 7));
    assert_eq!((clock.days_left, days.last().map(|day| day.date)), (None, clock.reply_due));
}

#[test]
fn a_consultation_sent_after_the_last_day_hides_no_lateness() {
    let consult = Kind::ConsultSent { party: "A".to_owned(), kind: ConsultedKind::ThirdParty };
    let sent = |day| tracked(vec![received(date(2025, 3, 3)), (day, consult.clone())], date(2025, 4, 9)).0;
    // The last day is 03-31. By the exchange format the state is paused; the case is late nevertheless.
    let late = sent(date(2025, 4, 1));
    assert_eq!((late.state, late.reply_due), (Some(ClockState::Paused), Some(date(2025, 3, 31))));
    assert!(late.is_late() && late.days_left == Some(-6));
    assert!(!sent(date(2025, 3, 20)).is_late());
}

#[test]
fn a_case_without_day_zero_has_no_track() {
    let (clock, days) =
        tracked(vec![(date(2025, 3, 3), Kind::Arrived { channel: Some(Channel::Web) })], date(2025, 3, 5));
    assert!(days.is_empty() && clock.state.is_none());
    // Not confirmed: red after a working day, with the safe date from the arrival beside.
    let open = clock.unconfirmed.expect("not confirmed");
    assert_eq!((open.confirm_by, open.safe_due), (date(2025, 3, 4), date(2025, 3, 31)));
    let letter = (date(2025, 3, 3), Kind::Arrived { channel: Some(Channel::OrdinaryLetter) });
    let (clock, _) = tracked(vec![letter, (date(2025, 3, 3), Kind::ContactFailed)], date(2025, 3, 5));
    let open = clock.unconfirmed.expect("not confirmed");
    assert_eq!((open.confirm_by, open.contact_failed), (date(2025, 3, 3), vec![date(2025, 3, 3)]));
}
