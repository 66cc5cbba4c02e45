//! A case in a test: its history, its state, and the day it is today.

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::Clock;
use gongkai_rules::events::{
    ConsultationKind, DeliveryWay, Determination, Event, FileRef, Matter, Opinion, OutcomeDetail, PaperRef, Proposal,
    Recorded, ReplyWay, Step,
};
use gongkai_rules::ids::{ConsultationId, EventId, FileId, MatterId, OrganId, PaperId, PersonId, RequestId, SealedId};
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::requests::{Command, Facts, Now, Refused, Request, StateName, decide};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::LazyLock;
use uuid::Uuid;

pub static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::embedded);

pub const CLERK: PersonId = PersonId(Uuid::from_u128(1));
pub const REVIEWER: PersonId = PersonId(Uuid::from_u128(2));
pub const HEAD: PersonId = PersonId(Uuid::from_u128(3));
pub const LEADER: PersonId = PersonId(Uuid::from_u128(4));
pub const ORGAN: OrganId = OrganId(Uuid::from_u128(9));

/// A case with its history.
#[derive(Debug, Clone)]
pub struct Case {
    pub request: Request,
    pub history: Vec<Recorded>,
    /// The state after each event.
    pub states: Vec<Request>,
    pub today: Date,
    pub earlier_replies: u32,
}

pub fn sealed(number: u128) -> SealedId {
    SealedId(Uuid::from_u128(0x5ea1_0000 + number))
}

pub fn paper(number: u128) -> PaperRef {
    PaperRef {
        id: PaperId(Uuid::from_u128(0xba_0000 + number)), number: format!("西工公开〔2025〕{number}号-答")
    }
}

pub fn file(number: u128) -> FileRef {
    FileRef { id: FileId(Uuid::from_u128(0xf1_0000 + number)), sha256: format!("{number:064x}") }
}

pub fn party(number: u128) -> ConsultationId {
    ConsultationId(Uuid::from_u128(0xc0_0000 + number))
}

pub fn matter(number: u128) -> MatterId {
    MatterId(Uuid::from_u128(0x3a_0000 + number))
}

pub fn consult(number: u128, kind: ConsultationKind) -> Step {
    Step::Consult { consultation: party(number), kind, party: sealed(number) }
}

/// A decision on the one matter of a case; files where the row gives something.
pub fn decision(outcome: Outcome) -> Proposal {
    let detail = (outcome == Outcome::Disclosed).then_some(OutcomeDetail::Provided);
    let gives = matches!(outcome, Outcome::Disclosed | Outcome::PartlyDisclosed);
    decisions(&[(outcome, detail.clone())], (outcome, detail), gives)
}

/// A decision on several matters, counted in this row.
pub fn decisions(
    each: &[(Outcome, Option<OutcomeDetail>)],
    row: (Outcome, Option<OutcomeDetail>),
    with_file: bool,
) -> Proposal {
    let determinations = each.iter().zip(1..).map(|((outcome, detail), number)| Determination {
        matter: matter(number),
        outcome: *outcome,
        detail: detail.clone(),
        grounds: sealed(number),
    });
    Proposal {
        determinations: determinations.collect(),
        outcome: row.0,
        detail: row.1,
        letter: sealed(50),
        files: if with_file { vec![file(1)] } else { Vec::new() },
        hash: "hash".to_owned(),
    }
}

impl Case {
    /// Handed in on a day, with so many matters, by a natural person.
    pub fn submitted(number: u128, channel: Channel, on: Date, matters: u128) -> Case {
        let event = Event::Submitted {
            number: format!("XG-{}-{number:04}", on.year()),
            channel,
            applicant_kind: ApplicantKind::NaturalPerson,
            applicant: sealed(1),
            matters: (1..=matters).map(|number| Matter { id: matter(number), content: sealed(10 + number) }).collect(),
            reply_way: ReplyWay::Post,
            files: Vec::new(),
        };
        let id = RequestId(Uuid::from_u128(0x4e_0000 + number));
        let history = vec![recorded(1, on, on, None, event)];
        let request = Request::replay(id, ORGAN, &history).expect("a first event makes a case");
        Case { states: vec![request.clone()], request, history, today: on, earlier_replies: 0 }
    }

