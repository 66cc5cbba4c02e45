//! Events → state. The only way to a state there is.

use super::{
    Clarification, Closing, Consultation, ConsultationEnd, Extension, Fee, IssuedPaper, PaperKind, PendingStep,
    Reasons, Remedy, Request, State,
};
use crate::events::{Amendment, Event, ImportedStep, Recorded, Step};
use crate::ids::{OrganId, RequestId};
use crate::outcomes::Outcome;
use jiff::civil::Date;

/// Facts put right by later events: replay reads the old event with the right fact in it.
#[derive(Default)]
struct Amended {
    received_on: Option<Date>,
    channel: Option<crate::outcomes::Channel>,
    applicant_kind: Option<crate::outcomes::ApplicantKind>,
    outcome: Option<Outcome>,
    closed_on: Option<Date>,
    way: Option<crate::events::DeliveryWay>,
}

impl Amended {
    fn of(events: &[Recorded]) -> Amended {
        let mut amended = Amended::default();
        for recorded in events {
            if let Event::RecordAmended { amendment, .. } = &recorded.event {
                match amendment {
                    Amendment::ReceivedOn(date) => amended.received_on = Some(*date),
                    Amendment::Channel(channel) => amended.channel = Some(*channel),
                    Amendment::ApplicantKind(kind) => amended.applicant_kind = Some(*kind),
                    Amendment::Outcome(outcome) => amended.outcome = Some(*outcome),
                    Amendment::ClosedOn(date) => amended.closed_on = Some(*date),
                    Amendment::DeliveryWay(way) => amended.way = Some(*way),
                    Amendment::DuplicateOf(_) => {}
                }
            }
        }
        amended
    }
}

impl Request {
    /// The state after these events, which must be the case's own, in the order of recording.
    ///
    /// `None` where the first event is not `Submitted`: then there is no case. An event that does not fit the state
    /// (which `decide` never lets through) leaves it as it is, so that a damaged history is seen by `verify` as a
    /// difference and never as a crash.
    pub fn replay(id: RequestId, organ: OrganId, events: &[Recorded]) -> Option<Request> {
        let (first, rest) = events.split_first()?;
        let amended = Amended::of(events);
        let mut request = open(id, organ, first, &amended)?;
        for recorded in rest {
            request.version = recorded.version;
            request.apply(recorded, &amended);
        }
        Some(request)
    }

