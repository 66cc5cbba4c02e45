//! `gongkai import …`.

use crate::Done;
use crate::cli::{FiguresArgs, HolidaysArgs, ImportReportArgs, RegisterArgs};
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::Refusal;
use gongkai_office::calendars::Moved;
use gongkai_office::register::{Imported, RegisterPreview};
use gongkai_office::reporting::read_figures;
use gongkai_rules::calendar::Notice;
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::Report;
use std::path::Path;

/// `import holidays`: shows the open cases whose date moves, and recomputes them as one official act.
///
/// # Errors
/// [`Status::Input`] where the file is no notice.
pub async fn holidays(settings: &Settings, args: HolidaysArgs) -> Result<Done, Failure> {
    let place = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file).map_err(|error| Failure::unreadable(&args.file, &error))?;
    let notice = Notice::from_json(&text).map_err(|error| {
        Failure::new(Status::Input, error.to_string(), place.clone(), "请改正后再运行；写法同程序自带的放假安排文件")
    })?;
    let year = notice.year;
    let office = super::open(settings).await?;
    let moved = if args.dry_run {
        office.preview_holidays(notice).await
    } else {
        office.adopt_holidays(&Actor::System, None, notice).await
    };
    office.db().close().await;
    let moved = moved.map_err(bad_file)?;
    crate::print(&words(year, args.dry_run, &moved))?;
    Ok(Done::Clean)
}

fn words(year: i16, dry_run: bool, moved: &[Moved]) -> String {
    let mut text = if dry_run {
        format!("{year} 年的放假安排会改变 {} 件在办申请的答复期限（没有改动）：\n", moved.len())
    } else {
        format!("已采用 {year} 年的放假安排，重新计算了 {} 件在办申请的答复期限：\n", moved.len())
    };
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "未定".to_owned(), |day| day.to_string());
    for case in moved {
        text.push_str(&format!("- {}：{} 改为 {}\n", case.number, day(case.from), day(case.to)));
    }
    text
}

/// A refusal of what stands in a file is about the file.
fn bad_file(refusal: Refusal) -> Failure {
    let in_file = matches!(refusal, Refusal::Invalid(_));
    let failure = Failure::from(refusal);
    if in_file { failure.with_status(Status::Input) } else { failure }
}

fn text_of(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| Failure::unreadable(file, &error))
}

/// `import register`: a year's register, every row or none.
///
/// # Errors
/// [`Status::Input`] where the file is no register. Rows with mistakes are a result: status 1, nothing imported.
pub async fn register(settings: &Settings, args: RegisterArgs) -> Result<Done, Failure> {
    let bytes = std::fs::read(&args.file).map_err(|error| Failure::unreadable(&args.file, &error))?;
    let office = super::open(settings).await?;
    let organ = super::organ(&office, &args.organ).await?;
    let preview = office.preview_register(organ.id, bytes.clone(), args.year).await.map_err(bad_file)?;
    let mut text = told(&preview);
    let wrong = !preview.problems.is_empty();
    if wrong {
        text.push_str(&format!("有 {} 处要改，一行也没有导入。\n", preview.problems.len()));
    } else if args.dry_run {
        let (new, known) = (preview.new_cases(), preview.known_cases());
        text.push_str(&format!(
            "可以导入：新增 {new} 件，已有 {known} 件，其中 {} 件在办（没有改动）。\n",
            preview.open_cases()
        ));
    } else {
        let imported = office.import_register(&Actor::System, organ.id, None, bytes, args.year, true).await;
        let Imported { new, known, open } = imported.map_err(bad_file)?;
        text.push_str(&format!(
            "已导入{} {} 年的台账：新增 {new} 件，已有 {known} 件，其中 {open} 件在办。\n",
            organ.name, args.year
        ));
    }
    office.db().close().await;
    crate::print(&text)?;
    Ok(if wrong { Done::Found } else { Done::Clean })
}

/// Mistakes, oddities and columns left out, a line each.
fn told(preview: &RegisterPreview) -> String {
    let mut text = String::new();
    for mistake in &preview.problems {
        text.push_str(&format!("错误：{mistake}\n"));
    }
    for remark in &preview.remarks {
        text.push_str(&format!("提示：{remark}\n"));
    }
    for head in &preview.ignored {
        text.push_str(&format!("提示：不认识“{head}”这一列，没有读\n"));
    }
    if !preview.is_of_the_year() {
        text.push_str(&format!("提示：没有一行与 {} 年有关，请核对年份\n", preview.year));
    }
    text
}

/// `import figures`: table two of a year, which is entered and not counted.
///
/// # Errors
/// [`Status::Input`] where the file is not what it should be.
pub async fn figures(settings: &Settings, args: FiguresArgs) -> Result<Done, Failure> {
    let text = text_of(&args.file)?;
    let (table, source) = read_figures(&text).map_err(|why| {
        Failure::new(
            Status::Input,
            why,
            args.file.display().to_string(),
            "请照 {\"table2\": {…}, \"source\": \"来源\"} 的写法改正",
        )
    })?;
    let office = super::open(settings).await?;
    let organ = super::organ(&office, &args.organ).await?;
    let entered = office.enter_table(&Actor::System, (organ.id, args.year), None, None, table, source).await;
    office.db().close().await;
    entered.map_err(bad_file)?;
    crate::print(&format!("已填写{} {} 年度报告的表二。\n", organ.name, args.year))?;
    Ok(Done::Clean)
}

/// `import report`: an earlier year's published report.
///
/// # Errors
/// [`Status::Input`] where the file is no report.
pub async fn report(settings: &Settings, args: ImportReportArgs) -> Result<Done, Failure> {
    let text = text_of(&args.file)?;
    let report = Report::from_json(&text).map_err(|why| {
        Failure::new(
            Status::Input,
            why.to_string(),
            args.file.display().to_string(),
            "文件应是 gongkai-report/1 格式的 JSON",
        )
    })?;
    let year = report.year;
    let office = super::open(settings).await?;
    let organ = super::organ(&office, &args.organ).await?;
    let imported = office.import_report(&Actor::System, organ.id, report).await;
    office.db().close().await;
    imported.map_err(bad_file)?;
    crate::print(&format!("已导入{} {year} 年度报告，用于对比和承接上年结转。\n", organ.name))?;
    Ok(Done::Clean)
}
