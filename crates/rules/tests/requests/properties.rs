//! What holds for any history: random commands, allowed or not, on random days, late entries, corrections, remedies and
//! reopenings, on sets of cases over three years and more.

use crate::support::{CALENDAR, CLERK, Case, HEAD, LEADER, ORGAN, REVIEWER, consult, decisions, paper, party, sealed};
use gongkai_rules::deadlines::ClockState;
use gongkai_rules::events::{
    Amendment, ConsultationKind, DeliveryWay, Event, Opinion, OutcomeDetail, Recorded, RemedyKind, RemedyResult, Step,
};
use gongkai_rules::ids::{PersonId, RemedyId, RequestId};
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::reporting::{CaseFacts, Column, Row, count};
use gongkai_rules::requests::{Command, Now, Request, State, StateName};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

/// What somebody tries: days after the last try, days back for its effective day, by whom, and what.
#[derive(Debug, Clone)]
struct Try {
    later: i32,
    back: i32,
    by: PersonId,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Register,
    Contact,
    Assign,
    Clarify(u8),
    ClarificationDelivered,
    Clarified(bool),
    Propose(StepKind),
    Consent,
    Decline,
    ConsultationDelivered(u128),
    Opinion(u128),
    Lapse(u128),
    Reasons,
    Delay(i32),
    FeeDelivered,
    Paid,
    RevokeFee,
    Decide(Outcome, bool),
    Return,
    Approve,
    Sign,
    Deliver(DeliveryWay),
    PutAtDisposal,
    Returned,
    Withdraw,
    Archive,
    OpenRemedy(u128, RemedyKind),
    EndRemedy(u128, RemedyResult),
    Reopen(Option<u16>),
    /// A step laid before the head, who consents at once.
    Through(StepKind),
    /// Reasons asked and given at once, and a later date fixed.
    Reasoned(i32),
    /// The whole way from a draft to the applicant's hands, so that cases do end.
    Answer(Outcome),
}

#[derive(Debug, Clone)]
enum StepKind {
    Extend(u8),
    Consult(u128, ConsultationKind),
    AskReasons,
    Fee(u32),
    Abandon,
    ReceivedOn,
    Channel(Channel),
    Kind(ApplicantKind),
    Outcome(Outcome),
    ClosedOn,
    Duplicate(u128),
}

const KINDS: [ApplicantKind; 6] = [
    ApplicantKind::NaturalPerson,
    ApplicantKind::Company,
    ApplicantKind::ResearchInstitute,
    ApplicantKind::PublicInterestOrganisation,
    ApplicantKind::LegalServiceFirm,
    ApplicantKind::OtherOrganisation,
];
const CHANNELS: [Channel; 6] =
    [Channel::Counter, Channel::PostSigned, Channel::OrdinaryLetter, Channel::Web, Channel::Email, Channel::Fax];

fn outcome() -> impl Strategy<Value = Outcome> {
    proptest::sample::select(Outcome::ALL.to_vec())
}

fn channel() -> impl Strategy<Value = Channel> {
    proptest::sample::select(CHANNELS.to_vec())
}

fn party_number() -> impl Strategy<Value = u128> {
    1..4_u128
}

fn step() -> impl Strategy<Value = StepKind> {
    let consulted = vec![ConsultationKind::ThirdParty, ConsultationKind::JointOrgan, ConsultationKind::OtherOrgan];
    prop_oneof![
        3 => (0..23_u8).prop_map(StepKind::Extend),
        3 => (party_number(), proptest::sample::select(consulted)).prop_map(|(n, kind)| StepKind::Consult(n, kind)),
        2 => Just(StepKind::AskReasons),
        2 => prop_oneof![Just(0), Just(100_u32)].prop_map(StepKind::Fee),
        3 => Just(StepKind::Abandon),
        3 => Just(StepKind::ReceivedOn),
        1 => channel().prop_map(StepKind::Channel),
        2 => proptest::sample::select(KINDS.to_vec()).prop_map(StepKind::Kind),
        2 => outcome().prop_map(StepKind::Outcome),
        2 => Just(StepKind::ClosedOn),
        1 => party_number().prop_map(StepKind::Duplicate),
    ]
}