    fn apply(&mut self, recorded: &Recorded, amended: &Amended) {
        let on = recorded.effective_on;
        match &recorded.event {
            Event::Submitted { .. } | Event::CalendarAdopted { .. } | Event::RemedyStep { .. } => {}
            Event::Titled { title } => self.title = Some(title.clone()),
            Event::ContactTried { .. } => self.contact_tries += 1,
            Event::Assigned { to } => self.assignee = Some(*to),
            Event::Registered { .. } => {
                self.received_on = Some(amended.received_on.unwrap_or(on));
                self.state = State::Handling;
            }
            Event::StepProposed { step } => {
                let step = step.clone();
                self.pending.push(PendingStep { proposal: recorded.version, by: recorded.by, on, step });
            }
            Event::StepDeclined { proposal, .. } => self.pending.retain(|step| step.proposal != *proposal),
            Event::ClarificationAsked { .. }
            | Event::ClarificationDelivered {}
            | Event::ClarificationReceived { .. } => {
                self.apply_clarification(recorded);
            }
            Event::ConsultationSent { .. }
            | Event::ConsultationDelivered { .. }
            | Event::OpinionReceived { .. }
            | Event::ConsultationLapsed { .. }
            | Event::ThirdPartyTold { .. } => self.apply_consultation(recorded),
            Event::PaperIssued { kind, paper } => {
                if let Some(kind) = PaperKind::of_side_paper(*kind) {
                    self.issued(paper, on, kind);
                }
            }
            Event::ReasonsAsked { paper } => {
                self.consented(|step| matches!(step, Step::AskReasons { .. }));
                self.issued(paper, on, PaperKind::ReasonRequest);
                self.reasons = Some(Reasons { asked_on: on, received: None });
            }
            Event::ReasonsReceived { words } => {
                if let Some(reasons) = &mut self.reasons {
                    reasons.received = Some((on, *words));
                }
            }
            Event::Delayed { until, paper } => {
                self.issued(paper, on, PaperKind::DelayNotice);
                self.delayed = Some((on, *until));
            }
            Event::Extended { days, paper, .. } => {
                self.consented(|step| matches!(step, Step::Extend { .. }));
                self.issued(paper, on, PaperKind::ExtensionNotice);
                self.extension = Some(Extension { on, days: *days });
            }
            Event::FeeNoticeSent { .. }
            | Event::FeeNoticeDelivered {}
            | Event::FeePaid {}
            | Event::FeeRevoked { .. } => {
                self.apply_fee(recorded);
            }
            Event::DecisionProposed { .. }
            | Event::DecisionReturned { .. }
            | Event::DecisionApproved { .. }
            | Event::DecisionSigned { .. } => self.apply_decision(recorded),
            Event::PutAtDisposal {} => {
                if let State::Decided { at_disposal_since, .. } = &mut self.state {
                    at_disposal_since.get_or_insert(on);
                }
            }
            Event::PaperOpened { paper } => {
                if let Some(issued) = self.papers.iter_mut().find(|issued| issued.paper.id == *paper) {
                    issued.opened_on.get_or_insert(on);
                }
            }
            Event::NoticePhoned { paper, .. } => {
                if let Some(issued) = self.papers.iter_mut().find(|issued| issued.paper.id == *paper) {
                    issued.phoned_on.get_or_insert(on);
                }
            }
            Event::Delivered { way, .. } => {
                if let State::Decided { proposal, .. } = &self.state {
                    let (outcome, detail) = (proposal.outcome, proposal.detail.clone());
                    self.close(Closing { on, outcome, detail, way: Some(*way) }, amended);
                }
            }
            Event::DeliveryFailed { .. } => {}
            Event::Abandoned { outcome, paper } => {
                self.consented(|step| matches!(step, Step::Abandon { .. }));
                self.issued(paper, on, PaperKind::Abandonment);
                self.close(Closing { on, outcome: *outcome, detail: None, way: None }, amended);
            }
            Event::Withdrawn { .. } => {
                // Whoever withdraws before confirmation has thereby been in touch with the desk: that day is the receipt,
                // so that the case counts once as new and once as handled (requests.md 2.4).
                self.received_on.get_or_insert(amended.received_on.unwrap_or(on));
                let detail = Some(crate::events::OutcomeDetail::Withdrawn);
                self.close(Closing { on, outcome: Outcome::OtherHandling, detail, way: None }, amended);
            }
            Event::RecordAmended { amendment, .. } => {
                self.consented(|step| matches!(step, Step::Amend { .. }));
                if let Amendment::DuplicateOf(other) = amendment {
                    self.duplicate_of = Some(*other);
                    if self.closing().is_none() {
                        self.pending.clear();
                        self.state =
                            State::Closed(Closing { on, outcome: Outcome::OtherHandling, detail: None, way: None });
                    }
                }
            }
            Event::Archived {} => {
                if let State::Closed(closing) = &self.state {
                    self.state = State::Archived(closing.clone());
                }
            }
            Event::RemedyOpened { remedy, kind, simplified, .. } => self.remedies.push(Remedy {
                id: *remedy,
                kind: *kind,
                simplified: *simplified,
                opened_on: on,
                ended: None,
            }),
            Event::RemedyEnded { remedy, result } => {
                if let Some(found) = self.remedies.iter_mut().find(|found| found.id == *remedy) {
                    found.ended = Some((on, *result));
                }
            }
            Event::ReopenedByRemedy { limit } => {
                self.reopenings.push((on, *limit));
                self.state = State::Handling;
            }
            Event::Imported { what } => self.apply_imported(what, on, amended),
        }
    }

