//! What an applicant sees of a case: how far it is, until when the answer comes, what is asked of them, what they may
//! read. No name of staff or of a consulted party stands in it.

use crate::requests::Applicant;
use crate::requests::applicant::SubmissionRecord;
use crate::requests::by_applicant::readable_papers;
use crate::settings::OrganSettings;
use crate::{Office, Refusal};
use gongkai_rules::deadlines::{Clock, TrackDay, track};
use gongkai_rules::events::{
    Amendment, ConsultationKind, DeliveryWay, Event, FileRef, ImportedStep, Opinion, Recorded,
};
use gongkai_rules::ids::{FileId, PaperId, RequestId};
use gongkai_rules::letters::{Letter, LetterKind};
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::requests::{Now, PaperKind, Request, State};
use gongkai_storage::database::Tx;
use gongkai_storage::vault::DataKey;
use gongkai_storage::{events, files, organs, papers, requests};
use jiff::civil::Date;

/// A case as its applicant sees it.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The case.
    pub request: Request,
    /// The organ asked.
    pub organ: Organ,
    /// Its settings: whom to call, where to turn.
    pub settings: OrganSettings,
    /// Its clock today.
    pub clock: Clock,
    /// Its clock day by day.
    pub track: Vec<TrackDay>,
    /// What happened, newest first.
    pub happenings: Vec<Happening>,
    /// What was asked.
    pub matters: Vec<String>,
    /// Form wanted, in words.
    pub form_wanted: String,
    /// Letters that may be read, newest first.
    pub papers: Vec<ReadablePaper>,
    /// Files disclosed with the reply.
    pub disclosed: Vec<ReadableFile>,
    /// Files the applicant handed in.
    pub handed_in: Vec<ReadableFile>,
    /// The paragraph of the reply on remedies, word for word.
    pub remedies: Option<String>,
    /// What the notice asks to be clarified, paragraph by paragraph, while it is awaited.
    pub to_clarify: Vec<String>,
}

/// A letter the applicant may read.
#[derive(Debug, Clone)]
pub struct ReadablePaper {
    /// Which.
    pub id: PaperId,
    /// Its number.
    pub number: String,
    /// What it is.
    pub kind: PaperKind,
    /// Its file's name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its day.
    pub on: Date,
    /// First opened on.
    pub opened_on: Option<Date>,
}

/// A file the applicant may read.
#[derive(Debug, Clone)]
pub struct ReadableFile {
    /// Which.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}

/// Something that happened, as far as it is the applicant's to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The day the law counts.
    pub on: Date,
    /// What.
    pub what: What,
    /// The letter that told it.
    pub paper: Option<PaperId>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Handed in.
    Submitted(Channel),
    /// The day of receipt was fixed.
    Registered(Channel),
    /// A call that did not reach the applicant.
    ContactTried,
    /// Clarification asked.
    ClarificationAsked,
    /// Clarified.
    Clarified,
    /// A party was asked.
    Consulted(ConsultationKind),
    /// It answered; `None` where a register does not say what.
    Answered(ConsultationKind, Option<Opinion>),
    /// It stayed silent.
    Silent(ConsultationKind),
    /// The limit was lengthened by so many working days.
    Extended(u8),
    /// Reasons asked.
    ReasonsAsked,
    /// Reasons given.
    ReasonsGiven,
    /// A later day was fixed.
    Delayed(Date),
    /// A fee of so many yuan was asked.
    FeeAsked(u32),
    /// Paid.
    FeePaid,
    /// The fee was taken back.
    FeeRevoked,
    /// The reply is signed and on its way.
    Decided,
    /// The reply lies on this page.
    AtDisposal,
    /// The reply took effect.
    Replied(Option<DeliveryWay>),
    /// Mail came back.
    CameBack,
    /// Closed for want of clarification or payment.
    Abandoned(Outcome),
    /// The applicant was told in writing that somebody is consulted.
    ConsultationTold,
    /// The applicant was reminded of the clarification.
    Reminded,
    /// The withdrawal was confirmed in writing.
    WithdrawalConfirmed,
    /// Withdrawn.
    Withdrawn,
    /// A recorded fact was put right.
    Amended(Amendment),
    /// To be handled anew.
    Reopened,
    /// A newer calendar moved the due date.
    CalendarMoved(Option<Date>),
}

