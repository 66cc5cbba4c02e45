//! One scene of a case: who does what, under which permission, with the acts of the real office.

use super::district::Staffed;
use super::script::{Plan, Scene, Wish};
use super::{fields, texts};
use crate::Refusal;
use crate::acting::Doing;
use crate::ids::new_id;
use crate::requests::by_applicant::{had_notice, opened, readable_papers};
use crate::requests::decision::{Draft, DraftMatter, lay, sign};
use crate::requests::steps::{self, StepForm};
use crate::requests::{Upload, clarify, fee};
use gongkai_rules::events::{Amendment, ConsultationKind, DeliveryWay, ReplyWay};
use gongkai_rules::ids::{ConsultationId, MatterId, PaperId, RemedyId, SealedId};
use gongkai_rules::letters::{FieldValue, Fields, LetterKind};
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request};
use jiff::Span;
use jiff::civil::Date;

/// What is done inside one act.
pub enum Deed {
    /// A command as it is.
    Order(Command),
    /// Words are sealed, and the command refers to them.
    Say(&'static str, String, Box<dyn FnOnce(SealedId) -> Command + Send>),
    /// Clarification is asked for by letter.
    AskClarification(Fields),
    /// The applicant clarifies in these words.
    Clarify(String),
    /// A step is laid before the head.
    Propose(Box<StepForm>),
    /// The head consents to the step proposed in this version.
    Consent(u32),
    /// A later date is fixed.
    Delay(Fields),
    /// Outcome, letter and files are laid before the reviewer.
    Draft(Draft, Vec<Upload>),
    /// Exactly this is signed.
    Sign(String),
    /// Letters are opened on the site.
    Open(Vec<PaperId>),
}

/// Who does what, under which permission.
pub type Part = (Actor, Action, Deed);

/// Does it, inside the act.
pub async fn perform(doing: &mut Doing<'_>, deed: Deed) -> Result<(), Refusal> {
    match deed {
        Deed::Order(command) => doing.decide(command),
        Deed::Say(field, words, command) => {
            let words = doing.seal(field, &words).await?;
            doing.decide(command(words))
        }
        Deed::AskClarification(fields) => clarify::ask(doing, fields).await,
        Deed::Clarify(words) => {
            let content = doing.seal("clarification", &words).await?;
            had_notice(doing)?;
            let on = doing.moment.today;
            doing.decide(Command::ReceiveClarification { on, content, files: Vec::new(), good_reason: None })
        }
        Deed::Propose(form) => steps::propose(doing, *form).await,
        Deed::Consent(proposal) => steps::consent(doing, proposal).await,
        Deed::Delay(fields) => fee::delay(doing, fields).await,
        Deed::Draft(draft, files) => lay(doing, draft, Vec::new(), files).await,
        Deed::Sign(hash) => sign(doing, hash).await,
        Deed::Open(papers) => papers.into_iter().try_for_each(|paper| opened(doing, paper)),
    }
}

/// A case at a moment: what a scene is cast from.
pub struct Moment<'a> {
    /// The organ and its people.
    pub staff: &'a Staffed,
    /// The case before it began.
    pub plan: &'a Plan,
    /// The case now.
    pub request: &'a Request,
    /// The other case that the plan refers to.
    pub twin: Option<&'a Request>,
    /// Today.
    pub today: Date,
}

fn say(field: &'static str, words: &str, command: impl FnOnce(SealedId) -> Command + Send + 'static) -> Deed {
    Deed::Say(field, words.to_owned(), Box::new(command))
}

