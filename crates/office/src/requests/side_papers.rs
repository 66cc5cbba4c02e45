//! Papers that by themselves move nothing (letters.md §2.3): receipt, records for the file, reminder, notes, and the lists
//! and copies that other letters take along.

use super::papers::{file_name, letter_refused, typeset};
use super::{Confirmation, OnCase};
use crate::acting::Doing;
use crate::ids::new_id;
use crate::requests::by_applicant::Download;
use crate::{Office, Problem, Refusal};
use gongkai_rules::events::{ConsultationKind, Event, FileRef, PaperRef, ReplyWay};
use gongkai_rules::ids::{FileId, PaperId, RequestId, SealedId};
use gongkai_rules::letters::{Addressee, Callout, FieldValue, Fields, Letter, LetterKind, chinese_date};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::{Action, Subject, may};
use gongkai_rules::requests::{Command, PaperKind, Request};
use gongkai_storage::{files, organs, papers, people, requests, types};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Working days in which somebody may say that a withdrawal was not meant (ours).
const OBJECT_WITHDRAWAL_WD: u64 = 5;

/// A paper that the desk makes by a form of its own.
#[derive(Debug, Clone)]
pub struct SidePaperForm {
    /// What it is: one of [`SidePaperForm::KINDS`], or 报请确定函.
    pub kind: LetterKind,
    /// Of a 送达回证: the paper that was delivered.
    pub about: Option<PaperId>,
    /// Of a 报请确定函: the authority it goes to.
    pub authority: String,
    /// What it says.
    pub fields: Fields,
}

impl SidePaperForm {
    /// What the desk may make at any time that fits the case; 报请确定函 is an act of its own.
    pub const KINDS: [LetterKind; 6] = [
        LetterKind::Receipt,
        LetterKind::GuidanceRecord,
        LetterKind::OralRequestRecord,
        LetterKind::ClarificationReminder,
        LetterKind::DeliveryReceipt,
        LetterKind::Withdrawn,
    ];
}

impl Doing<'_> {
    /// Makes a paper that moves nothing, and keeps it.
    ///
    /// # Errors
    /// [`Refusal::Rule`] where it has no place in the case, [`Refusal::Invalid`] where it is not complete.
    pub async fn issue_side_paper(
        &mut self,
        kind: LetterKind,
        facts: super::papers::CaseFacts,
        fields: &Fields,
    ) -> Result<PaperRef, Refusal> {
        let paper = self.issue(kind, facts, fields).await?;
        self.decide(Command::IssuePaper { kind, paper: paper.clone() })?;
        Ok(paper)
    }

    /// The name of whoever acts, as a record names its writer.
    async fn writer(&mut self) -> Result<String, Refusal> {
        let Some(id) = self.actor.person() else { return Ok("申请人本人".to_owned()) };
        Ok(people::find(self.tx, id).await?.map(|person| person.name).unwrap_or_default())
    }
}

fn text(words: impl Into<String>) -> FieldValue {
    FieldValue::Text(words.into())
}

/// 收到申请确认记录: who called whom, when, what was agreed, and every earlier try (第三十一条第二、三项).
pub(super) async fn confirmation_record(doing: &mut Doing<'_>, confirmed: Confirmation) -> Result<(), Refusal> {
    if !doing.request.channel.needs_confirmation() {
        return Ok(());
    }
    for (name, value) in [("time", &confirmed.time), ("means", &confirmed.means)] {
        if value.trim().is_empty() {
            return Err(Refusal::field(name, Problem::Missing));
        }
    }
    let facts = doing.case_facts().await?;
    let texts = doing.texts().await?;
    let mut fields = Fields::new();
    fields.set("confirmed_on", FieldValue::Date(confirmed.on));
    fields.set("confirmed_time", text(confirmed.time));
    fields.set("clerk", text(doing.writer().await?));
    fields.set("means", text(confirmed.means));
    fields.set("applicant_short", text(facts.applicant.name.clone()));
    fields.set("result", text("confirmed"));
    fields.set("reply_way", text(reply_words(doing.request.reply_way)));
    if !confirmed.note.trim().is_empty() {
        fields.set("agreed", text(confirmed.note));
    }
    let tries: Vec<String> = doing
        .history()
        .iter()
        .filter_map(|recorded| match &recorded.event {
            Event::ContactTried { note } => {
                let said = texts.get(note).map(String::as_str).unwrap_or_default();
                Some(format!("{}，{said}", chinese_date(recorded.effective_on)))
            }
            _ => None,
        })
        .collect();
    if !tries.is_empty() {
        fields.set("attempts", FieldValue::List(tries));
    }
    doing.issue_side_paper(LetterKind::ReceiptConfirmation, facts, &fields).await.map(|_| ())
}

