//! The cases of an organ: planned by chance, lived through day by day with the real acts, as far as the given day.

use super::chance::Chance;
use super::district::Staffed;
use super::{fields, texts};
use crate::acting::{Doing, act_in};
use crate::requests::applicant::PaperOfIdentity;
use crate::requests::decision::{Draft, DraftMatter, lay, sign};
use crate::requests::steps::{self, StepForm};
use crate::requests::submit::begin;
use crate::requests::{Applicant, NewRequest, Upload};
use crate::{Office, Refusal};
use futures::future::BoxFuture;
use gongkai_rules::calendar::Calendar;
use gongkai_rules::events::{ConsultationKind, DeliveryWay, Opinion, RemedyKind, RemedyResult, ReplyWay};
use gongkai_rules::ids::{RemedyId, RequestId};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request, State, StateName};
use gongkai_storage::database::Tx;
use jiff::Timestamp;
use jiff::civil::Date;

/// Letters by how often they are sent.
const OUTCOMES: [(LetterKind, u64); 23] = [
    (LetterKind::Disclosed, 30),
    (LetterKind::AlreadyPublished, 14),
    (LetterKind::PartlyDisclosed, 10),
    (LetterKind::Nonexistent, 12),
    (LetterKind::OtherOrgan, 12),
    (LetterKind::ThirdPartyRights, 4),
    (LetterKind::InternalAffairs, 3),
    (LetterKind::ProcessInformation, 3),
    (LetterKind::EnforcementFile, 3),
    (LetterKind::AdministrativeInquiry, 3),
    (LetterKind::WouldNeedMaking, 4),
    (LetterKind::PetitionOrComplaint, 5),
    (LetterKind::Repeated, 2),
    (LetterKind::PublicPublication, 1),
    (LetterKind::ConfirmOrReissue, 1),
    (LetterKind::StillUnclear, 2),
    (LetterKind::StateSecret, 1),
    (LetterKind::ForbiddenByLaw, 1),
    (LetterKind::EndangersSecurity, 1),
    (LetterKind::OtherHandling, 2),
    (LetterKind::Withdrawn, 5),
    (LetterKind::NotClarifiedInTime, 3),
    (LetterKind::ExcessiveWithoutReason, 1),
];

/// What a case will come to, decided before it begins.
struct Plan {
    arrives_on: Date,
    channel: Channel,
    letter: LetterKind,
    clarify: bool,
    consult: bool,
    extend: bool,
    late: bool,
    returned: bool,
    remedy: bool,
    /// Stops here, so that every state is to be seen.
    stop: Option<StateName>,
}

/// A case being lived through.
struct Life<'a> {
    tx: &'a mut Tx,
    office: &'a Office,
    staff: &'a Staffed,
    until: Date,
    calendar: std::sync::Arc<Calendar>,
    subject: String,
    id: RequestId,
    request: Request,
    /// Acts on one day follow each other by so many minutes.
    minute: i64,
    day: Date,
}

/// Fills an organ with its cases.
pub async fn fill(
    tx: &mut Tx,
    office: &Office,
    staff: &Staffed,
    until: Date,
    mut chance: Chance,
) -> Result<(), Refusal> {
    let calendar = office.calendar();
    let mut plans = plans(staff, until, &calendar, &mut chance);
    plans.sort_by_key(|plan| plan.arrives_on);
    for plan in plans {
        live(tx, office, staff, until, &plan, &mut chance).await?;
    }
    Ok(())
}

fn plans(staff: &Staffed, until: Date, calendar: &Calendar, chance: &mut Chance) -> Vec<Plan> {
    let busy = matches!(staff.organ.code.as_str(), "LJ" | "ZJ" | "WJ");
    // The smallest office: a year without any request is a year like any other there.
    let a_year = if staff.organ.code == "ST" {
        0
    } else if busy {
        chance.between(26, 34)
    } else {
        chance.between(8, 14)
    };
    let mut plans = Vec::new();
    for year in [until.year() - 2, until.year() - 1, until.year()] {
        for _ in 0..a_year {
            let Ok(day) = Date::new(
                year,
                i8::try_from(chance.between(1, 12)).unwrap_or(1),
                i8::try_from(chance.between(1, 28)).unwrap_or(1),
            ) else {
                continue;
            };
            let day = calendar.next_working_day_on_or_after(day).date;
            if day <= until {
                plans.push(plan(day, chance));
            }
        }
    }
    if staff.organ.code == "WJ" {
        plans.extend(every_state(until, calendar));
    }
    plans
}