fn what() -> impl Strategy<Value = What> {
    let ways = vec![
        DeliveryWay::InPerson,
        DeliveryWay::ThroughOrgan,
        DeliveryWay::Post,
        DeliveryWay::Email,
        DeliveryWay::Site,
    ];
    let remedies = vec![RemedyKind::Reconsideration, RemedyKind::DirectSuit, RemedyKind::SuitAfterReconsideration];
    let results = vec![RemedyResult::Upheld, RemedyResult::Corrected, RemedyResult::Other];
    prop_oneof![
        5 => Just(What::Register),
        1 => Just(What::Contact),
        1 => Just(What::Assign),
        2 => (0..70_u8).prop_map(What::Clarify),
        2 => Just(What::ClarificationDelivered),
        2 => any::<bool>().prop_map(What::Clarified),
        3 => step().prop_map(What::Propose),
        3 => Just(What::Consent),
        9 => step().prop_map(What::Through),
        1 => Just(What::Decline),
        1 => party_number().prop_map(What::ConsultationDelivered),
        2 => party_number().prop_map(What::Opinion),
        2 => party_number().prop_map(What::Lapse),
        1 => Just(What::Reasons),
        1 => (0..90_i32).prop_map(What::Delay),
        2 => (0..90_i32).prop_map(What::Reasoned),
        2 => Just(What::FeeDelivered),
        2 => Just(What::Paid),
        1 => Just(What::RevokeFee),
        2 => (outcome(), any::<bool>()).prop_map(|(outcome, file)| What::Decide(outcome, file)),
        1 => Just(What::Return),
        2 => Just(What::Approve),
        2 => Just(What::Sign),
        2 => proptest::sample::select(ways).prop_map(What::Deliver),
        1 => Just(What::PutAtDisposal),
        1 => Just(What::Returned),
        1 => Just(What::Withdraw),
        1 => Just(What::Archive),
        2 => (party_number(), proptest::sample::select(remedies)).prop_map(|(n, kind)| What::OpenRemedy(n, kind)),
        2 => (party_number(), proptest::sample::select(results)).prop_map(|(n, result)| What::EndRemedy(n, result)),
        2 => proptest::option::of(1..40_u16).prop_map(What::Reopen),
        4 => outcome().prop_map(What::Answer),
    ]
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let by = proptest::sample::select(vec![CLERK, REVIEWER, HEAD, LEADER]);
    let later = prop_oneof![3 => Just(0), 4 => 0..8_i32, 2 => 8..60_i32];
    let back = prop_oneof![4 => Just(0), 2 => 0..10_i32, 1 => -3..200_i32];
    let one = (later, back, by, what()).prop_map(|(later, back, by, what)| Try { later, back, by, what });
    proptest::collection::vec(one, 1..40)
}

#[derive(Debug, Clone)]
struct Plan {
    channel: Channel,
    kind: ApplicantKind,
    on: Date,
    matters: u128,
    tries: Vec<Try>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let day = (0..2_600_i32).prop_map(|days| date(2019, 1, 1) + days.days());
    (channel(), proptest::sample::select(KINDS.to_vec()), day, 1..3_u128, tries())
        .prop_map(|(channel, kind, on, matters, tries)| Plan { channel, kind, on, matters, tries })
}

fn remedy(number: u128) -> RemedyId {
    RemedyId(Uuid::from_u128(0x4e_0000 + number))
}

