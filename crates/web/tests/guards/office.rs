//! A city with its districts and a sub-district, people of every role in each, and cases in every state, made by the
//! same functions of the office that the pages call.

use crate::support::{PASSWORD, Site};
use gongkai_office::accounts::passwords;
use gongkai_office::accounts::setup::{NewPerson, add_person};
use gongkai_office::requests::applicant::PaperOfIdentity;
use gongkai_office::requests::consult::ConsultationRecord;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_office::requests::{Applicant, DeliverForm, Draft, DraftMatter, NewRequest, OnCase, StepForm, Upload};
use gongkai_office::settings::OrganSettings;
use gongkai_office::{Once, Refusal};
use gongkai_rules::events::{ConsultationKind, DeliveryWay, Opinion, ReplyWay};
use gongkai_rules::ids::{OrganId, PersonId, RequestId};
use gongkai_rules::letters::{FieldKind, FieldValue, Fields, LetterKind, WithheldPart};
use gongkai_rules::organs::Relation;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Request, StateName};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// The day on which everything here begins.
pub const MONDAY: Date = date(2026, 3, 2);

/// A city, two districts, a sub-district; cases belong to the first district.
pub struct World {
    pub site: Site,
    pub organs: BTreeMap<&'static str, OrganId>,
    pub people: BTreeMap<(String, &'static str), PersonId>,
}

/// The name of the organ to which the first district stands so.
pub fn organ_of(relation: Relation) -> &'static str {
    match relation {
        Relation::Own => "district",
        Relation::Child => "city",
        Relation::Parent => "street",
        Relation::Sibling => "sibling",
    }
}

/// The sign-in name of whoever holds a role in an organ.
pub fn login(role: Role, organ: &str) -> String {
    format!("{}-{organ}", role.code())
}

/// A key that was never used.
pub fn once() -> Once {
    let key = gongkai_office::ids::new_id().as_simple().to_string();
    Once { key, target: "POST /test".into(), body_hash: vec![1] }
}

impl World {
    pub async fn new() -> World {
        let site = Site::empty().await;
        site.office.clock().mark_demonstration();
        let city = site.organ("LY", "洛阳市人民政府", None).await;
        let district = site.organ("XG", "洛阳市西工区人民政府", Some(city)).await;
        let street = site.organ("XJ", "西工街道办事处", Some(district)).await;
        let sibling = site.organ("JX", "洛阳市涧西区人民政府", Some(city)).await;
        let organs = BTreeMap::from([("city", city), ("district", district), ("street", street), ("sibling", sibling)]);
        let mut world = World { site, organs, people: BTreeMap::new() };
        // One hash serves everybody: hashing is slow by design.
        let hash = passwords::hash(PASSWORD.into()).await.unwrap();
        for (name, organ) in world.organs.clone() {
            for role in Role::ALL {
                let id = world.person(organ, login(role, name), role, &hash).await;
                world.people.insert((role.code().to_owned(), name), id);
            }
            world.settings(organ).await;
        }
        world.at(MONDAY);
        world
    }

    async fn person(&self, organ: OrganId, login: String, role: Role, hash: &str) -> PersonId {
        let (office, name) = (self.site.office.clone(), format!("{login}同志"));
        let password_hash = hash.to_owned();
        let new = NewPerson { login, name, roles: vec![role], password_hash, must_change: false };
        let work = self.site.office.db().write(Box::new(move |tx| {
            Box::pin(async move { add_person(tx, &office, &Actor::System, organ, new).await })
        }));
        work.await.unwrap().id
    }

    /// Everything a letter needs.
    async fn settings(&self, organ: OrganId) {
        let some = |text: &str| Some(text.to_owned());
        let letters = gongkai_rules::letters::OrganSettings {
            address: some("洛阳市西工区凯旋路9号"),
            phone: some("0379-5555 0100"),
            hours: some("工作日9时至12时、14时至17时30分"),
            tracking_url: some("https://gongkai.example/track"),
            reconsideration_body: some("洛阳市人民政府"),
            reconsideration_address: some("洛阳市体育场路1号"),
            reconsideration_phone: some("0379-5555 0200"),
            reconsideration_url: some("https://fuyi.example"),
            court: some("洛阳铁路运输法院"),
            supervising_organ: some("洛阳市人民政府办公室"),
            supervising_phone: some("0379-5555 0300"),
            ..gongkai_rules::letters::OrganSettings::default()
        };
        let settings = OrganSettings { letters, ..OrganSettings::default() };
        let work = self.site.office.db().write(Box::new(move |tx| {
            Box::pin(async move {
                let mut organ = gongkai_storage::organs::find(tx, organ).await?.unwrap();
                organ.organ_word = "西工".into();
                let (_, version): (OrganSettings, i64) = gongkai_storage::organs::settings(tx, organ.id).await?;
                gongkai_storage::organs::update(tx, &organ, &settings, version).await?;
                Ok::<_, Refusal>(())
            })
        }));
        work.await.unwrap();
    }

