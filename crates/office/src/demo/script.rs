//! What an invented case will live through, written down before it begins: scenes, each some time after the one before.
//! A case that is to be seen half-way simply has no further scene.

use crate::requests::Applicant;
use When::{After, PastDue, PastPeriod};
use gongkai_rules::events::{ConsultationKind, Opinion, RemedyKind, RemedyResult, ReplyWay};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use jiff::civil::Date;

/// When a scene comes, seen from the one before it.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// So many working days later; with 0 on the same day.
    After(u32),
    /// So many working days after the last day of the limit.
    PastDue(u32),
    /// On the first working day after the period that somebody else has run out.
    PastPeriod,
}

/// What happens.
#[derive(Debug, Clone, Copy)]
pub enum Scene {
    /// The desk tries to reach the applicant, in vain.
    TryContact,
    /// The desk confirms the request with the applicant.
    Confirm,
    /// The clerk settles the title.
    Title,
    /// The clerk takes the case.
    Assign,
    /// Clarification is asked for.
    AskClarification,
    /// The applicant has the notice, by post.
    ClarificationDelivered,
    /// The applicant clarifies.
    Clarify,
    /// The clerk lays a step before the head.
    Propose(Wish),
    /// The head consents.
    Consent,
    /// The head refuses.
    Decline,
    /// The consulted party has the letter.
    ConsultationDelivered,
    /// It answers.
    Answer(Opinion),
    /// Its limit has run out.
    Lapse,
    /// The applicant gives reasons.
    GiveReasons,
    /// The head fixes a later date.
    Delay,
    /// The applicant has the fee notice, by post.
    FeeNoticeDelivered,
    /// The applicant pays.
    Pay,
    /// The fee notice is taken back.
    RevokeFee,
    /// Outcome and letter are drafted.
    Draft,
    /// The reviewer sends it back.
    Return,
    /// The reviewer approves.
    Approve,
    /// The signatory signs.
    Sign,
    /// The reply goes out.
    Deliver,
    /// The reply is put on the site for somebody who had not chosen that way.
    PutAtDisposal,
    /// The applicant opens what lies on the site.
    Open,
    /// The desk phones about a letter nobody opened.
    Phone,
    /// The mail comes back.
    MailReturned,
    /// The applicant withdraws.
    Withdraw,
    /// A reconsideration or lawsuit comes in.
    OpenRemedy(RemedyKind),
    /// It ends.
    EndRemedy(RemedyResult),
    /// The case is handled anew.
    Reopen,
    /// The case is filed.
    Archive,
}

/// A step that needs the head's consent.
#[derive(Debug, Clone, Copy)]
pub enum Wish {
    /// 延长期限.
    Extend,
    /// 征求意见.
    Consult(ConsultationKind),
    /// 要求说明理由.
    AskReasons,
    /// 收费通知.
    ChargeFee,
    /// 不再处理.
    Abandon,
    /// 第三方意见处理结果告知: a party that objected hears what is given all the same; nothing where there is none.
    TellParty,
    /// 更正登记: the applicant belongs in another column.
    MendKind(ApplicantKind),
    /// 更正登记: the reply belongs in another row.
    MendOutcome(Outcome),
    /// 更正登记: received so many days earlier.
    MendReceipt(i64),
    /// 更正登记: replied so many days earlier.
    MendClosing(i64),
    /// 更正登记: entered twice; the other case bears the name [`Plan::twin`].
    Duplicate,
}

/// One matter asked for, and the letter that will answer it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The information, as it will stand in the title.
    pub subject: String,
    /// The letter.
    pub letter: LetterKind,
}

/// A case before it begins.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Day of submission.
    pub arrives: Date,
    /// How it comes.
    pub channel: Channel,
    /// How the reply is wanted.
    pub reply_way: ReplyWay,
    /// Who asks.
    pub applicant: Applicant,
    /// What is asked.
    pub asked: Vec<Asked>,
    /// What happens.
    pub scenes: Vec<(When, Scene)>,
    /// By which another plan of the organ refers to this one.
    pub name: Option<u32>,
    /// The other case of [`Wish::Duplicate`].
    pub twin: Option<u32>,
}

impl Plan {
    /// A case that comes in and is confirmed, titled and taken, the confirmation so many working days later where its
    /// channel needs one.
    pub fn taken(
        arrives: Date,
        (channel, reply_way): (Channel, ReplyWay),
        applicant: Applicant,
        asked: Asked,
        confirmed_after: u32,
    ) -> Plan {
        let plan = Plan::unconfirmed(arrives, (channel, reply_way), applicant, asked);
        let plan = if channel.needs_confirmation() { plan.then(After(confirmed_after), Scene::Confirm) } else { plan };
        plan.then(After(0), Scene::Title).then(After(0), Scene::Assign)
    }