fn plan(arrives_on: Date, chance: &mut Chance) -> Plan {
    let channels = [
        (Channel::Web, 50),
        (Channel::PostSigned, 25),
        (Channel::Counter, 15),
        (Channel::Email, 5),
        (Channel::Fax, 2),
        (Channel::OrdinaryLetter, 3),
    ];
    let letter = chance.weighted(&OUTCOMES).unwrap_or(LetterKind::Disclosed);
    let clarify = matches!(letter, LetterKind::StillUnclear | LetterKind::NotClarifiedInTime) || chance.percent(12);
    Plan {
        arrives_on,
        channel: chance.weighted(&channels).unwrap_or(Channel::Web),
        letter,
        clarify,
        consult: letter == LetterKind::ThirdPartyRights || chance.percent(6),
        extend: chance.percent(9),
        late: chance.percent(2),
        returned: chance.percent(10),
        remedy: chance.percent(5),
        stop: None,
    }
}

/// One case in each state, near the end, in the organ that is shown first.
fn every_state(until: Date, calendar: &Calendar) -> Vec<Plan> {
    let stops = [
        (StateName::Received, 1),
        (StateName::Received, 4),
        (StateName::Handling, 2),
        (StateName::Handling, 19),
        (StateName::Handling, 24),
        (StateName::AwaitingClarification, 8),
        (StateName::Deciding, 14),
        (StateName::Approved, 16),
        (StateName::Decided, 18),
    ];
    stops
        .into_iter()
        .map(|(stop, days)| {
            let mut day = until;
            for _ in 0..days {
                day = day.yesterday().unwrap_or(day);
                while !calendar.is_working_day(day) {
                    day = day.yesterday().unwrap_or(day);
                }
            }
            Plan {
                arrives_on: day,
                channel: if stop == StateName::Received { Channel::Web } else { Channel::Counter },
                letter: if stop == StateName::Deciding { LetterKind::PartlyDisclosed } else { LetterKind::Disclosed },
                clarify: stop == StateName::AwaitingClarification,
                consult: false,
                extend: false,
                late: false,
                returned: stop == StateName::Approved,
                remedy: false,
                stop: Some(stop),
            }
        })
        .collect()
}

fn applicant(chance: &mut Chance) -> Applicant {
    let kinds = [
        (ApplicantKind::NaturalPerson, 78),
        (ApplicantKind::Company, 10),
        (ApplicantKind::ResearchInstitute, 2),
        (ApplicantKind::PublicInterestOrganisation, 2),
        (ApplicantKind::LegalServiceFirm, 5),
        (ApplicantKind::OtherOrganisation, 3),
    ];
    let kind = chance.weighted(&kinds).unwrap_or(ApplicantKind::NaturalPerson);
    let person = texts::person_name(chance);
    let names: &[&str] = match kind {
        ApplicantKind::NaturalPerson => &[],
        ApplicantKind::Company => &texts::COMPANIES,
        ApplicantKind::ResearchInstitute => &texts::INSTITUTES,
        ApplicantKind::PublicInterestOrganisation => &texts::SOCIETIES,
        ApplicantKind::LegalServiceFirm => &texts::FIRMS,
        ApplicantKind::OtherOrganisation => &texts::OTHERS,
    };
    let organisation = chance.pick(names);
    let phone = texts::phone(chance);
    let identity = texts::identity_number(chance);
    let address = format!("云溪市临江区滨江路{}号", chance.between(1, 300));
    let (representative, contact) =
        if organisation.is_some() { (texts::person_name(chance), person.clone()) } else { Default::default() };
    Applicant {
        kind,
        name: organisation.map_or(person, str::to_owned),
        paper: if organisation.is_some() { PaperOfIdentity::CreditCode } else { PaperOfIdentity::IdentityCard },
        paper_number: if organisation.is_some() { String::new() } else { identity },
        representative,
        contact,
        phone,
        email: String::new(),
        address,
    }
}

