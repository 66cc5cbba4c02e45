//! The cases of an organ, planned by chance: how many, when, by whom, about what, and what they come to.

use super::chance::Chance;
use super::district::Staffed;
use super::people;
use super::reports::{CORRECTED, CORRECTING, ENTERED_LATE, QUIET};
use super::script::When::After;
use super::script::{Asked, Plan, Scene, Wish};
use super::{showcase, subjects};
use crate::requests::Applicant;
use gongkai_rules::calendar::Calendar;
use gongkai_rules::events::{ConsultationKind, Opinion, ReplyWay};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use jiff::civil::{Date, date};

/// Letters by how often they are sent.
const LETTERS: [(LetterKind, u64); 24] = [
    (LetterKind::Disclosed, 30),
    (LetterKind::AlreadyPublished, 14),
    (LetterKind::PartlyDisclosed, 10),
    (LetterKind::Nonexistent, 11),
    (LetterKind::OtherOrgan, 11),
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
    (LetterKind::FeeNotPaid, 1),
    (LetterKind::ExcessiveWithoutReason, 1),
];

/// What planning needs to know.
pub struct Planner<'a> {
    /// For whom.
    pub staff: &'a Staffed,
    /// As far as the demonstration goes.
    pub until: Date,
    /// The working days.
    pub calendar: &'a Calendar,
    /// What decides.
    pub chance: Chance,
    /// Names given to plans so far.
    pub names: u32,
}