    /// A case that only comes in.
    pub fn unconfirmed(
        arrives: Date,
        (channel, reply_way): (Channel, ReplyWay),
        applicant: Applicant,
        asked: Asked,
    ) -> Plan {
        let (asked, scenes) = (vec![asked], Vec::new());
        Plan { arrives, channel, reply_way, applicant, asked, scenes, name: None, twin: None }
    }

    /// Another scene.
    pub fn then(mut self, when: When, scene: Scene) -> Plan {
        self.scenes.push((when, scene));
        self
    }

    /// A step, with the head's consent on the same day.
    pub fn step(self, after: u32, wish: Wish) -> Plan {
        self.then(After(after), Scene::Propose(wish)).then(After(0), Scene::Consent)
    }

    /// Another matter in the same request.
    pub fn also(mut self, asked: Asked) -> Plan {
        self.asked.push(asked);
        self
    }

    fn reads_on_site(&self) -> bool {
        self.reply_way == ReplyWay::Site
    }

    /// The applicant comes to have a notice: opened on the site, or by post as the given scene records.
    fn noticed(self, by_post: Option<Scene>) -> Plan {
        match by_post {
            _ if self.reads_on_site() => self.then(After(1), Scene::Open),
            Some(scene) => self.then(After(2), scene),
            None => self,
        }
    }

    /// Clarification asked for, and in the applicant's hands.
    pub fn asked_to_clarify(self, after: u32) -> Plan {
        self.then(After(after), Scene::AskClarification).noticed(Some(Scene::ClarificationDelivered))
    }

    /// Asked, and given.
    pub fn clarified(self, after: u32, given_after: u32) -> Plan {
        self.asked_to_clarify(after).then(After(given_after), Scene::Clarify)
    }

    /// Somebody is consulted and has the letter.
    pub fn consulting(self, after: u32, kind: ConsultationKind) -> Plan {
        self.step(after, Wish::Consult(kind)).then(After(2), Scene::ConsultationDelivered)
    }

    /// Somebody is consulted and answers.
    pub fn consulted(self, after: u32, kind: ConsultationKind, opinion: Opinion) -> Plan {
        self.consulting(after, kind).then(After(7), Scene::Answer(opinion))
    }

    /// Reasons are asked for.
    pub fn asked_for_reasons(self, after: u32) -> Plan {
        self.step(after, Wish::AskReasons).noticed(None)
    }

    /// The limit is extended.
    pub fn extended(self, after: u32) -> Plan {
        self.step(after, Wish::Extend).noticed(None)
    }

    /// A fee is charged, and the applicant has the notice.
    pub fn charged(self, after: u32) -> Plan {
        self.step(after, Wish::ChargeFee).noticed(Some(Scene::FeeNoticeDelivered))
    }

    /// Closed for want of clarification or payment.
    pub fn abandoned(self) -> Plan {
        let plan = self.then(PastPeriod, Scene::Propose(Wish::Abandon)).then(After(0), Scene::Consent);
        plan.noticed(None)
    }

    /// Drafted, approved and signed.
    pub fn signed(self, when: When) -> Plan {
        let plan = self.then(when, Scene::Draft).then(After(1), Scene::Approve);
        plan.then(After(1), Scene::Sign)
    }

    /// Drafted, approved, signed and delivered; opened where it lies on the site.
    pub fn replied(self, when: When) -> Plan {
        self.signed(when).delivered()
    }

    /// As [`Plan::replied`], sent back once by the reviewer.
    pub fn replied_after_return(self, when: When) -> Plan {
        let plan = self.then(when, Scene::Draft).then(After(1), Scene::Return).then(After(1), Scene::Draft);
        plan.then(After(0), Scene::Approve).then(After(1), Scene::Sign).delivered()
    }

    fn delivered(self) -> Plan {
        let told = self.then(After(1), Scene::Propose(Wish::TellParty)).then(After(0), Scene::Consent);
        told.then(After(0), Scene::Deliver).noticed(None)
    }

    /// Replied so many working days after the limit.
    pub fn replied_late(self, by: u32) -> Plan {
        self.replied(PastDue(by))
    }

    /// A reconsideration or lawsuit that ends, or does not yet.
    pub fn disputed(self, after: u32, kind: RemedyKind, result: Option<RemedyResult>) -> Plan {
        let plan = self.then(After(after), Scene::OpenRemedy(kind));
        match result {
            Some(result) => plan.then(After(28), Scene::EndRemedy(result)),
            None => plan,
        }
    }

    /// A name by which another plan refers to it.
    pub fn named(mut self, name: u32) -> Plan {
        self.name = Some(name);
        self
    }

    /// The other case of the same application.
    pub fn twin_of(mut self, name: u32) -> Plan {
        self.twin = Some(name);
        self
    }
}
