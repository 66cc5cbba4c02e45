//! The side of the server: starts a process for each file, never more than so many at once, and ends it where it takes too
//! long or nobody waits for it any more.

use super::{COMMAND, File, Order, Outcome};
use crate::config;
use gongkai_documents::checking::{Checked, fragment};
use gongkai_documents::reading::Extent;
use gongkai_web::checker::{CheckAnswer, Checker, Checking, NotChecked, ToCheck};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{ChildStdin, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How long one waits for its turn.
const WAIT: Duration = Duration::from_secs(4);

/// Those that may wait for each one under way: each holds its file in memory.
const WAITING: usize = 4;

/// Seconds by the clock beyond those of the processor: on a busy machine a process gets a part of it.
const SLACK: u64 = 10;

/// Most bytes of an outcome: many times that of the report with the most findings.
const OUTCOME: u64 = 16 << 20;

/// Checks in processes apart.
pub struct Apart {
    program: PathBuf,
    memory_mb: u64,
    seconds: u64,
    patience: Duration,
    wait: Duration,
    /// Turns: so many at once.
    turns: Semaphore,
    /// Turns with the places to wait for one.
    places: Semaphore,
}

impl Apart {
    /// As the settings say, with the program that is running.
    ///
    /// # Errors
    /// The system does not tell which program this is.
    pub fn new(limits: &config::Limits) -> std::io::Result<Apart> {
        let at_once = usize::try_from(limits.checks_at_once.max(1)).unwrap_or(1);
        let seconds = u64::from(limits.check_seconds.max(1));
        Ok(Apart {
            program: this_program()?,
            memory_mb: u64::from(limits.check_memory_mb),
            seconds,
            patience: Duration::from_secs(seconds + SLACK),
            wait: WAIT,
            turns: Semaphore::new(at_once),
            places: Semaphore::new(at_once.saturating_mul(1 + WAITING)),
        })
    }

    async fn in_turn(&self, asked: ToCheck) -> Result<CheckAnswer, NotChecked> {
        let _place = self.places.try_acquire().map_err(|_| NotChecked::Busy)?;
        let turn = timeout(self.wait, self.turns.acquire()).await;
        let _turn = turn.map_err(|_| NotChecked::Busy)?.map_err(|_| NotChecked::Fault)?;
        match timeout(self.patience, self.apart(asked)).await {
            Ok(answer) => answer,
            // The process went with its handle.
            Err(_) => Err(told("time by the clock")),
        }
    }

    async fn apart(&self, asked: ToCheck) -> Result<CheckAnswer, NotChecked> {
        let fault = |error: std::io::Error| {
            tracing::error!(%error, "no process to check in");
            NotChecked::Fault
        };
        let mut child = Command::new(&self.program)
            .args([COMMAND, "--memory-mb", &self.memory_mb.to_string(), "--seconds", &self.seconds.to_string()])
            .env_clear()
            // A thread's own heap would reserve a quarter of the address space that is allowed, for nothing.
            .env("MALLOC_ARENA_MAX", "1")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(fault)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(NotChecked::Fault);
        };
        let (mut outcome, mut output) = (Vec::new(), output.take(OUTCOME));
        // One that ends early no longer listens; what it said, or that it ended, tells why.
        let read = tokio::select! {
            read = output.read_to_end(&mut outcome) => read,
            never = async {
                let _ = hand_over(input, &asked).await;
                std::future::pending().await
            } => never,
        };
        read.map_err(fault)?;
        // One that says more than an outcome holds is not listened to any longer, and ends.
        drop(output);
        let status = child.wait().await.map_err(fault)?;
        if !status.success() {
            return Err(told(&status.to_string()));
        }
        // Cut off at its longest, or garbled by what broke the process: no answer is made of it.
        serde_json::from_slice(&outcome).map(|outcome| page(outcome, asked.title)).map_err(|_| told("no outcome"))
    }
}

/// Notes in the log how a process ended, and nothing of what it read.
fn told(ended: &str) -> NotChecked {
    tracing::warn!(ended, "a report was not read within the limits");
    NotChecked::Exceeded
}

