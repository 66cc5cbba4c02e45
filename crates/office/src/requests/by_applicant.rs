//! What the applicant does on the site with number and query code shown: clarifies, withdraws, gives reasons, reads
//! letters and files.

use crate::acting::{Doing, Once};
use crate::requests::{OnCase, Upload};
use crate::{Office, Problem, Refusal};
use gongkai_rules::events::DeliveryWay;
use gongkai_rules::ids::{FileId, PaperId, RequestId};
use gongkai_rules::people::Actor;
use gongkai_rules::permissions::Action;
use gongkai_rules::requests::{Command, PaperKind, Request, State};
use gongkai_storage::{files, papers};

/// A letter or file to send to the browser: its name, its media type, its bytes.
pub type Download = (String, String, Vec<u8>);

impl Office {
    /// The applicant clarifies (第三十条). After the period, `words` are also the reason why it comes late; whether the
    /// reason is good is for the office, which records it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn clarify_as_applicant(
        &self,
        request: RequestId,
        once: Once,
        words: String,
        files: Vec<Upload>,
    ) -> Result<Request, Refusal> {
        if words.trim().is_empty() {
            return Err(Refusal::field("clarification", Problem::Missing));
        }
        self.act(
            &Actor::Applicant,
            Action::Track,
            OnCase { once: Some(once), ..OnCase::unasked(request) },
            Box::new(move |doing| {
                Box::pin(async move {
                    let on = doing.moment.today;
                    let content = doing.seal("clarification", words.trim()).await?;
                    let files = doing.keep_files(files).await?;
                    doing.detail = "clarification received on the site".into();
                    // Whoever answers has the notice; without that day the period would never have run.
                    had_notice(doing)?;
                    doing.decide(Command::ReceiveClarification { on, content, files, good_reason: None })
                })
            }),
        )
        .await
    }

    /// The applicant gives the reasons asked for (第三十五条).
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn give_reasons_as_applicant(
        &self,
        request: RequestId,
        once: Once,
        words: String,
    ) -> Result<Request, Refusal> {
        if words.trim().is_empty() {
            return Err(Refusal::field("reasons", Problem::Missing));
        }
        self.act(
            &Actor::Applicant,
            Action::Track,
            OnCase { once: Some(once), ..OnCase::unasked(request) },
            Box::new(move |doing| {
                Box::pin(async move {
                    let on = doing.moment.today;
                    let words = doing.seal("reasons", words.trim()).await?;
                    doing.detail = "reasons received on the site".into();
                    doing.decide(Command::ReceiveReasons { on, words })
                })
            }),
        )
        .await
    }

    /// The applicant withdraws.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn withdraw_as_applicant(
        &self,
        request: RequestId,
        once: Once,
        words: String,
    ) -> Result<Request, Refusal> {
        self.act(
            &Actor::Applicant,
            Action::Track,
            OnCase { once: Some(once), ..OnCase::unasked(request) },
            Box::new(move |doing| {
                Box::pin(async move {
                    let on = doing.moment.today;
                    let words = words.trim();
                    let statement = if words.is_empty() { "申请人在网站上撤回申请" } else { words };
                    let statement = doing.seal("withdrawal", statement).await?;
                    doing.detail = "withdrawn on the site".into();
                    doing.decide(Command::Withdraw { on, statement })?;
                    super::side_papers::withdrawal_confirmation(doing, "网上").await
                })
            }),
        )
        .await
    }

    /// The applicant opens a letter. The first opening is recorded, with what follows from it: a notice whose receipt
    /// was still open is received today, a reply put at disposal takes effect today.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a letter that is not this applicant's to read, or not yet.
    pub async fn open_paper(&self, request: RequestId, paper: PaperId) -> Result<Download, Refusal> {
        let stored = {
            let mut tx = self.read().await?;
            gongkai_storage::requests::find(&mut tx, request).await?.ok_or(Refusal::NotFound)?.request
        };
        let issued = readable_papers(&stored).into_iter().find(|issued| issued.paper.id == paper);
        let first = issued.ok_or(Refusal::NotFound)?.opened_on.is_none();
        if first {
            self.act(
                &Actor::Applicant,
                Action::Track,
                OnCase::unasked(request),
                Box::new(move |doing| Box::pin(async move { opened(doing, paper) })),
            )
            .await?;
        }
        self.paper_bytes(request, paper).await
    }

    async fn paper_bytes(&self, request: RequestId, paper: PaperId) -> Result<Download, Refusal> {
        let mut tx = self.read().await?;
        let all = papers::of_request(&mut tx, request).await?;
        let found = all.into_iter().find(|found| found.id == paper.0).ok_or(Refusal::NotFound)?;
        let key = self.ring().data_key(&mut tx, request.0).await?;
        let row = files::find(&mut tx, request.0, FileId(found.file_id)).await?.ok_or(Refusal::NotFound)?;
        let content = self.files().get(&key, &row).await?;
        Ok((files::name(&key, &row)?, row.media_type, content))
    }

    /// A disclosed file, or one the applicant handed in.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a file that is not this applicant's to read, or not yet.
    pub async fn open_file(&self, request: RequestId, file: FileId) -> Result<Download, Refusal> {
        let mut tx = self.read().await?;
        let stored = gongkai_storage::requests::find(&mut tx, request).await?.ok_or(Refusal::NotFound)?.request;
        let history = gongkai_storage::events::of_stream(&mut tx, request.0).await?;
        let disclosed = crate::reading::progress::disclosed(&stored, &history);
        if !disclosed.iter().chain(&stored.files).any(|known| known.id == file) {
            return Err(Refusal::NotFound);
        }
        let key = self.ring().data_key(&mut tx, request.0).await?;
        let row = files::find(&mut tx, request.0, file).await?.ok_or(Refusal::NotFound)?;
        let content = self.files().get(&key, &row).await?;
        Ok((files::name(&key, &row)?, row.media_type, content))
    }
}

