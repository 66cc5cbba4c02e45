//! A request is handed in (条例第二十九条): on the site, or entered at the desk from post, counter, fax or e-mail.

use crate::acting::audit_row;
use crate::ids::{new_id, query_code};
use crate::requests::Applicant;
use crate::requests::applicant::{RegisterWords, SubmissionRecord};
use crate::settings::OrganSettings;
use crate::{Office, Once, Refusal};
use gongkai_rules::events::{Event, FileRef, ImportedStep, Matter, Recorded, RemedyKind, RemedyResult, ReplyWay};
use gongkai_rules::ids::{EventId, FileId, MatterId, OrganId, RemedyId, RequestId, SealedId};
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Now, Request};
use gongkai_storage::database::Tx;
use gongkai_storage::requests::NewCase;
use gongkai_storage::vault::{DataKey, Place};
use gongkai_storage::{audit, events, requests, series, types};
use jiff::civil::Date;

/// Series of case numbers.
pub const SERIES: &str = "request";

/// A file as it came in, already recognised by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Its media type, from the content.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A request as handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// How it came.
    pub channel: Channel,
    /// When: today on the site, the day of arrival at the desk.
    pub submitted_on: Date,
    /// Who asks.
    pub applicant: Applicant,
    /// What is asked: one text a matter.
    pub matters: Vec<String>,
    /// How the reply is wanted.
    pub reply_way: ReplyWay,
    /// Form wanted, in words (纸质, 电子文档 …), sealed with the request.
    pub form_wanted: String,
    /// Files handed in.
    pub files: Vec<Upload>,
    /// Title, where the desk has settled one already.
    pub title: Option<String>,
    /// A number the office gave it before Gongkai.
    pub number: Option<String>,
}

/// A case that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The case.
    pub request: Request,
    /// The query code in clear, told this once.
    pub query_code: String,
    /// Where its page is for whoever opened it.
    pub location: String,
}

impl Office {
    /// Hands in a request on the site: channel Web, received when both sides confirm (第三十一条第三项).
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was kept but the draft.
    pub async fn submit(&self, organ: OrganId, once: Once, new: NewRequest) -> Result<Opened, Refusal> {
        self.open_case(&Actor::Applicant, Action::Submit, organ, Some(once), new).await
    }

    /// Enters a request that came by another way.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing was kept.
    pub async fn enter_request(
        &self,
        actor: &Actor,
        organ: OrganId,
        once: Once,
        new: NewRequest,
    ) -> Result<Opened, Refusal> {
        self.open_case(actor, Action::EnterRequest, organ, Some(once), new).await
    }
}

/// What a case taken over from a register has behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// Its steps, in the order in which they follow from each other.
    pub steps: Vec<PastStep>,
    /// Words that no event holds.
    pub words: RegisterWords,
}

/// Something an office did before Gongkai, with the day it took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastStep {
    /// A step of the handling.
    Step(Date, ImportedStep),
    /// A reconsideration or suit came in.
    RemedyOpened(Date, RemedyId, RemedyKind),
    /// It ended.
    RemedyEnded(Date, RemedyId, RemedyResult),
}

/// The note of a remedy that a register names only by its day.
const REMEDY_NOTE: &str = "由台账导入";

impl PastStep {
    /// The event with its day; the note of a remedy is sealed for the case.
    pub(crate) async fn event(&self, tx: &mut Tx, key: &DataKey, id: RequestId) -> Result<(Date, Event), Refusal> {
        Ok(match self {
            PastStep::Step(on, what) => (*on, Event::Imported { what: what.clone() }),
            PastStep::RemedyOpened(on, remedy, kind) => {
                let place = Place { table: "requests", row: id.0, field: "remedy" };
                let note = key.seal(tx, SealedId(new_id()), place, REMEDY_NOTE).await?;
                (*on, Event::RemedyOpened { remedy: *remedy, kind: *kind, simplified: false, note })
            }
            PastStep::RemedyEnded(on, remedy, result) => (*on, Event::RemedyEnded { remedy: *remedy, result: *result }),
        })
    }
}

/// The organ that is asked, with its settings.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub organ: &'a Organ,
    pub settings: &'a OrganSettings,
}

/// Opens a case inside a transaction: number, key, sealed record, first events, projection, audit row.
pub(crate) async fn begin(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    action: Action,
    asked: Asked<'_>,
    new: NewRequest,
) -> Result<Opened, Refusal> {
    begin_with(tx, office, actor, action, asked, new, None).await
}

