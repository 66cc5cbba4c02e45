//! The decision: drafted with its letter and files, reviewed, signed (条例第三十六条至第三十九条).

use super::{OnCase, Upload};
use crate::acting::Doing;
use crate::requests::papers::{CaseFacts, letter_refused};
use crate::{Office, Problem, Refusal};
use gongkai_rules::events::{Determination, FileRef, OutcomeDetail, Proposal};
use gongkai_rules::ids::{FileId, MatterId};
use gongkai_rules::letters::{
    Fields, Letter, LetterFacts, LetterKind, LetterProblem, MatterReply, OrganSettings, compose, kind_for,
};
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, Request, row_of};
use serde::{Deserialize, Serialize};

/// A decision as drafted: what lies sealed, and what the reviewer reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// One for each matter, in the order of the matters.
    pub matters: Vec<DraftMatter>,
}

/// What is drafted for one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMatter {
    /// The matter.
    pub matter: MatterId,
    /// The matter in a few words, as a heading where a letter answers several.
    pub subject: String,
    /// Its row.
    pub outcome: Outcome,
    /// The wording: one of the outcome's letters.
    pub letter: LetterKind,
    /// What the letter states.
    pub fields: Fields,
}

impl DraftMatter {
    /// The sub-kind that follows from the wording.
    pub fn detail(&self) -> Option<OutcomeDetail> {
        match self.letter {
            LetterKind::Disclosed => Some(OutcomeDetail::Provided),
            LetterKind::AlreadyPublished => Some(OutcomeDetail::AlreadyPublished),
            LetterKind::Nonexistent => Some(OutcomeDetail::Nonexistent),
            LetterKind::OtherOrgan => Some(OutcomeDetail::OtherOrgan),
            _ => None,
        }
    }
}

impl Draft {
    /// The matters as the letter answers them, with what the case itself supplies.
    pub(crate) fn replies_for(&self, request: &Request, moment: &crate::Moment) -> Vec<MatterReply> {
        let mut replies = self.replies();
        for reply in &mut replies {
            super::case_values::fill(reply.letter, &mut reply.fields, request, moment);
        }
        replies
    }

    fn replies(&self) -> Vec<MatterReply> {
        let reply = |matter: &DraftMatter| MatterReply {
            subject: matter.subject.clone(),
            outcome: matter.outcome,
            letter: matter.letter,
            fields: matter.fields.clone(),
        };
        self.matters.iter().map(reply).collect()
    }

    /// The kind of letter that answers the request as a whole.
    pub fn kind(&self) -> Option<LetterKind> {
        kind_for(&self.replies(), 0)
    }
}

/// Letter and files as one hash: what an approval binds to.
fn hash(draft: &str, files: &[FileRef]) -> String {
    let mut all = format!("{}\n", super::sha256(draft.as_bytes()));
    for file in files {
        all.push_str(&file.sha256);
        all.push('\n');
    }
    super::sha256(all.as_bytes())
}

/// Facts of the case with matters and attachments of the draft.
async fn facts_for(doing: &mut Doing<'_>, draft: &Draft, files: &[FileRef]) -> Result<CaseFacts, Refusal> {
    let mut facts = doing.case_facts().await?;
    let names = doing.file_names().await?;
    facts.letter.matters = draft.replies_for(&doing.request, &doing.moment);
    facts.letter.attachments = files.iter().filter_map(|file| names.get(&file.id).cloned()).collect();
    Ok(facts)
}

