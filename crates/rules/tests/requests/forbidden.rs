//! What the law sheet forbids, each with its test.

use crate::support::{CLERK, Case, HEAD, REVIEWER, consult, decision, decisions, paper, party, sealed};
use gongkai_rules::deadlines::Silence;
use gongkai_rules::events::{ConsultationKind, Opinion, OutcomeDetail, Step};
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::people::Role;
use gongkai_rules::permissions::{Action, rule};
use gongkai_rules::requests::{Command, Refused, row_of};
use jiff::civil::{Date, date};

const MONDAY: Date = date(2025, 3, 3);
const DUE: Date = date(2025, 3, 31);
const AFTER: Date = date(2025, 4, 1);

#[test]
fn a_second_clarification() {
    let mut case = Case::received(MONDAY);
    case.asks_clarification().does(CLERK, Case::clarified(MONDAY));
    let again = Command::AskClarification { paper: paper(1), period: 15 };
    assert_eq!(case.refused(CLERK, again), Refused::SecondClarification);
}

#[test]
fn a_second_extension() {
    let mut case = Case::received(MONDAY);
    case.extends(5);
    let again = Command::Propose(Step::Extend { days: 5, reason: sealed(1) });
    assert_eq!(case.refused(CLERK, again), Refused::SecondExtension);
}

#[test]
fn an_extension_of_none_or_more_than_twenty_working_days() {
    let mut case = Case::received(MONDAY);
    for days in [0, 21, 255] {
        let step = Step::Extend { days, reason: sealed(1) };
        assert_eq!(case.refused(CLERK, Command::Propose(step)), Refused::ExtensionDays(days));
    }
}

#[test]
fn an_extension_or_fee_notice_after_the_due_date_whenever_it_was_proposed() {
    for step in [Step::Extend { days: 5, reason: sealed(1) }, Step::ChargeFee { yuan: 100, basis: sealed(1) }] {
        let mut case = Case::received(MONDAY);
        let proposal = case.on(DUE).proposes(step.clone());
        case.on(AFTER);
        let consent = Command::Consent { proposal, paper: Some(paper(1)) };
        assert_eq!(case.refused(HEAD, consent), Refused::AfterDue(DUE), "consented to a day late");
        let mut late = Case::received(MONDAY);
        assert_eq!(late.on(AFTER).refused(CLERK, Command::Propose(step)), Refused::AfterDue(DUE));
    }
}

#[test]
fn a_delay_after_the_due_date() {
    let mut case = Case::received(MONDAY);
    case.steps(Step::AskReasons { facts: sealed(8) });
    case.on(AFTER).does(CLERK, Command::ReceiveReasons { on: DUE, words: sealed(9) });
    let delay = Command::Delay { until: date(2025, 5, 30), paper: paper(9) };
    assert_eq!(case.refused(HEAD, delay), Refused::AfterDue(DUE));
}

#[test]
fn consent_by_anyone_but_the_head() {
    assert_eq!(rule(Action::ConsentStep).map(|rule| rule.roles), Some(&[Role::Head][..]));
    let mut case = Case::received(MONDAY);
    let proposal = case.proposes(Step::Extend { days: 5, reason: sealed(1) });
    assert_eq!(case.tries(None, Command::Consent { proposal, paper: Some(paper(1)) }), Err(Refused::NeedsPerson));
    assert_eq!(case.refused(HEAD, Command::Consent { proposal, paper: None }), Refused::NeedsLetter, "not untold");
}

#[test]
fn repeated_without_an_earlier_reply_to_the_same_applicant() {
    let mut case = Case::received(MONDAY);
    let command = Command::ProposeDecision(decision(Outcome::Repeated));
    assert_eq!(case.refused(CLERK, command.clone()), Refused::NoEarlierReply);
    case.earlier_replies = 1;
    case.does(CLERK, command);
}

/// 第三十七条: 区分处理 gives what can be given.
#[test]
fn partly_disclosed_with_nothing_given() {
    let mut case = Case::received(MONDAY);
    let row = (Outcome::PartlyDisclosed, None);
    let command = Command::ProposeDecision(decisions(std::slice::from_ref(&row), row.clone(), false));
    assert_eq!(case.refused(CLERK, command), Refused::NothingGiven);
}

#[test]
fn disclosed_with_a_withheld_part() {
    let mut case = Case::submitted(1, Channel::PostSigned, MONDAY, 2);
    case.does(CLERK, Command::Register { on: MONDAY, note: None });
    let given = (Outcome::Disclosed, Some(OutcomeDetail::Provided));
    let withheld = (Outcome::StateSecret, None);
    let each = [given.clone(), withheld];
    assert_eq!(case.refused(CLERK, Command::ProposeDecision(decisions(&each, given, true))), Refused::Row);
    case.does(CLERK, Command::ProposeDecision(decisions(&each, (Outcome::PartlyDisclosed, None), true)));
}