/// As [`begin`], for a case with a past: it is received on the day it was submitted, and nobody was given a query code.
pub(crate) async fn begin_with(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    action: Action,
    asked: Asked<'_>,
    new: NewRequest,
    past: Option<Past>,
) -> Result<Opened, Refusal> {
    let organ = asked.organ;
    if organ.abolished {
        return Err(Refusal::field("organ", crate::Problem::Said("这个机关已经撤销，不能再向它提出申请".into())));
    }
    let moment = office.moment();
    let id = RequestId(new_id());
    let key = office.ring().new_data_key(tx, id.0).await?;
    let words = past.as_ref().map(|past| past.words.clone());
    let sealed = seal_submission(tx, office, &key, id, &new, words, types::micros(moment.at)).await?;
    let mut later = Vec::new();
    if let Some(title) = new.title.clone().filter(|title| !title.is_empty()) {
        later.push((moment.today, Event::Titled { title }));
    }
    if past.is_some() || !new.channel.needs_confirmation() {
        later.push((new.submitted_on, Event::Registered { note: None }));
    }
    for step in past.iter().flat_map(|past| &past.steps) {
        later.push(step.event(tx, &key, id).await?);
    }
    let code = query_code();
    let mut case = NewCase {
        year: new.submitted_on.year(),
        serial: 0,
        mask: new.applicant.mask(),
        query_code_hash: past.is_none().then(|| office.ring().lookup_hash("query_code", &code)),
        index: new.applicant.index(office.ring()),
    };
    let now = Now { today: moment.today, calendar: &moment.calendar };
    // As late as can be: whoever takes a number holds up everybody else who wants one of this organ, to the commit.
    let (request, first) = loop {
        let (number, serial) = numbered(tx, asked, &new).await?;
        case.serial = serial;
        let submitted = (new.submitted_on, sealed.event(number, &new));
        let first: Vec<Recorded> = std::iter::once(submitted)
            .chain(later.iter().cloned())
            .zip(1..)
            .map(|((on, event), version)| recorded(version, on, &moment, actor, event))
            .collect();
        let request =
            Request::replay(id, organ.id, &first).ok_or_else(|| Refusal::Fault("case without a beginning".into()))?;
        if requests::add(tx, &key, &request, &case, now).await? {
            break (request, first);
        }
        if new.number.is_some() {
            return Err(Refusal::Fault("a number of the register is taken".into()));
        }
        // A register brought a number of this look without the series knowing: the next one, then.
    };
    let rows = events::append(tx, "request", id.0, organ.id, &first).await?;
    let row = audit_row(moment.at, actor, Some(organ.id), action, ("request", Some(id.0)), request.number.clone());
    audit::begin(tx, &row, &rows).await?;
    let location = match actor {
        Actor::Person { .. } => format!("/desk/requests/{id}"),
        _ => "/apply/done".to_owned(),
    };
    Ok(Opened { request, query_code: code, location })
}

/// The number of a new case and its serial. One that the office gave before Gongkai is kept verbatim; where it reads like
/// one of ours, ours go on behind it.
async fn numbered(tx: &mut Tx, asked: Asked<'_>, new: &NewRequest) -> Result<(String, i64), Refusal> {
    let (organ, year) = (asked.organ, new.submitted_on.year());
    let Some(given) = &new.number else {
        let serial = series::take(tx, organ.id, SERIES, year).await?;
        return Ok((asked.settings.case_number(organ, year, serial), serial));
    };
    let ours = case_number(&organ.code, year, 0);
    let head = ours.trim_end_matches('0');
    let serial = given.strip_prefix(head).and_then(|rest| rest.parse::<i64>().ok()).filter(|serial| *serial > 0);
    let serial = serial.filter(|serial| case_number(&organ.code, year, *serial) == *given);
    if let Some(serial) = serial
        && series::peek(tx, organ.id, SERIES, year).await? <= serial
    {
        series::advance(tx, organ.id, SERIES, year, serial + 1).await?;
    }
    Ok((given.clone(), serial.unwrap_or(0)))
}

/// The number of a case (letters.md §6.2): XG-2026-0038; without a code it begins with the year.
pub(crate) fn case_number(organ_code: &str, year: i16, serial: i64) -> String {
    if organ_code.is_empty() { format!("{year}-{serial:04}") } else { format!("{organ_code}-{year}-{serial:04}") }
}

fn recorded(version: u32, on: Date, moment: &crate::acting::Moment, actor: &Actor, event: Event) -> Recorded {
    Recorded { id: EventId(new_id()), version, effective_on: on, recorded_at: moment.at, by: actor.person(), event }
}

/// Where the words and files of a request lie sealed.
struct SealedSubmission {
    applicant: SealedId,
    matters: Vec<Matter>,
    files: Vec<FileRef>,
}

impl SealedSubmission {
    fn event(&self, number: String, new: &NewRequest) -> Event {
        Event::Submitted {
            number,
            channel: new.channel,
            applicant_kind: new.applicant.kind,
            applicant: self.applicant,
            matters: self.matters.clone(),
            reply_way: new.reply_way,
            files: self.files.clone(),
        }
    }
}

async fn seal_submission(
    tx: &mut Tx,
    office: &Office,
    key: &DataKey,
    id: RequestId,
    new: &NewRequest,
    register: Option<RegisterWords>,
    at: i64,
) -> Result<SealedSubmission, Refusal> {
    let place = |field| Place { table: "requests", row: id.0, field };
    let record = SubmissionRecord { applicant: new.applicant.clone(), form_wanted: new.form_wanted.clone(), register };
    let record = serde_json::to_string(&record).map_err(|error| Refusal::Fault(error.to_string()))?;
    let applicant = key.seal(tx, SealedId(new_id()), place("applicant"), &record).await?;
    let mut matters = Vec::with_capacity(new.matters.len());
    for text in &new.matters {
        let content = key.seal(tx, SealedId(new_id()), place("matter"), text).await?;
        matters.push(Matter { id: MatterId(new_id()), content });
    }
    let mut files = Vec::new();
    for upload in &new.files {
        let file = FileId(new_id());
        let row =
            office.files().put(tx, key, file, &upload.name, &upload.media_type, upload.content.clone(), at).await?;
        files.push(FileRef { id: file, sha256: row.sha256 });
    }
    Ok(SealedSubmission { applicant, matters, files })
}