fn reply_words(way: ReplyWay) -> &'static str {
    match way {
        ReplyWay::Site => "网上查看、下载",
        ReplyWay::Email => "电子邮件",
        ReplyWay::Post => "邮寄纸质件",
        ReplyWay::PickUp => "当面领取",
    }
}

/// 撤回申请确认书, right after the withdrawal. A setting not yet entered does not stand in the way of a withdrawal: then the
/// desk makes the paper later.
pub(super) async fn withdrawal_confirmation(doing: &mut Doing<'_>, way: &str) -> Result<(), Refusal> {
    let mut fields = Fields::new();
    fields.set("withdraw_way", text(way));
    fields.set("days", FieldValue::Number(OBJECT_WITHDRAWAL_WD));
    super::case_values::fill(LetterKind::Withdrawn, &mut fields, &doing.request, &doing.moment);
    let facts = doing.case_facts().await?;
    match doing.issue_side_paper(LetterKind::Withdrawn, facts, &fields).await {
        Err(Refusal::Invalid(_)) => Ok(()),
        done => done.map(|_| ()),
    }
}

/// 征求意见告知书: the applicant hears that somebody is asked, and that the time is not counted (第三十三条第三款).
pub(super) async fn consultation_note(doing: &mut Doing<'_>, kind: ConsultationKind) -> Result<(), Refusal> {
    let mut fields = Fields::new();
    let party = match kind {
        ConsultationKind::ThirdParty => "third_party",
        ConsultationKind::JointOrgan => "joint_organ",
        ConsultationKind::OtherOrgan => "organ",
    };
    fields.set("party", text(party));
    let kind = LetterKind::ConsultationNoteToApplicant;
    super::case_values::fill(kind, &mut fields, &doing.request, &doing.moment);
    let facts = doing.case_facts().await?;
    doing.issue_side_paper(kind, facts, &fields).await.map(|_| ())
}

/// 申请清单: what the applicant asked this organ in the period of the letter, this request with them (第三十五条).
pub(crate) async fn list_requests(doing: &mut Doing<'_>, kind: LetterKind, fields: &mut Fields) -> Result<(), Refusal> {
    if !matches!(kind, LetterKind::ReasonRequest | LetterKind::ExcessiveWithoutReason) {
        return Ok(());
    }
    let (Some(from), Some(to)) = (fields.date("period_from"), fields.date("period_to")) else { return Ok(()) };
    let texts = doing.texts().await?;
    let applicant = doing.applicant(&texts)?;
    let own = &doing.request;
    let mut listed = vec![(own.number.clone(), own.submitted_on.to_string(), own.title.clone().unwrap_or_default())];
    if !applicant.paper_number.is_empty() {
        let hash = doing.office.ring_hash("applicant", &applicant.paper_number);
        let found = requests::of_applicant(doing.tx, doing.organ.id, &hash, (from, to)).await?;
        let numbers: Vec<String> = listed.iter().map(|(number, ..)| number.clone()).collect();
        listed.extend(found.into_iter().filter(|(number, ..)| !numbers.contains(number)));
    }
    listed.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    let line = |(number, on, title): (String, String, String)| {
        let day = on.parse::<Date>().map(chinese_date).unwrap_or(on);
        let title = if title.is_empty() { "内容见该件申请".to_owned() } else { title };
        format!("{number}，{day}提交，{title}")
    };
    fields.set("request_list", FieldValue::List(listed.into_iter().map(line).collect()));
    Ok(())
}