    /// Signed for by the organ on a day: the clock runs from it.
    pub fn received(on: Date) -> Case {
        let mut case = Case::submitted(1, Channel::PostSigned, on, 1);
        case.does(CLERK, Command::Register { on, note: None });
        case
    }

    pub fn now(&self) -> Now<'static> {
        Now { today: self.today, calendar: &CALENDAR }
    }

    pub fn clock(&self) -> Clock {
        self.request.clock(self.now())
    }

    pub fn state(&self) -> StateName {
        self.request.state.name()
    }

    /// Time goes on to a day.
    pub fn on(&mut self, today: Date) -> &mut Case {
        self.today = today;
        self
    }

    /// What the law says to a command; where it allows it, what follows is recorded.
    pub fn tries(&mut self, by: Option<PersonId>, command: Command) -> Result<(), Refused> {
        let facts = Facts { by, earlier_replies: self.earlier_replies };
        for (effective_on, event) in decide(&self.request, &facts, command, self.now())? {
            let version = self.request.version + 1;
            self.history.push(recorded(version, effective_on, self.today, by, event));
            self.request = Request::replay(self.request.id, ORGAN, &self.history).expect("the case has a beginning");
            self.states.push(self.request.clone());
        }
        Ok(())
    }

    /// A command that the law allows.
    pub fn does(&mut self, by: PersonId, command: Command) -> &mut Case {
        let shown = format!("{command:?}");
        self.tries(Some(by), command).unwrap_or_else(|refused| panic!("{refused:?} on {}: {shown}", self.today));
        self
    }

    /// A command that the law refuses, and nothing changes.
    pub fn refused(&mut self, by: PersonId, command: Command) -> Refused {
        let before = self.request.clone();
        let shown = format!("{command:?}");
        let refused =
            self.tries(Some(by), command).err().unwrap_or_else(|| panic!("allowed on {}: {shown}", self.today));
        assert_eq!(self.request, before);
        refused
    }

    /// A step proposed by the clerk.
    pub fn proposes(&mut self, step: Step) -> u32 {
        self.does(CLERK, Command::Propose(step));
        self.request.version
    }

    /// A step proposed by the clerk and consented to by the head, with its letter.
    pub fn steps(&mut self, step: Step) -> &mut Case {
        let proposal = self.proposes(step);
        let paper = Some(paper(u128::from(proposal)));
        self.does(HEAD, Command::Consent { proposal, paper })
    }

    pub fn extends(&mut self, days: u8) -> &mut Case {
        self.steps(Step::Extend { days, reason: sealed(20) })
    }

    pub fn asks_clarification(&mut self) -> &mut Case {
        self.does(CLERK, Command::AskClarification { paper: paper(70), period: 15 })
    }

    pub fn clarified(on: Date) -> Command {
        Command::ReceiveClarification { on, content: sealed(21), files: Vec::new(), good_reason: None }
    }

    pub fn charges(&mut self) -> &mut Case {
        self.steps(Step::ChargeFee { yuan: 100, basis: sealed(22) })
    }

    pub fn answers(&mut self, number: u128, on: Date, opinion: Opinion) -> &mut Case {
        self.does(CLERK, Command::RecordOpinion { consultation: party(number), on, opinion, words: None })
    }

    /// Proposed, approved and signed today.
    pub fn decides(&mut self, proposal: Proposal) -> &mut Case {
        let hash = proposal.hash.clone();
        self.does(CLERK, Command::ProposeDecision(proposal));
        self.does(REVIEWER, Command::ApproveDecision { hash: hash.clone() });
        let paper = paper(80 + u128::from(self.request.version));
        self.does(LEADER, Command::SignDecision { hash, paper })
    }

    pub fn delivers(&mut self, on: Date) -> &mut Case {
        self.does(CLERK, Command::Deliver { way: DeliveryWay::Post, on, tracking: None })
    }
}

fn recorded(version: u32, effective_on: Date, today: Date, by: Option<PersonId>, event: Event) -> Recorded {
    let china = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let recorded_at: Timestamp = china.to_timestamp(today.at(9, 0, 0, 0)).expect("a day has a morning");
    let id = EventId(Uuid::from_u128(u128::from(version)));
    Recorded { id, version, effective_on, recorded_at, by, event }
}
