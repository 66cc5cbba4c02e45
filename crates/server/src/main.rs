//! The program `gongkai`: wires everything, command line. Results go to standard output, everything else to standard
//! error; exit statuses are those of `formats.md`.

mod apart;
mod cli;
mod commands;
mod config;
mod failure;
mod logging;
mod serve;

use cli::reporting::Export;
use cli::{Asked, Cli, Import, Task};
use config::Settings;
use failure::{Failure, Status};
use std::io::Write;
use std::process::ExitCode;

/// What a command that was done ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Done, nothing found: 0.
    Clean,
    /// Done, something found: 1.
    Found,
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // The place only: a message may carry what it should not.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    match run() {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::Found) => ExitCode::from(1),
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::from(failure.status as u8)
        }
    }
}

/// Writes a result to standard output. A reader that has gone away is no fault of ours.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::disk(std::path::Path::new("标准输出"), &error))
        }
        _ => Ok(()),
    }
}

fn run() -> Result<Done, Failure> {
    let cli = match cli::read(std::env::args_os())? {
        Asked::Run(cli) => *cli,
        Asked::Show(text) => return print(&text).map(|()| Done::Clean),
    };
    // Before settings, log and threads: that process is to hold as little as it can.
    if let Task::CheckOne(args) = &cli.command {
        return apart::child::run(args);
    }
    let environment = config::environment();
    let mut settings = Settings::find(cli.config.clone(), cli.data.clone(), &environment)?;
    let colour = !environment.iter().any(|(name, value)| name == "NO_COLOR" && !value.is_empty());
    settings.quiet = cli.quiet;
    let loudness =
        logging::Loudness { command: !matches!(cli.command, Task::Serve(_)), quiet: cli.quiet, more: cli.verbose };
    logging::start(&settings.config.log, loudness, colour)?;
    let runtime =
        tokio::runtime::Runtime::new().map_err(|error| Failure::disk(std::path::Path::new("线程"), &error))?;
    let done = runtime.block_on(async {
        // In a task of its own, so that a panic becomes status 70 and not a trace.
        let serving = matches!(cli.command, Task::Serve(_));
        let task = tokio::spawn(dispatch(cli, settings));
        tokio::select! {
            done = task => done.unwrap_or_else(|error| Err(Failure::fault(&error.to_string()))),
            _ = interrupted(), if !serving => {
                Err(Failure::new(Status::Interrupted, "已中断", "", "没有做完的事没有保存，可以再运行一次"))
            }
        }
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    done
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn dispatch(cli: Cli, settings: Settings) -> Result<Done, Failure> {
    match cli.command {
        Task::Serve(args) => serve::serve(settings, args).await,
        Task::Setup(args) => commands::setup::setup(&settings, args).await,
        Task::Demo(args) => commands::demo::demo(&settings, &args).await,
        Task::Deadline(args) => commands::deadline::deadline(&settings, args).await,
        Task::Import(args) => match args.what {
            Import::Holidays(args) => commands::import::holidays(&settings, args).await,
            Import::Register(args) => commands::register::import(&settings, args).await,
            Import::Figures(args) => commands::report::figures(&settings, args).await,
            Import::Report(args) => commands::report::published(&settings, args).await,
        },
        Task::Export(args) => match args.what {
            Export::Register(args) => commands::register::export(&settings, args).await,
        },
        Task::Report(args) => commands::report::report(&settings, args).await,
        Task::Check(args) => tokio::task::spawn_blocking(move || commands::check::check(&args, settings.quiet))
            .await
            .unwrap_or_else(|error| Err(Failure::fault(&error.to_string()))),
        Task::CheckOne(args) => apart::child::run(&args),
        Task::Migrate => commands::migrate(&settings).await,
        Task::Doctor(args) => commands::doctor::doctor(&settings, args).await,
        Task::Backup(args) => commands::backup::backup(&settings, args).await,
        Task::Restore(args) => commands::backup::restore(&settings, args).await,
        Task::Config(args) => commands::config::config(&settings, args).await,
        Task::Verify(args) => commands::verify::verify(&settings, args).await,
    }
}