async fn live(
    tx: &mut Tx,
    office: &Office,
    staff: &Staffed,
    until: Date,
    plan: &Plan,
    chance: &mut Chance,
) -> Result<(), Refusal> {
    let subject = texts::subject(chance, plan.arrives_on.year() - 1);
    let reply_way = if plan.channel == Channel::Web { ReplyWay::Site } else { ReplyWay::Post };
    let new = NewRequest {
        channel: plan.channel,
        submitted_on: plan.arrives_on,
        applicant: applicant(chance),
        matters: vec![format!("申请公开{subject}，包括有关的文件和明细。")],
        reply_way,
        form_wanted: "电子文档".into(),
        files: Vec::new(),
        title: None,
        number: None,
    };
    stand(office, plan.arrives_on, 0);
    let (actor, action) = match plan.channel {
        Channel::Web => (Actor::Applicant, Action::Submit),
        _ => (staff.actor(&staff.clerk), Action::EnterRequest),
    };
    let opened = begin(tx, office, &actor, action, &staff.organ, new).await?;
    let mut life = Life {
        tx,
        office,
        staff,
        until,
        calendar: office.calendar(),
        subject,
        id: opened.request.id,
        request: opened.request,
        minute: 5,
        day: plan.arrives_on,
    };
    life.go_through(plan, chance).await.map_err(|refusal| {
        let (letter, state) = (plan.letter, life.request.state.name());
        Refusal::Fault(format!("demonstration: {} {letter:?} in {state:?}: {refusal:?}", life.request.number))
    })
}

/// 9:00 in China on a day, and so many minutes.
fn stand(office: &Office, day: Date, minutes: i64) {
    let zoned = jiff::tz::offset(8).to_timestamp(day.at(9, 0, 0, 0));
    let at = zoned.ok().and_then(|at| Timestamp::from_second(at.as_second() + minutes * 60).ok());
    office.clock().stand(at);
}

type Work = Box<dyn for<'a, 't> FnOnce(&'a mut Doing<'t>) -> BoxFuture<'a, Result<(), Refusal>> + Send>;