impl Planner<'_> {
    /// Every case of the organ.
    pub fn plans(&mut self) -> Vec<Plan> {
        let code = self.staff.organ.code.clone();
        // The smallest office: a year without any request is a year like any other there.
        if code == QUIET {
            return Vec::new();
        }
        let busy = matches!(code.as_str(), "LJ" | "ZJ" | "WJ");
        let mut plans = Vec::new();
        for year in [self.until.year() - 2, self.until.year() - 1, self.until.year()] {
            let count = if busy { self.chance.between(17, 21) } else { self.chance.between(6, 9) };
            for _ in 0..count {
                let letter = self.chance.weighted(&LETTERS).unwrap_or(LetterKind::Disclosed);
                self.ordinary(year, letter, &mut plans);
            }
        }
        if busy {
            // Every row of the report a few times, whatever chance would have it.
            for (place, (letter, _)) in LETTERS.into_iter().enumerate() {
                let year = self.until.year() - 2 + i16::try_from(place % 3).unwrap_or(0);
                self.ordinary(year, letter, &mut plans);
            }
            showcase::disputes(self, &mut plans);
            showcase::current(self, code == "WJ", &mut plans);
        }
        if [CORRECTED, CORRECTING, ENTERED_LATE].contains(&code.as_str()) {
            plans.push(self.mended_late(&code));
        }
        plans.retain(|plan| plan.arrives <= self.until);
        plans
    }

    fn working_day_of(&mut self, year: i16, first_month: u64) -> Date {
        let month = i8::try_from(self.chance.between(first_month, 12)).unwrap_or(12);
        let day = i8::try_from(self.chance.between(1, 28)).unwrap_or(1);
        self.calendar.next_working_day_on_or_after(date(year, month, day)).date
    }

    /// Somebody new.
    pub fn applicant(&mut self) -> Applicant {
        people::applicant(&mut self.chance)
    }

    /// What is asked, as it suits the letter that will answer it.
    pub fn asked(&mut self, letter: LetterKind, year: i16) -> Asked {
        let code = self.staff.organ.code.clone();
        Asked { subject: subjects::subject(&mut self.chance, &code, letter, year), letter }
    }

    /// How it comes, and how the reply is wanted.
    pub fn ways(&mut self) -> (Channel, ReplyWay) {
        let channels = [
            (Channel::Web, 52),
            (Channel::PostSigned, 23),
            (Channel::Counter, 14),
            (Channel::Email, 6),
            (Channel::Fax, 2),
            (Channel::OrdinaryLetter, 3),
        ];
        let channel = self.chance.weighted(&channels).unwrap_or(Channel::Web);
        let way = match channel {
            Channel::Web if self.chance.percent(88) => ReplyWay::Site,
            Channel::Email => ReplyWay::Email,
            Channel::Counter if self.chance.percent(60) => ReplyWay::PickUp,
            _ => ReplyWay::Post,
        };
        (channel, way)
    }

    /// A name for a plan.
    pub fn name(&mut self) -> u32 {
        self.names += 1;
        self.names
    }

    fn taken(&mut self, on: Date, letter: LetterKind) -> Plan {
        let (ways, applicant) = (self.ways(), self.applicant());
        let asked = self.asked(letter, on.year() - 1);
        let confirmed = [(0, 62), (1, 34), (2, 4)];
        let confirmed = self.chance.weighted(&confirmed).unwrap_or(0);
        Plan::taken(on, ways, applicant, asked, confirmed)
    }

    fn between(&mut self, least: u64, most: u64) -> u32 {
        u32::try_from(self.chance.between(least, most)).unwrap_or(0)
    }

    /// A case that comes to a letter.
    fn ordinary(&mut self, year: i16, letter: LetterKind, plans: &mut Vec<Plan>) {
        // Whoever repeats a request has had the earlier reply, in the same year.
        let on = self.working_day_of(year, if letter == LetterKind::Repeated { 5 } else { 1 });
        let mut plan = self.taken(on, letter);
        if letter == LetterKind::Repeated {
            plan = self.repeated(plan, plans);
        }
        let plan = self.to_its_end(plan, letter);
        let filed = self.chance.percent(70);
        let after = self.between(20, 60);
        plans.push(if filed { plan.then(After(after), Scene::Archive) } else { plan });
    }

    fn to_its_end(&mut self, plan: Plan, letter: LetterKind) -> Plan {
        match letter {
            LetterKind::Withdrawn => {
                let after = self.between(1, 8);
                plan.then(After(after), Scene::Withdraw)
            }
            LetterKind::NotClarifiedInTime => {
                let after = self.between(2, 5);
                plan.asked_to_clarify(after).abandoned()
            }
            LetterKind::FeeNotPaid => {
                let after = self.between(3, 8);
                plan.charged(after).abandoned()
            }
            LetterKind::StillUnclear => {
                let after = self.between(4, 9);
                self.answered(plan.clarified(3, after))
            }
            LetterKind::ThirdPartyRights => {
                self.answered(plan.consulted(3, ConsultationKind::ThirdParty, Opinion::Objects))
            }
            LetterKind::ExcessiveWithoutReason => {
                let plan = plan.asked_for_reasons(2).then(After(5), Scene::GiveReasons);
                self.answered(plan)
            }
            _ => self.with_detours(plan),
        }
    }

    /// Clarification, consultation, a fee, an extension, a late reply: now and then.
    fn with_detours(&mut self, plan: Plan) -> Plan {
        let after = self.between(2, 4);
        match self.chance.below(100) {
            0..12 => {
                let given = self.between(3, 10);
                self.answered(plan.clarified(after, given))
            }
            12..16 => self.answered(plan.consulted(after, ConsultationKind::ThirdParty, Opinion::Consents)),
            16..19 => self.answered(plan.consulted(after, ConsultationKind::JointOrgan, Opinion::Consents)),
            19..22 => self.answered(plan.consulted(after, ConsultationKind::OtherOrgan, Opinion::ConsentsInPart)),
            22..31 => {
                let (extended, replied) = (self.between(12, 16), self.between(6, 14));
                plan.extended(extended).replied(After(replied))
            }
            31..33 => {
                let (paid, replied) = (self.between(2, 9), self.between(3, 8));
                plan.charged(after).then(After(paid), Scene::Pay).replied(After(replied))
            }
            33..35 => {
                let late = self.between(1, 4);
                plan.replied_late(late)
            }
            _ => {
                let wait = self.between(3, 13);
                if self.chance.percent(12) { plan.replied_after_return(After(wait)) } else { plan.replied(After(wait)) }
            }
        }
    }

    /// A reply some days later.
    pub fn answered(&mut self, plan: Plan) -> Plan {
        let wait = self.between(3, 8);
        plan.replied(After(wait))
    }

    /// The same person asks for the same again: the earlier request and its reply come first.
    fn repeated(&mut self, again: Plan, plans: &mut Vec<Plan>) -> Plan {
        let applicant = people::natural_person(&mut self.chance);
        let days = i64::from(self.between(70, 110));
        let earlier = again.arrives.checked_sub(jiff::Span::new().days(days)).unwrap_or(again.arrives);
        let on = self.calendar.next_working_day_on_or_after(earlier).date;
        let asked = self.asked(LetterKind::Disclosed, on.year() - 1);
        let name = self.name();
        let first = Plan::taken(on, self.ways(), applicant.clone(), asked.clone(), 0).replied(After(5)).named(name);
        plans.push(first);
        let asked = vec![Asked { letter: LetterKind::Repeated, ..asked }];
        Plan { applicant, asked, ..again }.twin_of(name)
    }

    /// A case of last year whose record is put right long after the report came out (公布后补记).
    fn mended_late(&mut self, code: &str) -> Plan {
        let year = self.until.year() - 1;
        let on = self.calendar.next_working_day_on_or_after(date(year, 6, 10)).date;
        let (ways, applicant) = ((Channel::Counter, ReplyWay::Post), people::natural_person(&mut self.chance));
        let asked = self.asked(LetterKind::Disclosed, year - 1);
        let plan = Plan::taken(on, ways, applicant, asked, 0).replied(After(9));
        // Working days from the reply to the year after: May, September or November.
        let (after, wish) = match code {
            CORRECTED => (216, Wish::MendOutcome(Outcome::PartlyDisclosed)),
            ENTERED_LATE => (300, Wish::MendKind(ApplicantKind::Company)),
            _ => (332, Wish::MendOutcome(Outcome::PartlyDisclosed)),
        };
        plan.step(after, wish)
    }
}
