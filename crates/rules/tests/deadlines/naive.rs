//! A second calculator, deliberately naive: it lives through the case a day at a time, counts the day, then does what
//! happened on it. It shares no code with the product and is compared with it on every receipt date of 2019 to 2026.

use std::collections::BTreeMap;

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::{
    Clock, ClockEvent, ClockEventKind as Kind, ClockState, ConsultedKind, Procedure, Proceeding, Silence, clock,
};
use gongkai_rules::outcomes::Outcome;
use jiff::civil::Date;

use crate::naive_calendar::NaiveCalendar;
use crate::scenarios;

type Verdict = BTreeMap<&'static str, String>;

struct Asked {
    on: usize,
    good: bool,
    last_day: Option<usize>,
    period: Option<u16>,
    has_it: Option<usize>,
    over: bool,
}

#[derive(Default)]
struct Life {
    first_receipt: Option<usize>,
    day0: Option<usize>,
    counted: Vec<usize>,
    limit: usize,
    replaced: Option<usize>,
    asked: Option<Asked>,
    fee: Option<(Option<usize>, bool)>,
    fee_void: bool,
    extended: bool,
    first_due: Option<(usize, usize)>,
    reply: Option<usize>,
    over: bool,
    known: Option<usize>,
    decision: Option<usize>,
    again: bool,
    copy: Option<(usize, bool)>,
    complaint: Option<usize>,
    refused: Option<&'static str>,
}

struct Party {
    name: String,
    joint: bool,
    sent: usize,
    got: Option<usize>,
    said: Option<usize>,
    due: usize,
    end: usize,
}

/// The n-th working day after a day, and whether a day of an unknown year was passed.
fn walk(calendar: &NaiveCalendar, from: usize, n: usize) -> (usize, bool) {
    let (mut day, mut seen, mut unknown) = (from, 0, false);
    while seen < n {
        day += 1;
        unknown |= calendar.unknown_year(day);
        if calendar.works(day) {
            seen += 1;
        }
    }
    (day, unknown)
}

fn parties(calendar: &NaiveCalendar, events: &[(usize, &Kind)]) -> Vec<Party> {
    let mut all: Vec<Party> = Vec::new();
    for &(day, kind) in events {
        match kind {
            Kind::ConsultSent { party, kind } => all.push(Party {
                name: party.clone(),
                joint: *kind == ConsultedKind::JointOrgan,
                sent: day,
                got: None,
                said: None,
                due: 0,
                end: 0,
            }),
            Kind::ConsultReceivedByParty { party } => {
                if let Some(one) = all.iter_mut().filter(|one| &one.name == party && one.got.is_none()).next_back() {
                    one.got = Some(day);
                }
            }
            Kind::OpinionReceived { party } => {
                if let Some(one) = all.iter_mut().filter(|one| &one.name == party && one.said.is_none()).next_back() {
                    one.said = Some(day);
                }
            }
            _ => {}
        }
    }
    for one in &mut all {
        one.due = walk(calendar, one.got.unwrap_or(one.sent), 15).0;
        one.end = one.due;
        if let Some(said) = one.said
            && said < one.due
        {
            one.end = said;
        }
    }
    all
}

impl Life {
    fn refuse(&mut self, what: &'static str) {
        self.refused.get_or_insert(what);
    }

    fn begin(&mut self, day: usize, limit: usize) {
        self.day0 = Some(day);
        self.counted.clear();
        self.limit = limit;
        self.replaced = None;
    }

