//! Each row of the states table (the state before, the command, the state and event after), on one calendar:
//! 2025, day 0 on Monday 3 March, first due date 31 March.

use crate::support::{CLERK, Case, HEAD, LEADER, REVIEWER, consult, decision, file, paper, party, sealed};
use gongkai_rules::deadlines::ClockState;
use gongkai_rules::events::{
    Amendment, ConsultationKind, DeliveryWay, Event, Opinion, OutcomeDetail, RemedyKind, RemedyResult, ReplyWay, Step,
};
use gongkai_rules::ids::RemedyId;
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::requests::{Command, NextAct, Refused, StateName, Turn};
use jiff::civil::{Date, date};
use uuid::Uuid;

const MONDAY: Date = date(2025, 3, 3);
const DUE: Date = date(2025, 3, 31);
const REMEDY: RemedyId = RemedyId(Uuid::from_u128(0x4e3));

fn march(day: i8) -> Date {
    date(2025, 3, day)
}

fn last(case: &Case) -> &Event {
    &case.history.last().expect("a case has events").event
}

/// A closed case: disclosed, posted on 14 March.
fn closed() -> Case {
    let mut case = Case::received(MONDAY);
    case.on(march(14)).decides(decision(Outcome::Disclosed)).delivers(march(14));
    case
}

fn remedied(result: RemedyResult) -> Case {
    let mut case = closed();
    let (kind, note) = (RemedyKind::Reconsideration, sealed(30));
    case.on(date(2025, 4, 10));
    case.does(CLERK, Command::OpenRemedy { remedy: REMEDY, kind, simplified: false, on: date(2025, 4, 10), note });
    case.on(date(2025, 6, 9)).does(CLERK, Command::EndRemedy { remedy: REMEDY, on: date(2025, 6, 9), result });
    case
}

#[test]
fn what_comes_by_web_waits_for_confirmation_and_runs_from_that_day() {
    let mut case = Case::submitted(1, Channel::Web, MONDAY, 1);
    assert_eq!((case.state(), case.request.next_act(case.now())), (StateName::Received, NextAct::Confirm));
    assert_eq!(case.clock().state, None);
    case.on(march(4)).does(CLERK, Command::TryContact { on: march(4), note: sealed(2) });
    assert_eq!((case.request.contact_tries, case.state()), (1, StateName::Received));
    case.on(march(6)).does(CLERK, Command::Register { on: march(5), note: Some(sealed(3)) });
    assert_eq!((case.state(), case.request.received_on), (StateName::Handling, Some(march(5))));
    assert_eq!(case.clock().reply_due, Some(date(2025, 4, 2)));
}

#[test]
fn registered_post_runs_from_the_day_it_was_signed_for() {
    let case = Case::received(MONDAY);
    assert_eq!((case.state(), case.clock().reply_due), (StateName::Handling, Some(DUE)));
    assert_eq!(case.request.turn(case.now()), Turn::Clerk);
}

#[test]
fn an_applicant_may_withdraw_from_every_state_before_the_reply_is_delivered() {
    let untouched = Case::submitted(1, Channel::Web, MONDAY, 1);
    let handling = Case::received(MONDAY);
    let mut unclear = handling.clone();
    unclear.asks_clarification();
    let mut unpaid = handling.clone();
    unpaid.charges();
    let mut deciding = handling.clone();
    deciding.does(CLERK, Command::ProposeDecision(decision(Outcome::NotHeld)));
    let mut decided = handling.clone();
    decided.decides(decision(Outcome::NotHeld));
    for mut case in [untouched, handling, unclear, unpaid, deciding, decided] {
        case.on(march(7)).does(CLERK, Command::Withdraw { on: march(7), statement: sealed(4) });
        let closing = case.request.closing().expect("withdrawn is closed").clone();
        assert_eq!((closing.on, closing.outcome), (march(7), Outcome::OtherHandling));
        assert_eq!(closing.detail, Some(OutcomeDetail::Withdrawn));
        assert_eq!(case.clock().state, Some(ClockState::Ended));
        assert_eq!(case.request.case_facts().closed, Some((march(7), Outcome::OtherHandling)));
        assert!(case.request.case_facts().received_on.is_some(), "counts once as new and once as handled");
        assert_eq!(case.refused(CLERK, Command::Withdraw { on: march(7), statement: sealed(4) }), Refused::WrongState);
    }
}

#[test]
fn handing_a_case_to_somebody_does_not_move_the_clock() {
    let mut case = Case::received(MONDAY);
    case.on(march(10)).does(HEAD, Command::Assign { to: CLERK });
    assert_eq!((case.request.assignee, case.clock().reply_due), (Some(CLERK), Some(DUE)));
}