/// The letters an applicant may read: not those to consulted parties, and the reply only once it was delivered or put
/// at disposal.
pub fn readable_papers(request: &Request) -> Vec<&gongkai_rules::requests::IssuedPaper> {
    let replied =
        request.closing().is_some() || matches!(&request.state, State::Decided { at_disposal_since: Some(_), .. });
    let readable = |kind: PaperKind| kind.is_for_applicant() && (kind != PaperKind::Reply || replied);
    request.papers.iter().filter(|issued| readable(issued.kind)).collect()
}

pub(crate) fn had_notice(doing: &mut Doing<'_>) -> Result<(), Refusal> {
    let waiting = doing.request.clarification.as_ref().is_some_and(|asked| asked.delivered_on.is_none());
    if waiting && matches!(doing.request.state, State::AwaitingClarification) {
        let on = doing.moment.today;
        doing.decide(Command::RecordClarificationDelivered { on })?;
    }
    Ok(())
}

pub(crate) fn opened(doing: &mut Doing<'_>, paper: PaperId) -> Result<(), Refusal> {
    let on = doing.moment.today;
    let issued = doing.request.papers.iter().find(|issued| issued.paper.id == paper).cloned();
    let issued = issued.ok_or(Refusal::NotFound)?;
    if issued.opened_on.is_some() {
        return Ok(());
    }
    doing.detail = format!("opened {}", issued.paper.number);
    doing.decide(Command::OpenPaper { paper })?;
    match issued.kind {
        PaperKind::ClarificationNotice => had_notice(doing),
        PaperKind::FeeNotice if matches!(doing.request.state, State::AwaitingPayment) => {
            match doing.request.fee.as_ref().is_some_and(|fee| fee.delivered_on.is_none()) {
                true => doing.decide(Command::RecordFeeNoticeDelivered { on }),
                false => Ok(()),
            }
        }
        PaperKind::Reply if matches!(&doing.request.state, State::Decided { at_disposal_since: Some(_), .. }) => {
            doing.decide(Command::Deliver { way: DeliveryWay::Site, on, tracking: None })
        }
        _ => Ok(()),
    }
}