    /// Moves official time.
    pub fn at(&self, today: Date) {
        let at = jiff::tz::offset(8).to_timestamp(today.at(10, 0, 0, 0)).unwrap();
        assert!(self.site.office.clock().move_to(at));
    }

    pub fn organ(&self, name: &str) -> OrganId {
        self.organs[name]
    }

    /// Whoever holds a role in the first district.
    pub fn actor(&self, role: Role) -> Actor {
        let id = self.people[&(role.code().to_owned(), "district")];
        Actor::Person { id, organ_path: vec![self.organ("city"), self.organ("district")], roles: vec![role] }
    }

    pub async fn request(&self, id: RequestId) -> Request {
        let mut tx = self.site.office.read().await.unwrap();
        gongkai_storage::requests::find(&mut tx, id).await.unwrap().unwrap().request
    }

    /// A request handed in today.
    pub async fn submitted(&self, channel: Channel, words: &Words) -> RequestId {
        let new = NewRequest {
            channel,
            submitted_on: self.site.office.clock().today(),
            applicant: words.applicant(),
            matters: vec![words.say("matter")],
            reply_way: ReplyWay::Site,
            form_wanted: words.say("form_wanted"),
            files: vec![words.upload("attachment")],
            title: None,
            number: None,
        };
        let (office, organ) = (&self.site.office, self.organ("district"));
        let opened = match channel {
            Channel::Web => office.submit(organ, once(), new).await,
            _ => office.enter_request(&self.actor(Role::Clerk), organ, once(), new).await,
        };
        opened.unwrap().request.id
    }

    /// A case brought to a state by the people whose business it is.
    pub async fn case_in(&self, state: StateName, words: &Words) -> RequestId {
        let (office, clerk, head) = (&self.site.office, self.actor(Role::Clerk), self.actor(Role::Head));
        if state == StateName::Received {
            return self.submitted(Channel::Web, words).await;
        }
        let id = self.submitted(Channel::Counter, words).await;
        match state {
            StateName::AwaitingClarification => {
                office.ask_clarification(&clerk, on(id), words.fields(LetterKind::ClarificationNotice)).await.unwrap();
            }
            StateName::AwaitingPayment => {
                let form = StepForm::ChargeFee { units: 12, fields: words.fields(LetterKind::FeeNotice) };
                let proposed = office.propose_step(&clerk, on(id), form).await.unwrap();
                office.consent_step(&head, on(id), proposed.version).await.unwrap();
            }
            StateName::Deciding
            | StateName::Approved
            | StateName::Decided
            | StateName::Closed
            | StateName::Archived => {
                self.decided_to(state, id, words).await;
            }
            StateName::Received | StateName::Handling => {}
        }
        assert_eq!(self.request(id).await.state.name(), state);
        id
    }

    async fn decided_to(&self, state: StateName, id: RequestId, words: &Words) {
        let (office, clerk) = (&self.site.office, self.actor(Role::Clerk));
        let hash = self.proposed(id, words, Outcome::PartlyDisclosed, LetterKind::PartlyDisclosed).await;
        if state == StateName::Deciding {
            return;
        }
        office.approve_decision(&self.actor(Role::Reviewer), on(id), hash.clone()).await.unwrap();
        if state == StateName::Approved {
            return;
        }
        office.sign_decision(&self.actor(Role::Leader), on(id), hash).await.unwrap();
        if state == StateName::Decided {
            return;
        }
        self.delivered(id).await;
        if state == StateName::Archived {
            office.archive(&clerk, on(id)).await.unwrap();
        }
    }

    /// A decision laid before the reviewer, with a file to disclose; its hash.
    pub async fn proposed(&self, id: RequestId, words: &Words, outcome: Outcome, letter: LetterKind) -> String {
        let matters = self.request(id).await.matters;
        let matter = |matter: &gongkai_rules::events::Matter| DraftMatter {
            matter: matter.id,
            subject: words.say("subject"),
            outcome,
            letter,
            fields: words.fields(letter),
        };
        let draft = Draft { matters: matters.iter().map(matter).collect() };
        let file = vec![words.upload("disclosed")];
        let request =
            self.site.office.propose_decision(&self.actor(Role::Clerk), on(id), draft, Vec::new(), file).await.unwrap();
        request.proposal().unwrap().hash.clone()
    }

