//! `gongkai deadline`: cases in, clocks out.

use crate::Done;
use crate::cli::DeadlineArgs;
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::clock::{day_of, real_micros};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::exchange;
use jiff::Timestamp;
use std::io::Read;
use std::path::Path;

/// Answers the cases of a file.
///
/// # Errors
/// [`Status::Input`] where the file cannot be read or a case cannot be meant.
pub async fn deadline(settings: &Settings, args: DeadlineArgs) -> Result<Done, Failure> {
    let text = read(&args.file)?;
    // An office's own notices count where there is an office; the command works without one.
    let office_is_there = settings.config.database.url.is_some() || settings.data.join("gongkai.db").is_file();
    let (calendar, today) = if office_is_there {
        let office = super::open(settings).await?;
        let found = (Calendar::clone(&office.calendar()), office.clock().today());
        office.db().close().await;
        found
    } else {
        let now = Timestamp::from_microsecond(real_micros()).map_err(|error| Failure::fault(&error.to_string()))?;
        (Calendar::embedded(), day_of(now))
    };
    let answers = exchange::answer(&text, &calendar, args.as_of.unwrap_or(today)).map_err(|error| {
        let place = args.file.display().to_string();
        Failure::new(Status::Input, error.to_string(), place, "请改正后再运行；写法见 docs/operating/deadline.md")
    })?;
    crate::print(&format!("{}\n", answers.trim_end()))?;
    Ok(Done::Clean)
}

fn read(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ()).map_err(|error| Failure::unreadable(path, &error))?;
    } else {
        bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(Status::Input, "文件不是 UTF-8 编码", path.display().to_string(), "请另存为 UTF-8 后再运行")
    })
}
