//! A row whose number the organ already has: it is that case, and may only tell what came later. A recorded fact that
//! was wrong is put right by 更正登记, never by a register.

use super::rows::{days, remedies};
use crate::ids::new_id;
use crate::requests::submit::PastStep;
use gongkai_rules::events::{ImportedStep, RemedyKind};
use gongkai_rules::ids::{ConsultationId, RemedyId};
use gongkai_rules::reporting::register::{Head, RegisterRow, Remedy};
use gongkai_rules::requests::{ConsultationEnd, Request};
use jiff::civil::Date;

/// What a row adds to its case, or in which columns the two contradict each other.
pub(super) struct Additions {
    pub steps: Vec<PastStep>,
    pub contradictions: Vec<(Head, String)>,
}

/// Compares a row with its case.
pub(super) fn additions(request: &Request, row: &RegisterRow) -> Additions {
    let mut found = Additions { steps: Vec::new(), contradictions: Vec::new() };
    found.same(request, row);
    found.clarification(request, row);
    found.consultation(request, row);
    found.extension(request, row);
    found.reply(request, row);
    for (kind, remedy) in remedies(row) {
        found.remedy(request, kind, remedy);
    }
    found
}

fn named(day: Option<Date>) -> String {
    day.map_or_else(|| "没有登记".to_owned(), |day| format!("登记的是{day}"))
}

impl Additions {
    fn contradicts(&mut self, head: Head, words: impl Into<String>) {
        self.contradictions.push((head, words.into()));
    }

    /// A day already recorded must be the same; gives whether it is still to be added.
    fn day(&mut self, head: Head, recorded: Option<Date>, told: Option<Date>) -> Option<Date> {
        match (recorded, told) {
            (None, Some(told)) => Some(told),
            (Some(recorded), Some(told)) if recorded != told => {
                self.contradicts(
                    head,
                    format!("与已有的这一件不同（{}）；登记有误的请用更正登记", named(Some(recorded))),
                );
                None
            }
            _ => None,
        }
    }

    fn same(&mut self, request: &Request, row: &RegisterRow) {
        self.day(Head::ReceivedOn, request.received_on, Some(row.received_on));
        if request.received_on.is_none() {
            self.contradicts(Head::ReceivedOn, "这一件还没有与申请人确认收到，请先在工作台确认");
        }
        if request.applicant_kind != row.applicant_kind {
            self.contradicts(Head::ApplicantKind, "与已有的这一件不同；登记有误的请用更正登记");
        }
    }

    fn clarification(&mut self, request: &Request, row: &RegisterRow) {
        let recorded = request.clarification.as_ref();
        let asked = self.day(Head::ClarificationAskedOn, recorded.map(|one| one.asked_on), row.clarification_asked_on);
        let answered = recorded.and_then(|one| one.received_on);
        let received = self.day(Head::ClarificationReceivedOn, answered, row.clarification_received_on);
        if request.closing().is_some() && (asked.is_some() || received.is_some()) {
            self.contradicts(Head::ClarificationAskedOn, "这一件已经办结，不能再补登补正");
            return;
        }
        self.steps.extend(asked.map(|on| PastStep::Step(on, ImportedStep::ClarificationAsked {})));
        self.steps.extend(received.map(|on| PastStep::Step(on, ImportedStep::ClarificationReceived {})));
    }

    fn consultation(&mut self, request: &Request, row: &RegisterRow) {
        let sent_on = request.consultations.iter().map(|one| one.sent_on).min();
        let sent = self.day(Head::ConsultationSentOn, sent_on, row.consultation_sent_on);
        let end = |end: &Option<ConsultationEnd>| match end {
            Some(ConsultationEnd::Answered { on, .. } | ConsultationEnd::Lapsed { on }) => Some(*on),
            None => None,
        };
        let open = request.consultations.iter().find(|one| one.end.is_none());
        let ended = request.consultations.iter().filter_map(|one| end(&one.end)).max().filter(|_| open.is_none());
        let received = self.day(Head::ConsultationReceivedOn, ended, row.consultation_received_on);
        let consultation = open.map_or_else(|| ConsultationId(new_id()), |one| one.id);
        if let Some(on) = sent {
            self.steps.push(PastStep::Step(on, ImportedStep::ConsultationSent { consultation }));
        }
        if let Some(on) = received {
            self.steps.push(PastStep::Step(on, ImportedStep::OpinionReceived { consultation }));
        }
    }

    fn extension(&mut self, request: &Request, row: &RegisterRow) {
        let recorded = request.extension.as_ref();
        let Some(told) = row.extension else { return };
        if let Some(recorded) = recorded
            && recorded.days != days(told)
        {
            self.contradicts(Head::ExtensionDays, format!("与已有的这一件不同（登记的是{}个工作日）", recorded.days));
        }
        if let Some(on) = self.day(Head::ExtensionToldOn, recorded.map(|one| one.on), Some(told.told_on)) {
            self.steps.push(PastStep::Step(on, ImportedStep::Extended { days: days(told) }));
        }
    }

    fn reply(&mut self, request: &Request, row: &RegisterRow) {
        let recorded = request.counted.as_ref();
        match (recorded, row.reply) {
            (None, Some(reply)) => {
                let what = ImportedStep::Replied { outcome: reply.outcome, number: row.letter_number.clone() };
                self.steps.push(PastStep::Step(reply.on, what));
            }
            (Some(recorded), Some(reply)) => {
                self.day(Head::ReplyOn, Some(recorded.on), Some(reply.on));
                if recorded.outcome != reply.outcome {
                    self.contradicts(Head::Outcome, "与已有的这一件不同；登记有误的请用更正登记");
                }
            }
            (Some(recorded), None) => {
                self.contradicts(Head::ReplyOn, format!("这一件已经办结（{}），台账里却没有答复日期", recorded.on));
            }
            (None, None) => {}
        }
    }

    fn remedy(&mut self, request: &Request, kind: RemedyKind, told: Remedy) {
        let heads = match kind {
            RemedyKind::Reconsideration => {
                [Head::ReconsiderationReceivedOn, Head::ReconsiderationEndedOn, Head::ReconsiderationResult]
            }
            _ => [Head::SuitReceivedOn, Head::SuitEndedOn, Head::SuitResult],
        };
        let known = request.remedies.iter().find(|one| one.kind == kind && one.opened_on == told.received_on);
        let id = match known {
            Some(known) => known.id,
            None => {
                let id = RemedyId(new_id());
                self.steps.push(PastStep::RemedyOpened(told.received_on, id, kind));
                id
            }
        };
        match (known.and_then(|known| known.ended), told.ended) {
            (None, Some((on, result))) => self.steps.push(PastStep::RemedyEnded(on, id, result)),
            (Some((day, result)), Some((on, told))) => {
                self.day(heads[1], Some(day), Some(on));
                if result != told {
                    self.contradicts(heads[2], "与已有的这一件不同；登记有误的请用更正登记");
                }
            }
            (Some((day, _)), None) => {
                self.contradicts(heads[1], format!("这一件的案件已经结案（{day}），台账里却没有结案日期"));
            }
            (None, None) => {}
        }
    }
}