#[test]
fn a_clarification_asked_in_time_starts_the_limit_anew_when_it_comes() {
    let mut case = Case::received(MONDAY);
    case.on(march(12)).asks_clarification();
    assert_eq!((case.state(), case.clock().reply_due), (StateName::AwaitingClarification, None));
    assert_eq!(case.clock().state, Some(ClockState::Paused));
    case.does(CLERK, Command::RecordClarificationDelivered { on: march(12) });
    assert_eq!(case.request.next_act(case.now()), NextAct::AwaitClarification(Some(date(2025, 4, 2))));
    case.on(march(20)).does(CLERK, Case::clarified(march(20)));
    assert_eq!((case.state(), case.clock().reply_due), (StateName::Handling, Some(date(2025, 4, 18))));
}

#[test]
fn a_clarification_asked_after_seven_working_days_leaves_the_limit_running() {
    let mut case = Case::received(MONDAY);
    case.on(march(13)).asks_clarification();
    assert_eq!((case.state(), case.clock().reply_due), (StateName::AwaitingClarification, Some(DUE)));
    case.on(march(20)).does(CLERK, Case::clarified(march(20)));
    assert_eq!((case.state(), case.clock().reply_due), (StateName::Handling, Some(DUE)));
}

#[test]
fn a_clarification_asked_late_and_never_answered_can_still_be_closed() {
    let mut case = Case::received(MONDAY);
    case.on(march(13)).asks_clarification().does(CLERK, Command::RecordClarificationDelivered { on: march(13) });
    case.on(date(2025, 4, 8));
    assert_eq!(case.request.next_act(case.now()), NextAct::CloseUnclarified);
    case.steps(Step::Abandon { note: sealed(5) });
    assert_eq!(case.request.closing().map(|closing| closing.outcome), Some(Outcome::NotClarifiedInTime));
    assert_eq!(case.clock().state, Some(ClockState::Ended));
}

#[test]
fn a_late_clarification_needs_a_good_reason() {
    let mut case = Case::received(MONDAY);
    case.on(march(4)).asks_clarification().does(CLERK, Command::RecordClarificationDelivered { on: march(4) });
    case.on(march(27));
    assert_eq!(case.refused(CLERK, Case::clarified(march(26))), Refused::LateClarification(march(25)));
    let (content, good_reason) = (sealed(6), Some(sealed(7)));
    case.does(CLERK, Command::ReceiveClarification { on: march(26), content, files: vec![file(3)], good_reason });
    assert_eq!((case.state(), case.clock().day0), (StateName::Handling, Some(march(26))));
    assert_eq!(case.request.files, [file(3)]);
}

#[test]
fn silence_on_a_clarification_closes_the_case_from_the_day_after_with_the_head() {
    let mut case = Case::received(MONDAY);
    case.on(march(4)).asks_clarification().does(CLERK, Command::RecordClarificationDelivered { on: march(4) });
    case.on(march(26)).steps(Step::Abandon { note: sealed(5) });
    assert_eq!(case.request.case_facts().closed, Some((march(26), Outcome::NotClarifiedInTime)));
    assert!(matches!(last(&case), Event::Abandoned { outcome: Outcome::NotClarifiedInTime, .. }));
}

#[test]
fn a_consulted_third_party_takes_its_days_out_of_the_limit() {
    let mut case = Case::received(MONDAY);
    case.on(march(6)).steps(consult(1, ConsultationKind::ThirdParty));
    case.on(march(8)).does(CLERK, Command::RecordConsultationDelivered { consultation: party(1), on: march(8) });
    assert_eq!(case.request.next_act(case.now()), NextAct::AwaitOpinion(march(28)));
    assert_eq!(case.clock().state, Some(ClockState::Paused));
    case.on(march(21)).answers(1, march(20), Opinion::Consents);
    assert_eq!((case.clock().excluded_wd, case.clock().reply_due), (Some(10), Some(date(2025, 4, 15))));
}