    fn awaits_clarification(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.good && !asked.over)
    }

    fn awaits_payment(&self) -> bool {
        self.fee.is_some_and(|(_, paid)| !paid)
    }

    fn due_so_far(&self) -> Option<usize> {
        self.day0?;
        self.replaced.or_else(|| self.counted.get(self.limit - 1).copied())
    }

    fn is_past(&self, today: usize) -> bool {
        !self.awaits_clarification() && !self.awaits_payment() && self.due_so_far().is_some_and(|due| due < today)
    }

    fn clarification_last(&self, calendar: &NaiveCalendar) -> Option<(usize, bool)> {
        let asked = self.asked.as_ref().filter(|asked| asked.good)?;
        if let Some(last) = asked.last_day {
            return Some((last, false));
        }
        Some(walk(calendar, asked.has_it.unwrap_or(asked.on), usize::from(asked.period.unwrap_or(15))))
    }

    fn ask(&mut self, calendar: &NaiveCalendar, asked: Asked) {
        if self.asked.is_some() {
            return self.refuse("second clarification");
        }
        let from = self.first_receipt.or(self.day0);
        let good = from.is_none_or(|from| walk(calendar, from, 7).0 >= asked.on);
        self.asked = Some(Asked { good, ..asked });
        if !good {
            self.refuse("late clarification");
        }
    }

    fn happen(&mut self, calendar: &NaiveCalendar, today: usize, kind: &Kind, taken_out: &[bool]) {
        match kind {
            Kind::Confirmed { .. } | Kind::Received { .. } => {
                if self.first_receipt.is_none() {
                    self.first_receipt = Some(today);
                    if self.day0.is_none() {
                        self.begin(today, 20);
                    }
                }
            }
            Kind::ClarifyNotice { deadline, period_wd } => {
                let last_day = deadline.map(|date| calendar.number_of(date));
                let asked = Asked { on: today, good: true, last_day, period: *period_wd, has_it: None, over: false };
                self.ask(calendar, asked);
            }
            Kind::ClarifyNoticeReceivedByApplicant { period_wd } => match &mut self.asked {
                None => {
                    let has_it = Some(today);
                    let asked =
                        Asked { on: today, good: true, last_day: None, period: *period_wd, has_it, over: false };
                    self.ask(calendar, asked);
                }
                Some(asked) if asked.has_it.is_none() => {
                    asked.has_it = Some(today);
                    if period_wd.is_some() {
                        asked.period = *period_wd;
                    }
                }
                Some(_) => self.refuse("second clarification"),
            },
            Kind::ClarificationReceived { good_reason } => {
                let last = self.clarification_last(calendar);
                match &mut self.asked {
                    _ if self.over => {}
                    None => self.begin(today, 20),
                    Some(asked) if !asked.good => {}
                    Some(asked) if asked.over => self.refuse("second clarification"),
                    Some(asked) => {
                        if *good_reason || last.is_some_and(|(last, _)| today <= last) {
                            asked.over = true;
                            self.begin(today, 20);
                        } else {
                            self.refuse("late clarification");
                        }
                    }
                }
            }
            Kind::Extend { days, .. } => self.extend(calendar, today, usize::from(*days), taken_out),
            Kind::Delayed { until, .. } => {
                if self.day0.is_none() {
                } else if self.is_past(today) {
                    self.refuse("delay after expiry");
                } else {
                    self.replaced = Some(calendar.number_of(*until));
                }
            }
            Kind::FeeNoticeSent => self.charge(today, None),
            Kind::FeeNoticeReceivedByApplicant => match self.fee {
                Some((None, false)) => self.fee = Some((Some(today), false)),
                Some((Some(_), false)) => {}
                _ if self.fee_void => {}
                _ => self.charge(today, Some(today)),
            },
            Kind::FeePaid => {
                if self.over || self.fee_void || self.fee.is_some_and(|(_, paid)| paid) {
                    return;
                }
                let last = self.fee.and_then(|(got, _)| got).map(|got| walk(calendar, got, 20).0);
                if last.is_some_and(|last| today > last) {
                    return self.refuse("late payment");
                }
                self.fee = self.fee.map(|(got, _)| (got, true));
                self.begin(today, 20);
            }
            Kind::FeeRevoked => {
                if self.awaits_payment() {
                    self.fee = None;
                    self.fee_void = true;
                }
            }
            Kind::Abandoned | Kind::Withdrawn => self.over = true,
            Kind::ReplyPosted => self.reply = self.reply.or(Some(today)),
            Kind::ReplySignedByApplicant | Kind::ReplyReachedSystem | Kind::ReplyReceived => {
                self.reply = self.reply.or(Some(today));
                if self.again {
                    self.known = None;
                    self.decision = None;
                    self.again = false;
                }
                self.known = self.known.or(Some(today));
            }
            Kind::Reopened { limit_wd } => {
                self.reply = None;
                self.over = false;
                self.again = true;
                self.fee = None;
                if let Some(asked) = &mut self.asked {
                    asked.over = true;
                }
                self.begin(today, usize::from(limit_wd.unwrap_or(20)));
            }
            Kind::CopyReceived { proceeding: Proceeding::Suit, .. } => self.complaint = Some(today),
            Kind::CopyReceived { procedure, .. } => self.copy = Some((today, *procedure == Procedure::Simplified)),
            Kind::ReconsiderationDecisionReceived => self.decision = Some(today),
            _ => {}
        }
    }

    fn extend(&mut self, calendar: &NaiveCalendar, today: usize, days: usize, taken_out: &[bool]) {
        let Some(day0) = self.day0 else { return };
        // The date the limit would have ended on without the extension: live on without it.
        let before = self.replaced.unwrap_or_else(|| {
            let (mut day, mut seen) = (day0, 0);
            while seen < self.limit {
                day += 1;
                if calendar.works(day) && !taken_out[day] {
                    seen += 1;
                }
            }
            day
        });
        if !self.extended && self.first_due.is_none() {
            self.first_due = Some((before, day0));
        }
        if self.is_past(today) {
            self.refuse("extension after expiry");
        } else if self.extended {
            self.refuse("second extension");
        } else if days > 20 {
            self.refuse("extension over 20 wd");
        } else {
            self.first_due = Some((before, day0));
            self.extended = true;
            self.limit += days;
        }
    }

    fn charge(&mut self, today: usize, got: Option<usize>) {
        if self.awaits_payment() {
        } else if self.is_past(today) {
            self.fee_void = true;
            self.refuse("fee notice after expiry");
        } else {
            self.fee_void = false;
            self.fee = Some((got, false));
        }
    }
}

