//! The page of one case: everything a person at the desk may see of it, in one consistent view.

use crate::accounts::SignedIn;
use crate::requests::decision::{Draft, compose_draft};
use crate::requests::papers::CaseFacts;
use crate::requests::{Applicant, steps::StepWords};
use crate::settings::OrganSettings;
use crate::{Moment, Office, Refusal};
use gongkai_rules::events::{Event, Recorded};
use gongkai_rules::ids::{FileId, PersonId, RequestId, SealedId};
use gongkai_rules::letters::{Letter, LetterProblem};
use gongkai_rules::organs::Organ;
use gongkai_rules::people::Role;
use gongkai_rules::permissions::{Action, Subject, may};
use gongkai_rules::requests::Request;
use gongkai_storage::papers::Paper;
use gongkai_storage::{events, files, organs, papers, people, requests};
use std::collections::BTreeMap;

/// A file of the case, by name.
#[derive(Debug, Clone)]
pub struct NamedFile {
    /// Its identifier.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
}

/// A case as the desk sees it.
pub struct CaseView {
    /// The moment of looking.
    pub moment: Moment,
    /// The case.
    pub request: Request,
    /// The organ.
    pub organ: Organ,
    /// Its settings.
    pub settings: OrganSettings,
    /// Whether a leader signs.
    pub has_leader: bool,
    /// Everything that happened.
    pub history: Vec<Recorded>,
    /// The applicant; pages mask it.
    pub applicant: Applicant,
    /// Everything sealed, opened.
    pub texts: BTreeMap<SealedId, String>,
    /// Names of the organ's people.
    pub people: BTreeMap<PersonId, String>,
    /// People who may be given the case.
    pub clerks: Vec<(PersonId, String)>,
    /// Letters that went out.
    pub papers: Vec<Paper>,
    /// Files of the case.
    pub files: Vec<NamedFile>,
    /// Other cases of the same applicant.
    pub earlier: Vec<(RequestId, String, String, Option<String>)>,
    /// Facts for letters.
    pub facts: CaseFacts,
}

impl CaseView {
    /// A sealed text.
    pub fn text(&self, id: SealedId) -> &str {
        self.texts.get(&id).map(String::as_str).unwrap_or_default()
    }

    /// What is asked, one text a matter.
    pub fn matters(&self) -> Vec<&str> {
        self.request.matters.iter().map(|matter| self.text(matter.content)).collect()
    }

    /// What the applicant added when asked, if anything.
    pub fn clarified(&self) -> Option<&str> {
        let content = self.request.clarification.as_ref().and_then(|asked| asked.content)?;
        Some(self.text(content)).filter(|text| !text.is_empty())
    }

    /// A title proposed from the text, with personal data masked.
    pub fn proposed_title(&self) -> String {
        let first = self.matters().first().copied().unwrap_or_default();
        let known = [self.applicant.name.as_str(), &self.applicant.contact, &self.applicant.representative];
        gongkai_rules::privacy::title_from(first, &known)
    }

    /// Name of a person, or of what acted where it was none.
    pub fn who(&self, by: Option<PersonId>) -> String {
        match by {
            Some(id) => self.people.get(&id).cloned().unwrap_or_else(|| "（已离开的人员）".into()),
            None => "申请人或系统".into(),
        }
    }

    /// A file by its identifier.
    pub fn file(&self, id: FileId) -> Option<&NamedFile> {
        self.files.iter().find(|file| file.id == id)
    }

    /// The draft that lies before reviewer or signatory, or the latest there was.
    pub fn draft(&self) -> Option<Draft> {
        self.drafts().pop()
    }

    /// Every draft laid before the reviewer, oldest first.
    pub fn drafts(&self) -> Vec<Draft> {
        let proposals = self.history.iter().filter_map(|recorded| match &recorded.event {
            Event::DecisionProposed { proposal } => Some(proposal.letter),
            _ => None,
        });
        proposals.filter_map(|id| serde_json::from_str(self.text(id)).ok()).collect()
    }

    /// The letter of a draft as it would stand today.
    ///
    /// # Errors
    /// What keeps it from being issued.
    pub fn letter(&self, draft: &Draft) -> Result<Letter, Vec<LetterProblem>> {
        let mut facts = CaseFacts {
            applicant: self.facts.applicant.clone(),
            letter: self.facts.letter.clone(),
            settings: self.facts.settings.clone(),
        };
        facts.letter.matters = draft.replies_for(&self.request, &self.moment);
        let proposed = self.request.proposal().map(|proposal| proposal.files.as_slice()).unwrap_or_default();
        facts.letter.attachments =
            proposed.iter().filter_map(|file| self.file(file.id)).map(|file| file.name.clone()).collect();
        compose_draft(draft, &facts, &self.organ)
    }

