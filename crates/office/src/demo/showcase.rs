//! What must be there to be seen, whatever chance has made: every result of reconsiderations and lawsuits, and on the last
//! day a case at every stage of its way.

use super::people;
use super::plans::Planner;
use super::script::When::After;
use super::script::{Plan, Scene, Wish};
use gongkai_rules::events::{ConsultationKind, Opinion, RemedyKind, RemedyResult, ReplyWay};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use jiff::civil::{Date, date};

/// By the counter, the reply by post.
const PAPER: (Channel, ReplyWay) = (Channel::Counter, ReplyWay::Post);
/// By signed mail, the reply by mail.
const POSTED: (Channel, ReplyWay) = (Channel::PostSigned, ReplyWay::Post);
/// On the site, the reply there.
const SITE: (Channel, ReplyWay) = (Channel::Web, ReplyWay::Site);

/// Reconsiderations and lawsuits with every result, spread over the years. What was refused under Articles 14 to 16 goes
/// to reconsideration first (行政复议法第二十三条第一款第四项); what was not found may be sued over at once.
pub fn disputes(planner: &mut Planner<'_>, plans: &mut Vec<Plan>) {
    use RemedyKind::{DirectSuit, Reconsideration, SuitAfterReconsideration};
    use RemedyResult::{Corrected, Other, Upheld};
    let results = [Some(Upheld), Some(Corrected), Some(Other), None];
    for (place, result) in results.into_iter().enumerate() {
        let month = i8::try_from(2 + 2 * place).unwrap_or(2);
        let year = planner.until.year() - 2 + i16::try_from(place.min(2)).unwrap_or(0);
        let review = replied(planner, date(year, month, 11), LetterKind::ProcessInformation);
        let review = review.disputed(20, Reconsideration, result);
        plans.push(if result == Some(Corrected) { handled_anew(review) } else { review });
        let direct = replied(planner, date(year, month + 1, 12), LetterKind::Nonexistent);
        plans.push(direct.disputed(30, DirectSuit, result));
        let after = replied(planner, date(year, month, 18), LetterKind::EnforcementFile);
        let after = after.disputed(15, Reconsideration, Some(Upheld));
        plans.push(after.disputed(8, SuitAfterReconsideration, result));
    }
}

/// A decision of the reconsideration body orders a new handling.
fn handled_anew(plan: Plan) -> Plan {
    plan.then(After(2), Scene::Reopen).replied(After(8))
}

fn replied(planner: &mut Planner<'_>, on: Date, letter: LetterKind) -> Plan {
    let on = planner.calendar.next_working_day_on_or_after(on).date;
    let (ways, applicant) = (planner.ways(), planner.applicant());
    let asked = planner.asked(letter, on.year() - 1);
    let plan = Plan::taken(on, ways, applicant, asked, 0);
    planner.answered(plan)
}

/// Cases that stand at every stage on the last day; all of them in the organ shown first, the more common ones elsewhere.
pub fn current(planner: &mut Planner<'_>, all: bool, plans: &mut Vec<Plan>) {
    let mut on = Now { planner, plans };
    on.coming_in();
    on.being_handled();
    on.being_decided();
    if all {
        on.waiting_for_others();
        on.waiting_for_the_head();
        on.delivered();
        on.put_right();
    }
}

/// The last days of the demonstration.
struct Now<'a, 'p> {
    planner: &'a mut Planner<'p>,
    plans: &'a mut Vec<Plan>,
}

impl Now<'_, '_> {
    /// So many working days before the last day.
    fn back(&self, days: u32) -> Date {
        let mut day = self.planner.until;
        while !self.planner.calendar.is_working_day(day) {
            day = day.yesterday().unwrap_or(day);
        }
        for _ in 0..days {
            day = day.yesterday().unwrap_or(day);
            while !self.planner.calendar.is_working_day(day) {
                day = day.yesterday().unwrap_or(day);
            }
        }
        day
    }

    fn untaken(&mut self, back: u32, ways: (Channel, ReplyWay)) -> Plan {
        let on = self.back(back);
        let applicant = self.planner.applicant();
        let asked = self.planner.asked(LetterKind::Disclosed, on.year() - 1);
        Plan::unconfirmed(on, ways, applicant, asked)
    }