#[test]
fn a_silent_party_lapses_after_its_fifteen_working_days() {
    let mut case = Case::received(MONDAY);
    case.on(march(6)).steps(consult(1, ConsultationKind::JointOrgan));
    case.on(march(10)).does(CLERK, Command::RecordConsultationDelivered { consultation: party(1), on: march(10) });
    case.on(march(31));
    assert_eq!(case.refused(CLERK, Command::RecordLapse { consultation: party(1) }), Refused::LimitRunning(march(31)));
    case.on(date(2025, 4, 1));
    assert_eq!(case.request.next_act(case.now()), NextAct::RecordLapse);
    case.does(CLERK, Command::RecordLapse { consultation: party(1) });
    assert_eq!(case.clock().reply_due, Some(date(2025, 4, 24)));
    let again =
        Command::RecordOpinion { consultation: party(1), on: march(20), opinion: Opinion::Objects, words: None };
    assert_eq!(case.refused(CLERK, again), Refused::ConsultationEnded);
}

/// 第三十五条: reasons, and 延迟答复 to a date that is told.
#[test]
fn reasons_are_asked_given_and_a_later_date_fixed() {
    let mut case = Case::received(MONDAY);
    let delay = Command::Delay { until: date(2025, 5, 30), paper: paper(9) };
    assert_eq!(case.refused(HEAD, delay.clone()), Refused::NoReasons);
    case.steps(Step::AskReasons { facts: sealed(8) });
    assert_eq!((case.state(), case.clock().reply_due), (StateName::Handling, Some(DUE)), "the clock runs on");
    case.on(march(12)).does(CLERK, Command::ReceiveReasons { on: march(12), words: sealed(9) });
    let too_early = Command::Delay { until: DUE, paper: paper(9) };
    assert_eq!(case.refused(HEAD, too_early), Refused::DelayNotLater(DUE));
    case.does(HEAD, delay);
    assert_eq!(case.clock().reply_due, Some(date(2025, 5, 30)));
    let step = Step::Extend { days: 20, reason: sealed(1) };
    assert_eq!(case.refused(CLERK, Command::Propose(step)), Refused::AlreadyDelayed(date(2025, 5, 30)));
}

#[test]
fn an_extension_is_counted_on_from_the_first_due_date() {
    let mut case = Case::received(MONDAY);
    case.on(DUE).extends(10);
    assert_eq!((case.clock().first_due, case.clock().reply_due), (Some(DUE), Some(date(2025, 4, 15))));
    assert!(matches!(last(&case), Event::Extended { days: 10, consent_by: HEAD, .. }));
}

#[test]
fn what_the_head_declines_has_no_effect_and_may_be_proposed_again() {
    let mut case = Case::received(MONDAY);
    let proposal = case.proposes(Step::Extend { days: 20, reason: sealed(20) });
    assert_eq!((case.request.turn(case.now()), case.request.next_act(case.now())), (Turn::Head, NextAct::Consent));
    let again = Command::Propose(Step::Extend { days: 10, reason: sealed(20) });
    assert_eq!(case.refused(CLERK, again), Refused::AlreadyProposed);
    case.does(HEAD, Command::Decline { proposal, comment: sealed(21) });
    assert_eq!((case.request.pending.len(), case.clock().reply_due), (0, Some(DUE)));
    assert_eq!(case.refused(HEAD, Command::Consent { proposal, paper: Some(paper(1)) }), Refused::Unknown);
    case.extends(10);
}

/// 第四十二条 and the fee rules that stand on it.
#[test]
fn a_fee_stops_the_clock_and_its_payment_starts_it_anew() {
    let mut case = Case::received(MONDAY);
    case.on(march(5)).charges().does(CLERK, Command::RecordFeeNoticeDelivered { on: march(5) });
    assert_eq!((case.state(), case.clock().reply_due), (StateName::AwaitingPayment, None));
    assert_eq!(case.request.next_act(case.now()), NextAct::AwaitPayment(Some(date(2025, 4, 2))));
    case.on(march(20)).does(CLERK, Command::RecordPayment { on: march(20) });
    assert_eq!((case.state(), case.clock().reply_due), (StateName::Handling, Some(date(2025, 4, 18))));
    let second = Command::Propose(Step::ChargeFee { yuan: 40, basis: sealed(1) });
    assert_eq!(case.refused(CLERK, second), Refused::AlreadyProposed, "it would make the first payment unsaid");
}

#[test]
fn a_fee_taken_back_leaves_the_old_clock() {
    let mut case = Case::received(MONDAY);
    case.on(march(5)).charges();
    case.on(march(10)).does(HEAD, Command::RevokeFee { reason: sealed(10) });
    assert_eq!((case.state(), case.clock().reply_due), (StateName::Handling, Some(DUE)));
    case.charges();
    assert_eq!(case.state(), StateName::AwaitingPayment, "the right sum may be asked for");
}