    /// The words of a step that waits for the head.
    pub fn step_words(&self, id: SealedId) -> Option<StepWords> {
        serde_json::from_str(self.text(id)).ok()
    }

    /// Whether this person may do this to the case now; if not, why.
    pub fn may(&self, who: &SignedIn, action: Action) -> Result<(), gongkai_rules::permissions::Denied> {
        may(&who.actor(), action, self.subject())
    }

    /// As [`CaseView::may`], before a page is shown: a refusal leaves its row in the audit trail.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Denied`].
    pub async fn allow(&self, office: &Office, who: &SignedIn, action: Action) -> Result<(), Refusal> {
        let (answer, subject) = (self.may(who, action).map_err(Refusal::from), ("request", Some(self.request.id.0)));
        office.noting_denial(&who.actor(), action, Some(self.organ.id), subject, answer).await
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            organ_path: &self.organ.path,
            state: Some(self.request.state.name()),
            drafted_by: self.request.drafted_by(),
            has_leader: self.has_leader,
        }
    }
}

impl Office {
    /// A case for somebody at the desk.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is none, or it belongs to another organ.
    pub async fn case(&self, who: &SignedIn, id: RequestId) -> Result<CaseView, Refusal> {
        let moment = self.moment();
        let mut tx = self.read().await?;
        let stored = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
        let organ = organs::find(&mut tx, stored.request.organ).await?.ok_or(Refusal::NotFound)?;
        self.allow(who, Action::ViewRequests, &organ, ("request", Some(id.0))).await?;
        let history: Vec<Recorded> = events::of_stream(&mut tx, id.0).await?;
        let key = self.ring().data_key(&mut tx, id.0).await?;
        let texts = key.open_all(&mut tx, id.0).await?;
        let record = texts.get(&stored.request.applicant).ok_or_else(|| Refusal::Fault("applicant is gone".into()))?;
        let applicant: Applicant =
            serde_json::from_str(record).map_err(|error| Refusal::Fault(format!("applicant record: {error}")))?;
        let staff = people::of_organ(&mut tx, organ.id).await?;
        let (settings, _): (OrganSettings, i64) = organs::settings(&mut tx, organ.id).await?;
        let rows = files::of_key(&mut tx, id.0).await?;
        let mut named = Vec::new();
        for row in &rows {
            let (id, name) = (FileId(row.id), files::name(&key, row)?);
            named.push(NamedFile { id, name, media_type: row.media_type.clone(), size: row.size });
        }
        let hash = self.ring_hash("applicant", &applicant.paper_number);
        let earlier = if applicant.paper_number.is_empty() {
            Vec::new()
        } else {
            requests::earlier(&mut tx, organ.id, &hash, Some(id)).await?
        };
        let asked: Vec<&str> =
            stored.request.matters.iter().filter_map(|matter| texts.get(&matter.content)).map(String::as_str).collect();
        let letter = crate::requests::papers::letter_facts(&stored.request, &moment, &applicant, &asked.join("；"));
        let facts = CaseFacts { applicant: applicant.clone(), letter, settings: settings.clone() };
        let is_clerk =
            |person: &&people::Person| !person.closed && person.roles.contains(&gongkai_rules::people::Role::Clerk);
        Ok(CaseView {
            moment,
            has_leader: people::has_role(&mut tx, organ.id, Role::Leader).await?,
            papers: papers::of_request(&mut tx, id).await?,
            clerks: staff.iter().filter(is_clerk).map(|person| (person.id, person.name.clone())).collect(),
            people: staff.into_iter().map(|person| (person.id, person.name)).collect(),
            request: stored.request,
            files: named,
            organ,
            settings,
            history,
            applicant,
            texts,
            earlier,
            facts,
        })
    }

    /// A file of a case for somebody at the desk: name, media type, content.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where there is none, or it belongs to another organ.
    pub async fn case_file(
        &self,
        who: &SignedIn,
        id: RequestId,
        file: FileId,
    ) -> Result<(String, String, Vec<u8>), Refusal> {
        let mut tx = self.read().await?;
        let stored = requests::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
        let organ = organs::find(&mut tx, stored.request.organ).await?.ok_or(Refusal::NotFound)?;
        self.allow(who, Action::ViewRequests, &organ, ("request", Some(id.0))).await?;
        let key = self.ring().data_key(&mut tx, id.0).await?;
        let row = files::find(&mut tx, id.0, file).await?.ok_or(Refusal::NotFound)?;
        let content = self.files().get(&key, &row).await?;
        Ok((files::name(&key, &row)?, row.media_type, content))
    }
}

impl Office {
    /// The case of a number in the organ of somebody at the desk.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    pub async fn case_numbered(&self, who: &SignedIn, number: &str) -> Result<Option<RequestId>, Refusal> {
        let mut tx = self.read().await?;
        Ok(requests::in_organ(&mut tx, who.organ.id, number.trim()).await?)
    }
}
