//! 更正登记: the right fact in the old event's place, the history keeps both.

use crate::support::{CLERK, Case, HEAD, decision, sealed};
use gongkai_rules::deadlines::ClockState;
use gongkai_rules::events::{Amendment, DeliveryWay, Event, OutcomeDetail, RemedyKind, RemedyResult, Step};
use gongkai_rules::ids::{RemedyId, RequestId};
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::reporting::{Column, Row, count};
use gongkai_rules::requests::{Command, NextAct, Refused, StateName};
use jiff::civil::{Date, date};
use uuid::Uuid;

const MONDAY: Date = date(2025, 3, 3);
const OTHER: RequestId = RequestId(Uuid::from_u128(0x77));

fn amends(case: &mut Case, amendment: Amendment) {
    case.steps(Step::Amend { amendment, reason: sealed(40) });
}

fn refused(case: &mut Case, amendment: Amendment) -> Refused {
    case.refused(CLERK, Command::Propose(Step::Amend { amendment, reason: sealed(40) }))
}

/// In which cells of the total column the case counts.
fn counts(case: &Case, year: i16) -> Vec<Row> {
    let (table, _) = count(year, [&case.request.case_facts()]);
    Row::PRINTED.into_iter().filter(|row| table.get(*row, Column::Total) == Some(1)).collect()
}

#[test]
fn the_clock_follows_a_corrected_day_of_receipt_and_the_history_keeps_both() {
    let mut case = Case::submitted(1, Channel::Web, date(2025, 2, 27), 1);
    case.on(MONDAY).does(CLERK, Command::Register { on: MONDAY, note: None });
    assert_eq!(case.clock().reply_due, Some(date(2025, 3, 31)));
    case.on(date(2025, 3, 10));
    amends(&mut case, Amendment::ReceivedOn(date(2025, 2, 28)));
    assert_eq!((case.clock().reply_due, case.request.received_on), (Some(date(2025, 3, 28)), Some(date(2025, 2, 28))));
    let registered = case.history.iter().find(|recorded| matches!(recorded.event, Event::Registered { .. }));
    assert_eq!(registered.map(|recorded| recorded.effective_on), Some(MONDAY), "the old event stays");
    amends(&mut case, Amendment::ReceivedOn(MONDAY));
    assert_eq!(case.clock().reply_due, Some(date(2025, 3, 31)), "the last correction counts");
}

#[test]
fn a_receipt_moved_over_the_turn_of_the_year_counts_in_the_other_year() {
    let mut case = Case::submitted(1, Channel::Web, date(2024, 12, 30), 1);
    case.on(date(2025, 1, 2)).does(CLERK, Command::Register { on: date(2025, 1, 2), note: None });
    assert_eq!((counts(&case, 2024), counts(&case, 2025)), (vec![], vec![Row::NewlyReceived, Row::CarriedOut]));
    amends(&mut case, Amendment::ReceivedOn(date(2024, 12, 31)));
    assert_eq!(counts(&case, 2024), [Row::NewlyReceived, Row::CarriedOut]);
    assert_eq!(counts(&case, 2025), [Row::CarriedIn, Row::CarriedOut]);
}

#[test]
fn what_was_handed_in_earlier_than_written_down_is_received_and_arrived_on_the_right_day() {
    let mut case = Case::received(date(2025, 1, 6));
    assert_eq!(counts(&case, 2025), [Row::NewlyReceived, Row::CarriedOut]);
    amends(&mut case, Amendment::ReceivedOn(date(2024, 12, 31)));
    let right = date(2024, 12, 31);
    assert_eq!((case.request.submitted_on, case.request.received_on), (right, Some(right)));
    assert_eq!(case.clock().received_on, Some(right));
    assert_eq!(counts(&case, 2024), [Row::NewlyReceived, Row::CarriedOut]);
    let before_the_law = Amendment::ReceivedOn(date(2019, 5, 14));
    assert_eq!(refused(&mut case, before_the_law), Refused::Before(date(2019, 5, 15)));

    let mut on_the_site = Case::submitted(1, Channel::Web, MONDAY, 1);
    on_the_site.does(CLERK, Command::Register { on: MONDAY, note: None });
    on_the_site.on(date(2025, 3, 6));
    let earlier = Amendment::ReceivedOn(date(2025, 3, 1));
    assert_eq!(refused(&mut on_the_site, earlier), Refused::Before(MONDAY), "its submission is on record");
}