    pub async fn delivered(&self, id: RequestId) {
        let today = self.site.office.clock().today();
        let form =
            DeliverForm { way: DeliveryWay::Site, on: today, tracking: String::new(), counts_when_opened: false };
        self.site.office.deliver(&self.actor(Role::Clerk), on(id), form).await.unwrap();
    }

    /// Every act that takes words, one after the other on one case not yet confirmed, to its end and beyond.
    pub async fn whole_life(&self, id: RequestId, words: &Words) {
        let (office, clerk, head) = (&self.site.office, self.actor(Role::Clerk), self.actor(Role::Head));
        let today = || office.clock().today();
        office.try_contact(&clerk, on(id), today(), words.say("contact")).await.unwrap();
        office.confirm(&clerk, on(id), today(), words.say("confirmation")).await.unwrap();
        self.side_paper(id, LetterKind::GuidanceRecord, words).await;
        office.ask_clarification(&clerk, on(id), words.fields(LetterKind::ClarificationNotice)).await.unwrap();
        office.clarification_delivered(&clerk, on(id), today()).await.unwrap();
        self.side_paper(id, LetterKind::ClarificationReminder, words).await;
        let files = vec![words.upload("clarification_file")];
        let (content, reason) = (words.say("clarification"), words.say("good_reason"));
        office.receive_clarification(&clerk, on(id), today(), content, files, reason).await.unwrap();
        let declined = StepForm::Extend(words.fields(LetterKind::ExtensionNotice));
        let step = office.propose_step(&clerk, on(id), declined).await.unwrap().version;
        office.decline_step(&head, on(id), step, words.say("declined")).await.unwrap();
        let consult = StepForm::Consult {
            kind: ConsultationKind::ThirdParty,
            party: words.say("party"),
            address: words.say("party_address"),
            fields: words.fields(LetterKind::ThirdPartyConsultation),
        };
        let proposed =
            office.propose_step_with(&clerk, on(id), consult, vec![words.upload("consulted")]).await.unwrap().version;
        office.consent_step(&head, on(id), proposed).await.unwrap();
        let consultation = self.request(id).await.consultations[0].id;
        let record = ConsultationRecord::Delivered(today());
        office.record_consultation(&clerk, on(id), consultation, record).await.unwrap();
        let record =
            ConsultationRecord::Answered { on: today(), opinion: Opinion::Objects, words: words.say("opinion") };
        office.record_consultation(&clerk, on(id), consultation, record).await.unwrap();
        self.step(id, StepForm::Extend(words.fields(LetterKind::ExtensionNotice))).await;
        self.step(id, StepForm::AskReasons(words.fields(LetterKind::ReasonRequest))).await;
        office.receive_reasons(&clerk, on(id), today(), words.say("reasons")).await.unwrap();
        let fee = || StepForm::ChargeFee { units: 12, fields: words.fields(LetterKind::FeeNotice) };
        self.step(id, fee()).await;
        office.revoke_fee(&head, on(id), words.say("revoked")).await.unwrap();
        self.side_paper(id, LetterKind::DeterminationReferral, words).await;
        let amendment = gongkai_rules::events::Amendment::ApplicantKind(ApplicantKind::OtherOrganisation);
        self.step(id, StepForm::Amend { amendment, reason: words.say("amendment") }).await;
        self.proposed(id, words, Outcome::PartlyDisclosed, LetterKind::PartlyDisclosed).await;
        let reviewer = self.actor(Role::Reviewer);
        office.return_decision(&reviewer, Action::ReviewDecision, on(id), words.say("returned")).await.unwrap();
        let hash = self.proposed(id, words, Outcome::PartlyDisclosed, LetterKind::PartlyDisclosed).await;
        office.approve_decision(&reviewer, on(id), hash.clone()).await.unwrap();
        office.sign_decision(&self.actor(Role::Leader), on(id), hash).await.unwrap();
        let paper = self.request(id).await.papers.last().unwrap().paper.id;
        office.phone_about(&clerk, on(id), paper, words.say("phoned")).await.unwrap();
        office.delivery_failed(&clerk, on(id), words.say("mail_back")).await.unwrap();
        let fields = words.fields(LetterKind::ThirdPartyDecisionNotice);
        self.step(id, StepForm::TellThirdParty { consultation, disclosed: true, fields }).await;
        self.side_paper(id, LetterKind::DeliveryReceipt, words).await;
        self.delivered(id).await;
        let kind = gongkai_rules::events::RemedyKind::Reconsideration;
        office.open_remedy(&clerk, on(id), kind, false, today(), words.say("remedy")).await.unwrap();
    }