/// The commands of one try, on the case as it stands.
fn commands(case: &Case, one: &Try) -> Vec<(PersonId, Command)> {
    let (today, on) = (case.today, case.today - one.back.days());
    let request = &case.request;
    let pending = request.pending.first().map_or(0, |step| step.proposal);
    let letter = paper(1_000 + u128::from(request.version));
    let hash = request.proposal().map_or_else(|| "hash".to_owned(), |proposal| proposal.hash.clone());
    let matters = request.matters.len();
    let command = match &one.what {
        What::Register => Command::Register { on, note: None },
        What::Contact => Command::TryContact { on, note: sealed(1) },
        What::Assign => Command::Assign { to: CLERK },
        What::Clarify(period) => Command::AskClarification { paper: letter, period: *period },
        What::ClarificationDelivered => Command::RecordClarificationDelivered { on },
        What::Clarified(excused) => {
            let good_reason = excused.then(|| sealed(3));
            Command::ReceiveClarification { on, content: sealed(2), files: Vec::new(), good_reason }
        }
        What::Propose(kind) => Command::Propose(step_of(kind, on)),
        What::Consent => Command::Consent { proposal: pending, paper: Some(letter) },
        What::Decline => Command::Decline { proposal: pending, comment: sealed(4) },
        What::ConsultationDelivered(n) => Command::RecordConsultationDelivered { consultation: party(*n), on },
        What::Opinion(n) => {
            Command::RecordOpinion { consultation: party(*n), on, opinion: Opinion::Objects, words: None }
        }
        What::Lapse(n) => Command::RecordLapse { consultation: party(*n) },
        What::Reasons => Command::ReceiveReasons { on, words: sealed(5) },
        What::Delay(days) => Command::Delay { until: today + days.days(), paper: letter },
        What::FeeDelivered => Command::RecordFeeNoticeDelivered { on },
        What::Paid => Command::RecordPayment { on },
        What::RevokeFee => Command::RevokeFee { reason: sealed(6) },
        What::Decide(outcome, file) => Command::ProposeDecision(answer(*outcome, *file, matters)),
        What::Return => Command::ReturnDecision { comment: sealed(7) },
        What::Approve => Command::ApproveDecision { hash },
        What::Sign => Command::SignDecision { hash, paper: letter },
        What::Deliver(way) => Command::Deliver { way: *way, on, tracking: None },
        What::PutAtDisposal => Command::PutAtDisposal,
        What::Returned => Command::RecordDeliveryFailure { note: sealed(8) },
        What::Withdraw => Command::Withdraw { on, statement: sealed(9) },
        What::Archive => Command::Archive,
        What::OpenRemedy(n, kind) => {
            Command::OpenRemedy { remedy: remedy(*n), kind: *kind, simplified: n % 2 == 0, on, note: sealed(10) }
        }
        What::EndRemedy(n, result) => Command::EndRemedy { remedy: remedy(*n), on, result: *result },
        What::Reopen(limit) => Command::Reopen { on, limit: *limit },
        What::Through(kind) => {
            let consent = Command::Consent { proposal: request.version + 1, paper: Some(letter) };
            return vec![(CLERK, Command::Propose(step_of(kind, on))), (HEAD, consent)];
        }
        What::Reasoned(days) => {
            let ask = Command::Propose(Step::AskReasons { facts: sealed(13) });
            let consent = Command::Consent { proposal: request.version + 1, paper: Some(letter.clone()) };
            let receive = Command::ReceiveReasons { on: today, words: sealed(5) };
            let delay = Command::Delay { until: today + days.days(), paper: letter };
            return vec![(CLERK, ask), (HEAD, consent), (CLERK, receive), (HEAD, delay)];
        }
        What::Answer(outcome) => {
            return vec![
                (CLERK, Command::ProposeDecision(answer(*outcome, true, matters))),
                (REVIEWER, Command::ApproveDecision { hash: "hash".into() }),
                (LEADER, Command::SignDecision { hash: "hash".into(), paper: letter }),
                (CLERK, Command::Deliver { way: DeliveryWay::Post, on: today, tracking: None }),
            ];
        }
    };
    vec![(one.by, command)]
}

fn step_of(kind: &StepKind, on: Date) -> Step {
    let amend = |amendment| Step::Amend { amendment, reason: sealed(11) };
    match kind {
        StepKind::Extend(days) => Step::Extend { days: *days, reason: sealed(12) },
        StepKind::Consult(n, kind) => consult(*n, *kind),
        StepKind::AskReasons => Step::AskReasons { facts: sealed(13) },
        StepKind::Fee(yuan) => Step::ChargeFee { yuan: *yuan, basis: sealed(14) },
        StepKind::Abandon => Step::Abandon { note: sealed(15) },
        StepKind::ReceivedOn => amend(Amendment::ReceivedOn(on)),
        StepKind::Channel(channel) => amend(Amendment::Channel(*channel)),
        StepKind::Kind(kind) => amend(Amendment::ApplicantKind(*kind)),
        StepKind::Outcome(outcome) => amend(Amendment::Outcome(*outcome)),
        StepKind::ClosedOn => amend(Amendment::ClosedOn(on)),
        StepKind::Duplicate(n) => amend(Amendment::DuplicateOf(RequestId(Uuid::from_u128(*n)))),
    }
}

/// Every matter alike, in the row that follows.
fn answer(outcome: Outcome, file: bool, matters: usize) -> gongkai_rules::events::Proposal {
    let detail = (outcome == Outcome::Disclosed).then_some(OutcomeDetail::Provided);
    decisions(&vec![(outcome, detail.clone()); matters], (outcome, detail), file)
}