/// Problems of a letter beside the fields of their matter: `m1.reason`. Each matter is looked at alone for what its own
/// fields miss; what concerns the letter as a whole stands on top.
fn refused(problems: &[LetterProblem], facts: &CaseFacts, organ: &OrganSettings) -> Refusal {
    let mut placed = Vec::new();
    for (at, reply) in facts.letter.matters.iter().enumerate() {
        let alone = LetterFacts { matters: vec![reply.clone()], ..facts.letter.clone() };
        let Some(kind) = kind_for(&alone.matters, 0) else { continue };
        let own = compose(kind, &alone, &Fields::new(), organ).err().unwrap_or_default();
        let beside = |problem: &LetterProblem| Some((format!("m{at}.{}", problem.field()?), problem.message()));
        placed.extend(own.iter().filter_map(beside));
    }
    let whole = problems.iter().filter(|problem| problem.field().is_none());
    placed.extend(whole.map(|problem| ("letter".to_owned(), problem.message())));
    if placed.is_empty() {
        return letter_refused("m0.", problems);
    }
    Refusal::Invalid(placed.into_iter().map(|(place, words)| (place, Problem::Said(words))).collect())
}

impl Office {
    /// Lays outcome, letter and files before the reviewer.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with everything the letter still misses.
    pub async fn propose_decision(
        &self,
        actor: &Actor,
        case: OnCase,
        draft: Draft,
        kept_files: Vec<FileId>,
        uploads: Vec<Upload>,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::DraftDecision,
            case,
            Box::new(move |doing| Box::pin(async move { lay(doing, draft, kept_files, uploads).await })),
        )
        .await
    }

    /// The reviewer or signatory sends the draft back, with words.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn return_decision(
        &self,
        actor: &Actor,
        action: Action,
        case: OnCase,
        words: String,
    ) -> Result<Request, Refusal> {
        self.act(
            actor,
            action,
            case,
            Box::new(move |doing| {
                Box::pin(async move {
                    if words.trim().is_empty() {
                        return Err(Refusal::field("comment", Problem::Missing));
                    }
                    let comment = doing.seal("comment", &words).await?;
                    doing.decide(Command::ReturnDecision { comment })
                })
            }),
        )
        .await
    }

    /// The reviewer consents to exactly this letter and these files.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn approve_decision(&self, actor: &Actor, case: OnCase, hash: String) -> Result<Request, Refusal> {
        self.command(actor, Action::ReviewDecision, case, Command::ApproveDecision { hash }).await
    }

    /// The signatory signs: number and date are fixed, the letter is typeset once and kept.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where a setting is missing or a character has no font.
    pub async fn sign_decision(&self, actor: &Actor, case: OnCase, hash: String) -> Result<Request, Refusal> {
        self.act(
            actor,
            Action::SignDecision,
            case,
            Box::new(move |doing| Box::pin(async move { sign(doing, hash).await })),
        )
        .await
    }
}

/// Lays a draft before the reviewer: its letter must be complete, its files kept, its row the law's.
pub(crate) async fn lay(
    doing: &mut Doing<'_>,
    mut draft: Draft,
    kept_files: Vec<FileId>,
    uploads: Vec<Upload>,
) -> Result<(), Refusal> {
    let mut files = kept(doing, &kept_files).await?;
    files.extend(doing.keep_files(uploads).await?);
    for matter in &mut draft.matters {
        super::side_papers::list_requests(doing, matter.letter, &mut matter.fields).await?;
        if matter.letter == LetterKind::Repeated {
            super::side_papers::copy_earlier_reply(doing, &matter.fields, &mut files).await?;
        }
    }
    let facts = facts_for(doing, &draft, &files).await?;
    let kind = draft.kind().ok_or_else(|| Refusal::field("m0.outcome", Problem::Missing))?;
    let organ = facts.settings.for_letters(&doing.organ);
    compose(kind, &facts.letter, &Fields::new(), &organ).map_err(|problems| refused(&problems, &facts, &organ))?;
    let proposal = seal_proposal(doing, &draft, files).await?;
    doing.facts.earlier_replies = earlier_replies(doing, &facts).await?;
    doing.decide(Command::ProposeDecision(proposal))
}