/// The day from which an event has effect: an extension or delay when the applicant is told, if that is later.
fn takes_effect(calendar: &NaiveCalendar, event: &ClockEvent) -> usize {
    let day = calendar.number_of(event.date);
    match &event.kind {
        Kind::Extend { told: Some(told), .. } | Kind::Delayed { told: Some(told), .. } => {
            day.max(calendar.number_of(*told))
        }
        _ => day,
    }
}

fn live(calendar: &NaiveCalendar, events: &[&ClockEvent]) -> (Life, Vec<Party>, Vec<bool>) {
    let days: Vec<(usize, &Kind)> = events.iter().map(|event| (takes_effect(calendar, event), &event.kind)).collect();
    let parties = parties(calendar, &days);
    let first = days.iter().map(|(day, _)| *day).min().unwrap_or(0);
    let last = days.iter().map(|(day, _)| *day).max().unwrap_or(0);
    let mut taken_out = vec![false; last + 1_200];
    for party in &parties {
        for day in party.sent + 1..=party.end {
            taken_out[day] = true;
        }
    }
    let mut life = Life::default();
    let mut today = first;
    while today <= last || (life.day0.is_some() && life.counted.len() < life.limit) {
        if life.day0.is_some() && calendar.works(today) && !taken_out[today] {
            life.counted.push(today);
        }
        for &(_, kind) in days.iter().filter(|(day, _)| *day == today) {
            life.happen(calendar, today, kind, &taken_out);
        }
        today += 1;
    }
    (life, parties, taken_out)
}