/// Runs a plan; after each recorded event everything that must always hold is looked at.
fn run(number: u128, plan: &Plan) -> Case {
    let mut case = Case::submitted(number, plan.channel, plan.on, plan.matters);
    let amendment = Amendment::ApplicantKind(plan.kind);
    case.earlier_replies = u32::from(plan.matters == 2);
    // Not every plan has one; it makes the cases fall into all columns.
    let _ = case.tries(Some(CLERK), Command::Propose(Step::Amend { amendment, reason: sealed(1) }));
    let proposal = case.request.version;
    let _ = case.tries(Some(HEAD), Command::Consent { proposal, paper: None });
    for one in &plan.tries {
        let today = case.today + one.later.days();
        if today > date(2027, 12, 1) {
            break;
        }
        case.on(today);
        for (by, command) in commands(&case, one) {
            let known = case.history.len();
            let told = format!("{command:?}");
            let before = case.request.clone();
            if case.tries(Some(by), command).is_ok() {
                assert!(case.history.len() > known, "what is allowed is recorded: {told}");
            } else {
                assert_eq!(case.request, before, "what is refused changes nothing: {told}");
            }
            assert_always(&case, &told);
        }
    }
    case
}

/// What must hold in every state a case can come to.
fn assert_always(case: &Case, after: &str) {
    let (request, clock, state) = (&case.request, case.clock(), case.state());
    assert_eq!(request.version as usize, case.history.len(), "no gap in the versions");
    let closed = matches!(request.state, State::Closed(_) | State::Archived(_));
    assert_eq!(state.is_open(), !closed);
    let clock_state = clock.state;
    let place = format!("{clock_state:?} in {state:?} after {after}: {clock:#?}\n{request:#?}");
    match clock_state {
        None => assert!(request.received_on.is_none(), "a received case has a clock: {place}"),
        Some(ClockState::Running | ClockState::Overdue) => {
            assert!(!closed && clock.reply_due.is_some(), "no clock without an end: {place}");
        }
        Some(ClockState::Paused) => {
            assert!(!closed && (clock.waiting.is_some() || clock.reply_due.is_some()), "{place}");
        }
        Some(ClockState::Done | ClockState::Ended) => assert!(closed, "an open case has an open clock: {place}"),
    }
    if state == StateName::Received {
        assert!(request.received_on.is_none() && request.counted.is_none(), "{place}");
    } else {
        assert!(request.received_on.is_some() || request.duplicate_of.is_some(), "{place}");
    }
    if let (Some(received), Some(counted)) = (request.received_on, &request.counted) {
        assert!(received <= counted.on && counted.on <= case.today, "closed between receipt and today: {place}");
    }
    if state == StateName::AwaitingClarification {
        assert!(request.clarification.as_ref().is_some_and(|asked| asked.received_on.is_none()), "{place}");
    }
    if state == StateName::AwaitingPayment {
        let awaited = request.fee.as_ref().is_some_and(|fee| !fee.revoked && fee.paid_on.is_none());
        assert!(awaited && clock.reply_due.is_none(), "{place}");
    }
    if let State::Deciding { drafted_by, approved_by, .. } = &request.state {
        assert_ne!(Some(*drafted_by), *approved_by, "nobody approves an own draft");
    }
    assert!(request.extension.as_ref().is_none_or(|extension| (1..=20).contains(&extension.days)), "{place}");
    assert!(request.pending.iter().all(|step| !closed || matches!(step.step, Step::Amend { .. })), "{place}");
    assert!(request.received_on.is_none_or(|received| received >= request.submitted_on), "{place}");
}

/// The history written down and read back, cut off after each event, gives every state the case was in.
fn assert_replays(case: &Case) {
    let kept: Vec<Recorded> = case
        .history
        .iter()
        .map(|event| serde_json::from_value(serde_json::to_value(event).unwrap()).unwrap())
        .collect();
    assert_eq!(kept, case.history);
    for (known, state) in (1..).zip(&case.states) {
        assert_eq!(Request::replay(case.request.id, ORGAN, &kept[..known]).as_ref(), Some(state));
        let text = serde_json::to_string(state).unwrap();
        assert_eq!(&serde_json::from_str::<Request>(&text).unwrap(), state, "the projection reads back");
    }
}

fn figure(facts: &[CaseFacts], year: i16, row: Row, column: Column) -> u64 {
    count(year, facts).0.get(row, column).expect("a counted cell is never blank")
}

