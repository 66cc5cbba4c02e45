//! What holds for any sequence of events.

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::{Clock, ClockEvent, ClockEventKind as Kind, ClockState, ConsultedKind, clock, track};
use gongkai_rules::outcomes::Channel;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// A day of receipt and events with their days after it.
#[derive(Debug, Clone)]
struct Case {
    receipt: Date,
    later: Vec<(i32, Kind)>,
}

impl Case {
    fn events(&self) -> Vec<ClockEvent> {
        let received = ClockEvent::new(self.receipt, Kind::Received { channel: Some(Channel::Counter) });
        let later = self.later.iter().map(|(days, kind)| ClockEvent::new(self.receipt + days.days(), kind.clone()));
        [received].into_iter().chain(later).collect()
    }
}

fn receipts() -> impl Strategy<Value = Date> {
    (0..2922_i32).prop_map(|days| date(2019, 1, 1) + days.days())
}

fn parties() -> impl Strategy<Value = String> {
    prop_oneof![Just("A".to_owned()), Just("B".to_owned()), Just("C".to_owned())]
}

fn consulted() -> impl Strategy<Value = ConsultedKind> {
    prop_oneof![Just(ConsultedKind::ThirdParty), Just(ConsultedKind::JointOrgan), Just(ConsultedKind::OtherOrgan)]
}

fn consultations() -> impl Strategy<Value = Kind> {
    prop_oneof![
        (parties(), consulted()).prop_map(|(party, kind)| Kind::ConsultSent { party, kind }),
        parties().prop_map(|party| Kind::ConsultReceivedByParty { party }),
        parties().prop_map(|party| Kind::OpinionReceived { party }),
    ]
}

fn others() -> impl Strategy<Value = Kind> {
    prop_oneof![
        proptest::option::of(0..30_u16).prop_map(|period_wd| Kind::ClarifyNotice { deadline: None, period_wd }),
        Just(Kind::ClarifyNoticeReceivedByApplicant { period_wd: None }),
        any::<bool>().prop_map(|good_reason| Kind::ClarificationReceived { good_reason }),
        (1..25_u16).prop_map(|days| Kind::Extend { days, told: None, consent_by: None }),
        Just(Kind::FeeNoticeSent),
        Just(Kind::FeeNoticeReceivedByApplicant),
        Just(Kind::FeePaid),
        Just(Kind::FeeRevoked),
        (1..40_u16).prop_map(|limit| Kind::Reopened { limit_wd: Some(limit) }),
        Just(Kind::Abandoned),
        Just(Kind::Withdrawn),
        Just(Kind::ReplyPosted),
        Just(Kind::ReplySignedByApplicant),
    ]
}

fn cases(kinds: impl Strategy<Value = Kind>) -> impl Strategy<Value = Case> {
    let later = proptest::collection::vec((0..90_i32, kinds), 0..12);
    (receipts(), later).prop_map(|(receipt, later)| Case { receipt, later })
}

fn any_case() -> impl Strategy<Value = Case> {
    let delayed = (30..200_i32).prop_map(|days| Kind::Delayed { until: date(2026, 1, 1) + days.days(), told: None });
    cases(prop_oneof![4 => consultations(), 5 => others(), 1 => delayed])
}

/// Without a delay, whose date the organ chooses freely.
fn undelayed_case() -> impl Strategy<Value = Case> {
    cases(prop_oneof![4 => consultations(), 5 => others()])
}

fn on(case: &Case, days: i32) -> Clock {
    clock(&case.events(), &Calendar::embedded(), case.receipt + days.days())
}