#[test]
fn an_unpaid_fee_closes_the_case_from_the_day_after() {
    let mut case = Case::received(MONDAY);
    case.on(march(5)).charges().does(CLERK, Command::RecordFeeNoticeDelivered { on: march(5) });
    case.on(date(2025, 4, 2));
    let step = Step::Abandon { note: sealed(5) };
    assert_eq!(case.refused(CLERK, Command::Propose(step.clone())), Refused::NotBeforeEndOf(date(2025, 4, 2)));
    case.on(date(2025, 4, 3));
    assert_eq!(
        case.refused(CLERK, Command::RecordPayment { on: date(2025, 4, 3) }),
        Refused::AfterDue(date(2025, 4, 2))
    );
    case.steps(step);
    assert_eq!(case.request.case_facts().closed, Some((date(2025, 4, 3), Outcome::FeeNotPaid)));
}

#[test]
fn a_decision_goes_back_comes_again_and_is_approved_signed_and_delivered() {
    let mut case = Case::received(MONDAY);
    case.does(CLERK, Command::ProposeDecision(decision(Outcome::NotHeld)));
    assert_eq!((case.state(), case.request.turn(case.now())), (StateName::Deciding, Turn::Reviewer));
    case.does(REVIEWER, Command::ReturnDecision { comment: sealed(11) });
    assert_eq!(case.state(), StateName::Handling);
    case.does(CLERK, Command::ProposeDecision(decision(Outcome::NotHeld)));
    case.does(REVIEWER, Command::ApproveDecision { hash: "hash".into() });
    assert_eq!((case.state(), case.request.turn(case.now())), (StateName::Approved, Turn::Signatory));
    case.does(LEADER, Command::ReturnDecision { comment: sealed(11) });
    case.on(march(14)).decides(decision(Outcome::NotHeld));
    assert_eq!((case.state(), case.request.next_act(case.now())), (StateName::Decided, NextAct::Deliver));
    case.on(march(18));
    let early = Command::Deliver { way: DeliveryWay::InPerson, on: march(13), tracking: None };
    assert_eq!(case.refused(CLERK, early), Refused::Before(march(14)), "no letter is delivered before it is signed");
    case.delivers(march(17));
    assert_eq!(case.clock().effective_on, Some(march(17)));
    assert_eq!((case.clock().in_time, case.state()), (Some(true), StateName::Closed));
    case.does(CLERK, Command::RecordDeliveryFailure { note: sealed(12) });
    assert_eq!(case.state(), StateName::Closed, "posting to the address given counts");
}

#[test]
fn the_reviewer_may_sign_where_somebody_else_drafted() {
    let mut case = Case::received(MONDAY);
    case.does(CLERK, Command::ProposeDecision(decision(Outcome::NotHeld)));
    case.does(HEAD, Command::ApproveDecision { hash: "hash".into() });
    case.does(HEAD, Command::SignDecision { hash: "hash".into(), paper: paper(1) });
    assert_eq!(case.state(), StateName::Decided);
}

#[test]
fn a_reply_on_the_site_not_chosen_waits_for_its_opening() {
    let mut case = Case::received(MONDAY);
    case.on(march(14)).decides(decision(Outcome::NotHeld)).does(CLERK, Command::PutAtDisposal);
    assert_eq!(case.request.next_act(case.now()), NextAct::AwaitOpening);
    assert_eq!(case.state(), StateName::Decided, "not in force before it is opened");
    assert_eq!(case.refused(CLERK, Command::PutAtDisposal), Refused::WrongState);
}

#[test]
fn a_closed_case_is_archived_when_no_remedy_is_open() {
    let mut case = closed();
    case.on(march(20));
    let (kind, note) = (RemedyKind::DirectSuit, sealed(30));
    case.does(CLERK, Command::OpenRemedy { remedy: REMEDY, kind, simplified: true, on: march(20), note });
    assert_eq!(case.refused(CLERK, Command::Archive), Refused::RemedyOpen);
    case.does(CLERK, Command::NoteRemedy { remedy: REMEDY, on: march(20), note });
    case.does(CLERK, Command::EndRemedy { remedy: REMEDY, on: march(20), result: RemedyResult::Upheld });
    case.does(CLERK, Command::Archive);
    assert_eq!((case.state(), case.request.next_act(case.now())), (StateName::Archived, NextAct::Nothing));
    assert_eq!(case.refused(CLERK, Command::Archive), Refused::WrongState);
}

