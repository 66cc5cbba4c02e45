//! `gongkai report`, `gongkai import figures` and `gongkai import report`.

use super::register::{bad_file, organ};
use crate::Done;
use crate::cli::reporting::{FiguresArgs, PublishedArgs, ReportArgs};
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::reporting::{ReportAct, ReportFormat, read_figures};
use gongkai_office::{Office, Refusal};
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::Report;
use std::io::Write;
use std::path::Path;

fn text_of(file: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::unreadable(file, &error))?;
    let wrong = |_| {
        Failure::new(Status::Input, "文件不是 UTF-8 编码的文字", file.display().to_string(), "请另存为 UTF-8 后再运行")
    };
    String::from_utf8(bytes).map_err(wrong)
}

fn not_read(file: &Path, why: impl Into<String>) -> Failure {
    Failure::new(Status::Input, why, file.display().to_string(), "请改正文件后再运行；什么都没有导入")
}

/// The report as it stands: published, or the draft.
///
/// # Errors
/// [`Status::Usage`] where there is no such organ or year.
pub async fn report(settings: &Settings, args: ReportArgs) -> Result<Done, Failure> {
    let format = ReportFormat::from_code(&args.format)
        .ok_or_else(|| Failure::new(Status::Usage, format!("没有“{}”这种格式", args.format), "--format", ""))?;
    let office = super::open(settings).await?;
    let bytes = written(&office, &args, format).await;
    office.db().close().await;
    let bytes = bytes?;
    match &args.output {
        Some(file) => std::fs::write(file, bytes).map_err(|error| Failure::disk(file, &error))?,
        None => {
            let mut out = std::io::stdout().lock();
            match out.write_all(&bytes).and_then(|()| out.flush()) {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    return Err(Failure::disk(Path::new("标准输出"), &error));
                }
                _ => {}
            }
        }
    }
    Ok(Done::Clean)
}

async fn written(office: &Office, args: &ReportArgs, format: ReportFormat) -> Result<Vec<u8>, Failure> {
    let organ = organ(office, &args.organ).await?;
    let now = office.report_now(organ, args.year).await.map_err(|refusal| match refusal {
        Refusal::NotFound => {
            Failure::new(Status::Usage, format!("{}年还没有开始，没有报告", args.year), "--year", "请检查年度")
        }
        other => other.into(),
    })?;
    Ok(office.report_file(now.report, format, now.draft).await?)
}

/// `import figures`: table two of a year with its source.
///
/// # Errors
/// [`Status::Input`] where the file is none.
pub async fn figures(settings: &Settings, args: FiguresArgs) -> Result<Done, Failure> {
    let text = text_of(&args.file)?;
    let (table, source) = read_figures(&text).map_err(|why| not_read(&args.file, why))?;
    let office = super::open(settings).await?;
    let entered = async {
        let organ = organ(&office, &args.organ).await?;
        let of = (organ.id, args.year);
        let entered = office.act_on_report(&Actor::System, of, None, None, ReportAct::EnterTable(table, source)).await;
        entered.map_err(|refusal| state_or_file(&args.file, refusal))
    };
    let entered = entered.await;
    office.db().close().await;
    let edition = entered?;
    crate::print(&format!("{}年度报告的表二已填写（第 {} 版草稿）。\n", edition.year, edition.number))?;
    Ok(Done::Clean)
}

/// `import report`: a report published before Gongkai.
///
/// # Errors
/// [`Status::Input`] where the file is none, [`Status::Conflict`] where the year's report is ours or the same was
/// imported before.
pub async fn published(settings: &Settings, args: PublishedArgs) -> Result<Done, Failure> {
    let text = text_of(&args.file)?;
    let report = Report::from_json(&text).map_err(|error| not_read(&args.file, error.to_string()))?;
    let office = super::open(settings).await?;
    let imported = async {
        let organ = organ(&office, &args.organ).await?;
        if report.organ != organ.name {
            let _ = writeln!(std::io::stderr(), "提醒：报告里的机关是“{}”，导入为“{}”的报告", report.organ, organ.name);
        }
        let imported = office.import_report(&Actor::System, organ.id, report).await;
        imported.map_err(|refusal| state_or_file(&args.file, refusal))
    };
    let imported = imported.await;
    office.db().close().await;
    let edition = imported?;
    crate::print(&format!("{}年度报告已导入，用于核对和结转。\n", edition.year))?;
    Ok(Done::Clean)
}

/// What stands against it is the state of the report, not the file.
fn state_or_file(file: &Path, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::NotFound => Failure::new(Status::Usage, "这一年还没有开始，没有报告", "--year", "请检查年度"),
        Refusal::Invalid(_) => bad_file(file, refusal).with_status(Status::Conflict),
        other => other.into(),
    }
}