    fn apply_clarification(&mut self, recorded: &Recorded) {
        let on = recorded.effective_on;
        match &recorded.event {
            Event::ClarificationAsked { paper, period } => {
                self.issued(paper, on, PaperKind::ClarificationNotice);
                self.clarification = Some(Clarification {
                    asked_on: on,
                    period: *period,
                    delivered_on: None,
                    received_on: None,
                    content: None,
                });
                self.state = State::AwaitingClarification;
            }
            Event::ClarificationDelivered {} => {
                if let Some(clarification) = &mut self.clarification {
                    clarification.delivered_on.get_or_insert(on);
                }
            }
            Event::ClarificationReceived { content, files, .. } => {
                if let Some(clarification) = &mut self.clarification {
                    clarification.received_on = Some(on);
                    clarification.content = Some(*content);
                }
                self.files.extend(files.iter().cloned());
                self.state = State::Handling;
            }
            _ => {}
        }
    }

    fn apply_consultation(&mut self, recorded: &Recorded) {
        let on = recorded.effective_on;
        match &recorded.event {
            Event::ConsultationSent { consultation, kind, party, paper } => {
                let id = *consultation;
                self.consented(|step| matches!(step, Step::Consult { consultation, .. } if *consultation == id));
                self.issued(paper, on, PaperKind::Consultation);
                self.consultations.push(Consultation {
                    id,
                    kind: *kind,
                    party: Some(*party),
                    sent_on: on,
                    delivered_on: None,
                    end: None,
                    paper: Some(paper.clone()),
                    told: None,
                });
            }
            Event::ConsultationDelivered { consultation } => {
                if let Some(found) = self.consultations.iter_mut().find(|found| found.id == *consultation) {
                    found.delivered_on.get_or_insert(on);
                }
            }
            Event::OpinionReceived { consultation, opinion, words } => {
                let end = ConsultationEnd::Answered { on, opinion: Some(*opinion), words: *words };
                self.end_consultation(*consultation, end);
            }
            Event::ConsultationLapsed { consultation } => {
                self.end_consultation(*consultation, ConsultationEnd::Lapsed { on });
            }
            Event::ThirdPartyTold { consultation, disclosed, paper } => {
                let id = *consultation;
                self.consented(|step| matches!(step, Step::TellThirdParty { consultation, .. } if *consultation == id));
                self.issued(paper, on, PaperKind::ThirdPartyNotice);
                if let Some(found) = self.consultations.iter_mut().find(|found| found.id == id) {
                    found.told = Some((on, *disclosed));
                }
            }
            _ => {}
        }
    }

    fn end_consultation(&mut self, id: crate::ids::ConsultationId, end: ConsultationEnd) {
        if let Some(found) = self.consultations.iter_mut().find(|found| found.id == id) {
            found.end = Some(end);
        }
    }

    fn apply_fee(&mut self, recorded: &Recorded) {
        let on = recorded.effective_on;
        match &recorded.event {
            Event::FeeNoticeSent { yuan, paper } => {
                self.consented(|step| matches!(step, Step::ChargeFee { .. }));
                self.issued(paper, on, PaperKind::FeeNotice);
                self.fee = Some(Fee { yuan: *yuan, sent_on: on, delivered_on: None, paid_on: None, revoked: false });
                self.state = State::AwaitingPayment;
            }
            Event::FeeNoticeDelivered {} => {
                if let Some(fee) = &mut self.fee {
                    fee.delivered_on.get_or_insert(on);
                }
            }
            Event::FeePaid {} => {
                if let Some(fee) = &mut self.fee {
                    fee.paid_on = Some(on);
                }
                self.state = State::Handling;
            }
            Event::FeeRevoked { .. } => {
                if let Some(fee) = &mut self.fee {
                    fee.revoked = true;
                }
                self.state = State::Handling;
            }
            _ => {}
        }
    }

    fn apply_decision(&mut self, recorded: &Recorded) {
        match (&recorded.event, &mut self.state) {
            (Event::DecisionProposed { proposal }, _) => {
                if let Some(drafted_by) = recorded.by {
                    self.state = State::Deciding { proposal: proposal.clone(), drafted_by, approved_by: None };
                }
            }
            (Event::DecisionReturned { .. }, _) => self.state = State::Handling,
            (Event::DecisionApproved { hash }, State::Deciding { proposal, approved_by, .. })
                if proposal.hash == *hash =>
            {
                *approved_by = recorded.by;
            }
            (Event::DecisionSigned { paper, hash }, State::Deciding { proposal, .. }) if proposal.hash == *hash => {
                let (proposal, paper) = (proposal.clone(), paper.clone());
                self.issued(&paper, recorded.effective_on, PaperKind::Reply);
                self.state =
                    State::Decided { proposal, paper, signed_on: recorded.effective_on, at_disposal_since: None };
            }
            _ => {}
        }
    }