/// 原答复副本: the earlier reply to the same applicant, found by its number, under this case's key (第三十六条第六项).
pub(super) async fn copy_earlier_reply(
    doing: &mut Doing<'_>,
    fields: &Fields,
    kept: &mut Vec<FileRef>,
) -> Result<(), Refusal> {
    let Some(number) = fields.text("earlier_letter_number").map(str::to_owned) else { return Ok(()) };
    let name = format!("原答复副本（{number}）.pdf");
    let names = doing.file_names().await?;
    if kept.iter().any(|file| names.get(&file.id) == Some(&name)) {
        return Ok(());
    }
    let texts = doing.texts().await?;
    let applicant = doing.applicant(&texts)?;
    if applicant.paper_number.is_empty() {
        return Ok(());
    }
    let hash = doing.office.ring_hash("applicant", &applicant.paper_number);
    let earlier = requests::earlier(doing.tx, doing.organ.id, &hash, Some(doing.request.id)).await?;
    let found = papers::numbered(doing.tx, doing.organ.id, &number).await?;
    let of_applicant = |paper: &&papers::Paper| earlier.iter().any(|(id, ..)| id.0 == paper.request_id);
    let Some(paper) = found.iter().find(of_applicant) else { return Ok(()) };
    let office = doing.office.clone();
    let key = office.ring().data_key(doing.tx, paper.request_id).await?;
    let row = files::find(doing.tx, key.id, FileId(paper.file_id)).await?;
    let Some(row) = row else { return Ok(()) };
    let content = office.files().get(&key, &row).await?;
    let id = FileId(new_id());
    let at = types::micros(doing.moment.at);
    let row = office.files().put(doing.tx, &doing.key, id, &name, &row.media_type, content, at).await?;
    kept.push(FileRef { id, sha256: row.sha256 });
    Ok(())
}

/// 登记回执, if there is none yet.
async fn issue_receipt(doing: &mut Doing<'_>) -> Result<(), Refusal> {
    if doing.request.papers.iter().any(|issued| issued.kind == PaperKind::Receipt) {
        return Ok(());
    }
    doing.detail = "receipt".to_owned();
    let mut fields = Fields::new();
    name_materials(doing, &mut fields).await?;
    let facts = doing.case_facts().await?;
    doing.issue_side_paper(LetterKind::Receipt, facts, &fields).await.map(|_| ())
}

/// 收到的材料: the files handed in with the request, where nobody has named the materials.
async fn name_materials(doing: &mut Doing<'_>, fields: &mut Fields) -> Result<(), Refusal> {
    let names = doing.file_names().await?;
    let handed_in: Vec<String> = doing.request.files.iter().filter_map(|file| names.get(&file.id).cloned()).collect();
    if !handed_in.is_empty() && !fields.has("materials") {
        fields.set("materials", FieldValue::List(handed_in));
    }
    Ok(())
}

impl Office {
    /// 登记回执 as PDF: made when it is first asked for, kept sealed, and the same bytes ever after. Whoever shows the query
    /// code gets it printed on the receipt; the kept one is without it, because the code is stored only as a keyed hash
    /// (letters.md §6.2).
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such case or the code is not its own, [`Refusal::Invalid`] where a setting
    /// that the receipt needs is not entered yet.
    pub async fn receipt(&self, actor: &Actor, id: RequestId, code: Option<&str>) -> Result<Download, Refusal> {
        let action = if matches!(actor, Actor::Applicant) { Action::Track } else { Action::IssuePaper };
        let stored = {
            let mut tx = self.read().await?;
            let found = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?.request;
            let organ = organs::find(&mut tx, found.organ).await?.ok_or(Refusal::NotFound)?;
            may(actor, action, Subject { organ_path: &organ.path, ..Subject::default() })?;
            if let Some(code) = code {
                let known = requests::by_number(&mut tx, &found.number).await?;
                let shown = self.ring_hash("query_code", &crate::ids::typed(code));
                known.filter(|(_, kept)| kept.as_ref() == Some(&shown)).ok_or(Refusal::NotFound)?;
            }
            found
        };
        if !stored.papers.iter().any(|issued| issued.kind == PaperKind::Receipt) {
            self.act(actor, action, OnCase::unasked(id), Box::new(|doing| Box::pin(issue_receipt(doing)))).await?;
        }
        self.receipt_bytes(id, code).await
    }