#[test]
fn a_receipt_cannot_be_moved_behind_what_was_done_after_it() {
    let mut case = Case::received(MONDAY);
    case.on(date(2025, 3, 6)).asks_clarification();
    case.on(date(2025, 3, 20)).does(CLERK, Case::clarified(date(2025, 3, 20)));
    assert_eq!(refused(&mut case, Amendment::ReceivedOn(date(2025, 3, 7))), Refused::After(date(2025, 3, 6)));
    assert_eq!(refused(&mut case, Amendment::ReceivedOn(date(2025, 3, 21))), Refused::InTheFuture);
    assert_eq!(refused(&mut case, Amendment::ReceivedOn(MONDAY)), Refused::Amendment, "it changes nothing");
    amends(&mut case, Amendment::ReceivedOn(date(2025, 3, 4)));
    assert_eq!(case.clock().day0, Some(date(2025, 3, 20)), "the clarification's day 0 stays");
    assert_eq!(case.clock().received_on, Some(date(2025, 3, 4)));
}

#[test]
fn channel_and_kind_of_applicant_are_put_right_in_every_state() {
    let open = Case::submitted(1, Channel::Web, MONDAY, 1);
    let handling = Case::received(MONDAY);
    let mut closed = handling.clone();
    closed.decides(decision(Outcome::NotHeld)).delivers(MONDAY);
    let mut archived = closed.clone();
    archived.does(CLERK, Command::Archive);
    for mut case in [open, handling, closed, archived] {
        let state = case.state();
        amends(&mut case, Amendment::Channel(Channel::Email));
        amends(&mut case, Amendment::ApplicantKind(ApplicantKind::Company));
        assert_eq!((case.request.channel, case.request.applicant_kind), (Channel::Email, ApplicantKind::Company));
        assert_eq!(case.state(), state);
        assert_eq!(refused(&mut case, Amendment::ApplicantKind(ApplicantKind::Company)), Refused::Amendment);
    }
}

#[test]
fn a_wrong_row_is_put_right_and_loses_the_sub_kind_of_the_old_one() {
    let mut case = Case::received(MONDAY);
    case.decides(decision(Outcome::Disclosed)).delivers(MONDAY);
    amends(&mut case, Amendment::Outcome(Outcome::PartlyDisclosed));
    let closing = case.request.closing().expect("closed").clone();
    assert_eq!(
        (closing.outcome, closing.detail, closing.way),
        (Outcome::PartlyDisclosed, None, Some(DeliveryWay::Post))
    );
    let row = Row::of(Outcome::PartlyDisclosed);
    assert_eq!(counts(&case, 2025), [Row::NewlyReceived, row, Row::Total]);
    let mut withdrawn = Case::received(MONDAY);
    withdrawn.does(CLERK, Command::Withdraw { on: MONDAY, statement: sealed(1) });
    assert_eq!(withdrawn.request.closing().and_then(|closing| closing.detail.clone()), Some(OutcomeDetail::Withdrawn));
    amends(&mut withdrawn, Amendment::Outcome(Outcome::NotHeld));
    assert_eq!(withdrawn.request.closing().map(|closing| closing.detail.clone()), Some(None));
}

#[test]
fn an_open_case_has_no_row_and_no_closing_day_to_put_right() {
    let mut case = Case::received(MONDAY);
    assert_eq!(refused(&mut case, Amendment::Outcome(Outcome::NotHeld)), Refused::Amendment);
    assert_eq!(refused(&mut case, Amendment::ClosedOn(MONDAY)), Refused::Amendment);
}

#[test]
fn a_closing_day_lies_between_the_signature_and_the_reopening() {
    let mut case = Case::received(MONDAY);
    case.on(date(2025, 3, 14)).decides(decision(Outcome::NotHeld));
    case.on(date(2025, 3, 20)).delivers(date(2025, 3, 17));
    assert_eq!(refused(&mut case, Amendment::ClosedOn(date(2025, 3, 13))), Refused::Before(date(2025, 3, 14)));
    amends(&mut case, Amendment::ClosedOn(date(2025, 3, 19)));
    assert_eq!(case.request.case_facts().closed, Some((date(2025, 3, 19), Outcome::NotHeld)));
    assert_eq!(case.clock().effective_on, Some(date(2025, 3, 19)));
    let (remedy, kind) = (RemedyId(Uuid::from_u128(1)), RemedyKind::DirectSuit);
    let (on, note) = (date(2025, 3, 20), sealed(2));
    case.does(CLERK, Command::OpenRemedy { remedy, kind, simplified: false, on, note });
    case.does(CLERK, Command::EndRemedy { remedy, on, result: RemedyResult::Corrected });
    case.does(HEAD, Command::Reopen { on, limit: None });
    case.on(date(2025, 3, 25));
    assert_eq!(refused(&mut case, Amendment::ClosedOn(date(2025, 3, 21))), Refused::After(on));
    amends(&mut case, Amendment::ClosedOn(on));
    assert_eq!(case.clock().state, Some(ClockState::Running), "closed, then reopened, on one day");
}

