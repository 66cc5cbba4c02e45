//! `gongkai import …`.

use crate::Done;
use crate::cli::HolidaysArgs;
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::calendars::Moved;
use gongkai_rules::calendar::Notice;
use gongkai_rules::people::Actor;

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
    if !args.dry_run {
        let what = format!("将采用 {year} 年的放假安排，重新计算在办申请的答复期限。先看会变动哪些：--dry-run");
        super::confirm::confirm(args.yes, &what, &year.to_string())?;
    }
    let office = super::open(settings).await?;
    let moved = if args.dry_run {
        office.preview_holidays(notice).await
    } else {
        office.adopt_holidays(&Actor::System, None, notice).await
    };
    office.db().close().await;
    let moved = moved.map_err(|refusal| {
        let bad_file = matches!(refusal, gongkai_office::Refusal::Invalid(_));
        let failure = Failure::from(refusal);
        if bad_file { failure.with_status(Status::Input) } else { failure }
    })?;
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
