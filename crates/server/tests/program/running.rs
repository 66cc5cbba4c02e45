//! The program, run over a fresh data directory.

use crate::common::Fresh;
use crate::visitor::get;
use gongkai_office::Office;
use gongkai_office::accounts::passwords;
use gongkai_office::accounts::setup::{NewPerson, add_person};
use gongkai_office::operations::founding::Founding;
use gongkai_rules::organs::Level;
use gongkai_rules::people::{Actor, Role};
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The password of everybody made here.
pub const PASSWORD: &str = "西工区人民政府 2026 年的一句话";

/// Longest that a start or a stop may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program over this data directory and database.
pub fn program(fresh: &Fresh) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(fresh.dir()).arg("--data").arg(fresh.dir());
    command.env_remove("GONGKAI_DATA").env("GONGKAI_DATABASE__URL", fresh.url()).env("NO_COLOR", "1");
    command
}

/// Runs a command to its end.
pub fn run(fresh: &Fresh, words: &[&str]) -> Output {
    program(fresh).args(words).stdin(Stdio::null()).output().expect("the program runs")
}

/// Runs a command with something on its standard input.
pub fn run_with(fresh: &Fresh, words: &[&str], input: &str) -> Output {
    let piped = program(fresh).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = piped.expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("ended")
}

/// Standard output as text.
pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error as text.
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A port that nobody uses now.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port")
}

/// A district with its administrator and one clerk (`jingban`).
pub async fn district(fresh: &Fresh) {
    let office = Office::open(fresh.dir(), Some(fresh.url())).await.expect("an office");
    let founding = Founding {
        name: "西工区人民政府".into(),
        code: Some("XG".into()),
        level: Level::County,
        parent: None,
        login: "guanli".into(),
        password: PASSWORD.into(),
        demonstration: false,
    };
    let organ = office.found(founding).await.expect("founded").organ.id;
    let clerk = NewPerson {
        login: "jingban".into(),
        name: "经办同志".into(),
        roles: vec![Role::Clerk],
        password_hash: passwords::hash(PASSWORD.into()).await.expect("hashed"),
        must_change: false,
    };
    let of_work = office.clone();
    let work = office.db().write(Box::new(move |tx| {
        Box::pin(async move { add_person(tx, &of_work, &Actor::System, organ, clerk).await })
    }));
    work.await.expect("a clerk");
    office.db().close().await;
}

/// A server under way.
pub struct Server {
    /// Where the site is.
    pub site: SocketAddr,
    /// Where `/readyz` is.
    pub management: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts the server and waits until it is ready.
    pub fn start(fresh: &Fresh, site: SocketAddr, management: SocketAddr, more: &[&str]) -> Server {
        let mut command = program(fresh);
        command.arg("serve").args(["--listen", &site.to_string(), "--management", &management.to_string()]).args(more);
        let log = std::fs::File::options().create(true).append(true).open(fresh.file("server.log")).expect("a log");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().expect("the server starts");
        let mut server = Server { site, management, child };
        let began = Instant::now();
        loop {
            if get(management, "/readyz").is_ok_and(|answer| answer.status == 200) {
                return server;
            }
            let ended = server.child.try_wait().expect("asked");
            let log = || std::fs::read_to_string(fresh.file("server.log")).unwrap_or_default();
            assert!(ended.is_none(), "the server ended: {ended:?}\n{}", log());
            assert!(began.elapsed() < PATIENCE, "the server is not ready\n{}", log());
            std::thread::yield_now();
        }
    }

    /// SIGKILL: it ends at whatever it does.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// SIGTERM: it ends by itself. Gives its exit status.
    pub fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(told.success());
        self.child.wait().expect("ended").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
