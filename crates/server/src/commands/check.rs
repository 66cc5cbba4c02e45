//! `gongkai check`: anybody's annual reports read and judged. Needs no data directory and no account.

use crate::Done;
use crate::cli::check::{CheckArgs, CheckFormat};
use crate::failure::{Failure, Status};
use gongkai_documents::checking::{
    self, Checked, Summary, json_element, page, summary_text, text as answer_text, xlsx,
};
use gongkai_documents::reading::{Limits, Reading, read};
use gongkai_office::clock::{day_of, real_micros};
use gongkai_rules::reporting::Context;
use gongkai_rules::reporting::exchange::{Level, Report};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

mod files;
mod output;
mod workers;

use output::Output;

/// What all files of a call are read and judged with.
struct Task {
    files: Vec<PathBuf>,
    level: Option<Level>,
    limits: Limits,
    context: Context,
    before: Option<Report>,
    fix_hints: bool,
    /// No progress is shown.
    quiet: bool,
}

/// Reads and judges the files.
///
/// # Errors
/// [`Status::Input`] where a file could not be read (the others are judged all the same).
pub fn check(args: &CheckArgs, quiet: bool) -> Result<Done, Failure> {
    let now = Timestamp::from_microsecond(real_micros()).map_err(|error| Failure::fault(&error.to_string()))?;
    let context = Context { today: Some(day_of(now)), ..Context::default() };
    let level = args.level.as_deref().and_then(|level| serde_json::from_value(level.into()).ok());
    let limits = Limits::default();
    let before = args.before.as_deref().map(|path| last_year(path, level, &limits)).transpose()?;
    let files = files::expand(&args.files)?;
    let task = Task { files, level, limits, context, before, fix_hints: args.fix_hints, quiet };
    let mut output = Output::new(args.format, args.output.as_deref(), task.files.len() > 1)?;
    workers::run(&task, &mut |checked| output.take(checked))?;
    let summary = output.finish()?;
    done(&summary)
}

fn done(summary: &Summary) -> Result<Done, Failure> {
    let [_, _, no] = summary.read;
    let [errors, warnings, _] = summary.findings;
    if no > 0 {
        let what = format!("{no}个文件没有读取，原因见结果；其余文件已核对");
        return Err(Failure::new(Status::Input, what, "", "请改用网页、docx、xlsx、有文字的 PDF 或纯文本后再核对"));
    }
    Ok(if errors + warnings > 0 { Done::Found } else { Done::Clean })
}

/// Last year's report: a published file, or `gongkai-report/1`.
fn last_year(path: &Path, level: Option<Level>, limits: &Limits) -> Result<Report, Failure> {
    let bytes = files::bytes(path, limits).map_err(|error| Failure::unreadable(path, &error))?;
    let reading = reading(path, bytes.as_deref(), level, limits);
    let reason = reading.reason.unwrap_or_default();
    reading
        .report
        .ok_or_else(|| Failure::new(Status::Input, reason, path.display().to_string(), "请检查 --before 的文件"))
}

/// Reads one file; `None` for bytes of a file that is larger than allowed.
fn reading(path: &Path, bytes: Option<&[u8]>, level: Option<Level>, limits: &Limits) -> Reading {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match bytes {
        Some(bytes) => read(&name, bytes, level, limits),
        None => Reading::too_large(limits),
    }
}

fn judge(task: &Task, path: &Path, reading: Reading, before: Option<&Report>) -> Checked {
    let before = task.before.as_ref().or(before);
    checking::check(&path.display().to_string(), reading, before, &task.context, task.fix_hints)
}