/// Signs what lies before the signatory: numbered, dated, typeset once.
pub(crate) async fn sign(doing: &mut Doing<'_>, hash: String) -> Result<(), Refusal> {
    let proposal = doing.request.proposal().cloned().ok_or(gongkai_rules::requests::Refused::WrongState)?;
    let draft = read_draft(doing, &proposal).await?;
    let facts = facts_for(doing, &draft, &proposal.files).await?;
    let kind = draft.kind().ok_or_else(|| Refusal::Fault("draft without an outcome".into()))?;
    let paper = doing.issue(kind, facts, &Fields::new()).await?;
    doing.decide(Command::SignDecision { hash, paper })
}

/// Files stored with an earlier draft that the new one keeps.
async fn kept(doing: &mut Doing<'_>, wanted: &[FileId]) -> Result<Vec<FileRef>, Refusal> {
    let rows = gongkai_storage::files::of_key(doing.tx, doing.key.id).await?;
    let find = |id: &FileId| rows.iter().find(|row| row.id == id.0);
    let found = wanted.iter().filter_map(find).map(|row| FileRef { id: FileId(row.id), sha256: row.sha256.clone() });
    Ok(found.collect())
}

async fn seal_proposal(doing: &mut Doing<'_>, draft: &Draft, files: Vec<FileRef>) -> Result<Proposal, Refusal> {
    let text = serde_json::to_string(draft).map_err(|error| Refusal::Fault(error.to_string()))?;
    let letter = doing.seal("draft", &text).await?;
    let determination = |matter: &DraftMatter| Determination {
        matter: matter.matter,
        outcome: matter.outcome,
        detail: matter.detail(),
        grounds: letter,
    };
    let determinations: Vec<Determination> = draft.matters.iter().map(determination).collect();
    let each: Vec<_> = determinations.iter().map(|each| (each.outcome, each.detail.clone())).collect();
    let (outcome, detail) = row_of(&each).ok_or_else(|| Refusal::field("m0.outcome", Problem::Missing))?;
    let hash = hash(&text, &files);
    Ok(Proposal { determinations, outcome, detail, letter, files, hash })
}

/// The draft of a proposal, opened.
pub(crate) async fn read_draft(doing: &mut Doing<'_>, proposal: &Proposal) -> Result<Draft, Refusal> {
    let texts = doing.texts().await?;
    let text = texts.get(&proposal.letter).ok_or_else(|| Refusal::Fault("draft is gone".into()))?;
    serde_json::from_str(text).map_err(|error| Refusal::Fault(format!("draft: {error}")))
}

/// Other cases of the same applicant in this organ that were replied to (第三十六条第六项). What was withdrawn, abandoned
/// or otherwise closed is no reply; an applicant without a number on record cannot be told to be the same.
async fn earlier_replies(doing: &mut Doing<'_>, facts: &CaseFacts) -> Result<u32, Refusal> {
    if facts.applicant.paper_number.is_empty() {
        return Ok(0);
    }
    let no_reply = ["other_handling", "not_clarified_in_time", "fee_not_paid"];
    let hash = doing.office.ring_hash("applicant", &facts.applicant.paper_number);
    let id = doing.request.id;
    let earlier = gongkai_storage::requests::earlier(doing.tx, doing.organ.id, &hash, Some(id)).await?;
    let outcomes = earlier.iter().filter_map(|(_, _, _, outcome)| outcome.as_deref());
    let replied = outcomes.filter(|outcome| !no_reply.contains(outcome)).count();
    Ok(u32::try_from(replied).unwrap_or(u32::MAX))
}

/// The letter of a draft as it stands, for reading models that hold what `Doing` holds.
pub(crate) fn compose_draft(
    draft: &Draft,
    facts: &CaseFacts,
    organ: &gongkai_rules::organs::Organ,
) -> Result<Letter, Vec<LetterProblem>> {
    let kind = draft.kind().ok_or_else(Vec::new)?;
    compose(kind, &facts.letter, &Fields::new(), &facts.settings.for_letters(organ))
}