#[test]
fn a_remedy_reopens_the_case_and_section_three_stays() {
    for archived in [false, true] {
        let mut case = remedied(RemedyResult::Corrected);
        if archived {
            case.does(CLERK, Command::Archive);
        }
        case.on(date(2025, 6, 10)).does(HEAD, Command::Reopen { on: date(2025, 6, 10), limit: Some(15) });
        assert_eq!((case.state(), case.clock().day0), (StateName::Handling, Some(date(2025, 6, 10))));
        assert_eq!(case.clock().reply_due, Some(date(2025, 7, 1)));
        case.on(date(2025, 6, 20)).decides(decision(Outcome::StateSecret)).delivers(date(2025, 6, 20));
        assert_eq!(case.request.case_facts().closed, Some((march(14), Outcome::Disclosed)), "the first reply counts");
        assert_eq!(case.request.closing().map(|closing| closing.outcome), Some(Outcome::StateSecret));
        assert_eq!(case.clock().effective_on, Some(date(2025, 6, 20)));
    }
}

#[test]
fn reopened_decided_and_closed_on_one_day_the_clock_follows_the_order_of_things() {
    let mut case = Case::received(MONDAY);
    case.on(march(14)).decides(decision(Outcome::NotHeld)).delivers(march(14));
    let (kind, note) = (RemedyKind::Reconsideration, sealed(30));
    case.does(CLERK, Command::OpenRemedy { remedy: REMEDY, kind, simplified: false, on: march(14), note });
    case.does(CLERK, Command::EndRemedy { remedy: REMEDY, on: march(14), result: RemedyResult::Corrected });
    case.does(HEAD, Command::Reopen { on: march(14), limit: None });
    assert_eq!(case.clock().state, Some(ClockState::Running));
    case.decides(decision(Outcome::NotHeld)).delivers(march(14));
    assert_eq!(case.clock().state, Some(ClockState::Done));
}

#[test]
fn without_a_remedy_nothing_is_reopened() {
    let mut case = closed();
    assert_eq!(case.refused(HEAD, Command::Reopen { on: march(14), limit: None }), Refused::NoRemedy);
    let mut open = Case::received(MONDAY);
    assert_eq!(open.refused(HEAD, Command::Reopen { on: MONDAY, limit: None }), Refused::WrongState);
}

#[test]
fn midnight_after_the_last_day_makes_it_late_and_nothing_else() {
    let mut case = Case::received(MONDAY);
    case.on(date(2025, 4, 1));
    assert_eq!((case.clock().state, case.clock().days_left), (Some(ClockState::Overdue), Some(-1)));
    assert_eq!(case.state(), StateName::Handling);
    case.decides(decision(Outcome::NotHeld)).delivers(date(2025, 4, 1));
    assert_eq!(case.clock().in_time, Some(false));
}

#[test]
fn a_title_is_short_and_settled_in_any_state() {
    let mut case = closed();
    case.does(CLERK, Command::Title("  加装电梯补贴发放名单 ".into()));
    assert_eq!(case.request.title.as_deref(), Some("加装电梯补贴发放名单"));
    assert_eq!(case.refused(CLERK, Command::Title("　".into())), Refused::Title);
    assert_eq!(case.refused(CLERK, Command::Title("题".repeat(101))), Refused::Title);
}

#[test]
fn notices_opened_or_phoned_about_no_longer_wait() {
    let mut case = Case::received(MONDAY);
    case.asks_clarification();
    let by = |case: &Case, way| case.request.papers.iter().filter(|paper| paper.waits_for_opening(way)).count();
    let waits = |case: &Case| by(case, ReplyWay::Site);
    assert_eq!((waits(&case), by(&case, ReplyWay::Post)), (1, 0), "who chose the post has it by post");
    let mut phoned = case.clone();
    phoned.does(CLERK, Command::PhoneAboutPaper { paper: paper(70).id, note: sealed(1) });
    case.does(CLERK, Command::OpenPaper { paper: paper(70).id });
    assert_eq!((waits(&case), waits(&phoned)), (0, 0));
    assert_eq!(case.refused(CLERK, Command::OpenPaper { paper: paper(71).id }), Refused::Unknown);
}

#[test]
fn an_amendment_keeps_its_reason_and_its_consent() {
    let mut case = Case::received(MONDAY);
    let step = Step::Amend { amendment: Amendment::Channel(Channel::Counter), reason: sealed(40) };
    let proposal = case.proposes(step);
    assert_eq!(case.request.channel, Channel::PostSigned, "not before the head consents");
    case.does(HEAD, Command::Consent { proposal, paper: None });
    assert_eq!(case.request.channel, Channel::Counter);
    assert!(matches!(last(&case), Event::RecordAmended { consent_by: HEAD, .. }));
}