async fn hand_over(mut input: ChildStdin, asked: &ToCheck) -> std::io::Result<()> {
    let file = |name: &str, content: &[u8]| File { name: name.to_owned(), bytes: content.len() as u64 };
    let order = Order {
        today: asked.today,
        level: asked.level,
        report: file(&asked.report.name, &asked.report.content),
        before: asked.before.as_ref().map(|before| file(&before.name, &before.content)),
    };
    let mut line = serde_json::to_vec(&order)?;
    line.push(b'\n');
    input.write_all(&line).await?;
    input.write_all(&asked.report.content).await?;
    if let Some(before) = &asked.before {
        input.write_all(&before.content).await?;
    }
    input.shutdown().await
}

fn page(outcome: Outcome, title: String) -> CheckAnswer {
    match outcome {
        Outcome::Judged { whole, reason, report } => {
            let read = if whole { Extent::Whole } else { Extent::Part };
            let report = Some(*report);
            let checked = Checked { file: title, read, reason, report, layout: None, encoding: None };
            CheckAnswer::Judged { html: fragment(&checked, 1) }
        }
        Outcome::Unread(why) => CheckAnswer::Unread(why),
        Outcome::BeforeUnread(why) => CheckAnswer::BeforeUnread(why),
    }
}

impl Checker for Apart {
    fn check(&self, asked: ToCheck) -> Checking<'_> {
        Box::pin(self.in_turn(asked))
    }
}

/// The program that is running, even where a newer one has been put in its place meanwhile.
fn this_program() -> std::io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() { Ok(running) } else { std::env::current_exe() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_web::checker::GivenFile;

    /// Longer than any of these takes, however busy the machine is.
    const LONG: Duration = Duration::from_secs(60);

    fn apart(script: &str, folder: &tempfile::TempDir, patience: Duration) -> Apart {
        use std::os::unix::fs::PermissionsExt;
        let program = folder.path().join("program");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("made a program");
        let limits = config::Limits { checks_at_once: 1, ..config::Limits::default() };
        Apart { program, patience, wait: Duration::ZERO, ..Apart::new(&limits).expect("limits") }
    }

    fn asked() -> ToCheck {
        let report = GivenFile { name: "年报.txt".into(), content: vec![b'x'; 1 << 20] };
        ToCheck { title: "年报.txt".into(), report, before: None, level: None, today: jiff::civil::date(2026, 3, 1) }
    }

    #[tokio::test]
    async fn a_process_that_does_not_end_is_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let alive = folder.path().join("pid");
        let apart =
            apart(&format!("echo $$ > {}; while :; do :; done", alive.display()), &folder, Duration::from_secs(3));
        assert_eq!(apart.check(asked()).await, Err(NotChecked::Exceeded));
        let pid: String = std::fs::read_to_string(&alive).expect("it ran").trim().to_owned();
        // Killed at once; the runtime takes its exit status a moment later.
        let state = || std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        while !(state().is_empty() || state().contains(") Z ")) {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn what_is_no_outcome_makes_no_answer() {
        let folder = tempfile::tempdir().expect("a folder");
        for script in ["cat >/dev/null; echo '{\"judged\": {\"whole\": true'", "kill -9 $$", "exit 70", "exec yes 1"] {
            assert_eq!(apart(script, &folder, LONG).check(asked()).await, Err(NotChecked::Exceeded), "{script}");
        }
    }

    #[tokio::test]
    async fn the_next_ones_are_told_that_all_turns_are_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let apart = apart("cat >/dev/null; echo '{\"unread\": \"空\"}'", &folder, LONG);
        let turn = apart.turns.acquire().await.expect("a turn");
        assert_eq!(apart.check(asked()).await, Err(NotChecked::Busy), "none becomes free");
        drop(turn);
        assert_eq!(apart.check(asked()).await, Ok(CheckAnswer::Unread("空".into())));
        let _all = apart.places.acquire_many(5).await.expect("every place");
        assert_eq!(apart.check(asked()).await, Err(NotChecked::Busy), "no place to wait");
    }
}
