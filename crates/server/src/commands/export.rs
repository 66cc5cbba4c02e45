//! `gongkai export …` and `gongkai report`.

use crate::Done;
use crate::cli::{ExportRegisterArgs, ReportArgs};
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::reporting::ReportFormat;
use gongkai_rules::people::Actor;
use std::io::Write;
use std::path::Path;

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".part");
    let unfinished = Path::new(&unfinished);
    let written = std::fs::File::create(unfinished)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(unfinished, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(unfinished);
        Failure::disk(path, &error)
    })
}

/// `export register`: the columns of `import register` back.
///
/// # Errors
/// [`Status::Storage`] where the file cannot be written.
pub async fn register(settings: &Settings, args: ExportRegisterArgs) -> Result<Done, Failure> {
    let office = super::open(settings).await?;
    let organ = super::organ(&office, &args.organ).await?;
    let bytes = office.export_register(&Actor::System, organ.id, args.year).await;
    office.db().close().await;
    write(&args.output, &bytes?)?;
    crate::print(&format!("已导出{} {} 年的台账到 {}。\n", organ.name, args.year, args.output.display()))?;
    Ok(Done::Clean)
}

/// `report`: the report as it stands.
///
/// # Errors
/// [`Status::Usage`] for a year that has not begun.
pub async fn report(settings: &Settings, args: ReportArgs) -> Result<Done, Failure> {
    let format = ReportFormat::from_code(&args.format).ok_or_else(|| {
        Failure::new(Status::Usage, format!("--format 不能是“{}”", args.format), "", "请改正后再运行")
    })?;
    let office = super::open(settings).await?;
    let organ = super::organ(&office, &args.organ).await?;
    let now = office.report_now(organ, args.year).await;
    let made = match now {
        Ok(now) => office.report_file(now.report, format, now.draft).await,
        Err(refusal) => Err(refusal),
    };
    office.db().close().await;
    let bytes = made?;
    match &args.output {
        Some(path) => {
            write(path, &bytes)?;
            crate::print(&format!("已写到 {}。\n", path.display()))?;
        }
        None => crate::print_bytes(&bytes)?,
    }
    Ok(Done::Clean)
}