fn verdict(calendar: &NaiveCalendar, events: &[ClockEvent], as_of: Date) -> Verdict {
    let all: Vec<&ClockEvent> = events.iter().collect();
    let (life, parties, taken_out) = live(calendar, &all);
    let mut names = Verdict::new();
    let mut unknown = false;
    let mut put = |name, value: String| {
        names.insert(name, value);
    };
    let date = |number: usize| calendar.date_of(number).to_string();
    let waiting = life.awaits_clarification() || life.awaits_payment();
    if let Some(receipt) = life.first_receipt {
        put("received_on", date(receipt));
        let (due, passed) = walk(calendar, receipt, 7);
        put("clarify_notice_due", date(due));
        unknown |= passed;
    }
    let mut abandon: Option<(usize, Outcome)> = None;
    if let Some((last, passed)) = life.clarification_last(calendar) {
        put("clarification_due", date(last));
        unknown |= passed;
        if life.awaits_clarification() {
            abandon = Some((last, Outcome::NotClarifiedInTime));
        }
    }
    if let Some((Some(got), _)) = life.fee {
        let (last, passed) = walk(calendar, got, 20);
        put("pay_due", date(last));
        unknown |= passed;
        if life.awaits_payment() && abandon.is_none_or(|(earlier, _)| last < earlier) {
            abandon = Some((last, Outcome::FeeNotPaid));
        }
    }
    if let Some((last, outcome)) = abandon {
        put("abandon_possible_from", date(last + 1));
        put("outcome", format!("{outcome:?}"));
    }
    for party in &parties {
        unknown |= walk(calendar, party.got.unwrap_or(party.sent), 15).1;
    }
    if let Some(latest) = parties.iter().map(|party| party.due).max() {
        put("party_due", date(latest));
        if let Some(day0) = life.day0 {
            let days = (day0 + 1..taken_out.len()).filter(|&day| taken_out[day] && calendar.works(day)).count();
            put("excluded_wd", days.to_string());
        }
    }
    let silent: Vec<&Party> = parties.iter().filter(|one| one.said.is_none_or(|said| said > one.due)).collect();
    if !silent.is_empty() {
        put(
            "silence",
            format!("{:?}", if silent.iter().all(|one| one.joint) { Silence::Consent } else { Silence::None }),
        );
    }
    if let Some((due, day0)) = life.first_due {
        put("first_due", date(due));
        unknown |= (day0 + 1..=due).any(|day| calendar.unknown_year(day));
    }
    if let Some(due) = life.due_so_far().filter(|_| !waiting) {
        put("reply_due", date(due));
        if life.replaced.is_none() {
            unknown |= (life.day0.unwrap_or(due) + 1..=due).any(|day| calendar.unknown_year(day));
        }
        if let Some(reply) = life.reply {
            put("in_time", (reply <= due).to_string());
        }
    }
    if let Some(refused) = life.refused {
        put("refused", refused.to_owned());
    }
    remedies(calendar, &life, &mut names, &mut unknown);
    names.insert("provisional", unknown.to_string());
    if let Some(state) = state(calendar, events, as_of) {
        names.insert("state", format!("{state:?}"));
    }
    names
}

fn remedies(calendar: &NaiveCalendar, life: &Life, names: &mut Verdict, unknown: &mut bool) {
    let mut put = |name, raw_name, raw: usize| {
        let mut day = raw;
        while !calendar.works(day) {
            day += 1;
        }
        *unknown |= calendar.unknown_year(raw) || calendar.unknown_year(day);
        names.insert(name, calendar.date_of(day).to_string());
        names.insert(raw_name, calendar.date_of(raw).to_string());
    };
    if let Some(known) = life.known {
        put("reconsideration_until", "reconsideration_until_raw", known + 60);
    }
    if let Some(decision) = life.decision {
        put("suit_until", "suit_until_raw", decision + 15);
    } else if let Some(known) = life.known {
        put("suit_until", "suit_until_raw", calendar.months_later(known, 6));
    }
    if let Some(complaint) = life.complaint {
        put("defence_due", "defence_due_raw", complaint + 15);
    }
    if let Some((copy, simplified)) = life.copy {
        let (due, passed) = walk(calendar, copy, if simplified { 5 } else { 10 });
        *unknown |= passed;
        names.insert("answer_due", calendar.date_of(due).to_string());
    }
}

