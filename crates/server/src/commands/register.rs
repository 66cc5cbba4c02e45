//! `gongkai import register` and `gongkai export register`.

use crate::Done;
use crate::cli::reporting::{RegisterArgs, RegisterOutArgs};
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::register::RegisterPreview;
use gongkai_office::{Office, Problem, Refusal};
use gongkai_rules::organs::Organ;
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::{Column, Row};
use std::io::Write;
use std::path::Path;

/// The organ of a name, full or short.
///
/// # Errors
/// [`Status::Usage`] where there is none.
pub async fn organ(office: &Office, name: &str) -> Result<Organ, Failure> {
    let all = office.organs().await?;
    let by = |full: bool| all.iter().find(|organ| if full { organ.name == name } else { organ.short_name == name });
    by(true).or_else(|| by(false)).cloned().ok_or_else(|| {
        Failure::new(Status::Usage, format!("没有“{name}”这个机关"), "--organ", "请写机关的全称，和建立时一样")
    })
}

/// What is wrong with a file, from the refusal of what it was handed to.
pub fn bad_file(file: &Path, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Invalid(fields) => {
            let said = |(field, problem): &(String, Problem)| gongkai_web::parts::words::problem(field, problem);
            let what = fields.iter().map(said).collect::<Vec<_>>().join("\n　　　");
            Failure::new(Status::Input, what, file.display().to_string(), "请改正文件后再运行；什么都没有导入")
        }
        other => other.into(),
    }
}

/// Imports a year's register, or shows what an import would do.
///
/// # Errors
/// [`Status::Input`] with every mistake: then nothing was imported.
pub async fn import(settings: &Settings, args: RegisterArgs) -> Result<Done, Failure> {
    let content = std::fs::read(&args.file).map_err(|error| Failure::unreadable(&args.file, &error))?;
    let office = super::open(settings).await?;
    let result = import_into(&office, &args, content).await;
    office.db().close().await;
    result
}

async fn import_into(office: &Office, args: &RegisterArgs, content: Vec<u8>) -> Result<Done, Failure> {
    let organ = organ(office, &args.organ).await?;
    let preview = office.preview_register(organ.id, content.clone(), args.year).await;
    let preview = preview.map_err(|refusal| bad_file(&args.file, refusal))?;
    remark(&preview, args.year);
    if args.dry_run {
        crate::print(&words(&preview))?;
        return Ok(if preview.problems.is_empty() { Done::Clean } else { Done::Found });
    }
    let what =
        format!("将把 {} 件申请导入{}的 {} 年台账。先看有没有错误：--dry-run", preview.new, organ.name, args.year);
    super::confirm::confirm(args.yes, &what, &organ.name)?;
    let done = office.import_register(&Actor::System, organ.id, None, content, args.year, false).await;
    let done = done.map_err(|refusal| bad_file(&args.file, refusal))?;
    let (year, name) = (args.year, &organ.name);
    crate::print(&format!(
        "{name}{year}年台账已导入：新增 {} 件，已有 {} 件，其中在办 {} 件。\n",
        done.new, done.known, done.open
    ))?;
    Ok(Done::Clean)
}

/// Tells on standard error what is taken in but looks odd.
fn remark(preview: &RegisterPreview, year: i16) {
    let mut notes = std::io::stderr().lock();
    for remark in &preview.remarks {
        let _ = writeln!(notes, "提醒：{remark}");
    }
    if !preview.ignored.is_empty() {
        let _ = writeln!(notes, "提醒：不认识的列没有读：{}", preview.ignored.join("、"));
    }
    if !preview.is_of_the_year() && preview.problems.is_empty() {
        let _ = writeln!(notes, "提醒：文件里没有一件与{year}年有关，请看一下 --year 写对没有");
    }
}

fn words(preview: &RegisterPreview) -> String {
    if !preview.problems.is_empty() {
        let lines: Vec<String> = preview.problems.iter().map(|problem| format!("- {problem}\n")).collect();
        return format!("有 {} 处错误，一件也不能导入：\n{}", lines.len(), lines.concat());
    }
    let total = |row| preview.requests.get(row, Column::Total).unwrap_or(0);
    format!(
        "可以导入（没有改动）：共 {} 件，新增 {} 件，已有 {} 件，在办 {} 件。\n{}年：新收 {} 件，上年结转 {} 件，办结 {} 件，结转下年 {} 件。\n",
        preview.lines.len(),
        preview.new_cases(),
        preview.known_cases(),
        preview.open_cases(),
        preview.year,
        total(Row::NewlyReceived),
        total(Row::CarriedIn),
        total(Row::Total),
        total(Row::CarriedOut)
    )
}

/// Exports the register of a year.
///
/// # Errors
/// Where the file cannot be written.
pub async fn export(settings: &Settings, args: RegisterOutArgs) -> Result<Done, Failure> {
    let office = super::open(settings).await?;
    let bytes = async {
        let organ = organ(&office, &args.organ).await?;
        Ok::<_, Failure>(office.export_register(&Actor::System, organ.id, args.year).await?)
    };
    let bytes = bytes.await;
    office.db().close().await;
    std::fs::write(&args.output, bytes?).map_err(|error| Failure::disk(&args.output, &error))?;
    Ok(Done::Clean)
}