impl Life<'_> {
    /// So many working days later. False where that lies after the day up to which the demonstration goes.
    fn later(&mut self, days: u32) -> bool {
        let next = if days == 0 { self.day } else { self.calendar.nth_working_day_after(self.day, days).date };
        if next > self.until {
            return false;
        }
        if next != self.day {
            self.minute = 0;
        }
        self.day = next;
        true
    }

    async fn act(&mut self, actor: &Actor, action: Action, work: Work) -> Result<(), Refusal> {
        self.minute += 7;
        stand(self.office, self.day, self.minute);
        let office = self.office.clone();
        self.request = act_in(self.tx, office, actor.clone(), action, self.id, None, None, work).await?;
        Ok(())
    }

    async fn command(&mut self, actor: &Actor, action: Action, command: Command) -> Result<(), Refusal> {
        self.act(actor, action, Box::new(move |doing| Box::pin(async move { doing.decide(command) }))).await
    }

    fn at(&self, plan: &Plan, state: StateName) -> bool {
        plan.stop == Some(state)
    }

    async fn go_through(&mut self, plan: &Plan, chance: &mut Chance) -> Result<(), Refusal> {
        let clerk = self.staff.actor(&self.staff.clerk);
        if self.at(plan, StateName::Received) {
            return Ok(());
        }
        if plan.channel.needs_confirmation() {
            if !self.later(u32::from(chance.percent(30))) {
                return Ok(());
            }
            let on = self.day;
            self.act(
                &clerk,
                Action::Confirm,
                Box::new(move |doing| {
                    Box::pin(async move {
                        let note = doing.seal_some("note", "电话核对，本人提出，内容和联系方式无误").await?;
                        doing.decide(Command::Register { on, note })
                    })
                }),
            )
            .await?;
        }
        let title = self.subject.clone();
        self.command(&clerk, Action::Title, Command::Title(title)).await?;
        let to = self.staff.clerk.id;
        self.command(&clerk, Action::Assign, Command::Assign { to }).await?;
        if plan.letter == LetterKind::Withdrawn {
            return self.withdraw(&clerk, chance).await;
        }
        if plan.clarify && !self.clarify(plan, &clerk).await? {
            return Ok(());
        }
        // A party whose part is given nonetheless has said that it may be.
        let objects = matches!(plan.letter, LetterKind::ThirdPartyRights | LetterKind::PartlyDisclosed);
        if plan.consult && !self.consult(&clerk, objects).await? {
            return Ok(());
        }
        if plan.letter == LetterKind::ExcessiveWithoutReason && !self.reasons(&clerk).await? {
            return Ok(());
        }
        if plan.extend && !self.extend(&clerk).await? {
            return Ok(());
        }
        if self.at(plan, StateName::Handling) || !self.wait_for_decision(plan, chance) {
            return Ok(());
        }
        self.decide(plan, &clerk).await
    }

    async fn withdraw(&mut self, clerk: &Actor, chance: &mut Chance) -> Result<(), Refusal> {
        if !self.later(u32::try_from(chance.between(1, 8)).unwrap_or(1)) {
            return Ok(());
        }
        let on = self.day;
        self.act(
            clerk,
            Action::Withdraw,
            Box::new(move |doing| {
                Box::pin(async move {
                    let statement = doing.seal("withdrawal", "申请人来电表示已经从其他途径取得，撤回申请").await?;
                    doing.decide(Command::Withdraw { on, statement })
                })
            }),
        )
        .await
    }

    /// False where the case ends or stops here.
    async fn clarify(&mut self, plan: &Plan, clerk: &Actor) -> Result<bool, Refusal> {
        if !self.later(3) {
            return Ok(false);
        }
        let letter_fields = fields::fill(LetterKind::ClarificationNotice, &self.subject, self.day);
        self.act(
            clerk,
            Action::AskClarification,
            Box::new(move |doing| {
                Box::pin(async move {
                    let facts = doing.case_facts().await?;
                    let paper = doing.issue(LetterKind::ClarificationNotice, facts, &letter_fields).await?;
                    doing.decide(Command::AskClarification { paper, period: 15 })
                })
            }),
        )
        .await?;
        if self.at(plan, StateName::AwaitingClarification) || !self.later(1) {
            return Ok(false);
        }
        let on = self.day;
        self.command(clerk, Action::RecordIncoming, Command::RecordClarificationDelivered { on }).await?;
        if plan.letter == LetterKind::NotClarifiedInTime {
            if !self.later(17) {
                return Ok(false);
            }
            let head = self.staff.actor(&self.staff.head);
            let form = StepForm::Abandon(gongkai_rules::letters::Fields::new());
            self.step(clerk, &head, form).await?;
            return Ok(false);
        }
        if !self.later(6) {
            return Ok(false);
        }
        let on = self.day;
        let words = format!("补充：需要的是{}的明细，以年度报表为准。", self.subject);
        self.act(
            clerk,
            Action::RecordIncoming,
            Box::new(move |doing| {
                Box::pin(async move {
                    let content = doing.seal("clarification", &words).await?;
                    doing.decide(Command::ReceiveClarification { on, content, files: Vec::new(), good_reason: None })
                })
            }),
        )
        .await?;
        Ok(true)
    }

    /// The clerk proposes, the head consents.
    async fn step(&mut self, clerk: &Actor, head: &Actor, form: StepForm) -> Result<(), Refusal> {
        self.act(
            clerk,
            Action::ProposeStep,
            Box::new(move |doing| Box::pin(async move { steps::propose(doing, form).await })),
        )
        .await?;
        let Some(proposal) = self.request.pending.first().map(|pending| pending.proposal) else { return Ok(()) };
        self.act(
            head,
            Action::ConsentStep,
            Box::new(move |doing| Box::pin(async move { steps::consent(doing, proposal).await })),
        )
        .await
    }

    async fn consult(&mut self, clerk: &Actor, objects: bool) -> Result<bool, Refusal> {
        if !self.later(3) {
            return Ok(false);
        }
        let form = StepForm::Consult {
            kind: ConsultationKind::ThirdParty,
            party: "云溪宏达物业服务有限公司".into(),
            address: "云溪市建设路12号".into(),
            fields: fields::fill(LetterKind::ThirdPartyConsultation, &self.subject, self.day),
        };
        let head = self.staff.actor(&self.staff.head);
        self.step(clerk, &head, form).await?;
        let Some(consultation) = self.request.consultations.last().map(|sent| sent.id) else { return Ok(false) };
        if !self.later(2) {
            return Ok(false);
        }
        let on = self.day;
        let delivered = Command::RecordConsultationDelivered { consultation, on };
        self.command(clerk, Action::RecordIncoming, delivered).await?;
        if !self.later(7) {
            return Ok(false);
        }
        let on = self.day;
        self.act(
            clerk,
            Action::RecordIncoming,
            Box::new(move |doing| {
                Box::pin(async move {
                    let (opinion, said) = if objects {
                        (Opinion::Objects, "涉及报价策略，不同意公开")
                    } else {
                        (Opinion::Consents, "同意公开")
                    };
                    let words = doing.seal_some("opinion", said).await?;
                    doing.decide(Command::RecordOpinion { consultation, on, opinion, words })
                })
            }),
        )
        .await?;
        Ok(true)
    }

    async fn reasons(&mut self, clerk: &Actor) -> Result<bool, Refusal> {
        if !self.later(2) {
            return Ok(false);
        }
        let form = StepForm::AskReasons(fields::fill(LetterKind::ReasonRequest, &self.subject, self.day));
        let head = self.staff.actor(&self.staff.head);
        self.step(clerk, &head, form).await?;
        if !self.later(5) {
            return Ok(false);
        }
        let on = self.day;
        self.act(
            clerk,
            Action::RecordIncoming,
            Box::new(move |doing| {
                Box::pin(async move {
                    let words = doing.seal("reasons", "个人研究需要").await?;
                    doing.decide(Command::ReceiveReasons { on, words })
                })
            }),
        )
        .await?;
        Ok(true)
    }

    async fn extend(&mut self, clerk: &Actor) -> Result<bool, Refusal> {
        if !self.later(4) {
            return Ok(false);
        }
        let form = StepForm::Extend(fields::fill(LetterKind::ExtensionNotice, &self.subject, self.day));
        let head = self.staff.actor(&self.staff.head);
        self.step(clerk, &head, form).await?;
        Ok(true)
    }

    /// Waits until the draft is ready: some days before the limit, or after it in the few cases that are late.
    fn wait_for_decision(&mut self, plan: &Plan, chance: &mut Chance) -> bool {
        if plan.stop.is_some() {
            return self.later(6);
        }
        if !plan.late {
            // Of the 20 working days, those that are left after clarification, consultation and the like began.
            let used = 2 + 8 * u64::from(plan.consult) + 4 * u64::from(plan.extend);
            return self.later(u32::try_from(chance.between(3, 15 - used.min(11))).unwrap_or(3));
        }
        let moment = self.office.moment();
        let due = self.request.clock(moment.now()).reply_due.unwrap_or(self.day);
        while self.day <= due {
            if !self.later(3) {
                return false;
            }
        }
        true
    }

    async fn decide(&mut self, plan: &Plan, clerk: &Actor) -> Result<(), Refusal> {
        self.propose(plan, clerk).await?;
        if self.at(plan, StateName::Deciding) || !self.later(1) {
            return Ok(());
        }
        let reviewer = self.staff.actor(&self.staff.reviewer);
        if plan.returned {
            self.act(
                &reviewer,
                Action::ReviewDecision,
                Box::new(|doing| {
                    Box::pin(async move {
                        let comment = doing.seal("comment", "请把理由写得再具体一些").await?;
                        doing.decide(Command::ReturnDecision { comment })
                    })
                }),
            )
            .await?;
            self.propose(plan, clerk).await?;
        }
        let Some(hash) = self.request.proposal().map(|proposal| proposal.hash.clone()) else { return Ok(()) };
        self.command(&reviewer, Action::ReviewDecision, Command::ApproveDecision { hash: hash.clone() }).await?;
        if self.at(plan, StateName::Approved) || !self.later(1) {
            return Ok(());
        }
        let signatory = self.staff.actor(self.staff.signatory());
        self.act(
            &signatory,
            Action::SignDecision,
            Box::new(move |doing| Box::pin(async move { sign(doing, hash).await })),
        )
        .await?;
        if self.at(plan, StateName::Decided) || !self.later(1) {
            return Ok(());
        }
        self.tell_parties(clerk).await?;
        let way = if self.request.reply_way == ReplyWay::Site { DeliveryWay::Site } else { DeliveryWay::Post };
        let tracking = (way == DeliveryWay::Post).then(|| format!("XA{:08}99", self.day.day_of_year()));
        let on = self.day;
        self.command(clerk, Action::Deliver, Command::Deliver { way, on, tracking }).await?;
        if way == DeliveryWay::Site && self.later(u32::from(self.minute % 2 == 0)) {
            self.open_letters().await?;
        }
        if plan.remedy { self.remedy(clerk).await } else { Ok(()) }
    }

    /// Third parties that objected hear what is disclosed all the same, before anything is given.
    async fn tell_parties(&mut self, clerk: &Actor) -> Result<(), Refusal> {
        let gives = self.request.proposal().is_some_and(|proposal| proposal.outcome == Outcome::PartlyDisclosed);
        let untold: Vec<_> = self.request.untold_parties().filter(|_| gives).map(|told| told.id).collect();
        for consultation in untold {
            let kind = LetterKind::ThirdPartyDecisionNotice;
            let fields = fields::fill(kind, &self.subject, self.day).with_text("basis", "unfounded");
            let head = self.staff.actor(&self.staff.head);
            self.step(clerk, &head, StepForm::TellThirdParty { consultation, disclosed: true, fields }).await?;
        }
        Ok(())
    }

    async fn propose(&mut self, plan: &Plan, clerk: &Actor) -> Result<(), Refusal> {
        let Some(matter) = self.request.matters.first().map(|matter| matter.id) else { return Ok(()) };
        // Repeated needs an earlier reply to the same applicant, which an invented applicant seldom has.
        let letter = if plan.letter == LetterKind::Repeated { LetterKind::AlreadyPublished } else { plan.letter };
        let outcome = letter.outcome().unwrap_or(Outcome::OtherHandling);
        let subject = self.subject.clone();
        let fields = fields::fill(letter, &subject, self.day);
        let files = match letter {
            LetterKind::Disclosed | LetterKind::PartlyDisclosed => vec![Upload {
                name: format!("{subject}.txt"),
                media_type: "text/plain".into(),
                content: format!("{subject}\n（演示数据：这是一份虚构的文件）\n").into_bytes(),
            }],
            _ => Vec::new(),
        };
        let draft = Draft { matters: vec![DraftMatter { matter, subject, outcome, letter, fields }] };
        self.act(
            clerk,
            Action::DraftDecision,
            Box::new(move |doing| Box::pin(async move { lay(doing, draft, Vec::new(), files).await })),
        )
        .await
    }

    /// The applicant reads what lies on the site.
    async fn open_letters(&mut self) -> Result<(), Refusal> {
        let waiting = self.request.papers.iter().filter(|issued| issued.waits_for_opening(self.request.reply_way));
        let papers: Vec<_> = waiting.map(|issued| issued.paper.id).collect();
        for paper in papers {
            self.command(&Actor::Applicant, Action::Track, Command::OpenPaper { paper }).await?;
        }
        Ok(())
    }

    async fn remedy(&mut self, clerk: &Actor) -> Result<(), Refusal> {
        if !self.later(25) || !matches!(self.request.state, State::Closed(_)) {
            return Ok(());
        }
        let (remedy, on) = (RemedyId(crate::ids::new_id()), self.day);
        self.act(
            clerk,
            Action::RecordRemedy,
            Box::new(move |doing| {
                Box::pin(async move {
                    let note = doing.seal("remedy", "临江区人民政府行政复议").await?;
                    let kind = RemedyKind::Reconsideration;
                    doing.decide(Command::OpenRemedy { remedy, kind, simplified: true, on, note })
                })
            }),
        )
        .await?;
        if !self.later(20) {
            return Ok(());
        }
        let (on, result) = (self.day, RemedyResult::Upheld);
        self.command(clerk, Action::RecordRemedy, Command::EndRemedy { remedy, on, result }).await
    }
}
