//! The log: JSON lines on standard error, text on a terminal. Never a raw URL, never a word of an applicant.

use crate::config::{Log, LogFormat};
use crate::failure::{Failure, Status};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// How much is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Loudness {
    /// A command whose result is what people wait for: it tells warnings only.
    pub command: bool,
    /// `--quiet`: errors only.
    pub quiet: bool,
    /// How often `-v` was written.
    pub more: u8,
}

impl Loudness {
    /// The level and directives of the log.
    fn directives(self, configured: &str) -> String {
        let level = match (self.quiet, self.more) {
            (true, _) => "error",
            (false, 0) if self.command && configured == "info" => "warn",
            (false, 0) => configured,
            // sqlx tells every statement at `debug` and slow ones at `warn`; texts only, never the values bound to them.
            (false, 1) => {
                return "info,gongkai=debug,gongkai_office=debug,gongkai_web=debug,gongkai_storage=debug".to_owned();
            }
            (false, _) => return "debug".to_owned(),
        };
        // To whoever waits for a backup, a slow statement is no news.
        if self.command { format!("{level},sqlx::query=error") } else { level.to_owned() }
    }
}

/// Starts the log.
///
/// # Errors
/// [`Status::Configuration`] where `log.level` does not read.
pub fn start(log: &Log, loudness: Loudness, colour: bool) -> Result<(), Failure> {
    let level = loudness.directives(&log.level);
    let quiet = loudness.command;
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

#[cfg(test)]
mod tests {
    use super::Loudness;

    #[test]
    fn quiet_and_verbose_stand_over_the_setting() {
        let of = |quiet, more| Loudness { command: true, quiet, more }.directives("info");
        assert!(of(false, 0).starts_with("warn,") && of(true, 0).starts_with("error,"));
        assert!(of(false, 1).contains("gongkai_office=debug") && of(false, 2) == "debug");
        assert_eq!(Loudness::default().directives("info"), "info", "the server");
    }
}