#[test]
fn a_duplicate_counts_nowhere_and_is_closed_wherever_it_stood() {
    let open = Case::submitted(1, Channel::Web, MONDAY, 1);
    let mut handling = Case::received(MONDAY);
    handling.proposes(Step::Extend { days: 5, reason: sealed(1) });
    let mut closed = Case::received(MONDAY);
    closed.decides(decision(Outcome::NotHeld)).delivers(MONDAY);
    for mut case in [open, handling, closed] {
        amends(&mut case, Amendment::DuplicateOf(OTHER));
        assert_eq!((case.request.duplicate_of, case.state()), (Some(OTHER), StateName::Closed));
        assert_eq!((counts(&case, 2025), counts(&case, 2026)), (vec![], vec![]));
        assert_eq!(case.request.next_act(case.now()), NextAct::Archive, "nothing waits for the head any more");
        assert_eq!(refused(&mut case, Amendment::DuplicateOf(OTHER)), Refused::Amendment);
    }
    let mut itself = Case::received(MONDAY);
    let own = itself.request.id;
    assert_eq!(refused(&mut itself, Amendment::DuplicateOf(own)), Refused::Amendment);
}

#[test]
fn a_duplicate_has_no_reply_no_remedies_and_is_not_reopened() {
    let mut case = Case::received(MONDAY);
    amends(&mut case, Amendment::DuplicateOf(OTHER));
    let clock = case.clock();
    assert_eq!((clock.state, clock.effective_on, clock.suit_until), (Some(ClockState::Ended), None, None));
    let (remedy, note) = (RemedyId(Uuid::from_u128(1)), sealed(2));
    let kind = RemedyKind::Reconsideration;
    case.does(CLERK, Command::OpenRemedy { remedy, kind, simplified: false, on: MONDAY, note });
    case.does(CLERK, Command::EndRemedy { remedy, on: MONDAY, result: RemedyResult::Other });
    assert_eq!(case.refused(HEAD, Command::Reopen { on: MONDAY, limit: None }), Refused::WrongState);
}

#[test]
fn a_correction_that_waits_for_the_head_outlives_the_closing() {
    let mut case = Case::received(MONDAY);
    let extension = case.proposes(Step::Extend { days: 5, reason: sealed(1) });
    let amendment = Amendment::ApplicantKind(ApplicantKind::Company);
    let correction = case.proposes(Step::Amend { amendment, reason: sealed(40) });
    case.decides(decision(Outcome::NotHeld)).delivers(MONDAY);
    let consent = |proposal| Command::Consent { proposal, paper: Some(crate::support::paper(1)) };
    assert_eq!(case.refused(HEAD, consent(extension)), Refused::Unknown, "overtaken");
    case.does(HEAD, consent(correction));
    assert_eq!(case.request.applicant_kind, ApplicantKind::Company);
}

#[test]
fn a_corrected_withdrawal_before_confirmation_keeps_one_day_for_receipt_and_closing() {
    let mut case = Case::submitted(1, Channel::Web, MONDAY, 1);
    case.on(date(2025, 3, 7)).does(CLERK, Command::Withdraw { on: date(2025, 3, 6), statement: sealed(1) });
    assert_eq!(refused(&mut case, Amendment::ReceivedOn(date(2025, 3, 7))), Refused::After(date(2025, 3, 6)));
    amends(&mut case, Amendment::ReceivedOn(date(2025, 3, 4)));
    amends(&mut case, Amendment::ClosedOn(date(2025, 3, 5)));
    let facts = case.request.case_facts();
    assert_eq!((facts.received_on, facts.closed.map(|(on, _)| on)), (Some(date(2025, 3, 4)), Some(date(2025, 3, 5))));
}