/// The files disclosed with the reply that has reached the applicant.
pub(crate) fn disclosed(request: &Request, history: &[Recorded]) -> Vec<FileRef> {
    let replied = match &request.state {
        State::Decided { at_disposal_since, .. } => at_disposal_since.is_some(),
        State::Closed(_) | State::Archived(_) => true,
        _ => false,
    };
    if !replied {
        return Vec::new();
    }
    let signed = history.iter().rev().find_map(|recorded| match &recorded.event {
        Event::DecisionSigned { hash, .. } => Some(hash),
        _ => None,
    });
    let proposal = history.iter().rev().find_map(|recorded| match &recorded.event {
        Event::DecisionProposed { proposal } if Some(&proposal.hash) == signed => Some(proposal),
        _ => None,
    });
    let delivered =
        history.iter().any(|recorded| matches!(recorded.event, Event::Delivered { .. } | Event::PutAtDisposal {}));
    proposal.filter(|_| delivered).map(|proposal| proposal.files.clone()).unwrap_or_default()
}

/// What of the events is the applicant's to know, newest first.
fn happenings(request: &Request, history: &[Recorded]) -> Vec<Happening> {
    let mut list: Vec<Happening> = history.iter().filter_map(|recorded| happening(request, recorded)).collect();
    // Stable, so that things of one day keep their order of recording.
    list.sort_by_key(|happening| happening.on);
    list.reverse();
    list
}

fn happening(request: &Request, recorded: &Recorded) -> Option<Happening> {
    let kind_of = |id| request.consultations.iter().find(|found| found.id == id).map(|found| found.kind);
    let mut on = recorded.effective_on;
    let mut paper = None;
    let mut with = |found: &gongkai_rules::events::PaperRef| paper = Some(found.id);
    let what = match &recorded.event {
        Event::Submitted { .. } => What::Submitted(request.channel),
        Event::Registered { .. } => {
            // The day as it now stands recorded: an amendment of it is told as an event of its own.
            on = request.received_on.unwrap_or(on);
            What::Registered(request.channel)
        }
        Event::ContactTried { .. } => What::ContactTried,
        Event::ClarificationAsked { paper, .. } => {
            with(paper);
            What::ClarificationAsked
        }
        Event::ClarificationReceived { .. } => What::Clarified,
        // The letter to the party is not the applicant's to read.
        Event::ConsultationSent { kind, .. } => What::Consulted(*kind),
        Event::OpinionReceived { consultation, opinion, .. } => What::Answered(kind_of(*consultation)?, Some(*opinion)),
        Event::ConsultationLapsed { consultation } => What::Silent(kind_of(*consultation)?),
        Event::Extended { days, paper, .. } => {
            with(paper);
            What::Extended(*days)
        }
        Event::ReasonsAsked { paper } => {
            with(paper);
            What::ReasonsAsked
        }
        Event::ReasonsReceived { .. } => What::ReasonsGiven,
        Event::Delayed { until, paper } => {
            with(paper);
            What::Delayed(*until)
        }
        Event::FeeNoticeSent { yuan, paper } => {
            with(paper);
            What::FeeAsked(*yuan)
        }
        Event::FeePaid {} => What::FeePaid,
        Event::FeeRevoked { .. } => What::FeeRevoked,
        Event::DecisionSigned { .. } => What::Decided,
        Event::PutAtDisposal {} => What::AtDisposal,
        Event::Delivered { way, .. } => What::Replied(Some(*way)),
        Event::DeliveryFailed { .. } => What::CameBack,
        Event::Abandoned { outcome, paper } => {
            with(paper);
            What::Abandoned(*outcome)
        }
        Event::PaperIssued { kind, paper } => {
            with(paper);
            match kind {
                LetterKind::ConsultationNoteToApplicant => What::ConsultationTold,
                LetterKind::ClarificationReminder => What::Reminded,
                LetterKind::Withdrawn => What::WithdrawalConfirmed,
                // A receipt moves nothing, and records stay in the file.
                _ => return None,
            }
        }
        Event::Withdrawn { .. } => What::Withdrawn,
        Event::RecordAmended { amendment, .. } => What::Amended(amendment.clone()),
        Event::ReopenedByRemedy { .. } => What::Reopened,
        Event::CalendarAdopted { due, .. } => What::CalendarMoved(*due),
        Event::Imported { what } => match what {
            ImportedStep::ClarificationAsked {} => What::ClarificationAsked,
            ImportedStep::ClarificationReceived {} => What::Clarified,
            ImportedStep::ConsultationSent { consultation } => What::Consulted(kind_of(*consultation)?),
            ImportedStep::OpinionReceived { consultation } => What::Answered(kind_of(*consultation)?, None),
            ImportedStep::Extended { days } => What::Extended(*days),
            ImportedStep::Replied { .. } => What::Replied(None),
        },
        _ => return None,
    };
    Some(Happening { on, what, paper })
}

