//! The files of a form that is shown again. What came with a form that was refused, or overtaken by somebody else's act,
//! is kept sealed under a token in the form; on the page it is named with a tick, and goes along when the form is sent
//! again.

use crate::app::App;
use crate::errors::Failure;
use crate::parts::{Attachment, FieldKind, FieldView, OptionView};
use crate::posted::Posted;
use gongkai_office::accounts::kept::Owner;
use gongkai_office::drafts::DraftFile;
use gongkai_office::{Problem, Refusal};
use gongkai_rules::ids::FileId;

/// Name of the hidden field with the token of the files kept.
pub(crate) const TOKEN: &str = "kept_files";
/// Name of the tick of a file that is kept.
pub(crate) const TICK: &str = "kept_file";

/// The files of a form: those kept from an earlier try and still ticked, and those that came with it.
#[derive(Debug)]
pub(crate) struct FormFiles {
    owner: Owner,
    /// For the hidden field.
    pub token: String,
    /// Whether the form brought the token: only then files may be kept under it.
    brought: bool,
    wanted: Vec<FileId>,
    /// How many of the form's files are kept ones.
    held: usize,
    kept: Vec<DraftFile>,
}

/// Whether this is a token as we make them.
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit())
}

/// A file that is kept, as a choice that is made.
fn choice(file: &DraftFile) -> OptionView {
    let kind = file.name.rsplit_once('.').map(|(_, kind)| kind.to_uppercase()).unwrap_or_default();
    let about = [kind, Attachment::size_in_words(file.size)];
    let about: Vec<&str> = about.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let id = file.id.to_string();
    OptionView::new(id.clone(), format!("{}（{}）", file.name, about.join("，")), &id)
}

/// The files that are kept, each with its tick; `None` where there are none.
pub(crate) fn ticks(files: &[DraftFile]) -> Option<FieldView> {
    let options = files.iter().map(choice).collect();
    (!files.is_empty())
        .then(|| FieldView::ticks(TICK, "已经收到的文件", options).hint("不用再选一次。不要的，去掉前面的勾"))
}

impl FormFiles {
    /// For a form that is shown for the first time.
    pub(crate) fn fresh(owner: Owner) -> FormFiles {
        let token = gongkai_office::ids::token();
        FormFiles { owner, token, brought: false, wanted: Vec::new(), held: 0, kept: Vec::new() }
    }

    /// The files of a form that came in: those kept go before those that it brought.
    pub(crate) async fn of(app: &App, owner: Owner, posted: &mut Posted) -> Result<FormFiles, Failure> {
        let mut files = FormFiles::fresh(owner);
        if is_token(posted.text(TOKEN)) {
            posted.text(TOKEN).clone_into(&mut files.token);
            files.brought = true;
            files.wanted = posted.all(TICK).iter().filter_map(|id| id.parse().ok()).collect();
        }
        if !files.wanted.is_empty() {
            let kept = app.office.kept_uploads(owner, &files.token, &files.wanted).await?;
            files.held = kept.len();
            posted.files.splice(0..0, kept);
        }
        Ok(files)
    }

    /// The form did not go through: what it brought is kept with the rest, and what may not come in is told.
    pub(crate) async fn keep(&mut self, app: &App, posted: &mut Posted) -> Result<Vec<(String, Problem)>, Refusal> {
        let brought = posted.files.split_off(self.held.min(posted.files.len()));
        let refused = app.office.keep_form_files(self.owner, &self.token, &self.wanted, brought).await?;
        self.kept = app.office.kept_files(self.owner, &self.token).await?;
        Ok(refused.into_iter().map(|problem| ("files".to_owned(), problem)).collect())
    }

    /// The form went through. That it did is certain by now, so a file that could not be forgotten is left to the sweep.
    pub(crate) async fn forget(&self, app: &App) {
        if !self.brought {
            return;
        }
        if let Err(error) = app.office.forget_kept_files(self.owner, &self.token).await {
            tracing::warn!(%error, "kept files not forgotten");
        }
    }

    /// The ticks of the files that are kept.
    pub(crate) fn ticks(&self) -> Option<FieldView> {
        ticks(&self.kept)
    }

    /// Puts the ticks before the field for files; whether there is such a field.
    pub(crate) fn place(&self, fields: &mut Vec<FieldView>) -> bool {
        let Some(at) = fields.iter().position(|field| field.kind == FieldKind::File) else { return false };
        if let Some(ticks) = self.ticks() {
            fields.insert(at, ticks);
        }
        true
    }
}
