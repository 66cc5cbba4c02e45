//! Papers of a case beside its steps, and the articles that ask for them: 第二十九条 to 第三十九条.

use crate::support::{CLERK, Case, HEAD, consult, decision, decisions, paper, party, sealed};
use gongkai_rules::deadlines::Silence;
use gongkai_rules::events::{Amendment, ConsultationKind, DeliveryWay, Opinion, OutcomeDetail, Step};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::requests::{Command, NextAct, PaperKind, Refused};
use jiff::civil::{Date, date};

const MONDAY: Date = date(2025, 3, 3);

fn issue(kind: LetterKind) -> Command {
    Command::IssuePaper { kind, paper: paper(200) }
}

fn deliver(case: &Case, way: DeliveryWay) -> Command {
    Command::Deliver { way, on: case.today, tracking: None }
}

fn tell(disclosed: bool) -> Step {
    Step::TellThirdParty { consultation: party(1), disclosed, words: sealed(60) }
}

/// A third party asked and answered on the first day.
fn answered(opinion: Opinion) -> Case {
    let mut case = Case::received(MONDAY);
    case.steps(consult(1, ConsultationKind::ThirdParty)).answers(1, MONDAY, opinion);
    case
}

/// 第二十九条第一款: an oral request is written down at the counter, and nowhere else.
#[test]
fn an_oral_request_is_recorded_only_where_somebody_can_speak() {
    let mut counter = Case::submitted(1, Channel::Counter, MONDAY, 1);
    counter.does(CLERK, issue(LetterKind::OralRequestRecord));
    assert_eq!(counter.request.papers.last().map(|issued| issued.kind), Some(PaperKind::Record));
    let mut posted = Case::received(MONDAY);
    assert_eq!(posted.refused(CLERK, issue(LetterKind::OralRequestRecord)), Refused::WrongState);
}

/// 第二十九条第二款、第三十条: a request that does not say what is wanted is clarified first, and only then may it be found
/// still unclear.
#[test]
fn still_unclear_rests_on_a_clarification() {
    let mut case = Case::received(MONDAY);
    let command = Command::ProposeDecision(decision(Outcome::StillUnclear));
    assert_eq!(case.refused(CLERK, command.clone()), Refused::NotClarified);
    case.asks_clarification().does(CLERK, Case::clarified(MONDAY)).does(CLERK, command);
}

/// 第三十一条: receipt and record tell what came in; a day of receipt put right later may lie after them.
#[test]
fn a_receipt_is_made_once_and_presupposes_nothing() {
    let mut case = Case::submitted(1, Channel::Web, MONDAY, 1);
    case.does(CLERK, issue(LetterKind::Receipt));
    assert_eq!(case.refused(CLERK, issue(LetterKind::Receipt)), Refused::AlreadyIssued);
    case.on(date(2025, 3, 6)).does(CLERK, Command::Register { on: date(2025, 3, 5), note: None });
    case.does(CLERK, issue(LetterKind::ReceiptConfirmation));
    case.on(date(2025, 3, 10))
        .steps(Step::Amend { amendment: Amendment::ReceivedOn(date(2025, 3, 7)), reason: sealed(1) });
    assert_eq!(case.request.received_on, Some(date(2025, 3, 7)));
    let mut counter = Case::received(MONDAY);
    assert_eq!(
        counter.refused(CLERK, issue(LetterKind::ReceiptConfirmation)),
        Refused::WrongState,
        "nothing to confirm"
    );
}

#[test]
fn reminder_note_referral_and_proof_of_delivery_have_their_time() {
    let mut case = Case::received(MONDAY);
    for kind in [
        LetterKind::ClarificationReminder,
        LetterKind::ConsultationNoteToApplicant,
        LetterKind::DeliveryReceipt,
        LetterKind::Withdrawn,
        LetterKind::Disclosed,
        LetterKind::FeeNotice,
        LetterKind::ThirdPartyDecisionNotice,
    ] {
        assert_eq!(case.refused(CLERK, issue(kind)), Refused::WrongState, "{kind:?}");
    }
    case.does(HEAD, issue(LetterKind::DeterminationReferral)).does(CLERK, issue(LetterKind::DeliveryReceipt));
    let due = case.clock().reply_due;
    assert_eq!(due, Some(date(2025, 3, 31)), "the limit runs on while the authority is asked (第十七条第三款)");
    case.steps(consult(1, ConsultationKind::OtherOrgan)).does(CLERK, issue(LetterKind::ConsultationNoteToApplicant));
    case.answers(1, MONDAY, Opinion::Consents).asks_clarification();
    case.does(CLERK, issue(LetterKind::ClarificationReminder));
    assert_eq!(case.refused(HEAD, issue(LetterKind::DeterminationReferral)), Refused::WrongState);
    case.does(CLERK, Command::Withdraw { on: MONDAY, statement: sealed(1) }).does(CLERK, issue(LetterKind::Withdrawn));
    assert_eq!(case.refused(CLERK, issue(LetterKind::Withdrawn)), Refused::AlreadyIssued);
}