#[test]
fn disclosed_without_a_file_unless_it_is_public_already() {
    let mut case = Case::received(MONDAY);
    let given = (Outcome::Disclosed, Some(OutcomeDetail::Provided));
    let command = Command::ProposeDecision(decisions(std::slice::from_ref(&given), given.clone(), false));
    assert_eq!(case.refused(CLERK, command), Refused::NothingGiven);
    let public = (Outcome::Disclosed, Some(OutcomeDetail::AlreadyPublished));
    case.does(CLERK, Command::ProposeDecision(decisions(std::slice::from_ref(&public), public.clone(), false)));
}

#[test]
fn closing_as_abandoned_on_the_last_day_or_before_the_period_is_known_to_run() {
    let mut case = Case::received(MONDAY);
    case.on(date(2025, 3, 4)).asks_clarification();
    let step = Command::Propose(Step::Abandon { note: sealed(5) });
    case.on(date(2025, 6, 4));
    assert_eq!(case.refused(CLERK, step.clone()), Refused::NoticeNotDelivered, "however long ago it was sent");
    case.does(CLERK, Command::RecordClarificationDelivered { on: date(2025, 3, 6) });
    let last = date(2025, 3, 27);
    case.on(last);
    assert_eq!(case.refused(CLERK, step.clone()), Refused::NotBeforeEndOf(last));
    case.on(date(2025, 3, 28)).does(CLERK, step);
}

/// 第三十二条 and 第三十四条: the same silence, two meanings.
#[test]
fn counting_the_silence_of_a_third_party_as_consent_or_of_a_joint_organ_as_refusal() {
    for (kind, silence) in [
        (ConsultationKind::ThirdParty, Silence::None),
        (ConsultationKind::OtherOrgan, Silence::None),
        (ConsultationKind::JointOrgan, Silence::Consent),
    ] {
        let mut case = Case::received(MONDAY);
        case.steps(consult(1, kind));
        case.on(AFTER).does(CLERK, Command::RecordLapse { consultation: party(1) });
        assert_eq!(case.clock().silence, Some(silence), "{kind:?}");
        let end = case.request.consultations.first().and_then(|consultation| consultation.end.clone());
        assert!(
            !matches!(end, Some(gongkai_rules::requests::ConsultationEnd::Answered { .. })),
            "silence is no opinion: {end:?}"
        );
    }
}

#[test]
fn third_party_rights_without_having_asked_or_while_it_may_still_answer() {
    let mut case = Case::received(MONDAY);
    let command = Command::ProposeDecision(decision(Outcome::ThirdPartyRights));
    assert_eq!(case.refused(CLERK, command.clone()), Refused::NotConsulted);
    case.steps(consult(1, ConsultationKind::ThirdParty));
    assert_eq!(case.refused(CLERK, command.clone()), Refused::ConsultationOpen);
    for outcome in [Outcome::Disclosed, Outcome::PartlyDisclosed] {
        assert_eq!(case.refused(CLERK, Command::ProposeDecision(decision(outcome))), Refused::ConsultationOpen);
    }
    case.answers(1, MONDAY, Opinion::Objects).does(CLERK, command);
}

/// 第三十条、第三十五条: what a row rests on must have happened.
#[test]
fn rows_whose_condition_is_not_on_record() {
    let mut case = Case::received(MONDAY);
    for (outcome, refused) in [
        (Outcome::ExcessiveWithoutReason, Refused::ReasonsNotAsked),
        (Outcome::StillUnclear, Refused::NotClarified),
        (Outcome::NotClarifiedInTime, Refused::NotAReply),
        (Outcome::FeeNotPaid, Refused::NotAReply),
    ] {
        assert_eq!(case.refused(CLERK, Command::ProposeDecision(decision(outcome))), refused);
    }
    case.asks_clarification().does(CLERK, Case::clarified(MONDAY));
    case.steps(Step::AskReasons { facts: sealed(8) });
    for outcome in [Outcome::ExcessiveWithoutReason, Outcome::StillUnclear] {
        case.clone().does(CLERK, Command::ProposeDecision(decision(outcome)));
    }
}

#[test]
fn a_matter_left_out_decided_twice_or_not_asked() {
    let mut case = Case::submitted(1, Channel::PostSigned, MONDAY, 2);
    case.does(CLERK, Command::Register { on: MONDAY, note: None });
    let not_held = (Outcome::NotHeld, None);
    let one = decisions(std::slice::from_ref(&not_held), not_held.clone(), false);
    let mut twice = one.clone();
    twice.determinations.extend(one.determinations.clone());
    let three = decisions(&[not_held.clone(), not_held.clone(), not_held.clone()], not_held, false);
    for proposal in [one, twice, three] {
        assert_eq!(case.refused(CLERK, Command::ProposeDecision(proposal)), Refused::Determinations);
    }
}

