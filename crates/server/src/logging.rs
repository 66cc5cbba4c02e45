//! The log: JSON lines on standard error, text on a terminal. Never a raw URL, never a word of an applicant.

use crate::config::{Log, LogFormat};
use crate::failure::{Failure, Status};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts the log. `quiet` is for commands whose result is what people wait for: they tell warnings only.
///
/// # Errors
/// [`Status::Configuration`] where `log.level` does not read.
pub fn start(log: &Log, quiet: bool, colour: bool) -> Result<(), Failure> {
    let level = if quiet && log.level == "info" { "warn" } else { log.level.as_str() };
    // sqlx tells every statement at `debug` and slow ones at `warn`; texts only, never the values bound to them.
    // To whoever waits for a backup, a slow statement is no news.
    let level = if quiet { format!("{level},sqlx::query=error") } else { level.to_owned() };
    let filter = EnvFilter::try_new(&level).map_err(|error| {
        let what = format!("log.level 读不懂：{error}");
        Failure::new(Status::Configuration, what, "log.level", "可以写 error、warn、info、debug、trace")
    })?;
    let terminal = std::io::stderr().is_terminal();
    let json = match log.format {
        LogFormat::Auto => !terminal && !quiet,
        LogFormat::Text => false,
        LogFormat::Json => true,
    };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (a test) keeps the first log.
    let _ = if json {
        builder.json().flatten_event(true).with_span_list(false).try_init()
    } else {
        builder.with_ansi(terminal && colour).try_init()
    };
    Ok(())
}