/// New + carried in = handled + carried out, in each column of each year; what one year carries out the next carries in;
/// over all years each case is new once and handled once or open at the end.
fn assert_counts(cases: &[Case]) {
    let facts: Vec<CaseFacts> = cases.iter().map(|case| case.request.case_facts()).collect();
    let years = 2018..=2028_i16;
    let mut tables: Vec<_> = years.map(|year| count(year, &facts).0).collect();
    for table in &tables {
        let cell = |row, column| table.get(row, column).expect("a counted cell is never blank");
        for column in Column::ALL {
            let (new, carried_in) = (cell(Row::NewlyReceived, column), cell(Row::CarriedIn, column));
            assert_eq!(new + carried_in, cell(Row::Total, column) + cell(Row::CarriedOut, column), "{column}");
            assert_eq!(Row::leaves().map(|row| cell(row, column)).sum::<u64>(), cell(Row::Total, column));
        }
        for row in Row::PRINTED {
            let kinds: u64 = Column::KINDS.into_iter().map(|column| cell(row, column)).sum();
            assert_eq!(kinds, cell(row, Column::Total), "{row}");
        }
    }
    for pair in tables.windows(2) {
        for column in Column::ALL {
            assert_eq!(pair[0].get(Row::CarriedOut, column), pair[1].get(Row::CarriedIn, column), "{column}");
        }
    }
    let over_all = |row| -> u64 { tables.iter().map(|table| table.get(row, Column::Total).unwrap_or(0)).sum() };
    let live = cases.iter().filter(|case| case.request.duplicate_of.is_none() && case.request.received_on.is_some());
    let (received, counted): (Vec<_>, Vec<_>) =
        (live.clone().collect(), live.filter(|case| case.request.counted.is_some()).collect());
    assert_eq!(over_all(Row::NewlyReceived), received.len() as u64, "each case is new once");
    assert_eq!(over_all(Row::Total), counted.len() as u64, "and handled once, whatever a remedy reopened");
    let last = tables.pop().expect("there are years");
    let open = (received.len() - counted.len()) as u64;
    assert_eq!(last.get(Row::CarriedOut, Column::Total), Some(open), "what is not handled is carried");
    assert_eq!(figure(&facts, 2018, Row::CarriedIn, Column::Total), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_history_keeps_to_the_law_replays_and_counts_once(plans in proptest::collection::vec(plan(), 1..8)) {
        let cases: Vec<Case> = (1..).zip(&plans).map(|(number, plan)| run(number, plan)).collect();
        cases.iter().for_each(assert_replays);
        assert_counts(&cases);
    }

    /// What was recorded as having happened on a day is never moved by what is recorded later, but by an amendment that
    /// says so: the case as it was known then still replays from its first events.
    #[test]
    fn without_an_amendment_the_first_closing_never_changes(plan in plan()) {
        let case = run(1, &plan);
        let amended = |event: &Recorded| matches!(event.event, Event::RecordAmended { .. });
        let mut counted = None;
        for (event, state) in case.history.iter().zip(&case.states).skip(1) {
            if amended(event) {
                counted = None;
            }
            if let Some(before) = &counted {
                prop_assert_eq!(Some(before), state.counted.as_ref());
            }
            counted = state.counted.clone();
        }
    }

    /// A newer calendar moves days, never states: the same history is allowed to be read by any calendar.
    #[test]
    fn a_clock_by_another_calendar_still_has_an_end(plan in plan()) {
        let case = run(1, &plan);
        let other = CALENDAR.without_notice(case.today.year());
        let clock = case.request.clock(Now { today: case.today, calendar: &other });
        if matches!(clock.state, Some(ClockState::Running | ClockState::Overdue)) {
            prop_assert!(clock.reply_due.is_some());
        }
        prop_assert_eq!(clock.state.is_none(), case.clock().state.is_none());
    }
}

/// The plans above are worth something only if they reach every state and every row.
#[test]
fn the_random_plans_reach_every_state_and_every_row() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut states, mut rows, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..2_000 {
        let case = run(number, &plan().new_tree(&mut runner).expect("a plan can be drawn").current());
        states.extend(case.states.iter().map(|state| state.state.name()));
        rows.extend(case.request.counted.as_ref().map(|closing| closing.outcome));
        events
            .extend(case.history.iter().map(|event| serde_json::to_value(&event.event).unwrap()["event"].to_string()));
        events.sort();
        events.dedup();
        states.sort_by_key(|state| state.code());
        states.dedup();
        rows.sort();
        rows.dedup();
    }
    assert_eq!(states.len(), StateName::ALL.len(), "{states:?}");
    assert_eq!(rows.len(), Outcome::ALL.len(), "{rows:?}");
    let mut missing = vec!["titled", "remedy_step", "paper_opened", "notice_phoned", "calendar_adopted", "imported"];
    missing.sort_unstable();
    assert_eq!(events.len(), 41 - missing.len(), "all but {missing:?}: {events:?}");
}