fn state(calendar: &NaiveCalendar, events: &[ClockEvent], as_of: Date) -> Option<ClockState> {
    let known: Vec<&ClockEvent> = events.iter().filter(|event| event.date <= as_of).collect();
    if known.is_empty() {
        return None;
    }
    let (life, _, taken_out) = live(calendar, &known);
    let today = calendar.number_of(as_of);
    if life.reply.is_some() {
        Some(ClockState::Done)
    } else if life.over {
        Some(ClockState::Ended)
    } else if life.day0.is_none() {
        None
    } else if life.awaits_clarification() || life.awaits_payment() || taken_out.get(today).copied().unwrap_or(false) {
        Some(ClockState::Paused)
    } else if life.due_so_far().is_some_and(|due| today > due) {
        Some(ClockState::Overdue)
    } else {
        Some(ClockState::Running)
    }
}

/// The product's clock in the same words.
fn spoken(clock: &Clock) -> Verdict {
    let mut names = Verdict::new();
    let dates = [
        ("received_on", clock.received_on),
        ("clarify_notice_due", clock.clarify_notice_due),
        ("clarification_due", clock.clarification_due),
        ("party_due", clock.party_due),
        ("pay_due", clock.pay_due),
        ("abandon_possible_from", clock.abandon_possible_from),
        ("first_due", clock.first_due),
        ("reply_due", clock.reply_due),
        ("reconsideration_until", clock.reconsideration_until),
        ("reconsideration_until_raw", clock.reconsideration_until_raw),
        ("suit_until", clock.suit_until),
        ("suit_until_raw", clock.suit_until_raw),
        ("answer_due", clock.answer_due),
        ("defence_due", clock.defence_due),
        ("defence_due_raw", clock.defence_due_raw),
    ];
    for (name, date) in dates {
        if let Some(date) = date {
            names.insert(name, date.to_string());
        }
    }
    let others = [
        ("outcome", clock.outcome.map(|outcome| format!("{outcome:?}"))),
        ("excluded_wd", clock.excluded_wd.map(|days| days.to_string())),
        ("silence", clock.silence.map(|silence| format!("{silence:?}"))),
        ("in_time", clock.in_time.map(|in_time| in_time.to_string())),
        ("refused", clock.refused.first().map(|refused| refused.reason.code().to_owned())),
        ("provisional", Some(clock.provisional.to_string())),
        ("state", clock.state.map(|state| format!("{state:?}"))),
    ];
    for (name, value) in others {
        if let Some(value) = value {
            names.insert(name, value);
        }
    }
    names
}

#[test]
fn every_receipt_date_with_every_kind_of_event_agrees_with_the_naive_calculator() {
    let naive = NaiveCalendar::new();
    let calendar = Calendar::embedded();
    std::thread::scope(|scope| {
        for year in 2019..=2026 {
            let (naive, calendar) = (&naive, &calendar);
            scope.spawn(move || compare_year(naive, calendar, year));
        }
    });
}

fn compare_year(naive: &NaiveCalendar, calendar: &Calendar, year: i16) {
    let first = naive.number_of(jiff::civil::date(year, 1, 1));
    let last = naive.number_of(jiff::civil::date(year, 12, 31));
    for receipt in first..=last {
        for (name, events) in scenarios::all(naive, receipt) {
            let as_of = naive.date_of(receipt + receipt * 31 % 97);
            let expected = verdict(naive, &events, as_of);
            let answer = clock(&events, calendar, as_of);
            assert_eq!(spoken(&answer), expected, "{name}, as of {as_of}: {events:#?}\n{:#?}", answer.steps);
        }
    }
}

#[test]
fn the_two_calendars_agree_on_every_day() {
    let naive = NaiveCalendar::new();
    let calendar = Calendar::embedded();
    for number in naive.number_of(jiff::civil::date(2018, 12, 29))..=naive.number_of(jiff::civil::date(2030, 12, 31)) {
        let date = naive.date_of(number);
        assert_eq!(calendar.is_working_day(date), naive.works(number), "{date}");
    }
}
