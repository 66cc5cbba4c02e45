//! Cases for the comparison: for a day of receipt, every kind of event in its place, at its limit and past it, and
//! chance sequences.

use gongkai_rules::deadlines::{ClockEvent, ClockEventKind as Kind, ConsultedKind, Procedure, Proceeding};
use gongkai_rules::outcomes::Channel;

use crate::naive_calendar::NaiveCalendar;

pub type Scenario = (&'static str, Vec<ClockEvent>);

struct Maker<'c> {
    calendar: &'c NaiveCalendar,
    receipt: usize,
}

impl Maker<'_> {
    /// An event some days after the receipt.
    fn at(&self, days: usize, kind: Kind) -> ClockEvent {
        ClockEvent::new(self.calendar.date_of(self.receipt + days), kind)
    }

    fn received(&self) -> ClockEvent {
        self.at(0, Kind::Received { channel: Some(Channel::Counter) })
    }

    /// Days from the receipt to the n-th working day after it.
    fn wd(&self, n: usize) -> usize {
        let (mut days, mut seen) = (0, 0);
        while seen < n {
            days += 1;
            if self.calendar.works(self.receipt + days) {
                seen += 1;
            }
        }
        days
    }

    fn case(&self, rest: Vec<ClockEvent>) -> Vec<ClockEvent> {
        let mut events = vec![self.received()];
        events.extend(rest);
        events.sort_by_key(|event| event.date);
        events
    }

    fn told(&self, days: usize) -> Option<jiff::civil::Date> {
        Some(self.calendar.date_of(self.receipt + days))
    }

    fn extend(&self, days: usize, x: u16, told: usize) -> ClockEvent {
        self.at(days, Kind::Extend { days: x, told: self.told(told), consent_by: None })
    }

    fn consult(&self, days: usize, party: &str, kind: ConsultedKind) -> ClockEvent {
        self.at(days, Kind::ConsultSent { party: party.to_owned(), kind })
    }

    fn delivered(&self, days: usize, party: &str) -> ClockEvent {
        self.at(days, Kind::ConsultReceivedByParty { party: party.to_owned() })
    }

    fn opinion(&self, days: usize, party: &str) -> ClockEvent {
        self.at(days, Kind::OpinionReceived { party: party.to_owned() })
    }

    fn ask(&self, days: usize, period: Option<u16>) -> ClockEvent {
        self.at(days, Kind::ClarifyNotice { deadline: None, period_wd: period })
    }

    fn clarified(&self, days: usize, good_reason: bool) -> ClockEvent {
        self.at(days, Kind::ClarificationReceived { good_reason })
    }
}

/// All scenarios of a day of receipt.
pub fn all(calendar: &NaiveCalendar, receipt: usize) -> Vec<Scenario> {
    let maker = Maker { calendar, receipt };
    let mut all = receipts(&maker);
    all.extend(clarifications(&maker));
    all.extend(consultations(&maker));
    all.extend(extensions(&maker));
    all.extend(fees(&maker));
    all.extend(ends(&maker));
    for seed in 0..6 {
        all.push(("chance", chance(&maker, seed)));
    }
    all
}

fn receipts(m: &Maker<'_>) -> Vec<Scenario> {
    let k = m.receipt % 9;
    let web = Some(Channel::Web);
    vec![
        ("received", vec![m.received()]),
        ("confirmed", vec![m.at(0, Kind::Confirmed { channel: web })]),
        ("arrived, not confirmed", vec![m.at(0, Kind::Arrived { channel: web })]),
        (
            "letter, not reached, then confirmed",
            vec![
                m.at(0, Kind::Arrived { channel: Some(Channel::OrdinaryLetter) }),
                m.at(0, Kind::ContactFailed),
                m.at(k, Kind::Confirmed { channel: None }),
            ],
        ),
        ("received twice", m.case(vec![m.at(k, Kind::Confirmed { channel: web })])),
        (
            "assigned, reasons",
            m.case(vec![
                m.at(k, Kind::Assigned { to: None }),
                m.at(k, Kind::ReasonsAsked),
                m.at(k + 3, Kind::ReasonsReceived),
            ]),
        ),
    ]
}