/// 第三十条: the period runs from the applicant's receipt of the notice; until that is recorded the clock names no last day
/// and no day from which the case may be closed, as the act names none.
#[test]
fn clock_and_act_agree_on_when_a_case_may_be_closed_as_abandoned() {
    let mut case = Case::received(MONDAY);
    case.asks_clarification().on(date(2025, 6, 2));
    let clock = case.clock();
    assert_eq!((clock.clarification_due, clock.abandon_possible_from, clock.outcome), (None, None, None));
    let told: String = clock.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(told.contains("自收到告知书之日起15个工作日内") && told.contains("补正期限没有起算"), "{told}");
    let step = || Command::Propose(Step::Abandon { note: sealed(5) });
    assert_eq!(case.refused(CLERK, step()), Refused::NoticeNotDelivered);
    case.on(date(2025, 6, 3)).does(CLERK, Command::RecordClarificationDelivered { on: date(2025, 6, 3) });
    let last = date(2025, 6, 24);
    assert_eq!(case.clock().clarification_due, Some(last));
    assert_eq!(case.clock().abandon_possible_from, Some(date(2025, 6, 25)));
    case.on(last);
    assert_eq!(case.refused(CLERK, step()), Refused::NotBeforeEndOf(last));
    case.on(date(2025, 6, 25)).does(CLERK, step());
}

/// 第三十二条: before anything is given against its will, the third party has the content and the reasons in writing.
#[test]
fn whoever_objected_is_told_before_anything_is_given() {
    for opinion in [Opinion::Objects, Opinion::ConsentsInPart] {
        let mut case = answered(opinion);
        assert_eq!(case.refused(CLERK, Command::Propose(tell(true))), Refused::WrongState, "nothing is decided yet");
        case.decides(decision(Outcome::Disclosed));
        assert_eq!(case.request.next_act(case.now()), NextAct::TellThirdParty);
        assert_eq!(case.refused(CLERK, deliver(&case.clone(), DeliveryWay::Post)), Refused::ThirdPartyNotTold);
        assert_eq!(case.refused(CLERK, Command::PutAtDisposal), Refused::ThirdPartyNotTold);
        case.steps(tell(true));
        let told = case.request.consultations.first().and_then(|one| one.told);
        assert_eq!(told, Some((MONDAY, true)));
        assert_eq!(case.request.papers.last().map(|issued| issued.kind), Some(PaperKind::ThirdPartyNotice));
        assert!(!PaperKind::ThirdPartyNotice.is_for_applicant());
        assert_eq!(case.refused(CLERK, Command::Propose(tell(false))), Refused::AlreadyIssued, "once");
        case.delivers(MONDAY);
    }
}

/// 第十五条、第三十二条: who consents, or is silent, or is followed, need not be told before the reply goes out.
#[test]
fn nobody_else_holds_the_reply_up() {
    answered(Opinion::Consents).decides(decision(Outcome::Disclosed)).delivers(MONDAY);
    let mut followed = answered(Opinion::Objects);
    followed.decides(decision(Outcome::ThirdPartyRights)).delivers(MONDAY);
    assert_eq!(followed.refused(CLERK, Command::Propose(tell(true))), Refused::WrongState, "nothing was given");
    followed.steps(tell(false));
    let mut organ = Case::received(MONDAY);
    organ.steps(consult(1, ConsultationKind::OtherOrgan)).answers(1, MONDAY, Opinion::Objects);
    organ.decides(decision(Outcome::Disclosed));
    assert_eq!(organ.refused(CLERK, Command::Propose(tell(false))), Refused::WrongState, "an organ is no third party");
    organ.delivers(MONDAY);
}