    fn taken(&mut self, back: u32, ways: (Channel, ReplyWay), letter: LetterKind) -> Plan {
        let on = self.back(back);
        let applicant = people::natural_person(&mut self.planner.chance);
        let asked = self.planner.asked(letter, on.year() - 1);
        Plan::taken(on, ways, applicant, asked, 0)
    }

    fn put(&mut self, plan: Plan) {
        self.plans.push(plan);
    }

    fn coming_in(&mut self) {
        for (back, ways) in [(0, SITE), (1, SITE), (4, (Channel::Email, ReplyWay::Email))] {
            let plan = self.untaken(back, ways);
            self.put(plan);
        }
        let unreached = self.untaken(3, SITE).then(After(1), Scene::TryContact);
        self.put(unreached);
        let unassigned = self.untaken(1, POSTED);
        self.put(unassigned);
    }

    fn being_handled(&mut self) {
        for (back, ways) in [(2, PAPER), (9, SITE), (19, POSTED), (20, SITE), (24, SITE)] {
            let plan = self.taken(back, ways, LetterKind::Disclosed);
            self.put(plan);
        }
        let extended = self.taken(26, POSTED, LetterKind::PartlyDisclosed).extended(14);
        self.put(extended);
    }

    fn being_decided(&mut self) {
        let drafted = |plan: Plan| plan.then(After(7), Scene::Draft);
        let in_review = drafted(self.taken(12, SITE, LetterKind::PartlyDisclosed));
        let returned = drafted(self.taken(13, PAPER, LetterKind::InternalAffairs)).then(After(2), Scene::Return);
        let for_signature = drafted(self.taken(14, SITE, LetterKind::Disclosed)).then(After(1), Scene::Approve);
        let to_be_delivered = self.taken(15, POSTED, LetterKind::Nonexistent).signed(After(8));
        let two_matters = self.taken(11, SITE, LetterKind::Disclosed);
        let other = self.planner.asked(LetterKind::Nonexistent, self.planner.until.year() - 1);
        let two_matters = drafted(two_matters.also(other)).then(After(1), Scene::Approve);
        for plan in [in_review, returned, for_signature, to_be_delivered, two_matters] {
            self.put(plan);
        }
    }

    fn waiting_for_others(&mut self) {
        use ConsultationKind::{JointOrgan, OtherOrgan, ThirdParty};
        let notice_unopened = self.taken(7, SITE, LetterKind::Disclosed).then(After(2), Scene::AskClarification);
        let clarifying = self.taken(9, POSTED, LetterKind::Disclosed).asked_to_clarify(2);
        let unclarified = self.taken(27, POSTED, LetterKind::Disclosed).asked_to_clarify(3);
        let consulted = self.taken(12, PAPER, LetterKind::PartlyDisclosed).consulting(3, ThirdParty);
        let silent = self.taken(25, PAPER, LetterKind::PartlyDisclosed).consulting(3, ThirdParty);
        let joint = self.taken(10, SITE, LetterKind::Disclosed).consulting(2, JointOrgan);
        let asked_organ = self.taken(8, POSTED, LetterKind::Disclosed).consulting(2, OtherOrgan);
        let to_pay = self.taken(9, POSTED, LetterKind::Disclosed).charged(3);
        let unpaid = self.taken(32, POSTED, LetterKind::Disclosed).charged(3);
        let paid = self.taken(14, SITE, LetterKind::Disclosed).charged(3).then(After(5), Scene::Pay);
        let free_after_all = self.taken(13, POSTED, LetterKind::Disclosed).charged(3).then(After(3), Scene::RevokeFee);
        let reasons = self.taken(8, POSTED, LetterKind::ExcessiveWithoutReason).asked_for_reasons(2);
        let delayed = self.taken(16, POSTED, LetterKind::Disclosed).asked_for_reasons(2);
        let delayed = delayed.then(After(4), Scene::GiveReasons).then(After(3), Scene::Delay);
        let lapsed = self.taken(28, PAPER, LetterKind::ThirdPartyRights).consulting(3, ThirdParty);
        let lapsed = lapsed.then(super::script::When::PastPeriod, Scene::Lapse);
        let plans = [
            notice_unopened,
            clarifying,
            unclarified,
            consulted,
            silent,
            joint,
            asked_organ,
            to_pay,
            unpaid,
            paid,
            free_after_all,
            reasons,
            delayed,
            lapsed,
        ];
        self.plans.extend(plans);
    }