#[test]
fn the_proposer_approving_or_signing() {
    let mut case = Case::received(MONDAY);
    case.does(CLERK, Command::ProposeDecision(decision(Outcome::NotHeld)));
    assert_eq!(case.refused(CLERK, Command::ApproveDecision { hash: "hash".into() }), Refused::OwnDraft);
    case.does(REVIEWER, Command::ApproveDecision { hash: "hash".into() });
    assert_eq!(case.refused(CLERK, Command::SignDecision { hash: "hash".into(), paper: paper(1) }), Refused::OwnDraft);
}

#[test]
fn approving_or_signing_what_was_not_read_and_signing_what_was_not_approved() {
    let mut case = Case::received(MONDAY);
    case.does(CLERK, Command::ProposeDecision(decision(Outcome::NotHeld)));
    assert_eq!(case.refused(REVIEWER, Command::ApproveDecision { hash: "other".into() }), Refused::Changed);
    let sign = |hash: &str| Command::SignDecision { hash: hash.into(), paper: paper(1) };
    assert_eq!(case.refused(HEAD, sign("hash")), Refused::WrongState);
    case.does(REVIEWER, Command::ApproveDecision { hash: "hash".into() });
    assert_eq!(case.refused(HEAD, sign("other")), Refused::Changed);
}

#[test]
fn days_in_the_future_or_before_what_they_follow() {
    let mut web = Case::submitted(1, Channel::Web, MONDAY, 1);
    let register = |on| Command::Register { on, note: None };
    assert_eq!(web.refused(CLERK, register(date(2025, 3, 4))), Refused::InTheFuture);
    assert_eq!(web.refused(CLERK, register(date(2025, 2, 28))), Refused::Before(MONDAY));
    let mut case = Case::received(MONDAY);
    case.on(date(2025, 3, 6)).steps(consult(1, ConsultationKind::ThirdParty));
    case.on(date(2025, 3, 10));
    let delivered = |on| Command::RecordConsultationDelivered { consultation: party(1), on };
    assert_eq!(case.refused(CLERK, delivered(date(2025, 3, 5))), Refused::Before(date(2025, 3, 6)));
    case.does(CLERK, delivered(date(2025, 3, 7)));
    let words = None;
    let opinion =
        Command::RecordOpinion { consultation: party(1), on: date(2025, 3, 6), opinion: Opinion::Objects, words };
    assert_eq!(case.refused(CLERK, opinion), Refused::Before(date(2025, 3, 7)), "nobody answers an unread letter");
}

#[test]
fn consulting_or_deciding_while_the_applicant_is_awaited() {
    let mut case = Case::received(MONDAY);
    case.asks_clarification();
    for command in [
        Command::Propose(consult(1, ConsultationKind::ThirdParty)),
        Command::Propose(Step::Extend { days: 5, reason: sealed(1) }),
        Command::Propose(Step::ChargeFee { yuan: 100, basis: sealed(1) }),
        Command::ProposeDecision(decision(Outcome::NotHeld)),
    ] {
        assert_eq!(case.refused(CLERK, command), Refused::WrongState);
    }
}

#[test]
fn asking_one_party_twice_under_one_name() {
    let mut case = Case::received(MONDAY);
    case.steps(consult(1, ConsultationKind::ThirdParty));
    let again = Command::Propose(consult(1, ConsultationKind::ThirdParty));
    assert_eq!(case.refused(CLERK, again), Refused::AlreadyProposed);
    case.steps(consult(2, ConsultationKind::ThirdParty));
    assert_eq!(case.request.consultations.len(), 2, "several parties side by side");
}

/// The one row of several matters, against the words of the form: 区分处理的，只计这一情形，不计其他情形.
#[test]
fn several_matters_give_one_row() {
    let all = Outcome::ALL;
    for first in all {
        for second in all {
            let row = row_of(&[(first, None), (second, None)]).expect("two matters have a row").0;
            let given = [first, second].map(|outcome| matches!(outcome, Outcome::Disclosed | Outcome::PartlyDisclosed));
            let expected = match given {
                [true, true] if first == Outcome::Disclosed && second == Outcome::Disclosed => Outcome::Disclosed,
                [false, false] => first,
                _ => Outcome::PartlyDisclosed,
            };
            assert_eq!(row, expected, "{first:?} and {second:?}");
        }
    }
    assert_eq!(row_of(&[]), None);
}