proptest! {
    #[test]
    fn no_clock_runs_without_an_end(case in any_case(), looked in 0..200_i32) {
        let clock = on(&case, looked);
        prop_assert!(clock.day0.is_some() && clock.received_on == Some(case.receipt));
        // Either a last day for the reply, or something awaited from the applicant.
        prop_assert_eq!(clock.reply_due.is_none(), clock.waiting.is_some());
        if clock.state == Some(ClockState::Running) {
            prop_assert!(clock.days_left.is_some_and(|left| left >= 0));
        }
        if clock.state == Some(ClockState::Overdue) {
            prop_assert!(clock.days_left.is_some_and(|left| left <= 0));
        }
    }

    #[test]
    fn a_due_date_is_a_working_day_after_the_whole_limit(case in undelayed_case()) {
        let clock = on(&case, 0);
        let calendar = Calendar::embedded();
        if let (Some(due), Some(day0), Some(limit)) = (clock.reply_due, clock.day0, clock.limit_wd) {
            prop_assert!(calendar.is_working_day(due));
            prop_assert!(due >= calendar.nth_working_day_after(day0, limit).date);
            let taken_out: u32 = clock
                .excluded_intervals
                .iter()
                .map(|one| calendar.working_days_between(one.after.max(day0), one.up_to.min(due)))
                .sum();
            prop_assert_eq!(calendar.working_days_between(day0, due), limit + taken_out);
            prop_assert!(clock.safe_due.is_some_and(|safe| safe <= due));
        }
    }

    #[test]
    fn overlapping_consultations_are_taken_out_once(case in cases(consultations())) {
        let clock = on(&case, 0);
        let calendar = Calendar::embedded();
        let sum: u32 = clock
            .consultations
            .iter()
            .map(|one| calendar.working_days_between(one.sent_on, one.ends_on))
            .sum();
        if let Some(union) = clock.excluded_wd {
            prop_assert!(union <= sum);
            let longest = clock.consultations.iter().map(|one| calendar.working_days_between(one.sent_on, one.ends_on));
            prop_assert!(union >= longest.max().unwrap_or(0));
        }
        let disjoint = clock.excluded_intervals.windows(2).all(|pair| pair[0].up_to < pair[1].after);
        prop_assert!(disjoint, "{:?}", clock.excluded_intervals);
    }

    #[test]
    fn one_more_consultation_never_moves_the_due_date_earlier(
        case in undelayed_case(),
        sent in 0..60_i32,
        kind in consulted(),
    ) {
        // A second extension may lose to one that the longer limit has saved, which is another rule: keep one.
        let mut case = case;
        let mut extensions = 0;
        case.later.retain(|(_, kind)| {
            extensions += usize::from(matches!(kind, Kind::Extend { .. }));
            extensions <= 1 || !matches!(kind, Kind::Extend { .. })
        });
        let before = on(&case, 0);
        let mut longer = case.clone();
        longer.later.push((sent, Kind::ConsultSent { party: "one more".to_owned(), kind }));
        let after = on(&longer, 0);
        if let (Some(before), Some(after)) = (before.reply_due, after.reply_due) {
            prop_assert!(after >= before, "{before} to {after}");
        }
    }

    #[test]
    fn work_inside_the_organ_changes_no_date(case in any_case(), day in 0..60_i32) {
        let before = on(&case, 30);
        for kind in [
            Kind::Assigned { to: None },
            Kind::ReasonsAsked,
            Kind::ReasonsReceived,
            Kind::ReplyDated,
            Kind::ContactFailed,
        ] {
            let mut busy = case.clone();
            busy.later.push((day, kind));
            let after = on(&busy, 30);
            let dates = |clock: Clock| Clock { steps: Vec::new(), ..clock };
            prop_assert_eq!(dates(before.clone()), dates(after));
        }
    }

    #[test]
    fn the_day_one_looks_changes_only_state_and_days_left(case in any_case(), a in 0..300_i32, b in 0..300_i32) {
        let fixed = |clock: Clock| Clock { as_of: Date::MIN, state: None, days_left: None, ..clock };
        prop_assert_eq!(fixed(on(&case, a)), fixed(on(&case, b)));
    }

    #[test]
    fn what_was_not_yet_known_has_no_say_in_the_state(case in any_case(), looked in 0..120_i32) {
        let known = Case {
            receipt: case.receipt,
            later: case.later.iter().filter(|(days, _)| *days <= looked).cloned().collect(),
        };
        prop_assert_eq!(on(&case, looked).state, on(&known, looked).state);
        prop_assert_eq!(on(&case, looked).days_left, on(&known, looked).days_left);
    }

    #[test]
    fn entering_events_in_another_order_changes_nothing(case in any_case(), turn in 0..12_usize) {
        // Events of one day keep their order, so here each has a day of its own.
        let mut apart = case;
        for (index, (days, _)) in (0..).zip(&mut apart.later) {
            *days = *days * 13 + index + 1;
        }
        let mut turned = apart.clone();
        let length = turned.later.len().max(1);
        turned.later.rotate_left(turn % length);
        prop_assert_eq!(on(&apart, 50), on(&turned, 50));
    }

    #[test]
    fn every_step_has_words_and_an_article_and_no_name(case in any_case()) {
        let mut named = case;
        for (_, kind) in &mut named.later {
            if let Kind::ConsultSent { party, .. } | Kind::OpinionReceived { party } = kind {
                *party = format!("张建国{party}");
            }
        }
        for step in on(&named, 0).steps {
            prop_assert!(!step.text.is_empty() && !step.articles.is_empty(), "{step:?}");
            prop_assert!(!step.text.contains("张建国"), "{step:?}");
        }
    }

    #[test]
    fn the_track_counts_what_the_clock_counts(case in undelayed_case(), looked in 0..120_i32) {
        let clock = on(&case, looked);
        let days = track(&clock, &Calendar::embedded());
        prop_assert_eq!(days.first().map(|day| day.date), clock.day0);
        if let (Some(due), Some(limit)) = (clock.reply_due, clock.limit_wd) {
            let last = days.iter().rfind(|day| day.number.is_some());
            prop_assert_eq!(last.map(|day| (day.date, day.number)), Some((due, Some(limit))));
        }
    }

    #[test]
    fn events_and_clocks_survive_json(case in any_case()) {
        let events = case.events();
        let text = serde_json::to_string(&events).expect("written");
        prop_assert_eq!(&serde_json::from_str::<Vec<ClockEvent>>(&text).expect("read"), &events);
        let clock = on(&case, 20);
        let text = serde_json::to_string(&clock).expect("written");
        prop_assert_eq!(serde_json::from_str::<Clock>(&text).expect("read"), clock);
    }
}