/// 第三十二条: one matter given is enough, whatever became of the others.
#[test]
fn one_matter_given_among_several_is_something_given() {
    let mut case = Case::submitted(1, Channel::PostSigned, MONDAY, 2);
    case.does(CLERK, Command::Register { on: MONDAY, note: None });
    case.steps(consult(1, ConsultationKind::ThirdParty)).answers(1, MONDAY, Opinion::Objects);
    let each =
        [(Outcome::Disclosed, Some(OutcomeDetail::Provided)), (Outcome::NotHeld, Some(OutcomeDetail::Nonexistent))];
    case.decides(decisions(&each, (Outcome::PartlyDisclosed, None), true));
    assert_eq!(case.refused(CLERK, deliver(&case.clone(), DeliveryWay::Post)), Refused::ThirdPartyNotTold);
}

/// 第三十四条: the silence of a joint organ is consent; 第三十二条: that of a third party is nothing.
#[test]
fn silence_is_consent_of_joint_organs_alone() {
    let silence = |kind| {
        let mut case = Case::received(MONDAY);
        case.steps(consult(1, kind)).on(date(2025, 4, 7));
        case.does(CLERK, Command::RecordLapse { consultation: party(1) });
        // Neither keeps the organ from disclosing, nor has to be told of it first.
        case.decides(decision(Outcome::Disclosed)).delivers(date(2025, 4, 7));
        case.clock().silence
    };
    assert_eq!(silence(ConsultationKind::JointOrgan), Some(Silence::Consent));
    assert_eq!(silence(ConsultationKind::ThirdParty), Some(Silence::None));
}

/// 第三十五条: first the reasons are asked for, then they may be found wanting.
#[test]
fn excessive_requests_are_refused_only_after_reasons_were_asked_for() {
    let mut case = Case::received(MONDAY);
    let command = Command::ProposeDecision(decision(Outcome::ExcessiveWithoutReason));
    assert_eq!(case.refused(CLERK, command.clone()), Refused::ReasonsNotAsked);
    case.steps(Step::AskReasons { facts: sealed(8) }).does(CLERK, command);
}

/// 第三十七条: severed means that something is given; several matters of which some are given are severed as a whole.
#[test]
fn a_severed_reply_gives_something_and_counts_once() {
    let mut case = Case::received(MONDAY);
    let mut nothing = decision(Outcome::PartlyDisclosed);
    nothing.files.clear();
    assert_eq!(case.refused(CLERK, Command::ProposeDecision(nothing)), Refused::NothingGiven);
    case.decides(decision(Outcome::PartlyDisclosed)).delivers(MONDAY);
    assert_eq!(case.request.case_facts().closed, Some((MONDAY, Outcome::PartlyDisclosed)));
}

/// 更正登记: a way of delivery recorded wrongly is put right, and the remedies' limits follow (国办公开办函〔2016〕235号).
#[test]
fn a_way_of_delivery_is_put_right_and_the_clock_follows() {
    let mut case = Case::received(MONDAY);
    case.decides(decision(Outcome::NotHeld)).delivers(MONDAY);
    assert_eq!(case.clock().reconsideration_until, None, "posted: when it was in the applicant's hands is not known");
    let amend = |way| Step::Amend { amendment: Amendment::DeliveryWay(way), reason: sealed(40) };
    assert_eq!(case.refused(CLERK, Command::Propose(amend(DeliveryWay::Post))), Refused::Amendment, "changes nothing");
    case.steps(amend(DeliveryWay::InPerson));
    assert_eq!(case.request.closing().and_then(|closing| closing.way), Some(DeliveryWay::InPerson));
    assert!(case.clock().reconsideration_until.is_some(), "signed for: sixty days run from that day");
    assert_eq!(case.request.case_facts().closed, Some((MONDAY, Outcome::NotHeld)), "counted as before");
    let mut open = Case::received(MONDAY);
    assert_eq!(open.refused(CLERK, Command::Propose(amend(DeliveryWay::Post))), Refused::Amendment);
    let mut withdrawn = Case::received(MONDAY);
    withdrawn.does(CLERK, Command::Withdraw { on: MONDAY, statement: sealed(1) });
    assert_eq!(
        withdrawn.refused(CLERK, Command::Propose(amend(DeliveryWay::Post))),
        Refused::Amendment,
        "no reply went"
    );
}