fn clarifications(m: &Maker<'_>) -> Vec<Scenario> {
    let k = m.receipt % 6;
    let last = m.wd(7);
    let deadline = m.told(30);
    vec![
        ("asked on the last day, silent", m.case(vec![m.ask(last, None)])),
        ("asked a day late", m.case(vec![m.ask(last + 1, None), m.clarified(last + 9, false)])),
        (
            "asked, received, silent",
            m.case(vec![m.ask(k, Some(10)), m.at(k + 2, Kind::ClarifyNoticeReceivedByApplicant { period_wd: None })]),
        ),
        (
            "only its receipt is known",
            m.case(vec![m.at(k, Kind::ClarifyNoticeReceivedByApplicant { period_wd: Some(5 + k as u16) })]),
        ),
        ("clarified", m.case(vec![m.ask(k, None), m.clarified(k + 11, false)])),
        (
            "clarified on the last day set",
            m.case(vec![m.at(k, Kind::ClarifyNotice { deadline, period_wd: None }), m.clarified(30, false)]),
        ),
        (
            "clarified a day late",
            m.case(vec![m.at(k, Kind::ClarifyNotice { deadline, period_wd: None }), m.clarified(31, false)]),
        ),
        (
            "late with good reason",
            m.case(vec![m.at(k, Kind::ClarifyNotice { deadline, period_wd: None }), m.clarified(45, true)]),
        ),
        (
            "asked twice",
            m.case(vec![m.ask(k, None), m.clarified(k + 4, false), m.ask(k + 6, None), m.clarified(k + 8, false)]),
        ),
        ("abandoned, clarified after", m.case(vec![m.ask(k, None), m.at(60, Kind::Abandoned), m.clarified(61, true)])),
    ]
}

fn consultations(m: &Maker<'_>) -> Vec<Scenario> {
    use ConsultedKind::{JointOrgan, OtherOrgan, ThirdParty};
    let k = m.receipt % 8;
    vec![
        ("answered", m.case(vec![m.consult(k, "A", ThirdParty), m.delivered(k + 2, "A"), m.opinion(k + 14, "A")])),
        ("silent", m.case(vec![m.consult(k, "A", ThirdParty), m.delivered(k + 3, "A")])),
        ("silent, receipt unknown", m.case(vec![m.consult(k, "A", ThirdParty)])),
        ("late opinion", m.case(vec![m.consult(k, "A", ThirdParty), m.delivered(k, "A"), m.opinion(k + 50, "A")])),
        ("answered the same day", m.case(vec![m.consult(k, "A", ThirdParty), m.opinion(k, "A")])),
        (
            "side by side",
            m.case(vec![
                m.consult(k, "A", ThirdParty),
                m.consult(k + 5, "B", ThirdParty),
                m.opinion(k + 14, "A"),
                m.opinion(k + 21, "B"),
            ]),
        ),
        (
            "one inside the other",
            m.case(vec![
                m.consult(k, "A", ThirdParty),
                m.consult(k + 3, "B", JointOrgan),
                m.opinion(k + 8, "B"),
                m.opinion(k + 18, "A"),
            ]),
        ),
        (
            "one after the other",
            m.case(vec![
                m.consult(k, "A", ThirdParty),
                m.opinion(k + 7, "A"),
                m.consult(k + 10, "A", ThirdParty),
                m.opinion(k + 19, "A"),
            ]),
        ),
        ("joint organ silent", m.case(vec![m.consult(k, "B", JointOrgan), m.delivered(k + 1, "B")])),
        ("other organ silent", m.case(vec![m.consult(k, "C", OtherOrgan)])),
        ("sent on the last day", m.case(vec![m.consult(m.wd(20), "A", ThirdParty)])),
        ("sent a day before the last", m.case(vec![m.consult(m.wd(19), "A", ThirdParty)])),
        ("sent after the last day", m.case(vec![m.consult(m.wd(20) + 1, "A", ThirdParty)])),
        (
            "open over a restart",
            m.case(vec![
                m.ask(1, None),
                m.consult(2, "A", ThirdParty),
                m.clarified(k + 5, false),
                m.opinion(k + 12, "A"),
            ]),
        ),
    ]
}