    /// A paper that the desk makes beside the steps.
    async fn side_paper(&self, id: RequestId, kind: LetterKind, words: &Words) {
        let about = self.request(id).await.papers.last().map(|issued| issued.paper.id);
        let form = SidePaperForm { kind, about, authority: words.say("authority"), fields: words.fields(kind) };
        let actor = match kind {
            LetterKind::DeterminationReferral => self.actor(Role::Head),
            _ => self.actor(Role::Clerk),
        };
        self.site.office.issue_side_paper(&actor, on(id), form).await.unwrap();
    }

    async fn step(&self, id: RequestId, form: StepForm) {
        let proposed = self.site.office.propose_step(&self.actor(Role::Clerk), on(id), form).await.unwrap();
        self.site.office.consent_step(&self.actor(Role::Head), on(id), proposed.version).await.unwrap();
    }
}

/// A case without a version seen or a key.
pub fn on(id: RequestId) -> OnCase {
    OnCase { id, seen: None, once: None }
}

/// What people write in a case. Every text carries the mark of its place, so that it is found wherever it leaks.
#[derive(Debug, Clone)]
pub struct Words {
    /// Made part of every mark.
    pub seed: u32,
    /// Today, for the days in letters.
    pub today: Date,
}

impl Words {
    pub fn new(seed: u32) -> Words {
        Words { seed, today: MONDAY }
    }

    /// The mark of a place: eleven characters that stand nowhere else.
    pub fn mark(&self, place: &str) -> String {
        let mut hash = self.seed ^ 0x9e37_79b9;
        for byte in place.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193).rotate_left(7);
        }
        format!("zq{hash:08x}k")
    }

    /// A sentence with the mark of its place.
    pub fn say(&self, place: &str) -> String {
        format!("关于加装电梯补助发放情况的说明{}", self.mark(place))
    }

    pub fn applicant(&self) -> Applicant {
        Applicant {
            kind: ApplicantKind::NaturalPerson,
            name: self.name(),
            paper: PaperOfIdentity::Passport,
            paper_number: self.paper_number(),
            representative: self.say("representative"),
            contact: self.say("contact_person"),
            phone: self.phone(),
            email: format!("{}@example.com", self.mark("email")),
            address: format!("洛阳市西工区{}号", self.mark("address")),
        }
    }

    pub fn name(&self) -> String {
        // Not so rare that no font has it, and not in any of our texts.
        format!("欧阳薇霖{}", self.mark("name"))
    }

    pub fn paper_number(&self) -> String {
        format!("E{:08}", 71_935_268 + self.seed)
    }

    pub fn phone(&self) -> String {
        format!("139{:08}", 84_627_195 + self.seed)
    }

    /// A file whose name and content carry marks.
    pub fn upload(&self, place: &str) -> Upload {
        let name = format!("{}.pdf", self.mark(&format!("{place}_name")));
        let content = format!("%PDF-1.4\n% {}\n", self.say(&format!("{place}_content"))).into_bytes();
        Upload { name, media_type: "application/pdf".into(), content }
    }

    /// Everything a letter of a kind may state, filled in.
    pub fn fields(&self, kind: LetterKind) -> Fields {
        let mut fields = Fields::new();
        for field in kind.model().fields.iter().filter(|field| !field.by_case) {
            let say = || self.say(&format!("{kind:?}.{}", field.name));
            let value = match field.kind {
                FieldKind::ShortText | FieldKind::LongText => FieldValue::Text(say()),
                FieldKind::Date => FieldValue::Date(match field.name {
                    "delayed_to" | "expected_on" | "extended_to" => self.today + 60.days(),
                    _ => self.today,
                }),
                FieldKind::Number => FieldValue::Number(15),
                FieldKind::List | FieldKind::Names => FieldValue::List(vec![say()]),
                FieldKind::Choice(choices) => FieldValue::Text(choices[0].0.to_owned()),
                FieldKind::WithheldParts => FieldValue::Parts(vec![WithheldPart {
                    part: self.say("withheld_part"),
                    ground: Outcome::ProcessInformation,
                    reason: self.say("withheld_reason"),
                }]),
            };
            fields.set(field.name, value);
        }
        fields
    }
}