    fn apply_imported(&mut self, what: &ImportedStep, on: Date, amended: &Amended) {
        match what {
            ImportedStep::ClarificationAsked {} => {
                self.clarification = Some(Clarification {
                    asked_on: on,
                    period: crate::requests::clockwork::DEFAULT_CLARIFICATION_PERIOD,
                    delivered_on: None,
                    received_on: None,
                    content: None,
                });
                self.state = State::AwaitingClarification;
            }
            ImportedStep::ConsultationSent { consultation } => self.consultations.push(Consultation {
                id: *consultation,
                kind: crate::events::ConsultationKind::ThirdParty,
                party: None,
                sent_on: on,
                delivered_on: None,
                end: None,
                paper: None,
                told: None,
            }),
            ImportedStep::ClarificationReceived {} => {
                if let Some(clarification) = &mut self.clarification {
                    clarification.received_on = Some(on);
                }
                self.state = State::Handling;
            }
            ImportedStep::OpinionReceived { consultation } => {
                self.end_consultation(*consultation, ConsultationEnd::Answered { on, opinion: None, words: None });
            }
            ImportedStep::Extended { days } => self.extension = Some(Extension { on, days: *days }),
            ImportedStep::Replied { outcome, .. } => {
                self.close(Closing { on, outcome: *outcome, detail: None, way: None }, amended);
            }
        }
    }

    fn close(&mut self, mut closing: Closing, amended: &Amended) {
        if self.counted.is_none() {
            closing.on = amended.closed_on.unwrap_or(closing.on);
            closing.way = closing.way.map(|way| amended.way.unwrap_or(way));
            if let Some(outcome) = amended.outcome.filter(|outcome| *outcome != closing.outcome) {
                closing.outcome = outcome;
                // A sub-kind of the row it does not belong in.
                closing.detail = None;
            }
            self.counted = Some(closing.clone());
        }
        // A correction of the record, or a third party's notice, may be decided after the closing as well; every other
        // step is overtaken.
        self.pending.retain(|pending| matches!(pending.step, Step::Amend { .. } | Step::TellThirdParty { .. }));
        self.state = State::Closed(closing);
    }

    fn issued(&mut self, paper: &crate::events::PaperRef, on: Date, kind: PaperKind) {
        self.papers.push(IssuedPaper { paper: paper.clone(), on, kind, opened_on: None, phoned_on: None });
    }

    /// The step took effect: it no longer waits for the head.
    fn consented(&mut self, which: impl Fn(&Step) -> bool) {
        if let Some(place) = self.pending.iter().position(|pending| which(&pending.step)) {
            self.pending.remove(place);
        }
    }
}

fn open(id: RequestId, organ: OrganId, first: &Recorded, amended: &Amended) -> Option<Request> {
    let Event::Submitted { number, channel, applicant_kind, applicant, matters, reply_way, files } = &first.event
    else {
        return None;
    };
    Some(Request {
        id,
        organ,
        version: first.version,
        number: number.clone(),
        // What is handed in or signed for is received as it arrives: a day of receipt put right is the day of arrival too.
        submitted_on: amended.received_on.map_or(first.effective_on, |received| received.min(first.effective_on)),
        channel: amended.channel.unwrap_or(*channel),
        applicant_kind: amended.applicant_kind.unwrap_or(*applicant_kind),
        applicant: *applicant,
        matters: matters.clone(),
        reply_way: *reply_way,
        files: files.clone(),
        title: None,
        assignee: None,
        received_on: None,
        state: State::Received,
        contact_tries: 0,
        clarification: None,
        consultations: Vec::new(),
        pending: Vec::new(),
        extension: None,
        reasons: None,
        delayed: None,
        fee: None,
        papers: Vec::new(),
        counted: None,
        remedies: Vec::new(),
        reopenings: Vec::new(),
        duplicate_of: None,
    })
}