impl Moment<'_> {
    /// Who does what in a scene; `None` where the case has nothing for it.
    pub fn cast(&self, scene: Scene) -> Option<Part> {
        let (staff, on) = (self.staff, self.today);
        let clerk = staff.actor(&staff.clerk);
        let head = staff.actor(&staff.head);
        let reviewer = staff.actor(&staff.reviewer);
        Some(match scene {
            Scene::TryContact => {
                let words = "拨打所留电话两次，无人接听，已发短信";
                (clerk, Action::Confirm, say("note", words, move |note| Command::TryContact { on, note }))
            }
            Scene::Confirm => {
                let words = "电话核对：本人提出，内容和联系方式无误";
                let register = move |note| Command::Register { on, note: Some(note) };
                (clerk, Action::Confirm, say("note", words, register))
            }
            Scene::Title => (clerk, Action::Title, Deed::Order(Command::Title(self.subject().to_owned()))),
            Scene::Assign => (clerk, Action::Assign, Deed::Order(Command::Assign { to: staff.clerk.id })),
            Scene::AskClarification => {
                let fields = self.fields(LetterKind::ClarificationNotice);
                (clerk, Action::AskClarification, Deed::AskClarification(fields))
            }
            Scene::ClarificationDelivered => self.incoming(Command::RecordClarificationDelivered { on }),
            Scene::Clarify => {
                let words = format!("补充：需要的是{}，以年度汇总的文件为准。", self.subject());
                self.by_applicant_or(Action::RecordIncoming, Deed::Clarify(words))
            }
            Scene::Propose(wish) => (clerk, Action::ProposeStep, Deed::Propose(Box::new(self.form(wish)?))),
            Scene::Consent => (head, Action::ConsentStep, Deed::Consent(self.request.pending.first()?.proposal)),
            Scene::Decline => {
                let proposal = self.request.pending.first()?.proposal;
                let decline = move |comment| Command::Decline { proposal, comment };
                (head, Action::ConsentStep, say("comment", "材料已经齐备，请按原期限答复", decline))
            }
            Scene::ConsultationDelivered => {
                let consultation = self.consultation()?;
                self.incoming(Command::RecordConsultationDelivered { consultation, on })
            }
            Scene::Answer(opinion) => {
                let consultation = self.consultation()?;
                let answer = move |words| Command::RecordOpinion { consultation, on, opinion, words: Some(words) };
                (clerk, Action::RecordIncoming, say("opinion", texts::opinion(opinion), answer))
            }
            Scene::Lapse => self.incoming(Command::RecordLapse { consultation: self.consultation()? }),
            Scene::GiveReasons => {
                let give = move |words| Command::ReceiveReasons { on, words };
                self.by_applicant_or(Action::RecordIncoming, say("reasons", "为撰写社区治理方面的文章收集资料", give))
            }
            Scene::Delay => (head, Action::Delay, Deed::Delay(self.fields(LetterKind::DelayNotice))),
            Scene::FeeNoticeDelivered => self.incoming(Command::RecordFeeNoticeDelivered { on }),
            Scene::Pay => self.incoming(Command::RecordPayment { on }),
            Scene::RevokeFee => {
                let revoke = |reason| Command::RevokeFee { reason };
                (head, Action::RevokeFee, say("reason", "复核后本月件数没有超过十件，不收取", revoke))
            }
            Scene::Draft => self.draft(),
            Scene::Return => {
                let back = |comment| Command::ReturnDecision { comment };
                let words = "理由请结合申请的具体内容写，附件页数与正文写的不一致";
                (reviewer, Action::ReviewDecision, say("comment", words, back))
            }
            Scene::Approve => {
                let hash = self.request.proposal()?.hash.clone();
                (reviewer, Action::ReviewDecision, Deed::Order(Command::ApproveDecision { hash }))
            }
            Scene::Sign => {
                let hash = self.request.proposal()?.hash.clone();
                (staff.actor(staff.signatory()), Action::SignDecision, Deed::Sign(hash))
            }
            Scene::Deliver => (clerk, Action::Deliver, Deed::Order(self.delivery())),
            Scene::PutAtDisposal => (clerk, Action::Deliver, Deed::Order(Command::PutAtDisposal)),
            Scene::Open => (Actor::Applicant, Action::Track, Deed::Open(self.unopened()?)),
            Scene::Phone => {
                let paper = *self.unopened()?.first()?;
                let phone = move |note| Command::PhoneAboutPaper { paper, note };
                (clerk, Action::Deliver, say("call", "已电话告知答复已在网上，申请人表示会查看", phone))
            }
            Scene::MailReturned => {
                let failed = |note| Command::RecordDeliveryFailure { note };
                (clerk, Action::Deliver, say("returned", "邮件退回，原因：收件地址无此人；正与申请人联系", failed))
            }
            Scene::Withdraw => {
                let withdraw = move |statement| Command::Withdraw { on, statement };
                let words = "已经从其他途径取得所需信息，撤回申请";
                self.by_applicant_or(Action::Withdraw, say("withdrawal", words, withdraw))
            }
            Scene::OpenRemedy(kind) => {
                let remedy = RemedyId(new_id());
                let note = texts::remedy(kind, staff.organ.level, on);
                let open = move |note| Command::OpenRemedy { remedy, kind, simplified: false, on, note };
                (clerk, Action::RecordRemedy, Deed::Say("remedy", note, Box::new(open)))
            }
            Scene::EndRemedy(result) => {
                let remedy = self.request.remedies.iter().find(|remedy| remedy.ended.is_none())?.id;
                (clerk, Action::RecordRemedy, Deed::Order(Command::EndRemedy { remedy, on, result }))
            }
            Scene::Reopen => (head, Action::Reopen, Deed::Order(Command::Reopen { on, limit: Some(20) })),
            Scene::Archive => (clerk, Action::Archive, Deed::Order(Command::Archive)),
        })
    }

    fn subject(&self) -> &str {
        self.plan.asked.first().map_or("", |asked| asked.subject.as_str())
    }

    fn fields(&self, kind: LetterKind) -> Fields {
        fields::fill(kind, self.subject(), &self.staff.organ, self.today)
    }

    fn incoming(&self, command: Command) -> Part {
        (self.staff.actor(&self.staff.clerk), Action::RecordIncoming, Deed::Order(command))
    }

    /// On the site the applicant does it; on paper it comes to the clerk.
    fn by_applicant_or(&self, action: Action, deed: Deed) -> Part {
        match self.plan.reply_way {
            ReplyWay::Site => (Actor::Applicant, Action::Track, deed),
            _ => (self.staff.actor(&self.staff.clerk), action, deed),
        }
    }

    fn consultation(&self) -> Option<ConsultationId> {
        self.request.open_consultation().map(|open| open.id)
    }

    /// Letters that lie on the site and have not been opened.
    fn unopened(&self) -> Option<Vec<PaperId>> {
        let readable = readable_papers(self.request);
        let papers: Vec<PaperId> =
            readable.into_iter().filter(|issued| issued.opened_on.is_none()).map(|issued| issued.paper.id).collect();
        (!papers.is_empty()).then_some(papers)
    }

    fn form(&self, wish: Wish) -> Option<StepForm> {
        let amend = |amendment, reason: &str| StepForm::Amend { amendment, reason: reason.to_owned() };
        Some(match wish {
            Wish::Extend => StepForm::Extend(self.fields(LetterKind::ExtensionNotice)),
            Wish::Consult(kind) => {
                let letter = match kind {
                    ConsultationKind::ThirdParty => LetterKind::ThirdPartyConsultation,
                    ConsultationKind::JointOrgan => LetterKind::JointOrganConsultation,
                    ConsultationKind::OtherOrgan => LetterKind::OrganConsultation,
                };
                let (party, address) = texts::party(kind, self.subject());
                StepForm::Consult { kind, party, address, fields: self.fields(letter) }
            }
            Wish::AskReasons => StepForm::AskReasons(self.fields(LetterKind::ReasonRequest)),
            Wish::ChargeFee => StepForm::ChargeFee { units: 12, fields: self.fields(LetterKind::FeeNotice) },
            Wish::Abandon => StepForm::Abandon(Fields::new()),
            Wish::TellParty => {
                let gives = self
                    .request
                    .proposal()
                    .is_some_and(|proposal| matches!(proposal.outcome, Outcome::Disclosed | Outcome::PartlyDisclosed));
                let consultation = self.request.untold_parties().find(|_| gives)?.id;
                let fields = self.fields(LetterKind::ThirdPartyDecisionNotice).with_text("basis", "unfounded");
                StepForm::TellThirdParty { consultation, disclosed: true, fields }
            }
            Wish::MendKind(kind) => amend(Amendment::ApplicantKind(kind), "申请人以单位名义提出，登记时误记为自然人"),
            Wish::MendOutcome(outcome) => {
                amend(Amendment::Outcome(outcome), "答复对其中一项作了不予公开处理，办理结果应登记为部分公开")
            }
            Wish::MendReceipt(days) => {
                let day = earlier(self.request.received_on?, days);
                amend(Amendment::ReceivedOn(day), "通话记录显示当日已与申请人确认，登记时记成了次日")
            }
            Wish::MendClosing(days) => {
                let day = earlier(self.request.counted.as_ref()?.on, days);
                amend(Amendment::ClosedOn(day), "邮局收寄凭证上的日期较登记的早")
            }
            Wish::Duplicate => amend(Amendment::DuplicateOf(self.twin?.id), "同一份申请邮寄和网上各提交一次，重复登记"),
        })
    }

    fn draft(&self) -> Part {
        let matters = self.request.matters.iter().zip(&self.plan.asked);
        let matter = |(id, asked): (MatterId, &super::script::Asked)| DraftMatter {
            matter: id,
            subject: asked.subject.clone(),
            outcome: asked.letter.outcome().unwrap_or(Outcome::OtherHandling),
            letter: asked.letter,
            fields: self.reply_fields(asked.letter, &asked.subject),
        };
        let draft = Draft { matters: matters.map(|(matter_, asked)| matter((matter_.id, asked))).collect() };
        let gives = |kind: LetterKind| matches!(kind, LetterKind::Disclosed | LetterKind::PartlyDisclosed);
        let files = self.plan.asked.iter().filter(|asked| gives(asked.letter)).map(|asked| Upload {
            name: format!("{}.txt", asked.subject),
            media_type: "text/plain".into(),
            content: format!("{}\n（演示数据：这是一份虚构的文件）\n", asked.subject).into_bytes(),
        });
        (self.staff.actor(&self.staff.clerk), Action::DraftDecision, Deed::Draft(draft, files.collect()))
    }

    /// What the letter states; of a repeated request, what is on record of the earlier one.
    fn reply_fields(&self, letter: LetterKind, subject: &str) -> Fields {
        let mut fields = fields::fill(letter, subject, &self.staff.organ, self.today);
        if let (LetterKind::Repeated, Some(twin)) = (letter, self.twin) {
            let number = twin.papers.last().map(|issued| issued.paper.number.clone()).unwrap_or_default();
            fields.set("earlier_received_on", FieldValue::Date(twin.received_on.unwrap_or(twin.submitted_on)));
            fields.set("earlier_answered_on", FieldValue::Date(twin.counted.as_ref().map_or(self.today, |one| one.on)));
            fields.set("earlier_letter_number", FieldValue::Text(number));
        }
        fields
    }

    fn delivery(&self) -> Command {
        let way = match self.request.reply_way {
            ReplyWay::Site => DeliveryWay::Site,
            ReplyWay::Email => DeliveryWay::Email,
            ReplyWay::Post => DeliveryWay::Post,
            ReplyWay::PickUp => DeliveryWay::InPerson,
        };
        let tracking = (way == DeliveryWay::Post).then(|| texts::tracking(&self.request.number));
        Command::Deliver { way, on: self.today, tracking }
    }
}

fn earlier(day: Date, days: i64) -> Date {
    day.checked_sub(Span::new().days(days)).unwrap_or(day)
}