    async fn receipt_bytes(&self, id: RequestId, code: Option<&str>) -> Result<Download, Refusal> {
        let mut tx = self.read().await?;
        let request = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?.request;
        let issued = request.papers.iter().find(|issued| issued.kind == PaperKind::Receipt);
        let issued = issued.ok_or(Refusal::NotFound)?;
        let paper = papers::of_request(&mut tx, id).await?.into_iter().find(|paper| paper.id == issued.paper.id.0);
        let paper = paper.ok_or(Refusal::NotFound)?;
        let key = self.ring().data_key(&mut tx, id.0).await?;
        let name = file_name(LetterKind::Receipt, &issued.paper.number);
        let Some(code) = code else {
            let row = files::find(&mut tx, id.0, FileId(paper.file_id)).await?.ok_or(Refusal::NotFound)?;
            return Ok((name, row.media_type.clone(), self.files().get(&key, &row).await?));
        };
        let texts: BTreeMap<SealedId, String> = key.open_all(&mut tx, id.0).await?;
        drop(tx);
        let letter = texts.get(&SealedId(paper.letter_id)).ok_or_else(|| Refusal::Fault("receipt is gone".into()))?;
        let mut letter: Letter =
            serde_json::from_str(letter).map_err(|error| Refusal::Fault(format!("receipt: {error}")))?;
        let query_code = crate::ids::grouped(&crate::ids::typed(code));
        letter.callout = Some(Callout { case_number: request.number.clone(), query_code });
        let bytes = typeset(self, letter, issued.on).await?;
        Ok((name, "application/pdf".to_owned(), bytes))
    }

    /// Makes a record, a reminder, a proof of delivery, or the confirmation of a withdrawal that could not be made at once.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn issue_side_paper(&self, actor: &Actor, case: OnCase, form: SidePaperForm) -> Result<Request, Refusal> {
        let action = match form.kind {
            LetterKind::DeterminationReferral => Action::ReferDetermination,
            _ => Action::IssuePaper,
        };
        self.act(actor, action, case, Box::new(move |doing| Box::pin(async move { make(doing, form).await }))).await
    }
}

async fn make(doing: &mut Doing<'_>, form: SidePaperForm) -> Result<(), Refusal> {
    let SidePaperForm { kind, about, authority, mut fields } = form;
    if kind != LetterKind::DeterminationReferral && !SidePaperForm::KINDS.contains(&kind) {
        return Err(Refusal::field("kind", Problem::NotAChoice));
    }
    let mut facts = doing.case_facts().await?;
    fields.set("clerk", text(doing.writer().await?));
    match kind {
        LetterKind::DeterminationReferral => {
            if authority.trim().is_empty() {
                return Err(Refusal::field("authority", Problem::Missing));
            }
            facts.letter.addressee = Addressee::organ(authority.trim());
        }
        LetterKind::Receipt => name_materials(doing, &mut fields).await?,
        LetterKind::DeliveryReceipt => delivered(doing, about, &mut fields).await?,
        _ => {}
    }
    super::case_values::fill(kind, &mut fields, &doing.request, &doing.moment);
    let organ = facts.settings.for_letters(&doing.organ);
    gongkai_rules::letters::compose(kind, &facts.letter, &fields, &organ)
        .map_err(|problems| letter_refused("", &problems))?;
    doing.issue_side_paper(kind, facts, &fields).await.map(|_| ())
}

/// What a 送达回证 says of the paper that was handed over: its title, its number, to whom it went.
async fn delivered(doing: &mut Doing<'_>, about: Option<PaperId>, fields: &mut Fields) -> Result<(), Refusal> {
    let missing = || Refusal::field("about", Problem::Missing);
    let about = about.ok_or_else(missing)?;
    let all = papers::of_request(doing.tx, doing.request.id).await?;
    let paper = all.iter().find(|paper| paper.id == about.0).ok_or_else(missing)?;
    let texts = doing.texts().await?;
    let letter = texts.get(&SealedId(paper.letter_id)).ok_or_else(|| Refusal::Fault("letter is gone".into()))?;
    let letter: Letter = serde_json::from_str(letter).map_err(|error| Refusal::Fault(format!("letter: {error}")))?;
    fields.set("delivered_paper", text(letter.title));
    fields.set("delivered_number", text(paper.number.clone()));
    fields.set("receiver", text(letter.addressee.unwrap_or_default()));
    Ok(())
}