impl Office {
    /// A case as its applicant sees it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such case.
    pub async fn progress(&self, id: RequestId) -> Result<Progress, Refusal> {
        let mut tx = self.read().await?;
        let stored = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
        let organ = organs::find(&mut tx, stored.request.organ).await?.ok_or(Refusal::NotFound)?;
        let (settings, _): (OrganSettings, i64) = organs::settings(&mut tx, organ.id).await?;
        let history: Vec<Recorded> = events::of_stream(&mut tx, id.0).await?;
        let request = Request::replay(id, organ.id, &history)
            .ok_or_else(|| Refusal::Fault(format!("request {id} has no beginning")))?;
        let key = self.ring().data_key(&mut tx, id.0).await?;
        let moment = self.moment();
        let clock = request.clock(Now { today: moment.today, calendar: &moment.calendar });
        let texts = key.open_all(&mut tx, id.0).await?;
        let record: SubmissionRecord = texts
            .get(&request.applicant)
            .and_then(|text| serde_json::from_str(text).ok())
            .ok_or_else(|| Refusal::Fault("applicant record".into()))?;
        let matters = request.matters.iter().filter_map(|matter| texts.get(&matter.content)).cloned().collect();
        let shelf = Shelf::load(&mut tx, &key, id).await?;
        let letter = |kind| shelf.letter(&request, kind, &texts);
        let remedies = letter(PaperKind::Reply).and_then(|letter| letter.remedies);
        let awaits = matches!(request.state, State::AwaitingClarification);
        let to_clarify = letter(PaperKind::ClarificationNotice)
            .filter(|_| awaits)
            .map(|letter| letter.paragraphs.into_iter().map(|paragraph| paragraph.text).collect());
        let disclosed = disclosed(&request, &history);
        Ok(Progress {
            track: track(&clock, &moment.calendar),
            happenings: happenings(&request, &history),
            matters,
            form_wanted: record.form_wanted,
            papers: shelf.papers(&request),
            disclosed: shelf.files(&disclosed),
            handed_in: shelf.files(&request.files),
            remedies,
            to_clarify: to_clarify.unwrap_or_default(),
            request,
            organ,
            settings,
            clock,
        })
    }

    /// The applicant of a case, for the receipt that only they see.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is no such case.
    pub async fn applicant_of(&self, id: RequestId) -> Result<Applicant, Refusal> {
        let mut tx = self.read().await?;
        let request = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?.request;
        let key = self.ring().data_key(&mut tx, id.0).await?;
        let texts = key.open_all(&mut tx, id.0).await?;
        let record = texts.get(&request.applicant).and_then(|text| serde_json::from_str(text).ok());
        record.ok_or_else(|| Refusal::Fault("applicant record".into()))
    }
}

/// The letters and files of a case with their names.
struct Shelf {
    papers: Vec<papers::Paper>,
    files: Vec<(files::FileRow, String)>,
}

impl Shelf {
    async fn load(tx: &mut Tx, key: &DataKey, id: RequestId) -> Result<Shelf, Refusal> {
        let papers = papers::of_request(tx, id).await?;
        let rows = files::of_key(tx, id.0).await?;
        let mut named = Vec::new();
        for row in rows {
            let name = files::name(key, &row)?;
            named.push((row, name));
        }
        Ok(Shelf { papers, files: named })
    }

    /// The latest readable letter of a kind, as composed.
    fn letter(
        &self,
        request: &Request,
        kind: PaperKind,
        texts: &std::collections::BTreeMap<gongkai_rules::ids::SealedId, String>,
    ) -> Option<Letter> {
        let issued = readable_papers(request).into_iter().rev().find(|issued| issued.kind == kind)?;
        let paper = self.papers.iter().find(|paper| paper.id == issued.paper.id.0)?;
        serde_json::from_str(texts.get(&gongkai_rules::ids::SealedId(paper.letter_id))?).ok()
    }

    fn papers(&self, request: &Request) -> Vec<ReadablePaper> {
        let readable = readable_papers(request).into_iter().rev();
        let shown = readable.filter_map(|issued| {
            let paper = self.papers.iter().find(|paper| paper.id == issued.paper.id.0)?;
            let (row, name) = self.files.iter().find(|(row, _)| row.id == paper.file_id)?;
            Some(ReadablePaper {
                id: issued.paper.id,
                number: issued.paper.number.clone(),
                kind: issued.kind,
                name: name.clone(),
                size: u64::try_from(row.size).unwrap_or_default(),
                on: issued.on,
                opened_on: issued.opened_on,
            })
        });
        shown.collect()
    }

    fn files(&self, wanted: &[FileRef]) -> Vec<ReadableFile> {
        let shown = wanted.iter().filter_map(|file| {
            let (row, name) = self.files.iter().find(|(row, _)| row.id == file.id.0)?;
            Some(ReadableFile {
                id: file.id,
                name: name.clone(),
                media_type: row.media_type.clone(),
                size: u64::try_from(row.size).unwrap_or_default(),
            })
        });
        shown.collect()
    }
}