fn extensions(m: &Maker<'_>) -> Vec<Scenario> {
    let k = m.receipt % 20;
    let x = k as u16 + 1;
    let last = m.wd(20);
    vec![
        ("extended", m.case(vec![m.extend(k, x, k + 1)])),
        ("extended on the last day", m.case(vec![m.extend(last, x, last)])),
        ("told a day late", m.case(vec![m.extend(last, x, last + 1)])),
        ("extended late", m.case(vec![m.extend(last + 1, x, last + 1)])),
        ("extended twice", m.case(vec![m.extend(k, 5, k), m.extend(k + 1, 5, k + 1)])),
        ("too long, then right", m.case(vec![m.extend(k, 21, k), m.extend(k + 1, x, k + 1)])),
        (
            "extended, then consulted after the first end",
            m.case(vec![
                m.extend(k, 20, k),
                m.consult(last + 3, "A", ConsultedKind::ThirdParty),
                m.opinion(last + 12, "A"),
            ]),
        ),
        (
            "consulted, then extended",
            m.case(vec![
                m.consult(3, "A", ConsultedKind::ThirdParty),
                m.opinion(k + 3, "A"),
                m.extend(k + 5, x, k + 5),
            ]),
        ),
        (
            "extended, then restarted",
            m.case(vec![m.ask(2, None), m.extend(3, x, 3), m.clarified(k + 4, false), m.extend(k + 6, 4, k + 6)]),
        ),
        ("delayed", m.case(vec![m.at(k, Kind::Delayed { until: m.told(90).unwrap_or_default(), told: m.told(k) })])),
        (
            "delayed late",
            m.case(vec![m.at(last + 1, Kind::Delayed { until: m.told(90).unwrap_or_default(), told: None })]),
        ),
        (
            "delay told late",
            m.case(vec![m.at(last, Kind::Delayed { until: m.told(90).unwrap_or_default(), told: m.told(last + 1) })]),
        ),
    ]
}

fn fees(m: &Maker<'_>) -> Vec<Scenario> {
    let k = m.receipt % 10;
    let last = m.wd(20);
    vec![
        ("fee sent", m.case(vec![m.at(k, Kind::FeeNoticeSent)])),
        ("fee unpaid", m.case(vec![m.at(k, Kind::FeeNoticeReceivedByApplicant), m.at(60, Kind::Abandoned)])),
        (
            "fee paid",
            m.case(vec![
                m.at(k, Kind::FeeNoticeSent),
                m.at(k + 2, Kind::FeeNoticeReceivedByApplicant),
                m.at(k + 9, Kind::FeePaid),
            ]),
        ),
        ("fee paid late", m.case(vec![m.at(k, Kind::FeeNoticeReceivedByApplicant), m.at(k + 75, Kind::FeePaid)])),
        (
            "fee revoked",
            m.case(vec![
                m.at(k, Kind::FeeNoticeSent),
                m.at(k + 2, Kind::FeeNoticeReceivedByApplicant),
                m.at(k + 40, Kind::FeeRevoked),
                m.at(k + 41, Kind::FeePaid),
            ]),
        ),
        ("fee on the last day", m.case(vec![m.at(last, Kind::FeeNoticeSent)])),
        (
            "fee a day late",
            m.case(vec![
                m.at(last + 1, Kind::FeeNoticeSent),
                m.at(last + 2, Kind::FeeNoticeReceivedByApplicant),
                m.at(last + 3, Kind::FeePaid),
            ]),
        ),
    ]
}