    fn waiting_for_the_head(&mut self) {
        let propose = |plan: Plan, after, wish| plan.then(After(after), Scene::Propose(wish));
        let extension = self.taken(16, SITE, LetterKind::Disclosed);
        let extension = propose(extension, 15, Wish::Extend);
        let consultation = self.taken(4, PAPER, LetterKind::Disclosed);
        let consultation = propose(consultation, 3, Wish::Consult(ConsultationKind::ThirdParty));
        let refused = propose(self.taken(15, PAPER, LetterKind::Disclosed), 10, Wish::Extend);
        let refused = refused.then(After(1), Scene::Decline);
        let outcome = self.taken(17, SITE, LetterKind::Disclosed).replied(After(6));
        let outcome = propose(outcome, 3, Wish::MendOutcome(Outcome::PartlyDisclosed));
        let kind = propose(self.taken(6, POSTED, LetterKind::Disclosed), 3, Wish::MendKind(ApplicantKind::Company));
        self.plans.extend([extension, consultation, refused, outcome, kind]);
    }

    fn delivered(&mut self) {
        let deliver = |plan: Plan| plan.then(After(1), Scene::Deliver);
        let unopened = deliver(self.taken(15, SITE, LetterKind::AlreadyPublished).signed(After(8)));
        let phoned = deliver(self.taken(16, SITE, LetterKind::Disclosed).signed(After(7)));
        let phoned = phoned.then(After(3), Scene::Phone);
        let collect = self.taken(14, (Channel::Counter, ReplyWay::PickUp), LetterKind::Disclosed);
        let at_disposal = collect.signed(After(8)).then(After(1), Scene::PutAtDisposal);
        let came_back = deliver(self.taken(22, POSTED, LetterKind::OtherOrgan).signed(After(8)));
        let came_back = came_back.then(After(6), Scene::MailReturned);
        let withdrawn = self.taken(6, SITE, LetterKind::Withdrawn).then(After(4), Scene::Withdraw);
        let objects = self.taken(28, POSTED, LetterKind::ThirdPartyRights);
        let objects = objects.consulted(3, ConsultationKind::ThirdParty, Opinion::Objects).replied(After(4));
        let suit = self.taken(70, POSTED, LetterKind::Nonexistent).replied(After(8));
        let suit = suit.disputed(30, RemedyKind::DirectSuit, None);
        let review = self.taken(60, SITE, LetterKind::InternalAffairs).replied(After(8));
        let review = review.disputed(30, RemedyKind::Reconsideration, None);
        let anew = self.taken(90, POSTED, LetterKind::EnforcementFile).replied(After(8));
        let anew = anew.disputed(15, RemedyKind::Reconsideration, Some(RemedyResult::Corrected));
        let anew = anew.then(After(2), Scene::Reopen);
        self.plans.extend([unopened, phoned, at_disposal, came_back, withdrawn, objects, suit, review, anew]);
    }

    fn put_right(&mut self) {
        let on = self.back(12);
        let applicant = self.planner.applicant();
        let asked = self.planner.asked(LetterKind::Disclosed, on.year() - 1);
        // Confirmed on the second day, recorded as the third.
        let receipt = Plan::taken(on, SITE, applicant.clone(), asked.clone(), 2).step(3, Wish::MendReceipt(1));
        let name = self.planner.name();
        let twice = Plan::taken(on, POSTED, applicant, asked, 0).named(name);
        let once = self.taken(10, PAPER, LetterKind::Disclosed);
        let again = Plan { applicant: twice.applicant.clone(), asked: twice.asked.clone(), ..once };
        let again = again.twin_of(name).step(2, Wish::Duplicate);
        let posted = self.taken(18, POSTED, LetterKind::Nonexistent).replied(After(7)).step(3, Wish::MendClosing(1));
        self.plans.extend([receipt, twice, again, posted]);
    }
}