fn ends(m: &Maker<'_>) -> Vec<Scenario> {
    let k = m.receipt % 13;
    let last = m.wd(20);
    let copy = |proceeding, procedure| vec![m.at(0, Kind::CopyReceived { proceeding, procedure })];
    vec![
        ("withdrawn", m.case(vec![m.at(k, Kind::Withdrawn)])),
        (
            "posted on the last day",
            m.case(vec![m.at(last, Kind::ReplyPosted), m.at(last + 3, Kind::ReplySignedByApplicant)]),
        ),
        ("signed a day late", m.case(vec![m.at(last, Kind::ReplyDated), m.at(last + 1, Kind::ReplySignedByApplicant)])),
        ("electronic", m.case(vec![m.at(k, Kind::ReplyReachedSystem)])),
        (
            "reopened",
            m.case(vec![
                m.at(k, Kind::ReplySignedByApplicant),
                m.at(k + 70, Kind::ReconsiderationDecisionReceived),
                m.at(k + 73, Kind::Reopened { limit_wd: if k % 2 == 0 { None } else { Some(10) } }),
                m.at(k + 80, Kind::ReplyPosted),
                m.at(k + 83, Kind::ReplySignedByApplicant),
            ]),
        ),
        ("remedies only", vec![m.at(0, Kind::ReplyReceived)]),
        ("answer, ordinary", copy(Proceeding::Reconsideration, Procedure::Ordinary)),
        ("answer, simplified", copy(Proceeding::Reconsideration, Procedure::Simplified)),
        ("defence", copy(Proceeding::Suit, Procedure::Ordinary)),
        ("suit after reconsideration", vec![m.at(0, Kind::ReconsiderationDecisionReceived)]),
    ]
}

/// A sequence of up to ten events that chance draws, some of them forbidden.
fn chance(m: &Maker<'_>, seed: u64) -> Vec<ClockEvent> {
    let mut state = (m.receipt as u64) << 8 | seed;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut events = vec![m.received()];
    let mut day = 0;
    for _ in 0..draw(10) + 1 {
        let gap = if draw(4) == 0 { 20 } else { 7 };
        day += draw(gap) as usize;
        let party = if draw(2) == 0 { "A" } else { "B" }.to_owned();
        let told = day + draw(2) as usize;
        let consulted = [ConsultedKind::ThirdParty, ConsultedKind::JointOrgan, ConsultedKind::OtherOrgan];
        let kind = match draw(24) {
            0 => Kind::ClarifyNotice { deadline: None, period_wd: None },
            1 => Kind::ClarifyNotice { deadline: m.told(day + 14), period_wd: None },
            2 => Kind::ClarifyNoticeReceivedByApplicant { period_wd: Some(draw(20) as u16) },
            3 | 4 => Kind::ClarificationReceived { good_reason: draw(2) == 0 },
            5..=7 => Kind::ConsultSent { party, kind: consulted[draw(3) as usize] },
            8 => Kind::ConsultReceivedByParty { party },
            9 | 10 => Kind::OpinionReceived { party },
            11 | 12 => Kind::Extend { days: draw(23) as u16 + 1, told: m.told(told), consent_by: None },
            13 => Kind::Delayed { until: m.told(day + 60).unwrap_or_default(), told: m.told(told) },
            14 => Kind::FeeNoticeSent,
            15 => Kind::FeeNoticeReceivedByApplicant,
            16 | 17 => Kind::FeePaid,
            18 => Kind::FeeRevoked,
            19 => Kind::Reopened { limit_wd: Some(draw(30) as u16 + 1) },
            20 => Kind::Abandoned,
            21 => Kind::ReplyPosted,
            22 => Kind::ReplySignedByApplicant,
            _ => Kind::ReasonsAsked,
        };
        events.push(m.at(day, kind.clone()));
        // Nothing may happen between a decision and its being told: the naive calculator knows one day for both.
        if matches!(kind, Kind::Extend { .. } | Kind::Delayed { .. }) {
            day = told;
        }
    }
    events
}
